"""The embedded engine: DuckDB reads the files where they lie, spills to disk, and is never let near a network."""

# ruff: noqa: S608 - these statements are made of quoted names, quoted paths, and what SQLGlot rendered

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from prongsai.core.errors import Problem
from prongsai.core.nation.counting import Counting
from prongsai.scale.counted import Counted, NoStages, Stages, Told, told_nothing
from prongsai.scale.inputs import KEYS, AnswerColumn, Answers, Sources
from prongsai.scale.plan import Asked, count
from prongsai.scale.shape import Shape, answers_of, sql_name
from prongsai.scale.tablefiles import TableFiles, quoted, reading, text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from prongsai.core.nation.tally import Numbers

_MEMORY = re.compile(r"\d+(\.\d+)?\s*(KB|MB|GB|TB|KiB|MiB|GiB|TiB)", re.IGNORECASE)
_EVERY = 0.2
_A_THREAD, _TIMES, _MOST = 40 << 20, 5, 512 << 20
"""A thread wants so much, and files so many times their size, up to so much: with more, counting is no quicker, and
takes it all the same. Unit: bytes; times; bytes."""


class DuckDB:
    """Counts on this machine. Unit: `memory` as DuckDB says it (``200MB``), None for its own choice."""

    name = "duckdb"
    started_in = 0.0

    def __init__(self, memory: str | None = None, threads: int | None = None) -> None:
        if memory is not None and not _MEMORY.fullmatch(memory.strip()):
            raise Problem(
                f"ขนาดหน่วยความจำ “{memory}” อ่านไม่ได้ ให้ระบุเช่น 500MB หรือ 2GB",
                f"The memory limit “{memory}” is not understood; say for example 500MB or 2GB.",
            )
        self._memory = memory
        self._threads = threads

    def tally(
        self, counting: Counting, sources: Sources, told: Told = told_nothing, stages: Stages | None = None
    ) -> Counted:
        """Count everything. Raises: Problem for inputs that do not suit, or when memory and disk are not enough."""
        import duckdb

        with sources.database.cursor() as opened:
            threads = self._threads or os.cpu_count() or 1
            memory = (self._memory or _enough(sources, threads)).strip()
            opened.execute(f"SET threads = {threads}; SET memory_limit = {text(memory)}")
            watch = _Watch(opened, told)
            try:
                with reading(sources.answers.files.named), watch:
                    return count(_Database(opened), counting, sources, watch.told, stages or NoStages())
            except duckdb.OutOfMemoryException as trouble:
                raise Problem(
                    "หน่วยความจำหรือพื้นที่ดิสก์ชั่วคราวไม่พอ ให้เพิ่ม --memory หรือพื้นที่ในโฟลเดอร์ชั่วคราว",
                    "Memory or temporary disk space is not enough; raise --memory or free the temporary folder.",
                ) from trouble


def _enough(sources: Sources, threads: int) -> str:
    """The memory to count with where nobody said how much; what has no room in it is put aside on disk."""
    size = sum(path.stat().st_size for path in sources.answers.files.read)
    return f"{max(_A_THREAD * threads, min(_TIMES * size, _MOST))}B"


class _Database:
    """A connection, as the steps of a count use it."""

    dialect = "duckdb"
    glances = True

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection

    def lay_out(self, sources: Sources, shape: Shape, asked: Sequence[Asked]) -> None:
        """The answers as a view of the files; what is asked from a list."""
        answers = sources.answers
        self._connection.execute(f"CREATE TEMP VIEW answers AS {answers_select(answers, answers.files)}")
        for survey in shape.counting.surveys:
            own = answers_select(answers, answers.of_tool(survey.tool))
            self._connection.execute(f"CREATE TEMP VIEW {answers_of(survey)} AS {own}")
        tools, questions, *numbers = (list(column) for column in zip(*asked, strict=True))
        self._connection.execute(
            "CREATE TEMP TABLE asked AS SELECT unnest(?::VARCHAR[]) AS tool, unnest(?::VARCHAR[]) AS question, "
            'unnest(?::INTEGER[]) AS place, unnest(?::INTEGER[]) AS "least", unnest(?::INTEGER[]) AS "greatest"',
            [tools, questions, *numbers],
        )

    def number(self, agencies: Sequence[str]) -> None:
        """A table from a list."""
        self._connection.execute(
            "CREATE TEMP TABLE agencies AS SELECT unnest(?::VARCHAR[]) AS code, unnest(range(?))::INTEGER AS number",
            [list(agencies), len(agencies)],
        )

    def make(self, name: str, statement: str, is_kept: bool) -> None:
        """A temporary table or view."""
        self._connection.execute(f"CREATE TEMP {'TABLE' if is_kept else 'VIEW'} {name} AS {statement}")

    def drop(self, name: str) -> None:
        """Drop a table."""
        self._connection.execute(f"DROP TABLE {name}")

    def is_any(self, table: str) -> bool:
        """Whether there is a row."""
        return bool(self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())

    def columns(self, statement: str) -> Sequence[Numbers]:
        """All rows, column by column."""
        return [*self._connection.execute(statement).fetchnumpy().values()]

    def rejected(self, statement: str, folder: Path) -> tuple[DuckDBPyConnection, str]:
        """The statement itself, to be read by this connection."""
        return self._connection, f"({statement})"


def answers_select(answers: Answers, files: TableFiles) -> str:
    """Some files of the answers as the statement wants them: keys as text, statements as whole numbers or text."""
    keys = [
        f"CAST({quoted(answers.keys[key])} AS VARCHAR) AS {key}"
        if answers.keys.get(key) in files.columns
        else f"'' AS {key}"
        for key in KEYS
    ]
    columns = [f"{_read(each, files)} AS {quoted(sql_name(each.code))}" for each in answers.columns]
    return f"SELECT {', '.join(keys + columns)} FROM {files.relation()}"


def _read(column: AnswerColumn, files: TableFiles) -> str:
    found = quoted(column.name) if column.name in files.columns else "NULL"
    return found if column.is_whole else f"CAST({found} AS VARCHAR)"


class _Watch:
    """Tells how far the running step is, from a thread of its own."""

    def __init__(self, database: DuckDBPyConnection, told: Told) -> None:
        self._database = database
        self._told = told
        self._stage = ("open", 0.0)
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def told(self, stage: str, share: float) -> None:
        """Hear of a new step, and pass it on."""
        self._stage = (stage, share)
        self._told(stage, share)

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            stage, share = self._stage
            done = self._database.query_progress()
            if done > 0:
                self._told(stage, min(1.0, share + (1 - share) * done / 100 / 4))

    def __enter__(self) -> None:
        if self._told is not told_nothing:
            self._thread.start()

    def __exit__(self, *trouble: object) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
