"""Made-up score sheets: consistent ones, and the same with one cell made wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

from prongsai.core.framework import YEARS, Framework, load
from prongsai.core.levels import level_of
from prongsai.core.records import Printed, Result
from prongsai.core.scoring import mean, reachable_values, round_points, total_score

CELLS = ("total", "IIT", "EIT", "OIT", *(str(number) for number in range(1, 11)))


def sheet(
    fiscal_year: int,
    indicators: list[str],
    *,
    total: str | None = None,
    level: str | None = None,
    tools: dict[str, str] | None = None,
    again: dict[str, str] | None = None,
) -> Result:
    """A result as printed; `again` prints cells a second time."""
    return Result(
        fiscal_year,
        total=None if total is None else Decimal(total),
        level=level,
        tools={code: Decimal(value) for code, value in (tools or {}).items()},
        indicators={str(number): Decimal(value) for number, value in enumerate(indicators, 1)},
        printed=tuple(Printed(cell, Decimal(value)) for cell, value in (again or {}).items()),
    )


def worked_out(framework: Framework, indicators: list[Decimal], *, from_rounded: bool) -> Result:
    """The sheet that these indicators give, without a level; tools and total rounded from exact or rounded tools."""
    by_number = {str(number): value for number, value in enumerate(indicators, 1)}
    exact = {tool.code: mean(by_number[str(each)] for each in tool.indicators) for tool in framework.tools}
    tools = {code: round_points(value) for code, value in exact.items()}
    total = total_score(framework, tools if from_rounded else exact)
    assert total is not None
    return Result(framework.fiscal_year, round_points(total), tools=tools, indicators=by_number)


def possible_levels(result: Result) -> tuple[str, ...]:
    """The levels this sheet can have, whatever the parts that are not printed."""
    return level_of(load(result.fiscal_year), value_of(result, "total"), result.tools).candidates


few = settings(max_examples=settings().max_examples // 10)
"""For properties whose every example is a search."""

hundredths = st.integers(0, 10_000).map(lambda cents: Decimal(cents).scaleb(-2))
frameworks = st.sampled_from(YEARS).map(load)


@cache
def reachable(framework: Framework, indicator: int) -> tuple[Decimal, ...]:
    """The reachable values in order, sorted once."""
    return tuple(sorted(reachable_values(framework, indicator)))


@st.composite
def consistent_sheets(draw: st.DrawFn, *, with_level: bool = True) -> Result:
    """Any survey indicators, reachable OIT ones, either style of rounding."""
    framework = draw(frameworks)
    survey = draw(st.lists(hundredths, min_size=8, max_size=8))
    disclosure = [draw(st.sampled_from(reachable(framework, number))) for number in (9, 10)]
    result = worked_out(framework, survey + disclosure, from_rounded=draw(st.booleans()))
    return replace(result, level=draw(st.sampled_from(possible_levels(result))) if with_level else None)


def value_of(result: Result, cell: str) -> Decimal:
    """The printed figure of a cell."""
    if cell == "total":
        assert result.total is not None
        return result.total
    return (result.indicators | result.tools)[cell]


def with_value(result: Result, cell: str, value: Decimal) -> Result:
    """The same sheet with another figure in one cell."""
    if cell == "total":
        return replace(result, total=value)
    if cell.isdecimal():
        return replace(result, indicators={**result.indicators, cell: value})
    return replace(result, tools={**result.tools, cell: value})


@st.composite
def wrong_values(draw: st.DrawFn, right: Decimal) -> Decimal:
    """Another two-decimal value of 0 to 100, wrong by 0.10 or more."""
    return draw(hundredths.filter(lambda value: abs(value - right) >= Decimal("0.10")) | near(right))


def near(right: Decimal) -> st.SearchStrategy[Decimal]:
    """The values that are wrong by just 0.10."""
    return st.sampled_from([value for value in (right - Decimal("0.10"), right + Decimal("0.10")) if 0 <= value <= 100])
