"""The assessment's own days of a fiscal year, as the catalogue knows them, each with its source and confidence."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from prongsai.core.framework import YEARS, CalendarEvent, Confidence, Framework, has_framework, load
from prongsai.core.thai import to_gregorian

EVENTS = {
    "registration and data entry": _("ลงทะเบียนและกรอกข้อมูลหน่วยงาน"),
    "OIT submission": _("ส่งข้อมูล OIT"),
    "OIT scoring": _("ผู้ประเมินตรวจ OIT"),
    "OIT clarification": _("ชี้แจง OIT เพิ่มเติม"),
    "OIT confirmation": _("ยืนยันผล OIT"),
    "IIT and EIT answers": _("เก็บคำตอบ IIT และ EIT"),
    "EIT closes (one agency notice)": _("ปิดรับคำตอบ EIT (ตามประกาศของหน่วยงานหนึ่ง)"),
    "assessment announced": _("ประกาศเริ่มการประเมิน"),
    "assessment period": _("ช่วงประเมิน"),
    "results": _("ประกาศผล"),
    "results and awards": _("ประกาศผลและมอบรางวัล"),
}
"""What the events of the catalogue are called; one that is not here stands in its own words."""

CONFIDENCES = {
    Confidence.CONFIRMED: _("ยืนยันแล้ว"),
    Confidence.ONE_SOURCE: _("ยังไม่ยืนยัน มีแหล่งเดียว"),
    Confidence.INFERRED: _("ยังไม่ยืนยัน อนุมานจากปีอื่น"),
    Confidence.UNVERIFIED: _("ยังไม่ยืนยัน"),
    Confidence.UNKNOWN: _("ไม่ทราบแหล่ง"),
}


@dataclass(frozen=True, slots=True)
class OfficialDay:
    """A step of the assessment: from `first` to `last`, both inside; whole months where no day is known.

    `taken_from` is the earlier year it stands for by way of orientation; None when it is the year's own.
    """

    key: str
    title: str | Promise
    first: date
    last: date
    is_by_month: bool
    source: str
    confidence: Promise
    is_unverified: bool
    taken_from: int | None = None


def official_days(year: int) -> tuple[OfficialDay, ...]:
    """The days of a year's assessment; where none is known, those of the latest year before, as orientation.

    Shape: in order of time; empty when no year up to this one tells any.
    """
    if days := days_of(year):
        return days
    earlier = next((each for each in sorted(YEARS, reverse=True) if each < year and days_of(each)), None)
    return tuple(_moved(day, earlier, year) for day in days_of(earlier)) if earlier else ()


def days_of(year: int) -> tuple[OfficialDay, ...]:
    """The days that the catalogue of this very year tells. Shape: in order of time."""
    if not has_framework(year):
        return ()
    framework = load(year)
    days = (_day(framework, event) for event in framework.calendar)
    return tuple(sorted(days, key=lambda day: (day.first, day.last)))


def _day(framework: Framework, event: CalendarEvent) -> OfficialDay:
    return OfficialDay(
        key=f"assessment-{framework.fiscal_year}-{slugify(event.event)}",
        title=EVENTS.get(event.event, event.event),
        first=min(_days_in(event.first)),
        last=max(_days_in(event.last)),
        is_by_month=len(event.first.split("-")) == 2,
        source=", ".join(framework.sources[each] for each in event.sources),
        confidence=CONFIDENCES[event.confidence],
        is_unverified=event.confidence is not Confidence.CONFIRMED,
    )


def _moved(day: OfficialDay, earlier: int, year: int) -> OfficialDay:
    """A day of an earlier year in the months of this one: nobody knows the day, so none is told."""
    later = year - earlier
    first, last = date(day.first.year + later, day.first.month, 1), date(day.last.year + later, day.last.month, 1)
    key = f"orientation-{year}-{day.key}"
    return replace(day, key=key, first=first, last=_end_of(last), is_by_month=True, taken_from=earlier)


def _days_in(text: str) -> Iterator[date]:
    """First and last day of what the catalogue prints. Unit: Buddhist-era ``YYYY-MM`` or ``YYYY-MM-DD``."""
    year, month, *day = (int(part) for part in text.split("-"))
    first = date(to_gregorian(year), month, day[0] if day else 1)
    yield first
    yield first if day else _end_of(first)


def _end_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
