"""Signing a plan off: one page for whoever is asked, the five deeds, and every version as it was signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents.queries.origins import new_paper_address
from prongsai.apps.improvement.operations import signing as deeds
from prongsai.apps.improvement.queries.plans import plan_in, plan_of
from prongsai.apps.improvement.queries.signing import SigningPage, signing_page
from prongsai.apps.improvement.queries.versions import version_page
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.forms import ApprovalForm, ReasonForm
from prongsai.base.screens.answers import refusals_on, with_reason

if TYPE_CHECKING:
    from django.http import QueryDict


@requires("plan.read")
@require_safe
def plan_sign(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Where a plan stands between draft and issued, and what is asked of this viewer; before there is one, how to
    begin it."""
    plan = plan_in(viewer, year)
    if plan is None:
        return redirect("improvement:plan", viewer.agency.slug, year)
    page = signing_page(viewer, plan)
    return _page(request, page, _form(page))


@requires("plan.submit")
@require_POST
def plan_submit(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Put the plan before the executive."""
    done = _("เสนอผู้บริหารแล้ว ระหว่างรอพิจารณาจะแก้แผนไม่ได้")
    return _with_reason(request, "submit", deeds.submit_plan, done)


@requires("plan.decide")
@require_POST
def plan_return(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Send the plan back with a reason."""
    return _with_reason(request, "return", deeds.return_plan, _("ส่งแผนกลับให้แก้แล้ว เจ้าหน้าที่จะเห็นเหตุผลของท่าน"))


@requires("plan.decide")
@require_POST
def plan_approve(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Approve the plan that was read."""
    plan, form = plan_of(viewer, year), ApprovalForm(request.POST)
    submission = form.cleaned_data["submission"] if form.is_valid() else None
    with refusals_on(request):
        deeds.approve_plan(by=viewer, at=timezone.now(), plan=plan, submission=submission)
        messages.success(request, _("อนุมัติแผนแล้ว เนื้อหาฉบับนี้เก็บไว้ตามที่ท่านอนุมัติ"))
    return redirect("improvement:plan-sign", viewer.agency.slug, year)


@requires("plan.issue")
@require_POST
def plan_issue(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Issue the approved plan."""
    plan = plan_of(viewer, year)
    with refusals_on(request):
        deeds.issue_plan(by=viewer, at=timezone.now(), plan=plan)
        messages.success(request, _("ประกาศใช้แผนแล้ว"))
    return redirect("improvement:plan-sign", viewer.agency.slug, year)


@requires("plan.submit")
@require_POST
def plan_revise(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Open a signed plan to change, as its next version."""
    done = _("เปิดแก้เป็นฉบับใหม่แล้ว ฉบับเดิมยังเก็บไว้ตามที่อนุมัติ")
    return _with_reason(request, "revise", deeds.revise_plan, done)


@requires("plan.read")
@require_safe
def plan_version(request: DeskRequest, viewer: Viewer, year: int, version: int) -> HttpResponse:
    """A version as it was signed, and what changed since the one before."""
    plan = plan_of(viewer, year)
    context = {
        "heading": _("แผนปี %(year)s ฉบับที่ %(version)s") % {"year": year, "version": version},
        "crumbs": [*_crumbs(viewer, year), (_("เสนอและอนุมัติ"), _address(viewer, year))],
        "page": version_page(plan, version),
    }
    return render(request, "improvement/plan_version.html", context)


def _with_reason(request: DeskRequest, deed: str, operation: Callable[..., None], done: str) -> HttpResponse:
    page = signing_page(request.viewer, plan_of(request.viewer, request.year))
    form = _form(page, request.POST)
    return with_reason(
        request,
        form,
        may=page.may[deed],
        draft_key=_draft_key(page),
        deed=lambda reason: operation(by=request.viewer, at=timezone.now(), plan=page.plan, reason=reason),
        done=done,
        page=lambda: _page(request, page, form),
        onward=_address(request.viewer, request.year),
    )


def _page(request: DeskRequest, page: SigningPage, form: ReasonForm) -> HttpResponse:
    context = {
        "heading": _("เสนอและอนุมัติแผน"),
        "crumbs": _crumbs(page.viewer, page.plan.fiscal_year),
        "page": page,
        "form": form,
        "draft_key": _draft_key(page),
        "can_edit": page.plan.is_open and page.viewer.may("plan.edit"),
        "new_paper": new_paper_address(page.viewer, page.plan.fiscal_year, f"plan-{page.plan.fiscal_year}"),
    }
    return render(request, "improvement/plan_sign.html", context, status=422 if form.errors else 200)


def _draft_key(page: SigningPage) -> str:
    """A reason belongs to the stage it is asked for: what was typed to return a plan does not open it again."""
    return f"plan-{page.plan.fiscal_year}-{page.plan.state}"


def _form(page: SigningPage, sent: QueryDict | None = None) -> ReasonForm:
    """The one reason that can be asked of this viewer now, as it was sent or as their draft has it."""
    draft, is_stale = drafts.initial(page.viewer, _draft_key(page), page.basis)
    initial = {} if is_stale else {"reason": draft.get("reason", "")}
    return ReasonForm(sent, initial=initial, **_asked(page))


def _asked(page: SigningPage) -> dict[str, Any]:
    """What the reason is called, and whether it must be given."""
    if page.may["return"]:
        return {"label": _("เหตุผลที่ส่งกลับ"), "hint": _("บอกว่าต้องแก้อะไร ที่ข้อใด"), "required": True}
    if page.may["revise"]:
        hint = _("เช่น เปลี่ยนผู้รับผิดชอบ ปรับระยะเวลา เหตุผลนี้จะอยู่ในฉบับใหม่")
        return {"label": _("เหตุผลที่ต้องแก้"), "hint": hint, "required": True}
    if page.to_fix:
        hint = _("ผู้บริหารจะเห็นเหตุผลนี้คู่กับเรื่องที่ยังไม่แก้")
        return {"label": _("เหตุผลที่เสนอทั้งที่ยังไม่แก้"), "hint": hint, "required": True}
    return {"label": _("ข้อความถึงผู้บริหาร"), "required": False}


def _address(viewer: Viewer, year: int) -> str:
    return reverse("improvement:plan-sign", args=[viewer.agency.slug, year])


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    return [(_("แผน"), reverse("improvement:plan", args=[viewer.agency.slug, year]))]
