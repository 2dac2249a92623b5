"""Tables as data for the template: every cell at its place, and which rows a page may cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prongsai.paper.writing.manuscript import Cell, Paragraph, Row, Table, cell
from prongsai.paper.writing.pdf.words import line_count

_SIZE = 9.5  # as large as 14 points of TH Sarabun, which a DOCX has there
_MOST_COLUMNS = 64
_INSET = 8.5  # of both sides, and half a rule; Unit: points
_PADDING = 3.5  # above, below, and the rule; Unit: points
_LINE_HEIGHT = 1.5  # of the size of the letters
_MOST_OF_A_PAGE = 0.7
"""A row that is higher may break over pages: kept whole it would leave most of a page empty, or not fit any."""

_SMALL = 0.36
"""Of the height of a page: a table that takes no more stays whole."""

Set = Callable[[Paragraph, float], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table. Unit: `size` of its letters in points; `widths` are shares that sum to 1."""

    widths: tuple[float, ...]
    size: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell where it stands, its spans cut to the table. Unit: counts from 0."""

    cell: Cell
    column: int
    row: int
    columns: int
    rows: int


def columns_of(table: Table) -> Columns:
    """The columns of a table; where a row has more than the table says, the rest get a column of middling width."""
    most = max((sum(each.column_span for each in row) for row in (*table.head, *table.body)), default=1)
    named = tuple(table.widths) or (1.0,)
    missing = min(max(0, most - len(named)), _MOST_COLUMNS)
    shares = named + (sum(named) / len(named) or 1.0,) * missing
    return Columns(tuple(each / sum(shares) for each in shares), _SIZE)


def grid_of(table: Table, room: float, page_height: float, set_: Set) -> dict[str, Any]:
    """The widths and the cells of a table.

    Unit: `room` in em of the table's letters, `page_height` in points. Shape: `share` is about how much of a page the
    whole table takes; `pieces` are what cells say, each once.
    """
    columns = columns_of(table)
    head, body = placed(table.head, len(columns.widths)), placed(table.body, len(columns.widths))
    most = page_height * _MOST_OF_A_PAGE
    above, heights = _height(_heights(head, columns, room)), _heights(body, columns, room)
    repeats = bool(head) and above < most  # what fills a page cannot head each
    breaking = zip(body, _breaking(body, heights, most), strict=True)
    head_cells = [_data(each, columns, room, set_, may_break=not repeats) for each in head]
    body_cells = [_data(each, columns, room, set_, may_break=may, above=len(table.head)) for each, may in breaking]
    return {
        "widths": list(columns.widths),
        "pieces": _shared([*head_cells, *body_cells]),
        "head": head_cells,
        "body": body_cells,
        "repeats": repeats,
        "share": (share := (above + _height(heights)) / page_height),
        "may_break": share > _SMALL,
    }


def placed(rows: tuple[Row, ...], width: int) -> list[Placed]:
    """The cells of rows where they stand; where rows leave holes, empty cells fill them."""
    taken: set[tuple[int, int]] = set()
    found: list[Placed] = []
    for number, row in enumerate(rows):
        waiting = list(row)
        for column in range(width):
            if (number, column) in taken:
                continue
            each = waiting.pop(0) if waiting else cell("")
            columns = _free(taken, number, column, min(each.column_span, width - column))
            down = max(1, min(each.row_span, len(rows) - number))
            found.append(Placed(each, column, number, columns, down))
            taken |= {(number + y, column + x) for y in range(down) for x in range(columns)}
    return found


def _free(taken: set[tuple[int, int]], row: int, column: int, wanted: int) -> int:
    """How many columns from here are free, at most so many as a cell wants."""
    return next((width for width in range(1, wanted) if (row, column + width) in taken), max(1, wanted))


def _breaking(body: list[Placed], heights: dict[int, float], most: float) -> list[bool]:
    """Whether each cell may break over pages: its row, or the rows that it holds together, are higher than `most`."""
    together = _together(body)
    tall = {row: sum(heights[each] for each in rows) > most for row, rows in together.items()}
    return [tall[each.row] if each.rows > 1 else heights[each.row] > most for each in body]


def _together(cells: list[Placed]) -> dict[int, range]:
    """The rows that cells spanning several of them hold together. Shape: by row, the rows of its group."""
    found: dict[int, range] = {}
    ends: dict[int, int] = {}
    for each in cells:
        ends[each.row] = max(ends.get(each.row, 0), each.row + each.rows)
    first = 0
    end = 0
    for row in range(max(ends, default=-1) + 1):
        if row >= end:
            first, end = row, row + 1
        end = max(end, ends.get(row, row + 1))
        found |= {each: range(first, end) for each in range(first, end)}
    return found


def _heights(cells: list[Placed], columns: Columns, room: float) -> dict[int, float]:
    """About how high rows become; of a cell over several rows, each gets its part. Unit: points, by row."""
    heights: dict[int, float] = {}
    for each in cells:
        lines = sum(line_count(part.text, _room(each, columns, room)) for part in each.cell.paragraphs)
        high = lines * columns.size * _LINE_HEIGHT / each.rows
        for row in range(each.row, each.row + each.rows):
            heights[row] = max(heights.get(row, 0.0), high)
    return heights


def _height(rows: dict[int, float]) -> float:
    """Of rows with what stands between their lines and their letters. Unit: points."""
    return sum(rows.values()) + _PADDING * len(rows)


def _room(placed_cell: Placed, columns: Columns, room: float) -> float:
    """How long a line is inside a cell. Unit: em."""
    share = sum(columns.widths[placed_cell.column : placed_cell.column + placed_cell.columns])
    return max(1.0, share * room - _INSET / columns.size)


def _data(each: Placed, columns: Columns, room: float, set_: Set, *, may_break: bool, above: int = 0) -> dict[str, Any]:
    """A cell for the template: where it stands, with rows `above` it, in the template's own words, and what it says."""
    inner = _room(each, columns, room)
    place = {"x": each.column, "y": above + each.row, "colspan": each.columns, "rowspan": each.rows}
    unbroken = {} if may_break else {"breakable": False}
    paragraphs = [set_(part, inner) for part in each.cell.paragraphs]
    return {"place": place | unbroken, "align": each.cell.align, **_said(paragraphs)}


def _said(paragraphs: list[dict[str, Any]]) -> dict[str, Any]:
    """The words alone where they are all: most cells are so, and words are set faster than paragraphs."""
    match paragraphs:
        case [{"role": "plain", "parts": [[{"bold": False, "italic": False, "link": None, "words": words, **more}]]}]:
            return {"paragraphs": paragraphs} if more else {"words": words}
    return {"paragraphs": paragraphs}


def _shared(cells: list[dict[str, Any]]) -> list[str | tuple[str, ...]]:
    """What the words of cells are made of, each once; the cells then name their pieces by place."""
    places: dict[str | tuple[str, ...], int] = {}
    for each in (each for each in cells if "words" in each):
        pieces = (piece if isinstance(piece, str) else tuple(piece) for piece in each.pop("words"))
        each["pieces"] = [places.setdefault(piece, len(places)) for piece in pieces]
    return list(places)
