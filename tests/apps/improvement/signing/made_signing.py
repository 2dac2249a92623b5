"""Plans signed off, carried over and taken out as workbooks, by the deeds of the desk."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from apps.improvement.made import a_measure_row, a_plan, a_step_row
from cast import NOW, YEAR, Cast
from prongsai.apps.improvement.models import Plan
from prongsai.apps.improvement.operations import signing
from prongsai.apps.improvement.operations.sheets import bring_sheet
from prongsai.apps.improvement.queries.sheet_rows import COLUMNS
from prongsai.apps.improvement.queries.sheets import plan_workbook
from prongsai.base.models import StoredFile

LAST_YEAR = YEAR - 1


def a_plan_put_forward(cast: Cast, **changes: Any) -> Plan:
    """A plan of one measure with one step, before the executive."""
    plan = a_plan(cast)
    a_step_row(a_measure_row(cast, plan=plan, **changes))
    submit(cast, plan)
    return plan


def an_approved_plan(cast: Cast) -> Plan:
    plan = a_plan_put_forward(cast)
    approve(cast, plan)
    return plan


def submit(cast: Cast, plan: Plan) -> None:
    signing.submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)


def approve(cast: Cast, plan: Plan) -> None:
    submission = plan.sign_offs.filter(deed="submitted").latest("pk")
    signing.approve_plan(by=cast.viewer("executive"), at=NOW, plan=plan, submission=submission.pk)


def last_years_plan(cast: Cast, **changes: Any) -> Plan:
    """A plan of last year with one measure of one step, begun and half done."""
    plan = a_plan(cast, year=LAST_YEAR)
    words = {
        "starts_on": date(2022, 10, 1),
        "ends_on": date(2023, 10, 1),
        "status": "in_progress",
        "percent": 50,
        "suggestion": "ควรทำต่อ",
        **changes,
    }
    measure = a_measure_row(cast, plan=plan, **words)
    a_step_row(measure, text="เผยแพร่แบบสำรวจตามข้อ o12 ปี 2566", starts_on=date(2023, 1, 1), ends_on=date(2023, 4, 1))
    return plan


def workbook_of(cast: Cast, plan: Plan) -> Workbook:
    return load_workbook(BytesIO(plan_workbook(cast.viewer("clerk"), plan)))


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def put(book: Workbook, sheet: str, row: int, **texts: Any) -> None:
    """Write into the cells of a row, by the names of their columns."""
    names = [each.name for each in COLUMNS[sheet]]
    for name, text in texts.items():
        book[sheet].cell(row, names.index(name) + 1).value = text


def a_sheet_brought(cast: Cast, plan: Plan, book: Workbook | None = None) -> StoredFile:
    """A workbook of the plan that came back."""
    content = saved(book or workbook_of(cast, plan))
    return bring_sheet(by=cast.viewer("clerk"), at=NOW, plan=plan, name="plan.xlsx", content=content)
