"""Short ways to say what a document holds."""

from __future__ import annotations

from prongsai.paper.reading.blocks import Document, Paragraph, Table


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid(table: Table) -> list[list[str]]:
    """The texts of a table; ``<`` and ``^`` where a cell to the left or above reaches."""
    signs = {"": "", "left": "<", "above": "^"}
    return [[signs[cell.covered] or cell.text for cell in row] for row in table.rows]


def grids(document: Document) -> list[list[list[str]]]:
    return [grid(table) for table in document.tables]
