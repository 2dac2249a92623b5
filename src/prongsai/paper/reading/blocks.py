"""A paper as blocks, whatever its file format: paragraphs and tables in the order of the page.

Readers of a format (``docx``, ``pdf``, ...) produce a `Document`; what understands papers knows only this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from prongsai.core.records import Healed, Reading, Source, Unread, Where


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside tables. `heading` is its outline level (1-6) where the format says so."""

    text: str
    where: Where
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One position of a table's grid.

    `text` keeps line and paragraph breaks as ``\\n``. A merged cell stands once, at its top left, with its
    spans; the positions it covers are cells with empty text and `covered` saying from which side.
    """

    text: str
    where: Where
    row_span: int = 1
    column_span: int = 1
    covered: Literal["", "left", "above"] = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid. Shape: every row has the same number of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    where: Where


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. `unread` names what the format reader had to leave (a picture, a scanned page).

    `carried` are the records a file of ours takes along, which hold only where its pages bear them out.
    """

    source: Source
    blocks: tuple[Block, ...]
    healed: tuple[Healed, ...] = ()
    unread: tuple[Unread, ...] = ()
    carried: Reading | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order; the first has number 1 in `Where`."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def document_json(document: Document) -> list[dict[str, Any]]:
    """The blocks as JSON, for showing the paper beside its reading.

    Shape: ``{"paragraph": n, "text", "heading"}`` or ``{"table": n, "rows": [[{"text", "rows", "columns"}]]}``;
    covered positions are left out, as HTML tables do.
    """
    return [_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in document.blocks]


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"paragraph": block.where.paragraph, "page": block.where.page, "text": block.text, "heading": block.heading}


def _table(block: Table) -> dict[str, Any]:
    rows = [
        [
            {"row": i, "column": j, "text": cell.text, "rows": cell.row_span, "columns": cell.column_span}
            for j, cell in enumerate(row, 1)
            if not cell.covered
        ]
        for i, row in enumerate(block.rows, 1)
    ]
    return {"table": block.where.table, "page": block.where.page, "sheet": block.where.sheet, "rows": rows}
