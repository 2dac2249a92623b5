from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import sqrt
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.nation.simulated import Country, Form, agency, codes, lists, scores_of, tallied
from prongsai.core.framework import Framework, load
from prongsai.core.nation.agencies import Marks, item_marks
from prongsai.core.nation.columns import NONE, SMALL, Exact, Term, weighted_mean
from prongsai.core.nation.columns import mean as mean_of
from prongsai.core.nation.counting import Statements, Survey, counting_of
from prongsai.core.nation.intervals import halves, variances
from prongsai.core.nation.scoring import Reckoned, joined, reckon, reckon_survey
from prongsai.core.nation.tally import Sums, as_column
from prongsai.core.nation.whatif import Options
from prongsai.core.scoring import (
    mean,
    oit_indicator_score,
    question_score,
    round_points,
    survey_indicator_score,
    tool_score,
    total_score,
)
from prongsai.core.tables.national import AGENCIES, FLAGS

Subject = tuple[str, str, str]


def expected(framework: Framework, country: Country, code: str, marks: Marks) -> dict[Subject, Fraction | None]:
    """Every score of one agency by the rules of one agency, from its forms."""
    scores: dict[Subject, Fraction | None] = {}
    tools: dict[str, Fraction | None] = {}
    for survey in country.counting.surveys:
        for part in survey.parts:
            scores |= _of_part(framework, country, survey, part, country.forms[survey.tool, part].get(code, ()))
        for number in survey.indicators if len(survey.parts) > 1 else ():
            scores["indicator", str(number), ""] = _mean([scores["indicator", str(number), p] for p in survey.parts])
        parts = [scores["tool" if part == "" else "part", part or survey.tool, part] for part in survey.parts]
        tools[survey.tool] = scores["tool", survey.tool, ""] = _mean(parts)
    passed, marked = marks[code]
    items = {each.code: bool(passed >> at & 1) for at, each in enumerate(framework.items) if marked >> at & 1}
    scores |= _of_items(framework, items)
    tools["OIT"] = scores["tool", "OIT", ""]
    known = {tool: value for tool, value in tools.items() if value is not None}
    scores["total", "", ""] = total_score(framework, known)
    return scores


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return mean(known) if len(known) == len(values) else None


def _of_part(
    framework: Framework, country: Country, survey: Survey, part: str, forms: Sequence[Form]
) -> dict[Subject, Fraction | None]:
    scores: dict[Subject, Fraction | None] = {}
    indicators: dict[str, Fraction | None] = {}
    for number in survey.indicators:
        statements = {
            each: [each.points_of(form[each.code]) for form in forms if each.code in form]
            for each in survey.of_indicator(number)
        }
        means = {each: question_score(points) if points else None for each, points in statements.items()}
        questions = {
            code: _mean([means[each] for each in group])
            for code, group in groupby(statements, key=lambda each: each.question)
        }
        scores |= {("question", code, part): value for code, value in questions.items()}
        counted = means if country.counting.statements is Statements.ALIKE else questions
        known = [value for value in counted.values() if value is not None]
        score = survey_indicator_score(known) if len(known) == len(counted) else None
        indicators[str(number)] = scores["indicator", str(number), part] = score
    given = {number: value for number, value in indicators.items() if value is not None}
    # The rule for one agency takes what is printed; it is the same rule for exact values.
    whole = tool_score(framework, survey.tool, given)  # type: ignore[arg-type]
    scores["part" if part else "tool", part or survey.tool, part] = whole
    return scores


def _of_items(framework: Framework, marked: Mapping[str, bool]) -> dict[Subject, Fraction | None]:
    scores: dict[Subject, Fraction | None] = {}
    complete = all(item.code in marked for item in framework.items)
    lost = {code for code, passed in marked.items() if not passed}
    for sub in framework.sub_indicators:
        points = [0 if code in lost else 100 for code in sub.items]
        scores["sub_indicator", sub.code, ""] = mean(points) if complete else None
    numbers = framework.tool("OIT").indicators
    for number in numbers:
        score = oit_indicator_score(framework, number, lost) if complete else None
        scores["indicator", str(number), ""] = score
    scores["tool", "OIT", ""] = _mean([scores["indicator", str(number), ""] for number in numbers])
    return scores


def made(
    random: Random, fiscal_year: int, count: int, *, blanks: float = 0.0, options: Options | None = None
) -> tuple[Framework, Country, Marks]:
    """A random country; `blanks` is the share of answers left out."""
    framework = load(fiscal_year)
    options = options or Options()
    counting = counting_of(framework, in_points=options.in_points, statements=options.statements)
    names = codes(count)
    forms = {
        (survey.tool, part): {
            code: [_form(random, survey, blanks) for _ in range(random.choice((1, 2, 3, 8, 17)))]
            for code in names
            if random.random() < 0.95
        }
        for survey in counting.surveys
        for part in survey.parts
    }
    items = [item.code for item in framework.items]
    marks = {
        code: item_marks(items, {item: random.random() < 0.85 for item in items if random.random() < 0.999})
        for code in names
    }
    return framework, Country(counting, tuple(agency(code) for code in names), forms), marks


def _form(random: Random, survey: Survey, blanks: float) -> dict[str, int]:
    return {each.code: random.choice(each.choices) for each in survey.statements if random.random() >= blanks}


def hundredths(value: Fraction | None) -> int:
    return NONE if value is None else int(round_points(value) * 100)


CASES = [
    (2564, 0.0, Options()),
    (2564, 0.05, Options()),
    (2565, 0.05, Options(statements=Statements.ALIKE)),
    (2566, 0.02, Options(in_points=True)),
    (2567, 0.0, Options()),
    (2568, 0.2, Options()),
    (2568, 0.01, Options(in_points=True)),
]


@pytest.mark.parametrize(("fiscal_year", "blanks", "options"), CASES)
def test_random_agencies_equal_the_rules_of_one_agency_to_the_last_digit(
    fiscal_year: int, blanks: float, options: Options
) -> None:
    framework, country, marks = made(Random(fiscal_year), fiscal_year, 150, blanks=blanks, options=options)
    result = reckon(framework, country.counting, country.tallies, country.agencies, marks, options)
    printed = {subject: each.points.tolist() for subject, each in result.subjects.items()}

    for place, one in enumerate(country.agencies):
        right = expected(framework, country, one.code, marks)
        found = {subject: points[place] for subject, points in printed.items()}

        assert found == {subject: hundredths(value) for subject, value in right.items()}
        assert {subject: result.exact(one.code, *subject) for subject in right} == right


def test_the_columns_are_those_of_the_tables_and_equally_long() -> None:
    framework, country, marks = made(Random(1), 2568, 12)
    result = reckon(framework, country.counting, country.tallies, country.agencies, marks)

    for table, columns in ((AGENCIES, result.agencies), (FLAGS, result.flags)):
        assert tuple(columns) == table.names
        assert len({len(column) for column in columns.values()}) == 1
    for each in result.subjects.values():
        assert {len(column) for column in (each.points, each.low, each.high, each.answers)} == {12}


def tables(result: Reckoned) -> list[dict[str, list[object]]]:
    """All that a result comes to, so that it compares."""
    return [lists(result.agencies), lists(result.flags), scores_of(result)]


def test_no_order_of_agencies_or_parts_changes_anything() -> None:
    framework, country, marks = made(Random(2), 2568, 40, blanks=0.05)
    right = reckon(framework, country.counting, country.tallies, country.agencies, marks)
    parts = [reckon_survey(country.counting, tally, country.agencies[::-1]) for tally in country.tallies[::-1]]
    found = joined(framework, country.counting, parts, country.agencies[::-1], marks)

    assert tables(found) == tables(right)
    assert list(found.subjects) == list(right.subjects)


@pytest.mark.parametrize(("givers", "cents"), [(3, 0), (4, 1)])
def test_halves_are_rounded_away_from_zero_in_every_column(givers: int, cents: int) -> None:
    framework = load(2568)
    counting = counting_of(framework, in_points=True)
    (code,) = codes(1)
    # One point of one in 800 is an eighth of a hundredth; of four it is the half.
    points = [place < givers for place in range(800)]
    tallies = [
        tallied(survey, part, {code: [{each.code: point for each in survey.statements} for point in points]})
        for survey in counting.surveys
        for part in survey.parts
    ]
    result = reckon(framework, counting, tallies, [agency(code)], {}, Options(in_points=True))

    assert {each.points[0] for each in result.subjects.values() if each.answers[0] > 0} == {cents}


def test_what_is_left_out_is_as_if_it_had_never_been_counted() -> None:
    framework, country, marks = made(Random(3), 2568, 30, blanks=0.02)
    gone = codes(30)[4]
    options = Options(without=(gone,))
    others = [each for each in country.agencies if each.code != gone]
    without = {
        key: {code: forms for code, forms in groups.items() if code != gone} for key, groups in country.forms.items()
    }
    right = reckon(
        framework, country.counting, Country(country.counting, tuple(others), without).tallies, others, marks
    )
    found = reckon(framework, country.counting, country.tallies, country.agencies, marks, options)

    assert gone not in found.agencies["agency"]
    assert tables(found) == tables(right)


def test_other_weights_change_totals_and_nothing_below() -> None:
    framework, country, marks = made(Random(4), 2568, 20)
    plain = reckon(framework, country.counting, country.tallies, country.agencies, marks)
    options = Options(weights={"IIT": Decimal("0.5"), "EIT": Decimal("0.5"), "OIT": Decimal(0)})
    other = reckon(framework, country.counting, country.tallies, country.agencies, marks, options)

    assert scores_of(other) == scores_of(plain)
    assert other.options.is_assumed
    for code in plain.agencies["agency"]:
        tools = [other.exact(str(code), "tool", tool) for tool in ("IIT", "EIT")]
        known = [each for each in tools if each is not None]
        if plain.exact(str(code), "total") is not None:
            assert other.exact(str(code), "total") == mean(known)


def test_known_staff_narrow_the_intervals_of_those_who_work_there_alone() -> None:
    framework, country, marks = made(Random(5), 2568, 20)
    staffed = [replace(each, staff=20) for each in country.agencies]
    plain = reckon(framework, country.counting, country.tallies, country.agencies, marks)
    known = reckon(framework, country.counting, country.tallies, staffed, marks)

    assert [each.low.tolist() for key, each in known.subjects.items() if key[1][:1] == "e"] == [
        each.low.tolist() for key, each in plain.subjects.items() if key[1][:1] == "e"
    ]
    inside, before = known.subjects["tool", "IIT", ""], plain.subjects["tool", "IIT", ""]
    assert all(
        NONE in (one, other) or one > other or count < 2 or one in (0, 100_00)
        for one, other, count in zip(inside.low, before.low, inside.answers, strict=True)
    )
    assert (inside.low != before.low).any()


def test_who_answers_without_being_listed_is_a_fault_of_the_counting() -> None:
    _, country, _ = made(Random(6), 2568, 5)

    with pytest.raises(ValueError, match="not on the list"):
        reckon_survey(country.counting, country.tallies[0], country.agencies[:2])


def test_a_country_nobody_answered_for_has_rows_without_scores() -> None:
    framework = load(2568)
    result = reckon(framework, counting_of(framework), [], [agency(code) for code in codes(3)], {})

    assert set(scores_of(result)["points"]) == {None}
    assert lists(result.agencies)["total"] == [None] * 3
    assert result.agencies["level"] == [None] * 3
    assert result.exact(codes(1)[0], "total") is None


def test_a_country_without_agencies_is_empty() -> None:
    framework = load(2568)
    result = reckon(framework, counting_of(framework), [], [], {})

    assert [*scores_of(result)["agency"], *result.agencies["agency"], *result.flags["agency"]] == []


def column(*pairs: tuple[int, int], weight: int = 1, divisor: int = 1) -> Exact:
    """The values of one term, from sums and counts."""
    return Exact((Term(weight, *(as_column(each) for each in zip(*pairs, strict=True))),), divisor)


def right(*values: Fraction | None) -> list[int]:
    return [hundredths(value) for value in values]


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**7)), min_size=1, max_size=20))
def test_printing_is_the_one_rule_of_rounding(pairs: list[tuple[int, int]]) -> None:
    exact = column(*((min(up, 100 * down), down) for up, down in pairs))

    assert exact.rounded()[0].tolist() == right(*(exact.value(place) for place in range(len(pairs))))


@given(st.integers(1, 4 * SMALL), st.integers(1, 3), st.data())
def test_what_is_next_to_a_half_is_rounded_as_whole_numbers_are(down: int, divisor: int, data: st.DataObject) -> None:
    cents = data.draw(st.integers(0, 99_99))
    nearest = (2 * cents + 1) * down * divisor // 200
    ups = [up for up in (nearest - 1, nearest, nearest + 1) if 0 <= up <= 100 * down * divisor]
    exact = column(*((up, down) for up in ups), divisor=divisor)

    assert exact.rounded()[0].tolist() == right(*(Fraction(up, down * divisor) for up in ups))


@given(
    st.lists(st.integers(1, 200_000), min_size=2, max_size=6),
    st.integers(0, 99_99),
    st.integers(-1, 1),
    st.randoms(use_true_random=False),
)
def test_sums_of_means_next_to_a_half_are_rounded_as_whole_numbers_are(
    counts: list[int], cents: int, off: int, random: Random
) -> None:
    """All but the last statement at random; the last one as near to the half as its number of answers lets it come."""
    means = [Fraction(random.randint(0, 100 * count), count) for count in counts]
    wanted = Fraction(2 * cents + 1, 200) * len(counts) - sum(means[:-1])
    means[-1] = Fraction(min(max(round(wanted * counts[-1]) + off, 0), 100 * counts[-1]), counts[-1])
    columns = [column((int(each * count), count)) for each, count in zip(means, counts, strict=True)]
    together = mean_of(columns)

    assert together.value(0) == mean(means)
    assert together.rounded()[0].tolist() == right(mean(means))


@given(st.integers(1, 2_000), st.integers(1, 200_000), st.integers(0, 100), st.integers(0, 99_99))
def test_exact_halves_of_statements_with_other_counts_are_rounded_up(
    hundreds: int, others: int, first: int, cents: int
) -> None:
    second = Fraction(2 * cents + 1, 100) - first
    assume(0 <= second <= 100)
    columns = [column((first * others, others)), column((int(second * 100 * hundreds), 100 * hundreds))]

    assert mean_of(columns).value(0) == Fraction(2 * cents + 1, 200)
    assert mean_of(columns).rounded()[0].tolist() == [cents + 1]


def test_what_is_printed_and_what_bounds_are_reckoned_from_agree() -> None:
    random = Random(9)
    counts = [[random.randint(0, 40) for _ in range(2_000)] for _ in range(3)]
    columns = [column(*((random.randint(0, 100 * count), count) for count in each)) for each in counts]
    points, middle = mean_of(columns).rounded()

    assert [int(each) for each, known in zip(middle, points != NONE, strict=True) if known] == points[
        points != NONE
    ].tolist()


@pytest.mark.parametrize("times", [1, 10**6, 10**9, 10**11])
def test_hostile_sizes_come_to_the_same_scores_and_intervals_that_shrink_as_they_should(times: int) -> None:
    """As many answers `times` over: the same mean, the same spread, an interval narrower by the root."""
    few = Sums(*(as_column([number]) for number in (8 * 10**3, 500_001, 40_000_000)))
    many = Sums(*(times * each for each in few))
    exact = weighted_mean([Exact.of(many), Exact.of(many), Exact.of(few)], [10**9, 10**9, 2 * 10**9], 4 * 10**9)
    (narrow,), (wide,) = halves(many), halves(few)

    assert exact.value(0) == Fraction(500_001, 8 * 10**3)
    assert exact.rounded()[0].tolist() == right(Fraction(500_001, 8 * 10**3))
    assert narrow * sqrt(times) == pytest.approx(wide, rel=1e-3)
    assert variances(many, 10**4).values[0] == pytest.approx(variances(few, 10**4).values[0] / times, rel=1e-3)
