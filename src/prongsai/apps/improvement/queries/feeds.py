"""The calendar as other programs subscribe to it: an iCalendar text of what one person may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from prongsai.apps.improvement.models import NoticeChoice
from prongsai.apps.improvement.queries.calendar import Entry, entries_of
from prongsai.base.access import Viewer
from prongsai.base.links import hash_of
from prongsai.base.models import Membership
from prongsai.core.thai import fiscal_year_of

ONE_DAY = timedelta(days=1)
ASK_AGAIN = timedelta(hours=12)


def viewer_of_feed(token: str) -> Viewer:
    """Whose calendar a token opens, with the rights they have today.

    Raises: Http404 when it opens none any more: renewed, ended, the person gone from the agency, or never made.
    """
    choice = NoticeChoice.objects.filter(feed_hash=hash_of(token), person__is_active=True).first()
    members = Membership.objects.select_related("agency", "unit", "person").filter(ended_at=None)
    member = choice and members.filter(person=choice.person_id, agency=choice.agency_id).first()
    if not member:
        raise Http404
    units = (member.unit,) if member.unit else ()
    return Viewer(person=member.person, agency=member.agency, role=member.role, units=units)


def feed_of(viewer: Viewer, at: datetime, site: str) -> bytes:
    """The running fiscal year and the next as an iCalendar text; `site` is where the entries' addresses begin.

    All events last whole days and name no person; days taken from an earlier year by way of orientation stay out,
    because a calendar elsewhere cannot mark them.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Prongsai//calendar//TH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("โปร่งใส %(agency)s") % {"agency": viewer.agency.name})
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in _entries(viewer, at):
        calendar.add_component(_event(viewer, entry, at, site))
    content: bytes = calendar.to_ical()
    return content


def _entries(viewer: Viewer, at: datetime) -> Iterator[Entry]:
    today = timezone.localdate(at)
    running = fiscal_year_of(today)
    for year in (running, running + 1):
        yield from (entry for entry in entries_of(viewer, year, today) if entry.is_official)


def _event(viewer: Viewer, entry: Entry, at: datetime, site: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}.{viewer.agency.slug}@prongsai")
    event.add("dtstamp", at)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + ONE_DAY)
    event.add("summary", f"{entry.kind_word}: {entry.title}")
    event.add("description", ". ".join(each for each in (entry.word, entry.note) if each))
    event.add("url", f"{site}{entry.address}")
    event.add("transp", "TRANSPARENT")
    return event
