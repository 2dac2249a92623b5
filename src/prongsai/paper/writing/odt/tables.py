"""Tables of an ODT: widths, header rows that repeat, spans with the positions they cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from prongsai.paper.writing.keeping import stays_whole
from prongsai.paper.writing.manuscript import Cell, Paragraph, Role, Row, Table
from prongsai.paper.writing.odt.automatic import Automatic
from prongsai.paper.writing.odt.names import make
from prongsai.paper.writing.odt.styles import STYLE_OF
from prongsai.paper.writing.placing import placed

_STYLES = {"left": "Table_20_Contents", "center": "Table_20_Contents_20_center", "right": "Table_20_Contents_20_right"}


class Tables:
    """Writes tables; `paragraph` writes what stands in their cells."""

    def __init__(self, styles: Automatic, paragraph: Callable[[Paragraph, str], Any]) -> None:
        self._styles = styles
        self._paragraph = paragraph
        self._count = 0

    def table(self, table: Table, width: float, *, is_signed: bool) -> Any:
        """A table as wide as the page; where somebody signs under it, a small one goes along. Unit: millimetres."""
        self._count += 1
        is_whole = stays_whole(table)
        about = {
            "table:name": f"Table{self._count}",
            "table:style-name": self._styles.table(width, is_whole=is_whole, keeps=is_whole and is_signed),
        }
        columns = (
            make("table:table-column", {"table:style-name": self._styles.column(width * share, share)})
            for share in table.widths
        )
        rows = list(self._rows((*table.head, *table.body), len(table.widths), len(table.head)))
        head, body = rows[: len(table.head)], rows[len(table.head) :]
        said = [make("table:desc", None, table.summary)] if table.summary else []
        header = [make("table:table-header-rows", None, *head)] if head else []
        return make("table:table", about, *said, *columns, *header, *body)

    def _rows(self, rows: tuple[Row, ...], width: int, head_count: int) -> Iterator[Any]:
        style = {"table:style-name": self._styles.row()}
        for i, row in enumerate(placed(rows, width)):
            cells = (self._cell(each, is_head=i < head_count) for each in row)
            yield make("table:table-row", style, *cells)

    def _cell(self, cell: Cell | None, *, is_head: bool) -> Any:
        if cell is None:
            return make("table:covered-table-cell")
        spans = {
            "table:number-rows-spanned": f"{cell.row_span}" if cell.row_span > 1 else None,
            "table:number-columns-spanned": f"{cell.column_span}" if cell.column_span > 1 else None,
        }
        about = {"table:style-name": self._styles.cell(is_head=is_head), "office:value-type": "string"}
        paragraphs = (
            self._paragraph(each, STYLE_OF[each.role] if each.role is Role.DISPLAY else _STYLES[cell.align])
            for each in cell.paragraphs
        )
        return make("table:table-cell", {**about, **spans}, *paragraphs)
