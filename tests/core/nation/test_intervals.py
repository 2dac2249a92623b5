from __future__ import annotations

from collections.abc import Sequence
from math import isnan, log, sqrt
from random import Random
from statistics import fmean, variance

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.nation.simulated import Form, answering, codes, hardness, tallied
from prongsai.core.framework import load
from prongsai.core.nation.columns import NONE, Exact, Real, Scored
from prongsai.core.nation.counting import counting_of
from prongsai.core.nation.intervals import bounds, halves, halves_together, t_quantiles, variances
from prongsai.core.nation.student import t_quantile
from prongsai.core.nation.surveying import SurveyScores, score_survey
from prongsai.core.nation.tally import Sums, Whole, as_column

KNOWN = {
    1: 12.7062047362,
    2: 4.3026527297,
    3: 3.1824463053,
    5: 2.5705818356,
    8: 2.3060041352,
    9: 2.2621571628,
    10: 2.2281388520,
    12: 2.1788128297,
    15: 2.1314495456,
    20: 2.0859634473,
    30: 2.0422724563,
    60: 2.0002978221,
    120: 1.9799304051,
    1000: 1.9623390808,
}
"""The 0.975 quantiles as published, for example by NIST/SEMATECH, e-Handbook of Statistical Methods, 1.3.6.7.2."""

points = st.lists(st.integers(0, 100), min_size=2, max_size=60)


def sums_of(*groups: Sequence[int]) -> Sums:
    return Sums(
        as_column(len(each) for each in groups),
        as_column(sum(each) for each in groups),
        as_column(sum(value * value for value in each) for each in groups),
    )


def told(half: Real) -> list[float | None]:
    """None where there is no interval."""
    return [None if isnan(each) else each for each in half.tolist()]


def bounds_of(sums: Sums, half: Real, counts: Whole | None = None) -> tuple[list[int], list[int]]:
    low, high = bounds(Exact.of(sums).rounded()[1], half, sums.counts if counts is None else counts)
    return low.tolist(), high.tolist()


@pytest.mark.parametrize(("freedom", "quantile"), KNOWN.items())
def test_the_t_quantile_is_good_to_a_ten_thousandth(freedom: int, quantile: float) -> None:
    assert t_quantile(freedom) == pytest.approx(quantile, abs=1e-4)


def test_the_t_quantile_falls_towards_that_of_the_normal_distribution() -> None:
    quantiles = [t_quantile(freedom) for freedom in range(1, 2000)]

    assert quantiles == sorted(quantiles, reverse=True)
    assert quantiles[-1] > 1.959964
    with pytest.raises(ValueError, match="at least one"):
        t_quantile(0)


def test_a_column_of_t_quantiles_has_the_same_digits() -> None:
    freedom = [*range(1, 400), 10**6, 10**12]

    assert t_quantiles(as_column(freedom)).tolist() == [t_quantile(each) for each in freedom]


@given(points)
def test_half_an_interval_is_t_times_the_standard_error(given_points: list[int]) -> None:
    count = len(given_points)
    (half,) = told(halves(sums_of(given_points)))

    if len(set(given_points)) == 1:
        assert half is None
        return
    assert half == pytest.approx(100 * t_quantile(count - 1) * sqrt(variance(given_points) / count), abs=1e-6)


@given(points, st.integers(0, 40))
def test_a_known_number_of_staff_narrows_it(given_points: list[int], silent: int) -> None:
    of = len(given_points) + silent
    (free,), (half,) = told(halves(sums_of(given_points))), told(halves(sums_of(given_points), of=np.array([1.0 * of])))

    if len(set(given_points)) == 1:
        assert free is None
        assert half == (None if silent else 0)
        return
    assert free is not None
    assert half == pytest.approx(free * sqrt(silent / of), abs=1e-6)


def test_one_answer_has_no_interval_and_does_not_take_it_from_others() -> None:
    sums = sums_of([50], [40, 60], [])
    known = told(halves(sums_of([40, 60])))

    assert told(halves(sums)) == [None, *known, None]
    assert told(halves(sums, of=np.array([2.0, 2.0, 2.0]))) == [None, 0.0, None]
    assert bounds_of(sums, halves(sums)) == ([NONE, 0, NONE], [NONE, 100_00, NONE])


@given(points, points)
def test_bounds_hold_the_printed_score_and_stay_on_the_scale(one: list[int], other: list[int]) -> None:
    sums = sums_of(one, other)
    lows, highs = bounds_of(sums, halves(sums))

    for low, high, given_points in zip(lows, highs, (one, other), strict=True):
        printed = (200 * sum(given_points) + len(given_points)) // (2 * len(given_points))
        assert 0 <= low <= printed <= high <= 100_00


@pytest.mark.parametrize("count", [2, 4, 20, 400])
def test_where_all_answered_alike_the_rest_may_differ_by_the_rule_of_three(count: int) -> None:
    sums = sums_of([67] * count)
    ((low,), (high,)) = bounds_of(sums, halves(sums))
    others = min(log(40) / count, 1)

    assert low / 100 == pytest.approx(67 * (1 - others), abs=0.006)
    assert high / 100 == pytest.approx(67 + 33 * others, abs=0.006)
    assert others == 1 or (1 - others) ** count <= 0.025


def test_where_everybody_answered_alike_nobody_is_left_to_differ() -> None:
    sums = sums_of([67] * 9)

    assert bounds_of(sums, halves(sums, of=np.array([9.0]))) == ([67_00], [67_00])


@given(points, points)
def test_two_parts_together_have_the_variance_of_their_mean(one: list[int], other: list[int]) -> None:
    parts = [variances(sums_of(one), 1), variances(sums_of(other), 1)]
    (half,) = told(halves_together(parts))
    first, second = variance(one) / len(one), variance(other) / len(other)
    if first + second == 0:
        assert half is None
        return
    freedom = (first + second) ** 2 / (first**2 / (len(one) - 1) + second**2 / (len(other) - 1))
    allowed = {t_quantile(max(each, 1)) for each in (int(freedom), int(freedom + 1e-9), int(freedom - 1e-9))}

    assert half is not None
    assert any(half == pytest.approx(100 * t * sqrt((first + second) / 4), abs=1e-6) for t in allowed)


def test_parts_of_which_one_has_no_interval_have_none_together() -> None:
    assert told(halves_together([variances(sums_of([1, 2]), 1), variances(sums_of([5]), 1)])) == [None]


@pytest.mark.parametrize(
    ("fiscal_year", "tool", "staff", "asked", "blanks"),
    [
        (2568, "IIT", 60, 30, 0.0),
        (2568, "IIT", 160, 75, 0.005),
        (2565, "IIT", 120, 60, 0.002),
        (2565, "EIT", 1200, 60, 0.0),
        (2568, "EIT", 1200, 60, 0.01),
    ],
)
def test_intervals_hold_what_everybody_would_have_said(
    fiscal_year: int, tool: str, staff: int, asked: int, blanks: float
) -> None:
    random = Random(fiscal_year + staff)
    survey = counting_of(load(fiscal_year)).survey(tool)
    hard = hardness(random, survey)
    everybody, answers = {}, {}
    for number in range(AGENCIES):
        people = answering(random, survey, staff, hard)
        for code in codes(AGENCIES * SAMPLES)[number * SAMPLES : (number + 1) * SAMPLES]:
            everybody[code] = people
            answers[code] = [_with_blanks(random, form, blanks) for form in random.sample(people, asked)]
    first = {code: people for code, people in everybody.items() if int(code[1:]) % SAMPLES == 1}
    truth = score_survey(survey, tallied(survey, survey.parts[0], first), {})
    said = score_survey(survey, tallied(survey, survey.parts[0], answers), dict.fromkeys(everybody, staff))
    held = [
        NONE < low <= right.points[place // SAMPLES] <= high
        for right, found in zip(_columns(truth), _columns(said), strict=True)
        for place, (low, high) in enumerate(zip(found.low, found.high, strict=True))
    ]

    assert 0.93 <= fmean(held) <= 0.97


AGENCIES, SAMPLES = 24, 8
"""How many agencies, and how often each is asked, every time others of those who could answer."""


def _with_blanks(random: Random, form: Form, blanks: float) -> Form:
    return {name: choice for name, choice in form.items() if random.random() >= blanks}


def _columns(scores: SurveyScores) -> Sequence[Scored]:
    return (*scores.questions, *scores.indicators, scores.whole)


def test_who_is_told_by_everybody_is_certain_whatever_others_answered() -> None:
    """Of a question in several statements, too."""
    survey = counting_of(load(2565)).survey("IIT")
    alike = [{each.code: each.choices[0] for each in survey.statements}] * 9
    one, other = codes(2)
    said = score_survey(survey, tallied(survey, "", {one: alike, other: alike}), {one: 9, other: 40})

    assert any(each.code != each.question for each in survey.statements)
    for found in _columns(said):
        assert found.low[0] == found.points[0] == found.high[0]
        assert found.high[1] - found.low[1] > 30_00
