"""ODT -> blocks, from content.xml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from prongsai.core.records import Source
from prongsai.paper.reading import bounds
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.glyphs import readable
from prongsai.paper.reading.grid import Grid
from prongsai.paper.reading.odt.lists import Lists
from prongsai.paper.reading.odt.marks import count, local, value
from prongsai.paper.reading.origin import paper_of_odt
from prongsai.paper.reading.package import Package, parsed

# The mark of a note stands beside a word or a score and would be read as its last letter.
_NOT_ON_THE_PAGE = frozenset(
    {
        "note-citation",
        "tracked-changes",
        "annotation",
        "sequence-decls",
        "forms",
        "index-title-template",
        "table-of-content-source",
    }
)
_MOST_REPEATED_ROWS = 1_000
_MOST_SPACES = 100


def odt_document(package: Package, source: Source) -> Document:
    """The blocks of an OpenDocument text."""
    content = parsed(package.part("content.xml"))
    gathering = Gathering(replace(source, paper=paper_of_odt(package)))
    if any(part.startswith("basic/") for part in package.parts):
        gathering.leave("[แมโครในไฟล์ ไม่ได้อ่านและไม่ได้เรียกใช้]")
    body = content.find("{*}body/{*}text")
    if body is not None:
        _Body(Lists(content, package.tree("styles.xml")), gathering).read(body)
    return gathering.document()


class _Body:
    """One walk over the body, with the running state of lists."""

    def __init__(self, lists: Lists, gathering: Gathering) -> None:
        self._lists = lists
        self._gathering = gathering

    def read(self, parent: Any) -> None:
        for label, block in self._flow(parent):
            if local(block) == "table":
                self._table(block)
                continue
            text, boxes = self._line(block)
            level = count(block, "outline-level", 6) if local(block) == "h" else None
            self._gathering.paragraph(_trimmed(label + text), level)
            for box in boxes:
                self.read(box)

    def _flow(self, parent: Any, style: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
        """Paragraphs and tables with the label each is drawn with, met through sections and lists."""
        for each in parent:
            name = local(each)
            if name in ("p", "h", "table"):
                yield "", each
            elif name == "list":
                yield from self._list(each, style, depth + 1)
            elif name not in _NOT_ON_THE_PAGE:
                yield from self._flow(each, style, depth)

    def _list(self, element: Any, style: str, depth: int) -> Iterator[tuple[str, Any]]:
        style = value(element, "style-name") or style
        if value(element, "continue-numbering") != "true" and value(element, "continue-list") is None:
            self._lists.begin(style, depth)
        for item in element:
            start = value(item, "start-value") or ""
            label = ""
            if local(item) == "list-item" and any(local(each) in ("p", "h") for each in item):
                label = self._lists.label(style, depth, int(start) if start.isdecimal() and len(start) < 6 else None)
            for inner, block in self._flow(item, style, depth):
                yield inner or label, block
                label = ""

    def _line(self, paragraph: Any) -> tuple[str, list[Any]]:
        """The text of a paragraph, and the boxes anchored to it."""
        pieces: list[str] = []
        boxes: list[Any] = []
        self._walk(paragraph, pieces, boxes)
        return readable("".join(pieces)), boxes

    def _walk(self, element: Any, pieces: list[str], boxes: list[Any]) -> None:
        pieces.append(_flat(element.text))
        for each in element:
            name = local(each)
            if name in _FIXED:
                pieces.append(_FIXED[name])
            elif name == "s":
                pieces.append(" " * count(each, "c", _MOST_SPACES))
            elif name in ("text-box", "note-body"):
                boxes.append(each)
            elif name == "image":
                self._gathering.leave(_picture(element))
            elif name in ("title", "desc") and local(element) == "frame":
                pass  # said of a picture to whoever cannot see it
            elif name not in _NOT_ON_THE_PAGE:
                self._walk(each, pieces, boxes)
            pieces.append(_flat(each.tail))

    def _table(self, table: Any) -> None:
        grid = Grid()
        nested: list[Any] = []
        i = 0
        for row in _members(table, "table-row"):
            is_empty = not any((text or "").strip() for text in row.itertext())
            for _ in range(1 if is_empty else count(row, "number-rows-repeated", _MOST_REPEATED_ROWS)):
                self._row(grid, i, row, nested)
                i += 1
        self._gathering.grid(grid.rows())
        for inner in nested:
            self._table(inner)

    def _row(self, grid: Grid, i: int, row: Any, nested: list[Any]) -> None:
        j = 0
        for cell in _members(row, "table-cell", "covered-table-cell"):
            text = _trimmed(self._cell(cell, nested))
            for _ in range(count(cell, "number-columns-repeated", bounds.MOST_COLUMNS)):
                if grid.is_free(i, j) and local(cell) == "table-cell":
                    grid.place(i, j, text, *_spans(cell))
                j += 1

    def _cell(self, cell: Any, nested: list[Any]) -> str:
        """All lines of a cell; tables inside it are put aside, to follow the outer one."""
        lines = []
        for label, block in self._flow(cell):
            if local(block) == "table":
                nested.append(block)
                continue
            text, boxes = self._line(block)
            lines += [label + text, *(self._cell(box, nested) for box in boxes)]
        return "\n".join(lines)


def _picture(frame: Any) -> str:
    description = next((each.text for each in frame if local(each) == "desc"), None)
    return f"[รูปภาพ: {description}]" if description else "[รูปภาพ]"


_FIXED = {"tab": "\t", "line-break": "\n", "soft-hyphen": ""}


def _members(parent: Any, *names: str) -> Iterator[Any]:
    """The elements of these names, met through header rows and groups but not through other tables."""
    for each in parent:
        if local(each) in names:
            yield each
        elif local(each) in ("table-header-rows", "table-rows", "table-row-group", "table-header-columns"):
            yield from _members(each, *names)


def _spans(cell: Any) -> tuple[int, int]:
    rows = count(cell, "number-rows-spanned", bounds.MOST_CELLS)
    return rows, count(cell, "number-columns-spanned", bounds.MOST_COLUMNS)


def _flat(text: str | None) -> str:
    """White space in OpenDocument means one space; more are written as elements."""
    return "" if not text else " ".join(f"|{text}|".split())[1:-1]


def _trimmed(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))
