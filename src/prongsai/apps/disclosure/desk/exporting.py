"""The whole public site to take away: asked for, how far it is, the file itself."""

from __future__ import annotations

from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.jobs.exporting import write_site_copy
from prongsai.apps.disclosure.operations import exporting as deeds
from prongsai.apps.disclosure.queries import exporting as query
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.files import open_stored
from prongsai.base.screens.answers import refusals_on


@requires("release.read")
@require_safe
def site_export(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What a copy of the site is good for, how far it is, and where it is taken away."""
    page = query.copy_page(viewer, timezone.now())
    context = {
        "heading": _("ดาวน์โหลดทั้งเว็บ"),
        "crumbs": [(_("เผยแพร่"), reverse("disclosure:releases", args=[viewer.agency.slug, year]))],
        "page": page,
        "job": page.export.job if page.export else None,
    }
    return render(request, "disclosure/export.html", context)


@requires("release.make")
@require_POST
def site_export_make(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Have what is public written as files."""
    with refusals_on(request), transaction.atomic():
        asked = deeds.ask_export(by=viewer, at=timezone.now())
        write_site_copy.enqueue(asked.pk)
    return redirect("disclosure:site-export", viewer.agency.slug, year)


@requires("release.read")
@require_safe
def site_export_file(request: DeskRequest, viewer: Viewer, year: int) -> FileResponse:
    """The copy of what is public now."""
    file = query.finished_copy(viewer).file
    assert file is not None  # noqa: S101 - a finished copy has its file
    return FileResponse(open_stored(file), as_attachment=True, filename=file.name, content_type=file.content_type)
