"""The steps of a survey part: its people, what they come to, and answers given alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from sqlglot import exp

from prongsai.core.nation.counting import FINGERPRINT_BITS, FULL, Survey
from prongsai.scale.loads import KINDS, WHOLE_IN_DOUBLE, loads_of
from prongsai.scale.phrases import Made, both, choice_name, column, looked_up, named, number, of_part
from prongsai.scale.shape import Shape, common_scale, fingerprint_weights
from prongsai.scale.statement_rows import rows_in_order, rows_of_each


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
    """The people of a survey part: put together where they are read but once, else the table made of them."""
    return exp.to_table("people") if shape.keeps_people else people(shape, survey, part).subquery("people")


# Sums are taken of DOUBLE and are whole numbers all the same: below 2^53 nothing is rounded, in whatever order it is
# added. Databases add 64-bit integers with 128 bits and look at each for an overflow, which takes twice as long.


def crowd(shape: Shape, survey: Survey, part: str) -> Made:
    """How many respondents of a survey part one agency may have: they are no more than its rows."""
    if shape.is_long:
        people = exp.select(named(exp.Count(this=exp.Star()), "people")).from_("people")
    else:
        people = rows_of_each(shape, survey, part)
    most = exp.cast(exp.func("COALESCE", exp.Max(this=column("people")), number(0)), "bigint")
    return exp.select(named(most, "most")).from_(people.group_by(column("number")).subquery("crowd"))


def tally(shape: Shape, survey: Survey, part: str) -> Made:
    """A row an agency: number, respondents, straight-liners, then the sums of each subject; maybe keys.

    The subjects are the statements, then the indicators, then the whole questionnaire. Of a statement there are as
    many sums as `loads_of` says, if any, and of all others count, sum and squares. Where the shape lists keys, they
    come last, for each respondent the number and the fingerprint in one, -1 where an answer is missing.
    """
    every = [(choice_name(place), each) for place, each in enumerate(survey.statements)]
    loads = {name: loads_of(each.points, shape.most) for name, each in every}
    looked = exp.select(
        column("number"),
        named(_one_if(exp.not_(exp.func("COALESCE", *(column(name) for name in loads)).is_(exp.null()))), "here"),
        named(_one_if(_is_straight(survey)), "straight"),
        *([named(_key(survey), "key")] if shape.lists else []),
        *(column(name) for name, of in loads.items() if not of),
        *(
            named(looked_up(column(name), load.adds), f"{name}_{at}")
            for name, of in loads.items()
            for at, load in enumerate(of)
        ),
        *(named(_weighed(survey, of), _subject(of)) for of in survey.indicators),
    ).from_(_everybody(shape, survey, part))
    summed = exp.select("*", named(_weighed_whole(survey), _WHOLE)).from_(looked.subquery("looked"))
    sums: list[Made] = []
    for name, of in loads.items():
        sums += [named(_sum(column(f"{name}_{at}")), f"{name}_{at}") for at, _ in enumerate(of)]
        sums += [] if of else _three(name, shape.most, FULL)
    for name, greatest in _greatest(survey).items():
        sums += _three(name, shape.most, greatest)
    return (
        exp.select(
            column("number"),
            named(_sum(column("here")), "respondents"),
            named(_sum(column("straight")), "straight"),
            *sums,
            *([named(exp.ArrayAgg(this=column("key")), "keys")] if shape.lists else []),
        )
        .from_(summed.subquery("summed"))
        .group_by(column("number"))
        .having(_sum(column("here")) > number(0))
    )


_WHOLE = "x"


def _subject(indicator: int) -> str:
    return f"x{indicator}"


def _greatest(survey: Survey) -> dict[str, int]:
    """The weighted sums of a form, and how great each can be."""
    weights = {_subject(of): [each.indicator_weight for each in survey.of_indicator(of)] for of in survey.indicators}
    weights[_WHOLE] = [each.tool_weight for each in survey.statements]
    return {name: FULL * sum(each) for name, each in weights.items()}


def _one_if(condition: Made) -> Made:
    """1 where something holds, else 0, to be added."""
    return exp.Case().when(condition, exp.cast(number(1), "double")).else_(number(0))


def _sum(made: Made) -> Made:
    """The sum; of nothing it is 0."""
    return exp.cast(exp.func("COALESCE", exp.Sum(this=made), number(0)), "bigint")


def _three(name: str, most: int, greatest: int) -> list[Made]:
    """Count, sum and squares of a column; in 64 bits where a DOUBLE has no room for the squares."""
    each = column(name) if most * greatest**2 < 2**WHOLE_IN_DOUBLE else exp.cast(column(name), "bigint")
    made = exp.Count(this=column(name)), _sum(column(name)), _sum(each * each.copy())
    return [named(found, name + kind) for kind, found in zip(KINDS, made, strict=True)]


def _weighed(survey: Survey, indicator: int) -> Made:
    """The weighted sum of an indicator; NULL as soon as one answer is."""
    return _sum_of(
        _given(place, each.points, each.indicator_weight)
        for place, each in enumerate(survey.statements)
        if each.indicator == indicator
    )


def _weighed_whole(survey: Survey) -> Made:
    """A statement weighs in the questionnaire as it does in its indicator, all of an indicator by one factor."""
    first = {each.indicator: each for each in reversed(survey.statements)}
    return _sum_of(
        _times(column(_subject(of)), first[of].tool_weight // first[of].indicator_weight) for of in survey.indicators
    )


def _given(place: int, gives: Sequence[int], weight: int) -> Made:
    """What a choice gives, so many times; without a list of what each gives, it gives itself."""
    choice = column(choice_name(place))
    if not gives:
        return _times(exp.cast(choice, "double"), weight)
    return looked_up(choice, [weight * each for each in gives])


def _sum_of(numbers: Iterable[Made]) -> Made:
    return reduce(lambda left, right: exp.Add(this=left, expression=right), numbers)


def _times(made: Made, weight: int) -> Made:
    return made if weight == 1 else made * number(weight)


def _is_straight(survey: Survey) -> Made:
    places = common_scale(survey)
    first = column(choice_name(places[0]))
    return both(first.copy().eq(column(choice_name(place))) for place in places[1:])


def repeats(shape: Shape, survey: Survey, part: str) -> Made:
    """Answers given alike by two or more of an agency: number, fingerprint, how many."""
    printed = exp.select(column("number"), named(_fingerprint(survey), "fingerprint")).from_(
        _everybody(shape, survey, part)
    )
    alike = (
        exp.select(column("number"), column("fingerprint"), named(exp.Count(this=exp.Star()), "respondents"))
        .from_(printed.subquery("printed"))
        .where(exp.not_(column("fingerprint").is_(exp.null())))
        .group_by(column("number"), column("fingerprint"))
        .having(exp.Count(this=exp.Star()) > number(1))
    )
    whole = named(exp.cast(column("fingerprint"), "bigint"), "fingerprint")
    return exp.select(column("number"), whole, column("respondents")).from_(alike.subquery("alike"))


def _key(survey: Survey) -> Made:
    printed = exp.cast(_fingerprint(survey), "bigint")
    key = exp.cast(column("number"), "bigint") * number(1 << FINGERPRINT_BITS) + printed
    return exp.func("COALESCE", key, number(-1))


def _fingerprint(survey: Survey) -> Made:
    return _sum_of(
        _given(place, each.choices if each.points else (), weight)
        for place, (weight, each) in enumerate(zip(fingerprint_weights(survey), survey.statements, strict=True))
    )
