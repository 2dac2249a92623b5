"""Steps made, edited, moved and taken out of the measures of a plan that is open to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypedDict

from prongsai.apps.improvement.models import Measure, Report, Step
from prongsai.apps.improvement.operations.history import hold, put_owners, remember, state_of
from prongsai.apps.improvement.operations.places import next_place, place_of, put_at
from prongsai.apps.improvement.operations.plans import hold_open
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused

Owner = Mapping[str, Any]
"""Who does something. Shape: ``name``, and ``unit_id`` or ``person_id`` of who it is, as `owners_of` gives them."""


class StepWords(TypedDict, total=False):
    """What is written of a step; from `starts_on` until before `ends_on`."""

    number: str
    text: str
    expected_evidence: str
    starts_on: date | None
    ends_on: date | None
    period_text: str


@dataclass(frozen=True)
class NewStep:
    """A step to be made. Shape: `owners` as `owners_of` gives them."""

    text: str
    number: str = ""
    expected_evidence: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    period_text: str = ""
    owners: tuple[Owner, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    came_from: Step | None = None


def add_steps(
    measure: Measure, by: Viewer, at: datetime, steps: Iterable[NewStep], *, deed: str = "step.created"
) -> list[Step]:
    """Put steps at the end of a measure whose plan is held open by whoever asks."""
    first = next_place(measure)
    return [_add(measure, by, at, each, place, deed) for place, each in enumerate(steps, first)]


@operation("step.created")
def create_steps(*, by: Viewer, at: datetime, measure: Measure, steps: Iterable[NewStep]) -> list[Step]:
    """Put steps at the end of a measure.

    Raises: Refused when the plan is not open, or the measure was taken out.
    """
    hold_open(measure.plan)
    _measure_must_be_there(measure)
    made = add_steps(measure, by, at, steps)
    note(measure, count=len(made))
    return made


@operation("step.edited")
def edit_step(*, by: Viewer, at: datetime, step: Step, version: int, words: StepWords, owners: Iterable[Owner]) -> None:
    """Write a step anew, from the `version` that was shown.

    Raises: Overtaken when somebody saved it meanwhile; Refused when the plan is not open, or it was taken out.
    """
    hold_open(step.measure.plan)
    must_be_there(step)
    hold(step, version)
    before = state_of(step)
    for name, value in words.items():
        setattr(step, name, value)
    step.save(update_fields=[*words, "version"])
    put_owners(step, distinct(owners))
    change = remember(by=by, at=at, record=step, deed="step.edited", before=before)
    note(changed=sorted(change.after or {}) if change else [])


@operation("step.removed")
def remove_step(*, by: Viewer, at: datetime, step: Step) -> None:
    """Take a step out of its measure; its history keeps it, and an undo brings it back.

    Raises: Refused when the plan is not open, or it was taken out before.
    """
    hold_open(step.measure.plan)
    must_be_there(step)
    before = state_of(step)
    step.removed_at, step.version = at, step.version + 1
    step.save(update_fields=["removed_at", "version"])
    remember(by=by, at=at, record=step, deed="step.removed", before=before)


@operation("step.moved")
def move_step(*, by: Viewer, at: datetime, step: Step, to: Measure | None = None, shift: int = 0) -> None:
    """Move a step to the end of another measure of its plan, or up (`shift` below 0) or down in its own.

    Raises: Refused when the plan is not open, the step or the measure was taken out, or it is of another plan.
    """
    hold_open(step.measure.plan)
    must_be_there(step)
    before = state_of(step)
    if to is None:
        put_at(step, place_of(step) + shift)
    else:
        _put_into(step, to)
    remember(by=by, at=at, record=step, deed="step.moved", before=before)


def must_be_there(step: Step) -> None:
    """Refuse what needs a step that is still in its plan. Its row is read anew: the plan is held by now."""
    if not Step.objects.filter(pk=step.pk, removed_at=None, measure__removed_at=None).exists():
        raise Refused(
            "ขั้นตอนนี้ถูกนำออกจากแผนแล้ว หากยังต้องใช้ ให้ย้อนการนำออกที่หน้าประวัติของขั้นตอน",
            "This step was taken out of the plan; undo that on its history page if it is still needed.",
        )


def take_reports_along(step: Step) -> None:
    """File what was reported of a step under the measure it is in now; a closed round shows what it closed with."""
    Report.objects.filter(step=step).update(measure=step.measure_id)


def distinct(owners: Iterable[Owner]) -> list[dict[str, Any]]:
    """Every owner once, by name, in order."""
    found: dict[str, dict[str, Any]] = {}
    for each in owners:
        found.setdefault(each["name"], dict(each))
    return list(found.values())


def _measure_must_be_there(measure: Measure) -> None:
    if not Measure.objects.filter(pk=measure.pk, removed_at=None).exists():
        raise Refused(
            "มาตรการนี้ถูกนำออกจากแผนแล้ว จึงเพิ่มหรือย้ายขั้นตอนเข้ามาไม่ได้",
            "This measure was taken out of the plan, so it takes no steps.",
        )


def _put_into(step: Step, measure: Measure) -> None:
    if measure.plan_id != step.measure.plan_id:
        raise Refused("ย้ายได้เฉพาะในแผนเดียวกัน", "A step moves within its plan only.")
    _measure_must_be_there(measure)
    step.position = next_place(measure)
    step.measure = measure
    step.version += 1
    step.save(update_fields=["position", "measure", "version"])
    take_reports_along(step)


def _add(measure: Measure, by: Viewer, at: datetime, words: NewStep, place: int, deed: str) -> Step:
    step = Step.objects.create(
        agency=measure.agency,
        measure=measure,
        position=place,
        number=words.number,
        text=words.text,
        expected_evidence=words.expected_evidence,
        starts_on=words.starts_on,
        ends_on=words.ends_on,
        period_text=words.period_text,
        where=dict(words.where),
        came_from=words.came_from,
        created_at=at,
    )
    put_owners(step, distinct(words.owners))
    remember(by=by, at=at, record=step, deed=deed, before=None)
    return step
