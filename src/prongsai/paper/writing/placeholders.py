"""What a wording or a template may name in braces, and how a form tells a clerk so."""

from __future__ import annotations

import re
from collections.abc import Iterable

PLACEHOLDER = re.compile(r"\{(\w+)\}")

FACTS = {
    "agency": "ชื่อหน่วยงาน",
    "kind": "ประเภทหน่วยงาน",
    "district": "อำเภอ",
    "province": "จังหวัด",
    "year": "ปีงบประมาณ",
    "result_year": "ปีของผลประเมินล่าสุด",
    "total": "คะแนนรวม",
    "level": "ระดับผลประเมิน",
    "rank": "ลำดับที่",
    "months": "รอบรายงาน (6 หรือ 12 เดือน)",
    "from": "วันแรกของรอบรายงาน",
    "to": "วันสุดท้ายของรอบรายงาน",
    "number": "เลขที่เอกสาร",
    "version": "ฉบับที่",
    "date": "วันที่ออกเอกสาร",
    "signer": "ชื่อผู้ลงนาม",
    "position": "ตำแหน่งผู้ลงนาม",
    "office": "คำเรียกหน่วยงานอย่างสั้น เช่น เทศบาล",
    "executive": "ตำแหน่งผู้บริหารสูงสุด",
    "place": "อำเภอและจังหวัด",
    "owners": "กองที่รับผิดชอบทั้งหมด",
    "unit_members": "ผู้แทนของแต่ละกอง บรรทัดละหนึ่งกอง",
    "measures_count": "จำนวนมาตรการ",
    "findings_count": "จำนวนข้อสังเกต",
    "steps_count": "จำนวนขั้นตอน",
    "done_count": "จำนวนมาตรการที่แล้วเสร็จ",
    "in_progress_count": "จำนวนมาตรการที่กำลังดำเนินการ",
    "not_started_count": "จำนวนมาตรการที่ยังไม่เริ่ม",
    "deferred_count": "จำนวนมาตรการที่เลื่อนออกไป",
    "unknown_count": "จำนวนมาตรการที่ไม่ระบุสถานะ",
    "unproved_count": "จำนวนมาตรการที่แล้วเสร็จแต่ยังไม่มีหลักฐาน",
}
"""Placeholder -> what it stands for, in words of a form; a letter's own blanks come on top of these."""


def named_in(text: str) -> tuple[str, ...]:
    """The placeholders of a text, each once, in their order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def unknown_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The placeholders of a text that nobody would fill."""
    there = set(known)
    return tuple(each for each in named_in(text) if each not in there)
