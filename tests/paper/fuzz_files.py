"""Damaged and hostile files, the same ones every time: what a reader of strangers' files must survive."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from papermaking import csv_paper, docx_paper, odt_paper, packed, pdf_paper, xlsx_paper

from prongsai.core.records import Source
from prongsai.paper.reading.blocks import Block
from prongsai.paper.reading.text import text_document

PAPER = """# รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566

องค์การบริหารส่วนตำบลดอนแสงทอง อำเภอนาโยง จังหวัดตรัง รอบ 6 เดือน

ตัวชี้วัด	คะแนน
1. การปฏิบัติหน้าที่	99.73
แบบวัด IIT	94.90

<table><tr><td rowspan=2>มาตรการ</td><td rowspan=2>ขั้นตอน</td><td rowspan=2>ผู้รับผิดชอบ</td>
<td rowspan=2>ระยะเวลา</td><td colspan=2>สถานะ</td></tr><tr><td>อยู่ระหว่างดำเนินการ</td><td>ดำเนินการแล้ว</td></tr>
<tr><td>1. การใช้งบประมาณ</td><td>1. แจ้งแผน<br>2. ติดประกาศ</td><td>กองคลัง</td><td>ม.ค.-ก.ย. 2566</td><td></td>
<td>√</td></tr></table>

ข้อ o13 ไม่ครบองค์ประกอบ เนื่องจากขาดองค์ประกอบ (1)
"""

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Mutation = Callable[[bytes, random.Random], bytes]
Files = Iterator[tuple[str, bytes]]


def damaged_files() -> Files:
    """Whole papers in every format, each damaged in many ways."""
    bases = _bases()
    for suffix, content in bases.items():
        for seed in range(60 if suffix == "pdf" else 170):
            chance = random.Random(f"{suffix}{seed}")
            mutation = MUTATIONS[seed % len(MUTATIONS)]
            extension = chance.choice([*bases, "bin"]) if seed % 5 == 0 else suffix
            yield f"{suffix}-{mutation.__name__.strip('_')}-{seed}.{extension}", mutation(content, chance)
    for suffix in ("docx", "xlsx", "odt"):
        for seed in range(230):
            chance = random.Random(f"inside {suffix}{seed}")
            mutation = MUTATIONS[seed % len(MUTATIONS)]
            yield (
                f"inside-{mutation.__name__.strip('_')}-{seed}.{suffix}",
                _damaged_inside(bases[suffix], mutation, chance),
            )


def _bases() -> dict[str, bytes]:
    blocks: tuple[Block, ...] = text_document(PAPER.encode(), Source("paper.txt", "txt", "")).blocks
    html = "<!doctype html><meta charset=utf-8>" + PAPER.replace("\n\n", "<p>")
    return {
        "docx": docx_paper(blocks),
        "xlsx": xlsx_paper(blocks),
        "odt": odt_paper(blocks),
        "pdf": pdf_paper(blocks),
        "csv": csv_paper(blocks),
        "txt": PAPER.encode(),
        "md": PAPER.encode("utf-16"),
        "html": html.encode(),
    }


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _flip(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice([1, 3, 30, 300])):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _noise(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + chance.randbytes(chance.choice([10, 500])) + content[start + 100 :]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:end] + content[start:end] * chance.choice([1, 5]) + content[end:]


def _swap(content: bytes, chance: random.Random) -> bytes:
    cuts = sorted(chance.randrange(len(content)) for _ in range(3))
    return content[: cuts[0]] + content[cuts[1] : cuts[2]] + content[cuts[0] : cuts[1]] + content[cuts[2] :]


def _numbers(content: bytes, chance: random.Random) -> bytes:
    """Figures made absurd: counts, spans and offsets are what readers trust too easily."""
    wanted = chance.randrange(10)
    absurd = chance.choice([b"99999999", b"-1", b"0", b"999999999999999999999"])
    digit = str(wanted).encode()
    return content.replace(b'"' + digit + b'"', b'"' + absurd + b'"').replace(b" " + digit + b" ", b" " + absurd + b" ")


MUTATIONS: tuple[Mutation, ...] = (_cut, _flip, _noise, _repeat, _swap, _numbers)


def _damaged_inside(package: bytes, mutation: Mutation, chance: random.Random) -> bytes:
    """A sound zip with one damaged part."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    wanted = chance.choice([name for name in parts if name.endswith((".xml", ".rels", "mimetype"))])
    return packed({**parts, wanted: mutation(parts[wanted], chance)})


def word_paper(body: str, parts: dict[str, bytes] | None = None) -> bytes:
    """A Word paper with this body."""
    document = f'<?xml version="1.0"?><w:document {WORD}><w:body>{body}</w:body></w:document>'
    return word_package(document.encode(), parts)


def word_package(document: bytes, parts: dict[str, bytes] | None = None) -> bytes:
    """A Word package around a main part as it is, with further parts by name."""
    return packed({"_rels/.rels": _main("word/document.xml"), "word/document.xml": document, **(parts or {})})


def workbook(cells: str, after: str = "") -> bytes:
    """A workbook of one sheet with this content."""
    book = (
        f'<workbook {SHEET} xmlns:r="{_RELATIONS}"><sheets><sheet name="x" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    sheet = f'<worksheet {SHEET}><dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData>{after}</worksheet>'
    return packed({
        "_rels/.rels": _main("xl/workbook.xml"),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet.encode(),
    })  # fmt: skip


def open_document_text(body: str, styles: str = "") -> bytes:
    """An OpenDocument text with this body and these automatic styles."""
    prefixes = ("office", "text", "table", "style", "drawing")
    names = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in prefixes)
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    inside = f"{automatic}<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content{names}>{inside}</office:document-content>"
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def _main(target: str) -> bytes:
    return _relation("officeDocument", target)


def _relation(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="r1" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
    names = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return f"<Relationships {names}>{relation}</Relationships>".encode()
