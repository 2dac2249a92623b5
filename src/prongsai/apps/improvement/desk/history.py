"""History: every change of a record, and the last one taken back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.improvement.operations.undo import undo_change
from prongsai.apps.improvement.queries import history as query
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import refusals_on


@requires("history.read")
@require_safe
def history(request: DeskRequest, viewer: Viewer, year: int, kind: str, record: int) -> HttpResponse:
    """Every change of one record, the latest first."""
    page = query.history_of(viewer, kind, record, settings.AUDIT_WORDS)
    if page.year != year:
        raise Http404
    heading = _("ประวัติ%(kind)s") % {"kind": page.kind_name}
    back = query.address_of(viewer, page)
    crumbs = [(page.back_word, back)]
    shown = {"heading": heading, "crumbs": crumbs, "page": page, "back": back}
    return render(request, "improvement/history.html", shown)


@requires("change.undo")
@require_POST
def change_undo(request: DeskRequest, viewer: Viewer, year: int, change_id: int) -> HttpResponse:
    """Take the last change of a record back."""
    change = query.change_of(viewer, change_id)
    with refusals_on(request):
        undo_change(by=viewer, at=timezone.now(), change=change)
        messages.success(request, _("ย้อนการเปลี่ยนแล้ว หากย้อนผิด กดย้อนอีกครั้งเพื่อนำกลับมา"))
    return redirect("improvement:history", viewer.agency.slug, year, change.kind, change.record)
