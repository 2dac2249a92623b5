from __future__ import annotations

from prongsai.core.records import Source
from prongsai.paper.reading.blocks import Document, Paragraph, Table
from prongsai.paper.reading.html import html_document
from prongsai.paper.reading.text import text_document


def of(text: str, encoding: str = "utf-8") -> Document:
    return text_document(text.encode(encoding), Source("paper.txt", "txt", ""))


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_adjacent_rows_of_tabs_are_one_table_filled_to_one_width() -> None:
    assert grid(of("ก\tข\tค\n\tง\n\nจ\tฉ").tables[0]) == [["ก", "ข", "ค"], ["", "ง", ""]]


def test_a_row_broken_between_the_items_of_a_cell_is_whole_again() -> None:
    table = of("ก\tข\tค\tง\nจ\t1. ฉ\n2. ช\tซ\t-").tables[0]
    assert grid(table) == [["ก", "ข", "ค", "ง"], ["จ", "1. ฉ\n2. ช", "ซ", "-"]]


def test_mark_up_goes_and_its_breaks_stay() -> None:
    table = of("<p>ก</p> <p>ข</p>\t**ค**<br/>ง\t<u>จ</u> &amp; ฉ").tables[0]
    assert grid(table) == [["ก\nข", "ค\nง", "จ & ฉ"]]


def test_pipes_are_cells_and_their_rule_is_none() -> None:
    assert grid(of("| ก | ข |\n|---|:--:|\n| ค |  |").tables[0]) == [["ก", "ข"], ["ค", ""]]


def test_headings_and_paragraphs_keep_their_places() -> None:
    first, second = of("# หัวเรื่อง\n\nย่อหน้า\nบรรทัดสอง").blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.heading, first.where.paragraph) == (1, 1)
    assert (second.text, second.where.paragraph) == ("ย่อหน้า\nบรรทัดสอง", 2)


def test_the_old_thai_code_page_is_read() -> None:
    assert of("เทศบาล\tกอง", "cp874").tables[0].rows[0][0].text == "เทศบาล"


def test_spans_of_html_cover_their_places() -> None:
    page = "<table><tr><td rowspan=2>ก<td colspan=2>ข</tr><tr><td>ค<td>ง<br>จ</tr></table>"
    rows = html_document(page.encode(), Source("paper.html", "html", "")).tables[0].rows
    assert [[cell.text for cell in row] for row in rows] == [["ก", "ข", ""], ["", "ค", "ง\nจ"]]
    assert [[cell.covered for cell in row] for row in rows] == [["", "", "left"], ["above", "", ""]]
