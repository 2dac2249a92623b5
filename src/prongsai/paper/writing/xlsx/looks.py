"""Faces, sizes, borders and grounds of a workbook, and how high a wrapped text stands."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from prongsai.paper.writing.breaking import pieces
from prongsai.paper.writing.manuscript import Cell, Paragraph, Role

_SMALL_FACES = "TH "
_LEADING = 1.65
_WIDER = 1.25
"""How much wider than a digit a letter is, with some room for a face that replaces ours."""
_HIGHEST = 409.0
"""Source: Excel specifications and limits. Unit: points."""
_BIG = {Role.TITLE: 4, Role.SUBTITLE: 2, Role.HEADING: 2, Role.DISPLAY: 10, Role.NOTE: -2}
_BOLD = {Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.CAPTION, Role.MARK, Role.DISPLAY}
_CENTRED = {Role.TITLE, Role.SUBTITLE, Role.CENTER, Role.MARK, Role.DISPLAY}
_THIN = Side(style="thin", color="FF555B66")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_RED = Side(style="thin", color="FFA8201A")
_MARKED = Border(left=_RED, right=_RED, top=_RED, bottom=_RED)
_HEAD = PatternFill("solid", fgColor="FFECECEC")


class Looks:
    """How the cells of a workbook look in a face."""

    def __init__(self, font: str) -> None:
        self._font = font
        self._size = 14 if font.startswith(_SMALL_FACES) else 11
        self.small_size = self._size - 2

    def into(self, book: Workbook) -> None:
        """Make the face the workbook's own: cells that nobody wrote have it too."""
        book._fonts[0] = Font(name=self._font, size=self._size, family=2)  # type: ignore[attr-defined]

    def size_of(self, role: Role) -> int:
        """Unit: points."""
        return self._size + _BIG.get(role, 0)

    def line(self, cell: Any, paragraph: Paragraph) -> None:
        """A line outside tables."""
        role = paragraph.role
        is_bold = role in _BOLD or all(span.bold for span in paragraph.spans if span.text.strip())
        cell.font = Font(name=self._font, size=self.size_of(role), bold=is_bold)
        horizontal = "center" if role in _CENTRED else "left"
        cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=True)
        if role is Role.MARK:
            cell.border = _MARKED

    def small(self, cell: Any) -> None:
        """Small print."""
        cell.font = Font(name=self._font, size=self.small_size)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)

    def cell(self, to: Any, cell: Cell, *, is_head: bool) -> None:
        """A cell of a table."""
        spans = [span for each in cell.paragraphs for span in each.spans if span.text.strip()]
        is_bold = is_head or cell.is_header or (bool(spans) and all(span.bold for span in spans))
        to.font = Font(name=self._font, size=self._size, bold=is_bold)
        to.border = _RULED
        vertical = "center" if is_head else "top"
        to.alignment = Alignment(horizontal=cell.align, vertical=vertical, wrap_text=True)
        if is_head:
            to.fill = _HEAD

    def height(self, said: str, letters: float, size: int | None = None) -> float:
        """How high a text stands that wraps in a width. Unit: letters, points."""
        size = size or self._size
        room = max(1.0, letters * self._size / size)
        lines = sum(_line_count(line, room) for line in said.split("\n"))
        return min(_HIGHEST, round(lines * size * _LEADING + 3, 1))


def _line_count(line: str, room: float) -> int:
    """In how many lines the words of a line stand, each filled as far as whole words go. Unit: letters."""
    count, filled = 1, 0.0
    for piece in pieces(line):
        breadth = _breadth(piece) * _WIDER
        if filled + breadth > room and filled and not piece.isspace():
            count, filled = count + 1, 0.0
        more = max(0, math.ceil((filled + breadth) / room) - 1) if not piece.isspace() else 0
        count, filled = count + more, filled + breadth - more * room
    return count


def _breadth(line: str) -> int:
    """The letters of a line that take room; marks stand over and under them."""
    return sum(unicodedata.category(letter) != "Mn" for letter in line)
