"""Manuscripts to write: one with everything in it, one that carries a text in every place, and what they say.

Made-up throughout. `said` tells what a reader should find again, block by block, whatever the format.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from PIL import Image

from prongsai.paper.reading import blocks as read
from prongsai.paper.writing.manuscript import (
    Bar,
    Bars,
    Beside,
    Block,
    Cell,
    Code,
    Contents,
    Gallery,
    Manuscript,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Properties,
    Role,
    Section,
    Signature,
    Span,
    Table,
    cell,
    plain,
)

ADDRESS = "https://prongsai.example/verify/7F3K-Q2"
CODE = "7F3K-Q2"
MADE_AT = datetime(2026, 10, 1)  # noqa: DTZ001 - a record's own day, without a zone
NOTED = Note("ที่มา: ทะเบียนมาตรการ ณ วันที่ 30 กันยายน 2569", "https://prongsai.example/desk/2570/measures/?state=late")


@cache
def picture(kind: str = "png", colour: tuple[int, int, int] = (23, 64, 122)) -> bytes:
    """A picture of one colour, the same bytes every time."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, {"png": "PNG", "jpg": "JPEG"}[kind])
    return out.getvalue()


def manuscript(
    *blocks: Block, orientation: str = "portrait", code: str = "", font: str = "TH Sarabun New", digits: str = "arabic"
) -> Manuscript:
    """A manuscript of one section."""
    properties = Properties("เอกสารทดสอบ", agency="เทศบาลตำบลตัวอย่าง", code=code)
    section = Section(blocks, orientation, "เทศบาลตำบลตัวอย่าง")  # type: ignore[arg-type]
    return Manuscript(properties, (section,), font=font, digits=digits)  # type: ignore[arg-type]


def everything(*, code: str = CODE, digits: str = "thai") -> Manuscript:
    """A manuscript with every block, role, span and property there is, in pages of both orientations."""
    return Manuscript(
        Properties(
            title="แผนการขับเคลื่อนจริยธรรม & ความโปร่งใส <2570>",
            agency="เทศบาลตำบลตัวอย่าง",
            subject="แผนมาตรการ",
            keywords=("ITA", "2570"),
            number="ตย 52001/123",
            version=2,
            code=code,
            made_at=MADE_AT,
        ),
        (
            Section(tuple(_front()), "portrait", "", numbered=False),
            Section(tuple(_plan()), "landscape", "เทศบาลตำบลตัวอย่าง · ตย 52001/123"),
            Section(tuple(_back()), "portrait", "เทศบาลตำบลตัวอย่าง · ตย 52001/123"),
        ),
        digits=digits,  # type: ignore[arg-type]
        records={"schema": "prongsai/reading/1", "measures": []},
    )


def _front() -> Iterator[Block]:
    yield Picture(picture("png", (200, 148, 26)), "png", 30, "ตราเทศบาลตำบลตัวอย่าง")
    yield plain("ร่าง - ยังไม่ใช่เอกสารราชการ", Role.MARK)
    yield plain("แผนการขับเคลื่อนจริยธรรมและความโปร่งใส", Role.TITLE, bold=True)
    yield plain("ประจำปีงบประมาณ พ.ศ. 2570", Role.SUBTITLE)
    yield plain("เทศบาลตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง", Role.CENTER)
    yield plain("เรื่อง\tรายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", Role.LABEL)
    yield plain("ส่วนราชการ\tสำนักปลัด เทศบาลตำบลตัวอย่าง\tโทร. 0 2000 0000", Role.FIELD)
    yield plain("", Role.RULE)
    yield plain("1. นายตัวอย่าง ใจดี\tประธานกรรมการ", Role.ITEM)
    yield plain("83.39", Role.DISPLAY)
    yield Contents("สารบัญ", 2)
    yield PageBreak()
    yield plain("1. ผลการประเมิน", Role.HEADING, level=1)
    yield Paragraph(
        (
            Span("ปีที่ผ่านมาได้ "),
            Span("83.39", bold=True, note=NOTED),
            Span(" คะแนน "),
            Span("ต่ำกว่าเกณฑ์", italic=True),
            Span(" ดู"),
            Span("รายการทั้งหมด", link="https://prongsai.example/desk/2569/result/"),
            Span(" แล้วเทียบกับปีก่อน"),
        ),
        Role.BODY,
    )
    yield plain("1.1 คะแนนรายตัวชี้วัด", Role.HEADING, level=2)
    yield Bars(
        "ประสิทธิภาพการสื่อสารได้คะแนนต่ำสุด",
        (
            Bar("การปฏิบัติหน้าที่", 92.5, "92.50", 90.0, "IIT"),
            Bar("การใช้งบประมาณ", 83.39, "83.39", None, "IIT"),
            Bar("การเปิดเผยข้อมูล", 100, "100.00", 98.2, "OIT"),
        ),
        description="แผนภูมิแท่งของคะแนนสามตัวชี้วัด",
    )
    yield Table(
        (0.15, 0.55, 0.3),
        (
            (
                cell("ลำดับ", bold=True, align="center"),
                cell("ตัวชี้วัด", bold=True),
                cell("คะแนน", bold=True, align="center"),
            ),
        ),
        (
            (cell("1", align="center"), cell("การปฏิบัติหน้าที่"), cell("92.50", align="right")),
            (cell("2", align="center"), cell("การใช้งบประมาณ"), cell("83.39", align="right")),
            (cell("3", align="center"), cell("การเปิดเผยข้อมูล"), cell("100.00", align="right")),
        ),
        summary="คะแนนรายตัวชี้วัดของปีงบประมาณ พ.ศ. 2569",
        name="คะแนน",
        caption="ตารางที่ 1 คะแนนรายตัวชี้วัด",
    )
    yield plain("หมายเหตุ คะแนนปัดเป็นทศนิยมสองตำแหน่ง", Role.NOTE)


def _plan() -> Iterator[Block]:
    yield plain("2. มาตรการ", Role.HEADING, level=1)
    yield plain("2.1 มาตรการที่ต้องทำ", Role.HEADING, level=2)
    yield plain("2.1.1 เรียงตามคะแนนที่จะได้", Role.HEADING, level=3)
    yield Table(
        (0.06, 0.24, 0.3, 0.12, 0.14, 0.14),
        (
            (
                cell("ที่", rows=2, bold=True, align="center"),
                cell("มาตรการ", rows=2, bold=True, align="center"),
                cell("ขั้นตอน/วิธีการ", rows=2, bold=True, align="center"),
                cell("ระยะเวลา", columns=2, bold=True, align="center"),
                cell("ผู้รับผิดชอบ", rows=2, bold=True, align="center"),
            ),
            (cell("เริ่ม", bold=True, align="center"), cell("สิ้นสุด", bold=True, align="center")),
        ),
        tuple(_measures()),
        summary="มาตรการ ขั้นตอน ระยะเวลา และผู้รับผิดชอบ",
        name="มาตรการ: ปี/2570 [แผน]",
        caption="",
    )


def _measures() -> Iterator[tuple[Cell, ...]]:
    yield (
        cell("1", rows=2, align="center", is_header=True),
        cell("เผยแพร่แผนการใช้จ่ายงบประมาณ\nบนเว็บไซต์ของหน่วยงาน", rows=2),
        cell("1) จัดทำข้อมูล\n2) ตรวจสอบความถูกต้อง"),
        cell("ต.ค. 2569"),
        cell("ธ.ค. 2569"),
        cell("กองคลัง", rows=2),
    )
    yield (
        Cell((Paragraph((Span("เผยแพร่ "), Span("ไตรมาสละครั้ง", bold=True, note=NOTED))),)),
        cell("ม.ค. 2570"),
        cell("มี.ค. 2570"),
    )
    yield (
        cell("2", align="center", is_header=True),
        cell("ชี้แจงแนวทางการใช้ทรัพย์สินของราชการให้บุคลากรทุกระดับทราบและถือปฏิบัติอย่างสม่ำเสมอ"),
        cell(""),
        cell("ตลอดปีงบประมาณ", columns=2, align="center"),
        cell("สำนักปลัด"),
    )


def _back() -> Iterator[Block]:
    yield plain("3. กิจกรรม", Role.HEADING, level=1)
    yield Paragraph((Span("บรรทัดแรก\nบรรทัดที่สอง"),), Role.PLAIN)
    photo = Picture(picture("jpg"), "jpg", 75, "ผู้เข้าร่วมประชุมนั่งเป็นวงกลม", "การประชุมครั้งที่ 1")
    yield Gallery(
        (
            photo,
            replace(photo, content=picture("jpg", (28, 107, 58)), caption="การประชุมครั้งที่ 2"),
            replace(photo, content=picture("png", (168, 32, 26)), kind="png", caption="", alt="ป้ายประชาสัมพันธ์"),
        )
    )
    yield Picture(picture("png"), "png", 60, "แผนผังขั้นตอน", "ภาพที่ 1 แผนผังขั้นตอน", "left")
    yield Signature(("(นายตัวอย่าง ใจดี)", "นายกเทศมนตรีตำบลตัวอย่าง", "1 ตุลาคม 2569"))
    lines = (plain("4. ข้อมูลประจำเอกสาร", Role.HEADING, level=1), plain("ฉบับที่ 2"))
    yield Beside(Code(ADDRESS, 25, f"คิวอาร์โค้ดไปยัง {ADDRESS}", align="right"), lines)
    yield plain("ตรวจสอบเอกสาร", Role.CAPTION)
    yield Code(ADDRESS, 25, f"คิวอาร์โค้ดไปยัง {ADDRESS}", f"ตรวจสอบได้ที่ {ADDRESS}")


def carrying(text: str) -> Manuscript:
    """A manuscript that carries one text in every place where a text can stand."""
    span = Span(text, note=Note(text, text))
    grid = Table(
        (0.5, 0.5),
        ((cell(text, bold=True), cell("ข")),),
        ((cell(text), Cell((Paragraph((span,)),))), (cell("ก"), cell(text, is_header=True))),
        summary=text,
        name=text,
        caption=text,
    )
    shown = Picture(picture(), "png", 20, text or "ภาพ", text)
    blocks: tuple[Block, ...] = (
        plain(text, Role.TITLE),
        Contents(text),
        *(plain(text, role) for role in Role if role not in (Role.TITLE, Role.HEADING)),
        plain(text, Role.HEADING, level=1),
        Paragraph((span, Span(text, bold=True, link=text), Span(text, italic=True)), Role.BODY),
        Bars(text, (Bar(text, 50, text, 40, text),), description=text),
        grid,
        Gallery((shown, shown)),
        Code(ADDRESS, 20, text or "คิวอาร์โค้ด", text),
        Beside(shown, (plain(text), plain(text))),
        Signature((text, text)),
    )
    properties = Properties(text, text, text, (text, text), text, 1, CODE, MADE_AT)
    return Manuscript(properties, (Section(blocks, "portrait", text),), records={"text": text})


@dataclass(frozen=True)
class Said:
    """What a manuscript says, as a reader should find it again.

    Shape: `paragraphs` are the texts outside tables in order, headings with their level, footnotes left out;
    `tables` are grids of text with ``<`` and ``^`` where a cell to the left or above reaches; `notes` are footnotes.
    `order` is one letter a block: p, t.
    """

    paragraphs: tuple[tuple[str, int | None], ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    notes: tuple[str, ...]
    order: str


def said(manuscript: Manuscript) -> Said:
    """What a manuscript says; a table of contents is derived from it and says nothing of its own."""
    found = [each for block in manuscript.blocks for each in _said(block)]
    return Said(
        tuple(each for each in found if isinstance(each[0], str)),  # type: ignore[misc]
        tuple(each for each in found if not isinstance(each[0], str)),  # type: ignore[misc]
        tuple(notes_of(manuscript.blocks)),
        "".join("p" if isinstance(each[0], str) else "t" for each in found),
    )


def _said(block: Block) -> Iterator[tuple[object, ...]]:
    if isinstance(block, Paragraph):
        if block.text.strip():
            yield block.text.strip(), block.level
    elif isinstance(block, Table):
        if block.caption:
            yield block.caption, None
        yield grid_of(block)
    elif isinstance(block, Signature):
        yield from ((line, None) for line in block.lines)
    elif isinstance(block, Bars):
        yield block.title, None
    elif isinstance(block, Gallery):
        yield from ((each.caption, None) for each in block.pictures if each.caption)
    elif isinstance(block, Beside):
        yield from (found for each in (block.picture, *block.paragraphs) for found in _said(each))
    elif isinstance(block, Picture | Code) and block.caption:
        yield block.caption, None


def grid_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """The texts of a table; ``<`` and ``^`` where a cell to the left or above reaches."""
    rows = (*table.head, *table.body)
    grid: dict[tuple[int, int], str] = {}
    for i, row in enumerate(rows):
        free = (j for j in range(len(table.widths)) if (i, j) not in grid)
        for each in row:
            left = next(free)
            for down in range(each.row_span):
                for across in range(each.column_span):
                    grid[i + down, left + across] = "^" if down else "<"
            grid[i, left] = "\n".join(line.strip() for line in each.text.strip().split("\n"))
            free = (j for j in range(left + 1, len(table.widths)) if (i, j) not in grid)
    return tuple(tuple(grid[i, j] for j in range(len(table.widths))) for i in range(len(rows)))


def notes_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The footnotes in their order, each with its address."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (_note(span.note) for span in block.spans if span.note)
        elif isinstance(block, Table):
            cells = (each for row in (*block.head, *block.body) for each in row)
            yield from notes_of(paragraph for each in cells for paragraph in each.paragraphs)


def _note(note: Note) -> str:
    return f"{note.text} {note.address}" if note.address else note.text


def found_grids(document: read.Document) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The tables of an opened paper as `Said.tables` tells them."""
    signs = {"": "", "left": "<", "above": "^"}
    return tuple(tuple(tuple(signs[e.covered] or e.text for e in row) for row in t.rows) for t in document.tables)
