"""Which equations of a sheet do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from prongsai.core.framework import Framework, Tool
from prongsai.core.levels import band_of, level_of
from prongsai.core.reconcile.sheet import place_of, prints_of
from prongsai.core.reconcile.spans import Span, around, total_fits, weighted
from prongsai.core.records import Result, Where
from prongsai.core.scoring import nearest_reachable, reachable_values, round_points, tool_score


class Kind(StrEnum):
    """The equation that does not hold."""

    TOOL_MEAN = "tool_mean"
    TOOL_PARTS = "tool_parts"
    TOTAL = "total"
    LEVEL = "level"
    UNREACHABLE = "unreachable"
    TWO_VALUES = "two_values"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An equation that does not hold as printed.

    `expected` is what the other cells of that equation give for `cell`; for an unreachable value the nearest
    reachable one, for two values the first print.
    """

    kind: Kind
    cell: str
    printed: Decimal | str
    expected: Decimal | str | None
    where: Where = field(default_factory=Where)


def contradictions_of(result: Result, framework: Framework) -> Iterator[Contradiction]:
    """Every equation of the sheet that does not hold as printed."""
    yield from contradictions_between_prints(result)
    for tool in framework.tools:
        yield from _tool_mean(result, framework, tool)
    yield from _tool_parts(result)
    for indicator in unreachable_indicators(result, framework):
        printed = result.indicators[str(indicator)]
        nearest = nearest_reachable(framework, indicator, printed)
        yield Contradiction(Kind.UNREACHABLE, str(indicator), printed, nearest, place_of(result, str(indicator)))
    yield from _total(result, framework)
    yield from _level(result, framework)


def contradictions_between_prints(result: Result) -> Iterator[Contradiction]:
    """Every print of a cell that differs from its first; needs no framework."""
    for cell, prints in prints_of(result).items():
        for other in prints[1:]:
            yield Contradiction(Kind.TWO_VALUES, cell, other.value, prints[0].value, other.where)


def _tool_mean(result: Result, framework: Framework, tool: Tool) -> Iterator[Contradiction]:
    printed, mean = result.tools.get(tool.code), tool_score(framework, tool.code, result.indicators)
    if printed is not None and mean is not None and not around(printed).meets(around(mean)):
        yield Contradiction(Kind.TOOL_MEAN, tool.code, printed, round_points(mean), place_of(result, tool.code))


def _tool_parts(result: Result) -> Iterator[Contradiction]:
    whole, *parts = (result.tools.get(cell) for cell in ("EIT", "EIT1", "EIT2"))
    known = [part for part in parts if part is not None]
    if whole is not None and len(known) == 2:
        mean = Fraction(sum(known)) / 2
        if not around(whole).meets(around(mean)):
            yield Contradiction(Kind.TOOL_PARTS, "EIT", whole, round_points(mean), place_of(result, "EIT"))


def _total(result: Result, framework: Framework) -> Iterator[Contradiction]:
    spans = {tool.code: _best_span(result, framework, tool) for tool in framework.tools}
    if result.total is None or None in spans.values():
        return
    known = {code: span for code, span in spans.items() if span is not None}
    if not total_fits(framework, result.total, known, result.tools):
        expected = round_points(weighted(framework, {code: span.middle for code, span in known.items()}))
        yield Contradiction(Kind.TOTAL, "total", result.total, expected, place_of(result, "total"))


def _best_span(result: Result, framework: Framework, tool: Tool) -> Span | None:
    value = result.tools.get(tool.code, tool_score(framework, tool.code, result.indicators))
    return None if value is None else around(value)


def _level(result: Result, framework: Framework) -> Iterator[Contradiction]:
    if result.total is None or result.level is None or band_of(framework, result.level) is None:
        return
    verdict = level_of(framework, result.total, result.tools)
    if result.level not in verdict.candidates:
        expected = verdict.level if verdict.certain else None
        yield Contradiction(Kind.LEVEL, "level", result.level, expected, place_of(result, "total"))


def unreachable_indicators(result: Result, framework: Framework) -> list[int]:
    """The OIT indicators whose printed value no set of items gives."""
    return [
        indicator.number
        for indicator in framework.indicators
        if (value := result.indicators.get(str(indicator.number))) is not None
        and indicator.sub_indicators
        and value not in reachable_values(framework, indicator.number)
    ]


def agreeing_cells(result: Result, framework: Framework, broken: set[tuple[Kind, str]]) -> frozenset[str]:
    """The cells that stand in an equation that holds."""
    cells: set[str] = set()
    for tool in framework.tools:
        whole = tool_score(framework, tool.code, result.indicators) is not None and tool.code in result.tools
        if whole and (Kind.TOOL_MEAN, tool.code) not in broken:
            cells |= {tool.code, *map(str, tool.indicators)}
    tools = {tool.code for tool in framework.tools}
    if result.total is not None and tools <= result.tools.keys() and (Kind.TOTAL, "total") not in broken:
        cells |= {"total", *tools}
    return frozenset(cells)
