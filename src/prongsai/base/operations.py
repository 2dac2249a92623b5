"""Deeds of the base: agencies and units set up, people let in and out, access tokens issued and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.http import Http404

from prongsai.base.access import Viewer
from prongsai.base.links import LIFETIME, hash_of, new_token
from prongsai.base.models import AccessToken, Agency, Membership, OneTimeLink, Person, Unit
from prongsai.base.operation import By, note, operation
from prongsai.base.queries import agencies_of, has_administrator, open_link, usable_tokens
from prongsai.base.tokens import PREFIX
from prongsai.core.errors import Refused

MOST_TOKENS = 20
"""In use at one time, of one person."""


@dataclass(frozen=True)
class Invitation:
    """A person let into an agency; `token` opens their one-time link, None when they have a password already."""

    person: Person
    token: str | None


@dataclass(frozen=True)
class IssuedToken:
    """A token just issued; `plain` is what the program needs, and is never known again."""

    token: AccessToken
    plain: str


@operation("agency.created")
def create_agency(*, by: By, at: datetime, slug: str, name: str, kind: str, district: str, province: str) -> Agency:
    """Set up an agency."""
    return Agency.objects.create(slug=slug, name=name, kind=kind, district=district, province=province, created_at=at)


@operation("agency.edited")
def edit_agency(*, by: By, at: datetime, agency: Agency, name: str, kind: str, district: str, province: str) -> None:
    """Put right what an agency is called and where it lies; its slug stays."""
    wanted = {"name": name, "kind": kind, "district": district, "province": province}
    note(changed=[field for field, value in wanted.items() if getattr(agency, field) != value])
    for field, value in wanted.items():
        setattr(agency, field, value)
    agency.save(update_fields=list(wanted))


@operation("unit.added")
def add_unit(*, by: By, at: datetime, agency: Agency, name: str) -> Unit:
    """Add a unit at the end of the agency's list. Raises: Refused when one of this name is there."""
    if agency.units.filter(name=name).exists():
        raise Refused(f"มี “{name}” อยู่แล้ว", f"“{name}” is there already.")
    return Unit.objects.create(agency=agency, name=name, position=agency.units.count() + 1)


@operation("unit.renamed")
def rename_unit(*, by: Viewer, at: datetime, unit: Unit, name: str) -> None:
    """Call a unit otherwise. Raises: Refused when another has this name."""
    if Unit.objects.filter(agency=unit.agency, name=name).exclude(pk=unit.pk).exists():
        raise Refused(f"มี “{name}” อยู่แล้ว", f"“{name}” is there already.")
    note(before=unit.name, after=name)
    unit.name = name
    unit.save(update_fields=["name"])


@operation("person.added")
def add_person(
    *,
    by: By,
    at: datetime,
    email: str,
    name: str,
    password: str | None = None,
    agency: Agency | None = None,
    role: str | None = None,
    unit: Unit | None = None,
    is_administrator: bool = False,
) -> Person:
    """Make an account, which opens with its password or not at all, and a membership when an agency is named."""
    person = _new_person(at=at, email=email, name=name, password=password, is_administrator=is_administrator)
    note(role=role, is_administrator=is_administrator)
    if agency and role:
        note(_join(person=person, agency=agency, role=role, unit=unit, at=at))
    return person


@operation("person.invited")
def invite_person(
    *, by: Viewer, at: datetime, email: str, name: str, role: str, unit: Unit | None = None
) -> Invitation:
    """Let somebody into the viewer's agency; a new person gets a one-time link to choose a password.

    Raises: Refused when they work for the agency already.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person and person.memberships.filter(agency=by.agency, ended_at=None).exists():
        raise Refused(f"{person.name} อยู่ในหน่วยงานนี้แล้ว", f"{person.name} works for this agency already.")
    person = person or _new_person(at=at, email=email, name=name, password=None)
    _join(person=person, agency=by.agency, role=role, unit=unit, at=at)
    note(person, role=role)
    return Invitation(person, None if person.has_usable_password() else _new_link(at=at, person=person))


@operation("person.link_renewed")
def renew_link(*, by: Viewer, at: datetime, membership: Membership) -> str:
    """A new one-time link for a member; links made before open nothing any more.

    Raises: Refused when the member has a password and the viewer is no administrator: whoever holds the link takes
    over the account, in every agency it works for.
    """
    person = membership.person
    if person.has_usable_password() and not by.person.is_administrator:
        raise Refused(
            f"{person.name} มีรหัสผ่านแล้ว หากลืมรหัสผ่าน ให้ผู้ดูแลระบบออกลิงก์ใหม่",
            f"{person.name} has a password; only an administrator can issue a new link.",
        )
    note(person)
    OneTimeLink.objects.filter(person=person, claimed_at=None).delete()
    return _new_link(at=at, person=person)


@operation("membership.changed")
def change_membership(*, by: Viewer, at: datetime, membership: Membership, role: str, unit: Unit | None) -> None:
    """Give a member another role or unit. Raises: Refused when it is the viewer's own."""
    _refuse_own(by, membership)
    note(before=membership.role, after=role)
    membership.role, membership.unit = role, unit
    membership.save(update_fields=["role", "unit"])


@operation("membership.ended")
def end_membership(*, by: Viewer, at: datetime, membership: Membership) -> None:
    """Let a member go; what they did stays in the audit trail. Raises: Refused when it is the viewer's own."""
    _refuse_own(by, membership)
    note(role=membership.role)
    membership.ended_at = at
    membership.save(update_fields=["ended_at"])


@operation("link.created")
def create_setup_link(*, by: None = None, at: datetime) -> str:
    """The token of a link that makes the first administrator; those made before open nothing any more.

    Raises: Refused when somebody administers this installation already.
    """
    if has_administrator():
        raise Refused("ระบบนี้มีผู้ดูแลแล้ว", "This installation has an administrator already.")
    OneTimeLink.objects.filter(person=None, claimed_at=None).delete()
    return _new_link(at=at, person=None)


@operation("link.claimed")
def claim_setup_link(*, by: None = None, at: datetime, token: str, email: str, name: str, password: str) -> Person:
    """Become the first administrator.

    Raises: Http404 when the link is spent, expired or never made; Refused when an administrator exists.
    """
    _spend(token, at, for_person=False)
    if has_administrator():
        raise Refused("ระบบนี้มีผู้ดูแลแล้ว", "This installation has an administrator already.")
    person = _new_person(at=at, email=email, name=name, password=password, is_administrator=True)
    note(person)
    return person


@operation("invitation.accepted")
def accept_invitation(*, by: None = None, at: datetime, token: str, password: str) -> Person:
    """Choose a password with a one-time link. Raises: Http404 when the link is spent, expired or never made."""
    person = cast(Person, _spend(token, at, for_person=True).person)
    note(person)
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


@operation("person.signed_in")
def sign_in(*, by: Person, at: datetime) -> None:
    """Leave a line that somebody came in, with every factor they need; the session is begun by then."""
    note(by)


@operation("person.signed_out")
def sign_out(*, by: Person, at: datetime) -> None:
    """Leave a line that somebody went of their own will; a session that ends by itself leaves none."""
    note(by)


@operation("person.second_factor_on")
def turn_second_factor_on(*, by: Person, at: datetime) -> None:
    """Leave a line that a code is asked for at sign-in from now on."""
    note(by)


@operation("person.second_factor_off")
def turn_second_factor_off(*, by: Person, at: datetime) -> None:
    """Leave a line that the password alone opens the account again."""
    note(by)


@operation("person.password_changed")
def change_password(*, by: Person, at: datetime) -> None:
    """Leave a line that somebody chose a new password."""
    note(by)


@operation("token.issued")
def issue_token(
    *, by: Person, at: datetime, agency: Agency, name: str, scopes: Sequence[str], days: int
) -> IssuedToken:
    """Let a program ask on somebody's behalf in an agency they work for. Unit: `days` until it ends.

    Raises: Refused when they do not work there any more, or have as many tokens as a person may have.
    """
    if not agencies_of(by).filter(pk=agency.pk).exists():
        raise Refused("คุณไม่ได้อยู่ในหน่วยงานนี้แล้ว จึงออกรหัสไม่ได้", "You do not work for this agency any more.")
    if usable_tokens(by, at).count() >= MOST_TOKENS:
        raise Refused(
            f"มีรหัสที่ใช้ได้ครบ {MOST_TOKENS} ชุดแล้ว กรุณายกเลิกรหัสที่ไม่ใช้ก่อน",
            f"There are {MOST_TOKENS} tokens in use already; revoke one that is not needed first.",
        )
    plain = new_token()
    token = AccessToken.objects.create(
        person=by,
        agency=agency,
        name=name,
        token_hash=hash_of(plain),
        prefix=plain[:PREFIX],
        scopes=list(scopes),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    note(token, scopes=list(scopes), days=days)
    return IssuedToken(token, plain)


@operation("token.revoked")
def revoke_token(*, by: Person, at: datetime, token: AccessToken) -> None:
    """Let a token open nothing any more. Raises: Refused when that is so already."""
    if not AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        raise Refused("รหัสนี้ยกเลิกไปแล้ว", "This token is revoked already.")


def _new_person(*, at: datetime, email: str, name: str, password: str | None, is_administrator: bool = False) -> Person:
    person = Person(email=email.lower(), name=name, is_administrator=is_administrator, created_at=at)
    person.set_password(password)
    person.save()
    return person


def _join(*, person: Person, agency: Agency, role: str, unit: Unit | None, at: datetime) -> Membership:
    return Membership.objects.create(person=person, agency=agency, role=role, unit=unit, started_at=at)


def _new_link(*, at: datetime, person: Person | None) -> str:
    token = new_token()
    OneTimeLink.objects.create(token_hash=hash_of(token), person=person, created_at=at, expires_at=at + LIFETIME)
    return token


def _spend(token: str, at: datetime, *, for_person: bool) -> OneTimeLink:
    """Claim a link. The update carries the condition, so that of two who click at once one comes in."""
    link = open_link(token, at, for_person=for_person)
    if not OneTimeLink.objects.filter(pk=link.pk, claimed_at=None).update(claimed_at=at):
        raise Http404
    return link


def _refuse_own(by: Viewer, membership: Membership) -> None:
    if membership.person_id == by.person.pk:
        raise Refused(
            "เปลี่ยนหรือยกเลิกสิทธิ์ของตัวเองไม่ได้ ให้ผู้ดูแลระบบหรือเพื่อนร่วมงานทำให้",
            "Nobody changes or ends their own role; ask an administrator or a colleague.",
        )
