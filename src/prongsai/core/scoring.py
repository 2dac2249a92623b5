"""From answers and items to the total, in exact numbers; `round_points` is the one place of rounding.

Everything is a `Fraction` until it is printed, so that no order of work changes a digit.
Source: the `scoring_rule` entries of each framework (total and tool: confirmed; items and questions: inferred).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from math import floor, lcm

from prongsai.core.errors import Problem
from prongsai.core.framework import Confidence, Framework

Number = int | Decimal | Fraction

FULL = 100


def round_points(value: Number) -> Decimal:
    """Points as printed: two decimals, halves away from zero. Unit: points."""
    exact = Fraction(value)
    cents = floor(abs(exact) * 100 + Fraction(1, 2))
    return Decimal(cents if exact >= 0 else -cents).scaleb(-2)


def mean(values: Iterable[Number]) -> Fraction:
    """The plain mean, exact. Raises: ValueError for no values."""
    exact = [Fraction(value) for value in values]
    if not exact:
        raise ValueError("no values to take the mean of")
    return sum(exact, Fraction(0)) / len(exact)


def question_score(points: Iterable[Number]) -> Fraction:
    """A question's score: the mean of its respondents' points. Source: scoring_rule ``question`` (inferred)."""
    return mean(points)


def survey_indicator_score(questions: Iterable[Number]) -> Fraction:
    """An IIT or EIT indicator: the mean of its questions. Source: scoring_rule ``indicator_survey`` (inferred)."""
    return mean(questions)


def oit_indicator_score(framework: Framework, number: int, lost: Collection[str]) -> Fraction:
    """An OIT indicator when exactly the items `lost` are at 0 and the others at 100.

    The mean of sub-indicator means. Source: scoring_rule ``oit_indicator`` (inferred, fits every published pair).
    """
    subs = framework.indicator(number).sub_indicators
    gone = {code.lower() for code in lost}
    return mean(mean(0 if code in gone else FULL for code in sub.items) for sub in subs)


def tool_score(framework: Framework, tool: str, indicators: Mapping[str, Decimal]) -> Fraction | None:
    """A tool: the plain mean of its indicators; None when one is missing.

    Shape: `indicators` is keyed by number as text (``"1"``..``"10"``). Source: scoring_rule ``tool``.
    """
    values = [indicators.get(str(number)) for number in framework.tool(tool).indicators]
    known = [value for value in values if value is not None]
    return mean(known) if len(known) == len(values) else None


def total_score(framework: Framework, tools: Mapping[str, Number]) -> Fraction | None:
    """The total: the tools by weight; None when one is missing. Source: scoring_rule ``total``."""
    if any(tool.code not in tools for tool in framework.tools):
        return None
    return sum((Fraction(tool.weight) * Fraction(tools[tool.code]) for tool in framework.tools), Fraction(0))


@cache
def points_of(framework: Framework, subject: str | int) -> Fraction:
    """The points of the total that full marks in one subject are worth; exact, so round it to print it.

    `subject` is a tool (``EIT``), an indicator (``9`` or ``"9"``), a sub-indicator (``"9.1"``), an item (``o13``)
    or a question (``e1``). Unit: points of the total, 0-100. Raises: Problem when the year has no such subject.
    """
    code = str(subject).lower()
    if item := framework.item(code):
        return points_of(framework, item.sub_indicator) / len(framework.items_of(item.sub_indicator))
    if question := framework.question(code):
        siblings = [each for each in framework.questions if each.indicator == question.indicator]
        return _indicator_points(framework, question.indicator) / len(siblings)
    if sub := framework.sub_indicator(code):
        return _indicator_points(framework, sub.indicator) / len(framework.indicator(sub.indicator).sub_indicators)
    if code.isdecimal() and any(each.number == int(code) for each in framework.indicators):
        return _indicator_points(framework, int(code))
    if code.upper() in {tool.code for tool in framework.tools}:
        return Fraction(framework.tool(code).weight) * FULL
    raise Problem(
        f"ปีงบประมาณ พ.ศ. {framework.fiscal_year} ไม่มี “{subject}”",
        f"Fiscal year {framework.fiscal_year} has no “{subject}”.",
    )


def _indicator_points(framework: Framework, number: int) -> Fraction:
    tool = framework.tool_of(number)
    return Fraction(tool.weight) * FULL / len(tool.indicators)


@cache
def _ways(framework: Framework, indicator: int) -> dict[Decimal, tuple[tuple[int, ...], ...]]:
    """Printed value -> every way to reach it, as items lost in each sub-indicator, fewest first."""
    counts = [len(sub.items) for sub in framework.indicator(indicator).sub_indicators]
    whole = lcm(*counts)
    full = whole * len(counts)
    ways: dict[int, list[tuple[int, ...]]] = {}
    for lost in product(*(range(count + 1) for count in counts)):
        shares = full - sum(gone * (whole // count) for gone, count in zip(lost, counts, strict=True))
        ways.setdefault(shares, []).append(lost)
    printed: dict[Decimal, list[tuple[int, ...]]] = {}
    for shares, each in ways.items():
        printed.setdefault(round_points(Fraction(shares * FULL, full)), []).extend(each)
    return {value: tuple(sorted(each, key=lambda lost: (sum(lost), lost))) for value, each in printed.items()}


def reach_confidence(framework: Framework, indicator: int) -> Confidence:
    """How sure the reachable values are: the weakest of the scoring rule and the sub-indicators' item ranges."""
    grounds = (framework.rule("oit_indicator"), *framework.indicator(indicator).sub_indicators)
    return max((each.confidence for each in grounds), key=lambda confidence: confidence.doubt)


def reachable_values(framework: Framework, indicator: int) -> frozenset[Decimal]:
    """Every two-decimal value that an OIT indicator can take."""
    return frozenset(_ways(framework, indicator))


def nearest_reachable(framework: Framework, indicator: int, value: Decimal) -> Decimal:
    """The reachable value nearest to a printed one; of two equally near, the lower."""
    return min(sorted(reachable_values(framework, indicator)), key=lambda reachable: abs(reachable - value))


def lost_items(framework: Framework, indicator: int, value: Decimal) -> tuple[dict[str, int], ...]:
    """The possible numbers of lost items behind a printed value of an OIT indicator, fewest items first.

    Shape: each is sub-indicator code -> items lost in it, without those that lost none; empty when unreachable.
    """
    codes = [sub.code for sub in framework.indicator(indicator).sub_indicators]
    ways = _ways(framework, indicator).get(value, ())
    return tuple({code: gone for code, gone in zip(codes, lost, strict=True) if gone} for lost in ways)
