"""The last change of a record taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model

from prongsai.apps.improvement.models import Activity, Change, Evidence, Measure, Plan, Report, Round, Step
from prongsai.apps.improvement.operations.evidence import must_be_removable, must_be_theirs
from prongsai.apps.improvement.operations.history import KINDS, put_answers, put_owners, remember, state_of
from prongsai.apps.improvement.operations.places import put_at
from prongsai.apps.improvement.operations.plans import hold_open
from prongsai.apps.improvement.operations.reports import Progress, let_work_follow, reported_later
from prongsai.apps.improvement.operations.steps import take_reports_along
from prongsai.apps.improvement.queries.history import may_undo
from prongsai.apps.improvement.queries.reports import Promised
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused

BESIDE_FIELDS = {"owners", "answers"}
"""What is remembered of a record and stands in rows of its own."""
MOVED_BY_OTHERS = {"position"}
"""What changes of a record when its neighbours move, without being a change of its own."""


@operation("change.undone")
def undo_change(*, by: Viewer, at: datetime, change: Change) -> Change:
    """Take the last change of a record back: what it touched becomes what it was before; made becomes removed.

    The undo is a change itself, so undoing it brings back what it took. Raises: Refused when it is not the last one
    any more, when the record has been changed without it, when the plan or round is not open, or when it is not this
    person's to take back.
    """
    if not may_undo(by, change):
        raise Refused(
            "ย้อนได้เฉพาะการเปลี่ยนที่ท่านทำเอง หากต้องย้อนรายการนี้ ให้แจ้งเจ้าหน้าที่ที่ดูแลแผน",
            "You can take back only what you changed; ask the clerk to undo this one.",
        )
    _must_not_be_reported(change)
    record = _held(by, change)
    _must_be_the_last(change, record)
    before = state_of(record)
    _restore(record, change, by, at)
    undo = remember(by=by, at=at, record=record, deed="change.undone", before=before)
    if undo is None:
        raise Refused("ไม่มีอะไรให้ย้อน รายการนี้เป็นเหมือนเดิมอยู่แล้ว", "There is nothing to undo; it is as it was.")
    undo.undoes = change
    undo.save(update_fields=["undoes"])
    note(record, changed=sorted(undo.after or {}))
    return undo


def _held(by: Viewer, change: Change) -> Any:
    """The record as it is saved, its row held, where what it belongs to is open to change."""
    model = KINDS[change.kind]
    record = model._default_manager.get(pk=change.record)
    match record:
        case Measure() | Step():
            hold_open(_plan_of(record))
        case Report():
            _must_be_open(record.round)
        case Evidence():
            Evidence.objects.select_for_update().get(pk=record.pk)  # nobody accepts it between the look and the deed
            (must_be_removable if change.before is None else must_be_theirs)(by, record)
    return model._default_manager.select_for_update().get(pk=change.record)


def _plan_of(record: Measure | Step) -> Plan:
    return record.plan if isinstance(record, Measure) else record.measure.plan


def _must_be_open(found: Round) -> None:
    held = Round.objects.select_for_update().get(pk=found.pk)
    if not held.is_open:
        raise Refused("รอบนี้ปิดแล้ว รายงานในรอบจึงย้อนไม่ได้", "This round is closed; its reports stand as they are.")


def _must_not_be_reported(change: Change) -> None:
    """How far work is follows its reports: whoever wants it otherwise takes back the report."""
    if change.kind in ("measure", "step") and {"status", "percent"} & set(change.before or {}):
        raise Refused(
            "สถานะนี้มาจากรายงานผล หากต้องแก้ ให้แก้ที่รายงานของรอบนั้น",
            "This status comes from a report; change the report of that round instead.",
        )


def _must_be_the_last(change: Change, record: Model) -> None:
    last = Change.objects.filter(kind=change.kind, record=change.record).order_by("-pk").first()
    now = state_of(record)
    became = {name: value for name, value in (change.after or {}).items() if name not in MOVED_BY_OTHERS}
    if last is None or last.pk != change.pk or became != {name: now.get(name) for name in became}:
        raise Refused(
            "รายการนี้ถูกเปลี่ยนอีกหลังจากนั้นแล้ว ย้อนได้เฉพาะการเปลี่ยนล่าสุด กรุณาดูประวัติอีกครั้ง",
            "This was changed again meanwhile; only the last change can be undone. Look at the history again.",
        )


def _restore(record: Any, change: Change, by: Viewer, at: datetime) -> None:
    """Put the fields back that a change touched; what it made is removed."""
    if change.before is None:
        _remove(record, at)
        return
    owners = change.before.get("owners")
    answers = change.before.get("answers")
    fields = {name: value for name, value in change.before.items() if name not in BESIDE_FIELDS}
    for name, value in fields.items():
        setattr(record, name, record._meta.get_field(name).to_python(value))
    _must_fit(record)
    if isinstance(record, Report):
        fields |= _decided(record, by, at)
    _save(record, list(fields))
    if owners is not None:
        put_owners(record, owners)
    if answers is not None:
        put_answers(record, answers)
    _let_follow(record, set(fields), by, at)


def _let_follow(record: Any, fields: set[str], by: Viewer, at: datetime) -> None:
    """What hangs on the fields that were put back: the order of the plan, the place of reports, the work's status."""
    if isinstance(record, Measure | Step) and {"position", "removed_at", "measure_id"} & fields:
        put_at(record, record.position)
    if isinstance(record, Step) and "measure_id" in fields:
        take_reports_along(record)
    if isinstance(record, Report) and {"status", "percent"} & fields:
        _let_work_follow(record, by, at)


def _decided(report: Report, by: Viewer, at: datetime) -> dict[str, Any]:
    """Who decided a report that is decided again: whoever did so last, as its history tells."""
    report.decided_by, report.decided_at = None, None
    if report.state != Report.State.SENT:
        told = Change.objects.filter(kind="report", record=report.pk).order_by("-pk").select_related("by")
        decisions = [each for each in told if each.by and (each.after or {}).get("state") == report.state]
        decided = (decisions[0].by, decisions[0].at) if decisions else (by.person, at)
        report.decided_by, report.decided_at = decided
    return {"decided_by": report.decided_by, "decided_at": report.decided_at}


def _let_work_follow(report: Report, by: Viewer, at: datetime) -> None:
    promised = Promised(report.measure, report.step)
    if not reported_later(report.round, promised):
        let_work_follow(promised, Progress(report.status, report.percent), by, at)


def _remove(record: Any, at: datetime) -> None:
    if isinstance(record, Report):
        raise Refused(
            "รายงานที่ส่งแล้วย้อนการส่งไม่ได้ หากต้องแก้ ให้ผู้ตรวจส่งกลับ หรือส่งใหม่ทับ",
            "A report that was sent cannot be unsent; have it returned, or send it again.",
        )
    record.removed_at = at
    _save(record, ["removed_at"])


def _must_fit(record: Measure | Step | Report | Activity | Evidence) -> None:
    """Refuse to put a step back into a measure that was taken out meanwhile."""
    if isinstance(record, Step) and Measure.objects.filter(pk=record.measure_id, removed_at__isnull=False).exists():
        raise Refused(
            "มาตรการที่ขั้นตอนนี้เคยอยู่ถูกนำออกแล้ว ย้อนการนำมาตรการออกก่อน",
            "The measure this step was in was taken out; undo that first.",
        )


def _save(record: Any, fields: list[str]) -> None:
    if hasattr(record, "version"):
        record.version += 1
        fields = [*fields, "version"]
    record.save(update_fields=fields)
