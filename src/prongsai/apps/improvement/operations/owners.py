"""Who does it: the names that papers print, matched to units and people of the agency."""

from __future__ import annotations

from datetime import datetime

from prongsai.apps.improvement.models import Measure, Ownership, Step
from prongsai.apps.improvement.operations.history import remember, state_of
from prongsai.apps.improvement.queries.owners import ownerships_named
from prongsai.base.access import Viewer
from prongsai.base.models import Person, Unit
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused

LONGEST_UNIT = 120
"""Unit: letters of a unit's name."""


@operation("owner.matched")
def match_owner(
    *, by: Viewer, at: datetime, name: str, unit: Unit | None = None, person: Person | None = None, new_unit: str = ""
) -> Unit | Person:
    """Say who a printed name is, in every place of it: a unit, a person of the agency, or a unit that is made for it.

    The name stays as it was printed. Plans that are signed may be matched too: it says who the words mean and changes
    none of them. The audit line counts the places and leaves the name out: it may be a person's.
    Raises: Refused when nobody is named, or nothing carries the name any more.
    """
    places = ownerships_named(by, name)
    if not places:
        raise Refused(
            f"ไม่มีที่ใดใช้ชื่อ “{name}” ที่ยังไม่ได้จับคู่แล้ว อาจมีผู้จับคู่ไปก่อน",
            f"Nothing carries the name “{name}” unmatched any more; somebody may have matched it.",
        )
    owner = person or unit or _added_unit(by, new_unit)
    for each in places:
        _match(by, at, each, owner)
    note(owner, count=len(places))
    return owner


def _added_unit(by: Viewer, name: str) -> Unit:
    """A unit of this name, or the one the agency has. Raises: Refused without a name, and for who may not."""
    if not name.strip():
        raise Refused("กรุณาเลือกกองหรือบุคคล", "Please choose a unit or a person.")
    if not by.may("unit.manage"):
        raise Refused("ท่านเพิ่มกองไม่ได้ กรุณาให้ผู้ดูแลเพิ่มก่อน", "You may not add a unit; ask who may.")
    if len(name.strip()) > LONGEST_UNIT:
        raise Refused(
            f"ชื่อกองยาวเกิน {LONGEST_UNIT} ตัวอักษร กรุณาเพิ่มกองด้วยชื่อที่สั้นกว่าที่หน้าตั้งค่า แล้วจับคู่ที่นี่",
            f"A unit's name has at most {LONGEST_UNIT} letters; add it under a shorter one, then match it here.",
        )
    place = {"position": by.agency.units.count() + 1}
    return Unit.objects.get_or_create(agency=by.agency, name=name.strip(), defaults=place)[0]


def _match(by: Viewer, at: datetime, place: Ownership, owner: Unit | Person) -> None:
    record = place.measure or place.step
    assert isinstance(record, Measure | Step)  # noqa: S101 - the database holds one of the two
    before = state_of(record)
    is_unit = isinstance(owner, Unit)
    still = Ownership.objects.filter(pk=place.pk, unit=None, person=None)  # somebody may have been quicker
    still.update(unit=owner if is_unit else None, person=None if is_unit else owner)
    remember(by=by, at=at, record=record, deed="owner.matched", before=before)
