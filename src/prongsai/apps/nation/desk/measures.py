"""Lists of declared measures, brought by an administrator."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.apps.nation.forms.beside import MeasuresForm
from prongsai.apps.nation.jobs.comparing import take_measure_list
from prongsai.apps.nation.operations.comparisons import bring_measures
from prongsai.apps.nation.queries import measure_lists as query
from prongsai.apps.nation.queries.runs import years
from prongsai.base.access import administrator, person_of
from prongsai.base.screens.answers import refusals_on


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def measure_lists(request: HttpRequest) -> HttpResponse:
    """Every list that was brought, how far it is, and bring another."""
    known = tuple(each.year for each in years() if each.shown)
    form = MeasuresForm(request.POST or None, request.FILES or None, years=known)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            _bring(request, form)
        if not form.errors:
            messages.success(request, _("รับไฟล์แล้ว กำลังเทียบ ออกจากหน้านี้แล้วกลับมาดูได้"))
            return redirect("nation:measure-lists")
    context = {
        "heading": _("มาตรการที่หน่วยงานประกาศ"),
        "crumbs": [(_("ผลคำนวณทั้งประเทศ"), reverse("nation:imports"))],
        "form": form,
        "lists": list(query.measure_lists()),
        "has_years": bool(known),
    }
    return render(request, "nation/measure_lists.html", context, status=422 if form.errors else 200)


def _bring(request: HttpRequest, form: MeasuresForm) -> None:
    file, year = form.cleaned_data["file"], form.cleaned_data["year"]
    brought = bring_measures(by=person_of(request), at=timezone.now(), year=year, name=file.name, content=file)
    take_measure_list.enqueue(brought.pk)
