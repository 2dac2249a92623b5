"""The calendar of a fiscal year: what is on which day, for whom, and how it stands to today."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.improvement.made import (
    a_measure_row,
    a_plan,
    a_proof,
    a_report,
    a_round,
    a_step_row,
    a_unit,
    address,
    an_issued_plan,
)
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Activity, Measure, Step
from prongsai.apps.improvement.queries import standings
from prongsai.apps.improvement.queries.calendar import Entry, Kind, entries_of, year_calendar
from prongsai.apps.improvement.queries.due import Timing, due_at
from prongsai.apps.improvement.queries.official_days import days_of, official_days
from prongsai.base.access import Viewer, viewer_in
from prongsai.core.framework import YEARS, load
from prongsai.core.lifecycle import is_late
from prongsai.core.thai import fiscal_year_bounds

TODAY = date(2024, 2, 20)


def viewer(cast: Cast, who: str = "clerk") -> Viewer:
    return viewer_in(cast.people[who], cast.agency.slug)


def on(cast: Cast, key: str, today: date = TODAY, who: str = "clerk") -> Entry:
    return next(each for each in entries_of(viewer(cast, who), YEAR, today) if each.key == key)


def keys(cast: Cast, kind: Kind, who: str = "clerk", year: int = YEAR) -> list[str]:
    return [each.key for each in entries_of(viewer(cast, who), year, TODAY) if each.kind is kind]


def an_activity(cast: Cast, held_on: date = date(2024, 1, 15), year: int = YEAR) -> Activity:
    return Activity.objects.create(
        agency=cast.agency,
        fiscal_year=year,
        title="อบรมมาตรฐานทางจริยธรรม",
        held_on=held_on,
        place="ห้องประชุม",
        purpose="ให้ความรู้",
        written_by=cast.people["clerk"],
        written_at=NOW,
    )


def test_a_step_stands_on_its_last_day(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast), ends_on=date(2024, 4, 1))
    entry = on(cast, f"step-{step.pk}")
    assert (entry.first, entry.timing, entry.title) == (date(2024, 3, 31), Timing.COMING, step.text)
    assert entry.address == address(cast, "step", step.pk)


@pytest.mark.parametrize(
    ("today", "timing"),
    [
        (date(2024, 3, 16), Timing.COMING),
        (date(2024, 3, 17), Timing.SOON),
        (date(2024, 3, 31), Timing.SOON),
        (date(2024, 4, 1), Timing.LATE),
    ],
)
def test_a_step_is_soon_from_fourteen_days_before_and_late_after_its_last_day(
    cast: Cast, today: date, timing: Timing
) -> None:
    step = a_step_row(a_measure_row(cast), ends_on=date(2024, 4, 1))
    assert on(cast, f"step-{step.pk}", today).timing is timing
    assert (timing is Timing.LATE) == is_late(step.work_status, step.ends_on, today)


def test_a_measure_without_steps_stands_for_itself_and_one_with_steps_does_not(cast: Cast) -> None:
    alone, parent = a_measure_row(cast), a_measure_row(cast)
    step = a_step_row(parent)
    assert set(keys(cast, Kind.STEP)) == {f"measure-{alone.pk}", f"step-{step.pk}"}


def test_a_step_that_names_no_months_has_its_measures(cast: Cast) -> None:
    measure = a_measure_row(cast, ends_on=date(2024, 7, 1))
    silent = a_step_row(measure, starts_on=None, ends_on=None)
    said = a_step_row(measure, starts_on=None, ends_on=None, period_text="ภายใน 30 วัน")
    assert on(cast, f"step-{silent.pk}").first == date(2024, 6, 30)
    assert f"step-{said.pk}" not in keys(cast, Kind.STEP)
    for today in (date(2024, 6, 30), date(2024, 7, 1)):
        is_late_there = standings.is_late_step(silent, measure, today)
        assert (on(cast, f"step-{silent.pk}", today).timing is Timing.LATE) == is_late_there


def test_done_is_shown_as_plainly_done_only_with_a_result_and_accepted_evidence(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast), status="done", ends_on=date(2024, 1, 1))
    assert (on(cast, f"step-{step.pk}").timing, on(cast, f"step-{step.pk}").mark) == (Timing.OVER, "warning")
    a_proof(cast, step=step)
    assert on(cast, f"step-{step.pk}").mark == "warning"
    a_report(cast, a_round(cast), step, status="done")
    assert on(cast, f"step-{step.pk}").mark == "done"


def test_a_step_that_was_removed_or_put_off_is_not_late(cast: Cast) -> None:
    measure = a_measure_row(cast)
    a_step_row(measure, ends_on=date(2024, 1, 1), removed_at=NOW)
    put_off = a_step_row(measure, ends_on=date(2024, 1, 1), status="deferred")
    assert keys(cast, Kind.STEP) == [f"step-{put_off.pk}"]
    assert on(cast, f"step-{put_off.pk}").timing is Timing.OVER


def test_an_officer_sees_their_own_steps_and_not_those_of_another_unit(cast: Cast) -> None:
    own, other = a_measure_row(cast), a_measure_row(cast, owners=(a_unit(cast),))
    step = a_step_row(own)
    a_step_row(other)
    assert keys(cast, Kind.STEP, "officer") == [f"step-{step.pk}"]
    assert len(keys(cast, Kind.STEP, "auditor")) == 2


def test_another_agencys_work_is_on_nobodys_calendar_here(cast: Cast) -> None:
    a_step_row(a_measure_row(cast))
    theirs = viewer_in(cast.people["stranger"], cast.other_agency.slug)
    assert {each.kind for each in entries_of(theirs, YEAR, TODAY)} == {Kind.ASSESSMENT}


def test_a_round_is_due_until_it_is_closed(cast: Cast) -> None:
    round_ = a_round(cast, due_on=date(2024, 2, 19))
    assert on(cast, f"round-{round_.pk}").timing is Timing.LATE
    round_.closed_at, round_.closed_by, round_.snapshot = NOW, cast.people["clerk"], {"reports": [], "missing": []}
    round_.save()
    assert on(cast, f"round-{round_.pk}").timing is Timing.OVER


def test_a_round_asks_nothing_more_of_an_officer_who_sent_everything(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    round_ = a_round(cast, due_on=date(2024, 2, 25))
    assert on(cast, f"round-{round_.pk}", who="officer").timing is Timing.SOON
    a_report(cast, round_, step)
    assert on(cast, f"round-{round_.pk}", who="officer").timing is Timing.OVER
    assert on(cast, f"round-{round_.pk}").timing is Timing.SOON


def test_a_round_of_work_that_is_not_theirs_is_not_on_an_officers_calendar(cast: Cast) -> None:
    a_measure_row(cast, owners=(a_unit(cast),))
    a_round(cast)
    assert keys(cast, Kind.REPORT, "officer") == []


def test_an_activity_stands_on_the_day_it_was_held(cast: Cast) -> None:
    held, planned = an_activity(cast), an_activity(cast, date(2024, 6, 1))
    assert (on(cast, f"activity-{held.pk}").timing, on(cast, f"activity-{planned.pk}").timing) == (
        Timing.OVER,
        Timing.COMING,
    )


def test_the_year_is_twelve_months_from_october_and_a_day_outside_stands_in_the_next_years(cast: Cast) -> None:
    an_activity(cast, date(2024, 10, 1), YEAR + 1)
    page = year_calendar(viewer(cast), YEAR, TODAY)
    assert (page.months[0].first, page.months[-1].first, len(page.months)) == (date(2023, 10, 1), date(2024, 9, 1), 12)
    assert keys(cast, Kind.ACTIVITY) == []
    assert len(keys(cast, Kind.ACTIVITY, year=YEAR + 1)) == 1


def test_every_square_counts_what_its_day_holds(cast: Cast) -> None:
    measure = a_measure_row(cast)
    for _number in range(3):
        a_step_row(measure, ends_on=date(2024, 4, 1))
    months = year_calendar(viewer(cast), YEAR, TODAY, kind=Kind.STEP).months
    squares = [day for month in months for week in month.weeks for day in week if day and day.count]
    assert [(day.date, day.count, day.is_late) for day in squares] == [(date(2024, 3, 31), 3, False)]
    assert [(group.key, len(group.entries)) for month in months for group in month.groups if group.entries] == [
        ("d2024-03-31", 3)
    ]


def test_today_is_marked_once_in_the_months_and_once_in_the_list(cast: Cast) -> None:
    months = year_calendar(viewer(cast), YEAR, TODAY).months
    assert [day.date for month in months for week in month.weeks for day in week if day and day.is_today] == [TODAY]
    assert [group.key for month in months for group in month.groups if group.is_today] == ["d2024-02-20"]


def test_each_filter_says_how_many_entries_it_leaves(cast: Cast) -> None:
    measure = a_measure_row(cast)
    a_step_row(measure, ends_on=date(2024, 1, 1))
    a_step_row(measure, ends_on=date(2024, 9, 1))
    an_activity(cast)
    page = year_calendar(viewer(cast), YEAR, TODAY)
    for choice in page.kinds:
        assert len(year_calendar(viewer(cast), YEAR, TODAY, kind=choice.value).entries) == choice.count
    for choice in year_calendar(viewer(cast), YEAR, TODAY, kind=Kind.STEP).timings:
        chosen = year_calendar(viewer(cast), YEAR, TODAY, kind=Kind.STEP, when=choice.value)
        assert len(chosen.entries) == choice.count


@pytest.mark.parametrize("timing", [Timing.LATE, Timing.SOON])
@pytest.mark.parametrize("today", [date(2023, 10, 1), date(2024, 3, 17), date(2024, 4, 1), date(2024, 9, 30)])
def test_what_is_counted_as_late_or_soon_is_what_the_list_shows(cast: Cast, timing: Timing, today: date) -> None:
    first, after = fiscal_year_bounds(YEAR)
    measure = a_measure_row(cast)
    for days in range(1, (after - first).days + 1, 5):
        a_step_row(measure, ends_on=first + timedelta(days=days))
    a_step_row(measure, ends_on=first + timedelta(days=9), status="done")
    a_measure_row(cast)
    shown = year_calendar(viewer(cast), YEAR, today, kind=Kind.STEP, when=timing)
    found = due_at(viewer(cast), YEAR, today, timing)
    assert (found.count, found.first) == (len(shown.entries), min((each.first for each in shown.entries), default=None))


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_the_catalogue_is_told_in_thai_with_source_and_confidence(year: int) -> None:
    days = days_of(year)
    assert len(days) == len(load(year).calendar)
    assert all(day.source and day.confidence and not str(day.title).isascii() for day in days)
    assert len({day.key for day in days}) == len(days)


def test_what_one_source_says_is_marked_as_not_confirmed(cast: Cast) -> None:
    entries = [each for each in entries_of(viewer(cast), 2564, TODAY) if each.kind is Kind.ASSESSMENT]
    assert entries
    assert {(each.mark, each.word) for each in entries} == {("warning", "ยังไม่ยืนยัน มีแหล่งเดียว")}


def test_a_year_without_known_days_shows_the_months_of_an_earlier_year_as_orientation(cast: Cast) -> None:
    assert days_of(2570) == ()
    day, known = official_days(2570)[0], days_of(2568)[0]
    assert (day.taken_from, day.is_by_month, day.first.month) == (2568, True, known.first.month)
    page = Visitor(cast.person("auditor")).get(address(cast, "calendar", year=2570)).content.decode()
    assert "ยังไม่ทราบวันของการประเมินปี 2570" in page
    assert "เป็นแนวทางจากปี 2568" in page


def test_a_year_before_all_that_is_known_says_so(cast: Cast) -> None:
    page = Visitor(cast.person("clerk")).get(address(cast, "calendar", year=2560)).content.decode()
    assert "ยังไม่ทราบวันของการประเมินปี 2560" in page
    assert "แนวทาง" not in page


def test_every_entry_of_the_page_leads_somewhere(cast: Cast) -> None:
    plan = an_issued_plan(cast)
    a_step_row(a_measure_row(cast, plan=plan))
    a_round(cast, plan=plan)
    an_activity(cast)
    for who in ("clerk", "officer", "executive", "auditor"):
        visitor = Visitor(cast.person(who))
        assert visitor.get(address(cast, "calendar")).status_code == 200
        for entry in entries_of(viewer(cast, who), YEAR, timezone.localdate()):
            assert visitor.get(entry.address.partition("#")[0]).status_code == 200, (who, entry.key)


def test_the_table_holds_what_was_chosen(cast: Cast) -> None:
    a_step_row(a_measure_row(cast))
    an_activity(cast)
    table = address(cast, "calendar-table", "csv")
    lines = Visitor(cast.person("clerk")).get(table, {"kind": "activity"}).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "อบรมมาตรฐานทางจริยธรรม" in lines[1]


def test_as_many_questions_for_ten_steps_as_for_fifty(cast: Cast) -> None:
    plan = a_plan(cast)
    a_round(cast, plan=plan)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as questions:
            Visitor(cast.person("officer")).get(address(cast, "calendar"))
        return len(questions)

    several(cast, 10)
    few = asked()
    several(cast, 40)
    assert asked() == few
    assert Step.objects.count() == 50


def several(cast: Cast, count: int) -> None:
    measures: list[Measure] = [a_measure_row(cast) for _number in range(count // 10)]
    for number in range(count):
        a_step_row(measures[number % len(measures)])
