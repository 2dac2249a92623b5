"""A measure as lines of a table, a step in each: what is said of the whole measure reaches over all its lines.

Where the measure and its steps both say something of the same column, the measure has a first line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prongsai.core.records import Measure
from prongsai.paper.writing.compose import saying
from prongsai.paper.writing.compose.saying import Teller

TELLERS: dict[str, Teller] = {
    "owners": saying.owners,
    "period": saying.period,
    "status": saying.worded_status,
    "percent": saying.percent,
    "result": saying.result,
    "suggestion": saying.suggestion,
    "evidence": saying.evidence,
    **{key: saying.tick(status) for key, status in saying.STATUS_COLUMNS.items()},
}
"""Key of a column that a step can say something of -> what it says."""

IDENTITY = ("number", "indicator", "question", "finding", "title", "monitoring")
"""Keys of columns that speak for the whole measure."""


@dataclass(frozen=True, slots=True)
class Said:
    """A cell: its text, and over how many lines it reaches."""

    text: str
    rows: int = 1


Line = Mapping[str, Said]
"""The cells of a line by the key of their column; keys that a cell above reaches over are not there."""


def lines_of(measure: Measure, keys: Sequence[str], identity: Callable[[Measure, str], str]) -> list[Line]:
    """The lines of a measure under some columns; `identity` gives the words of the columns in `IDENTITY`."""
    told = {key: _teller(key, keys)(measure) for key in keys if key in TELLERS}
    known = {key: identity(measure, key) for key in keys if key in IDENTITY}
    if len(measure.steps) < 2:
        return [_single(measure, keys, told, known)]
    has_own = any(whole and any(parts) for whole, parts in told.values())
    count = len(measure.steps) + has_own
    lines: list[dict[str, Said]] = [{} for _ in range(count)]
    for key in keys:
        if key in known or (key in told and not any(told[key][1])):
            text = known[key] if key in known else told[key][0]
            lines[0][key] = Said(text, count)
        else:
            whole, parts = told.get(key) or ("", tuple(map(saying.step_words, measure.steps)))
            for line, text in zip(lines, (*([whole] if has_own else ()), *parts), strict=True):
                line[key] = Said(text)
    return list(lines)


def _teller(key: str, keys: Sequence[str]) -> Teller:
    """What tells a column's words; beside ticked columns the result leaves out what stands in them."""
    has_ticks = any(each in saying.STATUS_COLUMNS for each in keys)
    return saying.result_beside_ticks if key == "result" and has_ticks else TELLERS[key]


def _single(
    measure: Measure,
    keys: Sequence[str],
    told: Mapping[str, tuple[str, tuple[str, ...]]],
    known: Mapping[str, str],
) -> Line:
    """The line of a measure with one step or none."""
    line: dict[str, Said] = {}
    for key in keys:
        if key in known:
            line[key] = Said(known[key])
        elif key in told:
            whole, parts = told[key]
            between = {"owners": ", ", "evidence": "\n"}.get(key, " ")
            line[key] = Said(between.join(dict.fromkeys(each for each in (whole, *parts) if each)))
        else:
            line[key] = Said("".join(map(saying.step_words, measure.steps)))
    return line
