"""Ruled tables: from drawn lines to grids of cells, merged ones included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prongsai.paper.reading import bounds
from prongsai.paper.reading.pdf.page import Box

_SNAP = 3.0
"""Lines nearer than this are one: borders are drawn twice, or as thin boxes. Unit: points."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """One cell of a ruled table: its place in the grid (from 0), its spans and its box on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table: its outline and its cells."""

    box: Box
    cells: tuple[Ruled, ...]


def ruled_tables(rules: Iterable[Box]) -> list[RuledTable]:
    """The tables that lines form, from top to bottom; a frame around text (one cell) is no table.

    Raises: OverflowError when the lines form more cells than a paper ever has.
    """
    tables = (_table(group) for group in _touching(list(rules)))
    return sorted(
        (each for each in tables if each and len(each.cells) > 1), key=lambda table: (table.box[1], table.box[0])
    )


def _touching(rules: list[Box]) -> Iterator[list[Box]]:
    """The lines, grouped into those that touch each other."""
    rules = sorted(rules, key=lambda box: box[1])
    group_of = list(range(len(rules)))

    def root(i: int) -> int:
        while group_of[i] != i:
            group_of[i] = group_of[group_of[i]]
            i = group_of[i]
        return i

    open_rules: list[int] = []
    for i, rule in enumerate(rules):
        open_rules = [each for each in open_rules if rules[each][3] + _SNAP >= rule[1]]
        for each in open_rules:
            other = rules[each]
            if other[0] - _SNAP <= rule[2] and rule[0] <= other[2] + _SNAP:
                group_of[root(each)] = root(i)
        open_rules.append(i)
    groups: dict[int, list[Box]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(root(i), []).append(rule)
    yield from groups.values()


class _Lines:
    """The lines of one direction: positions across, and for each the stretches it is drawn along."""

    def __init__(self, lines: list[tuple[float, float, float]]) -> None:
        self.positions: list[float] = []
        self._stretches: list[list[tuple[float, float]]] = []
        for position, start, end in sorted(lines):
            if not self.positions or position - self.positions[-1] > _SNAP:
                self.positions.append(position)
                self._stretches.append([])
            self._stretches[-1].append((start, end))

    def divides(self, place: int, start: float, end: float) -> bool:
        """Whether the line of this number is drawn along the middle of a stretch."""
        middle = (start + end) / 2
        return any(first - _SNAP <= middle <= last + _SNAP for first, last in self._stretches[place])


def _table(rules: list[Box]) -> RuledTable | None:
    across = _Lines([((t + b) / 2, left, right) for left, t, right, b in rules if right - left >= b - t])
    down = _Lines([((left + right) / 2, t, b) for left, t, right, b in rules if right - left < b - t])
    ys, xs = across.positions, down.positions
    if len(ys) < 2 or len(xs) < 2:
        return None
    if len(ys) * len(xs) > bounds.MOST_CELLS:
        raise OverflowError("a table of too many cells")
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), tuple(_cells(across, down)))


def _cells(across: _Lines, down: _Lines) -> Iterator[Ruled]:
    """Each cell grows right, then down, while no line stops it."""
    ys, xs = across.positions, down.positions
    taken: set[tuple[int, int]] = set()
    for i in range(len(ys) - 1):
        for j in range(len(xs) - 1):
            if (i, j) in taken:
                continue
            right = j + 1
            while right < len(xs) - 1 and (i, right) not in taken and not down.divides(right, ys[i], ys[i + 1]):
                right += 1
            bottom = i + 1
            while bottom < len(ys) - 1 and _is_open(across, down, bottom, (j, right)):
                bottom += 1
            taken.update((row, column) for row in range(i, bottom) for column in range(j, right))
            yield Ruled(i, j, bottom - i, right - j, (xs[j], ys[i], xs[right], ys[bottom]))


def _is_open(across: _Lines, down: _Lines, row: int, columns: tuple[int, int]) -> bool:
    """Whether the cells of a row belong to the cell above: no line over them, none between them."""
    ys, xs = across.positions, down.positions
    first, after = columns
    if any(across.divides(row, xs[j], xs[j + 1]) for j in range(first, after)):
        return False
    return not any(down.divides(j, ys[row], ys[row + 1]) for j in range(first + 1, after))
