"""Which tables stay whole on a page, for the formats whose pages are made by an office suite."""

from __future__ import annotations

from prongsai.paper.writing.manuscript import Row, Table

_MOST_LINES = 11
_LETTERS = 100
"""About as many as a page has in a line."""


def stays_whole(table: Table) -> bool:
    """Whether a table is so short that a page holds it beside other things: few rows, each of about a line."""
    return sum(_lines(each, table.widths) for each in table.body) <= _MOST_LINES


def _lines(row: Row, widths: tuple[float, ...]) -> float:
    """About how many lines a row takes; where cells of rows above reach down, rather more."""
    narrow = (min(1.0, each.column_span * sum(widths) / len(widths)) for each in row)
    shares = widths if len(row) == len(widths) else tuple(narrow)
    return max(
        (max(1.0, len(each.text) / (_LETTERS * share)) for each, share in zip(row, shares, strict=True)), default=1.0
    )
