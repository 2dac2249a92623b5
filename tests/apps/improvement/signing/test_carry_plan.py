"""Next year from this year: what comes along, what does not, what the crosswalk makes of the codes."""

from __future__ import annotations

from datetime import date

import pytest

from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_plan,
    a_proof,
    a_report,
    a_round,
    a_step_row,
    an_issued_plan,
    own,
)
from apps.improvement.signing.made_signing import LAST_YEAR, last_years_plan
from cast import NOW, YEAR, Cast, a_member
from prongsai.apps.improvement.models import Change, Measure, Plan
from prongsai.apps.improvement.operations.carrying import Wishes, attach_again, carry_plan
from prongsai.apps.improvement.queries.carrying import carry_page, earlier_evidence
from prongsai.base.models import Membership
from prongsai.core.errors import Refused


def carried(cast: Cast, source: Plan, year: int = YEAR, **wishes: object) -> Plan:
    every = list(source.measures.values_list("pk", flat=True))
    return carry_plan(
        by=cast.viewer("clerk"), at=NOW, source=source, year=year, wishes=Wishes(**{"measures": every, **wishes})
    )


def test_a_measure_comes_along_with_its_steps_owners_and_the_same_months(cast: Cast) -> None:
    source = last_years_plan(cast)
    plan = carried(cast, source)
    (measure,) = plan.measures.all()
    (step,) = measure.steps.all()
    before = source.measures.get()
    assert (plan.fiscal_year, plan.state, plan.carried_from) == (YEAR, "draft", source)
    assert (measure.title, measure.monitoring, measure.source) == (before.title, before.monitoring, "earlier")
    assert (measure.starts_on, measure.ends_on) == (date(2023, 10, 1), date(2024, 10, 1))
    assert (step.starts_on, step.ends_on) == (date(2024, 1, 1), date(2024, 4, 1))
    assert [each.unit for each in measure.ownerships.all()] == [cast.unit]
    assert (measure.came_from, step.came_from) == (before, before.steps.get())


def test_how_far_the_work_was_stays_in_its_year(cast: Cast) -> None:
    source = last_years_plan(cast)
    a_report(cast, a_round(cast, plan=source), source.measures.get().steps.get())
    measure = carried(cast, source).measures.get()
    assert (measure.status, measure.percent, measure.suggestion) == ("not_started", None, "")
    assert not measure.reports.exists()
    assert measure.where == {}
    before = source.measures.get()
    assert (before.status, before.percent) == ("in_progress", 50), "last year's own record is left alone"


def test_codes_go_through_the_crosswalk(cast: Cast) -> None:
    source = last_years_plan(cast, codes=["o12", "o17", "e1", "e4", "o38"])
    assert carried(cast, source).measures.get().codes == ["o8", "e1", "o33"], "o17 is gone, e4 asks something else"


def test_a_code_nobody_can_follow_is_kept_where_the_clerk_says_so(cast: Cast) -> None:
    source = last_years_plan(cast, codes=["e4"])
    key = f"{source.measures.get().pk}-e4"
    assert carried(cast, source, codes=[key]).measures.get().codes == ["e4"]


def test_two_years_on_and_into_another_number_of_items(cast: Cast) -> None:
    source = a_plan(cast, year=2564)
    a_measure_row(cast, plan=source, codes=["o38", "o10"], starts_on=date(2020, 10, 1), ends_on=date(2021, 4, 1))
    measure = carried(cast, source, 2566).measures.get()
    assert measure.codes == ["o32", "o40", "o11"]
    assert (measure.starts_on, measure.ends_on) == (date(2022, 10, 1), date(2023, 4, 1))


def test_a_text_is_never_rewritten_silently(cast: Cast) -> None:
    source = last_years_plan(cast)
    step = source.measures.get().steps.get()
    assert carried(cast, source).measures.get().steps.get().text == "เผยแพร่แบบสำรวจตามข้อ o12 ปี 2566"
    Plan.objects.filter(fiscal_year=YEAR).delete()
    plan = carried(cast, source, texts=[f"step-{step.pk}-text"])
    assert plan.measures.get().steps.get().text == "เผยแพร่แบบสำรวจตามข้อ o8 ปี 2567"


def test_words_of_a_period_come_along_only_where_no_month_is_known(cast: Cast) -> None:
    source = last_years_plan(cast, period_text="ต.ค. 2565 - ก.ย. 2566")
    a_measure_row(cast, plan=source, starts_on=None, ends_on=None, period_text="ภายใน 30 วัน")
    assert list(carried(cast, source).measures.values_list("period_text", flat=True)) == ["", "ภายใน 30 วัน"]


def test_whoever_left_the_agency_comes_along_by_name_only(cast: Cast) -> None:
    source = last_years_plan(cast)
    gone = a_member(cast.agency, "officer", name="ผู้ที่ย้ายไปแล้ว")
    own(source.measures.get(), gone, cast.people["officer"])
    Membership.objects.filter(person=gone).update(ended_at=NOW)
    owners = carried(cast, source).measures.get().ownerships.values_list("name", "person", "unit")
    officer = cast.people["officer"]
    assert list(owners) == [
        ("สำนักปลัด", None, cast.unit.pk),
        ("ผู้ที่ย้ายไปแล้ว", None, None),
        ("officer", officer.pk, None),
    ]


def test_a_measure_that_only_tells_its_finding_keeps_telling_it(cast: Cast) -> None:
    source = last_years_plan(cast, title="", finding="ผู้รับบริการไม่ทราบช่องทาง")
    assert carried(cast, source).measures.get().finding == "ผู้รับบริการไม่ทราบช่องทาง"
    other = a_measure_row(cast, plan=source, finding="ข้อสังเกตของปีก่อน")
    carried(cast, source)
    assert Measure.objects.get(came_from=other).finding == "", "a new year has findings of its own"


def test_what_was_carried_is_not_carried_twice(cast: Cast) -> None:
    source = last_years_plan(cast)
    plan = carried(cast, source)
    with pytest.raises(Refused, match="nothing to carry over"):
        carried(cast, source)
    a_measure_row(cast, plan=source, title="มาตรการที่สอง")
    carried(cast, source)
    assert list(plan.measures.values_list("title", flat=True)) == ["สำรวจความพึงพอใจของผู้รับบริการ", "มาตรการที่สอง"]


def test_only_what_was_chosen_comes_and_nothing_that_was_taken_out(cast: Cast) -> None:
    source = last_years_plan(cast)
    chosen = a_measure_row(cast, plan=source, title="มาตรการที่เลือก")
    taken_out = a_measure_row(cast, plan=source, title="มาตรการที่ลบแล้ว", removed_at=NOW)
    plan = carried(cast, source, measures=[chosen.pk, taken_out.pk])
    assert [each.title for each in plan.measures.all()] == ["มาตรการที่เลือก"]


def test_a_plan_that_is_signed_takes_nothing_more(cast: Cast) -> None:
    source = last_years_plan(cast)
    plan = an_issued_plan(cast)
    with pytest.raises(Refused, match="is approved"):
        carried(cast, source)
    assert not plan.measures.exists()


def test_each_record_remembers_that_it_was_carried(cast: Cast) -> None:
    carried(cast, last_years_plan(cast))
    assert list(Change.objects.order_by("pk").values_list("kind", "deed")) == [
        ("measure", "plan.carried"),
        ("step", "plan.carried"),
    ]


def test_the_page_tells_what_changed_what_is_gone_and_what_is_new(cast: Cast) -> None:
    last_years_plan(cast, codes=["o12", "e4"])
    page = carry_page(cast.viewer("clerk"), YEAR, None)
    (row,) = page.measures
    assert [(each.passage.code, each.passage.codes, each.can_be_kept) for each in row.codes] == [
        ("o12", ("o8",), False),
        ("e4", (), True),
    ]
    assert [(each.proposal.original, each.proposal.text) for each in row.texts] == [
        ("เผยแพร่แบบสำรวจตามข้อ o12 ปี 2566", "เผยแพร่แบบสำรวจตามข้อ o8 ปี 2567")
    ]
    assert {each.item.code for each in page.gone} == {"o6", "o9", "o10", "o17", "o19", "o24", "o37", "o41"}
    assert [(each.code, each.is_unverified) for each in page.new] == [("o16", True), ("o29", True)]


def test_evidence_of_last_year_is_offered_again_with_its_own_date(cast: Cast) -> None:
    source = last_years_plan(cast)
    earlier = source.measures.get().steps.get()
    piece = a_piece_of_evidence(cast, year=LAST_YEAR, dated_on=date(2023, 2, 14))
    a_proof(cast, evidence=piece, step=earlier)
    step = carried(cast, source).measures.get().steps.select_related("measure__plan").get()
    clerk = cast.viewer("clerk")
    proof = attach_again(by=clerk, at=NOW, record=step, evidence=piece)
    assert (proof.state, proof.step, proof.evidence) == ("offered", step, piece)
    piece.refresh_from_db()
    assert (piece.fiscal_year, piece.dated_on) == (LAST_YEAR, date(2023, 2, 14))
    assert proof.evidence.proofs.count() == 2, "last year's own use stays"


def test_only_what_proved_the_earlier_work_is_attached_again(cast: Cast) -> None:
    source = last_years_plan(cast)
    step = carried(cast, source).measures.get().steps.get()
    with pytest.raises(Refused, match="did not prove"):
        attach_again(by=cast.viewer("clerk"), at=NOW, record=step, evidence=a_piece_of_evidence(cast, year=LAST_YEAR))
    fresh = a_step_row(step.measure)
    assert earlier_evidence(cast.viewer("clerk"), fresh) is None
    with pytest.raises(Refused, match="did not prove"):
        attach_again(
            by=cast.viewer("clerk"), at=NOW, record=fresh, evidence=a_piece_of_evidence(cast, url="https://a.go.th/2")
        )
