"""How a cell is read, in plain Python: blanks, cases and whole numbers, exactly as the statement does it in SQL."""

from __future__ import annotations

import re

BLANKS = " \t\n\x0b\x0c\r\x85\u00a0\u2028\u2029\ufeff"
"""What is stripped from both ends: databases differ in what they call a blank. Among them is everything that Java
takes for the end of a line, so that ``$`` is the end of the text everywhere."""
LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
"""Only these letters change case: databases differ in all others."""
WHOLE = r"^[0-9]{1,9}([.]0{1,6})?$"
"""A whole number as people and spreadsheets write it: ``5``, ``05``, ``5.0``."""

_RAISED = str.maketrans(LOWER, UPPER)
_LOWERED = str.maketrans(UPPER + "_", LOWER + ".")
_WHOLE = re.compile(WHOLE.strip("^$"))


def clean(cell: object) -> str:
    """A cell as text without blanks around it; nothing is ``""``."""
    return "" if cell is None else str(cell).strip(BLANKS)


def raised(cell: object) -> str:
    """A code in capital letters: a tool, a part."""
    return clean(cell).translate(_RAISED)


def lowered(cell: object) -> str:
    """A code in small letters with a point: a question (``i3_2`` is ``i3.2``), an item."""
    return clean(cell).translate(_LOWERED)


def whole(cell: str) -> int | None:
    """The whole number that a cleaned cell says, or None."""
    return int(cell.partition(".")[0]) if _WHOLE.fullmatch(cell) else None


def answered(cell: object) -> str:
    """An answer as it is compared and told: ``5.0`` is ``5``; no answer, and a spreadsheet's NaN, is ``""``."""
    text = clean(cell)
    number = whole(text)
    if number is not None:
        return str(number)
    return "" if text in ("nan", "NaN") else text
