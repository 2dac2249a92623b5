"""PDF -> blocks: what the process that read it found, with its places."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from prongsai.core.errors import Unreadable
from prongsai.core.records import Source
from prongsai.paper.reading import bounds, unreadable
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.grid import Grid

_REFUSED = {
    "locked": unreadable.locked,
    "too_long": unreadable.too_long,
    "scanned": unreadable.scanned,
    "empty": unreadable.empty,
}
_CHILD = [sys.executable, "-m", "prongsai.paper.reading.pdf.child"]


def pdf_document(content: bytes, source: Source) -> Document:
    """The blocks of a PDF with a text layer; scanned pages are named as unread.

    Raises: Unreadable when it is locked, scanned throughout, damaged, or takes more time or memory than is given.
    """
    gathering = Gathering(source)
    for line in _read_apart(content, source).splitlines():
        event, value, gathering.page = json.loads(line)
        if event == "paragraph":
            gathering.paragraph(value)
        elif event == "table":
            gathering.grid(_grid(value).rows())
        elif event == "leave":
            gathering.leave(value)
        else:
            raise _refusal(value, source)
    return gathering.document()


def _read_apart(content: bytes, source: Source) -> bytes:
    try:
        done = subprocess.run(_CHILD, input=content, capture_output=True, timeout=bounds.PDF_SECONDS, check=True)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as trouble:
        raise unreadable.too_long(source.name) from trouble
    except subprocess.CalledProcessError as trouble:
        raise unreadable.damaged(source.name, "PDF") from trouble
    return done.stdout


def _refusal(why: str, source: Source) -> Unreadable:
    return _REFUSED[why](source.name) if why in _REFUSED else unreadable.damaged(source.name, "PDF")


def _grid(cells: list[Any]) -> Grid:
    grid = Grid()
    for row, column, text, row_span, column_span in cells:
        grid.place(row, column, text, row_span, column_span)
    return grid
