from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai import (
    MONTHS,
    buddhist_year,
    fiscal_year_bounds,
    fiscal_year_in,
    fiscal_year_of,
    month,
    quarter_months,
    round_bounds,
    to_gregorian,
)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_goes_by_its_name_and_its_abbreviation(number: int) -> None:
    name, short = MONTHS[number - 1]
    for spelling in (name, f"เดือน{name}", short, short.rstrip("."), short.replace(".", ""), f" {short} "):
        assert month(spelling) == number


@pytest.mark.parametrize("text", ["", "กอง", "ม.", "13", "เดือน"])
def test_other_words_are_no_month(text: str) -> None:
    assert month(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2566", 2566),
        ("๒๕๖๖", 2566),
        ("66", 2566),
        ("พ.ศ.2566", 2566),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", 2566),
        ("ค.ศ. 2023", 2566),
    ],
)
def test_a_year_is_read_in_every_spelling(text: str, year: int) -> None:
    assert buddhist_year(text) == year


@pytest.mark.parametrize("text", ["", "ปี", "256", "3000", "ปี 2566 เป็นต้นไป"])
def test_what_is_not_a_year_is_none(text: str) -> None:
    assert buddhist_year(text) is None


@given(st.dates(date(1957, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_fiscal_year(day: date) -> None:
    first, after = fiscal_year_bounds(fiscal_year_of(day))
    assert first <= day < after


def test_the_fiscal_year_changes_in_october() -> None:
    assert fiscal_year_of(date(2022, 9, 30)) == 2565
    assert fiscal_year_of(date(2022, 10, 1)) == 2566
    assert fiscal_year_bounds(2566) == (date(2022, 10, 1), date(2023, 10, 1))
    assert to_gregorian(2566) == 2023


def test_quarters_run_from_october() -> None:
    quarters = [quarter_months(2566, quarter) for quarter in (1, 2, 3, 4)]
    assert quarters == [("2022-10", "2022-12"), ("2023-01", "2023-03"), ("2023-04", "2023-06"), ("2023-07", "2023-09")]
    with pytest.raises(ValueError, match="quarter 5"):
        quarter_months(2566, 5)


def test_rounds_end_in_april_and_in_october() -> None:
    assert round_bounds(2566, 6) == (date(2022, 10, 1), date(2023, 4, 1))
    assert round_bounds(2566, 12) == fiscal_year_bounds(2566)
    with pytest.raises(ValueError, match="9 months"):
        round_bounds(2566, 9)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", 2566),
        ("ปีงบประมาณ 2566 เทียบกับปีงบประมาณ 2565", 2566),
        ("รายงานปีงบประมาณพ.ศ.2567", 2567),
        ("ปีงบ 66", None),
        ("ปีงบประมาณ 66", 2566),
        ("ประจำปี พ.ศ. 2566", 2566),
        ("ประกาศ พ.ศ. 2561 ใช้ในปีงบประมาณ พ.ศ. 2566", 2566),
        ("ประจำปีงบประมาณสองพันห้าร้อยหกสิบหก", 2566),
        ("พุทธศักราชสองพันห้าร้อยหกสิบเอ็ด", 2561),
        ("สองพันห้าร้อยยี่สิบ", 2520),
        ("โทร 2566", None),
        ("วันที่ 3", None),
    ],
)
def test_the_fiscal_year_is_found_in_a_sentence(text: str, year: int | None) -> None:
    assert fiscal_year_in(text) == year
