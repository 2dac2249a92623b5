"""Numbers of a workbook as they are shown: decimals, percent and dates by the cell's number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

# Source: ECMA-376 part 1, 18.8.30: formats 27-36, 50-58 (East Asia) and 71-81 (Thailand) are dates without a code.
_DATES_WITHOUT_CODE = frozenset({*range(27, 37), *range(50, 59), *range(71, 82)})
_FIXED_DECIMALS = re.compile(r"[#,]*0(?:\.(0+))?(%?)\Z")
_NOT_A_DIGIT_PLACE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DIGITS_OF_A_FLOAT = 12
_MOST_DIGITS = 30


class Formats:
    """The number formats of a workbook, by the style number of a cell."""

    def __init__(self, styles: Any | None, since_1904: bool) -> None:
        self._epoch = MAC_EPOCH if since_1904 else WINDOWS_EPOCH
        self._codes = dict(BUILTIN_FORMATS)
        self._format_of: list[int] = []
        if styles is not None:
            own = styles.iterfind("{*}numFmts/{*}numFmt")
            self._codes |= {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in own}
            self._format_of = [int(each.get("numFmtId", "0")) for each in styles.iterfind("{*}cellXfs/{*}xf")]

    def shown(self, value: str, style: str) -> str:
        """A stored number as the sheet shows it; dates as ``YYYY-MM-DD``. Whatever is no number stays as it is."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
            return value
        place = int(style)
        form = self._format_of[place] if place < len(self._format_of) else 0
        code = self._codes.get(form, "General")
        if form in _DATES_WITHOUT_CODE or is_date_format(code):
            return self._date(number) or value
        return _formatted(number, code)

    def _date(self, number: Decimal) -> str | None:
        try:
            moment = from_excel(float(number), self._epoch)
        except (OverflowError, ValueError):
            return None
        return _date_text(moment)


def _date_text(moment: datetime | date | time | timedelta | None) -> str | None:
    if isinstance(moment, datetime):
        at_midnight = moment.time() == time.min
        return moment.date().isoformat() if at_midnight else moment.isoformat(" ", "minutes")
    return moment.isoformat("minutes") if isinstance(moment, time) else None


def _formatted(number: Decimal, code: str) -> str:
    found = _FIXED_DECIMALS.match(_NOT_A_DIGIT_PLACE.sub("", code.partition(";")[0]).strip())
    if not found:
        return _plain(number * 100) + "%" if "%" in code else _plain(number)
    if found[2]:
        number *= 100
    decimals = len(found[1] or "")
    return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)}{found[2]}"


def _plain(number: Decimal) -> str:
    """Without the noise of binary fractions: 99.24, not 99.239999999999995."""
    rounded = number.quantize(Decimal(1).scaleb(max(number.adjusted(), 0) - _DIGITS_OF_A_FLOAT), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
