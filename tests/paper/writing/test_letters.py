"""Official letters: announcement, order, memo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import builders
from paper.writing.contents import a_content, an_imprint, blocks, composed, lines, signed_lines
from paper.writing.manuscripts import picture
from prongsai.core.errors import Refused
from prongsai.core.records import Status
from prongsai.paper.reading import read
from prongsai.paper.writing import layout, write
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.compose.letters import first_words
from prongsai.paper.writing.content import Content
from prongsai.paper.writing.manuscript import Beside, Picture, Role
from prongsai.paper.writing.style import Style, Wording

LETTERS = ("announcement", "order", "memo")


def typed(**letter: str) -> Content:
    """A draft whose fields a person filled."""
    return a_content(letter=letter)


@pytest.mark.parametrize("name", LETTERS)
def test_can_be_issued_after_reading_once(name: str) -> None:
    texts = lines(composed(name, a_content(imprint=an_imprint())))
    assert not [text for text in texts if "{" in text or "None" in text]
    at = Composing(a_content(), layout(name), Style(), lambda sha256: None)
    required = [each.key for each in layout(name).blanks if each.is_required]
    assert all(first_words(at)[key].strip() for key in required)


@pytest.mark.parametrize("name", LETTERS)
def test_can_be_written_about_an_agency_nobody_knows_more_of(name: str) -> None:
    reading = builders.a_reading(agency=builders.an_agency(kind=None, district=None, province=None), fiscal_year=None)
    assert not [text for text in lines(composed(name, a_content(reading))) if "None" in text]


def test_an_announcement_stands_in_the_order_of_the_regulation() -> None:
    texts = lines(composed("announcement", a_content(imprint=an_imprint())))
    head, subject, day = (
        next(place for place, text in enumerate(texts) if text.startswith(begins))
        for begins in (f"ประกาศ{builders.AGENCY}", "เรื่อง ", "ประกาศ ณ วันที่ 21 พฤศจิกายน พ.ศ. 2569")
    )
    assert head < subject < day
    assert signed_lines(composed("announcement", a_content(imprint=an_imprint()))) == [
        "(นางสาวสมใจ ตัวอย่างดี)",
        "นายกเทศมนตรีตำบลทุ่งฟ้าใส",
    ]


def test_an_announcement_lists_each_measure_with_its_owner_and_months() -> None:
    measures = (builders.a_measure(), builders.a_measure(number="2", tool="OIT", title="เผยแพร่รายงาน", period=None))
    listed = lines(composed("announcement", a_content(builders.a_reading(measures=measures))), Role.ITEM)
    assert listed == [
        "1. สำรวจความพึงพอใจของผู้รับบริการ ผู้รับผิดชอบ สำนักปลัด ทำในช่วง ต.ค. 2565 - มี.ค. 2566",
        "2. เผยแพร่รายงาน ผู้รับผิดชอบ สำนักปลัด",
    ]


def test_an_announcement_carries_the_whole_plan_behind_it_on_wide_pages() -> None:
    assert [each.orientation for each in composed("announcement").sections] == ["portrait", "landscape"]


def test_there_is_no_announcement_without_a_measure() -> None:
    with pytest.raises(Refused, match="no measure to announce"):
        composed("announcement", a_content(builders.a_reading(measures=())))


def test_an_order_stands_in_the_order_of_the_regulation() -> None:
    texts = lines(composed("order", a_content(imprint=an_imprint())))
    found = [
        next(place for place, text in enumerate(texts) if text.startswith(begins))
        for begins in (
            f"คำสั่ง{builders.AGENCY}",
            "ที่ ทฟ 52001/12",
            "เรื่อง ",
            "จึงแต่งตั้ง",
            "ทั้งนี้",
            "สั่ง ณ วันที่ 21 พฤศจิกายน พ.ศ. 2569",
        )
    ]
    assert found == sorted(found)


def test_an_order_numbers_members_and_sets_their_part_apart() -> None:
    content = typed(members="ปลัดเทศบาล | ประธาน\n\n2. ผู้อำนวยการกองคลัง|คณะทำงาน\nนิติกร", duties="ติดตาม\n๒) รายงาน")
    assert lines(composed("order", content), Role.ITEM) == [
        "1. ปลัดเทศบาล\tประธาน",
        "2. ผู้อำนวยการกองคลัง\tคณะทำงาน",
        "3. นิติกร",
        "1. ติดตาม",
        "2. รายงาน",
    ]


def test_an_order_asks_every_unit_of_the_plan_into_the_group() -> None:
    reading = builders.a_reading(measures=(builders.a_measure(owners=("กองคลัง", "กองช่าง")),))
    members = [text for text in lines(composed("order", a_content(reading)), Role.ITEM) if "\t" in text]
    assert [text.split("\t")[0] for text in members] == [
        "1. ปลัดเทศบาล",
        "2. ผู้แทนกองคลัง",
        "3. ผู้แทนกองช่าง",
        "4. เจ้าหน้าที่ผู้รับผิดชอบการประเมิน ITA",
    ]


def test_an_order_names_the_law_only_when_someone_typed_it() -> None:
    assert not [text for text in lines(composed("order")) if "อาศัยอำนาจ" in text]
    named = lines(composed("order", typed(legal_basis="มาตรา 1 แห่งกฎหมายตัวอย่าง")))
    assert "อาศัยอำนาจตามมาตรา 1 แห่งกฎหมายตัวอย่าง จึงแต่งตั้งคณะทำงาน ประกอบด้วย" in named


def test_a_number_inside_a_duty_is_no_number_of_the_list() -> None:
    assert "1. 2.5 ล้านบาท" in lines(composed("order", typed(duties="2.5 ล้านบาท")), Role.ITEM)


def test_a_memo_has_the_fields_of_its_form() -> None:
    memo = composed("memo", a_content(imprint=an_imprint(), letter={"from": "สำนักปลัด โทร. 0 0000 0000"}))
    fields = lines(memo, Role.FIELD)
    assert fields[0] == "ส่วนราชการ\tสำนักปลัด โทร. 0 0000 0000"
    assert fields[1] == "ที่\tทฟ 52001/12\tวันที่  21 พฤศจิกายน 2569"
    assert fields[2].startswith("เรื่อง\tรายงานผล")
    assert lines(memo, Role.LABEL) == ["เรียน\tนายกเทศมนตรีตำบลทุ่งฟ้าใส"]
    assert "จึงเรียนมาเพื่อโปรดพิจารณา" in lines(memo, Role.BODY)


@pytest.mark.parametrize(
    ("agency", "post"),
    [
        ("เทศบาลเมืองทุ่งฟ้าใส", "นายกเทศมนตรีเมืองทุ่งฟ้าใส"),
        ("องค์การบริหารส่วนตำบลทุ่งฟ้าใส", "นายกองค์การบริหารส่วนตำบลทุ่งฟ้าใส"),
        ("สถาบันทุ่งฟ้าใส", "ผู้บริหารของหน่วยงาน"),
        (None, "ผู้บริหารของหน่วยงาน"),
    ],
)
def test_a_memo_goes_to_the_post_that_decides(agency: str | None, post: str) -> None:
    reading = builders.a_reading(agency=builders.an_agency(name=agency))
    assert lines(composed("memo", a_content(reading)), Role.LABEL) == [f"เรียน\t{post}"]


def test_a_memo_says_what_the_records_show_and_nothing_else() -> None:
    measures = (
        builders.a_measure(),
        builders.a_measure(number="2", evidence=("รายงาน.pdf",)),
        builders.a_measure(number="3", status=Status.NOT_STARTED, result="", percent=0),
    )
    result = builders.a_result(indicators={**builders.a_result().indicators, "4": builders.a_result().total - 20})
    found = lines(composed("memo", a_content(builders.a_reading(results=(result,), measures=measures))), Role.ITEM)
    assert found[:6] == [
        "1. ผลการประเมินปีงบประมาณ พ.ศ. 2566 อยู่ในระดับผ่านดี ได้คะแนนรวม 94.20 คะแนน",
        "2. ในปีงบประมาณ พ.ศ. 2566 ตัวชี้วัดที่ได้ต่ำกว่า 85 คะแนน ได้แก่ การใช้ทรัพย์สินของราชการ (74.20 คะแนน)",
        "3. ผู้ประเมินให้ข้อสังเกตไว้ 1 ข้อ",
        "4. แผนของปีงบประมาณ พ.ศ. 2566 มี 3 มาตรการ รวม 6 ขั้นตอน",
        "5. สถานะตามที่รายงาน ดำเนินการแล้ว 2 มาตรการ, ยังไม่ดำเนินการ 1 มาตรการ",
        "6. ในจำนวนที่รายงานว่าแล้วเสร็จ ยังไม่มีหลักฐานแนบ 1 มาตรการ",
    ]
    nothing = builders.a_reading(results=(), findings=(), measures=())
    assert "จากข้อมูลที่บันทึกไว้ พบว่า" not in lines(composed("memo", a_content(nothing)))


def test_a_memo_names_what_is_attached_among_its_words() -> None:
    assert "พร้อมนี้ได้แนบ แผน 1 ฉบับ" in lines(composed("memo", typed(attachments="แผน 1 ฉบับ")), Role.BODY)
    assert not [text for text in lines(composed("memo")) if "พร้อมนี้" in text]


def test_what_a_draft_lacks_is_dotted() -> None:
    draft = composed("order")
    assert [text for text in lines(draft, Role.SUBTITLE) if text.startswith("ที่ ....")]
    assert [text for text in lines(draft, Role.CENTER) if text.startswith("สั่ง ณ วันที่ ....")]
    assert all("..." in text for text in signed_lines(draft))


def test_an_emblem_has_the_height_of_the_regulation_and_none_leaves_no_gap() -> None:
    emblem = picture()  # 64 wide, 48 high
    (order,) = blocks(composed("order", emblem=emblem), Picture)
    assert order.width == pytest.approx(40.0)
    (memo,) = [each.picture for each in blocks(composed("memo", emblem=emblem), Beside)]
    assert (memo.width, memo.align) == (pytest.approx(20.0), "left")
    assert not blocks(composed("order"), Picture)
    assert not blocks(composed("memo"), Beside)


def test_digits_are_thai_where_an_agency_writes_so() -> None:
    texts = lines(composed("order", a_content(imprint=an_imprint(verify_address="", digest="")), digits="thai"))
    assert "สั่ง ณ วันที่ ๒๑ พฤศจิกายน พ.ศ. ๒๕๖๙" in texts
    assert not [text for text in texts if any(each in "0123456789" for each in text)]


def test_an_agency_rewords_a_letter() -> None:
    worded = composed("order", wording=Wording(words={"duties_lead": "มีหน้าที่ของ{agency} ได้แก่"}))
    assert f"มีหน้าที่ของ{builders.AGENCY} ได้แก่" in lines(worded)


def test_what_was_typed_is_text_and_what_no_page_can_carry_is_left_out() -> None:
    texts = lines(composed("order", typed(reason="ปี {year} <b>\x00{nobody}=1+1")))
    assert "ปี 2566 <b>=1+1" in texts


def test_an_issue_of_another_day_changes_only_the_day() -> None:
    first, second = (
        lines(composed("order", a_content(imprint=an_imprint(issued_on=day, sign_off=None))))
        for day in (date(2026, 11, 21), date(2026, 11, 22))
    )
    changed = [one for one, other in zip(first, second, strict=True) if one != other]
    assert all("21 พฤศจิกายน" in text for text in changed)
    assert len(changed) == 2


def test_a_letter_says_its_subject_to_the_file() -> None:
    assert composed("memo", typed(subject="ขออนุมัติแผน")).properties.title == "ขออนุมัติแผน"


def test_a_letter_takes_its_whole_content_along_and_its_reading_contradicts_nothing(tmp_path: Path) -> None:
    memo = composed("memo", a_content(imprint=an_imprint(), letter={"to": "ปลัดเทศบาล"}))
    assert memo.records["schema"] == "prongsai/content/1"
    assert memo.records["letter"] == {"to": "ปลัดเทศบาล"}
    written = tmp_path / "memo.pdf"
    written.write_bytes(write(memo, "pdf"))
    reading = read(written)
    assert not reading.unread
    assert reading.fiscal_year == 2566
    assert [(each.total, each.level) for each in reading.results] == [(builders.a_result().total, "ผ่านดี")]


def test_an_announcement_is_read_again_as_the_plan_it_announces(tmp_path: Path) -> None:
    written = tmp_path / "announcement.docx"
    written.write_bytes(write(composed("announcement", a_content(imprint=an_imprint())), "docx"))
    reading = read(written)
    assert reading.kind == "plan"
    assert [(each.title, each.owners, each.period) for each in reading.measures] == [
        (builders.a_measure().title, ("สำนักปลัด",), builders.a_measure().period)
    ]
    assert not reading.unread
