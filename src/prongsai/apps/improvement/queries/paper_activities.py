"""What a photo report prints: the activities of a year with the photographs that may be shown."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from prongsai.apps.assessment.queries.sheets import agency_record
from prongsai.apps.assessment.queries.subjects import unverified_in
from prongsai.apps.improvement.models import Activity, Evidence, Proof
from prongsai.apps.improvement.queries.activities import activities_of, activities_seen
from prongsai.base.access import Viewer
from prongsai.core import records
from prongsai.paper.writing import content as paper
from prongsai.paper.writing.content import Content, Figure


def activities_content(viewer: Viewer, year: int) -> Content | None:
    """The activities of a year, the first held first, with their photographs; None where nothing was held."""
    held = [*reversed(activities_of(viewer, year))]
    if not held:
        return None
    source = records.Source(f"activities-{year}", "json", "")
    reading = records.Reading(source, agency_record(viewer.agency), fiscal_year=year)
    return Content(
        reading,
        (activities_figure(viewer, year, len(held)),),
        activities=tuple(_activity(each) for each in held),
        unverified=unverified_in(reading, year),
    )


def photos_of(activity: Activity) -> list[Proof]:
    """The photographs of an activity that may be shown: there, and not sent back. Asks nothing of a complete one."""
    return [
        each
        for each in activity.proofs.all()
        if each.evidence.kind == Evidence.Kind.PHOTO and each.evidence.file and each.state != Proof.State.RETURNED
    ]


def unchecked_count(viewer: Viewer, year: int) -> int:
    """How many photographs of a year's activities wait to be accepted. Unit: photographs."""
    activities = activities_seen(viewer).filter(fiscal_year=year)
    waiting = Proof.objects.filter(activity__in=activities, state=Proof.State.OFFERED, evidence__removed_at=None)
    return waiting.filter(evidence__kind=Evidence.Kind.PHOTO).count()


def _activity(activity: Activity) -> paper.Activity:
    return paper.Activity(
        title=activity.title,
        held_on=activity.held_on,
        place=activity.place,
        purpose=activity.purpose,
        outcome=activity.outcome,
        people_count=activity.people_count,
        codes=tuple(activity.codes),
        photos=tuple(_photo(each) for each in photos_of(activity)),
    )


def _photo(proof: Proof) -> paper.Photo:
    piece = proof.evidence
    return paper.Photo(piece.file.sha256 if piece.file else "", piece.title, piece.dated_on)


def activities_figure(viewer: Viewer, year: int, count: int) -> Figure:
    """How many activities a year had. Unit: activities."""
    return Figure(
        code="activities",
        label="กิจกรรมที่จัด",
        value=str(count),
        unit="กิจกรรม",
        period=f"ปีงบประมาณ {year}",
        source="กิจกรรมที่บันทึกไว้ในระบบ",
        address=settings.ADDRESS + reverse("improvement:activities", args=[viewer.agency.slug, year]),
    )
