"""Which sheet what stands on: a sheet for every table, with the headings over it and the remarks under it.

A table of contents and page breaks have no place in a workbook; its sheets are named by what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from prongsai.paper.writing.charts import bars_png, drawn
from prongsai.paper.writing.codes import code_png
from prongsai.paper.writing.manuscript import (
    Bars,
    Beside,
    Block,
    Code,
    Contents,
    Gallery,
    Manuscript,
    Orientation,
    PageBreak,
    Paragraph,
    Picture,
    Role,
    Section,
    Signature,
    Table,
    plain,
)
from prongsai.paper.writing.xlsx.naming import sheet_names

Line = Paragraph | Picture
_BEGINS = (Role.TITLE, Role.HEADING, Role.CAPTION)
_CHART_WIDTH = 160.0


@dataclass(slots=True)
class Sheet:
    """A sheet: lines, a table, lines. `pictures` and `fitting` are filled while it is written."""

    orientation: Orientation
    footer: str
    numbered: bool
    above: list[Line] = field(default_factory=list)
    table: Table | None = None
    below: list[Line] = field(default_factory=list)
    name: str = ""
    pictures: list[Picture] = field(default_factory=list)
    fitting: set[int] = field(default_factory=set)
    """Rows whose height an office program may fit to what is typed into them."""

    @property
    def lines(self) -> list[Line]:
        """Where the next line goes."""
        return self.above if self.table is None else self.below


def arranged(manuscript: Manuscript) -> list[Sheet]:
    """The sheets of a paper, named, in its order. Shape: one at least."""
    sheets: list[Sheet] = []
    for section in manuscript.sections:
        for piece in _pieces(section.blocks):
            if not sheets:
                sheets.append(_sheet_of(section))
            if isinstance(piece, Table):
                _place(piece, sheets, section)
            else:
                _say(piece, sheets, section)
    sheets = sheets or [Sheet("portrait", "", True)]
    for sheet, name in zip(sheets, sheet_names(_wishes(sheets, manuscript)), strict=True):
        sheet.name = name
    return sheets


def _say(line: Line, sheets: list[Sheet], section: Section) -> None:
    """Put a line after what is there; a heading of the paper after a table begins the next sheet."""
    is_heading = isinstance(line, Paragraph) and line.role in (Role.TITLE, Role.HEADING)
    if is_heading and sheets[-1].table is not None:
        sheets.append(_sheet_of(section))
    sheets[-1].lines.append(line)


def _place(table: Table, sheets: list[Sheet], section: Section) -> None:
    """Put a table on the sheet that waits for one, or begin the next with what is said right before it."""
    last = sheets[-1]
    if last.table is not None:
        begin = _beginning(last.below)
        sheets.append(_sheet_of(section))
        sheets[-1].above, last.below = last.below[begin:], last.below[:begin]
    sheets[-1].table = table
    sheets[-1].orientation = section.orientation


def _beginning(lines: list[Line]) -> int:
    """Where lines after a table begin to belong to the next one: at the first heading."""
    begins = (i for i, line in enumerate(lines) if isinstance(line, Paragraph) and line.role in _BEGINS)
    return next(begins, len(lines))


def _sheet_of(section: Section) -> Sheet:
    return Sheet(section.orientation, section.footer, section.numbered)


def _pieces(blocks: Iterable[Block]) -> Iterator[Line | Table]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _said([block])
            case Table():
                yield from _said([plain(block.caption, Role.CAPTION)])
                yield block
            case Signature():
                yield from _said(plain(line, Role.CENTER) for line in block.lines)
            case Bars():
                yield from _said([plain(block.title, Role.CAPTION)])
                yield Picture(bars_png(block), "png", _CHART_WIDTH, block.description or block.title)
            case Picture() | Code():
                yield from _captioned(block)
            case Gallery():
                yield from (line for each in block.pictures for line in _captioned(each))
            case Beside():
                yield from _captioned(block.picture)
                yield from _said(block.paragraphs)
            case Contents() | PageBreak():
                pass
            case _:
                assert_never(block)


def _said(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs that say something."""
    return (each for each in paragraphs if each.text.strip())


def _captioned(shown: Picture | Code) -> Iterator[Line]:
    """A picture as dots, and its caption under it."""
    picture = _drawn(shown)
    yield picture
    if picture.caption:
        yield plain(picture.caption, Role.NOTE)


def _drawn(shown: Picture | Code) -> Picture:
    if isinstance(shown, Code):
        return Picture(code_png(shown.address), "png", shown.size, shown.alt, shown.caption, shown.align)
    return replace(shown, content=drawn(shown.content), kind="png") if shown.kind == "svg" else shown


def _wishes(sheets: list[Sheet], manuscript: Manuscript) -> Iterator[str]:
    """What each sheet would be called: its table's name, the nearest heading over it, the paper's title.

    A sheet without a table is called by its first heading.
    """
    for sheet in sheets:
        headings = [line.text for line in sheet.above if isinstance(line, Paragraph) and line.role in _BEGINS]
        named = [sheet.table.name.strip(), *headings[::-1]] if sheet.table else headings
        yield next(filter(None, named), manuscript.properties.title)
