from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sheets import frameworks, hundredths
from prongsai.core.errors import Problem
from prongsai.core.framework import YEARS, Confidence, Framework, load
from prongsai.core.scoring import (
    lost_items,
    mean,
    nearest_reachable,
    oit_indicator_score,
    points_of,
    question_score,
    reach_confidence,
    reachable_values,
    round_points,
    survey_indicator_score,
    tool_score,
    total_score,
)

UDVC = ["85.21", "70.59", "75.1", "72.88", "73.24", "81.14", "83.12", "76.79", "100", "100"]


def by_number(values: list[str]) -> dict[str, Decimal]:
    return {str(number): Decimal(value) for number, value in enumerate(values, 1)}


@pytest.mark.parametrize(
    ("exact", "printed"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(99995, 1000), "100.00"),
        (7, "7.00"),
    ],
)
def test_points_are_rounded_to_two_decimals_halves_away_from_zero(exact: Fraction | int, printed: str) -> None:
    assert str(round_points(exact)) == printed


@given(hundredths)
def test_a_printed_figure_is_not_changed_by_rounding(value: Decimal) -> None:
    assert round_points(value) == value


def test_the_mean_is_exact_and_asks_for_values() -> None:
    assert mean([0, 33, Decimal("0.01")]) == Fraction(3301, 300)
    with pytest.raises(ValueError, match="no values"):
        mean([])


def test_a_question_is_the_mean_of_its_answers_and_an_indicator_of_its_questions() -> None:
    assert (
        survey_indicator_score([question_score([100, 67]), question_score([0, 33, 33])]) == (Fraction(167, 2) + 22) / 2
    )


def test_a_published_sheet_is_recomputed_to_the_last_digit() -> None:
    framework, indicators = load(2566), by_number(UDVC)
    tools = {
        tool.code: score
        for tool in framework.tools
        if (score := tool_score(framework, tool.code, indicators)) is not None
    }
    total = total_score(framework, tools)

    assert {code: str(round_points(score)) for code, score in tools.items()} == {
        "IIT": "75.40",
        "EIT": "80.35",
        "OIT": "100.00",
    }
    assert total is not None
    assert str(round_points(total)) == "86.73"


def test_a_tool_or_total_with_something_missing_is_not_guessed() -> None:
    framework = load(2566)

    assert tool_score(framework, "EIT", {"6": Decimal(90), "7": Decimal(90)}) is None
    assert total_score(framework, {"IIT": 90, "EIT": 90}) is None


@pytest.mark.parametrize(
    ("year", "subject", "points"),
    [
        (2564, "o1", "0.44"),
        (2564, "o10", "0.50"),
        (2564, "o18", "0.57"),
        (2564, "O25", "1.00"),
        (2564, "o29", "0.80"),
        (2564, "o34", "1.25"),
        (2564, "o42", "5.00"),
        (2566, "o1", "0.40"),
        (2566, "o39", "2.00"),
        (2564, "10.2", "10.00"),
        (2564, 9, "20.00"),
        (2564, "1", "6.00"),
        (2564, "7", "10.00"),
        (2564, "i1", "1.00"),
        (2564, "e1", "2.00"),
        (2564, "EIT", "30.00"),
    ],
)
def test_what_a_subject_is_worth_in_points_of_the_total(year: int, subject: str | int, points: str) -> None:
    assert str(round_points(points_of(load(year), subject))) == points


@pytest.mark.parametrize("year", YEARS)
def test_all_items_are_together_worth_the_oit_and_all_questions_the_surveys(year: int) -> None:
    framework = load(year)

    assert sum(points_of(framework, item.code) for item in framework.items) == 40
    assert sum(points_of(framework, question.code) for question in framework.questions) in (0, 60)


@pytest.mark.parametrize("subject", ["o99", "11", "9.9", "e99", "what"])
def test_what_the_year_does_not_have_is_a_problem(subject: str) -> None:
    with pytest.raises(Problem, match=subject):
        points_of(load(2566), subject)


@given(frameworks, st.data())
def test_losing_an_item_costs_the_total_exactly_what_the_item_is_worth(
    framework: Framework, data: st.DataObject
) -> None:
    item = data.draw(st.sampled_from(framework.items))
    sub = framework.sub_indicator(item.sub_indicator)
    assert sub is not None
    left = oit_indicator_score(framework, sub.indicator, [item.code.upper()])

    assert (100 - left) * points_of(framework, sub.indicator) / 100 == points_of(framework, item.code)


@given(frameworks, st.sampled_from([9, 10]), st.data())
def test_every_set_of_lost_items_gives_a_reachable_value_and_is_found_again(
    framework: Framework, indicator: int, data: st.DataObject
) -> None:
    subs = framework.indicator(indicator).sub_indicators
    lost = data.draw(st.sets(st.sampled_from([code for sub in subs for code in sub.items])))
    value = round_points(oit_indicator_score(framework, indicator, lost))
    counts = {sub.code: count for sub in subs if (count := len(lost & set(sub.items)))}

    assert value in reachable_values(framework, indicator)
    assert counts in lost_items(framework, indicator, value)


@given(frameworks, st.sampled_from([9, 10]), hundredths)
def test_ways_to_lose_items_are_listed_fewest_first_and_only_for_reachable_values(
    framework: Framework, indicator: int, value: Decimal
) -> None:
    ways = lost_items(framework, indicator, value)
    sizes = [sum(way.values()) for way in ways]

    assert sizes == sorted(sizes)
    assert bool(ways) == (value in reachable_values(framework, indicator))


@given(frameworks, st.sampled_from([9, 10]), hundredths)
def test_no_reachable_value_is_nearer_than_the_nearest(framework: Framework, indicator: int, value: Decimal) -> None:
    nearest = nearest_reachable(framework, indicator, value)

    assert nearest in reachable_values(framework, indicator)
    assert all(abs(nearest - value) <= abs(other - value) for other in reachable_values(framework, indicator))


@pytest.mark.parametrize(
    ("nine", "ten", "of_forty"),
    [
        ("93.5", "100", "38.7"),
        ("97.5", "100", "39.5"),
        ("97.78", "93.75", "38.31"),
        ("97.14", "100", "39.43"),
        ("97.5", "87.5", "37.0"),
        ("93.78", "100", "38.76"),
        ("96.0", "100", "39.2"),
        ("92.5", "93.75", "37.25"),
        ("94.64", "100", "38.93"),
    ],
)
def test_published_oit_figures_are_reachable_by_means_of_sub_indicators(nine: str, ten: str, of_forty: str) -> None:
    framework = load(2564)

    assert Decimal(nine) in reachable_values(framework, 9)
    assert Decimal(ten) in reachable_values(framework, 10)
    assert abs((Decimal(nine) + Decimal(ten)) / 2 * Decimal("0.4") - Decimal(of_forty)) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("year", "expected"), [(2564, Confidence.INFERRED), (2567, Confidence.UNVERIFIED), (2569, Confidence.INFERRED)]
)
def test_reachable_values_are_as_sure_as_the_weakest_of_their_grounds(year: int, expected: Confidence) -> None:
    assert reach_confidence(load(year), 9) is expected
