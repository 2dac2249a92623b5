"""How what a page says is laid out: bars of scores, boxes of a structure, the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from prongsai.apps.assessment.queries import bars
from prongsai.base.said import said
from prongsai.core.publication import Said, Score, Unit

DEEPEST = 6
"""Levels of boxes that are drawn inside each other; what lies deeper stands beside its parent."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A box of the structure and the boxes under it."""

    unit: Unit
    under: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a public table: its name in the files, what it is called and what it means, its type and unit."""

    name: str
    title: Said
    meaning: Said
    type: str
    unit: Said


@dataclass(frozen=True, slots=True)
class Table:
    """What the page of a public table shows: its dictionary, its first rows, and where whole files of it are.

    Shape: `cells` are rows, each in the order of `columns`; `files` are (form, path).
    Unit: `row_count` rows of the whole table.
    """

    columns: tuple[Column, ...]
    cells: tuple[tuple[str, ...], ...]
    row_count: int
    files: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> list[list[tuple[Column, str]]]:
        """Each row as its cells beside their columns."""
        return [list(zip(self.columns, row, strict=True)) for row in self.cells]


def chart_of(scores: Iterable[Score]) -> bars.Chart | None:
    """The bars of the indicators in groups of their tools, in the language of the page; None where no tool is known."""
    every = tuple(scores)
    tools = [each for each in every if each.tool in ("", each.code)]
    groups = [(tool.code, _label(tool), _indicators(tool, every)) for tool in tools]
    now = {each.code: value for each in every if (value := _points(each.value)) is not None}
    before = {each.code: value for each in every if (value := _points(each.before)) is not None}
    return bars.chart(groups, now, before) if groups else None


def branches_of(units: Iterable[Unit]) -> tuple[Branch, ...]:
    """The boxes under each other as they say; one whose parent is not there, or that stands under itself, is first."""
    every = tuple(units)
    places = {unit.name: place for place, unit in reversed(list(enumerate(every)))}
    under: dict[int | None, list[int]] = {}
    for place, unit in enumerate(every):
        parent = places.get(unit.under) if unit.under else None
        under.setdefault(None if parent is None or _is_over(every, places, place, parent) else parent, []).append(place)
    return _grown(every, under, None, DEEPEST)


def _is_over(every: tuple[Unit, ...], places: Mapping[str, int], place: int, parent: int) -> bool:
    """Whether a box stands over its own parent, somewhere up the line."""
    seen: set[int] = set()
    above: int | None = parent
    while above is not None and above not in seen:
        if above == place:
            return True
        seen.add(above)
        above = places.get(every[above].under) if every[above].under else None
    return False


def _grown(
    every: tuple[Unit, ...], under: Mapping[int | None, list[int]], top: int | None, levels: int
) -> tuple[Branch, ...]:
    grown: list[Branch] = []
    for place in under.get(top, []):
        children = _grown(every, under, place, levels - 1) if levels > 1 else ()
        grown.append(Branch(every[place], children))
        if levels <= 1:
            grown += [Branch(every[each], ()) for each in _all_under(under, place)]
    return tuple(grown)


def _all_under(under: Mapping[int | None, list[int]], top: int) -> list[int]:
    """Every box below one, however deep, without calling itself: the depth is whatever somebody typed."""
    found, waiting = [], list(reversed(under.get(top, [])))
    while waiting:
        place = waiting.pop()
        found.append(place)
        waiting += reversed(under.get(place, []))
    return found


def _indicators(tool: Score, every: Iterable[Score]) -> list[tuple[str, str]]:
    return [(each.code, _label(each)) for each in every if each.tool == tool.code and each.code != tool.code]


def _label(score: Score) -> str:
    return said(score.label.th, score.label.en or score.label.th)


def _points(value: str | None) -> Decimal | None:
    """A printed score as a number between 0 and 100; None for what is none."""
    try:
        points = Decimal(value or "")
    except InvalidOperation:
        return None
    return points if points.is_finite() and 0 <= points <= 100 else None
