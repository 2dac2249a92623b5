"""Figures in papers: a table, each value with a footnote of period and source that opens its rows."""

from __future__ import annotations

from paper.writing.contents import a_content, a_figure, blocks, composed, grid
from prongsai.paper.writing.manuscript import Note, Table


def figures_of(*figures: object) -> list[Table]:
    """The tables of a memo about these figures."""
    return blocks(composed("memo", a_content(figures=figures)), Table)


def test_stand_in_a_table_with_label_value_and_days() -> None:
    (table,) = figures_of(a_figure())
    assert grid(table) == [
        ["เรื่อง", "ตัวเลข", "ช่วงเวลา"],
        ["คำถามที่ตอบภายในกำหนด", "96 เรื่อง", "1 ต.ค. 2568 - 31 มี.ค. 2569"],
    ]
    assert sum(table.widths) == 1.0


def test_each_value_has_its_source_and_the_address_of_its_rows() -> None:
    (table,) = figures_of(a_figure())
    (span,) = table.body[0][1].paragraphs[0].spans
    assert span.note == Note(
        "ที่มาของตัวเลข: คำถามที่ตอบภายในกำหนด · ช่วง 1 ต.ค. 2568 - 31 มี.ค. 2569 · ทะเบียนคำถาม",
        "https://prongsai.example/questions/?state=answered",
    )


def test_a_figure_says_only_what_is_known_of_it() -> None:
    (table,) = figures_of(a_figure(unit="", period="", source="", address=None))
    assert grid(table) == [["เรื่อง", "ตัวเลข"], ["คำถามที่ตอบภายในกำหนด", "96"]]
    (span,) = table.body[0][1].paragraphs[0].spans
    assert span.note == Note("ที่มาของตัวเลข: คำถามที่ตอบภายในกำหนด")


def test_a_paper_without_figures_has_no_table_of_them() -> None:
    assert figures_of() == []


def test_digits_of_footnotes_are_the_agency_s_and_addresses_keep_theirs() -> None:
    content = a_content(figures=(a_figure(address="https://prongsai.example/rows/12"),))
    (table,) = blocks(composed("memo", content, digits="thai"), Table)
    (span,) = table.body[0][1].paragraphs[0].spans
    assert span.text == "๙๖ เรื่อง"
    assert span.note is not None
    assert "๑ ต.ค. ๒๕๖๘" in span.note.text
    assert span.note.address == "https://prongsai.example/rows/12"
