"""Small real files of the made-up site."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

from papermaking import csv_paper, docx_paper, odt_paper, packed, pdf_paper, xlsx_paper
from PIL import Image

from prongsai.core.records import Where
from prongsai.paper.reading.blocks import Block, Paragraph

AGENCY = "เทศบาลตำบลทุ่งฟ้าใส"


def report(title: str, *sections: tuple[str, str]) -> tuple[Block, ...]:
    """A paper of headings and paragraphs."""
    parts: list[Block] = [Paragraph(title, Where(), 1), Paragraph(AGENCY, Where())]
    for heading, text in sections:
        parts += [Paragraph(heading, Where(), 2), Paragraph(text, Where())]
    return tuple(parts)


WHOLE = report(
    "รายงานผลการดำเนินงานประจำปี ปีงบประมาณ พ.ศ. 2567",
    ("1. ผลการดำเนินงาน", "ดำเนินโครงการตามแผนแล้วเสร็จ 42 โครงการ จาก 45 โครงการ"),
    ("2. การใช้จ่ายงบประมาณ", "เบิกจ่ายแล้ว 38.20 ล้านบาท คิดเป็นร้อยละ 91.40"),
    ("3. ปัญหาและอุปสรรค", "ฝนตกหนักในเดือนกันยายน ทำให้งานก่อสร้างล่าช้า"),
    ("4. ข้อเสนอแนะ", "ควรเริ่มจัดจ้างงานก่อสร้างตั้งแต่ไตรมาสที่ 1"),
)
"""A report with all its parts."""


@dataclass(frozen=True)
class File:
    """Bytes with the name and type they are served under."""

    ending: str
    content_type: str
    content: bytes


@cache
def pdf(blocks: tuple[Block, ...] = WHOLE) -> File:
    return File("pdf", "application/pdf", pdf_paper(blocks))


@cache
def docx(blocks: tuple[Block, ...] = WHOLE) -> File:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return File("docx", kind, docx_paper(blocks))


@cache
def others() -> tuple[File, ...]:
    """A file of each other kind that agencies publish."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    drawing = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawing, "PNG")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    table = "<html><body><table><tr><td>โครงการ</td><td>งบประมาณ</td></tr></table></body></html>"
    return (
        File("xlsx", sheet, xlsx_paper(WHOLE)),
        File("odt", "application/vnd.oasis.opendocument.text", odt_paper(WHOLE)),
        File("csv", "text/csv; charset=utf-8", csv_paper(WHOLE)),
        File("xls", "application/vnd.ms-excel", table.encode()),
        File("zip", "application/zip", packed({"แผน.txt": "แผน".encode()})),
        File("jpg", "image/jpeg", picture.getvalue()),
        File("png", "image/png", drawing.getvalue()),
        File("txt", "text/plain; charset=utf-8", "ประกาศของเทศบาล".encode()),
    )
