"""Columns that several tables share, and short ways to write one down."""

from __future__ import annotations

from prongsai.core.framework import Confidence
from prongsai.core.said import UNSAID, Said
from prongsai.core.tables.shapes import Column

YEAR_ABOUT = Said(
    "ปีงบประมาณ พ.ศ. เริ่ม 1 ตุลาคม ค.ศ. (ปี - 544) ถึง 30 กันยายน ค.ศ. (ปี - 543) เช่น 2568 คือ 2024-10-01 ถึง 2025-09-30",
    "Thai fiscal year in the Buddhist era: from 1 October of the Gregorian year (value - 544) to 30 September of "
    "(value - 543); 2568 is 2024-10-01 to 2025-09-30.",
)
YEAR = Column("fiscal_year", Said("ปีงบประมาณ", "Fiscal year"), "integer", Said("พ.ศ.", "Buddhist era"), YEAR_ABOUT)
PAGE = Column(
    "page",
    Said("หน้าเว็บ", "Page"),
    "link",
    about=Said("หน้าของเว็บไซต์ที่บอกเรื่องเดียวกัน", "The page of the site that tells the same."),
)
MEASURE_ID = Column(
    "measure_id",
    Said("รหัสมาตรการ", "Measure id"),
    about=Said("ชี้ถึงมาตรการเดียวกันทุกตาราง ไม่เปลี่ยนเมื่อเลขข้อเปลี่ยน", "Names the same measure in every table, for good."),
)
MEASURE = Column("measure", Said("มาตรการที่", "Measure number"), about=Said("เลขข้อในแผน", "Its number in the plan."))
ITEM = Column(
    "item",
    Said("ข้อ", "Item"),
    about=Said(
        "รหัสข้อ OIT ของปีนั้น เลขข้อเปลี่ยนได้ทุกปี", "Code of the OIT item in that year; numbers move from year to year."
    ),
)

STANDINGS: tuple[tuple[str, Said], ...] = (
    ("proved", Said("แล้วเสร็จ มีหลักฐาน", "done, with proof")),
    ("unproved", Said("แล้วเสร็จ ยังไม่มีหลักฐาน", "said to be done, without proof yet")),
    ("done", Said("ดำเนินการแล้ว", "done")),
    ("in_progress", Said("อยู่ระหว่างดำเนินการ", "in progress")),
    ("not_started", Said("ยังไม่ดำเนินการ", "not started")),
    ("deferred", Said("เลื่อนหรือยกเลิก", "deferred or given up")),
    ("unknown", Said("ไม่ระบุ", "not said")),
)
ELEMENT_STATES: tuple[tuple[str, Said], ...] = (
    ("there", Said("มีแล้ว", "there")),
    ("missing", Said("ยังไม่มี", "missing")),
    ("stale", Said("ไม่เป็นปัจจุบัน", "out of date")),
    ("unreachable", Said("เปิดไม่ได้", "cannot be opened")),
    ("not_due", Said("ยังไม่ถึงกำหนด", "not due yet")),
)
CONFIDENCES: tuple[tuple[str, Said], ...] = tuple(
    (each.value, said)
    for each, said in {
        Confidence.CONFIRMED: Said("ยืนยันแล้วจากแหล่งทางการ", "confirmed by official sources"),
        Confidence.ONE_SOURCE: Said("มีแหล่งเดียว", "one source"),
        Confidence.INFERRED: Said("อนุมานจากแหล่งอื่น", "inferred"),
        Confidence.UNVERIFIED: Said("ยังไม่ยืนยัน", "unverified"),
        Confidence.UNKNOWN: Said("ไม่ทราบแหล่ง", "source unknown"),
    }.items()
)


def text(code: str, th: str, en: str, about_th: str = "", about_en: str = "") -> Column:
    """A column of free text; lists stand in one cell, parted by ``"; "``."""
    return Column(code, Said(th, en), "text", about=Said(about_th, about_en))


def coded(code: str, th: str, en: str, codes: tuple[tuple[str, Said], ...]) -> Column:
    """A column of codes that the dictionary explains."""
    return Column(code, Said(th, en), "code", codes=codes)


def number(code: str, th: str, en: str, unit: Said = UNSAID, about_th: str = "", about_en: str = "") -> Column:
    """A column of whole numbers."""
    return Column(code, Said(th, en), "integer", unit, Said(about_th, about_en))


def points(code: str, th: str, en: str, about_th: str = "", about_en: str = "") -> Column:
    """A column of points 0-100, as printed."""
    return Column(code, Said(th, en), "decimal", Said("คะแนน 0-100", "points 0-100"), Said(about_th, about_en))


def people(code: str, th: str, en: str, about_th: str = "", about_en: str = "") -> Column:
    """A column that counts people: one too small to be shown is nowhere in the table."""
    return Column(
        code, Said(th, en), "integer", Said("คน", "people"), Said(about_th, about_en), is_count_of_people=True
    )


def day(code: str, th: str, en: str, about_th: str = "", about_en: str = "") -> Column:
    """A column of days, in ISO form."""
    return Column(code, Said(th, en), "date", about=Said(about_th, about_en))


def link(code: str, th: str, en: str, about_th: str = "", about_en: str = "") -> Column:
    """A column of addresses."""
    return Column(code, Said(th, en), "link", about=Said(about_th, about_en))


def whether(code: str, th: str, en: str, about_th: str = "", about_en: str = "") -> Column:
    """A column of yes and no."""
    return Column(code, Said(th, en), "boolean", about=Said(about_th, about_en))
