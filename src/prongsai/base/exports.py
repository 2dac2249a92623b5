"""Tables to take away: XLSX and CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Font

Row = Sequence[Any]

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_response(rows: Iterable[Row], columns: Sequence[Any], name: str, kind: str) -> HttpResponse:
    """A table as a file to keep: `columns` are the heads, `name` is the file's without ending.

    Shape: one sequence a row, as long as `columns`. Raises: Http404 for a kind that is not ``xlsx`` or ``csv``.
    """
    heads = [str(column) for column in columns]
    match kind:
        case "xlsx":
            content, content_type = _xlsx(rows, heads), XLSX
        case "csv":
            content, content_type = b"".join(_csv_lines(rows, heads)), "text/csv; charset=utf-8"
        case _:
            raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def table_stream(rows: Iterable[Row], columns: Sequence[Any], name: str) -> StreamingHttpResponse:
    """A table as CSV that is sent while it is read, for one too long to be held; otherwise as `table_response`."""
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.csv") or "attachment"
    lines = _csv_lines(rows, [str(column) for column in columns])
    named = {"Content-Disposition": disposition}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=named)


def table_links(name: str, args: Sequence[Any], **chosen: str) -> list[tuple[str, str]]:
    """Where a table can be taken away, narrowed to what is chosen, as `base/exports.html` shows it.

    `name` is the address's, `args` what stands in it before the kind. Shape: word and address, one pair a kind.
    """
    narrowed = {each: value for each, value in chosen.items() if value}
    asked = f"?{urlencode(narrowed)}" if narrowed else ""
    return [(kind.upper(), reverse(name, args=[*args, kind]) + asked) for kind in ("xlsx", "csv")]


class _Given:
    """What a CSV writer writes to when each line is handed on at once."""

    def write(self, line: str) -> str:
        return line


def _csv_lines(rows: Iterable[Row], heads: list[str]) -> Iterator[bytes]:
    writer = csv.writer(_Given())
    yield writer.writerow([_harmless(head) for head in heads]).encode("utf-8-sig")  # or Excel reads Thai as Latin
    for row in rows:
        yield writer.writerow([_harmless(_plain(value)) for value in row]).encode()


def _xlsx(rows: Iterable[Row], heads: list[str]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate([heads, *rows], 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), _plain(value))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell: Cell | MergedCell, value: Any) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(FORMULA_SIGNS)


def _plain(value: Any) -> Any:
    """A value a sheet can hold: numbers stay numbers, times are local, everything else is its words."""
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    return str(value)


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers are left alone."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value
