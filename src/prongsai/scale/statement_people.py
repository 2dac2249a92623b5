"""The steps of a survey part: its people, what they come to, and answers given alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


# Sums are taken of DOUBLE and are whole numbers all the same: below 2^53 nothing is rounded, in whatever order it is
# added. Databases add 64-bit integers with 128 bits and look at each for an overflow, which takes twice as long.


def _points(place: int, statement: Statement) -> Made:
    """What a choice gives: a straight line through the scale, bent where it is none; no case is slower than a line."""
    choice = exp.cast(column(choice_name(place)), "double")
    points = statement.points
    if not points:
        return choice
    steps = [after - before for before, after in pairwise(points)]
    step = max(steps, key=steps.count)
    line = choice * number(step) + number(points[0] - step)
    for below, each in enumerate(steps, 1):
        if each != step:
            beyond = exp.cast(exp.cast(column(choice_name(place)) > number(below), "int"), "double")
            line = line + beyond * number(each - step)
    return line


def _total(parts: Iterable[tuple[int, Made]]) -> Made:
    """The sum of whole-number weights times numbers, those of a weight together; NULL as soon as one of them is."""
    by_weight: dict[int, list[Made]] = {}
    for weight, made in parts:
        by_weight.setdefault(weight, []).append(made)
    return _sum_of(_times(_sum_of(of), weight) for weight, of in by_weight.items())


def _sum_of(numbers: Iterable[Made]) -> Made:
    return reduce(lambda left, right: exp.Add(this=left, expression=right), numbers)


def _times(made: Made, weight: int) -> Made:
    return made if weight == 1 else exp.paren(made) * number(weight)


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
    indicators = {of: [(place, each) for place, each in every if each.indicator == of] for of in survey.indicators}
    weighed = exp.select(
        *map(column, ("number", "here", "straight", *(f"p{place}" for place, _ in every))),
        *(
            named(_total((each.indicator_weight, column(f"p{place}")) for place, each in of), f"x{indicator}")
            for indicator, of in indicators.items()
        ),
    ).from_(pointed.subquery("pointed"))
    # A statement weighs in the questionnaire as it does in its indicator, all of an indicator by one factor.
    factors = {of: found[0][1].tool_weight // found[0][1].indicator_weight for of, found in indicators.items()}
    summed = exp.select("*", named(_total((factor, column(f"x{of}")) for of, factor in factors.items()), "x")).from_(
        weighed.subquery("weighed")
    )
    sums = [made for place, each in every for made in _of_statement(f"p{place}", each.points)]
    sums += [made for name in (*(f"x{of}" for of in survey.indicators), "x") for made in _of_subject(name)]
    return (
        exp.select(
            column("number"),
            named(_sum(column("here")), "respondents"),
            named(_sum(column("straight")), "straight"),
            *sums,
        )
        .from_(summed.subquery("summed"))
        .group_by(column("number"))
        .having(_sum(column("here")) > number(0))
    )


def _sum(made: Made) -> Made:
    """The sum; of nothing it is 0."""
    return exp.cast(exp.func("COALESCE", exp.Sum(this=made), number(0)), "bigint")


def _of_statement(name: str, points: Sequence[int]) -> Iterator[Made]:
    """How many points there are, their sum, and the sum of their squares, which follows if there are but two kinds."""
    count, total = exp.Count(this=column(name)), _sum(column(name))
    squares = _sum(column(name) * column(name))
    if len(points) == 2:
        squares = total.copy() * number(sum(points)) - count.copy() * number(points[0] * points[1])
    for kind, made in ("n", count), ("s", total), ("q", squares):
        yield named(made, name + kind)


def _of_subject(name: str) -> Iterator[Made]:
    """The same of a weighted sum; its squares are too large for a DOUBLE where millions answer for one agency."""
    squares = exp.cast(column(name), "bigint") * exp.cast(column(name), "bigint")
    for kind, made in ("n", exp.Count(this=column(name))), ("s", _sum(column(name))), ("q", _sum(squares)):
        yield named(made, name + kind)


def _straight(survey: Survey) -> Made:
    places = common_scale(survey)
    first = column(choice_name(places[0]))
    return one_if(both(first.copy().eq(column(choice_name(place))) for place in places[1:]))


def repeats(shape: Shape, survey: Survey, part: str) -> Made:
    """Answers given alike by two or more of an agency: number, fingerprint, how many."""
    choices = [exp.cast(column(choice_name(place)), "double") for place, _ in enumerate(survey.statements)]
    print_ = _total(zip(fingerprint_weights(survey), choices, strict=True))
    printed = exp.select(column("number"), named(print_, "fingerprint")).from_(_everybody(shape, survey, part))
    alike = (
        exp.select(column("number"), column("fingerprint"), named(exp.Count(this=exp.Star()), "respondents"))
        .from_(printed.subquery("printed"))
        .where(exp.not_(column("fingerprint").is_(exp.null())))
        .group_by(column("number"), column("fingerprint"))
        .having(exp.Count(this=exp.Star()) > number(1))
    )
    whole = named(exp.cast(column("fingerprint"), "bigint"), "fingerprint")
    return exp.select(column("number"), whole, column("respondents")).from_(alike.subquery("alike"))
