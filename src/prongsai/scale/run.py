"""One run over the country: the engine counts, the core decides, and one file is written, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from prongsai import __version__
from prongsai.core.errors import Problem, Refused
from prongsai.core.framework import Framework, load
from prongsai.core.nation.agencies import NationalAgency
from prongsai.core.nation.counting import Counting, counting_of
from prongsai.core.nation.manifest import Input, RunManifest, framework_digest
from prongsai.core.nation.whatif import NOTHING_ASSUMED, Options, applied
from prongsai.scale.counted import Counted, Stages, Told, stage_of, told_nothing
from prongsai.scale.inputs import Sources, open_sources
from prongsai.scale.keeping import RUN, WORTH_KEEPING, KeptStages, WorkFolder
from prongsai.scale.later import Later
from prongsai.scale.output import file_digest, must_suit

if TYPE_CHECKING:
    from prongsai.core.nation.scoring import SurveyReckoned
    from prongsai.core.nation.tally import SurveyTally


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
    # numpy starts a thread for each processor to multiply matrices, and here are none: it would only be in the way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
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
    hashed = Later(lambda: _inputs(sources))
    stages = KeptStages(work, lambda: _key(wanted, counting, hashed.value()), worth=wanted.worth_keeping)
    if wanted.is_fresh:
        stages.forget()
    reckoning = _Reckoning(wanted, counting, stages)
    with clock.stage("count"):
        counted, engine = _count(wanted, counting, sources, reckoning, told)
        sources.close()  # what was opened is done with; reckoning and writing want its memory
    from prongsai.core.nation.scoring import joined
    from prongsai.scale.result import Result, write_result
    from prongsai.scale.tallied import digest_of

    with counted:
        if wanted.is_strict and counted.rejects.by_reason:
            raise _too_strict(counted)
        told("reckon", 0.0)
        digest = Later(partial(digest_of, counted.surveys))
        with clock.stage("reckon"):
            surveys = [reckoning.of(each) for each in counted.surveys]
            reckoned = joined(framework, counting, surveys, counted.agencies, counted.marks, wanted.options)
        told("write", 0.0)
        with clock.stage("write"):
            result = Result(counting, applied(framework, wanted.options), counted, reckoned, digest)
            manifest, whole = write_result(result, work.path / RUN, wanted.out, hashed.value)
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
        self.under_way: dict[str, Later[SurveyReckoned]] = {}

    def listed(self, agencies: Sequence[NationalAgency]) -> None:
        """Hear which agencies are counted: the engine begins, and what reckons is loaded meanwhile."""
        self.agencies = agencies
        Later(lambda: import_module("prongsai.scale.result"))

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
        from prongsai.core.nation.scoring import reckon_survey

        self.under_way[stage] = Later(lambda: reckon_survey(self.counting, tally, self.agencies, self.wanted.options))


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
