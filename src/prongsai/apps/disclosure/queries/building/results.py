"""Results of every year as public pages: the scores as recorded, last year's beside them, why the level is what it is.

What the checks say of the figures is work for the desk and is not shown: it doubts an official score by a rule of ours,
in words written for whoever puts it right. Public are only the doubts that change how the page must be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.models import ResultSheet
from prongsai.apps.assessment.queries.cells import cells_of, label_of
from prongsai.apps.assessment.queries.sheets import current_sheets, result_of, values_of
from prongsai.apps.disclosure.queries.building.words import both
from prongsai.base.access import Viewer
from prongsai.core.diagnosis import explain_level
from prongsai.core.framework import Framework, has_framework, nearest
from prongsai.core.publication import PublicPage, ResultBody, Said, Score

_SOURCES = {
    ResultSheet.Source.TYPED: gettext_lazy("หน่วยงานบันทึกจากประกาศผลการประเมิน"),
    ResultSheet.Source.IMPORT: gettext_lazy("หน่วยงานนำเข้าจากตารางผลการประเมิน"),
    ResultSheet.Source.PAPER: gettext_lazy("จากเอกสารผลการประเมินที่หน่วยงานนำเข้า"),
}


def result_pages(viewer: Viewer) -> list[PublicPage]:
    """A page for each year with a recorded result. Shape: the latest year first; three questions."""
    recorded = ResultSheet.objects.filter(agency=viewer.agency, replaced_at=None)
    years = recorded.order_by("-fiscal_year").values_list("fiscal_year", flat=True)
    sheets = current_sheets(viewer, years)
    return [_page(sheets, year) for year in sorted(sheets, reverse=True)]


def _page(sheets: Mapping[int, ResultSheet], year: int) -> PublicPage:
    sheet, framework = sheets[year], nearest(year)
    result = result_of(sheet)
    explained = explain_level(framework, result)
    level = Said(explained.level or sheet.level)
    total = "" if sheet.total is None else f"{sheet.total:.2f}"
    title = both(lambda: _("ผลการประเมิน ITA ปีงบประมาณ %(year)s") % {"year": year})
    body = ResultBody(
        year=year,
        level=level,
        why=tuple(Said(each.th, each.en) for each in explained.sentences),
        total=total,
        scores=tuple(_scores(framework, sheet, sheets.get(year - 1))),
        source=both(_SOURCES[ResultSheet.Source(sheet.source)]),
        recorded_on=timezone.localdate(sheet.recorded_at),
        doubts=tuple(_doubts(sheet, level)),
    )
    summary = both(lambda: _("คะแนนรวม %(total)s ระดับ %(level)s") % {"total": total or "–", "level": level.th or "–"})
    return PublicPage(f"result-{year}", f"{year}/", "result", title, summary, body.recorded_on, body)


def _scores(framework: Framework, sheet: ResultSheet, earlier: ResultSheet | None) -> Iterator[Score]:
    """Every cell under the total that either year has, in the order of the official sheet."""
    now, before = values_of(result_of(sheet)), values_of(result_of(earlier) if earlier else None)
    for cell in cells_of(framework):
        if cell in now or cell in before:
            label = both(lambda cell=cell: label_of(framework, cell).removeprefix(f"{cell}. "))  # type: ignore[misc]
            value, earlier_value = (f"{each[cell]:.2f}" if cell in each else None for each in (now, before))
            yield Score(cell, label, value, earlier_value, _tool(framework, cell))


def _tool(framework: Framework, cell: str) -> str:
    """The tool that a cell belongs to: an indicator by its number, a part (``EIT1``) by its first letters."""
    return framework.tool_of(int(cell)).code if cell.isdigit() else cell[:3]


def _doubts(sheet: ResultSheet, level: Said) -> Iterator[Said]:
    if level.th and not sheet.level:
        yield both(gettext_lazy("ระดับนี้คำนวณจากคะแนนที่บันทึก ยังไม่ได้บันทึกระดับตามประกาศ"))
    if not has_framework(sheet.fiscal_year):
        yield both(gettext_lazy("ยังไม่มีเกณฑ์ของปีนี้ในระบบ จึงอธิบายตามเกณฑ์ของปีที่ใกล้ที่สุด"))
