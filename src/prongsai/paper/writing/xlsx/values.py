"""What stands in a cell: text that never computes, or a number that reads back as it was written."""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell

from prongsai.paper.writing.text import printable

LONGEST = 32_767
"""Of a cell's text. Source: Excel specifications and limits."""
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{2})?")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_GOES_ON = " … (อ่านต่อใต้ตาราง)"


def put(cell: Cell, said: str, *, may_be_number: bool = False) -> None:
    """Give a cell a text, or the plain number that it is."""
    said = printable(said)
    if may_be_number and _NUMBER.fullmatch(said):
        cell.value = float(said) if "." in said else int(said)
        cell.number_format = "0.00" if "." in said else "0"
        return
    # Excel takes _x0041_ for an escaped letter, so that what only looks like one is escaped itself.
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", said)
    cell.data_type = "s"
    if said.startswith(_BEGINS_A_FORMULA):
        cell.quotePrefix = True


def fitted(said: str) -> tuple[str, str]:
    """A text as far as a cell holds it, saying that it goes on, and what is left of it."""
    if len(said.encode("utf-16-le")) // 2 <= LONGEST:
        return said, ""
    place = LONGEST // 2
    return said[:place] + _GOES_ON, said[place:]


def parts(said: str) -> list[str]:
    """A text in as many cells as it needs."""
    step = LONGEST // 2
    return [said] if len(said.encode("utf-16-le")) // 2 <= LONGEST else _cut(said, step)


def _cut(said: str, step: int) -> list[str]:
    return [said[place : place + step] for place in range(0, len(said), step)]
