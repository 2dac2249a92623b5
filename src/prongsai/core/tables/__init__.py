"""The public tables of an agency as plain rules: which there are, what their columns mean, how rows follow from pages.

Rows are made of the public pages of a release alone (`core.publication`), so nothing can stand in a table that is not
public already. Codes of tables and columns are names for good: a table that says something else gets another code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prongsai.core.tables.shapes import Cell, Column, FilledTable, Row, Table

if TYPE_CHECKING:
    from prongsai.core.tables.filling import CATALOGUES, FORMATS, TABLES, rows_of, table_pages, tables_of

__all__ = [
    "CATALOGUES",
    "FORMATS",
    "TABLES",
    "Cell",
    "Column",
    "FilledTable",
    "Row",
    "Table",
    "rows_of",
    "table_pages",
    "tables_of",
]


def __getattr__(name: str) -> object:
    """What fills the tables, read when somebody asks for it: a national run needs their shapes alone."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from prongsai.core.tables import filling

    return getattr(filling, name)
