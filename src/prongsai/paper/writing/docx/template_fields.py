"""What a template may name: the fields with their Thai and English meaning, and their values for one paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prongsai.core.checks.statuses import NAMES
from prongsai.paper.writing.layouts import layouts
from prongsai.paper.writing.manuscript import Manuscript
from prongsai.paper.writing.text import in_digits, printable

TEMPLATE_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("body", "เนื้อหา", "the whole paper as the layout composes it; stands alone in a paragraph"),
    ("title", "ชื่อเอกสาร", "title of the paper"),
    ("agency", "หน่วยงาน", "name of the agency"),
    ("kind", "ประเภทหน่วยงาน", "kind of agency"),
    ("office", "คำเรียกหน่วยงาน", "what the agency calls itself for short"),
    ("district", "อำเภอ", "district"),
    ("province", "จังหวัด", "province"),
    ("place", "อำเภอและจังหวัด", "district and province"),
    ("year", "ปีงบประมาณ", "fiscal year"),
    ("result_year", "ปีของผลประเมิน", "year of the latest result"),
    ("total", "คะแนนรวม", "total score"),
    ("level", "ระดับ", "level of the result"),
    ("rank", "อันดับ", "rank of the result"),
    ("months", "รอบเดือน", "reporting round: 6 or 12 months"),
    ("number", "เลขที่", "number of the paper"),
    ("version", "ฉบับที่", "version of the paper"),
    ("date", "วันที่", "day of the issue"),
    ("signer", "ผู้ลงนาม", "who signs"),
    ("position", "ตำแหน่ง", "position of who signs"),
    ("owners", "กองที่รับผิดชอบ", "all units that own measures"),
    ("measures_count", "จำนวนมาตรการ", "how many measures"),
    ("findings_count", "จำนวนข้อสังเกต", "how many findings"),
    ("steps_count", "จำนวนขั้นตอน", "how many steps"),
    ("done_count", "จำนวนแล้วเสร็จ", "measures that are done"),
    ("in_progress_count", "จำนวนกำลังดำเนินการ", "measures under way"),
    ("not_started_count", "จำนวนยังไม่เริ่ม", "measures not started"),
    ("deferred_count", "จำนวนเลื่อนออกไป", "measures put off"),
    ("unknown_count", "จำนวนไม่ระบุสถานะ", "measures without a status"),
    ("measures", "มาตรการ", "measures, for a loop"),
    ("measures.number", "มาตรการ.ลำดับ", "its number"),
    ("measures.title", "มาตรการ.ชื่อ", "what is to be done"),
    ("measures.finding", "มาตรการ.ข้อสังเกต", "the finding it answers"),
    ("measures.codes", "มาตรการ.รายการ", "items and questions it answers"),
    ("measures.owners", "มาตรการ.ผู้รับผิดชอบ", "who owns it"),
    ("measures.period", "มาตรการ.ระยะเวลา", "when"),
    ("measures.monitoring", "มาตรการ.การติดตาม", "how it is followed"),
    ("measures.status", "มาตรการ.สถานะ", "work status"),
    ("measures.percent", "มาตรการ.ร้อยละ", "share done"),
    ("measures.result", "มาตรการ.ผล", "what came of it"),
    ("measures.suggestion", "มาตรการ.ข้อเสนอแนะ", "suggestion"),
    ("measures.steps", "มาตรการ.ขั้นตอน", "its steps, for a loop in the loop"),
    ("steps.number", "ขั้นตอน.ลำดับ", "number of a step"),
    ("steps.text", "ขั้นตอน.ข้อความ", "what is done in the step"),
    ("steps.owners", "ขั้นตอน.ผู้รับผิดชอบ", "who does it"),
    ("steps.period", "ขั้นตอน.ระยะเวลา", "when"),
    ("steps.status", "ขั้นตอน.สถานะ", "work status"),
    ("steps.percent", "ขั้นตอน.ร้อยละ", "share done"),
    ("steps.result", "ขั้นตอน.ผล", "what came of it"),
    ("steps.suggestion", "ขั้นตอน.ข้อเสนอแนะ", "suggestion"),
    ("findings", "ข้อสังเกต", "findings, for a loop"),
    ("findings.tool", "ข้อสังเกต.เครื่องมือ", "tool: IIT, EIT or OIT"),
    ("findings.indicator", "ข้อสังเกต.ตัวชี้วัด", "number of the indicator"),
    ("findings.code", "ข้อสังเกต.รหัส", "question or item"),
    ("findings.remark", "ข้อสังเกต.ประเด็น", "what was observed"),
    ("findings.recommendation", "ข้อสังเกต.ข้อเสนอแนะ", "what is advised"),
    ("results", "ผลประเมิน", "results by year, for a loop"),
    ("results.fiscal_year", "ผลประเมิน.ปี", "fiscal year"),
    ("results.total", "ผลประเมิน.คะแนน", "total score"),
    ("results.level", "ผลประเมิน.ระดับ", "level"),
    ("results.rank", "ผลประเมิน.อันดับ", "rank"),
)
"""Each field by its English name, its Thai name (either stands in ``{{ }}``), and its meaning.

``measures.title`` is a field of each of the measures: ``{%tr for m in measures %} ... {{ m.title }}``.
"""

BODY = ("body", "เนื้อหา")
LISTS = ("measures", "findings", "results", "steps")

_THAI = {name: th for name, th, _ in TEMPLATE_FIELDS if "." not in name}
_THAI_OF_RECORDS = {name: th.partition(".")[2] for name, th, _ in TEMPLATE_FIELDS if "." in name}


def known_names() -> frozenset[str]:
    """What may stand by itself in a template, in both languages, and what letters ask to be filled in."""
    blanks = {blank.key for layout in layouts() for blank in layout.blanks}
    return frozenset({*_THAI, *_THAI.values(), *blanks} - set(BODY))


def known_parts() -> frozenset[str]:
    """What may stand after the full stop, in both languages."""
    english = {name.partition(".")[2] for name in _THAI_OF_RECORDS}
    return frozenset(english | set(_THAI_OF_RECORDS.values()))


def known_lists() -> frozenset[str]:
    """What a loop may go over, in both languages."""
    return frozenset(
        {"measures", "findings", "results"} | {_THAI[each] for each in ("measures", "findings", "results")}
    )


def list_parts() -> frozenset[str]:
    """What a loop in a loop may go over, in both languages."""
    return frozenset({"steps", _THAI_OF_RECORDS["measures.steps"]})


def values_of(manuscript: Manuscript, facts: Mapping[str, object]) -> dict[str, object]:
    """The value of every field for one paper; what nothing is known of is empty. `facts` have the last word."""

    def said(value: object) -> str:
        return in_digits(printable("" if value is None else str(value)), manuscript.digits)

    reading = _reading(manuscript)
    values: dict[str, object] = {name: "" for name in _THAI if name not in BODY}
    values |= {"title": said(manuscript.properties.title), "agency": said(manuscript.properties.agency)}
    values |= {"number": said(manuscript.properties.number), "version": said(manuscript.properties.version)}
    agency = reading.get("agency") or {}
    values |= {name: said(agency[name]) for name in ("name", "kind", "district", "province") if agency.get(name)}
    values |= {"year": said(reading.get("fiscal_year")), "agency": values.pop("name", values["agency"])}
    values |= {name: said(value) for name, value in facts.items() if value is not None}
    values |= {
        name: [_record(name, each, said) for each in reading.get(name) or ()]
        for name in ("measures", "findings", "results")
    }
    return values | {th: values[name] for name, th in _THAI.items() if name in values}


def _reading(manuscript: Manuscript) -> Mapping[str, Any]:
    """The reading a manuscript was made from, by itself or inside a whole content."""
    inner = manuscript.records.get("reading")
    return inner if isinstance(inner, Mapping) else manuscript.records


def _record(kind: str, record: Mapping[str, Any], said: Any) -> dict[str, object]:
    made: dict[str, object] = {}
    for name, th in _THAI_OF_RECORDS.items():
        of, _, field = name.partition(".")
        if of == kind:
            made[field] = made[th] = _value(field, record.get(field), said)
    return made


def _value(field: str, value: Any, said: Any) -> object:
    if field == "steps":
        return [_record("steps", each, said) for each in value or ()]
    if field == "status":
        return NAMES.get(value, "")
    if isinstance(value, Mapping):
        return said(value.get("text"))
    if isinstance(value, list | tuple):
        return said(", ".join(str(each) for each in value))
    return said(value)
