"""Steps: several written at once, edited by two, moved within their measure and to another, taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from apps.improvement.made import (
    FIRST_DAY,
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
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Change, Measure, Plan, Step
from prongsai.base.models import AuditLine


def typed(**changes: Any) -> dict[str, Any]:
    """A form as somebody fills it."""
    words = {"text": "จัดอบรม", "expected_evidence": "ภาพกิจกรรม", "others": "", "starts": "", "ends": "", "span": ""}
    return {**words, "version": "1", **changes}


def sent(cast: Cast, name: str, *more: Any, who: str = "clerk", **form: Any) -> Any:
    return Visitor(cast.person(who)).post(address(cast, name, *more), typed(**form))


def texts(measure: Measure) -> list[str]:
    return list(measure.steps.filter(removed_at=None).values_list("text", flat=True))


def test_several_steps_are_written_at_once_one_a_line(cast: Cast) -> None:
    measure = a_measure_row(cast)
    lines = "1. สำรวจคู่มือ\n\n๒) ปรับปรุงคู่มือ\n- เผยแพร่ภายใน 3 วัน\n3 วันทำการต่อเรื่อง"
    response = sent(cast, "step-create", measure.pk, texts=lines, span="2", units=[cast.unit.pk])
    assert response["Location"] == f"{address(cast, 'measure', measure.pk)}#steps"
    assert texts(measure) == ["สำรวจคู่มือ", "ปรับปรุงคู่มือ", "เผยแพร่ภายใน 3 วัน", "3 วันทำการต่อเรื่อง"]
    for step in measure.steps.all():
        assert (step.starts_on, step.ends_on) == (date(YEAR - 543, 1, 1), date(YEAR - 543, 4, 1))
        assert [each.unit for each in step.ownerships.all()] == [cast.unit]
    assert AuditLine.objects.get(verb="step.created").changes == {"count": 4}
    assert Change.objects.filter(kind="step", before__isnull=True).count() == 4


@pytest.mark.parametrize("lines", ["", "  \n1.\n", "ทำ\n" * 51])
def test_no_step_and_too_many_are_refused_and_kept_in_the_form(cast: Cast, lines: str) -> None:
    measure = a_measure_row(cast)
    response = sent(cast, "step-create", measure.pk, texts=lines, others="งานนิติการ")
    assert response.status_code == 422
    assert "งานนิติการ" in response.content.decode()
    assert texts(measure) == []


def test_editing_a_step_remembers_what_changed(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast), status="in_progress", percent=20)
    response = sent(cast, "step-edit", step.pk, starts=f"{FIRST_DAY:%Y-%m}", ends=f"{YEAR - 543}-03")
    assert response["Location"] == address(cast, "step", step.pk)
    step.refresh_from_db()
    assert (step.text, step.expected_evidence, step.version) == ("จัดอบรม", "ภาพกิจกรรม", 2)
    assert (step.status, step.percent) == ("in_progress", 20)
    assert set(Change.objects.get().after or {}) == {"text", "expected_evidence"}


def test_two_who_edit_the_same_step_are_shown_both_texts(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    sent(cast, "step-edit", step.pk, text="ของคนแรก")
    response = sent(cast, "step-edit", step.pk, text="ของคนที่สอง", others="งานนิติการ")
    page = response.content.decode()
    assert response.status_code == 409
    assert "ของคนแรก" in page
    assert "ของคนที่สอง" in page
    assert page.count("งานนิติการ") == 2  # in the comparison and in the form
    step.refresh_from_db()
    assert step.text == "ของคนแรก"
    assert sent(cast, "step-edit", step.pk, text="ของคนที่สอง", version="2").status_code == 302


def test_a_step_moves_up_and_down(cast: Cast) -> None:
    measure = a_measure_row(cast)
    first, _, third = (a_step_row(measure, text=text) for text in ("ก", "ข", "ค"))
    sent(cast, "step-move", third.pk, shift="-1")
    assert texts(measure) == ["ก", "ค", "ข"]
    response = sent(cast, "step-move", first.pk, shift="-1")
    assert texts(measure) == ["ก", "ค", "ข"]
    assert response["Location"].endswith(f"#step-{first.pk}")


def test_a_step_moves_to_the_end_of_another_measure_with_its_reports_and_proof(cast: Cast) -> None:
    here, there = a_measure_row(cast), a_measure_row(cast)
    a_step_row(there, text="เดิม")
    step = a_step_row(here, text="ที่ย้าย")
    proof = a_proof(cast, step=step, evidence=a_piece_of_evidence(cast))
    sent(cast, "step-move", step.pk, to=there.pk)
    assert (texts(here), texts(there)) == ([], ["เดิม", "ที่ย้าย"])
    proof.refresh_from_db()
    assert proof.step == step


def test_the_reports_of_a_step_go_with_it(cast: Cast) -> None:
    here, there = a_measure_row(cast), a_measure_row(cast)
    step = a_step_row(here)
    report = a_report(cast, a_round(cast), step)
    sent(cast, "step-move", step.pk, to=there.pk)
    report.refresh_from_db()
    assert report.measure == there


def test_a_step_does_not_move_to_a_measure_of_another_agency_by_a_forged_id(cast: Cast) -> None:
    theirs = Plan.objects.create(
        agency=cast.other_agency,
        fiscal_year=YEAR,
        result_year=YEAR,
        created_by=cast.people["stranger"],
        created_at=NOW,
    )
    foreign = a_measure_row(cast, plan=theirs, owners=())
    step = a_step_row(a_measure_row(cast))
    assert sent(cast, "step-move", step.pk, to=foreign.pk).status_code == 404
    step.refresh_from_db()
    assert step.measure != foreign
    assert not Change.objects.exists()


def test_a_step_does_not_move_to_another_years_plan(cast: Cast) -> None:
    other = a_measure_row(cast, plan=a_plan(cast, year=YEAR - 1))
    step = a_step_row(a_measure_row(cast))
    assert sent(cast, "step-move", step.pk, to=other.pk).status_code == 404


@pytest.mark.parametrize("form", [{"shift": "9"}, {"to": "x"}])
def test_a_move_to_nowhere_changes_nothing(cast: Cast, form: dict[str, str]) -> None:
    step = a_step_row(a_measure_row(cast))
    assert sent(cast, "step-move", step.pk, **form).status_code == 404
    assert not Change.objects.exists()


def test_a_step_of_a_plan_that_is_not_open_stands_still(cast: Cast) -> None:
    measure = a_measure_row(cast)
    step = a_step_row(measure)
    an_issued_plan(cast)
    assert sent(cast, "step-edit", step.pk).status_code == 422
    assert sent(cast, "step-create", measure.pk, texts="ใหม่").status_code == 422
    for name in ("step-remove", "step-move"):
        sent(cast, name, step.pk, shift="1")
    step.refresh_from_db()
    assert (step.removed_at, step.version, measure.steps.count()) == (None, 1, 1)


def test_a_step_taken_out_is_found_again_in_its_history(cast: Cast) -> None:
    measure = a_measure_row(cast)
    step = a_step_row(measure)
    response = sent(cast, "step-remove", step.pk)
    assert response["Location"] == address(cast, "history", "step", step.pk)
    assert texts(measure) == []
    plan = Visitor(cast.person("clerk")).get(address(cast, "plan")).content.decode()
    assert address(cast, "history", "step", step.pk) in plan


def test_an_officer_opens_their_own_step_and_no_other_units(cast: Cast) -> None:
    measure = a_measure_row(cast, owners=(a_unit(cast, "กองช่าง"),))
    mine, theirs = a_step_row(measure, owners=(cast.unit,)), a_step_row(measure)
    visitor = Visitor(cast.person("officer"))
    page = visitor.get(address(cast, "step", mine.pk))
    assert page.status_code == 200
    assert address(cast, "work") in page.content.decode()
    assert visitor.get(address(cast, "step", theirs.pk)).status_code == 404


def test_a_step_of_ones_own_leads_to_its_report_while_a_round_is_open(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    round_ = a_round(cast)
    place = address(cast, "report-step", round_.pk, step.pk)
    assert place in Visitor(cast.person("officer")).get(address(cast, "step", step.pk)).content.decode()
    assert place not in Visitor(cast.person("auditor")).get(address(cast, "step", step.pk)).content.decode()


@pytest.mark.parametrize("name", ["step", "step-edit", "step-remove", "step-move"])
def test_another_agencys_step_is_not_found(cast: Cast, name: str) -> None:
    step = a_step_row(a_measure_row(cast))
    theirs = address(cast, name, step.pk).replace(cast.agency.slug, cast.other_agency.slug)
    visitor = Visitor(cast.people["stranger"])
    ask = visitor.get if name == "step" else visitor.post
    assert ask(theirs, typed(shift="1")).status_code == 404
    assert Step.objects.get().version == 1
