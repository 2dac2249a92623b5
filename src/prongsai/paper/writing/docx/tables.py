"""Tables: widths fixed twice as Word wants them, heads that repeat, cells that span, rows that may break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from prongsai.paper.writing.docx.marks import name, w
from prongsai.paper.writing.docx.runs import keep_with_next, line, paragraph, runs_of
from prongsai.paper.writing.docx.styles import style_in_cell
from prongsai.paper.writing.docx.writing import Writing
from prongsai.paper.writing.keeping import stays_whole
from prongsai.paper.writing.manuscript import Cell, Note, Row, Table
from prongsai.paper.writing.text import printable

_HEAD_SHADE = "EDEDED"
_NARROWEST = 454  # 8 mm
_EMPTY = Cell(())


@dataclass(frozen=True, slots=True)
class _Place:
    """A position where a ``w:tc`` stands: a cell, or the continuation of one above."""

    cell: Cell
    columns: int
    continues: bool = False


def table_elements(writing: Writing, table: Table) -> Iterator[Any]:
    """The table with its caption above it.

    Word prints no footnote out of a row that repeats: notes of the head follow the table as small print.
    """
    if table.caption:
        yield line(writing, "Caption", table.caption)
    widths = _twips(table.widths, writing.width)
    whole = w("tbl", _properties(writing, table, sum(widths)), w("tblGrid", *(w("gridCol", w=each) for each in widths)))
    for row in _placed(table.head, len(widths)):
        whole.append(_row(writing, row, widths, is_head=True))
    body = [_row(writing, row, widths, is_head=False) for row in _placed(table.body, len(widths))]
    for row in body[:-1] if stays_whole(table) else body[-2:-1]:
        for each in row.iter(name("w:p")):
            keep_with_next(each)
    whole.extend(body)
    yield whole
    for note in _notes(table.head):
        yield line(writing, "Note", f"{note.text} {note.address or ''}".strip())


def between(writing: Writing, *properties: Any) -> Any:
    """The thin line that keeps two tables apart, or that must stand where a paper ends in one."""
    return paragraph(writing, "Between", [], *properties)


def borderless(writing: Writing, widths: list[int], rows: Iterator[list[list[Any]]]) -> Any:
    """A table that only places things: no lines, no head, rows that stay whole."""
    whole = w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=writing.style("TableNormal")),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", *(w("gridCol", w=each) for each in widths)),
    )
    for row in rows:
        cells = [
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *cell) for width, cell in zip(widths, row, strict=True)
        ]
        whole.append(w("tr", w("trPr", w("cantSplit")), *cells))
    return whole


def _properties(writing: Writing, table: Table, width: int) -> Any:
    said = printable(table.summary)
    return w(
        "tblPr",
        w("tblStyle", val=writing.style("TableGrid")),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val=printable(table.caption or table.name)) if table.caption or table.name else None,
        w("tblDescription", val=said) if said else None,
    )


def _twips(shares: tuple[float, ...], width: int) -> list[int]:
    """Shares as whole widths that fill the page to the last twentieth of a point.

    No column is so narrow that a number breaks in it: the others give way.
    """
    least = min(_NARROWEST, width / len(shares))
    wanted = [each / sum(shares) * width for each in shares]
    room = sum(each - least for each in wanted if each > least)
    lacking = sum(least - each for each in wanted if each < least)
    given = [max(each, least) - (max(each - least, 0) / room * lacking if room else 0) for each in wanted]
    edges = [round(each) for each in accumulate(given)]
    return [right - left for left, right in zip([0, *edges], edges, strict=False)]


def _placed(rows: tuple[Row, ...], width: int) -> Iterator[list[_Place]]:
    """The rows with a place for every cell and for every continuation of one above; short rows are filled up."""
    hanging: dict[int, tuple[Cell, int]] = {}  # column -> the cell above that reaches down, and how many rows more
    for i, row in enumerate(rows):
        places: list[_Place] = []
        waiting, column = iter(row), 0
        while column < width:
            above, more = hanging.pop(column, (None, 0))
            cell = above or next(waiting, _EMPTY)
            columns = _fitting(cell, column, width, hanging)
            places.append(_Place(cell, columns, continues=above is not None))
            left = more - 1 if above else min(cell.row_span, len(rows) - i) - 1
            if left > 0:
                hanging[column] = (cell, left)
            column += columns
        yield places


def _fitting(cell: Cell, column: int, width: int, hanging: dict[int, tuple[Cell, int]]) -> int:
    """How many columns a cell may take: never past the edge, never into a cell that hangs from above."""
    wall = min((each for each in hanging if each > column), default=width)
    return max(1, min(cell.column_span, min(wall, width) - column))


def _row(writing: Writing, places: list[_Place], widths: list[int], *, is_head: bool) -> Any:
    row = w("tr", w("trPr", w("cantSplit"), w("tblHeader")) if is_head else None)
    column = 0
    for place in places:
        row.append(_cell(writing, place, sum(widths[column : column + place.columns]), is_head=is_head))
        column += place.columns
    return row


def _cell(writing: Writing, place: _Place, width: int, *, is_head: bool) -> Any:
    cell = place.cell
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=place.columns) if place.columns > 1 else None,
        _merge(place),
        w("shd", val="clear", color="auto", fill=_HEAD_SHADE) if is_head else None,
        w("vAlign", val="center") if is_head else None,
    )
    said = () if place.continues else cell.paragraphs
    paragraphs = [
        paragraph(
            writing,
            style_in_cell(each.role, cell.align, is_head=is_head, is_row_head=cell.is_header),
            runs_of(writing, each, has_footnotes=not is_head),
        )
        for each in said
    ]
    return w("tc", properties, *(paragraphs or [paragraph(writing, "TableText", [])]))


def _merge(place: _Place) -> Any | None:
    if place.continues:
        return w("vMerge")
    return w("vMerge", val="restart") if place.cell.row_span > 1 else None


def _notes(rows: tuple[Row, ...]) -> Iterator[Note]:
    for row in rows:
        for cell in row:
            yield from (span.note for each in cell.paragraphs for span in each.spans if span.note)
