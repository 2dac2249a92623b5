"""Readings to start a test from: consistent as built, made wrong by keyword.

The agency is made up; its district and province exist, because `place.mismatch` asks a list of real places.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from prongsai.core.records import (
    Agency,
    Columns,
    Finding,
    Measure,
    Mention,
    PaperKind,
    Period,
    Reading,
    Result,
    Round,
    Source,
    Status,
    Step,
    Where,
)

AGENCY = "เทศบาลตำบลทุ่งฟ้าใส"
DISTRICT = "แก่งคอย"
PROVINCE = "สระบุรี"

ALL_COLUMNS = frozenset(
    {"finding", "title", "steps", "owners", "period", "monitoring", "status", "result", "suggestion"}
)


def a_step(**changes: Any) -> Step:
    """A step with a number and words, nothing else."""
    return replace(Step(number="1", text="จัดทำแบบประเมินความพึงพอใจของผู้รับบริการ ณ จุดบริการ"), **changes)


def a_measure(**changes: Any) -> Measure:
    """A measure that answers `a_finding`: owned, dated, followed, done with a result."""
    measure = Measure(
        number="1",
        tool="EIT",
        indicator=8,
        title="สำรวจความพึงพอใจของผู้รับบริการ",
        owners=("สำนักปลัด",),
        period=Period("2022-10", "2023-03", "ต.ค. 2565 - มี.ค. 2566"),
        monitoring="รายงานผลต่อผู้บริหารทุกไตรมาส",
        status=Status.DONE,
        marked=(Status.DONE,),
        percent=100,
        result="ดำเนินการแล้วเสร็จ มีผู้ตอบแบบสำรวจ 120 คน",
        steps=(a_step(), a_step(number="2", text="นำผลการสำรวจความพึงพอใจมาปรับปรุงบริการ")),
        where=Where(table=1, row=2),
    )
    return replace(measure, **changes)


def a_finding(**changes: Any) -> Finding:
    """A remark on question e11 that `a_measure` answers."""
    finding = Finding(
        tool="EIT",
        part="survey",
        indicator=8,
        code="e11",
        remark="ผู้มาติดต่อบางรายเห็นว่าบริการยังไม่ดีขึ้นจากปีก่อน",
        recommendation="หน่วยงานควรสำรวจความพึงพอใจและนำผลการสำรวจมาปรับปรุงบริการ (อ้างอิงจาก o17)",
        items=("o17",),
        where=Where(paragraph=12),
    )
    return replace(finding, **changes)


def a_mention(kind: str, text: str, value: str | None = None, **where: Any) -> Mention:
    """Something named in paragraph 2, unless told otherwise."""
    return Mention(kind, text, text if value is None else value, Where(**(where or {"paragraph": 2})))


def a_result(**changes: Any) -> Result:
    """A year's result whose tools and total follow from its indicators."""
    indicators = ("96.00", "90.00", "93.00", "91.00", "95.00", "92.00", "90.00", "91.00", "95.00", "100.00")
    result = Result(
        fiscal_year=2566,
        total=Decimal("94.20"),
        level="ผ่านดี",
        tools={"IIT": Decimal("93.00"), "EIT": Decimal("91.00"), "OIT": Decimal("97.50")},
        indicators={str(number): Decimal(points) for number, points in enumerate(indicators, 1)},
    )
    return replace(result, **changes)


def an_agency(**changes: Any) -> Agency:
    """The made-up municipality of every sample reading."""
    agency = Agency(AGENCY, "เทศบาลตำบล", DISTRICT, PROVINCE, (AGENCY,))
    return replace(agency, **changes)


def a_reading(**changes: Any) -> Reading:
    """A consistent six-month progress paper of fiscal year 2566 with one finding and one measure."""
    reading = Reading(
        source=Source("paper.docx", "docx", "0" * 64),
        agency=an_agency(),
        kind=PaperKind.PROGRESS,
        fiscal_year=2566,
        round=Round(6, "2022-10-01", "2023-04-01"),
        findings=(a_finding(),),
        measures=(a_measure(),),
        columns=Columns(ALL_COLUMNS),
        mentions=(
            a_mention("agency", AGENCY),
            a_mention("district", f"อำเภอ{DISTRICT}", DISTRICT),
            a_mention("province", f"จังหวัด{PROVINCE}", PROVINCE),
            a_mention("item", "o17", paragraph=12),
        ),
    )
    return replace(reading, **changes)
