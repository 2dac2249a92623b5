from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from random import Random

import pytest

from core.nation.simulated import Country, Form, agency, codes
from prongsai.core.framework import Framework, load
from prongsai.core.nation.agencies import Marks
from prongsai.core.nation.counting import Statements, Survey, counting_of
from prongsai.core.nation.scoring import Reckoned, reckon
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
    scores |= _of_items(framework, marks.get(code, {}))
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
    marks = {
        code: {item.code: random.random() < 0.85 for item in framework.items if random.random() < 0.999}
        for code in names
    }
    return framework, Country(counting, tuple(agency(code) for code in names), forms), marks


def _form(random: Random, survey: Survey, blanks: float) -> dict[str, int]:
    return {each.code: random.choice(each.choices) for each in survey.statements if random.random() >= blanks}


def hundredths(value: Fraction | None) -> int | None:
    return None if value is None else int(round_points(value) * 100)


def printed_of(result: Reckoned, code: str) -> dict[Subject, int | None]:
    rows = zip(*(result.scores[name] for name in ("agency", "kind", "code", "part", "points")), strict=True)
    place = list(result.agencies["agency"]).index(code)
    return {row[1:4]: row[4] for row in rows if row[0] == code} | {("total", "", ""): result.agencies["total"][place]}


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
    by_agency: dict[str, dict[Subject, int | None]] = {}
    for row in zip(*(result.scores[name] for name in ("agency", "kind", "code", "part", "points")), strict=True):
        by_agency.setdefault(row[0], {})[row[1:4]] = row[4]

    for place, one in enumerate(country.agencies):
        right = expected(framework, country, one.code, marks)
        by_agency[one.code]["total", "", ""] = result.agencies["total"][place]

        assert by_agency[one.code] == {subject: hundredths(value) for subject, value in right.items()}
        assert {subject: result.exact(one.code, *subject) for subject in right} == right
