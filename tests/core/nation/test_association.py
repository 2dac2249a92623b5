"""Which measures go with a better next year: planted ones are found, chance is not, too few are refused."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from core.nation.made_country import PRACTICES, made_country
from prongsai.core.nation.association import (
    LEAST_DECLARERS,
    LEAST_GROUPS,
    LEAST_TWINS,
    RATE,
    TOTAL,
    Association,
    Case,
    associations,
    outcomes_of,
)

PLANTED = ("structure-page", "9")


def test_intervals_cover_what_was_planted_and_it_is_found() -> None:
    covered = found = 0
    runs = 40
    for seed in range(runs):
        country = made_country(seed, effects={PLANTED: 2.0})
        told = {(each.practice, each.outcome): each for each in associations(*country).told}
        planted = told[PLANTED]
        covered += planted.low <= 2.0 <= planted.high
        found += planted.is_found

    assert found / runs >= 0.95
    assert covered / runs >= 0.9


def test_where_nothing_was_planted_next_to_nothing_is_found() -> None:
    told = [each for seed in range(100, 160) for each in associations(*made_country(seed)).told]

    assert len(told) == 600
    assert sum(each.is_found for each in told) / len(told) <= 0.05
    assert 0.92 <= sum(each.low <= 0 <= each.high for each in told) / len(told) <= 0.98


def test_rising_from_a_low_score_by_chance_alone_is_no_association() -> None:
    """Everybody below a line declares: a plain comparison of those who did with all others tells of points."""
    country = made_country(7, agencies=3000)
    chance = Random(7)
    low = [(case.code, "law-page") for case in country.cases if case.before["9"] < 8200 and chance.random() < 0.4]
    declared = {code for code, _ in low}
    plain = mean(case.after["9"] - case.before["9"] for case in country.cases if case.code in declared) - mean(
        case.after["9"] - case.before["9"] for case in country.cases if case.code not in declared
    )
    (told,) = (each for each in associations(country.cases, low).told if each.outcome == "9")

    assert plain > 100
    assert told.low <= 0 <= told.high


def mean(values: object) -> float:
    listed = list(values)  # type: ignore[call-overload]
    return float(sum(listed) / len(listed))


def test_the_difference_is_that_to_ones_own_twins() -> None:
    """Nothing but the practice moves anybody, so that the arithmetic can be followed by hand."""
    cases = [
        Case(
            f"{number:03}",
            "อบต.",
            "เล็ก",
            "ใต้",
            f"จังหวัด {number % 21}",
            {TOTAL: 8000, "9": 8000},
            {TOTAL: 8000, "9": 8000},
        )
        for number in range(200)
    ]
    declared = [(case.code, "law-page") for case in cases[::4]]
    lifted = [
        replace(case, after={TOTAL: 8000, "9": 8150}) if not number % 4 else case for number, case in enumerate(cases)
    ]
    told = {each.outcome: each for each in associations(lifted, declared).told}

    assert told["9"].points == pytest.approx(1.5)
    assert 1.4 < told["9"].low <= told["9"].high < 1.6
    assert told["9"].is_found
    assert (told[TOTAL].points, told[TOTAL].probability, told[TOTAL].is_found) == (0.0, 1.0, False)
    assert told["9"].declarers == 50


def test_neither_the_order_nor_a_pair_told_twice_changes_a_digit() -> None:
    country = made_country(3)
    cases, declared = list(country.cases), [*country.declared, *country.declared[:50]]
    Random(1).shuffle(cases)
    Random(2).shuffle(declared)

    assert associations(cases, declared) == associations(*country)


def test_too_few_are_refused_and_it_is_told_how_many_are_missing() -> None:
    country = made_country(5)
    few = [pair for pair in country.declared if pair[1] == "law-page"][:12]
    answer = associations(country.cases, few)

    assert answer.told == ()
    thin = answer.thin[0]
    assert (thin.practice, thin.outcome, thin.declared) == ("law-page", TOTAL, 12)
    assert thin.compared + thin.declarers_missing == LEAST_DECLARERS


def test_one_province_alone_is_too_thin() -> None:
    country = made_country(5, agencies=6000)
    home = country.cases[0].province
    declared = [(case.code, "law-page") for case in country.cases if case.province == home]
    (thin, *_) = associations(country.cases, declared).thin

    assert (thin.groups, thin.groups_missing, thin.declarers_missing) == (1, LEAST_GROUPS - 1, 0)


def test_where_everybody_declared_there_is_nobody_to_compare_with() -> None:
    country = made_country(5)
    answer = associations(country.cases, [(case.code, "law-page") for case in country.cases])

    assert {(each.compared, each.declarers_missing) for each in answer.thin} == {(0, LEAST_DECLARERS)}
    assert answer.thin[0].declared == 1000
    assert LEAST_TWINS > 0


def test_agencies_that_are_not_in_both_years_do_not_count() -> None:
    country = made_country(5)
    gone = [replace(case, after={}) for case in country.cases]

    assert {each.declared for each in associations(gone, country.declared).thin} == {0}
    assert associations(country.cases, [("nobody", "law-page")]).thin[0].declared == 0


def test_agencies_without_a_province_stand_by_themselves() -> None:
    country = made_country(5)
    alone = associations([replace(case, province="") for case in country.cases], country.declared)

    assert len(alone.told) == 10
    assert not alone.thin


def test_an_unknown_practice_is_an_error() -> None:
    with pytest.raises(ValueError, match="no practice nothing-known"):
        associations([], [("a", "nothing-known")])


def test_a_practice_is_tested_on_the_total_and_on_what_it_names() -> None:
    assert outcomes_of("disclosure-round") == (TOTAL, "9", "10")
    assert set(PRACTICES) == {each.practice for each in associations(*made_country(1)).told}


def test_the_surest_come_first_and_many_tests_ask_for_more() -> None:
    told = associations(*made_country(11, effects={PLANTED: 2.0})).told
    probabilities = [each.probability for each in told]

    assert probabilities == sorted(probabilities)
    assert [each.adjusted for each in told] == by_hand(told)
    assert all(each.is_found == (each.adjusted <= RATE) for each in told)


def by_hand(told: tuple[Association, ...]) -> list[float]:
    """Benjamini and Hochberg as their paper says it: the least over this and all later places."""
    many = len(told)
    scaled = [each.probability * many / (place + 1) for place, each in enumerate(told)]
    return [min(1.0, *scaled[place:]) if place + 1 < many else min(1.0, scaled[place]) for place in range(many)]
