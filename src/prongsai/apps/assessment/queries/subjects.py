"""What official papers can be about here: the result and what was found (`settings.PAPER_SOURCES`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from prongsai.apps.assessment.models import ResultSheet
from prongsai.apps.assessment.queries.cells import cells_of, label_of
from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.assessment.queries.results import finding_rows
from prongsai.apps.assessment.queries.sheets import (
    agency_record,
    current_sheets,
    finding_record,
    findings_of,
    result_of,
    values_of,
)
from prongsai.apps.documents.queries.subjects import Attachment, Subject
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.core import records
from prongsai.core.framework import nearest
from prongsai.paper.writing.content import Content, Figure

LAYOUTS = ("analysis", "memo", "poster", "full-report")
NEEDED = ("result.read", "paper.read")
"""What a viewer must be allowed to see papers of a result."""


def subjects(viewer: Viewer, year: int) -> Iterable[Subject]:
    """The result of a fiscal year, once one is recorded, for viewers who may see it."""
    if (
        may_see(viewer)
        and ResultSheet.objects.filter(agency=viewer.agency, fiscal_year=year, replaced_at=None).exists()
    ):
        address = reverse("assessment:result", args=[viewer.agency.slug, year])
        yield Subject(_key(year), _("ผลประเมินปี %(year)s") % {"year": year}, LAYOUTS, address)


def content(viewer: Viewer, year: int, key: str) -> Content | None:
    """The result of a year and of the year before as recorded, with what was found; None for what is not ours."""
    if key != _key(year) or not may_see(viewer):
        return None
    with override("th"):  # a paper is Thai, whoever looks at it in which language
        found = results_for(viewer, year)
        return _content(viewer, year, found) if found and found[0].fiscal_year == year else None


def attachments(viewer: Viewer, year: int, key: str) -> Iterable[Attachment]:
    """The files that belong to a subject: a result has none, its papers lie with the papers."""
    return ()


def results_for(viewer: Viewer, year: int) -> tuple[records.Result, ...]:
    """The results in force of a year and of the year before, as a paper compares them. Shape: the later first.

    They stand without the places they were read from: in a paper of ours a place is a measure's or a step's key.
    """
    sheets = current_sheets(viewer, (year, year - 1))
    return tuple(_placeless(result_of(sheets[each])) for each in (year, year - 1) if each in sheets)


def _placeless(result: records.Result) -> records.Result:
    printed = tuple(replace(each, where=records.Where()) for each in result.printed)
    return replace(result, printed=printed, where=records.Where())


def unverified_in(reading: records.Reading, result_year: int) -> tuple[str, ...]:
    """The codes a reading names whose titles no second official source bears out; findings name `result_year`'s."""
    found = [(code, result_year) for each in reading.findings for code in (each.code, *each.items) if code]
    planned = [(code, reading.fiscal_year or result_year) for each in reading.measures for code in each.codes]
    codes = dict.fromkeys((*found, *planned))
    return tuple(dict.fromkeys(code for code, year in codes if title_of(code, year).is_unverified))


def score_figures(agency: Agency, result: records.Result) -> Iterator[Figure]:
    """The total, the tools and the indicators of a result, each with the screen of its cell. Unit: points 0-100."""
    framework, values = nearest(result.fiscal_year), values_of(result)
    for cell in ("total", *cells_of(framework)):
        if cell in values:
            path = reverse("assessment:result-cell", args=[agency.slug, result.fiscal_year, cell])
            yield Figure(
                code=f"score.{cell}",
                label=label_of(framework, cell),
                value=f"{values[cell]:.2f}",
                unit="คะแนน",
                period=f"ผลประเมินปีงบประมาณ {result.fiscal_year}",
                source="ผลประเมินตามที่บันทึกไว้ในระบบ",
                address=settings.ADDRESS + path,
            )


def _content(viewer: Viewer, year: int, results: tuple[records.Result, ...]) -> Content:
    found = [row.finding for row in finding_rows(findings_of(viewer, year))]
    reading = records.Reading(
        source=records.Source(_key(year), "json", ""),
        agency=agency_record(viewer.agency),
        kind=records.PaperKind.ANALYSIS,
        fiscal_year=year,
        results=results,
        findings=tuple(finding_record(each) for each in found),
    )
    figures = (*score_figures(viewer.agency, results[0]), findings_figure(viewer, year, len(found)))
    return Content(reading, figures, unverified=unverified_in(reading, year))


def findings_figure(viewer: Viewer, year: int, count: int) -> Figure:
    """How many remarks the assessors made. Unit: remarks."""
    return Figure(
        code="findings",
        label="ข้อสังเกตของผู้ประเมิน",
        value=str(count),
        unit="ข้อ",
        period=f"ผลประเมินปีงบประมาณ {year}",
        source="ข้อสังเกตในเอกสารผลประเมินที่รับเข้าระบบ นับข้อความเดียวกันครั้งเดียว",
        address=f"{settings.ADDRESS}{reverse('assessment:result', args=[viewer.agency.slug, year])}#findings",
    )


def _key(year: int) -> str:
    return f"result-{year}"


def may_see(viewer: Viewer) -> bool:
    """Whether a viewer may see papers and figures of a result."""
    return all(viewer.may(right) for right in NEEDED)
