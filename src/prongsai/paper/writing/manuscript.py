"""A paper as it is to be printed, before any file format: sections of headings, paragraphs, tables and pictures.

A layout is composed into a `Manuscript` once; DOCX, PDF, XLSX, ODT and HTML are written from that one value. All its
texts are final: digits are chosen, placeholders filled, only characters that a page can carry are left
(`text.printable`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

Orientation = Literal["portrait", "landscape"]
Align = Literal["left", "center", "right"]


class Role(StrEnum):
    """What a paragraph is on the page; a writer has one style for each."""

    TITLE = "title"  # of the whole paper, centred
    SUBTITLE = "subtitle"  # under the title, centred
    HEADING = "heading"  # `level` 1-3, in the outline and the bookmarks
    BODY = "body"  # running text, first line indented
    PLAIN = "plain"  # a line as it stands: cells, addresses, lists
    CENTER = "center"
    CAPTION = "caption"  # of a table or a picture
    LABEL = "label"  # "เรื่อง", "เรียน": a letter's head; a hanging indent after the first tab
    FIELD = "field"  # a memo's head: as LABEL, with the rest of the line dotted; a second tab goes to the line's middle
    ITEM = "item"  # of a list, its number typed in: a hanging indent; what follows a tab stands in the right third
    RULE = "rule"  # no words: a short line in the middle, under the head of an order
    DISPLAY = "display"  # seen from across a room: a poster's words and figures, about 30 pt, bold, centred
    NOTE = "note"  # small print
    MARK = "mark"  # a warning in a box: "ร่าง", "ยังไม่ยืนยัน"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: where a figure comes from, and the address at which its rows open."""

    text: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one face. `note` stands as a footnote mark right after it, `link` makes it a link."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``\\n`` in a span is a line break, ``\\t`` a tab. `level` 1-3 for headings only."""

    spans: tuple[Span, ...]
    role: Role = Role.PLAIN
    level: int | None = None

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that stands by itself; the positions its spans cover are simply not there, as in HTML.

    Shape: at least one paragraph, empty where nothing is said. `is_header` is a row's own header.
    """

    paragraphs: tuple[Paragraph, ...]
    row_span: int = 1
    column_span: int = 1
    align: Align = "left"
    is_header: bool = False

    @property
    def text(self) -> str:
        """The words alone, a paragraph a line."""
        return "\n".join(each.text for each in self.paragraphs)


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. Shape: `widths` are shares that sum to 1, one a column; `head` repeats on every page.

    `summary` says for whoever cannot see it what the table holds; `name` is the sheet's name in a workbook.
    """

    widths: tuple[float, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    summary: str = ""
    name: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture. Unit: `width` in millimetres on paper; height follows. `alt` is never empty."""

    content: bytes
    kind: Literal["png", "jpg", "svg"]
    width: float
    alt: str
    caption: str = ""
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pictures beside one another, so many in a row, each with its caption."""

    pictures: tuple[Picture, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Beside:
    """A small picture with paragraphs beside it, not below: a memo's head, the code of an imprint.

    It stands left or right as `picture.align` says. Its words read back as paragraphs, so it is never a table.
    """

    picture: Picture | Code
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart. Unit: points 0-100; `earlier` is last year's value, a lighter mark."""

    label: str
    points: float
    shown: str
    earlier: float | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart whose title states what it shows; `thresholds` are lines. Its numbers stand in a table nearby."""

    title: str
    bars: tuple[Bar, ...]
    thresholds: tuple[float, ...] = (85.0, 95.0)
    description: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of an address. Unit: `size` in millimetres."""

    address: str
    size: float
    alt: str
    caption: str = ""
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class Signature:
    """Where somebody signs: lines that stay together, centred in the right half of the page."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents of the headings that follow, with page numbers where the format has pages."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Paragraph | Table | Picture | Gallery | Beside | Bars | Code | Signature | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one orientation. `footer` stands left of the page number, which is there where `numbered` is True.

    Upright pages have a letter's margins: 30 mm left, 20 mm right. With `is_middle` the blocks stand in the middle
    between top and bottom, as on a cover.
    """

    blocks: tuple[Block, ...]
    orientation: Orientation = "portrait"
    footer: str = ""
    numbered: bool = True
    is_middle: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself beside its text. `made_at` comes from the record, never from a clock.

    `code` names the edition a paper was issued as (``Source.paper`` when it is read again), empty otherwise.
    """

    title: str
    agency: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    number: str = ""
    version: int = 1
    code: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Everything a writer needs. `digits` is for what a writer counts itself: pages and footnotes.

    `font` is the face an office's Word has (DOCX and ODT name it); PDF and HTML carry Sarabun with them.
    `records` is the machine-readable form (`records.as_json`, or the content's own) that a PDF takes along.
    """

    properties: Properties
    sections: tuple[Section, ...]
    language: Literal["th", "en"] = "th"
    digits: Literal["arabic", "thai"] = "arabic"
    font: str = "TH Sarabun New"
    records: dict[str, object] = field(default_factory=dict)

    @property
    def blocks(self) -> Iterator[Block]:
        """The blocks of all sections, in order."""
        return (block for section in self.sections for block in section.blocks)


def plain(text: str, role: Role = Role.PLAIN, *, bold: bool = False, level: int | None = None) -> Paragraph:
    """A paragraph of one face."""
    return Paragraph((Span(text, bold=bold),), role, level)


def cell(
    text: str, *, bold: bool = False, rows: int = 1, columns: int = 1, align: Align = "left", is_header: bool = False
) -> Cell:
    """A cell of plain text, a paragraph for every line."""
    paragraphs = tuple(plain(line, bold=bold) for line in text.split("\n"))
    return Cell(paragraphs, rows, columns, align, is_header)
