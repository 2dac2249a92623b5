"""Which measures answer which finding, and the findings that none answers."""

from __future__ import annotations

import re
from collections.abc import Callable

from prongsai.core import framework
from prongsai.core.checks.codes import found, quoted
from prongsai.core.framework import YEARS, Framework
from prongsai.core.records import Check, Finding, Measure, Reading
from prongsai.core.thai import item_codes, key

# Words that every recommendation uses: they say nothing of its subject.
_EVERYWHERE = re.compile(
    "หน่วยงาน|บุคลากร|ผู้รับบริการ|ผู้มาติดต่อ|ราชการ|บุคคลภายนอก|บุคคลภายใน|เจ้าหน้าที่|ประชาชน|การให้บริการ|ให้บริการ|"
    "การปฏิบัติงาน|ปฏิบัติงาน|ดำเนินการ|ดำเนินงาน|จัดให้มี|จัดทำ|เผยแพร่|ประชาสัมพันธ์|ได้รับทราบ|อย่างทั่วถึง|ช่องทางออนไลน์|"
    "เป็นต้น|นอกจากนี้|ดังกล่าว|เพื่อให้|รวมทั้ง|ตลอดจน|ประจำปี|อ้างอิงจาก|อย่างชัดเจน|สะดวกรวดเร็ว|ได้ง่าย|สามารถสังเกตเห็น"
)
_CITATION = re.compile(r"\([^()]*อ้างอิง[^()]*\)")
_SHORTEST_RUN = 6
_SHARE_OF_ADVICE = 0.2
_SHARE_OF_STEP = 0.4
_PROPOSAL = re.compile(r"ดังนั้น|(?:หน่วยงาน)?ควร")


def answer_checks(reading: Reading) -> list[Check]:
    """``finding.no_measure``; a paper without measures is an analysis and promises none."""
    if not reading.measures:
        return []
    pairs = zip(reading.findings, answered_by(reading), strict=True)
    return [_unanswered(finding) for finding, answering in pairs if not answering]


def answered_by(reading: Reading) -> tuple[tuple[int, ...], ...]:
    """Which measures answer which finding, by the strongest kind of link that any measure has to it.

    A measure in the finding's own row goes before those that carry its code, and these before those that take up what
    was advised. Shape: one entry a finding, in the paper's order, of positions in ``reading.measures`` (from 0).
    """
    book = framework.nearest(reading.fiscal_year or YEARS[-1])
    return tuple(_answering(finding, reading.measures, book) for finding in reading.findings)


def is_answered_by(finding: Finding, measure: Measure, book: Framework) -> bool:
    """Whether the measure answers the finding by any kind of link; `book` knows the codes of the finding's year."""
    return any(link(finding, measure, book) for link in _LINKS)


def _answering(finding: Finding, measures: tuple[Measure, ...], book: Framework) -> tuple[int, ...]:
    for link in _LINKS:
        if linked := tuple(place for place, measure in enumerate(measures) if link(finding, measure, book)):
            return linked
    return ()


def _share_a_row(finding: Finding, measure: Measure, _: Framework) -> bool:
    """Whether a table sets the measure beside the finding; an empty cell beside it answers nothing."""
    table, row = finding.where.table, finding.where.row
    is_there = table is not None and row is not None and (measure.where.table, measure.where.row) == (table, row)
    return is_there and bool(measure.title or measure.steps)


def _carries_code(finding: Finding, measure: Measure, _: Framework) -> bool:
    return finding.code in _codes(measure)


def _takes_up(finding: Finding, measure: Measure, book: Framework) -> bool:
    """Whether the measure is on the finding's indicator and does what was advised, where anything was."""
    if not _is_on(measure, finding.indicator or _indicator_of(finding.code, book)):
        return False
    advice = _subject(finding.recommendation or _advice_in(finding.remark))
    return not advice or _names_item(finding, measure, book) or _speaks_of(_words(measure, book), advice)


# The strongest first: the first that any measure has to a finding says which measures answer it.
_LINKS: tuple[Callable[[Finding, Measure, Framework], bool], ...] = (_share_a_row, _carries_code, _takes_up)


def _names_item(finding: Finding, measure: Measure, book: Framework) -> bool:
    """Whether the measure names an item the finding points to, by its code or its title."""
    titles = [key(item.title_th) for code in finding.items if (item := book.item(code))]
    named = any(title in key(text) for title in titles for text in _words(measure, book))
    return named or not _codes(measure).isdisjoint(finding.items)


def _indicator_of(code: str | None, book: Framework) -> int | None:
    if code is None:
        return None
    if item := book.item(code):
        return int(item.sub_indicator.split(".")[0])
    question = book.question(code)
    return question.indicator if question else None


def _advice_in(remark: str) -> str:
    """What follows “the agency should”, or the whole remark where nothing does."""
    found_at = _PROPOSAL.search(remark)
    return remark[found_at.end() :] if found_at else remark


def _is_on(measure: Measure, indicator: int | None) -> bool:
    return indicator is None or measure.indicator is None or measure.indicator == indicator


def _codes(measure: Measure) -> set[str]:
    """The codes the measure carries or cites."""
    texts = (measure.title, measure.finding, *(step.text for step in measure.steps))
    return {*measure.codes, *(mention.value for text in texts for mention in item_codes(text))}


def _words(measure: Measure, book: Framework) -> list[str]:
    """What the measure says it will do; a title that only names the indicator says nothing."""
    names = [key(name) for each in book.indicators for name in each.names]
    titles = [text for text in (measure.title, measure.finding) if not any(name in key(text) for name in names)]
    return titles + [step.text for step in measure.steps]


def _subject(text: str) -> list[str]:
    """The runs of a text between the words that every recommendation uses, as keys."""
    runs = _EVERYWHERE.sub(" ", key(_CITATION.sub("", text))).split()
    return [run for run in runs if len(run) >= _SHORTEST_RUN]


def _speaks_of(words: list[str], advice: list[str]) -> bool:
    said = [_subject(text) for text in words]
    whole = " ".join(run for runs in said for run in runs)
    if _share(advice, whole) >= _SHARE_OF_ADVICE:
        return True
    return any(runs and _share(runs, " ".join(advice)) >= _SHARE_OF_STEP for runs in said)


def _share(runs: list[str], text: str) -> float:
    """How much of the runs stands in the text, in pieces of some length. Unit: 0 to 1."""
    return sum(_covered(run, text) for run in runs) / sum(map(len, runs))


def _covered(run: str, text: str) -> int:
    """Unit: letters of the run that belong to a piece, at least the shortest run long, found in the text."""
    covered = place = 0
    while place + _SHORTEST_RUN <= len(run):
        length = _longest_piece(run[place:], text)
        covered += length
        place += length or 1
    return covered


def _longest_piece(run: str, text: str) -> int:
    length = 0
    while length < len(run) and run[: length + 1] in text:
        length += 1
    return length if length >= _SHORTEST_RUN else 0


def _unanswered(finding: Finding) -> Check:
    part, part_en = _PARTS.get(finding.part or "", ("", ""))
    name = finding.code or (f"ตัวชี้วัดที่ {finding.indicator}" if finding.indicator else "")
    name_en = finding.code or (f"on indicator {finding.indicator}" if finding.indicator else "")
    about = quoted((finding.recommendation or finding.remark).removeprefix("ดังนั้น").strip())
    return found(
        "finding.no_measure",
        finding.where,
        (
            f"ข้อสังเกต {name}{part} ยังไม่มีมาตรการรองรับ: “{about}”",
            "เพิ่มมาตรการหรือขั้นตอนที่ตอบข้อเสนอแนะนี้ พร้อมผู้รับผิดชอบและระยะเวลา",
        ),
        (
            f"No measure answers finding {name_en}{part_en}: “{about}”.",
            "Add a measure or a step that does what is recommended, with its owner and period.",
        ),
    )


_PARTS = {"public": (" (EIT ส่วนที่ 1)", " (EIT part 1)"), "survey": (" (EIT ส่วนที่ 2)", " (EIT part 2)")}
