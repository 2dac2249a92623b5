"""The cells of a result: their figures, their places, and the choice between prints that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product

from prongsai.core.levels import AGREE
from prongsai.core.records import Printed, Result, Where

MOST_DOUBLE_PRINTS = 6
"""Up to so many cells printed with two values, every choice between them is weighed; beyond, the first print holds."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell that may be wrong and the value that would repair it; None for a level that stays open."""

    cell: str
    printed: Decimal | str
    value: Decimal | str | None
    where: Where = field(default_factory=Where)


Diagnosis = tuple[Repair, ...]


def repair_of(result: Result, cell: str, value: Decimal | str | None) -> Repair:
    """The repair of a cell of this result, with its printed value and place."""
    printed = result.level if cell == "level" else figures_of(result)[cell]
    return Repair(cell, printed or "", value, place_of(result, "total" if cell == "level" else cell))


def prints_of(result: Result) -> dict[str, list[Printed]]:
    """The prints of each cell that differ, the value the result holds first."""
    prints: dict[str, list[Printed]] = {
        cell: [Printed(cell, value, place_of(result, cell))] for cell, value in figures_of(result).items()
    }
    for each in result.printed:
        same = prints.setdefault(each.cell, [])
        if all(each.value != other.value for other in same):
            same.append(each)
    return prints


def figures_of(result: Result) -> dict[str, Decimal]:
    """Every printed figure by cell: ``total``, the tools and their parts, ``"1"``..``"10"``."""
    total = {} if result.total is None else {"total": result.total}
    return {**total, **result.tools, **result.indicators}


def readings_of(result: Result) -> Iterator[tuple[Result, Diagnosis]]:
    """The result under every choice between double prints, with the repairs the choice implies."""
    doubles = [prints for prints in prints_of(result).values() if _far_apart(prints)]
    if len(doubles) > MOST_DOUBLE_PRINTS:
        doubles = []
    for choice in product(*doubles):
        sheet = result
        repairs: list[Repair] = []
        for chosen, prints in zip(choice, doubles, strict=True):
            sheet = _with(sheet, chosen.cell, chosen.value)
            repairs += [
                Repair(each.cell, each.value, chosen.value, each.where) for each in prints if each is not chosen
            ]
        yield sheet, tuple(repairs)


def _far_apart(prints: list[Printed]) -> bool:
    """Whether two prints differ by more than a last digit rounded another way."""
    values = [each.value for each in prints]
    return max(values) - min(values) > AGREE


def _with(result: Result, cell: str, value: Decimal) -> Result:
    if cell == "total":
        return replace(result, total=value)
    if cell.isdecimal():
        return replace(result, indicators={**result.indicators, cell: value})
    return replace(result, tools={**result.tools, cell: value})


def place_of(result: Result, cell: str) -> Where:
    """Where the value the result holds for a cell is printed; the result's own place when that is not known."""
    value = figures_of(result).get(cell)
    places = (each.where for each in result.printed if each.cell == cell and each.value == value)
    return next(places, result.where)
