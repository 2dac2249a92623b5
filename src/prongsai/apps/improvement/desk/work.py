"""My work: what its owner reports now, in order, one press from the form."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.improvement.queries.work import own_work, tasks
from prongsai.base.access import DeskRequest, Viewer, requires


@requires("work.read")
@require_safe
def work(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What is the viewer's to report, what was sent back first, or of one state only; then all else that is theirs."""
    today, state = timezone.localdate(), request.GET.get("state", "")
    found = [each for each in tasks(viewer, year, today) if state in ("", each.state)]
    context = {
        "heading": _("งานของฉัน"),
        "asked": [each for each in found if each.is_open],
        "told": [each for each in found if not each.is_open],
        "own": () if state else own_work(viewer, year, today),
        "is_narrowed": bool(state),
        "can_write": viewer.may("report.write"),
    }
    return render(request, "improvement/work.html", context)
