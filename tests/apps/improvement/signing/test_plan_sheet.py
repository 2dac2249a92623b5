"""The plan as a workbook: out and in changes nothing; what was edited is shown, confirmed, and nothing else written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from apps.improvement.made import a_measure_row, a_plan, a_step_row, a_unit, an_issued_plan, own
from apps.improvement.signing.made_signing import put, saved, workbook_of
from cast import NOW, YEAR, Cast
from prongsai.apps.improvement.models import Change, Measure, Plan, Step
from prongsai.apps.improvement.operations.sheets import Outdated, apply_sheet, bring_sheet
from prongsai.apps.improvement.queries.sheet_differences import Differences, differences
from prongsai.apps.improvement.queries.sheet_reading import Row, rows_in
from prongsai.apps.improvement.queries.sheet_rows import MEASURES, STEPS
from prongsai.apps.improvement.queries.sheets import plan_workbook
from prongsai.core.errors import Problem, Refused

Edit = Callable[[Workbook], None]


def a_plan_with_two_measures(cast: Cast) -> Plan:
    """ม1 with two steps, the second its own; ม2 without steps."""
    plan = a_plan(cast)
    first = a_measure_row(cast, plan=plan, codes=["o12", "e1"], number="1")
    a_step_row(first, text="จัดทำแบบสำรวจ")
    a_step_row(first, text="รายงานผล", owners=(a_unit(cast), cast.people["officer"]))
    a_measure_row(cast, plan=plan, title="เผยแพร่คู่มือ", owners=("คณะทำงานตามคำสั่ง",))
    return plan


def nothing(book: Workbook) -> None:
    pass


def came_back(cast: Cast, plan: Plan, edit: Edit = nothing) -> tuple[Row, ...]:
    """The rows of the plan's workbook after somebody edited it."""
    book = workbook_of(cast, plan)
    edit(book)
    return rows_in("plan.xlsx", saved(book))


def found_in(cast: Cast, plan: Plan, edit: Edit) -> Differences:
    return differences(cast.viewer("clerk"), plan, came_back(cast, plan, edit))


def applied(cast: Cast, plan: Plan, edit: Edit, taken: tuple[str, ...] = ()) -> int:
    """Confirm what is shown."""
    rows = came_back(cast, plan, edit)
    return confirmed(cast, plan, rows, taken)


def confirmed(cast: Cast, plan: Plan, rows: tuple[Row, ...], taken: tuple[str, ...] = ()) -> int:
    clerk = cast.viewer("clerk")
    basis = differences(clerk, plan, rows).basis
    return apply_sheet(by=clerk, at=NOW, plan=plan, rows=rows, basis=basis, taken=taken)


def write(sheet: str, row: int, **texts: Any) -> Edit:
    return lambda book: put(book, sheet, row, **texts)


def test_out_and_in_without_edits_changes_nothing(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    a_measure_row(
        cast,
        plan=plan,
        title="=HYPERLINK(1)\r\nบรรทัดที่สอง ",
        finding="-2 คะแนน",
        monitoring="@ทุกเดือน",
        codes=["o99"],
        starts_on=date(2020, 10, 15),
        ends_on=date(2020, 11, 3),
        period_text="ภายใน 30 วัน",
        owners=("สำนักปลัด", "กองช่าง, กองคลัง; อื่น ๆ"),
    )
    a_measure_row(cast, plan=plan, title="", finding="มีแต่ประเด็น", indicator=None, starts_on=None, ends_on=None)
    found = found_in(cast, plan, nothing)
    assert (found.changes, found.faults) == ((), ())


def test_formula_looking_text_stays_text(cast: Cast) -> None:
    plan = a_plan(cast)
    a_measure_row(cast, plan=plan, title='=HYPERLINK("https://example.org")')
    book = workbook_of(cast, plan)
    cell = book[MEASURES]["H2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("https://example.org")', "s", True)


def test_what_tells_rows_apart_is_hidden_and_locked_and_lists_are_offered(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    book = workbook_of(cast, plan)
    sheet: Worksheet = book[MEASURES]
    assert book.sheetnames == ["มาตรการ", "ขั้นตอน", "รายการเลือก", "วิธีใช้"]
    assert [sheet.column_dimensions[letter].hidden for letter in "ABCD"] == [True, True, False, False]
    assert sheet.protection.sheet
    assert [sheet[place].protection.locked for place in ("A2", "B2", "C2", "H2")] == [
        True,
        True,
        True,
        False,
    ]
    assert [sheet.column_dimensions[letter].protection.locked for letter in "ACH"] == [True, False, False]
    assert "สถานะ" not in [cell.value for cell in sheet[1]]
    lists = {str(each.sqref)[0]: each.formula1 for each in sheet.data_validations.dataValidation}
    assert lists["J"] == "'รายการเลือก'!$A$2:$A$7", "two units and four people"
    assert [book["รายการเลือก"][place].value for place in ("B2", "B13")] == ["ต.ค. 2566", "ก.ย. 2567"]


def test_an_edited_cell_is_shown_from_what_to_what_and_written_with_its_history(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    edit = write(MEASURES, 2, title="สำรวจทุกไตรมาส", codes="O12 e5", starts="ม.ค. 2567", owners="กองคลัง; คณะทำงาน")
    a_unit(cast)
    (change,) = found_in(cast, plan, edit).changes
    assert change.cells == (
        ("รหัสข้อ", "o12, e1", "O12 e5"),
        ("มาตรการ / แนวทาง", "สำรวจความพึงพอใจของผู้รับบริการ", "สำรวจทุกไตรมาส"),
        ("ผู้รับผิดชอบ", "สำนักปลัด", "กองคลัง; คณะทำงาน"),
        ("ตั้งแต่เดือน", "ต.ค. 2566", "ม.ค. 2567"),
    )
    assert applied(cast, plan, edit) == 1
    measure = plan.measures.get(number="1")
    assert (measure.title, measure.codes, measure.version) == ("สำรวจทุกไตรมาส", ["o12", "e5"], 2)
    assert (measure.starts_on, measure.ends_on) == (date(2024, 1, 1), date(2024, 10, 1))
    owners = measure.ownerships.values_list("name", "unit__name")
    assert list(owners) == [("กองคลัง", "กองคลัง"), ("คณะทำงาน", None)]
    (kept,) = Change.objects.filter(deed="plan.sheet_applied")
    assert set(kept.after or {}) == {"title", "codes", "owners", "starts_on"}


def test_new_rows_become_a_measure_and_its_steps(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)

    def edit(book: Workbook) -> None:
        put(book, MEASURES, 10, ref="ใหม่1", title="อบรมจริยธรรม", indicator=1, starts="ต.ค. 2566", ends="ธ.ค. 2566")
        put(book, STEPS, 10, measure="ใหม่1", text="จัดอบรม", owners="officer")
        put(book, STEPS, 12, measure="ม2", text="ส่งให้ประชาสัมพันธ์")

    assert applied(cast, plan, edit) == 3
    measure = plan.measures.get(title="อบรมจริยธรรม")
    assert (measure.tool, measure.indicator, measure.position) == ("IIT", 1, 3)
    assert (measure.starts_on, measure.ends_on) == (date(2023, 10, 1), date(2024, 1, 1))
    assert [each.person for each in measure.steps.get().ownerships.all()] == [cast.people["officer"]]
    assert Step.objects.get(text="ส่งให้ประชาสัมพันธ์").measure.title == "เผยแพร่คู่มือ"


def test_nothing_vanishes_because_a_row_is_missing(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    found = found_in(cast, plan, lambda book: (book[STEPS].delete_rows(2, 2), book[MEASURES].delete_rows(3))[0])
    assert (found.changes, found.faults) == ((), ())


def test_what_is_marked_goes_and_a_measure_takes_its_steps_along(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    assert applied(cast, plan, write(STEPS, 3, mark="ลบ")) == 1
    assert list(Step.objects.filter(removed_at=None).values_list("text", flat=True)) == ["จัดทำแบบสำรวจ"]
    found = found_in(cast, plan, write(MEASURES, 2, mark="ลบ"))
    assert ([each.key for each in found.removed], found.faults) == ([f"measure-{plan.measures.first().pk}"], ())  # type: ignore[union-attr]
    assert applied(cast, plan, write(MEASURES, 2, mark="ลบ")) == 1
    assert list(plan.measures.filter(removed_at=None).values_list("title", flat=True)) == ["เผยแพร่คู่มือ"]
    assert Measure.objects.count() == 2, "taken out, not deleted"


def test_a_step_moves_by_naming_another_measure(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    edit = write(STEPS, 2, measure="ม2")
    (change,) = found_in(cast, plan, edit).changed
    assert change.cells == (("ของมาตรการ (ชื่อย่อในไฟล์)", "สำรวจความพึงพอใจของผู้รับบริการ", "เผยแพร่คู่มือ"),)
    applied(cast, plan, edit)
    assert Step.objects.get(text="จัดทำแบบสำรวจ").measure.title == "เผยแพร่คู่มือ"


@pytest.mark.parametrize(
    ("sheet", "texts", "column", "says"),
    [
        (MEASURES, {"codes": "o77"}, "G", "ไม่มีข้อ o77"),
        (MEASURES, {"codes": "o43"}, "G", "ปี 2567 คือ o35"),
        (MEASURES, {"indicator": "11"}, "F", "1 ถึง 10"),
        (MEASURES, {"starts": "เร็ว ๆ นี้"}, "K", "อ่านเดือนนี้ไม่ได้"),
        (MEASURES, {"starts": "2566-13-01"}, "K", "อ่านเดือนนี้ไม่ได้"),
        (MEASURES, {"starts": "ต.ค. 2567"}, "L", "เดือนสุดท้ายอยู่ก่อน"),
        (MEASURES, {"ends": None}, "L", "ทั้งเดือนแรกและเดือนสุดท้าย"),
        (MEASURES, {"title": None}, "H", "ช่องนี้ว่าง"),
        (MEASURES, {"title": "ก" * 4001}, "H", "4000"),
        (MEASURES, {"mark": "x", "title": "แก้แล้ว"}, "D", "เฉพาะคำว่า “ลบ”"),
        (STEPS, {"measure": "ม9"}, "C", "ไม่พบมาตรการชื่อย่อ “ม9”"),
        (STEPS, {"text": None}, "F", "ช่องนี้ว่าง"),
    ],
)
def test_a_cell_that_means_nothing_is_named_and_changes_nothing(
    cast: Cast, sheet: str, texts: dict[str, Any], column: str, says: str
) -> None:
    plan = a_plan_with_two_measures(cast)
    found = found_in(cast, plan, write(sheet, 2, **texts))
    (fault,) = found.faults
    assert (fault.sheet, fault.row, fault.column) == (sheet, 2, column)
    assert says in fault.message
    assert found.changes == ()


def test_a_faulty_row_holds_the_others_not_up(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)

    def edit(book: Workbook) -> None:
        put(book, MEASURES, 2, codes="o77", title="ไม่ควรถูกบันทึก")
        put(book, MEASURES, 3, title="เผยแพร่คู่มือฉบับใหม่")

    assert applied(cast, plan, edit) == 1
    assert set(plan.measures.values_list("title", flat=True)) == {"สำรวจความพึงพอใจของผู้รับบริการ", "เผยแพร่คู่มือฉบับใหม่"}


def test_a_step_of_a_measure_that_goes_or_is_unknown_is_not_added(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)

    def edit(book: Workbook) -> None:
        put(book, MEASURES, 3, mark="ลบ")
        put(book, STEPS, 10, measure="ม2", text="ขั้นตอนของมาตรการที่นำออก")

    found = found_in(cast, plan, edit)
    assert ([each.row for each in found.faults], len(found.removed), found.added) == ([10], 1, ())


def test_a_step_of_a_new_measure_that_is_not_taken_is_not_added_either(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)

    def edit(book: Workbook) -> None:
        put(book, MEASURES, 10, ref="ใหม่1", title="อบรมจริยธรรม", codes="o77")
        put(book, STEPS, 10, measure="ใหม่1", text="จัดอบรม")
        put(book, MEASURES, 3, title="แก้ของเดิม")

    assert [each.row for each in found_in(cast, plan, edit).faults] == [10, 10]
    assert applied(cast, plan, edit) == 1


def test_the_same_file_again_adds_nothing_twice(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)

    def edit(book: Workbook) -> None:
        put(book, MEASURES, 10, ref="ใหม่1", title="อบรมจริยธรรม")
        put(book, STEPS, 10, measure="ใหม่1", text="จัดอบรม")
        put(book, STEPS, 11, measure="ม2", text="ส่งให้ประชาสัมพันธ์")

    rows = came_back(cast, plan, edit)
    assert confirmed(cast, plan, rows) == 3
    again = differences(cast.viewer("clerk"), plan, rows)
    assert (again.changes, [each.row for each in again.faults]) == ((), [10, 10, 11])


def test_a_name_in_the_file_stands_for_one_measure(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    found = found_in(cast, plan, write(MEASURES, 10, ref="ม1", title="ชื่อย่อซ้ำ"))
    assert [(each.row, each.column) for each in found.faults] == [(10, "C")]
    assert found.changes == ()


def test_a_row_of_another_agency_is_refused_row_by_row(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    theirs = Plan.objects.create(
        agency=cast.other_agency, fiscal_year=YEAR, result_year=YEAR, created_by=cast.people["stranger"], created_at=NOW
    )
    measure = a_measure_row(cast, plan=theirs, title="ของหน่วยงานอื่น")
    step = a_step_row(measure, text="ของหน่วยงานอื่น")

    def edit(book: Workbook) -> None:
        put(book, MEASURES, 2, id=str(measure.pk), title="ยึดมา")
        put(book, STEPS, 2, id=str(step.pk), text="ยึดมา")
        put(book, MEASURES, 3, title="แก้ของเราเอง")

    found = found_in(cast, plan, edit)
    assert [(each.sheet, each.row) for each in found.faults][:2] == [(MEASURES, 2), (STEPS, 2)]
    assert [each.title for each in found.changes] == ["เผยแพร่คู่มือ"]
    applied(cast, plan, edit)
    assert not Measure.objects.filter(title="ยึดมา").exists()
    assert not Step.objects.filter(text="ยึดมา").exists()


def test_the_same_record_in_two_rows_is_taken_once(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    first = plan.measures.order_by("position")[0]
    found = found_in(cast, plan, write(MEASURES, 3, id=str(first.pk), version="1"))
    assert "แถวนี้เป็นรายการเดียวกับแถว 2" in found.faults[0].message


def test_what_somebody_changed_meanwhile_is_shown_and_kept_unless_wished(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    edit = write(MEASURES, 2, title="ข้อความในไฟล์")
    rows = came_back(cast, plan, edit)
    plan.measures.filter(number="1").update(title="ข้อความที่ผู้อื่นบันทึก", version=2)
    clerk = cast.viewer("clerk")
    found = differences(clerk, plan, rows)
    (change,) = found.overtaken
    assert change.cells == (("มาตรการ / แนวทาง", "ข้อความที่ผู้อื่นบันทึก", "ข้อความในไฟล์"),)
    with pytest.raises(Refused, match="nothing to write"):
        confirmed(cast, plan, rows)
    assert confirmed(cast, plan, rows, taken=(change.key,)) == 1
    assert plan.measures.get(number="1").title == "ข้อความในไฟล์"


def test_a_plan_that_changed_since_the_differences_were_shown_writes_nothing(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    rows = came_back(cast, plan, write(MEASURES, 2, title="ข้อความในไฟล์"))
    clerk = cast.viewer("clerk")
    basis = differences(clerk, plan, rows).basis
    plan.measures.filter(number="1").update(monitoring="ผู้อื่นแก้", version=2)
    with pytest.raises(Outdated):
        apply_sheet(by=clerk, at=NOW, plan=plan, rows=rows, basis=basis)
    assert not plan.measures.filter(title="ข้อความในไฟล์").exists()


def test_words_of_other_months_do_not_stay_beside_new_ones(cast: Cast) -> None:
    plan = a_plan(cast)
    measure = a_measure_row(cast, plan=plan, period_text="ต.ค. 2566 - ก.ย. 2567")
    edit = write(MEASURES, 2, ends="มี.ค. 2567")
    (change,) = found_in(cast, plan, edit).changes
    assert change.cells[-1] == ("ระยะเวลาเป็นข้อความ", "ต.ค. 2566 - ก.ย. 2567", "ต.ค. 2566 - มี.ค. 2567")
    applied(cast, plan, edit)
    measure.refresh_from_db()
    assert (measure.ends_on, measure.period_text) == (date(2024, 4, 1), "ต.ค. 2566 - มี.ค. 2567")


def test_months_are_read_as_spreadsheets_turn_them(cast: Cast) -> None:
    plan = a_plan(cast)
    a_measure_row(cast, plan=plan)
    edit = write(MEASURES, 2, starts=date(2024, 1, 1), ends="มีนาคม ๒๕๖๗")
    applied(cast, plan, edit)
    measure = plan.measures.get()
    assert (measure.starts_on, measure.ends_on) == (date(2024, 1, 1), date(2024, 4, 1))


def test_a_plan_that_is_signed_takes_no_workbook(cast: Cast) -> None:
    plan = an_issued_plan(cast)
    a_measure_row(cast, plan=plan)
    with pytest.raises(Refused, match="is approved"):
        applied(cast, plan, write(MEASURES, 2, title="แก้"))


def a_workbook_without(sheet: str, head: str = "") -> Edit:
    def edit(book: Workbook) -> None:
        if not head:
            del book[sheet]
        else:
            next(cell for cell in book[sheet][1] if cell.value == head).value = "หัวอื่น"

    return edit


@pytest.mark.parametrize("edit", [a_workbook_without(STEPS), a_workbook_without(MEASURES, "รหัสข้อ")])
def test_another_kind_of_workbook_is_refused_with_what_to_do(cast: Cast, edit: Edit) -> None:
    plan = a_plan_with_two_measures(cast)
    with pytest.raises(Refused, match="downloaded here"):
        came_back(cast, plan, edit)


def test_only_a_whole_workbook_is_kept(cast: Cast) -> None:
    plan = a_plan_with_two_measures(cast)
    clerk = cast.viewer("clerk")
    whole = plan_workbook(clerk, plan)
    for name, content in (("plan.csv", b"a,b\n"), ("plan.xlsx", b"text"), ("plan.xlsx", whole[: len(whole) // 2])):
        with pytest.raises(Problem):
            bring_sheet(by=clerk, at=NOW, plan=plan, name=name, content=content)
    kept = bring_sheet(by=clerk, at=NOW, plan=plan, name="plan.xlsx", content=whole)
    assert bring_sheet(by=clerk, at=NOW, plan=plan, name="again.xlsx", content=whole) == kept


def test_owners_that_a_comma_parts_are_told_apart_where_all_are_known(cast: Cast) -> None:
    plan = a_plan(cast)
    a_unit(cast)
    measure = a_measure_row(cast, plan=plan)
    own(measure, "เดิม")
    applied(cast, plan, write(MEASURES, 2, owners="สำนักปลัด, กองคลัง; หัวหน้างาน, รักษาการ"))
    owners = measure.ownerships.values_list("name", "unit__name")
    assert list(owners) == [("สำนักปลัด", "สำนักปลัด"), ("กองคลัง", "กองคลัง"), ("หัวหน้างาน, รักษาการ", None)]
