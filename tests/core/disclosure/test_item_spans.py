from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from prongsai.core.disclosure import PeriodKind, Span, period_words, span_of, submission_of
from prongsai.core.framework import YEARS, CalendarEvent, Confidence, Framework, Item, load
from prongsai.core.thai import fiscal_year_of


def spans(year: int) -> list[tuple[Item, Span]]:
    framework = load(year)
    return [(item, span) for item in framework.items if (span := span_of(framework, item)) is not None]


@pytest.mark.parametrize(
    ("code", "starts_on", "ends_on", "due_on", "kind"),
    [
        ("o6", date(2024, 10, 1), date(2025, 10, 1), date(2024, 10, 1), PeriodKind.ASSESSED_YEAR),
        ("o7", date(2023, 10, 1), date(2024, 10, 1), date(2024, 10, 1), PeriodKind.PREVIOUS_YEAR),
    ],
)
def test_an_item_of_a_year_is_about_that_year(
    code: str, starts_on: date, ends_on: date, due_on: date, kind: PeriodKind
) -> None:
    framework = load(2568)
    item = framework.item(code)
    assert item is not None
    assert span_of(framework, item) == Span(starts_on, ends_on, due_on, kind, Confidence.ONE_SOURCE)


@pytest.mark.parametrize(
    ("year", "code", "kind"), [(2566, "o12", PeriodKind.FIRST_HALF), (2569, "o11", PeriodKind.AT_LEAST_FIRST_HALF)]
)
def test_six_months_are_over_on_the_first_of_april(year: int, code: str, kind: PeriodKind) -> None:
    framework = load(year)
    item = framework.item(code)
    assert item is not None
    april = date(year - 543, 4, 1)
    assert span_of(framework, item) == Span(date(year - 544, 10, 1), april, april, kind, Confidence.ONE_SOURCE)


@pytest.mark.parametrize("year", YEARS)
def test_every_span_lies_in_one_fiscal_year_and_is_due_within_the_assessed_one(year: int) -> None:
    framework = load(year)
    assert spans(year)
    for item, span in spans(year):
        assert span.starts_on < span.ends_on
        assert framework.starts_on <= span.due_on < framework.ends_on
        assert fiscal_year_of(span.starts_on) == year - (span.kind is PeriodKind.PREVIOUS_YEAR)
        assert span.confidence is item.report_period_confidence


def test_an_item_that_names_no_period_has_no_span() -> None:
    framework = load(2568)
    assert framework.items[0].report_period is None
    assert span_of(framework, framework.items[0]) is None


def test_a_period_of_which_nobody_says_how_sure_it_is_is_of_unknown_confidence() -> None:
    framework = load(2568)
    item = replace(framework.items[5], report_period_confidence=None)
    span = span_of(framework, item)
    assert span is not None
    assert span.confidence is Confidence.UNKNOWN


def test_an_unknown_kind_of_period_is_refused() -> None:
    framework = load(2568)
    with pytest.raises(ValueError, match="leap_year"):
        span_of(framework, replace(framework.items[0], report_period="leap_year"))


def test_every_kind_of_period_has_its_own_words_in_both_languages() -> None:
    words = [period_words(kind) for kind in (*PeriodKind, None)]
    assert len(set(words)) == len(words) == 5
    assert all(th.strip() and en.strip() for th, en in words)


def test_the_weeks_of_handing_in_are_told_where_the_calendar_knows_them() -> None:
    known = {year: submission_of(load(year)) for year in YEARS}
    assert {
        year: (each.starts_on, each.ends_on, each.confidence) for year, each in known.items() if each is not None
    } == {
        2564: (date(2021, 3, 1), date(2021, 5, 1), Confidence.ONE_SOURCE),
        2565: (date(2022, 3, 1), date(2022, 5, 1), Confidence.ONE_SOURCE),
    }
    assert all(each is None or each.sources for each in known.values())


@pytest.mark.parametrize(
    ("first", "last", "starts_on", "ends_on"),
    [
        ("2568-12", "2568-12", date(2025, 12, 1), date(2026, 1, 1)),
        ("2568-12-30", "2568-12-31", date(2025, 12, 30), date(2026, 1, 1)),
        ("2569-02", "2569-03-15", date(2026, 2, 1), date(2026, 3, 16)),
    ],
)
def test_a_month_is_meant_whole_and_a_last_day_is_included(
    first: str, last: str, starts_on: date, ends_on: date
) -> None:
    event = CalendarEvent(
        event="OIT submission", first=first, last=last, sources=("none",), confidence=Confidence.INFERRED
    )
    submission = submission_of(with_calendar(load(2569), event))
    assert submission is not None
    assert (submission.starts_on, submission.ends_on) == (starts_on, ends_on)


def with_calendar(framework: Framework, event: CalendarEvent) -> Framework:
    return replace(framework, calendar=(event,))
