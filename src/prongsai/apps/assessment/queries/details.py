"""The rows behind a number: a cell's prints and arithmetic, an item's worth, the gains worth most."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext as _

from prongsai.apps.assessment.models import ResultSheet
from prongsai.apps.assessment.queries.cards import anchor_of
from prongsai.apps.assessment.queries.cells import label_of
from prongsai.apps.assessment.queries.outlooks import GainRow, gain_rows
from prongsai.apps.assessment.queries.results import FindingRow, ItemRow, Sheets, finding_rows, items_of, sheets_of
from prongsai.apps.assessment.queries.sheets import findings_of, sheets_in, values_of
from prongsai.base.access import Viewer
from prongsai.core.framework import Framework, SubIndicator
from prongsai.core.records import Result, Where
from prongsai.core.scoring import points_of, round_points, tool_score, total_score

WORTH_MOST = 5


@dataclass(frozen=True, slots=True)
class Print:
    """One print of a cell: its value, the sheet it stands on, and the place in the paper ("" when typed)."""

    value: Decimal
    sheet: ResultSheet
    anchor: str


@dataclass(frozen=True, slots=True)
class CellDetail:
    """A cell of one year's sheet. `arithmetic` shows what the other cells make of it; `worth` is of the total.

    Unit: points 0-100.
    """

    cell: str
    label: str
    prints: tuple[Print, ...]
    arithmetic: str
    worth: Decimal


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """An OIT item of one year with the arithmetic of its worth. Unit: points of the total."""

    row: ItemRow
    sub_indicator: SubIndicator
    arithmetic: str
    findings: tuple[FindingRow, ...]


def cell_detail(viewer: Viewer, year: int, cell: str) -> CellDetail:
    """Everything behind one number of a year: this year's and earlier sheets' prints, and how it is reckoned.

    Raises: Http404 when no sheet of the year has the cell.
    """
    prints = tuple(
        Print(score.value, sheet, anchor_of(Where(**score.where)))
        for sheet in sheets_in(viewer, year)
        for score in sheet.scores.all()
        if score.cell == cell
    )
    sheets = sheets_of(viewer, year)
    if sheets is None or not prints:
        raise Http404
    framework = sheets.framework
    return CellDetail(
        cell, label_of(framework, cell), prints, arithmetic_of(framework, sheets.now, cell), _worth(framework, cell)
    )


def arithmetic_of(framework: Framework, result: Result, cell: str) -> str:
    """How a cell follows from the others, with the figures as printed; "" where nothing gives it."""
    if cell == "total":
        return _total_arithmetic(framework, result)
    if cell in {tool.code for tool in framework.tools}:
        return _tool_arithmetic(framework, result, cell)
    return ""


def item_detail(viewer: Viewer, year: int, code: str) -> ItemDetail:
    """An OIT item of a year, what it is worth and why, and what was found about it.

    Raises: Http404 when no result is recorded, or the year has no such item.
    """
    sheets = sheets_of(viewer, year)
    item = sheets.framework.item(code) if sheets else None
    if sheets is None or item is None:
        raise Http404
    row = next(each for each in items_of(sheets, findings_of(viewer, year)) if each.item is item)
    sub = next(each for each in sheets.framework.sub_indicators if each.code == item.sub_indicator)
    return ItemDetail(row, sub, _item_arithmetic(sheets, sub, row.points), finding_rows(row.findings))


def best_gains(sheets: Sheets) -> tuple[GainRow, ...]:
    """The improvements worth most, each subject once, the most points first."""
    rows: dict[str, GainRow] = {}
    for row in gain_rows(sheets):
        rows.setdefault(row.code, row)
    return tuple(rows.values())[:WORTH_MOST]


def _worth(framework: Framework, cell: str) -> Decimal:
    """The points of the total a cell is worth; each part of EIT half of it, as EIT is the mean of both."""
    if cell == "total":
        return Decimal(100)
    if cell in ("EIT1", "EIT2"):
        return round_points(points_of(framework, "EIT") / 2)
    return round_points(points_of(framework, cell))


def _tool_arithmetic(framework: Framework, result: Result, tool: str) -> str:
    score = tool_score(framework, tool, result.indicators)
    if score is None:
        return ""
    values = [result.indicators[str(number)] for number in framework.tool(tool).indicators]
    return f"({' + '.join(map(str, values))}) ÷ {len(values)} = {round_points(score)}"


def _total_arithmetic(framework: Framework, result: Result) -> str:
    total = total_score(framework, result.tools)
    if total is None:
        return ""
    terms = [f"{tool.weight}×{values_of(result)[tool.code]}" for tool in framework.tools]
    return f"{' + '.join(terms)} = {round_points(total)}"


def _item_arithmetic(sheets: Sheets, sub: SubIndicator, points: Decimal) -> str:
    framework = sheets.framework
    tool = framework.tool_of(sub.indicator)
    names = {
        "weight": f"{tool.weight * 100:.0f}",
        "indicators": len(tool.indicators),
        "subs": len(framework.indicator(sub.indicator).sub_indicators),
        "items": len(sub.items),
        "points": points,
    }
    return (
        _("%(weight)s ÷ %(indicators)s ตัวชี้วัด ÷ %(subs)s ตัวชี้วัดย่อย ÷ %(items)s ข้อ = %(points)s คะแนนของคะแนนรวม") % names
    )
