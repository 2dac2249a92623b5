"""DOCX -> blocks: the body in its order; headers and footers repeat on every page and are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from prongsai.core.records import Source
from prongsai.paper.reading import bounds
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.docx.lists import Lists
from prongsai.paper.reading.docx.marks import child, local, members, number, value
from prongsai.paper.reading.docx.runs import Line, line_of
from prongsai.paper.reading.docx.styles import Styles
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.grid import Grid
from prongsai.paper.reading.origin import paper_of_office
from prongsai.paper.reading.package import Package


def docx_document(package: Package, source: Source) -> Document:
    """The blocks of a Word paper; a macro in it is named as unread and never run."""
    main = package.related("", "officeDocument")[0]
    gathering = Gathering(replace(source, paper=paper_of_office(package)))
    if any(part.endswith("vbaproject.bin") for part in package.parts):
        gathering.leave("[แมโครในไฟล์ ไม่ได้อ่านและไม่ได้เรียกใช้]")
    _Body(package, main, gathering).read(child(package.tree(main), "body"))
    return gathering.document()


class _Body:
    """One walk over the body, with the running state of lists and notes."""

    def __init__(self, package: Package, main: str, gathering: Gathering) -> None:
        def tree(kind: str) -> Any | None:
            part = next(iter(package.related(main, kind)), None)
            return package.tree(part) if part else None

        self._gathering = gathering
        self._styles = Styles(tree("styles"))
        self._lists = Lists(tree("numbering"), self._styles)
        self._notes = {**_notes(tree("footnotes"), "footnote"), **_notes(tree("endnotes"), "endnote")}

    def read(self, parent: Any | None) -> None:
        for block in members(parent, "p", "tbl") if parent is not None else ():
            if local(block) == "p":
                self._paragraph(block)
            else:
                self._table(block)

    def _paragraph(self, paragraph: Any) -> None:
        line = line_of(paragraph)
        properties = child(paragraph, "pPr")
        text = self._lists.label(properties) + line.text
        self._gathering.paragraph(_trimmed(text), self._styles.heading_of(properties))
        for description in line.pictures:
            self._gathering.leave(_picture(description))
        for box in line.boxes:
            self.read(box)
        for note in self._notes_of(line):
            self.read(note)

    def _table(self, table: Any) -> None:
        cells = [cell for row in members(table, "tr") for cell in members(row, "tc")]
        if len(cells) == 1:
            return self.read(cells[0])  # a frame around a part of the page
        grid = Grid()
        nested: list[Any] = []
        pictures: list[tuple[int, int, str]] = []
        for i, row in enumerate(each for each in members(table, "tr") if child(each, "trPr", "del") is None):
            for j, cell in _placed(row):
                line = self._cell(cell, nested)
                _put(grid, i, j, cell, _trimmed(line.text))
                pictures += [(i, j, description) for description in line.pictures]
        where = self._gathering.grid(grid.rows())
        for i, j, description in pictures:
            self._gathering.leave(_picture(description), replace(where, row=i + 1, column=j + 1))
        for inner in nested:
            self._table(inner)
        return None

    def _cell(self, cell: Any, nested: list[Any]) -> Line:
        """All lines of a cell as one; tables inside it are put aside, to follow the outer one."""
        whole = Line()
        for block in members(cell, "p", "tbl"):
            if local(block) == "tbl":
                nested.append(block)
                continue
            line = line_of(block)
            whole.pieces += [self._lists.label(child(block, "pPr")), *line.pieces, "\n"]
            whole.pictures += line.pictures
            for inside in (*line.boxes, *self._notes_of(line)):
                added = self._cell(inside, nested)
                whole.pieces += added.pieces
                whole.pictures += added.pictures
        return whole

    def _notes_of(self, line: Line) -> Iterator[Any]:
        """Each note once: a damaged file may let a note refer to itself."""
        return (note for each in line.notes if (note := self._notes.pop(each, None)) is not None)


def _notes(tree: Any | None, kind: str) -> dict[tuple[str, str], Any]:
    notes = (each for each in (tree if tree is not None else ()) if local(each) == kind)
    return {(kind, value(each, "id") or ""): each for each in notes}


def _placed(row: Any) -> Iterator[tuple[int, Any]]:
    """The cells of a row with the column (from 0) each begins in."""
    column = min(number(child(row, "trPr", "gridBefore")), bounds.MOST_COLUMNS)
    for cell in members(row, "tc"):
        yield column, cell
        column += _width(cell)


def _width(cell: Any) -> int:
    return max(1, min(number(child(cell, "tcPr", "gridSpan"), otherwise=1), bounds.MOST_COLUMNS))


def _put(grid: Grid, i: int, j: int, cell: Any, text: str) -> None:
    merged = child(cell, "tcPr", "vMerge")
    continues = merged is not None and value(merged) != "restart"
    if not (continues and grid.continue_above(i, j, _width(cell))):
        grid.place(i, j, text, column_span=_width(cell))


def _trimmed(text: str) -> str:
    """Without blank space around the text and at the ends of its lines; blank lines inside it may pair steps."""
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def _picture(description: str) -> str:
    return f"[รูปภาพ: {description}]" if description else "[รูปภาพ]"
