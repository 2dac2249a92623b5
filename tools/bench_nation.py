"""The country scored, beside a bound and beside rivals, each as a whole process: ``make bench`` or by hand.

    python tools/bench_nation.py [--full] [--respondents N]

Wall time, processor time and the most memory held, of each program from its start to its end. What the rivals write
is held against what Prongsai wrote, so that nobody is fast by leaving something out. The country is made once.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from prongsai.core.framework import load
from prongsai.core.nation.counting import Survey, counting_of
from prongsai.scale.country import CountryOrder, make_country

ROOT, TOOLS = Path(__file__).parents[1], Path(__file__).parent
KEPT = Path(os.environ.get("PRONGSAI_DATA_DIR") or ROOT / "var") / "bench"
YEAR = 2565
INSIDE = 5, 12
"""Of twelve respondents five answer IIT: 51 statements; the others EIT: 15; thirty on average."""
RIVALS = "polars", "pandas"
SIZES = (150_000, 1_500_000, 15_000_000)
GOALS = {"bound": 3.0, "pandas": 3.0, "lean": 5.0, "memory": 250.0}
SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As on anybody's machine: nobody compiles all of numpy at every start."""
ROOM = 12 * 2**30
"""What the largest country and its run may take on the disk. Unit: bytes."""


@dataclass(frozen=True, slots=True)
class Run:
    """Unit: seconds; megabytes at the highest."""

    wall: float
    processor: float
    megabytes: float


def measured(words: list[str | Path], runs: int = 3) -> Run:
    """The median of several runs of one program."""
    return in_turn({"": words}, runs)[""]


def in_turn(programs: Mapping[str, list[str | Path]], runs: int = 3) -> dict[str, Run]:
    """The median of several runs of each program, each a process of its own, after one that nobody times.

    The first run of a program on a machine compiles what it imports, and brings its files into memory. One after the
    other takes its turn: a machine is quicker in one minute than in the next.
    """
    rounds = [{name: _once(words) for name, words in programs.items()} for _ in range(runs + (runs > 1))]
    return {
        name: Run(
            *(
                statistics.median(each)
                for each in zip(*((run.wall, run.processor, run.megabytes) for run in of), strict=True)
            )
        )
        for name, of in ((name, [each[name] for each in rounds[-runs:]]) for name in programs)
    }


def _once(words: list[str | Path]) -> Run:
    """From a small process of its own: a program is taken to hold what the process held that started it."""
    said = subprocess.run(
        [sys.executable, "-c", _STARTED_BY, *map(str, words)], stdout=subprocess.PIPE, env=SURROUNDINGS, check=False
    )
    if said.returncode:
        sys.exit(" ".join(map(str, words)))
    return Run(*json.loads(said.stdout))


_STARTED_BY = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
wall = time.perf_counter() - start
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
sys.exit(os.waitstatus_to_exitcode(status) > 1)
"""


def country(respondents: int) -> Path:
    """The made-up country of this size, made at the first asking."""
    folder = KEPT / f"country-{YEAR}-{respondents}"
    if not (folder / "SYNTHETIC.txt").is_file():
        inside = respondents * INSIDE[0] // INSIDE[1]
        make_country(CountryOrder(fiscal_year=YEAR, respondents=respondents, inside=inside), folder)
    return folder


def one_twice(folder: Path, into: Path) -> Path:
    """The same country with a respondent whose row is there twice, as nearly every real one has some."""
    copied = into / "one-twice"
    shutil.copytree(folder, copied)
    rows = f"FROM '{folder}/answers_iit.parquet'"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({rows} UNION ALL ({rows} LIMIT 1)) TO '{copied}/answers_iit.parquet'")
    return copied


def spec() -> dict[str, Any]:
    """What the rivals must know of the year, and would otherwise have typed in."""
    framework = load(YEAR)
    return {
        "surveys": [_survey(each) for each in counting_of(framework).surveys],
        "disclosure": {
            str(number): {each.code: list(each.items) for each in framework.indicator(number).sub_indicators}
            for number in framework.tool("OIT").indicators
        },
        "weights": {tool.code: float(tool.weight) for tool in framework.tools},
        "levels": [{"name": band.name, "total": float(band.total_min)} for band in framework.levels],
    }


def _survey(survey: Survey) -> dict[str, Any]:
    longest = Counter(len(each.points) for each in survey.statements).most_common(1)[0][0]
    return {
        "tool": survey.tool,
        "common": [each.code for each in survey.statements if len(each.points) == longest],
        "statements": [
            {
                "code": each.code,
                "question": each.question,
                "indicator": each.indicator,
                "points": each.points,
                "weight": each.indicator_weight,
            }
            for each in survey.statements
        ],
    }


def prongsai(folder: Path, out: Path, *more: str) -> list[str | Path]:
    program = Path(sys.executable).with_name("prongsai")
    return [program, "score", folder, "--year", str(YEAR), "-o", out, "--fresh", *more]


def rival(name: str, folder: Path, into: Path) -> list[str | Path]:
    wanted = into / "spec.json"
    wanted.write_text(json.dumps(spec(), ensure_ascii=False), "utf-8")
    return [sys.executable, TOOLS / f"bench_nation_{name}.py", folder, wanted, into / name]


def differences(ours: Path, theirs: Path) -> list[str]:
    """Where a rival's tables say something else than ours; empty when they say the same to the last digit."""
    found = []
    with duckdb.connect() as connection, tempfile.TemporaryDirectory() as name:
        shutil.unpack_archive(ours, name, "zip")
        for table, columns in COMPARED.items():
            mine, other = (f"SELECT {columns} FROM '{where}/{table}.parquet'" for where in (name, theirs))
            for one, two, what in ((mine, other, "ours alone"), (other, mine, "theirs alone")):
                rows = connection.execute(f"SELECT * FROM ({one} EXCEPT ALL {two}) AS d LIMIT 3").fetchall()
                count = connection.execute(f"SELECT count(*) FROM ({one} EXCEPT ALL {two}) AS d").fetchall()[0][0]
                if count:
                    found.append(f"{table}, {what}: {count:,} rows, as {rows}")
    return found


def _points(name: str) -> str:
    return f"CAST(round(CAST({name} AS DOUBLE) * 100) AS BIGINT) AS {name}"


COMPARED = {
    "agencies": ", ".join(
        [
            "agency, kind, province, level, coalesce(lost_items, '') AS lost_items",
            _points("total"),
            *(
                f"CAST({group}_{what} AS BIGINT) AS {group}_{what}"
                for group in ("country", "kind", "province")
                for what in ("rank", "of")
            ),
        ]
    ),
    "scores": ", ".join(
        ["agency, kind, code, part", *map(_points, ("points", "low", "high")), "CAST(answers AS BIGINT) AS answers"]
    ),
    "flags": 'agency, tool, part, flag, CAST("count" AS BIGINT) AS "count", CAST("of" AS BIGINT) AS "of"',
    "rejects": "reason, agency, tool, respondent, CAST(answers AS BIGINT) AS answers",
}


def nation(line: Callable[..., None], *, full: bool = False, respondents: int = SIZES[1]) -> None:
    """The whole comparison, and how time and memory grow with the country."""
    folder = country(respondents)
    with tempfile.TemporaryDirectory(dir=KEPT) as made:
        into = Path(made)
        programs: dict[str, list[str | Path]] = {
            "bound": [sys.executable, TOOLS / "bench_nation_bound.py", folder],
            "ours": prongsai(folder, into / "ours.zip"),
            "twice": prongsai(one_twice(folder, into), into / "twice.zip"),
            **{name: rival(name, folder, into) for name in RIVALS},
        }
        found = in_turn(programs, runs=5)
        bound, ours, twice = found["bound"], found["ours"], found["twice"]
        line(f"bound: DuckDB looks at {respondents:,} respondents", f"{bound.wall:.2f} s", _beside(bound))
        times = ours.wall / bound.wall
        line(
            "prongsai score, everything",
            f"{ours.wall:.2f} s",
            f"{_beside(ours)}; {times:.1f} bounds, goal {GOALS['bound']:.0f}; goal {GOALS['memory']:.0f} MB",
        )
        line("prongsai score, one respondent there twice", f"{twice.wall:.2f} s", _beside(twice))
        for name in RIVALS:
            theirs = found[name]
            faster, leaner = theirs.wall / ours.wall, theirs.megabytes / ours.megabytes
            beside = f"{_beside(theirs)}; we are {faster:.1f} times as fast and {leaner:.1f} times leaner"
            line(f"{name}, plainly, the same output", f"{theirs.wall:.2f} s", beside)
            for each in differences(into / "ours.zip", into / name):
                line(f"  {name} differs", "", each)
        spark(line, folder, into)
    growth(line, SIZES if full else SIZES[:2])


def _beside(run: Run) -> str:
    return f"{run.processor:.2f} s of processor, {run.megabytes:.0f} MB"


def spark(line: Callable[..., None], folder: Path, into: Path) -> None:
    """The same statement on Spark, its start-up told apart: a run over a few respondents is nothing but start-up."""
    if shutil.which("java") is None:
        line("PySpark local[2]", "no Java", "apt-get install openjdk-17-jre-headless")
        return
    few = measured(prongsai(country(1_000), into / "few.zip", "--engine", "spark"), runs=1)
    all_of_it = measured(prongsai(folder, into / "spark.zip", "--engine", "spark"), runs=1)
    work = all_of_it.wall - few.wall
    line("PySpark local[2], our statement", f"{all_of_it.wall:.1f} s", f"start-up {few.wall:.1f} s, work {work:.1f} s")


def growth(line: Callable[..., None], sizes: tuple[int, ...]) -> None:
    """Time and memory by size; beside each the respondents scored in a second."""
    for respondents in sizes:
        if respondents == max(SIZES) and shutil.disk_usage(KEPT).free < ROOM:
            line(f"prongsai score, {respondents:,} respondents", "not run", "too little room on the disk")
            continue
        with tempfile.TemporaryDirectory(dir=KEPT) as name:
            run = measured(
                prongsai(country(respondents), Path(name) / "out.zip"), runs=1 if respondents > SIZES[1] else 3
            )
        line(
            f"prongsai score, {respondents:,} respondents",
            f"{run.wall:.2f} s",
            f"{_beside(run)}, {respondents / run.wall / 1e6:.2f} million a second",
        )
        if respondents == max(SIZES):
            shutil.rmtree(country(respondents))


if __name__ == "__main__":
    from bench import line as printed

    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--full", action="store_true", help="15 million respondents too")
    words.add_argument("--respondents", type=int, default=SIZES[1])
    given = words.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    nation(printed, full=given.full, respondents=given.respondents)
