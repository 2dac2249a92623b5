"""What a workbook would change in a plan: row by row, field by field, with what cannot be taken and why.

Each cell is held against what the record would say in it today, so that a workbook without edits changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.improvement.models import Measure, Plan, Step
from prongsai.apps.improvement.queries.periods import day_after, thai_month
from prongsai.apps.improvement.queries.plans import measures_of
from prongsai.apps.improvement.queries.sheet_reading import Faulty, Meaning, Row
from prongsai.apps.improvement.queries.sheet_rows import HEADS, MEASURES, REMOVE, STEPS, texts_of
from prongsai.base.access import Viewer

Record = Measure | Step
NEW = "new"


class Fate(StrEnum):
    """What becomes of a record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


FATES: dict[Fate, tuple[str, Promise]] = {
    Fate.ADDED: ("done", gettext_lazy("เพิ่ม")),
    Fate.CHANGED: ("note", gettext_lazy("แก้")),
    Fate.REMOVED: ("error", gettext_lazy("นำออก")),
}
"""The mark and the word of each fate."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell or a row that is not taken: where it stands in the file, and what to do."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one record. Shape: `cells` are head, text now, text in the file; `words` as records keep them.

    `key` names the record, or the row of a new one; `measure` is the key of the measure that a new or moved step goes
    to. `is_overtaken`: somebody saved the record after the file was written, so it is taken only where that is wished.
    """

    fate: Fate
    sheet: str
    row: int
    key: str
    title: str
    record: Record | None = None
    cells: tuple[tuple[str, str, str], ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    measure: str = ""
    is_overtaken: bool = False

    @property
    def is_new(self) -> bool:
        """Whether there was nothing before."""
        return self.record is None

    @property
    def mark(self) -> str:
        """Its fate as the marks of the house know it."""
        return FATES[self.fate][0]

    @property
    def word(self) -> Promise:
        """Its fate in a word."""
        return FATES[self.fate][1]


@dataclass(frozen=True)
class Differences:
    """Everything a workbook would change. Shape: in the order of the file, measures before steps."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]

    @cached_property
    def basis(self) -> str:
        """A hash of all that is shown: what is confirmed is this and nothing else."""
        told = [(each.fate, each.key, each.measure, each.is_overtaken, each.cells) for each in self.changes]
        faults = [(each.sheet, each.row, each.column) for each in self.faults]
        versions = [each.record.version for each in self.changes if each.record]
        return hashlib.sha256(json.dumps([told, faults, versions]).encode()).hexdigest()

    @property
    def sure(self) -> tuple[Change, ...]:
        """What is taken on a word."""
        return tuple(each for each in self.changes if not each.is_overtaken)

    @property
    def overtaken(self) -> tuple[Change, ...]:
        """What somebody else changed meanwhile."""
        return tuple(each for each in self.changes if each.is_overtaken)

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to confirm."""
        return bool(self.changes)

    @property
    def added(self) -> tuple[Change, ...]:
        """The new records."""
        return self._of(Fate.ADDED)

    @property
    def changed(self) -> tuple[Change, ...]:
        """The records that say something else."""
        return self._of(Fate.CHANGED)

    @property
    def removed(self) -> tuple[Change, ...]:
        """The records that are to go."""
        return self._of(Fate.REMOVED)

    def _of(self, fate: Fate) -> tuple[Change, ...]:
        return tuple(each for each in self.sure if each.fate is fate)


def differences(viewer: Viewer, plan: Plan, rows: tuple[Row, ...]) -> Differences:
    """What a workbook's rows would change in a plan, as it is saved now."""
    reader = _Reader(viewer, plan, rows)
    changes = tuple(change for row in rows for change in reader.changes_of(row))
    return Differences(changes, tuple(reader.faults))


class _Reader:
    """Holds the rows of a workbook against the records of a plan; what cannot be taken is gathered in `faults`."""

    def __init__(self, viewer: Viewer, plan: Plan, rows: tuple[Row, ...]) -> None:
        self.faults: list[Fault] = []
        self._blamed: set[tuple[str, int]] = set()
        self._plan, self._meaning = plan, Meaning(viewer, plan.fiscal_year)
        measures = measures_of(viewer, plan)
        self._records: dict[str, dict[str, Record]] = {
            MEASURES: {str(each.pk): each for each in measures},
            STEPS: {str(step.pk): step for each in measures for step in each.steps.all()},
        }
        self._seen: dict[tuple[str, str], int] = {}
        self._there = {_own_words(each) for records in self._records.values() for each in records.values()}
        self._taken: set[str] = set()
        self._going = {row.of("ref") for row in rows if row.sheet == MEASURES and row.is_marked}
        self._refs = self._named(rows)

    def changes_of(self, row: Row) -> Iterator[Change]:
        """What a row changes, if anything."""
        self._check_mark(row)
        if (row.sheet, row.number) in self._blamed:
            return
        try:
            if row.is_new:
                yield from self._added(row)
            else:
                yield from self._compared(row, self._record_of(row))
        except Faulty as fault:
            self._blame(row, "", str(fault))

    def _named(self, rows: tuple[Row, ...]) -> dict[str, str]:
        """The measures by their names in the file. Shape: name to the measure's key, or to that of a new one's row."""
        refs: dict[str, str] = {}
        for row in rows:
            if (
                row.sheet != MEASURES
                or not row.of("ref")
                or not (row.is_new or row.of("id") in self._records[MEASURES])
            ):
                continue
            if row.of("ref") in refs:
                self._blame(row, "ref", _("ชื่อย่อนี้ใช้ในแถวอื่นแล้ว กรุณาตั้งชื่ออื่น ขั้นตอนจะได้อ้างถึงได้ถูก"))
            refs.setdefault(row.of("ref"), row.of("id") or f"{NEW}-{row.number}")
        return refs

    def _check_mark(self, row: Row) -> None:
        if row.of("mark") not in ("", REMOVE):
            self._blame(row, "mark", _("ช่องนี้ใส่ได้เฉพาะคำว่า “ลบ” หรือเว้นว่าง"))

    def _record_of(self, row: Row) -> Record:
        """The record a row stands for. Raises: Faulty when it is not of this plan, or stands in another row too."""
        earlier = self._seen.setdefault((row.sheet, row.of("id")), row.number)
        if earlier != row.number:
            raise Faulty(
                _("แถวนี้เป็นรายการเดียวกับแถว %(row)s หากต้องการเพิ่มรายการใหม่ ให้เขียนในแถวว่างใต้ตาราง") % {"row": earlier}
            )
        record = self._records[row.sheet].get(row.of("id"))
        if record is None:
            names = {"year": self._plan.fiscal_year}
            raise Faulty(_("ไม่พบรายการนี้ในแผนปี %(year)s อาจถูกนำออกแล้ว หรือเป็นไฟล์ของแผนอื่น แถวนี้จึงไม่ถูกบันทึก") % names)
        return record

    def _added(self, row: Row) -> Iterator[Change]:
        if row.is_marked or not any(row.written.values()):
            return
        words = self._words(row, row.written)
        target = self._target(row) if row.sheet == STEPS else ""
        if words is None or target is None or not self._says_something(row, row.written):
            return
        cells = tuple(
            (HEADS[row.sheet, name], "", text) for name, text in row.written.items() if text and name != "measure"
        )
        if (target, row.of("title") or row.of("text"), row.of("finding")) in self._there:
            raise Faulty(_("มีข้อความนี้ในแผนแล้ว อาจบันทึกไฟล์นี้ไปแล้ว กรุณาดาวน์โหลดไฟล์ใหม่ก่อนแก้ต่อ"))
        key = f"{NEW}-{row.number}"
        self._taken.add(f"{row.sheet}-{key}")
        yield Change(Fate.ADDED, row.sheet, row.number, key, _title(row), None, cells, words, target)

    def _compared(self, row: Row, record: Record) -> Iterator[Change]:
        key = f"{record._meta.model_name}-{record.pk}"
        is_overtaken = row.of("version") != str(record.version)
        if row.is_marked:
            yield Change(Fate.REMOVED, row.sheet, row.number, key, str(record), record, is_overtaken=is_overtaken)
            return
        now = texts_of(record)
        changed = {name: text for name, text in row.written.items() if name != "measure" and text != now[name]}
        words = self._words(row, changed, record) if changed else {}
        target = self._moved_to(row, record)
        if words is None or target is None or not (changed or target) or not self._says_something(row, row.written):
            return
        cells = (*self._cells(row, now, words, changed), *self._move_cells(row, record, target))
        yield Change(Fate.CHANGED, row.sheet, row.number, key, str(record), record, cells, words, target, is_overtaken)

    def _words(self, row: Row, texts: Mapping[str, str], record: Record | None = None) -> dict[str, Any] | None:
        """What the cells mean, as a record keeps it; None when one of them means nothing."""
        found: dict[str, Any] = {}
        count = len(self.faults)
        for name, text in texts.items():
            try:
                if name != "measure":
                    found[name] = self._meaning.of(name, text)
            except Faulty as fault:
                self._blame(row, name, str(fault))
        if len(self.faults) > count:
            return None
        if found.get("indicator"):
            found["tool"] = self._meaning.tool_of(found["indicator"])
        return self._with_period(row, found, record)

    def _with_period(self, row: Row, found: dict[str, Any], record: Record | None) -> dict[str, Any] | None:
        """Months as days; words that told other months are told anew. None, and a fault, for half a period."""
        if not {"starts", "ends"} & set(found):
            return found
        starts, ends = (self._meaning.of(name, row.of(name)) for name in ("starts", "ends"))
        if (starts is None) != (ends is None):
            self._blame(row, "ends" if starts else "starts", _("กรุณาใส่ทั้งเดือนแรกและเดือนสุดท้าย"))
            return None
        if starts and starts > ends:
            self._blame(row, "ends", _("เดือนสุดท้ายอยู่ก่อนเดือนแรก กรุณาเลือกใหม่"))
            return None
        rest = {name: value for name, value in found.items() if name not in {"starts", "ends"}}
        if record and record.period_text and "period_text" not in rest:
            rest["period_text"] = _words_of_months(starts, ends)
        return {**rest, "starts_on": starts, "ends_on": day_after(ends)}

    def _target(self, row: Row) -> str | None:
        """The measure a step's row names; None, and a fault, when none of this name stays in the plan."""
        name = row.of("measure")
        key = self._refs.get(name, "")
        stays = key in self._records[MEASURES] and name not in self._going
        if stays or f"{MEASURES}-{key}" in self._taken:
            return key
        self._blame(row, "measure", _("ไม่พบมาตรการชื่อย่อ “%(name)s” ที่จะอยู่ในแผน ดูชื่อย่อในแผ่น “มาตรการ”") % {"name": name})
        return None

    def _moved_to(self, row: Row, record: Record) -> str | None:
        """The measure a step goes to; "" when it stays, also in one that is to go: it goes with it."""
        if not isinstance(record, Step) or self._refs.get(row.of("measure")) == str(record.measure_id):
            return ""
        return self._target(row)

    def _says_something(self, row: Row, texts: Mapping[str, str]) -> bool:
        needed = ("title", "finding") if row.sheet == MEASURES else ("text",)
        if any(texts.get(name) for name in needed):
            return True
        self._blame(row, needed[0], _("ช่องนี้ว่าง กรุณาเขียนข้อความ หรือใส่คำว่า ลบ หากต้องการนำออก"))
        return False

    def _cells(
        self, row: Row, now: Mapping[str, str], words: Mapping[str, Any], changed: Mapping[str, str]
    ) -> Iterator[tuple[str, str, str]]:
        for name, text in changed.items():
            yield HEADS[row.sheet, name], now[name], text
        if "period_text" in words and "period_text" not in changed:
            yield HEADS[row.sheet, "period_text"], now["period_text"], words["period_text"]

    def _move_cells(self, row: Row, record: Record, target: str) -> Iterator[tuple[str, str, str]]:
        if isinstance(record, Step) and target:
            measures = self._records[MEASURES]
            there = str(measures[target]) if target in measures else row.of("measure")
            yield HEADS[STEPS, "measure"], str(measures[str(record.measure_id)]), there

    def _blame(self, row: Row, name: str, message: str) -> None:
        self._blamed.add((row.sheet, row.number))
        self.faults.append(Fault(row.sheet, row.number, row.letters.get(name, ""), message))


def _own_words(record: Record) -> tuple[str, str, str]:
    """What tells a record from others: the measure of a step, the words, and the finding of a measure."""
    texts = texts_of(record)
    return texts.get("measure", ""), texts.get("title") or texts.get("text", ""), texts.get("finding", "")


def _title(row: Row) -> str:
    return row.of("title") or row.of("finding") if row.sheet == MEASURES else row.of("text")


def _words_of_months(starts: Any, ends: Any) -> str:
    """The words of a period that a record keeps beside its months, as forms write them."""
    if not starts:
        return ""
    first, last = thai_month(starts), thai_month(ends)
    return first if first == last else f"{first} - {last}"
