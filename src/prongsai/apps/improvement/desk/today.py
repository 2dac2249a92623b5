"""What one person has to do now, and the three figures to keep in sight."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.improvement.queries import changes
from prongsai.apps.improvement.queries import today as query
from prongsai.base.access import DeskRequest, Viewer, requires

CHANGES_PER_PAGE = 50


@requires("today.read")
@require_safe
def today(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """At most seven things to do, the most urgent first, then three figures; nothing else."""
    page = query.todo(viewer, year, timezone.localdate())
    return render(request, "improvement/today.html", {"heading": _("วันนี้"), "page": page})


@requires("plan.read")
@require_safe
def today_changes(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What changed in the last seven days, newest first."""
    found = changes.changed_lately(viewer, timezone.localdate())
    page = Paginator(found, CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "heading": _("สิ่งที่เปลี่ยนใน 7 วันที่ผ่านมา"),
        "crumbs": [(_("วันนี้"), reverse("improvement:today", args=[viewer.agency.slug, year]))],
        "page": page,
        "rows": [(each, _words_of(each.change.deed)) for each in changes.change_rows(viewer, page)],
    }
    return render(request, "improvement/today_changes.html", shown)


def _words_of(deed: str) -> str:
    """A deed as the office would say it; one without words stands as it is."""
    return str(settings.AUDIT_WORDS.get(deed, deed))
