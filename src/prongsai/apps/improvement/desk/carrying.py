"""Next year from this year: choosing what to carry over, and attaching last year's evidence again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.improvement.forms.carrying import EvidenceChoiceForm, SourceYearForm, WishesForm
from prongsai.apps.improvement.forms.proof import KEY_DIGITS
from prongsai.apps.improvement.operations.carrying import Wishes, attach_again, carry_plan
from prongsai.apps.improvement.queries.carrying import CarryPage, carry_page
from prongsai.apps.improvement.queries.evidence import evidence_of
from prongsai.apps.improvement.queries.plans import measure_of, step_of
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import refusals_on

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Measure, Step


@requires("plan.carry")
def plan_carry(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What a plan of an earlier year would be in this one, to tick and carry over."""
    page = carry_page(viewer, year, _year_asked(request))
    if request.method != "POST" or page.source is None:
        return _page(request, page, None)
    form = _wishes(page, request)
    if not form.is_valid():
        return _page(request, page, form)
    wishes = Wishes(form.cleaned_data["measure"], form.cleaned_data["text"], form.cleaned_data["code"])
    with refusals_on(form):
        carry_plan(by=viewer, at=timezone.now(), source=page.source, year=year, wishes=wishes)
        messages.success(request, _("ยกมาตรการมาแล้ว ตรวจผู้รับผิดชอบและระยะเวลาอีกครั้งก่อนเสนอ"))
        return redirect("improvement:plan", viewer.agency.slug, year)
    return _page(request, page, form)


@requires("evidence.add")
@require_POST
def step_evidence_again(request: DeskRequest, viewer: Viewer, year: int, step_id: int) -> HttpResponse:
    """Attach a piece that proved the step this one came from."""
    step = step_of(viewer, step_id)
    return _attach(request, step, reverse("improvement:step", args=[viewer.agency.slug, year, step.pk]))


@requires("evidence.add")
@require_POST
def measure_evidence_again(request: DeskRequest, viewer: Viewer, year: int, measure_id: int) -> HttpResponse:
    """Attach a piece that proved the measure this one came from."""
    measure = measure_of(viewer, measure_id)
    return _attach(request, measure, reverse("improvement:measure", args=[viewer.agency.slug, year, measure.pk]))


def _attach(request: DeskRequest, record: Step | Measure, address: str) -> HttpResponse:
    form = EvidenceChoiceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("ยังไม่ได้เลือกหลักฐาน กรุณาเลือกจากรายการของปีก่อน"))
        return redirect(address)
    evidence = evidence_of(request.viewer, form.cleaned_data["evidence"])
    with refusals_on(request):
        attach_again(by=request.viewer, at=timezone.now(), record=record, evidence=evidence)
        messages.success(request, _("แนบหลักฐานแล้ว รอเจ้าหน้าที่ตรวจรับ หลักฐานยังคงวันที่เดิมของมัน"))
    return redirect(address)


def _year_asked(request: DeskRequest) -> int | None:
    asked = request.POST.get("source") or request.GET.get("source", "")
    return int(asked) if asked.isdecimal() and len(asked) <= KEY_DIGITS else None


def _wishes(page: CarryPage, request: DeskRequest) -> WishesForm:
    return WishesForm(
        request.POST,
        measures=[each.measure.pk for each in page.measures],
        texts=[text.key for each in page.measures for text in each.texts],
        codes=[code.key for each in page.measures for code in each.codes if code.can_be_kept],
    )


def _page(request: DeskRequest, page: CarryPage, form: WishesForm | None) -> HttpResponse:
    """The page with what was ticked; every measure that waits is ticked at first."""
    slug = request.viewer.agency.slug
    context = {
        "heading": _("ยกแผนจากปีก่อน"),
        "crumbs": [(_("แผน"), reverse("improvement:plan", args=[slug, request.year]))],
        "page": page,
        "year_form": SourceYearForm({"source": page.source.fiscal_year}, years=page.choices) if page.source else None,
        "form": form,
        "ticked": {
            "measures": _ticked(form, "measure") if form else {str(each.measure.pk) for each in page.waiting},
            "texts": _ticked(form, "text"),
            "codes": _ticked(form, "code"),
        },
    }
    return render(request, "improvement/plan_carry.html", context, status=422 if form and form.errors else 200)


def _ticked(form: WishesForm | None, name: str) -> set[str]:
    return set(form.data.getlist(name)) if form else set()  # type: ignore[attr-defined] # a form that was sent
