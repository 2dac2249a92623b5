"""Gathering blocks in the order of the page, with their places counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from prongsai.core.records import Source, Unread, Where
from prongsai.paper.reading import bounds, unreadable
from prongsai.paper.reading.blocks import Block, Cell, Document, Paragraph, Table


class Gathering:
    """The blocks of a paper as they are met; empty paragraphs and tables leave no trace.

    `page` and `sheet` say where the reader stands, in formats that have them.
    Raises: Unreadable when more is gathered than a paper ever holds.
    """

    def __init__(self, source: Source) -> None:
        self.page: int | None = None
        self.sheet: str | None = None
        self._source = source
        self._unread: list[Unread] = []
        self._cells = 0
        self._letters = 0
        self._blocks: list[Block] = []
        self._tables = 0
        self._paragraphs = 0

    def paragraph(self, text: str, heading: int | None = None) -> None:
        """Add a paragraph outside tables; one of endless length is taken line by line."""
        if len(text) > bounds.MOST_LETTERS_OF_A_TEXT and "\n" in text:
            for line in text.split("\n"):
                self.paragraph(line, heading)
        elif text.strip():
            self._count([text])
            self._paragraphs += 1
            where = Where(paragraph=self._paragraphs, page=self.page, sheet=self.sheet)
            self._blocks.append(Paragraph(text, where, heading))

    def table(self, rows: Iterable[list[str]]) -> None:
        """Add a table of plain texts; short rows are filled up with empty cells."""
        texts = [row for row in rows if any(cell.strip() for cell in row)]
        width = max(map(len, texts), default=0)
        self.grid([[Cell(text, Where()) for text in row + [""] * (width - len(row))] for row in texts])

    def grid(self, rows: list[list[Cell]]) -> Where:
        """Add a table of cells (with their spans) and give its place; the cells' places are set here."""
        if not rows:
            return Where()
        self._cells += len(rows) * len(rows[0])
        self._count([cell.text for row in rows for cell in row])
        self._tables += 1
        where = Where(table=self._tables, page=self.page, sheet=self.sheet)
        placed = tuple(
            tuple(replace(cell, where=replace(where, row=i, column=j)) for j, cell in enumerate(row, 1))
            for i, row in enumerate(rows, 1)
        )
        self._blocks.append(Table(placed, where))
        return where

    def leave(self, text: str, where: Where | None = None) -> None:
        """Name something that cannot be read (a picture, a scanned page); it stands here where no place is given."""
        here = Where(paragraph=self._paragraphs or None, page=self.page, sheet=self.sheet)
        self._unread.append(Unread(text, where or here))

    def document(self) -> Document:
        """All that was gathered."""
        return Document(self._source, tuple(self._blocks), unread=tuple(self._unread))

    def _count(self, texts: list[str]) -> None:
        self._letters += sum(map(len, texts))
        has_endless_text = max(map(len, texts), default=0) > bounds.MOST_LETTERS_OF_A_TEXT
        too_many = self._cells > bounds.MOST_CELLS or self._paragraphs >= bounds.MOST_PARAGRAPHS
        if has_endless_text or too_many or self._letters > bounds.MOST_LETTERS:
            raise unreadable.too_long(self._source.name)
