"""What changed between two versions of a plan: record by record, field by field, from what to what.

Both versions are readings whose records keep their place over time: a measure its `Where.table`, a step its
`Where.row`. So a step that went to another measure has moved, and is not one step gone and another come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from prongsai.core.records import Measure, Reading, Step

MEASURE_FIELDS = ("number", "indicator", "codes", "title", "finding", "owners", "period", "monitoring")
STEP_FIELDS = ("number", "text", "owners", "period")
PROGRESS_FIELDS = ("status", "percent", "result", "suggestion", "evidence")
"""What a report of progress says of a measure or a step beside what was planned."""


class Deed(StrEnum):
    """What became of a record from one version to the next."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record: its value in the version before, and now."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A measure, or a step of one: what became of it. `before` and `after` are the record itself in each version.

    `measure` is the one it stands in now, or stood in when it is gone; `came_from` the one a moved step left.
    """

    deed: Deed
    measure: Measure
    before: Measure | Step | None
    after: Measure | Step | None
    fields: tuple[FieldChange, ...] = ()
    came_from: Measure | None = None

    @property
    def record(self) -> Measure | Step:
        """The record as it is now, or as it was when it is gone."""
        return self.after or self.before or self.measure


def changes_between(before: Reading, after: Reading, more: tuple[str, ...] = ()) -> tuple[RecordChange, ...]:
    """Everything that differs between two versions: what was planned, and `more` fields of both measures and steps.

    Shape: in the order of the later version, each measure before its steps; what is gone stands last.
    """
    return (*_measure_changes(before, after, more), *_gone(before, after))


def _measure_changes(before: Reading, after: Reading, more: tuple[str, ...]) -> Iterator[RecordChange]:
    earlier, homes = _measures(before), _homes(before)
    for measure in after.measures:
        yield from _change(earlier.get(measure.where.table), measure, measure, MEASURE_FIELDS + more)
        for step in measure.steps:
            home, old = homes.get(step.where.row, (None, None))
            yield from _change(old, step, measure, STEP_FIELDS + more, home)


def _change(
    old: Measure | Step | None,
    new: Measure | Step,
    measure: Measure,
    names: tuple[str, ...],
    home: Measure | None = None,
) -> Iterator[RecordChange]:
    if old is None:
        yield RecordChange(Deed.ADDED, measure, None, new)
        return
    fields = tuple(_field_changes(old, new, names))
    if home is not None and home.where.table != measure.where.table:
        yield RecordChange(Deed.MOVED, measure, old, new, fields, home)
    elif fields:
        yield RecordChange(Deed.CHANGED, measure, old, new, fields)


def _field_changes(old: Any, new: Any, names: tuple[str, ...]) -> Iterator[FieldChange]:
    for name in names:
        was, is_now = getattr(old, name), getattr(new, name)
        if was != is_now:
            yield FieldChange(name, was, is_now)


def _gone(before: Reading, after: Reading) -> Iterator[RecordChange]:
    """A measure that is gone takes its steps along: they are told by themselves only where it stays."""
    measures, steps = _measures(after), _homes(after)
    for measure in before.measures:
        if measure.where.table not in measures:
            yield RecordChange(Deed.REMOVED, measure, measure, None)
            continue
        for step in measure.steps:
            if step.where.row not in steps:
                yield RecordChange(Deed.REMOVED, measure, step, None)


def _measures(reading: Reading) -> dict[int | None, Measure]:
    return {measure.where.table: measure for measure in reading.measures}


def _homes(reading: Reading) -> dict[int | None, tuple[Measure, Step]]:
    """Every step with the measure it stands in."""
    return {step.where.row: (measure, step) for measure in reading.measures for step in measure.steps}
