"""Steps: one with everything about it; several written at once, one edited, moved, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.improvement.desk import written
from prongsai.apps.improvement.desk.measures import address as measure_address
from prongsai.apps.improvement.desk.measures import crumbs
from prongsai.apps.improvement.forms.plans import MoveForm, NewStepsForm, StepForm
from prongsai.apps.improvement.operations import steps as deeds
from prongsai.apps.improvement.queries.carrying import earlier_evidence
from prongsai.apps.improvement.queries.measure_page import step_page
from prongsai.apps.improvement.queries.plans import measure_in, other_measures, step_in
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import refusals_on
from prongsai.base.screens.drafts import keep_if_asked

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Step


@requires("work.read")
@require_safe
def step(request: DeskRequest, viewer: Viewer, year: int, step_id: int) -> HttpResponse:
    """One step: what, who, when, what was reported, what proves it."""
    found = step_in(viewer, year, step_id)
    may_write = viewer.may("plan.edit") and found.measure.plan.is_open
    context = {
        "heading": _("ขั้นตอน"),
        "crumbs": crumbs(viewer, year, found.measure),
        "page": step_page(viewer, found, timezone.localdate()),
        "may_write": may_write,
        "others": other_measures(viewer, found) if may_write else [],
        "may": {"plan": viewer.may("plan.read"), "report": viewer.may("report.write")},
        "earlier": earlier_evidence(viewer, found),
        "may_add": viewer.may("evidence.add"),
    }
    return render(request, "improvement/step.html", context)


@requires("plan.edit")
def step_create(request: DeskRequest, viewer: Viewer, year: int, measure_id: int) -> HttpResponse:
    """Write several steps of a measure at once, one a line."""
    measure = measure_in(viewer, year, measure_id)
    key = f"steps-new:{measure.pk}"
    if kept := keep_if_asked(request, key):
        return kept
    form = written.begun(NewStepsForm, request, viewer, year, key)

    def create() -> None:
        owners, period = tuple(form.owners()), form.period()
        steps = [deeds.NewStep(text, owners=owners, **period) for text in form.cleaned_data["texts"]]
        deeds.create_steps(by=viewer, at=timezone.now(), measure=measure, steps=steps)

    context = {
        "heading": _("เพิ่มขั้นตอน"),
        "crumbs": crumbs(viewer, year, measure),
        "measure": measure,
        "draft_key": key,
        "basis": "",
        "back": measure_address(measure),
    }
    if unfinished := written.answer(request, "improvement/step_form.html", form, context, create):
        return unfinished
    messages.success(request, _("เพิ่ม %d ขั้นตอนแล้ว") % len(form.cleaned_data["texts"]))
    return redirect(f"{measure_address(measure)}#steps")


@requires("plan.edit")
def step_edit(request: DeskRequest, viewer: Viewer, year: int, step_id: int) -> HttpResponse:
    """Write a step anew; whoever was overtaken sees both texts."""
    found = step_in(viewer, year, step_id)
    key = f"step:{found.pk}"
    if kept := keep_if_asked(request, key):
        return kept
    form = written.begun(StepForm, request, viewer, year, key, found)
    context = {
        "heading": _("แก้ไขขั้นตอน"),
        "crumbs": crumbs(viewer, year, found.measure),
        "measure": found.measure,
        "draft_key": key,
        "basis": written.basis_of(found),
        "back": address(found),
    }

    def edit() -> None:
        version = form.cleaned_data["version"] or 0
        words, owners = form.words(), form.owners()
        deeds.edit_step(by=viewer, at=timezone.now(), step=found, version=version, words=words, owners=owners)  # type: ignore[arg-type] # the form's words are a step's

    if unfinished := written.answer(request, "improvement/step_form.html", form, context, edit):
        return unfinished
    messages.success(request, _("บันทึกขั้นตอนแล้ว"))
    return redirect(address(found))


@requires("plan.edit")
@require_POST
def step_remove(request: DeskRequest, viewer: Viewer, year: int, step_id: int) -> HttpResponse:
    """Take a step out of its measure; its history, where that can be undone, is shown."""
    found = step_in(viewer, year, step_id)
    with refusals_on(request):
        deeds.remove_step(by=viewer, at=timezone.now(), step=found)
        messages.success(request, _("นำขั้นตอนออกแล้ว หากนำออกผิด กดย้อนได้ที่หน้านี้"))
        return redirect("improvement:history", viewer.agency.slug, year, "step", found.pk)
    return redirect(address(found))


@requires("plan.edit")
@require_POST
def step_move(request: DeskRequest, viewer: Viewer, year: int, step_id: int) -> HttpResponse:
    """Move a step one place up or down, or to another measure of its plan."""
    found, form = step_in(viewer, year, step_id), MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    to = measure_in(viewer, year, form.cleaned_data["to"]) if form.cleaned_data["to"] else None
    with refusals_on(request):
        deeds.move_step(by=viewer, at=timezone.now(), step=found, to=to, shift=form.cleaned_data["shift"] or 0)
        if to:
            messages.success(request, _("ย้ายขั้นตอนแล้ว"))
    return redirect(f"{measure_address(to or found.measure)}#step-{found.pk}")


def address(of: Step) -> str:
    """The page of a step."""
    return reverse("improvement:step", args=[of.agency.slug, of.measure.plan.fiscal_year, of.pk])
