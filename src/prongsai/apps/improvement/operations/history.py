"""What every deed leaves behind: the fields it changed, as they were and as they became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from prongsai.apps.improvement.models import Activity, Answer, Change, Evidence, Measure, Ownership, Report, Step
from prongsai.base.access import Viewer
from prongsai.core.errors import Refused

FIELDS: dict[type[Model], tuple[str, ...]] = {
    Measure: (
        *("plan_id", "position", "number", "tool", "indicator", "codes", "title", "finding", "monitoring"),
        *("suggestion", "starts_on", "ends_on", "period_text", "status", "percent", "removed_at"),
    ),
    Step: (
        *("measure_id", "position", "number", "text", "expected_evidence"),
        *("starts_on", "ends_on", "period_text", "status", "percent", "removed_at"),
    ),
    Report: ("state", "status", "percent", "result", "problem", "suggestion", "no_evidence_reason", "comment"),
    Activity: (
        *("title", "held_on", "place", "purpose", "outcome", "people_count", "codes"),
        *("measure_id", "step_id", "removed_at"),
    ),
    Evidence: ("kind", "title", "url", "dated_on", "removed_at"),
}
"""What is remembered of each kind of record; beside these, owners of measures and steps, and what measures answer."""

KINDS = {model._meta.model_name: model for model in FIELDS}
OWNED = (Measure, Step)


class Overtaken(Refused):
    """Somebody saved the record in the meantime: `record` is as it is now, nothing was overwritten."""

    def __init__(self, record: Model) -> None:
        super().__init__(
            "มีผู้อื่นบันทึกรายการนี้ไปแล้วระหว่างที่ท่านแก้ ข้อความของท่านยังอยู่ เทียบสองฉบับแล้วเลือกก่อนบันทึก",
            "Somebody else saved this meanwhile; your text is kept: compare the two and choose.",
        )
        self.record = record


def state_of(record: Model) -> dict[str, Any]:
    """The remembered fields of a record, its owners, what it answers. Shape: plain values that JSON can hold."""
    state = {name: _plain(getattr(record, name)) for name in FIELDS[type(record)]}
    if isinstance(record, OWNED):
        state["owners"] = owners_of(record)
    if isinstance(record, Measure):
        state["answers"] = sorted(record.answers.values_list("subject", flat=True))
    return state


def owners_of(record: Measure | Step) -> list[dict[str, Any]]:
    """The owners of a measure or a step. Shape: name, unit's and person's id, in order."""
    return [dict(each) for each in record.ownerships.order_by("pk").values("name", "unit_id", "person_id")]


def remember(
    *, by: Viewer | None, at: datetime, record: Model, deed: str, before: Mapping[str, Any] | None
) -> Change | None:
    """Keep what a deed changed of a record since `before` (None: it was made); nothing when nothing changed."""
    after = state_of(record)
    if before is not None:
        names = [name for name in after if after[name] != before.get(name)]
        if not names:
            return None
        before, after = {name: before[name] for name in names}, {name: after[name] for name in names}
    return Change.objects.create(
        agency_id=record.agency_id,  # type: ignore[attr-defined] # every remembered record has an agency
        kind=str(record._meta.model_name),
        record=record.pk,
        deed=deed,
        before=before,
        after=after,
        by=by.person if by else None,
        at=at,
    )


def hold(record: Measure | Step | Report | Activity, version: int) -> None:
    """Hold a record's row until the deed is done, and count its version on.

    Raises: Overtaken when `version` is not the one that is saved.
    """
    held = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if held.version != version:
        raise Overtaken(held)
    record.version = version + 1


def put_owners(record: Measure | Step, owners: list[dict[str, Any]]) -> None:
    """Make these the owners of a measure or a step. Shape: as `owners_of` gives them."""
    subject = {"measure": record} if isinstance(record, Measure) else {"step": record}
    record.ownerships.all().delete()
    Ownership.objects.bulk_create(Ownership(**subject, **each) for each in owners)


def put_answers(measure: Measure, subjects: Iterable[str]) -> None:
    """Make these the weak points that a measure answers. Shape: keys of weak points."""
    measure.answers.all().delete()
    Answer.objects.bulk_create(Answer(measure=measure, subject=subject) for subject in subjects)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
