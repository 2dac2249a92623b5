"""A plan signed off: put before the executive, returned or approved, issued, opened again as a new version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from prongsai.apps.improvement.models import Plan, SignOff
from prongsai.apps.improvement.queries.signing import content_of, doubts_in
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.core.lifecycle import after
from prongsai.core.records import Reading, as_json

_STANDS = {
    Plan.State.DRAFT: (
        "แผนนี้เป็นร่างอยู่ ต้องเสนอผู้บริหารก่อน จึงจะทำขั้นนี้ได้",
        "This plan is a draft; it must be put before the executive first.",
    ),
    Plan.State.SUBMITTED: (
        "แผนนี้เสนอผู้บริหารแล้ว รอผู้บริหารอนุมัติหรือส่งกลับ",
        "This plan is before the executive, who approves or returns it.",
    ),
    Plan.State.APPROVED: (
        "แผนนี้อนุมัติแล้ว ขั้นต่อไปคือประกาศใช้ หากต้องแก้ ให้เปิดแก้เป็นฉบับใหม่",
        "This plan is approved; issue it, or open a new version to change it.",
    ),
    Plan.State.ISSUED: (
        "แผนนี้ประกาศใช้แล้ว หากต้องแก้ ให้เปิดแก้เป็นฉบับใหม่",
        "This plan is issued; open a new version to change it.",
    ),
}


@operation("plan.submitted")
def submit_plan(*, by: Viewer, at: datetime, plan: Plan, reason: str = "") -> None:
    """Put a plan before the executive; it stands still until it is returned or revised.

    Raises: Refused when it is no draft, holds no measure, or contradicts itself or lacks something and no reason is
    given for sending it all the same.
    """
    held = _held(plan, "submit")
    content = content_of(by, held)
    _must_be_ready(content, reason)
    _sign(held, "submit", SignOff.Deed.SUBMITTED, by, at, reason)
    note(plan, version=held.version, count=len(content.measures))


@operation("plan.returned")
def return_plan(*, by: Viewer, at: datetime, plan: Plan, reason: str) -> None:
    """Send a plan back to be put right. Raises: Refused when it was not put forward, or without a reason."""
    held = _held(plan, "return")
    if not reason.strip():
        raise Refused("กรุณาบอกเหตุผลว่าต้องแก้อะไร ก่อนส่งแผนกลับ", "Please say what is to be changed before returning it.")
    _sign(held, "return", SignOff.Deed.RETURNED, by, at, reason)
    note(plan, version=held.version)


@operation("plan.approved")
def approve_plan(*, by: Viewer, at: datetime, plan: Plan, submission: int | None) -> None:
    """Approve a plan as it was put forward; what it says is frozen with the approval.

    `submission` is the deed by which the plan was put forward that the executive read.
    Raises: Refused when it was not put forward, or was returned and put forward again since.
    """
    held = _held(plan, "approve")
    latest = held.sign_offs.filter(deed=SignOff.Deed.SUBMITTED).order_by("-pk").first()
    if latest is None or latest.pk != submission:
        raise Refused(
            "แผนนี้เสนอใหม่หลังจากที่ท่านเปิดหน้านี้ กรุณาอ่านฉบับล่าสุดแล้วกดอนุมัติอีกครั้ง",
            "The plan was put forward anew since this page was opened; read it again, then approve.",
        )
    content = content_of(by, held)
    _sign(held, "approve", SignOff.Deed.APPROVED, by, at, content=as_json(content))
    note(plan, version=held.version, count=len(content.measures))


@operation("plan.issued")
def issue_plan(*, by: Viewer, at: datetime, plan: Plan) -> None:
    """Issue an approved plan. Raises: Refused when it is not approved, or issued already."""
    held = _held(plan, "issue")
    _sign(held, "issue", SignOff.Deed.ISSUED, by, at)
    note(plan, version=held.version)


@operation("plan.revised")
def revise_plan(*, by: Viewer, at: datetime, plan: Plan, reason: str) -> None:
    """Open a signed plan to change as its next version; what was signed stays as it is.

    Raises: Refused when it is not approved yet, or without a reason.
    """
    held = _held(plan, "revise")
    if not reason.strip():
        raise Refused("กรุณาบอกเหตุผลที่ต้องแก้แผนที่อนุมัติแล้ว", "Please say why a plan that is approved must change.")
    held.version += 1
    _sign(held, "revise", SignOff.Deed.REVISED, by, at, reason)
    note(plan, version=held.version)


def _held(plan: Plan, deed: str) -> Plan:
    """The plan as it is saved, its row held: of two who press at once the second finds the state changed."""
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if after(deed, held.sign_off) is None:
        raise Refused(*_STANDS[Plan.State(held.state)])
    return held


def _sign(
    plan: Plan,
    deed: str,
    done: SignOff.Deed,
    by: Viewer,
    at: datetime,
    reason: str = "",
    content: dict[str, Any] | None = None,
) -> None:
    plan.state = Plan.State(after(deed, plan.sign_off) or plan.state)
    plan.save(update_fields=["state", "version"])
    SignOff.objects.create(
        plan=plan, version=plan.version, deed=done, reason=reason.strip(), content=content, by=by.person, at=at
    )


def _must_be_ready(content: Reading, reason: str) -> None:
    if not content.measures:
        raise Refused(
            "แผนนี้ยังไม่มีมาตรการ กรุณาเพิ่มอย่างน้อยหนึ่งมาตรการก่อนเสนอ",
            "This plan holds no measure yet; add at least one before putting it forward.",
        )
    count = sum(each.is_to_fix for each in doubts_in(content))
    if count and not reason.strip():
        raise Refused(
            f"ยังมีเรื่องที่ต้องแก้ {count} เรื่อง กรุณาแก้ให้ครบ หรือบอกเหตุผลที่เสนอทั้งที่ยังไม่แก้",
            f"There are {count} things to put right still; do so, or say why the plan goes forward as it is.",
        )
