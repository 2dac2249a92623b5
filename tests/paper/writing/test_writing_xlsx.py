"""XLSX: what was written reads back, nothing computes, and a sheet is what a clerk expects."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from paper.writing.manuscripts import CODE, NOTED, everything, found_grids, manuscript, said
from prongsai.paper.reading.blocks import Document, Paragraph
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.sealing import EMPTY_SEAL
from prongsai.paper.writing import write
from prongsai.paper.writing.manuscript import (
    Block,
    Manuscript,
    Note,
    PageBreak,
    Properties,
    Role,
    Section,
    Span,
    cell,
    plain,
)
from prongsai.paper.writing.manuscript import Paragraph as Line
from prongsai.paper.writing.manuscript import Table as Grid


def book(paper: Manuscript) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(paper, "xlsx")))


def sheet(*blocks: Block) -> Worksheet:
    return book(manuscript(*blocks)).worksheets[0]


def opened(paper: Manuscript) -> Document:
    return open_bytes("paper.xlsx", write(paper, "xlsx"))


def part(paper: Manuscript, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(write(paper, "xlsx"))) as package:
        return package.read(name).decode()


def table(*rows: tuple[str, ...], name: str = "", caption: str = "") -> Grid:
    first, *others = (tuple(cell(text) for text in row) for row in rows)
    return Grid((1 / len(first),) * len(first), (first,), tuple(others), name=name, caption=caption)


def test_everything_reads_back_as_it_was_written() -> None:
    """Footnotes, and addresses that a cell cannot link to as a whole, stand under each sheet's table; a workbook has no
    outline, no table of contents, and blanks for tabs. (A table of one column would read as paragraphs.)"""
    paper = everything()
    wanted = said(paper)
    document = opened(paper)
    found = [each.text for each in document.blocks if isinstance(each, Paragraph)]
    under = [
        f"[๑] {NOTED.text} (83.39) {NOTED.address}",
        "รายการทั้งหมด: https://prongsai.example/desk/2569/result/",
        f"[๒] {NOTED.text} (ไตรมาสละครั้ง) {NOTED.address}",
    ]
    assert [each for each in found if each in under] == under
    assert [each for each in found if each not in under] == [text.replace("\t", "  ") for text, _ in wanted.paragraphs]
    assert found_grids(document) == wanted.tables
    assert document.unread == ()


def test_every_table_has_a_sheet_with_a_valid_name_of_its_own() -> None:
    assert book(everything()).sheetnames == ["คะแนน", "มาตรการ ปี 2570 แผน", "3. กิจกรรม"]
    grids = [table(("ก",), ("ข",), name=name) for name in ("History", "ก" * 40, "ก" * 40, "'", "[*]", "a/b", "A:B")]
    names = book(manuscript(*grids)).sheetnames
    assert names == ["History (2)", "ก" * 31, "ก" * 27 + " (2)", "แผ่น", "แผ่น (2)", "a b", "A B (2)"]


def test_what_is_said_before_a_table_stands_over_it_and_remarks_stay_below() -> None:
    found = book(
        manuscript(
            plain("หนึ่ง", Role.HEADING, level=1),
            table(("ก", "ข"), ("ค", "ง")),
            plain("หมายเหตุของหนึ่ง"),
            table(("จ", "ฉ"), ("ช", "ซ"), caption="ตารางที่ 2"),
            plain("สอง", Role.HEADING, level=1),
            plain("ไม่มีตาราง"),
        )
    )
    texts = [[value for row in page.values for value in row if value] for page in found.worksheets]
    assert texts == [
        ["หนึ่ง", "ก", "ข", "ค", "ง", "หมายเหตุของหนึ่ง"],
        ["ตารางที่ 2", "จ", "ฉ", "ช", "ซ"],
        ["สอง", "ไม่มีตาราง"],
    ]


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("92.50", 92.5, "0.00"),
        ("0.00", 0, "0.00"),
        ("2570", 2570, "0"),
        ("007", "007", "General"),
        ("92.5", "92.5", "General"),
        ("1.234", "1.234", "General"),
        ("1,234.00", "1,234.00", "General"),
        ("-5", "-5", "General"),
        ("๙๒.๕๐", "๙๒.๕๐", "General"),
        ("1234567890123", "1234567890123", "General"),
        ("80%", "80%", "General"),
        ("TRUE", "TRUE", "General"),
        ("2026-10-01", "2026-10-01", "General"),
        ("#N/A", "#N/A", "General"),
    ],
)
def test_a_number_is_one_only_where_it_reads_back_as_it_was(text: str, value: object, form: str) -> None:
    paper = manuscript(table(("คะแนน", "ก"), (text, "ข")))
    found = book(paper).worksheets[0]["A2"]
    assert (found.value, found.number_format) == (value, form)
    assert opened(paper).tables[0].rows[1][0].text == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")'])
def test_what_begins_like_a_formula_is_text_that_stays_text(text: str) -> None:
    page = sheet(plain(text), table((text, "ก"), (text, "ข")))
    cells = [each for row in page.iter_rows() for each in row if each.value == text]
    assert len(cells) == 3
    assert {each.data_type for each in cells} == {"s"}
    assert all(each.quotePrefix for each in cells)


def test_a_text_that_looks_escaped_is_not_taken_for_it() -> None:
    paper = manuscript(plain("a_x0041_b"))
    assert opened(paper).blocks[0].text == "a_x0041_b"  # type: ignore[union-attr]
    assert "a_x005F_x0041_b" in part(paper, "xl/worksheets/sheet1.xml")


def test_a_text_longer_than_a_cell_goes_on_below_and_nothing_is_lost() -> None:
    text = "".join(f"ข้อ{i} " for i in range(9_000)).strip()
    page = sheet(plain(text), table(("ก",), (text,)))
    values = [str(value) for row in page.values for value in row if value]
    assert max(map(len, values)) <= 32_767
    everything_said = re.sub(r" … \(อ่านต่อใต้ตาราง\)|\(A\d+\) … ", "", "".join(values))
    assert everything_said.replace(" ", "") == (text + "ก" + text).replace(" ", "")


def test_headers_are_frozen_and_repeat_in_print() -> None:
    page = book(everything()).worksheets[1]
    assert page.freeze_panes == "A7"
    assert page.print_title_rows == "$5:$6"
    assert page["A5"].font.b
    assert {each.coord for each in page.merged_cells.ranges} >= {"A5:A6", "D5:E5", "A7:A8"}


def test_pages_are_a4_as_wide_as_one_page_and_lie_as_the_section_does() -> None:
    first, second, third = book(everything()).worksheets
    assert [each.page_setup.orientation for each in (first, second, third)] == ["portrait", "landscape", "portrait"]
    assert {(e.page_setup.paperSize, e.page_setup.fitToWidth, e.page_setup.fitToHeight) for e in (first, second)} == {
        (9, 1, 0)
    }
    assert second.oddFooter.left.text == "เทศบาลตำบลตัวอย่าง · ตย 52001/123"
    assert (first.oddFooter.right.text, second.oddFooter.right.text) == (None, "&P")


def test_a_sheet_of_one_column_is_not_cut_by_the_page() -> None:
    alone, wide = sheet(plain("ก" * 200)), sheet(table(("ก", "ข"), ("1", "2")))
    width = alone.column_dimensions["A"].width
    assert width < sum(wide.column_dimensions[each].width for each in "AB")
    assert (alone.row_dimensions[1].height or 0) > 3 * 16  # what no longer fits a line goes on in the next


def test_an_ampersand_under_the_pages_is_no_field() -> None:
    paper = Manuscript(Properties("ก"), (Section((plain("ข"),), "portrait", "A&P ก&D"),))
    footer = re.search("<oddFooter>(.*?)</oddFooter>", part(paper, "xl/worksheets/sheet1.xml"))
    assert footer
    assert html.unescape(footer[1]) == "&LA&&P ก&&D&R&P"


def test_columns_share_the_page_and_texts_wrap_in_the_papers_face() -> None:
    page = sheet(Grid((0.25, 0.75), ((cell("ก"), cell("ข")),), ((cell("ค"), cell("ง")),)))
    widths = [page.column_dimensions[each].width for each in "AB"]
    assert widths[1] == pytest.approx(3 * widths[0])
    assert page["B2"].alignment.wrap_text
    assert page["B2"].font.name == "TH Sarabun New"


def test_rows_that_merged_cells_reach_are_high_enough_and_others_fit_themselves() -> None:
    long = "ข้อความยาว " * 60
    rows = ((cell(long, rows=2), cell("ก")), (cell("ข"),), (cell(long), cell("ค")))
    paper = manuscript(Grid((0.5, 0.5), ((cell("ง"), cell("จ")),), rows))
    page = book(paper).worksheets[0]
    high = [page.row_dimensions[i].height for i in (2, 3, 4)]
    assert high[0] + high[1] >= 200
    assert high[2] >= 200
    said_so = re.findall(r'<row r="(\d+)"[^>]*customHeight', part(paper, "xl/worksheets/sheet1.xml"))
    assert said_so == ["2", "3"]


def test_a_cell_links_only_where_all_of_it_does_and_only_to_the_web() -> None:
    whole = Line((Span("ทั้งหมด", link="https://a.example"),))
    half = Line((Span("ครึ่ง", link="https://b.example"), Span("เดียว")))
    bad = Line((Span("ร้าย", link="file:///etc/passwd", note=Note("ที่มา", "javascript:alert(1)")),))
    found = book(manuscript(whole, half, bad, PageBreak())).worksheets[0]
    links = {each.value: each.hyperlink.target for row in found.iter_rows() for each in row if each.hyperlink}
    assert links == {"ทั้งหมด": "https://a.example"}
    assert "ครึ่ง: https://b.example" in [value for row in found.values for value in row]


def test_pictures_stand_in_the_sheet_and_say_what_they_show() -> None:
    paper = everything()
    pages = book(paper).worksheets
    assert [len(each._images) for each in pages] == [2, 0, 6]
    assert 'descr="แผนภูมิแท่งของคะแนนสามตัวชี้วัด"' in part(paper, "xl/drawings/drawing1.xml")
    assert 'descr="แผนผังขั้นตอน"' in part(paper, "xl/drawings/drawing2.xml")


def test_an_issued_paper_has_one_place_for_its_seal_and_a_draft_none() -> None:
    issued, draft = write(everything(), "xlsx"), write(everything(code=""), "xlsx")
    assert issued.count(EMPTY_SEAL.encode()) == 1
    assert draft.count(b"prongsai-seal") == 0
    assert opened(everything()).source.paper == CODE


def test_the_file_says_nothing_of_the_clock_or_the_program_that_made_it() -> None:
    paper = manuscript(plain("ก"))
    with zipfile.ZipFile(io.BytesIO(write(paper, "xlsx"))) as package:
        properties: dict[str, Any] = {name: package.read(name).decode() for name in package.namelist()}
        assert {each.compress_type for each in package.infolist()} == {zipfile.ZIP_STORED}
    said_at = re.findall(r"\d{4}-\d\d-\d\dT", properties["docProps/core.xml"])
    assert set(said_at) <= {"1980-01-01T"}
    assert not re.search("openpyxl|Microsoft Excel", "".join(properties.values()))
