from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai import key, thai_digits
from prongsai.paper.reading.items import listing

STEPS = st.lists(st.sampled_from(["ทำป้าย", "นับของ", "แจ้งเวียน", "ซ้อมแผน", "ส่งรายงาน"]), min_size=2, max_size=9)
STYLES = st.sampled_from(["{}. {}", "{}.{}", "({}) {}", "{}) {}"])


@given(STEPS, STYLES, st.booleans(), st.sampled_from([" ", "\n", "  "]))
def test_numbers_in_any_style_part_a_text(steps: list[str], style: str, in_thai: bool, between: str) -> None:
    text = between.join(style.format(number, step) for number, step in enumerate(steps, 1))
    found = listing(thai_digits(text) if in_thai else text)
    assert [item.text for item in found.items] == steps
    assert [item.number for item in found.items] == [str(number) for number in range(1, len(steps) + 1)]


@given(st.text(alphabet="กขค ๑๒12.)(-\n", max_size=60))
def test_no_letter_is_lost_or_invented(text: str) -> None:
    found = listing(text)
    said = found.head + "".join(item.text for item in found.items)
    letters = [letter for letter in key(said) if letter.isalpha()]
    assert letters == [letter for letter in key(text) if letter.isalpha()]


@pytest.mark.parametrize(
    "text", ["ดำเนินการภายใน 6 เดือน", "อบรมคนละ ๑ ครั้ง/ปี", "ตามมาตรา 9 แห่งพระราชบัญญัติ", "ประชุมวันที่ 1 มีนาคม 2566"]
)
def test_a_number_that_counts_or_dates_is_no_item(text: str) -> None:
    assert [item.text for item in listing(text).items] == [text]


def test_what_stands_before_the_first_number_is_the_head() -> None:
    found = listing("ดำเนินการแล้ว 100% 1.มีป้าย 2.มีทะเบียน")
    assert found.head == "ดำเนินการแล้ว 100%"
    assert [item.text for item in found.items] == ["มีป้าย", "มีทะเบียน"]


def test_a_number_typed_twice_still_opens_an_item() -> None:
    found = listing("1.ตั้งคณะ 2.ประกาศ 3.เผยแพร่ 3.รายงาน")
    assert [item.number for item in found.items] == ["1", "2", "3", "3"]


def test_a_list_carried_on_counts_from_where_it_was() -> None:
    assert [item.number for item in listing("๓. นับซ้ำ ๔. สรุป", first=3).items] == ["3", "4"]


def test_a_dash_between_months_is_no_bullet() -> None:
    assert [item.text for item in listing("มี.ค. - ก.ย. 66").items] == ["มี.ค. - ก.ย. 66"]
