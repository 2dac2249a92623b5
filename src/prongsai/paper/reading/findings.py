"""Remarks of the assessor -> findings: a code, what is wrong, what to do, and the items it points to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prongsai.core import thai
from prongsai.core.records import Finding, Where
from prongsai.core.thai import CodeMention
from prongsai.paper.reading import subject
from prongsai.paper.reading.items import flat
from prongsai.paper.reading.subject import Subject

_OPENS = re.compile(
    r"^[\s\-–•*·➢\uf0b7]*(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]\s*)?(?:ข้อ(?:คำถาม)?(?:ที่)?|ประเด็น(?:ที่)?|รหัส|\()?\s*$"
)
_ADVICE = re.compile(
    r"ดังนั้น|(?:หน่วยงาน|จึง|ทั้งนี้)\s*(?:จึง)?\s*ควร|(?<=\s)(?:ควร|ให้(?:หน่วยงาน|ดำเนินการ|จัดทำ|เพิ่ม|ปรับปรุง))|ข้อเสนอแนะ\s*[:：]"
)
_ANY_ADVICE = re.compile(r"ควร(?!บ)")
_MISSING = re.compile(
    r"(?:ขาด|ไม่มี|ไม่พบ|ไม่ครบ|ไม่แสดง|ไม่ปรากฏ)[^()\d]{0,60}(?:องค์ประกอบ(?:ด้านข้อมูล)?(?:ข้อ)?(?:ที่)?|ข้อมูล|ข้อ(?:ที่)?)\s*((?:[(\s,และถึง\-–]*\(?\d{1,2}\)?(?!\d))+)"
)
_LISTED = re.compile(r"\(\s*(\d{1,2})\s*\)")
_REMARK_LEAD = re.compile(r"^\s*(?:[:：.)]\s*)?(?:ประเด็น\s*[:：]?\s*)?")
_IS_REMARK = re.compile(r"^\s*(?:[-–•*]\s*)?ประเด็น|ดังนั้น\s*หน่วยงานควร|อ้างอิง(?:จาก|ข้อ)?")


def findings_in(text: str, around: Subject, where: Where) -> list[Finding]:
    """The findings of a paragraph: one for each line that opens with a code, else one when it speaks like a remark."""
    stretches = list(_stretches(text))
    found = [each for stretch in stretches for each in _finding(stretch, around, where)]
    if found:
        return found
    if around.is_nothing or not _is_remark(text):
        return []
    return [_made(None, text, around, where)]


def finding_of(text: str, around: Subject, where: Where) -> list[Finding]:
    """The findings of a table's cell: whatever it says is a remark."""
    return findings_in(text, around, where) or [_made(None, text, around, where)]


def opening_code(text: str) -> CodeMention | None:
    """The code that a remark opens with."""
    first = next(iter(thai.item_codes(text[:120])), None)
    return first if first and _OPENS.match(text[: first.start]) else None


def _is_remark(text: str) -> bool:
    return len(text) < 2500 and bool(_IS_REMARK.search(text)) and bool(_ANY_ADVICE.search(text))


def _stretches(text: str) -> Iterator[str]:
    """The lines of a paragraph, each with the lines after it that open nothing new."""
    open_lines: list[str] = []
    for line in text.split("\n"):
        if open_lines and opening_code(line):
            yield "\n".join(open_lines)
            open_lines = []
        open_lines.append(line)
    yield "\n".join(open_lines)


def _finding(text: str, around: Subject, where: Where) -> list[Finding]:
    code = opening_code(text)
    if code is None or not _continues_as_remark(text[code.end :]):
        return []
    return [_made(code, text, _fitting(code, around), where)]


def _continues_as_remark(rest: str) -> bool:
    return len(thai.key(rest)) > 8


def _fitting(code: CodeMention, around: Subject) -> Subject:
    """The section a code stands in; where none was announced, the tool that its letter means."""
    by_letter = {"i": "IIT", "e": "EIT", "o": "OIT"}[code.value[0]]
    if around.tool in (None, by_letter):
        return Subject(by_letter, around.part, around.indicator)
    return around if around.tool else Subject(by_letter)


def _made(code: CodeMention | None, text: str, around: Subject, where: Where) -> Finding:
    body = text[code.end :] if code else text
    remark, recommendation = _divided(body)
    return Finding(
        tool=around.tool,
        part=around.part,
        indicator=around.indicator,
        code=code.value if code else None,
        remark=remark,
        recommendation=recommendation,
        items=tuple(each for each in subject.distinct_codes(thai.item_codes(body)) if each[0] == "o"),
        missing_elements=missing_elements(body),
        where=where,
    )


def _divided(body: str) -> tuple[str, str]:
    body = _REMARK_LEAD.sub("", flat(body), count=1)
    found = _ADVICE.search(body)
    if not found:
        return body, ""
    return body[: found.start()].strip(), body[found.start() :].strip()


def missing_elements(text: str) -> tuple[int, ...]:
    """The numbers of the elements that a remark says are missing: ``ขาดองค์ประกอบ (1) ... (4) ...``."""
    plain = thai.arabic(text)
    if not re.search(r"ขาด|ไม่ครบ|ไม่มี|ไม่พบ|ไม่แสดง|ไม่ปรากฏ", plain):
        return ()
    start = _MISSING.search(plain)
    numbers = _LISTED.findall(plain[start.start() :]) if start else _LISTED.findall(plain)
    direct = re.findall(r"\d{1,2}", start[1]) if start else []
    return tuple(dict.fromkeys(int(each) for each in (*direct, *numbers)))
