"""The public tables of an agency as plain rules: which there are, what their columns mean, how rows follow from pages.

Rows are made of the public pages of a release alone (`core.publication`), so nothing can stand in a table that is not
public already. Codes of tables and columns are names for good: a table that says something else gets another code.
"""

from prongsai.core.tables.filling import CATALOGUES, FORMATS, TABLES, rows_of, table_pages, tables_of
from prongsai.core.tables.shapes import Cell, Column, FilledTable, Row, Table

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
