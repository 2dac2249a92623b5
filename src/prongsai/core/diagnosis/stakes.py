"""What each indicator and item is worth in points of the total, and how much of it is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.core.framework import Framework
from prongsai.core.records import Result
from prongsai.core.scoring import FULL, lost_items, points_of


@dataclass(frozen=True, slots=True)
class Stake:
    """One subject and what it is worth. Unit: points of the total, exact.

    `code` is an item (``o13``) or an indicator (``7``); `worth` what full marks give, `lost` what is missing now
    (None when the paper does not say).
    """

    code: str
    tool: str
    name_th: str
    worth: Fraction
    lost: Fraction | None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Items lost in one sub-indicator, as its indicator's printed value tells.

    `fewest` and `most` bound the number over the ways that lose the fewest items; `certain` when there is one way.
    """

    sub_indicator: str
    fewest: int
    most: int
    certain: bool


def stakes(framework: Framework, result: Result, lost: Collection[str] | None = None) -> tuple[Stake, ...]:
    """Indicators and items, the most lost first, then the most worth; `lost` are the items known to be lost."""
    gone = None if lost is None else {code.lower() for code in lost}
    indicators = [_indicator_stake(framework, result, each.number) for each in framework.indicators]
    items = [
        Stake(item.code, "OIT", item.title_th, worth, None if gone is None else worth * (item.code in gone))
        for item in framework.items
        for worth in [points_of(framework, item.code)]
    ]
    return tuple(sorted(indicators + items, key=lambda each: (-(each.lost or 0), -each.worth)))


def _indicator_stake(framework: Framework, result: Result, number: int) -> Stake:
    worth = points_of(framework, number)
    printed = result.indicators.get(str(number))
    lost = None if printed is None else worth * (FULL - Fraction(printed)) / FULL
    indicator = framework.indicator(number)
    return Stake(str(number), indicator.tool, indicator.name_th, worth, lost)


def shortfalls(framework: Framework, result: Result) -> tuple[Shortfall, ...]:
    """In which sub-indicators items were lost, by the printed OIT indicators alone; empty where that is open."""
    return tuple(
        shortfall
        for indicator in framework.indicators
        if indicator.sub_indicators and (value := result.indicators.get(str(indicator.number))) is not None
        for shortfall in _shortfalls(framework, indicator.number, value)
    )


def _shortfalls(framework: Framework, indicator: int, value: Decimal) -> list[Shortfall]:
    every = lost_items(framework, indicator, value)
    fewest = [way for way in every if sum(way.values()) == sum(every[0].values())]
    counts = {
        sub.code: [way.get(sub.code, 0) for way in fewest] for sub in framework.indicator(indicator).sub_indicators
    }
    return [
        Shortfall(code, min(numbers), most, certain=len(every) == 1)
        for code, numbers in counts.items()
        if (most := max(numbers, default=0)) > 0
    ]


def likely_lost(framework: Framework, result: Result, named: Collection[str] | None) -> tuple[str, ...]:
    """What to reckon as lost: items that the paper names, and sub-indicators for those nobody names.

    Shape: item codes, and a sub-indicator's code (``9.2``) once for every item lost in it that is not named. Where
    the printed value can come about in several ways, the way with the most named items and the fewest others; where
    it is not printed, or no items give it, every named item.
    """
    items = [item for code in dict.fromkeys(code.lower() for code in named or ()) if (item := framework.item(code))]
    by_sub = {
        sub.code: [item.code for item in items if item.sub_indicator == sub.code] for sub in framework.sub_indicators
    }
    lost: list[str] = []
    for indicator in framework.indicators:
        value = result.indicators.get(str(indicator.number))
        ways = lost_items(framework, indicator.number, value) if indicator.sub_indicators and value is not None else ()
        way = min(ways, key=lambda way: _unlikeliness(way, by_sub)) if ways else None
        for sub in indicator.sub_indicators:
            lost += by_sub[sub.code] if way is None else _filled(by_sub[sub.code], sub.code, way.get(sub.code, 0))
    return tuple(lost)


def _unlikeliness(way: Mapping[str, int], named: Mapping[str, list[str]]) -> tuple[int, int]:
    """How many lost items nobody named, and how many named ones the way does not need."""
    unnamed = sum(max(0, count - len(named[code])) for code, count in way.items())
    idle = sum(max(0, len(codes) - way.get(code, 0)) for code, codes in named.items())
    return unnamed, idle


def _filled(named: list[str], sub_indicator: str, count: int) -> list[str]:
    """Every named item, for any of them may be the lost one, and the sub-indicator for those beyond."""
    return named + [sub_indicator] * max(0, count - len(named)) if count else []
