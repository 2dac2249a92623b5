"""The cast: who works at agency A, who works at agency B, who administers, and the citizen without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.hashers import Argon2PasswordHasher

from prongsai.base.access import Viewer
from prongsai.base.models import Agency, Membership, Person, Unit

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
YEAR = 2567
MEMBERS = ("clerk", "officer", "executive", "auditor")
EVERYBODY = (*MEMBERS, "stranger", "administrator", "citizen")
"""`stranger` is an officer of another agency; `citizen` is nobody who has an account."""


class QuickArgon2(Argon2PasswordHasher):
    """The product's way of keeping passwords, at a price a test can pay."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@dataclass(frozen=True)
class Cast:
    """Two agencies and the people around them; a `citizen` is None."""

    agency: Agency
    unit: Unit
    other_agency: Agency
    people: dict[str, Person]

    def person(self, who: str) -> Person | None:
        return self.people.get(who)

    def viewer(self, who: str) -> Viewer:
        """The viewer a member is at their own agency's desk."""
        membership = Membership.objects.select_related("agency", "person").get(person=self.people[who])
        return Viewer(person=membership.person, agency=membership.agency, role=membership.role)


def build_cast() -> Cast:
    agency = an_agency(slug="thung-fa-sai", name="เทศบาลตำบลทุ่งฟ้าใส")
    other = an_agency(slug="nong-bua", name="องค์การบริหารส่วนตำบลหนองบัวงาม", kind=Agency.Kind.SUBDISTRICT_ORGANISATION)
    unit = Unit.objects.create(agency=agency, name="สำนักปลัด", position=1)
    people = {role: a_member(agency, role, unit=unit if role == "officer" else None) for role in MEMBERS}
    people["stranger"] = a_member(other, "clerk", name="เจ้าหน้าที่ต่างหน่วยงาน")
    people["administrator"] = a_person("administrator", is_administrator=True)
    return Cast(agency=agency, unit=unit, other_agency=other, people=people)


def an_agency(*, slug: str, name: str, kind: str = Agency.Kind.SUBDISTRICT_MUNICIPALITY) -> Agency:
    return Agency.objects.create(slug=slug, name=name, kind=kind, district="แก่งคอย", province="สระบุรี", created_at=NOW)


def a_person(name: str, *, password: str | None = None, is_administrator: bool = False) -> Person:
    """Without a password unless one is named: hashing is slow on purpose."""
    person = Person(
        name=name,
        email=f"person{Person.objects.count()}@example.go.th",
        is_administrator=is_administrator,
        created_at=NOW,
    )
    person.set_password(password)
    person.save()
    return person


def a_member(agency: Agency, role: str, *, name: str = "", unit: Unit | None = None) -> Person:
    person = a_person(name or role)
    Membership.objects.create(person=person, agency=agency, role=role, unit=unit, started_at=NOW)
    return person
