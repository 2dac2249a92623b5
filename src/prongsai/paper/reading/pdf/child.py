"""Reads one PDF in a process of its own: the only way to hold a PDF library to a time and a memory.

Reads the PDF from standard input and writes JSON lines ``[event, value, page]``: the ``keywords`` and the records
``carried`` along, where there are any; a ``paragraph`` with its text, a
``table`` with its cells ``[row, column, text, rows, columns]``, a ``leave`` with what is left; or ``refused`` with why.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from prongsai.paper.reading import bounds
from prongsai.paper.reading.pdf.carried import MOST_BYTES, NAME
from prongsai.paper.reading.pdf.cuts import PrintedCell, PrintedTable, made_whole
from prongsai.paper.reading.pdf.lines import Line, cell_texts, lines_of, paragraphs_of, words_of
from prongsai.paper.reading.pdf.page import Box, Drawn, Letter, drawn
from prongsai.paper.reading.pdf.ruling import RuledTable, ruled_tables

Event = list[Any]

_MOST_ATTACHMENTS = 100
_FEWEST_LETTERS = 3
_MOST_UNMAPPED = 0.3
_MARGIN = 60.0
"""How far from the edge headers and page numbers stand, on a page of any size. Unit: points."""

_PAGE_NUMBER = re.compile(r"\W*(?:หน้า(?:ที่)?\s*)?[0-9๐-๙]{1,3}(?:\s*(?:/|จาก)\s*[0-9๐-๙]{1,3})?\W*\Z")
_DIGITS = re.compile(r"[0-9๐-๙]+")


def main() -> None:
    """Read standard input, write the events."""
    _limit_memory()
    for event in events(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(event) + "\n")


def _limit_memory() -> None:
    if sys.platform == "win32":
        return  # Windows has no such limit for a process itself; the parent's clock still holds
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (bounds.PDF_MEMORY, bounds.PDF_MEMORY))


def events(content: bytes) -> Iterator[Event]:
    """What stands in a PDF, as events in the order of its pages."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as trouble:
        yield ["refused", "locked" if trouble.err_code == raw.FPDF_ERR_PASSWORD else "damaged", 0]
        return
    if len(document) > bounds.MOST_PAGES:
        yield ["refused", "too_long", 0]
        return
    yield from _beside(document)
    yield from _pages(document)


def _beside(document: pdfium.PdfDocument) -> Iterator[Event]:
    """What a PDF of ours says beside its pages: its keywords, and the records it takes along."""
    if keywords := document.get_metadata_value("Keywords"):
        yield ["keywords", keywords, 0]
    for number in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
        attachment = document.get_attachment(number)
        if attachment.get_name() == NAME:
            content = bytes(attachment.get_data())[: MOST_BYTES + 1]
            text = content.decode("utf-8", "replace") if len(content) <= MOST_BYTES else ""
            yield ["carried", text, 0]
            return


def _pages(document: pdfium.PdfDocument) -> Iterator[Event]:
    pages = []
    letters = 0
    for number, each in enumerate(document, 1):
        page = _Page(number, drawn(each))
        letters += len(page.drawn.letters)
        if letters > bounds.MOST_LETTERS:
            yield ["refused", "too_long", 0]
            return
        pages.append(page)
    if not any(page.is_readable for page in pages):
        yield ["refused", "scanned" if any(page.drawn.pictures for page in pages) else "empty", 0]
        return
    _drop_running_lines(pages)
    yield from _flow(pages)


def _flow(pages: list[_Page]) -> Iterator[Event]:
    """The whole paper in order; a paragraph runs on over the end of a page unless a table stands there."""
    right = max((page.right for page in pages), default=0.0)
    waiting: list[Line] = []
    table: PrintedTable | None = None
    for page, block in _blocks(pages):
        if isinstance(block, Line):
            if table and not page.in_margin(block):
                yield _table(table)
                table = None
            waiting.append(block)
            continue
        if table and made_whole(table, block) and not block.cells:
            continue
        yield from _settled(table, waiting, right)
        waiting, table = [], block
    yield from _settled(table, waiting, right)
    yield from (["leave", text, page.number] for page in pages for text in page.left())


def _blocks(pages: list[_Page]) -> Iterator[tuple[_Page, Line | PrintedTable]]:
    return ((page, block) for page in pages if page.is_readable for block in page.blocks())


def _settled(table: PrintedTable | None, lines: list[Line], right: float) -> Iterator[Event]:
    if table:
        yield _table(table)
    yield from _paragraphs(lines, right)


def _table(table: PrintedTable) -> Event:
    texts = cell_texts([(cell.lines, cell.box) for cell in table.cells])
    ruled = [cell.ruled for cell in table.cells]
    cells = [
        [each.row, each.column, text, each.row_span, each.column_span] for each, text in zip(ruled, texts, strict=True)
    ]
    return ["table", cells, table.page]


def _paragraphs(lines: list[Line], right: float) -> Iterator[Event]:
    return (["paragraph", each.text, each.page] for each in paragraphs_of(lines, right))


class _Page:
    """One page: what is drawn on it, its tables, and the lines outside them."""

    def __init__(self, number: int, on_page: Drawn) -> None:
        self.number = number
        self.drawn = on_page
        self.tables = ruled_tables(on_page.rules)
        self._inside: dict[Box, list[Letter]] = {cell.box: [] for table in self.tables for cell in table.cells}
        words = [word for word in words_of(on_page.letters) if not self._put_in_cell(word)]
        self.lines = lines_of((letter for word in words for letter in word), number)

    @property
    def is_readable(self) -> bool:
        """Whether there are letters, and fonts that say which."""
        count = sum(not letter.text.isspace() for letter in self.drawn.letters)
        return count >= _FEWEST_LETTERS and self.drawn.unmapped <= count * _MOST_UNMAPPED

    def _put_in_cell(self, word: list[Letter]) -> bool:
        """Put a word into the cell that holds most of it; whether there is one."""
        holders = Counter(cell for letter in word if (cell := self._cell_around(letter)))
        if holders:
            self._inside[holders.most_common(1)[0][0]].extend(word)
        return bool(holders)

    def _cell_around(self, letter: Letter) -> Box | None:
        x, y = (letter.box[0] + letter.box[2]) / 2, (letter.box[1] + letter.box[3]) / 2
        table = next((each for each in self.tables if _holds(each.box, x, y)), None)
        return next((cell.box for cell in table.cells if _holds(cell.box, x, y)), None) if table else None

    def blocks(self) -> Iterator[Line | PrintedTable]:
        """Lines outside tables and tables, from top to bottom."""
        blocks: list[Line | RuledTable] = [*self.lines, *self.tables]
        for block in sorted(blocks, key=lambda each: each.box[1]):
            yield block if isinstance(block, Line) else self._printed(block)

    def _printed(self, table: RuledTable) -> PrintedTable:
        cells = [PrintedCell(cell, lines_of(self._inside[cell.box], self.number)) for cell in table.cells]
        return PrintedTable(self.number, cells, self.number)

    @property
    def right(self) -> float:
        """How far to the right its text and its tables reach. Unit: points from the left."""
        boxes = [*(line.box for line in self.lines), *(table.box for table in self.tables)]
        return max((box[2] for box in boxes), default=0.0)

    def left(self) -> list[str]:
        """What of the page cannot be read."""
        if self.is_readable:
            return ["[รูปภาพ]"] * self.drawn.pictures
        if self.drawn.letters:
            return ["[หน้านี้ใช้ฟอนต์ที่ไม่บอกตัวอักษร อ่านไม่ได้]"]
        return ["[หน้านี้เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน]"] if self.drawn.pictures else []

    def in_margin(self, line: Line) -> bool:
        """Whether a line stands where headers and page numbers stand."""
        return line.box[3] < _MARGIN or line.box[1] > self.drawn.height - _MARGIN


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _drop_running_lines(pages: list[_Page]) -> None:
    """Take out page numbers, and headers and footers after the first page that has them."""
    margins = [[_DIGITS.sub("#", line.text.strip()) for line in page.lines if page.in_margin(line)] for page in pages]
    repeated = Counter(text for margin in margins for text in set(margin))
    seen: set[str] = set()
    for page in pages:
        kept = []
        for line in page.lines:
            running = _DIGITS.sub("#", line.text.strip()) if page.in_margin(line) else None
            runs = running is not None and repeated[running] > 1 and repeated[running] * 2 > len(pages)
            if running is None or not (_PAGE_NUMBER.match(line.text) or (runs and running in seen)):
                kept.append(line)
            seen.add(running or "")
        page.lines = kept


if __name__ == "__main__":
    main()
