from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.disclosure import ItemElement, elements_of, look_for
from prongsai.core.framework import YEARS, Confidence, load
from prongsai.core.thai import thai_digits

REPORT = [
    ("หน้า 1", "รายงานผลการดำเนินงานประจำปี\nประจำปีงบประมาณ พ.ศ. ๒๕๖๗\nองค์การบริหารส่วนตำบลทุ่งสมมุติ"),
    ("หน้า 2", "โครงการซ่อมถนนสายหลัก ผลการดำเนินงาน: แล้วเสร็จ ผลการใช้จ่ายงบประมาณ ๔๙๕,๐๐๐ บาท"),
    ("หน้า 3", "ปัญหาและอุปสรรค ฝนตกชุก ทำให้งานล่าช้า"),
]
"""A made-up report of the year before: it has all but the recommendations."""


def element(*groups: tuple[str, ...], id: str = "e") -> ItemElement:
    return ItemElement(id, "ก", "a", Confidence.UNVERIFIED, (), groups)


def of_item(year: int, code: str) -> tuple[ItemElement, ...]:
    framework = load(year)
    item = framework.item(code)
    assert item is not None
    return elements_of(framework, item)


def told(year: int, code: str, passages: list[tuple[str, str]]) -> dict[str, str]:
    """English label -> place."""
    elements = of_item(year, code)
    found = look_for(elements, passages)
    return {each.text_en: found[each.id] for each in elements if each.id in found}


def says(text: str, *words: str) -> bool:
    return bool(look_for([element(words)], [("", text)]))


def test_a_report_without_recommendations_speaks_of_all_the_others_with_their_places() -> None:
    assert told(2568, "o7", REPORT) == {
        "results of projects": "หน้า 1",
        "budget spent": "หน้า 2",
        "problems or obstacles": "หน้า 3",
        "covers the previous fiscal year": "หน้า 1",
    }


def test_once_they_are_written_they_are_found_at_their_place() -> None:
    written = [*REPORT, ("หน้า 4", "ข้อเสนอแนะ ควรเริ่มงานก่อนฤดูฝน")]
    assert told(2568, "o7", written)["recommendations"] == "หน้า 4"


def test_last_year_s_report_is_not_of_the_year_before_the_next_one() -> None:
    assert "covers the previous fiscal year" not in told(2569, "o7", REPORT)


def test_a_line_of_a_table_of_contents_counts_because_a_hint_never_accuses() -> None:
    assert told(2568, "o7", [("สารบัญ", "บทที่ 4 ข้อเสนอแนะ .......... 12")]) == {"recommendations": "สารบัญ"}


def test_a_text_about_something_else_speaks_of_nothing() -> None:
    assert told(2568, "o7", [("หน้า 1", "เมนูอาหารกลางวันของศูนย์พัฒนาเด็กเล็ก ข้าวต้ม ผัดผัก")]) == {}
    assert told(2568, "o7", []) == {}
    assert told(2568, "o7", [("หน้า 1", "")]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "ข้อเสนอแนะ",
        "ข้อ เสนอ แน ะ",
        "ข ้อเสนอแนะ",
        "ข้อเสนอ\nแนะ",
        "<b>ข้อ</b>เสนอ<b>แนะ</b>",
        "ข้\u200bอเสนอแนะ",
        "ข้อเสนอเเนะ",
    ],
)
def test_spaces_and_slips_that_a_pdf_put_inside_a_word_do_not_hide_it(text: str) -> None:
    assert says(text, "ข้อเสนอแนะ")


@pytest.mark.parametrize("text", ["ผลการดํ าเนินงาน", "ผลการดำ เนินงาน", "ผลการด ำเนินงาน", "ผลการดํ\nาเนินงาน"])
def test_a_sara_am_that_fell_apart_is_whole_again(text: str) -> None:
    assert says(text, "ผลการดำเนินงาน")


def test_a_word_cut_by_the_end_of_a_passage_is_not_found() -> None:
    assert look_for([element(("ข้อเสนอแนะ",))], [("1", "ข้อเสนอ"), ("2", "แนะ")]) == {}


def test_digits_may_be_thai_or_arabic_and_a_number_is_found_only_whole() -> None:
    assert says("รายงานรอบ ๖ เดือน", "6 เดือน")
    assert says("รายงานรอบ 6 เดือน", "๖ เดือน")
    assert not says("ภายใน 16 เดือน", "6 เดือน")
    assert says("พ.ศ. 2567-2570", "2567")
    assert not says("โทร. 012567890", "2567")


def test_a_latin_word_is_found_only_whole_in_any_case() -> None:
    assert says("Tel. 02-111-1111", "tel")
    assert not says("the hotel next door", "tel")
    assert says("E - Mail: a@example.go.th", "e-mail")
    assert says("นโยบาย No Gift Policy ประจำปี", "no gift policy")
    assert says("ระบบE-Serviceของเทศบาล", "e-service")
    assert not says("one map of the roadmap", "maps")
    assert not says("mapping", "map")


@pytest.mark.parametrize(
    ("longer", "alone", "word"),
    [
        ("ประจำปีงบประมาณ พ.ศ. 2568", "งบประมาณ 5,000", "งบประมาณ"),
        ("บทบาทหน้าที่", "5,000 บาท", "บาท"),
        ("ระบบออนไลน์", "ไลน์ไอดี", "ไลน์"),
    ],
)
def test_the_end_of_a_longer_word_is_not_taken_for_the_word(longer: str, alone: str, word: str) -> None:
    assert not says(longer, word)
    assert says(f"{longer} {alone}", word)


def test_the_first_place_is_told() -> None:
    assert look_for([element(("ก้าน",), id="a")], [("1", "ใบ"), ("2", "ก้าน"), ("3", "ก้าน")]) == {"a": "2"}


POINTS = element(("ชื่อ",), ("ตำแหน่ง",), ("โทร",))


def test_points_in_one_passage_are_told_with_that_passage() -> None:
    passages = [("1", "ชื่อเรื่อง"), ("2", "ชื่อ ตำแหน่ง โทร. 0-0000-0000"), ("3", "ตำแหน่ง")]
    assert look_for([POINTS], passages) == {"e": "2"}


def test_points_far_apart_are_told_with_the_place_of_the_first_point() -> None:
    assert look_for([POINTS], [("1", "โทร"), ("2", "ตำแหน่ง"), ("3", "ชื่อ"), ("4", "ชื่อ")]) == {"e": "3"}


def test_a_point_that_is_nowhere_leaves_the_element_unspoken_of() -> None:
    assert look_for([POINTS], [("1", "ชื่อ"), ("2", "ตำแหน่ง")]) == {}


def test_an_element_that_no_text_can_show_is_never_spoken_of() -> None:
    undecidable = [
        each for year in YEARS for item in load(year).items for each in elements_of(load(year), item) if not each.words
    ]
    assert {"reachable from the main site", "not a whole law text"} <= {each.text_en for each in undecidable}
    everything = "\n".join(f"{each.text_th} {each.text_en}" for each in undecidable)
    assert look_for(undecidable, [("1", everything)]) == {}


@pytest.mark.parametrize("year", YEARS)
def test_a_text_that_says_one_expression_of_every_point_speaks_of_every_element(year: int) -> None:
    for item in load(year).items:
        elements = [each for each in elements_of(load(year), item) if each.words]
        for pick in (0, -1):
            passages = [(each.id, " / ".join(group[pick] for group in each.words)) for each in elements]
            found = look_for(elements, passages)
            assert found.keys() == {each.id for each in elements}, item.code
            digits = look_for(elements, [(place, thai_digits(text)) for place, text in passages])
            assert digits == found


gaps = st.sampled_from(["", " ", "\n", "\u200b", "  "])


@given(st.sampled_from(YEARS), st.data())
def test_broken_anywhere_a_thai_expression_is_still_found(year: int, data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(load(year).items))
    for each in elements_of(load(year), item):
        for group in each.words:
            word = data.draw(st.sampled_from(group))
            if not word.isascii():
                thai = [letter + (data.draw(gaps) if letter > "z" else "") for letter in word]
                assert says(f"ก่อนหน้า {''.join(thai)} ถัดไป", word)
