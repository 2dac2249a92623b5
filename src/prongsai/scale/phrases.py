"""The phrases of SQL that the steps of the statement are made of, as SQLGlot expressions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from prongsai.scale.plain import BLANKS, LOWER, UPPER, WHOLE
from prongsai.scale.shape import Shape

Made = exp.Expr
KEYS = ("agency", "tool", "part", "respondent")
_NO_NUMBERS = ("nan", "NaN")
_PRINTED = 0x21, 0x7E
"""The first and the last ASCII character that one sees; none of them is a blank."""


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


def neat(made: Made) -> Made:
    """A cleaned text, for millions of different ones: looked at closely only where a blank may stand at an end."""
    ends = (exp.func("ASCII", made.copy()), exp.func("ASCII", exp.func("RIGHT", made.copy(), number(1))))
    return _cleaned_unless(made, ends, *map(number, _PRINTED))


def neat_by_bytes(made: Made) -> Made:
    """As `neat`, in a third of the time. Only for DuckDB, which orders texts by their bytes as not all databases do."""
    ends = made.copy(), exp.Substring(this=made.copy(), start=number(-1), length=number(1))
    return _cleaned_unless(made, ends, *(said(chr(each)) for each in _PRINTED))


def _cleaned_unless(made: Made, ends: Sequence[Made], low: Made, high: Made) -> Made:
    """A text as it is where both its ends lie between these, and else a cleaned one."""
    has_none = both(exp.Between(this=each, low=low.copy(), high=high.copy()) for each in ends)
    return exp.Case().when(has_none, made).else_(clean(made.copy()))


def translated(made: Made, letters: str, by: str) -> Made:
    """A cleaned text with some letters turned into others."""
    return exp.Anonymous(this="TRANSLATE", expressions=[clean(made), said(letters), said(by)])


def _as_text(made: Made) -> Made:
    return exp.cast(made, "text")


def _is_whole(text: Made) -> Made:
    return exp.RegexpLike(this=text, expression=said(WHOLE))


def _whole(text: Made) -> Made:
    """The number of a text that is a whole one."""
    return exp.cast(exp.cast(text, "decimal(18, 6)"), "int")


def _is_digit(cell: Made) -> Made:
    """A text is one digit, as nearly every answer is: it needs no closer look, which takes a hundred times as long."""
    first, last = map(number, map(ord, ("0", "9")))
    is_one = exp.Length(this=cell.copy()).eq(number(1))
    return both((is_one, exp.Between(this=exp.func("ASCII", cell.copy()), low=first, high=last)))


def value_of(cell: Made, is_whole: bool) -> Made:
    """The whole number of a cell, or NULL."""
    if is_whole:
        return cell
    text = clean(cell)
    return exp.Case().when(_is_digit(cell), exp.cast(cell.copy(), "int")).when(_is_whole(text), _whole(text))


def written(cell: Made, is_whole: bool) -> Made:
    """What a cell says, ``5.0`` as ``5``; ``''`` for no answer."""
    if is_whole:
        return exp.func("COALESCE", _as_text(cell), said(""))
    text = clean(cell)
    return (
        exp.Case()
        .when(_is_digit(cell), cell.copy())
        .when(cell.copy().is_(exp.null()), said(""))
        .when(_is_whole(text), _as_text(_whole(text)))
        .when(exp.In(this=text, expressions=[said(each) for each in _NO_NUMBERS]), said(""))
        .else_(text)
    )


def keys() -> list[Made]:
    """The keys of a row as they compare."""
    return [
        named(clean(column("agency")), "agency"),
        named(translated(column("tool"), LOWER, UPPER), "tool"),
        named(translated(column("part"), LOWER, UPPER), "part"),
        named(clean(column("respondent")), "respondent"),
    ]


def same_keys(left: str, right: str, names: Sequence[str] = KEYS) -> Made:
    """Two tables say the same of these columns."""
    return both(column(each, left).eq(column(each, right)) for each in names)


def of_part(tool: str, part: str, table: str) -> Made:
    """A row is of this survey part."""
    return both((column("tool", table).eq(said(tool)), column("part", table).eq(said(part))))


def in_year(shape: Shape, table: str) -> Made:
    """A row is of a survey part of the year."""
    return exp.or_(*(of_part(each.tool, part, table) for each in shape.counting.surveys for part in each.parts))


def one_if(condition: Made) -> exp.Case:
    """1 where something holds, else 0."""
    return exp.Case().when(condition, number(1)).else_(number(0))


def choice_name(place: int) -> str:
    """The column of a choice, by the place of its statement."""
    return f"c{place}"


def looked_up(choice: Made, found: Sequence[int]) -> Made:
    """What stands for a choice in a list, the first for 1, as a DOUBLE; NULL for NULL.

    Parquet and DuckDB keep a column of few values as a list of them: each is looked up once, and not in every row.
    """
    first, *others = map(number, found)
    values = exp.Array(expressions=[exp.cast(first, "double"), *others])
    return exp.Bracket(this=values, expressions=[exp.cast(choice, "int")], offset=1, safe=True)
