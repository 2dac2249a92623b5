"""A table as Parquet, by DuckDB: typed columns, the same bytes for the same rows in every process."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from prongsai.core.tables import Cell, Column

_TYPES = {"integer": "INTEGER", "decimal": "DECIMAL(9, 4)", "date": "DATE", "boolean": "BOOLEAN"}
_SMALLEST = Decimal("0.0001")
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""One thread, so that rows keep their order; nothing is ever fetched."""


def parquet_of(columns: Sequence[Column], rows: Sequence[Mapping[str, Cell]], told: Mapping[str, str]) -> bytes:
    """Rows as one Parquet file: text, link and code as strings, decimals as DECIMAL(9, 4), days as DATE; every column
    may be empty. `told` is the file's own metadata. Raises: ValueError for a cell that is not of its column's kind.
    """
    import duckdb  # a quarter of a second, for whoever asks for this format alone

    listed = ", ".join(f"unnest(?::{_TYPES.get(each.kind, 'VARCHAR')}[]) AS {_name(each.code)}" for each in columns)
    said = ", ".join(f"{_name(key)}: {_text(value)}" for key, value in told.items())
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config=_ALONE) as database:
        file = Path(folder) / "table.parquet"
        try:
            database.execute(f"CREATE TABLE made AS SELECT {listed}", [_cells(each, rows) for each in columns])
        except duckdb.Error as trouble:
            raise ValueError("a cell is not of its column's kind") from trouble
        metadata = f", KV_METADATA {{{said}}}" if said else ""
        database.execute(f"COPY made TO {_text(str(file))} (FORMAT parquet{metadata})")
        return file.read_bytes()


def _cells(column: Column, rows: Sequence[Mapping[str, Cell]]) -> list[Any]:
    cells = [row.get(column.code) for row in rows]
    if column.kind in _TYPES:
        return [_exact(each) for each in cells] if column.kind == "decimal" else cells
    return [None if each is None else str(each) for each in cells]


def _exact(printed: Cell) -> Decimal | None:
    """A decimal that the column holds whole. Raises: ValueError for one that would be rounded."""
    if printed is None:
        return None
    value = Decimal(str(printed))
    if value != value.quantize(_SMALLEST):
        raise ValueError(f"{printed} has more than four decimals")
    return value


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
