"""Papers and results of agency A to start a test from: handed in, read and recorded by the deeds of the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from builders import a_finding, a_measure, a_reading, a_result
from cast import NOW, YEAR, Cast
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.models import Paper, ResultSheet
from prongsai.core import checks
from prongsai.core.records import Reading, Where
from prongsai.paper.places import Gazetteer

LINES = ("แผนปฏิบัติการส่งเสริมคุณธรรม", "ข้อสังเกต", "มาตรการ")
DOCUMENT: list[dict[str, Any]] = [
    *({"paragraph": number, "page": None, "text": text, "heading": None} for number, text in enumerate(LINES, 1)),
    {
        "table": 1,
        "page": None,
        "sheet": None,
        "rows": [
            [
                {"row": 1, "column": column, "text": text, "rows": 1, "columns": 1}
                for column, text in enumerate("กขค", 1)
            ],
            [{"row": 2, "column": 1, "text": "ผู้รับบริการ", "rows": 1, "columns": 3}],
        ],
    },
]


def address(cast: Cast, name: str, *more: Any, year: int = YEAR) -> str:
    return reverse(f"assessment:{name}", args=[cast.agency.slug, year, *more])


def the_reading(**changes: Any) -> Reading:
    """A reading whose finding and measure stand in the table of `DOCUMENT`; consistent unless changed."""
    reading = a_reading(
        fiscal_year=YEAR,
        results=(a_result(fiscal_year=YEAR),),
        findings=(a_finding(where=Where(table=1, row=2)),),
        measures=(a_measure(where=Where(table=1, row=2)),),
    )
    changed = replace(reading, **changes)
    return replace(changed, checks=checks.run(changed, Gazetteer()))


def a_paper(cast: Cast, *, content: bytes = b"plan", name: str = "plan.txt", year: int = YEAR) -> Paper:
    """A paper handed in and not read yet."""
    clerk = cast.viewer("clerk")
    return operations.upload_paper(by=clerk, at=NOW, fiscal_year=year, name=name, content=content)


def a_read_paper(cast: Cast, *, reading: Reading | None = None, **changes: Any) -> Paper:
    paper = a_paper(cast, **changes)
    operations.keep_reading(by=None, at=NOW, paper=paper, document=DOCUMENT, reading=reading or the_reading())
    return paper


def an_accepted_paper(cast: Cast, **changes: Any) -> Paper:
    paper = a_read_paper(cast, **changes)
    operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)
    return paper


def a_sheet(cast: Cast, *, year: int = YEAR, **changes: Any) -> ResultSheet:
    """A typed result of agency A; consistent unless changed."""
    result = a_result(fiscal_year=year, **changes)
    return operations.record_result(by=cast.viewer("clerk"), at=NOW, result=result, source="typed")
