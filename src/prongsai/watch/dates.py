"""Dates: when what an address shows was last changed, as far as the page or the server says; else None.

Traps. A page that a program writes carries the moment of asking as Last-Modified: one within a minute of the server's
own Date says nothing. A calendar, a list of events or the clock in the head of a page is full of days that say nothing
about change, so on a page only a labelled day counts (ปรับปรุงล่าสุด, ประกาศ ณ วันที่, ...), then <time>. A two-digit
year is read only after a Thai month. A day after today is no day of change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from prongsai.core.thai import MONTHS, arabic, month, normal, to_gregorian
from prongsai.watch.pages import Page

THAILAND = timezone(timedelta(hours=7))
_EARLIEST = date(2000, 1, 1)
_NAMES = "|".join(
    re.escape(name).replace(r"\.", r"\s?\.?\s?") for names in MONTHS for name in sorted(names, key=len, reverse=True)
)
_THAI_DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s*(?:เดือน\s*)?(?P<month>{_NAMES})\s*(?:พ\s?\.?\s?ศ\s?\.?\s*|ค\.ศ\.\s*)?(?P<year>\d{{4}}|\d{{2}})(?!\d)"
)
_NUMERIC_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>(?:25|20)\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(?P<year>(?:25|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_CHANGED = re.compile(
    r"(?:ปรับปรุง|แก้ไข|อัป?เดต|อัพเดท|อัปเดท|update)(?:ข้อมูล)?(?:ครั้ง)?(?:ล่าสุด)?(?:เมื่อ)?|last\s(?:updated?|modified)", re.I
)
_PUBLISHED = re.compile(
    r"ประกาศ\s?ณ\s?(?:วันที่)?|(?:เผยแพร่|ลงประกาศ|โพสต์|ลงข่าว|สั่ง\s?ณ)\s?(?:เมื่อ|วันที่)?|วันที่(?:เผยแพร่|ประกาศ|ลงข่าว)|published|posted",
    re.I,
)
_NEAR = 40
"""How far after its label a day may stand. Unit: characters."""


def days_in(text: str) -> list[date]:
    """The days a text names, Thai or in figures, Buddhist years or common ones, in the order they stand."""
    plain = arabic(normal(text))
    found = [each for pattern in (_THAI_DAY, _NUMERIC_DAY, _ISO_DAY) for each in pattern.finditer(plain)]
    days = (_day(each) for each in sorted(found, key=lambda each: each.start()))
    return [each for each in days if each is not None]


def _day(found: re.Match[str]) -> date | None:
    number = int(found["month"]) if found["month"].isdecimal() else month(found["month"])
    year = int(found["year"]) + (2500 if len(found["year"]) == 2 else 0)
    year = to_gregorian(year) if year > 2400 else year
    try:
        return date(year, number or 0, int(found["day"])) if 1900 <= year < 2200 else None
    except ValueError:
        return None


def changed_on(page: Page | None, headers: dict[str, str], now: datetime) -> date | None:
    """The day of the last change that a page names, or else the server for a file or a fixed page."""
    today = now.astimezone(THAILAND).date()
    if page is not None:
        for days in (
            _stamped(page.modified),
            _labelled(page, _CHANGED),
            _labelled(page, _PUBLISHED),
            _stamped(page.times),
        ):
            if likely := [each for each in days if _EARLIEST <= each <= today]:
                return max(likely)
    said = _header_day(headers)
    return said if said and _EARLIEST <= said <= today else None


def _stamped(values: Iterable[str]) -> list[date]:
    days: list[date] = []
    for each in values:
        try:
            moment = datetime.fromisoformat(each)
            days.append((moment.astimezone(THAILAND) if moment.tzinfo else moment).date())
        except (ValueError, OverflowError):
            days += days_in(each)
    return days


def _labelled(page: Page, label: re.Pattern[str]) -> list[date]:
    days: list[date] = []
    for place, segment in enumerate(page.segments):
        for found in label.finditer(segment):
            near = segment[found.end() : found.end() + _NEAR]
            # In a table the day stands in the next cell.
            near = near if near.strip(" :.") else " ".join(page.segments[place + 1 : place + 2])[:_NEAR]
            days += days_in(near)[:1]
    return days


def _header_day(headers: dict[str, str]) -> date | None:
    changed = _moment(headers.get("last-modified", ""))
    asked = _moment(headers.get("date", ""))
    if changed is None or (asked and abs((asked - changed).total_seconds()) < 60):
        return None
    return changed.date()


def _moment(header: str) -> datetime | None:
    """A moment as HTTP writes it, in Thailand's time."""
    try:
        said = parsedate_to_datetime(header)
        return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(THAILAND)
    except (TypeError, ValueError, OverflowError):
        return None
