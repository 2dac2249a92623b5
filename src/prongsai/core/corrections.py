"""Corrections: one field of a reading put right from the text a person typed. Pure, so that anyone can replay them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from prongsai.core.checks.statuses import NAMES
from prongsai.core.errors import Problem
from prongsai.core.framework import YEARS, load
from prongsai.core.records import Measure, PaperKind, Period, Printed, Reading, Result, Round, Status
from prongsai.core.thai import arabic, buddhist_year, item_codes, key, normal, period, round_bounds


@dataclass(frozen=True, slots=True)
class Editable:
    """A field that may be corrected: its labels, and the kind of value its text becomes."""

    th: str
    en: str
    kind: str


_STEP = {
    "number": Editable("ลำดับที่", "number", "line"),
    "owners": Editable("ผู้รับผิดชอบ", "owners", "names"),
    "period": Editable("ระยะเวลา", "period", "period"),
    "status": Editable("สถานะ", "status", "status"),
    "percent": Editable("ร้อยละความก้าวหน้า", "percent done", "percent"),
    "result": Editable("ผลการดำเนินการ", "result", "text"),
    "suggestion": Editable("ข้อเสนอแนะ", "suggestion", "text"),
    "evidence": Editable("หลักฐาน", "evidence", "names"),
}
_MEASURE = _STEP | {
    "tool": Editable("เครื่องมือ", "tool", "tool"),
    "indicator": Editable("ตัวชี้วัดที่", "indicator", "indicator"),
    "codes": Editable("ข้อ", "codes", "codes"),
    "title": Editable("มาตรการ", "measure", "text"),
    "finding": Editable("ประเด็น", "finding", "text"),
    "monitoring": Editable("การกำกับติดตาม", "monitoring", "text"),
}
_FINDING = {
    "tool": Editable("เครื่องมือ", "tool", "tool"),
    "part": Editable("ส่วนของ EIT", "part of EIT", "part"),
    "indicator": Editable("ตัวชี้วัดที่", "indicator", "indicator"),
    "code": Editable("ข้อ", "code", "code"),
    "remark": Editable("ข้อสังเกต", "remark", "text"),
    "recommendation": Editable("ข้อเสนอแนะ", "recommendation", "text"),
    "items": Editable("ข้อ OIT ที่อ้างอิง", "items", "items"),
    "missing_elements": Editable("องค์ประกอบที่ขาด", "missing elements", "elements"),
}
_RESULT = {
    "fiscal_year": Editable("ปีงบประมาณของผล", "fiscal year of the result", "certain year"),
    "total": Editable("คะแนนรวม", "total", "points"),
    "level": Editable("ระดับผลการประเมิน", "level", "level"),
    "rank": Editable("ลำดับ", "rank", "rank"),
    **{f"tools/{tool}": Editable(f"คะแนน {tool}", f"score of {tool}", "points") for tool in ("IIT", "EIT", "OIT")},
    **{f"tools/EIT{part}": Editable(f"คะแนน EIT ส่วนที่ {part}", f"EIT part {part}", "points") for part in (1, 2)},
    **{f"indicators/{n}": Editable(f"ตัวชี้วัดที่ {n}", f"indicator {n}", "points") for n in range(1, 11)},
}

FIELDS: Mapping[str, Editable] = {
    "kind": Editable("ชนิดเอกสาร", "kind of paper", "paper"),
    "fiscal_year": Editable("ปีงบประมาณ", "fiscal year", "year"),
    "round": Editable("รอบรายงาน (เดือน)", "round (months)", "round"),
    "agency/name": Editable("ชื่อหน่วยงาน", "agency", "line"),
    "agency/kind": Editable("ประเภทหน่วยงาน", "kind of agency", "line"),
    "agency/district": Editable("อำเภอ", "district", "line"),
    "agency/province": Editable("จังหวัด", "province", "line"),
    **{f"results/*/{name}": field for name, field in _RESULT.items()},
    **{f"findings/*/{name}": field for name, field in _FINDING.items()},
    **{f"measures/*/{name}": field for name, field in _MEASURE.items()},
    "measures/*/steps/*/text": Editable("ขั้นตอน", "step", "text"),
    **{f"measures/*/steps/*/{name}": field for name, field in _STEP.items()},
}
"""Every field that may be corrected, by its path; ``*`` stands for a place in a list, from 0."""

_SEPARATOR = re.compile(r"[/.]")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_PLACE = re.compile(r"(?<=/)\d+(?=/)")


def correct(reading: Reading, path: str, text: str) -> Reading:
    """The reading with one field set from the text a person typed; an empty text empties the field.

    `path` names the field by `FIELDS`, with places for stars: ``measures/3/steps/1/status`` (dots do too). Digits may
    be Thai or Arabic, lists go by commas, a status by its Thai words or its code.
    Raises: Problem when there is no such field, or the text does not fit it; its sentence says what fits.
    """
    field = editable(path)
    value = _READ[field.kind](text.strip(), reading, field)
    corrected = _with_value(reading, _SEPARATOR.split(path), value, path)
    assert isinstance(corrected, Reading)  # noqa: S101 - narrows the type for mypy
    return corrected


def editable(path: str) -> Editable:
    """The field that a path names.

    Raises: Problem when no field that may be corrected has this path.
    """
    slashed = "/".join(_SEPARATOR.split(path))
    pattern = slashed if slashed in FIELDS else _PLACE.sub("*", slashed)
    if pattern not in FIELDS:
        raise _no_such_field(path)
    return FIELDS[pattern]


def _no_such_field(path: str) -> Problem:
    return Problem(f"ไม่มีช่อง “{path}” ให้แก้ไขในเอกสารนี้", f"This paper has no field “{path}” to correct.")


def _with_value(record: Any, steps: list[str], value: Any, path: str) -> Any:
    name, *rest = steps
    if isinstance(record, tuple):
        place = int(name)
        if place >= len(record):
            raise _no_such_field(path)
        return (*record[:place], _with_value(record[place], rest, value, path), *record[place + 1 :])
    if isinstance(record, dict):
        others = {cell: points for cell, points in record.items() if cell != name}
        return others if value is None else record | {name: value}
    inner = _with_value(getattr(record, name), rest, value, path) if rest else value
    return replace(record, **{name: inner}, **_companions(record, steps, value))


def _companions(record: Any, steps: list[str], value: Any) -> dict[str, Any]:
    """What else the paper says in the same ink: the ticks of a status, the spelling of codes, the prints of a score."""
    if isinstance(record, Measure) and steps == ["status"] and record.marked:
        return {"marked": (value,)}
    if isinstance(record, Measure) and steps == ["codes"]:
        return {"printed_codes": value}
    if isinstance(record, Result) and steps[0] in ("total", "tools", "indicators"):
        return {"printed": _reprinted(record, steps, value)}
    return {}


def _reprinted(result: Result, steps: list[str], value: Decimal | None) -> tuple[Printed, ...]:
    cell = steps[-1]
    old = result.total if cell == "total" else getattr(result, steps[0]).get(cell)
    others = tuple(each for each in result.printed if (each.cell, each.value) != (cell, old))
    if value is None:
        return others
    return tuple(
        replace(each, value=value) if (each.cell, each.value) == (cell, old) else each for each in result.printed
    )


def _misfit(text: str, field: Editable, th: str, en: str) -> Problem:
    return Problem(f"“{text}” ใช้กับช่อง{field.th}ไม่ได้: {th}", f"“{text}” does not fit the field {field.en}: {en}.")


def _text(text: str, _reading: Reading, _field: Editable) -> str:
    return text


def _line(text: str, _reading: Reading, _field: Editable) -> str | None:
    return normal(text) or None


def _names(text: str, _reading: Reading, _field: Editable) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in re.split(r"[,;\n]", text))))


def _year(text: str, _reading: Reading, field: Editable) -> int | None:
    year = buddhist_year(text)
    if text and year is None:
        raise _misfit(text, field, "พิมพ์ปีพุทธศักราช เช่น 2566", "type a Buddhist year such as 2566")
    return year


def _certain_year(text: str, reading: Reading, field: Editable) -> int:
    year = _year(text, reading, field)
    if year is None:
        raise _misfit(text, field, "ต้องระบุปี", "a year is needed")
    return year


def _whole(text: str, field: Editable, lowest: int, highest: int) -> int | None:
    digits = arabic(text).rstrip("% ").replace(",", "")
    if not digits:
        return None
    if not digits.isascii() or not digits.isdigit() or not lowest <= int(digits[:9]) <= highest:
        th, en = f"พิมพ์จำนวนเต็ม {lowest} ถึง {highest}", f"type a whole number from {lowest} to {highest}"
        raise _misfit(text, field, th, en)
    return int(digits)


def _percent(text: str, _reading: Reading, field: Editable) -> int | None:
    return _whole(text, field, 0, 100)


def _indicator(text: str, _reading: Reading, field: Editable) -> int | None:
    return _whole(text, field, 1, 10)


def _rank(text: str, _reading: Reading, field: Editable) -> int | None:
    return _whole(text, field, 1, 99_999)


def _elements(text: str, reading: Reading, field: Editable) -> tuple[int, ...]:
    numbers = (_whole(part, field, 1, 99) for part in _names(text, reading, field))
    return tuple(number for number in numbers if number is not None)


def _points(text: str, _reading: Reading, field: Editable) -> Decimal | None:
    digits = arabic(text)
    if digits and not (_POINTS.fullmatch(digits) and Decimal(digits) <= 100):
        raise _misfit(text, field, "พิมพ์คะแนน 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง", "type 0 to 100, two decimals at most")
    return Decimal(digits).quantize(Decimal("0.01")) if digits else None


def _codes(text: str, reading: Reading, field: Editable) -> tuple[str, ...]:
    codes: list[str] = []
    for part in _names(text, reading, field):
        # "ข้อ" before it lets a zero typed for the letter o count.
        mentions = item_codes(f"ข้อ {part}")
        if len(mentions) != 1 or mentions[0].text != part:
            raise _misfit(part, field, "พิมพ์รหัสข้อ เช่น o13, e11 หรือ i7", "type codes such as o13, e11 or i7")
        codes.append(mentions[0].value)
    return tuple(codes)


def _items(text: str, reading: Reading, field: Editable) -> tuple[str, ...]:
    codes = _codes(text, reading, field)
    if any(not code.startswith("o") for code in codes):
        raise _misfit(text, field, "ใช้ได้เฉพาะข้อ OIT เช่น o13", "only items of OIT, such as o13")
    return codes


def _code(text: str, reading: Reading, field: Editable) -> str | None:
    codes = _codes(text, reading, field)
    if len(codes) > 1:
        raise _misfit(text, field, "ระบุได้ข้อเดียว", "only one code goes here")
    return codes[0] if codes else None


def _period(text: str, reading: Reading, field: Editable) -> Period | None:
    found = period(text, reading.fiscal_year)
    if text and found is None:
        th, en = "พิมพ์เดือนหรือไตรมาส เช่น ม.ค. - มี.ค. 2566", "type months or quarters, such as ม.ค. - มี.ค. 2566"
        raise _misfit(text, field, th, en)
    return found


def _round(text: str, reading: Reading, field: Editable) -> Round | None:
    months = _whole(text.removesuffix("เดือน"), field, 1, 12)
    if months is None:
        return None
    if months not in (6, 12):
        raise _misfit(text, field, "พิมพ์ 6 หรือ 12", "type 6 or 12")
    if reading.fiscal_year is None:
        return Round(months)
    start, end = round_bounds(reading.fiscal_year, months)
    return Round(months, start.isoformat(), end.isoformat())


def _one_of(choices: Mapping[str, Any], listed: str) -> Callable[[str, Reading, Editable], Any]:
    """A reader of one of some words, however spaced and cased; `listed` names the words in a refusal."""
    by_key = {key(word): value for word, value in choices.items()}

    def read(text: str, _reading: Reading, field: Editable) -> Any:
        if key(text) not in by_key:
            raise _misfit(text, field, f"เลือก {listed}", f"choose one of {listed}")
        return by_key[key(text)]

    return read


def _level(text: str, _reading: Reading, field: Editable) -> str | None:
    if not text:
        return None
    levels = dict.fromkeys(band.name for year in YEARS for band in load(year).levels)
    chosen = _one_of({name: name for name in levels}, ", ".join(levels))(text, _reading, field)
    assert isinstance(chosen, str)  # noqa: S101 - narrows the type for mypy
    return chosen


_STATUSES = (
    {"": Status.UNKNOWN, "แล้วเสร็จ": Status.DONE, "เลื่อนออกไป": Status.DEFERRED, "ยกเลิก": Status.DEFERRED}
    | {status.value: status for status in Status}
    | {name: status for status, name in NAMES.items()}
)
_PAPERS = {
    "": None,
    **{kind.value: kind for kind in PaperKind},
    "รายงานวิเคราะห์ผล": PaperKind.ANALYSIS,
    "แผนหรือมาตรการ": PaperKind.PLAN,
    "รายงานความก้าวหน้า": PaperKind.PROGRESS,
}
_PARTS = {"": None, "public": "public", "survey": "survey", "ส่วนที่ 1": "public", "ส่วนที่ 2": "survey"}
_TOOLS = {"": None, "IIT": "IIT", "EIT": "EIT", "OIT": "OIT"}

_READ: Mapping[str, Callable[[str, Reading, Editable], Any]] = {
    "text": _text,
    "line": _line,
    "names": _names,
    "year": _year,
    "certain year": _certain_year,
    "percent": _percent,
    "indicator": _indicator,
    "rank": _rank,
    "elements": _elements,
    "points": _points,
    "codes": _codes,
    "items": _items,
    "code": _code,
    "period": _period,
    "round": _round,
    "level": _level,
    "status": _one_of(_STATUSES, ", ".join(NAMES.values())),
    "paper": _one_of(_PAPERS, ", ".join(word for word in _PAPERS if word and not word.isascii())),
    "part": _one_of(_PARTS, "ส่วนที่ 1, ส่วนที่ 2"),
    "tool": _one_of(_TOOLS, "IIT, EIT, OIT"),
}
"""How the text of each kind of field is read; each raises Problem for what does not fit."""
