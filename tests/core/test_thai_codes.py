import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai import item_codes, thai_digits


def values(text: str) -> list[str]:
    return [mention.value for mention in item_codes(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ข้อ O42", ["o42"]),
        ("ข้อ o 22", ["o22"]),
        ("O๓๘ วัฒนธรรม", ["o38"]),
        ("i7 ประเด็น", ["i7"]),
        ("I26 หน่วยงาน", ["i26"]),
        ("แบบ E15และe3", ["e15", "e3"]),
        ("(อ้างอิงจาก ๐13) หรือ (อ้างอิงจาก ๐8)", ["o13", "o8"]),
        ("038การเสริมสร้าง", ["o38"]),
        ("011รายงานผล 023สรุปผล 024 รายงานผล", ["o11", "o23", "o24"]),
        ("ข้อ๐๑๔", ["o14"]),
        ("ข้อ 08 และ 09", ["o8", "o9"]),
        ("จาก o11, 012 และ 013", ["o11", "o12", "o13"]),
        ("ประกาศ (026)", ["o26"]),
        ("o1-o5", ["o1", "o5"]),
        ("o01", ["o1"]),
        ("o50", ["o50"]),
    ],
)
def test_codes_are_read_in_every_spelling(text: str, codes: list[str]) -> None:
    assert values(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "พ.ศ. 2566",
        "0.50 คะแนน",
        "ร้อยละ 05",
        "05%",
        "100",
        "โทร. 038 123456",
        "โทร 038 ต่อ 12",
        "โทร. (038) 123456",
        "(05)",
        "034-123-456",
        "เวลา 08.30 น.",
        "01 ตุลาคม 2565",
        "05 ม.ค. 66",
        "012 คน",
        "คะแนน 038",
        "ลำดับ 044 เรื่องอื่น",
        "E-Service",
        "o-net",
        "COVID 19",
        "H2O 10",
        "ISO 9001",
        "wi-fi 5",
        "https://site.example/i7",
        "o0",
        "e4.5",
        "",
    ],
)
def test_other_numbers_and_words_are_no_codes(text: str) -> None:
    assert values(text) == []


def test_a_code_keeps_its_spelling_its_place_and_its_zero() -> None:
    first, second = item_codes("ดู o13 กับ ๐14")
    assert (first.text, first.start, first.end, first.zero_for_o) == ("o13", 3, 6, False)
    assert (second.text, second.value, second.start, second.zero_for_o) == ("๐14", "o14", 11, True)


@given(st.sampled_from("oieOIE"), st.integers(1, 43), st.booleans(), st.sampled_from(["", "ข้อ ", "(อ้างอิงจาก ", "ตาม"]))
def test_every_code_is_found_where_it_stands(letter: str, number: int, thai: bool, before: str) -> None:
    digits = thai_digits(str(number)) if thai else str(number)
    (mention,) = item_codes(f"{before}{letter}{digits}) และอื่น")
    assert (mention.value, mention.start) == (f"{letter.lower()}{number}", len(before))
