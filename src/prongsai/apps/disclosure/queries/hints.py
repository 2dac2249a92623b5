"""Hints of a visit in words: what to open and look at, never what the assessor would say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import Visit
from prongsai.base.said import said
from prongsai.core.framework import has_framework, load


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at behind a link, in a sentence; `item` "" = of the link itself."""

    code: str
    item: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where the text behind a link speaks of an element."""

    text: str
    place: str


def hints_of(visit: Visit, year: int, shown: Collection[tuple[str, str, str]]) -> tuple[Hint, ...]:
    """What the visit to a link hints at in a year. Shape: `shown` are item, element and its words."""
    given = [each for each in visit.hints if isinstance(each, dict)]
    items = {item for item, _element, _words in shown}
    told = [each for each in given if "item" not in each or (each.get("year") == year and each["item"] in items)]
    return (*_told(told), *_missing(visit, shown))


def spoken_of(visit: Visit, texts: Iterable[tuple[str, str]]) -> tuple[Spoken, ...]:
    """Where the text behind a link speaks of these elements. Shape: `texts` are id and words."""
    return tuple(Spoken(words, place_words(visit.found[id_])) for id_, words in texts if id_ in visit.found)


def place_words(place: str) -> str:
    """A place in a text, in words."""
    kind, _space, rest = place.partition(" ")
    match kind:
        case "page":
            return _("หน้า %(number)s") % {"number": rest}
        case "paragraph":
            return _("ย่อหน้าที่ %(number)s") % {"number": rest}
        case "table":
            table, _space, row = rest.partition(" ")
            return _("ตารางที่ %(table)s แถวที่ %(row)s") % {"table": table, "row": row or "1"}
        case "sheet":
            row, _space, sheet = rest.partition(" ")
            return _("แผ่นงาน %(sheet)s แถวที่ %(row)s") % {"sheet": sheet, "row": row or "1"}
        case _:
            return _("ในหน้าเว็บ")


def _told(hints: Iterable[dict[str, Any]]) -> Iterator[Hint]:
    for each in hints:
        item = str(each.get("item", ""))
        match each.get("code"):
            case "other_year":
                words = {"year": each.get("says"), "code": item}
                sentence = _("หัวเรื่องพูดถึงปี %(year)s ซึ่งอาจไม่ตรงกับช่วงเวลาที่ข้อ %(code)s ต้องแสดง กรุณาเปิดดู") % words
                yield Hint("other_year", item, sentence)
            case "other_item":
                words = {"other": _entitled(each), "code": item}
                sentence = _("เนื้อหาคล้ายข้อ %(other)s มากกว่าข้อ %(code)s กรุณาเปิดดูว่าใส่ลิงก์ถูกข้อ") % words
                yield Hint("other_item", item, sentence)
            case "unreadable":
                yield Hint("unreadable", "", said(str(each.get("th", "")), str(each.get("en", ""))))


def _missing(visit: Visit, shown: Collection[tuple[str, str, str]]) -> Iterator[Hint]:
    for item, element, words in shown:
        if element in visit.sought and element not in visit.found:
            sentence = _("ไม่พบคำที่บอกถึง “%(element)s” ในเนื้อหาของลิงก์ กรุณาเปิดดู") % {"element": words}
            yield Hint("element_not_found", item, sentence)


def _entitled(hint: dict[str, Any]) -> str:
    year, code = int(hint.get("year") or 0), str(hint.get("says", ""))
    item = load(year).item(code) if has_framework(year) else None
    return f"{code} {item.title_th}" if item else code
