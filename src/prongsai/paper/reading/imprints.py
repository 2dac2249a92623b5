"""What a paper says of itself (its imprint, its marks) is no part of what it reports: it is left out before reading.

The words by which it is known are fixed here; `writing.compose` prints them, and no agency rewords them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from prongsai.core import thai
from prongsai.paper.reading.blocks import Block, Document, Table

IMPRINT_HEADING = "ข้อมูลประจำเอกสารฉบับนี้"
"""Stands alone in a line; all paragraphs after it, to the next table or heading, are the imprint."""
FIGURES_HEADING = "ตัวเลขสำคัญและที่มา"
"""Stands alone in a line; the table right after it was counted from records and is none itself."""
DRAFT_MARK = "ร่าง ยังไม่ออกเลข"
UNVERIFIED_MARK = "ยังไม่ยืนยันกับแหล่งทางการ"
SOURCE_MARK = "ที่มาของตัวเลข"
"""Begins the footnote of a figure."""
EMBLEM_ALT = "ตราสัญลักษณ์ของ"
CODE_ALT = "คิวอาร์โค้ดของเอกสาร"
"""Begin what is said of pictures that carry no report."""

_IMPRINT, _FIGURES = map(thai.key, (IMPRINT_HEADING, FIGURES_HEADING))
_MARKS = tuple(map(thai.key, (DRAFT_MARK, UNVERIFIED_MARK, SOURCE_MARK)))
_NOTE_NUMBER = re.compile(r"^[\s\[(]*[0-9๐-๙]{1,3}[\])\s]*")
_CAPTION = re.compile(r"\s*ภาพที่ [0-9๐-๙]{1,3}(?:\s|$)")
_OUR_PICTURE = re.compile(rf"\[รูปภาพ: (?:{EMBLEM_ALT}|{CODE_ALT})")


def without_imprint(document: Document) -> Document:
    """The document without its imprint, its marks and the figures that were counted from its records."""
    unread = tuple(each for each in document.unread if not _OUR_PICTURE.match(each.text))
    return replace(document, blocks=tuple(_kept(document.blocks)), unread=unread)


def _kept(blocks: tuple[Block, ...]) -> Iterator[Block]:
    inside = ""
    for block in blocks:
        if isinstance(block, Table):
            if inside != _FIGURES and (kept := _unmarked(block)):
                yield kept
            inside = ""
            continue
        opened = thai.key(block.text)
        if opened in (_IMPRINT, _FIGURES):
            inside = opened
        elif inside == _IMPRINT and block.heading is None:
            continue
        elif not is_mark(block.text):
            inside = ""
            yield block


def _unmarked(table: Table) -> Table | None:
    """A sheet's grid, which holds the words around a table too, without the rows of marks and imprint.

    Nothing is left of pictures set side by side, which some formats keep as a table of captions.
    """
    said = [[cell.text for cell in row if cell.text.strip()] for row in table.rows]
    alone = [texts[0] if len(texts) == 1 else "" for texts in said]
    if all(_CAPTION.match(text) for texts in said for text in texts):
        return None
    end = next((row for row, text in enumerate(alone) if thai.key(text) == _IMPRINT), len(said))
    rows = tuple(row for row, text in zip(table.rows[:end], alone, strict=False) if not is_mark(text))
    return replace(table, rows=rows) if rows else None


def is_mark(text: str) -> bool:
    """Whether a text says something of the paper itself: that it is a draft, what is unverified, whence a figure is."""
    return thai.key(_NOTE_NUMBER.sub("", text)).startswith(_MARKS)
