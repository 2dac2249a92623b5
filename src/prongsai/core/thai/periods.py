"""Periods: what the words of a paper say about when, as first and last month."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prongsai.core.records import Period
from prongsai.core.thai.letters import arabic, normal
from prongsai.core.thai.years import MONTHS, fiscal_year_bounds, full_year, month, quarter_months, to_gregorian


def _spelling(short: str) -> str:
    return r"\s?\.?\s?".join(re.escape(part) for part in short.split(".") if part)


_FULL = "|".join([name for name, _ in MONTHS] + ["กรกฏาคม"])
_SHORT = "|".join(_spelling(short) for _, short in MONTHS)
_ERA = r"(?:พ\s*\.?\s*ศ\s*\.?\s*|ปี\s*)*"
_MONTH = re.compile(
    rf"(?:(?P<full>{_FULL})|(?<![ก-๙.])(?<!สำนักงาน )(?P<short>{_SHORT})\.?(?![ก-๎]))"
    rf"(?:\s*{_ERA}(?P<year>\d{{4}}(?!\d)|[5-9]\d(?!\d|\s*(?:วัน|ครั้ง|{_FULL}|{_SHORT}))))?"
)
_NUMERIC_DATE = re.compile(r"(?<!\d)\d{1,2}\s*/\s*(?P<month>\d{1,2})\s*/\s*(?P<year>\d{4}|\d{2})(?!\d)")
_JOIN = r"\s*(?:-|–|—|,|/|และ|ถึง|หรือ|\s)\s*"
_QUARTER = r"([1-4])(?!\d)(?:\s?/\s?(\d{4}|[5-9]\d)(?!\d))?"
_QUARTERS = re.compile(rf"ไตรมาส\s*(?:ที่)?\s*({_QUARTER}(?:{_JOIN}(?:ไตรมาส)?\s*(?:ที่)?\s*{_QUARTER})*)")
_FISCAL_YEAR = re.compile(r"ปี\s?งบ(?:ประมาณ|ฯ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*(\d{4}|[5-9]\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(2[45]\d\d)(?!\d)")
_LAST_HALF = re.compile(r"6\s*เดือน(?:หลัง|ที่สอง|ที่ 2)|ครึ่งปีหลัง")
_FIRST_HALF = re.compile(r"รอบ\s*(?:ที่)?\s*(?:แรก)?\s*6\s*เดือน|6\s*เดือนแรก|ครึ่งปีแรก")
_WHOLE_YEAR = re.compile(
    r"(?:ตลอด|ทั้ง)(?:ทั้ง)?ปี|ปี\s?งบ|(?:เดือน|ปี|สัปดาห์)ละ|ทุก(?:สิ้น)?(?:เดือน|ไตรมาส|ปี|วัน|สัปดาห์)|ราย(?:เดือน|ไตรมาส|ปี)|ประจำ(?:เดือน|ปี)|รอบ\s*12\s*เดือน"
)
_STRETCHES = ((_LAST_HALF, 3, 4), (_FIRST_HALF, 1, 2), (_WHOLE_YEAR, 1, 4))
_SPEAKS_OF_TIME = re.compile(
    r"\d+\s*(?:วัน|เดือน|ปี|สัปดาห์|ชั่วโมง)|ไตรมาส|ทันที|ต่อเนื่อง|ตลอดเวลา|ภายใน(?:เดือน|ปี|วัน|สิ้น)|สิ้นปี|ต้นปี"
)


@dataclass(frozen=True, slots=True)
class _Month:
    month: int
    year: int | None


def period(text: str, fiscal_year: int | None = None) -> Period | None:
    """The period that a text names: first and last month, both inside, and the paper's own words.

    A month or quarter without a year takes the year it has in `fiscal_year` (or in the fiscal year that the text
    names). Words of time that name no months (``ภายใน 30 วัน``) give a period without start and end; a text that
    does not speak of time gives None. Unit: ``YYYY-MM``, Gregorian.
    """
    words = " ".join(text.split())
    plain = arabic(normal(text))
    if found := _FISCAL_YEAR.search(plain):
        fiscal_year = full_year(found[1])
        plain = plain[: found.start()] + "ปีงบประมาณ" + plain[found.end() :]
    bounds = _bounds(plain, fiscal_year)
    if bounds is None:
        return None
    return Period(bounds[0], bounds[1], words)


_Bounds = tuple[str | None, str | None]


def _bounds(plain: str, fiscal_year: int | None) -> _Bounds | None:
    months = _months(plain)
    quarters = _QUARTERS.search(plain)
    if quarters and len(months) < 2:
        return _quarters(quarters[1], _named_year(plain) or fiscal_year)
    if months:
        return _from_months(months, fiscal_year)
    return _from_words(plain, fiscal_year)


def _named_year(plain: str) -> int | None:
    found = _YEAR.search(plain)
    return int(found[1]) if found else None


def _quarters(listed: str, fiscal_year: int | None) -> _Bounds:
    found = [(full_year(year) if year else fiscal_year, int(quarter)) for quarter, year in re.findall(_QUARTER, listed)]
    months = [quarter_months(year, quarter) for year, quarter in found if year]
    if not months:
        return None, None
    return min(first for first, _ in months), max(last for _, last in months)


def _months(plain: str) -> list[_Month]:
    dates = [_Month(int(found["month"]), full_year(found["year"])) for found in _NUMERIC_DATE.finditer(plain)]
    if dates:
        return [each for each in dates if 1 <= each.month <= 12]
    named = [(month(found["full"] or found["short"]), found["year"]) for found in _MONTH.finditer(plain)]
    return [_Month(number, full_year(year) if year else None) for number, year in named if number]


def _from_months(months: list[_Month], fiscal_year: int | None) -> _Bounds:
    placed: list[str] = []
    year_after: int | None = None
    month_after = 12
    for each in reversed(months):
        year = each.year or _year_before(each.month, month_after, year_after) or _year_within(each.month, fiscal_year)
        if year is None:
            return None, None
        placed.append(f"{to_gregorian(year)}-{each.month:02}")
        year_after, month_after = year, each.month
    return min(placed), max(placed)


def _year_before(number: int, month_after: int, year_after: int | None) -> int | None:
    """The year of a month that borrows it from the month named after it (ต.ค. - ก.ย. 2566: October of 2565)."""
    return year_after and year_after - (number > month_after)


def _year_within(number: int, fiscal_year: int | None) -> int | None:
    return fiscal_year and fiscal_year - (number >= 10)


def _from_words(plain: str, fiscal_year: int | None) -> _Bounds | None:
    years = [int(year) for year in _YEAR.findall(plain)]
    if years:
        return _of_years(min(years), max(years))
    for pattern, first, last in _STRETCHES:
        if pattern.search(plain):
            return _stretch(fiscal_year, first, last)
    return (None, None) if _SPEAKS_OF_TIME.search(plain) else None


def _stretch(fiscal_year: int | None, first: int, last: int) -> _Bounds:
    if fiscal_year is None:
        return None, None
    return quarter_months(fiscal_year, first)[0], quarter_months(fiscal_year, last)[1]


def _of_years(first: int, last: int) -> _Bounds:
    return fiscal_year_bounds(first)[0].strftime("%Y-%m"), quarter_months(last, 4)[1]
