"""The result of a year: the page, the rows behind each number, the executive's page, tables to take away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.assessment import operations
from prongsai.apps.assessment.queries import beside, details, results
from prongsai.apps.assessment.queries.results import ResultPage
from prongsai.apps.assessment.queries.sheets import findings_of
from prongsai.apps.documents.queries.origins import new_paper_address
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_response
from prongsai.base.screens.answers import refusals_on


@requires("result.read")
@require_safe
def result(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The result of a year; without one, how to get it in."""
    page = results.result_page(viewer, year)
    if page is None:
        return no_result(request, viewer, year, _("ผลประเมิน"))
    new_paper = new_paper_address(viewer, year, f"result-{year}")
    context = {
        "heading": _("ผลประเมิน"),
        "page": page,
        "may": rights_of(viewer),
        "new_paper": new_paper,
        "beside": beside.from_above(viewer, year),
    }
    return render(request, "assessment/result.html", context)


@requires("executive.read")
@require_safe
def result_executive(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """One page for whoever decides; prints on one sheet of A4."""
    page = results.result_page(viewer, year)
    if page is None:
        return no_result(request, viewer, year, _("หน้าผู้บริหาร"))
    context = {
        "heading": _("ผลประเมินโดยย่อ"),
        "page": page,
        "gains": details.best_gains(page.sheets),
        "may": rights_of(viewer),
    }
    return render(request, "assessment/result_executive.html", context)


@requires("result.record")
@require_POST
def result_lost(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Say which items scored 0."""
    sheets = results.sheets_of(viewer, year)
    if sheets is None:
        raise Http404
    with refusals_on(request):
        codes = request.POST.getlist("lost")
        operations.tell_lost_items(by=viewer, at=timezone.now(), sheet=sheets.sheet, codes=codes)
        messages.success(request, _("บันทึกข้อที่เสียคะแนนแล้ว"))
    return redirect("assessment:result", viewer.agency.slug, year)


@requires("result.read")
@require_safe
def result_cell(request: DeskRequest, viewer: Viewer, year: int, cell: str) -> HttpResponse:
    """One number: every print of it, where it came from, and the arithmetic it stands in."""
    detail = details.cell_detail(viewer, year, cell)
    context = {"heading": detail.label, "crumbs": _crumbs(viewer, year), "detail": detail, "may": rights_of(viewer)}
    return render(request, "assessment/result_cell.html", context)


@requires("result.read")
@require_safe
def result_item(request: DeskRequest, viewer: Viewer, year: int, code: str) -> HttpResponse:
    """One OIT item: what it asks, what it is worth and how that is reckoned, what was found."""
    detail = details.item_detail(viewer, year, code)
    word = _("เสียคะแนน") if detail.row.is_lost else _("ไม่ได้บันทึกว่าเสียคะแนน")
    shown = {"heading": _("ข้อ %s") % detail.row.item.code, "crumbs": _crumbs(viewer, year)}
    return render(
        request, "assessment/result_item.html", {**shown, "detail": detail, "word": word, "may": rights_of(viewer)}
    )


@requires("result.read")
@require_safe
def result_scores_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """Both years' scores as a table to take away."""
    rows = [(each.cell, each.label, each.now, each.before, each.difference) for each in _page(viewer, year).changes]
    heads = [_("ช่อง"), _("รายการ"), str(year), str(year - 1), _("เปลี่ยน")]
    return table_response(rows, heads, f"scores-{viewer.agency.slug}-{year}", form)


@requires("result.read")
@require_safe
def result_items_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The OIT items and what they are worth as a table to take away."""
    rows = [
        (each.item.code, each.item.title_th, each.item.sub_indicator, each.points, _("เสีย") if each.is_lost else "")
        for each in _page(viewer, year).items
    ]
    heads = [_("ข้อ"), _("ชื่อ"), _("ตัวชี้วัดย่อย"), _("คะแนนของคะแนนรวม"), _("เสียคะแนน")]
    return table_response(rows, heads, f"items-{viewer.agency.slug}-{year}", form)


@requires("result.read")
@require_safe
def result_findings_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The findings as a table to take away."""
    rows = [
        (each.tool, each.indicator, each.code, each.remark, each.recommendation, ", ".join(each.items))
        for each in (row.finding for row in _page(viewer, year).findings)
    ]
    heads = [_("เครื่องมือ"), _("ตัวชี้วัด"), _("รหัส"), _("ข้อสังเกต"), _("ข้อเสนอแนะ"), _("ข้อ OIT ที่เกี่ยวข้อง")]
    return table_response(rows, heads, f"findings-{viewer.agency.slug}-{year}", form)


def rights_of(viewer: Viewer) -> dict[str, bool]:
    """What the pages of a result offer this viewer beside reading it."""
    return {
        "record": viewer.may("result.record"),
        "paper": viewer.may("paper.read"),
        "outlook": viewer.may("outlook.read"),
        "executive": viewer.may("executive.read"),
    }


def no_result(request: DeskRequest, viewer: Viewer, year: int, heading: str) -> HttpResponse:
    """What a place shows that needs a result when none is recorded: how to begin, and the findings there are."""
    findings = results.finding_rows(findings_of(viewer, year))
    context = {"heading": heading, "findings": findings, "may": rights_of(viewer)}
    return render(request, "assessment/result_none.html", context)


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    return [(_("ผลประเมิน"), reverse("assessment:result", args=[viewer.agency.slug, year]))]


def _page(viewer: Viewer, year: int) -> ResultPage:
    page = results.result_page(viewer, year)
    if page is None:
        raise Http404
    return page
