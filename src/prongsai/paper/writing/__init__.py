"""Writing papers: content and a layout -> a manuscript -> DOCX, PDF, XLSX, ODT, HTML or JSON. Same data, same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Literal

from prongsai.paper.writing.content import Content, Photographs
from prongsai.paper.writing.layouts import Layout, layout, layouts
from prongsai.paper.writing.manuscript import Manuscript
from prongsai.paper.writing.matching import matching_layout
from prongsai.paper.writing.style import PLAIN, Style

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "Content",
    "Layout",
    "Style",
    "layout",
    "layouts",
    "manuscript_of",
    "matching_layout",
    "write",
]

Format = Literal["docx", "pdf", "xlsx", "odt", "html", "json"]
MEDIA_TYPES: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "json": "application/json",
}
FORMATS = tuple(MEDIA_TYPES)


def manuscript_of(
    content: Content, wanted: Layout, style: Style = PLAIN, photographs: Photographs = lambda sha256: None
) -> Manuscript:
    """The paper of a content in a layout, in an agency's style, ready for any writer.

    Raises: Refused when the content has nothing of what the layout shows.
    """
    from prongsai.paper.writing.compose import compose

    return compose(content, wanted.worded(style.wording), style, photographs)


def write(manuscript: Manuscript, to: str) -> bytes:
    """The bytes of a paper in a format of `FORMATS`. The same manuscript gives the same bytes on every machine."""
    return _WRITERS[to](manuscript)


def _docx(manuscript: Manuscript) -> bytes:
    from prongsai.paper.writing.docx import docx_bytes

    return docx_bytes(manuscript)


def _pdf(manuscript: Manuscript) -> bytes:
    from prongsai.paper.writing.pdf import pdf_bytes

    return pdf_bytes(manuscript)


def _xlsx(manuscript: Manuscript) -> bytes:
    from prongsai.paper.writing.xlsx import xlsx_bytes

    return xlsx_bytes(manuscript)


def _odt(manuscript: Manuscript) -> bytes:
    from prongsai.paper.writing.odt import odt_bytes

    return odt_bytes(manuscript)


def _html(manuscript: Manuscript) -> bytes:
    from prongsai.paper.writing.html import html_bytes

    return html_bytes(manuscript)


def _json(manuscript: Manuscript) -> bytes:
    from prongsai.paper.sealing import EMPTY_SEAL, PAPER_MARK

    code = manuscript.properties.code
    issued = {"paper": PAPER_MARK + code, "seal": EMPTY_SEAL} if code else {}
    return (json.dumps(manuscript.records | issued, ensure_ascii=False, indent=1) + "\n").encode()


# Each writer is imported when its first paper is written: the terminal must not load a typesetter to make a workbook.
_WRITERS: dict[str, Callable[[Manuscript], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "odt": _odt,
    "html": _html,
    "json": _json,
}
