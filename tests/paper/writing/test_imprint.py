"""The imprint, the marks and the foot of every paper, and that none of them disturbs reading it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import builders
from paper.writing.contents import (
    DIGEST,
    PRESENT,
    VERIFY,
    a_content,
    a_figure,
    an_activity,
    an_imprint,
    blocks,
    composed,
    lines,
)
from paper.writing.manuscripts import picture
from prongsai.core.records import Source, Where
from prongsai.paper.reading import read
from prongsai.paper.reading.blocks import Cell, Document, Paragraph, Table
from prongsai.paper.reading.imprints import (
    DRAFT_MARK,
    FIGURES_HEADING,
    IMPRINT_HEADING,
    UNVERIFIED_MARK,
    without_imprint,
)
from prongsai.paper.writing import layout, layouts, manuscript_of, write
from prongsai.paper.writing.content import Content, Imprint
from prongsai.paper.writing.layouts import Layout
from prongsai.paper.writing.manuscript import Beside, Code, Role
from prongsai.paper.writing.style import Style

OF_THE_PAPER = {"imprint", "mark", "figures"}
TABLES = ("plan", "weak-points", "progress", "progress-status", "progress-full", "analysis")


def everything(**changes: Any) -> Content:
    """A content that every layout can print."""
    return a_content(activities=(an_activity(),), **changes)


@pytest.mark.parametrize("name", [each.name for each in layouts()])
def test_every_paper_says_at_each_foot_whose_it_is_and_which_version(name: str) -> None:
    issued = composed(name, everything(imprint=an_imprint()))
    assert {each.footer for each in issued.sections} == {f"{builders.AGENCY} · เลขที่ ทฟ 52001/12 · ฉบับที่ 2"}


@pytest.mark.parametrize("name", [each.name for each in layouts()])
def test_a_draft_says_so_at_its_top_at_each_foot_and_at_its_end(name: str) -> None:
    draft = composed(name, everything())
    assert {each.footer for each in draft.sections} == {f"{builders.AGENCY} · {DRAFT_MARK}"}
    texts = lines(draft)
    assert texts[0].startswith(DRAFT_MARK)
    assert texts[-1].startswith(DRAFT_MARK)
    assert texts[-2] == IMPRINT_HEADING


@pytest.mark.parametrize("name", [each.name for each in layouts()])
def test_every_issued_paper_carries_its_number_at_its_end(name: str) -> None:
    texts = lines(composed(name, everything(imprint=an_imprint())))
    assert DRAFT_MARK not in " ".join(texts)
    end = texts[texts.index(IMPRINT_HEADING) :]
    assert end[1] == "เลขที่ ทฟ 52001/12 ฉบับที่ 2 ออกเมื่อวันที่ 21 พฤศจิกายน 2569"


def test_an_issued_paper_carries_what_proves_it() -> None:
    issued = composed("order", everything(imprint=an_imprint()))
    (beside,) = [each for each in blocks(issued, Beside) if isinstance(each.picture, Code)]
    assert beside.picture.address == VERIFY
    said = [each.text for each in beside.paragraphs]
    assert said[2] == "การลงนาม: อนุมัติในระบบโดยนายกเทศมนตรี เมื่อ 20 พฤศจิกายน 2569"
    assert said[3] == "หมายเหตุการออกฉบับนี้: แก้ชื่อผู้รับผิดชอบ"
    assert said[4].replace(" ", "").endswith(DIGEST)
    assert said[5] == f"ตรวจสอบฉบับจริงที่ {VERIFY}"


def test_an_issued_paper_without_a_public_page_has_no_code() -> None:
    bare = an_imprint(verify_address="", digest="", reason="", sign_off=None, issued_on=None)
    issued = composed("order", everything(imprint=bare))
    assert not blocks(issued, Beside)
    assert lines(issued)[-1] == "เลขที่ ทฟ 52001/12 ฉบับที่ 2"


def test_a_digest_and_an_address_keep_their_digits() -> None:
    texts = lines(composed("order", everything(imprint=an_imprint()), digits="thai"))
    assert VERIFY in texts[-1]
    assert texts[-2].replace(" ", "").endswith(DIGEST)
    assert "เลขที่ ทฟ ๕๒๐๐๑/๑๒" in texts[-5]


def test_the_foot_has_the_digits_of_the_agency() -> None:
    (section,) = composed("order", everything(imprint=an_imprint()), digits="thai").sections
    assert section.footer.endswith("เลขที่ ทฟ ๕๒๐๐๑/๑๒ · ฉบับที่ ๒")


def test_unverified_codes_are_named_before_the_first_word() -> None:
    marked = composed("plan", everything(unverified=("o13", "i7"), imprint=an_imprint()))
    assert lines(marked, Role.MARK) == [f"{UNVERIFIED_MARK}: o13, i7 โปรดตรวจกับคู่มือของปีงบประมาณนี้ก่อนใช้"]
    assert not lines(composed("plan", everything(imprint=an_imprint())), Role.MARK)


def test_a_letter_that_names_no_code_is_not_marked_for_one() -> None:
    assert not lines(composed("order", everything(unverified=("o13",), imprint=an_imprint())), Role.MARK)


@pytest.mark.parametrize("to", ["docx", "pdf", "odt", "html", "xlsx"])
@pytest.mark.parametrize("name", TABLES)
def test_a_paper_reads_the_same_with_and_without_it(name: str, to: str, tmp_path: Path) -> None:
    drawn = layout(name)
    figures = next(each for each in layout("memo").parts if each.kind == "figures")
    full = replace(drawn, parts=(*drawn.parts[:-1], figures, drawn.parts[-1]))
    bare = replace(drawn, parts=tuple(each for each in drawn.parts if each.kind not in OF_THE_PAPER))
    without = read_again(bare, everything(), to, tmp_path)
    for imprint in (an_imprint(), Imprint()):
        content = everything(imprint=imprint, unverified=("o13",), figures=(a_figure(value="83.39"),))
        assert read_again(full, content, to, tmp_path) == without


def read_again(drawn: Layout, content: Content, to: str, folder: Path) -> dict[str, Any]:
    """What a written paper says when it is read, wherever in it that stands."""
    written = folder / f"paper.{to}"
    known = {PRESENT: picture("jpg")}
    written.write_bytes(write(manuscript_of(content, drawn, Style(digits="thai"), known.get), to))
    reading = read(written)
    return {
        "agency": replace(reading.agency, spellings=()),
        "year": reading.fiscal_year,
        "round": reading.round,
        "kind": reading.kind,
        "results": [(each.fiscal_year, each.total, each.level, each.indicators) for each in reading.results],
        "findings": [replace(each, where=Where()) for each in reading.findings],
        "measures": [_placeless(each) for each in reading.measures],
        "unread": [each.text for each in reading.unread],
    }


def _placeless(measure: Any) -> Any:
    steps = tuple(replace(each, where=Where()) for each in measure.steps)
    return replace(measure, where=Where(), steps=steps)


def document(*blocks: Any) -> Document:
    """A document of paragraphs and tables."""
    return Document(Source("paper.docx", "docx", "0" * 64), tuple(map(_block, blocks)))


def _block(said: str | list[list[str]]) -> Paragraph | Table:
    if isinstance(said, str):
        return Paragraph(said, Where())
    return Table(tuple(tuple(Cell(text, Where()) for text in row) for row in said), Where())


def left_of(*blocks: Any) -> list[Any]:
    """What is left to be read."""
    return [_said(each) for each in without_imprint(document(*blocks)).blocks]


def _said(block: Paragraph | Table) -> str | list[list[str]]:
    return block.text if isinstance(block, Paragraph) else [list(_texts(row)) for row in block.rows]


def _texts(row: Iterable[Cell]) -> Iterable[str]:
    return (cell.text for cell in row)


def test_a_table_that_someone_adds_below_the_imprint_is_still_read() -> None:
    table = [["มาตรการ", "ผู้รับผิดชอบ"], ["เพิ่ม", "กองคลัง"]]
    assert left_of("ก่อน", IMPRINT_HEADING, "เลขที่ 1", table, "หลัง") == ["ก่อน", table, "หลัง"]


def test_the_rows_of_an_imprint_in_a_sheet_are_left_out() -> None:
    sheet = [[f"{DRAFT_MARK} ใช้อ้างอิงไม่ได้", ""], ["มาตรการ", "กอง"], [IMPRINT_HEADING, ""], ["เลขที่ 1", "o13"]]
    assert left_of(sheet) == [[["มาตรการ", "กอง"]]]
    assert left_of(sheet[:1]) == []


def test_a_remark_that_speaks_of_drafts_is_no_mark() -> None:
    assert left_of("ควรจัดทำร่าง ยังไม่ออกเลข ให้ครบ (o13)") == ["ควรจัดทำร่าง ยังไม่ออกเลข ให้ครบ (o13)"]


def test_captions_of_pictures_side_by_side_are_no_table() -> None:
    assert left_of([["", ""], ["ภาพที่ 1 วันที่ 12 มีนาคม 2566", "ภาพที่ ๒"]]) == []
    told = [["มาตรการ", "ผลการดำเนินการ"], ["ติดประกาศ", "ภาพที่ 1"]]
    assert left_of(told) == [told]


def test_the_foot_of_a_page_that_ran_into_a_line_takes_nothing_with_it() -> None:
    ran_on = f"{builders.AGENCY} · เลขที่ ทฟ 52001/12 · ฉบับที่ ๒  ๑ ข้อ o13 ไม่มีรายงาน"
    assert left_of(ran_on, f"{builders.AGENCY} · ร่างยังไม่ออกเลข 12 ข้อ o14") == ["ข้อ o13 ไม่มีรายงาน", "ข้อ o14"]
    assert left_of(f"{builders.AGENCY} · ฉบับที่ 2 3", DRAFT_MARK, f"{DRAFT_MARK} 4") == []


def test_a_heading_that_a_line_ran_into_still_opens_what_follows() -> None:
    table = [["เรื่อง", "ตัวเลข"], ["คำถาม", "83.39"]]
    assert left_of(f"จังหวัดสระบุรี{FIGURES_HEADING}", table, table) == ["จังหวัดสระบุรี", table]


def test_the_source_of_a_figure_is_no_remark() -> None:
    assert left_of("12ที่มาของตัวเลข: คำถาม · ช่วง รอบ 6 เดือน", "[๑] ที่มาของตัวเลข: o13") == []
