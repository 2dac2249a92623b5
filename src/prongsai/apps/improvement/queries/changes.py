"""What changed in the improvement cycle of an agency lately, for whoever may read all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from prongsai.apps.improvement.models import Activity, Change, Evidence, Measure, Report, Step
from prongsai.apps.improvement.queries.history import KIND_NAMES, year_of
from prongsai.base.access import Viewer

LATELY = timedelta(days=7)
RECORDS: dict[str, QuerySet[Any]] = {
    "measure": Measure.objects.select_related("plan"),
    "step": Step.objects.select_related("measure__plan"),
    "report": Report.objects.select_related("step", "measure__plan"),
    "activity": Activity.objects.all(),
    "evidence": Evidence.objects.all(),
}
"""What a change can be of, with what tells its words and its year."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with what it is of, in words, and the history it belongs to."""

    change: Change
    kind: Promise | str
    title: str
    address: str


def changed_lately(viewer: Viewer, today: date) -> QuerySet[Change]:
    """What changed in the viewer's agency in the seven days before today and today. Shape: newest first."""
    since = timezone.make_aware(datetime.combine(today - LATELY, time.min))
    return Change.objects.filter(agency=viewer.agency, at__gte=since).select_related("by")


def change_rows(viewer: Viewer, changes: Iterable[Change]) -> list[ChangeRow]:
    """Changes with the words of their records, in one question for each kind that occurs. Shape: in their order."""
    found = list(changes)
    records = {
        (kind, pk): record
        for kind in sorted({each.kind for each in found})
        for pk, record in RECORDS[kind].in_bulk([each.record for each in found if each.kind == kind]).items()
    }
    return [_row(viewer, each, records[each.kind, each.record]) for each in found]


def _row(viewer: Viewer, change: Change, record: Model) -> ChangeRow:
    words = (record.step or record.measure) if isinstance(record, Report) else record
    place = [viewer.agency.slug, year_of(record), change.kind, change.record]
    return ChangeRow(change, KIND_NAMES[change.kind], str(words), reverse("improvement:history", args=place))
