"""What a paper says of itself (its imprint, its marks) is no part of what it reports: it is left out before reading.

The words by which it is known are fixed here; `writing.compose` prints them, and no agency rewords them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from prongsai.core.records import Unread
from prongsai.paper.reading.blocks import Block, Document, Table

IMPRINT_HEADING = "ข้อมูลประจำเอกสารฉบับนี้"
"""Ends a line; all paragraphs after it, to the next table or heading, are the imprint."""
FIGURES_HEADING = "ตัวเลขสำคัญและที่มา"
"""Ends a line; the table right after it was counted from records and is none itself."""
ACTIVITIES_HEADING = "กิจกรรมที่จัดเรียงตามวันที่"
"""Ends a line above the table of a photo report."""
DRAFT_MARK, DRAFT_ADVICE = "ร่าง ยังไม่ออกเลข", "ใช้อ้างอิงไม่ได้"
UNVERIFIED_MARK, UNVERIFIED_ADVICE = "ยังไม่ยืนยันกับแหล่งทางการ", "โปรดตรวจกับคู่มือของปีงบประมาณนี้ก่อนใช้"
SOURCE_MARK = "ที่มาของตัวเลข"
"""Begins the footnote of a figure."""
EMBLEM_ALT = "ตราสัญลักษณ์ของ"
CODE_ALT = "คิวอาร์โค้ดของเอกสาร"
"""Begin what is said of pictures that carry no report."""

_HEADINGS = (IMPRINT_HEADING, FIGURES_HEADING, ACTIVITIES_HEADING)
_NUMBER = "[0-9๐-๙]{1,4}"


def _loose(words: str) -> str:
    """A pattern of words between which a PDF may have lost the space."""
    return r"\s*".join(map(re.escape, words.split()))


_MARK = re.compile(
    rf"\s*(?:{_loose(DRAFT_MARK)}\s*{DRAFT_ADVICE}"
    rf"|{UNVERIFIED_MARK}\s*:[\sa-z0-9๐-๙,]{{0,2000}}{UNVERIFIED_ADVICE}"
    # The foot of a page, which a PDF runs into the first line of the next.
    rf"|(?:[^\n·]{{2,200}}·\s*){{1,2}}(?:{_loose(DRAFT_MARK)}|ฉบับที่\s*{_NUMBER})(?:\s+{_NUMBER}(?=\s|$))?"
    rf"|{_loose(DRAFT_MARK)}(?:\s*$|\s+{_NUMBER}(?=\s|$)))\s*"
)
_SOURCE = re.compile(rf"[\s\[(]*(?:{_NUMBER})?[\])\s]*{SOURCE_MARK}\s*:")
_CAPTION = re.compile(rf"\s*ภาพที่ {_NUMBER}(?:\s|$)")
_OUR_PICTURE = re.compile(rf"\[รูปภาพ: (?:{EMBLEM_ALT}|{CODE_ALT})")


def without_imprint(document: Document) -> Document:
    """The document without its imprint, its marks and the figures that were counted from its records.

    A table of activities looks like one of measures and is none: its rows are named as unread.
    """
    placed = list(_placed(document.blocks))
    unread = [each for each in document.unread if not _OUR_PICTURE.match(each.text)]
    unread += [row for under, block in placed if under == ACTIVITIES_HEADING for row in _rows(block)]
    kept = (block for under, block in placed if not under)
    return replace(document, blocks=tuple(kept), unread=tuple(unread))


def _placed(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Block]]:
    """Each block, without marks, with the heading of ours that it stands under; "" where it is the paper's own."""
    under = ""
    for block in blocks:
        if isinstance(block, Table):
            if kept := _unmarked(block):
                yield under if under != IMPRINT_HEADING else "", kept
            under = ""
            continue
        text = unmarked(block.text)
        opened = next((each for each in _HEADINGS if text.endswith(each)), "")
        is_own = bool(opened) or under != IMPRINT_HEADING or block.heading is not None
        if is_own and (own := text.removesuffix(opened).strip()):
            yield "", block if own == block.text.strip() else replace(block, text=own)
        under = opened or ("" if is_own else under)


def unmarked(text: str) -> str:
    """A text without the mark or the foot of a page that stands before it; "" for the source of a figure."""
    found = _MARK.match(text)
    said = text[found.end() :] if found else text
    return "" if _SOURCE.match(said) else said.rstrip()


def _rows(block: Block) -> Iterator[Unread]:
    for row in block.rows if isinstance(block, Table) else ():
        said = " | ".join(" ".join(cell.text.split()) for cell in row if cell.text.strip())
        yield Unread(said, replace(row[0].where, column=None))


def _unmarked(table: Table) -> Table | None:
    """A sheet's grid, which holds the words around a table too, without the rows of marks and imprint.

    Nothing is left of pictures set side by side, which some formats keep as a table of captions.
    """
    said = [[cell.text for cell in row if cell.text.strip()] for row in table.rows]
    alone = [texts[0] if len(texts) == 1 else "" for texts in said]
    if all(_CAPTION.match(text) for texts in said for text in texts):
        return None
    end = next((row for row, text in enumerate(alone) if text.strip() == IMPRINT_HEADING), len(said))
    rows = tuple(row for row, text in zip(table.rows[:end], alone, strict=False) if not text or unmarked(text))
    return replace(table, rows=rows) if rows else None
