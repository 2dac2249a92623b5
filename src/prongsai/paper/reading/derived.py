"""What a paper of ours works out from its own records is no record: it is left out before reading, like its imprint.

The words by which it is known are fixed here; `writing.compose` prints them, and no agency rewords them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from prongsai.core import thai
from prongsai.paper.reading.blocks import Block, Cell, Document, Table

LEVEL_MARK = "คำนวณจากคะแนนข้างต้น"
"""Begins the paragraph that explains a level; the scores in it are worked out and printed nowhere."""
CHANGES_MARK = "สิ่งที่เปลี่ยนไปจากแผนเดิม"
"""Heads the table that lists what the next year's catalogue changed."""
CHART_ALT = "แผนภูมิคะแนนรายตัวชี้วัด"
"""Begins what is said of the chart, whose numbers stand in a table beside it."""
DOUBT_MARK = "(ยังไม่ยืนยัน)"
"""Stands after a code for which no second official source is known."""

_LEVEL, _CHANGES = map(thai.key, (LEVEL_MARK, CHANGES_MARK))
_CHART = f"[รูปภาพ: {CHART_ALT}"
_DOUBT = re.compile(rf"\s?{re.escape(DOUBT_MARK)}")


def without_derived(document: Document) -> Document:
    """The document without what was worked out from its records, and without the marks of doubt behind its codes."""
    unread = tuple(each for each in document.unread if not each.text.startswith(_CHART))
    return replace(document, blocks=tuple(_kept(document.blocks)), unread=unread)


def _kept(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table):
            if rows := tuple(_rows(block)):
                yield replace(block, rows=rows)
        elif not _explains_level(block.text):
            yield replace(block, text=_DOUBT.sub("", block.text))


def _rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows that are records; a sheet's grid holds the words around its tables too."""
    is_of_changes = False
    for row in table.rows:
        said = [cell.text for cell in row if cell.text.strip()]
        is_of_changes = len(said) > 1 and (is_of_changes or thai.key(said[-1]) == _CHANGES)
        if not is_of_changes and not _explains_level(said[0] if said else ""):
            yield tuple(replace(cell, text=_DOUBT.sub("", cell.text)) if cell.text else cell for cell in row)


def _explains_level(text: str) -> bool:
    return thai.key(text[: 2 * len(LEVEL_MARK)]).startswith(_LEVEL)
