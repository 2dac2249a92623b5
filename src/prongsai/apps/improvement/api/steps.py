"""The steps of measures: read, written, moved, taken out."""

from __future__ import annotations

from django.utils import timezone
from ninja import Path, Query, Router, Status

from prongsai.apps.improvement.api.access import ApiRequest, within
from prongsai.apps.improvement.api.fields import Listed, OfMeasure, OfStep, Slice
from prongsai.apps.improvement.api.lists import listed
from prongsai.apps.improvement.api.problems import answers, answers_to_sent
from prongsai.apps.improvement.api.sent import StepChange, StepNew, StepPlace, owners_found
from prongsai.apps.improvement.api.shapes import Overtaken, StepShown, step_shown
from prongsai.apps.improvement.operations import steps as deeds
from prongsai.apps.improvement.operations.history import owners_of
from prongsai.apps.improvement.queries.listed import listed_step, listed_steps
from prongsai.apps.improvement.queries.plans import measure_in, step_in

router = Router(tags=["ขั้นตอน · Steps"])


@router.get(
    "/measures/{int:measure_id}/steps",
    **within("plan.read", "work.read"),
    response=answers(Listed[StepShown]),
    summary="ขั้นตอนของมาตรการ",
)
def steps(request: ApiRequest, here: Path[OfMeasure], part: Query[Slice]) -> Listed[StepShown]:
    """The steps of a measure, in its order; an officer's are those that are theirs to do."""
    viewer = request.auth.viewer
    measure = measure_in(viewer, here.year, here.measure_id)
    return listed(listed_steps(viewer, here.year).filter(measure=measure), part, step_shown)


@router.post(
    "/measures/{int:measure_id}/steps",
    **within("plan.write", "plan.edit"),
    response=answers_to_sent(StepShown, 201),
    summary="เพิ่มขั้นตอน",
)
def step_create(request: ApiRequest, here: Path[OfMeasure], sent: StepNew) -> Status[StepShown]:
    """Put a step at the end of a measure."""
    viewer = request.auth.viewer
    measure = measure_in(viewer, here.year, here.measure_id)
    new = sent.step(owners_found(viewer, sent.owners))
    (made,) = deeds.create_steps(by=viewer, at=timezone.now(), measure=measure, steps=[new])
    return Status(201, step_shown(listed_step(viewer, here.year, made.pk)))


@router.get("/steps/{int:step_id}", **within("plan.read", "work.read"), response=answers(StepShown), summary="ขั้นตอนหนึ่ง")
def step(request: ApiRequest, here: Path[OfStep]) -> StepShown:
    """One step."""
    return step_shown(listed_step(request.auth.viewer, here.year, here.step_id))


@router.patch(
    "/steps/{int:step_id}",
    **within("plan.write", "plan.edit"),
    response=answers_to_sent(StepShown, http409=Overtaken[StepShown]),
    summary="แก้ขั้นตอน",
)
def step_edit(request: ApiRequest, here: Path[OfStep], sent: StepChange) -> StepShown:
    """Write a step anew from the version that was read; what is not sent stays."""
    viewer = request.auth.viewer
    found = step_in(viewer, here.year, here.step_id)
    owners = owners_found(viewer, sent.owners, found) if "owners" in sent.model_fields_set else owners_of(found)
    deeds.edit_step(by=viewer, at=timezone.now(), step=found, version=sent.version, words=sent.words(), owners=owners)
    return step_shown(listed_step(viewer, here.year, found.pk))


@router.post(
    "/steps/{int:step_id}/move",
    **within("plan.write", "plan.edit"),
    response=answers_to_sent(StepShown),
    summary="ย้ายขั้นตอนไปมาตรการอื่น",
)
def step_move(request: ApiRequest, here: Path[OfStep], sent: StepPlace) -> StepShown:
    """Move a step to the end of another measure of its plan."""
    viewer = request.auth.viewer
    found, to = step_in(viewer, here.year, here.step_id), measure_in(viewer, here.year, sent.measure_id)
    deeds.move_step(by=viewer, at=timezone.now(), step=found, to=to)
    return step_shown(listed_step(viewer, here.year, found.pk))


@router.delete(
    "/steps/{int:step_id}",
    **within("plan.write", "plan.edit"),
    response=answers(None, 204),
    summary="นำขั้นตอนออก",
)
def step_remove(request: ApiRequest, here: Path[OfStep]) -> Status[None]:
    """Take a step out of its measure; the history keeps it."""
    viewer = request.auth.viewer
    deeds.remove_step(by=viewer, at=timezone.now(), step=step_in(viewer, here.year, here.step_id))
    return Status(204, None)
