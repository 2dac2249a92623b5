"""The outlook: what could be gained, ticked and reckoned; the choice stands in the address."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.assessment.desk.results import no_result, rights_of
from prongsai.apps.assessment.queries.outlooks import outlook_page
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_response


@requires("outlook.read")
@require_safe
def outlook(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Gains by points, and what the ticked ones make of total, tools and level; only that part for htmx."""
    page = outlook_page(viewer, year, request.GET.getlist("c"))
    if page is None:
        return no_result(request, viewer, year, _("แนวทางยกระดับ"))
    template = "outlook_after.html" if request.htmx else "outlook.html"
    return render(
        request, f"assessment/{template}", {"heading": _("แนวทางยกระดับ"), "page": page, "may": rights_of(viewer)}
    )


@requires("outlook.read")
@require_safe
def outlook_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The gains as a table to take away."""
    page = outlook_page(viewer, year, request.GET.getlist("c"))
    if page is None:
        raise Http404
    rows = [(row.tool, row.code, row.deed, row.points) for row in page.gains]
    heads = [_("เครื่องมือ"), _("รหัส"), _("สิ่งที่ต้องทำ"), _("คะแนนรวมที่เพิ่ม")]
    return table_response(rows, heads, f"outlook-{viewer.agency.slug}-{year}", form)
