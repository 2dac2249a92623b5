"""Work status: what the ticks, the percent and the words say of one row, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prongsai.core.checks.codes import found, quoted
from prongsai.core.records import Check, Measure, PaperKind, Reading, Status, Step
from prongsai.core.thai import arabic, normal

NAMES: dict[Status, str] = {
    Status.DONE: "ดำเนินการแล้ว",
    Status.IN_PROGRESS: "อยู่ระหว่างดำเนินการ",
    Status.NOT_STARTED: "ยังไม่ดำเนินการ",
    Status.DEFERRED: "เลื่อนหรือยกเลิก",
    Status.UNKNOWN: "ไม่ระบุ",
}
"""Status -> the words of the official column."""

_NOT_DONE = re.compile(
    r"ยังไม่(?:ได้)?(?:มีการ)?(?:ดำเนิน|เริ่ม|จัดทำ|แล้วเสร็จ|เสร็จ|ครบ)|(?:มิ|ไม่)ได้(?:ดำเนินการ|จัดทำ)|"
    r"^(?:รอ(?:การ|งบ|ผล|คำสั่ง|อนุมัติ|ดำเนิน)|จะ(?:ดำเนิน|จัด|เริ่ม))"
)
_ONGOING = re.compile(
    r"ระหว่าง(?:การ)?(?:ดำเนิน|จัดทำ|จัดเตรียม|พิจารณา|ปรับปรุง|รวบรวม|ก่อสร้าง|เสนอ|ขออนุมัติ)|กำลัง(?:ดำเนิน|จัดทำ)|บางส่วน"
)
_COMPLETE = re.compile(
    r"\W*(?:ได้)?(?:ดำเนินการ)?\s?"
    r"(?:ครบถ้วน|แล้วเสร็จ|เสร็จสิ้น|เสร็จเรียบร้อย|เรียบร้อย|แล้ว(?!\s?(?:ร้อยละ\s?)?(?!100\b)\d))"
)
_LIST_NUMBER = re.compile(r"(?:^|\s)\d{1,2}\s?[.)]")
_HEAD = 80
_NOTHING_SAID = re.compile(r"[\s\-–—_.]*")

Row = Measure | Step


def status_checks(reading: Reading) -> list[Check]:
    """``status.contradiction`` ``status.sentence`` ``status.no_result`` ``status.no_evidence``."""
    checks: list[Check] = []
    for measure in reading.measures:
        checks += _contradictions(measure)
    checks += _sentences(reading)
    if reading.kind == PaperKind.PROGRESS:
        checks += [*_without_result(reading), *_without_evidence(reading)]
    return checks


def said_status(text: str) -> Status | None:
    """The status that a text says before its first numbered point, or None.

    A denial goes before all, progress before completion: ``จัดทำแล้ว อยู่ระหว่างเสนอ`` is in progress.
    """
    words = _LIST_NUMBER.split(arabic(normal(text)))[0][:_HEAD]
    if _NOT_DONE.search(words):
        return Status.NOT_STARTED
    if _ONGOING.search(words):
        return Status.IN_PROGRESS
    return Status.DONE if _COMPLETE.match(words) else None


def _contradictions(measure: Measure) -> Iterator[Check]:
    for row in _rows(measure):
        sayings = _sayings(row)
        if not _agree(sayings):
            yield _contradiction(row, sayings)


def _rows(measure: Measure) -> list[Row]:
    """The measure and those of its steps that say something of their own."""
    return [measure, *(step for step in measure.steps if not step.result or step.result != measure.result)]


Saying = tuple[str, str, frozenset[Status]]
"""What one place of a row says: in Thai, in English, and the statuses it allows."""

_UNFINISHED = frozenset({Status.IN_PROGRESS, Status.NOT_STARTED, Status.DEFERRED})
_ALLOWED = {Status.NOT_STARTED: _UNFINISHED}


def _sayings(row: Row) -> list[Saying]:
    sayings = [*_ticks(row), *_percent(row.percent), *_words(row.result, "ผลเขียนว่า", "the result says")]
    for written in row.written if isinstance(row, Measure) else ():
        column = f"อยู่ในช่อง “{NAMES[written.column]}”", f"column “{written.column.value}”", frozenset({written.column})
        sayings += [column, *_words(written.text, "ในช่องเขียนว่า", "the column says")]
    return sayings


def _words(text: str, th: str, en: str) -> Iterator[Saying]:
    if said := said_status(text):
        words = quoted(text, 40)
        yield f"{th} “{words}”", f"{en} “{words}”", _ALLOWED.get(said, frozenset({said}))


def _ticks(row: Row) -> Iterator[Saying]:
    marked = row.marked if isinstance(row, Measure) else ()
    for status in marked or (row.status,):
        if status != Status.UNKNOWN:
            yield f"สถานะ “{NAMES[status]}”", f"status “{status.value}”", frozenset({status})
    if isinstance(row, Measure) and Status.DONE in marked:
        yield from _unfinished_steps(row)


def _unfinished_steps(measure: Measure) -> Iterator[Saying]:
    for step in measure.steps:
        if step.status in (Status.IN_PROGRESS, Status.NOT_STARTED):
            words, status = quoted(step.text, 40), step.status
            yield f"ขั้นตอน “{words}” {NAMES[status]}", f"step “{words}” is {status.value}", _UNFINISHED
            return


def _percent(percent: int | None) -> Iterator[Saying]:
    if percent is None:
        return
    allowed = {Status.DONE} if percent >= 100 else {Status.IN_PROGRESS, Status.DEFERRED}
    yield f"ร้อยละ {percent}", f"{percent} %", _UNFINISHED if percent == 0 else frozenset(allowed)


def _agree(sayings: list[Saying]) -> bool:
    """Whether one status fits all that is said; a row ticked twice fits none."""
    allowed = [statuses for _, _, statuses in sayings]
    return not allowed or bool(frozenset.intersection(*allowed))


def _contradiction(row: Row, sayings: list[Saying]) -> Check:
    th, en = [th for th, _, _ in sayings], [en for _, en, _ in sayings]
    return found(
        "status.contradiction",
        row.where,
        (
            f"{_named(row)}: สถานะขัดแย้งกันเอง: {', '.join(th)}",
            "ตรวจผลจริงแล้วแก้สถานะ ร้อยละ และข้อความให้ตรงกัน",
        ),
        (
            f"{_named_en(row)} contradicts itself: {', '.join(en)}.",
            "See what is true and make the status, the percent and the words agree.",
        ),
    )


def _sentences(reading: Reading) -> Iterator[Check]:
    """Sentences that deny their column, and in a paper that ticks other rows those that say no status at all."""
    ticks = any(measure.marked and not measure.written for measure in reading.measures)
    for measure in reading.measures:
        for sentence in measure.written:
            said = said_status(sentence.text)
            if said != sentence.column and (said or ticks):
                yield _sentence(measure, sentence.column, sentence.text)


def _sentence(measure: Measure, column: Status, text: str) -> Check:
    said = said_status(text)
    other = f" ซึ่งหมายถึง “{NAMES[said]}”" if said else ""
    other_en = f", which means “{said.value}”" if said else ""
    return found(
        "status.sentence",
        measure.where,
        (
            f"{_named(measure)}: ช่อง “{NAMES[column]}” มีข้อความ “{quoted(text)}”{other} แทนเครื่องหมาย",
            "ทำเครื่องหมาย ✓ ในช่องสถานะที่ตรงเพียงช่องเดียว แล้วย้ายข้อความไปไว้ในช่องผลหรือหมายเหตุ",
        ),
        (
            f"{_named_en(measure)}: column “{column.value}” holds the sentence “{quoted(text)}”{other_en}, not a tick.",
            "Tick the one status that is true and move the sentence to the result or the remarks.",
        ),
        NAMES[said] if said else None,
    )


def _without_result(reading: Reading) -> Iterator[Check]:
    if "result" not in reading.columns.present:
        return
    for measure in reading.measures:
        bare = [row for row in _finished(measure) if not _has_text(row.result)]
        if bare and not _has_text(measure.result):
            yield found(
                "status.no_result",
                measure.where,
                (
                    f"{_named(measure)}: {_listed(bare)}ระบุว่าดำเนินการแล้วแต่ไม่ได้เขียนผล",
                    "เขียนผลที่เกิดขึ้นจริง (ทำอะไร เมื่อใด ได้อะไร) หรือแก้สถานะ",
                ),
                (
                    f"{_named_en(measure)}: {_listed_en(bare)}marked done, but no result is written.",
                    "Write what was done, when and with what outcome, or correct the status.",
                ),
            )


def _without_evidence(reading: Reading) -> Iterator[Check]:
    """Only where the paper shows proof of anything: a layout without room for it is no gap."""
    if "evidence" not in reading.columns.present and not any(_has_evidence(measure) for measure in reading.measures):
        return
    for measure in reading.measures:
        if _finished(measure) and not _has_evidence(measure):
            yield found(
                "status.no_evidence",
                measure.where,
                (
                    f"{_named(measure)}: ดำเนินการแล้วแต่ไม่มีหลักฐานอ้างอิง",
                    "แนบภาพ ไฟล์ หรือลิงก์ที่แสดงผลการดำเนินการ พร้อมวันที่",
                ),
                (
                    f"{_named_en(measure)} is done, but nothing proves it.",
                    "Add a photograph, a file or a link that shows it, with its date.",
                ),
            )


def _finished(measure: Measure) -> list[Row]:
    """The rows said to be done: the steps that say so themselves, or the measure."""
    steps: list[Row] = [step for step in measure.steps if step.status == Status.DONE]
    own = measure.status == Status.DONE or Status.DONE in measure.marked
    return steps or ([measure] if own else [])


def _has_evidence(measure: Measure) -> bool:
    return any(row.evidence for row in _all_rows(measure))


def _all_rows(measure: Measure) -> list[Row]:
    return [measure, *measure.steps]


def _has_text(text: str) -> bool:
    return not _NOTHING_SAID.fullmatch(text)


def _named(row: Row) -> str:
    if isinstance(row, Step):
        return f"ขั้นตอน {row.number} “{quoted(row.text, 40)}”" if row.number else f"ขั้นตอน “{quoted(row.text, 40)}”"
    return f"มาตรการ “{quoted(row.title or row.finding, 40)}”"


def _named_en(row: Row) -> str:
    if isinstance(row, Step):
        return f"Step {row.number} “{quoted(row.text, 40)}”" if row.number else f"Step “{quoted(row.text, 40)}”"
    return f"Measure “{quoted(row.title or row.finding, 40)}”"


def _listed(rows: list[Row]) -> str:
    numbers = [row.number for row in rows if isinstance(row, Step) and row.number]
    return f"ขั้นตอนที่ {', '.join(numbers)} " if numbers else ""


def _listed_en(rows: list[Row]) -> str:
    numbers = [row.number for row in rows if isinstance(row, Step) and row.number]
    return f"steps {', '.join(numbers)} are " if numbers else ""
