"""Releases on their way, made by the operations and the job that make them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.jobs import releases as jobs
from prongsai.apps.disclosure.models import Release, ReleaseDeed
from prongsai.apps.disclosure.operations import releases as deeds


def address(cast: Cast, name: str, *more: Any) -> str:
    return reverse(f"disclosure:{name}", args=[cast.agency.slug, YEAR, *more])


def a_made_release(cast: Cast, at: datetime = NOW) -> Release:
    """A release that is ready to be put forward."""
    release = deeds.make_release(by=cast.viewer("clerk"), at=at)
    jobs.put_release_together.func(release.pk)
    return fresh(release)


def a_release_put_forward(cast: Cast, at: datetime = NOW, reason: str = "เผยแพร่เท่าที่มีก่อน") -> Release:
    """A release before the executive."""
    release = a_made_release(cast, at)
    deeds.submit_release(by=cast.viewer("clerk"), at=at, release=release, reason=reason)
    return fresh(release)


def an_applied_release(cast: Cast, at: datetime = NOW) -> Release:
    """A release that the public sees."""
    release = a_release_put_forward(cast, at)
    deeds.apply_release(by=cast.viewer("executive"), at=at, release=release, submission=submission_of(release))
    return fresh(release)


def submission_of(release: Release) -> int:
    return release.deeds.filter(deed=ReleaseDeed.Kind.SUBMITTED).latest("pk").pk


def fresh(release: Release) -> Release:
    return Release.objects.get(pk=release.pk)
