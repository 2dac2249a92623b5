"""The inbox: what is to be improved, and the three ways on from each: a measure of its own, one that is there, none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.improvement.forms.inbox import AnswerForm, AsideForm, JoinForm
from prongsai.apps.improvement.forms.proof import KEY_DIGITS
from prongsai.apps.improvement.operations import inbox as deeds
from prongsai.apps.improvement.queries import coverage, suggestions
from prongsai.apps.improvement.queries.owners import members_of, owners_named
from prongsai.apps.improvement.queries.plans import measure_in, plan_in, plan_of
from prongsai.apps.improvement.queries.weak_points import deeds_on, weak_point_of
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.queries import units_of
from prongsai.base.screens.answers import refusals_on
from prongsai.base.screens.drafts import keep_if_asked

if TYPE_CHECKING:
    from prongsai.apps.improvement.queries.suggestions import Draft
    from prongsai.apps.improvement.queries.weak_points import WeakPoint


@requires("inbox.read")
@require_safe
def inbox(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The weak points of a year, those that cost most first, narrowed to a state; without any, what this place is."""
    page = coverage.inbox_page(viewer, year, request.GET.get("state", ""))
    context = {
        "heading": _("จุดที่ต้องพัฒนา"),
        "page": page,
        "exports": table_links("improvement:inbox-table", [viewer.agency.slug, year], state=page.state or ""),
        "may": {
            "upload": viewer.may("paper.upload"),
            "record": viewer.may("result.record"),
            "plan": viewer.may("plan.edit"),
            "answer": viewer.may("inbox.answer") and (page.inbox.plan is None or page.inbox.plan.is_open),
        },
    }
    return render(request, "improvement/inbox.html" if page.inbox.points else "improvement/inbox_empty.html", context)


@requires("inbox.read")
@require_safe
def inbox_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The weak points of a year as a table to take away."""
    page = coverage.inbox_page(viewer, year, request.GET.get("state", ""))
    return table_response(coverage.inbox_rows(page), coverage.inbox_heads(), f"weak-points-{year}", form)


@requires("inbox.read")
@require_safe
def weak_point(request: DeskRequest, viewer: Viewer, year: int, subject: str) -> HttpResponse:
    """One weak point: what was said, where, what it costs, and the ways on."""
    point = weak_point_of(viewer, year, subject)
    return _page(request, viewer, year, point, AsideForm(initial={"reason": point.reason}))


@requires("inbox.answer")
def weak_point_answer(request: DeskRequest, viewer: Viewer, year: int, subject: str) -> HttpResponse:
    """Answer a weak point with a measure: begun from a practice, from an earlier year's measure, or from nothing."""
    point, draft = weak_point_of(viewer, year, subject), _chosen(request, viewer, year)
    key = f"answer:{year}:{subject}:{draft.choice if draft else ''}"
    if kept := keep_if_asked(request, key):
        return kept
    form = _begun(request, viewer, year, point, draft, key)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), drafts.accepted(request, key):
            words: Any = form.words()
            measure = deeds.answer_weak_point(
                by=viewer,
                at=timezone.now(),
                year=year,
                point=point,
                words=words,
                owners=form.owners(),
                steps=list(form.steps()),
            )
            messages.success(request, _("เพิ่มมาตรการลงแผนแล้ว จุดนี้มีมาตรการตอบแล้ว"))
            return redirect("improvement:measure", viewer.agency.slug, year, measure.pk)
    context = {
        "heading": _("มาตรการสำหรับจุดนี้"),
        "crumbs": _crumbs(viewer, year, point),
        "point": point,
        "draft": draft,
        "draft_key": key,
        "form": form,
    }
    failed = request.method == "POST" and bool(form.errors)
    return render(request, "improvement/weak_point_answer.html", context, status=422 if failed else 200)


@requires("inbox.answer")
@require_POST
def weak_point_join(request: DeskRequest, viewer: Viewer, year: int, subject: str) -> HttpResponse:
    """Let a measure of the plan answer a weak point."""
    point, form = weak_point_of(viewer, year, subject), JoinForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("กรุณาเลือกมาตรการที่จะรวมจุดนี้เข้าไป"))
        return _to_point(viewer, year, subject)
    measure = measure_in(viewer, year, form.cleaned_data["measure"])
    with refusals_on(request):
        deeds.join_weak_point(by=viewer, at=timezone.now(), point=point, measure=measure)
        messages.success(request, _("รวมเข้ากับมาตรการแล้ว"))
    return _to_point(viewer, year, subject)


@requires("inbox.answer")
@require_POST
def weak_point_set_aside(request: DeskRequest, viewer: Viewer, year: int, subject: str) -> HttpResponse:
    """Leave a weak point without a measure, and say why."""
    point, form = weak_point_of(viewer, year, subject), AsideForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        with refusals_on(form):
            deeds.set_weak_point_aside(by=viewer, at=timezone.now(), year=year, point=point, reason=reason)
            messages.success(request, _("พักไว้แล้ว พร้อมเหตุผล"))
            return _to_point(viewer, year, subject)
    return _page(request, viewer, year, point, form)


@requires("inbox.answer")
@require_POST
def weak_point_reopen(request: DeskRequest, viewer: Viewer, year: int, subject: str) -> HttpResponse:
    """Take back that a weak point is set aside, or, with a measure named, that this measure answers it."""
    point, plan, form = weak_point_of(viewer, year, subject), plan_of(viewer, year), JoinForm(request.POST)
    measure = measure_in(viewer, year, form.cleaned_data["measure"]) if form.is_valid() else None
    with refusals_on(request):
        deeds.reopen_weak_point(by=viewer, at=timezone.now(), plan=plan, point=point, measure=measure)
        messages.success(request, _("ยกเลิกแล้ว"))
    return _to_point(viewer, year, subject)


def _page(request: DeskRequest, viewer: Viewer, year: int, point: WeakPoint, form: AsideForm) -> HttpResponse:
    plan = plan_in(viewer, year)
    may_answer = viewer.may("inbox.answer")
    context = {
        "heading": point.label,
        "crumbs": _crumbs(viewer, year),
        "point": point,
        "form": form,
        "suggested": suggestions.suggestions_for(viewer, plan, point, year),
        "deeds": deeds_on(viewer, point),
        "may_answer": may_answer and (plan is None or plan.is_open),
        "must_revise": may_answer and plan is not None and not plan.is_open,
        "may": {"paper": viewer.may("paper.read"), "result": viewer.may("result.read")},
    }
    return render(request, "improvement/weak_point.html", context, status=422 if form.errors else 200)


def _begun(
    request: DeskRequest, viewer: Viewer, year: int, point: WeakPoint, draft: Draft | None, key: str
) -> AnswerForm:
    """The form with what was sent, else with what the viewer left unsent, else with the draft that was chosen."""
    named: dict[str, Any] = {"year": year, "point": point, "draft": draft, "owners_named": owners_named(viewer)}
    named |= {"units": units_of(viewer), "people": members_of(viewer)}
    if request.method == "POST":
        return AnswerForm(request.POST, **named)
    form = AnswerForm(**named)
    kept, is_stale = drafts.initial(viewer, key, "")
    if kept and not is_stale:
        form.began_with(kept)
    return form


def _chosen(request: DeskRequest, viewer: Viewer, year: int) -> Draft | None:
    """What the address says to begin from. Raises: Http404 for what is not there for the viewer."""
    if code := request.GET.get("practice"):
        return suggestions.practice_named(code, year)
    earlier = request.GET.get("earlier", "")
    if not earlier:
        return None
    if not earlier.isdecimal() or len(earlier) > KEY_DIGITS:
        raise Http404
    return suggestions.draft_of_measure(suggestions.earlier_measure(viewer, year, int(earlier)))


def _to_point(viewer: Viewer, year: int, subject: str) -> HttpResponse:
    return redirect("improvement:weak-point", viewer.agency.slug, year, subject)


def _crumbs(viewer: Viewer, year: int, point: WeakPoint | None = None) -> list[tuple[str, str]]:
    desk = [viewer.agency.slug, year]
    first = (_("จุดที่ต้องพัฒนา"), reverse("improvement:inbox", args=desk))
    return [first, (point.label, reverse("improvement:weak-point", args=[*desk, point.subject]))] if point else [first]
