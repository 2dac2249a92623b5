"""Spans: the time that an item's content must be about, and from which day on it can be complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from prongsai.core.framework import Confidence, Framework, Item
from prongsai.core.thai import fiscal_year_bounds, round_bounds, to_gregorian

SUBMISSION = "OIT submission"
"""What the frameworks' calendars call the weeks in which an agency hands in its items."""


class PeriodKind(StrEnum):
    """Which time an item asks for, as the frameworks' `report_period` says it."""

    ASSESSED_YEAR = "assessed_fy"
    PREVIOUS_YEAR = "previous_fy"
    FIRST_HALF = "assessed_fy_first_6_months"
    AT_LEAST_FIRST_HALF = "assessed_fy_min_6_months"

    @property
    def is_first_half(self) -> bool:
        """Whether the first six months of the assessed year must be told from their first to their last day."""
        return self in (PeriodKind.FIRST_HALF, PeriodKind.AT_LEAST_FIRST_HALF)


_PERIOD_WORDS = {
    PeriodKind.ASSESSED_YEAR: ("ปีงบประมาณที่ประเมิน", "the fiscal year assessed"),
    PeriodKind.PREVIOUS_YEAR: ("ปีงบประมาณก่อนปีที่ประเมิน", "the fiscal year before the one assessed"),
    PeriodKind.FIRST_HALF: ("6 เดือนแรกของปีงบประมาณที่ประเมิน", "the first six months of the fiscal year assessed"),
    PeriodKind.AT_LEAST_FIRST_HALF: (
        "อย่างน้อย 6 เดือนแรกของปีงบประมาณที่ประเมิน",
        "at least the first six months of the fiscal year assessed",
    ),
    None: ("ไม่ได้ระบุช่วงเวลา", "no period named"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The time an item is about, from `starts_on` until before `ends_on`; before `due_on` it cannot be complete.

    `confidence` is that of the item's `report_period`: most are unverified, and screens say so.
    """

    starts_on: date
    ends_on: date
    due_on: date
    kind: PeriodKind
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Submission:
    """The weeks in which items are handed in, from `starts_on` until before `ends_on`; `sources` of the framework."""

    starts_on: date
    ends_on: date
    confidence: Confidence
    sources: tuple[str, ...]


def span_of(framework: Framework, item: Item) -> Span | None:
    """The time an item must be about, or None where its year names none.

    What tells of the assessed year can stand there from the year's first day; so can the year before, which is over
    then; the first six months are over on 1 April. Raises: ValueError for a `report_period` that is not known.
    Source: `report_period` of the framework's item (its confidence is the span's); the days follow from the fiscal
    year, 1 October to 30 September (confirmed).
    """
    if item.report_period is None:
        return None
    kind = PeriodKind(item.report_period)
    starts_on, ends_on = _bounds(kind, framework.fiscal_year)
    due_on = ends_on if kind.is_first_half else framework.starts_on
    return Span(starts_on, ends_on, due_on, kind, item.report_period_confidence or Confidence.UNKNOWN)


def _bounds(kind: PeriodKind, fiscal_year: int) -> tuple[date, date]:
    if kind.is_first_half:
        return round_bounds(fiscal_year, 6)
    return fiscal_year_bounds(fiscal_year - 1 if kind is PeriodKind.PREVIOUS_YEAR else fiscal_year)


def period_words(kind: PeriodKind | None) -> tuple[str, str]:
    """What a kind of period is called, in Thai and in English; None is that of an item that names none."""
    return _PERIOD_WORDS[kind]


def submission_of(framework: Framework) -> Submission | None:
    """When the items of a year are handed in, or None where its calendar does not tell.

    Source: the framework's `calendar`, with its own sources and confidence.
    """
    event = next((each for each in framework.calendar if each.event == SUBMISSION), None)
    if event is None:
        return None
    return Submission(_first_day(event.first), _day_after(event.last), event.confidence, event.sources)


def _first_day(written: str) -> date:
    """The day, or the month's first, of a Buddhist ``YYYY-MM-DD`` or ``YYYY-MM``."""
    year, month, *day = (int(part) for part in written.split("-"))
    return date(to_gregorian(year), month, day[0] if day else 1)


def _day_after(written: str) -> date:
    first = _first_day(written)
    if written.count("-") == 2:
        return date.fromordinal(first.toordinal() + 1)
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
