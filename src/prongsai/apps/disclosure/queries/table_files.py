"""Public tables as files to take away: CSV for a spreadsheet, JSON for a program, Parquet for analysis."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from prongsai.apps.disclosure.queries.parquet import parquet_of
from prongsai.apps.disclosure.queries.tables import PublicTable, cell_text
from prongsai.base.exports import FORMULA_SIGNS
from prongsai.core.publication import Said
from prongsai.core.tables import Cell, Column, Row

SCHEMA = "prongsai/table/1"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
MEDIA_TYPES = {form: kind.partition(";")[0] for form, kind in CONTENT_TYPES.items()}
"""What each format is, as the list of media types names it."""

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def table_file(table: PublicTable, form: str) -> bytes:
    """A table as a file of one of `core.tables.FORMATS`; the same rows are the same bytes.

    Raises: KeyError for another format.
    """
    return {"csv": _csv, "json": _json, "parquet": _parquet}[form](table)


def _csv(table: PublicTable) -> bytes:
    """As RFC 4180 says, with the mark by which Excel reads Thai; text that a spreadsheet would run is not a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(each.code for each in table.table.columns)
    for row in _whole(table):
        writer.writerow(_harmless(each, row[each.code]) for each in table.table.columns)
    return text.getvalue().encode("utf-8-sig")


def _json(table: PublicTable) -> bytes:
    """One row a line, so that two versions are compared line by line."""
    head = json.dumps({**about(table), "columns": dictionary(table)}, ensure_ascii=False, indent=1)
    rows = ",\n".join(json.dumps(each, ensure_ascii=False) for each in _whole(table))
    return f'{head.removesuffix("}").rstrip()},\n "rows": [\n{rows}\n ]\n}}\n'.encode()


def _parquet(table: PublicTable) -> bytes:
    told = {name: value if isinstance(value, str) else _compact(value) for name, value in about(table).items()}
    return parquet_of(table.table.columns, _whole(table), {**told, "columns": _compact(dictionary(table))})


def about(table: PublicTable) -> dict[str, Any]:
    """What a file says of itself before its rows: which table, whose, as of when, under which licence."""
    force = table.force
    return {
        "schema": SCHEMA,
        "table": table.table.code,
        "title": _both(table.table.title),
        "about": _both(table.table.about),
        "agency": {"slug": force.agency.slug, **_both(force.name)},
        "address": f"{table.base}tables/{table.table.code}/",
        "licence": force.release.licence,
        "as_of": table.as_of.isoformat(),
    }


def dictionary(table: PublicTable) -> list[dict[str, Any]]:
    """What each column means. Shape: one mapping a column: its code, title, kind, unit, meaning, and its codes."""
    return [_column(each) for each in table.table.columns]


def _column(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {
        "code": column.code,
        "title": _both(column.title),
        "kind": column.kind,
        "unit": _both(column.unit),
        "about": _both(column.about),
    }
    if column.is_count_of_people:
        said["is_count_of_people"] = True
    if column.codes:
        said["codes"] = {code: _both(words) for code, words in column.codes}
    return said


def _whole(table: PublicTable) -> list[Row]:
    """The rows by today's columns, each path of the site as the whole address it has."""
    links = {each.code for each in table.table.columns if each.kind == "link"}
    names = [each.code for each in table.table.columns]
    return [
        {name: _address(row.get(name), table.base) if name in links else row.get(name) for name in names}
        for row in table.rows
    ]


def _address(cell: Cell, base: str) -> Cell:
    return f"{base}{cell}" if isinstance(cell, str) and not _OUTSIDE.match(cell) else cell


def _harmless(column: Column, cell: Cell) -> str:
    text = cell_text(cell)
    is_words = column.kind in ("text", "code", "link")
    return f"'{text}" if is_words and text.startswith(FORMULA_SIGNS) else text


def _both(said: Said) -> dict[str, str]:
    return {"th": said.th, "en": said.en}


def _compact(value: Mapping[str, Any] | list[dict[str, Any]]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
