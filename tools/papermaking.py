"""Makes papers out of blocks: DOCX, PDF, XLSX, ODT and CSV, the same bytes every time.

For sample papers and for tests of reading; the papers are plain, with Thai that Word and a reader's eye take well.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import docx
import fontpkg_sarabun
import openpyxl
import typst
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment
from pythainlp.tokenize import word_tokenize

from prongsai.paper.reading.blocks import Block, Cell, Paragraph, Table

MADE_AT = datetime(2023, 1, 2, 9, 0, tzinfo=UTC)
FONT = "TH Sarabun New"
_CLOCK = re.compile(rb"(?<=W3CDTF\">)[0-9T:.-]+Z")
_THEN = MADE_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
WIDE = 6


def docx_paper(blocks: Iterable[Block]) -> bytes:
    """A Word paper; lying when a table is wide."""
    blocks = list(blocks)
    paper = docx.Document()
    _dress(paper, landscape=any(len(each.rows[0]) > WIDE for each in blocks if isinstance(each, Table)))
    for block in blocks:
        if isinstance(block, Table):
            _docx_table(paper, block)
        elif block.heading:
            paper.add_heading(block.text, block.heading)
        else:
            paper.add_paragraph(block.text)
    out = io.BytesIO()
    paper.save(out)
    return _repacked(out.getvalue())


def _dress(paper: docx.document.Document, *, landscape: bool) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(20)
    for name, size in (("Normal", 14), ("Heading 1", 18), ("Heading 2", 16), ("Heading 3", 15)):
        _thai_font(paper.styles[name], size)
    properties = paper.core_properties
    properties.created = properties.modified = properties.last_printed = MADE_AT
    properties.author = properties.last_modified_by = ""


def _thai_font(style: object, size: int) -> None:
    """Thai is a complex script to Word: the font and size of the style do not reach it by themselves."""
    style.font.name, style.font.size = FONT, Pt(size)  # type: ignore[attr-defined]
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    fonts = properties.get_or_add_rFonts()
    for theme in [name for name in fonts.attrib if "heme" in name]:
        del fonts.attrib[theme]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for name, attribute, value in (("w:szCs", "w:val", str(size * 2)), ("w:lang", "w:bidi", "th-TH")):
        element = OxmlElement(name)
        element.set(qn(attribute), value)
        properties.append(element)


def _docx_table(paper: docx.document.Document, block: Table) -> None:
    table = paper.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    table.autofit = False
    usable = paper.sections[0].page_width - 2 * paper.sections[0].left_margin
    for column, weight in zip(table.columns, weights(block), strict=True):
        column.width = int(usable * weight)
    grid = [list(row.cells) for row in table.rows]
    for i, j, cell in _standing(block):
        own = grid[i][j]
        if (cell.row_span, cell.column_span) != (1, 1):
            own = own.merge(grid[i + cell.row_span - 1][j + cell.column_span - 1])
        own.text = ""
        first, *others = cell.text.split("\n")
        own.paragraphs[0].text = first
        for line in others:
            own.add_paragraph(line)
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)


def _standing(block: Table) -> Iterator[tuple[int, int, Cell]]:
    """The cells that stand by themselves, with their position from 0."""
    return ((i, j, cell) for i, row in enumerate(block.rows) for j, cell in enumerate(row) if not cell.covered)


def weights(block: Table) -> list[float]:
    """The share of the width that each column should have, by how much stands in it."""
    most = [
        max((len(row[j].text) for row in block.rows if row[j].column_span == 1 and not row[j].covered), default=4)
        for j in range(len(block.rows[0]))
    ]
    wanted = [max(12, min(each, 200)) ** 0.6 for each in most]
    return [each / sum(wanted) for each in wanted]


def pdf_paper(blocks: Iterable[Block], *, repeat_headers: bool = True, numbered: bool = True) -> bytes:
    """A PDF whose lines break between Thai words."""
    blocks = list(blocks)
    lying = any(len(each.rows[0]) > WIDE for each in blocks if isinstance(each, Table))
    source = "\n".join(
        [
            f'#set page(paper: "a4", flipped: {str(lying).lower()}, margin: 18mm'
            + (', numbering: "1")' if numbered else ")"),
            f'#set text(font: "{fontpkg_sarabun.FAMILY}", size: {9 if lying else 12}pt, lang: "th")',
            "#set document(date: none)",
            "#set table(stroke: 0.5pt, inset: 4pt)",
            "#set par(spacing: 1.2em)",
            *(_typst_block(block, repeat_headers=repeat_headers) for block in blocks),
        ]
    )
    fonts = [Path(fontpkg_sarabun.ROOT, "files")]
    return bytes(typst.compile(source.encode(), font_paths=fonts, ignore_system_fonts=True, timestamp=MADE_AT))


def _typst_block(block: Block, *, repeat_headers: bool) -> str:
    if isinstance(block, Paragraph):
        words = _typst_lines(block.text)
        return f"#heading(level: {block.heading}, [{words}])" if block.heading else f"#par[{words}]"
    columns = ", ".join(f"{100 * weight:.2f}fr" for weight in weights(block))
    rows = [[_typst_cell(cell) for cell in row if not cell.covered] for row in block.rows]
    deep = max(cell.row_span for cell in block.rows[0])
    head, body = _flat(rows[:deep]), _flat(rows[deep:])
    header = f"table.header(repeat: {str(repeat_headers).lower()}, {', '.join(head)})"
    return f"#table(columns: ({columns},), {', '.join([header, *body])})"


def _flat(rows: list[list[str]]) -> list[str]:
    return [cell for row in rows for cell in row]


def _typst_cell(cell: Cell) -> str:
    spans = f"rowspan: {cell.row_span}, colspan: {cell.column_span}"
    paragraphs = " #parbreak() ".join(_typst_lines(line) for line in cell.text.split("\n"))
    return f"table.cell({spans})[{paragraphs}]"


def _typst_lines(text: str) -> str:
    return " \\ ".join(f"#{_typst_string(line)}" for line in text.split("\n"))


def _typst_string(line: str) -> str:
    words = "\u200b".join(word_tokenize(line, engine="newmm", keep_whitespace=True)).replace("\\", "\\\\")
    return '"' + words.replace('"', '\\"') + '"'


def xlsx_paper(blocks: Iterable[Block], sheet_names: Sequence[str] = ("แบบรายงาน",)) -> bytes:
    """A workbook; every paragraph that is a heading of level 1 begins the next named sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    names = iter(sheet_names)
    sheet, row = book.create_sheet(next(names)), 1
    for block in blocks:
        if isinstance(block, Table):
            row = _xlsx_table(sheet, block, row) + 1
            continue
        if block.heading == 1 and row > 1:
            sheet, row = book.create_sheet(next(names)), 1
        sheet.cell(row, 1, block.text)
        row += 1
    book.properties.created = book.properties.modified = MADE_AT.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return _repacked(out.getvalue())


def _xlsx_table(sheet: openpyxl.worksheet.worksheet.Worksheet, block: Table, top: int) -> int:
    for i, j, cell in _standing(block):
        place = sheet.cell(top + i, 1 + j, _xlsx_value(cell.text))
        place.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(place.value, float):
            place.number_format = "0.00"
        if (cell.row_span, cell.column_span) != (1, 1):
            last = {"end_row": top + i + cell.row_span - 1, "end_column": j + cell.column_span}
            sheet.merge_cells(start_row=top + i, start_column=1 + j, **last)
    return top + len(block.rows)


def _xlsx_value(text: str) -> str | float | None:
    """Scores are kept as numbers, as an office does."""
    whole, point, decimals = text.partition(".")
    is_score = bool(point) and whole.isascii() and whole.isdecimal() and decimals.isascii() and decimals.isdecimal()
    return float(text) if is_score else text or None


def odt_paper(blocks: Iterable[Block]) -> bytes:
    """An OpenDocument text, as bare as the format allows."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    body = "".join(_odt_block(block) for block in blocks)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.3">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def _odt_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        text = _odt_text(block.text)
        level = block.heading
        return f'<text:h text:outline-level="{level}">{text}</text:h>' if level else f"<text:p>{text}</text:p>"
    rows = "".join(f"<table:table-row>{''.join(map(_odt_cell, row))}</table:table-row>" for row in block.rows)
    columns = f"<table:table-column table:number-columns-repeated={quoteattr(str(len(block.rows[0])))}/>"
    return f"<table:table>{columns}{rows}</table:table>"


def _odt_cell(cell: Cell) -> str:
    if cell.covered:
        return "<table:covered-table-cell/>"
    spans = f'table:number-rows-spanned="{cell.row_span}" table:number-columns-spanned="{cell.column_span}"'
    lines = "".join(f"<text:p>{_odt_text(line)}</text:p>" for line in cell.text.split("\n"))
    return f"<table:table-cell {spans}>{lines}</table:table-cell>"


def _odt_text(text: str) -> str:
    return (
        escape(text)
        .replace("  ", ' <text:s text:c="1"/>')
        .replace("\t", "<text:tab/>")
        .replace("\n", "<text:line-break/>")
    )


def csv_paper(blocks: Iterable[Block], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """A CSV file: merged cells stand once, tables are parted by a blank line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for block in blocks:
        if isinstance(block, Table):
            writer.writerows([[cell.text for cell in row] for row in block.rows])
            writer.writerow([])
        else:
            writer.writerow([block.text])
    return out.getvalue().encode(encoding)


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip package of parts, in their order, with one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, MADE_AT.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _repacked(package: bytes) -> bytes:
    """The package with the clock taken out of it."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return packed({name: _CLOCK.sub(_THEN, opened.read(name)) for name in opened.namelist()})
