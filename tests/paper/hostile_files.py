"""Files made to hurt: bombs, lies, endless nesting, texts that make patterns run for ever."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

from papermaking import packed

from paper.fuzz_files import PAPER, WORD, Files, open_document_text, word_package, word_paper, workbook

MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def hostile_files() -> Files:
    """Every hostile file, with a name that says what it does."""
    yield from _plain()
    yield from _packages()
    yield from _markup()
    yield from _pdfs()
    yield from ((f"text-{name}.txt", text.encode()) for name, text in _texts().items())


def _plain() -> Files:
    noise = random.Random(1).randbytes(MEGABYTE)
    yield "empty.docx", b""
    yield "blank.txt", b" \r\n\t\n"
    yield "zeros.pdf", bytes(MEGABYTE)
    yield "noise.docx", noise
    yield "noise.txt", noise[:5000]
    yield "too-large.txt", b"a" * (50 * MEGABYTE + 1)
    yield "large.txt", ("ข้อความ " * 2_300_000).encode()[: 50 * MEGABYTE]
    yield "large-noise.pdf", b"%PDF-1.7\n" + noise * 49
    yield "picture.docx", b"\x89PNG\r\n\x1a\n" + noise[:500]
    yield "photograph.pdf", b"\xff\xd8\xff\xe0" + noise[:500]
    yield "old.doc", OLE + "WordDocument".encode("utf-16-le") + noise[:500]
    yield "old.xls", OLE + "Workbook".encode("utf-16-le") + noise[:500]
    yield "locked.docx", OLE + "EncryptedPackage".encode("utf-16-le") + noise[:500]
    yield "rich.rtf", b"{\\rtf1 text}"
    yield "wrong.xlsx", PAPER.encode()
    yield "thai-1990.txt", PAPER.replace("√", "x").encode("cp874")


def _packages() -> Files:
    body = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    yield "macro.docm", word_paper(body, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 50})
    yield "bomb.docx", word_package(b"<w:document>" + b" " * (120 * MEGABYTE))
    yield (
        "bomb.odt",
        packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": bytes(90 * MEGABYTE)}),
    )
    yield "bomb-in-mimetype.odt", packed({"mimetype": bytes(90 * MEGABYTE)})
    yield "lying.docx", _lying(word_package(b"<w:document>" + b" " * (60 * MEGABYTE)), "word/document.xml")
    yield "many.docx", packed({f"{i}.xml": b"" for i in range(20_000)})
    yield "nested.docx", packed({"word/document.xml": packed({"word/document.xml": bytes(9 * MEGABYTE)})})
    yield "no-main.docx", packed({"word/document.xml": b"<x/>"})
    yield "self-related.docx", packed({"_rels/.rels": b"<Relationships/>", "word/document.xml": b"<x/>"})
    yield "slides.pptx", packed({"_rels/.rels": _relation_to("ppt/presentation.xml"), "ppt/presentation.xml": b"<x/>"})
    yield "only-zip.docx", packed({"readme.txt": b"x"})


def _relation_to(target: str) -> bytes:
    names = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return f'<r><Relationship {names} Type="/officeDocument" Target="{target}"/></r>'.encode()


def _lying(package: bytes, part: str) -> bytes:
    """The same package quoting one byte as the size of a part, in both places that say it."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        size = struct.pack("<L", opened.getinfo(part).file_size)
    return package.replace(size, struct.pack("<L", 1))


def _markup() -> Files:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<!DOCTYPE d [<!ENTITY l0 "ฮา">{laughs}]>'
    document = f"<w:document {WORD}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    yield "laughs.docx", word_package((doctype + document).encode())
    outside = f'<!DOCTYPE d [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>{document}'
    yield "outside.docx", word_package(outside.encode())
    deep = "<w:tbl><w:tr><w:tc>" * 70 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 70
    yield "tables-in-tables.docx", word_paper(deep + "<w:p><w:r><w:t>x</w:t></w:r></w:p>")
    yield "endless.docx", word_paper("<w:sdt>" * 100_000)
    spans = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>'
    yield "spans.docx", word_paper(f"<w:tbl><w:tr>{spans * 50}</w:tr></w:tbl>" * 200)
    yield "long.docx", word_paper(f"<w:p><w:r><w:t>{'ก' * 7_000_000}</w:t></w:r></w:p>")
    yield "cells.docx", word_paper("<w:tbl>" + f"<w:tr>{'<w:tc><w:p/></w:tc>' * 60}</w:tr>" * 3000 + "</w:tbl>")
    yield (
        "corner.xlsx",
        workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'),
    )
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield (
        "merged.xlsx",
        workbook('<row r="9999"><c r="ZZ9999"><v>1</v></c></row><row><c r="A1"><v>2</v></c></row>', merged),
    )
    yield "missing-string.xlsx", workbook('<row><c t="s"><v>99</v></c></row>')
    yield "huge-number.xlsx", workbook("<row><c><v>1e999999</v></c><c><v>1e-999999999</v></c><c><v>nan</v></c></row>")
    repeated = 'table:number-columns-repeated="16384"'
    cell = f"<table:table-cell {repeated}><text:p>ก</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    yield "repeated.odt", open_document_text(f"<table:table>{row}</table:table>")
    yield "spaces.odt", open_document_text('<text:p>ก<text:s text:c="999999999"/>ข</text:p>')
    yield (
        "lists.odt",
        open_document_text(
            "<text:list><text:list-item>" * 90 + "<text:p>ก</text:p>" + "</text:list-item></text:list>" * 90
        ),
    )
    yield "deep.html", b"<html><body>" + b"<div>" * 100_000 + b"x"
    yield "spans.html", b"<html><table><tr>" + b"<td colspan=99999999 rowspan=99999999>x" * 300 + b"</table>"
    yield "columns.csv", b",".join([b"1"] * 200_000)
    yield "quote.csv", b'"' + b"a,b\n" * 200_000


def _pdfs() -> Files:
    yield "cycle.pdf", _pdf("<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
    yield (
        "count.pdf",
        _pdf("<</Type/Pages/Kids[3 0 R]/Count 99999999>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
    )
    bomb = zlib.compress(b"0 0 m 9 9 l S " * 8_000_000)
    stream = f"<</Length {len(bomb)}/Filter/FlateDecode>>stream\n".encode() + bomb + b"\nendstream"
    yield (
        "bomb.pdf",
        _pdf(
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            stream,
        ),
    )
    grid = "".join(f"{i} 0 m {i} 800 l S 0 {i} m 800 {i} l S " for i in range(0, 800, 4)).encode() * 3
    lines = f"<</Length {len(grid)}>>stream\n".encode() + grid + b"\nendstream"
    yield (
        "grid.pdf",
        _pdf(
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 800 800]/Contents 4 0 R>>",
            lines,
        ),
    )
    yield (
        "locked.pdf",
        _pdf(
            "<</Type/Pages/Kids[]/Count 0>>",
            trailer="/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O("
            + "x" * 32
            + ")/U("
            + "y" * 32
            + ")>>/ID[(a)(a)]",
        ),
    )


def _pdf(pages: str, *others: str | bytes, trailer: str = "") -> bytes:
    objects = ["<</Type/Catalog/Pages 2 0 R>>", pages, *others]
    out = b"%PDF-1.7\n"
    for i, each in enumerate(objects, 1):
        out += f"{i} 0 obj\n".encode() + (each if isinstance(each, bytes) else each.encode()) + b"\nendobj\n"
    return out + f"trailer<</Root 1 0 R/Size {len(objects) + 1}{trailer}>>\n%%EOF".encode()


def _texts() -> dict[str, str]:
    """Long runs of what the patterns of the understanding look for."""
    runs = {
        "letters": ("ก", 400_000), "spaced": ("ก ", 200_000), "leading": ("เ ", 200_000), "digits": ("1", 300_000),
        "thai-digits": ("๑", 300_000), "brackets": ("(", 300_000), "months": ("ม.ค.-", 60_000), "tags": ("<p", 200_000),
        "stars": ("**", 200_000), "items": ("o13 ", 80_000), "steps": ("1. ", 100_000), "tabs": ("\t", 300_000),
        "pipes": ("|a", 200_000), "hashes": ("# ", 100_000), "dashes": ("- ", 200_000), "percents": ("80%", 100_000),
        "agencies": ("เทศบาลตำบล", 40_000), "districts": ("อำเภอ", 80_000), "scores": ("99.99 ", 60_000),
        "rows": ("1\tการใช้งบประมาณ\t99.24\n", 15_000), "indicators": ("ตัวชี้วัดที่ 2 ", 30_000),
        "quarters": ("ไตรมาส 1-", 40_000), "lines": ("x\n", 200_000), "blanks": (" \n", 300_000),
        "units": ("กองคลัง/", 50_000),
        "tables": ("<table><tr><td>", 20_000), "marks": ("ก" + "่" * 50, 8_000), "years": ("พ.ศ. 2566 ", 40_000),
        "remarks": ("ดังนั้น หน่วยงานควร (อ้างอิงจาก o11) ", 8_000),
    }  # fmt: skip
    head = "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ\tสถานะ\n"
    cells = {
        f"cell-{name}": head + "\t".join([(unit * (9_000 // len(unit))).replace("\n", " ")] * 6)
        for name, (unit, _) in runs.items()
    }
    return {name: unit * count for name, (unit, count) in runs.items()} | cells
