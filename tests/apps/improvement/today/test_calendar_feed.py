"""A person's calendar in other programs: what it holds, for how long, and who can open it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from apps.improvement.made import a_measure_row, a_plan, a_step_row, a_unit, address
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.improvement.models import NoticeChoice
from prongsai.apps.improvement.operations.notices import choose_notices, end_feed, renew_feed
from prongsai.apps.improvement.queries.feeds import feed_of
from prongsai.base.access import viewer_in
from prongsai.base.models import AuditLine, Membership
from prongsai.core.thai import fiscal_year_of

RUNNING = fiscal_year_of(timezone.localdate())


def a_token(cast: Cast, who: str = "officer") -> str:
    return renew_feed(by=viewer_in(cast.people[who], cast.agency.slug), at=NOW)


def fetched(token: str) -> Any:
    return Visitor().get(reverse("improvement-feed:calendar", args=[token]))


def events(cast: Cast, who: str = "officer") -> list[Any]:
    answer = fetched(a_token(cast, who))
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def a_step_of(cast: Cast, year: int, **changes: Any) -> Any:
    measure = a_measure_row(cast, plan=a_plan(cast, year=year), **changes)
    return a_step_row(measure, starts_on=date(year - 544, 10, 1), ends_on=date(year - 543, 4, 1))


def test_it_holds_the_running_year_and_the_next_and_no_other(cast: Cast) -> None:
    steps = {year: a_step_of(cast, year) for year in (RUNNING - 1, RUNNING, RUNNING + 1, RUNNING + 2)}
    keys = {str(each["uid"]).split(".")[0] for each in events(cast)}
    held = {year for year, step in steps.items() if f"step-{step.pk}" in keys}
    assert held == {RUNNING, RUNNING + 1}


def test_an_event_lasts_whole_days_and_leads_to_its_page(cast: Cast, settings: Any) -> None:
    settings.ADDRESS = "https://ita.example.go.th"
    step = a_step_of(cast, RUNNING)
    event = events(cast)[0]
    due_on = date(RUNNING - 543, 3, 31)
    assert (event["dtstart"].dt, event["dtend"].dt) == (due_on, due_on + timedelta(days=1))
    assert str(event["url"]) == f"https://ita.example.go.th{address(cast, 'step', step.pk, year=RUNNING)}"
    assert step.text in str(event["summary"])


def test_an_event_keeps_its_name_from_one_day_to_the_next(cast: Cast) -> None:
    a_step_of(cast, RUNNING)
    viewer = viewer_in(cast.people["officer"], cast.agency.slug)
    now = timezone.now()
    names = [
        [str(each["uid"]) for each in Calendar.from_ical(feed_of(viewer, at, "http://x")).walk("VEVENT")]
        for at in (now, now + timedelta(hours=1))
    ]
    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0])


def test_an_officers_calendar_holds_only_what_is_theirs(cast: Cast) -> None:
    own, other = a_step_of(cast, RUNNING), a_step_of(cast, RUNNING, owners=(a_unit(cast),))
    keys = {str(each["uid"]).split(".")[0] for each in events(cast)}
    assert f"step-{own.pk}" in keys
    assert f"step-{other.pk}" not in keys


def test_it_names_nobody(cast: Cast) -> None:
    a_step_of(cast, RUNNING, owners=(cast.people["officer"],))
    content = fetched(a_token(cast)).content.decode()
    assert cast.people["officer"].name not in content
    assert cast.people["officer"].email not in content


def test_days_that_are_only_orientation_stay_out(cast: Cast) -> None:
    assert all(not str(each["uid"]).startswith("orientation") for each in events(cast, "clerk"))


def test_only_the_hash_of_a_token_is_kept_and_a_new_one_ends_the_old(cast: Cast) -> None:
    old, new = a_token(cast), a_token(cast)
    assert NoticeChoice.objects.get().feed_hash not in (old, new, "")
    assert (fetched(old).status_code, fetched(new).status_code) == (404, 200)


def test_a_calendar_that_was_ended_is_not_found_nor_one_nobody_made(cast: Cast) -> None:
    token = a_token(cast)
    end_feed(by=viewer_in(cast.people["officer"], cast.agency.slug), at=NOW)
    assert [fetched(each).status_code for each in (token, "never-made", "x")] == [404, 404, 404]


def test_nothing_opens_the_calendars_of_people_without_one(cast: Cast) -> None:
    """No token hashes to the empty hash that stands for none."""
    choose_notices(by=cast.viewer("clerk"), at=NOW, by_mail=False)
    assert fetched("-").status_code == 404


@pytest.mark.parametrize("change", ["left", "shut out"])
def test_who_left_the_agency_or_was_shut_out_has_no_calendar(cast: Cast, change: str) -> None:
    token = a_token(cast)
    if change == "left":
        Membership.objects.filter(person=cast.people["officer"]).update(ended_at=NOW)
    else:
        type(cast.people["officer"]).objects.filter(pk=cast.people["officer"].pk).update(is_active=False)
    assert fetched(token).status_code == 404


def test_another_role_shows_other_things_under_the_same_address(cast: Cast) -> None:
    other, token = a_step_of(cast, RUNNING, owners=(a_unit(cast),)), a_token(cast)
    assert f"step-{other.pk}." not in fetched(token).content.decode()
    Membership.objects.filter(person=cast.people["officer"]).update(role="auditor")
    assert f"step-{other.pk}." in fetched(token).content.decode()


def test_the_address_is_shown_once(cast: Cast) -> None:
    visitor = Visitor(cast.person("officer"))
    page = visitor.post(address(cast, "calendar-feed")).content.decode()
    start = page.index("http://testserver/calendar/")
    shown = page[start : page.index(".ics", start) + 4]
    assert Visitor().get(shown).status_code == 200
    assert shown.removeprefix("http://testserver") not in visitor.get(address(cast, "calendar")).content.decode()


def test_choosing_leaves_lines_without_the_token(cast: Cast) -> None:
    token = a_token(cast)
    line = AuditLine.objects.get(verb="feed.renewed")
    assert (line.agency, line.person) == (cast.agency, cast.people["officer"])
    assert token not in str(line.changes)


def test_letters_are_on_until_somebody_turns_them_off_and_a_feed_stays_as_it_is(cast: Cast) -> None:
    visitor, token = Visitor(cast.person("officer")), a_token(cast)
    assert "ปิดจดหมายเตือน" in visitor.get(address(cast, "calendar")).content.decode()
    visitor.post(address(cast, "notice-choose"), {"by_mail": "no"})
    assert "เปิดจดหมายเตือน" in visitor.get(address(cast, "calendar")).content.decode()
    assert NoticeChoice.objects.get().by_mail is False
    assert fetched(token).status_code == 200
    visitor.post(address(cast, "notice-choose"), {"by_mail": "yes"})
    assert NoticeChoice.objects.get().by_mail is True
