"""How far a survey's score may be from what all would have said: 95 % intervals from whole-number sums.

Only additions, multiplications, divisions and square roots, in one fixed order: the same digits on every machine.
Source: none official; the t interval of a mean, with the correction for a finite population (Cochran, Sampling
Techniques, 2.8). Where nearly all answers are alike and few answered, the interval is somewhat too narrow. Where all
are alike they tell no spread: the interval is then what the rule of three gives (Hanley and Lippman-Hand, JAMA 249,
1983, at 97.5 % to each side): of those who did not answer, no more than `ALIKE` by the number of answers may differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import inf
from operator import add
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from prongsai.core.nation.columns import HUNDRED, NONE, TOP, Counts, Printed, Real
from prongsai.core.nation.student import FEW, expanded
from prongsai.core.nation.tally import Sums, Whole

ALIKE = 3.6888794541139363
"""The natural logarithm of 40: where none of n differs, fewer than this by n do so among all, at 97.5 %."""

_FEW = np.array(FEW)
_ROOM = 1 << 63


class Variances(NamedTuple):
    """The variance of every group's mean, and its degrees of freedom; not a number where there is none.

    Unit: hundredths of a point, squared.
    """

    values: Real
    freedom: Whole


def t_quantiles(freedom: Whole) -> Real:
    """As `prongsai.core.nation.student.t_quantile`, for a column. Shape: degrees of freedom, 1 or more each."""
    found: Real = expanded(1.0 / freedom)
    few = np.flatnonzero(freedom <= len(_FEW))
    found[few] = _FEW[freedom[few] - 1]
    return found


def believed(staff: Sequence[int | None], respondents: Whole) -> Real:
    """How many could have answered; endless where that is not known, or less than did answer."""
    of = np.array([inf if each is None else each for each in staff], dtype=np.float64)
    return np.where(of >= np.maximum(respondents, 1), of, inf)


def halves(sums: Sums, divisor: int = 1, of: Real | None = None) -> Real:
    """Half the interval of every group; not a number where fewer than two answered, or all alike and not everybody.

    `of` is how many could have answered (see `believed`). Unit: hundredths of a point.
    """
    counts = np.maximum(sums.counts, 2)
    reach = HUNDRED * t_quantiles(counts - 1) / counts
    reach = reach * reach / (counts - 1)
    if divisor > 1:
        reach = reach / (divisor * divisor)
    square = _spreads(sums) * reach
    if of is not None:
        square = square * (1 - sums.counts / of)
    found = np.sqrt(square)
    untold = found == 0 if of is None else (found == 0) & (sums.counts != of)
    found[untold | (sums.counts < 2)] = np.nan
    return cast(Real, found)


def variances(sums: Sums, divisor: int, of: Real | None = None) -> Variances:
    """The variance of every group's mean. Unit: hundredths of a point, squared."""
    counts = np.maximum(sums.counts, 2)
    largest = int(counts.max(initial=2))
    (number,) = _with_room(largest * largest * largest * divisor * divisor, counts)
    down = (number * number * (number - 1) * (divisor * divisor)).astype(np.float64)
    silent = np.float64(1.0) if of is None else 1 - sums.counts / of
    found = _spreads(sums) * (HUNDRED * HUNDRED * silent) / down
    found[sums.counts < 2] = np.nan
    return Variances(found, counts - 1)


def _spreads(sums: Sums) -> Real:
    """The count times the squares, less the square of the sum: exact, then floating."""
    most = [int(each.max(initial=0)) for each in sums]
    count, total, square = _with_room(max(most[0] * most[2], most[1] * most[1]), *sums)
    return cast(Real, (count * square - total * total).astype(np.float64))


def _with_room(largest: int, *columns: Whole) -> tuple[NDArray[Any], ...]:
    """The columns, as Python's own integers where the largest number that comes of them would not fit into 64 bits."""
    return columns if largest < _ROOM else tuple(each.astype(object) for each in columns)


def halves_together(parts: Sequence[Variances]) -> Real:
    """Half the interval of the mean of independent parts; not a number where one has none, or nobody differed.

    Source: Welch's degrees of freedom.
    """
    together = reduce(add, [each.values for each in parts])
    shares = reduce(add, [each.values * each.values / each.freedom for each in parts])
    some = np.flatnonzero(together > 0)
    variance = together[some]
    freedom = np.maximum((variance * variance / shares[some]).astype(np.int64), 1)
    found = np.full(len(together), np.nan)
    found[some] = t_quantiles(freedom) * np.sqrt(variance) / len(parts)
    return found


def bounds(middle: Real, half: Real, counts: Counts) -> tuple[Printed, Printed]:
    """Lower and upper bounds of scores, printed, within 0 and 100; `NONE` where there is no interval.

    `counts` are the answers behind each, for those that were all alike; one answer is alike by itself and has no
    interval. Shape: `middle` as `columns.Exact.rounded` gives it. Unit: hundredths of a point.
    """
    alike = np.flatnonzero(np.isnan(half))
    if not len(alike):
        return _end(middle - half), _end(middle + half)
    below, above = half.copy(), half.copy()
    others = np.minimum(ALIKE / np.maximum(counts[alike], 1), 1.0)
    point = middle[alike] - 0.5
    below[alike], above[alike] = point * others, (TOP - point) * others
    low, high = _end(middle - below), _end(middle + above)
    single = alike[counts[alike] < 2]
    low[single] = high[single] = NONE
    return low, high


def _end(ends: Real) -> Printed:
    return cast(Printed, np.clip(ends, 0, TOP).astype(np.int16))
