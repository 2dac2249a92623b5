"""Access tokens: how a program shows on whose behalf it asks. Never more rights than that person has today."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from prongsai.base.access import Viewer
from prongsai.base.links import hash_of
from prongsai.base.models import AccessToken, Membership

LIFETIMES = (30, 90, 365)
"""Unit: days."""
PREFIX = 8
"""What a person tells their tokens apart by. Unit: characters."""
_USE_WRITTEN_EVERY = timedelta(minutes=1)


def viewer_of(token: str, at: datetime) -> tuple[Viewer, frozenset[str]] | None:
    """Who a program asks for, and within which scopes.

    None for a token that was never issued, has ended or was revoked, and for a person who may not sign in or does not
    work for the agency any more. Looked up by hash, so that no answer's time tells how much of a guess was right.
    """
    found = AccessToken.objects.select_related("person").filter(token_hash=hash_of(token)).first()
    if not found or found.revoked_at or found.expires_at <= at or not found.person.is_active:
        return None
    members = Membership.objects.select_related("agency", "unit", "person")
    membership = members.filter(person=found.person, agency=found.agency_id, ended_at=None).first()
    if not membership:
        return None
    _write_use(found, at)
    units = (membership.unit,) if membership.unit else ()
    viewer = Viewer(person=membership.person, agency=membership.agency, role=membership.role, units=units)
    return viewer, frozenset(found.scopes) & settings.API_SCOPES.keys()


def _write_use(token: AccessToken, at: datetime) -> None:
    """Once a minute at most: a write on each request would be paid for by everybody."""
    if token.last_used_at is None or at - token.last_used_at >= _USE_WRITTEN_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=at)
