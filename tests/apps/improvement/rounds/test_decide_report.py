"""The clerk accepts a report with its evidence, or sends it back with a comment; the owner mends it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.improvement.made import a_proof, a_report, a_step_row, address
from apps.improvement.rounds.made_rounds import a_step_asked, done, form_of, send, typed
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Change, Proof, Report, Step
from prongsai.apps.improvement.operations.reports import Decision, accept_report
from prongsai.core.errors import Refused


def decide(cast: Cast, deed: str, report: Report, who: str = "clerk", **sent: Any) -> Any:
    """Accept or return a report as one of the cast, having read its first version unless told otherwise."""
    return Visitor(cast.person(who)).post(address(cast, f"report-{deed}", report.pk), {"version": "1", **sent})


def test_a_cycle_from_sent_over_returned_to_accepted(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    send(cast, round_, step, **done())
    report = Report.objects.get()
    decide(cast, "return", report, comment="เพิ่มจำนวนผู้ตอบแบบสำรวจ")
    officer = Visitor(cast.person("officer"))
    assert "เพิ่มจำนวนผู้ตอบแบบสำรวจ" in officer.get(address(cast, "work")).content.decode()
    form = officer.get(form_of(cast, round_, step)).content.decode()
    assert "เพิ่มจำนวนผู้ตอบแบบสำรวจ" in form
    assert 'name="version" value="2"' in form
    send(cast, round_, step, **done(version="2", result="จัดทำแบบสำรวจแล้ว มีผู้ตอบ 120 คน"))
    decide(cast, "accept", report, version="3", **{f"piece_{Proof.objects.get().pk}": ""})
    report.refresh_from_db()
    assert (report.state, report.decided_by, report.version) == ("accepted", cast.person("clerk"), 4)
    assert Proof.objects.get().state == "accepted"
    deeds = Change.objects.filter(kind="report").order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["report.sent", "report.returned", "report.sent", "report.accepted"]
    step.refresh_from_db()
    assert step.status == "done"


def test_a_single_piece_goes_back_while_the_report_is_accepted(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    kept, blurred = (a_proof(cast, step=step, state="offered", evidence=None) for _each in range(2))
    report = a_report(cast, round_, step)
    decide(cast, "accept", report, **{f"piece_{kept.pk}": "", f"piece_{blurred.pk}": "ภาพไม่ชัด ขอภาพใหม่"})
    kept.refresh_from_db()
    blurred.refresh_from_db()
    assert (kept.state, blurred.state, blurred.comment) == ("accepted", "returned", "ภาพไม่ชัด ขอภาพใหม่")


def test_a_piece_handed_in_after_the_page_was_opened_waits_for_a_look_of_its_own(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    shown, report = a_proof(cast, step=step, state="offered"), a_report(cast, round_, step)
    meanwhile = a_proof(cast, step=step, state="offered")
    decide(cast, "accept", report, **{f"piece_{shown.pk}": ""})
    shown.refresh_from_db()
    meanwhile.refresh_from_db()
    assert (shown.state, meanwhile.state, Report.objects.get().state) == ("accepted", "offered", "accepted")


def test_what_a_paper_only_speaks_of_is_not_accepted_as_proof(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    proof = a_proof(cast, step=step, state="offered")
    proof.evidence.kind, proof.evidence.url = "words", ""
    proof.evidence.save()
    decide(cast, "accept", a_report(cast, round_, step))
    proof.refresh_from_db()
    assert (Report.objects.get().state, proof.state) == ("accepted", "offered")


def test_a_report_goes_back_only_with_a_comment(cast: Cast) -> None:
    report = a_report(cast, *a_step_asked(cast))
    page = decide(cast, "return", report, comment="  ")
    assert page.status_code == 422
    assert "กรุณาบอกผู้รายงานว่าต้องแก้อะไร" in page.content.decode()
    assert Report.objects.get().state == "sent"


def test_a_report_that_was_accepted_can_still_go_back_but_not_be_sent_over(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    report = a_report(cast, round_, step, state="accepted")
    refused = send(cast, round_, step, **typed(version="1"))
    assert refused.status_code == 422
    assert "รายงานนี้รับแล้ว" in refused.content.decode()
    decide(cast, "return", report, comment="พบว่าตัวเลขผิด")
    assert Report.objects.get().state == "returned"


def test_what_was_decided_is_not_decided_again(cast: Cast) -> None:
    report = a_report(cast, *a_step_asked(cast), state="returned", comment="เพิ่มผล")
    page = decide(cast, "accept", report)
    assert page.status_code == 422
    assert Report.objects.get().state == "returned"


def test_a_report_that_was_sent_anew_is_read_again_before_it_is_accepted(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    send(cast, round_, step, **typed(result="ที่เจ้าหน้าที่ธุรการอ่าน"))
    report = Report.objects.get()
    send(cast, round_, step, **typed(result="ที่ส่งใหม่", version="1"))
    page = decide(cast, "accept", report, comment="ขอบคุณ")
    assert page.status_code == 409
    assert Report.objects.get().state == "sent"
    text = page.content.decode()
    assert "ที่ส่งใหม่" in text
    assert "ขอบคุณ" in text, "the comment stands in the form again"
    assert 'name="version" value="2"' in text


@pytest.mark.parametrize("who", ["officer", "executive", "auditor"])
def test_only_the_clerk_decides(cast: Cast, who: str) -> None:
    report = a_report(cast, *a_step_asked(cast))
    assert decide(cast, "accept", report, who=who).status_code == 403
    assert Report.objects.get().state == "sent"


def test_a_report_of_another_year_is_not_found(cast: Cast) -> None:
    report = a_report(cast, *a_step_asked(cast))
    there = address(cast, "report-accept", report.pk, year=2566)
    assert Visitor(cast.person("clerk")).post(there, {"version": "1"}).status_code == 404


def test_status_and_share_stay_as_reported_while_it_is_mended(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    send(cast, round_, step)
    decide(cast, "return", Report.objects.get(), comment="เพิ่มผล")
    assert Step.objects.get().percent == 50


def test_a_piece_that_goes_back_without_a_word_is_refused(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    proof, report = a_proof(cast, step=step, state="offered"), a_report(cast, round_, step)
    with pytest.raises(Refused):
        accept_report(
            by=cast.viewer("clerk"), at=NOW, report=report, decision=Decision(version=1, returned={proof.pk: " "})
        )
    assert Report.objects.get().state == "sent"


def test_the_database_holds_no_decision_without_who_made_it(cast: Cast) -> None:
    report = a_report(cast, *a_step_asked(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="accepted")


def test_from_one_decision_the_clerk_goes_on_to_the_next_report_that_waits(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    other = a_step_row(step.measure)
    first, second = a_report(cast, round_, step), a_report(cast, round_, other)
    answer = decide(cast, "return", first, comment="เพิ่มผล")
    assert answer["Location"] == form_of(cast, round_, other)
    answer = decide(cast, "accept", second)
    assert answer["Location"].startswith(address(cast, "round", round_.pk))
