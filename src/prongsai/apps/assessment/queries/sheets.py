"""Result sheets as records again, for one viewer's agency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F
from django.utils.translation import override

from prongsai.apps.assessment.models import Finding, ResultSheet
from prongsai.apps.assessment.queries.cells import cells_of, label_of
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.core import records
from prongsai.core.framework import Framework

HEAVY = ("paper__document", "paper__reading", "paper__accepted")
"""What a list of rows with their papers leaves where it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell of two sheets. Unit: points 0-100; `difference` is this year less last."""

    cell: str
    label: str
    now: Decimal | None
    before: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What it rose or fell by; None while one of the two is not known. Unit: points."""
        return self.now - self.before if self.now is not None and self.before is not None else None

    @property
    def drop(self) -> Decimal | None:
        """What it fell by. Unit: points."""
        return None if self.difference is None else -self.difference

    @property
    def name(self) -> str:
        """What an indicator is called without its number, where a list numbers by itself."""
        return self.label.removeprefix(f"{self.cell}. ")

    @property
    def is_indicator(self) -> bool:
        """Whether it is one of the ten indicators, not a sum of them."""
        return self.cell.isdigit()


def current_sheets(viewer: Viewer, years: Iterable[int]) -> dict[int, ResultSheet]:
    """The sheets in force of the viewer's agency, with scores and lost items. Shape: keyed by fiscal year."""
    sheets = ResultSheet.objects.filter(agency=viewer.agency, fiscal_year__in=list(years), replaced_at__isnull=True)
    found = sheets.select_related("paper__file", "recorded_by").defer(*HEAVY).prefetch_related("scores", "lost_items")
    return {sheet.fiscal_year: sheet for sheet in found}


def findings_of(viewer: Viewer, year: int) -> list[Finding]:
    """The findings of the viewer's agency in one year, in the order of their papers."""
    return list(
        Finding.objects.filter(agency=viewer.agency, fiscal_year=year).select_related("paper__file").defer(*HEAVY)
    )


def result_of(sheet: ResultSheet) -> records.Result:
    """The sheet as the record the rules speak in. Unit: points 0-100."""
    printed = tuple(
        records.Printed(score.cell, score.value, records.Where(**score.where)) for score in sheet.scores.all()
    )
    first: dict[str, records.Printed] = {}
    for each in printed:
        first.setdefault(each.cell, each)
    values = {cell: each.value for cell, each in first.items() if cell != "total"}
    return records.Result(
        fiscal_year=sheet.fiscal_year,
        total=sheet.total,
        level=sheet.level or None,
        rank=sheet.rank,
        tools={cell: value for cell, value in values.items() if not cell.isdigit()},
        indicators={cell: value for cell, value in values.items() if cell.isdigit()},
        printed=printed,
    )


def finding_record(finding: Finding) -> records.Finding:
    """A finding as the rules speak of it."""
    return records.Finding(
        tool=finding.tool or None,
        part=finding.part or None,  # type: ignore[arg-type] # the database allows no other
        indicator=finding.indicator,
        code=finding.code or None,
        remark=finding.remark,
        recommendation=finding.recommendation,
        items=tuple(finding.items),
        missing_elements=tuple(finding.missing_elements),
    )


def agency_record(agency: Agency) -> records.Agency:
    """An agency as papers name it."""
    with override("th"):  # what is frozen must not depend on the language somebody read the page in
        kind = agency.get_kind_display()
    return records.Agency(agency.name, kind, agency.district, agency.province, (agency.name,))


def values_of(result: records.Result | None) -> dict[str, Decimal]:
    """Every value of a result by cell, the total included. Unit: points 0-100."""
    if result is None:
        return {}
    total = {} if result.total is None else {"total": result.total}
    return {**total, **result.tools, **result.indicators}


def changes_between(
    framework: Framework, now: Mapping[str, Decimal], before: Mapping[str, Decimal]
) -> tuple[Change, ...]:
    """Every cell that either of two sheets has, in the order of the official sheet. Unit: points 0-100."""
    cells = {"total": label_of(framework, "total"), **cells_of(framework)}
    return tuple(
        Change(cell, label, now.get(cell), before.get(cell))
        for cell, label in cells.items()
        if cell in now or cell in before
    )


def sheets_in(viewer: Viewer, year: int) -> list[ResultSheet]:
    """Every sheet of a year, the one in force first, then the ones it replaced, the latest first."""
    found = ResultSheet.objects.filter(agency=viewer.agency, fiscal_year=year)
    return list(
        found.select_related("paper__file", "recorded_by")
        .defer(*HEAVY)
        .prefetch_related("scores")
        .order_by(F("replaced_at").desc(nulls_first=True))
    )
