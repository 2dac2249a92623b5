"""Deeds on activities: told with their photographs, set right, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from prongsai.apps.improvement.models import Activity, Measure, Step
from prongsai.apps.improvement.operations.evidence import Piece, attach, describe, must_be_theirs
from prongsai.apps.improvement.operations.history import hold, remember, state_of
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.core.framework import nearest


@dataclass(frozen=True)
class Held:
    """What is told of an activity. `codes` are OIT items of its fiscal year. Unit: `people_count` people."""

    title: str
    held_on: date
    place: str
    purpose: str
    outcome: str = ""
    people_count: int | None = None
    codes: tuple[str, ...] = ()
    measure: Measure | None = None
    step: Step | None = None


@operation("activity.created")
def create_activity(
    *, by: Viewer, at: datetime, year: int, held: Held, photos: Sequence[Piece] = (), links: Sequence[str] = ()
) -> Activity:
    """Tell of an activity, with what shows it; each photograph is called after it until it has words of its own.

    Raises: Refused for a file or a link that cannot be taken, and for an item the year does not have.
    """
    told = {**_fields(held, year), "written_by": by.person, "written_at": at}
    activity = Activity.objects.create(agency=by.agency, fiscal_year=year, **told)
    _show(by, at, activity, photos, links)
    remember(by=by, at=at, record=activity, deed="activity.created", before=None)
    return activity


@operation("activity.edited")
def edit_activity(
    *,
    by: Viewer,
    at: datetime,
    activity: Activity,
    version: int,
    held: Held,
    photos: Sequence[Piece] = (),
    links: Sequence[str] = (),
    captions: Mapping[int, str] | None = None,
) -> None:
    """Set an activity right, add photographs, put words under those it has. Shape: `captions` by proof's key.

    Raises: Overtaken when somebody saved it meanwhile; Refused as `create_activity`, and when it was taken away.
    """
    _must_be_there(activity)
    before = state_of(activity)
    hold(activity, version)
    for name, value in _fields(held, activity.fiscal_year).items():
        setattr(activity, name, value)
    activity.save()
    _caption(by, at, activity, captions or {})
    _show(by, at, activity, photos, links)
    remember(by=by, at=at, record=activity, deed="activity.edited", before=before)


@operation("activity.removed")
def remove_activity(*, by: Viewer, at: datetime, activity: Activity) -> None:
    """Take an activity off the board; it stays in the history, its photographs stay among the evidence.

    Raises: Refused when it was taken away before.
    """
    _must_be_there(activity)
    before = state_of(activity)
    activity.removed_at = at
    activity.save(update_fields=["removed_at"])
    remember(by=by, at=at, record=activity, deed="activity.removed", before=before)


def _must_be_there(activity: Activity) -> None:
    """Hold the row of an activity that is still on the board. Raises: Refused when it was taken away."""
    if Activity.objects.select_for_update().filter(pk=activity.pk, removed_at=None).first() is None:
        raise Refused(
            "กิจกรรมนี้ถูกนำออกแล้ว หากยังต้องใช้ ให้ย้อนการนำออกที่หน้าประวัติของกิจกรรม",
            "This activity was taken away; undo that on its history page if it is still needed.",
        )


def _fields(held: Held, year: int) -> dict[str, object]:
    framework = nearest(year)
    if unknown := [code for code in held.codes if framework.item(code) is None]:
        raise Refused(
            f"ปี {year} ไม่มีข้อ {', '.join(unknown)} กรุณาเลือกข้อจากรายการ",
            f"There is no item {', '.join(unknown)} in {year}; choose from the list.",
        )
    return {each.name: getattr(held, each.name) for each in fields(held)} | {"codes": list(held.codes)}


def _show(by: Viewer, at: datetime, activity: Activity, photos: Sequence[Piece], links: Sequence[str]) -> None:
    year, title = activity.fiscal_year, activity.title
    attach(by=by, at=at, year=year, subject=activity, files=photos, links=links, title=title)
    note(activity, count=len(photos) + len(links))


def _caption(by: Viewer, at: datetime, activity: Activity, captions: Mapping[int, str]) -> None:
    for proof in activity.proofs.filter(pk__in=captions, evidence__removed_at=None).select_related("evidence"):
        words = captions[proof.pk].strip()
        if words and words != proof.evidence.title:
            must_be_theirs(by, proof.evidence)
            describe(by=by, at=at, evidence=proof.evidence, title=words, dated_on=proof.evidence.dated_on)
