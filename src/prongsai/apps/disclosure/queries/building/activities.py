"""Activities that were held, as far as their photographs or papers were accepted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from prongsai.apps.disclosure.queries.building.handed_out import HandedOut
from prongsai.apps.disclosure.queries.building.measures import code_rows
from prongsai.apps.disclosure.queries.building.progress import Accepted
from prongsai.apps.disclosure.queries.building.words import day_said
from prongsai.apps.improvement.models import Activity
from prongsai.base.models import Agency
from prongsai.core.privacy import shown_count
from prongsai.core.publication import ActivityBody, Link, PublicPage, Said


def activity_pages(
    agency: Agency,
    accepted: Accepted,
    files: HandedOut,
    measures: Mapping[int, PublicPage],
    items: Collection[str],
    fewest: int,
    today: date,
) -> list[PublicPage]:
    """A page for each activity that something accepted shows, in one question. Shape: the latest held first.

    `measures` are the pages of measures by the measure's id, `items` the paths of the item pages that there are;
    `fewest` is the smallest count of people that is shown.
    """
    held = Activity.objects.filter(agency=agency, removed_at=None, pk__in=accepted.activities).select_related("step")
    return [_page(each, accepted, files, measures, items, fewest, today) for each in held]


def _page(
    activity: Activity,
    accepted: Accepted,
    files: HandedOut,
    measures: Mapping[int, PublicPage],
    items: Collection[str],
    fewest: int,
    today: date,
) -> PublicPage:
    measure = measures.get(activity.step.measure_id if activity.step else activity.measure_id or 0)
    photos = [each for each in accepted.photos.get(activity.pk, ()) if each.file]
    body = ActivityBody(
        year=activity.fiscal_year,
        held_on=activity.held_on,
        place=activity.place,
        purpose=activity.purpose,
        outcome=activity.outcome,
        people=shown_count(activity.people_count, fewest),
        codes=code_rows(activity.codes, activity.fiscal_year, items),
        measure=Link(measure.title, measure.path) if measure else None,
        pictures=tuple(files.link(each.file, each.title) for each in photos if each.file),
    )
    path = f"{activity.fiscal_year}/activities/{activity.pk}/"
    day = day_said(activity.held_on)
    summary = Said(f"{day.th} {activity.place}".strip(), f"{day.en} {activity.place}".strip())
    return PublicPage(f"activity-{activity.pk}", path, "activity", Said(activity.title), summary, today, body)
