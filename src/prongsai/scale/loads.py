"""Several sums in one: a number whose digits are what a choice adds to each of them.

A database takes as long for one sum as for another, however large the numbers. So the count, the sum and the squares of
a statement are added as digits of one number wherever a DOUBLE has room for them, and taken apart afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import gcd

KINDS = "n", "s", "q"
"""Count, sum and squares, as the statement names them."""
WHOLE_IN_DOUBLE = 53
"""Unit: bits."""


_ALL = 2**63 - 1
"""No sum is beyond it."""


@dataclass(frozen=True, slots=True)
class Digit:
    """Where a sum stands in a load: divided by `value`, the remainder by `base`, times `unit`."""

    value: int
    base: int
    unit: int


@dataclass(slots=True)
class Load:
    """One sum that carries others. Shape: `adds` is what each choice adds; `digits` are keyed by kind."""

    adds: list[int]
    digits: dict[str, Digit] = field(default_factory=dict)
    room: int = 1


def loads_of(points: Sequence[int], most: int) -> list[Load]:
    """The fewest sums that carry count, sum and squares of a statement that `most` answer for one agency.

    Shape: `points` by choice. Without points, which only few choices have one by one, there are no loads.
    """
    unit = gcd(*points) or 1
    loads: list[Load] = []
    for power, kind in enumerate(KINDS if points else ()):
        adds = [(each // unit) ** power for each in points]
        base = most * max(adds) + 1
        if not loads or loads[-1].room * base > 2**WHOLE_IN_DOUBLE:
            loads.append(Load([0] * len(points)))
        load = loads[-1]
        load.adds = [before + load.room * each for before, each in zip(load.adds, adds, strict=True)]
        load.digits[kind] = Digit(load.room, min(base, _ALL), unit**power)
        load.room *= base
    return loads
