"""A plan on its way: put forward, returned or approved, issued, opened again; what was signed stands still."""

from __future__ import annotations

from typing import Any

import pytest

from apps.improvement.made import a_measure_row, a_plan
from apps.improvement.signing.made_signing import a_plan_put_forward, an_approved_plan, approve
from cast import NOW, Cast
from prongsai.apps.improvement.models import Plan, SignOff
from prongsai.apps.improvement.operations import signing
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused
from prongsai.core.records import from_json


def stands(plan: Plan) -> tuple[str, int]:
    plan.refresh_from_db()
    return plan.state, plan.version


def test_a_plan_goes_from_draft_to_issued_and_each_deed_is_kept(cast: Cast) -> None:
    plan = an_approved_plan(cast)
    assert stands(plan) == ("approved", 1)
    signing.issue_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    assert stands(plan) == ("issued", 1)
    kept = plan.sign_offs.values_list("deed", "version", "by__name")
    assert list(kept) == [("submitted", 1, "clerk"), ("approved", 1, "executive"), ("issued", 1, "clerk")]
    assert list(AuditLine.objects.order_by("pk").values_list("verb", "subject_id")) == [
        (verb, plan.pk) for verb in ("plan.submitted", "plan.approved", "plan.issued")
    ]


def test_an_approval_freezes_what_the_plan_says(cast: Cast) -> None:
    plan = an_approved_plan(cast)
    plan.measures.update(title="แก้ภายหลัง")
    content = from_json(SignOff.objects.get(deed="approved").content or {})
    (measure,) = content.measures
    assert (measure.title, measure.owners) == ("สำรวจความพึงพอใจของผู้รับบริการ", ("สำนักปลัด",))
    assert [each.text for each in measure.steps] == ["จัดทำแบบสำรวจความพึงพอใจ ณ จุดบริการ"]


def test_an_empty_plan_is_not_put_forward(cast: Cast) -> None:
    plan = a_plan(cast)
    with pytest.raises(Refused, match="holds no measure"):
        signing.submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    a_measure_row(cast, plan=plan, removed_at=NOW)
    with pytest.raises(Refused, match="holds no measure"):
        signing.submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    assert stands(plan) == ("draft", 1)


@pytest.mark.parametrize("faulty", [{"codes": ["o77"]}, {"owners": ()}, {"monitoring": ""}])
def test_what_contradicts_itself_or_lacks_something_goes_forward_only_with_a_reason(
    cast: Cast, faulty: dict[str, Any]
) -> None:
    plan = a_plan(cast)
    a_measure_row(cast, plan=plan, **faulty)
    with pytest.raises(Refused, match="1 things to put right"):
        signing.submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan, reason="  ")
    signing.submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan, reason="รอประกาศข้อใหม่จากผู้ประเมิน")
    assert stands(plan) == ("submitted", 1)
    assert SignOff.objects.get().reason == "รอประกาศข้อใหม่จากผู้ประเมิน"


def test_a_returned_plan_is_a_draft_again_with_the_reason_kept(cast: Cast) -> None:
    plan = a_plan_put_forward(cast)
    signing.return_plan(by=cast.viewer("executive"), at=NOW, plan=plan, reason="เพิ่มผู้รับผิดชอบข้อ 1")
    assert stands(plan) == ("draft", 1)
    assert plan.is_open
    assert plan.sign_offs.latest("pk").reason == "เพิ่มผู้รับผิดชอบข้อ 1"


def test_returning_and_revising_want_a_reason(cast: Cast) -> None:
    plan = a_plan_put_forward(cast)
    with pytest.raises(Refused, match="what is to be changed"):
        signing.return_plan(by=cast.viewer("executive"), at=NOW, plan=plan, reason=" ")
    approve(cast, plan)
    with pytest.raises(Refused, match="must change"):
        signing.revise_plan(by=cast.viewer("clerk"), at=NOW, plan=plan, reason="")
    assert stands(plan) == ("approved", 1)


def test_a_plan_put_forward_anew_is_not_approved_by_a_page_opened_before(cast: Cast) -> None:
    plan = a_plan_put_forward(cast)
    seen = plan.sign_offs.latest("pk").pk
    signing.return_plan(by=cast.viewer("executive"), at=NOW, plan=plan, reason="แก้ชื่อมาตรการ")
    plan.measures.update(title="มาตรการอื่น")
    signing.submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    for stale in (seen, None):
        with pytest.raises(Refused, match="read it again"):
            signing.approve_plan(by=cast.viewer("executive"), at=NOW, plan=plan, submission=stale)
    assert stands(plan) == ("submitted", 1)


def test_a_second_press_changes_nothing_and_says_where_the_plan_stands(cast: Cast) -> None:
    plan = a_plan_put_forward(cast)
    with pytest.raises(Refused, match="before the executive") as refused:
        signing.submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    assert "รอผู้บริหาร" in refused.value.th
    approve(cast, plan)
    with pytest.raises(Refused, match="is approved"):
        approve(cast, plan)
    with pytest.raises(Refused, match="is approved"):
        signing.return_plan(by=cast.viewer("executive"), at=NOW, plan=plan, reason="ช้าไป")
    signing.issue_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    with pytest.raises(Refused, match="is issued"):
        signing.issue_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    assert SignOff.objects.count() == 3


def test_only_what_was_put_forward_is_approved_and_only_what_is_approved_is_issued(cast: Cast) -> None:
    plan = a_plan(cast)
    a_measure_row(cast, plan=plan)
    for deed in (
        lambda: signing.approve_plan(by=cast.viewer("executive"), at=NOW, plan=plan, submission=None),
        lambda: signing.issue_plan(by=cast.viewer("clerk"), at=NOW, plan=plan),
        lambda: signing.revise_plan(by=cast.viewer("clerk"), at=NOW, plan=plan, reason="ไม่มี"),
    ):
        with pytest.raises(Refused, match="is a draft"):
            deed()
    assert stands(plan) == ("draft", 1)


@pytest.mark.parametrize("is_issued", [True, False])
def test_a_signed_plan_is_opened_again_as_its_next_version(cast: Cast, is_issued: bool) -> None:
    plan = an_approved_plan(cast)
    if is_issued:
        signing.issue_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    signing.revise_plan(by=cast.viewer("clerk"), at=NOW, plan=plan, reason="เปลี่ยนผู้รับผิดชอบ")
    assert stands(plan) == ("draft", 2)
    signing.submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan)
    approve(cast, plan)
    assert list(plan.sign_offs.filter(deed="approved").values_list("version", flat=True)) == [1, 2]
