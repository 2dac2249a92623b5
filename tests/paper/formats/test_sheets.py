import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from paper.formats.shapes import grids, paragraphs
from paper.fuzz_files import workbook
from prongsai.core.errors import Unreadable
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.container import open_bytes


def sheet(fill: Callable[[Worksheet], None]) -> Document:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    fill(book.active)
    return saved(book)


def saved(book: openpyxl.Workbook) -> Document:
    out = io.BytesIO()
    book.save(out)
    return open_bytes("scores.xlsx", out.getvalue())


def test_title_rows_become_paragraphs_and_blank_rows_part_tables() -> None:
    def fill(page: Worksheet) -> None:
        page["A1"] = "ผลการประเมิน ITA"
        page.merge_cells("A1:B1")
        page["A2"] = "ปีงบประมาณ 2566"
        for row in (["ตัวชี้วัด", "คะแนน"], ["1", "100"], [], ["ลำดับ", "คะแนน"], ["1", "90"]):
            page.append(row)

    document = sheet(fill)
    assert paragraphs(document) == ["ผลการประเมิน ITA", "ปีงบประมาณ 2566"]
    assert grids(document) == [[["ตัวชี้วัด", "คะแนน"], ["1", "100"]], [["ลำดับ", "คะแนน"], ["1", "90"]]]


def test_tables_side_by_side_are_parted_at_the_blank_column() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["ก", "1", None, "ข", "2"])
        page.append(["ค", "3", None, "ง", "4"])

    assert grids(sheet(fill)) == [[["ก", "1"], ["ค", "3"]], [["ข", "2"], ["ง", "4"]]]


def test_merged_cells_stand_once() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["มาตรการ", "สถานะ", None])
        page.append([None, "ทำแล้ว", "ยังไม่ทำ"])
        page.merge_cells("A1:A2")
        page.merge_cells("B1:C1")

    assert grids(sheet(fill)) == [[["มาตรการ", "สถานะ", "<"], ["^", "ทำแล้ว", "ยังไม่ทำ"]]]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (100, "General", "100"),
        (99.24, "General", "99.24"),
        (91.2, "0.00", "91.20"),
        (0.8, "0%", "80%"),
        (0.955, "0.0%", "95.5%"),
        (date(2023, 4, 1), "dd/mm/yyyy", "2023-04-01"),
        (True, "General", "TRUE"),
    ],
)
def test_a_number_is_read_as_it_shows(value: object, form: str, shown: str) -> None:
    def fill(page: Worksheet) -> None:
        page.append(["ก", value])
        page["B1"].number_format = form

    assert grids(sheet(fill)) == [[["ก", shown]]]


def test_an_escaped_letter_is_read_as_the_letter() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["ก_x000D_\nข_x0E04_", "_x005F_x0041_", "_xD83D_"])

    assert grids(sheet(fill)) == [[["ก\nขค", "_x0041_", "_xD83D_"]]]


def test_a_formula_is_read_by_its_saved_value() -> None:
    assert grids(open_bytes("a.xlsx", workbook('<row><c><f>1+1</f><v>2</v></c><c t="str"><v>ก</v></c></row>'))) == [
        [["2", "ก"]]
    ]


def test_a_hidden_sheet_is_read_and_said_to_be_hidden() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["ก", "ข"])
    hidden = book.create_sheet("ร่าง")
    hidden.append(["ค", "ง"])
    hidden.sheet_state = "hidden"
    document = saved(book)
    assert [table.where.sheet for table in document.tables] == ["Sheet", "ร่าง"]
    assert [each.where.sheet for each in document.unread] == ["ร่าง"]


def test_a_sheet_that_claims_all_rows_costs_only_its_cells() -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    with pytest.raises(Unreadable):
        open_bytes("a.xlsx", workbook(cells, merged))
    assert paragraphs(open_bytes("a.xlsx", workbook(cells))) == ["1", "2"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_csv_is_read_in_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    rows = (["ตัวชี้วัด", "คะแนน"], ["การใช้อำนาจ", "99.27"])
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert grids(open_bytes("scores.csv", content)) == [[["ตัวชี้วัด", "คะแนน"], ["การใช้อำนาจ", "99.27"]]]
