"""What the screen for a result sheet needs: what is known, the rows of the form, what the figures say of each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField, Form

from prongsai.apps.assessment.queries.results import Contradiction, contradictions_of
from prongsai.apps.assessment.queries.sheets import current_sheets, result_of, values_of
from prongsai.base.access import Viewer
from prongsai.base.said import sentences_said
from prongsai.core.diagnosis import explain_level
from prongsai.core.errors import Refused
from prongsai.core.framework import nearest
from prongsai.core.records import Result
from prongsai.paper import reading as reader
from prongsai.paper.reading.container import open_bytes

Before = dict[str, Decimal | str | int]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a sheet's figures say of each other: contradictions, and the level with its reason."""

    contradictions: tuple[Contradiction, ...]
    level: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded of a year and the year before. Unit: points 0-100. Shape: `before` by cell, level and rank too.

    `basis` is the sheet in force, empty for none: what a draft is begun from.
    """

    now: Result | None
    before: Before
    basis: str


def known_results(viewer: Viewer, year: int) -> Known:
    """What the form begins with. Unit: points 0-100."""
    found = current_sheets(viewer, (year, year - 1))
    now, before = found.get(year), found.get(year - 1)
    return Known(
        now=result_of(now) if now else None,
        before=_said(result_of(before)) if before else {},
        basis=str(now.pk) if now else "",
    )


def _said(result: Result) -> Before:
    summary = {"level": result.level, "rank": result.rank}
    return {**values_of(result), **{cell: value for cell, value in summary.items() if value}}


def checked(result: Result) -> Checked:
    """Hold a sheet's figures against each other, however many there are so far."""
    level = sentences_said(explain_level(nearest(result.fiscal_year), result).sentences)
    return Checked(contradictions_of((result,)), level, len(result.printed))


def result_in(year: int, text: str, file: UploadedFile[Any] | None) -> Result:
    """The result of a year in a pasted or attached table, read as any paper is.

    Raises: Unreadable for a file that cannot be read; Refused when no result of that year is in it.
    """
    content, name = (file.read(), file.name or "") if file else (text.encode(), "pasted.txt")
    reading = reader.read_document(open_bytes(name, content))
    results = [each for each in reading.results if each.fiscal_year == year]
    if not results and len(reading.results) == 1:
        results = [replace(reading.results[0], fiscal_year=year)]
    if not results:
        raise Refused(
            f"ไม่พบคะแนนของปี {year} ในตารางนี้ ตรวจว่ามีชื่อตัวชี้วัดและคะแนนครบ",
            f"No scores of {year} were found in this table; it needs the indicators' names and their scores.",
        )
    return results[0]


@dataclass(frozen=True, slots=True)
class EnterRow:
    """One line of the form with last year's value beside it. Unit: points 0-100."""

    field: BoundField
    before: Decimal | str | int | None
    is_sum: bool


def rows_of(form: Form, before: Before) -> tuple[EnterRow, ...]:
    """The lines of the form for a result sheet, in the order of the official sheet."""
    return tuple(
        EnterRow(field, before.get(field.name.removeprefix("indicator_")), not field.name.startswith("indicator_"))
        for field in form
    )
