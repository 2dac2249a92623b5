"""What an engine hands over: whole numbers, counted and added, nothing divided and nothing rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from prongsai.core.nation.counting import FINGERPRINT_BITS

Whole = NDArray[np.int64]
"""A column of whole numbers."""


Numbers = NDArray[np.number[Any]]
"""A column of whole numbers in whatever kind of number a database has."""


def as_whole(numbers: Numbers) -> Whole:
    """The same as 64-bit numbers."""
    return numbers.astype(np.int64, copy=False)


def as_column(numbers: Iterable[int]) -> Whole:
    """Whole numbers as a column. Raises: OverflowError for one that has no room in 64 bits."""
    return np.array([*numbers], dtype=np.int64)


class Sums(NamedTuple):
    """Of one subject in every group: how many answered it, the sum of their points, the sum of the squares.

    Shape: three columns as long as the groups of the tally.
    """

    counts: Whole
    sums: Whole
    squares: Whole


class Repeats(NamedTuple):
    """Respondents of one group who answered everything alike: a fingerprint of the answers, and how many they are.

    Fingerprints compare within one questionnaire and run; equal answers have equal ones. Shape: three columns, a row
    for each group and fingerprint, sorted by them.
    """

    groups: Whole
    fingerprints: Whole
    respondents: Whole


def repeats_of(rows: Iterable[tuple[int, int, int]]) -> Repeats:
    """Repeats from group, fingerprint and respondents, in any order."""
    ordered = sorted(rows)
    return Repeats(*(as_column(row[place] for row in ordered) for place in range(3)))


def repeats_among(keys: Whole) -> Repeats:
    """Repeats among respondents. Shape: a key each - group, then `FINGERPRINT_BITS` of fingerprint, -1 for none."""
    keys = np.sort(keys)
    keys = keys[np.searchsorted(keys, 0) :]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
    counts = np.diff(starts)
    many = keys[starts[:-1][counts > 1]]
    return Repeats(many >> FINGERPRINT_BITS, many & (1 << FINGERPRINT_BITS) - 1, counts[counts > 1])


@dataclass(frozen=True, slots=True, eq=False)
class SurveyTally:
    """One part of one questionnaire over all agencies, a group for each agency that anybody answered for.

    Shape: every column is as long as `agencies`, which is sorted by code. `statements` is keyed by the code of a
    statement; `indicators` by number, over respondents who answered all of its statements, by whole-number weights;
    `whole` is the same over all statements of the questionnaire. `straight` counts respondents who gave the same
    choice to every statement of the questionnaire's most common scale, having answered all of these. `repeats` holds
    the answers that two or more respondents of a group gave alike, all statements answered.
    """

    tool: str
    part: str
    agencies: Sequence[str]
    respondents: Whole
    statements: Mapping[str, Sums]
    indicators: Mapping[int, Sums]
    whole: Sums
    straight: Whole
    repeats: Repeats


def aligned(tally: SurveyTally, agencies: Sequence[str]) -> SurveyTally:
    """The tally with a group for each of these agencies, in their order, and for no other; nobody answered for some."""
    if list(tally.agencies) == list(agencies):
        return tally
    where = {code: place for place, code in enumerate(agencies)}
    places = as_column(where.get(code, -1) for code in tally.agencies)
    kept = places >= 0

    def spread(counted: Whole) -> Whole:
        found = np.zeros(len(agencies), dtype=np.int64)
        found[places[kept]] = counted[kept]
        return found

    groups, *others = (each[kept[tally.repeats.groups]] for each in tally.repeats)
    return SurveyTally(
        tally.tool,
        tally.part,
        agencies,
        spread(tally.respondents),
        {code: Sums(*map(spread, sums)) for code, sums in tally.statements.items()},
        {number: Sums(*map(spread, sums)) for number, sums in tally.indicators.items()},
        Sums(*map(spread, tally.whole)),
        spread(tally.straight),
        Repeats(places[groups], *others),
    )
