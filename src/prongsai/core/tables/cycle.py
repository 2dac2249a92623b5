"""Tables of the yearly cycle: results and scores, measures with their steps and proofs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from prongsai.core.publication import Link, MeasureBody, PublicPage, ResultBody, Said
from prongsai.core.tables.columns import (
    MEASURE,
    MEASURE_ID,
    PAGE,
    STANDINGS,
    YEAR,
    coded,
    day,
    link,
    number,
    points,
    text,
    whether,
)
from prongsai.core.tables.shapes import Cell, Column, Table

LIST_SIGN = "; "

_LEVEL = (
    text("level", "ระดับผลการประเมิน", "Level"),
    text("level_en", "ระดับ (อังกฤษ)", "Level in English", "ว่าง = ไม่มีคำอังกฤษ", "Empty where there are no English words."),
)
_PROOF = (
    text("proof", "หลักฐาน", "Proof"),
    link("address", "ที่อยู่", "Address", "ไฟล์หรือหน้าที่เป็นหลักฐาน", "The file or page that is the proof."),
    whether("is_gone", "เปิดไม่ได้", "Cannot be opened", "เมื่อตรวจครั้งล่าสุด", "When it was last looked at."),
)
_DONE = (
    coded("state", "สถานะ", "State", STANDINGS),
    text("state_word", "สถานะ (คำ)", "State in words"),
    number("percent", "ความก้าวหน้า", "Share done", Said("ร้อยละ", "percent 0-100")),
    text("result", "ผลการดำเนินการ", "Result"),
)
_STEP = Column("step", Said("ขั้นตอนที่", "Step number"))


def joined(words: Iterable[str]) -> str:
    """A list in one cell."""
    return LIST_SIGN.join(each for each in words if each)


def where(shown: Link) -> str | None:
    """Where a link leads: a path of the site or an address outside."""
    return shown.path if shown.path is not None else shown.address or None


def _results(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(ResultBody, page.body)
        yield (
            body.year,
            body.total or None,
            body.level.th,
            body.level.en,
            body.source.th,
            body.recorded_on.isoformat(),
            page.path,
        )


def _scores(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(ResultBody, page.body)
        for each in body.scores:
            names = (each.label.th, each.label.en)
            yield (body.year, each.tool or each.code, each.code, *names, each.value, each.before)


def _measures(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(MeasureBody, page.body)
        yield (
            body.year,
            page.subject,
            body.number,
            page.title.th,
            body.finding,
            joined(each.code for each in body.codes),
            joined(body.owners),
            body.period,
            body.monitoring,
            body.state,
            body.state_word.th,
            body.percent,
            body.result,
            page.path,
        )


def _steps(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(MeasureBody, page.body)
        for each in body.steps:
            told = (each.state, each.state_word.th, each.percent, each.result)
            what = (each.number, each.text, joined(each.owners), each.period)
            yield (body.year, page.subject, body.number, *what, *told)


def _proofs(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(MeasureBody, page.body)
        ofs = [("", body.proofs), *((each.number, each.proofs) for each in body.steps)]
        for step, proofs in ofs:
            for each in proofs:
                yield (body.year, page.subject, body.number, step, each.label.th, where(each), each.gone)


TABLES: tuple[Table, ...] = (
    Table(
        "results",
        Said("ผลการประเมิน ITA", "ITA results"),
        Said("หนึ่งแถวคือผลการประเมินของหนึ่งปีงบประมาณตามที่บันทึก", "One row is the result of one fiscal year as recorded."),
        (
            YEAR,
            points("total", "คะแนนรวม", "Total score"),
            *_LEVEL,
            text("source", "แหล่งที่มา", "Source"),
            day("recorded_on", "บันทึกเมื่อ", "Recorded on"),
            PAGE,
        ),
        ("result",),
        _results,
    ),
    Table(
        "scores",
        Said("คะแนนรายเครื่องมือและตัวชี้วัด", "Scores by tool and indicator"),
        Said("หนึ่งแถวคือคะแนนของเครื่องมือหรือตัวชี้วัดหนึ่งในหนึ่งปี", "One row is a tool's or an indicator's score in one year."),
        (
            YEAR,
            text("tool", "เครื่องมือ", "Tool"),
            text(
                "code",
                "รหัส",
                "Code",
                "รหัสเครื่องมือ (IIT, EIT, OIT) หรือเลขตัวชี้วัด 1-10",
                "The tool itself (IIT, EIT, OIT) or the number of an indicator, 1-10.",
            ),
            text("name", "ชื่อ", "Name"),
            text("name_en", "ชื่อ (อังกฤษ)", "Name in English"),
            points("points", "คะแนน", "Points"),
            points("points_before", "คะแนนปีก่อน", "Points of the year before"),
        ),
        ("result",),
        _scores,
    ),
    Table(
        "measures",
        Said("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "Measures for integrity and transparency"),
        Said(
            "หนึ่งแถวคือหนึ่งมาตรการ: สิ่งที่รับไว้ตามแผนที่อนุมัติ และสิ่งที่ทำแล้วตามรายงานที่รับรอง",
            "One row is a measure: what was promised in the approved plan, and what was done by accepted reports.",
        ),
        (
            YEAR,
            MEASURE_ID,
            MEASURE,
            text("title", "มาตรการ", "Measure"),
            text("finding", "ประเด็นที่ต้องพัฒนา", "Finding"),
            text("codes", "ตอบตัวชี้วัดหรือข้อ", "Answers", "คั่นด้วย ; ", 'Codes parted by "; ".'),
            text("owners", "ผู้รับผิดชอบ", "Owners", "คั่นด้วย ; ", 'Units parted by "; ".'),
            text("period", "ระยะเวลาดำเนินการ", "Period"),
            text("monitoring", "การติดตามผล", "Monitoring"),
            *_DONE,
            PAGE,
        ),
        ("measure",),
        _measures,
    ),
    Table(
        "steps",
        Said("ขั้นตอนของมาตรการ", "Steps of measures"),
        Said("หนึ่งแถวคือหนึ่งขั้นตอนของมาตรการ", "One row is a step of a measure."),
        (
            YEAR,
            MEASURE_ID,
            MEASURE,
            _STEP,
            text("text", "ขั้นตอน", "Step"),
            text("owners", "ผู้รับผิดชอบ", "Owners", "คั่นด้วย ; ", 'Units parted by "; ".'),
            text("period", "ระยะเวลาดำเนินการ", "Period"),
            *_DONE,
        ),
        ("measure",),
        _steps,
    ),
    Table(
        "measure-proofs",
        Said("หลักฐานของมาตรการ", "Proofs of measures"),
        Said(
            "หนึ่งแถวคือหลักฐานหนึ่งชิ้นของมาตรการหรือขั้นตอน (ขั้นตอนว่าง = ของมาตรการทั้งข้อ)",
            "One row is a proof of a measure or of a step; no step = of the measure as a whole.",
        ),
        (YEAR, MEASURE_ID, MEASURE, _STEP, *_PROOF),
        ("measure",),
        _proofs,
    ),
)
"""What was scored, promised and done."""
