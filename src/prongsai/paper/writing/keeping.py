"""What stays together on a page, for the formats whose pages are made by an office suite."""

from __future__ import annotations

from prongsai.paper.writing.manuscript import Paragraph, Role, Row, Table

_MOST_LINES = 11
_LETTERS = 100
"""About as many as a page has in a line."""


def stays_whole(table: Table) -> bool:
    """Whether a table is so short that a page holds it beside other things: few rows, each of about a line."""
    return sum(_lines(each, table.widths) for each in table.body) <= _MOST_LINES


def leads(paragraph: Paragraph) -> bool:
    """Whether a paragraph of running text is wholly bold: then it leads what follows, and stays with it."""
    said = [each for each in paragraph.spans if each.text.strip()]
    return paragraph.role is Role.BODY and bool(said) and all(each.bold for each in said)


def _lines(row: Row, widths: tuple[float, ...]) -> float:
    """About how many lines a row takes; where cells of rows above reach down, rather more."""
    narrow = (min(1.0, each.column_span * sum(widths) / len(widths)) for each in row)
    shares = widths if len(row) == len(widths) else tuple(narrow)
    return max(
        (max(1.0, len(each.text) / (_LETTERS * share)) for each, share in zip(row, shares, strict=True)), default=1.0
    )
