from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.framework import YEARS, load
from prongsai.core.levels import level_of
from prongsai.core.nation.columns import NONE, Exact, Printed, Term
from prongsai.core.nation.tally import as_column
from prongsai.core.nation.verdicts import levels, totals

cents = st.integers(0, 100_00)
near_a_bound = st.sampled_from([50_00, 55_00, 65_00, 75_00, 70_00, 85_00, 95_00]).flatmap(
    lambda bound: st.integers(bound - 1, bound + 1)
)
CODES = ("IIT", "EIT", "EIT1", "EIT2", "OIT")


def column(*cells: int) -> Printed:
    return np.array(cells, dtype=np.int16)


def exact(*ratios: tuple[int, int]) -> Exact:
    return Exact((Term(1, *(as_column(each) for each in zip(*ratios, strict=True))),))


@given(st.sampled_from(YEARS), st.lists(st.tuples(*[cents | near_a_bound] * 6), min_size=1, max_size=20))
def test_levels_are_those_of_the_rule_of_one_agency(fiscal_year: int, rows: list[tuple[int, ...]]) -> None:
    framework = load(fiscal_year)
    total, *tools = (column(*each) for each in zip(*rows, strict=True))
    found = levels(framework, total, dict(zip(CODES, tools, strict=True)))

    for row, level, held_by in zip(rows, *found, strict=True):
        printed = dict(zip(CODES, (Decimal(each).scaleb(-2) for each in row[1:]), strict=True))
        verdict = level_of(framework, Decimal(row[0]).scaleb(-2), printed)
        assert (level, (held_by or "").split()) == (verdict.level, list(verdict.held_by))


def test_without_a_total_or_a_tool_compared_there_is_no_level() -> None:
    tools = {code: column(96_00, 96_00, 96_00) for code in CODES} | {"EIT2": column(96_00, NONE, 96_00)}

    assert levels(load(2568), column(96_00, 96_00, NONE), tools) == (["ผ่านดีเยี่ยม", None, None], ["", None, None])


def test_a_total_weighs_its_tools_and_is_none_without_one() -> None:
    iit, eit, oit = exact((95, 1), (1, 3), (0, 0)), exact((80, 1), (2, 3), (5, 1)), exact((0, 1), (3, 1), (5, 1))
    total = totals(load(2568), {"IIT": iit, "EIT": eit, "OIT": oit})

    assert [total.value(place) for place in range(3)] == [Fraction(105, 2), Fraction(3, 2), None]
    assert total.rounded()[0].tolist() == [52_50, 1_50, NONE]


def test_a_tool_that_weighs_nothing_is_missed_all_the_same() -> None:
    framework = load(2568)
    weights = {"IIT": Decimal(1), "EIT": Decimal(0), "OIT": Decimal(0)}
    alone = replace(framework, tools=tuple(replace(tool, weight=weights[tool.code]) for tool in framework.tools))
    found = totals(alone, {"IIT": exact((7, 1), (7, 1)), "EIT": exact((0, 0), (5, 1)), "OIT": exact((1, 1), (1, 1))})

    assert [found.value(place) for place in range(2)] == [None, 7]


def test_a_year_whose_lowest_level_is_not_for_every_total_is_a_fault() -> None:
    framework = load(2568)
    broken = replace(framework, levels=framework.levels[:-1])

    with pytest.raises(ValueError, match="lowest level"):
        levels(broken, column(10_00), {code: column(10_00) for code in CODES})
