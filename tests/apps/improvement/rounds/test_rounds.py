"""Rounds: opened for a plan that was approved, watched, chased by unit, and closed with what they held."""

from __future__ import annotations

from csv import reader
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
    own,
)
from apps.improvement.rounds.made_rounds import a_step_asked, form_of, send, typed
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Measure, Plan, Report, Round, Step
from prongsai.apps.improvement.operations.reports import Decision, accept_report, return_report
from prongsai.apps.improvement.operations.rounds import close_round
from prongsai.apps.improvement.queries.rounds import open_rounds, round_page, rounds_in
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused


def opened(cast: Cast, **sent: str) -> Any:
    """Open a round as the clerk."""
    return Visitor(cast.person("clerk")).post(address(cast, "round-open"), sent)


def page_of(cast: Cast, round_: Round, query: str = "", who: str = "clerk") -> str:
    """The page of a round, as one of the cast sees it."""
    return str(Visitor(cast.person(who)).get(f"{address(cast, 'round', round_.pk)}{query}").content.decode())


def closed(cast: Cast, round_: Round) -> Round:
    """The round, closed by the clerk."""
    Visitor(cast.person("clerk")).post(address(cast, "round-close", round_.pk))
    round_.refresh_from_db()
    return round_


@pytest.mark.parametrize(
    ("sent", "months", "ends_on", "due_on"),
    [
        ({"kind": "6"}, 6, date(2024, 4, 1), date(2024, 4, 15)),
        ({"kind": "12"}, 12, date(2024, 10, 1), date(2024, 10, 15)),
        ({"kind": "12", "due_on": "2024-09-20"}, 12, date(2024, 10, 1), date(2024, 9, 20)),
        (
            {"kind": "other", "first_month": "2023-10", "last_month": "2023-12"},
            3,
            date(2024, 1, 1),
            date(2024, 1, 15),
        ),
    ],
)
def test_a_round_is_opened(cast: Cast, sent: dict[str, str], months: int, ends_on: date, due_on: date) -> None:
    an_issued_plan(cast)
    answer = opened(cast, **sent)
    round_ = Round.objects.get()
    assert answer["Location"] == address(cast, "round", round_.pk)
    assert (round_.months, round_.starts_on, round_.ends_on, round_.due_on) == (
        months,
        date(2023, 10, 1),
        ends_on,
        due_on,
    )
    assert AuditLine.objects.get().verb == "round.opened"


def test_a_plan_that_was_never_approved_is_not_asked_about(cast: Cast) -> None:
    a_plan(cast)
    page = opened(cast, kind="6")
    assert page.status_code == 422
    assert "ยังไม่เคยได้รับอนุมัติ" in page.content.decode()
    assert not Round.objects.exists()


def test_a_plan_that_is_being_revised_or_came_from_a_paper_is(cast: Cast) -> None:
    an_issued_plan(cast, state="approved")
    Plan.objects.update(state="draft", version=2)
    assert opened(cast, kind="6").status_code == 302
    a_measure_row(cast, plan=a_plan(cast, year=2566), source="paper")
    there = address(cast, "round-open", year=2566)
    assert Visitor(cast.person("clerk")).post(there, {"kind": "12"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "กรุณาเลือกรอบ"),
        ({"kind": "other"}, "กรุณาเลือกเดือนแรกและเดือนสุดท้าย"),
        ({"kind": "other", "first_month": "2024-03", "last_month": "2023-12"}, "ต้องไม่มาก่อนเดือนแรก"),
        ({"kind": "6", "due_on": "2022-01-01"}, "มาก่อนรอบรายงานเริ่ม"),
    ],
)
def test_months_that_make_no_round_are_refused_in_a_sentence(cast: Cast, sent: dict[str, str], sentence: str) -> None:
    an_issued_plan(cast)
    page = opened(cast, **sent)
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_the_same_months_are_asked_about_once(cast: Cast) -> None:
    an_issued_plan(cast)
    opened(cast, kind="6")
    page = opened(cast, kind="6")
    assert "มีรอบรายงานของช่วงเดือนนี้แล้ว" in page.content.decode()
    assert Round.objects.count() == 1


def test_only_open_rounds_of_the_year_are_asked(cast: Cast) -> None:
    round_, _step = a_step_asked(cast)
    whole_year = a_round(cast, plan=round_.plan, months=12)
    closed(cast, round_)
    assert open_rounds(cast.viewer("officer"), YEAR) == [whole_year]
    assert open_rounds(cast.viewer("officer"), YEAR + 1) == []
    assert open_rounds(cast.viewer("stranger"), YEAR) == []


def a_round_in_all_states(cast: Cast) -> Round:
    """A round with two missing lines (one of กองคลัง), and one each sent, returned, accepted; one contradicts itself."""
    plan = an_issued_plan(cast)
    round_, measure = a_round(cast, plan=plan), a_measure_row(cast, plan=plan)
    steps = [a_step_row(measure, text=f"ขั้นตอนที่ {number}") for number in range(4)]
    own(a_step_row(measure, text="ขั้นตอนของกองคลัง"), a_unit(cast))
    a_report(cast, round_, steps[0], status="done", percent=80, result="ดำเนินการแล้วเสร็จ")
    a_report(cast, round_, steps[1], state="returned", comment="เพิ่มผล")
    a_report(cast, round_, steps[2], state="accepted")
    return round_


def test_every_number_opens_exactly_its_rows(cast: Cast) -> None:
    page = round_page(cast.viewer("clerk"), a_round_in_all_states(cast))
    counts = {each.state: each.count for each in page.parts("")}
    assert counts == {"": 5, "missing": 2, "sent": 1, "returned": 1, "accepted": 1, "doubtful": 1}
    for state, count in counts.items():
        text = page_of(cast, page.round, f"?state={state}")
        assert text.count('id="line-') == count, state


def test_a_unit_is_chased_for_what_it_owes(cast: Cast) -> None:
    page = round_page(cast.viewer("clerk"), a_round_in_all_states(cast))
    owed = {each.name: each.tally.counts["missing"] for each in page.chased}
    assert owed == {"กองคลัง": 1, "สำนักปลัด": 1}
    text = page_of(cast, page.round, "?state=missing&owner=กองคลัง")
    assert text.count('id="line-') == 1
    assert "ขั้นตอนของกองคลัง" in text


def test_the_list_counts_what_the_round_shows(cast: Cast) -> None:
    round_ = a_round_in_all_states(cast)
    (card,) = rounds_in(cast.viewer("clerk"), round_.plan)
    assert card.tally == round_page(cast.viewer("clerk"), round_).tally
    text = Visitor(cast.person("auditor")).get(address(cast, "rounds")).content.decode()
    assert "ส่งแล้ว 3 จาก 5 รายการ" in text
    assert "เปิดรอบรายงาน</a>" not in text, "an auditor opens no round"
    closed(cast, round_)
    (card,) = rounds_in(cast.viewer("clerk"), round_.plan)
    assert card.tally.counts == {"missing": 2, "sent": 1, "returned": 1, "accepted": 1}


def test_a_report_of_the_measure_stands_for_its_steps(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    a_step_row(step.measure)
    a_report(cast, round_, step.measure, state="accepted", result="รายงานทั้งมาตรการ")
    page = round_page(cast.viewer("clerk"), round_)
    assert [(each.key, each.state) for each in page.lines] == [((step.measure_id, None), "accepted")]
    assert rounds_in(cast.viewer("clerk"), round_.plan)[0].tally == page.tally


def test_done_without_accepted_evidence_is_shown_as_unproved(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    a_report(cast, round_, step, status="done", percent=100, result="จัดทำแล้วเสร็จ")
    assert "ดำเนินการแล้ว ยังไม่มีหลักฐานที่รับแล้ว" in page_of(cast, round_)
    a_proof(cast, step=step)
    text = page_of(cast, round_)
    assert "ยังไม่มีหลักฐานที่รับแล้ว" not in text
    assert "ดำเนินการแล้ว มีหลักฐาน" in text


def test_a_round_can_be_taken_away(cast: Cast) -> None:
    round_ = a_round_in_all_states(cast)
    answer = Visitor(cast.person("auditor")).get(address(cast, "round-table", round_.pk, "csv"))
    heads, *rows = reader(answer.content.decode("utf-8-sig").splitlines())
    assert len(rows) == 5
    assert rows[0][heads.index("ร้อยละ")] == "80"
    assert "ขัดแย้ง" in rows[0][-1]


def test_before_closing_it_is_named_what_is_missing_and_what_contradicts_itself(cast: Cast) -> None:
    round_ = a_round_in_all_states(cast)
    text = Visitor(cast.person("clerk")).get(address(cast, "round-close", round_.pk)).content.decode()
    assert "ขั้นตอนของกองคลัง" in text
    assert "สถานะขัดแย้งกันเอง" in text
    assert Round.objects.get().is_open


def test_closing_keeps_reading_reports_proofs_and_what_is_missing(cast: Cast) -> None:
    round_ = a_round_in_all_states(cast)
    step = Step.objects.get(text="ขั้นตอนที่ 0")
    a_proof(cast, step=step)
    snapshot = closed(cast, round_).snapshot
    assert snapshot is not None
    assert (snapshot["schema"], snapshot["reading"]["schema"]) == ("prongsai/round/1", "prongsai/reading/1")
    assert {each["text"] for each in snapshot["missing"]} == {"ขั้นตอนที่ 3", "ขั้นตอนของกองคลัง"}
    assert [each["state"] for each in snapshot["reports"]] == ["sent", "returned", "accepted"]
    assert [(each["step"], each["title"], each["state"]) for each in snapshot["proofs"]] == [
        (step.pk, "สรุปผลการสำรวจ", "accepted")
    ]
    assert "status.contradiction" in {each["code"] for each in snapshot["reading"]["checks"]}
    assert AuditLine.objects.get(verb="round.closed").changes == {"missing": 2}


def test_a_closed_round_shows_what_it_closed_with_whatever_comes_later(cast: Cast) -> None:
    round_ = a_round_in_all_states(cast)
    before = page_of(cast, closed(cast, round_))
    Step.objects.update(text="แก้ภายหลัง")
    Measure.objects.update(title="ชื่อใหม่", removed_at=NOW)
    Report.objects.update(result="ผลใหม่")
    assert page_of(cast, round_).split("<main")[1] == before.split("<main")[1]
    assert "ดำเนินการแล้วเสร็จ" in before


def test_nothing_of_a_closed_round_changes(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    report = a_report(cast, round_, step)
    form = form_of(cast, round_, step)
    closed(cast, round_)
    assert "ส่งรายงาน</button>" not in Visitor(cast.person("officer")).get(form).content.decode()
    refused = send(cast, round_, step, **typed(version="1", result="หลังปิดรอบ"))
    assert refused.status_code == 422
    assert "รอบรายงานนี้ปิดแล้ว" in refused.content.decode()
    assert "หลังปิดรอบ" in refused.content.decode(), "what was typed is not lost"
    clerk, decision = cast.viewer("clerk"), Decision(version=1, comment="ช้าไป")
    with pytest.raises(Refused):
        accept_report(by=clerk, at=NOW, report=report, decision=decision)
    with pytest.raises(Refused):
        return_report(by=clerk, at=NOW, report=report, decision=decision)
    with pytest.raises(Refused):
        close_round(by=clerk, at=NOW, round_=round_)
    assert Report.objects.get().state == "sent"


def test_a_year_without_rounds_teaches_what_one_is_for(cast: Cast) -> None:
    text = Visitor(cast.person("clerk")).get(address(cast, "rounds")).content.decode()
    assert "ยังไม่มีรอบรายงานของปีนี้" in text
    assert "เริ่มจากทำแผน" in text


def asked(cast: Cast, *where: str) -> int:
    """How many questions these pages ask the database."""
    visitors = {who: Visitor(cast.person(who)) for who in ("clerk", "officer")}
    with CaptureQueriesContext(connection) as questions:
        for each in where:
            visitors["officer" if "/work/" in each else "clerk"].get(each)
    return len(questions)


def test_pages_ask_the_same_number_of_questions_for_10_and_for_200_steps(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    pages = [
        address(cast, "rounds"),
        address(cast, "work"),
        address(cast, "round", round_.pk),
        address(cast, "round-close", round_.pk),
        address(cast, "round-table", round_.pk, "csv"),
        form_of(cast, round_, step),
    ]
    fill(cast, round_, 10)
    few = [asked(cast, each) for each in pages]
    fill(cast, round_, 190)
    assert [asked(cast, each) for each in pages] == few
    assert max(few) <= 20, dict(zip(pages, few, strict=True))


def fill(cast: Cast, round_: Round, count: int) -> None:
    """So many steps of several measures, every second one reported with evidence."""
    for number in range(count):
        if number % 10 == 0:
            measure = a_measure_row(cast, plan=round_.plan, title=f"มาตรการที่ {number}")
        step = a_step_row(measure, text=f"ขั้นตอนเพิ่มที่ {number}")
        if number % 2:
            a_report(cast, round_, step, status="done", percent=100, result="จัดทำแล้วเสร็จ")
        if number % 4 == 1:
            a_proof(cast, step=step)
