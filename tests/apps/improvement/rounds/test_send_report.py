"""Reporting a step: sent with its evidence in one deed, doubted once, never overwritten, never lost."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_proof,
    a_report,
    a_round,
    a_step_row,
    a_unit,
    address,
    an_issued_plan,
)
from apps.improvement.rounds.made_rounds import RESULT, a_step_asked, done, form_of, send, typed
from cast import NOW, Cast, a_member, a_person
from pages import Visitor
from prongsai.apps.improvement.models import Change, Evidence, Measure, Proof, Report, Step
from prongsai.apps.improvement.operations.history import Overtaken
from prongsai.apps.improvement.operations.reports import Progress, send_report
from prongsai.apps.improvement.queries.reports import Promised
from prongsai.base import drafts
from prongsai.base.models import AuditLine, Draft, Membership

HTMX = {"HX-Request": "true"}


def test_a_report_is_sent_and_the_work_follows_it(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    answer = send(cast, round_, step)
    report = Report.objects.get()
    assert answer["Location"] == address(cast, "work")
    assert (report.state, report.status, report.percent, report.version) == ("sent", "in_progress", 50, 1)
    assert report.reported_by == cast.person("officer")
    step.refresh_from_db()
    assert (step.status, step.percent) == ("in_progress", 50)
    assert AuditLine.objects.get().verb == "report.sent"


def test_a_measure_is_as_far_as_its_steps(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    a_step_row(step.measure, status="not_started", percent=0)
    send(cast, round_, step, **done())
    measure = Measure.objects.get()
    assert (measure.status, measure.percent) == ("in_progress", 50)


def test_a_measure_without_steps_is_reported_as_a_whole(cast: Cast) -> None:
    plan = an_issued_plan(cast)
    round_, measure = a_round(cast, plan=plan), a_measure_row(cast, plan=plan)
    there = address(cast, "report-measure", round_.pk, measure.pk)
    Visitor(cast.person("officer")).post(there, typed())
    report = Report.objects.get()
    assert (report.measure, report.step) == (measure, None)
    measure.refresh_from_db()
    assert measure.percent == 50


def test_a_measure_with_steps_is_not_asked_for_as_a_whole(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    there = address(cast, "report-measure", round_.pk, step.measure_id)
    assert Visitor(cast.person("clerk")).get(there).status_code == 404


def test_links_files_and_pieces_that_are_here_come_along_in_one_deed(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    piece = a_piece_of_evidence(cast)
    file = SimpleUploadedFile("summary.txt", "สรุปผลการสำรวจ".encode())
    sent = {**done(), "evidence": [str(piece.pk)], "documents": [file]}
    answer = Visitor(cast.person("officer")).client.post(form_of(cast, round_, step), sent)
    assert answer.status_code == 302
    kinds = {each.evidence.kind: each.state for each in Proof.objects.filter(step=step).select_related("evidence")}
    assert kinds == {"link": "offered", "file": "offered"}
    assert Proof.objects.count() == 3


def test_a_link_that_is_none_is_refused_and_nothing_is_sent(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    page = send(cast, round_, step, **done(links="javascript:alert(1)"))
    assert page.status_code == 422
    assert "javascript:alert(1)" in page.content.decode(), "what was typed stands in the form again"
    assert not Report.objects.exists()


def test_done_needs_a_result(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    page = send(cast, round_, step, **done(result="  "))
    assert page.status_code == 422
    assert "กรุณาเขียนผลด้วย" in page.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("percent", ["101", "-1", "ครึ่งหนึ่ง"])
def test_a_share_that_cannot_be_is_refused_and_kept_in_the_form(cast: Cast, percent: str) -> None:
    round_, step = a_step_asked(cast)
    page = send(cast, round_, step, **typed(percent=percent))
    assert page.status_code == 422
    assert f'value="{percent}"' in page.content.decode()
    assert not Report.objects.exists()


def test_thai_digits_are_a_share_too(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    send(cast, round_, step, **typed(percent="๕๐"))
    assert Report.objects.get().percent == 50


def test_a_contradiction_is_told_once_and_sent_with_the_second_press(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    told = send(cast, round_, step, **done(percent="80"))
    assert told.status_code == 422
    assert "สถานะขัดแย้งกันเอง" in told.content.decode()
    assert "กดส่งอีกครั้ง" in told.content.decode()
    assert not Report.objects.exists()
    assert send(cast, round_, step, **done(percent="80", seen="status.contradiction")).status_code == 302
    assert Report.objects.get().percent == 80


def test_done_without_evidence_is_asked_about_and_a_reason_is_an_answer(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    told = send(cast, round_, step, **done(links=""))
    assert "ไม่มีหลักฐานอ้างอิง" in told.content.decode()
    assert not Report.objects.exists()
    answer = send(cast, round_, step, **done(links="", no_evidence_reason="ภาพถ่ายอยู่กับผู้รับจ้าง"))
    assert answer.status_code == 302
    page = Visitor(cast.person("officer")).get(form_of(cast, round_, step)).content.decode()
    assert "ดำเนินการแล้ว ยังไม่มีหลักฐานที่รับแล้ว" in page
    assert "ภาพถ่ายอยู่กับผู้รับจ้าง" in page


def test_evidence_that_was_handed_in_before_is_enough_and_what_went_back_is_not(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    proof = a_proof(cast, step=step, state="offered")
    assert send(cast, round_, step, **done(links="")).status_code == 302
    Proof.objects.filter(pk=proof.pk).update(state="returned")
    assert send(cast, round_, step, **done(links="", version="1")).status_code == 422


def test_the_same_checks_speak_while_typing_and_nothing_is_kept(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    there = address(cast, "report-step-check", round_.pk, step.pk)
    officer = Visitor(cast.person("officer"))
    doubted = officer.post(there, done(percent="80", links=""), **HTMX).content.decode()
    assert "สถานะขัดแย้งกันเอง" in doubted
    assert 'value="status.contradiction status.no_evidence ' in doubted
    plain = officer.post(there, {**done(links=""), "attached": "2"}, **HTMX).content.decode()
    assert 'name="seen" value=""' in plain
    assert not Report.objects.exists()


def test_a_half_typed_form_is_checked_without_scolding(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    there = address(cast, "report-step-check", round_.pk, step.pk)
    page = Visitor(cast.person("officer")).post(there, {"result": "เริ่ม"}, **HTMX)
    assert page.status_code == 200
    assert 'name="seen" value=""' in page.content.decode()


def test_the_second_of_two_officers_is_shown_both_texts(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    a_member(cast.agency, "officer", name="เจ้าหน้าที่คนที่สอง", unit=cast.unit)
    send(cast, round_, step, **typed(result="ข้อความของคนแรก"))
    page = send(cast, round_, step, who="clerk", **typed(result="ข้อความของคนที่สอง", percent="60"))
    text = page.content.decode()
    assert page.status_code == 409
    assert Report.objects.get().result == "ข้อความของคนแรก", "nothing was overwritten"
    assert "ข้อความของคนแรก" in text
    assert "ข้อความของคนที่สอง" in text
    assert 'name="version" value="1"' in text
    assert "ปัญหาอุปสรรค</th>" not in text, "a field that is the same in both is not compared"
    answer = send(cast, round_, step, who="clerk", **typed(result="รวมสองข้อความ", version="1"))
    assert answer.status_code == 302
    assert (Report.objects.get().result, Report.objects.get().version) == ("รวมสองข้อความ", 2)


def test_everything_sent_is_in_the_history(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    send(cast, round_, step, **typed(result="ครั้งแรก"))
    send(cast, round_, step, **typed(result="ครั้งที่สอง", version="1"))
    made, changed = Change.objects.filter(kind="report").order_by("pk")
    assert made.before is None
    assert (changed.before, changed.after) == ({"result": "ครั้งแรก"}, {"result": "ครั้งที่สอง"})
    assert Change.objects.get(kind="step").after == {"status": "in_progress", "percent": 50}


def test_the_latest_round_says_how_far_the_work_is(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    whole_year = a_round(cast, plan=round_.plan, months=12)
    a_report(cast, whole_year, step, status="done", percent=100)
    Step.objects.filter(pk=step.pk).update(status="done", percent=100)
    send(cast, round_, step)
    step.refresh_from_db()
    assert (step.status, step.percent) == ("done", 100)


def test_the_clerk_may_report_for_anybody_and_the_history_says_so(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    told = "ท่านรายงานแทนผู้รับผิดชอบ"
    assert told in Visitor(cast.person("clerk")).get(form_of(cast, round_, step)).content.decode()
    assert told not in Visitor(cast.person("officer")).get(form_of(cast, round_, step)).content.decode()
    answer = send(cast, round_, step, who="clerk")
    assert answer["Location"].startswith(address(cast, "round", round_.pk))
    assert Change.objects.get(kind="report").by == cast.person("clerk")


@pytest.mark.parametrize("who", ["executive", "auditor"])
def test_who_only_reads_is_shown_no_form_and_sends_nothing(cast: Cast, who: str) -> None:
    round_, step = a_step_asked(cast)
    visitor = Visitor(cast.person(who))
    assert "ส่งรายงาน</button>" not in visitor.get(form_of(cast, round_, step)).content.decode()
    assert visitor.post(form_of(cast, round_, step), typed()).status_code == 403
    assert not Report.objects.exists()


def test_an_officer_of_another_unit_finds_nothing(cast: Cast) -> None:
    round_, step = a_step_asked(cast, owners=(a_unit(cast),))
    officer = Visitor(cast.person("officer"))
    assert officer.get(form_of(cast, round_, step)).status_code == 404
    assert officer.post(form_of(cast, round_, step), typed()).status_code == 404
    assert officer.post(address(cast, "report-step-check", round_.pk, step.pk), typed()).status_code == 404
    assert not Report.objects.exists()


def test_the_owner_of_a_measure_reports_the_steps_nobody_else_owns(cast: Cast) -> None:
    person = a_person("ผู้ช่วย")
    Membership.objects.create(person=person, agency=cast.agency, role="officer", started_at=NOW)
    plan = an_issued_plan(cast)
    step = a_step_row(a_measure_row(cast, plan=plan, owners=(person,)))
    round_ = a_round(cast, plan=plan)
    assert Visitor(person).post(form_of(cast, round_, step), typed()).status_code == 302


def test_a_step_of_another_plan_is_not_found_in_this_round(cast: Cast) -> None:
    round_, _step = a_step_asked(cast)
    elsewhere = a_step_row(a_measure_row(cast, plan=an_issued_plan(cast, year=2566)))
    assert Visitor(cast.person("clerk")).get(form_of(cast, round_, elsewhere)).status_code == 404


def test_what_is_typed_and_not_sent_is_kept_for_its_writer_alone(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    officer = Visitor(cast.person("officer"))
    officer.post(form_of(cast, round_, step), {**typed(result="ยังเขียนไม่จบ"), "draft-basis": "0", "keep": "draft"})
    assert not Report.objects.exists()
    assert "ยังเขียนไม่จบ" in officer.get(form_of(cast, round_, step)).content.decode()
    assert "ยังเขียนไม่จบ" not in Visitor(cast.person("clerk")).get(form_of(cast, round_, step)).content.decode()
    send(cast, round_, step)
    assert not Draft.objects.exists()


def test_a_draft_of_an_older_report_is_not_put_over_a_newer_one(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    key = f"report:{round_.pk}:step-{step.pk}"
    drafts.keep(viewer=cast.viewer("officer"), at=NOW, key=key, basis="0", content=typed(result="ร่างเก่า"))
    a_report(cast, round_, step, state="returned", comment="เพิ่มจำนวน", result="ส่งไปแล้ว")
    page = Visitor(cast.person("officer")).get(form_of(cast, round_, step)).content.decode()
    assert "ร่างเก่า" not in page
    assert "ส่งไปแล้ว" in page


def test_the_round_before_is_shown_to_read_and_not_put_into_the_form(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    whole_year = a_round(cast, plan=round_.plan, months=12)
    a_report(cast, round_, step, state="accepted", result="ผลของหกเดือนแรก")
    page = Visitor(cast.person("officer")).get(form_of(cast, whole_year, step)).content.decode()
    assert page.count("ผลของหกเดือนแรก") == 1
    assert "รอบก่อนรายงานไว้ว่า" in page


def test_what_a_paper_ticked_gives_way_to_what_its_owner_says(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    a_report(cast, round_, step, state="returned", comment="เขียนผล", marked=["done", "in_progress"])
    send(cast, round_, step, **typed(result=RESULT, version="1"))
    assert Report.objects.get().marked == []


def test_a_report_without_a_status_is_asked_for_one(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    page = send(cast, round_, step, result="เริ่มแล้ว")
    assert page.status_code == 422
    assert "กรุณาเลือกสถานะ" in page.content.decode()
    assert "เริ่มแล้ว" in page.content.decode()


def test_a_form_sent_in_place_is_led_on_as_a_whole_page(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    answer = Visitor(cast.person("officer")).post(form_of(cast, round_, step), typed(), **HTMX)
    assert answer["HX-Redirect"] == address(cast, "work")
    assert Report.objects.exists()


def test_without_a_script_the_files_have_to_be_chosen_again_and_it_says_so(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    officer = Visitor(cast.person("officer"))
    for headers, is_said in (({}, True), (HTMX, False)):
        file = SimpleUploadedFile("summary.txt", "สรุปผล".encode())
        page = officer.post(form_of(cast, round_, step), {**typed(percent="101"), "documents": [file]}, **headers)
        assert ("ต้องเลือกอีกครั้ง" in page.content.decode()) is is_said
    assert not Evidence.objects.exists()


def test_of_two_who_send_at_once_one_is_first_and_the_other_is_told(cast: Cast, transactional_db: None) -> None:
    round_, step = a_step_asked(cast)
    officer, promised = cast.viewer("officer"), Promised(step.measure, step)
    met: list[str] = []

    def send_it(text: str) -> None:
        told, ready = {"by": officer, "at": NOW, "round_": round_, "promised": promised, "version": 0}, Event()
        while not ready.wait(0.01):  # SQLite lets nobody read while another writes: whoever it turns away comes again
            with suppress(OperationalError):
                try:
                    send_report(**told, progress=Progress("in_progress", 50, text))
                    met.append("sent")
                except Overtaken as overtaken:
                    met.append(f"told of {overtaken.record.version}")
                ready.set()
        connection.close()

    threads = [Thread(target=send_it, args=(text,)) for text in ("ของคนแรก", "ของคนที่สอง")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(met) == ["sent", "told of 1"]
    assert Report.objects.get().version == 1
    assert AuditLine.objects.filter(verb="report.sent").count() == 1


def test_a_piece_of_another_agency_cannot_be_chosen(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    foreign = a_piece_of_evidence(cast)
    Evidence.objects.filter(pk=foreign.pk).update(agency=cast.other_agency)
    page = send(cast, round_, step, **done(evidence=[str(foreign.pk)]))
    assert page.status_code == 422
    assert "ไม่อยู่ในรายการแล้ว" in page.content.decode()
    assert not Proof.objects.exists()
