"""The one portable statement that counts: built of SQLGlot expressions, rendered for each engine, whole numbers only.

Every engine lays out the same tables and runs the same steps over them (`prongsai.scale.plan`):

- ``answers``: the files as one table; keys as text, each statement a whole number or text; or question and answer.
- ``agencies``: `code`, `number` - where a code stands in the sorted list, so that no collation decides an order.
- ``asked``: the statements of the year: `tool`, `question`, `place` in its questionnaire, `least` and `greatest`.

A wide row that is in order in every respect is counted as it stands. All others, and every row of a long table, go
through ``cells`` (an answer a row), where each is judged; what is left of them is put together again and counted with
the rest. So a wide and a long table of the same answers come to the same integers and the same rejects.

SQLGlot takes 0.4 s to import, a third of a whole run: nobody imports this module to count (see `prongsai.scale.kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import pairwise

from sqlglot import exp

from prongsai.core.nation.counting import Statement, Survey
from prongsai.scale.counted import Reason
from prongsai.scale.plain import BLANKS, LOWER, UPPER, WHOLE
from prongsai.scale.plan import parts_of
from prongsai.scale.shape import Shape, ShapeColumn, common_scale, fingerprint_weights

Made = exp.Expr
KEYS = ("agency", "tool", "part", "respondent")
_NO_NUMBERS = ("nan", "NaN")


def column(name: str, table: str | None = None) -> exp.Column:
    """A column, quoted."""
    return exp.column(exp.to_identifier(name, quoted=True), table=table)


def number(value: int) -> Made:
    """A whole number."""
    return exp.Neg(this=exp.Literal.number(-value)) if value < 0 else exp.Literal.number(value)


def said(value: str) -> exp.Literal:
    """A text."""
    return exp.Literal.string(value)


def named(made: Made, name: str) -> Made:
    """An expression under a name."""
    return exp.alias_(made, exp.to_identifier(name, quoted=True))


def both(conditions: Iterable[Made]) -> Made:
    """All of these hold."""
    return exp.and_(*conditions)


def clean(made: Made) -> Made:
    """A text without blanks around it; nothing is ``''``."""
    return exp.Trim(this=exp.func("COALESCE", made, said("")), expression=said(BLANKS), position="BOTH")


def _translated(made: Made, letters: str, by: str) -> Made:
    return exp.Anonymous(this="TRANSLATE", expressions=[clean(made), said(letters), said(by)])


def _as_text(made: Made) -> Made:
    return exp.cast(made, "text")


def _is_whole(text: Made) -> Made:
    return exp.RegexpLike(this=text, expression=said(WHOLE))


def _whole(text: Made) -> Made:
    """The number of a text that is a whole one."""
    return exp.cast(exp.cast(text, "decimal(18, 6)"), "int")


def value_of(cell: Made, is_whole: bool) -> Made:
    """The whole number of a cell, or NULL."""
    if is_whole:
        return cell
    text = clean(cell)
    return exp.Case().when(_is_whole(text), _whole(text))


def written(cell: Made, is_whole: bool) -> Made:
    """What a cell says, ``5.0`` as ``5``; ``''`` for no answer."""
    if is_whole:
        return exp.func("COALESCE", _as_text(cell), said(""))
    text = clean(cell)
    return (
        exp.Case()
        .when(_is_whole(text), _as_text(_whole(text)))
        .when(exp.In(this=text, expressions=[said(each) for each in _NO_NUMBERS]), said(""))
        .else_(text)
    )


def keys() -> list[Made]:
    """The keys of a row as they compare."""
    return [
        named(clean(column("agency")), "agency"),
        named(_translated(column("tool"), LOWER, UPPER), "tool"),
        named(_translated(column("part"), LOWER, UPPER), "part"),
        named(clean(column("respondent")), "respondent"),
    ]


def _same(left: str, right: str, names: Sequence[str] = KEYS) -> Made:
    return both(column(each, left).eq(column(each, right)) for each in names)


def _of(tool: str, part: str, table: str) -> Made:
    return both((column("tool", table).eq(said(tool)), column("part", table).eq(said(part))))


def _in_year(shape: Shape, table: str) -> Made:
    return exp.or_(*(_of(each.tool, part, table) for each in shape.counting.surveys for part in each.parts))


# --- a wide table: rows that are in order in every respect -------------------------------------------------------


def spelled(shape: Shape) -> Made:
    """Every spelling of agency, tool and part: the agency's number and the place of the survey part, where known.

    A country has thousands of these and millions of rows: blanks and capital letters are seen to once for each.
    """
    stage = exp.Case()
    for place, (_, survey, part) in enumerate(parts_of(shape.counting)):
        stage = stage.when(_of(survey.tool, part, "k"), number(place))
    spellings = exp.select(*(named(_raw(each), each) for each in _SPELLED)).from_("answers").distinct()
    read = exp.select(
        *(named(column(each), f"raw_{each}") for each in _SPELLED),
        *(made for made in keys() if made.alias in _SPELLED),
    ).from_(spellings.subquery("s"))
    return (
        exp.select(
            *(column(f"raw_{each}", "k") for each in _SPELLED),
            *(column(each, "k") for each in _SPELLED),
            column("number", "a"),
            named(stage, "stage"),
        )
        .from_(read.subquery("k"))
        .join(exp.to_table("agencies").as_("a"), on=column("code", "a").eq(column("agency", "k")), join_type="left")
    )


_SPELLED = ("agency", "tool", "part")
_PLACED = ("number", "stage", "respondent")


def _raw(name: str, table: str | None = None) -> Made:
    return exp.func("COALESCE", column(name, table), said(""))


def _placed(query: exp.Select) -> exp.Select:
    """The rows of a wide table, ``r``, each with what is known of its spelling, ``s``."""
    same = both(column(f"raw_{each}", "s").eq(_raw(each, "r")) for each in _SPELLED)
    return query.from_(exp.to_table("answers").as_("r")).join(exp.to_table("spelled").as_("s"), on=same)


def twice() -> Made:
    """Respondents of a survey part who have more than one row, and those without a name."""
    rows = _placed(
        exp.select(column("number", "s"), column("stage", "s"), named(clean(column("respondent", "r")), "respondent"))
    ).where(_is_known("number"), _is_known("stage"))
    return (
        exp.select(*(column(each) for each in _PLACED))
        .from_(rows.subquery("k"))
        .group_by(*(column(each) for each in _PLACED))
        .having(exp.or_(exp.Count(this=exp.Star()) > number(1), column("respondent").eq(said(""))))
    )


def _is_known(name: str) -> Made:
    return exp.not_(column(name, "s").is_(exp.null()))


def _beside_twice(query: exp.Select) -> exp.Select:
    """The rows, and ``t`` beside those that have another of their name, or no name."""
    same = [column(each, "t").eq(column(each, "s")) for each in ("number", "stage")]
    same.append(column("respondent", "t").eq(clean(column("respondent", "r"))))
    return query.join(exp.to_table("twice").as_("t"), on=both(same), join_type="left")


def _is_in_order(shape: Shape, survey: Survey) -> list[Made]:
    """What must hold of the cells of a row: each empty or on its scale, and none of another questionnaire."""
    asked = {each.code: each for each in survey.statements}
    held: list[Made] = []
    for each in shape.columns:
        cell = column(each.name, "r")
        statement = asked.get(each.code)
        if statement is None:
            if not each.is_empty:
                held.append(_no_answer(cell, each))
        elif not each.is_safe:
            value = value_of(cell, each.is_whole)
            on_scale = exp.Between(
                this=exp.func("COALESCE", value, number(-1)),
                low=number(statement.choices[0]),
                high=number(statement.choices[-1]),
            )
            held.append(exp.or_(_no_answer(cell, each), on_scale))
    return held


def _no_answer(cell: Made, of: ShapeColumn) -> Made:
    return cell.is_(exp.null()) if of.is_whole else written(cell, of.is_whole).eq(said(""))


def rest(shape: Shape) -> Made:
    """The wide rows that are not in order."""
    fine = [
        both((column("stage", "s").eq(number(place)), *_is_in_order(shape, survey)))
        for place, (_, survey, _) in enumerate(parts_of(shape.counting))
    ]
    wrong = [exp.not_(_is_known("number")), exp.not_(_is_known("stage")), exp.not_(exp.or_(*fine))]
    query = _placed(
        exp.select(
            *(column(each, "s") for each in _SPELLED),
            named(clean(column("respondent", "r")), "respondent"),
            *(column(each.name, "r") for each in shape.columns),
        )
    )
    if not shape.has_twice:
        return query.where(exp.or_(*wrong))
    return _beside_twice(query).where(exp.or_(exp.not_(column("number", "t").is_(exp.null())), *wrong))


# --- answers one by one -----------------------------------------------------------------------------------------


def cells(shape: Shape) -> Made:
    """Every answer of a long table, or of the wide rows that are not in order, a row each."""
    if shape.is_long:
        answer = shape.columns[0]
        question = _translated(column("question"), UPPER + "_", LOWER + ".")
        taken = exp.select(*keys(), named(question, "question"), named(_answer(answer, None), "answer")).from_(
            "answers"
        )
        return _answered(taken)
    # A row for each column by a join, and not a SELECT for each: Spark would plan seventy of them.
    places = exp.values([(place, each.code) for place, each in enumerate(shape.columns)], "q", ["place", "question"])
    chosen = exp.Case()
    for place, each in enumerate(shape.columns):
        chosen = chosen.when(column("place", "q").eq(number(place)), _answer(each, "r"))
    taken = (
        exp.select(*(column(key, "r") for key in KEYS), column("question", "q"), named(chosen, "answer"))
        .from_(exp.to_table("rest").as_("r"))
        .join(places, join_type="cross")
    )
    return _answered(taken)


def _answer(of: ShapeColumn, table: str | None) -> Made:
    return written(column(of.name, table), of.is_whole)


def _answered(taken: exp.Query) -> Made:
    return exp.select("*").from_(taken.subquery("c")).where(column("answer").neq(said("")))


def judged(shape: Shape) -> Made:
    """The cells, with the agency's number and what is wrong with the whole respondent."""
    reason = (
        exp.Case()
        .when(exp.not_(_in_year(shape, "c")), said(Reason.UNKNOWN_TOOL))
        .when(column("number", "a").is_(exp.null()), said(Reason.UNKNOWN_AGENCY))
        .when(column("respondent", "c").eq(said("")), said(Reason.NO_RESPONDENT))
    )
    return (
        exp.select(
            column("number", "a"),
            *(column(each, "c") for each in (*KEYS, "question", "answer")),
            named(reason, "reason"),
        )
        .from_(exp.to_table("cells").as_("c"))
        .join(exp.to_table("agencies").as_("a"), on=column("code", "a").eq(column("agency", "c")), join_type="left")
    )


_ONE = ("number", *KEYS)
_PERSON = ("number", "tool", "part", "respondent")


def questioned() -> Made:
    """What each respondent gave to each question: how often, and whether the same."""
    group = [column(each) for each in (*_ONE, "question")]
    return (
        exp.select(
            *group,
            named(exp.Count(this=exp.Star()), "times"),
            named(exp.Min(this=column("answer")), "answer"),
            named(exp.Max(this=column("answer")), "other"),
        )
        .from_("judged")
        .where(column("reason").is_(exp.null()))
        .group_by(*group)
    )


def copied() -> Made:
    """Respondents with a question answered more than once, and how many of their answers that makes too many.

    Copies that are alike throughout count once; where they differ nobody can say which holds, and none does.
    """
    group = [column(each) for each in _ONE]
    differs = exp.Max(this=_one_if(column("answer").neq(column("other"))))
    most, least = exp.Max(this=column("times")), exp.Min(this=column("times"))
    alike = _one_if(both((differs.eq(number(0)), most.copy().eq(least))))
    grouped = (
        exp.select(
            *group,
            named(alike, "alike"),
            named(exp.cast(exp.Sum(this=column("times")), "bigint"), "answers"),
            named(exp.Count(this=exp.Star()), "questions"),
        )
        .from_("questioned")
        .group_by(*group)
        .having(most.copy() > number(1))
    )
    surplus = column("answers") - column("alike") * column("questions")
    return exp.select(*group, column("alike"), named(surplus, "answers")).from_(grouped.subquery("g"))


def _one_if(condition: Made) -> exp.Case:
    return exp.Case().when(condition, number(1)).else_(number(0))


def settled() -> Made:
    """Each answer of those whose copies agree, once: its value, or why it has none."""
    value = value_of(column("answer", "q"), False)
    off = exp.or_(value.is_(exp.null()), value.copy() < column("least", "s"), value.copy() > column("greatest", "s"))
    reason = (
        exp.Case()
        .when(column("place", "s").is_(exp.null()), said(Reason.UNKNOWN_QUESTION))
        .when(off, said(Reason.OFF_SCALE))
    )
    return (
        exp.select(
            *(column(each, "q") for each in (*_ONE, "question", "answer")),
            column("place", "s"),
            named(value.copy(), "value"),
            named(reason, "reason"),
        )
        .from_(exp.to_table("questioned").as_("q"))
        .join(exp.to_table("copied").as_("d"), on=_same("d", "q", _PERSON), join_type="left")
        .join(
            exp.to_table("asked").as_("s"),
            on=_same("s", "q", ("tool", "question")),
            join_type="left",
        )
        .where(exp.func("COALESCE", column("alike", "d"), number(1)).eq(number(1)))
    )


def rejects() -> Made:
    """The rows of the table of rejects; its columns in order."""
    none = [named(said(""), "question"), named(said(""), "answer")]
    keyed = [column(each) for each in KEYS]
    whole = (
        exp.select(column("reason"), *keyed, *none, named(exp.Count(this=exp.Star()), "answers"))
        .from_("judged")
        .where(exp.not_(column("reason").is_(exp.null())))
        .group_by(column("reason"), *(each.copy() for each in keyed))
    )
    copies = exp.select(
        named(said(Reason.DUPLICATE_RESPONDENT), "reason"),
        *(each.copy() for each in (*keyed, *none)),
        named(exp.cast(column("answers"), "bigint"), "answers"),
    ).from_("copied")
    answers = (
        exp.select(
            column("reason"),
            *(each.copy() for each in keyed),
            column("question"),
            column("answer"),
            named(exp.cast(number(1), "bigint"), "answers"),
        )
        .from_("settled")
        .where(exp.not_(column("reason").is_(exp.null())))
    )
    return exp.union(exp.union(whole, copies, distinct=False), answers, distinct=False)


# --- people and what they come to -----------------------------------------------------------------------------


def _choice(place: int) -> str:
    return f"c{place}"


def _in_order_rows(shape: Shape, survey: Survey, part: str) -> exp.Select:
    """The wide rows of a survey part that are in order, a respondent each: the agency's number and the choices."""
    by_code = {each.code: each for each in shape.columns}
    choices = [
        named(_choice_of(by_code.get(statement.code), statement), _choice(place))
        for place, statement in enumerate(survey.statements)
    ]
    place = next(at for at, (_, *found) in enumerate(parts_of(shape.counting)) if found == [survey, part])
    query = _placed(exp.select(column("number", "s"), *choices)).where(
        column("stage", "s").eq(number(place)), _is_known("number")
    )
    if shape.is_spotless:
        return query
    if shape.has_twice:
        query = _beside_twice(query).where(column("number", "t").is_(exp.null()))
    return query.where(*_is_in_order(shape, survey))


def _choice_of(found: ShapeColumn | None, statement: Statement) -> Made:
    """The choice in a cell. What may be off the scale may also be more than an INT holds."""
    if found is None:
        return exp.cast(exp.null(), "int")
    cell = column(found.name, "r")
    if not found.is_whole:
        return value_of(cell, is_whole=False)
    if found.is_safe:
        return cell
    on_scale = exp.Between(this=cell, low=number(statement.choices[0]), high=number(statement.choices[-1]))
    return exp.Case().when(on_scale, exp.cast(cell.copy(), "int"))


def _put_together(survey: Survey, part: str) -> exp.Select:
    """Respondents put together from settled answers."""
    choices = [
        named(exp.Max(this=exp.Case().when(column("place").eq(number(place)), column("value"))), _choice(place))
        for place, _ in enumerate(survey.statements)
    ]
    return (
        exp.select(column("number"), *choices)
        .from_("settled")
        .where(column("reason").is_(exp.null()), _of(survey.tool, part, "settled"))
        .group_by(column("number"), column("respondent"))
    )


def people(shape: Shape, survey: Survey, part: str) -> exp.Query:
    """Everybody who counts in a survey part: the agency's `number`, and a choice or NULL for each statement."""
    if shape.is_long:
        return _put_together(survey, part)
    if shape.is_spotless:
        return _in_order_rows(shape, survey, part)
    return exp.union(_in_order_rows(shape, survey, part), _put_together(survey, part), distinct=False)


def _everybody(shape: Shape, survey: Survey, part: str) -> exp.Table | exp.Subquery:
    """The people of a survey part: straight from the rows where all are in order, else the table made of them."""
    return people(shape, survey, part).subquery("people") if shape.is_spotless else exp.to_table("people")


def _points(place: int, statement: Statement) -> Made:
    """What a choice gives: a straight line where the scale is one, which is quicker, else case by case."""
    choice = column(_choice(place))
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
            _one_if(exp.not_(exp.func("COALESCE", *(column(_choice(place)) for place, _ in every)).is_(exp.null()))),
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
    first = column(_choice(places[0]))
    return _one_if(both(first.copy().eq(column(_choice(place))) for place in places[1:]))


def repeats(shape: Shape, survey: Survey, part: str) -> Made:
    """Answers given alike by two or more of an agency: number, fingerprint, how many."""
    weights = fingerprint_weights(len(survey.statements))
    print_ = _total(((weight, _choice(place)) for place, weight in enumerate(weights)), "bigint")
    printed = exp.select(column("number"), named(print_, "fingerprint")).from_(_everybody(shape, survey, part))
    return (
        exp.select(column("number"), column("fingerprint"), named(exp.Count(this=exp.Star()), "respondents"))
        .from_(printed.subquery("printed"))
        .where(exp.not_(column("fingerprint").is_(exp.null())))
        .group_by(column("number"), column("fingerprint"))
        .having(exp.Count(this=exp.Star()) > number(1))
    )


_STEPS: Mapping[str, Callable[[Shape], Made]] = {
    "spelled": spelled,
    "twice": lambda shape: twice(),
    "rest": rest,
    "cells": cells,
    "judged": judged,
    "questioned": lambda shape: questioned(),
    "copied": lambda shape: copied(),
    "settled": lambda shape: settled(),
    "rejects": lambda shape: rejects(),
}


def step(shape: Shape, name: str) -> Made:
    """A step of the statement by its name; one of a survey part is ``people:``, ``tally:`` or ``repeats:EIT/EIT1``."""
    kind, _, stage = name.partition(":")
    if not stage:
        return _STEPS[name](shape)
    survey, part = next((each, part) for found, each, part in parts_of(shape.counting) if found == stage)
    return {"people": people, "tally": tally, "repeats": repeats}[kind](shape, survey, part)
