"""What a country was counted to, reckoned and written as the file of a run.

numpy comes with it: it is loaded while the engine counts, not before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from prongsai import __version__
from prongsai.core.framework import Framework
from prongsai.core.nation.columns import NONE
from prongsai.core.nation.counting import Counting
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
from prongsai.core.nation.scoring import TOTAL, Reckoned
from prongsai.core.nation.tally import as_column
from prongsai.core.nation.whatif import Options
from prongsai.core.tables.national import AGENCIES, FLAGS, MANIFEST, REJECTS, SCORES, SUMMARY, NationalTable
from prongsai.scale.counted import Counted
from prongsai.scale.later import Later
from prongsai.scale.output import RunFile, cannot_write
from prongsai.scale.parquet import Column, Same, write_table
from prongsai.scale.summary import summary_page
from prongsai.scale.tablefiles import ALONE

REJECTS_AT_ONCE = 1 << 16
"""Unit: rows."""


@dataclass(frozen=True, slots=True)
class Result:
    """All that the file of a run is made of."""

    counting: Counting
    framework: Framework
    counted: Counted
    reckoned: Reckoned
    digest: Later[str]


def write_result(
    result: Result, beside: Path, out: Path, inputs: Callable[[], tuple[Input, ...]]
) -> tuple[RunManifest, Part]:
    """Write everything beside, then put it in its place. Raises: Problem when the disk does not take it."""
    try:
        with RunFile(beside) as file:
            parts = list(_tables(result, file))
            manifest = _manifest(result)
            parts.append(file.add(SUMMARY, summary_page(manifest, result.reckoned, result.framework).encode()))
            manifest = replace(manifest, parts=tuple(parts))
            content = manifest_bytes(manifest)
            file.add(MANIFEST, content)
            file.add(INPUTS, inputs_bytes(inputs(), content))
            whole = file.put(out)
    except OSError as trouble:
        raise cannot_write(out, trouble) from trouble
    return manifest, whole


def _tables(result: Result, file: RunFile) -> Iterator[Part]:
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


def _manifest(result: Result) -> RunManifest:
    options, year = result.reckoned.options, result.counting.fiscal_year
    years = dict.fromkeys([year, options.rule_of or year])
    return RunManifest(
        fiscal_year=year,
        program=__version__,
        frameworks={each: framework_digest(each) for each in years},
        doubts=doubts_of(result.framework, result.counting),
        in_points=options.in_points,
        supposed=_supposed(options),
        counts=_counts(result),
        unread_columns=tuple(sorted(result.counted.unread_columns)),
        answers_digest=result.digest.value(),
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


def _counts(result: Result) -> Counts:
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
