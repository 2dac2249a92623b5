"""Where the cells of a table stand: rows of cells that leave out what spans cover, as a grid of positions."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.paper.writing.manuscript import Cell, Row

_EMPTY = Cell(())


def placed(rows: Sequence[Row], width: int) -> list[list[Cell | None]]:
    """A position for every column of every row: the cell that begins there, None where another one reaches.

    Shape: as many rows as given, each of `width` positions; one that nobody fills is a cell without paragraphs.
    """
    taken: set[tuple[int, int]] = set()
    grid: list[list[Cell | None]] = [[_EMPTY] * width for _ in rows]
    for i, row in enumerate(rows):
        column = 0
        for cell in row:
            while (i, column) in taken:
                column += 1
            covered = [
                (i + down, column + across) for down in range(cell.row_span) for across in range(cell.column_span)
            ]
            taken.update(covered)
            for place in covered:
                grid[place[0]][place[1]] = None
            grid[i][column] = cell
            column += cell.column_span
    return grid
