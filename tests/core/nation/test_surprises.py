from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.nation.simulated import Form, answering, codes, hardness, straight, stuffed, tallied
from prongsai.core.framework import load
from prongsai.core.nation.counting import Survey, counting_of
from prongsai.core.nation.surprises import (
    LEVEL,
    Habit,
    habit_of,
    identical_answers,
    least_surprising,
    straight_lining,
    tail,
)
from prongsai.core.nation.tally import Sums, SurveyTally, as_column, repeats_of

Planting = Callable[[Random, Survey, Sequence[float], int], list[Form]]


def block(random: Random, survey: Survey, hard: Sequence[float], count: int) -> list[Form]:
    return [stuffed(random, survey, hard)] * count


def liners(random: Random, survey: Survey, hard: Sequence[float], count: int) -> list[Form]:
    return [straight(random, survey) for _ in range(count)]


def country(
    survey: Survey,
    seed: int,
    groups: int,
    sizes: tuple[int, int],
    *,
    loss: float = 0.2,
    share: float = 0.1,
    planting: Planting | None = None,
) -> tuple[SurveyTally, set[int]]:
    """A country's tally, and the groups in which `share` of the respondents were planted: one in twenty."""
    random = Random(seed)
    hard = hardness(random, survey)
    forms: dict[str, list[Form]] = {}
    planted = set()
    for place, code in enumerate(codes(groups)):
        count = random.randint(*sizes)
        added: list[Form] = []
        if planting and place % 20 == 0:
            added = planting(random, survey, hard, round(share * count))
            planted.add(place)
        forms[code] = [*added, *answering(random, survey, count - len(added), hard, loss=loss, alike=0.015)]
    return tallied(survey, survey.parts[0], forms, sums=False), planted


def found_and_false(found: Mapping[int, int], planted: set[int], groups: int) -> tuple[float, float]:
    """The share of planted groups that were found, and of the others that were named."""
    return len(found.keys() & planted) / max(len(planted), 1), len(found.keys() - planted) / (groups - len(planted))


QUESTIONNAIRES = [
    (2568, "IIT", (20, 150)),
    (2565, "EIT", (30, 120)),
    (2568, "EIT", (30, 120)),
    (2565, "IIT", (20, 150)),
]


@pytest.mark.parametrize(("fiscal_year", "tool", "sizes"), QUESTIONNAIRES)
def test_a_tenth_of_forms_answered_alike_is_found(fiscal_year: int, tool: str, sizes: tuple[int, int]) -> None:
    survey = counting_of(load(fiscal_year)).survey(tool)
    groups = 500 if len(survey.statements) < 20 else 150
    tally, planted = country(survey, 5, groups, sizes, planting=block)
    power, false = found_and_false(identical_answers(tally), planted, groups)

    assert power >= 0.95
    assert false <= LEVEL


@pytest.mark.parametrize(("fiscal_year", "tool", "sizes"), [(2568, "IIT", (40, 150)), (2565, "EIT", (40, 120))])
def test_a_tenth_of_straight_liners_is_found_where_some_statements_are_turned_round(
    fiscal_year: int, tool: str, sizes: tuple[int, int]
) -> None:
    survey = counting_of(load(fiscal_year)).survey(tool)
    tally, planted = country(survey, 6, 500, sizes, planting=liners)
    power, false = found_and_false(straight_lining(tally), planted, 500)

    assert power >= 0.95
    assert false <= LEVEL


@pytest.mark.parametrize(("fiscal_year", "tool", "sizes"), QUESTIONNAIRES[:3])
@pytest.mark.parametrize("loss", [0.06, 0.3])
def test_of_a_country_with_nothing_amiss_one_in_a_hundred_stands_out_at_most(
    fiscal_year: int, tool: str, sizes: tuple[int, int], loss: float
) -> None:
    tally, _ = country(counting_of(load(fiscal_year)).survey(tool), 8, 500, sizes, loss=loss)

    for find in (identical_answers, straight_lining):
        assert len(find(tally)) <= 500 * LEVEL


def bare(
    counts: Sequence[int], repeats: Sequence[tuple[int, int, int]] = (), straight: Sequence[int] = ()
) -> SurveyTally:
    column = as_column(counts)
    done = as_column(straight or [0] * len(counts))
    names = codes(len(counts))
    return SurveyTally("EIT", "", names, column, {}, {}, Sums(column, column, column), done, repeats_of(repeats))


def test_what_many_agencies_answer_alike_is_no_surprise_anywhere() -> None:
    everywhere = [(group, 7, 12) for group in range(100)]

    assert identical_answers(bare([40] * 400, [*everywhere, (200, 7, 38), (200, 9, 8)])) == {200: 8}


def test_the_largest_block_of_an_agency_is_told() -> None:
    assert identical_answers(bare([60] * 400, [(3, 1, 9), (3, 2, 14)])) == {3: 14}


def test_rare_repeats_of_the_same_agency_are_taken_for_its_way() -> None:
    alone = bare([40] * 400, [(3, 100, 4)])
    in_company = bare([40] * 400, [(3, mark, 4) for mark in range(100, 108)])

    assert identical_answers(alone) == {3: 4}
    assert identical_answers(in_company) == {}


def test_a_form_some_other_agencies_repeat_must_be_more_of_a_surprise() -> None:
    others = [(group, 5, 3) for group in (10, 20, 30)]

    assert identical_answers(bare([40] * 400, [(3, 5, 3)])) == {3: 3}
    assert identical_answers(bare([40] * 400, [(3, 5, 3), *others])) == {}


def test_nothing_is_said_where_there_is_no_country_to_compare_with() -> None:
    assert identical_answers(bare([])) == {}
    assert straight_lining(bare([])) == {}
    assert identical_answers(bare([60] * 29, [(3, 5, 20)])) == {}
    assert straight_lining(bare([60] * 29, straight=[0] * 28 + [30])) == {}
    assert identical_answers(bare([1] * 40)) == {}
    assert straight_lining(bare([0, 5] * 40, straight=[0, 0] * 40)) == {}


def test_in_a_small_country_one_other_agency_makes_a_form_natural() -> None:
    assert identical_answers(bare([60] * 40, [(3, 5, 20)])) == {3: 20}
    assert identical_answers(bare([60] * 40, [(3, 5, 20), (7, 5, 2)])) == {}


def test_straight_lining_everywhere_is_the_habit_of_the_country() -> None:
    assert straight_lining(bare([50] * 300, straight=[25] * 300)) == {}
    assert straight_lining(bare([50] * 300, straight=[1] * 299 + [12])) == {299: 12}


@given(st.integers(1, 60), st.data(), st.fractions(Fraction(1, 200), Fraction(199, 200)))
def test_the_tail_is_that_of_the_binomial(count: int, data: st.DataObject, rate: Fraction) -> None:
    least = data.draw(st.integers(0, count))
    right = sum(comb(count, done) * rate**done * (1 - rate) ** (count - done) for done in range(least, count + 1))

    assert tail(count, least, float(rate)) == pytest.approx(float(right), rel=1e-6, abs=1e-12)


@given(st.integers(2, 30), st.data())
def test_the_tail_is_that_of_the_beta_binomial(count: int, data: st.DataObject) -> None:
    least = data.draw(st.integers(0, count))
    one, other = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    whole = _rising(one + other, count)
    right = Fraction(0)
    for done in range(least, count + 1):
        right += Fraction(comb(count, done) * _rising(one, done) * _rising(other, count - done), whole)

    found = tail(count, least, one / (one + other), 1 / (one + other + 1))

    assert found == pytest.approx(float(right), rel=1e-6)


def _rising(start: int, times: int) -> int:
    product = 1
    for step in range(times):
        product *= start + step
    return product


@given(st.integers(1, 300), st.floats(0.001, 0.9), st.floats(0, 0.3))
def test_the_least_surprising_number_is_the_first_with_so_small_a_tail(count: int, rate: float, alike: float) -> None:
    least = least_surprising(count, LEVEL, rate, alike)

    assert tail(count, least, rate, alike) <= LEVEL * (1 + 1e-9)
    assert tail(count, least - 1, rate, alike) >= LEVEL * (1 - 1e-9)


def test_a_tail_is_certain_or_impossible_at_the_ends() -> None:
    assert (tail(5, 0, 0.1), tail(5, 3, 1.0), tail(5, 1, 0.0), tail(5, 6, 0.5)) == (1.0, 1.0, 0.0, 0.0)
    assert (least_surprising(5, LEVEL, 0.0), least_surprising(5, LEVEL, 1.0)) == (1, 6)
    assert tail(1_000_000, 600_000, 0.5) < 1e-12
    assert tail(1_000_000, 400_000, 0.5) == pytest.approx(1)


def test_the_habit_tells_a_common_rate_from_agencies_that_differ() -> None:
    random = Random(3)
    common = [sum(random.random() < 0.2 for _ in range(60)) for _ in range(800)]
    rates = [random.betavariate(2, 8) for _ in range(800)]
    differing = [sum(random.random() < rate for _ in range(60)) for rate in rates]

    assert habit_of(as_column(common), as_column([60] * 800)) == Habit(
        pytest.approx(0.2, abs=0.01), pytest.approx(0, abs=0.005)
    )
    assert habit_of(as_column(differing), as_column([60] * 800)) == Habit(
        pytest.approx(0.2, abs=0.02), pytest.approx(1 / 11, abs=0.02)
    )
