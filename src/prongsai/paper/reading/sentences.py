"""Scores told in sentences: the points, the level and the rank that a paragraph states."""

from __future__ import annotations

import re

from prongsai.core import thai
from prongsai.core.records import Where
from prongsai.paper.reading import subject
from prongsai.paper.reading.results import Column, Results

_SCORE = re.compile(r"(?<![\d.])(\d{1,3}\.\d{1,3}|\d{2,3})(?:\s*คะแนน|\s*%|(?=\s*\)|\s|$|,))")
_DECIMAL = re.compile(r"\.\d")
_RULE = re.compile(r"ขึ้นไป|เกิน|ไม่ถึง|เกณฑ์|เป้าหมาย|น้อยกว่า|มากกว่า|ไม่ต่ำกว่า|ต่ำกว่า|ช่วงคะแนน|คะแนนเต็ม|ตั้งแต่|อย่างน้อย|ระหว่าง")
_LEVEL = re.compile(
    r"(?:ระดับ(?:ผลการประเมิน)?|ผลการประเมิน)\s*(?:อยู่ใน|ที่|คือ|เท่ากับ|ได้)?\s*(?:ระดับ)?\s*[\"“'(]*\s*"
    r"(ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน(?![เค])|AA|[A-F])(?![A-Za-z])"
)
_RANK = re.compile(r"(?:ลำดับ|อันดับ)(?:ที่)?\s*(\d{1,3}(?:,\d{3})|\d{1,4})\s*(?:ของ|จาก)")
_YEAR = re.compile(r"(?<!\d)(25[5-9]\d)(?!\d)")
_TOTAL = re.compile(
    r"ภาพรวม|ผลคะแนน|คะแนนรวม|คะแนนเฉลี่ย|คะแนนการประเมิน|ผลการประเมิน|คะแนน\s*ITA|ได้คะแนน|ได้รับคะแนน|มีคะแนน", re.I
)
_REACH = 140


def read_sentences(text: str, results: Results, fiscal_year: int, where: Where) -> bool:
    """Note what a paragraph states of scores; whether it stated anything."""
    plain = thai.arabic(thai.normal(text))
    noted = [_note_score(plain, found, results, fiscal_year, where) for found in _SCORE.finditer(plain)]
    if not any(noted) and not _speaks_of_result(plain):
        return False
    for pattern, cell in ((_LEVEL, "level"), (_RANK, "rank")):
        for found in pattern.finditer(plain):
            if not _is_rule(plain, found):
                noted.append(results.note(_year_before(plain, found.start(), fiscal_year), cell, found[1], where))
    return any(noted)


def _speaks_of_result(plain: str) -> bool:
    return "ผลการประเมิน" in plain or "คะแนน" in plain


def _note_score(plain: str, found: re.Match[str], results: Results, fiscal_year: int, where: Where) -> bool:
    is_said = "คะแนน" in found[0] or "%" in found[0] or bool(_DECIMAL.search(found[1]))
    if not is_said or _is_rule(plain, found):
        return False
    label = _label_before(plain[max(0, found.start() - _REACH) : found.start()])
    if label is None:
        return False
    year = _year_before(plain, found.start(), fiscal_year)
    if any(
        each.cell == label and f"{each.value:.2f}" == f"{float(found[1]):.2f}" for each in results.printed.get(year, [])
    ):
        return True
    return results.note(year, label, found[1], where)


def _is_rule(plain: str, found: re.Match[str]) -> bool:
    """Whether a number belongs to the rules (85 points and above) and not to this agency."""
    return bool(_RULE.search(plain[max(0, found.start() - 22) : found.start()]) or _RULE.match(plain, found.end()) or
                re.match(r"\s*(?:คะแนน)?\s*(?:ขึ้นไป|-\s*\d|–\s*\d)", plain[found.end() :]))  # fmt: skip


def _label_before(before: str) -> Column | None:
    """The nearest name of a tool or indicator before a number, with no other number between."""
    stretch = re.split(r"(?<![\d.])\d{1,3}\.\d+|คะแนน\s(?=และ|,)", before)[-1]
    candidates = [(stretch.rfind(name), label) for name, label in _names(stretch)]
    nearest = max(candidates, default=(-1, None))
    total = max((each.end() for each in _TOTAL.finditer(stretch)), default=-1)
    if nearest[1] is not None:
        return nearest[1]
    return "total" if total >= 0 else None


def _names(stretch: str) -> list[tuple[str, Column]]:
    found: list[tuple[str, Column]] = []
    for tool in subject.tools_in(stretch):
        found.append((tool, tool))
    for piece in re.split(r"\s{1,}|[(),]", stretch):
        number = subject.beginning_indicator(piece) or subject.indicator_in(piece) if piece else None
        if number:
            found.append((piece, str(number)))
    return found


def _year_before(plain: str, place: int, fiscal_year: int) -> int:
    years = _YEAR.findall(plain[:place])
    return int(years[-1]) if years else fiscal_year
