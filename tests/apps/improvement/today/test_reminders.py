"""Reminders: whom of what on which day, once a stage, in one letter a day, silent once it is done."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from apps.improvement.made import (
    a_measure_row,
    a_plan,
    a_report,
    a_round,
    a_step_row,
    a_unit,
    address,
    an_issued_plan,
)
from cast import NOW, YEAR, Cast, a_member
from prongsai.apps.improvement.jobs import send_reminders
from prongsai.apps.improvement.models import Notice, Plan, Report, SignOff, Step
from prongsai.apps.improvement.operations.notices import choose_notices
from prongsai.apps.improvement.queries.notices import Reminder, reminders_of, stage_of
from prongsai.base.access import viewer_in
from prongsai.base.mail import Unsent
from prongsai.base.models import AuditLine, Membership, Person

DUE = date(2024, 3, 31)
"""The last day of a step that ends, as the period says it, before 1 April."""


def moment(day: date) -> datetime:
    """Seven in the morning in Bangkok."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def reminded(cast: Cast, who: str, day: date) -> list[Reminder]:
    return list(reminders_of(viewer_in(cast.people[who], cast.agency.slug), day))


def subjects(cast: Cast, who: str, day: date) -> list[str]:
    return [each.subject for each in reminded(cast, who, day)]


def letters() -> list[Any]:
    """The letters sent since the last look."""
    sent = list(mail.outbox)
    mail.outbox.clear()
    return sent


def days(first: date, last: date) -> Iterator[date]:
    yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


@pytest.fixture
def step(cast: Cast) -> Step:
    return a_step_row(a_measure_row(cast, plan=an_issued_plan(cast)), ends_on=DUE + timedelta(days=1))


def test_the_stages_are_14_7_and_1_days_before_the_day_itself_and_each_week_late() -> None:
    stages: dict[str, date] = {}
    for day in days(DUE - timedelta(days=20), DUE + timedelta(days=21)):
        if stage := stage_of(DUE, day):
            stages.setdefault(stage, day)
    assert {stage: (day - DUE).days for stage, day in stages.items()} == {
        "14": -14,
        "7": -7,
        "1": -1,
        "0": 0,
        "late-1": 7,
        "late-2": 14,
        "late-3": 21,
    }


def test_one_letter_a_stage_and_none_between(cast: Cast, step: Step) -> None:
    told = []
    for day in days(DUE - timedelta(days=20), DUE + timedelta(days=14)):
        send_reminders(moment(day))
        told += [(day - DUE).days for _letter in letters()]
    assert told == [-14, -7, -1, 0, 7, 14]


def test_a_second_run_on_the_same_day_sends_nothing(cast: Cast, step: Step) -> None:
    send_reminders(moment(DUE))
    send_reminders(moment(DUE))
    assert len(letters()) == 1
    assert Notice.objects.count() == 1


def test_a_day_on_which_no_clock_ran_is_made_good_the_next(cast: Cast, step: Step) -> None:
    send_reminders(moment(DUE - timedelta(days=6)))
    assert [notice.stage for notice in Notice.objects.all()] == ["7"]


def test_who_owns_a_step_is_reminded_and_nobody_else(cast: Cast, step: Step) -> None:
    assert subjects(cast, "officer", DUE) == [f"step-{step.pk}"]
    assert [subjects(cast, who, DUE) for who in ("clerk", "executive", "auditor")] == [[], [], []]


def test_an_officer_of_another_unit_is_not_reminded(cast: Cast, step: Step) -> None:
    other = a_member(cast.agency, "officer", name="เจ้าหน้าที่กองคลัง", unit=a_unit(cast))
    assert reminders_of(viewer_in(other, cast.agency.slug), DUE) == ()


def test_it_is_silent_once_the_step_is_reported_done(cast: Cast, step: Step) -> None:
    step.status = "done"
    step.save()
    send_reminders(moment(DUE))
    assert letters() == []


def test_a_step_of_a_year_long_over_rests(cast: Cast, step: Step) -> None:
    assert subjects(cast, "officer", date(2024, 12, 20)) == [f"step-{step.pk}"]
    assert subjects(cast, "officer", date(2025, 1, 2)) == []


def test_an_owner_is_told_how_many_reports_a_round_still_asks_of_them(cast: Cast, step: Step) -> None:
    a_step_row(step.measure, ends_on=date(2024, 10, 1))
    round_ = a_round(cast, plan=step.measure.plan, due_on=date(2024, 4, 15))
    reminder = next(each for each in reminded(cast, "officer", date(2024, 4, 8)) if each.subject == f"work-{round_.pk}")
    assert (reminder.stage, reminder.due_on) == ("7", date(2024, 4, 15))
    assert "ยังไม่ได้ส่ง 2 เรื่อง" in reminder.what
    assert reminder.address == address(cast, "work")
    a_report(cast, round_, step, status="done")
    reminder = next(each for each in reminded(cast, "officer", date(2024, 4, 8)) if each.subject == f"work-{round_.pk}")
    assert "ยังไม่ได้ส่ง 1 เรื่อง" in reminder.what


def test_a_round_is_silent_for_an_owner_who_sent_everything_and_for_all_once_it_is_closed(
    cast: Cast, step: Step
) -> None:
    round_ = a_round(cast, plan=step.measure.plan, due_on=date(2024, 4, 15))
    a_report(cast, round_, step)
    assert f"work-{round_.pk}" not in subjects(cast, "officer", date(2024, 4, 15))
    assert subjects(cast, "clerk", date(2024, 4, 15)) == [f"round-{round_.pk}"]
    round_.closed_at, round_.closed_by, round_.snapshot = NOW, cast.people["clerk"], {"reports": [], "missing": []}
    round_.save()
    assert subjects(cast, "clerk", date(2024, 4, 15)) == []


def test_a_report_that_came_back_is_told_at_once_and_weekly_until_it_is_sent_again(cast: Cast, step: Step) -> None:
    round_ = a_round(cast, plan=step.measure.plan, due_on=date(2024, 6, 30))
    step.status = "done"
    step.save()
    report = a_report(cast, round_, step, state="returned", comment="ขอหลักฐาน")
    Report.objects.filter(pk=report.pk).update(decided_at=moment(date(2024, 4, 1)))
    told = []
    for day in days(date(2024, 4, 1), date(2024, 4, 16)):
        send_reminders(moment(day))
        told += [day.day for letter in letters() if "ส่งกลับให้แก้" in letter.body]
    assert told == [1, 8, 15]
    Report.objects.filter(pk=report.pk).update(state="sent", version=2)
    assert f"report-{report.pk}-2" not in subjects(cast, "officer", date(2024, 4, 22))


def test_a_report_returned_a_second_time_is_told_again(cast: Cast, step: Step) -> None:
    report = a_report(cast, a_round(cast, plan=step.measure.plan), step, state="returned", comment="ขอหลักฐาน")
    first = {each.subject for each in reminded(cast, "officer", date(2024, 4, 1))}
    Report.objects.filter(pk=report.pk).update(version=3)
    assert {each.subject for each in reminded(cast, "officer", date(2024, 4, 1))} != first


def test_a_plan_waits_three_days_before_its_executive_is_told(cast: Cast) -> None:
    plan = an_issued_plan(cast, state="submitted")
    SignOff.objects.filter(plan=plan).update(at=moment(date(2024, 1, 10)))
    assert subjects(cast, "executive", date(2024, 1, 12)) == []
    assert len(subjects(cast, "executive", date(2024, 1, 13))) == 1
    assert subjects(cast, "clerk", date(2024, 1, 13)) == []
    Plan.objects.filter(pk=plan.pk).update(state="approved")
    assert subjects(cast, "executive", date(2024, 1, 20)) == []


def test_a_letter_says_what_which_and_why_with_its_address_and_names_nobody(
    cast: Cast, step: Step, settings: Any
) -> None:
    settings.ADDRESS = "https://ita.example.go.th"
    send_reminders(moment(DUE - timedelta(days=7)))
    letter = letters()[0]
    assert [parseaddr(each)[1] for each in letter.to] == [cast.people["officer"].email]
    assert letter.subject == "โปร่งใส: มี 1 เรื่องที่รอท่าน (เทศบาลตำบลทุ่งฟ้าใส)"
    assert f"ขั้นตอน “{step.text}” ครบกำหนด 31 มี.ค. 2567 อีก 7 วัน" in letter.body
    assert "ท่านเป็นผู้รับผิดชอบ" in letter.body
    assert f"https://ita.example.go.th{address(cast, 'step', step.pk)}" in letter.body
    assert cast.people["officer"].name not in letter.body


def test_everything_of_one_day_comes_in_one_letter(cast: Cast, step: Step) -> None:
    for _number in range(4):
        a_step_row(step.measure, ends_on=DUE + timedelta(days=1))
    send_reminders(moment(DUE))
    assert len(letters()) == 1
    assert Notice.objects.count() == 5


def test_who_turned_letters_off_gets_none_and_is_not_counted_as_told(cast: Cast, step: Step) -> None:
    officer = viewer_in(cast.people["officer"], cast.agency.slug)
    choose_notices(by=officer, at=NOW, by_mail=False)
    send_reminders(moment(DUE))
    assert (letters(), Notice.objects.count()) == ([], 0)
    choose_notices(by=officer, at=NOW, by_mail=True)
    send_reminders(moment(DUE))
    assert len(letters()) == 1


@pytest.mark.parametrize("change", ["left", "shut out"])
def test_who_left_or_was_shut_out_gets_no_letter(cast: Cast, step: Step, change: str) -> None:
    if change == "left":
        Membership.objects.filter(person=cast.people["officer"]).update(ended_at=NOW)
    else:
        Person.objects.filter(pk=cast.people["officer"].pk).update(is_active=False)
    send_reminders(moment(DUE))
    assert letters() == []


def test_who_works_for_two_agencies_gets_a_letter_of_each_about_its_own(cast: Cast, step: Step) -> None:
    officer = cast.people["officer"]
    Membership.objects.create(person=officer, agency=cast.other_agency, role="officer", started_at=NOW)
    theirs = Plan.objects.create(
        agency=cast.other_agency, fiscal_year=YEAR, result_year=YEAR, created_by=officer, created_at=NOW
    )
    other = a_step_row(a_measure_row(cast, plan=theirs, owners=(officer,)), ends_on=DUE + timedelta(days=1))
    send_reminders(moment(DUE))
    bodies = sorted(letter.body for letter in letters())
    assert len(bodies) == 2
    for body in bodies:
        is_theirs = cast.other_agency.slug in body
        assert (cast.agency.slug in body) is not is_theirs
        assert (f"/plan/steps/{other.pk}/" in body) is is_theirs


def test_what_was_sent_is_an_audit_line_of_the_agency(cast: Cast, step: Step) -> None:
    send_reminders(moment(DUE))
    line = AuditLine.objects.get(verb="notice.sent")
    assert (line.agency, line.person, line.changes) == (cast.agency, None, {"count": 1})


def test_a_letter_that_cannot_be_sent_is_tried_again_and_keeps_nobody_elses_back(
    cast: Cast, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail server refuses the first letter of the day, as servers do; the clock calls again."""
    colleague = a_member(cast.agency, "officer", name="เพื่อนร่วมงาน", unit=cast.unit)
    refused: list[str] = []
    send = EmailBackend.send_messages

    def refuse_once(self: EmailBackend, messages: Any) -> int:
        if not refused:
            refused.append(messages[0].to[0])
            raise ConnectionError("the mail server is away")
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_once)
    with pytest.raises(Unsent):
        send_reminders(moment(DUE))
    first = letters()
    assert len(first) == 1
    assert Notice.objects.count() == 1
    send_reminders(moment(DUE))
    told = {parseaddr(letter.to[0])[1] for letter in (*first, *letters())}
    assert told == {cast.people["officer"].email, colleague.email}


def test_a_plan_that_is_a_draft_reminds_as_well(cast: Cast) -> None:
    """What a paper promised is promised, whether or not its plan went through this desk."""
    step = a_step_row(a_measure_row(cast, plan=a_plan(cast)), ends_on=DUE + timedelta(days=1))
    assert subjects(cast, "officer", DUE) == [f"step-{step.pk}"]
