"""Measures: one with everything about it; written, edited, moved, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.improvement.desk import written
from prongsai.apps.improvement.forms.plans import MeasureForm, MoveForm
from prongsai.apps.improvement.operations import measures as deeds
from prongsai.apps.improvement.queries.carrying import earlier_evidence
from prongsai.apps.improvement.queries.measure_page import measure_page
from prongsai.apps.improvement.queries.plans import measure_in
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import refusals_on
from prongsai.base.screens.drafts import keep_if_asked

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Measure


@requires("work.read")
@require_safe
def measure(request: DeskRequest, viewer: Viewer, year: int, measure_id: int) -> HttpResponse:
    """One measure: what, why, who, when, its steps, what was reported, what proves it."""
    found = measure_in(viewer, year, measure_id)
    context = {
        "heading": _("มาตรการ"),
        "crumbs": crumbs(viewer, year),
        "page": measure_page(viewer, found, timezone.localdate()),
        "may_write": viewer.may("plan.edit") and found.plan.is_open,
        "may": {each: viewer.may(f"{each}.read") for each in ("plan", "inbox", "result")}
        | {"report": viewer.may("report.write")},
        "earlier": earlier_evidence(viewer, found),
        "may_add": viewer.may("evidence.add"),
    }
    return render(request, "improvement/measure.html", context)


@requires("plan.edit")
def measure_create(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Write a measure; the plan of the year is begun with it where there is none."""
    key = f"measure-new:{year}"
    if kept := keep_if_asked(request, key):
        return kept
    form = written.begun(MeasureForm, request, viewer, year, key)
    made: list[Measure] = []

    def create() -> None:
        words, owners = form.words(), form.owners()
        made.append(deeds.create_measure(by=viewer, at=timezone.now(), year=year, words=words, owners=owners))  # type: ignore[arg-type] # the form's words are a measure's

    context = {
        "heading": _("เพิ่มมาตรการ"),
        "crumbs": crumbs(viewer, year),
        "draft_key": key,
        "basis": "",
        "back": reverse("improvement:plan", args=[viewer.agency.slug, year]),
    }
    if unfinished := written.answer(request, "improvement/measure_form.html", form, context, create):
        return unfinished
    messages.success(request, _("เพิ่มมาตรการแล้ว ต่อไปเพิ่มขั้นตอนของมาตรการนี้"))
    return redirect("improvement:step-create", viewer.agency.slug, year, made[0].pk)


@requires("plan.edit")
def measure_edit(request: DeskRequest, viewer: Viewer, year: int, measure_id: int) -> HttpResponse:
    """Write a measure anew; whoever was overtaken sees both texts."""
    found = measure_in(viewer, year, measure_id)
    key = f"measure:{found.pk}"
    if kept := keep_if_asked(request, key):
        return kept
    form = written.begun(MeasureForm, request, viewer, year, key, found)
    context = {
        "heading": _("แก้ไขมาตรการ"),
        "crumbs": crumbs(viewer, year, found),
        "draft_key": key,
        "basis": written.basis_of(found),
        "back": address(found),
    }

    def edit() -> None:
        version = form.cleaned_data["version"] or 0
        words, owners = form.words(), form.owners()
        deeds.edit_measure(by=viewer, at=timezone.now(), measure=found, version=version, words=words, owners=owners)  # type: ignore[arg-type] # as above

    if unfinished := written.answer(request, "improvement/measure_form.html", form, context, edit):
        return unfinished
    messages.success(request, _("บันทึกมาตรการแล้ว"))
    return redirect(address(found))


@requires("plan.edit")
@require_POST
def measure_remove(request: DeskRequest, viewer: Viewer, year: int, measure_id: int) -> HttpResponse:
    """Take a measure out of the plan; its history, where that can be undone, is shown."""
    found = measure_in(viewer, year, measure_id)
    with refusals_on(request):
        deeds.remove_measure(by=viewer, at=timezone.now(), measure=found)
        messages.success(request, _("นำมาตรการออกจากแผนแล้ว หากนำออกผิด กดย้อนได้ที่หน้านี้"))
        return redirect("improvement:history", viewer.agency.slug, year, "measure", found.pk)
    return redirect(address(found))


@requires("plan.edit")
@require_POST
def measure_move(request: DeskRequest, viewer: Viewer, year: int, measure_id: int) -> HttpResponse:
    """Move a measure one place up or down."""
    found, form = measure_in(viewer, year, measure_id), MoveForm(request.POST)
    if form.is_valid() and form.cleaned_data["shift"]:
        with refusals_on(request):
            deeds.move_measure(by=viewer, at=timezone.now(), measure=found, shift=form.cleaned_data["shift"])
    plan = reverse("improvement:plan", args=[viewer.agency.slug, year])
    return redirect(f"{plan}?order=number#measure-{found.pk}")


def crumbs(viewer: Viewer, year: int, of: Measure | None = None) -> list[tuple[str, str]]:
    """The way to a measure or a step: the plan for whoever reads it, else one's own work; then the measure."""
    desk = [viewer.agency.slug, year]
    if viewer.may("plan.read"):
        first = (_("แผนปี %(year)s") % {"year": year}, reverse("improvement:plan", args=desk))
    else:
        first = (_("งานของฉัน"), reverse("improvement:work", args=desk))
    return [first, (_("มาตรการ"), address(of))] if of else [first]


def address(of: Measure) -> str:
    """The page of a measure."""
    return reverse("improvement:measure", args=[of.agency.slug, of.plan.fiscal_year, of.pk])
