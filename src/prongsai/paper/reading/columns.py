"""What the columns of a table are: recognised by what they are called, and where that is missing by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from prongsai.core import thai
from prongsai.core.records import Status


class Concept(StrEnum):
    """What a column can be about."""

    NUMBER = "number"
    INDICATOR = "indicator"
    TOPIC = "topic"
    FINDING = "finding"
    TITLE = "title"
    STEPS = "steps"
    OWNERS = "owners"
    PERIOD = "period"
    CALENDAR = "calendar"
    MONITORING = "monitoring"
    STATUS = "status"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DEFERRED = "deferred"
    PERCENT = "percent"
    RESULT = "result"
    SUGGESTION = "suggestion"
    EVIDENCE = "evidence"
    SCORE = "score"
    LEVEL = "level"
    ELSE = "else"


STATUS_OF = {
    Concept.NOT_STARTED: Status.NOT_STARTED,
    Concept.IN_PROGRESS: Status.IN_PROGRESS,
    Concept.DONE: Status.DONE,
    Concept.DEFERRED: Status.DEFERRED,
}
"""The status that a tick in a column means."""

IDENTITY = (Concept.NUMBER, Concept.INDICATOR, Concept.TOPIC, Concept.FINDING, Concept.TITLE)
"""The columns that say what a row is about, as against what is done."""

_MONTHS = "|".join(thai.key(name) for names in thai.MONTHS for name in names)

# Patterns run over the key of a header (no spaces, no signs, Arabic digits); the heaviest match counts.
_CALLED: tuple[tuple[Concept, float, str], ...] = (
    (Concept.NUMBER, 6, r"^\d?(?:ลำดับ(?:ที่|ข้อ)?|ที่|no|ข้อที่|เลขที่|ลำดับ\S{0,2}no)$"),
    (Concept.MONITORING, 7.5, r"(?:ตัวชี้วัด|เป้าหมาย|ผลผลิต).*(?:ติดตาม|กำกับ)"),
    (Concept.ELSE, 7, r"(?:ตัวชี้วัด|ตัวบ่งชี้)(?:ความ|ผล)(?:สำเร็จ|ผลิต)|เป้าหมาย|ผลผลิต|kpi|น้ำหนัก|ค่าเป้า"),
    (Concept.ELSE, 4.5, r"^(?:วงเงิน)?งบประมาณ(?:ที่ใช้|ปี\d+|บาท)?$|^บาท$"),
    (Concept.INDICATOR, 4, r"ตัวชี้วัด|ตัวบ่งชี้"),
    (Concept.INDICATOR, 3, r"เครื่องมือ|แบบวัด|^ด้าน|หมวด"),
    (Concept.TOPIC, 4.6, r"คำถาม"),
    (Concept.TOPIC, 5.2, r"คำถาม.*คะแนน"),
    (Concept.TOPIC, 4.2, r"หัวข้อ|ประเด็น(?:การ|ที่)?(?:ประเมิน|ตรวจ)|ข้อมูลที่ต้อง|รายการ(?:ข้อมูล|ประเมิน)|^รหัส|^ชื่อ(?:ข้อ|รายการ)"),
    (Concept.TOPIC, 2, r"^ข้อ$|รายการ|องค์ประกอบ|เกณฑ์"),
    (Concept.FINDING, 4.3, r"จุดอ่อน|จุดบกพร่อง|ข้อบกพร่อง|ข้อค้นพบ|สิ่งที่(?:ต้อง|ควร|พบ|ขาด)|จุดที่(?:ต้อง|ควร)"),
    (Concept.FINDING, 4.3, r"(?:ข้อ|เรื่อง)ที่(?:ต้อง|ควร)(?:แก้|ปรับ|พัฒนา)|ที่ผู้(?:ตรวจ)?ประเมิน"),
    (Concept.FINDING, 4.3, r"ประเด็น(?:ที่)?(?:ต้อง|ควร|มี|ได้|เป็น|ปัญหา|ข้อบกพร่อง|การพัฒนา|การปรับปรุง)"),
    (Concept.FINDING, 3, r"ประเด็น|ข้อสังเกต|สภาพปัญหา|ปัญหาที่พบ|สาเหตุ|ผลการวิเคราะห์|ช่องว่าง|ข้อจำกัด"),
    (Concept.FINDING, 2.4, r"^ปัญหา"),
    (Concept.TITLE, 3.6, r"มาตรการ|การกำหนดแนวทาง"),
    (Concept.TITLE, 3.5, r"กิจกรรมโครงการ|โครงการกิจกรรม"),
    (Concept.TITLE, 2.6, r"แนวทาง|แนวปฏิบัติ|โครงการ|แผนงาน|^เรื่อง|^งาน$|^ภารกิจ|สิ่งที่จะ"),
    (Concept.STEPS, 4.1, r"วิธี(?:การ)?(?:ดำเนิน|ปฏิบัติ|นำ|ทำ)|วิธีการ|ขั้นตอน|การนำ.*ไปสู่การปฏิบัติ"),
    (Concept.STEPS, 4.1, r"(?:งาน|กิจกรรม|รายการ)ย่อย"),
    (Concept.STEPS, 3.4, r"กิจกรรม|สิ่งที่(?:จะ|ต้อง)(?:ทำ|ดำเนิน)|การปฏิบัติ|รายละเอียด"),
    (Concept.STEPS, 2.4, r"^(?:การ)?ดำเนิน(?:การ|งาน)$|แนวทาง|แนวปฏิบัติ|แผน(?:การ)?ดำเนิน"),
    (Concept.OWNERS, 5.6, r"ผู้(?:กำกับ|ติดตาม|รับผิดชอบ)"),
    (Concept.OWNERS, 5, r"รับผิดชอบ|เจ้าของ(?:งาน|เรื่อง|กิจกรรม)|ผู้(?:ที่)?เกี่ยวข้อง"),
    (Concept.OWNERS, 4, r"ผู้ดำเนิน|ผู้ปฏิบัติ|ผู้รายงาน|ส่วนราชการ|หน่วยดำเนิน|ผู้ประสาน|^หน่วยงาน|^กอง|^สำนัก|^ฝ่าย"),
    (
        Concept.PERIOD,
        6,
        r"ระยะเวลา|กำหนดเวลา|กำหนด(?:การ)?(?:ดำเนินการ)?(?:ให้)?(?:แล้ว)?เสร็จ|(?:ห้วง|ช่วง|กรอบ)(?:ระยะ)?เวลา",
    ),
    (
        Concept.PERIOD,
        4,
        r"ไตรมาส|ปฏิทิน|^เริ่ม(?:ต้น)?(?:ถึง)?(?:สิ้นสุด|เสร็จ)|^วัน(?:ที่|เดือน)|เดือนที่|วัน(?:ที่)?(?:แล้ว)?เสร็จ|วันที่(?:ดำเนิน|เริ่ม|แล้ว)|เวลา|กำหนดการ",
    ),
    (Concept.CALENDAR, 7, rf"^(?:เดือน)?(?:{_MONTHS})(?:(?:พศ)?(?:25)?\d\d)?$|^ไตรมาส(?:ที่)?[1-4]$"),
    (Concept.MONITORING, 5.2, r"ติดตาม|กำกับ"),
    (Concept.MONITORING, 5.4, r"^(?:วิธี)?การรายงานผล$"),
    (Concept.MONITORING, 3, r"การประเมินผล|การรายงาน|รอบ(?:การ)?รายงาน|การตรวจสอบ"),
    (Concept.STATUS, 4.4, r"สถานะ|สถานภาพ"),
    (Concept.NOT_STARTED, 6.5, r"^(?:ยัง)?(?:ไม่|มิ)(?:ได้|เริ่ม)?(?:เริ่ม)?ดำเนิน|^ยังไม่|^รอ(?:การ)?ดำเนิน|^ไม่แล้วเสร็จ"),
    (Concept.IN_PROGRESS, 6.5, r"^(?:อยู่(?:ใน)?)?ระหว่าง|^กำลัง(?:ดำเนิน)?|^อยู่ระหว่าง"),
    (Concept.DONE, 5.6, r"^ได้?ดำเนินการ?(?:แล้ว|เสร็จ|เรียบร้อย|ครบ)|^ดำเนิน(?:การ|งาน)(?:แล้ว|เสร็จ|เรียบร้อย|ครบ)"),
    (Concept.DONE, 5.6, r"^(?:แล้ว)?เสร็จ(?:สิ้น|แล้ว|สมบูรณ์|เรียบร้อย)?$|^แล้วเสร็จ|^ดำเนินการได้"),
    (Concept.DEFERRED, 6.5, r"^(?:ขอ)?(?:ยกเลิก|ชะลอ|เลื่อน|พัก)"),
    (Concept.PERCENT, 4.5, r"ร้อยละ|เปอร์เซ็น|^ความคืบหน้า$"),
    (Concept.RESULT, 5.3, r"^\d?ผล(?:การ|งาน)?(?:ดำเนิน|ปฏิบัติ|กำกับ|ติดตาม)|รายงานผล|ผล(?:การ)?(?:ดำเนิน|ปฏิบัติ)"),
    (
        Concept.RESULT,
        4,
        r"ผลลัพธ์|ผลสัมฤทธิ์|รายละเอียด(?:ของ)?ผล|ก้าวหน้า|คืบหน้า|ผลสำเร็จ|ผลที่|^\d?ผล$|สรุปผล|(?:การ)?ดำเนินการที่ผ่านมา",
    ),
    (Concept.SUGGESTION, 5.4, r"ข้อเสนอ|แนะนำ|อุปสรรค|หมายเหตุ|ข้อคิดเห็น|ความเห็น|ข้อจำกัดในการ"),
    (Concept.EVIDENCE, 5.5, r"หลักฐาน|ลิงก์|ลิงค์|link|url|qrcode|คิวอาร์|เอกสาร(?:อ้างอิง|แนบ|ประกอบ)|ภาพถ่าย|ภาพกิจกรรม"),
    (Concept.SCORE, 5, r"คะแนน|ผลการประเมิน|ค่าเฉลี่ย|^ปี(?:งบประมาณ)?(?:พศ)?25\d\d$|^25\d\d$|^ผลต่าง|เปลี่ยนแปลง"),
    (Concept.LEVEL, 5.5, r"ระดับ(?:ผล|คะแนน)|^ระดับ$|^เกรด"),
)
_PATTERNS = tuple((concept, weight, re.compile(pattern)) for concept, weight, pattern in _CALLED)

# Columns that may stand twice; their cells are read one after the other.
_SHARED = frozenset({Concept.INDICATOR, Concept.TOPIC, Concept.OWNERS, Concept.CALENDAR, Concept.SUGGESTION,
                     Concept.EVIDENCE, Concept.RESULT, Concept.SCORE, Concept.LEVEL, Concept.ELSE,
                     Concept.MONITORING})  # fmt: skip
_LONGEST_HEADER = 90
_PROBLEM = re.compile(r"\d?ปัญหา")
_PROBLEM_MET = 5.4
_LONGEST_SHARE_HEADER = 12


@cache
def weights(header: str) -> dict[Concept, float]:
    """How strongly a header says each concept; empty for what is no header."""
    key = thai.key(header)
    if "%" in header and len(key) < _LONGEST_SHARE_HEADER and not any(map(str.isdecimal, key)):
        return {Concept.PERCENT: 4.5}
    if not key or len(key) > _LONGEST_HEADER:
        return {}
    found: dict[Concept, float] = {}
    for concept, weight, pattern in _PATTERNS:
        if pattern.search(key):
            found[concept] = max(weight, found.get(concept, 0))
    return found


def is_called_something(header: str) -> bool:
    """Whether a text is the name of a column."""
    return bool(weights(header))


def _weights_in_row(headers: Sequence[str]) -> list[dict[Concept, float]]:
    """The weights of each header in its place: a problem named after the result was met on the way."""
    each_alone = [weights(header) for header in headers]
    first_result = next((place for place, named in enumerate(each_alone) if Concept.RESULT in named), len(headers))
    return [
        {Concept.SUGGESTION: _PROBLEM_MET} if place > first_result and _PROBLEM.match(thai.key(header)) else named
        for place, (header, named) in enumerate(zip(headers, each_alone, strict=True))
    ]


def is_remark(header: str) -> bool:
    """Whether a column is called remarks (หมายเหตุ) and nothing more."""
    return thai.key(header) == "หมายเหตุ"


def assign(headers: Sequence[str]) -> tuple[Concept | None, ...]:
    """The concept of each column by its header, each concept once where it can stand only once.

    The strongest name wins its concept; a weaker rival takes the next that its name allows, else None.
    """
    claims = sorted(
        (
            (weight, -place, concept)
            for place, named in enumerate(_weights_in_row(headers))
            for concept, weight in named.items()
        ),
        key=lambda claim: (-claim[0], -claim[1]),
    )
    given: dict[int, Concept] = {}
    for _, negative, concept in claims:
        is_taken = concept in given.values() and concept not in _SHARED
        if -negative not in given and not is_taken:
            given[-negative] = concept
    return tuple(given.get(place) for place in range(len(headers)))
