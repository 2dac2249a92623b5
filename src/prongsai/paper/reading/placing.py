"""Findings and measures that name only codes: their tool and indicator, by the framework of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prongsai.core import framework
from prongsai.core.framework import Framework
from prongsai.core.records import Finding, Measure
from prongsai.paper.reading import subject

_TOOLS = {"i": "IIT", "e": "EIT", "o": "OIT"}


def placed_findings(findings: Sequence[Finding], fiscal_year: int | None) -> tuple[Finding, ...]:
    """The findings, each with the tool and indicator that its code has, where nothing else names them."""
    book = _book(fiscal_year)
    return tuple(_placed_finding(each, book) for each in findings)


def placed_measures(measures: Sequence[Measure], fiscal_year: int | None) -> tuple[Measure, ...]:
    """The measures, each with the tool and indicator that its codes share, where nothing else names them."""
    book = _book(fiscal_year)
    return tuple(_placed_measure(each, book) for each in measures)


def _book(fiscal_year: int | None) -> Framework:
    return framework.nearest(fiscal_year or framework.YEARS[-1])


def _placed_finding(finding: Finding, book: Framework) -> Finding:
    if not finding.code:
        return finding
    indicator = finding.indicator or _within(finding.tool, _common_indicator([finding.code], book))
    return replace(finding, indicator=indicator, tool=finding.tool or _TOOLS[finding.code[0]])


def _placed_measure(measure: Measure, book: Framework) -> Measure:
    indicator = measure.indicator or _within(measure.tool, _common_indicator(measure.codes, book))
    return replace(
        measure, indicator=indicator, tool=measure.tool or (subject.tool_of(indicator) if indicator else None)
    )


def _within(tool: str | None, indicator: int | None) -> int | None:
    """The indicator, unless the paper files it under another tool: then it is left open, and said by a check."""
    return indicator if indicator and tool in (None, subject.tool_of(indicator)) else None


def _common_indicator(codes: Sequence[str], book: Framework) -> int | None:
    """The indicator that all known codes share."""
    found = {_indicator_of(code, book) for code in codes} - {None}
    return found.pop() if len(found) == 1 else None


def _indicator_of(code: str, book: Framework) -> int | None:
    if item := book.item(code):
        sub = book.sub_indicator(item.sub_indicator)
        return sub.indicator if sub else None
    question = book.question(code)
    return question.indicator if question else None
