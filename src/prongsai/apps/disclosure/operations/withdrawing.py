"""Something taken out of public sight at once, with a reason that everybody sees in its place; and brought back."""

from __future__ import annotations

from datetime import datetime

from prongsai.apps.disclosure.models import Site, Withdrawal
from prongsai.apps.disclosure.queries.withdrawing import public_thing
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused


@operation("withdrawal.made")
def withdraw(*, by: Viewer, at: datetime, subject: str, title: str, reason: str) -> Withdrawal:
    """Take a page or a file that is public out of sight at once, and the files that only it shows; the next release
    leaves it out. `title` and `reason` stand in its place.

    Raises: Refused for what is not public, belongs to the site itself or is withdrawn already, and without a title or
    a reason.
    """
    site = Site.objects.select_for_update(of=("self",)).filter(agency=by.agency).first()
    if site is None or site.current_id is None or public_thing(by, subject) is None:
        raise Refused(
            "สิ่งนี้ไม่ได้เผยแพร่อยู่ หรือเป็นหน้าหลักของเว็บไซต์ จึงถอนไม่ได้",
            "This is not public, or it is a page of the site itself; it cannot be withdrawn.",
        )
    if not title.strip() or not reason.strip():
        raise Refused(
            "กรุณาบอกชื่อและเหตุผลที่ถอน ประชาชนจะเห็นทั้งสองอย่างแทนเนื้อหาเดิม",
            "Please give a title and a reason; the public reads both in its place.",
        )
    if Withdrawal.objects.filter(agency=by.agency, subject=subject, lifted_at=None).exists():
        raise Refused("สิ่งนี้ถูกถอนอยู่แล้ว", "This is withdrawn already.")
    withdrawal = Withdrawal.objects.create(
        agency=by.agency, subject=subject, title=title.strip(), reason=reason.strip(), by=by.person, at=at
    )
    note(withdrawal, subject_key=subject)
    return withdrawal


@operation("withdrawal.lifted")
def lift_withdrawal(*, by: Viewer, at: datetime, withdrawal: Withdrawal) -> None:
    """Let something that was withdrawn be public again: at once where the release in force still has it, otherwise
    with the next release.

    Raises: Refused when it is lifted already.
    """
    held = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
    if held.lifted_at is not None:
        raise Refused("เลิกการถอนนี้ไปแล้ว", "This withdrawal is lifted already.")
    held.lifted_at = at
    held.save(update_fields=["lifted_at"])
    note(held, subject_key=held.subject)
