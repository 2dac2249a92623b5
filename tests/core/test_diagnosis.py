from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sheets import consistent_sheets, few, sheet
from prongsai.core.diagnosis import Choice, apply, explain_level, outlook, shortfalls, stakes, standing_of
from prongsai.core.errors import Problem
from prongsai.core.framework import load
from prongsai.core.levels import higher_levels, level_of
from prongsai.core.records import Result
from prongsai.core.scoring import oit_indicator_score, points_of, round_points

DETAILS = ["100", "99.24", "100", "100", "100", "90.58", "91.20", "88.56", "92.50", "100"]
ONE_PART_PRINTED = sheet(
    2566, DETAILS, total="95.49", level="ผ่าน", tools={"IIT": "99.85", "EIT": "96.84", "OIT": "96.25"}
)
LETTERS = sheet(
    2564,
    ["80.00"] * 5 + ["81.00"] * 3 + ["93.06", "37.50"],
    total="74.41",
    level="C",
    tools={"IIT": "80.00", "EIT": "81.00", "OIT": "65.28"},
)


def test_the_standing_puts_the_named_wrong_cell_right_and_fills_in_the_implied_part() -> None:
    standing = standing_of(load(2566), ONE_PART_PRINTED)

    assert standing.tools == {
        code: Decimal(value)
        for code, value in {"IIT": "99.85", "EIT": "90.11", "OIT": "96.25", "EIT1": "96.84", "EIT2": "83.39"}.items()
    }
    assert [repair.cell for repair in standing.repaired] == ["EIT"]


def test_the_standing_works_out_tools_and_total_that_are_not_printed() -> None:
    standing = standing_of(load(2566), sheet(2566, DETAILS))

    assert (standing.total, standing.tools["EIT"]) == (Decimal("95.49"), Decimal("90.11"))


def test_the_explanation_names_the_tool_that_holds_the_level_down() -> None:
    explanation = explain_level(load(2566), ONE_PART_PRINTED)

    assert (explanation.level, explanation.next_level, explanation.held_by) == ("ผ่าน", "ผ่านดี", ("EIT2",))
    said = " ".join(sentence.th for sentence in explanation.sentences)
    assert "83.39" in said
    assert "ส่วนที่ 2" in said
    assert "อนุมาน" in said
    assert all(sentence.en for sentence in explanation.sentences)


def test_the_explanation_of_a_letter_says_how_far_the_next_one_is() -> None:
    explanation = explain_level(load(2564), LETTERS)

    assert (explanation.level, explanation.next_level, explanation.held_by) == ("C", "B", ("total",))
    assert "0.59" in explanation.sentences[1].th


def test_the_highest_level_has_nothing_above_it() -> None:
    printed = sheet(2564, ["100.00"] * 10, total="100.00", level="AA")

    assert explain_level(load(2564), printed).next_level is None
    assert outlook(load(2564), printed).levels == ()


def test_a_level_that_stays_open_is_said_to() -> None:
    printed = sheet(2566, ["90.00"] * 8 + ["100.00"] * 2)
    explanation = explain_level(load(2566), printed)

    assert explanation.level is None
    assert any("EIT1, EIT2" in sentence.en for sentence in explanation.sentences)


def test_a_bound_on_the_parts_is_explained() -> None:
    printed = sheet(2566, [], total="93.00", level="ผ่าน", tools={"IIT": "95.00", "EIT": "90.00", "OIT": "93.75"})
    said = " ".join(sentence.en for sentence in explain_level(load(2566), printed).sentences)

    assert "below 85.00" in said
    assert "above 95.00" in said


def test_an_empty_result_is_explained_by_silence() -> None:
    explanation = explain_level(load(2564), Result(2564))

    assert (explanation.level, explanation.sentences) == (None, ())
    assert outlook(load(2564), Result(2564)).levels == ()


@given(consistent_sheets())
def test_what_is_lost_in_the_indicators_is_what_the_total_lacks(result: Result) -> None:
    lost = sum((each.lost or Fraction(0)) for each in stakes(load(result.fiscal_year), result))

    assert result.total is not None
    assert abs(100 - lost - Fraction(result.total)) <= Fraction(2, 100)


def test_stakes_begin_with_what_is_most_lost() -> None:
    ranked = stakes(load(2564), LETTERS, lost=["O42", "o43", "o1"])

    assert [each.code for each in ranked[:2]] == ["10", "7"] or ranked[0].lost == max(each.lost or 0 for each in ranked)
    assert [each.lost for each in ranked] == sorted((each.lost for each in ranked), key=lambda lost: -(lost or 0))
    assert {each.code for each in ranked if each.tool == "OIT" and each.lost and not each.code.isdecimal()} == {
        "o42",
        "o43",
        "o1",
    }


def test_shortfalls_tell_where_items_were_lost() -> None:
    found = {each.sub_indicator: (each.fewest, each.most) for each in shortfalls(load(2566), ONE_PART_PRINTED)}

    assert found["9.2"] == (1, 1)
    assert found["9.3"] == (0, 1)
    assert "10.1" not in found


def test_items_that_the_paper_names_are_reckoned_with_and_the_rest_worked_out() -> None:
    framework = load(2566)

    assert outlook(framework, ONE_PART_PRINTED, ["o13", "O22"]).lost == ("o13", "o22")
    assert set(outlook(framework, ONE_PART_PRINTED, ["o22"]).lost) == {"9.2", "o22"}
    assert len(outlook(framework, ONE_PART_PRINTED).lost) == 2


def test_named_items_stand_where_the_indicators_are_not_printed() -> None:
    assert outlook(load(2566), sheet(2566, []), ["o13", "o99"]).lost == ("o13",)


def test_the_cheapest_path_is_the_part_that_holds_the_level_down() -> None:
    nearest = outlook(load(2566), ONE_PART_PRINTED, ["o13", "o22"]).levels[0]

    assert (nearest.level, nearest.short) == ("ผ่านดี", {"EIT2": Decimal("1.61")})
    path = nearest.paths[0]
    assert path.choices == (Choice("EIT2", Decimal("85.00")),)
    assert (path.projection.total, path.certain) == (Decimal("95.73"), True)


def test_an_item_of_a_small_sub_indicator_is_enough_for_the_next_letter() -> None:
    nearest = outlook(load(2564), LETTERS).levels[0]

    assert nearest.paths[0].choices == (Choice("10.2"),)
    assert nearest.paths[0].projection.total == Decimal("79.41")


@few
@given(consistent_sheets())
def test_every_higher_level_has_a_path_and_every_path_reaches_it(result: Result) -> None:
    framework = load(result.fiscal_year)
    view = outlook(framework, result)

    assert view.level is not None
    assert [each.level for each in view.levels] == [band.name for band in higher_levels(framework, view.level)]
    for wanted in view.levels:
        order = [band.name for band in framework.levels]
        assert wanted.paths
        for path in wanted.paths:
            assert path.projection.verdict is not None
            assert order.index(path.projection.verdict.level) <= order.index(wanted.level)
            assert path.projection == apply(framework, result, path.choices)


@given(consistent_sheets(), st.data())
def test_disclosing_lost_items_moves_the_total_by_what_they_are_worth(result: Result, data: st.DataObject) -> None:
    framework = load(result.fiscal_year)
    codes = [item.code for item in framework.items]
    lost = data.draw(st.sets(st.sampled_from(codes), min_size=1, max_size=4))
    indicators = result.indicators | {
        str(number): round_points(oit_indicator_score(framework, number, lost)) for number in (9, 10)
    }
    before = Result(result.fiscal_year, indicators=indicators)
    standing, after = standing_of(framework, before), apply(framework, before, [Choice(code) for code in sorted(lost)])

    assert after.indicators["9"] == after.indicators["10"] == 100
    assert standing.total is not None
    assert after.total is not None
    worth = sum((points_of(framework, code) for code in lost), Fraction(0))
    assert abs(Fraction(after.total - standing.total) - worth) <= Fraction(2, 100)


def test_the_arithmetic_can_be_redone_line_by_line() -> None:
    after = apply(load(2566), ONE_PART_PRINTED, [Choice("o13"), Choice("O22"), Choice("8", Decimal("95"))])

    assert [line.en for line in after.lines] == [
        "Indicator 9: 92.50 + 2.50 (o13) + 5.00 (o22) = 100.00",
        "Indicator 8: 88.56 → 95.00",
        "EIT = (90.58 + 91.20 + 95.00) ÷ 3 = 92.26",
        "EIT1 = 96.84 + 2.15 = 98.99 (both parts taken to move alike)",
        "EIT2 = 83.39 + 2.15 = 85.54 (both parts taken to move alike)",
        "OIT = (100.00 + 100.00) ÷ 2 = 100.00",
        "Total = 0.30×99.85 + 0.30×92.26 + 0.40×100.00 = 97.63",
        "Level: ผ่านดี",
    ]


def test_a_tool_without_all_its_indicators_moves_by_what_they_rise() -> None:
    printed = Result(2566, Decimal("90.00"), tools={code: Decimal("90.00") for code in ("IIT", "EIT", "OIT")})
    after = apply(load(2566), printed, [Choice("9.2")])

    assert after.tools["OIT"] == Decimal("91.25")
    assert after.total == Decimal("90.50")


def test_where_nothing_is_printed_nothing_is_projected() -> None:
    after = apply(load(2566), Result(2566), [Choice("o1"), Choice("EIT2", Decimal(95))])

    assert (after.total, after.tools, after.indicators, after.lines) == (None, {}, {}, ())


def test_a_level_that_only_disclosure_can_reach_has_a_path_without_printed_indicators() -> None:
    printed = sheet(2564, [], total="84.50", level="B", tools={"IIT": "90.00", "EIT": "90.00", "OIT": "76.25"})
    nearest = outlook(load(2564), printed, ["o1", "o42"]).levels[0]

    assert [path.choices for path in nearest.paths] == [(Choice("o42"),)]


def test_the_standing_replaces_a_total_that_is_surely_wrong() -> None:
    printed = sheet(2564, ["90.00"] * 8 + ["100.00"] * 2, total="49.00", tools={"IIT": "90", "EIT": "90", "OIT": "100"})

    assert standing_of(load(2564), printed).total == Decimal("94.00")


def test_choosing_nothing_changes_nothing() -> None:
    after = apply(load(2564), LETTERS, [])

    assert (after.total, after.tools, after.indicators) == (LETTERS.total, LETTERS.tools, LETTERS.indicators)


def test_nothing_rises_above_full_marks_or_falls() -> None:
    after = apply(
        load(2566), ONE_PART_PRINTED, [Choice(f"o{number}") for number in range(1, 11)] + [Choice("1", Decimal(50))]
    )

    assert after.indicators["9"] == Decimal("100.00")
    assert after.indicators["1"] == Decimal("100.00")


@pytest.mark.parametrize("code", ["o44", "9.9", "11", "EIT3", "IIT", "e1"])
def test_a_choice_the_year_does_not_have_is_a_problem(code: str) -> None:
    with pytest.raises(Problem):
        apply(load(2566), ONE_PART_PRINTED, [Choice(code)])


@few
@given(consistent_sheets())
def test_gains_are_listed_from_the_largest_and_never_promise_more_than_is_missing(result: Result) -> None:
    view = outlook(load(result.fiscal_year), result)

    assert [gain.points for gain in view.gains] == sorted((gain.points for gain in view.gains), reverse=True)
    assert all(0 < gain.points <= 10 for gain in view.gains)
    assert all(gain.action.th and gain.action.en for gain in view.gains)
    assert view.standing.verdict == level_of(load(result.fiscal_year), result.total or Decimal(0), result.tools)
