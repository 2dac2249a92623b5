"""The workbook by openpyxl: cells, widths, heights, pages."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter

from prongsai.paper.writing.addresses import followable
from prongsai.paper.writing.manuscript import Cell, Manuscript, Note, Paragraph, Picture, Table
from prongsai.paper.writing.pictures import size_on_page
from prongsai.paper.writing.placing import placed
from prongsai.paper.writing.text import in_digits, printable
from prongsai.paper.writing.xlsx.arranging import Line, Sheet
from prongsai.paper.writing.xlsx.looks import Looks
from prongsai.paper.writing.xlsx.values import fitted, parts, put

_LETTERS = {"portrait": 92.0, "landscape": 138.0}
"""How many letters wide the columns of a page are together."""
_LETTERS_OF_ONE = {"portrait": 64.0, "landscape": 96.0}
"""As many as print without being made smaller: several columns are fitted to a page, a single one is cut by it."""
_WIDEST_PICTURE = {"portrait": 160.0, "landscape": 240.0}
_HIGHEST_PICTURE = 140.0
_POINTS_A_MILLIMETRE = 72 / 25.4
_EMUS = 36_000
"""Of a millimetre, in the drawing language of Office."""
_MOST_FROZEN = 10
_LONGEST_FOOTER = 200


def book_of(manuscript: Manuscript, sheets: Sequence[Sheet]) -> Workbook:
    """The workbook of arranged sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    looks = Looks(manuscript.font)
    looks.into(book)
    notes: list[Note] = []
    for sheet in sheets:
        _SheetWriter(book.create_sheet(sheet.name), sheet, looks, notes, manuscript.digits).write()
    return book


class _SheetWriter:
    """One sheet, written from top to bottom."""

    def __init__(self, to: Any, sheet: Sheet, looks: Looks, notes: list[Note], digits: Any) -> None:
        self._to = to
        self._sheet = sheet
        self._looks = looks
        self._notes = notes
        self._digits = digits
        self._row = 1
        self._after: list[str] = []
        widths = sheet.table.widths if sheet.table else (1.0,)
        letters = (_LETTERS if len(widths) > 1 else _LETTERS_OF_ONE)[sheet.orientation]
        self._widths = [max(4.0, share * letters) for share in widths]

    def write(self) -> None:
        for column, width in enumerate(self._widths, 1):
            self._to.column_dimensions[get_column_letter(column)].width = round(width, 1)
        self._lines(self._sheet.above)
        if self._sheet.table:
            self._row += self._row > 1
            self._table(self._sheet.table)
        self._page()
        self._row += 1
        self._lines(self._sheet.below)
        self._notes_of_sheet()

    def _lines(self, lines: Iterable[Line]) -> None:
        for line in lines:
            if isinstance(line, Picture):
                self._picture(line)
            else:
                self._line(line)

    def _line(self, paragraph: Paragraph) -> None:
        address = _address_of([paragraph])
        self._keep(paragraph, address)
        for said in parts(paragraph.text.strip().replace("\t", "  ")):
            cell = self._alone(said, self._looks.size_of(paragraph.role))
            self._looks.line(cell, paragraph)
            if address:
                cell.hyperlink = address

    def _alone(self, said: str, size: int) -> Any:
        """A text in a row of its own, over all columns."""
        cell = self._to.cell(self._row, 1)
        put(cell, said)
        if len(self._widths) > 1:
            self._to.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=len(self._widths))
        self._to.row_dimensions[self._row].height = self._looks.height(said, sum(self._widths), size)
        self._row += 1
        return cell

    def _picture(self, picture: Picture) -> None:
        """A picture over an empty row as high as it is."""
        width, height = size_on_page(picture, _WIDEST_PICTURE[self._sheet.orientation], _HIGHEST_PICTURE)
        image = Image(io.BytesIO(picture.content))
        size = XDRPositiveSize2D(round(width * _EMUS), round(height * _EMUS))
        image.anchor = OneCellAnchor(_from=AnchorMarker(col=0, row=self._row - 1), ext=size)
        self._to.add_image(image)
        self._sheet.pictures.append(picture)
        self._to.row_dimensions[self._row].height = min(409.0, round(height * _POINTS_A_MILLIMETRE + 4, 1))
        self._row += 1

    def _table(self, table: Table) -> None:
        top = self._row
        rows = (*table.head, *table.body)
        grid = placed(rows, len(table.widths))
        for i, row in enumerate(grid):
            for j, cell in enumerate(row):
                if cell is not None:
                    self._cell(top + i, 1 + j, cell, is_head=i < len(table.head))
        heights, reached = self._heights(grid)
        for i, height in enumerate(heights):
            self._to.row_dimensions[top + i].height = min(409.0, height)
        self._sheet.fitting.update(top + i for i in range(len(rows)) if i not in reached)
        self._row = top + len(rows)
        if table.head:
            last = top + len(table.head) - 1
            self._to.print_title_rows = f"{top}:{last}"
            if last <= _MOST_FROZEN:
                self._to.freeze_panes = f"A{last + 1}"

    def _cell(self, row: int, column: int, cell: Cell, *, is_head: bool) -> None:
        to = self._to.cell(row, column)
        said, left = fitted(cell.text.strip().replace("\t", "  "))
        if left:
            self._after += [f"({to.coordinate}) … {part}" for part in parts(left)]
        put(to, said, may_be_number=not is_head)
        self._looks.cell(to, cell, is_head=is_head)
        if address := _address_of(cell.paragraphs):
            to.hyperlink = address
        for paragraph in cell.paragraphs:
            self._keep(paragraph, address)
        if (cell.row_span, cell.column_span) != (1, 1):
            ends = {"end_row": row + cell.row_span - 1, "end_column": column + cell.column_span - 1}
            self._to.merge_cells(start_row=row, start_column=column, **ends)

    def _heights(self, grid: list[list[Cell | None]]) -> tuple[list[float], set[int]]:
        """The height that every row needs, and the rows that merged cells reach."""
        wanted = [0.0] * len(grid)
        spanning: list[tuple[int, Cell, float]] = []
        reached: set[int] = set()
        for i, row in enumerate(grid):
            for j, cell in ((j, cell) for j, cell in enumerate(row) if cell is not None):
                height = self._looks.height(cell.text, sum(self._widths[j : j + cell.column_span]))
                if (cell.row_span, cell.column_span) != (1, 1):
                    spanning.append((i, cell, height))
                    reached.update(range(i, i + cell.row_span))
                else:
                    wanted[i] = max(wanted[i], height)
        for i, cell, height in spanning:
            missing = height - sum(wanted[i : i + cell.row_span])
            wanted[i + cell.row_span - 1] += max(0.0, missing)
        return wanted, reached

    def _keep(self, paragraph: Paragraph, linked: str | None) -> None:
        """Number the footnotes of a paragraph; they stand at the end of the sheet, with what they are about.

        Addresses that a cell cannot link to, since it links as a whole, stand there too.
        """
        for span in paragraph.spans:
            address = followable(span.link)
            if address and address != linked and not address.startswith("#"):
                self._after.append(f"{span.text.strip()}: {address}")
            if span.note:
                self._notes.append(span.note)
                number = in_digits(f"{len(self._notes)}", self._digits)
                about = f" ({span.text.strip()})" if span.text.strip() else ""
                address = f" {span.note.address}" if span.note.address else ""
                self._after.append(f"[{number}] {span.note.text}{about}{address}")

    def _notes_of_sheet(self) -> None:
        if not self._after:
            return
        self._row += 1
        for said in self._after:
            for part in parts(said):
                self._looks.small(self._alone(part, self._looks.small_size))

    def _page(self) -> None:
        page = self._to
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.page_setup.orientation = self._sheet.orientation
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_margins.left = page.page_margins.right = 0.6
        page.page_margins.top, page.page_margins.bottom = 0.7, 0.8
        # An ampersand begins a field in a footer; two are one.
        page.oddFooter.left.text = printable(self._sheet.footer)[:_LONGEST_FOOTER].replace("&", "&&") or None
        page.oddFooter.right.text = "&P" if self._sheet.numbered else None


def _address_of(paragraphs: Iterable[Paragraph]) -> str | None:
    """The address that all words of a cell link to."""
    links = {span.link for each in paragraphs for span in each.spans if span.text.strip()}
    address = followable(links.pop()) if len(links) == 1 else None
    return None if address is None or address.startswith("#") else address
