"""PDF -> blocks: what the process that read it found, with its places."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

from prongsai.core.errors import Unreadable
from prongsai.core.records import Source, Where
from prongsai.paper.reading import bounds, unreadable
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.grid import Grid
from prongsai.paper.reading.origin import PROPERTY, code_in
from prongsai.paper.reading.pdf.carried import NAME, carried_records

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
    events = [json.loads(line) for line in _read_apart(content, source).splitlines()]
    beside = {event: value for event, value, _ in events if event in ("keywords", "carried")}
    gathering = Gathering(replace(source, paper=_paper_of(beside.get("keywords", ""))))
    for event, value, gathering.page in events:
        if event in beside:
            continue
        if event == "paragraph":
            gathering.paragraph(value)
        elif event == "table":
            gathering.grid(_grid(value).rows())
        elif event == "leave":
            gathering.leave(value)
        else:
            raise _refusal(value, source)
    return _with_carried(gathering, beside.get("carried"))


def _with_carried(gathering: Gathering, text: str | None) -> Document:
    carried = carried_records(text) if text is not None else None
    if text is not None and carried is None:
        gathering.leave(f"[ไฟล์แนบ {NAME} อ่านไม่ได้]", Where())
    return replace(gathering.document(), carried=carried)


def _paper_of(keywords: str) -> str | None:
    """The code of the issued paper that a file says it is, among its keywords."""
    words = (each.strip() for each in keywords.split(","))
    return next((code for each in words if each.startswith(PROPERTY) and (code := code_in(each))), None)


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
