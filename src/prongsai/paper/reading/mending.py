"""Mending a paper before it is understood: normal spelling, spaces out of broken words, originals kept beside."""

from __future__ import annotations

import re
from dataclasses import replace

from prongsai.core import thai
from prongsai.core.records import Healed, Where
from prongsai.paper.reading.blocks import Block, Cell, Document, Paragraph, Table
from prongsai.paper.reading.words import thai_words

_SEPARATORS = re.compile(r"(\s*\n\s*|[^\S\n]{2,})")
_SPACED_THAI = re.compile(r"[ก-๎][^\S\n][ก-๎]")


def mended(document: Document) -> Document:
    """The document in normal spelling; `healed` grows by every text that lost more than surplus white space.

    Line breaks and runs of two or more spaces (a paragraph break that a converter flattened) stay as separators.
    """
    healed: list[Healed] = []
    blocks = tuple(_mended_block(block, healed) for block in document.blocks)
    return replace(document, blocks=blocks, healed=(*document.healed, *healed))


def _mended_block(block: Block, healed: list[Healed]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_noted(block.text, block.where, healed))
    rows = tuple(tuple(_mended_cell(cell, healed) for cell in row) for row in block.rows)
    return Table(rows, block.where)


def _mended_cell(cell: Cell, healed: list[Healed]) -> Cell:
    return replace(cell, text=_noted(cell.text, cell.where, healed)) if cell.text else cell


def _noted(text: str, where: Where, healed: list[Healed]) -> str:
    result = mended_text(text)
    if " ".join(text.split()) != " ".join(result.split()):
        healed.append(Healed(text, result, where))
    return result


def mended_text(text: str) -> str:
    """One text in normal spelling without spaces inside its words; separators stay."""
    pieces = _SEPARATORS.split(text)
    return "".join(_separator(piece) if place % 2 else _piece(piece) for place, piece in enumerate(pieces)).strip()


def _separator(piece: str) -> str:
    return "\n" if "\n" in piece else "  "


def _piece(piece: str) -> str:
    text = thai.normal(piece)
    if not _SPACED_THAI.search(text):
        return text
    return thai.normal(thai.heal(text, thai_words()))
