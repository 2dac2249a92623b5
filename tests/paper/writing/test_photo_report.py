"""The photo report of activities."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import builders
from paper.writing.contents import GONE, PRESENT, a_content, an_activity, blocks, composed, grid, lines
from paper.writing.manuscripts import picture
from prongsai.core import framework
from prongsai.core.errors import Refused
from prongsai.paper.reading import read
from prongsai.paper.writing import write
from prongsai.paper.writing.content import Photo
from prongsai.paper.writing.manuscript import Gallery, PageBreak, Paragraph, Role, Table


def test_lists_all_activities_by_their_days_before_it_shows_them() -> None:
    later = an_activity()
    earlier = an_activity(
        title="รับฟังความคิดเห็น", held_on=date(2022, 12, 2), people_count=None, codes=(), photos=(), outcome=""
    )
    report = composed("photo-report", a_content(activities=(later, earlier)))
    (table,) = blocks(report, Table)
    assert grid(table) == [
        ["ที่", "วันที่", "กิจกรรม", "สถานที่", "ผู้เข้าร่วม (คน)", "ข้อ", "ภาพ"],
        ["1", "2 ธันวาคม 2565", "รับฟังความคิดเห็น", "ห้องประชุมเทศบาล", "", "", "0"],
        ["2", "12 มีนาคม 2566", "อบรมการให้บริการ", "ห้องประชุมเทศบาล", "42", "o13", "1"],
    ]
    assert lines(report, Role.HEADING) == ["1. รับฟังความคิดเห็น", "2. อบรมการให้บริการ"]
    assert len(blocks(report, PageBreak)) == 2


def test_says_of_each_what_was_held_and_what_came_of_it() -> None:
    report = composed("photo-report", a_content(activities=(an_activity(people_count=1200),)))
    title = framework.nearest(2566).item("o13")
    assert title is not None
    assert lines(report, Role.LABEL) == [
        "วันที่\t12 มีนาคม 2566",
        "สถานที่\tห้องประชุมเทศบาล",
        "เป้าหมาย\tให้ทุกกองรู้ขั้นตอนบริการ",
        "ผลที่ได้\tผ่านการทดสอบทุกคน",
        "ผู้เข้าร่วม\t1,200 คน",
        f"ข้อ ITA\to13 {title.title_th}",
    ]


def test_what_nobody_wrote_is_no_empty_line() -> None:
    bare = an_activity(outcome="", people_count=None, codes=(), photos=())
    report = composed("photo-report", a_content(activities=(bare,)))
    assert [text.split("\t")[0] for text in lines(report, Role.LABEL)] == ["วันที่", "สถานที่", "เป้าหมาย"]
    (table,) = blocks(report, Table)
    assert len(table.widths) == 5


def test_items_are_named_as_in_the_year_of_the_paper_and_doubted_ones_so_marked() -> None:
    content = a_content(
        builders.a_reading(fiscal_year=2569), activities=(an_activity(codes=("o13", "o99", "e1")),), unverified=("o13",)
    )
    title = framework.nearest(2569).item("o13")
    assert title is not None
    said = next(text for text in lines(composed("photo-report", content), Role.LABEL) if text.startswith("ข้อ"))
    assert said.split("\t")[1].split("\n") == [f"o13 {title.title_th} (ยังไม่ยืนยัน)", "o99", "e1"]


def test_shows_photographs_two_in_a_row_with_captions_and_days() -> None:
    photos = (Photo(PRESENT, "ผู้เข้าอบรม", date(2023, 3, 12)), Photo(PRESENT), Photo(PRESENT, "ปิดงาน"))
    (gallery,) = blocks(composed("photo-report", a_content(activities=(an_activity(photos=photos),))), Gallery)
    assert gallery.columns == 2
    assert [each.caption for each in gallery.pictures] == [
        "ภาพที่ 1 ผู้เข้าอบรม (12 มีนาคม 2566)",
        "ภาพที่ 2",
        "ภาพที่ 3 ปิดงาน",
    ]
    assert [each.alt for each in gallery.pictures] == ["ผู้เข้าอบรม", "ภาพกิจกรรม อบรมการให้บริการ", "ปิดงาน"]
    assert {each.content for each in gallery.pictures} == {picture("jpg")}


def test_a_photograph_that_is_gone_is_named() -> None:
    photos = (Photo(GONE, "ภาพหมู่"), Photo(PRESENT))
    report = composed("photo-report", a_content(activities=(an_activity(photos=photos),)))
    assert "ภาพที่ 1 ภาพหมู่: ไม่พบไฟล์ภาพนี้แล้ว จึงไม่ได้พิมพ์ (SHA-256 ffffffffffff…)" in lines(report)
    only_gone = composed("photo-report", a_content(activities=(an_activity(photos=photos[:1]),)))
    assert not blocks(only_gone, Gallery)


def test_needs_no_plan() -> None:
    reading = builders.a_reading(measures=(), findings=(), results=(), round=None)
    report = composed("photo-report", a_content(reading, activities=(an_activity(),)))
    assert [each.text for each in blocks(report, Paragraph) if each.role is Role.TITLE] == [
        "รายงานภาพกิจกรรมส่งเสริมคุณธรรมและความโปร่งใส"
    ]


def test_there_is_no_report_without_an_activity() -> None:
    with pytest.raises(Refused, match="no activity"):
        composed("photo-report")


@pytest.mark.parametrize("to", ["docx", "pdf", "odt", "html", "xlsx"])
def test_is_no_plan_when_it_is_read_by_mistake(to: str, tmp_path: Path) -> None:
    activities = (an_activity(), an_activity(title="รับฟังความคิดเห็น", held_on=date(2022, 12, 2)))
    written = tmp_path / f"report.{to}"
    written.write_bytes(write(composed("photo-report", a_content(activities=activities)), to))
    reading = read(written)
    assert not reading.measures
    assert [each.text for each in reading.unread if "รับฟังความคิดเห็น" in each.text and "ห้องประชุม" in each.text]
