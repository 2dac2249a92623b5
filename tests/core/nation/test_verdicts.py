from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.framework import YEARS, load
from prongsai.core.levels import level_of
from prongsai.core.nation.columns import Ratios
from prongsai.core.nation.verdicts import levels, totals

cents = st.integers(0, 100_00)
near_a_bound = st.sampled_from([50_00, 55_00, 65_00, 75_00, 70_00, 85_00, 95_00]).flatmap(
    lambda bound: st.integers(bound - 1, bound + 1)
)
CODES = ("IIT", "EIT", "EIT1", "EIT2", "OIT")


@given(st.sampled_from(YEARS), st.lists(st.tuples(*[cents | near_a_bound] * 6), min_size=1, max_size=20))
def test_levels_are_those_of_the_rule_of_one_agency(fiscal_year: int, rows: list[tuple[int, ...]]) -> None:
    framework = load(fiscal_year)
    total, *tools = (list(column) for column in zip(*rows, strict=True))
    found = levels(framework, total, dict(zip(CODES, tools, strict=True)))

    for row, level, held_by in zip(rows, *found, strict=True):
        printed = dict(zip(CODES, (Decimal(each).scaleb(-2) for each in row[1:]), strict=True))
        verdict = level_of(framework, Decimal(row[0]).scaleb(-2), printed)
        assert (level, (held_by or "").split()) == (verdict.level, list(verdict.held_by))


def test_without_a_total_or_a_tool_compared_there_is_no_level() -> None:
    tools = {code: [96_00, 96_00, 96_00] for code in CODES} | {"EIT2": [96_00, None, 96_00]}

    assert levels(load(2568), [96_00, 96_00, None], tools) == (["ผ่านดีเยี่ยม", None, None], ["", None, None])


def test_a_total_weighs_its_tools_and_is_none_without_one() -> None:
    one = Ratios([95, 1, 5], [1, 3, 0])
    total = totals(load(2568), {"IIT": one, "EIT": Ratios([80, 2, 5], [1, 3, 1]), "OIT": Ratios([0, 3, 5], [1, 1, 1])})
    (first, second, third) = zip(*total, strict=True)

    assert first[0] * 10 == first[1] * 525
    assert second[0] * 10 == second[1] * 15
    assert third[1] == 0


def test_a_year_whose_lowest_level_is_not_for_every_total_is_a_fault() -> None:
    framework = load(2568)
    broken = replace(framework, levels=framework.levels[:-1])

    with pytest.raises(ValueError, match="lowest level"):
        levels(broken, [10_00], {code: [10_00] for code in CODES})
