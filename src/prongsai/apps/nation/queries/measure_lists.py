"""Lists of declared measures: read from the file of one, and which there are. For administrators, who bring them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from typing import BinaryIO

from django.db.models import Count, QuerySet

from prongsai.apps.nation.models import MeasureList
from prongsai.core.errors import Refused
from prongsai.core.practices import practice

COLUMNS = ("agency", "practice")
MOST_ROWS = 500_000
LONGEST_CODE = 80
"""Of an agency. Unit: characters."""
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class DeclaredRead:
    """What a list says. Shape: `pairs` are (agency, practice), `unused` is rows by why (``blank``, ``practice``)."""

    pairs: frozenset[tuple[str, str]]
    unused: dict[str, int]


def measures_in(file: BinaryIO) -> DeclaredRead:
    """Read a CSV file with the columns agency and practice. Raises: Refused, naming what it lacks."""
    lines = StringIO(_text(file.read()), newline="")
    head = lines.readline()
    rows = csv.reader(StringIO(head), delimiter=max(_DELIMITERS, key=head.count))
    names = [each.strip().lower() for each in next(rows, [])]
    if missing := [each for each in COLUMNS if each not in names]:
        raise Refused(
            f"ไฟล์ไม่มีคอลัมน์ {', '.join(missing)} บรรทัดแรกต้องมีหัวคอลัมน์ agency และ practice",
            f"The file has no column {', '.join(missing)}; its first line must name agency and practice.",
        )
    places = [names.index(each) for each in COLUMNS]
    pairs: set[tuple[str, str]] = set()
    unused: Counter[str] = Counter()
    try:
        for row in csv.reader(lines, delimiter=max(_DELIMITERS, key=head.count)):
            agency, code = (row[place].strip() if place < len(row) else "" for place in places)
            why = _why_not(agency, code) if row else None
            if why:
                unused[why] += 1
            elif row:
                pairs.add((agency, code))
    except csv.Error as trouble:
        raise Refused(
            f"อ่านไฟล์ไม่ได้ ({trouble}) กรุณาบันทึกเป็น CSV ใหม่", f"The file cannot be read ({trouble})."
        ) from trouble
    _must_be_some(pairs)
    return DeclaredRead(frozenset(pairs), dict(sorted(unused.items())))


def measure_lists() -> QuerySet[MeasureList]:
    """Every list that was brought, the newest first, with its job and how many pairs it told."""
    lists = MeasureList.objects.select_related("file", "job", "brought_by")
    return lists.annotate(pair_count=Count("declared")).order_by("-pk")


def _why_not(agency: str, code: str) -> str | None:
    if not agency or not code:
        return "blank"
    if len(agency) > LONGEST_CODE:
        return "agency"
    return None if practice(code) else "practice"


def _must_be_some(pairs: set[tuple[str, str]]) -> None:
    if not pairs:
        raise Refused(
            "ไม่มีแถวใดที่มีทั้งรหัสหน่วยงานและรหัสมาตรการในคลังมาตรการ เช่น law-page กรุณาตรวจคอลัมน์ practice",
            "No row has an agency and a practice of the catalogue, such as law-page; look at the column practice.",
        )
    if len(pairs) > MOST_ROWS:
        raise Refused(f"ไฟล์มีเกิน {MOST_ROWS:,} แถว กรุณาแบ่งไฟล์", f"More than {MOST_ROWS:,} rows; split the file.")


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(
        "ไฟล์ไม่ใช่ข้อความ UTF-8 หรือ windows-874 กรุณาบันทึกเป็น CSV UTF-8",
        "The file is neither UTF-8 nor windows-874 text; save it as CSV UTF-8.",
    )
