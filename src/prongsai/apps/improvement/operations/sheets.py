"""A plan's workbook handed in, and what it changes written into the plan: all that was confirmed, nothing else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from prongsai.apps.improvement.models import Measure, Plan, Step
from prongsai.apps.improvement.operations.history import hold, put_owners, remember, state_of
from prongsai.apps.improvement.operations.measures import add_measure
from prongsai.apps.improvement.operations.places import next_place
from prongsai.apps.improvement.operations.plans import hold_open
from prongsai.apps.improvement.operations.steps import NewStep, add_steps, distinct
from prongsai.apps.improvement.queries.sheet_differences import Change, Fate, differences
from prongsai.apps.improvement.queries.sheet_reading import Row, rows_in
from prongsai.apps.improvement.queries.sheet_rows import MEASURES
from prongsai.base import files
from prongsai.base.access import Viewer
from prongsai.base.models import StoredFile
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused

DEED = "plan.sheet_applied"


class Outdated(Refused):
    """The plan changed between looking at the differences and confirming them; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "แผนเปลี่ยนไประหว่างที่ท่านตรวจ จึงยังไม่บันทึก นี่คือรายการเปรียบเทียบล่าสุด กรุณาตรวจแล้วยืนยันอีกครั้ง",
            "The plan changed while you looked; nothing was written. These are the differences now; confirm again.",
        )


@operation("plan.sheet_brought")
def bring_sheet(*, by: Viewer, at: datetime, plan: Plan, name: str, content: bytes) -> StoredFile:
    """Keep a workbook that came back; nothing of it counts before its differences are confirmed.

    Raises: Problem for a file that is no workbook of a plan, with what to do.
    """
    if files.kind_of(name, content) != "xlsx":
        raise Refused(
            "กรุณาส่งไฟล์ XLSX ที่ดาวน์โหลดจากหน้านี้ หากแก้ในโปรแกรมอื่น ให้บันทึกเป็น XLSX",
            "Please send the XLSX file downloaded here; saved in another program, save it as XLSX.",
        )
    note(plan, count=len(rows_in(name, content)))
    try:
        return files.store(by=by, at=at, name=name, content=content)
    except files.AlreadyStored as earlier:
        return earlier.file


@operation("plan.sheet_applied")
def apply_sheet(
    *, by: Viewer, at: datetime, plan: Plan, rows: tuple[Row, ...], basis: str, taken: Collection[str] = ()
) -> int:
    """Write what a workbook changes into a plan, as it was shown; what somebody else changed meanwhile only where
    `taken` names it. Faulty rows change nothing.

    Unit: records changed. Raises: Outdated when the differences are not those of `basis` any more; Refused when the
    plan is not open, or nothing is to be written.
    """
    held = hold_open(plan)
    found = differences(by, held, rows)
    if found.basis != basis:
        raise Outdated
    changes = [*found.sure, *(each for each in found.overtaken if each.key in taken)]
    if not changes:
        raise Refused("ไม่มีรายการที่จะบันทึก", "There is nothing to write.")
    _Writer(by, at, held).write(changes)
    note(plan, count=len(changes))
    return len(changes)


class _Writer:
    """Writes changes one after another: measures come first and go last, so that every step finds its own."""

    def __init__(self, by: Viewer, at: datetime, plan: Plan) -> None:
        self._by, self._at, self._plan = by, at, plan
        self._measures = {str(each.pk): each for each in plan.measures.all()}

    def write(self, changes: Collection[Change]) -> None:
        order = [*(each for each in changes if each.sheet == MEASURES), *(e for e in changes if e.sheet != MEASURES)]
        for change in order:
            if change.fate is Fate.ADDED:
                self._add(change)
            elif change.fate is Fate.CHANGED:
                self._edit(change)
        for change in reversed(order):
            if change.fate is Fate.REMOVED:
                self._remove(change)

    def _add(self, change: Change) -> None:
        words = dict(change.words)
        owners = words.pop("owners", ())
        if change.sheet == MEASURES:
            measure = add_measure(self._plan, self._by, self._at, deed=DEED, owners=owners, **words)
            self._measures[change.key] = measure
        else:
            step = NewStep(owners=tuple(owners), **words)
            add_steps(self._measures[change.measure], self._by, self._at, [step], deed=DEED)

    def _edit(self, change: Change) -> None:
        record, words = _held(change), dict(change.words)
        before, owners = state_of(record), words.pop("owners", None)
        if isinstance(record, Step) and change.measure:
            measure = self._measures[change.measure]
            words |= {"position": next_place(measure), "measure": measure}
        self._save(record, words)
        if owners is not None:
            put_owners(record, distinct(owners))
        remember(by=self._by, at=self._at, record=record, deed=DEED, before=before)

    def _remove(self, change: Change) -> None:
        record = _held(change)
        before = state_of(record)
        self._save(record, {"removed_at": self._at})
        remember(by=self._by, at=self._at, record=record, deed=DEED, before=before)

    def _save(self, record: Measure | Step, words: dict[str, Any]) -> None:
        for name, value in words.items():
            setattr(record, name, value)
        record.save(update_fields=[*words, "version"])


def _held(change: Change) -> Measure | Step:
    """The record of a change, its row held. The plan is held too, so its version is the one that was shown."""
    record = change.record
    assert record is not None  # noqa: S101 - narrows the type for mypy: only a new one has no record
    hold(record, record.version)
    return record
