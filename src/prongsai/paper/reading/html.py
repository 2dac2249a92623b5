"""HTML -> blocks: tables with their spans, headings and paragraphs; scripts, styles and hidden parts are left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree
from lxml import html as parser

from prongsai.core.records import Source
from prongsai.paper.reading import bounds
from prongsai.paper.reading.blocks import Cell, Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.grid import Grid
from prongsai.paper.reading.origin import paper_of_html

_SKIPPED = frozenset({"script", "style", "head", "noscript", "template", "svg", "select", "iframe", "object"})
_BREAKING = frozenset(
    {
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "br",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "blockquote",
        "dd",
        "dt",
        "pre",
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def html_document(data: bytes, source: Source) -> Document:
    """The blocks of an HTML page, in any encoding it declares; UTF-8 where it declares none."""
    root = _parsed(data)
    gathering = Gathering(replace(source, paper=paper_of_html(root)))
    if root is not None:
        _Walk(gathering).run(root)
    return gathering.document()


def html_into(gathering: Gathering, markup: str) -> None:
    """Add the blocks of a piece of a page."""
    root = _parsed(f"<meta charset=utf-8>{markup}".encode("utf-8", "ignore"))
    if root is not None:
        _Walk(gathering).run(root)


def _parsed(markup: bytes) -> Any:
    declared = b"charset" in markup[:2048].lower()
    try:
        return parser.document_fromstring(markup, parser.HTMLParser(encoding=None if declared else _guess(markup)))
    except (etree.ParserError, ValueError):
        return None


def _guess(markup: bytes) -> str:
    try:
        markup.decode("utf-8")
    except UnicodeDecodeError:
        return "cp874"
    return "utf-8"


class _Walk:
    """One walk over a page: loose text collects into paragraphs until something breaks it."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._loose: list[str] = []

    def run(self, root: Any) -> None:
        self._visit(root)
        self._flush()

    def _visit(self, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag == "table":
            self._flush()
            for caption in element.iterchildren("caption"):
                self._gathering.paragraph(_flat(_cell_text(caption)))
            self._gathering.grid(_grid(element))
        elif tag not in _SKIPPED:
            self._visit_inside(element, tag)
        if element.tail:
            self._loose.append(element.tail)

    def _visit_inside(self, element: Any, tag: str) -> None:
        breaks = tag in _BREAKING or tag in _HEADINGS
        if breaks:
            self._flush()
        if element.text:
            self._loose.append(element.text)
        for child in element:
            self._visit(child)
        if breaks:
            self._flush(_HEADINGS.get(tag))

    def _flush(self, heading: int | None = None) -> None:
        self._gathering.paragraph(_flat("".join(self._loose)), heading)
        self._loose.clear()


def _flat(text: str) -> str:
    return " ".join(text.split())


def _grid(table: Any) -> list[list[Cell]]:
    rows = list(table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr"))
    grid = Grid()
    for i, row in enumerate(rows):
        column = 0
        for cell in row.xpath("./td|./th"):
            while not grid.is_free(i, column):
                column += 1
            across = _span(cell, "colspan", bounds.MOST_COLUMNS)
            grid.place(i, column, _cell_text(cell), _span(cell, "rowspan", len(rows) - i), across)
            column += across
    return grid.rows()


def _span(cell: Any, name: str, most: int) -> int:
    written = str(cell.get(name, "1")).strip()
    return min(max(int(written), 1), most) if written.isdecimal() else 1


def _cell_text(cell: Any) -> str:
    pieces: list[str] = []
    _text_into(pieces, cell)
    lines = (_flat(line) for line in "".join(pieces).split("\v"))
    return "\n".join(line for line in lines if line)


def _text_into(pieces: list[str], element: Any) -> None:
    """Collect a cell's text; a vertical tab stands for each break, because line ends mean nothing in HTML."""
    tag = element.tag if isinstance(element.tag, str) else "script"
    if tag in _SKIPPED:
        return
    breaks = tag in _BREAKING or tag in _HEADINGS or tag == "tr"
    pieces.append("\v" if breaks else "")
    pieces.append(element.text or "")
    for child in element:
        _text_into(pieces, child)
        pieces.append(child.tail or "")
    pieces.append("\v" if breaks else " " if tag in ("td", "th") else "")
