"""Plans begun, and the plan that other deeds write into."""

from __future__ import annotations

from datetime import datetime

from prongsai.apps.improvement.models import Plan
from prongsai.apps.improvement.queries.stakes import result_year_for
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused


@operation("plan.begun")
def begin_plan(*, by: Viewer, at: datetime, year: int, result_year: int | None = None) -> Plan:
    """Begin the plan of a fiscal year, or find it begun; it answers the result of `result_year`.

    Raises: Refused when the plan is there and not open to change.
    """
    plan = plan_to_write(by, at, year, result_year)
    note(year=plan.fiscal_year, result_year=plan.result_year)
    return plan


def plan_to_write(by: Viewer, at: datetime, year: int, result_year: int | None = None) -> Plan:
    """The plan of a year, made where there is none, its row held until the deed is done.

    Raises: Refused when it is not open to change.
    """
    begun = {"result_year": result_year or result_year_for(by, year), "created_by": by.person, "created_at": at}
    plan, _ = Plan.objects.get_or_create(agency=by.agency, fiscal_year=year, defaults=begun)
    return hold_open(plan)


def hold_open(plan: Plan) -> Plan:
    """The plan as it is saved, its row held, so that the writers of one plan come one after another.

    Raises: Refused when it is not open to change.
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if not held.is_open:
        raise Refused(*_closed(held))
    return held


def _closed(plan: Plan) -> tuple[str, str]:
    year = plan.fiscal_year
    if plan.state == Plan.State.SUBMITTED:
        return (
            f"แผนปี {year} เสนอผู้บริหารอยู่ จึงยังแก้ไม่ได้ หากต้องแก้ ให้ผู้บริหารส่งแผนกลับก่อน",
            f"The plan of {year} is before the executive; have it returned before changing it.",
        )
    return (
        f"แผนปี {year} อนุมัติแล้ว จึงแก้ไม่ได้ หากต้องแก้ ให้เปิดแก้เป็นฉบับใหม่พร้อมเหตุผลที่หน้าการเสนอแผน",
        f"The plan of {year} is approved; open a new version with its reason before changing it.",
    )
