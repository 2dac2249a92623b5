"""Rounds: opened, watched, chased, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.documents.queries.origins import new_paper_address
from prongsai.apps.improvement.forms.reports import RoundForm
from prongsai.apps.improvement.operations import rounds as deeds
from prongsai.apps.improvement.queries import rounds as query
from prongsai.apps.improvement.queries.plans import plan_in, plan_of
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.screens.answers import refusals_on

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Round


@requires("round.read")
@require_safe
def rounds(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The rounds of a year, and how many reports of each are in."""
    plan = plan_in(viewer, year)
    context = {
        "heading": _("รอบรายงาน"),
        "plan": plan,
        "cards": query.rounds_in(viewer, plan) if plan else [],
        "today": timezone.localdate(),
        "can_manage": viewer.may("round.manage"),
        "can_open": plan is not None and viewer.may("round.manage") and query.can_be_reported(plan),
    }
    return render(request, "improvement/rounds.html", context)


@requires("round.manage")
def round_open(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Open a round: which months, due when."""
    plan = plan_of(viewer, year)
    form = RoundForm(year, request.POST) if request.method == "POST" else RoundForm(year)
    if form.is_bound and form.is_valid():
        starts_on, ends_on = form.bounds()
        with refusals_on(form):
            opened = deeds.open_round(
                by=viewer, at=timezone.now(), plan=plan, starts_on=starts_on, ends_on=ends_on, due_on=form.due()
            )
            messages.success(request, _("เปิดรอบรายงานแล้ว ผู้รับผิดชอบเห็นในหน้างานของฉัน"))
            return _to_round(viewer, opened)
    context = {"heading": _("เปิดรอบรายงาน"), "crumbs": _crumbs(viewer, year), "form": form}
    return render(request, "improvement/round_open.html", context, status=422 if form.errors else 200)


@requires("round.read")
@require_safe
def round_screen(request: DeskRequest, viewer: Viewer, year: int, round_id: int) -> HttpResponse:
    """One round: what every owner reported, and what is missing; of a closed one what it closed with."""
    round_ = query.round_of(viewer, year, round_id)
    page = query.round_page(viewer, round_)
    wish = query.wish_in(request.GET.get("state", ""), request.GET.get("owner", ""))
    context = {
        "heading": query.round_words(round_),
        "crumbs": _crumbs(viewer, year),
        "round": round_,
        "page": page,
        "wish": wish,
        "parts": page.parts(wish.owner),
        "lines": page.shown(wish),
        "today": timezone.localdate(),
        "can_close": round_.is_open and viewer.may("round.manage"),
        "exports": table_links("improvement:round-table", [viewer.agency.slug, year, round_.pk]),
        "new_paper": new_paper_address(viewer, year, f"round-{round_.pk}"),
    }
    return render(request, "improvement/round.html", context)


@requires("round.read")
@require_safe
def round_table(request: DeskRequest, viewer: Viewer, year: int, round_id: int, form: str) -> HttpResponse:
    """A round as a table to take away."""
    return table_response(*query.round_table(viewer, query.round_of(viewer, year, round_id)), form)


@requires("round.manage")
def round_close(request: DeskRequest, viewer: Viewer, year: int, round_id: int) -> HttpResponse:
    """What a round would close with, what is missing and what contradicts itself; then closing it."""
    round_ = query.round_of(viewer, year, round_id)
    if request.method == "POST":
        with refusals_on(request):
            deeds.close_round(by=viewer, at=timezone.now(), round_=round_)
            messages.success(request, _("ปิดรอบแล้ว ข้อมูลของรอบนี้เก็บไว้ตามที่เป็นตอนปิด"))
        return _to_round(viewer, round_)
    if not round_.is_open:
        return _to_round(viewer, round_)
    words = query.round_words(round_)
    context = {
        "heading": _("ปิดรอบรายงาน"),
        "crumbs": [*_crumbs(viewer, year), (words, _address(viewer, round_))],
        "round": round_,
        "round_words": words,
        "page": query.round_page(viewer, round_),
    }
    return render(request, "improvement/round_close.html", context)


def _to_round(viewer: Viewer, round_: Round) -> HttpResponse:
    return redirect(_address(viewer, round_))


def _address(viewer: Viewer, round_: Round) -> str:
    return reverse("improvement:round", args=[viewer.agency.slug, round_.plan.fiscal_year, round_.pk])


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    return [(_("รอบรายงาน"), reverse("improvement:rounds", args=[viewer.agency.slug, year]))]
