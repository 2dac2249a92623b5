"""Months, Buddhist years and fiscal years. A fiscal year runs from 1 October of the year before to 30 September."""

from __future__ import annotations

import re
from datetime import date

from prongsai.core.thai.letters import arabic, key, normal

MONTHS: tuple[tuple[str, str], ...] = (
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
)
"""January to December: name and abbreviation."""

_BY_KEY = {key(name): number for number, names in enumerate(MONTHS, 1) for name in names}
_BY_KEY |= {"กรกฏาคม": 7, "กุมภาพันธ": 2, "เมย": 4}
_MONTH_WORD = re.compile(r"^เดือน")

_ERA = r"(?:พ\s*\.?\s*ศ\s*\.?\s*)"
_YEAR = re.compile(rf"(?:ปี)?(?:งบประมาณ)?\s*{_ERA}?(\d{{4}}|\d{{2}})")
_COMMON_ERA = re.compile(r"(?:ค\s*\.?\s*ศ\s*\.?\s*)?((?:19|20)\d\d)")
_FISCAL_YEAR = re.compile(rf"งบประมาณ\s*(?:ประจำปี)?\s*{_ERA}?\s*(2[45]\d\d|[5-9]\d)(?!\d)")
_ANY_YEAR = re.compile(rf"(?:ปี\s*{_ERA}?|{_ERA})\s*(2[45]\d\d)(?!\d)")

_DIGIT_WORDS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_YEAR_IN_WORDS = re.compile(
    rf"สองพัน(?P<hundreds>{'|'.join(_DIGIT_WORDS)})ร้อย"
    rf"(?:(?P<tens>{'|'.join(_DIGIT_WORDS)}|ยี่)?(?P<ten>สิบ))?(?P<ones>{'|'.join(_DIGIT_WORDS)}|เอ็ด)?"
)


def month(text: str) -> int | None:
    """The month that a text names, in full or abbreviated, dots or not. Unit: 1 (January) to 12."""
    return _BY_KEY.get(key(_MONTH_WORD.sub("", normal(text))))


def buddhist_year(text: str) -> int | None:
    """The year that a whole text names: ``2566``, ``๒๕๖๖``, ``66``, ``พ.ศ. 2566``. Unit: Buddhist era."""
    plain = arabic(normal(text))
    if found := _COMMON_ERA.fullmatch(plain):
        return int(found[1]) + 543
    found = _YEAR.fullmatch(plain)
    return full_year(found[1]) if found else None


def full_year(digits: str) -> int | None:
    """The Buddhist year of two or four Arabic digits, where they can be one of living memory."""
    year = int(digits) + (2500 if len(digits) == 2 else 0)
    return year if 2450 <= year < 2600 else None


def to_gregorian(year: int) -> int:
    """The Gregorian year in which a Buddhist one falls."""
    return year - 543


def fiscal_year_of(day: date) -> int:
    """The fiscal year a day lies in. Unit: Buddhist era."""
    return day.year + 543 + (day.month >= 10)


def fiscal_year_bounds(fiscal_year: int) -> tuple[date, date]:
    """First day of a fiscal year, and the first day after it."""
    return date(fiscal_year - 544, 10, 1), date(fiscal_year - 543, 10, 1)


def quarter_months(fiscal_year: int, quarter: int) -> tuple[str, str]:
    """First and last month of a quarter, both inside. Unit: ``YYYY-MM``, Gregorian; quarter 1 starts in October.

    Raises: ValueError for a quarter that is not 1 to 4.
    """
    if quarter not in range(1, 5):
        raise ValueError(f"no quarter {quarter}")
    first = (10, 1, 4, 7)[quarter - 1]
    year = fiscal_year - 544 if quarter == 1 else fiscal_year - 543
    return f"{year}-{first:02}", f"{year}-{first + 2:02}"


def round_bounds(fiscal_year: int, months: int) -> tuple[date, date]:
    """First day of a reporting round of 6 or 12 months, and the first day after it.

    Raises: ValueError for any other number of months.
    """
    first, after = fiscal_year_bounds(fiscal_year)
    if months not in (6, 12):
        raise ValueError(f"no round of {months} months")
    return first, after if months == 12 else date(after.year, 4, 1)


def fiscal_year_in(text: str) -> int | None:
    """The fiscal year that a text names first, in digits or in words; a plain year only where no fiscal year stands.

    Unit: Buddhist era.
    """
    plain = arabic(normal(text))
    if found := _FISCAL_YEAR.search(plain) or _ANY_YEAR.search(plain):
        return full_year(found[1])
    return year_in_words(plain)


def year_in_words(text: str) -> int | None:
    """The year written out in a text (สองพันห้าร้อยหกสิบหก). Unit: Buddhist era."""
    found = _YEAR_IN_WORDS.search(text.replace(" ", ""))
    if not found:
        return None
    tens = {None: 1, "ยี่": 2}.get(found["tens"]) or _digit(found["tens"])
    ones = 1 if found["ones"] == "เอ็ด" else _digit(found["ones"])
    return 2000 + 100 * _digit(found["hundreds"]) + (10 * tens if found["ten"] else 0) + ones


def _digit(word: str | None) -> int:
    return _DIGIT_WORDS.index(word) if word else 0
