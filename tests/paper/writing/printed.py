"""A manuscript as a reader of any format would hand it on, so that composing is tested before any writer."""

from __future__ import annotations

from prongsai.core.records import Reading, Source
from prongsai.paper.reading import read_document
from prongsai.paper.reading.blocks import Cell, Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.grid import Grid
from prongsai.paper.writing.manuscript import Manuscript, Paragraph, Table


def document_of(manuscript: Manuscript) -> Document:
    """The paragraphs and tables of a manuscript; pictures and charts leave no trace."""
    gathering = Gathering(Source("paper", "docx", "0" * 64))
    for block in manuscript.blocks:
        if isinstance(block, Paragraph):
            gathering.paragraph(block.text, block.level)
        elif isinstance(block, Table):
            gathering.grid(_grid(block))
    return gathering.document()


def _grid(table: Table) -> list[list[Cell]]:
    grid = Grid()
    for i, row in enumerate((*table.head, *table.body)):
        column = 0
        for cell in row:
            while not grid.is_free(i, column):
                column += 1
            grid.place(i, column, cell.text, cell.row_span, cell.column_span)
            column += cell.column_span
    return grid.rows()


def read_back(manuscript: Manuscript) -> Reading:
    """What a printed manuscript says."""
    return read_document(document_of(manuscript))
