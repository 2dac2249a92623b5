"""Rounds opened, and closed with what they held."""

from __future__ import annotations

from datetime import date, datetime

from prongsai.apps.improvement.models import Plan, Round
from prongsai.apps.improvement.queries.rounds import can_be_reported, snapshot_of
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.core.thai import fiscal_year_bounds


@operation("round.opened")
def open_round(*, by: Viewer, at: datetime, plan: Plan, starts_on: date, ends_on: date, due_on: date) -> Round:
    """Ask the owners of a plan for progress: over the months from `starts_on` until before `ends_on`, by `due_on`.

    Raises: Refused while the plan was never approved, for months outside its year, and where the round is there.
    """
    if not can_be_reported(plan):
        raise Refused(
            "แผนนี้ยังไม่เคยได้รับอนุมัติ จึงยังเปิดรอบรายงานไม่ได้ กรุณาเสนอแผนให้ผู้บริหารอนุมัติก่อน",
            "This plan was never approved; have it approved before asking for reports.",
        )
    Plan.objects.select_for_update().get(pk=plan.pk)  # no two rounds of the same months
    _must_be_in_year(plan, starts_on, ends_on)
    if due_on < starts_on:
        raise Refused(
            "วันครบกำหนดส่งมาก่อนรอบรายงานเริ่ม กรุณาเลือกวันใหม่",
            "The reports are due before the round begins; choose another day.",
        )
    if plan.rounds.filter(starts_on=starts_on, ends_on=ends_on).exists():
        raise Refused("มีรอบรายงานของช่วงเดือนนี้แล้ว เปิดดูได้ในรายการ", "There is a round of these months already.")
    round_ = Round.objects.create(
        agency=plan.agency,
        plan=plan,
        months=_months_between(starts_on, ends_on),
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        opened_by=by.person,
        opened_at=at,
    )
    note(round_, months=round_.months)
    return round_


@operation("round.closed")
def close_round(*, by: Viewer, at: datetime, round_: Round) -> None:
    """Close a round with everything it holds; from now on nothing of it changes. What is missing is named in it.

    Raises: Refused when it is closed already.
    """
    held = hold_open(round_)
    held.snapshot, held.closed_by, held.closed_at = snapshot_of(by, held), by.person, at
    held.save(update_fields=["snapshot", "closed_by", "closed_at"])
    note(held, missing=len(held.snapshot["missing"]))


def hold_open(round_: Round) -> Round:
    """The round as it is saved, its row held, so that reports and its closing come one after another.

    Raises: Refused when it is closed.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("plan").get(pk=round_.pk)
    if not held.is_open:
        raise Refused(
            "รอบรายงานนี้ปิดแล้ว จึงเปลี่ยนไม่ได้ หากมีความคืบหน้าเพิ่ม ให้รายงานในรอบถัดไป",
            "This round is closed and cannot change; report what is new in the next one.",
        )
    return held


def _must_be_in_year(plan: Plan, starts_on: date, ends_on: date) -> None:
    first, after = fiscal_year_bounds(plan.fiscal_year)
    if starts_on < first or ends_on > after or ends_on <= starts_on or starts_on.day != 1 or ends_on.day != 1:
        raise Refused(
            f"รอบรายงานต้องเป็นเดือนเต็ม ตั้งแต่ตุลาคม {plan.fiscal_year - 1} ถึงกันยายน {plan.fiscal_year} กรุณาเลือกเดือนใหม่",
            f"A round is whole months of fiscal year {plan.fiscal_year}; choose other months.",
        )


def _months_between(first: date, after: date) -> int:
    return (after.year - first.year) * 12 + after.month - first.month
