"""Scores as columns: one subject over all agencies, its exact values and its printed ones.

A value is a numerator over a denominator, both whole numbers; a denominator of 0 says that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add, mul
from typing import NamedTuple

from prongsai.core.nation.intervals import bounds, centres

Printed = int | None
"""Unit: hundredths of a point."""


class Ratios(NamedTuple):
    """Exact values in whole numbers. Shape: two columns of equal length. Unit: points."""

    numerators: Sequence[int]
    denominators: Sequence[int]


Subject = tuple[str, str, str]
"""Kind, code and part."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One subject (``question``, ``indicator``, ``tool`` ...) over all groups.

    Shape: every column is as long as there are groups; `low`, `high` and `answers` are of surveys alone.
    Unit: `points`, `low` and `high` are hundredths of a point; `exact` is points.
    """

    kind: str
    code: str
    part: str
    exact: Ratios
    points: list[Printed]
    low: list[Printed] = field(default_factory=list)
    high: list[Printed] = field(default_factory=list)
    answers: list[int | None] = field(default_factory=list)

    @property
    def subject(self) -> Subject:
        """Kind, code and part, as a row of scores has them."""
        return self.kind, self.code, self.part


def scored(
    subject: Subject,
    exact: Ratios,
    half: Sequence[float | None],
    answers: list[int | None],
    behind: Sequence[int] | None = None,
) -> Scored:
    """A subject of a survey, printed, with its interval; `behind` is how many answers the interval rests on.

    Unit: `half` is half of it, in hundredths of a point.
    """
    kind, code, part = subject
    middle = centres(*exact)
    low, high = bounds(middle, half, behind)
    if 0 in exact.denominators:
        none = [down == 0 for down in exact.denominators]
        low = [None if gone else each for gone, each in zip(none, low, strict=True)]
        high = [None if gone else each for gone, each in zip(none, high, strict=True)]
        return Scored(kind, code, part, exact, printed(exact), low, high, answers)
    points = _cut_off(middle) if max(exact.denominators, default=0) < SMALL else printed(exact)
    return Scored(kind, code, part, exact, points, low, high, answers)


SMALL = 1 << 38
"""Below this, a floating division rounds as whole numbers do.

A score in hundredths that is no half is further than 1 / (2 * 2**38) from the next one; the division and the addition
of a half, both below 2**14, are each wrong by 2**-40 at most, together by no more than that. A half is exact in both.
"""


def _cut_off(middle: Sequence[float]) -> list[Printed]:
    return list(map(float.__trunc__, middle))


def printed(exact: Ratios) -> list[Printed]:
    """The values as printed: two decimals, halves away from zero. Unit: hundredths of a point.

    Held to `prongsai.core.scoring.round_points`; scores are never below zero.
    """
    return [(200 * up + down) // (down + down) if down else None for up, down in zip(*exact, strict=True)]


def weighted_mean(
    sums: Sequence[Sequence[int]], counts: Sequence[Sequence[int]], weights: Sequence[int], divisor: int
) -> Ratios:
    """The weighted sum of the means ``sums / counts``, divided by `divisor`; none where one of them has no count."""
    first = counts[0]
    if len(sums) == 1:
        return Ratios(sums[0], first) if weights[0] == divisor else _of_equal_counts(sums, first, weights, divisor)
    if all(each == first for each in counts[1:]):
        return _of_equal_counts(sums, first, weights, divisor)
    numerators = sums[0] if weights[0] == 1 else [weights[0] * total for total in sums[0]]
    denominators = first
    for column, count, weight in zip(sums[1:], counts[1:], weights[1:], strict=True):
        # One fraction after the other; where a count is 0 the denominator stays 0.
        numerators = [
            up * number + weight * total * down
            for up, down, total, number in zip(numerators, denominators, column, count, strict=True)
        ]
        denominators = list(map(mul, denominators, count))
    return Ratios(numerators, [down * divisor for down in denominators])


def _of_equal_counts(
    sums: Sequence[Sequence[int]], counts: Sequence[int], weights: Sequence[int], divisor: int
) -> Ratios:
    weighted: list[Iterable[int]] = [
        column if weight == 1 else [weight * total for total in column]
        for column, weight in zip(sums, weights, strict=True)
    ]
    return Ratios(list(reduce(lambda one, other: map(add, one, other), weighted)), [each * divisor for each in counts])


def mean(values: Sequence[Ratios]) -> Ratios:
    """The plain mean of several columns; none where one of them has none."""
    return weighted_mean(
        [each.numerators for each in values], [each.denominators for each in values], [1] * len(values), len(values)
    )


def spread(column: Sequence[Printed], places: Sequence[int]) -> list[Printed]:
    """A column of groups as one of agencies: each agency has the place of its group, or -1 for none."""
    return list(map([*column, None].__getitem__, places))


def spread_ratios(exact: Ratios, places: Sequence[int]) -> Ratios:
    """Exact values of groups as those of agencies; none where an agency has no group."""
    return Ratios(*(list(map([*column, 0].__getitem__, places)) for column in exact))
