"""Months and periods as the office writes them: ต.ค. 2568 - มี.ค. 2569; in English Oct 2025 - Mar 2026."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language

from prongsai.core.records import Period
from prongsai.core.thai import MONTHS, fiscal_year_bounds


def month_words(month: str) -> str:
    """A month in the language of the page. Unit: ``YYYY-MM``, Gregorian."""
    first = date.fromisoformat(f"{month}-01")
    if get_language() == "th":
        return thai_month(first)
    return date_format(first, "M Y")


def thai_month(day: date) -> str:
    """The month of a day as Thai papers write it, whatever the language of the page."""
    return f"{MONTHS[day.month - 1][1]} {day.year + 543}"


def period_words(period: Period | None) -> str:
    """A period in the language of the page; its own words where it names no months, nothing for no period."""
    if period is None:
        return ""
    if period.start is None:
        return period.text
    first = month_words(period.start)
    return first if period.end in (None, period.start) else f"{first} - {month_words(period.end)}"


def first_day(month: str | None) -> date | None:
    """The day a month begins; None for no month. Unit: ``YYYY-MM``, Gregorian."""
    return date.fromisoformat(f"{month}-01") if month else None


def day_after(first: date | None) -> date | None:
    """The first day after a month that is given by its first; None for no month."""
    return (first + timedelta(days=32)).replace(day=1) if first else None


def months_of(fiscal_year: int) -> list[date]:
    """The first days of the twelve months of a fiscal year, October first."""
    first, _ = fiscal_year_bounds(fiscal_year)
    return [date(first.year + (number > 12), (number - 1) % 12 + 1, 1) for number in range(10, 22)]
