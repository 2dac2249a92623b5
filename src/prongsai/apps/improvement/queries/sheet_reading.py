"""A workbook that came back: its rows as texts, and what each changed cell means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.improvement.queries.owners import Owner, owners_named
from prongsai.apps.improvement.queries.sheet_rows import COLUMNS, REMOVE, plain
from prongsai.base.access import Viewer
from prongsai.core.errors import Refused
from prongsai.core.framework import Framework, nearest
from prongsai.core.thai import arabic, item_codes, period
from prongsai.paper.reading.container import open_sheets

MOST_ROWS = 3_000
"""Of one sheet."""
LONGEST: dict[str, int] = {"number": 20, "period_text": 300}
LONGEST_TEXT, LONGEST_NAME = 4000, 300
"""Unit: letters."""

_BETWEEN_OWNERS = re.compile(r"[;\n]")
_BETWEEN_CODES = re.compile(r"[\s,;/]+")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-\d{2}")
_FIRST_BUDDHIST_YEAR = 2400

Cells = Mapping[tuple[int, int], str]


class Faulty(ValueError):  # noqa: N818 - said to people, of a cell
    """A cell that does not mean anything the plan can hold; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet. Shape: `texts` by column's name, only of the columns that the sheet has."""

    sheet: str
    number: int
    texts: Mapping[str, str]
    letters: Mapping[str, str]

    def of(self, name: str) -> str:
        """The text of a column."""
        return self.texts.get(name, "")

    @property
    def is_new(self) -> bool:
        """Whether no record stands behind it yet."""
        return not self.of("id")

    @property
    def is_marked(self) -> bool:
        """Whether it is to be taken out."""
        return self.of("mark") == REMOVE

    @property
    def written(self) -> dict[str, str]:
        """What it says of its record."""
        columns = (each.name for each in COLUMNS[self.sheet] if each.is_written)
        return {name: self.texts[name] for name in columns if name in self.texts}


def rows_in(name: str, content: bytes) -> tuple[Row, ...]:
    """The rows of a plan's workbook, measures first; empty ones are left out.

    Raises: Problem for a file that cannot be read, or is not a workbook of a plan.
    """
    sheets = open_sheets(name, content)
    return tuple(row for sheet in COLUMNS for row in _rows(sheet, _found(sheets, sheet)))


def _found(sheets: Mapping[str, Cells], sheet: str) -> Cells:
    if sheet not in sheets:
        raise Refused(
            f"ไฟล์นี้ไม่มีแผ่น “{sheet}” กรุณาใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ และอย่าเปลี่ยนชื่อแผ่น",
            f"This file has no sheet “{sheet}”; use the file downloaded here, and leave the names of its sheets.",
        )
    return sheets[sheet]


def _rows(sheet: str, cells: Cells) -> Iterator[Row]:
    places = _places(sheet, cells)
    last = max((row for row, _column in cells), default=1)
    if last > MOST_ROWS:
        raise Refused(
            f"แผ่น “{sheet}” ยาวเกิน {MOST_ROWS} แถว กรุณาลบแถวที่ไม่ใช้",
            f"“{sheet}” has more than {MOST_ROWS} rows; take out what is not used.",
        )
    letters = {name: get_column_letter(column) for name, column in places.items()}
    for number in range(2, last + 1):
        texts = {name: plain(cells.get((number, column), "")) for name, column in places.items()}
        if any(text for name, text in texts.items() if name not in {"version", "ref"}):
            yield Row(sheet, number, texts, letters)


def _places(sheet: str, cells: Cells) -> dict[str, int]:
    """In which column each head stands. Raises: Refused when one is missing."""
    heads = {text: column for (row, column), text in sorted(cells.items(), reverse=True) if row == 1}
    missing = [each.head for each in COLUMNS[sheet] if each.head not in heads]
    if missing:
        raise Refused(
            f"แผ่น “{sheet}” ไม่มีคอลัมน์ “{missing[0]}” กรุณาใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ และอย่าแก้หัวตาราง",
            f"“{sheet}” has no column “{missing[0]}”; use the file downloaded here, and leave its heads as they are.",
        )
    return {each.name: heads[each.head] for each in COLUMNS[sheet]}


class Meaning:
    """What the cells of a year's plan mean: months, codes, owners, plain words."""

    def __init__(self, viewer: Viewer, year: int) -> None:
        self._year, self._framework = year, nearest(year)
        self._owners = owners_named(viewer)
        self._of: dict[str, Callable[[str], Any]] = {
            "indicator": self._indicator,
            "codes": self._codes,
            "owners": self._owned_by,
            "starts": self._month,
            "ends": self._month,
        }

    def of(self, name: str, text: str) -> Any:
        """What a text means in a column. Raises: Faulty, with what to do."""
        longest = LONGEST.get(name, LONGEST_TEXT)
        if len(text) > longest:
            raise Faulty(_("ข้อความยาวเกิน %(longest)s ตัวอักษร กรุณาย่อให้สั้นลง") % {"longest": longest})
        return self._of[name](text) if name in self._of else text

    def tool_of(self, indicator: int) -> str:
        """The tool an indicator belongs to."""
        return self._framework.tool_of(indicator).code

    def _indicator(self, text: str) -> int | None:
        if not text:
            return None
        numbers = {str(each.number): each.number for each in self._framework.indicators}
        number = arabic(text).partition(".")[0].strip()
        if number not in numbers:
            raise Faulty(_("ตัวชี้วัดเป็นเลข 1 ถึง 10 กรุณาเลือกจากรายการ"))
        return numbers[number]

    def _codes(self, text: str) -> list[str]:
        codes = dict.fromkeys(_code(each) for each in _BETWEEN_CODES.split(text) if each)
        for code in codes:
            if not (self._framework.item(code) or self._framework.question(code)):
                raise Faulty(_unknown_code(code, self._framework))
        return list(codes)

    def _owned_by(self, text: str) -> tuple[Owner, ...]:
        """The owners of the names; a comma parts names too, where all it parts are known."""
        pieces = [name for each in _BETWEEN_OWNERS.split(text) if (name := " ".join(each.split()))]
        names = [name for piece in pieces for name in self._parted(piece)]
        if any(len(name) > LONGEST_NAME for name in names):
            raise Faulty(_("ชื่อผู้รับผิดชอบยาวเกินไป คั่นแต่ละชื่อด้วย ;"))
        return self._owners(names)

    def _parted(self, piece: str) -> list[str]:
        parts = [part.strip() for part in piece.split(",")]
        known = all(each["unit_id"] or each["person_id"] for each in self._owners(parts))
        return parts if known else [piece]

    def _month(self, text: str) -> date | None:
        """The first day of the month that a text names."""
        if not text:
            return None
        if found := _ISO_DAY.match(text):
            return _month_of(int(found[1]), int(found[2]))
        named = period(text, self._year)
        if named is None or named.start is None or named.start != named.end:
            raise _no_month()
        return date.fromisoformat(f"{named.start}-01")


def _month_of(year: int, month: int) -> date:
    """The month of a day that a spreadsheet made of what was typed, in either era."""
    try:
        return date(year - 543 if year > _FIRST_BUDDHIST_YEAR else year, month, 1)
    except ValueError as trouble:
        raise _no_month() from trouble


def _no_month() -> Faulty:
    return Faulty(_("อ่านเดือนนี้ไม่ได้ กรุณาเลือกจากรายการ หรือพิมพ์เช่น ต.ค. 2568"))


def _code(typed: str) -> str:
    """A code in its normal spelling."""
    mentions = item_codes(typed)
    return mentions[0].value if len(mentions) == 1 and mentions[0].text == typed else typed.lower()


def _unknown_code(code: str, framework: Framework) -> str:
    names = {"code": code, "year": framework.fiscal_year}
    title = title_of(code, framework.fiscal_year)
    if title.today:
        now = ", ".join(each.code for each in title.today)
        return _("ข้อ %(code)s เป็นเลขของปี %(other)s ปี %(year)s คือ %(now)s") % {**names, "other": title.year, "now": now}
    return _("ปี %(year)s ไม่มีข้อ %(code)s ดูเลขข้อได้ในแผ่น “รายการเลือก”") % names
