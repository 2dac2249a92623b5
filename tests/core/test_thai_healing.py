"""How well spaces inside words are healed, in numbers, over made-up sentences of official Thai."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai import heal, normal

SENTENCES = """
ดำเนินการจัดทำแผนปฏิบัติการป้องกันการทุจริต
รายงานผลการดำเนินงานต่อผู้บริหารทุกไตรมาส
เผยแพร่ข้อมูลบนเว็บไซต์ของหน่วยงาน
ประชุมชี้แจงบุคลากรทุกกอง ทุกงาน
จัดทำคู่มือการให้บริการประชาชน
ติดประกาศขั้นตอนและระยะเวลาที่จุดบริการ
กองคลัง กองช่าง กองการศึกษา
สำนักปลัด กองคลัง และทุกส่วนราชการ
ยังไม่ดำเนินการ อยู่ระหว่างดำเนินการ ดำเนินการแล้ว
ระยะเวลาดำเนินการ ผู้รับผิดชอบ ผลการดำเนินการ
มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน
เพิ่มช่องทางร้องเรียนการทุจริตทางออนไลน์
รับฟังความคิดเห็นของผู้มีส่วนได้ส่วนเสีย
แต่งตั้งคณะทำงานติดตามประเมินผล
กำหนดบทลงโทษกรณีฝ่าฝืนระเบียบ
จัดทำทะเบียนคุมการยืมพัสดุของทางราชการ
สรุปผลการจัดซื้อจัดจ้างรายเดือน
ทบทวนหลักเกณฑ์การประเมินผลการปฏิบัติงาน
เปิดโอกาสให้ประชาชนมีส่วนร่วม
ผู้บริหารประกาศเจตนารมณ์ต่อต้านการทุจริต
อบรมเจ้าหน้าที่เรื่องมาตรฐานทางจริยธรรม
ปรับปรุงระบบการทำงานให้รวดเร็วขึ้น
ข้อเสนอแนะ ปัญหา และอุปสรรค
ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร
ปีงบประมาณ พ.ศ. 2566 ระดับผ่าน
แผนการใช้จ่ายงบประมาณประจำปี (ฉบับปรับปรุง)
งานพัสดุ งานธุรการ งานนิติการ
ต้องแจ้งผลให้ผู้ร้องทราบภายในสิบห้าวัน
ตรวจสอบทรัพย์สินประจำปี แล้วรายงานนายกเทศมนตรี
เจ้าหน้าที่ผู้ปฏิบัติงานต้องไม่เรียกรับผลประโยชน์
สำรวจความพึงพอใจของผู้รับบริการปีละสองครั้ง
จัดให้มีกล่องรับความคิดเห็น ณ จุดบริการ
ลดขั้นตอนการอนุญาตก่อสร้างอาคาร
แสดงรายละเอียดโครงการ งบประมาณ และผลผลิต
ชี้แจงข้อสงสัยของประชาชนอย่างตรงไปตรงมา
บันทึกการใช้รถยนต์ส่วนกลางทุกครั้ง
ขออนุญาตก่อนนำทรัพย์สินออกนอกสำนักงาน
ประเมินความเสี่ยงการทุจริตด้านการจัดเก็บรายได้
คุ้มครองและปกปิดข้อมูลผู้แจ้งเบาะแส
ส่งเสริมวัฒนธรรมองค์กรที่โปร่งใส
กิจกรรมจิตอาสาพัฒนาตำบล
ปรับข้อมูลให้เป็นปัจจุบันทุกเดือน
ควรเพิ่มเจ้าหน้าที่ประชาสัมพันธ์
ไม่มีข้อร้องเรียนในรอบหกเดือนแรก
ผู้มาติดต่อได้รับความสะดวกมากขึ้น
ประกาศรายชื่อผู้ชนะการเสนอราคา
คณะกรรมการตรวจรับพัสดุปฏิบัติตามระเบียบ
ถ่ายทอดนโยบายสู่การปฏิบัติ
แผ่นพับ ป้ายประชาสัมพันธ์ และสื่อสังคมออนไลน์
เบิกจ่ายงบประมาณตามแผนร้อยละเก้าสิบ
รายงานการกำกับติดตาม รอบหกเดือน
หัวหน้าหน่วยตรวจสอบภายใน
นักวิเคราะห์นโยบายและแผน
โครงการอบรมคุณธรรม จริยธรรม
องค์การบริหารส่วนตำบล
เทศบาลตำบลในพื้นที่ภาคกลาง
แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก
การเปิดเผยข้อมูลสาธารณะของหน่วยงานภาครัฐ
เครื่องมือวัดระดับคุณธรรม
ระบบรับเรื่องร้องทุกข์ทางอิเล็กทรอนิกส์
ขั้นตอน วิธีการ และเงื่อนไขในการขอรับบริการ
ผลการประเมินสูงกว่าปีที่ผ่านมา
""".strip().splitlines()

CARRIED = "ัิีึืฺุู็่้๊๋์ํะาำ"


@cache
def words() -> frozenset[str]:
    from pythainlp.corpus import thai_words

    return frozenset(thai_words())


def broken() -> list[tuple[str, str]]:
    """Every sentence with one space put into it, at each third place between two Thai letters."""
    return [
        (sentence, sentence[:place] + " " + sentence[place:])
        for sentence in SENTENCES
        for place in range(2, len(sentence) - 1, 3)
        if "ก" <= sentence[place - 1] <= "๎" and "ก" <= sentence[place] <= "๎"
    ]


def is_between_two_words(sentence: str, spoilt: str) -> bool:
    """Whether the space may well be meant: both sides are made of words."""
    return all(is_made_of_words(piece) for piece in spoilt.split())


@cache
def is_made_of_words(piece: str) -> bool:
    if not piece or not all("ก" <= letter <= "๎" for letter in piece):
        return True
    return any(
        piece[:end] in words() and piece[end : end + 1] not in tuple(CARRIED) and is_made_of_words(piece[end:])
        for end in range(len(piece), 1, -1)
    )


def test_there_are_sentences_enough_and_they_are_normal() -> None:
    assert len(SENTENCES) >= 60
    assert [normal(sentence) for sentence in SENTENCES] == SENTENCES


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_proper_sentence_keeps_every_space(sentence: str) -> None:
    assert heal(sentence, words()) == sentence


def test_any_two_phrases_stay_apart() -> None:
    pairs = [f"{one} {other}" for one in SENTENCES for other in SENTENCES]
    assert [pair for pair in pairs if heal(pair, words()) != pair] == []


def test_nothing_but_the_false_space_is_ever_taken_out() -> None:
    wrong = [
        (spoilt, heal(spoilt, words()))
        for sentence, spoilt in broken()
        if heal(spoilt, words()) not in (sentence, spoilt)
    ]
    assert wrong == []


def test_of_spaces_that_break_a_word_at_least_98_of_100_are_healed() -> None:
    inside = [(sentence, spoilt) for sentence, spoilt in broken() if not is_between_two_words(sentence, spoilt)]
    healed = sum(heal(spoilt, words()) == sentence for sentence, spoilt in inside)
    assert len(inside) > 400
    assert healed / len(inside) >= 0.98, f"{healed} of {len(inside)}"


@pytest.mark.parametrize(
    ("spoilt", "healed"),
    [
        ("ระยะเวลา ดำเนินกา ร", "ระยะเวลา ดำเนินการ"),
        ("มาตรกา รป้องกันก ารทุจริต", "มาตรการป้องกันการทุจริต"),
        ("ห น่ว ยงาน", "หน่วยงาน"),
        ("ข ้อมูล", "ข้อมูล"),
        ("ท ำงาน", "ทำงาน"),
        ("เ ผยแพร่", "เผยแพร่"),
        ("ประ จำปี", "ประจำปี"),
        ("ส่วน ราชการ", "ส่วน ราชการ"),
        ("กองคลัง กองช่าง", "กองคลัง กองช่าง"),
        ("ทุกส่วนราชการ ม.ค.-มี.ค.", "ทุกส่วนราชการ ม.ค.-มี.ค."),
        ("นักทรัพยากรบุคคล ม ", "นักทรัพยากรบุคคล ม "),
        ("ต่าง ๆ เช่น", "ต่าง ๆ เช่น"),
        ("ปี 2566 ที่ผ่านมา", "ปี 2566 ที่ผ่านมา"),
        ("ดำเนินกา\nร", "ดำเนินกา\nร"),
    ],
)
def test_spaces_go_only_from_inside_words(spoilt: str, healed: str) -> None:
    assert heal(spoilt, words()) == healed


def test_a_split_sara_am_is_whole_after_normal() -> None:
    assert normal(heal("ทํ างาน", words())) == "ทำงาน"


def test_a_name_is_healed_when_the_caller_knows_it() -> None:
    assert heal("บ้านดงตะก้อ งใหญ่", words() | {"ดงตะก้อง"}) == "บ้านดงตะก้องใหญ่"


@given(st.text(alphabet="กขงนรมาำเแ่้ิีุัฯๆ 1a\n", max_size=40))
def test_nothing_but_spaces_is_taken_out(text: str) -> None:
    assert heal(text, words()).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="กานรดำเนิผลงี่อ ", max_size=30))
def test_healing_twice_is_healing_once(text: str) -> None:
    once = heal(text, words())
    assert heal(once, words()) == once
