"""The plan of a year: how far each measure is with its proof, what is late or missing; every count opens its rows."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from apps.assessment.made import a_sheet
from apps.improvement.made import (
    DAY_AFTER,
    FIRST_DAY,
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
from pages import Visitor, words
from prongsai.apps.improvement.models import Measure, Ownership, Plan, Report, Step
from prongsai.apps.improvement.queries.plan_page import MeasureRow, plan_page
from prongsai.core.lifecycle import Standing

TODAY = NOW.date()
MIDYEAR = date(FIRST_DAY.year + 1, 2, 1)


def shown(cast: Cast, query: str = "", who: str = "clerk") -> str:
    response = Visitor(cast.person(who)).get(address(cast, "plan") + query)
    assert response.status_code == 200
    return str(response.content.decode())


def titles(page: str) -> list[str]:
    rows = html.document_fromstring(page).xpath("//tr[starts-with(@id, 'measure-')]/th/a[1]")
    return [words(each) for each in rows]


def the_row(cast: Cast, measure: Measure, today: date = MIDYEAR) -> MeasureRow:
    page = plan_page(cast.viewer("clerk"), YEAR, today)
    return next(each for each in page.rows if each.measure == measure)


def test_an_empty_year_teaches_and_offers_four_ways_to_begin(cast: Cast) -> None:
    page = shown(cast)
    assert "ปีนี้ยังไม่มีแผน" in page
    for name in ("inbox", "plan-carry", "measure-create"):
        assert address(cast, name) in page
    assert "/papers/" in page


def test_whoever_only_reads_is_offered_nothing_to_write(cast: Cast) -> None:
    assert address(cast, "measure-create") not in shown(cast, who="executive")
    a_measure_row(cast)
    assert address(cast, "measure-create") not in shown(cast, who="auditor")


def test_an_empty_plan_is_begun_once(cast: Cast) -> None:
    a_sheet(cast, year=YEAR - 1)
    visitor = Visitor(cast.person("clerk"))
    for _ in range(2):
        assert visitor.post(address(cast, "plan-begin")).status_code == 302
    plan = Plan.objects.get()
    assert (plan.fiscal_year, plan.result_year, plan.state) == (YEAR, YEAR - 1, "draft")


def test_done_is_proved_only_with_a_result_and_accepted_evidence(cast: Cast) -> None:
    measure = a_measure_row(cast, status="done", percent=100)
    assert the_row(cast, measure).standing is Standing.UNPROVED
    a_report(cast, a_round(cast), measure, status="done", percent=100)
    proof = a_proof(cast, measure=measure, state="offered")
    assert the_row(cast, measure).standing is Standing.UNPROVED
    assert "ดำเนินการแล้ว ยังไม่มีหลักฐานที่รับแล้ว" in shown(cast)
    proof.state, proof.decided_by, proof.decided_at = "accepted", cast.people["clerk"], NOW
    proof.save()
    assert the_row(cast, measure).standing is Standing.PROVED


def test_a_result_that_was_returned_proves_nothing(cast: Cast) -> None:
    measure = a_measure_row(cast, status="done")
    a_report(cast, a_round(cast), measure, status="done", state="returned", comment="ไม่ชัด")
    a_proof(cast, measure=measure)
    assert the_row(cast, measure).standing is Standing.UNPROVED


def test_a_measure_is_as_far_as_its_steps_and_proved_when_each_is(cast: Cast) -> None:
    measure = a_measure_row(cast)
    first, second = (a_step_row(measure, status="done", percent=100) for _ in range(2))
    round_ = a_round(cast)
    for step in (first, second):
        a_report(cast, round_, step, status="done")
    a_proof(cast, step=first)
    assert the_row(cast, measure).standing is Standing.UNPROVED
    a_proof(cast, step=second)
    row = the_row(cast, measure)
    assert (row.standing, row.done_count, row.percent) == (Standing.PROVED, 2, 100)
    Step.objects.filter(pk=second.pk).update(status="in_progress", percent=50)
    row = the_row(cast, measure)
    assert (row.standing, row.done_count, row.percent) == (Standing.IN_PROGRESS, 1, 75)


def test_late_is_what_should_be_over_and_is_not(cast: Cast) -> None:
    measure = a_measure_row(cast)
    step = a_step_row(measure)  # until March
    assert not the_row(cast, measure, date(FIRST_DAY.year + 1, 3, 31)).is_late
    assert the_row(cast, measure, date(FIRST_DAY.year + 1, 4, 1)).is_late
    Step.objects.filter(pk=step.pk).update(status="done")
    assert not the_row(cast, measure, date(FIRST_DAY.year + 1, 4, 1)).is_late


def test_a_step_without_months_is_late_with_its_measure(cast: Cast) -> None:
    measure = a_measure_row(cast, ends_on=date(FIRST_DAY.year + 1, 1, 1))
    a_step_row(measure, starts_on=None, ends_on=None)
    (step,) = the_row(cast, measure).steps
    assert step.is_late
    assert not step.has_own_period
    assert step.period == f"ต.ค. {YEAR - 1} - ธ.ค. {YEAR - 1}"


def test_every_count_opens_exactly_the_rows_it_counts(cast: Cast) -> None:
    a_measure_row(cast, title="ช้า")
    a_measure_row(cast, title="เสร็จแล้วไม่มีหลักฐาน", status="done")
    a_measure_row(cast, title="เลื่อน", status="deferred")
    a_measure_row(cast, title="ไม่มีการติดตาม", monitoring="", status="in_progress", ends_on=date(2030, 1, 1))
    doors = plan_page(cast.viewer("clerk"), YEAR, TODAY).doors
    counted = {each.label: each.count for each in doors}
    assert counted["ช้ากว่ากำหนด"] == 1
    assert counted["ต้องแก้ก่อนเสนอ"] >= 1
    assert counted["มาตรการทั้งหมด"] == 4
    for door in doors:
        assert len(titles(shown(cast, door.address))) == door.count, door.label
    assert titles(shown(cast, "?late=1")) == ["ช้า"]


def test_units_narrow_the_plan_to_what_they_own_measure_or_step(cast: Cast) -> None:
    works = a_unit(cast, "กองช่าง")
    a_measure_row(cast, title="ของสำนักปลัด")
    shared = a_measure_row(cast, title="ของสองกอง")
    a_step_row(shared, owners=(works,))
    a_measure_row(cast, title="ของใครไม่รู้", owners=("งานที่ไม่มี",))
    assert titles(shown(cast, f"?unit={works.pk}")) == ["ของสองกอง"]
    assert titles(shown(cast, f"?unit={cast.unit.pk}")) == ["ของสำนักปลัด", "ของสองกอง"]
    assert titles(shown(cast, "?unit=none")) == ["ของใครไม่รู้"]
    assert "แสดง 1 จาก 3 มาตรการ" in shown(cast, "?unit=none")


def test_nonsense_in_the_address_shows_the_whole_plan(cast: Cast) -> None:
    a_measure_row(cast)
    assert len(titles(shown(cast, "?order=x&view=y&late=%00"))) in (0, 1)
    assert titles(shown(cast, "?state=nothing")) == []


def test_what_is_missing_is_told_by_the_checks_of_papers_and_leads_to_its_place(cast: Cast) -> None:
    a_measure_row(cast)
    bare = a_measure_row(cast, owners=(), starts_on=None, ends_on=None, monitoring="")
    page = shown(cast)
    edit = address(cast, "measure-edit", bare.pk)
    for anchor in ("owners", "period", "id_monitoring"):
        assert f'{edit}#{anchor}"' in page
    assert len(the_row(cast, bare).faults) == 3
    form = Visitor(cast.person("clerk")).get(edit).content.decode()
    for anchor in ("owners", "period", "id_monitoring"):
        assert f'id="{anchor}"' in form


def test_a_complete_plan_has_nothing_to_mend(cast: Cast) -> None:
    a_measure_row(cast)
    assert "ต้องแก้ก่อนเสนอ" not in shown(cast)


def test_whoever_cannot_write_is_led_to_the_measure_not_to_its_form(cast: Cast) -> None:
    bare = a_measure_row(cast, monitoring="")
    page = shown(cast, who="executive")
    assert address(cast, "measure-edit", bare.pk) not in page
    assert address(cast, "measure", bare.pk) in page


@pytest.mark.parametrize(
    ("state", "who", "word"),
    [
        ("draft", "clerk", "เสนอผู้บริหาร"),
        ("submitted", "executive", "พิจารณาแผน"),
        ("submitted", "clerk", "ดูการเสนอแผน"),
        ("approved", "clerk", "ประกาศใช้แผน"),
        ("issued", "clerk", "เปิดแก้เป็นฉบับใหม่"),
    ],
)
def test_the_next_thing_to_do_stands_on_top_for_whoever_does_it(cast: Cast, state: str, who: str, word: str) -> None:
    plan = a_plan(cast) if state == "draft" else an_issued_plan(cast, state=state)
    a_measure_row(cast, plan=plan)
    page = html.document_fromstring(shown(cast, who=who))
    (link,) = page.xpath("//div[@class='plan-state']//a[contains(@class, 'button')]")
    assert words(link) == word
    assert link.get("href") == address(cast, "plan-sign")


def test_a_plan_that_was_issued_offers_nothing_to_write(cast: Cast) -> None:
    a_measure_row(cast, plan=an_issued_plan(cast))
    page = shown(cast, "?order=number")
    assert address(cast, "measure-create") not in page
    assert "/move/" not in page


def test_a_period_lies_on_the_line_of_the_year(cast: Cast) -> None:
    a_measure_row(cast, starts_on=date(YEAR - 543, 1, 1), ends_on=date(YEAR - 543, 4, 1))
    page = html.document_fromstring(shown(cast))
    (picture,) = page.xpath("//svg[@class='gantt']")
    (bar,) = picture.xpath(".//rect[contains(@class, 'gantt-bar')]")
    assert float(bar.get("x").rstrip("%")) == pytest.approx(25.2, abs=0.5)
    assert float(bar.get("width").rstrip("%")) == pytest.approx(24.8, abs=0.5)
    assert words(picture.find("title")) == f"ม.ค. {YEAR} - มี.ค. {YEAR}"
    assert picture.find("desc") is not None


def test_the_part_of_a_period_outside_the_year_is_cut_off(cast: Cast) -> None:
    measure = a_measure_row(cast, starts_on=date(YEAR - 543, 7, 1), ends_on=date(YEAR - 542, 1, 1))
    bar = the_row(cast, measure).bar
    assert bar
    assert bar.is_cut
    assert float(bar.start.rstrip("%")) + float(bar.width.rstrip("%")) == pytest.approx(100, abs=0.02)


def test_today_is_a_line_in_its_own_year_only(cast: Cast) -> None:
    a_measure_row(cast)
    assert plan_page(cast.viewer("clerk"), YEAR, MIDYEAR).today
    assert plan_page(cast.viewer("clerk"), YEAR, date(2030, 1, 1)).today is None


def test_the_gantt_has_a_line_for_every_step_and_four_quarters(cast: Cast) -> None:
    measure = a_measure_row(cast)
    for text in ("ขั้นแรก", "ขั้นสอง"):
        a_step_row(measure, text=text)
    a_step_row(measure, text="ไม่บอกเดือน", starts_on=None, ends_on=None)
    page = shown(cast, "?view=gantt")
    assert page.count('class="gantt"') == 4
    assert all(f"ไตรมาส {number}" in page for number in range(1, 5))
    assert "ขั้นแรก" in page
    assert "ตามมาตรการ" in page


def test_what_was_taken_out_can_be_found_again(cast: Cast) -> None:
    measure = a_measure_row(cast, title="ที่นำออก", removed_at=NOW)
    a_measure_row(cast)
    assert titles(shown(cast)) == ["สำรวจความพึงพอใจของผู้รับบริการ"]
    assert address(cast, "history", "measure", measure.pk) in shown(cast)
    assert address(cast, "history", "measure", measure.pk) not in shown(cast, who="auditor")


def test_names_that_match_nobody_are_counted_and_lead_to_where_they_are_matched(cast: Cast) -> None:
    a_measure_row(cast, owners=("งานนิติการ",))
    assert address(cast, "owners") in shown(cast)
    assert address(cast, "owners") not in shown(cast, who="auditor")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_whole_plan_can_be_taken_away(cast: Cast, form: str) -> None:
    a_sheet(cast)
    measure = a_measure_row(cast, title="=1+1")
    for text in ("ขั้นแรก", "ขั้นสอง"):
        a_step_row(measure, text=text)
    response = Visitor(cast.person("auditor")).get(address(cast, "plan-table", form))
    assert response.status_code == 200
    if form == "csv":
        rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
        assert [row[6] for row in rows[1:]] == ["ขั้นแรก", "ขั้นสอง"]
        assert rows[1][4] == "'=1+1"
        assert rows[1][5] == "0.90"


def test_another_agency_sees_its_own_plan_only(cast: Cast) -> None:
    a_measure_row(cast, title="ของเรา")
    stranger = cast.viewer("stranger")
    assert plan_page(stranger, YEAR, TODAY).plan is None


@pytest.mark.parametrize("query", ["", "?view=gantt", "?order=number", "?late=1"])
def test_ten_measures_and_three_hundred_ask_the_same_number_of_questions(cast: Cast, query: str) -> None:
    a_sheet(cast)
    visitor = Visitor(cast.person("clerk"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            visitor.get(address(cast, "plan") + query)
        return len(questions)

    fill(cast, 10)
    asked()  # warms what is kept in memory
    few = asked()
    fill(cast, 290)
    assert asked() == few


def fill(cast: Cast, count: int) -> None:
    """Measures with three steps each, owned, and reported in a round of their own; written many at once."""
    plan, round_, unit = a_plan(cast), a_round(cast, starts_on=date(1600 + count, 1, 1)), a_unit(cast)
    shared = {"agency": cast.agency, "created_at": NOW, "ends_on": DAY_AFTER}
    measures = Measure.objects.bulk_create(
        Measure(plan=plan, position=number, title="ทำคู่มือ", codes=["o1", "o2"], **shared) for number in range(count)
    )
    steps = Step.objects.bulk_create(
        Step(measure=each, position=place, text="เผยแพร่คู่มือ", **shared) for each in measures for place in range(3)
    )
    Ownership.objects.bulk_create(
        Ownership(step=each, unit=owner, name=name)
        for each in steps
        for owner, name in ((unit, unit.name), (None, "ใครสักคน"))
    )
    told = {"agency": cast.agency, "round": round_, "reported_by": cast.people["officer"], "reported_at": NOW}
    Report.objects.bulk_create(Report(measure=each.measure, step=each, result="ทำแล้ว", **told) for each in steps)


def test_a_measure_page_asks_the_same_number_of_questions_for_few_steps_and_many(cast: Cast) -> None:
    measure, round_ = a_measure_row(cast), a_round(cast)
    visitor = Visitor(cast.person("clerk"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            visitor.get(address(cast, "measure", measure.pk))
        return len(questions)

    def add(count: int) -> None:
        for _ in range(count):
            step = a_step_row(measure)
            a_report(cast, round_, step)
            a_proof(cast, step=step)

    add(2)
    asked()
    few = asked()
    add(20)
    assert asked() == few
