import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai import arabic, key, normal, thai_digits

THAI = st.text(
    alphabet=[chr(code) for code in range(0x0E01, 0x0E5C) if not 0x0E3B <= code <= 0x0E3E] + list(" a1\u200b\u00a0"),
    max_size=30,
)


@given(st.text(max_size=40))
def test_digits_go_both_ways(text: str) -> None:
    assert arabic(thai_digits(text)) == arabic(text)
    assert thai_digits(arabic(text)) == thai_digits(text)
    assert len(arabic(text)) == len(text)


def test_digits_are_those_of_thai() -> None:
    assert arabic("๐๑๒๓๔๕๖๗๘๙") == "0123456789"


@given(THAI)
def test_normal_is_idempotent(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(THAI)
def test_equal_normal_forms_have_equal_keys(text: str) -> None:
    assert key(normal(text)) == key(text)


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("ทํางาน", "ทำงาน"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ทำางาน", "ทำงาน"),
        ("เเก้", "แก้"),
        ("ก่ี", "กี่"),
        ("พืั้น", "พืั้น"),
        ("ที่่", "ที่"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("ก\u200bข\ufeffค", "กขค"),
        ("ก\u00a0 \n ข", "ก ข"),
        ("กี่กี่ซื้ซื้อ", "กี่ซื้อ"),
        ("ในที่ที่เหมาะสม", "ในที่ที่เหมาะสม"),
    ],
)
def test_what_was_typed_otherwise_becomes_one_spelling(typed: str, proper: str) -> None:
    assert normal(typed) == proper


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>๑. การใช้ งบประมาณ</p>", "1การใช้งบประมาณ"),
        ("**E-Service**", "eservice"),
        ("กรุงเทพฯ", "กรุงเทพ"),
        ("(ผู้รับผิดชอบ)", "ผู้รับผิดชอบ"),
    ],
)
def test_keys_ignore_marking_up_spaces_and_case(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_keys_keep_vowels_and_tones() -> None:
    assert key("ป่า") != key("ปา")
    assert key("กิ") != key("กี")
