"""Sheets -> blocks: title rows become paragraphs, blank rows and columns part tables. A CSV file is one sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from prongsai.core.records import Source
from prongsai.paper.reading import bounds
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.grid import Grid
from prongsai.paper.reading.text import decoded

Place = tuple[int, int]
"""Row and column, counted from 1."""

_DELIMITERS = ",;\t|"


def csv_document(data: bytes, source: Source) -> Document:
    """The blocks of a CSV file, in the delimiter and encoding it turns out to have."""
    text = decoded(data)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    cells = {(i, j): cell.strip() for i, row in enumerate(rows, 1) for j, cell in enumerate(row, 1) if cell.strip()}
    gathering = Gathering(source)
    Sheet(cells).gather_into(gathering)
    return gathering.document()


def delimiter_of(text: str) -> str:
    """The delimiter that stands most often in the same number on a line; a comma where none stands at all."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:50]

    def evenness(delimiter: str) -> int:
        counts = [line.count(delimiter) for line in lines]
        return max((counts.count(each) for each in set(counts) if each), default=0)

    return max(_DELIMITERS, key=evenness)


class Sheet:
    """One sheet. Shape: texts by place, without empty ones; merged areas as their first place to their last.

    Raises: OverflowError when merged areas cover more than `bounds.MOST_CELLS`.
    """

    def __init__(self, cells: Mapping[Place, str], merged: Mapping[Place, Place] | None = None) -> None:
        self._rows: dict[int, dict[int, str]] = {}
        for (i, j), text in cells.items():
            self._rows.setdefault(i, {})[j] = text
        self._last_row = max(self._rows, default=0)
        self._last_column = max((j for _, j in cells), default=0)
        self._spans = {place: self._span(place, last) for place, last in (merged or {}).items() if place in cells}
        self._taken = self._taken_columns()

    def _span(self, first: Place, last: Place) -> Place:
        """Height and width of a merged area, as far as the sheet is used: formats reach to the end of the world."""
        bottom, right = min(last[0], self._last_row), min(last[1], self._last_column)
        return max(1, bottom - first[0] + 1), max(1, right - first[1] + 1)

    def _taken_columns(self) -> dict[int, set[int]]:
        """By row, the columns that hold a text or are covered by a merged one."""
        if sum(height * width for height, width in self._spans.values()) > bounds.MOST_CELLS:
            raise OverflowError("merged areas of too many cells")
        taken = {i: set(row) for i, row in self._rows.items()}
        for (i, j), (height, width) in self._spans.items():
            for row in range(i, i + height):
                taken.setdefault(row, set()).update(range(j, j + width))
        return taken

    def gather_into(self, gathering: Gathering) -> None:
        """Add the sheet's blocks."""
        for stretch in _stretches(self._taken):
            titles = list(takewhile(self._is_title, stretch))
            for row in titles:
                gathering.paragraph(next(iter(self._rows[row].values())))
            rows = stretch[len(titles) :]
            for columns in _stretches({j for row in rows for j in self._taken[row]}):
                gathering.grid(self._grid(rows, columns).rows())

    def _is_title(self, row: int) -> bool:
        """One text alone in its row: above a table it is a title, not a cell."""
        return len(self._rows.get(row, ())) == 1 and all(
            self._spans.get((row, j), (1, 1))[0] == 1 and len(self._taken[row]) == self._spans.get((row, j), (1, 1))[1]
            for j in self._rows[row]
        )

    def _grid(self, rows: list[int], columns: list[int]) -> Grid:
        grid = Grid()
        for i, row in enumerate(rows):
            for column, text in sorted(self._rows.get(row, {}).items()):
                if columns[0] <= column <= columns[-1] and grid.is_free(i, column - columns[0]):
                    grid.place(i, column - columns[0], text, *self._spans.get((row, column), (1, 1)))
        return grid


def _stretches(numbers: Iterable[int]) -> Iterator[list[int]]:
    """The numbers in order, as runs without a gap."""
    run: list[int] = []
    for each in sorted(numbers):
        if run and each != run[-1] + 1:
            yield run
            run = []
        run.append(each)
    if run:
        yield run
