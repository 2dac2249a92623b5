"""Spark as the engine: for what outgrows a machine. The files must be where its workers can read them."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from prongsai.core.errors import Problem
from prongsai.core.nation.counting import Counting
from prongsai.scale.counted import Counted, NoStages, Stages, Told, told_nothing
from prongsai.scale.engines.postgres import rejects_in
from prongsai.scale.inputs import KEYS, AnswerColumn, Sources
from prongsai.scale.plan import Asked, count
from prongsai.scale.shape import Shape, answers_of, sql_name
from prongsai.scale.tablefiles import heading, reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyspark.sql import DataFrame, SparkSession

    from prongsai.core.nation.tally import Numbers

_LOCAL = "local"
_HERE = "127.0.0.1"
_QUICK = "-XX:TieredStopAtLevel=1"
_LOG = Path(__file__).with_name("log4j2.properties")
"""Errors alone: without a file of its own, Spark tells on stderr which it reads instead, and at which level."""


class Spark:
    """Counts on a Spark. `url` is its master (``spark://host:7077``), by default this machine (``local[*]``).

    Unit: `started_in` is how many seconds the session took to start.
    """

    name = "spark"

    def __init__(self, url: str | None = None, memory: str | None = None, threads: int | None = None) -> None:
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise Problem(
                "เครื่องคำนวณ spark ต้องมี Java 17 ขึ้นไปในเครื่อง (หรือระบุ JAVA_HOME)",
                "The engine spark needs Java 17 or later on this machine (or JAVA_HOME).",
            )
        self._master = url or f"{_LOCAL}[{threads or '*'}]"
        self._memory = memory
        self._session: SparkSession | None = None
        self.started_in = 0.0

    def tally(
        self, counting: Counting, sources: Sources, told: Told = told_nothing, stages: Stages | None = None
    ) -> Counted:
        """Count everything. Raises: Problem for inputs that do not suit, or when Spark does not do it."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            with sources.database.cursor() as reader, reading(sources.answers.files.named):
                told("open", 0.0)
                database = _Database(self._started(), reader)
                try:
                    return count(database, counting, sources, told, stages or NoStages())
                finally:
                    database.forget()
        except (PySparkException, Py4JError) as trouble:
            why = next((line for line in str(trouble).splitlines() if line.strip()), "")
            raise Problem(f"Spark ทำงานไม่สำเร็จ ({why})", f"Spark did not do it ({why}).") from trouble

    def _started(self) -> SparkSession:
        if self._session is None:
            begun = perf_counter()
            with catch_warnings():
                # PySpark looks at pandas, where there is one, and warns that it is too new: no pandas is used here.
                simplefilter("ignore", FutureWarning)
                self._session = self._opened()
            self.started_in = perf_counter() - begun
        return self._session

    def _opened(self) -> SparkSession:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master(self._master).appName("prongsai")
        for key, value in self._settings().items():
            builder = builder.config(key, value)
        with _address(self._is_local):
            session = builder.getOrCreate()
        master = session.sparkContext.master
        if master != self._master:  # a program has one Spark: whoever asks is given what runs already
            raise Problem(
                f"โปรแกรมนี้เปิด Spark ที่ {master} อยู่แล้ว ต้องปิดก่อนจึงจะใช้ {self._master} ได้",
                f"This program already runs a Spark at {master}; close it before using {self._master}.",
            )
        if self._is_local:
            # For one machine, 200 shuffle partitions are 200 tiny files for nothing.
            session.conf.set("spark.sql.shuffle.partitions", session.sparkContext.defaultParallelism)
        session.range(1).count()  # a session that has done nothing has not started its workers
        return session

    @property
    def _is_local(self) -> bool:
        return self._master.startswith(_LOCAL)

    def _settings(self) -> dict[str, str]:
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.session.timeZone": "UTC",
            # Hundreds of sums in one statement are more code than the JVM compiles: it tries for long and gives up.
            "spark.sql.codegen.wholeStage": "false",
            # Of fifty columns under new names Spark infers every combination, until it has no memory (SPARK-33152).
            "spark.sql.constraintPropagation.enabled": "false",
        }
        if self._is_local:
            # One machine: its name may not resolve, and what is read is small enough to plan once.
            settings |= {
                "spark.driver.host": "localhost",
                "spark.driver.bindAddress": _HERE,
                # The second compiler takes longer over hundreds of sums than it saves on what suits one machine.
                "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOG.as_uri()} {_QUICK}",
                "spark.executor.extraJavaOptions": _QUICK,
                "spark.sql.adaptive.enabled": "false",
            }
        else:
            settings["spark.log.level"] = "ERROR"
        if self._memory:
            settings["spark.driver.memory"] = self._memory
        return settings

    def close(self) -> None:
        """Stop the session."""
        if self._session is not None:
            self._session.stop()
            self._session = None


@contextmanager
def _address(is_local: bool) -> Iterator[None]:
    """On one machine Spark is at 127.0.0.1; asked for nothing, it looks for the machine's name and warns of it."""
    if not is_local or "SPARK_LOCAL_IP" in os.environ:
        yield
        return
    os.environ["SPARK_LOCAL_IP"] = _HERE
    try:
        yield
    finally:
        del os.environ["SPARK_LOCAL_IP"]


class _Database:
    """A session, as the steps of a count use it."""

    dialect = "spark"
    glances = False

    def __init__(self, session: SparkSession, reader: DuckDBPyConnection) -> None:
        self._session = session
        self._reader = reader
        self._kept: dict[str, DataFrame] = {}

    def lay_out(self, sources: Sources, shape: Shape, asked: Sequence[Asked]) -> None:
        """The answers as a view of the files; what is asked from a list."""
        answers = self._answers(sources)
        for name in ("answers", *map(answers_of, shape.counting.surveys)):
            answers.createOrReplaceTempView(name)
        questions = [tuple(each) for each in asked]
        self._list("asked", questions, "tool string, question string, place int, least int, greatest int")

    def number(self, agencies: Sequence[str]) -> None:
        """A view of a list."""
        self._list("agencies", [(code, number) for number, code in enumerate(agencies)], "code string, number int")

    def _list(self, name: str, rows: Sequence[tuple[object, ...]], columns: str) -> None:
        """Spark takes a list to be of any length; told that it is short, it sends it to the answers' workers."""
        from pyspark.sql.functions import broadcast

        broadcast(self._session.createDataFrame(rows, columns)).createOrReplaceTempView(name)

    def _answers(self, sources: Sources) -> DataFrame:
        answers = sources.answers
        frames = [self._read(sources, path) for path in answers.files.read]
        whole = frames[0]
        for each in frames[1:]:
            whole = whole.unionByName(each, allowMissingColumns=True)
        return whole

    def _read(self, sources: Sources, path: Path) -> DataFrame:
        """One file, under the names that the statement knows."""
        from pyspark.sql.functions import col, lit

        answers = sources.answers
        if answers.files.is_csv:
            frame = self._session.read.csv(
                str(path), sep=answers.files.delimiter, header=True, quote='"', escape='"', multiLine=True
            ).toDF(*heading(path, answers.files.delimiter))
        else:
            frame = self._session.read.parquet(str(path))
        here = {name.lower(): name for name in frame.columns}

        def read(name: str, as_text: bool) -> Any:
            column = col("`" + here[name.lower()].replace("`", "``") + "`")
            return column.cast("string") if as_text else column

        keys = [
            read(answers.keys[key], as_text=True).alias(key)
            if answers.keys.get(key, "").lower() in here
            else lit("").alias(key)
            for key in KEYS
        ]
        found = [each for each in answers.columns if each.name.lower() in here]
        return frame.select(*keys, *(read(each.name, not each.is_whole).alias(_name(each)) for each in found))

    def make(self, name: str, statement: str, is_kept: bool) -> None:
        """A view, kept by the workers where several steps read it.

        What is kept is made at once: the steps that read it are then planned by its true size.
        """
        frame = self._session.sql(statement)
        if is_kept:
            self._kept[name] = frame.persist()
            frame.count()
        frame.createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        """Let the workers forget a view."""
        self._kept.pop(name).unpersist()

    def is_any(self, table: str) -> bool:
        """Whether there is a row."""
        return bool(self._session.sql(f"SELECT 1 FROM {table} LIMIT 1").collect())  # noqa: S608 - our own names

    def columns(self, statement: str) -> Sequence[Numbers]:
        """All rows, column by column."""
        from prongsai.scale.tallied import columns_of

        found = self._session.sql(statement)
        return columns_of(found.columns, found.collect())

    def rejected(self, statement: str, folder: Path) -> tuple[DuckDBPyConnection, str]:
        """The rows of the statement, written into a file partition by partition."""
        file = folder / "rejected.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out)
            for row in self._session.sql(statement).toLocalIterator():
                write.writerow(row)
        return self._reader, rejects_in(file)

    def forget(self) -> None:
        """Let go of what the workers keep."""
        for each in self._kept.values():
            each.unpersist()


def _name(column: AnswerColumn) -> str:
    return sql_name(column.code)
