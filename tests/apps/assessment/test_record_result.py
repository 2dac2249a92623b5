"""A result sheet typed, pasted or brought as a table: reconciled while typing, recorded on demand."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from apps.assessment.made import a_sheet, address
from builders import a_result
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.forms import ResultForm, initial_of
from prongsai.apps.assessment.models import LostItem, ResultSheet, Score
from prongsai.apps.assessment.queries.sheets import current_sheets, result_of
from prongsai.core.framework import load

HTMX = {"HX-Request": "true"}
PASTED = """ตัวชี้วัด\tคะแนนปีงบประมาณ 2567
1 การปฏิบัติหน้าที่\t96.00
2 การใช้งบประมาณ\t90.00
3 การใช้อำนาจ\t93.00
4 การใช้ทรัพย์สินของราชการ\t91.00
5 การแก้ไขปัญหาการทุจริต\t95.00
6 คุณภาพการดำเนินงาน\t92.00
7 ประสิทธิภาพการสื่อสาร\t90.00
8 การปรับปรุงการทำงาน\t91.00
9 การเปิดเผยข้อมูล\t95.00
10 การป้องกันการทุจริต\t100.00
"""


def typed(**changes: str) -> dict[str, str]:
    """The form filled with a consistent result; changed by cell."""
    figures = {name: str(value or "") for name, value in initial_of(a_result(fiscal_year=YEAR)).items()}
    return {**figures, **changes}


def test_typed_figures_are_recorded(cast: Cast) -> None:
    answer = Visitor(cast.person("clerk")).post(address(cast, "result-enter"), {**typed(), "save": "1"})
    assert answer["Location"] == address(cast, "result")
    sheet = ResultSheet.objects.get()
    assert (sheet.total, sheet.level, sheet.source) == (Decimal("94.20"), "ผ่านดี", "typed")
    assert sheet.scores.get(cell="9").value == Decimal("95.00")


def test_a_recorded_sheet_is_the_result_it_was_made_of(cast: Cast) -> None:
    a_sheet(cast)
    sheet = current_sheets(cast.viewer("clerk"), [YEAR])[YEAR]
    result, made = result_of(sheet), a_result(fiscal_year=YEAR)
    assert (result.total, result.level, result.tools, result.indicators) == (
        made.total,
        made.level,
        made.tools,
        made.indicators,
    )


def test_figures_are_checked_without_being_kept(cast: Cast) -> None:
    sent = {**typed(IIT="99.00"), "check": "1"}
    page = Visitor(cast.person("clerk")).post(address(cast, "result-enter"), sent).content.decode()
    assert "93.00" in page
    assert "ขัดแย้ง" in page
    assert not ResultSheet.objects.exists()


def test_they_are_reconciled_while_typing(cast: Cast) -> None:
    clerk = Visitor(cast.person("clerk"))
    wrong = clerk.post(address(cast, "result-check"), typed(total="99.99"), **HTMX).content.decode()
    right = clerk.post(address(cast, "result-check"), typed(), **HTMX).content.decode()
    assert "ขัดแย้ง" in wrong
    assert "ไม่มีตัวใดขัดกัน" in right


def test_thai_digits_are_numbers_too(cast: Cast) -> None:
    Visitor(cast.person("clerk")).post(address(cast, "result-enter"), {"total": "๙๔.๒๐", "save": "1"})
    assert ResultSheet.objects.get().total == Decimal("94.20")


@pytest.mark.parametrize("points", ["100.01", "-1", "เก้าสิบ", "92.505", "NaN"])
def test_points_out_of_range_are_refused_and_kept_in_the_form(cast: Cast, points: str) -> None:
    page = Visitor(cast.person("clerk")).post(address(cast, "result-enter"), {"total": points, "save": "1"})
    assert page.status_code == 422
    assert f'value="{points}"' in page.content.decode()
    assert not ResultSheet.objects.exists()


def test_a_sheet_without_any_figure_is_refused(cast: Cast) -> None:
    page = Visitor(cast.person("clerk")).post(address(cast, "result-enter"), {"save": "1"})
    assert page.status_code == 422
    assert "ยังไม่มีคะแนนสักช่อง" in page.content.decode()


def test_both_years_stand_side_by_side(cast: Cast) -> None:
    a_sheet(cast, year=YEAR - 1, total=Decimal("81.23"), rank=4321)
    page = Visitor(cast.person("clerk")).get(address(cast, "result-enter")).content.decode()
    assert "81.23" in page
    assert "4321" in page.replace(",", "")


def test_parts_of_eit_are_asked_for_from_2566() -> None:
    assert {"EIT1", "EIT2"} <= ResultForm(load(2566)).fields.keys()
    assert "EIT1" not in ResultForm(load(2565)).fields


def test_a_pasted_table_fills_the_form_and_nothing_is_kept(cast: Cast) -> None:
    page = Visitor(cast.person("clerk")).post(address(cast, "result-import"), {"text": PASTED}).content.decode()
    assert 'name="indicator_7" value="90.00"' in page
    assert 'name="source" value="import"' in page
    assert not ResultSheet.objects.exists()


def test_a_file_fills_the_form_alike(cast: Cast) -> None:
    file = SimpleUploadedFile("scores.csv", PASTED.replace("\t", ",").encode())
    answer = Visitor(cast.person("clerk")).client.post(address(cast, "result-import"), {"file": file})
    assert 'name="indicator_7" value="90.00"' in answer.content.decode()


@pytest.mark.parametrize("text", ["", "ไม่มีคะแนนในข้อความนี้"])
def test_a_table_without_scores_says_what_it_needs(cast: Cast, text: str) -> None:
    page = Visitor(cast.person("clerk")).post(address(cast, "result-import"), {"text": text})
    assert page.status_code == 422
    assert "form-errors" in page.content.decode()


def test_a_new_sheet_replaces_the_old_and_what_was_lost_goes_on(cast: Cast) -> None:
    clerk = cast.viewer("clerk")
    first = a_sheet(cast)
    operations.tell_lost_items(by=clerk, at=NOW, sheet=first, codes=["o9"])
    second = a_sheet(cast, total=Decimal("94.21"))
    first.refresh_from_db()
    assert first.replaced_at == NOW
    assert LostItem.objects.get(sheet=second).code == "o9"


def test_the_database_holds_one_sheet_in_force_a_year(cast: Cast) -> None:
    sheet = a_sheet(cast)
    sheet.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        sheet.save()


@pytest.mark.parametrize("value", ["-0.01", "100.01"])
def test_the_database_refuses_points_out_of_range(cast: Cast, value: str) -> None:
    sheet = a_sheet(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(sheet=sheet, position=99, cell="1", value=Decimal(value))
