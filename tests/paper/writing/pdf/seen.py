"""What stands on the pages of a PDF, by a library that had no part in writing it: letters with their places, rules."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

from prongsai.paper.reading.pdf.page import Box, drawn

_SAME_LINE = 4.0


@dataclass(frozen=True)
class Line:
    page: int
    top: float
    left: float
    right: float
    text: str


@dataclass(frozen=True)
class Seen:
    page: int
    text: str
    box: Box


def letters(pdf: bytes) -> Iterator[Seen]:
    for number, page in enumerate(pdfium.PdfDocument(io.BytesIO(pdf)), 1):
        for letter in drawn(page).letters:
            yield Seen(number, letter.text, letter.box)


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    return [page.get_size() for page in pdfium.PdfDocument(io.BytesIO(pdf))]


def rules(pdf: bytes) -> list[tuple[int, Box]]:
    pages = enumerate(pdfium.PdfDocument(io.BytesIO(pdf)), 1)
    return [(number, box) for number, page in pages for box in drawn(page).rules]


def lines(pdf: bytes) -> list[Line]:
    """The lines of every page from top to bottom; marks above and below belong to the letter they stand at."""
    found: list[Line] = []
    for page, on_page in _by_page(pdf):
        rows: list[tuple[float, list[Seen]]] = []
        for each in on_page:
            middle = (each.box[1] + each.box[3]) / 2
            row = next((row for at, row in reversed(rows) if abs(at - middle) < _SAME_LINE), None)
            if row is None:
                rows.append((middle, [each]))
            else:
                row.append(each)
        found += [_line(page, row) for _, row in sorted(rows, key=lambda each: each[0])]
    return found


def _by_page(pdf: bytes) -> Iterator[tuple[int, list[Seen]]]:
    pages: dict[int, list[Seen]] = {}
    for each in letters(pdf):
        pages.setdefault(each.page, []).append(each)
    return iter(pages.items())


def _line(page: int, row: list[Seen]) -> Line:
    inked = [each for each in row if not each.text.isspace()] or row
    return Line(
        page,
        min(each.box[1] for each in row),
        min(each.box[0] for each in inked),
        max(each.box[2] for each in inked),
        "".join(each.text for each in row),
    )
