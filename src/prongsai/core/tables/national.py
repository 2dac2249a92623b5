"""The tables that a national run writes: the only door between it and whoever shows it.

A run is one ZIP: these tables as Parquet, ``manifest.json`` and a one-page summary. Columns keep their codes for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prongsai.core.said import Said
from prongsai.core.tables.shapes import Column, Kind

SCHEMA = "prongsai/nation/1"
MANIFEST, SUMMARY = "manifest.json", "summary.html"

POINTS = Said("คะแนน 0-100", "points 0-100")


@dataclass(frozen=True, slots=True)
class NationalTable:
    """A table of a national run: what one row tells, and its columns in order. The file is ``CODE.parquet``."""

    code: str
    title: Said
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """Its name inside the run."""
        return f"{self.code}.parquet"

    @property
    def names(self) -> tuple[str, ...]:
        """The codes of its columns."""
        return tuple(each.code for each in self.columns)


PARQUET_TYPES: Mapping[Kind, str] = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(6,2)",
}
"""How a kind of column is kept. Unit: decimals with two places."""

AGENCY = Column("agency", Said("รหัสหน่วยงาน", "Agency code"))
TOOL = Column("tool", Said("เครื่องมือ", "Tool"), "code")
PART = Column(
    "part", Said("ส่วน", "Part"), "code", about=Said("ว่างเมื่อเครื่องมือไม่แบ่งส่วน", "Empty where a tool has no parts.")
)
LOW = Column("low", Said("ขอบล่าง 95%", "Lower bound, 95 %"), "decimal", POINTS)
HIGH = Column("high", Said("ขอบบน 95%", "Upper bound, 95 %"), "decimal", POINTS)

AGENCIES = NationalTable(
    "agencies",
    Said("หน่วยงานหนึ่งแห่งต่อแถว: คะแนนรวม ระดับ อันดับ", "One agency a row: total, level, ranks"),
    (
        AGENCY,
        Column("name", Said("ชื่อหน่วยงาน", "Name")),
        Column("kind", Said("ประเภท", "Type")),
        Column("province", Said("จังหวัด", "Province")),
        Column("district", Said("อำเภอ", "District")),
        Column("region", Said("ภาค", "Region")),
        Column("size", Said("ขนาด", "Size")),
        Column("staff", Said("บุคลากร", "Staff"), "integer", Said("คน", "people")),
        Column("total", Said("คะแนนรวม", "Total"), "decimal", POINTS),
        Column("level", Said("ระดับผล", "Level")),
        Column("held_by", Said("สิ่งที่ทำให้ยังไม่ถึงระดับถัดไป", "What keeps it from the next level"), "code"),
        Column("country_rank", Said("อันดับประเทศ", "Rank in the country"), "integer"),
        Column("country_of", Said("จากทั้งหมดในประเทศ", "Of so many in the country"), "integer"),
        Column("kind_rank", Said("อันดับในประเภท", "Rank in its type"), "integer"),
        Column("kind_of", Said("จากทั้งหมดในประเภท", "Of so many of its type"), "integer"),
        Column("province_rank", Said("อันดับในจังหวัด", "Rank in its province"), "integer"),
        Column("province_of", Said("จากทั้งหมดในจังหวัด", "Of so many in its province"), "integer"),
        Column("lost_items", Said("ข้อ OIT ที่ไม่ได้คะแนน", "OIT items without points"), "code"),
    ),
)
SCORES = NationalTable(
    "scores",
    Said("คะแนนหนึ่งค่าต่อแถว", "One score a row"),
    (
        AGENCY,
        Column("kind", Said("ชนิด", "Kind"), "code"),
        Column("code", Said("รหัส", "Code"), "code"),
        PART,
        Column("points", Said("คะแนน", "Points"), "decimal", POINTS),
        LOW,
        HIGH,
        Column("answers", Said("ผู้ตอบ", "Respondents"), "integer", Said("คน", "people")),
    ),
)
"""Kinds: question, sub_indicator, indicator, part, tool. The total stands in `AGENCIES`."""

FLAGS = NationalTable(
    "flags",
    Said("ข้อสังเกตหนึ่งข้อต่อแถว", "One flag a row"),
    (
        AGENCY,
        TOOL,
        PART,
        Column("flag", Said("ข้อสังเกต", "Flag"), "code"),
        Column("count", Said("จำนวน", "Count"), "integer"),
        Column("of", Said("จาก", "Of"), "integer"),
    ),
)
REJECTS = NationalTable(
    "rejects",
    Said("คำตอบที่ไม่นำมาคิดคะแนน", "Answers that were not scored"),
    (
        Column("reason", Said("เหตุผล", "Reason"), "code"),
        AGENCY,
        TOOL,
        PART,
        Column("respondent", Said("ผู้ตอบ", "Respondent")),
        Column("question", Said("ข้อ", "Question"), "code"),
        Column("answer", Said("คำตอบ", "Answer")),
        Column("answers", Said("จำนวนคำตอบ", "Answers"), "integer"),
    ),
)
"""A whole respondent stands in one row, without a question; `answers` says how many answers went with it."""

RUN_TABLES = (AGENCIES, SCORES, FLAGS, REJECTS)
