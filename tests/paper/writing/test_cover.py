"""Cover and table of contents of the full report, and the poster."""

from __future__ import annotations

import pytest

import builders
from paper.writing.contents import VERIFY, a_content, a_figure, an_imprint, blocks, composed, grid, lines
from paper.writing.manuscripts import picture
from prongsai.core.errors import Refused
from prongsai.paper.writing.manuscript import Cell, Code, Contents, Picture, Role, Table


def test_a_cover_says_what_whose_and_which() -> None:
    front = composed("full-report", a_content(imprint=an_imprint()), emblem=picture()).sections[0]
    assert (front.is_middle, front.numbered, front.orientation) == (True, False, "portrait")
    assert isinstance(front.blocks[0], Picture)
    assert [each.text for each in front.blocks[1:] if getattr(each, "text", "")] == [
        "รายงานคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงาน",
        "ประจำปีงบประมาณ พ.ศ. 2566",
        "รอบ 6 เดือน (1 ตุลาคม 2565 - 31 มีนาคม 2566)",
        builders.AGENCY,
        f"อำเภอ{builders.DISTRICT} จังหวัด{builders.PROVINCE}",
        "เลขที่ ทฟ 52001/12 ฉบับที่ 2 วันที่ 21 พฤศจิกายน 2569",
    ]


def test_a_cover_leaves_out_what_is_unknown() -> None:
    reading = builders.a_reading(
        round=None, fiscal_year=None, agency=builders.an_agency(district=None, province=None, name=None)
    )
    front = composed("full-report", a_content(reading)).sections[0]
    said = [each.text for each in front.blocks if getattr(each, "text", "")]
    assert said[1:] == ["รายงานคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงาน"]


def test_a_full_report_is_bound_of_cover_contents_analysis_and_measures() -> None:
    report = composed("full-report")
    assert [each.orientation for each in report.sections] == [
        "portrait",
        "portrait",
        "portrait",
        "landscape",
        "landscape",
    ]
    (contents,) = [each for each in report.sections[1].blocks if isinstance(each, Contents)]
    assert (contents.title, contents.depth) == ("สารบัญ", 2)
    headings = lines(report, Role.HEADING)
    assert headings.index("ข้อสังเกตและข้อเสนอแนะจากการประเมิน") < headings.index("มาตรการและผลการดำเนินการ")


def test_a_full_report_without_scores_and_remarks_has_no_empty_pages() -> None:
    report = composed("full-report", a_content(builders.a_reading(findings=())))
    assert [each.orientation for each in report.sections] == ["portrait", "portrait", "landscape"]


def test_there_is_no_full_report_of_nothing() -> None:
    with pytest.raises(Refused, match="nothing yet to print"):
        composed("full-report", a_content(builders.a_reading(measures=(), findings=(), results=())))


def test_a_poster_says_level_promise_and_figures_on_one_page() -> None:
    poster = composed("poster", a_content(letter={"promise": "ตอบทุกคำถามใน 15 วัน"}))
    assert len(poster.sections) == 1
    assert lines(poster, Role.TITLE) == [builders.AGENCY]
    assert lines(poster, Role.SUBTITLE) == ["ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปีงบประมาณ พ.ศ. 2566 อยู่ในระดับผ่านดี"]
    assert lines(poster, Role.DISPLAY) == ["ตอบทุกคำถามใน 15 วัน"]
    (table,) = blocks(poster, Table)
    assert grid(table) == [["คะแนนรวม ปี 2566", "มาตรการ ปี 2566", "รายงานว่าแล้วเสร็จ"], ["94.20", "1", "1"]]


def test_a_poster_shows_three_of_the_agency_s_own_figures_with_their_source() -> None:
    figures = tuple(a_figure(label=f"ตัวเลข {place}") for place in range(5))
    (table,) = blocks(composed("poster", a_content(figures=figures)), Table)
    assert [each.text for each in table.head[0]] == ["ตัวเลข 0", "ตัวเลข 1", "ตัวเลข 2"]
    first: Cell = table.body[0][0]
    assert first.text == "96\nเรื่อง\n1 ต.ค. 2568 - 31 มี.ค. 2569\nทะเบียนคำถาม"
    assert first.paragraphs[0].role is Role.DISPLAY


def test_a_poster_of_an_agency_without_a_result_promises_all_the_same() -> None:
    poster = composed("poster", a_content(builders.a_reading(measures=())))
    assert not lines(poster, Role.SUBTITLE)
    assert not blocks(poster, Table)
    assert lines(poster, Role.DISPLAY)


def test_a_poster_s_code_opens_the_address_that_was_typed_or_the_edition_s_own_page() -> None:
    issued = a_content(imprint=an_imprint())
    (own,) = blocks(composed("poster", issued), Code)
    assert own.address == VERIFY
    typed = a_content(imprint=an_imprint(), letter={"address": " https://prongsai.example/p/ "})
    (chosen,) = blocks(composed("poster", typed), Code)
    assert chosen.address == "https://prongsai.example/p/"
    assert not blocks(composed("poster"), Code)
    assert [text for text in lines(composed("poster"), Role.CENTER) if text.startswith("คิวอาร์โค้ดจะอยู่ตรงนี้")]
