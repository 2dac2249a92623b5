"""The steps of a count, over any database that can lay the tables out: what is made, what is asked, in which order."""

# ruff: noqa: S608 - these statements are made of quoted names, quoted paths, and what SQLGlot rendered

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from prongsai.core.framework import load
from prongsai.core.nation.counting import FINGERPRINT_BITS, Counting, Survey
from prongsai.core.tables.national import PARQUET_TYPES, REJECTS
from prongsai.scale.counted import Counted, Reject, Rejects, Stages, Told, by_reason, stage_of
from prongsai.scale.inputs import Sources
from prongsai.scale.kept import text_of
from prongsai.scale.later import Later
from prongsai.scale.listed import Marked, read_agencies, read_marks
from prongsai.scale.scratch import Scratch
from prongsai.scale.shape import Shape, shape_of, twice_in
from prongsai.scale.tablefiles import quoted, text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from prongsai.core.nation.agencies import NationalAgency
    from prongsai.core.nation.tally import Numbers, SurveyTally

_ANSWERS_ONE_BY_ONE = ("cells", "judged", "questioned", "copied", "settled")
_READ_AGAIN = frozenset({"questioned", "copied", "settled", "spellings", "spelled", "rest"})
"""Steps that several others read: they are kept as tables, the rest are views."""

AT_ONCE = 1 << 21
"""So many are looked at in memory, which takes 8 bytes each and as many to sort them. Unit: respondents."""
MANY = 1 << 63 - FINGERPRINT_BITS
"""With so many agencies fingerprints are counted by the database. Unit: agencies."""
_TOO_MANY = '(SELECT SUM("rows") AS "rows" FROM spellings) AS s WHERE "rows" > {most}'
_UNPLACED = 'spelled WHERE "number" IS NULL OR "stage" IS NULL'
_SPELLED_IN_TWO_WAYS = '(SELECT 1 FROM spelled GROUP BY "number", "stage" HAVING COUNT(*) > 1) AS s'


class Asked(NamedTuple):
    """A statement of the year as the table ``asked`` holds it."""

    tool: str
    question: str
    place: int
    least: int
    greatest: int


class Part(NamedTuple):
    """A survey part as a database counted it.

    `most` is how many one agency may have; `columns` are those of the tally; `repeats`, where the tally lists no keys.
    """

    most: int
    columns: Sequence[Numbers]
    repeats: Sequence[Numbers] | None


class Database(Protocol):
    """What a database must do to count."""

    dialect: str
    glances: bool
    """Whether it is the database that the step ``glance`` is for."""

    def lay_out(self, sources: Sources, shape: Shape, asked: Sequence[Asked]) -> None:
        """Make the tables ``answers``, those of `answers_of`, and ``asked``."""

    def number(self, agencies: Sequence[str]) -> None:
        """Make the table ``agencies``: `code` and `number`, from 0, in order."""

    def make(self, name: str, statement: str, is_kept: bool) -> None:
        """Name the rows of a statement: a table if they are kept, else a view."""

    def drop(self, name: str) -> None:
        """Forget a table that was made."""

    def is_any(self, table: str) -> bool:
        """Whether a table, or what stands after FROM, has any row."""

    def columns(self, statement: str) -> Sequence[Numbers]:
        """All rows of a statement of whole numbers, rows in any order, as columns. Shape: also without a row."""

    def rejected(self, statement: str, folder: Path) -> tuple[DuckDBPyConnection, str]:
        """The rows of a statement, however many, as something a DuckDB can read: its connection and a relation."""


def parts_of(counting: Counting) -> list[tuple[str, Survey, str]]:
    """The survey parts of a counting, in order: the name of the stage, the questionnaire, the part."""
    return [(stage_of(each.tool, part), each, part) for each in counting.surveys for part in each.parts]


def asked_of(counting: Counting) -> list[Asked]:
    """The statements of the year, as the table ``asked`` holds them."""
    return [
        Asked(survey.tool, each.code, place, each.choices[0], each.choices[-1])
        for survey in counting.surveys
        for place, each in enumerate(survey.statements)
    ]


def count(database: Database, counting: Counting, sources: Sources, told: Told, stages: Stages) -> Counted:
    """Count a country in a database. Raises: Problem for inputs that do not suit the year."""
    sources.must_suit(counting)
    told("open", 0.0)
    reading = Later(partial(_read_lists, counting, sources))
    if not database.glances:
        reading.value()  # what is wrong with them is said before an hour of sending answers somewhere
    try:
        shape = shape_of(counting, sources.answers)
        database.lay_out(sources, shape, asked_of(counting))
        shape, twice = _looked_over(database, shape)
    finally:
        reading.wait()  # whatever goes wrong, nobody closes the files while they are being read
    agencies, marked = reading.value()
    codes = [each.code for each in agencies]
    database.number(codes)
    stages.listed(agencies)
    told("check", 0.0)
    shape = _prepare(database, replace(shape, lists=shape.lists and len(codes) < MANY), twice)
    surveys = _tallies(database, shape, codes, told, stages)
    told("check", 1.0)
    folder = Scratch()
    rejects = _rejects(database, shape, sources.database, marked.rejects, folder.path)
    return Counted(surveys, agencies, marked.marks, rejects, sources.unread_columns, folder)


def _read_lists(counting: Counting, sources: Sources) -> tuple[tuple[NationalAgency, ...], Marked]:
    agencies = read_agencies(sources.agencies, sources.database)
    items = [each.code for each in load(counting.fiscal_year).items]
    return agencies, read_marks(sources.items, {each.code for each in agencies}, items, sources.database)


def _looked_over(database: Database, shape: Shape) -> tuple[Shape, Sequence[Later[bool]]]:
    """What is seen of a wide table by itself: whether keys of all have room in memory; and if they do, and the files
    are sound, for each questionnaire whether anybody may have answered it twice."""
    if shape.is_long:
        return shape, ()
    _make(database, shape, "spellings")
    if not database.glances or database.is_any(_TOO_MANY.format(most=AT_ONCE)):
        return shape, ()
    shape = replace(shape, lists=True)
    if not shape.is_sound:
        return shape, ()
    from prongsai.scale.tallied import is_anybody_twice  # numpy takes as long to load as half the rows to look through

    steps = (f"glance:{survey.tool}" for survey in shape.counting.surveys)
    return shape, [
        Later(partial(is_anybody_twice, *database.columns(text_of(shape, database.dialect, step)))) for step in steps
    ]


def _prepare(database: Database, shape: Shape, twice: Sequence[Later[bool]]) -> Shape:
    """Look through the rows; where nothing is wrong with any, say so in the shape."""
    if not shape.is_long:
        _make(database, shape, "spelled")
        is_placed = shape.is_sound and not database.is_any(_UNPLACED)
        spotless = replace(shape, has_twice=False, is_spotless=True)
        may_know = is_placed and twice and not database.is_any(_SPELLED_IN_TWO_WAYS)
        if may_know and not any(each.value() for each in twice):
            return spotless
        for survey in shape.counting.surveys:
            database.make(twice_in(survey), text_of(shape, database.dialect, f"twice:{survey.tool}"), True)
        _make(database, shape, "twice")
        shape = replace(shape, has_twice=database.is_any("twice"))
        if is_placed and not shape.has_twice:
            return spotless
        _make(database, shape, "rest")
        if not database.is_any("rest"):
            return spotless
    for step in _ANSWERS_ONE_BY_ONE:
        _make(database, shape, step)
    return shape


def _make(database: Database, shape: Shape, step: str) -> None:
    database.make(step, text_of(shape, database.dialect, step), step in _READ_AGAIN)


def _tallies(
    database: Database, shape: Shape, codes: Sequence[str], told: Told, stages: Stages
) -> tuple[SurveyTally, ...]:
    """The tallies in order. Each is put together while the next is counted, also if that comes to nothing."""
    parts = parts_of(shape.counting)
    begun: list[Later[SurveyTally]] = []
    try:
        for done, (stage, survey, part) in enumerate(parts):
            told(stage, done / len(parts))
            tally = stages.taken(stage)
            if tally is None:
                counted = _count_part(database, shape, stage)
                begun.append(Later(partial(_put_together, survey, part, codes, counted, stages)))
            else:
                begun.append(Later(partial(_same, tally)))
    finally:
        for each in begun:
            each.wait()
    return tuple(each.value() for each in begun)


def _count_part(database: Database, shape: Shape, stage: str) -> Part:
    def columns(step: str) -> Sequence[Numbers]:
        return database.columns(text_of(shape, database.dialect, f"{step}:{stage}"))

    if shape.keeps_people:
        database.make("people", text_of(shape, database.dialect, f"people:{stage}"), True)
    ((most,),) = columns("crowd")
    shape = shape.with_most(int(most))
    found = Part(shape.most, columns("tally"), None if shape.lists else columns("repeats"))
    if shape.keeps_people:
        database.drop("people")
    return found


def _put_together(survey: Survey, part: str, codes: Sequence[str], counted: Part, stages: Stages) -> SurveyTally:
    from prongsai.scale.tallied import tally_of

    tally = tally_of(survey, part, codes, *counted)
    stages.keep(stage_of(survey.tool, part), tally)
    return tally


def _same(tally: SurveyTally) -> SurveyTally:
    return tally


def _rejects(
    database: Database, shape: Shape, reader: DuckDBPyConnection, of_items: Sequence[Reject], folder: Path
) -> Rejects:
    file, relation = folder / REJECTS.file, None
    if shape.is_spotless and not of_items:
        return _no_rejects(file)
    if not shape.is_spotless:
        reader, relation = database.rejected(text_of(shape, database.dialect, "rejects"), folder)
    return write_rejects(reader, relation, of_items, file)


def _no_rejects(file: Path) -> Rejects:
    from prongsai.scale.parquet import write_table

    with file.open("wb") as out:
        write_table(out, REJECTS, ())
    return Rejects({}, file)


def write_rejects(reader: DuckDBPyConnection, relation: str | None, others: Sequence[Reject], file: Path) -> Rejects:
    """Write a relation of rejects, and others, as one sorted Parquet file."""
    columns = [(quoted(each.code), PARQUET_TYPES[each.kind]) for each in REJECTS.columns]
    listed = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in columns)
    reader.execute(
        f"CREATE OR REPLACE TEMP TABLE other_rejects AS SELECT {listed}",
        [[row[place] for row in others] for place in range(len(columns))],
    )
    names = ", ".join(name for name, _ in columns)
    taken = f"SELECT {names} FROM other_rejects"
    if relation:
        taken += f" UNION ALL SELECT {names} FROM {relation}"
    # On one thread, so that the same rows are the same bytes.
    reader.execute("SET threads = 1")
    reader.execute(f"COPY ({taken} ORDER BY ALL) TO {text(str(file))} (FORMAT parquet)")
    counts = f"SELECT reason, count(*), sum(answers)::BIGINT FROM read_parquet({text(str(file))}) GROUP BY reason"
    return Rejects(by_reason(reader.execute(counts).fetchall()), file)
