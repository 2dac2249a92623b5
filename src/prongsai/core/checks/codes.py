"""The checks by code: how much each weighs and what it means. Screens, papers and the guide print this table."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.core.records import Check, Severity, Where


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a check is about, in one Thai and one English line."""

    severity: Severity
    th: str
    en: str


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

CODES: dict[str, Meaning] = {
    "score.tool_mean": Meaning(
        _ERROR, "คะแนนเครื่องมือไม่เท่ากับค่าเฉลี่ยของตัวชี้วัด", "a tool's score is not the mean of its indicators"
    ),
    "score.total": Meaning(_ERROR, "คะแนนรวมไม่ตรงกับคะแนนเครื่องมือ", "the total does not follow from the tools"),
    "score.level": Meaning(_ERROR, "ระดับผลไม่ตรงกับคะแนน", "the level does not follow from the scores"),
    "score.unreachable": Meaning(_ERROR, "คะแนน OIT ที่ไม่มีชุดข้อใดให้ได้", "an OIT score that no set of items gives"),
    "score.two_values": Meaning(_ERROR, "คะแนนเดียวกันพิมพ์ต่างกันสองแห่ง", "the same score is printed twice, differing"),
    "score.implied_part": Meaning(_NOTE, "คะแนนส่วนของ EIT ที่ระดับผลบอกเป็นนัย", "the EIT part that the level implies"),
    "item.zero_for_o": Meaning(_WARNING, "พิมพ์เลขศูนย์แทนตัวอักษร o", "a zero is typed for the letter o"),
    "item.unknown": Meaning(_ERROR, "ไม่มีข้อนี้ในแบบวัดของปีนั้น", "the year's catalogue has no such number"),
    "item.other_year": Meaning(
        _WARNING, "เลขข้อกับชื่อข้อไม่ใช่ของปีเดียวกัน", "a number and its title belong to different years"
    ),
    "indicator.wrong_tool": Meaning(
        _ERROR, "ตัวชี้วัดหรือข้ออยู่ผิดเครื่องมือ", "an indicator or code is filed under another tool"
    ),
    "finding.no_measure": Meaning(_WARNING, "ข้อสังเกตที่ไม่มีมาตรการรองรับ", "a finding that no measure answers"),
    "measure.no_owner": Meaning(_WARNING, "มาตรการไม่มีผู้รับผิดชอบ", "a measure without an owner"),
    "measure.no_period": Meaning(_WARNING, "มาตรการไม่มีระยะเวลา", "a measure without a period"),
    "measure.no_monitoring": Meaning(_WARNING, "มาตรการไม่มีการกำกับติดตาม", "a measure without monitoring"),
    "period.outside_year": Meaning(_WARNING, "ระยะเวลาอยู่นอกปีงบประมาณ", "a period outside the fiscal year"),
    "status.contradiction": Meaning(_ERROR, "สถานะขัดแย้งกันเอง", "what is said of the status contradicts itself"),
    "status.sentence": Meaning(_WARNING, "มีข้อความในช่องที่ควรทำเครื่องหมาย", "a sentence stands where a tick belongs"),
    "status.no_result": Meaning(_WARNING, "ดำเนินการแล้วแต่ไม่มีผล", "done, without a result"),
    "status.no_evidence": Meaning(_NOTE, "ดำเนินการแล้วแต่ไม่มีหลักฐาน", "done, without evidence"),
    "place.mismatch": Meaning(_ERROR, "อำเภอไม่อยู่ในจังหวัดที่ระบุ", "the district is not in the province"),
    "place.two_values": Meaning(_ERROR, "เอกสารระบุที่ตั้งของหน่วยงานไว้สองแบบ", "the paper names two places for its agency"),
    "name.spelling": Meaning(_WARNING, "ชื่อหน่วยงานสะกดไม่ตรงกัน", "the agency's name is spelt in more than one way"),
    "numbering.repeated": Meaning(_WARNING, "ลำดับซ้ำ", "a number is used twice"),
    "round.missing": Meaning(_NOTE, "ไม่ได้ระบุรอบรายงาน", "the reporting round is not named"),
}
"""Every code, in the order in which they are explained."""


def found(code: str, where: Where, th: tuple[str, str], en: tuple[str, str], expected: str | None = None) -> Check:
    """A check of a known code. Shape: `th` and `en` are (what is wrong, what would repair it)."""
    return Check(code, CODES[code].severity, th[0], th[1], en[0], en[1], where, expected)


def quoted(text: str, longest: int = 60) -> str:
    """The paper's own words, shortened where they are long, never inside a letter with its marks. Unit: letters."""
    words = " ".join(text.split())
    if len(words) <= longest:
        return words
    end = longest - 1
    while words[end] in _CARRIED or words[end - 1] in _LEADING_VOWELS:
        end -= 1
    return words[:end].rstrip() + "…"


_CARRIED = "ัิีึืฺุู็่้๊๋์ํ๎ะาำ"
_LEADING_VOWELS = "เแโใไ"
