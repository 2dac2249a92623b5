"""The item table to set into the agency's own website: to be copied or taken away as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.disclosure.queries.snippet import snippets_for
from prongsai.base.access import DeskRequest, Viewer, requires


@requires("site.read")
@require_safe
def item_table(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The item table of the release in force, to be copied; before there is one, what to do first."""
    context = {
        "heading": _("ตารางข้อ OIT สำหรับเว็บไซต์เดิม"),
        "crumbs": [(_("ข้อ OIT"), reverse("disclosure:items", args=[viewer.agency.slug, year]))],
        "snippets": snippets_for(viewer, year),
    }
    return render(request, "disclosure/snippet.html", context)


@requires("site.read")
@require_safe
def item_table_file(request: DeskRequest, viewer: Viewer, year: int, language: str) -> HttpResponse:
    """The item table as a file without any look of its own."""
    found = next((each for each in snippets_for(viewer, year) if each.language == language), None)
    if found is None:
        raise Http404
    told = content_disposition_header(as_attachment=True, filename=f"items-{year}-{language}.html")
    headers = {"Content-Disposition": told or "attachment"}
    return HttpResponse(found.page, content_type="text/html; charset=utf-8", headers=headers)
