"""The activities of an agency, for this viewer: an officer sees their own, and those of their work."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from prongsai.apps.improvement.models import Activity
from prongsai.apps.improvement.queries.plans import WHOLE, found, measures_seen, steps_seen
from prongsai.base.access import Viewer


def activities_seen(viewer: Viewer) -> QuerySet[Activity]:
    """The activities of the viewer's agency that they may see, of every year. Shape: the latest held first."""
    activities = Activity.objects.filter(agency=viewer.agency, removed_at=None)
    if viewer.may(WHOLE):
        return activities
    work = Q(step__in=steps_seen(viewer)) | Q(measure__in=measures_seen(viewer))
    return activities.filter(work | Q(written_by=viewer.person))


def activity_of(viewer: Viewer, activity_id: int) -> Activity:
    """One activity the viewer may see, its work at hand. Raises: Http404."""
    return found(
        activities_seen(viewer)
        .select_related("measure__plan", "step__measure__plan", "written_by")
        .filter(pk=activity_id)
        .first()
    )
