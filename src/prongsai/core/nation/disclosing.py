"""What the marks of the open-data items come to in every agency: sub-indicators, indicators, the tool, lost items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from math import lcm
from operator import not_

from prongsai.core.framework import Framework, Indicator, SubIndicator
from prongsai.core.nation.agencies import Marks
from prongsai.core.nation.columns import Ratios, Scored, mean, printed
from prongsai.core.nation.counting import FULL, NO_PART

DISCLOSURE = "OIT"


@dataclass(frozen=True, slots=True)
class DisclosureScores:
    """The scores of the open-data items; an agency with an item that was not marked has none.

    Shape: columns as long as the agencies. `lost` holds the codes of lost items, ``"o13 o20"``; `unmarked` counts
    the items of the year that have no mark.
    """

    sub_indicators: tuple[Scored, ...]
    indicators: tuple[Scored, ...]
    whole: Scored
    lost: list[str | None]
    unmarked: list[int]


def score_disclosure(framework: Framework, agencies: Sequence[str], marks: Marks) -> DisclosureScores:
    """The scores of every agency. Source: scoring_rules ``oit_item`` and ``oit_indicator`` (inferred)."""
    codes = [item.code for item in framework.items]
    rows = _rows(codes, agencies, marks)
    passed = dict(zip(codes, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(codes, ())
    known = [0 if None in row else 1 for row in rows]
    subs: dict[str, Scored] = {}
    indicators = []
    for number in framework.tool(DISCLOSURE).indicators:
        indicator = framework.indicator(number)
        gained = {sub.code: _gained(sub, passed, known) for sub in indicator.sub_indicators}
        for sub in indicator.sub_indicators:
            subs[sub.code] = _scored("sub_indicator", sub.code, _of_items(gained[sub.code], len(sub.items), known))
        indicators.append(_scored("indicator", str(number), _of_indicator(indicator, gained, known)))
    return DisclosureScores(
        sub_indicators=tuple(subs.values()),
        indicators=tuple(indicators),
        whole=_scored("tool", DISCLOSURE, mean([each.exact for each in indicators])),
        lost=[_lost(codes, row) if each else None for row, each in zip(rows, known, strict=True)],
        unmarked=[0 if each else row.count(None) for row, each in zip(rows, known, strict=True)],
    )


def _rows(codes: Sequence[str], agencies: Sequence[str], marks: Marks) -> list[tuple[bool | None, ...]]:
    """The marks of every agency in the order of the items; None for an item without one."""
    nothing: Mapping[str, bool] = {}
    marked = [marks.get(agency, nothing) for agency in agencies]
    # Who reads the marks keeps one mapping for all agencies that were marked alike.
    distinct = {id(each): each for each in marked}
    rows = {
        key: tuple(each.values() if list(each) == codes else map(each.get, codes)) for key, each in distinct.items()
    }
    return [rows[id(each)] for each in marked]


def _lost(codes: Sequence[str], row: Sequence[bool | None]) -> str:
    return "" if all(row) else " ".join(compress(codes, map(not_, row)))


def _gained(sub: SubIndicator, passed: Mapping[str, Sequence[bool | None]], known: Sequence[int]) -> list[int]:
    """How many items of a sub-indicator got their points; 0 where some item was not marked."""
    columns = [passed[code] for code in sub.items]
    if all(known):
        return list(map(sum, zip(*columns, strict=True)))
    return [sum(map(bool, row)) if each else 0 for row, each in zip(zip(*columns, strict=True), known, strict=True)]


def _of_items(gained: Sequence[int], count: int, known: Sequence[int]) -> Ratios:
    return Ratios([each * FULL for each in gained], [each * count for each in known])


def _of_indicator(indicator: Indicator, gained: Mapping[str, Sequence[int]], known: Sequence[int]) -> Ratios:
    subs = indicator.sub_indicators
    whole = lcm(*(len(sub.items) for sub in subs))
    worth = [FULL * (whole // len(sub.items)) for sub in subs]
    numerators = [
        sum([each * points for each, points in zip(row, worth, strict=True)])
        for row in zip(*(gained[sub.code] for sub in subs), strict=True)
    ]
    return Ratios(numerators, [each * whole * len(subs) for each in known])


def _scored(kind: str, code: str, exact: Ratios) -> Scored:
    nothing: list[int | None] = [None] * len(exact.numerators)
    return Scored(kind, code, NO_PART, exact, printed(exact), nothing, nothing, nothing)
