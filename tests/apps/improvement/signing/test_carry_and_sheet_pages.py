"""Carrying a plan over and bringing its workbook back, as a clerk meets them on pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_plan,
    a_proof,
    a_step_row,
    address,
    an_issued_plan,
)
from apps.improvement.signing.made_signing import (
    LAST_YEAR,
    a_sheet_brought,
    last_years_plan,
    put,
    saved,
    workbook_of,
)
from cast import YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Measure, Plan, Proof
from prongsai.apps.improvement.queries.sheet_rows import MEASURES
from prongsai.base.models import AuditLine, StoredFile


def clerk(cast: Cast) -> Visitor:
    return Visitor(cast.person("clerk"))


def carry_page(cast: Cast, year: int = YEAR) -> str:
    return str(clerk(cast).get(address(cast, "plan-carry", year=year)).content.decode())


def carried(cast: Cast, **ticked: Any) -> Any:
    return clerk(cast).post(address(cast, "plan-carry"), {"source": LAST_YEAR, **ticked})


def brought(cast: Cast, content: bytes, name: str = "plan.xlsx") -> Any:
    return clerk(cast).post(address(cast, "plan-sheet-in"), {"file": SimpleUploadedFile(name, content)})


def test_the_clerk_ticks_what_to_carry_and_finds_it_in_the_plan(cast: Cast) -> None:
    source = last_years_plan(cast, codes=["o12", "e4"])
    measure = source.measures.get()
    page = carry_page(cast)
    assert f'name="measure" value="{measure.pk}" checked' in page
    assert "ตรวจเอง" in page
    assert "ยังไม่ยืนยัน" in page
    assert "เผยแพร่แบบสำรวจตามข้อ o8 ปี 2567" in page
    key = f"step-{measure.steps.get().pk}-text"
    answer = carried(cast, measure=[measure.pk], text=[key], code=[f"{measure.pk}-e4"])
    assert (answer.status_code, answer["Location"]) == (302, address(cast, "plan"))
    new = Measure.objects.get(plan__fiscal_year=YEAR)
    assert (new.codes, new.steps.get().text) == (["o8", "e4"], "เผยแพร่แบบสำรวจตามข้อ o8 ปี 2567")
    assert AuditLine.objects.latest("pk").verb == "plan.carried"
    page = carry_page(cast)
    assert "ยกมาแล้ว" in page
    assert 'name="measure"' not in page


def test_nothing_ticked_is_told_and_loses_no_tick(cast: Cast) -> None:
    source = last_years_plan(cast)
    key = f"step-{source.measures.get().steps.get().pk}-text"
    answer = carried(cast, text=[key])
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ยังไม่ได้เลือกมาตรการ" in page
    assert f'value="{key}" checked' in page
    assert not Plan.objects.filter(fiscal_year=YEAR).exists()


def test_a_measure_of_another_plan_is_not_carried_by_a_forged_key(cast: Cast) -> None:
    last_years_plan(cast)
    theirs = Plan.objects.create(
        agency=cast.other_agency,
        fiscal_year=LAST_YEAR,
        result_year=LAST_YEAR,
        created_by=cast.people["stranger"],
        created_at=cast.agency.created_at,
    )
    forged = a_measure_row(cast, plan=theirs, title="ของหน่วยงานอื่น")
    assert carried(cast, measure=[forged.pk]).status_code == 422
    assert not Plan.objects.filter(fiscal_year=YEAR).exists()


def test_a_year_without_a_plan_cannot_be_carried_from(cast: Cast) -> None:
    last_years_plan(cast)
    for year in (2565, YEAR, 99999):
        assert clerk(cast).get(address(cast, "plan-carry"), {"source": year}).status_code == 404


def test_without_an_earlier_plan_the_page_teaches(cast: Cast) -> None:
    page = carry_page(cast)
    assert "ยังไม่มีแผนของปีก่อนให้ยกมา" in page
    assert address(cast, "inbox") in page


def test_a_year_whose_framework_is_not_known_says_so(cast: Cast) -> None:
    a_measure_row(cast, plan=a_plan(cast, year=2569), codes=["o26"])
    assert "ยังไม่มีเกณฑ์ของปี 2570" in carry_page(cast, year=2570)


def test_a_signed_plan_shows_why_nothing_can_be_carried_into_it(cast: Cast) -> None:
    last_years_plan(cast)
    an_issued_plan(cast)
    page = carry_page(cast)
    assert "จึงยกมาเพิ่มไม่ได้" in page
    assert "<button>ยกมาตรการ" not in page


def test_last_years_evidence_is_attached_again_from_the_steps_page(cast: Cast) -> None:
    source = last_years_plan(cast)
    piece = a_piece_of_evidence(cast, year=LAST_YEAR)
    a_proof(cast, evidence=piece, step=source.measures.get().steps.get())
    carried(cast, measure=[source.measures.get().pk])
    step = Measure.objects.get(plan__fiscal_year=YEAR).steps.get()
    attach = address(cast, "step-evidence-again", step.pk)
    page = clerk(cast).get(address(cast, "step", step.pk)).content.decode()
    assert attach in page
    assert "ปีงบประมาณ 2566 · 1 ต.ค. 2566" in page, "it shows its own year and date"
    assert attach not in Visitor(cast.person("auditor")).get(address(cast, "step", step.pk)).content.decode()
    answer = clerk(cast).post(attach, {"evidence": piece.pk})
    assert (answer.status_code, answer["Location"]) == (302, address(cast, "step", step.pk))
    assert Proof.objects.get(step=step).state == "offered"
    stranger = Visitor(cast.person("stranger"))
    theirs = attach.replace(cast.agency.slug, cast.other_agency.slug)
    assert stranger.post(theirs, {"evidence": piece.pk}).status_code == 404
    for forged in (99999, 10**30):
        assert clerk(cast).post(attach, {"evidence": forged}).status_code == 404
    assert clerk(cast).post(attach, {"evidence": "x"}).status_code == 302
    assert Proof.objects.filter(step=step).count() == 1


def test_a_workbook_goes_out_comes_back_and_is_confirmed(cast: Cast) -> None:
    measure = a_measure_row(cast)
    book = workbook_of(cast, measure.plan)
    put(book, MEASURES, 2, title="สำรวจทุกไตรมาส")
    answer = brought(cast, saved(book))
    shown = clerk(cast).get(answer["Location"])
    page = shown.content.decode()
    assert "สำรวจความพึงพอใจของผู้รับบริการ" in page
    assert "สำรวจทุกไตรมาส" in page
    assert not Measure.objects.filter(title="สำรวจทุกไตรมาส").exists(), "nothing is written before the word"
    done = clerk(cast).post(answer["Location"], {"basis": shown.context["page"].basis})
    assert (done.status_code, done["Location"]) == (302, address(cast, "plan"))
    measure.refresh_from_db()
    assert (measure.title, measure.version) == ("สำรวจทุกไตรมาส", 2)
    verbs = AuditLine.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["plan.sheet_brought", "plan.sheet_applied"]


def test_the_download_is_a_workbook_of_this_year(cast: Cast) -> None:
    a_measure_row(cast)
    answer = Visitor(cast.person("auditor")).get(address(cast, "plan-sheet"))
    assert f"plan-thung-fa-sai-{YEAR}.xlsx" in answer["Content-Disposition"]
    assert answer.content.startswith(b"PK")


def test_differences_that_are_out_of_date_are_shown_again(cast: Cast) -> None:
    measure = a_measure_row(cast)
    book = workbook_of(cast, measure.plan)
    put(book, MEASURES, 2, title="ข้อความในไฟล์")
    there = brought(cast, saved(book))["Location"]
    basis = clerk(cast).get(there).context["page"].basis
    Measure.objects.update(title="ผู้อื่นบันทึกก่อน", version=2)
    answer = clerk(cast).post(there, {"basis": basis})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "แผนเปลี่ยนไประหว่างที่ท่านตรวจ" in page
    assert "ผู้อื่นบันทึกก่อน" in page
    assert "ข้อความในไฟล์" in page
    basis = answer.context["page"].basis
    clerk(cast).post(there, {"basis": basis, "taken": [f"measure-{measure.pk}"]})
    assert Measure.objects.get().title == "ข้อความในไฟล์"


def test_a_workbook_without_edits_offers_nothing_to_confirm(cast: Cast) -> None:
    file = a_sheet_brought(cast, a_measure_row(cast).plan)
    page = clerk(cast).get(address(cast, "plan-sheet-differences", file.pk)).content.decode()
    assert "ไม่มีอะไรต่างจากในระบบ" in page
    assert "<button>ยืนยัน" not in page


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.csv", b"a,b\n", "กรุณาส่งไฟล์ XLSX"),
        ("plan.xlsx", b"text", "ไม่ใช่ไฟล์ XLSX"),
        ("plan.exe", b"x", "ยังไม่รับไฟล์ชนิด"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_beside_the_field(
    cast: Cast, name: str, content: bytes, says: str
) -> None:
    a_measure_row(cast)
    answer = brought(cast, content, name)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_no_file_at_all_is_told_in_a_sentence(cast: Cast) -> None:
    a_measure_row(cast)
    answer = clerk(cast).post(address(cast, "plan-sheet-in"))
    assert answer.status_code == 422
    assert "ยังไม่ได้เลือกไฟล์" in answer.content.decode()


def test_a_workbook_of_another_agency_is_not_there(cast: Cast) -> None:
    file = a_sheet_brought(cast, a_measure_row(cast).plan)
    theirs = address(cast, "plan-sheet-differences", file.pk).replace(cast.agency.slug, cast.other_agency.slug)
    assert Visitor(cast.person("stranger")).get(theirs).status_code == 404


def test_a_signed_plan_says_why_it_takes_no_workbook(cast: Cast) -> None:
    plan = an_issued_plan(cast)
    a_measure_row(cast, plan=plan)
    page = clerk(cast).get(address(cast, "plan-sheet-in")).content.decode()
    assert "ให้เปิดแก้เป็นฉบับใหม่ก่อน" in page
    assert 'type="file"' not in page
    file = a_sheet_brought(cast, plan)
    shown = clerk(cast).get(address(cast, "plan-sheet-differences", file.pk)).content.decode()
    assert "<button>ยืนยัน" not in shown


def questions_for(cast: Cast, count: int, name: str) -> int:
    """How many questions a page asks for a plan of so many measures with a step each."""
    for plan in (a_plan(cast), a_plan(cast, year=LAST_YEAR)):
        while plan.measures.count() < count:
            measure = a_measure_row(cast, plan=plan, title=f"มาตรการที่ {plan.measures.count()}", codes=["o12", "e1"])
            a_step_row(measure, owners=(cast.unit,))
    more = [a_sheet_brought(cast, a_plan(cast)).pk] if name == "plan-sheet-differences" else []
    with CaptureQueriesContext(connection) as asked:
        assert clerk(cast).get(address(cast, name, *more)).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["plan-carry", "plan-sheet", "plan-sheet-differences"])
def test_a_page_asks_as_many_questions_for_thirty_measures_as_for_three(cast: Cast, name: str) -> None:
    assert questions_for(cast, 3, name) == questions_for(cast, 30, name)


@pytest.mark.parametrize("year", ["9" * 19, "9" * 5000, "\0", "-1", "²"])
def test_a_year_that_cannot_be_is_no_year(cast: Cast, year: str) -> None:
    page = Visitor(cast.person("clerk")).get(address(cast, "plan-carry"), {"source": year})
    assert page.status_code in (200, 404)
