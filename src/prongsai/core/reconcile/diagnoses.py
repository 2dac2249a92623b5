"""Which cells, were they wrong, would explain a sheet that contradicts itself.

A hypothesis takes some cells to be wrong. It explains the sheet when every other printed figure can then be right;
the smallest hypotheses that do are the diagnoses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import chain, product
from typing import NamedTuple

from prongsai.core.framework import Confidence, Framework, Tool
from prongsai.core.levels import band_of, level_of
from prongsai.core.reconcile.contradictions import unreachable_indicators
from prongsai.core.reconcile.sheet import Diagnosis, Repair, readings_of, repair_of
from prongsai.core.reconcile.spans import HALF, Span, around, total_fits, weighted
from prongsai.core.records import Result
from prongsai.core.scoring import FULL, nearest_reachable, reach_confidence, round_points, tool_score


class Fault(StrEnum):
    """What a hypothesis holds wrong about a tool: nothing, its own figure, or one of its indicators."""

    NONE = "none"
    TOOL = "tool"
    INDICATOR = "indicator"


class Hypothesis(NamedTuple):
    """Which cells are taken to be wrong; `faults` in the order of the framework's tools."""

    faults: tuple[Fault, ...]
    total: bool
    level: bool

    @property
    def size(self) -> int:
        """How many cells it takes to be wrong."""
        return sum(fault is not Fault.NONE for fault in self.faults) + self.total + self.level


def diagnoses_of(result: Result, framework: Framework) -> tuple[Diagnosis, ...]:
    """The explanations with the fewest wrong cells, over every choice between double prints."""
    best: list[Diagnosis] = []
    size: int | None = None
    for sheet, choice in readings_of(result):
        found = _smallest(sheet, framework, size)
        if found and (size is None or found[0] < size):
            best, size = [], found[0]
        if found:
            best += [choice + diagnosis for diagnosis in found[1]]
    return tuple(dict.fromkeys(best))


def _smallest(result: Result, framework: Framework, limit: int | None) -> tuple[int, list[Diagnosis]] | None:
    for size, hypotheses in enumerate(_hypotheses(len(framework.tools))):
        if limit is not None and size > limit:
            return None
        trials = ((each, _repairs(result, framework, each)) for each in hypotheses)
        feasible = {hypothesis: found for hypothesis, found in trials if found}
        if feasible:
            total_speaks = result.total is not None and all(tool.code in result.tools for tool in framework.tools)
            return size, list(chain(*(_likelier(feasible) if total_speaks else feasible).values()))
    return None


@cache
def _hypotheses(tools: int) -> tuple[tuple[Hypothesis, ...], ...]:
    """Every hypothesis, by size."""
    every = [
        Hypothesis(faults, total, level)
        for faults in product(Fault, repeat=tools)
        for total, level in product((False, True), repeat=2)
    ]
    return tuple(tuple(each for each in every if each.size == size) for size in range(tools + 3))


def _likelier(feasible: Mapping[Hypothesis, list[Diagnosis]]) -> dict[Hypothesis, list[Diagnosis]]:
    return {hypothesis: found for hypothesis, found in feasible.items() if not _upheld(hypothesis, feasible)}


def _upheld(hypothesis: Hypothesis, feasible: Iterable[Hypothesis]) -> bool:
    """Whether the printed total upholds a tool that the hypothesis takes to be wrong: then an indicator is."""
    return not hypothesis.total and any(
        hypothesis._replace(faults=(*hypothesis.faults[:place], Fault.INDICATOR, *hypothesis.faults[place + 1 :]))
        in feasible
        for place, fault in enumerate(hypothesis.faults)
        if fault is Fault.TOOL
    )


def _repairs(result: Result, framework: Framework, hypothesis: Hypothesis) -> list[Diagnosis]:
    """Every way to make the sheet agree under a hypothesis; empty when none does."""
    spans = _spans(result, framework, hypothesis)
    if spans is None:
        return []
    faults = dict(zip(framework.tools, hypothesis.faults, strict=True))
    alternatives = [list(_tool_repairs(result, framework, tool, fault, spans)) for tool, fault in faults.items()]
    figures = _figures(result, framework, faults, spans)
    total = _new_total(framework, spans, figures) if hypothesis.total or result.total is None else result.total
    if hypothesis.total:
        alternatives.append(
            [repair_of(result, "total", total)] if result.total is not None and total is not None else []
        )
    alternatives.append(list(_level_repairs(result, framework, total, figures, wrong=hypothesis.level)))
    return [tuple(each for each in choice if each is not None) for choice in product(*alternatives)]


def _spans(result: Result, framework: Framework, hypothesis: Hypothesis) -> dict[str, Span] | None:
    """Where each tool's true score can lie; None when something trusted contradicts something trusted."""
    known: dict[str, Span] = {}
    for tool, fault in zip(framework.tools, hypothesis.faults, strict=True):
        pinned = _pins(result, framework, tool, fault)
        if len(pinned) == 2 and not pinned[0].meets(pinned[1]):
            return None
        if pinned:
            known[tool.code] = pinned[0].overlap(pinned[-1])
    if result.total is None or hypothesis.total:
        return known
    trusted = {
        tool.code: result.tools[tool.code]
        for tool, fault in zip(framework.tools, hypothesis.faults, strict=True)
        if fault is not Fault.TOOL and tool.code in result.tools
    }
    return _held_to_total(framework, result.total, known, trusted)


def _pins(result: Result, framework: Framework, tool: Tool, fault: Fault) -> list[Span]:
    printed, mean = result.tools.get(tool.code), tool_score(framework, tool.code, result.indicators)
    by_print = [around(printed)] if printed is not None and fault is not Fault.TOOL else []
    by_mean = [around(mean)] if mean is not None and fault is not Fault.INDICATOR else []
    return by_print + by_mean


def _held_to_total(
    framework: Framework, total: Decimal, known: dict[str, Span], trusted: Mapping[str, Decimal]
) -> dict[str, Span] | None:
    open_tools = [tool for tool in framework.tools if tool.code not in known]
    if not open_tools:
        return known if total_fits(framework, total, known, trusted) else None
    if len(open_tools) > 1:
        return known
    (tool,) = open_tools
    rest = weighted(framework, {code: span.middle for code, span in known.items()})
    solved = Span(*((Fraction(total) - rest + slack) / Fraction(tool.weight) for slack in (-2 * HALF, 2 * HALF)))
    possible = Span(Fraction(0), Fraction(FULL))
    return {**known, tool.code: solved.overlap(possible)} if solved.meets(possible) else None


def _tool_repairs(
    result: Result, framework: Framework, tool: Tool, fault: Fault, spans: Mapping[str, Span]
) -> Iterator[Repair | None]:
    unreachable = _surely_unreachable(result, framework, tool)
    if fault is Fault.INDICATOR:
        if tool.code in spans and tool_score(framework, tool.code, result.indicators) is not None:
            yield from _indicator_repairs(result, framework, tool, spans[tool.code], unreachable)
    elif unreachable:
        return
    elif fault is Fault.NONE:
        yield None
    elif tool.code in spans and tool.code in result.tools:
        yield repair_of(result, tool.code, round_points(spans[tool.code].middle))


def _surely_unreachable(result: Result, framework: Framework, tool: Tool) -> set[int]:
    """Unreachable indicators of a tool, where the year's items are known well enough to judge by them."""
    return {
        number
        for number in set(unreachable_indicators(result, framework)) & set(tool.indicators)
        if reach_confidence(framework, number) is not Confidence.UNVERIFIED
    }


def _indicator_repairs(
    result: Result, framework: Framework, tool: Tool, span: Span, unreachable: set[int]
) -> Iterator[Repair]:
    for number in tool.indicators:
        if unreachable <= {number}:
            others = sum(Fraction(result.indicators[str(each)]) for each in tool.indicators if each != number)
            value = _possible_value(framework, number, span.middle * len(tool.indicators) - others)
            if around((others + Fraction(value)) / len(tool.indicators)).meets(span):
                yield repair_of(result, str(number), value)


def _possible_value(framework: Framework, number: int, wanted: Fraction) -> Decimal:
    value = round_points(min(max(wanted, Fraction(0)), Fraction(FULL)))
    judged = framework.indicator(number).sub_indicators and (
        reach_confidence(framework, number) is not Confidence.UNVERIFIED
    )
    return nearest_reachable(framework, number, value) if judged else value


def _figures(
    result: Result, framework: Framework, faults: Mapping[Tool, Fault], spans: Mapping[str, Span]
) -> dict[str, Decimal]:
    """The tools as they stand once repaired; parts of EIT as printed."""
    figures = dict(result.tools)
    for tool, fault in faults.items():
        if tool.code in spans and (fault is Fault.TOOL or tool.code not in figures):
            figures[tool.code] = round_points(spans[tool.code].middle)
    return figures


def _new_total(framework: Framework, spans: Mapping[str, Span], figures: Mapping[str, Decimal]) -> Decimal | None:
    if any(tool.code not in spans for tool in framework.tools):
        return None
    return round_points(weighted(framework, {tool.code: Fraction(figures[tool.code]) for tool in framework.tools}))


def _level_repairs(
    result: Result, framework: Framework, total: Decimal | None, figures: Mapping[str, Decimal], *, wrong: bool
) -> Iterator[Repair | None]:
    judged = total is not None and band_of(framework, result.level) is not None
    if total is None or not judged:
        if not wrong:
            yield None
        return
    verdict = level_of(framework, total, figures)
    if not wrong and result.level in verdict.candidates:
        yield None
    elif wrong and result.level not in verdict.candidates:
        yield repair_of(result, "level", verdict.level if verdict.certain else None)
