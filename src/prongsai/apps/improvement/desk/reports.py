"""Reports: what an owner sends of a step or a measure, and what the clerk decides about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from prongsai.apps.improvement.forms.reports import DecisionForm, ReportForm, initial_of
from prongsai.apps.improvement.operations import reports as deeds
from prongsai.apps.improvement.operations.history import Overtaken
from prongsai.apps.improvement.queries import reports as query
from prongsai.apps.improvement.queries.rounds import round_of, round_words
from prongsai.apps.improvement.queries.work import draft_key
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Round
    from prongsai.apps.improvement.queries.reports import Promised, ReportPage

UNPROCESSABLE, CONFLICT = 422, 409
LONGEST_VERSION = 10


@requires("work.read")
@require_http_methods(["GET", "HEAD", "POST"])
def report_step(request: DeskRequest, viewer: Viewer, year: int, round_id: int, step_id: int) -> HttpResponse:
    """What is reported of one step in a round: read, or written by its owner."""
    round_ = round_of(viewer, year, round_id)
    return _report(request, viewer, round_, query.promised_step(viewer, round_, step_id))


@requires("work.read")
@require_http_methods(["GET", "HEAD", "POST"])
def report_measure(request: DeskRequest, viewer: Viewer, year: int, round_id: int, measure_id: int) -> HttpResponse:
    """What is reported of a measure as a whole in a round: read, or written by its owner."""
    round_ = round_of(viewer, year, round_id)
    return _report(request, viewer, round_, query.promised_measure(viewer, round_, measure_id))


@requires("report.write")
@require_POST
def report_step_check(request: DeskRequest, viewer: Viewer, year: int, round_id: int, step_id: int) -> HttpResponse:
    """What contradicts itself in the report of a step as typed so far; nothing is kept."""
    round_ = round_of(viewer, year, round_id)
    return _checked(request, viewer, query.promised_step(viewer, round_, step_id))


@requires("report.write")
@require_POST
def report_measure_check(
    request: DeskRequest, viewer: Viewer, year: int, round_id: int, measure_id: int
) -> HttpResponse:
    """What contradicts itself in the report of a measure as typed so far; nothing is kept."""
    round_ = round_of(viewer, year, round_id)
    return _checked(request, viewer, query.promised_measure(viewer, round_, measure_id))


@requires("report.decide")
@require_POST
def report_accept(request: DeskRequest, viewer: Viewer, year: int, report_id: int) -> HttpResponse:
    """Accept a report and the evidence that came with it."""
    return _decide(request, viewer, year, report_id, deeds.accept_report, _("รับรายงานแล้ว"))


@requires("report.decide")
@require_POST
def report_return(request: DeskRequest, viewer: Viewer, year: int, report_id: int) -> HttpResponse:
    """Send a report back to its owner."""
    return _decide(request, viewer, year, report_id, deeds.return_report, _("ส่งกลับให้แก้แล้ว ผู้รายงานจะเห็นข้อความของท่าน"))


def _report(request: DeskRequest, viewer: Viewer, round_: Round, promised: Promised) -> HttpResponse:
    if request.method != "POST":
        return _page(request, viewer, round_, promised)
    if not viewer.may("report.write"):
        raise PermissionDenied
    if kept := keep_if_asked(request, draft_key(round_, promised)):
        return kept
    return _send(request, viewer, round_, promised)


def _send(request: DeskRequest, viewer: Viewer, round_: Round, promised: Promised) -> HttpResponse:
    """Send the report, unless something in it contradicts itself or is missing that its sender was not told yet.

    Such a report is not refused: the page says once what is doubtful, and the next press sends it as it is, for the
    owner knows better than a rule. Whoever was told while typing has seen it and sends with the first press.
    """
    proofs = query.proofs_on(viewer, promised)
    pieces = query.pieces_to_choose(viewer, round_.plan.fiscal_year, proofs)
    form = ReportForm(request.POST, request.FILES, pieces=pieces)
    if not form.is_valid():
        return _page(request, viewer, round_, promised, form, status=UNPROCESSABLE)
    checked = query.checked_on(promised, form.said(proofs))
    if not {each.code for each in checked} <= set(request.POST.get("seen", "").split()):
        return _page(request, viewer, round_, promised, form, status=UNPROCESSABLE, checked=checked, is_told=True)
    try:
        with drafts.accepted(request, draft_key(round_, promised)):
            deeds.send_report(
                by=viewer,
                at=timezone.now(),
                round_=round_,
                promised=promised,
                version=_version(request),
                progress=form.progress(),
                handed_in=form.handed_in(),
            )
    except Overtaken as overtaken:
        form.add_error(None, sentence_of(overtaken))
        return _page(request, viewer, round_, promised, form, status=CONFLICT, is_overtaken=True)
    except Refused as refusal:
        form.add_error(None, sentence_of(refusal))
        return _page(request, viewer, round_, promised, form, status=UNPROCESSABLE)
    messages.success(request, _("ส่งรายงานแล้ว รอเจ้าหน้าที่ตรวจ"))
    onward = _after(viewer, round_, promised)
    return HttpResponseClientRedirect(onward) if request.htmx else redirect(onward)


def _decide(
    request: DeskRequest, viewer: Viewer, year: int, report_id: int, deed: Callable[..., None], done: str
) -> HttpResponse:
    """Carry a decision out, or show the report again as it is now with the comment as typed."""
    report = query.report_of(viewer, year, report_id)
    promised = query.promised_in(report)
    form = DecisionForm(request.POST, proofs=query.proofs_on(viewer, promised))
    if not form.is_valid():
        return _page(request, viewer, report.round, promised, decision=form, status=UNPROCESSABLE)
    try:
        deed(by=viewer, at=timezone.now(), report=report, decision=form.decision())
    except Refused as refusal:
        form.add_error(None, sentence_of(refusal))
        status = CONFLICT if isinstance(refusal, Overtaken) else UNPROCESSABLE
        return _page(request, viewer, report.round, promised, decision=form, status=status)
    return _to_next(request, viewer, report.round, promised, done)


def _to_next(request: DeskRequest, viewer: Viewer, round_: Round, promised: Promised, done: str) -> HttpResponse:
    """From one decision to the next report that waits; after the last to the round."""
    waiting, count = query.next_waiting(viewer, round_)
    if waiting is None:
        messages.success(request, done)
        return redirect(_after(viewer, round_, promised))
    messages.success(
        request, _("%(done)s เหลือรอตรวจอีก %(count)s รายการ นี่คือรายการถัดไป") % {"done": done, "count": count}
    )
    return redirect(_address(viewer, round_, query.promised_in(waiting)))


def _checked(request: DeskRequest, viewer: Viewer, promised: Promised) -> HttpResponse:
    proofs = query.proofs_on(viewer, promised)
    form = ReportForm(request.POST)
    form.is_valid()
    said = form.said(proofs, has_attached=request.POST.get("attached", "0") != "0")
    shown = {"checked": query.checked_on(promised, said), "is_typing": True}
    return render(request, "improvement/report_checked.html", shown)


def _page(
    request: DeskRequest,
    viewer: Viewer,
    round_: Round,
    promised: Promised,
    form: ReportForm | None = None,
    *,
    status: int = 200,
    **told: Any,
) -> HttpResponse:
    """The report with what was promised: a form for who is to write it, else what was said and what is to decide."""
    page = query.report_page(viewer, round_, promised)
    shown = {
        "heading": _("รายงานผล"),
        "crumbs": _crumbs(viewer, round_),
        "page": page,
        "round": round_,
        "round_words": round_words(round_),
        "address": _address(viewer, round_, promised),
        "decision": DecisionForm(proofs=page.proofs) if page.can_decide else None,
    }
    asks = page.can_write and (page.is_asked or "write" in request.GET)
    if form or (asks and "decision" not in told):
        shown |= _writing(request, viewer, page, form)
    template = "report_write.html" if "form" in shown else "report.html"
    return render(request, f"improvement/{template}", shown | told, status=status)


def _writing(request: DeskRequest, viewer: Viewer, page: ReportPage, form: ReportForm | None) -> dict[str, Any]:
    return {
        "form": form or _form_begun(viewer, page),
        "here": request.get_full_path(),
        "check_address": _address(viewer, page.round, page.promised, "-check"),
        "draft_key": draft_key(page.round, page.promised),
        "differences": form.differences(page.report) if form and form.is_bound and page.report else (),
    }


def _form_begun(viewer: Viewer, page: ReportPage) -> ReportForm:
    """The form as the viewer left it, else with what was reported."""
    draft, is_stale = drafts.initial(viewer, draft_key(page.round, page.promised), page.basis)
    begun = initial_of(page.report) if page.report else {}
    return ReportForm(initial=draft if draft and not is_stale else begun, pieces=page.pieces)


def _version(request: DeskRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < LONGEST_VERSION else 0


def _after(viewer: Viewer, round_: Round, promised: Promised) -> str:
    """Where to go on: an owner to what else is theirs, the clerk to the round."""
    desk = [viewer.agency.slug, round_.plan.fiscal_year]
    if not viewer.may("round.read"):
        return reverse("improvement:work", args=desk)
    return f"{reverse('improvement:round', args=[*desk, round_.pk])}#{promised.anchor}"


def _address(viewer: Viewer, round_: Round, promised: Promised, more: str = "") -> str:
    desk = [viewer.agency.slug, round_.plan.fiscal_year, round_.pk, promised.row.pk]
    return reverse(f"improvement:report-{promised.kind}{more}", args=desk)


def _crumbs(viewer: Viewer, round_: Round) -> list[tuple[str, str]]:
    desk = [viewer.agency.slug, round_.plan.fiscal_year]
    if not viewer.may("round.read"):
        return [(_("งานของฉัน"), reverse("improvement:work", args=desk))]
    return [
        (_("รอบรายงาน"), reverse("improvement:rounds", args=desk)),
        (round_words(round_), reverse("improvement:round", args=[*desk, round_.pk])),
    ]
