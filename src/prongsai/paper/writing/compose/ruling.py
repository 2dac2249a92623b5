"""The head and the widths of a table from the columns that are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from prongsai.paper.writing.layouts import Column
from prongsai.paper.writing.manuscript import Cell, Row, cell

_LEAST = 0.04
"""Narrower, a column would break the number of the tenth row."""


def widths_of(columns: Sequence[Column]) -> tuple[float, ...]:
    """The share of each column, none too narrow for two digits. Shape: they sum to 1."""
    whole = sum(each.width for each in columns)
    shares = [max(each.width / whole, _LEAST) for each in columns]
    return tuple(share / sum(shares) for share in shares)


def head_of(columns: Sequence[Column]) -> tuple[Row, ...]:
    """One row of titles, or two where neighbouring columns stand under the title of a group."""
    if not any(each.group for each in columns):
        return (tuple(_title(each.title) for each in columns),)
    upper: list[Row] = []
    for group, members in groupby(columns, key=lambda each: each.group):
        held = list(members)
        upper.append(
            (_title(group, columns=len(held)),) if group else tuple(_title(each.title, rows=2) for each in held)
        )
    lower = tuple(_title(each.title) for each in columns if each.group)
    return tuple(each for row in upper for each in row), lower


def _title(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return cell(text, bold=True, rows=rows, columns=columns, align="center")
