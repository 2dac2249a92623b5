"""Tables of the open-data items: what each asks for, how it stands, what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from prongsai.core.publication import ItemBody, Link, PublicPage, Said
from prongsai.core.tables.columns import (
    CONFIDENCES,
    ELEMENT_STATES,
    ITEM,
    PAGE,
    YEAR,
    coded,
    link,
    number,
    points,
    text,
    whether,
)
from prongsai.core.tables.cycle import where
from prongsai.core.tables.shapes import Cell, Table

_ELEMENT = number(
    "element",
    "องค์ประกอบที่",
    "Element number",
    about_th="ลำดับในข้อ ว่าง = ทั้งข้อ",
    about_en="Its place in the item; empty = the item as a whole.",
)
_STATE = (coded("state", "สถานะ", "State", ELEMENT_STATES), text("state_word", "สถานะ (คำ)", "State in words"))
_CONFIDENCE = coded("confidence", "ความเชื่อมั่นของแหล่งที่มา", "Confidence", CONFIDENCES)


def _items(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(ItemBody, page.body)
        yield (
            body.year,
            body.code,
            page.title.th,
            page.title.en,
            body.sub_indicator,
            body.sub_indicator_name.th,
            body.period.th,
            body.state,
            body.state_word.th,
            body.points or None,
            body.explanation,
            body.confidence,
            page.path,
        )


def _elements(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(ItemBody, page.body)
        for place, each in enumerate(body.elements, 1):
            said = (each.text.th, each.text.en, each.state, each.state_word.th)
            yield (body.year, body.code, place, *said, each.confidence, each.source)


def _exhibits(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(ItemBody, page.body)
        shown: list[tuple[int | None, tuple[Link, ...]]] = [(None, body.exhibits)]
        shown += [(place, each.exhibits) for place, each in enumerate(body.elements, 1)]
        for place, exhibits in shown:
            for each in exhibits:
                said = (each.label.th, each.label.en, each.note.th)
                yield (body.year, body.code, place, *said, where(each), each.gone)


TABLES: tuple[Table, ...] = (
    Table(
        "items",
        Said("ข้อมูลที่ต้องเปิดเผย (OIT)", "Open-data items (OIT)"),
        Said("หนึ่งแถวคือหนึ่งข้อของแบบตรวจ OIT ในหนึ่งปี", "One row is an item of the OIT checklist in one year."),
        (
            YEAR,
            ITEM,
            text("title", "เรื่อง", "Title"),
            text("title_en", "เรื่อง (อังกฤษ)", "Title in English"),
            text("sub_indicator", "ตัวชี้วัดย่อย", "Sub-indicator"),
            text("sub_indicator_name", "ชื่อตัวชี้วัดย่อย", "Name of the sub-indicator"),
            text("period", "ช่วงเวลาของข้อมูล", "Period the item asks for"),
            *_STATE,
            points("points", "คะแนนรวมที่มีผล", "Points of the total at stake"),
            text("explanation", "คำอธิบาย", "Explanation"),
            _CONFIDENCE,
            PAGE,
        ),
        ("item",),
        _items,
    ),
    Table(
        "elements",
        Said("องค์ประกอบของข้อมูลที่ต้องเปิดเผย", "Elements of open-data items"),
        Said("หนึ่งแถวคือหนึ่งองค์ประกอบที่ข้อหนึ่งต้องแสดง", "One row is an element that an item must show."),
        (
            YEAR,
            ITEM,
            _ELEMENT,
            text("text", "องค์ประกอบ", "Element"),
            text("text_en", "องค์ประกอบ (อังกฤษ)", "Element in English"),
            *_STATE,
            _CONFIDENCE,
            text("source", "แหล่งที่มา", "Source", "เมื่อหน่วยงานเพิ่มหรือแก้เอง", "Where the agency added or changed it."),
        ),
        ("item",),
        _elements,
    ),
    Table(
        "exhibits",
        Said("สิ่งที่เปิดเผยรายข้อ", "What is shown for each item"),
        Said(
            "หนึ่งแถวคือเอกสาร ไฟล์ ลิงก์ หรือหน้าหนึ่งที่แสดงองค์ประกอบหนึ่ง",
            "One row is a paper, file, link or page that shows an element.",
        ),
        (
            YEAR,
            ITEM,
            _ELEMENT,
            text("title", "ชื่อ", "Title"),
            text("title_en", "ชื่อ (อังกฤษ)", "Title in English"),
            text("note", "หมายเหตุ", "Note"),
            link("address", "ที่อยู่", "Address"),
            whether("is_gone", "เปิดไม่ได้", "Cannot be opened", "เมื่อตรวจครั้งล่าสุด", "When it was last looked at."),
        ),
        ("item",),
        _exhibits,
    ),
)
"""What the year's checklist asks for and what answers it."""
