"""What is there, for whoever asks."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404

from prongsai.base.access import Viewer
from prongsai.base.links import hash_of
from prongsai.base.models import AccessToken, Agency, AuditLine, Job, Membership, OneTimeLink, Person, Unit

ACCOUNT_VERBS = (
    "person.signed_in",
    "person.signed_out",
    "person.second_factor_on",
    "person.second_factor_off",
    "person.password_changed",
)
"""Deeds on one's own account."""

Row = TypeVar("Row", bound=Model)


def agencies_of(person: Person) -> QuerySet[Agency]:
    """The agencies this person works for today. Shape: by name."""
    return Agency.objects.filter(memberships__person=person, memberships__ended_at=None)


def all_agencies() -> QuerySet[Agency]:
    """Every agency, with how many people it has as `people_count`. Shape: by name."""
    present = Count("memberships", filter=Q(memberships__ended_at=None))
    return Agency.objects.annotate(people_count=present)


def agency_named(slug: str) -> Agency:
    """The agency of this slug, for an administrator. Raises: Http404."""
    return _found(Agency.objects.filter(slug=slug).first())


def units_of(viewer: Viewer) -> QuerySet[Unit]:
    """The units of the viewer's agency. Shape: in their order."""
    return viewer.agency.units.all()


def unit_of(viewer: Viewer, unit_id: int) -> Unit:
    """One unit of the viewer's agency. Raises: Http404."""
    return _found(units_of(viewer).filter(pk=unit_id).first())


def memberships_of(viewer: Viewer) -> QuerySet[Membership]:
    """Who works for the viewer's agency today. Shape: by name, person and unit at hand."""
    present = Membership.objects.filter(agency=viewer.agency, ended_at=None)
    return present.select_related("person", "unit").order_by("person__name", "pk")


def never_signed_in(viewer: Viewer) -> QuerySet[Membership]:
    """Who works for the viewer's agency and has not been here yet. Shape: by name, person and unit at hand."""
    return memberships_of(viewer).filter(person__last_login=None)


def membership_of(viewer: Viewer, membership_id: int) -> Membership:
    """One present membership of the viewer's agency. Raises: Http404."""
    return _found(memberships_of(viewer).filter(pk=membership_id).first())


def audit_lines(viewer: Viewer, verb: str = "") -> QuerySet[AuditLine]:
    """What was done in the viewer's agency, of one verb or of all. Shape: newest first, person at hand."""
    lines = _lines_of(viewer).select_related("person")
    return lines.filter(verb=verb) if verb else lines


def audit_verbs(viewer: Viewer) -> list[str]:
    """The verbs that occur in the audit trail of the viewer's agency. Shape: alphabetical."""
    return list(_lines_of(viewer).order_by("verb").values_list("verb", flat=True).distinct())


def job_of(viewer: Viewer, job_id: int) -> Job:
    """One job of the viewer's agency. Raises: Http404."""
    return _found(Job.objects.filter(agency=viewer.agency, pk=job_id).first())


def installation_job(job_id: int) -> Job:
    """One job of the installation itself, of no agency; for administrators. Raises: Http404."""
    return _found(Job.objects.filter(agency=None, pk=job_id).first())


def open_link(token: str, at: datetime, *, for_person: bool) -> OneTimeLink:
    """The link of this token, while it can still be claimed: an invitation, or the set-up link (for no person yet).

    Raises: Http404 when spent, expired or never made.
    """
    links = OneTimeLink.objects.select_related("person").filter(person__isnull=not for_person)
    return _found(links.filter(token_hash=hash_of(token), claimed_at=None, expires_at__gt=at).first())


def tokens_of(person: Person) -> QuerySet[AccessToken]:
    """The access tokens somebody has issued, spent ones too. Shape: newest first, agency at hand."""
    return AccessToken.objects.filter(person=person).select_related("agency")


def usable_tokens(person: Person, at: datetime) -> QuerySet[AccessToken]:
    """Those of somebody's access tokens that still open something. Shape: newest first, agency at hand."""
    return tokens_of(person).filter(revoked_at=None, expires_at__gt=at)


def token_of(person: Person, token_id: int) -> AccessToken:
    """One of somebody's own access tokens. Raises: Http404."""
    return _found(tokens_of(person).filter(pk=token_id).first())


def has_administrator() -> bool:
    """Whether somebody administers this installation yet."""
    return Person.objects.filter(is_administrator=True, is_active=True).exists()


def _lines_of(viewer: Viewer) -> QuerySet[AuditLine]:
    """The agency's lines, and what its present people did to their own accounts, which belong to no agency."""
    people = Membership.objects.filter(agency=viewer.agency, ended_at=None).values("person")
    own = Q(agency=None, verb__in=ACCOUNT_VERBS, person__in=people)
    return AuditLine.objects.filter(Q(agency=viewer.agency) | own)


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
