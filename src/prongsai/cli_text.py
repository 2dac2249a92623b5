"""How the terminal says a reading and its checks to a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prongsai.core.records import Agency, Check, Measure, Reading, Where


def summary(reading: Reading) -> Iterator[str]:
    """A reading in a few lines: who, results, measures, what was not understood, the checks."""
    yield f"{reading.source.name}: {_who(reading.agency)} ปีงบประมาณ {reading.fiscal_year or '?'}"
    for result in reading.results:
        yield f"  ผลประเมิน {result.fiscal_year}: {result.total} {result.level or ''}".rstrip()
    steps = sum(len(measure.steps) for measure in reading.measures)
    yield f"  ข้อสังเกต {len(reading.findings)} · มาตรการ {len(reading.measures)} · ขั้นตอน {steps}"
    for measure in reading.measures:
        yield f"  {measure.number or '-'} [{_subject(measure)}] {short(measure.title)} ({measure.status})"
    for piece in reading.unread:
        yield f"  ยังไม่เข้าใจ {place(piece.where, 'th')}: {short(piece.text)}"
    yield from check_lines(reading.checks, "th")


def _who(agency: Agency) -> str:
    district = agency.district and f"อำเภอ{agency.district}"
    province = agency.province and f"จังหวัด{agency.province}"
    return " ".join(filter(None, (agency.name or "ไม่พบชื่อหน่วยงาน", district, province)))


def _subject(measure: Measure) -> str:
    indicator = f"ตัวชี้วัดที่ {measure.indicator}" if measure.indicator else ""
    return " ".join(filter(None, (measure.tool, indicator, *measure.codes))) or "?"


def short(text: str, width: int = 70) -> str:
    """The text on one line, cut to a width. Unit: characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def check_lines(checks: Iterable[Check], language: str) -> Iterator[str]:
    """Each check as its code and place, its sentence, its repair; one line when there is none."""
    found = list(checks)
    for each in found:
        message, fix = (each.message, each.fix) if language == "th" else (each.message_en, each.fix_en)
        yield f"{each.severity:<7} {each.code:<20} {place(each.where, language)}".rstrip()
        yield f"        {message}"
        yield f"        → {fix}"
    if not found:
        yield "ไม่พบข้อขัดแย้ง" if language == "th" else "Nothing contradicts."


PLACES = {"page": "หน้า", "sheet": "แผ่นงาน", "table": "ตาราง", "row": "แถว", "column": "ช่อง", "paragraph": "ย่อหน้า"}


def place(where: Where, language: str) -> str:
    """A place in a paper, in words."""
    parts = ((word if language == "th" else name, getattr(where, name)) for name, word in PLACES.items())
    return " ".join(f"{word} {value}" for word, value in parts if value is not None)
