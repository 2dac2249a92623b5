"""The steps over answers one by one: each judged, copies held against one another, what is left settled."""

from __future__ import annotations

from sqlglot import exp

from prongsai.scale.counted import Reason
from prongsai.scale.phrases import (
    KEYS,
    Made,
    both,
    column,
    in_year,
    keys,
    named,
    number,
    one_if,
    said,
    same_keys,
    translated,
    value_of,
    written,
)
from prongsai.scale.plain import LOWER, UPPER
from prongsai.scale.shape import Shape, ShapeColumn


def cells(shape: Shape) -> Made:
    """Every answer of a long table, or of the wide rows that are not in order, a row each."""
    if shape.is_long:
        answer = shape.columns[0]
        question = translated(column("question"), UPPER + "_", LOWER + ".")
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
        .when(exp.not_(in_year(shape, "c")), said(Reason.UNKNOWN_TOOL))
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
    differs = exp.Max(this=one_if(column("answer").neq(column("other"))))
    most, least = exp.Max(this=column("times")), exp.Min(this=column("times"))
    alike = one_if(both((differs.eq(number(0)), most.copy().eq(least))))
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
        .join(exp.to_table("copied").as_("d"), on=same_keys("d", "q", _PERSON), join_type="left")
        .join(
            exp.to_table("asked").as_("s"),
            on=same_keys("s", "q", ("tool", "question")),
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
