"""Next year's plan from a paper of this year: codes mapped, years moved, what was reported left behind, changes said.

Nothing is decided here that a person has to decide: a code no catalogue follows stays and is marked, and every change
of the catalogue is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from prongsai.core import thai
from prongsai.core.carrying import CodePassage, code_passage, proposed_text, with_years_moved
from prongsai.core.crosswalk import Kind, crosswalk
from prongsai.core.errors import Refused
from prongsai.core.framework import Confidence, Framework, nearest
from prongsai.core.records import Columns, Finding, Measure, PaperKind, Period, Reading, Status, Step
from prongsai.paper.writing.content import Content

_REPORTED = {"status", "result", "suggestion"}
_YEAR = re.compile(r"(?<!\d)25[5-9]\d(?!\d)")


def next_year(reading: Reading, year: int) -> Content:
    """The plan of a later fiscal year that a paper of an earlier one leads to. Unit: `year` in the Buddhist era.

    Statuses, results, shares done and evidence are left behind; scores and findings stay, as what the plan answers.
    Raises: Refused when the paper names no year, when `year` is not a later one, or when it has no measures.
    """
    if reading.fiscal_year is None:
        raise Refused(
            "เอกสารไม่บอกปีงบประมาณ จึงทำแผนปีถัดไปจากเอกสารนี้ไม่ได้ ให้ระบุปีงบประมาณในชื่อเอกสารก่อน",
            "The paper names no fiscal year, so no later plan can be made from it; name the year in its title.",
        )
    if year <= reading.fiscal_year:
        raise Refused(
            f"แผนใหม่ต้องเป็นปีหลังปีงบประมาณ {reading.fiscal_year} ของเอกสารนี้ ไม่ใช่ {year}",
            f"A new plan must be of a year after {reading.fiscal_year}, the year of this paper, not of {year}.",
        )
    if not reading.measures:
        raise Refused(
            "เอกสารนี้ไม่มีมาตรการ จึงไม่มีอะไรยกไปเป็นแผนปีถัดไป", "The paper has no measures to carry into a later plan."
        )
    carried = _Carrying(reading.fiscal_year, year)
    plan = replace(
        reading,
        kind=PaperKind.PLAN,
        fiscal_year=year,
        round=None,
        findings=tuple(map(carried.finding, reading.findings)),
        measures=tuple(map(carried.measure, reading.measures)),
        columns=Columns(reading.columns.present - _REPORTED),
        mentions=(),
        healed=(),
        unread=(),
        checks=(),
    )
    codes = sorted(_codes(reading), key=_in_order)
    return Content(plan, changes=tuple(carried.changes(reading, codes)), unverified=tuple(carried.unverified(codes)))


class _Carrying:
    """The passage of records from one fiscal year into another."""

    def __init__(self, before: int, after: int) -> None:
        self._before = before
        self._after = after
        self._books = nearest(before), nearest(after)

    def measure(self, measure: Measure) -> Measure:
        """The measure as the plan of the other year says it: nothing of it is done yet."""
        codes = self._mapped(measure.codes)
        return Measure(
            number=measure.number,
            tool=measure.tool,
            indicator=measure.indicator,
            codes=codes,
            printed_codes=codes,
            title=self._text(measure.title),
            finding=self._text(measure.finding),
            owners=measure.owners,
            period=self._period(measure.period),
            monitoring=self._text(measure.monitoring),
            status=Status.UNKNOWN,
            steps=tuple(map(self._step, measure.steps)),
            where=measure.where,
        )

    def _step(self, step: Step) -> Step:
        return Step(step.number, self._text(step.text), step.owners, self._period(step.period), where=step.where)

    def finding(self, finding: Finding) -> Finding:
        """The finding, its codes those of the other year; one whose item was dropped keeps its words alone."""
        mapped = self._mapped((finding.code,)) if finding.code else ()
        return replace(
            finding,
            code=mapped[0] if mapped else None,
            remark=self._text(finding.remark),
            recommendation=self._text(finding.recommendation),
            items=self._mapped(finding.items),
        )

    def _mapped(self, codes: Iterable[str]) -> tuple[str, ...]:
        """What codes become; one that nobody can follow stays."""
        passages = map(self._passage, codes)
        return tuple(
            dict.fromkeys(chain.from_iterable(each.codes if each.is_told else (each.code,) for each in passages))
        )

    def _passage(self, code: str) -> CodePassage:
        return code_passage(code, self._before, self._after)

    def _text(self, text: str) -> str:
        """The words with codes and years of the other year.

        A code that was dropped is spelt out: in the other year it may well be the code of something else.
        """
        for mention in reversed(thai.item_codes(text)):
            if self._passage(mention.value).kind is Kind.DROPPED:
                gone = f"รายการที่ {mention.value[1:]} เดิม (ไม่มีแล้วในปี {self._after})"
                text = f"{text[: mention.start]}{gone}{text[mention.end :]}"
        proposed = proposed_text(text, self._before, self._after) if text else None
        return proposed.text if proposed else text

    def _period(self, period: Period | None) -> Period | None:
        """The same months of the other year, in the paper's words where these still say so."""
        if period is None:
            return None
        start, end = self._moved(period.start), self._moved(period.end)
        text = with_years_moved(period.text, self._before, self._after)
        read = thai.period(text, self._after)
        if start and end and (read is None or (read.start, read.end) != (start, end)):
            text = " - ".join(dict.fromkeys(map(_month, (start, end))))
        return Period(start, end, text)

    def _moved(self, month: str | None) -> str | None:
        if month is None:
            return None
        year, number = month.split("-")
        return f"{int(year) + self._after - self._before}-{number}"

    def unverified(self, codes: Iterable[str]) -> list[str]:
        """The codes of the plan whose way into it, or whose title in it, no source bears out."""
        found: dict[str, None] = {}
        for passage in map(self._passage, codes):
            if not passage.is_told:
                found[passage.code] = None
            elif passage.is_unverified:
                found.update(dict.fromkeys(passage.codes))
        return sorted(found, key=_in_order)

    def changes(self, reading: Reading, codes: Iterable[str]) -> Iterator[str]:
        """What a person has to know before signing: one sentence each."""
        after = self._books[1]
        if after.fiscal_year != self._after:
            yield (
                f"ยังไม่มีกรอบการประเมินของปีงบประมาณ {self._after} จึงใช้รหัสของปี {after.fiscal_year} แทน โปรดตรวจเมื่อมีคู่มือปีใหม่"
            )
        passages = [self._passage(code) for code in codes]
        yield from (sentence for each in passages if each.is_told and (sentence := self._sentence(each)))
        if lost := [each.code for each in passages if not each.is_told]:
            yield f"{', '.join(lost)}: ไม่พบว่าในปี {self._after} ใช้รหัสใด จึงคงรหัสเดิมไว้ (ยังไม่ยืนยัน) โปรดตรวจกับคู่มือ"
        yield from self._other_years(reading)
        new = crosswalk(self._books[0].fiscal_year, after.fiscal_year).new
        for item in new:
            doubt = " (ยังไม่ยืนยัน)" if item.confidence.doubt >= Confidence.UNVERIFIED.doubt else ""
            yield f"ข้อใหม่ของปี {self._after}: {item.code} {item.title_th}{doubt}"

    def _sentence(self, passage: CodePassage) -> str:
        named = f"{passage.code} {_title(self._books[0], passage.code)}".strip()
        doubt = " (ยังไม่ยืนยัน)" if passage.is_unverified else ""
        became = ", ".join(passage.codes)
        if passage.kind is Kind.DROPPED:
            return f"{named}: ไม่มีในปี {self._after} แล้ว โปรดทบทวนว่ามาตรการนี้ยังจำเป็นหรือไม่"
        if passage.kind is Kind.SPLIT:
            return f"{named}: ปี {self._after} แยกเป็น {became}{doubt}"
        if passage.kind is Kind.MERGED:
            return f"{named}: ปี {self._after} รวมอยู่ใน {became}{doubt}"
        if passage.kind is Kind.RENAMED:
            return f"{named}: ปี {self._after} คือ {became} {_title(self._books[1], passage.codes[0])}{doubt}"
        if passage.codes != (passage.code,):
            return f"{named}: ปี {self._after} ใช้รหัส {became}{doubt}"
        return f"{named}: รหัสเดิมในปี {self._after}{doubt}" if doubt else ""

    def _other_years(self, reading: Reading) -> Iterator[str]:
        """Reports that are due in a year the plan does not name: they were left as they stand."""
        named = {f"{self._before}", f"{self._after}"}
        for measure in reading.measures:
            if years := set(_YEAR.findall(thai.arabic(measure.monitoring))) - named:
                listed = ", ".join(sorted(years))
                yield f"การกำกับติดตามของ “{(measure.title or measure.finding)[:60]}” ระบุปี {listed} โปรดตรวจวันกำหนดรายงาน"
        if any(f"{self._after}" in thai.arabic(measure.monitoring) for measure in reading.measures):
            yield f"การกำกับติดตามที่ระบุปี {self._after} อยู่แล้วไม่ได้เลื่อนให้ โปรดตรวจวันกำหนดรายงาน"


def _month(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{thai.MONTHS[number - 1][0]} {year + 543}"


def _title(book: Framework, code: str) -> str:
    item = book.item(code)
    return item.title_th if item else ""


def _codes(reading: Reading) -> set[str]:
    """Every code that the findings and measures of a paper name, in any of their texts."""
    told = {code for each in reading.measures for code in each.codes}
    told |= {code for each in reading.findings for code in (each.code, *each.items) if code}
    texts = [text for each in reading.findings for text in (each.remark, each.recommendation)]
    for measure in reading.measures:
        texts += [measure.title, measure.finding, measure.monitoring, *(step.text for step in measure.steps)]
    return told | {each.value for text in texts for each in thai.item_codes(text)}


def _in_order(code: str) -> tuple[str, int]:
    return code[0], int(code[1:])
