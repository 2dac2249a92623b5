"""A table's grid while it is read: cells are placed with their spans, and what they cover is marked."""

from __future__ import annotations

from typing import Literal

from prongsai.core.records import Where
from prongsai.paper.reading import bounds
from prongsai.paper.reading.blocks import Cell

_NOWHERE = Where()
_EMPTY = Cell("", _NOWHERE)
Side = Literal["", "left", "above"]


class Grid:
    """Rows of cells that become rectangular; a position is (row, column), counted from 0.

    Raises: OverflowError when it grows past `bounds.MOST_CELLS`.
    """

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], Cell] = {}
        self._owners: dict[tuple[int, int], tuple[int, int]] = {}
        self.height = 0
        self.width = 0

    def place(self, row: int, column: int, text: str, row_span: int = 1, column_span: int = 1) -> None:
        """Put a cell; the positions its spans cover are marked."""
        for i in range(row, row + row_span):
            for j in range(column, column + column_span):
                self._cover(i, j, (row, column), "left" if i == row else "above")
        self._cells[row, column] = Cell(text, _NOWHERE, row_span, column_span)

    def continue_above(self, row: int, column: int, column_span: int = 1) -> bool:
        """Make the cell above reach down to this position; whether there was one."""
        owner = self._owners.get((row - 1, column))
        if owner is None:
            return False
        for j in range(column, column + column_span):
            self._cover(row, j, owner, "above")
        above = self._cells[owner]
        self._cells[owner] = Cell(above.text, _NOWHERE, row - owner[0] + 1, above.column_span)
        return True

    def is_free(self, row: int, column: int) -> bool:
        """Whether nothing stands at a position or covers it."""
        return (row, column) not in self._cells

    def _cover(self, row: int, column: int, owner: tuple[int, int], side: Side) -> None:
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)
        if self.height * self.width > bounds.MOST_CELLS:
            raise OverflowError("a table of too many cells")
        self._cells[row, column] = Cell("", _NOWHERE, covered=side)
        self._owners[row, column] = owner

    def rows(self) -> list[list[Cell]]:
        """All rows, equally long; positions nobody placed are empty cells."""
        return [[self._cells.get((i, j), _EMPTY) for j in range(self.width)] for i in range(self.height)]
