"""What a paper that came back says otherwise than the paper it was made from: field by field, from what to what.

The two readings have no keys in common: records are paired by what they say (`core.aligning`). How a text was typed
(spaces, invisible characters, Thai or Arabic digits) is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from prongsai.core.aligning import Pair, aligned
from prongsai.core.records import Finding, Measure, Period, Reading, Result, Round, Step, Unread, Written
from prongsai.core.thai import arabic, normal
from prongsai.core.versions import Deed

MEASURE_FIELDS = (
    *("number", "tool", "indicator", "codes", "title", "finding", "owners", "period", "monitoring"),
    *("status", "percent", "result", "suggestion", "evidence", "marked", "written"),
)
STEP_FIELDS = ("number", "text", "owners", "period", "status", "percent", "result", "suggestion", "evidence")
FINDING_FIELDS = ("tool", "part", "indicator", "code", "remark", "recommendation", "items", "missing_elements")
RESULT_FIELDS = ("fiscal_year", "level", "rank")
AGENCY_FIELDS = ("name", "kind", "district", "province")
PAPER_FIELDS = ("kind", "fiscal_year", "round")

_OF_LETTERS = re.compile(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])")

Record = Result | Finding | Measure | Step | Unread
_Key = tuple[int | None, int | None]
"""The places of a measure and of one of its steps."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: a field of a record (`name`), or a whole record that came, went or moved (`name` "").

    `path` is the place in the later paper, as corrections name it (``measures.3.steps.1.result``); of a record that is
    gone, that of what it stood in. `record` is as the later paper has it, or the earlier where it is gone; `within` is
    the measure of a step, `came_from` the one that a moved step left.
    """

    deed: Deed
    path: str
    name: str = ""
    before: Any = None
    after: Any = None
    record: Record | None = None
    within: Measure | None = None
    came_from: Measure | None = None


def differences(before: Reading, after: Reading) -> tuple[Difference, ...]:
    """Everything the later of two readings of a paper says otherwise.

    Shape: in the order of the later paper: agency, year and round, results, findings, measures each before its steps,
    then what was not understood; in each of these what is gone stands last. Empty when both say the same.
    """
    measures = tuple(_of_measures(before.measures, after.measures))
    return (
        *_fields("agency", before.agency, after.agency, AGENCY_FIELDS),
        *_fields("", before, after, PAPER_FIELDS),
        *_of_list("results", before.results, after.results),
        *_beside(tuple(_of_list("findings", before.findings, after.findings)), measures),
        *measures,
        *_of_list("unread", before.unread, after.unread),
    )


def _of_list(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    for pair in _paired(before, after):
        path = f"{name}.{pair.after}" if pair.after is not None else ""
        yield from _of_pair(pair, path, before, after)


def _beside(findings: Sequence[Difference], measures: Sequence[Difference]) -> Iterator[Difference]:
    """The differences of findings without those that a measure's own field tells: both stand in one cell."""
    told = [(str(plainly(each.before)), str(plainly(each.after))) for each in measures if each.name == "finding"]
    for each in findings:
        was, now = str(plainly(each.before)), str(plainly(each.after))
        if each.name != "remark" or not any(was in old and now in new for old, new in told):
            yield each


def _of_measures(before: Sequence[Measure], after: Sequence[Measure]) -> Iterator[Difference]:
    pairs = _paired(before, after)
    steps = _Steps(before, after, pairs)
    for pair in pairs:
        path = f"measures.{pair.after}" if pair.after is not None else ""
        yield from _of_pair(pair, path, before, after)
        yield from steps.of(pair, path)


def _of_pair(pair: Pair, path: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    """What became of one record: it came, went or moved, or some of its fields changed."""
    if pair.before is None or pair.after is None:
        record = after[pair.after] if pair.after is not None else before[pair.before or 0]
        yield Difference(Deed.ADDED if pair.before is None else Deed.REMOVED, path, record=record)
        return
    old, new = before[pair.before], after[pair.after]
    if pair.is_moved:
        yield Difference(Deed.MOVED, path, record=new)
    yield from _changed(path, old, new)


def _changed(path: str, old: Record, new: Record) -> Iterator[Difference]:
    found = _fields(path, old, new, _NAMES[type(new)])
    if isinstance(old, Result) and isinstance(new, Result):
        found = (*found, *_score_changes(path, old, new))
    yield from (replace(each, record=new) for each in found)


def _fields(path: str, old: Any, new: Any, names: tuple[str, ...]) -> tuple[Difference, ...]:
    """Fields that say something else. Ticks are told only where the status does not tell it already."""
    changed = [name for name in names if plainly(getattr(old, name)) != plainly(getattr(new, name))]
    if "status" in changed and "marked" in changed:
        changed.remove("marked")
    return tuple(
        Difference(Deed.CHANGED, f"{path}.{name}" if path else name, name, getattr(old, name), getattr(new, name))
        for name in changed
    )


def _score_changes(path: str, old: Result, new: Result) -> Iterator[Difference]:
    was, now = _scores(old), _scores(new)
    for cell in (*now, *(each for each in was if each not in now)):
        if was.get(cell) != now.get(cell):
            within = "" if cell == "total" else "indicators." if cell.isdigit() else "tools."
            values = (_alone(each.get(cell, ())) for each in (was, now))
            yield Difference(Deed.CHANGED, f"{path}.{within}{cell}", cell, *values)


def _scores(result: Result) -> dict[str, tuple[Decimal, ...]]:
    """Every score of a result by its cell, and what else is printed for it further on."""
    total = {} if result.total is None else {"total": result.total}
    again: dict[str, list[Decimal]] = {}
    for each in result.printed:
        again.setdefault(each.cell, []).append(each.value)
    values = {**total, **result.tools, **result.indicators}
    return {cell: (value, *again.get(cell, ())[1:]) for cell, value in values.items()}


def _alone(values: tuple[Decimal, ...]) -> Any:
    return values[0] if len(values) == 1 else values or None


class _Steps:
    """The steps of all measures: those of measures that stayed are paired there, the rest wherever they went."""

    def __init__(self, before: Sequence[Measure], after: Sequence[Measure], pairs: Sequence[Pair]) -> None:
        self._before, self._after = before, after
        self._inside = {(each.before, each.after): _steps_paired(before, after, each) for each in pairs}
        self._homes = self._wandered()
        self._left: set[_Key] = set(self._homes.values())

    def of(self, pair: Pair, path: str) -> Iterator[Difference]:
        """What became of the steps of a measure; those of one that came or went are told with it."""
        stayed = pair.before is not None and pair.after is not None
        for each in self._inside[pair.before, pair.after]:
            now, then = (pair.after, each.after), (pair.before, each.before)
            if now in self._homes:
                yield from self._moved(now, path)
            elif stayed and then not in self._left:
                yield from self._told(each, path, pair)

    def _told(self, step: Pair, path: str, measure: Pair) -> Iterator[Difference]:
        old, new = self._before[measure.before or 0].steps, self._after[measure.after or 0].steps
        place = path if step.after is None else f"{path}.steps.{step.after}"
        found = _of_pair(step, place, old, new)
        yield from (replace(each, within=self._after[measure.after or 0]) for each in found)

    def _moved(self, now: _Key, path: str) -> Iterator[Difference]:
        (then, was), (here, place) = self._homes[now], now
        left, within = self._before[then or 0], self._after[here or 0]
        old, new, path = left.steps[was or 0], within.steps[place or 0], f"{path}.steps.{place}"
        yield Difference(Deed.MOVED, path, record=new, within=within, came_from=left)
        yield from (replace(each, within=within) for each in _changed(path, old, new))

    def _wandered(self) -> dict[_Key, _Key]:
        """Steps that stand under another measure now, by their text. Shape: measure and step now to those before."""
        gone: dict[Hashable, list[_Key]] = {}
        for (measure, _now), steps in self._inside.items():
            for each in steps:
                if each.after is None and measure is not None and each.before is not None:
                    text = plainly(self._before[measure].steps[each.before].text)
                    gone.setdefault(text, []).append((measure, each.before))
        homes: dict[_Key, _Key] = {}
        for (_then, measure), steps in self._inside.items():
            for each in steps:
                if each.before is None and measure is not None and each.after is not None:
                    text = plainly(self._after[measure].steps[each.after].text)
                    if text and (left := gone.get(text)):
                        homes[measure, each.after] = left.pop(0)
        return homes


def _steps_paired(before: Sequence[Measure], after: Sequence[Measure], pair: Pair) -> tuple[Pair, ...]:
    old = before[pair.before].steps if pair.before is not None else ()
    new = after[pair.after].steps if pair.after is not None else ()
    return _paired(old, new)


def _paired(before: Sequence[Record], after: Sequence[Record]) -> tuple[Pair, ...]:
    old, new = [_Told.of(each) for each in before], [_Told.of(each) for each in after]
    return aligned([each.signatures for each in old], [each.signatures for each in new], lambda i, j: old[i] - new[j])


@dataclass(frozen=True, slots=True)
class _Told:
    """What a record says, ready to be held against another of its kind."""

    signatures: tuple[Hashable, ...]
    fields: tuple[Hashable, ...]
    letters: frozenset[str]

    @classmethod
    def of(cls, record: Record) -> _Told:
        fields = tuple(plainly(getattr(record, name)) for name in _NAMES[type(record)])
        steps = tuple(_Told.of(each) for each in record.steps) if isinstance(record, Measure) else ()
        scores = tuple(_scores(record).items()) if isinstance(record, Result) else ()
        whole = (fields, tuple(each.fields for each in steps), scores)
        letters = frozenset().union(pairs_of_letters(_words(record)), *(each.letters for each in steps))
        return cls((whole, _loosely(record, whole)), fields, letters)

    def __sub__(self, other: _Told) -> float:
        """How unlike two records are, most by their words. Unit: 0-1."""
        if self.signatures[0] == other.signatures[0]:
            return 0.0
        same = sum(one == another for one, another in zip(self.fields, other.fields, strict=True))
        return 0.7 * unlike_letters(self.letters, other.letters) + 0.3 * (1 - same / (len(self.fields) or 1))


def _loosely(record: Record, whole: tuple[Any, ...]) -> Hashable:
    """What a record says beside its number, which others get when one comes or goes; of a result its year."""
    if isinstance(record, Result):
        return record.fiscal_year
    return (whole[0][1:], whole[1]) if isinstance(record, Measure | Step) else whole


def _words(record: Record) -> str:
    """The words by which a record is known again."""
    if isinstance(record, Measure):
        return f"{plainly(record.title)}\n{plainly(record.finding)}"
    if isinstance(record, Finding):
        return f"{plainly(record.remark)}\n{plainly(record.recommendation)}"
    return str(plainly(record.fiscal_year if isinstance(record, Result) else record.text))


def unlike_letters(one: frozenset[str], other: frozenset[str]) -> float:
    """How unlike two texts are by their `pairs_of_letters`. Unit: 0 (of the same pairs) to 1."""
    size = len(one) + len(other)
    return 1.0 - 2 * len(one & other) / size if size else 0.0


def pairs_of_letters(text: str) -> frozenset[str]:
    """What a text is known again by: its letters, two by two."""
    return frozenset(text[place : place + 2] for place in range(len(text) - 1)) or frozenset({text} - {""})


def plainly(value: Any) -> Hashable:
    """A value as it is compared: texts without what is only typing, periods by their words, lists member by member.

    Nothing and an empty text are the same; a number that is not there is not the number zero.
    """
    if isinstance(value, str):
        return _plain_text(str(value))
    if isinstance(value, Period):
        return _plain_text(value.text) or f"{value.start} {value.end}"
    if isinstance(value, Round):
        return (value.months, value.start, value.end)
    if isinstance(value, Written):
        return (value.column, _plain_text(value.text))
    if isinstance(value, tuple):
        return tuple(plainly(each) for each in value) or ""
    return "" if value is None else value


@lru_cache(maxsize=20_000)
def _plain_text(text: str) -> str:
    """Thai is written without spaces between words: a space says something only between figures or Latin letters."""
    return _OF_LETTERS.sub("", arabic(normal(text)))


_NAMES: dict[type, tuple[str, ...]] = {
    Result: RESULT_FIELDS,
    Finding: FINDING_FIELDS,
    Measure: MEASURE_FIELDS,
    Step: STEP_FIELDS,
    Unread: ("text",),
}
