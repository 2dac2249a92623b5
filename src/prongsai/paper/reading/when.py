"""When a paper is about: its fiscal year and its reporting round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from prongsai.core import thai
from prongsai.core.records import Measure, Period, Round

_LONGEST_TITLE = 260
_TITLE_BLOCKS = 12
_SIX = re.compile(r"(?:รอบ|ระยะ|ครั้งที่\s*1\s*\()[^\n]{0,12}6\s*เดือน|6\s*เดือน(?:แรก|หลัง)")
_TWELVE = re.compile(r"(?:รอบ|ระยะ)[^\n]{0,12}12\s*เดือน")
_DAY = r"\d{1,2}\s*[ก-๙.]{3,12}\s*(?:พ\.?\s?ศ\.?\s*)?\d{4}"
_SPAN = re.compile(rf"{_DAY}\s*(?:-|–|—|จนถึง|ถึง)\s*(?:วันที่\s*)?{_DAY}")
_YEAR = re.compile(r"(?<!\d)(25[5-9]\d)(?!\d)")


def fiscal_year_of(paragraphs: Sequence[str]) -> int | None:
    """The fiscal year of a paper: from its title, from the days it covers, else the one its paragraphs name most.

    Unit: Buddhist era; None where none is named.
    """
    titles = [text for text in paragraphs[:_TITLE_BLOCKS] if len(text) < _LONGEST_TITLE]
    years = [*filter(None, map(_year_of_title, titles)), *(_year_of(each) for each in _spans(titles))]
    return years[0] if years else _most_named(paragraphs)


def _year_of_title(text: str) -> int | None:
    """The year that a title names; of two years compared, the later is the paper's."""
    years = [int(each) for each in _YEAR.findall(thai.arabic(text))]
    are_compared = "เปรียบเทียบ" in text or (len(years) == 2 and years[1] == years[0] + 1)
    return max(years) if years and are_compared else thai.fiscal_year_in(text)


def _most_named(paragraphs: Sequence[str]) -> int | None:
    years = Counter(year for text in paragraphs if (year := thai.fiscal_year_in(text)))
    return years.most_common(1)[0][0] if years else None


def fiscal_year_of_periods(measures: Sequence[Measure]) -> int | None:
    """The fiscal year in which most measures end, for a paper that names no year itself. Unit: Buddhist era."""
    years = Counter(_year_of(period) for each in measures if (period := each.period) and period.end)
    return years.most_common(1)[0][0] if years else None


def _year_of(period: Period) -> int:
    year, month = map(int, (period.end or "").split("-"))
    return thai.fiscal_year_of(date(year, month, 1))


def _spans(texts: Sequence[str]) -> Iterator[Period]:
    """The stretches of time that texts give by their first and last day."""
    for text in texts:
        for found in _SPAN.finditer(thai.arabic(text)):
            period = thai.period(found[0])
            if period and period.start and period.end:
                yield period


def round_of(paragraphs: Sequence[str], fiscal_year: int | None) -> Round | None:
    """The reporting round that a paper names, in words or by its first and last day; None where it names none."""
    for text in paragraphs:
        plain = thai.arabic(text)
        if thai.item_codes(text) or len(plain) > 4 * _LONGEST_TITLE:
            continue
        months = 12 if _TWELVE.search(plain) else 6 if _SIX.search(plain) else None
        if months:
            return _round(months, thai.fiscal_year_in(text) or fiscal_year)
    return _round_of_days(paragraphs[:_TITLE_BLOCKS])


def _round_of_days(paragraphs: Sequence[str]) -> Round | None:
    """The round that starts with a fiscal year and lasts six or twelve months."""
    for span in _spans(paragraphs):
        months = _months(span)
        if months in (6, 12) and (span.start or "").endswith("-10"):
            return _round(months, _year_of(span))
    return None


def _months(span: Period) -> int:
    (first_year, first), (last_year, last) = (map(int, (each or "").split("-")) for each in (span.start, span.end))
    return 12 * (last_year - first_year) + last - first + 1


def _round(months: int, fiscal_year: int | None) -> Round:
    if fiscal_year is None:
        return Round(months)
    start, end = thai.round_bounds(fiscal_year, months)
    return Round(months, start.isoformat(), end.isoformat())
