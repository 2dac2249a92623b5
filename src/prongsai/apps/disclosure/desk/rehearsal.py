"""The rehearsal: the item sheet as an assessor fills it, and what it would score; what if stands in the address."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.disclosure.desk.items import no_framework
from prongsai.apps.disclosure.queries.rehearsal import rehearsal_page, sheet_table
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response


@requires("rehearsal.read")
@require_safe
def rehearsal(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The sheet, the score it would give, what to complete first; the ticked items are supposed to be complete."""
    page = rehearsal_page(viewer, year, timezone.localdate(), request.GET.getlist("c"))
    heading = _("ซ้อมประเมิน OIT")
    if page is None:
        return no_framework(request, viewer, year, heading)
    context = {
        "heading": heading,
        "page": page,
        "today": timezone.localdate(),
        "exports": table_links("disclosure:rehearsal-table", [viewer.agency.slug, year]),
    }
    template = "rehearsal_after.html" if request.htmx else "rehearsal.html"
    return render(request, f"disclosure/{template}", context)


@requires("rehearsal.read")
@require_safe
def rehearsal_file(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The sheet as a table to take away: as it stands, without what was only supposed."""
    page = rehearsal_page(viewer, year, timezone.localdate())
    if page is None:
        raise Http404
    return table_response(*sheet_table(page, year), form)
