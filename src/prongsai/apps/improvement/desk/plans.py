"""The plan of a year: its measures in order, how far each is, what is missing; a table to take away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents.queries.origins import new_paper_address
from prongsai.apps.improvement.forms.plans import WishForm
from prongsai.apps.improvement.operations.plans import begin_plan
from prongsai.apps.improvement.queries import plan_page as query
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.screens.answers import refusals_on


@requires("plan.read")
@require_safe
def plan(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The plan as a list or as a Gantt, by points at stake or by number, narrowed by unit, state and what is late."""
    page = query.plan_page(viewer, year, timezone.localdate(), _wish(request))
    context = {
        "heading": _("แผนปี %(year)s") % {"year": year},
        "page": page,
        "may_write": viewer.may("plan.edit") and (page.plan is None or page.plan.is_open),
        "exports": table_links("improvement:plan-table", [viewer.agency.slug, year]),
        "new_paper": new_paper_address(viewer, year, f"plan-{year}"),
    }
    return render(request, "improvement/plan.html" if page.count else "improvement/plan_empty.html", context)


@requires("plan.read")
@require_safe
def plan_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The whole plan as a table to take away."""
    return table_response(*query.plan_table(viewer, year, timezone.localdate()), form)


@requires("plan.edit")
@require_POST
def plan_begin(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Begin the plan of a year with nothing in it."""
    with refusals_on(request):
        begin_plan(by=viewer, at=timezone.now(), year=year)
        messages.success(request, _("เริ่มแผนปี %(year)s แล้ว") % {"year": year})
    return redirect("improvement:plan", viewer.agency.slug, year)


def _wish(request: DeskRequest) -> query.Wish:
    form = WishForm(request.GET)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    return query.Wish(**asked)
