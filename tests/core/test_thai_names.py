import pytest

from prongsai.core.thai import bare_place, expanded, is_misspelling, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ทต.ทุ่งฟ้าใส", "เทศบาลตำบลทุ่งฟ้าใส"),
        ("อบต. ทุ่งฟ้าใส", "องค์การบริหารส่วนตำบลทุ่งฟ้าใส"),
        ("อบจ.ทุ่งฟ้าใส", "องค์การบริหารส่วนจังหวัดทุ่งฟ้าใส"),
        ("ทม.ทุ่งฟ้าใส อ.เมือง จ.ทุ่งใหญ่", "เทศบาลเมืองทุ่งฟ้าใส อำเภอเมือง จังหวัดทุ่งใหญ่"),
        ("เทศบาลตำบลทุ่ง ฟ้าใส", "เทศบาลตำบลทุ่งฟ้าใส"),
    ],
)
def test_a_name_in_short_is_the_same_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert not is_misspelling(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("เทศบาลตำบลทุ่งฟ้าใส", "เทศบาลตำบลทุงฟ้าใส"),
        ("เทศบาลตำบลทุ่งฟ้าใส", "เทศบาลตำบลทุ่งฟ้าไส"),
        ("อบต.บางตะเคียน", "องค์การบริหารส่วนตำบลบางเตเคียน"),
        ("เทศบาลตำบลโพธิ์สมบูรณ์", "เทศบาลตำบลโพธิ์สมบูรณ"),
        ("องค์การส่วนบริหารส่วนตำบลทุ่งฟ้าใส", "องค์การบริหารส่วนตำบลทุ่งฟ้าใส"),
        ("เทศบาลตำบลทุ่งฟ้าสว่าง", "เทศบาลตำบลทุ่งฟ้าสวาง"),
        ("เทศบาลตำบลทุ่งฟ้าสว่าง", "เทศบาลตำบลทุ่งฟ้าสว่า"),
    ],
)
def test_a_few_marks_apart_is_a_misspelling(one: str, other: str) -> None:
    assert is_misspelling(one, other)
    assert is_misspelling(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("เทศบาลตำบลหนองบัว", "เทศบาลตำบลหนองบอน"),
        ("เทศบาลตำบลนาดี", "เทศบาลตำบลนาดู"),
        ("เทศบาลตำบลบ้านค่าย", "เทศบาลตำบลบ้านด่าน"),
        ("เทศบาลตำบลเมืองเก่า", "เทศบาลเมืองเก่า"),
        ("เทศบาลตำบลทุ่งฟ้าใส", "องค์การบริหารส่วนตำบลทุ่งฟ้าใส"),
        ("เทศบาลตำบลทุ่งฟ้าใส", "ทุ่งฟ้าใส"),
        ("", ""),
    ],
)
def test_another_name_is_no_misspelling(one: str, other: str) -> None:
    assert not is_misspelling(one, other)


def test_abbreviations_inside_words_stay() -> None:
    assert expanded("ก.อบต.จังหวัด") == "ก.อบต.จังหวัด"
    assert expanded("พ.ต.ท.") == "พ.ต.ท."


def test_a_place_goes_without_the_word_for_its_kind() -> None:
    assert [bare_place(name) for name in ("อำเภอ แก่งคอย", "จ.สระบุรี", "ดุสิต")] == ["แก่งคอย", "สระบุรี", "ดุสิต"]
