"""How totals are spread: counted in steps of points, drawn as bars, told by its middle and quarters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import quantiles
from typing import TypeAlias

from prongsai.apps.nation.queries.runs import points

START, STEP, SLOTS = 5000, 250, 21
"""Bars begin at this many hundredths, each so wide; the first bar holds all that is lower."""
HEIGHT, AXIS = 72, 22
THRESHOLDS = (85, 95)


@dataclass(frozen=True, slots=True)
class Column:
    """One bar of a spread and the list behind it. Unit: `x` and `width` percent of the chart, `y` and `height` pixels,
    `lowest` and `highest` points: of the totals it counts, both included."""

    x: float
    width: float
    y: float
    height: float
    count: int
    lowest: Decimal
    highest: Decimal
    address: str


Listing: TypeAlias = Callable[[Decimal, Decimal], str]
"""Where the agencies with a total from one value to another are listed. Unit: points."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Totals of some agencies. Shape: `lines` are (threshold, place). Unit: points; places in percent; pixels."""

    count: int
    median: Decimal | None
    low_quarter: Decimal | None
    high_quarter: Decimal | None
    columns: tuple[Column, ...]
    middle: float | None
    lines: tuple[tuple[int, float], ...]
    height: int = HEIGHT + AXIS
    axis_y: int = HEIGHT + AXIS - 5
    base_y: int = HEIGHT


def spread_of(totals: Iterable[int], listing: Listing) -> Spread:
    """The spread of totals, every bar with the list behind it. Unit: hundredths of a point."""
    ordered = sorted(totals)
    low, middle, high = _quarters(ordered)
    lines = tuple((each, _place(each * 100)) for each in THRESHOLDS)
    return Spread(
        count=len(ordered),
        median=points(middle),
        low_quarter=points(low),
        high_quarter=points(high),
        columns=tuple(_columns(ordered, listing)),
        middle=None if middle is None else _place(middle),
        lines=lines,
    )


def median_of(totals: list[int]) -> int | None:
    """The middle of totals, of two the lower. Unit: hundredths of a point."""
    return sorted(totals)[(len(totals) - 1) // 2] if totals else None


def _quarters(ordered: list[int]) -> tuple[int | None, int | None, int | None]:
    if not ordered:
        return None, None, None
    if len(ordered) == 1:
        return ordered[0], ordered[0], ordered[0]
    low, _middle, high = quantiles(ordered, n=4, method="inclusive")
    return round(low), median_of(ordered), round(high)


def _columns(ordered: list[int], listing: Listing) -> Iterator[Column]:
    edges = [0, *(START + STEP * step for step in range(SLOTS - 1)), 10001]
    places = [bisect_left(ordered, edge) for edge in edges]
    counts = [after - before for before, after in pairwise(places)]
    most = max(counts, default=0) or 1
    for slot, count in enumerate(counts):
        if count:
            lowest, highest = Decimal(edges[slot]).scaleb(-2), Decimal(edges[slot + 1] - 1).scaleb(-2)
            height = max(count / most * HEIGHT, 1.0)
            yield Column(
                round(slot * 100 / SLOTS + 0.3, 2),
                round(100 / SLOTS - 0.6, 2),
                round(HEIGHT - height, 1),
                round(height, 1),
                count,
                lowest,
                highest,
                listing(lowest, highest),
            )


def _place(hundredths: int) -> float:
    """Where a total stands on the axis. Unit: percent of the chart."""
    slots = max(hundredths - START, 0) / STEP + 1 if hundredths >= START else hundredths / START
    return round(slots * 100 / SLOTS, 2)
