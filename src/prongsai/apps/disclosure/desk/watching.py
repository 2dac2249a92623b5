"""Links: how each was when last looked at, what changed, what to do; looked at again when somebody asks."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.jobs import watching as jobs
from prongsai.apps.disclosure.operations import watching as deeds
from prongsai.apps.disclosure.queries import watching as query
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.screens.answers import refusals_on


@requires("watch.read")
@require_safe
def links(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The links of a year with faults, hints and changes; each count opens what it counts."""
    wish = _wish(request)
    listed = query.links_page(viewer, year, timezone.localdate(), wish)
    page = Paginator(listed.rows, query.A_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": _("ตรวจลิงก์"),
        "listed": listed,
        "page": page,
        "wish": wish,
        "exports": table_links("disclosure:links-table", [viewer.agency.slug, year], wish=wish),
        "may_look": viewer.may("watch.run") and not listed.is_under_way,
        "may_add": viewer.may("exhibit.add"),
        "may_read_page": viewer.may("item.manage"),
    }
    return render(request, "disclosure/watch.html", context)


@requires("watch.read")
@require_safe
def links_file(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The links as they are shown, as a table to take away."""
    return table_response(*query.links_table(viewer, year, timezone.localdate(), _wish(request)), form)


@requires("watch.run")
@require_POST
def links_look(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Have every link of the agency looked at now."""
    with refusals_on(request), transaction.atomic():
        job = deeds.ask_look(by=viewer, at=timezone.now())
        jobs.look_at_links.enqueue(job.pk)
        messages.success(request, _("เริ่มตรวจลิงก์แล้ว ออกจากหน้านี้ได้ ระบบตรวจต่อให้จนครบ"))
    return redirect("disclosure:links", viewer.agency.slug, year)


@requires("watch.read")
@require_safe
def link(request: DeskRequest, viewer: Viewer, year: int, exhibit_id: int) -> HttpResponse:
    """One link: what is wrong with it, what to look at behind it, and how it was at every visit."""
    row, history = query.link_of(viewer, year, exhibit_id, timezone.localdate())
    context = {
        "heading": row.exhibit.title,
        "crumbs": [(_("ตรวจลิงก์"), reverse("disclosure:links", args=[viewer.agency.slug, year]))],
        "row": row,
        "history": history,
        "may_change": viewer.may("exhibit.add"),
    }
    return render(request, "disclosure/watch_link.html", context)


def _wish(request: DeskRequest) -> str:
    wished = request.GET.get("wish", "")
    return wished if wished in query.WISHES else ""
