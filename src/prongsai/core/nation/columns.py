"""Scores as columns: one subject over all agencies, its exact values and its printed ones.

What is printed are whole numbers: hundredths of a point, or how many answered. They are never negative, so that one
negative number, `NONE`, says that there is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import add
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from prongsai.core.nation.tally import Sums, Whole

NONE = -1
"""Stands in a printed column where there is no score, no bound, no place, no count."""

HUNDRED, TOP = 100, 100_00

Printed = NDArray[np.int16]
"""A printed column. Unit: hundredths of a point, 0 to 10,000, or `NONE`."""

Counts = NDArray[np.integer[Any]]
"""How many answered, or `NONE`."""

Real = NDArray[np.float64]

Subject = tuple[str, str, str]
"""Kind, code and part."""

SMALL = 1 << 38
"""Below this, a floating division rounds as whole numbers do.

A score in hundredths that is no half is further than 1 / (2 * 2**38) from the next one; the division and the addition
of a half, both below 2**14, are each wrong by 2**-40 at most, together by no more than that. A half is exact in both.
"""

MARGIN = 1e-6
"""How near a floating sum must be to where rounding turns, that whole numbers decide. Unit: hundredths of a point.

No term is negative, and each is wrong by six roundings at most: of the weight, the sum, the count and the divisor as
they become floating, of a product, of the division. A sum of k terms is therefore wrong by less than (k + 8) * 2**-53
of itself, and no score is above 10,000: of a thousand terms that is less than 2e-9.
"""

_ROOM = 1 << 62
"""Whole numbers of columns stay below this."""


class Term(NamedTuple):
    """What one thing that is counted brings to a score: a whole weight, times its mean in every agency."""

    weight: int
    sums: Whole
    counts: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A column of exact values: the sum of its terms, divided by `divisor`; none where a term has no count.

    They are only worked out one by one, where somebody asks. Shape: at least one term. Unit: points.
    """

    terms: tuple[Term, ...]
    divisor: int = 1

    @classmethod
    def of(cls, sums: Sums, divisor: int = 1) -> Exact:
        """The means of what was counted, divided."""
        return cls((Term(1, sums.sums, sums.counts),), divisor)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where there is a value."""
        return cast(NDArray[np.bool_], np.logical_and.reduce([each.counts > 0 for each in self.terms]))

    def value(self, place: int) -> Fraction | None:
        """The value at one place, None where there is none."""
        ratio = self._ratio(place)
        return None if ratio is None else Fraction(*ratio)

    def rounded(self) -> tuple[Printed, Real]:
        """The values as printed, halves away from zero; and before, a half added, so that cut off they are the same.

        Held to `prongsai.core.scoring.round_points`; scores are never below zero. Unit: hundredths of a point; the
        second means nothing where there is no value.
        """
        middle = reduce(add, map(self._hundredths, self.terms)) + 0.5
        points, known = middle.astype(np.int16), self.known
        if len(self.terms) > 1 or int(self.terms[0].counts.max(initial=0)) * self.divisor >= SMALL:
            near = np.flatnonzero(known & (np.abs(middle - np.rint(middle)) < MARGIN))
            for place in near.tolist():
                up, down = cast(tuple[int, int], self._ratio(place))
                points[place] = (2 * HUNDRED * up + down) // (2 * down)
            middle[near] = np.clip(middle[near], points[near], np.nextafter(points[near] + 1.0, 0.0))
        points[~known] = NONE
        return points, middle

    def _hundredths(self, term: Term) -> Real:
        down = np.maximum(term.counts, 1) * float(self.divisor)
        return term.sums * float(HUNDRED * term.weight) / down

    def _ratio(self, place: int) -> tuple[int, int] | None:
        """Numerator and denominator at one place."""
        by_count: dict[int, int] = {}
        for weight, sums, counts in self.terms:
            count = counts.item(place)
            by_count[count] = by_count.get(count, 0) + weight * sums.item(place)
        if 0 in by_count:
            return None
        up, down = 0, 1
        for count, total in by_count.items():
            up, down = up * count + total * down, down * count
        return up, down * self.divisor


def weighted_mean(columns: Sequence[Exact], weights: Sequence[int], divisor: int) -> Exact:
    """The weighted sum of columns, divided by `divisor`; none where one of them has none, whatever it weighs."""
    whole = lcm(*(each.divisor for each in columns))
    terms: list[Term] = []
    for each, weight in zip(columns, weights, strict=True):
        for term in each.terms:
            _add(terms, term._replace(weight=term.weight * weight * (whole // each.divisor)))
    return Exact(tuple(terms), whole * divisor)


def _add(terms: list[Term], new: Term) -> None:
    """One more term; where as many answered as in one before, it becomes part of that one, if there is room."""
    for place, old in enumerate(terms):
        if np.array_equal(old.counts, new.counts) and sum(map(_largest, (old, new))) < _ROOM:
            terms[place] = Term(1, old.sums * old.weight + new.sums * new.weight, old.counts)
            return
    terms.append(new)


def _largest(term: Term) -> int:
    return term.weight * int(term.sums.max(initial=1))


def mean(columns: Sequence[Exact]) -> Exact:
    """The plain mean of several columns; none where one of them has none."""
    return weighted_mean(columns, [1] * len(columns), len(columns))


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """One subject (``question``, ``indicator``, ``tool`` ...) over all agencies.

    Shape: every column is as long as there are agencies; `low`, `high` and `answers` are `NONE` where no survey is
    behind. Unit: `points`, `low` and `high` are hundredths of a point; `exact` is points.
    """

    kind: str
    code: str
    part: str
    exact: Exact
    points: Printed
    low: Printed
    high: Printed
    answers: Counts

    @property
    def subject(self) -> Subject:
        """Kind, code and part, as a row of scores has them."""
        return self.kind, self.code, self.part


def certain(subject: Subject, exact: Exact, nothing: Printed) -> Scored:
    """A subject without an interval. Shape: `nothing` is a column of `NONE`, one for all such subjects."""
    return Scored(*subject, exact, exact.rounded()[0], nothing, nothing, nothing)
