"""A fiscal year as a line of twelve months: where a period lies on it, where today is, and how both are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from prongsai.apps.improvement.models import Measure, Step
from prongsai.apps.improvement.queries.periods import month_words, period_words
from prongsai.core.lifecycle import Standing
from prongsai.core.thai import fiscal_year_bounds, quarter_months

Timed = Measure | Step


@dataclass(frozen=True, slots=True)
class Bar:
    """One period on the year's line. Unit: `start` and `width` are percent of the year, as text for a picture.

    `said` names its months; a bar that is cut lies partly outside the year.
    """

    start: str
    width: str
    state: str
    said: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a fiscal year: its name, and its months."""

    name: str
    months: str


def bar_of(row: Timed, year: int, standing: Standing, *, is_late: bool = False) -> Bar | None:
    """The period of a measure or a step on the line of a year; None when it names no months or lies outside."""
    first, after = fiscal_year_bounds(year)
    starts_on, ends_on = row.starts_on or row.ends_on, row.ends_on or row.starts_on
    if starts_on is None or ends_on is None or starts_on >= after or ends_on <= first:
        return None
    shown_from, shown_to = max(starts_on, first), min(max(ends_on, starts_on + timedelta(days=28)), after)
    state = "late" if is_late else standing.value
    is_cut = starts_on < first or ends_on > after
    return Bar(
        _percent(shown_from - first, year),
        _percent(shown_to - shown_from, year),
        state,
        period_words(row.period),
        is_cut,
    )


def today_on(year: int, today: date) -> str | None:
    """Where today is on the line of a year; None in another year. Unit: percent of the year, as text."""
    first, after = fiscal_year_bounds(year)
    return _percent(today - first, year) if first <= today < after else None


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """The four quarters of a fiscal year, from October."""
    months = {number: quarter_months(year, number) for number in range(1, 5)}
    return tuple(
        Quarter(_("ไตรมาส %(number)s") % {"number": number}, f"{_without_year(first)} - {month_words(last)}")
        for number, (first, last) in months.items()
    )


def _without_year(month: str) -> str:
    """A month alone; in both languages its year stands last."""
    return month_words(month).rsplit(" ", 1)[0]


def span_of(rows: Sequence[Timed]) -> tuple[date | None, date | None]:
    """The first day of the earliest and the day after the latest of several periods; None where none tells."""
    starts = [each.starts_on for each in rows if each.starts_on]
    ends = [each.ends_on for each in rows if each.ends_on]
    return min(starts, default=None), max(ends, default=None)


def _percent(length: timedelta, year: int) -> str:
    first, after = fiscal_year_bounds(year)
    return f"{length / (after - first) * 100:.2f}%"
