"""What differs between two editions of a document: its words, its signatory, its records, its looks, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from prongsai.apps.documents.queries.printed import TITLE, Printed
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.records import Finding, Measure, Period, Reading, Result, Status, Step, Where
from prongsai.core.thai import MONTHS
from prongsai.core.versions import PROGRESS_FIELDS, Deed, RecordChange, changes_between

Field = tuple[Any, str, str]
"""What is called so, what it was, what it is now."""

DEEDS: dict[Deed, tuple[str, Promise]] = {
    Deed.ADDED: ("done", _("เพิ่ม")),
    Deed.REMOVED: ("error", _("นำออก")),
    Deed.MOVED: ("note", _("ย้าย")),
    Deed.CHANGED: ("warning", _("แก้")),
}
"""What became of a record: its mark and its word."""
STATUSES: dict[Status, Promise] = {
    Status.DONE: _("แล้วเสร็จ"),
    Status.IN_PROGRESS: _("อยู่ระหว่างดำเนินการ"),
    Status.NOT_STARTED: _("ยังไม่ดำเนินการ"),
    Status.DEFERRED: _("เลื่อนออกไป"),
    Status.UNKNOWN: _("ไม่ระบุ"),
}
_LABELS: dict[str, Promise] = {
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
}
_MOST_STEPS = 100_000
"""Of one measure."""


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
        *_records(was.reading, now.reading),
        *_results(was.reading, now.reading),
        *_findings(was.reading, now.reading),
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


def _records(before: Reading, after: Reading) -> Iterator[Difference]:
    if not (_are_placed(before) and _are_placed(after)):
        before, after = _in_order(before), _in_order(after)
    for change in changes_between(before, after, PROGRESS_FIELDS):
        fields = tuple(_kept((_LABELS[each.name], _said(each.before), _said(each.after)) for each in change.fields))
        if fields or change.deed is not Deed.CHANGED:
            kind = _("ขั้นตอน") if isinstance(change.record, Step) else _("มาตรการ")
            yield Difference(change.deed, kind, _name(change), fields)


def _are_placed(reading: Reading) -> bool:
    """Whether every measure and step has a place of its own, by which it is known again in another version."""
    tables = [each.where.table for each in reading.measures]
    rows = [each.where.row for measure in reading.measures for each in measure.steps]
    return None not in {*tables, *rows} and len(set(tables)) == len(tables) and len(set(rows)) == len(rows)


def _in_order(reading: Reading) -> Reading:
    """The reading with its records known by their order: the first measure of one version is that of the other."""
    return replace(reading, measures=tuple(_placed(each, table) for table, each in enumerate(reading.measures, 1)))


def _placed(measure: Measure, table: int) -> Measure:
    steps = (replace(each, where=Where(row=table * _MOST_STEPS + row)) for row, each in enumerate(measure.steps))
    return replace(measure, where=Where(table=table), steps=tuple(steps))


def _results(before: Reading, after: Reading) -> Iterator[Difference]:
    was, now = ({f"{each.fiscal_year}": _cells(each) for each in reading.results} for reading in (before, after))
    for year in dict.fromkeys([*was, *now]):
        labels = {key: key for key in dict.fromkeys([*was.get(year, {}), *now.get(year, {})])}
        yield from _changed(_("ผลประเมินปี"), year, _fields(labels, was.get(year, {}), now.get(year, {})))


def _cells(result: Result) -> dict[str, str]:
    sums = {str(_LABELS[name]): _said(getattr(result, name)) for name in ("total", "level", "rank")}
    indicators = {f"{_now('ตัวชี้วัด')} {number}": _said(points) for number, points in result.indicators.items()}
    return sums | {tool: _said(points) for tool, points in result.tools.items()} | indicators


def _findings(before: Reading, after: Reading) -> Iterator[Difference]:
    was, now = _by_place(before.findings), _by_place(after.findings)
    names = ("remark", "recommendation", "items")
    for place in dict.fromkeys([*was, *now]):
        old, new = was.get(place), now.get(place)
        title = f"{place[0]} {(new or old or Finding()).remark[:120]}".strip()
        if old is None or new is None:
            yield Difference(Deed.ADDED if new else Deed.REMOVED, _("ข้อสังเกต"), title)
        else:
            fields = ((_LABELS[name], _said(getattr(old, name)), _said(getattr(new, name))) for name in names)
            yield from _changed(_("ข้อสังเกต"), title, fields)


def _by_place(findings: Iterable[Finding]) -> dict[tuple[str, int], Finding]:
    """Each finding by what it is about, and which of several about the same it is."""
    placed: dict[tuple[str, int], Finding] = {}
    for each in findings:
        about = each.code or " ".join(str(part) for part in (each.tool, each.part, each.indicator) if part)
        placed[about, sum(key[0] == about for key in placed)] = each
    return placed


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


def _name(change: RecordChange) -> str:
    record = change.record
    return record.text if isinstance(record, Step) else record.title or record.finding


def _said(value: Any) -> str:
    """A value as a page says it."""
    if value is None:
        return ""
    if isinstance(value, Period):
        return value.text or " - ".join(_month(each) for each in dict.fromkeys([value.start, value.end]) if each)
    if isinstance(value, Status):
        return str(STATUSES[value])
    if isinstance(value, date):
        return thai_day(value)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _month(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1][1]} {int(year) + 543}"
