from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sheets import frameworks
from prongsai.core.disclosure import Rehearsal, rehearse, work_order
from prongsai.core.errors import Problem
from prongsai.core.framework import YEARS, Confidence, Framework, load
from prongsai.core.scoring import FULL, oit_indicator_score, points_of, round_points, tool_score, total_score

PATTERNS = max(1_000, settings().max_examples)
"""How many different patterns of completeness every year is rehearsed with."""


some_counts = st.lists(st.integers(1, 6), min_size=43, max_size=43)


def share(framework: Framework) -> Fraction:
    return Fraction(framework.tool("OIT").weight) * FULL


def codes(framework: Framework) -> list[str]:
    return [item.code for item in framework.items]


@st.composite
def rehearsals(draw: st.DrawFn) -> tuple[Framework, Rehearsal]:
    framework = draw(frameworks)
    bits = draw(st.integers(0, 2 ** len(framework.items) - 1))
    return framework, rehearse(framework, chosen(codes(framework), bits))


def chosen(of: list[str], bits: int) -> set[str]:
    return {code for place, code in enumerate(of) if bits >> place & 1}


def patterns(framework: Framework) -> set[frozenset[str]]:
    """So many different patterns of complete items, from almost nothing to almost everything, and both ends."""
    chance = Random(framework.fiscal_year)
    found = {frozenset[str](), frozenset(codes(framework))}
    while len(found) < PATTERNS:
        share_complete = chance.random()
        found.add(frozenset(code for code in codes(framework) if chance.random() < share_complete))
    return found


@pytest.mark.parametrize("year", YEARS)
def test_a_thousand_rehearsals_score_as_core_does_and_their_points_add_up_to_the_tool(year: int) -> None:
    framework = load(year)
    every = patterns(framework)
    assert len(every) >= 1_000
    for complete in every:
        rehearsal = rehearse(framework, complete)
        agrees_with_core(framework, complete, rehearsal)
        adds_up(framework, rehearsal)


def agrees_with_core(framework: Framework, complete: Collection[str], rehearsal: Rehearsal) -> None:
    lost = set(codes(framework)) - set(complete)
    scores: dict[str, Any] = {
        str(number): oit_indicator_score(framework, number, lost) for number in framework.tool("OIT").indicators
    }
    assert {str(each.number): each.score for each in rehearsal.indicators} == scores
    assert rehearsal.score == tool_score(framework, "OIT", scores)


def adds_up(framework: Framework, rehearsal: Rehearsal) -> None:
    weight = share(framework)
    for column in (rehearsal.items, rehearsal.sub_indicators, rehearsal.indicators, [rehearsal]):
        assert sum(each.worth for each in column) == weight == rehearsal.worth
        assert sum(each.lost for each in column) == rehearsal.lost
        assert sum(each.kept for each in column) == rehearsal.kept
        assert all(0 <= each.lost <= each.worth for each in column)
    assert rehearsal.kept == rehearsal.score * weight / FULL
    assert rehearsal.kept + rehearsal.lost == weight


@given(rehearsals())
def test_no_pattern_makes_the_points_miss_the_tool(each: tuple[Framework, Rehearsal]) -> None:
    framework, rehearsal = each
    agrees_with_core(framework, {item.code for item in rehearsal.items if item.is_complete}, rehearsal)
    adds_up(framework, rehearsal)


@pytest.mark.parametrize("year", YEARS)
def test_every_number_of_complete_items_of_a_sub_indicator_scores_as_core_does(year: int) -> None:
    framework = load(year)
    for sub in framework.sub_indicators:
        for count in range(len(sub.items) + 1):
            rehearsal = rehearse(framework, sub.items[:count])
            assert next(each for each in rehearsal.sub_indicators if each.code == sub.code).complete_count == count
            lost = set(codes(framework)) - set(sub.items[:count])
            for each in rehearsal.indicators:
                assert each.score == oit_indicator_score(framework, each.number, lost)


@given(rehearsals())
def test_what_is_kept_is_what_oit_gives_to_the_total(each: tuple[Framework, Rehearsal]) -> None:
    framework, rehearsal = each
    assert total_score(framework, {"IIT": 0, "EIT": 0, "OIT": rehearsal.score}) == rehearsal.kept


@given(rehearsals(), st.data())
def test_completing_one_more_item_gains_exactly_its_points(
    each: tuple[Framework, Rehearsal], data: st.DataObject
) -> None:
    framework, rehearsal = each
    incomplete = [item for item in rehearsal.items if not item.is_complete]
    if not incomplete:
        assert rehearsal.score == FULL
        return
    item = data.draw(st.sampled_from(incomplete))
    complete = {known.code for known in rehearsal.items if known.is_complete} | {item.code.upper()}
    assert rehearse(framework, complete).kept == rehearsal.kept + item.lost
    assert item.lost == points_of(framework, item.code)


@given(rehearsals())
def test_sub_indicators_count_their_items_and_everything_keeps_the_framework_s_order(
    each: tuple[Framework, Rehearsal],
) -> None:
    framework, rehearsal = each
    assert [item.code for item in rehearsal.items] == codes(framework)
    assert [sub.code for sub in rehearsal.sub_indicators] == [sub.code for sub in framework.sub_indicators]
    for sub in rehearsal.sub_indicators:
        own = [item for item in rehearsal.items if item.sub_indicator == sub.code]
        assert (sub.item_count, sub.complete_count) == (len(own), sum(item.is_complete for item in own))
        assert sub.score == Fraction(FULL * sub.complete_count, sub.item_count)
        assert sub.lost == sum(item.lost for item in own)


def test_nothing_complete_is_nothing_and_everything_is_full_marks() -> None:
    for year in YEARS:
        framework = load(year)
        nothing, everything = rehearse(framework, []), rehearse(framework, codes(framework))
        assert (nothing.score, nothing.lost, nothing.kept) == (0, share(framework), 0)
        assert (everything.score, everything.lost, everything.kept) == (FULL, 0, share(framework))


def test_a_sheet_worked_out_with_a_pencil() -> None:
    # FY 2568: 9.1 has 4 items, 9.2 seven, 9.3 two, 9.4 three, 9.5 four; 10.1 and 10.2 four each. Lost: o1, o21.
    framework = load(2568)
    rehearsal = rehearse(framework, set(codes(framework)) - {"o1", "o21"})
    nine, ten = rehearsal.indicators
    assert (nine.score, ten.score) == (95, Fraction(175, 2))
    assert rehearsal.score == Fraction(365, 4)
    assert (str(nine.score_printed), str(ten.score_printed), str(rehearsal.score_printed)) == (
        "95.00",
        "87.50",
        "91.25",
    )
    assert (rehearsal.worth_points, rehearsal.kept_points, rehearsal.lost_points) == (
        Decimal("40.00"),
        Decimal("36.50"),
        Decimal("3.50"),
    )
    assert [(each.code, str(each.lost_points)) for each in rehearsal.items if each.lost] == [
        ("o1", "1.00"),
        ("o21", "2.50"),
    ]


@given(rehearsals())
def test_printed_figures_are_the_exact_ones_rounded(each: tuple[Framework, Rehearsal]) -> None:
    _, rehearsal = each
    for row in (*rehearsal.items, *rehearsal.sub_indicators, *rehearsal.indicators, rehearsal):
        assert (row.worth_points, row.lost_points, row.kept_points) == tuple(
            round_points(exact) for exact in (row.worth, row.lost, row.worth - row.lost)
        )


def test_a_rehearsal_is_as_sure_as_the_rules_it_rests_on() -> None:
    for year in YEARS:
        framework = load(year)
        rules = [framework.rule("oit_indicator"), *framework.sub_indicators]
        weakest = max(rules, key=lambda rule: rule.confidence.doubt).confidence
        assert rehearse(framework, []).confidence is weakest
        assert weakest.doubt >= Confidence.INFERRED.doubt


@pytest.mark.parametrize("number", [9, 10])
def test_one_unsure_sub_indicator_makes_the_whole_rehearsal_unsure(number: int) -> None:
    framework = load(2568)
    indicator = framework.indicator(number)
    unsure = replace(indicator.sub_indicators[0], confidence=Confidence.UNKNOWN)
    doubtful = replace(indicator, sub_indicators=(unsure, *indicator.sub_indicators[1:]))
    others = tuple(doubtful if each is indicator else each for each in framework.indicators)
    assert rehearse(replace(framework, indicators=others), []).confidence is Confidence.UNKNOWN


def test_an_item_that_the_year_does_not_have_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        rehearse(load(2569), ["o1", "o43"])
    assert "o43" in refused.value.th
    assert "2569" in refused.value.en


def test_the_most_points_for_each_missing_element_come_first() -> None:
    framework = load(2568)
    rehearsal = rehearse(framework, set(codes(framework)) - {"o1", "o2", "o21", "o25"})
    order = work_order(rehearsal, {"o1": 1, "o2": 4, "o21": 4, "o25": 1})
    assert [(each.code, each.each) for each in order] == [
        ("o25", Fraction(5, 2)),
        ("o1", Fraction(1)),
        ("o21", Fraction(5, 8)),
        ("o2", Fraction(1, 4)),
    ]
    assert str(order[0].lost_points) == "2.50"
    assert order[0].sub_indicator == "10.2"


def test_at_equal_points_for_each_element_the_item_worth_more_comes_first_and_then_the_sheet_s_order() -> None:
    framework = load(2568)
    rehearsal = rehearse(framework, [])
    order = work_order(rehearsal, {"o2": 2, "o21": 5, "o1": 2})
    assert [each.code for each in order] == ["o21", "o1", "o2"]


def test_complete_items_and_those_with_nothing_to_show_now_are_left_out() -> None:
    rehearsal = rehearse(load(2568), ["o1"])
    assert [each.code for each in work_order(rehearsal, {"o1": 3, "o2": 0, "o3": 1})] == ["o3"]


@given(rehearsals(), st.data())
def test_the_work_order_holds_every_incomplete_item_once_and_falls(
    each: tuple[Framework, Rehearsal], data: st.DataObject
) -> None:
    _, rehearsal = each
    counts = dict(zip(codes(load(rehearsal.fiscal_year)), data.draw(some_counts), strict=False))
    order = work_order(rehearsal, counts)
    assert sorted(to_do.code for to_do in order) == sorted(i.code for i in rehearsal.items if not i.is_complete)
    assert sum(to_do.lost for to_do in order) == rehearsal.lost
    gains = [to_do.each for to_do in order]
    assert gains == sorted(gains, reverse=True)
    assert all(to_do.each * to_do.missing_count == to_do.lost for to_do in order)
