"""A made-up content that shows what a layout looks like before an agency has one of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from prongsai.apps.documents.queries.printed import Printed
from prongsai.apps.documents.queries.style import signatories_of, style_of, template_of
from prongsai.base.access import Viewer
from prongsai.core.records import (
    Agency,
    Columns,
    Finding,
    Measure,
    PaperKind,
    Period,
    Reading,
    Result,
    Round,
    Source,
    Status,
    Step,
)
from prongsai.paper.writing.content import Activity, Content, Imprint, Signatory
from prongsai.paper.writing.layouts import Layout

_YEAR = 2567
_AGENCY = Agency("เทศบาลตำบลตัวอย่าง", "เทศบาลตำบล")
_COLUMNS = frozenset({"finding", "title", "steps", "owners", "period", "monitoring", "status", "result", "suggestion"})


def specimen_for(wanted: Layout, agency: Agency = _AGENCY, year: int = _YEAR) -> Content:
    """A small content with something of everything, and the blanks of a letter as they begin."""
    return Content(
        reading=_reading(agency, year),
        activities=(
            Activity(
                "กิจกรรมตัวอย่าง ประชุมชี้แจงมาตรการ",
                date(year - 543, 1, 15),
                "ห้องประชุม",
                "ให้บุคลากรทราบมาตรการ",
                "ผู้เข้าร่วมทราบมาตรการ",
                25,
            ),
        ),
        letter={each.key: each.text for each in wanted.blanks},
        imprint=Imprint(signatory=Signatory("(ชื่อผู้ลงนาม)", "(ตำแหน่งผู้ลงนาม)")),
    )


def specimen_printed(viewer: Viewer, wanted: Layout, year: int) -> Printed:
    """The specimen in the style, wording and template of the viewer's agency; its title says what it is."""
    agency = viewer.agency
    named = Agency(agency.name, agency.get_kind_display(), agency.district, agency.province, (agency.name,))
    content = specimen_for(wanted, named, year)
    if signers := signatories_of(agency):
        who = Signatory(signers[0].name, signers[0].position)
        content = replace(content, imprint=Imprint(signatory=who))
    style, frozen = style_of(agency, wanted.name)
    title = f"(ตัวอย่าง) {wanted.worded(style.wording).word('title')}"
    wording = replace(style.wording, words={**style.wording.words, "title": title})
    return Printed(content, wanted, replace(style, wording=wording), frozen, template_of(agency, wanted.name))


def _reading(agency: Agency, year: int) -> Reading:
    return Reading(
        source=Source("", "json", "0" * 64),
        agency=agency,
        kind=PaperKind.PROGRESS,
        fiscal_year=year,
        round=Round(6, f"{year - 544}-10-01", f"{year - 543}-04-01"),
        results=(_result(year), _result(year - 1)),
        findings=(
            Finding(
                tool="EIT",
                part="survey",
                indicator=8,
                code="e11",
                remark="ข้อสังเกตตัวอย่าง",
                recommendation="ข้อเสนอแนะตัวอย่าง",
                items=("o17",),
            ),
        ),
        measures=tuple(
            _measure(number, status, year) for number, status in ((1, Status.DONE), (2, Status.IN_PROGRESS))
        ),
        columns=Columns(_COLUMNS),
    )


def _result(year: int) -> Result:
    points = {str(number): Decimal("90.00") for number in range(1, 11)}
    tools = {"IIT": Decimal("90.00"), "EIT": Decimal("90.00"), "OIT": Decimal("90.00")}
    return Result(fiscal_year=year, total=Decimal("90.00"), level="ผ่านดี (ตัวอย่าง)", tools=tools, indicators=points)


def _measure(number: int, status: Status, year: int) -> Measure:
    period = Period(f"{year - 544}-10", f"{year - 543}-03", f"ต.ค. {year - 1} - มี.ค. {year}")
    return Measure(
        number=str(number),
        tool="EIT",
        indicator=8,
        codes=("e11",),
        title=f"มาตรการตัวอย่างที่ {number}",
        finding="ข้อสังเกตตัวอย่าง",
        owners=("สำนักปลัด",),
        period=period,
        monitoring="รายงานผลต่อผู้บริหารทุกไตรมาส",
        status=status,
        marked=(status,),
        percent=100 if status is Status.DONE else 50,
        result="ผลการดำเนินการตัวอย่าง",
        suggestion="ข้อเสนอแนะตัวอย่าง",
        steps=(
            Step(number="1", text="ขั้นตอนตัวอย่างแรก", owners=("สำนักปลัด",), period=period),
            Step(number="2", text="ขั้นตอนตัวอย่างถัดไป", owners=("สำนักปลัด",), period=period),
        ),
    )
