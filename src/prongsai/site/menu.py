"""The places of the desk, in order. Only what this person may open is shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.assessment.queries.years import latest_years
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.core.framework import YEARS
from prongsai.core.thai import fiscal_year_of


@dataclass(frozen=True)
class Place:
    """One entry of the menu: `address` names its first screen, `stem` begins the address names of all of them."""

    label: Promise
    address: str
    permission: str
    stem: str

    @property
    def icon(self) -> str:
        """The template of its picture."""
        return f"base/icons/{self.stem}.svg"


@dataclass(frozen=True)
class Entry:
    """A place as one page shows it."""

    place: Place
    href: str
    is_current: bool


@dataclass(frozen=True)
class YearLink:
    """The present place in another fiscal year."""

    year: int
    href: str
    is_current: bool


PLACES = (
    Place(_("ผลประเมิน"), "assessment:result", "result.read", "result"),
    Place(_("เอกสาร"), "assessment:papers", "paper.read", "paper"),
    Place(_("แนวทางยกระดับ"), "assessment:outlook", "outlook.read", "outlook"),
    Place(_("หน้าผู้บริหาร"), "assessment:result-executive", "executive.read", "result-executive"),
    Place(_("ตั้งค่า"), "base:settings", "person.manage", "settings"),
    Place(_("ประวัติการใช้งาน"), "base:audit", "audit.read", "audit"),
)


def places_for(viewer: Viewer) -> list[Place]:
    """The places this viewer may open. Shape: in the order of the menu."""
    return [place for place in PLACES if viewer.may(place.permission)]


def home_of(viewer: Viewer, year: int) -> str:
    """The address where this viewer's work begins."""
    return reverse(places_for(viewer)[0].address, args=[viewer.agency.slug, year])


def first_years(agencies: Collection[Agency]) -> dict[int, int]:
    """The year at which each agency's desk opens: the latest with something to show, else the one running.

    Shape: agency's id to Buddhist-era fiscal year.
    """
    running = fiscal_year_of(timezone.localdate())
    latest = latest_years(agencies)
    return {agency.pk: latest.get(agency.pk, running) for agency in agencies}


def around_the_desk(request: HttpRequest) -> dict[str, object]:
    """What a desk page shows around its content: the menu, the years, who is here (a context processor)."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None or request.resolver_match is None:
        return {}
    places = places_for(viewer)
    year = int(request.resolver_match.kwargs["year"])
    current = _current(places, request.resolver_match.url_name or "")
    return {
        "viewer": viewer,
        "agency": viewer.agency,
        "year": year,
        "menu": [Entry(each, _href(each, viewer, year), each is current) for each in places],
        "years": [YearLink(each, _href(current or places[0], viewer, each), each == year) for each in _years(year)],
    }


def _current(places: list[Place], url_name: str) -> Place | None:
    matching = [place for place in places if url_name.startswith(place.stem)]
    return max(matching, key=lambda place: len(place.stem), default=None)


def _href(place: Place, viewer: Viewer, year: int) -> str:
    return reverse(place.address, args=[viewer.agency.slug, year])


def _years(shown: int) -> list[int]:
    """The years that can be chosen: those with a framework, the one running, and the one shown."""
    return sorted({*YEARS, fiscal_year_of(timezone.localdate()), shown}, reverse=True)
