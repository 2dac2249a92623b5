"""The measures of a plan: read, written, taken out."""

from __future__ import annotations

from django.utils import timezone
from ninja import Path, Query, Router, Status

from prongsai.apps.improvement.api.access import ApiRequest, within
from prongsai.apps.improvement.api.fields import InYear, Listed, OfMeasure, Slice
from prongsai.apps.improvement.api.lists import listed
from prongsai.apps.improvement.api.problems import answers, answers_to_sent
from prongsai.apps.improvement.api.sent import MeasureChange, MeasureNew, owners_found
from prongsai.apps.improvement.api.shapes import MeasureShown, Overtaken, measure_shown
from prongsai.apps.improvement.operations import measures as deeds
from prongsai.apps.improvement.operations.history import owners_of
from prongsai.apps.improvement.queries.listed import listed_measure, listed_measures
from prongsai.apps.improvement.queries.plans import measure_in

router = Router(tags=["มาตรการ · Measures"])


@router.get(
    "/measures", **within("plan.read", "work.read"), response=answers(Listed[MeasureShown]), summary="มาตรการของปี"
)
def measures(request: ApiRequest, here: Path[InYear], part: Query[Slice]) -> Listed[MeasureShown]:
    """The measures of a year's plan with their steps, in its order; an officer's are those that are theirs to do."""
    return listed(listed_measures(request.auth.viewer, here.year), part, measure_shown)


@router.post(
    "/measures",
    **within("plan.write", "plan.edit"),
    response=answers_to_sent(MeasureShown, 201),
    summary="เพิ่มมาตรการ",
)
def measure_create(request: ApiRequest, here: Path[InYear], sent: MeasureNew) -> Status[MeasureShown]:
    """Write a measure and its steps into the plan of a year, which is begun where there is none."""
    viewer = request.auth.viewer
    made = deeds.create_measure(
        by=viewer,
        at=timezone.now(),
        year=here.year,
        words=sent.words(here.year),
        owners=owners_found(viewer, sent.owners),
        steps=[each.step(owners_found(viewer, each.owners)) for each in sent.steps],
    )
    return Status(201, measure_shown(listed_measure(viewer, here.year, made.pk)))


@router.get(
    "/measures/{int:measure_id}",
    **within("plan.read", "work.read"),
    response=answers(MeasureShown),
    summary="มาตรการหนึ่ง",
)
def measure(request: ApiRequest, here: Path[OfMeasure]) -> MeasureShown:
    """One measure with its steps."""
    return measure_shown(listed_measure(request.auth.viewer, here.year, here.measure_id))


@router.patch(
    "/measures/{int:measure_id}",
    **within("plan.write", "plan.edit"),
    response=answers_to_sent(MeasureShown, http409=Overtaken[MeasureShown]),
    summary="แก้มาตรการ",
)
def measure_edit(request: ApiRequest, here: Path[OfMeasure], sent: MeasureChange) -> MeasureShown:
    """Write a measure anew from the version that was read; what is not sent stays."""
    viewer = request.auth.viewer
    found = measure_in(viewer, here.year, here.measure_id)
    owners = owners_found(viewer, sent.owners, found) if "owners" in sent.model_fields_set else owners_of(found)
    deeds.edit_measure(
        by=viewer,
        at=timezone.now(),
        measure=found,
        version=sent.version,
        words=sent.words(here.year),
        owners=owners,
    )
    return measure_shown(listed_measure(viewer, here.year, found.pk))


@router.delete(
    "/measures/{int:measure_id}",
    **within("plan.write", "plan.edit"),
    response=answers(None, 204),
    summary="นำมาตรการออกจากแผน",
)
def measure_remove(request: ApiRequest, here: Path[OfMeasure]) -> Status[None]:
    """Take a measure out of its plan, its steps with it; the history keeps it."""
    viewer = request.auth.viewer
    deeds.remove_measure(by=viewer, at=timezone.now(), measure=measure_in(viewer, here.year, here.measure_id))
    return Status(204, None)
