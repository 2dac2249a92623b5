"""Runs brought, taken over and withdrawn: an administrator's work."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.apps.nation import jobs, operations
from prongsai.apps.nation.forms.bringing import BringForm
from prongsai.apps.nation.jobs.comparing import compare_shown_years
from prongsai.apps.nation.queries import imports as query
from prongsai.base.access import administrator, person_of
from prongsai.base.forms import ReasonForm
from prongsai.base.screens.answers import refusals_on

LINES_PER_PAGE = 100


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Every file that was brought and every run; bring another."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            _bring(request, form)
        if not form.errors:
            messages.success(request, _("รับไฟล์แล้ว กำลังนำเข้า ออกจากหน้านี้แล้วกลับมาดูได้"))
            return redirect("nation:imports")
    context = {
        "heading": _("ผลคำนวณทั้งประเทศ"),
        "form": form,
        "at_work": list(query.imports_at_work()),
        "runs": list(query.all_runs()),
    }
    return render(request, "nation/imports.html", context, status=422 if form.errors else 200)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, run_id: int) -> HttpResponse:
    """Withdraw a run with a reason that stays."""
    run = query.run_to_withdraw(run_id)
    form = ReasonForm(
        request.POST or None,
        label=_("เหตุผลที่ถอน"),
        hint=_("เก็บไว้กับผลคำนวณนี้ ผู้ดูแลระบบเห็น อย่าใส่ข้อมูลส่วนบุคคล"),
        required=True,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            reason = form.cleaned_data["reason"]
            operations.withdraw_run(by=person_of(request), at=timezone.now(), run=run, reason=reason)
            compare_shown_years.enqueue()
        if not form.errors:
            messages.success(request, _("ถอนผลคำนวณแล้ว หน้าสาธารณะไม่แสดงแล้ว"))
            return redirect("nation:imports")
    context = {
        "heading": _("ถอนผลคำนวณชุดที่ %(number)s ปีงบประมาณ %(year)s") % {"number": run.pk, "year": run.fiscal_year},
        "crumbs": _crumbs(),
        "form": form,
        "run": run,
    }
    return render(request, "nation/import_withdraw.html", context, status=422 if form.errors else 200)


@administrator
@require_safe
def flags(request: HttpRequest, run_id: int) -> HttpResponse:
    """What stands out in the answers of a run, agency by agency."""
    run = query.run_to_withdraw(run_id)
    page = Paginator(query.flags_of(run), LINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": _("ข้อสังเกตของผลคำนวณชุดที่ %(number)s") % {"number": run.pk},
        "crumbs": _crumbs(),
        "page": page,
        "rows": query.flag_rows(page.object_list),
        "run": run,
    }
    return render(request, "nation/import_flags.html", context)


def _bring(request: HttpRequest, form: BringForm) -> None:
    file, about = form.cleaned_data["file"], form.cleaned_data["about"]
    brought = operations.bring_run(by=person_of(request), at=timezone.now(), name=file.name, content=file, about=about)
    jobs.take_run_over.enqueue(brought.pk)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("ผลคำนวณทั้งประเทศ"), reverse("nation:imports"))]
