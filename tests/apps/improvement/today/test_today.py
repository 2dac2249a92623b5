"""Today: at most seven things for each of the cast, the most urgent first, each number the rows its address opens."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from apps.assessment.made import a_read_paper, a_sheet
from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_plan,
    a_proof,
    a_report,
    a_round,
    a_step_row,
    a_unit,
    address,
    an_issued_plan,
)
from cast import MEMBERS, NOW, Cast, a_member
from pages import Visitor
from prongsai.apps.improvement.models import Change, Plan, Round, Step
from prongsai.apps.improvement.queries.notices import reminders_of
from prongsai.apps.improvement.queries.today import MOST, Figure, Thing, Today, todo
from prongsai.base.access import viewer_in
from prongsai.base.models import Membership, Person

TODAY = timezone.localdate()
FISCAL = TODAY.year + 543 + (TODAY.month >= 10)
"""The fiscal year running while the test runs: pages ask the clock, so the rows are built around today."""


def at(cast: Cast, who: str, year: int = FISCAL) -> Today:
    return todo(viewer_in(cast.people[who], cast.agency.slug), year, TODAY)


def sentences(cast: Cast, who: str, year: int = FISCAL) -> list[str]:
    return [each.sentence for each in at(cast, who, year).things]


def thing(cast: Cast, who: str, words: str) -> Thing:
    return next(each for each in at(cast, who).things if words in each.sentence)


def figure(cast: Cast, who: str, words: str) -> Figure:
    return next(each for each in at(cast, who).figures if words in each.label)


def opened(cast: Cast, who: str, place: str) -> html.HtmlElement:
    answer = Visitor(cast.person(who)).get(place)
    assert answer.status_code == 200, place
    return html.document_fromstring(answer.content.decode())


def a_late_step(cast: Cast, **changes: Any) -> Step:
    plan = changes.pop("plan", None) or a_plan(cast, year=FISCAL)
    measure = a_measure_row(cast, plan=plan, ends_on=None, **changes.pop("measure", {}))
    return a_step_row(measure, starts_on=None, ends_on=TODAY - timedelta(days=3), **changes)


def an_open_round(cast: Cast, plan: Plan, due_on: date = TODAY + timedelta(days=5)) -> Round:
    return a_round(cast, plan=plan, due_on=due_on)


def a_busy_year(cast: Cast) -> Plan:
    """A year in which everybody has something of everything to do."""
    a_sheet(cast, year=FISCAL)
    a_read_paper(cast, year=FISCAL)
    plan = an_issued_plan(cast, year=FISCAL)
    measure = a_measure_row(cast, plan=plan, owners=(cast.unit, "ชื่อที่ไม่มีใครรู้จัก"))
    sent, returned, missing, late, done = (a_step_row(measure, starts_on=None, ends_on=None) for _number in range(5))
    Step.objects.filter(pk=late.pk).update(ends_on=TODAY)
    Step.objects.filter(pk=missing.pk).update(ends_on=TODAY + timedelta(days=3))
    Step.objects.filter(pk=done.pk).update(status="done")
    round_ = an_open_round(cast, plan)
    a_report(cast, round_, sent)
    a_report(cast, round_, returned, state="returned", comment="ขอตัวเลข")
    a_report(cast, round_, done, status="done", percent=40)
    a_proof(cast, evidence=a_piece_of_evidence(cast, year=FISCAL), state="offered", step=sent)
    a_proof(cast, evidence=a_piece_of_evidence(cast, year=FISCAL, title="ภาพ"), state="returned", step=returned)
    Change.objects.create(
        agency=cast.agency, kind="step", record=sent.pk, deed="step.edited", before={}, after={}, at=timezone.now()
    )
    return plan


# What each of the cast has to do


def test_a_clerk_begins_with_handing_a_paper_in(cast: Cast) -> None:
    assert sentences(cast, "clerk") == ["ส่งเอกสารผลประเมินหรือแผนที่มีอยู่ให้ระบบอ่าน"]


def test_a_clerk_is_told_of_papers_weak_points_owners_and_the_plan(cast: Cast) -> None:
    a_read_paper(cast, year=FISCAL)
    a_sheet(cast, year=FISCAL)
    a_measure_row(cast, plan=a_plan(cast, year=FISCAL), owners=("กองที่ไม่มี",))
    told = " ".join(sentences(cast, "clerk"))
    for words in ("จับคู่ผู้รับผิดชอบ 1 ชื่อ", f"เสนอแผนปี {FISCAL} ให้ผู้บริหาร"):
        assert words in told


def test_a_clerk_submits_a_plan_issues_it_and_mends_one_that_came_back(cast: Cast) -> None:
    plan = an_issued_plan(cast, year=FISCAL, state="submitted")
    a_measure_row(cast, plan=plan)
    assert not any("แผน" in each for each in sentences(cast, "clerk"))
    Plan.objects.filter(pk=plan.pk).update(state="approved")
    assert "ประกาศใช้แผนที่ผู้บริหารอนุมัติแล้ว" in sentences(cast, "clerk")
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    plan.sign_offs.create(version=1, deed="returned", reason="ขาดผู้รับผิดชอบ", by=cast.people["executive"], at=NOW)
    assert "แก้แผนที่ผู้บริหารส่งกลับ แล้วเสนอใหม่" in sentences(cast, "clerk")


def test_nobody_is_asked_to_submit_the_plan_of_a_year_that_is_over(cast: Cast) -> None:
    a_measure_row(cast, plan=a_plan(cast, year=FISCAL - 1))
    assert not any("เสนอแผน" in each for each in sentences(cast, "clerk", FISCAL - 1))


def test_a_clerk_decides_reports_asks_for_missing_ones_and_closes_a_round(cast: Cast) -> None:
    plan = an_issued_plan(cast, year=FISCAL)
    measure = a_measure_row(cast, plan=plan)
    one, other = a_step_row(measure, ends_on=None), a_step_row(measure, ends_on=None)
    round_ = an_open_round(cast, plan)
    a_report(cast, round_, one)
    assert thing(cast, "clerk", "ตรวจรายงาน").count == 1
    assert thing(cast, "clerk", "ตามรายงาน").count == 1
    assert not any("ปิดรอบ" in each for each in sentences(cast, "clerk"))
    round_.reports.update(state="accepted", decided_by=cast.people["clerk"], decided_at=NOW)
    a_report(cast, round_, other, state="accepted")
    assert [each for each in sentences(cast, "clerk") if "รอบ" in each] == ["ปิดรอบรายงาน 6 เดือน"]
    assert thing(cast, "clerk", "ปิดรอบ").due_on == round_.due_on


def test_an_officer_mends_sends_and_hurries(cast: Cast) -> None:
    a_busy_year(cast)
    assert sentences(cast, "officer") == [
        "ติดตามงานที่ช้ากว่ากำหนด 1 เรื่อง",
        "ทำงานที่จะครบกำหนดใน 14 วัน 1 เรื่อง",
        "แก้รายงานที่ส่งกลับ 1 เรื่อง แล้วส่งใหม่",
        "ส่งรายงานความก้าวหน้า 2 เรื่อง",
        "แก้หลักฐานที่ส่งกลับ 1 ชิ้น",
    ]


def test_an_officer_of_another_unit_has_nothing_of_it(cast: Cast) -> None:
    a_busy_year(cast)
    other = a_member(cast.agency, "officer", name="เจ้าหน้าที่กองคลัง", unit=a_unit(cast))
    page = todo(viewer_in(other, cast.agency.slug), FISCAL, TODAY)
    assert page.things == ()
    assert [each.value for each in page.figures] == [0, 0, 0]


def test_an_executive_decides_and_sees_the_level_as_a_sentence(cast: Cast) -> None:
    a_sheet(cast, year=FISCAL)
    an_issued_plan(cast, year=FISCAL, state="submitted")
    assert thing(cast, "executive", "พิจารณาแผน").address == address(cast, "plan-sign", year=FISCAL)
    assert any("ไม่ใช่" in each.label or "ระดับสูงสุด" in each.label for each in at(cast, "executive").figures)


def test_an_auditor_sees_contradictions_what_is_unproved_and_what_changed(cast: Cast) -> None:
    a_busy_year(cast)
    told = " ".join(sentences(cast, "auditor"))
    for words in ("ขัดกันเอง 1 เรื่อง", "ยังไม่มีหลักฐานที่รับแล้ว 1 เรื่อง", "7 วันที่ผ่านมา 1 รายการ"):
        assert words in told


def test_what_changed_longer_than_a_week_ago_is_not_told(cast: Cast) -> None:
    a_busy_year(cast)
    Change.objects.update(at=timezone.now() - timedelta(days=9))
    assert not any("7 วัน" in each for each in sentences(cast, "auditor"))


def test_each_change_leads_to_the_history_of_its_record_in_its_own_year(cast: Cast) -> None:
    a_busy_year(cast)
    earlier = a_step_row(a_measure_row(cast, plan=a_plan(cast, year=FISCAL - 1)))
    report = Round.objects.get().reports.first()
    assert report
    for kind, record in (("step", earlier.pk), ("report", report.pk)):
        Change.objects.create(
            agency=cast.agency, kind=kind, record=record, deed=f"{kind}.edited", before={}, after={}, at=timezone.now()
        )
    page = opened(cast, "auditor", address(cast, "today-changes", year=FISCAL))
    links = page.xpath("//ol[@class='agenda']//a/@href")
    assert len(links) == 3
    assert any(f"/{FISCAL - 1}/history/step/{earlier.pk}/" in link for link in links)
    for link in links:
        opened(cast, "auditor", link)


def test_an_administrator_sees_who_is_here_and_nothing_of_the_content(cast: Cast) -> None:
    a_busy_year(cast)
    page = at(cast, "administrator")
    assert [each.sentence for each in page.things] == ["ส่งลิงก์ให้ผู้ใช้ที่ยังไม่เคยเข้าระบบ 4 คน"]
    assert [each.value for each in page.figures][:2] == [4, 1]
    Membership.objects.filter(agency=cast.agency, role="clerk").update(ended_at=NOW)
    cast.unit.agency.units.exclude(memberships__isnull=False).delete()
    assert "เชิญเจ้าหน้าที่ที่ดูแลงานนี้เข้าหน่วยงาน" in sentences(cast, "administrator")


def test_an_administrator_who_is_a_clerk_too_has_the_clerks_day(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["clerk"].pk).update(is_administrator=True)
    cast.people["clerk"].refresh_from_db()
    assert sentences(cast, "clerk") == ["ส่งเอกสารผลประเมินหรือแผนที่มีอยู่ให้ระบบอ่าน"]


def test_the_desk_opens_at_the_running_year_once_it_has_a_plan(cast: Cast) -> None:
    """What is due now is seen by who comes in by the front door, not only by who looks for it."""
    a_sheet(cast, year=FISCAL - 1)
    visitor = Visitor(cast.person("clerk"))
    assert visitor.get("/")["Location"].endswith(f"/{FISCAL - 1}/")
    a_plan(cast, year=FISCAL)
    assert visitor.get("/")["Location"].endswith(f"/{FISCAL}/")
    assert visitor.get(f"/desk/{cast.agency.slug}/{FISCAL}/")["Location"] == address(cast, "today", year=FISCAL)


# Order, number, emptiness


def test_late_comes_first_then_by_day_then_what_has_no_day(cast: Cast) -> None:
    a_busy_year(cast)
    things = at(cast, "clerk").things
    order = [(not each.is_late, each.due_on or date.max) for each in things]
    assert order == sorted(order)
    assert things[0].is_late


@pytest.mark.parametrize("who", [*MEMBERS, "administrator"])
def test_there_are_at_most_seven_things_and_three_figures_and_nothing_else(cast: Cast, who: str) -> None:
    a_busy_year(cast)
    page = opened(cast, who, address(cast, "today", year=FISCAL))
    assert 0 < len(page.xpath("//ol[@class='things']/li")) <= MOST
    assert len(page.xpath("//section[@class='figures']//dd")) == 3
    assert page.xpath("//main//table | //main//form") == []


def test_a_day_with_nothing_to_do_says_so(cast: Cast) -> None:
    page = opened(cast, "officer", address(cast, "today", year=FISCAL))
    assert "ไม่มีเรื่องค้าง" in page.text_content()


# Every number opens the rows it counts


def rows_behind(page: html.HtmlElement, place: str) -> int:
    """How many rows a page shows of what a thing or a figure counted."""
    return len(page.xpath(next(rows for part, rows in ROWS.items() if part in place)))


def every(tag: str, name: str) -> str:
    return f"//{tag}[contains(concat(' ', @class, ' '), ' {name} ')]"


ROWS = {
    "/today/changes/": f"{every('ol', 'agenda')}/li",
    "/calendar/": f"{every('ul', 'agenda')}/li/ul/li/a",
    "/papers/": "//main//tbody/tr",
    "/work/": f"{every('ul', 'tasks')}/li",
    "/rounds/": "//main//tr[@data-row]",
    "/inbox/": f"{every('div', 'cards')}//tbody/tr",
    "/owners/": f"{every('ul', 'names')}/li",
    "/evidence/done/": "//main//tbody/tr",
    "/evidence/": every("li", "piece"),
    "/activities/": every("article", "activity"),
    "/plan/": f"{every('div', 'cards')}//tbody/tr",
    "/settings/#units": every("ol", "choices") + "/li",
    "/settings/": "//main//tbody/tr",
    "/audit/": "//main//tbody/tr",
}
"""Where each page has the rows that are counted; what comes first holds."""


@pytest.mark.parametrize("who", MEMBERS)
def test_every_thing_opens_exactly_what_it_counts(cast: Cast, who: str) -> None:
    a_busy_year(cast)
    things = at(cast, who).things
    assert things
    for each in things:
        page = opened(cast, who, each.address)
        if each.count is not None:
            assert rows_behind(page, each.address) == each.count, each.sentence


@pytest.mark.parametrize("who", [*MEMBERS, "administrator"])
def test_every_figure_opens_its_rows(cast: Cast, who: str) -> None:
    a_busy_year(cast)
    for each in at(cast, who).figures:
        page = opened(cast, who, each.address)
        if isinstance(each.value, int):
            assert rows_behind(page, each.address) == each.value, each.label


def test_what_a_letter_reminds_of_is_on_the_home_page_as_well(cast: Cast) -> None:
    a_busy_year(cast)
    for who in ("officer", "clerk"):
        page = at(cast, who)
        assert reminders_of(viewer_in(cast.people[who], cast.agency.slug), TODAY)
        assert page.things
    kinds = {
        each.subject.partition("-")[0]
        for each in reminders_of(viewer_in(cast.people["officer"], cast.agency.slug), TODAY)
    }
    words = {"step": "งานที่", "work": "ส่งรายงาน", "report": "แก้รายงาน"}
    assert kinds == set(words)
    assert all(any(word in each for each in sentences(cast, "officer")) for word in words.values())


# Speed


def several(cast: Cast, plan: Plan, count: int) -> None:
    measures = [a_measure_row(cast, plan=plan) for _number in range(count // 10)]
    for number in range(count):
        a_step_row(measures[number % len(measures)], ends_on=TODAY + timedelta(days=number % 20 - 5))


@pytest.mark.parametrize("who", MEMBERS)
def test_as_many_questions_for_ten_steps_as_for_fifty(cast: Cast, who: str) -> None:
    plan, visitor = a_busy_year(cast), Visitor(cast.person(who))

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            visitor.get(address(cast, "today", year=FISCAL))
        return len(questions)

    asked()
    several(cast, plan, 10)
    few = asked()
    several(cast, plan, 40)
    assert asked() == few
    assert few <= 36
