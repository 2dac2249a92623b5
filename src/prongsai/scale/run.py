"""One run over the country: the engine counts, the core decides, and one file is written, whole or not at all."""

from __future__ import annotations

import hashlib
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Generic, TypeVar

import numpy as np

from prongsai import __version__
from prongsai.core.errors import Problem, Refused
from prongsai.core.framework import Framework, load
from prongsai.core.nation.agencies import NationalAgency
from prongsai.core.nation.columns import NONE
from prongsai.core.nation.counting import Counting, counting_of
from prongsai.core.nation.doubts import doubts_of
from prongsai.core.nation.manifest import (
    INPUTS,
    Counts,
    Input,
    Part,
    RunManifest,
    Supposed,
    framework_digest,
    inputs_bytes,
    manifest_bytes,
)
from prongsai.core.nation.scoring import TOTAL, Reckoned, SurveyReckoned, joined, reckon_survey
from prongsai.core.nation.tally import SurveyTally, as_column
from prongsai.core.nation.whatif import NOTHING_ASSUMED, Options, applied
from prongsai.core.tables.national import AGENCIES, FLAGS, MANIFEST, REJECTS, SCORES, SUMMARY, NationalTable
from prongsai.scale.counted import Counted, Stages, Told, stage_of, told_nothing
from prongsai.scale.inputs import Sources, open_sources
from prongsai.scale.keeping import RUN, WORTH_KEEPING, KeptStages, WorkFolder, digest_of, file_digest
from prongsai.scale.output import RunFile, cannot_write, must_suit
from prongsai.scale.parquet import Column, Same, write_table
from prongsai.scale.summary import summary_page
from prongsai.scale.tablefiles import ALONE

REJECTS_AT_ONCE = 1 << 16
"""Unit: rows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run as asked for. Unit: `memory` is megabytes, for the engine alone; `worth_keeping` seconds."""

    fiscal_year: int
    answers: tuple[Path, ...]
    out: Path
    agencies: Path | None = None
    items: Path | None = None
    options: Options = NOTHING_ASSUMED
    engine: str = "duckdb"
    url: str | None = None
    memory: int | None = None
    threads: int | None = None
    is_strict: bool = False
    is_fresh: bool = False
    worth_keeping: float = WORTH_KEEPING


@dataclass(frozen=True, slots=True)
class Done:
    """A run that stands in its file. Unit: `seconds` by stage, `memory` in bytes at its highest, of this process."""

    out: Path
    size: int
    sha256: str
    manifest: RunManifest
    inputs: tuple[Input, ...]
    engine: str
    taken_up: tuple[str, ...]
    seconds: Mapping[str, float]
    memory: int

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to look after: no answer rejected, no agency without a total."""
        counts = self.manifest.counts
        return not counts.rejects and counts.scored == counts.agencies


def score(wanted: Wanted, told: Told = told_nothing) -> Done:
    """Score a country. Whoever looks at the output meanwhile, or after a kill, finds the old file or the new one.

    Raises: Problem in one sentence for whatever cannot be; Refused where a strict run met rejects.
    """
    framework = load(wanted.fiscal_year)
    applied(framework, wanted.options)  # what cannot be supposed is refused before an hour of counting
    counting = counting_of(framework, in_points=wanted.options.in_points, statements=wanted.options.statements)
    must_suit(wanted.out)
    clock = _Clock()
    with WorkFolder(wanted.out) as work:
        with clock.stage("open"):
            sources = open_sources(wanted.answers, wanted.agencies, wanted.items)
        with sources:
            _must_differ(wanted.out, sources)
            return _scored(wanted, framework, counting, sources, work, clock, told)


def _scored(
    wanted: Wanted,
    framework: Framework,
    counting: Counting,
    sources: Sources,
    work: WorkFolder,
    clock: _Clock,
    told: Told,
) -> Done:
    hashed = _Later(lambda: _inputs(sources))
    stages = KeptStages(work, lambda: _key(wanted, counting, hashed.value()), worth=wanted.worth_keeping)
    if wanted.is_fresh:
        stages.forget()
    reckoning = _Reckoning(wanted, counting, stages)
    with clock.stage("count"):
        counted, engine = _count(wanted, counting, sources, reckoning, told)
    with counted:
        if wanted.is_strict and counted.rejects.by_reason:
            raise _too_strict(counted)
        told("reckon", 0.0)
        with clock.stage("reckon"):
            surveys = [reckoning.of(each) for each in counted.surveys]
            reckoned = joined(framework, counting, surveys, counted.agencies, counted.marks, wanted.options)
        told("write", 0.0)
        with clock.stage("write"):
            result = _Result(wanted, counting, applied(framework, wanted.options), counted, reckoned)
            manifest, whole = _write(result, work, hashed.value)
    return Done(
        out=wanted.out,
        size=whole.size,
        sha256=whole.sha256,
        manifest=manifest,
        inputs=hashed.value(),
        engine=engine,
        taken_up=tuple(stages.taken_up),
        seconds=clock.seconds,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )


class _Reckoning:
    """Reckons a survey part as soon as it is counted, while the engine counts the next one."""

    def __init__(self, wanted: Wanted, counting: Counting, stages: KeptStages) -> None:
        self.wanted, self.counting, self.stages = wanted, counting, stages
        self.agencies: Sequence[NationalAgency] = ()
        self.under_way: dict[str, _Later[SurveyReckoned]] = {}

    def listed(self, agencies: Sequence[NationalAgency]) -> None:
        """Hear which agencies are counted."""
        self.agencies = agencies

    def taken(self, stage: str) -> SurveyTally | None:
        """As the stages have it."""
        tally = self.stages.taken(stage)
        if tally is not None:
            self._start(stage, tally)
        return tally

    def keep(self, stage: str, tally: SurveyTally) -> None:
        """Reckon it, and keep it as the stages do."""
        self._start(stage, tally)
        self.stages.keep(stage, tally)

    def of(self, tally: SurveyTally) -> SurveyReckoned:
        """What a survey part came to. Raises: whatever went wrong with it meanwhile."""
        return self.under_way[stage_of(tally.tool, tally.part)].value()

    def _start(self, stage: str, tally: SurveyTally) -> None:
        self.under_way[stage] = _Later(lambda: reckon_survey(self.counting, tally, self.agencies, self.wanted.options))


def _count(wanted: Wanted, counting: Counting, sources: Sources, stages: Stages, told: Told) -> tuple[Counted, str]:
    from prongsai.scale.engines import engine_of  # an engine may need a library that only its own extra brings

    engine = engine_of(wanted.engine, url=wanted.url, memory=_memory(wanted), threads=wanted.threads)
    import duckdb  # every engine reads the small tables by it

    try:
        return engine.tally(counting, sources, told, stages), _named(engine.name)
    except duckdb.Error as trouble:
        why = str(trouble).strip().splitlines()[0][:300]
        raise Problem(
            f"นับคำตอบไม่สำเร็จ แฟ้มเดิมยังอยู่ครบ กรุณาตรวจที่ว่างในดิสก์ หน่วยความจำ และแฟ้มคำตอบ ({why})",
            "The answers could not be counted; what stood there is as it was. Look at disk room, memory "
            f"and the files ({why}).",
        ) from trouble


def _named(engine: str) -> str:
    """An engine with the version of the library that did the work."""
    library = sys.modules.get({"spark": "pyspark", "postgres": "psycopg"}.get(engine, "duckdb"))
    return f"{engine} {getattr(library, '__version__', '')}".rstrip()


def _memory(wanted: Wanted) -> str | None:
    return None if wanted.memory is None else f"{wanted.memory}MB"


@dataclass(frozen=True, slots=True)
class _Result:
    """All that the file of a run is made of."""

    wanted: Wanted
    counting: Counting
    framework: Framework
    counted: Counted
    reckoned: Reckoned


def _write(result: _Result, work: WorkFolder, inputs: Callable[[], tuple[Input, ...]]) -> tuple[RunManifest, Part]:
    """Write everything beside, then put it in its place. Raises: Problem when the disk does not take it."""
    out = result.wanted.out
    try:
        with RunFile(work.path / RUN) as file:
            parts = list(_tables(result, file))
            manifest = _manifest(result)
            parts.append(file.add(SUMMARY, summary_page(manifest, result.reckoned, result.framework).encode()))
            manifest = replace(manifest, parts=tuple(parts))
            content = manifest_bytes(manifest)
            file.add(MANIFEST, content)
            file.add(INPUTS, inputs_bytes(inputs(), content))
            file.put(out)
        size, digest = file_digest(out)
    except OSError as trouble:
        raise cannot_write(out, trouble) from trouble
    return manifest, Part(out.name, size, digest)


def _tables(result: _Result, file: RunFile) -> Iterator[Part]:
    reckoned = result.reckoned
    groups: dict[NationalTable, Iterable[Sequence[Column]]] = {
        AGENCIES: [[*reckoned.agencies.values()]],
        SCORES: _by_subject(reckoned),
        FLAGS: [[*reckoned.flags.values()]],
        REJECTS: _rejected(result.counted),
    }
    for table, columns in groups.items():
        with file.part(table.file) as part:
            write_table(part, table, columns)
        yield part.written


def _rejected(counted: Counted) -> Iterator[Sequence[Column]]:
    """The rows that were not scored, some at a time: they may be more than fits into memory."""
    if not counted.rejects.rows:
        return
    import duckdb

    with duckdb.connect(config={**ALONE, "threads": 1}) as database:
        found = database.execute("FROM read_parquet(?)", [str(counted.rejects.file)])
        while rows := found.fetchmany(REJECTS_AT_ONCE):
            cells = zip(REJECTS.columns, zip(*rows, strict=True), strict=True)
            yield [as_column(each) if of.kind == "integer" else each for of, each in cells]


def _by_subject(reckoned: Reckoned) -> Iterator[Sequence[Column]]:
    """The scores a subject at a time, so that who looks for one subject reads nothing else."""
    codes = reckoned.agencies["agency"]
    for (kind, code, part), each in reckoned.subjects.items():
        if kind != TOTAL[0]:
            yield codes, Same(kind), Same(code), Same(part), each.points, each.low, each.high, each.answers


def _manifest(result: _Result) -> RunManifest:
    options, year = result.wanted.options, result.wanted.fiscal_year
    return RunManifest(
        fiscal_year=year,
        program=__version__,
        frameworks={each: framework_digest(each) for each in dict.fromkeys([year, options.rule_of or year])},
        doubts=doubts_of(result.framework, result.counting),
        in_points=options.in_points,
        supposed=_supposed(options),
        counts=_counts(result),
        unread_columns=tuple(sorted(result.counted.unread_columns)),
        answers_digest=digest_of(result.counted.surveys),
        parts=(),
    )


def _supposed(options: Options) -> Supposed:
    return Supposed(
        weights={tool: str(weight) for tool, weight in sorted(options.weights.items())},
        thresholds={
            level: (str(each.total), None if each.each_tool is None else str(each.each_tool))
            for level, each in sorted(options.thresholds.items())
        },
        rule_of=options.rule_of,
        without=tuple(sorted(set(options.without))),
        statements=options.statements,
    )


def _counts(result: _Result) -> Counts:
    agencies, counted = result.reckoned.agencies, result.counted
    levels = Counter(agencies["level"])
    rejects = counted.rejects.by_reason
    return Counts(
        agencies=len(agencies["agency"]),
        scored=int(np.count_nonzero(result.reckoned.subjects[TOTAL].points != NONE)),
        respondents={each.part or each.tool: int(each.respondents.sum()) for each in counted.surveys},
        answers={
            each.part or each.tool: sum(int(sums.counts.sum()) for sums in each.statements.values())
            for each in counted.surveys
        },
        levels={band.name: levels[band.name] for band in result.framework.levels},
        flags=dict(sorted(Counter(map(str, result.reckoned.flags["flag"])).items())),
        rejects={reason.value: each.rows for reason, each in rejects.items()},
        rejected_answers=sum(each.answers for each in rejects.values()),
    )


def _inputs(sources: Sources) -> tuple[Input, ...]:
    listed = ((role, path) for role, paths in sources.files.items() for path in paths)
    found = [Input(role, path.name, *file_digest(path)) for role, path in listed]
    return tuple(sorted(found, key=lambda each: (each.role, each.name, each.sha256)))


def _key(wanted: Wanted, counting: Counting, inputs: Sequence[Input]) -> str:
    """Of what a finished survey part is: another file, year, way of counting or program makes another."""
    ground = (__version__, framework_digest(wanted.fiscal_year), repr(counting), sorted(inputs, key=repr))
    return hashlib.sha256(repr(ground).encode()).hexdigest()


def _must_differ(out: Path, sources: Sources) -> None:
    for path in (each for paths in sources.files.values() for each in paths):
        if out.exists() and out.samefile(path):
            raise Problem(
                f"“{out}” เป็นแฟ้มที่ใช้คำนวณอยู่ จะเขียนทับไม่ได้ กรุณาเลือกชื่อแฟ้มผลลัพธ์อื่น",
                f"“{out}” is one of the files to be read; choose another name for the output.",
            )


def _too_strict(counted: Counted) -> Refused:
    listed = ", ".join(f"{reason.value} {each.rows}" for reason, each in counted.rejects.by_reason.items())
    return Refused(
        f"มีแถวที่นำมาคิดคะแนนไม่ได้ ({listed}) จึงไม่เขียนผลตาม --strict กรุณาแก้แฟ้ม หรือไม่ใช้ --strict แล้วดู rejects.parquet",
        f"Some rows cannot be scored ({listed}) and --strict was said, so nothing was written; mend the files, or run "
        "without --strict and look into rejects.parquet.",
    )


Value = TypeVar("Value")


class _Later(Generic[Value]):
    """Something that is worked out meanwhile. The thread never keeps a program that is stopped."""

    def __init__(self, work: Callable[[], Value]) -> None:
        self.work, self.found, self.trouble = work, list[Value](), list[BaseException]()
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.found.append(self.work())
        except BaseException as trouble:  # whoever waits for it gets it
            self.trouble.append(trouble)

    def value(self) -> Value:
        """What came of it, or the trouble that came instead."""
        self.thread.join()
        if self.trouble:
            raise self.trouble[0]
        return self.found[0]


class _Clock:
    """How long each stage took. Unit: seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = perf_counter() - start
