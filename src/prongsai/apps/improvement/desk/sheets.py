"""The plan as a workbook: out, in again, what it would change, and the word that it shall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.improvement.forms.sheets import ConfirmationForm, PlanSheetForm
from prongsai.apps.improvement.operations.sheets import Outdated, apply_sheet, bring_sheet
from prongsai.apps.improvement.queries.plans import plan_in, plan_of
from prongsai.apps.improvement.queries.sheet_differences import Differences, differences
from prongsai.apps.improvement.queries.sheet_reading import Row, rows_in
from prongsai.apps.improvement.queries.sheets import plan_workbook, sheet_file
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import XLSX
from prongsai.base.files import open_stored
from prongsai.base.screens.answers import sentence_of
from prongsai.core.errors import Problem, Refused

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Plan
    from prongsai.base.models import StoredFile


@requires("plan.read")
@require_safe
def plan_sheet(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The plan as a workbook to take away and edit."""
    name = f"plan-{viewer.agency.slug}-{year}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    content = plan_workbook(viewer, plan_of(viewer, year))
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


@requires("plan.edit")
def plan_sheet_in(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Where the workbook comes back."""
    plan = plan_in(viewer, year)
    if plan is None:
        return redirect("improvement:plan", viewer.agency.slug, year)
    if request.method != "POST":
        return _upload_page(request, plan, PlanSheetForm())
    form = PlanSheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, plan, form)
    file = form.cleaned_data["file"]
    try:
        stored = bring_sheet(by=viewer, at=timezone.now(), plan=plan, name=file.name, content=file.read())
    except Problem as problem:
        form.add_error("file", sentence_of(problem))
        return _upload_page(request, plan, form)
    return redirect("improvement:plan-sheet-differences", viewer.agency.slug, year, stored.pk)


@requires("plan.edit")
def plan_sheet_differences(request: DeskRequest, viewer: Viewer, year: int, file_id: int) -> HttpResponse:
    """What a workbook would change, row by row, and the word that it shall."""
    file, plan = sheet_file(viewer, file_id), plan_of(viewer, year)
    try:
        rows = _rows(file)
    except Problem as problem:
        messages.error(request, sentence_of(problem))
        return redirect("improvement:plan-sheet-in", viewer.agency.slug, year)
    found = differences(viewer, plan, rows)
    if request.method != "POST":
        return _differences_page(request, plan, file, found)
    return _confirmed(request, plan, file, rows, found)


def _confirmed(
    request: DeskRequest, plan: Plan, file: StoredFile, rows: tuple[Row, ...], found: Differences
) -> HttpResponse:
    form = ConfirmationForm(request.POST, keys=[each.key for each in found.overtaken])
    basis, taken = (form.cleaned_data["basis"], form.cleaned_data["taken"]) if form.is_valid() else ("", [])
    try:
        count = apply_sheet(by=request.viewer, at=timezone.now(), plan=plan, rows=rows, basis=basis, taken=taken)
    except Outdated as outdated:
        return _differences_page(request, plan, file, found, sentence_of(outdated), status=409)
    except Refused as refusal:
        return _differences_page(request, plan, file, found, sentence_of(refusal), status=422)
    messages.success(request, _("บันทึกจากไฟล์แล้ว %(count)s รายการ") % {"count": count})
    return redirect("improvement:plan", request.viewer.agency.slug, request.year)


def _rows(file: StoredFile) -> tuple[Row, ...]:
    with open_stored(file) as content:
        return rows_in(file.name, content.read())


def _upload_page(request: DeskRequest, plan: Plan, form: PlanSheetForm) -> HttpResponse:
    context = {
        "heading": _("แก้แผนด้วยไฟล์ตาราง"),
        "crumbs": _crumbs(request),
        "plan": plan,
        "form": form,
    }
    return render(request, "improvement/plan_sheet_in.html", context, status=422 if form.errors else 200)


def _differences_page(
    request: DeskRequest, plan: Plan, file: StoredFile, found: Differences, problem: str = "", status: int = 200
) -> HttpResponse:
    upload = reverse("improvement:plan-sheet-in", args=[request.viewer.agency.slug, request.year])
    context = {
        "heading": _("สิ่งที่ไฟล์จะเปลี่ยนในแผน"),
        "crumbs": [*_crumbs(request), (_("แก้ด้วยไฟล์ตาราง"), upload)],
        "plan": plan,
        "file": file,
        "page": found,
        "taken": set(request.POST.getlist("taken")),
        "problem": problem,
        "can_write": plan.is_open,
    }
    return render(request, "improvement/plan_sheet_differences.html", context, status=status)


def _crumbs(request: DeskRequest) -> list[tuple[str, str]]:
    return [(_("แผน"), reverse("improvement:plan", args=[request.viewer.agency.slug, request.year]))]
