"""Tables over pages: a row that the end of a page cut is made whole again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from prongsai.paper.reading.pdf.lines import Line, goes_on
from prongsai.paper.reading.pdf.page import Box
from prongsai.paper.reading.pdf.ruling import Ruled

_NEAR = 4.0
"""How far the same rule may stand aside on two pages. Unit: points."""

_LEVEL = 0.8
"""Share of a line's height within which the last lines of neighbouring cells stand level."""

_BARE = re.compile(r"[\W0-9๐-๙]+")


@dataclass(slots=True)
class PrintedCell:
    """One cell of a table and the lines printed in it."""

    ruled: Ruled
    lines: list[Line]

    @property
    def box(self) -> Box:
        """The cell on its page."""
        return self.ruled.box


@dataclass(slots=True)
class PrintedTable:
    """A table as it stands on a page (from 1); its last row may go on over further pages, up to `last_page`."""

    page: int
    cells: list[PrintedCell]
    last_page: int

    def row(self, number: int) -> list[PrintedCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.ruled.row == number]

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.ruled.row + cell.ruled.row_span for cell in self.cells), default=0)

    @property
    def rules(self) -> list[float]:
        """Where its columns begin and end."""
        sides = {cell.ruled.column: cell.box[0] for cell in self.cells}
        return [sides[column] for column in sorted(sides)] + [max(cell.box[2] for cell in self.cells)]


def made_whole(upper: PrintedTable, lower: PrintedTable) -> bool:
    """Whether the last row of a table goes on at the top of the next page; if so it takes its lower part back.

    The part stands below the header, where that is repeated. A lower table of which no row is left loses its cells.
    """
    if lower.page != upper.last_page + 1 or not _stand_in_line(upper, lower):
        return False
    first = _repeated_rows(upper, lower)
    pairs = _pairs(upper, lower.row(first))
    if pairs is None or not _is_cut(upper, pairs):
        return False
    for above, below in pairs:
        above.lines = [*above.lines, *below.lines]
    _take_out(lower, first)
    if lower.height <= first:
        lower.cells = []
        upper.last_page = lower.page
    return True


def _stand_in_line(upper: PrintedTable, lower: PrintedTable) -> bool:
    above, below = upper.rules, lower.rules
    return len(above) == len(below) and all(abs(a - b) < _NEAR for a, b in zip(above, below, strict=True))


def _repeated_rows(upper: PrintedTable, lower: PrintedTable) -> int:
    """How many rows at the top of a table say what stands at the top of the other: its header again."""
    count = 0
    while count < min(upper.height, lower.height) and _said(upper.row(count)) == _said(lower.row(count)):
        count += 1
    return count


def _said(cells: list[PrintedCell]) -> list[tuple[int, int, str]]:
    return [(cell.ruled.column, cell.ruled.column_span, "".join(line.text for line in cell.lines)) for cell in cells]


def _pairs(upper: PrintedTable, row: list[PrintedCell]) -> list[tuple[PrintedCell, PrintedCell]] | None:
    """Each cell of the last row with the one below it on the next page; None where they do not fit."""
    end = upper.height
    above = {
        (cell.ruled.column, cell.ruled.column_span): cell
        for cell in upper.cells
        if cell.ruled.row + cell.ruled.row_span == end
    }
    below = {(cell.ruled.column, cell.ruled.column_span): cell for cell in row}
    if not row or above.keys() != below.keys():
        return None
    return [(above[place], below[place]) for place in sorted(above)]


def _is_cut(upper: PrintedTable, pairs: list[tuple[PrintedCell, PrintedCell]]) -> bool:
    """Whether cells go on: each from a cell that is full, and one in the middle of a line or beside cells at their end.

    A page cuts all cells of a row at one height: those that go on are filled down to it, the others have ended.
    """
    going = [(above, below) for above, below in pairs if below.lines]
    full = [above for above, _ in pairs if _is_full(above, upper, pairs)]
    if not going or any(above not in full or _BARE.fullmatch(below.lines[0].text) for above, below in going):
        return False
    ended = [above for above, below in pairs if above.lines and not below.lines]
    runs_on = [goes_on(above.lines[-1], below.lines[0], above.lines, above.box) for above, below in going]
    if not ended:
        return all(runs_on)
    return any(runs_on) or any(above not in full for above in ended)


def _is_full(cell: PrintedCell, upper: PrintedTable, pairs: list[tuple[PrintedCell, PrintedCell]]) -> bool:
    """Whether the text of a cell reaches as far down as any in its row."""
    last = [above.lines[-1] for above, _ in pairs if above.lines and above.lines[-1].page == upper.last_page]
    lowest = max(line.box[3] for line in last) if last else 0.0
    line = cell.lines[-1] if cell.lines else None
    return line is not None and line in last and lowest - line.box[3] < line.height * _LEVEL


def _take_out(table: PrintedTable, row: int) -> None:
    """Without a row; a merged cell that began in it begins in the next."""
    kept = [cell for cell in table.cells if cell.ruled.row != row or cell.ruled.row_span > 1]
    table.cells = [_raised(cell, row) for cell in kept]


def _raised(cell: PrintedCell, row: int) -> PrintedCell:
    ruled = cell.ruled
    if ruled.row > row:
        return replace(cell, ruled=replace(ruled, row=ruled.row - 1))
    if ruled.row == row:
        return PrintedCell(replace(ruled, row_span=ruled.row_span - 1), [])
    return cell
