"""The blocks of a manuscript as data for the template: paragraphs, pictures, charts, signatures; tables stand apart."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from prongsai.paper.writing.manuscript import (
    Bar,
    Bars,
    Beside,
    Block,
    Code,
    Contents,
    Gallery,
    Note,
    Orientation,
    PageBreak,
    Paragraph,
    Picture,
    Role,
    Signature,
    Span,
    Table,
)
from prongsai.paper.writing.pdf.fonts import showable
from prongsai.paper.writing.pdf.tables import columns_of, grid_of
from prongsai.paper.writing.pdf.words import Words, line_count, one_line, whole, words
from prongsai.paper.writing.text import printable

POINTS_OF_A_MILLIMETRE = 72 / 25.4
TEXT_WIDTH = {"portrait": 160.0, "landscape": 257.0}
"""Between the margins of `paper.typ`. Unit: millimetres."""
TEXT_HEIGHT = {"portrait": 252.0, "landscape": 170.0}
SIZES = {
    Role.TITLE: 15.0,
    Role.SUBTITLE: 13.0,
    Role.HEADING: 13.0,
    Role.NOTE: 9.0,
    Role.CAPTION: 10.0,
    Role.DISPLAY: 30.0,
}
"""Of the letters, 11 where a role is not named. Unit: points."""
_SHARE = {Role.LABEL: 0.75, Role.FIELD: 0.4, Role.ITEM: 0.3, Role.MARK: 0.9}
"""How much of the line the narrowest column of a paragraph has."""
_PARTS = {Role.LABEL: 2, Role.FIELD: 3, Role.ITEM: 2}
"""Into how many parts the tabs of a paragraph cut it at most."""
BODY_SIZE = 11.0
_MOST_OF_THE_HEIGHT = 0.8
_LONGEST_HEADING = 1000
_LABELS_SHARE = 0.36
_NO_ALT = "ภาพ"
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)[\x21-\x7e]{1,2000}")

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks are set: the page's orientation, the pictures met so far, the headings' levels so far."""

    orientation: Orientation
    pictures: dict[str, bytes]
    levels: list[int]

    def room(self, size: float, share: float = 1.0) -> float:
        """How long a line is in letters of a size. Unit: em."""
        return share * TEXT_WIDTH[self.orientation] * POINTS_OF_A_MILLIMETRE / size

    def block(self, block: Block) -> Data:
        """The data of any block."""
        match block:
            case Paragraph():
                return self.paragraph(block, self.room(SIZES.get(block.role, BODY_SIZE)))
            case Table():
                return self._table(block)
            case Signature():
                return {"kind": "signature", "lines": [self._said(each, 0.5) for each in block.lines]}
            case Contents():
                return {"kind": "contents", "title": self._said(block.title), "depth": block.depth}
            case PageBreak():
                return {"kind": "break"}
            case _:
                return self._shown(block)

    def _shown(self, block: Picture | Gallery | Beside | Bars | Code) -> Data:
        match block:
            case Picture():
                return self._picture(block)
            case Gallery():
                return self._gallery(block)
            case Beside():
                return self._beside(block)
            case Bars():
                return self._bars(block)
            case Code():
                return self._code(block)

    def paragraph(self, paragraph: Paragraph, room: float) -> Data:
        """A paragraph. Unit: `room` in em."""
        room *= _SHARE.get(paragraph.role, 1.0)
        is_alone = len(paragraph.spans) == 1
        spans = [_span(each, room, is_alone=is_alone) for each in paragraph.spans]
        found: Data = {"kind": "paragraph", "role": paragraph.role.value}
        if paragraph.role == Role.HEADING and not _is_listed(paragraph):
            found["role"] = Role.PLAIN.value
        elif paragraph.role == Role.HEADING:
            found["level"] = self._level(paragraph.level or 1)
        found["parts"] = _parted(spans, _PARTS.get(paragraph.role, 1))
        return found

    def _beside(self, block: Beside) -> Data:
        beside = self._code(block.picture) if isinstance(block.picture, Code) else self._picture(block.picture, 0.4)
        paragraphs = [
            self.paragraph(each, self.room(SIZES.get(each.role, BODY_SIZE), 0.6)) for each in block.paragraphs
        ]
        return {"kind": "beside", "picture": beside, "paragraphs": paragraphs}

    def _level(self, wanted: int) -> int:
        """The level of a heading; whoever listens to a paper must meet none that leaves one out."""
        level = max(1, min(wanted, (self.levels[-1] if self.levels else 0) + 1))
        self.levels.append(level)
        return level

    def _said(self, text: str, share: float = 1.0, size: float = BODY_SIZE) -> Words:
        return words(text, self.room(size, share) * 0.97)

    def _table(self, table: Table) -> Data:
        size = columns_of(table).size
        return {
            "kind": "table",
            "size": size,
            "caption": self._said(table.caption, size=10),
            **grid_of(table, self.room(size), TEXT_HEIGHT[self.orientation] * POINTS_OF_A_MILLIMETRE, self.paragraph),
        }

    def _picture(self, picture: Picture, share: float = 1.0) -> Data:
        widest = TEXT_WIDTH[self.orientation] * share
        found: Data = {
            "kind": "picture",
            "alt": one_line(picture.alt) or _NO_ALT,
            "caption": self._said(picture.caption, share, 10),
            "align": picture.align,
            "width": min(picture.width, widest),
        }
        if picture.kind == "svg":
            shown = _drawing(picture.content)
            return {**found, "svg": shown} if shown else {**found, "missing": self._said(picture.alt, share)}
        if (tallness := _tallness(picture.content)) is None:
            return {**found, "missing": self._said(picture.alt, share)}
        highest = TEXT_HEIGHT[self.orientation] * _MOST_OF_THE_HEIGHT
        name = f"picture-{len(self.pictures) + 1}.{picture.kind}"
        self.pictures[name] = picture.content
        return {**found, "file": name, "width": min(found["width"], highest / tallness)}

    def _gallery(self, gallery: Gallery) -> Data:
        share = 0.96 / max(1, gallery.columns)
        pictures = [self._picture(each, share) for each in gallery.pictures]
        return {"kind": "gallery", "columns": max(1, gallery.columns), "pictures": pictures}

    def _bars(self, chart: Bars) -> Data:
        from prongsai.paper.writing.charts import thresholds_shown  # most papers have no chart

        return {
            "kind": "bars",
            "title": self._said(chart.title),
            "alt": one_line(chart.description) or one_line(_told(chart)) or _NO_ALT,
            "thresholds": [[_within(each), shown] for each, shown in thresholds_shown(chart)],
            "height": self._bar_height(chart),
            "bars": [self._bar(each) for each in chart.bars],
        }

    def _bar_height(self, chart: Bars) -> float:
        """How high each bar's row is, that the longest label fits. Unit: points."""
        room = self.room(10, _LABELS_SHARE)
        return 2.5 + 12.5 * max((line_count(each.label, room) for each in chart.bars), default=1)

    def _bar(self, bar: Bar) -> Data:
        return {
            "label": self._said(bar.label, _LABELS_SHARE, 10),
            "group": self._said(bar.group),
            "points": _within(bar.points),
            "shown": self._said(bar.shown),
            "earlier": None if bar.earlier is None else _within(bar.earlier),
        }

    def _code(self, code: Code) -> Data:
        return {
            "kind": "picture",
            "svg": _squares(code.address),
            "alt": one_line(code.alt) or _NO_ALT,
            "caption": self._said(code.caption, size=10),
            "align": code.align,
            "width": min(code.size, TEXT_WIDTH[self.orientation]),
        }


def _span(span: Span, room: float, *, is_alone: bool) -> Data:
    """A span as data; `is_alone` where it is all that its paragraph says."""
    said = whole(span.text, room) if is_alone and not span.note else None
    if said is None:
        said = words(span.text, room, bold=span.bold)
    found: Data = {"words": said, "bold": span.bold, "italic": span.italic, "link": safe_link(span.link)}
    if span.note:
        found["note"] = _note(span.note)
        found["last"] = [said.pop()] if said else []
    return found


def _note(note: Note) -> Data:
    address = note.address or ""
    room = TEXT_WIDTH["portrait"] * POINTS_OF_A_MILLIMETRE / 9.5
    return {"words": words(note.text, room), "address": words(address, room), "link": safe_link(address)}


def safe_link(address: str | None) -> str | None:
    """The address where a click may lead there from a paper: web, mail, telephone; nothing else."""
    return address if address and _SAFE_LINK.fullmatch(address) else None


def _parted(spans: list[Data], most: int) -> list[list[Data]]:
    """The spans cut at their first tabs, into so many parts at most; tabs that cut nothing stay."""
    parts: list[list[Data]] = [[]]
    for span in spans:
        waiting = span["words"]
        while "\t" in waiting and len(parts) < most:
            at = waiting.index("\t")
            parts[-1].append({"words": waiting[:at], **{name: span[name] for name in ("bold", "italic", "link")}})
            parts.append([])
            waiting = waiting[at + 1 :]
        parts[-1].append({**span, "words": waiting})
    return parts


def _is_listed(heading: Paragraph) -> bool:
    """Whether it can stand among the bookmarks: it says something, and no book at once."""
    return 0 < len(showable(printable(heading.text)).strip()) <= _LONGEST_HEADING


def _told(chart: Bars) -> str:
    return "; ".join([chart.title, *(f"{each.label} {each.shown}" for each in chart.bars)])


def _within(points: float) -> float:
    return max(0.0, min(100.0, points))


def _tallness(content: bytes) -> float | None:
    """Height over width of a picture; None where it cannot be opened."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as opened:
            width, height = opened.size
            opened.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return height / width


def _drawing(content: bytes) -> str | None:
    """A drawing as the typesetter shows it; None where it cannot."""
    from prongsai.paper.writing.charts import drawn

    try:
        drawn(content)
    except ValueError:
        return None
    # The typesetter swallows a sara am inside a drawing; its two halves it shows.
    return content.decode("utf-8").replace("ำ", "ํา")


def _squares(address: str) -> str:
    """The QR code of an address as an SVG of paths."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
