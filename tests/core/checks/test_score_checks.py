from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sheets import CELLS, consistent_sheets, sheet, value_of, with_value, wrong_values
from prongsai.core.checks.codes import CODES
from prongsai.core.checks.scores import score_checks
from prongsai.core.records import Check, Printed, Reading, Result, Severity, Source, Where

LEVEL = ["90.00"] * 8 + ["100.00", "100.00"]
TOOLS = {"IIT": "90.00", "EIT": "90.00", "OIT": "100.00"}
ONE_PART_PRINTED = sheet(
    2566,
    ["100", "99.24", "100", "100", "100", "90.58", "91.20", "88.56", "92.50", "100"],
    total="95.49",
    level="ผ่าน",
    tools={"IIT": "99.85", "EIT": "96.84", "OIT": "96.25"},
    again={"7": "91.21"},
)
TWO_TOOLS_WRONG = sheet(
    2565,
    ["99.73", "93.08", "99.27", "98.34", "98.89", "87.15", "92.34", "96.14", "92.14", "100"],
    total="94.49",
    level="A",
    tools={"IIT": "94.90", "EIT": "90.38", "OIT": "96.07"},
)


def checked(*results: Result) -> list[Check]:
    return score_checks(Reading(Source("paper.txt", "txt", "0" * 64), results=results))


def codes(*results: Result) -> list[str]:
    return [check.code for check in checked(*results)]


@given(consistent_sheets())
def test_a_consistent_sheet_raises_nothing(result: Result) -> None:
    assert checked(result) == []


@given(consistent_sheets(), st.sampled_from(CELLS), st.data())
def test_a_wrong_cell_always_raises_a_check_that_says_what_would_repair_it(
    result: Result, cell: str, data: st.DataObject
) -> None:
    right = value_of(result, cell)
    wrong = with_value(result, cell, data.draw(wrong_values(right)))
    raised = checked(wrong)
    expected = "score.total" if cell == "total" else "score.tool_mean"

    assert expected in {check.code for check in raised}
    assert all(check.message and check.fix and check.message_en and check.fix_en for check in raised)
    assert {check.code for check in raised} <= CODES.keys()


@given(consistent_sheets(), st.sampled_from(("IIT", "EIT", "OIT", "total")), st.data())
def test_a_wrong_tool_or_total_expects_the_value_that_repairs_it(
    result: Result, cell: str, data: st.DataObject
) -> None:
    right = value_of(result, cell)
    code = "score.total" if cell == "total" else "score.tool_mean"
    (check,) = [each for each in checked(with_value(result, cell, data.draw(wrong_values(right)))) if each.code == code]

    assert check.expected is not None
    assert abs(Decimal(check.expected) - right) <= Decimal("0.01")


def test_a_wrong_tool_is_named_with_the_total_as_witness() -> None:
    (check,) = checked(sheet(2566, LEVEL, total="94.00", tools=TOOLS | {"EIT": "96.00"}))

    assert (check.code, check.severity, check.expected) == ("score.tool_mean", Severity.ERROR, "90.00")
    assert "EIT" in check.message
    assert "94.00 ตรงกับค่านี้" in check.fix


def test_a_wrong_indicator_lists_every_repair_of_its_tool() -> None:
    (check,) = checked(sheet(2566, ["80.00", *LEVEL[1:]], total="94.00", tools=TOOLS))

    assert (check.code, check.expected) == ("score.tool_mean", None)
    assert check.fix.count("หรือ") == 4
    assert "ตัวชี้วัดที่ 1 เป็น 90.00" in check.fix
    assert "น่าจะผิดที่ตัวชี้วัด" in check.fix


def test_a_wrong_indicator_that_a_second_table_betrays_is_named_at_its_place() -> None:
    here, there = Where(table=1, row=2, column=2), Where(table=3, row=5, column=2)
    wrong = sheet(2566, ["80.00", *LEVEL[1:]], total="94.00", tools=TOOLS)
    printed = (Printed("1", Decimal("80.00"), here), Printed("1", Decimal("90.00"), there))
    raised = {check.code: check for check in checked(replace(wrong, printed=printed))}

    assert raised.keys() == {"score.tool_mean", "score.two_values"}
    assert (raised["score.tool_mean"].expected, raised["score.tool_mean"].where) == ("90.00", here)
    assert (raised["score.two_values"].expected, raised["score.two_values"].where) == ("90.00", there)


def test_a_wrong_total_names_what_the_tools_give() -> None:
    (check,) = checked(sheet(2566, LEVEL, total="93.00", tools=TOOLS))

    assert (check.code, check.expected) == ("score.total", "94.00")


def test_a_total_without_indicators_may_be_wrong_itself_or_any_tool() -> None:
    (check,) = checked(sheet(2566, [], total="93.00", tools=TOOLS))

    assert check.code == "score.total"
    assert check.fix == (
        "อย่างใดอย่างหนึ่ง: แก้คะแนนรวม เป็น 94.00 หรือ แก้คะแนน IIT เป็น 86.67 หรือ แก้คะแนน EIT เป็น 86.67 "
        "หรือ แก้คะแนน OIT เป็น 97.50"
    )


def test_a_letter_that_the_total_does_not_give_is_an_error() -> None:
    (check,) = checked(sheet(2564, LEVEL, total="94.00", level="AA", tools=TOOLS))

    assert (check.code, check.severity, check.expected) == ("score.level", Severity.ERROR, "A")


def test_a_wrong_total_does_not_mislead_about_a_wrong_level() -> None:
    raised = checked(sheet(2564, LEVEL, total="96.00", level="C", tools=TOOLS))

    assert [(check.code, check.expected) for check in raised] == [("score.total", "94.00"), ("score.level", "A")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"total": "94.00", "level": "C", "tools": TOOLS | {"IIT": "80.00"}}, ["score.level", "score.tool_mean"]),
        ({"total": "92.00", "tools": TOOLS | {"IIT": "80.00"}}, ["score.tool_mean", "score.total"]),
        ({"total": "94.00", "tools": TOOLS | {"IIT": "80.00", "EIT": "70.00"}}, ["score.tool_mean", "score.tool_mean"]),
        ({"total": "93.00", "tools": TOOLS, "again": {"3": "50.00"}}, ["score.total", "score.two_values"]),
    ],
)
def test_of_two_faults_neither_hides_the_other(changes: dict[str, Any], expected: list[str]) -> None:
    assert sorted(codes(sheet(2564, LEVEL, **changes))) == expected


def test_a_level_that_hangs_on_the_parts_is_a_warning_that_says_what_it_rests_on() -> None:
    (check,) = checked(sheet(2568, LEVEL, total="94.00", level="ผ่านดีเยี่ยม", tools=TOOLS))
    (open_level,) = checked(
        sheet(2568, ["99.00"] * 10, total="99.00", level="ผ่าน", tools={"IIT": "99.00", "EIT": "99.00", "OIT": "99.00"})
    )[-1:]

    assert (check.code, check.severity) == ("score.level", Severity.ERROR)
    assert open_level.severity is Severity.WARNING
    assert "อนุมาน" in open_level.message


def test_a_level_of_another_era_is_no_contradiction() -> None:
    assert codes(sheet(2566, LEVEL, total="94.00", level="A", tools=TOOLS)) == []


def test_an_unreachable_value_names_the_nearest_possible_one_and_its_grounds() -> None:
    (check,) = checked(sheet(2566, [*LEVEL[:8], "92.47", "100.00"]))

    assert (check.code, check.severity, check.expected) == ("score.unreachable", Severity.WARNING, "92.50")
    assert "อนุมาน" in check.message


def test_where_the_items_of_a_year_are_unverified_an_unreachable_value_is_only_noted() -> None:
    (check,) = checked(sheet(2567, [*LEVEL[:8], "92.47", "100.00"]))

    assert (check.code, check.severity) == ("score.unreachable", Severity.NOTE)
    assert "ยังไม่ได้ตรวจสอบ" in check.message


def test_a_last_digit_that_differs_between_tables_is_only_noted() -> None:
    (check,) = checked(sheet(2566, LEVEL, total="94.00", tools=TOOLS, again={"7": "90.01"}))

    assert (check.code, check.severity, check.expected) == ("score.two_values", Severity.NOTE, None)


def test_two_values_of_a_year_without_framework_are_still_told() -> None:
    (check,) = checked(sheet(2560, ["10.00", "99.00"], total="1.00", again={"1": "20.00"}))

    assert (check.code, check.severity) == ("score.two_values", Severity.ERROR)


def test_printed_parts_that_do_not_make_the_printed_whole_are_a_warning() -> None:
    (check,) = checked(sheet(2566, [], tools={"EIT": "90.00", "EIT1": "96.00", "EIT2": "80.00"}))

    assert (check.code, check.severity) == ("score.tool_mean", Severity.WARNING)
    assert "88.00" in check.message


def test_a_printed_part_is_told_from_the_whole_and_gives_the_other_part() -> None:
    raised = {check.code: check for check in checked(ONE_PART_PRINTED)}

    assert raised.keys() == {"score.tool_mean", "score.two_values", "score.implied_part"}
    assert raised["score.tool_mean"].expected == "90.11"
    assert raised["score.implied_part"].expected == "83.39"
    assert "อนุมาน" in raised["score.implied_part"].message


def test_two_wrong_tools_and_the_total_are_reported_side_by_side() -> None:
    raised = [(check.code, check.expected) for check in checked(TWO_TOOLS_WRONG)]

    assert raised == [("score.tool_mean", "97.86"), ("score.tool_mean", "91.88"), ("score.total", "94.01")]
    assert "95.35" in checked(TWO_TOOLS_WRONG)[-1].message


def test_every_result_of_a_paper_is_checked() -> None:
    assert set(codes(TWO_TOOLS_WRONG, ONE_PART_PRINTED)) >= {"score.total", "score.implied_part"}


@pytest.mark.parametrize("year", [2563, 2570])
def test_a_year_without_framework_raises_nothing_that_needs_one(year: int) -> None:
    assert codes(sheet(year, LEVEL, total="1.00", level="AA", tools=TOOLS)) == []
