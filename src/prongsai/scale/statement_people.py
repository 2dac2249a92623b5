"""The steps of a survey part: its people, what they come to, and answers given alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import pairwise

from sqlglot import exp

from prongsai.core.nation.counting import Statement, Survey
from prongsai.scale.phrases import Made, both, choice_name, column, named, number, of_part, one_if
from prongsai.scale.shape import Shape, common_scale, fingerprint_weights
from prongsai.scale.statement_rows import rows_in_order


def _put_together(survey: Survey, part: str) -> exp.Select:
    """Respondents put together from settled answers."""
    choices = [
        named(exp.Max(this=exp.Case().when(column("place").eq(number(place)), column("value"))), choice_name(place))
        for place, _ in enumerate(survey.statements)
    ]
    return (
        exp.select(column("number"), *choices)
        .from_("settled")
        .where(column("reason").is_(exp.null()), of_part(survey.tool, part, "settled"))
        .group_by(column("number"), column("respondent"))
    )


def people(shape: Shape, survey: Survey, part: str) -> exp.Query:
    """Everybody who counts in a survey part: the agency's `number`, and a choice or NULL for each statement."""
    if shape.is_long:
        return _put_together(survey, part)
    if shape.is_spotless:
        return rows_in_order(shape, survey, part)
    return exp.union(rows_in_order(shape, survey, part), _put_together(survey, part), distinct=False)


def _everybody(shape: Shape, survey: Survey, part: str) -> exp.Table | exp.Subquery:
    """The people of a survey part: straight from the rows where all are in order, else the table made of them."""
    return people(shape, survey, part).subquery("people") if shape.is_spotless else exp.to_table("people")


def _points(place: int, statement: Statement) -> Made:
    """What a choice gives: a straight line where the scale is one, which is quicker, else case by case."""
    choice = column(choice_name(place))
    points = statement.points
    if not points:
        return exp.cast(choice, "int")
    step = points[1] - points[0]
    if all(after - before == step for before, after in pairwise(points)):
        return number(step) * exp.cast(choice, "int") + number(points[0] - step)
    case = exp.Case()
    for answer, each in enumerate(points, 1):
        case = case.when(choice.copy().eq(number(answer)), number(each))
    return case


def _total(parts: Iterable[tuple[int, str]], kind: str = "int") -> Made:
    """The sum of whole-number weights times columns; NULL as soon as one of them is."""
    products: list[Made] = [
        exp.cast(column(name), kind) * number(weight) if weight != 1 else exp.cast(column(name), kind)
        for weight, name in parts
    ]
    return reduce(lambda left, right: exp.Add(this=left, expression=right), products)


def tally(shape: Shape, survey: Survey, part: str) -> Made:
    """A row an agency: number, respondents, straight-liners, then count, sum, squares of every subject.

    The subjects are the statements, then the indicators, then the whole questionnaire.
    """
    every = list(enumerate(survey.statements))
    pointed = exp.select(
        column("number"),
        named(
            one_if(exp.not_(exp.func("COALESCE", *(column(choice_name(place)) for place, _ in every)).is_(exp.null()))),
            "here",
        ),
        named(_straight(survey), "straight"),
        *(named(_points(place, statement), f"p{place}") for place, statement in every),
    ).from_(_everybody(shape, survey, part))
    weighed = exp.select(
        column("number"),
        column("here"),
        column("straight"),
        *(column(f"p{place}") for place, _ in every),
        *(
            named(
                _total((each.indicator_weight, f"p{place}") for place, each in every if each.indicator == of), f"x{of}"
            )
            for of in survey.indicators
        ),
        named(_total((each.tool_weight, f"p{place}") for place, each in every), "x"),
    ).from_(pointed.subquery("pointed"))
    subjects = [f"p{place}" for place, _ in every] + [f"x{of}" for of in survey.indicators] + ["x"]
    return (
        exp.select(
            column("number"),
            named(_sum(column("here")), "respondents"),
            named(_sum(column("straight")), "straight"),
            *(named(made, f"{name}{kind}") for name in subjects for kind, made in _three(name)),
        )
        .from_(weighed.subquery("weighed"))
        .group_by(column("number"))
        .having(_sum(column("here")) > number(0))
    )


def _sum(made: Made) -> Made:
    """The sum; of nothing it is 0."""
    return exp.cast(exp.func("COALESCE", exp.Sum(this=made), number(0)), "bigint")


def _three(name: str) -> tuple[tuple[str, Made], ...]:
    one = column(name)
    squared = one * one.copy() if name.startswith("p") else exp.cast(one, "bigint") * exp.cast(one.copy(), "bigint")
    return ("n", exp.Count(this=one)), ("s", _sum(one.copy())), ("q", _sum(squared))


def _straight(survey: Survey) -> Made:
    places = common_scale(survey)
    first = column(choice_name(places[0]))
    return one_if(both(first.copy().eq(column(choice_name(place))) for place in places[1:]))


def repeats(shape: Shape, survey: Survey, part: str) -> Made:
    """Answers given alike by two or more of an agency: number, fingerprint, how many."""
    weights = fingerprint_weights(len(survey.statements))
    print_ = _total(((weight, choice_name(place)) for place, weight in enumerate(weights)), "bigint")
    printed = exp.select(column("number"), named(print_, "fingerprint")).from_(_everybody(shape, survey, part))
    return (
        exp.select(column("number"), column("fingerprint"), named(exp.Count(this=exp.Star()), "respondents"))
        .from_(printed.subquery("printed"))
        .where(exp.not_(column("fingerprint").is_(exp.null())))
        .group_by(column("number"), column("fingerprint"))
        .having(exp.Count(this=exp.Star()) > number(1))
    )
