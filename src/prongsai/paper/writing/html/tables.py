"""Tables of a page: caption, scopes, and a region that scrolls where the screen is narrower."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from prongsai.paper.writing.html.elements import make, words
from prongsai.paper.writing.manuscript import Cell, Paragraph, Role, Row, Table

Spans = Callable[[Paragraph], Iterator[Any]]
_FITS_A_PHONE, _FITS_A_SCREEN = 3, 8
"""Unit: columns."""
_COLUMN = 5.5
"""Unit: rem, of a table that is wider than a phone."""


def table_of(table: Table, label: str, spans: Spans) -> Any:
    """A table in its region; `label` names it, `spans` writes what stands in its cells."""
    said = table.summary or table.caption or table.name
    caption = [make("caption", None, *words(table.caption))] if table.caption else []
    width = len(table.widths)
    about = (
        {"class": "wide" if width > _FITS_A_SCREEN else None, "style": f"min-width:{width * _COLUMN}rem"}
        if width > _FITS_A_PHONE
        else {}
    )
    columns = make("colgroup", None, *(make("col", {"style": f"width:{share:.2%}"}) for share in table.widths))
    head = [make("thead", None, *(_row(each, spans, is_head=True) for each in table.head))] if table.head else []
    body = make("tbody", None, *(_row(each, spans, is_head=False) for each in table.body))
    region = {"class": "region", "role": "region", "tabindex": "0", "aria-label": f"{label}: {said}" if said else label}
    return make("div", region, make("table", about, *caption, columns, *head, body))


def _row(row: Row, spans: Spans, *, is_head: bool) -> Any:
    return make("tr", None, *(_cell(each, spans, is_head=is_head) for each in row))


def _cell(cell: Cell, spans: Spans, *, is_head: bool) -> Any:
    is_named = bool(cell.text.strip())
    about = {
        "class": None if cell.align == "left" else cell.align,
        "rowspan": f"{cell.row_span}" if cell.row_span > 1 else None,
        "colspan": f"{cell.column_span}" if cell.column_span > 1 else None,
    }
    tag = "th" if is_named and (is_head or cell.is_header) else "td"
    if tag == "th":
        about["scope"] = _scope(cell, is_head=is_head)
    if [each.role for each in cell.paragraphs] == [Role.PLAIN]:
        return make(tag, about, *spans(cell.paragraphs[0]))
    return make(tag, about, *(_line(each, spans) for each in cell.paragraphs))


def _line(paragraph: Paragraph, spans: Spans) -> Any:
    is_large = paragraph.role is Role.DISPLAY
    return make("p", {"class": Role.DISPLAY.value} if is_large else None, *spans(paragraph))


def _scope(cell: Cell, *, is_head: bool) -> str:
    if is_head:
        return "colgroup" if cell.column_span > 1 else "col"
    return "rowgroup" if cell.row_span > 1 else "row"
