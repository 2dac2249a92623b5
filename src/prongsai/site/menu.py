"""The places of the desk, in order, and the tabs of each. Only what this person may open is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.apps.assessment.queries.years import latest_years
from prongsai.apps.improvement.queries.years import agencies_with_plan
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.core.framework import YEARS
from prongsai.core.thai import fiscal_year_of


@dataclass(frozen=True)
class Tab:
    """One tab of a place: `address` names its first screen, `stems` begin the address names of all of them."""

    label: Promise
    address: str
    permission: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """One entry of the menu; one that has a single tab shows none."""

    label: Promise
    icon: str
    tabs: tuple[Tab, ...]

    def tabs_for(self, viewer: Viewer) -> list[Tab]:
        """The tabs that the viewer may open."""
        return [tab for tab in self.tabs if viewer.may(tab.permission)]


@dataclass(frozen=True)
class Link:
    """A place, a tab or a year as one page shows it."""

    label: object
    href: str
    is_current: bool
    icon: str = ""


def _single(label: Promise, icon: str, address: str, permission: str, *stems: str) -> Place:
    return Place(label, f"base/icons/{icon}.svg", (Tab(label, address, permission, stems),))


PLACES = (
    _single(_("วันนี้"), "today", "improvement:today", "today.read", "improvement:today"),
    Place(
        _("ผลประเมิน"),
        "base/icons/result.svg",
        (
            Tab(_("ผลประเมิน"), "assessment:result", "result.read", ("assessment:result",)),
            Tab(_("แนวทางยกระดับ"), "assessment:outlook", "outlook.read", ("assessment:outlook",)),
            Tab(
                _("หน้าผู้บริหาร"),
                "assessment:result-executive",
                "executive.read",
                ("assessment:result-executive",),
            ),
            Tab(_("เทียบทั้งประเทศ"), "nation-desk:place", "place.read", ("nation-desk:place",)),
        ),
    ),
    Place(
        pgettext_lazy("menu", "มาตรการ"),
        "base/icons/measure.svg",
        (
            Tab(
                _("จุดที่ต้องพัฒนา"),
                "improvement:inbox",
                "inbox.read",
                ("improvement:inbox", "improvement:weak-point", "improvement:owners"),
            ),
            Tab(
                _("แผน"),
                "improvement:plan",
                "plan.read",
                ("improvement:plan", "improvement:measure", "improvement:step", "improvement:history"),
            ),
            Tab(_("รอบรายงาน"), "improvement:rounds", "round.read", ("improvement:round", "improvement:report")),
            Tab(
                _("งานของฉัน"),
                "improvement:work",
                "work.read",
                ("improvement:work", "improvement:report", "improvement:measure", "improvement:step"),
            ),
            Tab(
                _("หลักฐาน"), "improvement:evidence-list", "evidence.read", ("improvement:evidence", "improvement:proof")
            ),
            Tab(_("กิจกรรม"), "improvement:activities", "activity.read", ("improvement:activit",)),
            Tab(_("ปฏิทิน"), "improvement:calendar", "calendar.read", ("improvement:calendar",)),
        ),
    ),
    Place(
        _("เอกสาร"),
        "base/icons/paper.svg",
        (
            Tab(_("เอกสารที่นำเข้า"), "assessment:papers", "paper.read", ("assessment:paper",)),
            Tab(_("เอกสารที่ออก"), "documents:documents", "document.read", ("documents:document", "documents:edition")),
            Tab(_("ชุดเอกสาร"), "documents:bundles", "document.read", ("documents:bundle",)),
            Tab(
                _("รูปแบบเอกสาร"),
                "documents:style",
                "style.read",
                ("documents:style", "documents:wording", "documents:template", "documents:signatory"),
            ),
        ),
    ),
    Place(
        _("เปิดเผยข้อมูล"),
        "base/icons/disclosure.svg",
        (
            Tab(_("ข้อ OIT"), "disclosure:items", "item.read", ("disclosure:item", "disclosure:element")),
            Tab(_("สิ่งที่แสดง"), "disclosure:exhibits", "exhibit.read", ("disclosure:exhibit",)),
            Tab(_("ตรวจลิงก์"), "disclosure:links", "watch.read", ("disclosure:link",)),
            Tab(_("ซ้อมประเมิน"), "disclosure:rehearsal", "rehearsal.read", ("disclosure:rehearsal",)),
            Tab(_("หน้าเว็บ"), "disclosure:pages", "page.read", ("disclosure:page",)),
            Tab(
                _("เผยแพร่"),
                "disclosure:releases",
                "release.read",
                ("disclosure:release", "disclosure:withdrawal", "disclosure:site-export"),
            ),
            Tab(_("ตั้งค่าเว็บ"), "disclosure:site", "site.read", ("disclosure:site",)),
        ),
    ),
    _single(_("ตั้งค่า"), "settings", "base:settings", "person.manage", "base:settings"),
    _single(_("ประวัติการใช้งาน"), "audit", "base:audit", "audit.read", "base:audit"),
)


def places_for(viewer: Viewer) -> list[Place]:
    """The places of which this viewer may open a tab. Shape: in the order of the menu."""
    return [place for place in PLACES if place.tabs_for(viewer)]


def home_of(viewer: Viewer, year: int) -> str:
    """The address where this viewer's work begins."""
    return _href(places_for(viewer)[0].tabs_for(viewer)[0], viewer, year)


def first_years(agencies: Collection[Agency]) -> dict[int, int]:
    """The year at which each agency's desk opens: the running one once it has a plan, so that what is due now is seen;
    before that the latest with something to show, else the running one.

    Shape: agency's id to Buddhist-era fiscal year.
    """
    running = fiscal_year_of(timezone.localdate())
    years = latest_years(agencies) | dict.fromkeys(agencies_with_plan(agencies, running), running)
    return {agency.pk: years.get(agency.pk, running) for agency in agencies}


def around_the_desk(request: HttpRequest) -> dict[str, object]:
    """What a desk page shows around its content: the menu, the tabs, the years, who is here (a context processor)."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None or request.resolver_match is None:
        return {}
    year = int(request.resolver_match.kwargs["year"])
    places = {place: place.tabs_for(viewer) for place in places_for(viewer)}
    current = _current((tab for tabs in places.values() for tab in tabs), request.resolver_match.view_name)
    here = next((tabs for tabs in places.values() if current in tabs), [])
    shown = current or next(iter(places.values()))[0]
    return {
        "viewer": viewer,
        "agency": viewer.agency,
        "year": year,
        "menu": [
            Link(place.label, _href(tabs[0], viewer, year), current in tabs, place.icon)
            for place, tabs in places.items()
        ],
        "tabs": [Link(tab.label, _href(tab, viewer, year), tab is current) for tab in here] if len(here) > 1 else [],
        "years": [Link(each, _href(shown, viewer, each), each == year) for each in _years(year)],
    }


def _current(tabs: Iterable[Tab], view_name: str) -> Tab | None:
    """The tab whose stem fits longest; of two the first, so that who may open both stays in the fuller one."""
    fits = {tab: max((len(stem) for stem in tab.stems if view_name.startswith(stem)), default=0) for tab in tabs}
    best = max(fits, key=fits.__getitem__, default=None)
    return best if best and fits[best] else None


def _href(tab: Tab, viewer: Viewer, year: int) -> str:
    return reverse(tab.address, args=[viewer.agency.slug, year])


def _years(shown: int) -> list[int]:
    """The years that can be chosen: those with a framework, the one running, and the one shown."""
    return sorted({*YEARS, fiscal_year_of(timezone.localdate()), shown}, reverse=True)
