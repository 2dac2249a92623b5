"""Reports sent by owners, accepted or returned by the clerk; status and share of the work follow them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from prongsai.apps.improvement.models import Evidence, Measure, Proof, Report, Round, Step
from prongsai.apps.improvement.operations.evidence import Piece, accept, attach, send_back
from prongsai.apps.improvement.operations.history import hold, remember, state_of
from prongsai.apps.improvement.operations.rounds import hold_open
from prongsai.apps.improvement.queries.reports import Promised, report_on
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core import lifecycle
from prongsai.core.errors import Refused
from prongsai.core.records import Status


@dataclass(frozen=True)
class Progress:
    """What an owner reports. Unit: percent 0-100."""

    status: str
    percent: int | None = None
    result: str = ""
    problem: str = ""
    suggestion: str = ""
    no_evidence_reason: str = ""


@dataclass(frozen=True)
class HandedIn:
    """The evidence that comes with a report: new files and links, pieces that are here already."""

    files: Sequence[Piece] = ()
    links: Sequence[str] = ()
    evidence_ids: Iterable[int] = ()
    dated_on: date | None = None


@dataclass(frozen=True)
class Decision:
    """What the clerk says of a report that was read at `version`; `returned` are proofs sent back, each with why.

    `seen` are the proofs that were looked at, None for all: what was handed in meanwhile waits for a look of its own.
    """

    version: int
    comment: str = ""
    returned: Mapping[int, str] = field(default_factory=dict)
    seen: Collection[int] | None = None


@operation("report.sent")
def send_report(
    *,
    by: Viewer,
    at: datetime,
    round_: Round,
    promised: Promised,
    version: int,
    progress: Progress,
    handed_in: HandedIn | None = None,
) -> Report:
    """Report progress of a step, or of a measure as a whole, with its evidence; again after it was returned.

    `version` is that of the report that was shown, 0 where there was none. A report may contradict itself: its
    sender was told once, and whoever reads it is told again.
    Raises: Overtaken when somebody sent one meanwhile; Refused when the round is closed, the report accepted, the
    work done without a result, or a piece of evidence cannot be taken.
    """
    held = hold_open(round_)
    report = report_on(held, promised) or _new_report(held, promised)
    before = state_of(report) if report.pk else None
    if report.pk:
        hold(report, version)
    _must_be_sendable(report, progress)
    _write(report, progress, by, at)
    remember(by=by, at=at, record=report, deed="report.sent", before=before)
    if handed_in:
        attach(by=by, at=at, year=held.plan.fiscal_year, subject=promised.row, **vars(handed_in))
    if not reported_later(held, promised):
        let_work_follow(promised, progress, by, at)
    note(report, status=progress.status)
    return report


@operation("report.accepted")
def accept_report(*, by: Viewer, at: datetime, report: Report, decision: Decision) -> None:
    """Accept a report, and as proof the evidence that came with it, except the pieces that go back.

    What a paper only speaks of stays waiting for the piece itself, and so does what nobody has looked at yet.
    Raises: Overtaken when it was sent anew meanwhile; Refused when the round is closed, it waits for no decision, or
    a piece goes back without a comment.
    """
    _must_wait(report, Report.State.SENT)
    _decide(report, Report.State.ACCEPTED, decision, by, at)
    for proof in _offered(report):
        if proof.pk in decision.returned:
            send_back(by=by, at=at, proof=proof, comment=decision.returned[proof.pk])
        elif proof.evidence.kind != Evidence.Kind.WORDS and (decision.seen is None or proof.pk in decision.seen):
            accept(by=by, at=at, proof=proof)


@operation("report.returned")
def return_report(*, by: Viewer, at: datetime, report: Report, decision: Decision) -> None:
    """Send a report back to its owner, also one that was accepted, saying what is to be mended.

    Raises: Overtaken when it was sent anew meanwhile; Refused without a comment, when the round is closed, and when
    it was sent back before.
    """
    if not decision.comment.strip():
        raise Refused("กรุณาบอกผู้รายงานว่าต้องแก้อะไร", "Please tell the owner what is to be mended.")
    _must_wait(report, Report.State.SENT, Report.State.ACCEPTED)
    _decide(report, Report.State.RETURNED, decision, by, at)


def _new_report(round_: Round, promised: Promised) -> Report:
    return Report(agency_id=round_.agency_id, round=round_, measure=promised.measure, step=promised.step, version=0)


def _must_be_sendable(report: Report, progress: Progress) -> None:
    if report.state == Report.State.ACCEPTED:
        raise Refused(
            "รายงานนี้รับแล้ว หากต้องแก้ กรุณาแจ้งเจ้าหน้าที่ธุรการให้ส่งกลับก่อน",
            "This report was accepted; ask the clerk to send it back before changing it.",
        )
    if progress.status == Status.DONE and not progress.result.strip():
        raise Refused(
            "เลือกว่าดำเนินการแล้ว กรุณาเขียนผลด้วยว่าทำอะไร เมื่อใด ได้อะไร",
            "You chose “done”: please write what was done, when and with what outcome.",
        )


def _write(report: Report, progress: Progress, by: Viewer, at: datetime) -> None:
    """What the owner says takes the place of what a paper had ticked and written."""
    for name, value in asdict(progress).items():
        setattr(report, name, value)
    report.marked, report.written, report.where = [], [], {}
    report.state, report.reported_by, report.reported_at = Report.State.SENT, by.person, at
    report.decided_by, report.decided_at = None, None
    report.version = report.version or 1
    report.save()


def reported_later(round_: Round, promised: Promised) -> bool:
    """Whether a later round of the plan speaks of it already."""
    later = Report.objects.filter(round__plan=round_.plan_id, round__ends_on__gt=round_.ends_on)
    return later.filter(measure=promised.measure, step=promised.step).exists()


def let_work_follow(promised: Promised, progress: Progress, by: Viewer, at: datetime) -> None:
    """The step, or the measure, is as far as its last report says; a measure is as far as its steps."""
    _put(promised.row, progress.status, progress.percent, by, at)
    if promised.step:
        steps = list(promised.measure.steps.filter(removed_at=None).values_list("status", "percent"))
        status = lifecycle.of_steps(Status(each) for each, _ in steps)
        _put(promised.measure, status.value, lifecycle.share_of_steps([share for _, share in steps]), by, at)


def _put(row: Step | Measure, status: str, percent: int | None, by: Viewer, at: datetime) -> None:
    before = state_of(row)
    row.status, row.percent = status, percent
    row.save(update_fields=["status", "percent"])
    remember(by=by, at=at, record=row, deed="report.sent", before=before)


def _must_wait(report: Report, *states: Report.State) -> None:
    hold_open(report.round)
    if Report.objects.get(pk=report.pk).state not in states:
        raise Refused(
            "รายงานนี้ตรวจไปแล้ว กรุณาเปิดหน้ารอบรายงานดูสถานะล่าสุด",
            "This report was decided already; see the page of the round.",
        )


def _decide(report: Report, state: Report.State, decision: Decision, by: Viewer, at: datetime) -> None:
    before = state_of(report)
    hold(report, decision.version)
    report.state, report.comment = state, decision.comment.strip()
    report.decided_by, report.decided_at = by.person, at
    report.save(update_fields=["state", "comment", "decided_by", "decided_at", "version"])
    remember(by=by, at=at, record=report, deed=f"report.{state.value}", before=before)


def _offered(report: Report) -> list[Proof]:
    row = report.step or report.measure
    return list(row.proofs.filter(state=Proof.State.OFFERED, evidence__removed_at=None).select_related("evidence"))
