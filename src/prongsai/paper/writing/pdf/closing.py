"""What must stay with the signature at the end of a paper: nobody signs a page on which nothing else stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prongsai.paper.writing.manuscript import Beside, Block, Paragraph, Role, Signature, Table

_MOST_PARAGRAPHS = 2
_HALF = 0.5  # of a page; the rest is for who signs


def closing_count(blocks: Sequence[Block], made: Sequence[dict[str, Any]]) -> int:
    """How many blocks at the end of a section stay on one page: signature and imprint with what stands above them,
    two paragraphs or a table of at most half a page and its headings.

    Shape: `made` are the blocks as the template has them; 0 where nobody signs.
    """
    start = len(blocks)
    while start and _closes(blocks[start - 1]):
        start -= 1
    if not start or start == len(blocks):
        return 0
    if isinstance(blocks[start - 1], Table):
        start = _above_table(blocks, start) if made[start - 1]["share"] <= _HALF else start
    else:
        least = max(0, start - _MOST_PARAGRAPHS)
        while start > least and _is_text(blocks[start - 1]):
            start -= 1
    return len(blocks) - start


def _above_table(blocks: Sequence[Block], start: int) -> int:
    """Where the headings over a table begin."""
    start -= 1
    while start and _is_heading(blocks[start - 1]):
        start -= 1
    return start


def _closes(block: Block) -> bool:
    return isinstance(block, Signature | Beside) or (isinstance(block, Paragraph) and block.role is Role.NOTE)


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.HEADING


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is not Role.HEADING
