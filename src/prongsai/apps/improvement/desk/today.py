"""What one person has to do now, and the three figures to keep in sight."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.improvement.queries import today as query
from prongsai.base.access import DeskRequest, Viewer, requires


@requires("today.read")
@require_safe
def today(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """At most seven things to do, the most urgent first, then three figures; nothing else."""
    page = query.todo(viewer, year, timezone.localdate())
    return render(request, "improvement/today.html", {"heading": _("วันนี้"), "page": page})
