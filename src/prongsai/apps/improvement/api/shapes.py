"""What programs are shown: plans, measures, steps, rounds, reports, evidence, weak points."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, Literal, cast

from pydantic import BaseModel, Field

from prongsai.apps.improvement.api.fields import (
    EvidenceKind,
    ProofState,
    ReportState,
    Row,
    Tool,
    WorkStatus,
)
from prongsai.apps.improvement.api.problems import Problem

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Evidence, Measure, Plan, Proof, Report, Round, Step
    from prongsai.apps.improvement.queries.reports import Checked
    from prongsai.apps.improvement.queries.rounds import Line, Tally
    from prongsai.apps.improvement.queries.weak_points import WeakPoint
    from prongsai.apps.improvement.queries.work import Task

SAVED = "ครั้งที่บันทึก ส่งกลับมาเมื่อแก้ · How often it was saved; send it back with a change"
SHARE = "ร้อยละ 0-100 · The share done, 0-100"


class Overtaken(Problem, Generic[Row]):
    """Somebody saved it meanwhile: nothing was overwritten, and this is how it stands now."""

    record: Row = Field(description="รายการที่บันทึกอยู่ตอนนี้ · The record as it is saved now")


class PeriodShown(BaseModel):
    """When: whole months, or only the words a paper has."""

    first_month: str | None = Field(description="เดือนแรก · First month, YYYY-MM")
    last_month: str | None = Field(description="เดือนสุดท้าย · Last month, YYYY-MM")
    text: str


class OwnerShown(BaseModel):
    """Who does it: a unit, a person, or for now only a printed name."""

    name: str
    unit_id: int | None
    person_id: int | None


class StepShown(BaseModel):
    """One act of a measure."""

    id: int
    measure_id: int
    number: str
    text: str
    expected_evidence: str
    period: PeriodShown | None
    owners: list[OwnerShown]
    status: WorkStatus
    percent: int | None = Field(description=SHARE)
    version: int = Field(description=SAVED)


class MeasureShown(BaseModel):
    """What the agency will do about weak points."""

    id: int
    number: str
    tool: Tool
    indicator: int | None
    codes: list[str] = Field(description="รหัสข้อหรือข้อคำถามของปีแผน · Items and questions of the plan's own year")
    title: str
    finding: str
    monitoring: str
    period: PeriodShown | None
    owners: list[OwnerShown]
    answers: list[str] = Field(description="จุดที่ต้องพัฒนาที่มาตรการนี้ตอบ · Weak points it answers, by their keys")
    status: WorkStatus
    percent: int | None = Field(description=SHARE)
    version: int = Field(description=SAVED)
    steps: list[StepShown]


class WeakPointCounts(BaseModel):
    """What became of the weak points a plan has to answer."""

    open: int
    answered: int
    aside: int


class PlanCounts(BaseModel):
    """How much a plan holds."""

    measures: int
    steps: int
    rounds: int
    weak_points: WeakPointCounts


class PlanShown(BaseModel):
    """The plan of a year, and where it stands between being written and being issued."""

    fiscal_year: int
    result_year: int = Field(description="ปีของผลประเมินที่แผนตอบ · The year whose result it answers")
    state: Literal["draft", "submitted", "approved", "issued"]
    version: int = Field(description="ฉบับที่ · What was signed is counted")
    is_open: bool = Field(description="แก้มาตรการและขั้นตอนได้ · Whether measures and steps may be written")
    counts: PlanCounts


class WeakPointShown(BaseModel):
    """What a result or a remark shows to be weak."""

    subject: str = Field(description="รหัส · Its key: finding-12, item-o13, indicator-7")
    kind: Literal["finding", "item", "indicator"]
    label: str
    text: str
    recommendation: str
    tool: Tool
    indicator: int | None
    codes: list[str]
    points: str | None = Field(description="คะแนนรวมที่เสีย · Points of the total that are lost there, two decimals")
    state: Literal["open", "answered", "aside"]
    measure_ids: list[int]
    reason: str = Field(description="เหตุผลที่พักไว้ · Why it is set aside")


class ReportCounts(BaseModel):
    """How many reports of a round stand where."""

    missing: int
    sent: int
    returned: int
    accepted: int


class RoundShown(BaseModel):
    """A reporting round of a plan."""

    id: int
    months: int
    starts_on: date
    ends_on: date = Field(description="วันแรกหลังรอบ · The first day after it")
    due_on: date
    is_open: bool
    closed_at: datetime | None
    counts: ReportCounts


class LineShown(BaseModel):
    """Something a round asks for: a step, or a measure as a whole."""

    measure_id: int
    step_id: int | None
    text: str
    owners: list[str]


class RoundPageShown(RoundShown):
    """A round, and what nobody reported yet."""

    missing: list[LineShown]
    doubtful_count: int = Field(description="รายการที่ขัดแย้งกันเอง · Lines that contradict themselves")


class ReportShown(BaseModel):
    """What an owner reports of a step, or of a measure as a whole."""

    id: int
    round_id: int
    measure_id: int
    step_id: int | None
    state: ReportState
    status: WorkStatus
    percent: int | None = Field(description=SHARE)
    result: str
    problem: str
    suggestion: str
    no_evidence_reason: str
    comment: str = Field(description="ข้อความของเจ้าหน้าที่ธุรการ · What the clerk said of it")
    version: int = Field(description=SAVED)
    reported_by: str
    reported_at: datetime
    decided_by: str | None
    decided_at: datetime | None


class CheckShown(BaseModel):
    """What contradicts itself or is missing, and what would repair it, in Thai."""

    code: str = Field(description="รหัสข้อตรวจ · Stable code of the check")
    message: str
    fix: str


class ReportPageShown(BaseModel):
    """What was promised, what was reported of it, and what does not fit."""

    measure_id: int
    step_id: int | None
    text: str
    owners: list[str]
    report: ReportShown | None
    checks: list[CheckShown]


class TaskShown(BaseModel):
    """Something its owner reports in an open round."""

    round_id: int
    measure_id: int
    step_id: int | None
    text: str
    state: Literal["missing", "sent", "returned", "accepted"]
    comment: str = Field(description="เหตุที่ส่งกลับ · Why it was sent back")
    due_on: date
    is_late: bool


class FileShown(BaseModel):
    """A file that was handed in."""

    name: str
    sha256: str
    size: int = Field(description="ไบต์ · Bytes")
    content_type: str


class ProofShown(BaseModel):
    """One use of a piece of evidence: for a step, a measure, an activity or an item."""

    id: int
    evidence_id: int
    step_id: int | None
    measure_id: int | None
    activity_id: int | None
    item: str
    item_year: int | None
    state: ProofState
    comment: str
    decided_at: datetime | None


class EvidenceShown(BaseModel):
    """A piece of evidence, with its own date and what it proves."""

    id: int
    fiscal_year: int
    kind: EvidenceKind
    title: str
    url: str
    file: FileShown | None
    dated_on: date | None = Field(description="วันที่ของหลักฐานเอง · The evidence's own date")
    added_at: datetime
    proofs: list[ProofShown]


def measure_shown(measure: Measure) -> MeasureShown:
    """A measure with steps, owners and answers at hand."""
    return MeasureShown(
        id=measure.pk,
        number=measure.number,
        tool=cast(Tool, measure.tool),
        indicator=measure.indicator,
        codes=list(measure.codes),
        title=measure.title,
        finding=measure.finding,
        monitoring=measure.monitoring,
        period=period_shown(measure),
        owners=owners_shown(measure),
        answers=[each.subject for each in measure.answers.all()],
        status=cast(WorkStatus, measure.status),
        percent=measure.percent,
        version=measure.version,
        steps=[step_shown(each) for each in measure.steps.all()],
    )


def step_shown(step: Step) -> StepShown:
    """A step with its owners at hand."""
    return StepShown(
        id=step.pk,
        measure_id=step.measure_id,
        number=step.number,
        text=step.text,
        expected_evidence=step.expected_evidence,
        period=period_shown(step),
        owners=owners_shown(step),
        status=cast(WorkStatus, step.status),
        percent=step.percent,
        version=step.version,
    )


def period_shown(record: Measure | Step) -> PeriodShown | None:
    """When a measure or a step is done."""
    period = record.period
    return PeriodShown(first_month=period.start, last_month=period.end, text=period.text) if period else None


def owners_shown(record: Measure | Step) -> list[OwnerShown]:
    """Who does a measure or a step."""
    owners = record.ownerships.all()
    return [OwnerShown(name=each.name, unit_id=each.unit_id, person_id=each.person_id) for each in owners]


def plan_shown(plan: Plan, counts: Mapping[str, int], weak_points: Mapping[str, int]) -> PlanShown:
    """A plan and how much it holds."""
    return PlanShown(
        fiscal_year=plan.fiscal_year,
        result_year=plan.result_year,
        state=plan.sign_off.value,
        version=plan.version,
        is_open=plan.is_open,
        counts=PlanCounts(**counts, weak_points=WeakPointCounts(**weak_points)),
    )


def weak_point_shown(point: WeakPoint) -> WeakPointShown:
    """A weak point and what became of it."""
    return WeakPointShown(
        subject=point.subject,
        kind=point.kind.value,
        label=point.label,
        text=point.text,
        recommendation=point.recommendation,
        tool=cast(Tool, point.tool),
        indicator=point.indicator,
        codes=list(point.codes),
        points=None if point.points is None else f"{point.points:.2f}",
        state=point.state.value,
        measure_ids=[each.pk for each in point.measures],
        reason=point.reason,
    )


def round_shown(round_: Round, tally: Tally) -> RoundShown:
    """A round and how many of its reports stand where."""
    return RoundShown(
        id=round_.pk,
        months=round_.months,
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        due_on=round_.due_on,
        is_open=round_.is_open,
        closed_at=round_.closed_at,
        counts=ReportCounts(**tally.counts),
    )


def line_shown(line: Line) -> LineShown:
    """What a round asks for."""
    measure_id, step_id = line.key
    return LineShown(measure_id=measure_id, step_id=step_id, text=line.text, owners=list(line.owners))


def report_shown(report: Report) -> ReportShown:
    """A report with its people at hand."""
    return ReportShown(
        id=report.pk,
        round_id=report.round_id,
        measure_id=report.measure_id,
        step_id=report.step_id,
        state=cast(ReportState, report.state),
        status=cast(WorkStatus, report.status),
        percent=report.percent,
        result=report.result,
        problem=report.problem,
        suggestion=report.suggestion,
        no_evidence_reason=report.no_evidence_reason,
        comment=report.comment,
        version=report.version,
        reported_by=report.reported_by.name,
        reported_at=report.reported_at,
        decided_by=report.decided_by.name if report.decided_by else None,
        decided_at=report.decided_at,
    )


def check_shown(check: Checked) -> CheckShown:
    """A contradiction or a gap."""
    return CheckShown(code=check.code, message=check.message, fix=check.fix)


def task_shown(task: Task) -> TaskShown:
    """Something its owner reports now."""
    measure_id, step_id = task.promised.key
    return TaskShown(
        round_id=task.round.pk,
        measure_id=measure_id,
        step_id=step_id,
        text=task.promised.text,
        state=task.state,  # type: ignore[arg-type] # one of these, as the query says
        comment=task.comment,
        due_on=task.due_on,
        is_late=task.is_late,
    )


def proof_shown(proof: Proof) -> ProofShown:
    """One use of a piece of evidence."""
    return ProofShown(
        id=proof.pk,
        evidence_id=proof.evidence_id,
        step_id=proof.step_id,
        measure_id=proof.measure_id,
        activity_id=proof.activity_id,
        item=proof.item,
        item_year=proof.item_year,
        state=cast(ProofState, proof.state),
        comment=proof.comment,
        decided_at=proof.decided_at,
    )


def evidence_shown(evidence: Evidence) -> EvidenceShown:
    """A piece of evidence with file and uses at hand."""
    file = evidence.file
    return EvidenceShown(
        id=evidence.pk,
        fiscal_year=evidence.fiscal_year,
        kind=cast(EvidenceKind, evidence.kind),
        title=evidence.title,
        url=evidence.url,
        file=FileShown(name=file.name, sha256=file.sha256, size=file.size, content_type=file.content_type)
        if file
        else None,
        dated_on=evidence.dated_on,
        added_at=evidence.added_at,
        proofs=[proof_shown(each) for each in evidence.proofs.all()],
    )
