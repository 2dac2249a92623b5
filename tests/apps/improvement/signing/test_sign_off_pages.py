"""The page of signing off, for each of the cast: what stands, what is asked, what is refused; versions as signed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from apps.assessment.made import an_accepted_paper
from apps.improvement.made import a_measure_row, a_plan, a_step_row, address
from apps.improvement.signing.made_signing import a_plan_put_forward, an_approved_plan, approve, submit
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Plan, SignOff
from prongsai.apps.improvement.operations import signing
from prongsai.base import drafts


def page_of(cast: Cast, who: str) -> str:
    return str(Visitor(cast.person(who)).get(address(cast, "plan-sign")).content.decode())


def sent(cast: Cast, who: str, deed: str, **fields: Any) -> Any:
    return Visitor(cast.person(who)).post(address(cast, f"plan-{deed}"), fields)


def followed(cast: Cast, who: str, deed: str, **fields: Any) -> str:
    """The page a deed leads to."""
    visitor = Visitor(cast.person(who))
    visitor.post(address(cast, f"plan-{deed}"), fields)
    return str(visitor.get(address(cast, "plan-sign")).content.decode())


def submission() -> int:
    return SignOff.objects.filter(deed="submitted").latest("pk").pk


def test_a_year_without_a_plan_leads_to_where_one_is_begun(cast: Cast) -> None:
    answer = Visitor(cast.person("clerk")).get(address(cast, "plan-sign"))
    assert (answer.status_code, answer["Location"]) == (302, address(cast, "plan"))


def test_the_clerk_puts_a_plan_forward_and_the_executive_approves_it(cast: Cast) -> None:
    a_measure_row(cast)
    assert address(cast, "plan-submit") in page_of(cast, "clerk")
    assert "เสนอผู้บริหารแล้ว ระหว่างรอพิจารณา" in followed(cast, "clerk", "submit")
    page = page_of(cast, "executive")
    assert address(cast, "plan-approve") in page
    assert "ขั้นต่อไปเป็นของท่าน: อ่านแผนด้านล่าง" in page
    assert "สำรวจความพึงพอใจของผู้รับบริการ" in page
    assert "สำนักปลัด" in page
    assert "ต.ค. 2566 - ก.ย. 2567" in page
    assert "อนุมัติแผนแล้ว" in followed(cast, "executive", "approve", submission=submission())
    assert "ประกาศใช้แผนแล้ว" in followed(cast, "clerk", "issue")
    assert Plan.objects.get().state == "issued"


@pytest.mark.parametrize("who", ["executive", "auditor"])
def test_only_the_clerk_is_offered_to_put_a_draft_forward(cast: Cast, who: str) -> None:
    a_measure_row(cast)
    page = page_of(cast, who)
    assert address(cast, "plan-submit") not in page
    assert "ยังไม่มีอะไรให้ท่านต้องทำ" in page


def test_only_the_executive_is_offered_to_decide(cast: Cast) -> None:
    a_plan_put_forward(cast)
    for who in ("clerk", "auditor"):
        page = page_of(cast, who)
        assert address(cast, "plan-approve") not in page
        assert address(cast, "plan-return") not in page


def test_an_empty_plan_teaches_and_offers_no_signing(cast: Cast) -> None:
    a_plan(cast)
    page = page_of(cast, "clerk")
    assert address(cast, "plan-submit") not in page
    assert address(cast, "inbox") in page
    assert address(cast, "plan-carry") in page
    assert "แผนนี้ยังไม่มีมาตรการ กรุณาเพิ่ม" in sent(cast, "clerk", "submit").content.decode()


def test_what_contradicts_itself_is_shown_and_a_reason_is_asked_for(cast: Cast) -> None:
    measure = a_measure_row(cast, codes=["o77"])
    page = page_of(cast, "clerk")
    assert address(cast, "measure", measure.pk) in page
    assert "เหตุผลที่เสนอทั้งที่ยังไม่แก้" in page
    answer = sent(cast, "clerk", "submit", reason="")
    assert answer.status_code == 422
    assert "กรุณาเขียนเหตุผล" in answer.content.decode()
    sent(cast, "clerk", "submit", reason="รอผู้ประเมินประกาศ")
    assert "รอผู้ประเมินประกาศ" in page_of(cast, "executive"), "whoever decides reads why"


def test_a_plan_is_returned_with_a_reason_that_the_clerk_reads(cast: Cast) -> None:
    a_plan_put_forward(cast)
    answer = sent(cast, "executive", "return", reason=" ")
    assert answer.status_code == 422
    assert Plan.objects.get().state == "submitted"
    sent(cast, "executive", "return", reason="เพิ่มผู้รับผิดชอบ <ทุกข้อ>")
    page = page_of(cast, "clerk")
    assert escape("เพิ่มผู้รับผิดชอบ <ทุกข้อ>") in page
    assert "ผู้บริหารส่งกลับให้แก้" in page
    assert address(cast, "plan-submit") in page


def test_a_reason_that_was_typed_and_not_sent_is_kept_until_the_plan_moves_on(cast: Cast) -> None:
    plan = a_plan_put_forward(cast)
    executive, key = cast.viewer("executive"), f"plan-{plan.fiscal_year}-submitted"
    drafts.keep(viewer=executive, at=NOW, key=key, basis=str(submission()), content={"reason": "ยังขาดผู้รับผิดชอบ"})
    assert "ยังขาดผู้รับผิดชอบ</textarea>" in page_of(cast, "executive")
    assert "ยังขาดผู้รับผิดชอบ" not in page_of(cast, "clerk")
    sent(cast, "executive", "return", reason="ยังขาดผู้รับผิดชอบ ข้อ 2")
    assert drafts.kept(executive, key) is None
    submit(cast, plan)
    assert "</textarea>" in page_of(cast, "executive")
    assert "ยังขาดผู้รับผิดชอบ</textarea>" not in page_of(cast, "executive")


def test_a_second_press_is_refused_kindly(cast: Cast) -> None:
    a_plan_put_forward(cast)
    seen = submission()
    visitor = Visitor(cast.person("executive"))
    for _press in range(2):
        visitor.post(address(cast, "plan-approve"), {"submission": seen})
    page = visitor.get(address(cast, "plan-sign")).content.decode()
    assert "แผนนี้อนุมัติแล้ว ขั้นต่อไปคือประกาศใช้" in page
    assert SignOff.objects.filter(deed="approved").count() == 1
    late = sent(cast, "executive", "return", reason="ช้าไป")
    assert (late.status_code, late["Location"]) == (302, address(cast, "plan-sign"))
    assert Plan.objects.get().state == "approved"


@pytest.mark.parametrize("typed", ["", "x", "99999"])
def test_an_approval_of_anything_else_approves_nothing(cast: Cast, typed: str) -> None:
    a_plan_put_forward(cast)
    assert "อ่านฉบับล่าสุด" in followed(cast, "executive", "approve", submission=typed)
    assert Plan.objects.get().state == "submitted"


def test_another_agencys_plan_is_not_there(cast: Cast) -> None:
    an_approved_plan(cast)
    stranger = Visitor(cast.person("stranger"))
    for name in ("plan-submit", "plan-issue", "plan-revise"):
        theirs = address(cast, name).replace(cast.agency.slug, cast.other_agency.slug)
        assert stranger.post(theirs, {"reason": "ยึด"}).status_code == 404
    assert Plan.objects.get().state == "approved"


def test_a_weak_point_without_a_measure_is_named_before_signing(cast: Cast) -> None:
    an_accepted_paper(cast)
    Plan.objects.all().delete()
    a_measure_row(cast, plan=a_plan(cast), title="เรื่องอื่น")
    page = page_of(cast, "clerk")
    assert "ผู้มาติดต่อบางรายเห็นว่าบริการยังไม่ดีขึ้น" in page
    assert "<strong>1</strong> จุดที่ยังไม่มีมาตรการ" in page


def test_a_version_stays_as_it_was_signed(cast: Cast) -> None:
    plan = an_approved_plan(cast)
    plan.measures.update(title="แก้ภายหลัง")
    page = Visitor(cast.person("auditor")).get(address(cast, "plan-version", 1)).content.decode()
    assert "สำรวจความพึงพอใจของผู้รับบริการ" in page
    assert "แก้ภายหลัง" not in page
    assert "สิ่งที่เปลี่ยนจากฉบับที่" not in page


def test_the_next_version_tells_field_by_field_what_changed(cast: Cast) -> None:
    plan = an_approved_plan(cast)
    clerk = cast.viewer("clerk")
    signing.revise_plan(by=clerk, at=NOW, plan=plan, reason="เปลี่ยนผู้รับผิดชอบ")
    measure = plan.measures.get()
    a_step_row(measure, text="ประชุมติดตาม")
    plan.measures.update(title="สำรวจความพึงพอใจทุกไตรมาส", period_text="ต.ค. 2566 - ก.ย. 2567")
    submit(cast, plan)
    approve(cast, plan)
    page = Visitor(cast.person("executive")).get(address(cast, "plan-version", 2)).content.decode()
    assert "สิ่งที่เปลี่ยนจากฉบับที่ 1" in page
    assert "เปลี่ยนผู้รับผิดชอบ" in page
    assert "<dt>มาตรการ</dt>" in page
    assert "สำรวจความพึงพอใจของผู้รับบริการ</del>" in " ".join(page.split()).replace(" </del>", "</del>")
    assert "ประชุมติดตาม" in page
    assert page.count("<dt>ระยะเวลา</dt>") == 1, "in the content alone: the same months in other words are no change"


@pytest.mark.parametrize("version", [2, 0, 10**30])
def test_a_version_that_was_never_signed_is_not_there(cast: Cast, version: int) -> None:
    plan = an_approved_plan(cast)
    signing.revise_plan(by=cast.viewer("clerk"), at=NOW, plan=plan, reason="แก้")
    assert Visitor(cast.person("clerk")).get(address(cast, "plan-version", version)).status_code == 404


def questions_for(cast: Cast, count: int) -> int:
    """How many questions the page asks for a plan of so many measures."""
    plan = a_plan(cast)
    while plan.measures.count() < count:
        a_step_row(a_measure_row(cast, plan=plan, title=f"มาตรการที่ {plan.measures.count()}"), owners=(cast.unit,))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page_of(cast, "executive")
    return len(asked)


def test_the_page_asks_as_many_questions_for_thirty_measures_as_for_three(cast: Cast) -> None:
    assert questions_for(cast, 3) == questions_for(cast, 30)
