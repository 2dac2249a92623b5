"""Measures made, edited, moved and taken out of a plan that is open to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from prongsai.apps.assessment.models import Paper
from prongsai.apps.improvement.models import Answer, Measure, Plan
from prongsai.apps.improvement.operations.history import hold, put_owners, remember, state_of
from prongsai.apps.improvement.operations.places import next_place, place_of, put_at
from prongsai.apps.improvement.operations.plans import hold_open, plan_to_write
from prongsai.apps.improvement.operations.steps import NewStep, Owner, add_steps, distinct
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.core.records import Where


class MeasureWords(TypedDict, total=False):
    """What is written of a measure. `codes` are normal codes of the plan's year; from `starts_on` until before
    `ends_on`."""

    number: str
    tool: str
    indicator: int | None
    codes: Sequence[str]
    title: str
    finding: str
    monitoring: str
    suggestion: str
    starts_on: date | None
    ends_on: date | None
    period_text: str


class MeasureOrigin(MeasureWords, total=False):
    """What is written of a measure that is made, and where its first words came from."""

    source: str
    practice: str
    paper: Paper | None
    where: Mapping[str, Any]
    came_from: Measure | None


def add_measure(
    plan: Plan,
    by: Viewer,
    at: datetime,
    *,
    deed: str = "measure.created",
    owners: Iterable[Owner] = (),
    steps: Iterable[NewStep] = (),
    answers: Iterable[str] = (),
    **words: Unpack[MeasureOrigin],
) -> Measure:
    """Put a measure at the end of a plan, with its steps and the weak points it answers.

    The plan is held open by whoever asks (`plan_to_write`, `hold_open`). Shape: `answers` are keys of weak points.
    """
    measure = Measure(agency=plan.agency, plan=plan, position=next_place(plan), created_at=at)
    _write(measure, words)
    measure.save()
    put_owners(measure, distinct(owners))
    Answer.objects.bulk_create(Answer(measure=measure, subject=subject) for subject in dict.fromkeys(answers))
    remember(by=by, at=at, record=measure, deed=deed, before=None)
    add_steps(measure, by, at, steps, deed=deed)
    return measure


@operation("measure.created")
def create_measure(
    *,
    by: Viewer,
    at: datetime,
    year: int,
    words: MeasureWords,
    owners: Iterable[Owner] = (),
    steps: Iterable[NewStep] = (),
) -> Measure:
    """Write a measure into the plan of a year, which is begun where there is none.

    Raises: Refused when the plan is not open to change.
    """
    plan = plan_to_write(by, at, year)
    measure = add_measure(plan, by, at, owners=owners, steps=steps, **words)
    note(measure, year=year)
    return measure


@operation("measure.edited")
def edit_measure(
    *, by: Viewer, at: datetime, measure: Measure, version: int, words: MeasureWords, owners: Iterable[Owner]
) -> None:
    """Write a measure anew, from the `version` that was shown.

    Raises: Overtaken when somebody saved it meanwhile; Refused when the plan is not open, it was taken out, or it would
    say nothing any more.
    """
    hold_open(measure.plan)
    must_be_there(measure)
    hold(measure, version)
    before = state_of(measure)
    _write(measure, words)
    _must_say_something(measure)
    measure.save(update_fields=[*words, "version"])
    put_owners(measure, distinct(owners))
    change = remember(by=by, at=at, record=measure, deed="measure.edited", before=before)
    note(changed=sorted(change.after or {}) if change else [])


@operation("measure.removed")
def remove_measure(*, by: Viewer, at: datetime, measure: Measure) -> None:
    """Take a measure out of its plan, its steps with it; its history keeps it, and an undo brings it back.

    Raises: Refused when the plan is not open, or it was taken out before.
    """
    hold_open(measure.plan)
    must_be_there(measure)
    before = state_of(measure)
    measure.removed_at, measure.version = at, measure.version + 1
    measure.save(update_fields=["removed_at", "version"])
    remember(by=by, at=at, record=measure, deed="measure.removed", before=before)


@operation("measure.moved")
def move_measure(*, by: Viewer, at: datetime, measure: Measure, shift: int) -> None:
    """Move a measure up (`shift` below 0) or down in its plan. Unit: places.

    Raises: Refused when the plan is not open, or it was taken out.
    """
    hold_open(measure.plan)
    must_be_there(measure)
    before = state_of(measure)
    put_at(measure, place_of(measure) + shift)
    remember(by=by, at=at, record=measure, deed="measure.moved", before=before)


def must_be_there(measure: Measure) -> None:
    """Refuse what needs a measure that is still in its plan. Its row is read anew: the plan is held by now."""
    if not Measure.objects.filter(pk=measure.pk, removed_at=None).exists():
        raise Refused(
            "มาตรการนี้ถูกนำออกจากแผนแล้ว หากยังต้องใช้ ให้ย้อนการนำออกที่หน้าประวัติของมาตรการ",
            "This measure was taken out of the plan; undo that on its history page if it is still needed.",
        )


def _must_say_something(measure: Measure) -> None:
    """A paper may give a measure a finding and no title: taking the one away needs the other."""
    if not (measure.title or measure.finding):
        raise Refused(
            "มาตรการต้องมีข้อความ กรุณาเขียนมาตรการ หรือคงประเด็นที่ต้องพัฒนาไว้",
            "A measure has to say something; write its title, or leave its finding.",
        )


def where_of(place: Where) -> dict[str, Any]:
    """A place in a paper as a measure or step keeps it."""
    return {name: value for name in Where.__slots__ if (value := getattr(place, name)) is not None}


def _write(measure: Measure, words: Mapping[str, Any]) -> None:
    for name, value in words.items():
        setattr(measure, name, list(value) if name == "codes" else value)
