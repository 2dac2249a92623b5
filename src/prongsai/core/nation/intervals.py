"""How far a survey's score may be from what all would have said: 95 % intervals from whole-number sums.

Only additions, multiplications, divisions and square roots, in one fixed order: the same digits on every machine.
Source: none official; the t interval of a mean, with the correction for a finite population (Cochran, Sampling
Techniques, 2.8). Where nearly all answers are alike and few answered, the interval is somewhat too narrow. Where all
are alike they tell no spread: the interval is then what the rule of three gives (Hanley and Lippman-Hand, JAMA 249,
1983, at 97.5 % to each side): of those who did not answer, no more than `ALIKE` by the number of answers may differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt
from operator import add, sub
from typing import cast

from prongsai.core.nation.tally import Sums

HUNDRED, TOP = 100, 100_00
NORMAL = 1.959963984540054
"""The 0.975 quantile of the normal distribution."""

ALIKE = 3.6888794541139363
"""The natural logarithm of 40: where none of n differs, fewer than this by n do so among all, at 97.5 %."""

FEW = (12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135)
"""The 0.975 quantiles of Student's t for 1 to 8 degrees of freedom, where the expansion is too coarse."""

Bound = int | None
"""Unit: hundredths of a point."""

Variance = tuple[float, int] | None
"""A variance and its degrees of freedom, where there is one."""


def t_quantile(freedom: int) -> float:
    """The 0.975 quantile of Student's t for whole degrees of freedom, good to 0.0001.

    Source: Abramowitz and Stegun, 26.7.5 (the expansion of Cornish and Fisher), from 9 degrees of freedom on.
    Raises: ValueError below 1.
    """
    if freedom < 1:
        raise ValueError("a t distribution has at least one degree of freedom")
    if freedom <= len(FEW):
        return FEW[freedom - 1]
    z, square, inverse = NORMAL, NORMAL * NORMAL, 1.0 / freedom
    first = z * (square + 1) / 4
    second = z * ((5 * square + 16) * square + 3) / 96
    third = z * (((3 * square + 19) * square + 17) * square - 15) / 384
    fourth = z * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160
    return z + inverse * (first + inverse * (second + inverse * (third + inverse * fourth)))


class _Quantiles(dict[int, float]):
    def __missing__(self, freedom: int) -> float:
        self[freedom] = value = t_quantile(freedom)
        return value


class _Reaches(dict[int, float]):
    """By number of answers: what ``n * squares - sums ** 2`` is multiplied by to be half an interval, squared."""

    def __missing__(self, count: int) -> float:
        reach = HUNDRED * t_quantile(count - 1) / count
        self[count] = value = reach * reach / (count - 1)
        return value


QUANTILES = _Quantiles()
REACHES = _Reaches()


def believed(staff: Sequence[int | None], respondents: Sequence[int]) -> list[float]:
    """How many could have answered; endless where that is not known, or less than did answer."""
    return [of if of and of >= count else inf for of, count in zip(staff, respondents, strict=True)]


def halves(sums: Sums, divisor: int = 1, of: Sequence[float] | None = None) -> list[float | None]:
    """Half the interval of every group; None where fewer than two answered, or all alike and not everybody.

    `of` is how many could have answered (see `believed`). Unit: hundredths of a point.
    """
    if min(sums.counts, default=0) < 2:
        return _halves_where_known(sums, divisor, of)
    found = _spreads(sums, divisor, of)
    if 0.0 not in found:
        return cast(list[float | None], found)
    whole = of or (inf,) * len(found)
    return [
        half if half or count == each else None for half, count, each in zip(found, sums.counts, whole, strict=True)
    ]


def _spreads(sums: Sums, divisor: int, of: Sequence[float] | None) -> list[float]:
    reaches = list(map(REACHES.__getitem__, sums.counts))
    if divisor > 1:
        reaches = [each / (divisor * divisor) for each in reaches]
    if of is None:
        return [
            sqrt((count * square - total * total) * reach)
            for reach, count, total, square in zip(reaches, *sums, strict=True)
        ]
    return [
        sqrt((count * square - total * total) * reach * (1 - count / whole))
        for reach, whole, count, total, square in zip(reaches, of, *sums, strict=True)
    ]


def _halves_where_known(sums: Sums, divisor: int, of: Sequence[float] | None) -> list[float | None]:
    known = [place for place, count in enumerate(sums.counts) if count > 1]
    found: list[float | None] = [None] * len(sums.counts)
    if known:
        picked = Sums(*([column[place] for place in known] for column in sums))
        some = None if of is None else [of[place] for place in known]
        for place, half in zip(known, halves(picked, divisor, some), strict=True):
            found[place] = half
    return found


def variances(sums: Sums, divisor: int, of: Sequence[float] | None = None) -> list[Variance]:
    """The variance of every group's mean, and its degrees of freedom. Unit: hundredths of a point, squared."""
    whole = of or (inf,) * len(sums.counts)
    return [
        None
        if count < 2
        else (
            (count * square - total * total)
            * (HUNDRED * HUNDRED * (1 - count / each))
            / (count * count * (count - 1) * divisor * divisor),
            count - 1,
        )
        for count, total, square, each in zip(*sums, whole, strict=True)
    ]


def halves_together(parts: Sequence[Sequence[Variance]]) -> list[float | None]:
    """Half the interval of the mean of independent parts; None where one of them has none, or nobody differed.

    Source: Welch's degrees of freedom.
    """
    return [_half_together(each) for each in zip(*parts, strict=True)]


def _half_together(parts: Sequence[Variance]) -> float | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    together = sum(variance for variance, _ in known)
    if not together:
        return None
    freedom = int(together * together / sum(variance * variance / freedom for variance, freedom in known))
    return QUANTILES[max(freedom, 1)] * sqrt(together) / len(known)


def centres(numerators: Sequence[int], denominators: Sequence[int]) -> list[float]:
    """The scores, half a hundredth added so that cutting off the rest rounds; 0 where there is none.

    Unit: hundredths of a point.
    """
    if 0 in denominators:
        return [HUNDRED * up / down + 0.5 if down else 0.0 for up, down in zip(numerators, denominators, strict=True)]
    return [HUNDRED * up / down + 0.5 for up, down in zip(numerators, denominators, strict=True)]


def bounds(
    middle: Sequence[float], half: Sequence[float | None], counts: Sequence[int] | None = None
) -> tuple[list[Bound], list[Bound]]:
    """Lower and upper bounds of scores, printed, within 0 and 100; None where there is no interval.

    `counts` are the answers behind each, for those that were all alike. Shape: `middle` as `centres` gives it. Unit:
    hundredths of a point.
    """
    if None not in half:
        reach = cast(Sequence[float], half)
        low, high = map(float.__trunc__, map(sub, middle, reach)), map(float.__trunc__, map(add, middle, reach))
        return _within(list(low)), _within(list(high))
    told = zip(middle, half, counts or (0,) * len(half), strict=True)
    pairs = [_alike(point, count) if each is None else _around(point, each) for point, each, count in told]
    return [low for low, _ in pairs], [high for _, high in pairs]


def _around(point: float, half: float) -> tuple[Bound, Bound]:
    return max(int(point - half), 0), min(int(point + half), TOP)


def _alike(point: float, count: int) -> tuple[Bound, Bound]:
    """The bounds where all answers were alike; none for one answer, which is alike by itself."""
    if count < 2:
        return None, None
    others = min(ALIKE / count, 1.0)
    return max(int(point - point * others), 0), min(int(point + (TOP - point) * others), TOP)


def _within(ends: list[int]) -> list[Bound]:
    if ends and min(ends) < 0:
        return [each if each > 0 else 0 for each in ends]
    if ends and max(ends) > TOP:
        return [each if each < TOP else TOP for each in ends]
    return [*ends]
