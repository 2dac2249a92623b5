"""Which measures answer which finding, and the findings that none answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

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
    promises = [_Promise(measure, book) for measure in reading.measures]
    return tuple(_answering(_Wish(finding, book), promises) for finding in reading.findings)


def is_answered_by(finding: Finding, measure: Measure, book: Framework) -> bool:
    """Whether the measure answers the finding by any kind of link; `book` knows the codes of the finding's year."""
    return bool(_answering(_Wish(finding, book), [_Promise(measure, book)]))


@dataclass(frozen=True, eq=False)
class _Wish:
    """What a finding asks for. Each part is worked out once, when first needed: a plan has hundreds of measures."""

    finding: Finding
    book: Framework

    @cached_property
    def indicator(self) -> int | None:
        return self.finding.indicator or _indicator_of(self.finding.code, self.book)

    @cached_property
    def advice(self) -> list[str]:
        return _subject(self.finding.recommendation or _advice_in(self.finding.remark))

    @cached_property
    def titles(self) -> list[str]:
        """Of the items the finding points to, as keys."""
        return [key(item.title_th) for code in self.finding.items if (item := self.book.item(code))]


@dataclass(frozen=True, eq=False)
class _Promise:
    """What a measure says it will do. Each part is worked out once, as those of a wish."""

    measure: Measure
    book: Framework

    @cached_property
    def codes(self) -> set[str]:
        """The codes the measure carries or cites."""
        texts = (self.measure.title, self.measure.finding, *(step.text for step in self.measure.steps))
        return {*self.measure.codes, *(mention.value for text in texts for mention in item_codes(text))}

    @cached_property
    def words(self) -> list[str]:
        """What it says; a title that only names the indicator says nothing."""
        names = _indicator_names(self.book)
        titles = (self.measure.title, self.measure.finding)
        telling = [text for text in titles if not any(name in key(text) for name in names)]
        return telling + [step.text for step in self.measure.steps]

    @cached_property
    def keys(self) -> list[str]:
        return [key(text) for text in self.words]

    @cached_property
    def subjects(self) -> list[list[str]]:
        return [runs for text in self.words if (runs := _subject(text))]


def _answering(wish: _Wish, promises: list[_Promise]) -> tuple[int, ...]:
    for link in _LINKS:
        if linked := tuple(place for place, promise in enumerate(promises) if link(wish, promise)):
            return linked
    return ()


def _share_a_row(wish: _Wish, promise: _Promise) -> bool:
    """Whether a table sets the measure beside the finding; an empty cell beside it answers nothing."""
    measure, (table, row) = promise.measure, (wish.finding.where.table, wish.finding.where.row)
    is_there = table is not None and row is not None and (measure.where.table, measure.where.row) == (table, row)
    return is_there and bool(measure.title or measure.steps)


def _carries_code(wish: _Wish, promise: _Promise) -> bool:
    return wish.finding.code in promise.codes


def _takes_up(wish: _Wish, promise: _Promise) -> bool:
    """Whether the measure is on the finding's indicator and does what was advised, where anything was."""
    on = promise.measure.indicator
    if wish.indicator is not None and on is not None and on != wish.indicator:
        return False
    return not wish.advice or _names_item(wish, promise) or _speaks_of(promise.subjects, wish.advice)


# The strongest first: the first that any measure has to a finding says which measures answer it.
_LINKS: tuple[Callable[[_Wish, _Promise], bool], ...] = (_share_a_row, _carries_code, _takes_up)


def _names_item(wish: _Wish, promise: _Promise) -> bool:
    """Whether the measure names an item the finding points to, by its code or its title."""
    named = any(title in text for title in wish.titles for text in promise.keys)
    return named or not promise.codes.isdisjoint(wish.finding.items)


@cache
def _indicator_names(book: Framework) -> list[str]:
    return [key(name) for each in book.indicators for name in each.names]


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


def _subject(text: str) -> list[str]:
    """The runs of a text between the words that every recommendation uses, as keys."""
    runs = _EVERYWHERE.sub(" ", key(_CITATION.sub("", text))).split()
    return [run for run in runs if len(run) >= _SHORTEST_RUN]


def _speaks_of(subjects: list[list[str]], advice: list[str]) -> bool:
    whole = " ".join(run for runs in subjects for run in runs)
    if _share(advice, whole) >= _SHARE_OF_ADVICE:
        return True
    return any(_share(runs, " ".join(advice)) >= _SHARE_OF_STEP for runs in subjects)


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
    length = _SHORTEST_RUN
    if run[:length] not in text:
        return 0
    while length < len(run) and run[: length + 1] in text:
        length += 1
    return length


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
