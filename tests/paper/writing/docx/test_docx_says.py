"""A DOCX that was written is read again: the same blocks, nothing added, nothing that executes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.paper.writing.docx.word_order import W, misplaced, tree
from tests.paper.writing.manuscripts import carrying, everything, found_grids, manuscript, said

from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.blocks import Paragraph as ReadParagraph
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.writing.docx import docx_bytes
from prongsai.paper.writing.manuscript import (
    Block,
    Cell,
    Contents,
    Gallery,
    Manuscript,
    Note,
    PageBreak,
    Paragraph,
    Role,
    Span,
    Table,
    cell,
    plain,
)
from prongsai.paper.writing.text import printable


def opened(*blocks: Block) -> Document:
    return open_bytes("paper.docx", docx_bytes(manuscript(*blocks)))


def texts(document: Document) -> list[tuple[str, int | None]]:
    return [(each.text, each.heading) for each in document.blocks if isinstance(each, ReadParagraph)]


def table(*body: tuple[Cell, ...], head: tuple[tuple[Cell, ...], ...] = (), columns: int = 3) -> Table:
    return Table((1 / columns,) * columns, head, body)


def without(kind: type, whole: Manuscript) -> Manuscript:
    sections = (
        replace(each, blocks=tuple(block for block in each.blocks if not isinstance(block, kind)))
        for each in whole.sections
    )
    return replace(whole, sections=tuple(sections))


def test_every_paragraph_and_table_comes_back_as_it_was() -> None:
    whole = without(Gallery, without(Contents, everything()))
    document = open_bytes("paper.docx", docx_bytes(whole))
    expected = said(whole)
    noted = expected.notes[0]  # the other one stands in a cell
    found = [text for text, _ in texts(document)]
    assert [each for each in found if each != noted] == [text.strip() for text, _ in expected.paragraphs if text]
    assert [
        [[each.partition(expected.notes[1])[0].strip() for each in row] for row in grid]
        for grid in found_grids(document)
    ] == [[list(row) for row in grid] for grid in expected.tables]


def test_a_gallery_is_a_table_of_its_captions() -> None:
    gallery = next(each for each in everything().blocks if isinstance(each, Gallery))
    assert [[each.text for each in row] for row in opened(gallery).tables[0].rows] == [
        ["การประชุมครั้งที่ 1", "การประชุมครั้งที่ 2"],
        ["", ""],
    ]


def test_a_heading_comes_back_with_its_level() -> None:
    blocks = [plain(f"หัวข้อ {level}", Role.HEADING, level=level) for level in (1, 2, 3)]
    assert texts(opened(*blocks)) == [("หัวข้อ 1", 1), ("หัวข้อ 2", 2), ("หัวข้อ 3", 3)]


def test_two_head_rows_with_spans_come_back() -> None:
    head = ((cell("ที่", rows=2), cell("สถานะ", columns=2)), (cell("แล้ว"), cell("ยัง")))
    whole = table((cell("1"), cell("✓"), cell("")), head=head)
    assert found_grids(opened(whole)) == said(manuscript(whole)).tables


def test_a_cell_across_many_rows_and_columns_comes_back() -> None:
    rows = [(cell("กอง", rows=60, columns=2), cell("0")), *((cell(str(each)),) for each in range(1, 60))]
    found = opened(table(*rows)).tables[0].rows
    assert (found[0][0].text, found[0][0].row_span, found[0][0].column_span) == ("กอง", 60, 2)
    assert [row[2].text for row in found] == [str(each) for each in range(60)]


def test_neighbouring_cells_that_reach_down_end_where_they_should() -> None:
    whole = table(
        (cell("ก", rows=3), cell("ข", rows=2), cell("ค")), (cell("ง"),), (cell("จ"), cell("ฉ")), (cell("ช", columns=3),)
    )
    assert found_grids(opened(whole)) == said(manuscript(whole)).tables


def test_empty_cells_and_paragraphs_of_a_cell_stay_apart() -> None:
    whole = table((cell(""), cell("๑. หนึ่ง\n\n๒. สอง"), cell("")), (cell("ก"), cell(""), cell("")))
    document = opened(whole)
    assert [[each.text for each in row] for row in document.tables[0].rows] == [
        ["", "๑. หนึ่ง\n\n๒. สอง", ""],
        ["ก", "", ""],
    ]
    written = tree(docx_bytes(manuscript(whole)))
    assert len(list(list(written.iter(f"{W}tc"))[1].iter(f"{W}p"))) == 3


def test_two_tables_side_by_side_stay_two() -> None:
    one, other = table((cell("ก"), cell("ข"), cell("ค"))), table((cell("ง"), cell("จ"), cell("ฉ")))
    assert len(opened(one, other).tables) == 2


def test_a_short_row_is_filled_up_rather_than_refused() -> None:
    assert [[each.text for each in row] for row in opened(table((cell("ก"),))).tables[0].rows] == [["ก", "", ""]]


def test_a_footnote_follows_its_paragraph_and_adds_nothing_to_it() -> None:
    noted = Paragraph((Span("ได้ "), Span("12", note=Note("ที่มา: ทะเบียน", "https://prongsai.example/a")), Span(" เรื่อง")))
    assert [text for text, _ in texts(opened(noted))] == ["ได้ 12 เรื่อง", "ที่มา: ทะเบียน https://prongsai.example/a"]


def test_a_note_in_a_head_that_repeats_follows_the_table() -> None:
    head = ((Cell((Paragraph((Span("คะแนน", note=Note("ที่มา: ผลประเมิน")),)),)), cell("ข"), cell("ค")),)
    document = opened(table((cell("1"), cell("2"), cell("3")), head=head))
    assert document.tables[0].rows[0][0].text == "คะแนน"
    assert texts(document) == [("ที่มา: ผลประเมิน", None)]


def test_page_breaks_say_nothing() -> None:
    blocks = (PageBreak(), plain("ก"), PageBreak(), PageBreak(), table((cell("1"), cell("2"), cell("3"))), PageBreak())
    package = docx_bytes(manuscript(*blocks))
    assert texts(open_bytes("paper.docx", package)) == [("ก", None)]
    assert len(list(tree(package).iter(f"{W}pageBreakBefore"))) == 1


HOSTILE = {
    "long": "ก" * 3_000,
    "markup": "<b>&amp;</b>]]><!-- --><?xml?>",
    "formula": '=HYPERLINK("http://evil.example")',
    "control": "ก\x00\x01\x08ข\x0bค\x1f\x7f\ud800",
    "emoji": "เสร็จ 😀👍🏽",
    "right to left": "ก\u202eข\u200f\u2066ค",
    "field": "{ DDEAUTO cmd } \\* MERGEFORMAT",
    "template": "{{ ''.__class__ }}{% for i in x %}",
    "address": "https://" + "x" * 300 + ".example/?a=b&c=d",
    "script": "javascript:alert(1)",
    "blank": "",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_written_stands_there_as_text(text: str) -> None:
    package = docx_bytes(carrying(text))
    assert misplaced(package) == []
    kept = printable(text).strip()
    found = [words for words, _ in texts(open_bytes("paper.docx", package))]
    assert found.count(kept) >= 12 if kept else not any("None" in each for each in found)


def test_a_cell_of_ten_thousand_letters_comes_back_whole() -> None:
    assert opened(table((cell("กา" * 5_000), cell("x" * 10_000), cell("ก")))).tables[0].rows[0][1].text == "x" * 10_000


def test_a_link_leads_to_pages_only() -> None:
    spans = tuple(Span("ที่นี่", link=each) for each in ("javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share"))
    package = docx_bytes(manuscript(Paragraph(spans), Paragraph((Span("ดี", link="https://ตัวอย่าง.example/ก ข"),))))
    assert b"External" not in package
    good = docx_bytes(manuscript(Paragraph((Span("ดี", link="https://prongsai.example/ก"),))))
    assert b'Target="https://prongsai.example/%E0%B8%81"' in good


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Co")), min_size=1, max_size=60))
def test_any_text_comes_back_letter_by_letter(text: str) -> None:
    found = "".join(each.text or "" for each in tree(docx_bytes(manuscript(plain(f"|{text}|")))).iter(f"{W}t"))
    assert found == f"|{printable(text)}|"


def test_a_drawing_that_is_none_leaves_its_description() -> None:
    from prongsai.paper.writing.manuscript import Picture

    assert texts(opened(Picture(b"no picture", "png", 20, "ตราหน่วยงาน"))) == [("[ตราหน่วยงาน]", None)]


def test_the_same_manuscript_gives_the_same_bytes() -> None:
    assert docx_bytes(everything()) == docx_bytes(everything())
    assert docx_bytes(everything()) != docx_bytes(replace(everything(), font="Sarabun"))


def test_nothing_invisible_is_added() -> None:
    words = "".join(each.text or "" for each in tree(docx_bytes(everything())).iter(f"{W}t"))
    assert not re.search("[\u200b-\u200f\u2060\ufeff\u00ad]", words)
