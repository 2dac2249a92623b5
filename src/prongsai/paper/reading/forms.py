"""Forms: a table of two columns that names on the left and tells on the right, one measure in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prongsai.paper.reading import columns
from prongsai.paper.reading.blocks import Cell, Table
from prongsai.paper.reading.columns import Concept

_FEWEST_NAMES = 3
_LONGEST_NAME = 20


def turned(table: Table) -> Table:
    """A form as a table of one header and one row; any other table as it is."""
    if len(table.rows[0]) != 2:
        return table
    rows = table.rows[1:] if _is_heading(table.rows[0]) else table.rows
    if not _is_form([row[0].text for row in rows]):
        return table
    return replace(table, rows=(tuple(row[0] for row in rows), tuple(row[1] for row in rows)))


def _is_form(names: Sequence[str]) -> bool:
    concepts = columns.assign(names)
    work, care = {Concept.TITLE, Concept.STEPS}, {Concept.OWNERS, Concept.PERIOD}
    return (
        None not in concepts and len(names) >= _FEWEST_NAMES and bool(work & {*concepts}) and bool(care & {*concepts})
    )


def _is_heading(row: Sequence[Cell]) -> bool:
    """Whether a first row says only that names stand on the left (หัวข้อ | รายละเอียด)."""
    concept = columns.assign([row[0].text])[0]
    is_name = len(row[1].text) < _LONGEST_NAME and columns.is_called_something(row[1].text)
    return concept in (Concept.TOPIC, Concept.ELSE, None) and (is_name or not row[1].text.strip())
