import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai import MONTHS, period, thai_digits


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("มี.ค. – ก.ย.๖๔", "2021-03", "2021-09"),
        ("ม.ค.-ก.ย. พ.ศ.2566", "2023-01", "2023-09"),
        ("มกราคม พ.ศ.2566", "2023-01", "2023-01"),
        ("ม.ค.- มี.ค พ.ศ.2566", "2023-01", "2023-03"),
        ("มค - กย 66", "2023-01", "2023-09"),
        ("ต.ค. 65 - ก.ย. 66", "2022-10", "2023-09"),
        ("ต.ค. - ก.ย. 2566", "2022-10", "2023-09"),
        ("ตุลาคม 2565 ถึง มีนาคม 2566", "2022-10", "2023-03"),
        ("เดือนมกราคมถึงกันยายน 2566", "2023-01", "2023-09"),
        ("1 ต.ค. 2565 - 30 ก.ย. 2566", "2022-10", "2023-09"),
        ("1 ต.ค. - 30 ก.ย. 66", "2022-10", "2023-09"),
        ("1/10/2565 - 30/9/2566", "2022-10", "2023-09"),
        ("ภายในเดือนเมษายน และเดือนตุลาคม 2567", "2024-04", "2024-10"),
        ("ต.ค. – ก.ย. ปีงบประมาณ 2567", "2023-10", "2024-09"),
        ("ไตรมาส ๓/๒๕๖๖ - ไตรมาส ๑/๒๕๖๗", "2023-04", "2023-12"),
        ("ปีงบฯ 66", "2022-10", "2023-09"),
        ("ไตรมาส 2 ปี งบประมาณ พ.ศ. 2567", "2024-01", "2024-03"),
        ("ไตรมาส 2/2567", "2024-01", "2024-03"),
        ("ไตรมาสที่ ๑ (ต.ค. - ธ.ค. ๒๕๖๕)", "2022-10", "2022-12"),
        ("ปีงบประมาณ พ.ศ. 2566", "2022-10", "2023-09"),
        ("พ.ศ. 2566 - 2570", "2022-10", "2027-09"),
    ],
)
def test_a_period_with_a_year_needs_no_other(text: str, start: str, end: str) -> None:
    for fiscal_year in (None, 2560):
        found = period(text, fiscal_year)
        assert found is not None
        assert (found.start, found.end, found.text) == (start, end, text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ไตรมาส 1-2", "2022-10", "2023-03"),
        ("ไตรมาสที่ 1-4", "2022-10", "2023-09"),
        ("ไตรมาส ๑, ๒", "2022-10", "2023-03"),
        ("ไตรมาสที่ 3 และไตรมาสที่ 4", "2023-04", "2023-09"),
        ("ตุลาคม - มีนาคม", "2022-10", "2023-03"),
        ("มี.ค.", "2023-03", "2023-03"),
        ("ตลอดปีงบประมาณ", "2022-10", "2023-09"),
        ("ทุกเดือน", "2022-10", "2023-09"),
        ("รอบ 6 เดือน", "2022-10", "2023-03"),
        ("เดือนละ 1 ครั้ง", "2022-10", "2023-09"),
        ("ทุกสิ้นเดือน", "2022-10", "2023-09"),
        ("6 เดือนหลัง", "2023-04", "2023-09"),
        ("รอบ 12 เดือน", "2022-10", "2023-09"),
    ],
)
def test_a_period_without_a_year_takes_the_papers(text: str, start: str, end: str) -> None:
    found = period(text, 2566)
    assert found is not None
    assert (found.start, found.end) == (start, end)
    unknown = period(text, None)
    assert unknown is not None
    assert (unknown.start, unknown.end, unknown.text) == (None, None, text)


@pytest.mark.parametrize("text", ["ภายใน 30 วัน", "ดำเนินการทันที", "3 เดือน", "อย่างต่อเนื่อง"])
def test_words_of_time_without_months_keep_the_words(text: str) -> None:
    found = period(text, 2566)
    assert found is not None
    assert (found.start, found.end, found.text) == (None, None, text)


@pytest.mark.parametrize("text", ["", "-", "กองคลัง", "สำนักปลัด", "จัดทำคู่มือ", "สำนักงาน ก.พ.", "ข้อ 1-2"])
def test_what_does_not_speak_of_time_is_no_period(text: str) -> None:
    assert period(text, 2566) is None


@given(st.integers(1, 12), st.integers(1, 12), st.sampled_from([0, 1]), st.booleans(), st.integers(2560, 2570))
def test_every_range_of_months_in_a_fiscal_year_is_read(
    first: int, last: int, form: int, thai: bool, year: int
) -> None:
    order = [10, 11, 12, *range(1, 10)]
    first, last = sorted((first, last), key=order.index)
    text = f"{MONTHS[first - 1][form]} - {MONTHS[last - 1][form]}"
    found = period(thai_digits(text) if thai else text, year)
    assert found is not None
    assert found.start == f"{year - 543 - (first >= 10)}-{first:02}"
    assert found.end == f"{year - 543 - (last >= 10)}-{last:02}"
