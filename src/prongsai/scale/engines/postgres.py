"""PostgreSQL as the engine: the answers go into temporary tables of one session, and leave with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from prongsai.core.errors import Problem
from prongsai.core.nation.counting import Counting
from prongsai.scale.counted import Counted, NoStages, Stages, Told, told_nothing
from prongsai.scale.engines.duckdb import answers_select
from prongsai.scale.inputs import KEYS, Sources
from prongsai.scale.plan import Asked, count
from prongsai.scale.shape import Shape, answers_of, sql_name
from prongsai.scale.tablefiles import quoted, reading, text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from psycopg import Connection

    from prongsai.core.nation.tally import Numbers

_PIECE = 1 << 20


class PostgreSQL:
    """Counts in a PostgreSQL server. Nothing of it stays there."""

    name = "postgres"
    started_in = 0.0

    def __init__(self, url: str | None) -> None:
        if not url:
            raise Problem(
                "เครื่องคำนวณ postgres ต้องระบุ --url เช่น postgresql://ผู้ใช้@เครื่อง/ฐานข้อมูล",
                "The engine postgres needs --url, for example postgresql://user@host/database.",
            )
        self._url = url

    def tally(
        self, counting: Counting, sources: Sources, told: Told = told_nothing, stages: Stages | None = None
    ) -> Counted:
        """Count everything. Raises: Problem for inputs that do not suit, or when the server does not do it."""
        import psycopg

        with TemporaryDirectory(prefix="prongsai-") as folder:
            try:
                with psycopg.connect(self._url) as connection, sources.database.cursor() as reader:
                    database = _Database(connection, reader, Path(folder))
                    with reading(sources.answers.files.named):
                        return count(database, counting, sources, told, stages or NoStages())
            except psycopg.Error as trouble:
                why = next(iter(str(trouble).splitlines()), "")
                raise Problem(
                    f"ฐานข้อมูล PostgreSQL ทำงานไม่สำเร็จ กรุณาตรวจ --url และสิทธิ์สร้างตารางชั่วคราว ({why})",
                    f"PostgreSQL did not do it; check --url and the right to make temporary tables ({why}).",
                ) from trouble


class _Database:
    """A connection, as the steps of a count use it."""

    dialect = "postgres"
    glances = False

    def __init__(self, connection: Connection, reader: DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._reader = reader
        self._folder = folder

    def lay_out(self, sources: Sources, shape: Shape, asked: Sequence[Asked]) -> None:
        """Copy the answers over, and what is asked."""
        columns = [(key, "TEXT") for key in KEYS]
        columns += [(sql_name(each.code), "BIGINT" if each.is_whole else "TEXT") for each in sources.answers.columns]
        file = self._folder / "answers.csv"
        selected = answers_select(sources.answers, sources.answers.files)
        self._reader.execute(f"COPY ({selected}) TO {text(str(file))} (FORMAT csv, HEADER false)")
        self._table("answers", columns)
        self._copy("answers", file)
        for survey in shape.counting.surveys:
            self.make(answers_of(survey), "SELECT * FROM answers", False)
        self._table(
            "asked",
            [("tool", "TEXT"), ("question", "TEXT"), ("place", "INT"), ("least", "INT"), ("greatest", "INT")],
        )
        self._fill("asked", asked)

    def number(self, agencies: Sequence[str]) -> None:
        """Copy the agencies over."""
        self._table("agencies", [("code", "TEXT"), ("number", "INT")])
        self._fill("agencies", ((code, number) for number, code in enumerate(agencies)))

    def _table(self, name: str, columns: Sequence[tuple[str, str]]) -> None:
        listed = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns)
        self._execute(f"CREATE TEMP TABLE {name} ({listed})")

    def _fill(self, name: str, rows: Iterable[Sequence[object]]) -> None:
        file = self._folder / f"{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        self._copy(name, file)

    def _copy(self, name: str, file: Path) -> None:
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv, ENCODING 'UTF8')") as copy,
            file.open("rb") as lines,
        ):
            while piece := lines.read(_PIECE):
                copy.write(piece)
        file.unlink()
        self._execute(f"ANALYZE {name}")

    def make(self, name: str, statement: str, is_kept: bool) -> None:
        """A temporary table or view."""
        self._execute(f"CREATE TEMP {'TABLE' if is_kept else 'VIEW'} {name} AS {statement}")
        if is_kept:
            self._execute(f"ANALYZE {name}")

    def drop(self, name: str) -> None:
        """Drop a table."""
        self._execute(f"DROP TABLE {name}")

    def is_any(self, table: str) -> bool:
        """Whether there is a row."""
        return self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None  # noqa: S608 - our own names

    def columns(self, statement: str) -> Sequence[Numbers]:
        """All rows, column by column."""
        from prongsai.scale.tallied import columns_of

        found = self._connection.execute(statement)
        return columns_of([each.name for each in found.description or ()], found.fetchall())

    def _execute(self, statement: str) -> None:
        self._connection.execute(statement)

    def rejected(self, statement: str, folder: Path) -> tuple[DuckDBPyConnection, str]:
        """The rows of the statement, copied into a file."""
        file = self._folder / "rejected.csv"
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')") as copy,
            file.open("wb") as out,
        ):
            for piece in copy:
                out.write(piece)
        return self._reader, rejects_in(file)


def rejects_in(file: Path) -> str:
    """Rejects that an engine wrote as CSV without a heading, as a relation of DuckDB."""
    from prongsai.core.tables.national import PARQUET_TYPES, REJECTS

    columns = ", ".join(f"{text(each.code)}: {text(PARQUET_TYPES[each.kind])}" for each in REJECTS.columns)
    said = "delim = ',', quote = '\"', escape = '\"', header = false, auto_detect = false, parallel = false"
    # NULL is what no text is: an empty cell stays an empty text.
    return f"read_csv({text(str(file))}, {said}, columns = {{{columns}}}, nullstr = '\\N')"
