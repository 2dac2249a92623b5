"""What differs between two editions of a document: its words, its signatory, its records, its looks, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.apps.documents.queries.printed import TITLE, Printed
from prongsai.core import comparing
from prongsai.core.records import Finding, Measure, Period, Reading, Result, Round, Status, Step, Unread, Written
from prongsai.core.thai import MONTHS
from prongsai.core.versions import PROGRESS_FIELDS, Deed, changes_between

Field = tuple[Any, str, str]
"""What is called so, what it was, what it is now."""

DEEDS: dict[Deed, tuple[str, Promise]] = {
    Deed.ADDED: ("done", pgettext_lazy("difference", "เพิ่ม")),
    Deed.REMOVED: ("error", pgettext_lazy("difference", "นำออก")),
    Deed.MOVED: ("note", pgettext_lazy("difference", "ย้าย")),
    Deed.CHANGED: ("warning", pgettext_lazy("difference", "แก้")),
}
"""What became of a record: its mark and its word."""
STATUSES: dict[Status, Promise] = {
    Status.DONE: _("แล้วเสร็จ"),
    Status.IN_PROGRESS: _("อยู่ระหว่างดำเนินการ"),
    Status.NOT_STARTED: _("ยังไม่ดำเนินการ"),
    Status.DEFERRED: _("เลื่อนออกไป"),
    Status.UNKNOWN: _("ไม่ระบุ"),
}
LABELS: dict[str, Promise] = {
    "number": _("ลำดับที่"),
    "indicator": _("ตัวชี้วัด"),
    "codes": _("รหัส"),
    "title": _("มาตรการ"),
    "finding": _("ประเด็น"),
    "owners": _("ผู้รับผิดชอบ"),
    "period": _("ระยะเวลา"),
    "monitoring": _("การกำกับติดตาม"),
    "text": _("ขั้นตอน"),
    "status": _("สถานะ"),
    "percent": _("ร้อยละ"),
    "result": _("ผลการดำเนินงาน"),
    "suggestion": _("ข้อเสนอแนะ"),
    "evidence": _("หลักฐาน"),
    "total": _("คะแนนรวม"),
    "level": _("ระดับ"),
    "rank": _("ลำดับ"),
    "remark": _("ข้อสังเกต"),
    "recommendation": _("ข้อเสนอแนะ"),
    "items": _("ข้อที่อ้างถึง"),
    "missing_elements": _("องค์ประกอบที่ขาด"),
    "tool": _("แบบวัด"),
    "part": _("ส่วน"),
    "code": _("รหัส"),
    "marked": _("ช่องที่ทำเครื่องหมาย"),
    "written": _("ข้อความในช่องสถานะ"),
    "name": _("หน่วยงาน"),
    "kind": _("ประเภท"),
    "district": _("อำเภอ"),
    "province": _("จังหวัด"),
    "fiscal_year": _("ปีงบประมาณ"),
    "round": _("รอบ"),
}
KINDS: dict[type, Promise] = {
    Result: _("ผลประเมินปี"),
    Finding: _("ข้อสังเกต"),
    Measure: _("มาตรการ"),
    Step: _("ขั้นตอน"),
    Unread: _("ข้อความที่ยังไม่เข้าใจ"),
}
"""What a record is called."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: what became of it, what it is, and its fields before and now. Shape: `fields` may be
    empty for what came or went."""

    deed: Deed
    kind: Promise
    title: str
    fields: tuple[Field, ...] = ()

    @property
    def mark(self) -> str:
        """What became of it, as the marks of the house know it."""
        return DEEDS[self.deed][0]

    @property
    def word(self) -> Promise:
        """What became of it, in a word."""
        return DEEDS[self.deed][1]


def differences_between(before: Printed, after: Printed) -> tuple[Difference, ...]:
    """Everything that two editions of one document say or show differently, the words of the paper first."""
    was, now = before.content, after.content
    return (
        *_changed(_("ข้อความในเอกสาร"), "", _letter_fields(before, after)),
        *_of_readings(was.reading, now.reading),
        *_named(_("ตัวเลข"), {each.code: (each.label, each.value) for each in was.figures}, _figures_of(after)),
        *_named(_("กิจกรรม"), _activities_of(before), _activities_of(after)),
        *_changed(_("รูปแบบเอกสาร"), "", _style_fields(before, after)),
    )


def _letter_fields(before: Printed, after: Printed) -> Iterator[Field]:
    labels: dict[str, Any] = {TITLE: _("ชื่อเอกสาร")} | {each.key: each.label for each in after.layout.blanks}
    was, now = before.content.letter, after.content.letter
    yield from _fields({key: labels.get(key, key) for key in dict.fromkeys([*labels, *was, *now])}, was, now)
    yield _("ผู้ลงนาม"), _signatory(before), _signatory(after)


def _style_fields(before: Printed, after: Printed) -> Iterator[Field]:
    was, now = before.style, after.style
    digits = {"arabic": _now("เลขอารบิก"), "thai": _now("เลขไทย")}
    yield _("ตัวเลขที่ใช้"), digits[was.digits], digits[now.digits]
    yield _("แบบอักษร"), was.face, now.face
    yield _("ตราหน่วยงาน"), _hash(before.frozen_style.get("emblem")), _hash(after.frozen_style.get("emblem"))
    yield _("แม่แบบของหน่วยงาน"), _template(before), _template(after)
    labels: dict[str, Any] = {each.key: each.label for each in after.layout.words if each.key != TITLE}
    yield from _fields(labels, was.wording.words, now.wording.words)
    columns = {each.key: each.title for each in after.layout.columns}
    yield from _fields(columns, was.wording.titles, now.wording.titles)
    orders = [", ".join(columns.get(key, key) for key in each.wording.columns) for each in (was, now)]
    yield _("คอลัมน์"), orders[0], orders[1]


def _signatory(printed: Printed) -> str:
    who = printed.content.imprint.signatory
    return f"{who.name} {who.position}" if who else ""


def _template(printed: Printed) -> str:
    file = printed.template.file if printed.template else None
    return f"{file.name} ({_hash(file.sha256)})" if file else ""


def _hash(sha256: str | None) -> str:
    return (sha256 or "")[:12]


def _of_readings(before: Reading, after: Reading) -> Iterator[Difference]:
    """Measures by the place that both versions know them by, where they have one; all else by what it says."""
    are_placed = _are_placed(before) and _are_placed(after)
    for (_path, deed, _record), each in groupby(comparing.differences(before, after), key=_about):
        found = list(each)
        if not (are_placed and isinstance(found[0].record, Measure | Step)):
            fields = [(_label(one.name), _said(one.before), _said(one.after)) for one in found if one.name]
            kind = KINDS.get(type(found[0].record), _("เอกสาร"))
            if (kept := tuple(_kept(fields))) or deed is not Deed.CHANGED:
                yield Difference(deed, kind, _name(found[0].record), kept)
    if are_placed:
        yield from _of_places(before, after)


def _about(each: comparing.Difference) -> tuple[str, Deed, int]:
    """What a difference is about: those of one record stand together."""
    return each.path.removesuffix(each.name) if each.record else "", each.deed, id(each.record)


def _of_places(before: Reading, after: Reading) -> Iterator[Difference]:
    for change in changes_between(before, after, PROGRESS_FIELDS):
        fields = tuple(_kept((_label(each.name), _said(each.before), _said(each.after)) for each in change.fields))
        if fields or change.deed is not Deed.CHANGED:
            yield Difference(change.deed, KINDS[type(change.record)], _name(change.record), fields)


def _are_placed(reading: Reading) -> bool:
    """Whether every measure and step has a place of its own, by which it is known again in another version."""
    tables = [each.where.table for each in reading.measures]
    rows = [each.where.row for measure in reading.measures for each in measure.steps]
    return None not in {*tables, *rows} and len(set(tables)) == len(tables) and len(set(rows)) == len(rows)


def _figures_of(printed: Printed) -> dict[str, tuple[str, str]]:
    return {each.code: (each.label, each.value) for each in printed.content.figures}


def _activities_of(printed: Printed) -> dict[str, tuple[str, str]]:
    return {
        f"{each.title} {each.held_on}": (each.title, f"{each.place} {each.purpose} {each.outcome}".strip())
        for each in printed.content.activities
    }


def _named(
    kind: Promise, was: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]
) -> Iterator[Difference]:
    """What came, went or says something else of things with a name and a text."""
    for key in dict.fromkeys([*was, *now]):
        old, new = was.get(key), now.get(key)
        title = (new or old or ("", ""))[0]
        if old is None or new is None:
            yield Difference(Deed.ADDED if new else Deed.REMOVED, kind, title)
        else:
            yield from _changed(kind, title, [(_("ข้อความ"), old[1], new[1])])


def _changed(kind: Promise, title: str, fields: Iterable[Field]) -> Iterator[Difference]:
    if kept := tuple(_kept(fields)):
        yield Difference(Deed.CHANGED, kind, title, kept)


def _fields(labels: Mapping[str, Any], was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Field]:
    return ((label, was.get(key, ""), now.get(key, "")) for key, label in labels.items())


def _kept(fields: Iterable[Field]) -> Iterator[Field]:
    return (each for each in fields if each[1] != each[2])


def _name(record: comparing.Record | None) -> str:
    """A record by its own words."""
    match record:
        case Step() | Unread():
            return record.text
        case Measure():
            return record.title or record.finding
        case Finding():
            return f"{record.code or ''} {record.remark}".strip()
        case Result():
            return str(record.fiscal_year)
    return ""


def _label(name: str) -> Any:
    """What a field is called; the score of an indicator by its number, of a tool by its code."""
    return LABELS.get(name) or (f"{_now('ตัวชี้วัด')} {name}" if name.isdecimal() else name)


def _said(value: Any) -> str:
    """A value as a page says it."""
    match value:
        case None:
            return ""
        case Period():
            return value.text or " - ".join(_month(each) for each in dict.fromkeys([value.start, value.end]) if each)
        case Round():
            return f"{value.months} {_now('เดือน')}"
        case Status():
            return str(STATUSES[value])
        case Written():
            return f"{STATUSES[value.column]}: {value.text}"
        case Decimal():
            return f"{value:.2f}"
        case tuple():
            return ", ".join(_said(each) for each in value)
    return str(value)


def _month(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1][1]} {int(year) + 543}"
