"""What changed in the improvement cycle of an agency lately, for whoever may read all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.improvement.models import Activity, Change, Evidence, Measure, Report, Step
from prongsai.base.access import Viewer

LATELY = timedelta(days=7)
KINDS: dict[str, tuple[type[Model], Promise]] = {
    "measure": (Measure, _("มาตรการ")),
    "step": (Step, _("ขั้นตอน")),
    "report": (Report, _("รายงานความก้าวหน้า")),
    "activity": (Activity, _("กิจกรรม")),
    "evidence": (Evidence, _("หลักฐาน")),
}
"""What a change can be of, in words."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with what it is of, in words."""

    change: Change
    kind: Promise | str
    title: str


def changed_lately(viewer: Viewer, today: date) -> QuerySet[Change]:
    """What changed in the viewer's agency in the seven days before today and today. Shape: newest first."""
    since = timezone.make_aware(datetime.combine(today - LATELY, time.min))
    return Change.objects.filter(agency=viewer.agency, at__gte=since).select_related("by")


def change_rows(changes: Iterable[Change]) -> list[ChangeRow]:
    """Changes with the words of their records, in one question for each kind that occurs. Shape: in their order."""
    found = list(changes)
    titles: dict[tuple[str, int], str] = {}
    for kind in {each.kind for each in found} & KINDS.keys():
        rows = KINDS[kind][0]._default_manager.in_bulk([each.record for each in found if each.kind == kind])
        titles |= {(kind, pk): str(row) for pk, row in rows.items()}
    return [
        ChangeRow(
            each, KINDS[each.kind][1] if each.kind in KINDS else each.kind, titles.get((each.kind, each.record), "")
        )
        for each in found
    ]
