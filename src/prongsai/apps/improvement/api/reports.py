"""Reports of progress: read, sent by owners, accepted or sent back by the clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Path, Router

from prongsai.apps.improvement.api.access import ApiRequest, within
from prongsai.apps.improvement.api.fields import OfReport, OfRoundMeasure, OfRoundStep
from prongsai.apps.improvement.api.problems import answers, answers_to_sent
from prongsai.apps.improvement.api.sent import Acceptance, ReportSent, Return
from prongsai.apps.improvement.api.shapes import (
    Overtaken,
    ReportPageShown,
    ReportShown,
    check_shown,
    report_shown,
)
from prongsai.apps.improvement.operations import reports as deeds
from prongsai.apps.improvement.queries.listed import listed_report
from prongsai.apps.improvement.queries.reports import promised_measure, promised_step, report_of, report_page
from prongsai.apps.improvement.queries.rounds import round_of

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Round
    from prongsai.apps.improvement.queries.reports import Promised
    from prongsai.base.access import Viewer

router = Router(tags=["รายงาน · Reports"])

OF_STEP = "/rounds/{int:round_id}/steps/{int:step_id}/report"
OF_MEASURE = "/rounds/{int:round_id}/measures/{int:measure_id}/report"


@router.get(
    OF_STEP, **within("progress.read", "work.read"), response=answers(ReportPageShown), summary="รายงานของขั้นตอน"
)
def report_step(request: ApiRequest, here: Path[OfRoundStep]) -> ReportPageShown:
    """What was promised of a step, what was reported of it in this round, and what does not fit."""
    viewer = request.auth.viewer
    round_ = round_of(viewer, here.year, here.round_id)
    return _page(viewer, round_, promised_step(viewer, round_, here.step_id))


@router.put(
    OF_STEP,
    **within("progress.write", "report.write"),
    response=answers_to_sent(ReportPageShown, http409=Overtaken[ReportShown]),
    summary="ส่งรายงานของขั้นตอน",
)
def report_step_send(request: ApiRequest, here: Path[OfRoundStep], sent: ReportSent) -> ReportPageShown:
    """Report progress of a step; a report that contradicts itself is taken, and `checks` say where."""
    viewer = request.auth.viewer
    round_ = round_of(viewer, here.year, here.round_id)
    return _send(viewer, round_, promised_step(viewer, round_, here.step_id), sent)


@router.get(
    OF_MEASURE, **within("progress.read", "work.read"), response=answers(ReportPageShown), summary="รายงานของทั้งมาตรการ"
)
def report_measure(request: ApiRequest, here: Path[OfRoundMeasure]) -> ReportPageShown:
    """What was promised of a measure as a whole, what was reported of it in this round, and what does not fit."""
    viewer = request.auth.viewer
    round_ = round_of(viewer, here.year, here.round_id)
    return _page(viewer, round_, promised_measure(viewer, round_, here.measure_id))


@router.put(
    OF_MEASURE,
    **within("progress.write", "report.write"),
    response=answers_to_sent(ReportPageShown, http409=Overtaken[ReportShown]),
    summary="ส่งรายงานของทั้งมาตรการ",
)
def report_measure_send(request: ApiRequest, here: Path[OfRoundMeasure], sent: ReportSent) -> ReportPageShown:
    """Report progress of a measure as a whole: one that has no steps, or was reported so before."""
    viewer = request.auth.viewer
    round_ = round_of(viewer, here.year, here.round_id)
    return _send(viewer, round_, promised_measure(viewer, round_, here.measure_id), sent)


@router.post(
    "/reports/{int:report_id}/accept",
    **within("progress.write", "report.decide"),
    response=answers_to_sent(ReportShown, http409=Overtaken[ReportShown]),
    summary="รับรายงาน",
)
def report_accept(request: ApiRequest, here: Path[OfReport], sent: Acceptance) -> ReportShown:
    """Accept a report, and as proof the evidence that came with it, except the pieces that go back."""
    viewer = request.auth.viewer
    report = report_of(viewer, here.year, here.report_id)
    deeds.accept_report(by=viewer, at=timezone.now(), report=report, decision=sent.decision())
    return report_shown(listed_report(viewer, report.round, report.pk))


@router.post(
    "/reports/{int:report_id}/return",
    **within("progress.write", "report.decide"),
    response=answers_to_sent(ReportShown, http409=Overtaken[ReportShown]),
    summary="ส่งรายงานกลับให้แก้",
)
def report_return(request: ApiRequest, here: Path[OfReport], sent: Return) -> ReportShown:
    """Send a report back to its owner, saying what is to be mended."""
    viewer = request.auth.viewer
    report = report_of(viewer, here.year, here.report_id)
    deeds.return_report(by=viewer, at=timezone.now(), report=report, decision=sent.decision())
    return report_shown(listed_report(viewer, report.round, report.pk))


def _send(viewer: Viewer, round_: Round, promised: Promised, sent: ReportSent) -> ReportPageShown:
    deeds.send_report(
        by=viewer,
        at=timezone.now(),
        round_=round_,
        promised=promised,
        version=sent.version,
        progress=sent.progress(),
    )
    return _page(viewer, round_, promised)


def _page(viewer: Viewer, round_: Round, promised: Promised) -> ReportPageShown:
    page = report_page(viewer, round_, promised)
    measure_id, step_id = promised.key
    return ReportPageShown(
        measure_id=measure_id,
        step_id=step_id,
        text=promised.text,
        owners=list(promised.owners),
        report=report_shown(page.report) if page.report else None,
        checks=[check_shown(each) for each in page.checked],
    )
