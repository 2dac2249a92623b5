"""A paper that went out, was edited in Word and is handed in again: the page shows exactly what was changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx.table import _Cell
from lxml import html
from openpyxl import load_workbook

from apps.assessment.made import address
from apps.documents.made import a_plan_reading, an_issued_document
from builders import a_step
from cast import NOW, YEAR, Cast
from pages import Visitor, words
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.models import Paper
from prongsai.apps.assessment.queries.cards import cards_of
from prongsai.apps.assessment.queries.returned import marked, returned
from prongsai.apps.documents.models import Document, Edition
from prongsai.apps.documents.operations import keep_edition_files, withdraw_edition
from prongsai.apps.documents.queries.printed import printed_of
from prongsai.apps.documents.queries.printing import print_of
from prongsai.base.files import open_stored
from prongsai.core.records import Reading, from_json
from prongsai.paper import reading as reader
from prongsai.paper.reading.blocks import document_json
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.sealing import SealingKey, seal
from prongsai.paper.writing.packing import packed, unpacked

TITLES = ("อบรมจริยธรรมเจ้าหน้าที่", "เผยแพร่แผนจัดซื้อจัดจ้าง", "สำรวจความพึงพอใจผู้รับบริการ")


def a_plan() -> Reading:
    """A plan of three measures with two steps each."""
    (model,) = a_plan_reading().measures
    measures = tuple(
        replace(
            model,
            number=str(number),
            title=title,
            steps=(a_step(text=f"เตรียมการ{title}"), a_step(number="2", text=f"รายงานผล{title}")),
        )
        for number, title in enumerate(TITLES, 1)
    )
    return replace(a_plan_reading(), measures=measures)


def an_issued_edition(cast: Cast, *formats: str) -> Edition:
    """The plan of agency A, issued; sealed in these formats, in Word unless told otherwise."""
    document = an_issued_document(cast, reading=a_plan(), reason="ออกทั้งที่ยังมีข้อสังเกต")
    edition = Edition.objects.get(document=document)
    printed = printed_of(edition.document, edition)
    key = SealingKey(b"k" * 32)
    contents = {form: seal(print_of(edition.agency, printed, form), key) for form in formats or ("docx",)}
    keep_edition_files(by=None, at=NOW, edition=edition, contents=contents)
    return edition


def bytes_of(edition: Edition, form: str = "docx") -> bytes:
    with open_stored(edition.files.get(format=form).file) as file:
        return file.read()


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """A Word paper after somebody worked in it and saved it."""
    paper, out = docx.Document(BytesIO(content)), BytesIO()
    edit(paper)
    paper.save(out)
    return out.getvalue()


def cell_with(paper: Any, text: str) -> _Cell:
    return next(cell for table in paper.tables for row in table.rows for cell in row.cells if text in cell.text)


def put(text: str, other: str) -> Callable[[Any], None]:
    """Write another text where one stands in a cell, run by run, as Word does."""

    def edit(paper: Any) -> None:
        run = next(run for line in cell_with(paper, text).paragraphs for run in line.runs if text in run.text)
        run.text = run.text.replace(text, other)

    return edit


def handed_in(cast: Cast, content: bytes, name: str = "แผนที่แก้แล้ว.docx") -> Any:
    """The page of a paper that the clerk handed in, read as the worker reads it."""
    paper = operations.upload_paper(by=cast.viewer("clerk"), at=NOW, fiscal_year=YEAR, name=name, content=content)
    document = open_bytes(name, content)
    reading = reader.read_document(document)
    operations.keep_reading(by=None, at=NOW, paper=paper, document=document_json(document), reading=reading)
    return Visitor(cast.person("clerk")).get(address(cast, "paper", paper.pk))


def rows(page: Any) -> list[list[str]]:
    """The differences a page shows: field, before, after."""
    root = html.document_fromstring(page.content.decode())
    return [
        [words(each) for each in row.iterchildren()]
        for row in root.xpath("//section[@class='returned']//tr[@data-row]")
    ]


def section(page: Any) -> str:
    root = html.document_fromstring(page.content.decode())
    (found,) = root.xpath("//section[@class='returned']")
    return words(found)


def test_one_edited_cell_is_the_one_difference_shown(cast: Cast) -> None:
    content = bytes_of(an_issued_edition(cast))
    page = handed_in(cast, edited(content, put(TITLES[1], "เผยแพร่แผนจัดซื้อจัดจ้างทุกไตรมาส")))
    (row,) = [each for each in rows(page) if each]
    assert "มาตรการ" in row[0]
    assert row[1:] == [TITLES[1], "เผยแพร่แผนจัดซื้อจัดจ้างทุกไตรมาส"]
    assert "เลขที่ 1/2567 ฉบับที่ 1" in section(page)
    assert "ต่างกัน 1 แห่ง" in section(page)
    assert b'href="#f-measures-1-title"' in page.content
    assert b'id="f-measures-1-title"' in page.content
    assert "<ins>ทุก" in page.content.decode()


def test_one_edited_step_is_the_one_difference_shown(cast: Cast) -> None:
    content = bytes_of(an_issued_edition(cast))
    page = handed_in(cast, edited(content, put(f"รายงานผล{TITLES[2]}", "ประกาศผลหน้าเว็บไซต์")))
    (row,) = rows(page)
    assert row[1:] == [f"รายงานผล{TITLES[2]}", "ประกาศผลหน้าเว็บไซต์"]
    assert TITLES[2] in row[0]


def test_a_paper_saved_again_without_a_change_says_so(cast: Cast) -> None:
    content = bytes_of(an_issued_edition(cast))
    page = handed_in(cast, edited(content, lambda paper: None))
    assert rows(page) == []
    assert "ไม่มีช่องใดต่างกัน" in section(page)


def test_what_was_only_typed_differently_is_no_change(cast: Cast) -> None:
    content = bytes_of(an_issued_edition(cast))
    page = handed_in(cast, edited(content, put(TITLES[0], f"{TITLES[0]}\u200b ")))
    assert "ไม่มีช่องใดต่างกัน" in section(page)


def test_a_removed_row_is_told_as_removed(cast: Cast) -> None:
    def without_last(paper: Any) -> None:
        cell = cell_with(paper, TITLES[2])
        table = next(each for each in paper.tables if cell._tc in each._tbl.iter())
        for row in [row for row in table.rows if any(TITLES[2] in each.text for each in row.cells)]:
            table._tbl.remove(row._tr)

    page = handed_in(cast, edited(bytes_of(an_issued_edition(cast)), without_last))
    (row,) = rows(page)
    assert "นำออก" in row[0]
    assert row[1:] == [TITLES[2], "–"]


def test_a_sentence_outside_the_tables_that_was_edited_is_shown_too(cast: Cast) -> None:
    def reword(paper: Any) -> None:
        line = next(each for each in paper.paragraphs if each.text.strip())
        line.add_run(" (ฉบับปรับปรุงถ้อยคำ)")

    page = handed_in(cast, edited(bytes_of(an_issued_edition(cast)), reword))
    (row,) = rows(page)
    assert row[2].endswith("(ฉบับปรับปรุงถ้อยคำ)")
    assert not row[1].endswith("(ฉบับปรับปรุงถ้อยคำ)")


def _edited_odt(content: bytes, text: str, other: str) -> bytes:
    return packed({name: part.replace(text.encode(), other.encode()) for name, part in unpacked(content).items()})


def _edited_sheet(content: bytes, text: str, other: str) -> bytes:
    book, out = load_workbook(BytesIO(content)), BytesIO()
    for sheet in book:
        for cell in (cell for row in sheet for cell in row if isinstance(cell.value, str)):
            cell.value = cell.value.replace(text, other)
    book.save(out)
    return out.getvalue()


EDITORS: dict[str, Callable[[bytes, str, str], bytes]] = {
    "odt": _edited_odt,
    "html": lambda content, text, other: content.replace(text.encode(), other.encode()),
    "xlsx": _edited_sheet,
}


@pytest.mark.parametrize("form", EDITORS)
def test_the_other_formats_that_are_edited_are_held_against_their_own(cast: Cast, form: str) -> None:
    content = bytes_of(an_issued_edition(cast, form), form)
    page = handed_in(cast, EDITORS[form](content, f"เตรียมการ{TITLES[0]}", "ประชุมชี้แจง"), f"plan.{form}")
    assert [row[1:] for row in rows(page)] == [[f"เตรียมการ{TITLES[0]}", "ประชุมชี้แจง"]]


def test_an_edition_that_was_withdrawn_is_said_to_be(cast: Cast) -> None:
    edition = an_issued_edition(cast)
    content = bytes_of(edition)
    withdraw_edition(by=cast.viewer("clerk"), at=NOW, edition=edition, reason="พิมพ์ผิด")
    page = handed_in(cast, edited(content, put(TITLES[0], "อบรมวินัย")))
    assert "ฉบับนี้ถอนแล้ว" in section(page)
    assert len(rows(page)) == 1


def test_a_code_of_another_agency_or_of_nobody_is_not_compared(cast: Cast) -> None:
    edition = an_issued_edition(cast)
    content = edited(bytes_of(edition), put(TITLES[0], "อบรมวินัย"))
    Document.objects.update(agency=cast.other_agency)
    Edition.objects.update(agency=cast.other_agency)
    page = handed_in(cast, content)
    assert rows(page) == []
    assert "ไม่ได้ออก จึงไม่ได้เทียบ" in section(page)
    assert edition.number not in section(page)


def test_a_paper_without_a_code_has_no_such_section(cast: Cast) -> None:
    page = handed_in(cast, "แผน\n\nมาตรการ".encode(), "plan.txt")
    assert b'class="returned"' not in page.content


def test_without_the_issued_file_it_is_said_that_nothing_was_compared(cast: Cast) -> None:
    edition = an_issued_edition(cast)
    content = edited(bytes_of(edition), put(TITLES[0], "อบรมวินัย"))
    edition.files.all().delete()
    page = handed_in(cast, content)
    assert "เทียบทีละช่องไม่ได้" in section(page)
    assert "เลขที่ 1/2567" in section(page)


def test_a_pdf_is_not_compared_field_by_field_and_says_what_to_hand_in(cast: Cast) -> None:
    content = bytes_of(an_issued_edition(cast, "docx", "pdf"), "pdf")
    page = handed_in(cast, content + b"\n", "plan.pdf")
    assert "เลขที่ 1/2567" in section(page)
    assert "ให้ส่งไฟล์ Word ที่แก้" in section(page)


def test_the_very_file_that_was_issued_is_told_to_be_that(cast: Cast) -> None:
    edition = an_issued_edition(cast)
    clerk = Visitor(cast.person("clerk"))
    sent = clerk.post(address(cast, "paper-upload"), {"file": SimpleUploadedFile("x.docx", bytes_of(edition))})
    assert sent.status_code == 302
    place = f"/{cast.agency.slug}/{YEAR}/documents/{edition.document_id}/versions/1/"
    assert sent.headers["Location"].endswith(place)
    assert not Paper.objects.exists()


def test_a_correction_of_the_reading_is_no_difference_of_the_file(cast: Cast) -> None:
    content = bytes_of(an_issued_edition(cast))
    handed_in(cast, edited(content, lambda paper: None))
    paper = Paper.objects.get()
    clerk = Visitor(cast.person("clerk"))
    clerk.post(address(cast, "paper-correct", paper.pk), {"path": "measures.0.title", "text": "แก้ในระบบ"})
    assert rows(clerk.get(address(cast, "paper", paper.pk))) == []


def test_the_executive_and_the_auditor_see_the_differences_too(cast: Cast) -> None:
    handed_in(cast, edited(bytes_of(an_issued_edition(cast)), put(TITLES[0], "อบรมวินัย")))
    paper = Paper.objects.get()
    for who in ("executive", "auditor"):
        assert len(rows(Visitor(cast.person(who)).get(address(cast, "paper", paper.pk)))) == 1


def test_many_differences_ask_no_more_questions_than_one(cast: Cast) -> None:
    def reword(paper: Any) -> None:
        for title in TITLES:
            put(title, f"{title}ประจำปี")(paper)

    content = bytes_of(an_issued_edition(cast))
    asked = []
    for name, edit in (("one.docx", put(TITLES[0], "อบรมวินัย")), ("many.docx", reword)):
        handed_in(cast, edited(content, edit), name)
        paper = Paper.objects.latest("pk")
        cards = cards_of(from_json(paper.reading or {}))
        with CaptureQueriesContext(connection) as captured:
            assert returned(cast.viewer("clerk"), paper, cards) is not None
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 3


def test_words_that_differ_are_marked_and_the_rest_is_not() -> None:
    was, now = marked("จัดทำแบบสำรวจ 120 ชุด", "จัดทำแบบสำรวจ ๑๕๐ ชุด")
    assert [each.text for each in was if each.differs] == ["120"]
    assert [each.text for each in now if each.differs] == ["๑๕๐"]
    assert "".join(each.text for each in now) == "จัดทำแบบสำรวจ ๑๕๐ ชุด"
    same = marked("ข้อ 12", "ข้อ ๑๒")
    assert not any(each.differs for side in same for each in side)
