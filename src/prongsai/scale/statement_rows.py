"""The steps over a wide table: which of its rows are in order in every respect, and which are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from sqlglot import exp

from prongsai.core.nation.counting import Statement, Survey
from prongsai.scale.phrases import (
    Made,
    both,
    choice_name,
    column,
    named,
    neat,
    neat_by_bytes,
    number,
    of_part,
    said,
    translated,
    value_of,
    written,
)
from prongsai.scale.plain import LOWER, UPPER
from prongsai.scale.plan import parts_of
from prongsai.scale.shape import Shape, ShapeColumn, answers_of, twice_in


def spellings(shape: Shape) -> Made:
    """Every spelling of agency, tool and part: what it means, the place of its part, where known; how many rows.

    A country has thousands of these and millions of rows: blanks and capital letters are seen to once for each.
    """
    stage = exp.Case()
    for place, (_, survey, part) in enumerate(parts_of(shape.counting)):
        stage = stage.when(of_part(survey.tool, part, "k"), number(place))
    found = (
        exp.select(*(named(_raw(each), each) for each in _SPELLED), named(exp.Count(this=exp.Star()), "rows"))
        .from_("answers")
        .group_by(*map(_raw, _SPELLED))
    )
    read = exp.select(
        column("rows"),
        *(named(column(each), f"raw_{each}") for each in _SPELLED),
        named(neat(column("agency")), "agency"),
        named(_in_capitals("tool", [each.tool for each in shape.counting.surveys]), "tool"),
        named(_in_capitals("part", sorted({part for _, _, part in parts_of(shape.counting)})), "part"),
    ).from_(found.subquery("s"))
    return exp.select("*", named(stage, "stage")).from_(read.subquery("k"))


def spelled() -> Made:
    """The spellings, each with the agency's number, where it is known."""
    return (
        exp.select("k.*", column("number", "a"))
        .from_(exp.to_table("spellings").as_("k"))
        .join(exp.to_table("agencies").as_("a"), on=column("code", "a").eq(column("agency", "k")), join_type="left")
    )


def glance(survey: Survey) -> Made:
    """A hash of who everybody is of a questionnaire, by agency, tool and part as they are spelled; 0 without a name.

    Of files that do not tell which of them hold it, of everybody. Only for DuckDB.
    """
    spelling = [named(_raw(each), each) for each in _SPELLED]
    people = exp.select(*spelling, named(neat_by_bytes(column("respondent")), "respondent")).from_(answers_of(survey))
    hashed = exp.Anonymous(this="HASH", expressions=[column(each) for each in (*_SPELLED, "respondent")])
    name = exp.Case().when(column("respondent").eq(said("")), number(0)).else_(hashed)
    return exp.select(named(name, "name")).from_(people.subquery("p"))


def _in_capitals(name: str, usual: Sequence[str]) -> Made:
    """A cleaned text in capital letters; as those of the year are written, nothing is to be done."""
    is_usual = exp.In(this=column(name), expressions=[said(each) for each in usual])
    return exp.Case().when(is_usual, column(name)).else_(translated(column(name), LOWER, UPPER))


def rows_of_each(shape: Shape, survey: Survey, part: str) -> exp.Select:
    """The rows of each agency in a survey part, to be grouped by its number."""
    at = column("stage").eq(number(_place(shape, survey, part)))
    rows = exp.select(named(exp.Sum(this=column("rows")), "people")).from_("spelled")
    return rows.where(at, exp.not_(column("number").is_(exp.null())))


def _place(shape: Shape, survey: Survey, part: str) -> int:
    return next(at for at, (_, *found) in enumerate(parts_of(shape.counting)) if found == [survey, part])


_SPELLED = ("agency", "tool", "part")
_PLACED = ("number", "stage", "respondent")


def _raw(name: str, table: str | None = None) -> Made:
    return exp.func("COALESCE", column(name, table), said(""))


def _placed(query: exp.Select, table: str = "answers") -> exp.Select:
    """The rows of a wide table, ``r``, each with what is known of its spelling, ``s``."""
    same = both(column(f"raw_{each}", "s").eq(_raw(each, "r")) for each in _SPELLED)
    return query.from_(exp.to_table(table).as_("r")).join(exp.to_table("spelled").as_("s"), on=same)


def twice(shape: Shape) -> Made:
    """Respondents of a survey part who have more than one row, and those without a name."""
    found: Iterator[exp.Query] = (
        exp.select(*map(column, _PLACED)).from_(twice_in(survey)) for survey in shape.counting.surveys
    )
    return reduce(lambda one, other: exp.union(one, other, distinct=False), found)


def twice_of(shape: Shape, survey: Survey) -> Made:
    """Those of one questionnaire: a country's respondents of all at once may be more than fits into memory."""
    rows = _placed(
        exp.select(column("number", "s"), column("stage", "s"), named(neat(column("respondent", "r")), "respondent")),
        answers_of(survey),
    ).where(_is_known("number"), _is_of(shape, survey))
    return (
        exp.select(*map(column, _PLACED))
        .from_(rows.subquery("k"))
        .group_by(*map(column, _PLACED))
        .having(exp.or_(exp.Count(this=exp.Star()) > number(1), column("respondent").eq(said(""))))
    )


def _is_of(shape: Shape, survey: Survey) -> Made:
    """A row is of one of the parts of a questionnaire."""
    stages = [number(place) for place, (_, each, _) in enumerate(parts_of(shape.counting)) if each is survey]
    return exp.In(this=column("stage", "s"), expressions=stages)


def _is_known(name: str) -> Made:
    return exp.not_(column(name, "s").is_(exp.null()))


def _beside_twice(query: exp.Select) -> exp.Select:
    """The rows, and ``t`` beside those that have another of their name, or no name."""
    same = [column(each, "t").eq(column(each, "s")) for each in ("number", "stage")]
    same.append(column("respondent", "t").eq(neat(column("respondent", "r"))))
    return query.join(exp.to_table("twice").as_("t"), on=both(same), join_type="left")


def _is_in_order(shape: Shape, survey: Survey) -> list[Made]:
    """What must hold of the cells of a row: each empty or on its scale, and none of another questionnaire.

    Of files that tell so themselves, nothing more must.
    """
    if shape.is_sound:
        return []
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
            # A CASE looks at nothing more where it knows; an OR may look at both sides.
            held.append(exp.Case().when(on_scale, exp.true()).else_(_no_answer(cell, each)))
    return held


def _no_answer(cell: Made, of: ShapeColumn) -> Made:
    is_null = cell.is_(exp.null())
    if of.is_whole:
        return is_null
    return exp.Case().when(is_null, exp.true()).else_(written(cell.copy(), is_whole=False).eq(said("")))


def rest(shape: Shape) -> Made:
    """The wide rows that are not in order."""
    fine = exp.Case()
    for survey in shape.counting.surveys:
        fine = fine.when(_is_of(shape, survey), both((exp.true(), *_is_in_order(shape, survey))))
    wrong = [exp.not_(_is_known("number")), exp.not_(_is_known("stage")), exp.not_(fine)]
    query = _placed(
        exp.select(
            *(column(each, "s") for each in _SPELLED),
            named(neat(column("respondent", "r")), "respondent"),
            *(column(each.name, "r") for each in shape.columns),
        )
    )
    if not shape.has_twice:
        return query.where(exp.or_(*wrong))
    return _beside_twice(query).where(exp.or_(exp.not_(column("number", "t").is_(exp.null())), *wrong))


def rows_in_order(shape: Shape, survey: Survey, part: str) -> exp.Select:
    """The wide rows of a survey part that are in order, a respondent each: the agency's number and the choices."""
    by_code = {each.code: each for each in shape.columns}
    choices = [
        named(_choice_of(by_code.get(statement.code), statement), choice_name(place))
        for place, statement in enumerate(survey.statements)
    ]
    query = _placed(exp.select(column("number", "s"), *choices), answers_of(survey)).where(
        column("stage", "s").eq(number(_place(shape, survey, part))), _is_known("number")
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
