"""What an official would frown at: a title alone on a page, a chart away from its heading, a head in pieces."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from paper.writing.contents import a_content, an_imprint
from paper.writing.pdf.seen import lines
from prongsai.core.records import Reading
from prongsai.paper.reading import read
from prongsai.paper.writing import layout, layouts, manuscript_of
from prongsai.paper.writing.manuscript import Manuscript, Section, Table
from prongsai.paper.writing.pdf import pdf_bytes
from prongsai.paper.writing.pdf.blocks import POINTS_OF_A_MILLIMETRE, TEXT_WIDTH
from prongsai.paper.writing.pdf.tables import columns_of
from prongsai.paper.writing.pdf.words import words

SAMPLES = Path(str(files("prongsai") / "samples"))
PAPERS = ("plan.docx", "weak-points.docx", "progress.pdf", "progress-status.xlsx", "progress-full.txt")
OF_MEASURES = [each.name for each in layouts() if any(part.kind == "measures" for part in each.parts)]
WHOLE = ("ดำเนินการ", "อยู่ระหว่าง")
_INSET = 8.5

each_paper = pytest.mark.parametrize("paper", PAPERS)


@cache
def reading(paper: str) -> Reading:
    return read(SAMPLES / paper)


def printed(name: str, paper: str) -> Manuscript:
    return manuscript_of(a_content(reading(paper), imprint=an_imprint()), layout(name))


def pages_of(manuscript: Manuscript) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for line in lines(pdf_bytes(manuscript)):
        found.setdefault(line.page, []).append(line.text.replace(" ", ""))
    return [found[page] for page in sorted(found)]


@each_paper
def test_an_analysis_begins_with_more_than_its_title(paper: str) -> None:
    first = pages_of(printed("analysis", paper))[0]
    assert any("เครื่องมือและตัวชี้วัด" in text or "ผู้รับผิดชอบ" in text or "ประเด็นที่ต้องพัฒนา" in text for text in first)


def test_the_ranking_of_an_analysis_stands_on_one_page_and_its_chart_under_its_title() -> None:
    pages = pages_of(printed("analysis", "plan.docx"))
    (ranking,) = [page for page in pages if any(text.startswith("ลำดับคะแนน") for text in page)]
    places = [text for page in pages for text in page if re.match(r"\d+ตัวชี้วัดที่", text)]
    assert len(places) == 10
    assert set(places) <= set(ranking)
    (chart,) = [page for page in pages if any(text.startswith("คะแนนรายตัวชี้วัด") for text in page)]
    assert sum(text.startswith("ตัวชี้วัดที่") for text in chart) >= 10
    assert any("คำอธิบายระดับ" in text for text in chart)


@pytest.mark.parametrize("name", OF_MEASURES)
@each_paper
def test_no_word_of_a_head_is_in_pieces(name: str, paper: str) -> None:
    for section in printed(name, paper).sections:
        for table in (each for each in section.blocks if isinstance(each, Table)):
            assert pieces_in(table, section) == []


def pieces_in(table: Table, section: Section) -> list[str]:
    """The titles of columns that lack room for a word."""
    columns = columns_of(table)
    narrow = []
    for cell, width in zip(table.head[-1], _widths_of_last_row(table, columns.widths), strict=True):
        room = width * TEXT_WIDTH[section.orientation] * POINTS_OF_A_MILLIMETRE / columns.size - _INSET / columns.size
        boxes = [each[0] for each in words(cell.text, room, bold=True) if isinstance(each, list)]
        narrow += [cell.text for word in WHOLE if word in cell.text and not any(word in each for each in boxes)]
    return narrow


def _widths_of_last_row(table: Table, widths: tuple[float, ...]) -> list[float]:
    """The widths of the columns whose titles stand in the last row of a head."""
    if len(table.head) == 1:
        return list(widths)
    places, at = [], 0
    for cell in table.head[0]:
        if cell.row_span == 1:
            places += list(range(at, at + cell.column_span))
        at += cell.column_span
    return [widths[each] for each in places]
