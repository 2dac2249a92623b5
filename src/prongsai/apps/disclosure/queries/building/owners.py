"""Who does a measure, as the public is told it: units by name, nobody in person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prongsai.apps.improvement.models import Ownership
from prongsai.base.models import Agency, Membership, Unit

SOMEBODY = "เจ้าหน้าที่"
"""What stands for a person who belongs to no unit."""
_PARTS_OF_AN_AGENCY = re.compile(
    r"^\s*(สำนัก|กอง|งาน|ฝ่าย|ส่วน|หน่วย|ศูนย์|คณะ|กลุ่ม|ทุก|โรงเรียน|สภา|สถาน|เทศบาล|องค์การ|อบต|อบจ)"
)


class Owners:
    """The names an agency's plans may print, and what is said instead of the others.

    A name is said when it is a unit's, when a plan has it as a printed name of nobody, or when it begins like a part
    of an agency. Whatever else a frozen plan prints may be somebody's name, and their unit stands for them.
    """

    def __init__(self, agency: Agency) -> None:
        members = Membership.objects.filter(agency=agency).order_by("pk").values_list("person__name", "unit__name")
        self._people = {name: unit or SOMEBODY for name, unit in members}
        printed = Ownership.objects.filter(measure__agency=agency) | Ownership.objects.filter(
            step__measure__agency=agency
        )
        rows = printed.order_by("pk").values_list("name", "person__memberships__unit__name", "person_id")
        self._people |= {name: unit or SOMEBODY for name, unit, person in rows if person}
        units = Unit.objects.filter(agency=agency).values_list("name", flat=True)
        nobody = {name for name, _unit, person in rows if not person and name not in self._people}
        self._said = {*units, *nobody}

    def said(self, names: Iterable[str]) -> tuple[str, ...]:
        """These owners in public, each once."""
        return tuple(dict.fromkeys(self._one(name) for name in names if name.strip()))

    def _one(self, name: str) -> str:
        if name in self._said:
            return name
        if name in self._people:
            return self._people[name]
        return name if _PARTS_OF_AN_AGENCY.match(name) else SOMEBODY
