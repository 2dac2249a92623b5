"""Texts as the typesetter is handed them: words it must not break in boxes, the rest as it stands.

A box is a list of one string, everything else a string; ``\\n`` and ``\\t`` stand by themselves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from prongsai.paper.writing.breaking import finer, pieces
from prongsai.paper.writing.pdf.fonts import is_familiar, showable, width_of
from prongsai.paper.writing.text import printable

Words = list[str | list[str]]

_PARTS = re.compile(r"[\n\t]|[^\n\t]+")
_MARKS = re.compile(r"[\n\t]")
_LONGEST = 60
"""Of what is set as one: marks without a letter take no room, and hundreds of them no end of time."""
_SURELY = 0.95
"""Of a line: what takes no more, by the bold face, fits whatever the typesetter does between letters."""
_NEVER_BROKEN = re.compile(r"[A-Za-z0-9๐-๙.,%]+")


def words(text: str, room: float, *, bold: bool = False) -> Words:
    """A text in words.

    Unit: `room` in em, the width of the line; a word that is wider falls into its parts rather than stand over the
    edge.
    """
    found: Words = []
    for part in _PARTS.findall(showable(printable(text))):
        if part in "\n\t":
            found.append(part)
            continue
        for piece in pieces(part):
            is_wide = width_of(piece, bold=bold) > room
            if piece.isspace() or (not is_wide and _NEVER_BROKEN.fullmatch(piece)):
                _add(found, piece)
            elif is_wide or len(piece) > _LONGEST:
                found.extend([each] for each in _fitting(piece, room, bold))
            else:
                found.append([piece])
    return found


def whole(text: str, room: float) -> Words | None:
    """A text that surely fits on one line, in one box; None of any other.

    Unit: `room` in em, as of `words`.
    """
    fits = is_familiar(text) and not _MARKS.search(text) and width_of(text, bold=True) <= _SURELY * room
    return ([[text]] if text else []) if fits else None


def one_line(text: str, longest: int = 2000) -> str:
    """A text for where only so much has room: a title, a footer, what is said of a picture; the rest is cut off."""
    line = " ".join(printable(text).split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def line_count(text: str, room: float) -> int:
    """About how many lines a text takes, rather one more. Unit: `room` in em."""
    return sum(max(1, math.ceil(1.15 * width_of(line) / room)) for line in text.split("\n"))


def _add(found: Words, piece: str) -> None:
    last = found[-1] if found else None
    if isinstance(last, str) and last not in "\n\t":
        found[-1] = last + piece
    else:
        found.append(piece)


def _fitting(piece: str, room: float, bold: bool) -> Iterator[str]:
    fits = len(piece) <= _LONGEST and width_of(piece, bold=bold) <= room
    parts = (piece,) if fits else finer(piece)
    if len(parts) == 1:
        yield piece
        return
    fitting = [each for part in parts for each in _fitting(part, room, bold)]
    yield from fitting if len(fitting) <= _LONGEST else _filled(fitting, room, bold)


def _filled(parts: list[str], room: float, bold: bool) -> Iterator[str]:
    """As many parts together as a line takes: an endless row of letters is not set letter by letter."""
    line = ""
    for part in parts:
        if line and (len(line) >= _LONGEST or width_of(line + part, bold=bold) > room):
            yield line
            line = ""
        line += part
    yield line
