"""A table in Parquet or CSV files, opened: which columns it has and how DuckDB reads it. Nothing is fetched for it."""

# ruff: noqa: S608 - these statements are made of quoted names, quoted paths, and what SQLGlot rendered

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from prongsai.core.errors import Problem, Unreadable
from prongsai.scale.scratch import Scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KINDS = (".parquet", ".csv")
ALONE: Mapping[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""DuckDB never fetches an extension."""
WHOLE_TYPES = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})
_DELIMITERS = ",;\t|"
_THAI = "cp874"
_PIECE = 1 << 20
_CSV_AT_ONCE = 8 << 20
"""Left to itself DuckDB takes four times this, more than a small limit of memory has room for. Unit: bytes."""


@dataclass(frozen=True, slots=True)
class TableFiles:
    """Files of one kind read as one table. `named` are the paths as given, `read` what is read for them.

    Shape: `columns` is the name of a column as written, to the type that DuckDB gives it; in CSV all is text.
    """

    named: tuple[Path, ...]
    read: tuple[Path, ...]
    is_csv: bool
    delimiter: str
    columns: Mapping[str, str]

    @property
    def names(self) -> str:
        """The files, by name, for a sentence."""
        return ", ".join(each.name for each in self.named)

    def relation(self) -> str:
        """What stands after FROM in DuckDB."""
        return _relation(self.read, self.is_csv, self.delimiter)

    def columns_by_file(self, database: DuckDBPyConnection) -> Iterator[tuple[Path, list[str]]]:
        """The names of the columns that each file has by itself. Raises: Unreadable for a broken file."""
        for named, read in zip(self.named, self.read, strict=True):
            with reading([named]):
                described = database.execute(f"DESCRIBE FROM {_relation([read], self.is_csv, self.delimiter)}")
                yield named, [name for name, *_ in described.fetchall()]

    def rows(self, database: DuckDBPyConnection, select: str, group_by: str = "") -> list[tuple[Any, ...]]:
        """What a SELECT list over the table comes to. Raises: Unreadable for a broken file."""
        grouped = f" GROUP BY {group_by}" if group_by else ""
        with reading(self.named):
            return database.execute(f"SELECT {select} FROM {self.relation()}{grouped}").fetchall()


class reading:  # noqa: N801 - used as a statement: with reading(files)
    """Turns what DuckDB says of a file it cannot read into a sentence."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, trouble: BaseException | None, trace: object) -> None:
        import duckdb

        ours = (
            duckdb.OutOfMemoryException,
            duckdb.CatalogException,
            duckdb.BinderException,
            duckdb.ParserException,
            duckdb.InternalException,
            duckdb.InterruptException,
        )
        if isinstance(trouble, duckdb.Error) and not isinstance(trouble, ours):
            names = ", ".join(each.name for each in self._files)
            why = next(iter(str(trouble).splitlines()), "")
            raise Unreadable(
                f"อ่านแฟ้ม {names} ไม่ได้ แฟ้มอาจเสียหรือไม่ใช่ Parquet/CSV ที่ถูกต้อง กรุณาบันทึกใหม่ ({why})",
                f"{names} cannot be read; it may be broken or no valid Parquet/CSV. Save it again ({why}).",
            ) from trouble


def open_table(paths: Sequence[Path], database: DuckDBPyConnection, folder: Scratch) -> TableFiles:
    """Open files that make up one table; text that is not UTF-8 is read from a copy in `folder`.

    Raises: Problem for a file that is missing, empty, of another kind, or that nobody can read.
    """
    for path in paths:
        must_be_there(path)
    is_csv = paths[0].suffix.lower() == ".csv"
    if any((path.suffix.lower() == ".csv") != is_csv for path in paths):
        names = ", ".join(each.name for each in paths)
        raise Problem(
            f"แฟ้ม {names} ต้องเป็นชนิดเดียวกันทั้งหมด: Parquet หรือ CSV",
            f"{names} must all be of one kind: Parquet or CSV.",
        )
    read = tuple(_as_utf8(path, folder.path) if is_csv else path for path in paths)
    delimiter = _delimiter(read[0]) if is_csv else ""
    for path, given in zip(read, paths, strict=True) if is_csv else ():
        _must_be_cut_alike(path, given, delimiter)
        _must_differ(heading(path, delimiter), given)
    try:
        with reading(paths):
            described = database.execute(f"DESCRIBE SELECT * FROM {_relation(read, is_csv, delimiter)}").fetchall()
            columns = {name: kind for name, kind, *_ in described}
            table = TableFiles(tuple(paths), read, is_csv, delimiter, columns)
            if not database.execute(f"SELECT 1 FROM {table.relation()} LIMIT 1").fetchall():
                raise _nothing_in(table.names)
    except Unreadable as trouble:
        for path, given in zip(read, paths, strict=True) if is_csv else ():
            if line := _uneven_line(path, delimiter):
                raise Unreadable(
                    f"แฟ้ม {given.name} บรรทัด {line} มีจำนวนช่องไม่เท่ากับบรรทัดหัวคอลัมน์ (บรรทัดแรก) กรุณาแก้แล้วบันทึกใหม่",
                    f"{given.name} cannot be read: line {line} has not as many cells as the headings in line 1.",
                ) from trouble
        raise
    return table


class Kept(NamedTuple):
    """What Parquet files keep of one column of numbers; None twice for one without any number.

    `beside`: all that stands in another column where this one holds numbers, or None where the files do not tell.
    """

    least: int | None
    greatest: int | None
    beside: frozenset[str] | None


class KeptOfFile(NamedTuple):
    """The columns of one Parquet file, in small letters, and all that stands in one of them, None where not told."""

    columns: frozenset[str]
    told: frozenset[str] | None


class WhatFilesKeep:
    """What Parquet files themselves say of their columns, group of rows by group, without a row being read.

    `beside` is the column that holds one text in all rows of a group, if the files are sorted or split by it.
    """

    def __init__(self, table: TableFiles, beside: str, database: DuckDBPyConnection) -> None:
        self._files, self._database = table.named, database
        exact = "coalesce(min_is_exact, true) AND coalesce(max_is_exact, true)"
        alone = f"stats_null_count = 0 AND stats_min_value = stats_max_value AND {exact}"
        least, greatest = (f"TRY_CAST(stats_{end}_value AS BIGINT)" for end in ("min", "max"))
        with reading(self._files):
            database.execute(
                "CREATE OR REPLACE TEMP TABLE kept AS "
                f"SELECT file_name, row_group_id, lower(path_in_schema) AS name, {least} AS least, "
                f"{greatest} AS greatest, {exact} AS is_exact, "
                "coalesce(stats_null_count = num_values, false) AS is_empty, "
                f"max(stats_min_value) FILTER (lower(path_in_schema) = lower($beside) AND {alone}) "
                "OVER (PARTITION BY file_name, row_group_id) AS beside FROM parquet_metadata($files)",
                {"files": [str(path) for path in table.read], "beside": beside},
            )

    def of_columns(self) -> dict[str, Kept]:
        """By name in small letters, the columns of whole numbers of which every group says its bounds exactly."""
        rows = self._database.execute(
            "SELECT name, min(least), max(greatest), bool_and(is_empty OR beside IS NOT NULL), "
            "list(DISTINCT beside) FILTER (NOT is_empty) FROM kept GROUP BY name "
            "HAVING bool_and(is_empty OR (least IS NOT NULL AND greatest IS NOT NULL AND is_exact))"
        ).fetchall()
        return {
            name: Kept(low, high, frozenset(found or ()) if told else None) for name, low, high, told, found in rows
        }

    def of_files(self) -> list[KeptOfFile]:
        """File by file, in the order of the table."""
        rows = self._database.execute(
            "SELECT file_name, list(DISTINCT name), bool_and(beside IS NOT NULL), list(DISTINCT beside) "
            "FROM kept GROUP BY file_name"
        ).fetchall()
        found = {
            name: KeptOfFile(frozenset(columns), frozenset(beside) if told else None)
            for name, columns, told, beside in rows
        }
        nothing = KeptOfFile(frozenset(), frozenset())  # a file without a row
        return [found.get(str(path), nothing) for path in self._files]


def quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"


def delimited(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by column, read without DuckDB. Raises: Unreadable for a file that is not CSV."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        try:
            yield from csv.DictReader(lines, delimiter=delimiter, strict=True)
        except csv.Error as trouble:
            raise Unreadable(
                f"อ่านแฟ้ม {path.name} ไม่ได้ ({trouble})", f"{path.name} cannot be read ({trouble})."
            ) from trouble


def heading(path: Path, delimiter: str) -> list[str]:
    """The names of the columns of a CSV file, in order."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines, delimiter=delimiter), [])


def _uneven_line(path: Path, delimiter: str) -> int | None:
    """The first line that has more cells or fewer than the headings, or cannot be cut into cells."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            width = len(next(rows, []))
            return next((rows.line_num for row in rows if row and len(row) != width), None)
        except csv.Error:
            return rows.line_num


def _relation(files: Sequence[Path], is_csv: bool, delimiter: str) -> str:
    listed = "[" + ", ".join(text(str(each)) for each in files) + "]"
    if is_csv:
        # Left to itself DuckDB skips lines at the start, and lines with a #, that do not fit the rest of a file.
        said = f"delim = {text(delimiter)}, quote = '\"', escape = '\"', header = true, all_varchar = true, skip = 0"
        said += f", comment = '', buffer_size = {_CSV_AT_ONCE}"
        return f"read_csv({listed}, {said}, union_by_name = true)"
    # Several files may hold different columns; for one, putting columns in order by name is work for nothing.
    return f"read_parquet({listed}{', union_by_name = true' if len(files) > 1 else ''})"


def must_be_there(path: Path) -> None:
    """Raises: Problem for a file that is missing, of another kind, or empty."""
    if not path.is_file():
        raise Problem(f"ไม่พบแฟ้ม {path} กรุณาตรวจชื่อและโฟลเดอร์", f"{path} is not there; check its name and folder.")
    if path.suffix.lower() not in KINDS:
        raise Problem(f"แฟ้ม {path.name} ต้องเป็น .parquet หรือ .csv", f"{path.name} must be a .parquet or a .csv file.")
    if not path.stat().st_size:
        raise _nothing_in(path.name)


def _must_be_cut_alike(path: Path, given: Path, delimiter: str) -> None:
    """With another delimiter a whole row would be one cell, and its answers lost without a word."""
    if (own := _delimiter(path)) != delimiter:
        raise Problem(
            f"แฟ้ม {given.name} คั่นคอลัมน์ด้วย “{own}” แต่แฟ้มอื่นคั่นด้วย “{delimiter}” กรุณาบันทึกให้ใช้ตัวคั่นเดียวกัน",
            f"{given.name} has “{own}” between its columns and the other files have “{delimiter}”; save all alike.",
        )


def _must_differ(names: Sequence[str], path: Path) -> None:
    """DuckDB would give the second of two like names a new one, and a column would be taken for another."""
    lowered = [each.strip().lower() for each in names]
    if twice := [each for each in lowered if each and lowered.count(each) > 1]:
        raise Problem(
            f"แฟ้ม {path.name} มีคอลัมน์ “{twice[0]}” มากกว่าหนึ่งคอลัมน์ กรุณาเหลือไว้คอลัมน์เดียว",
            f"{path.name} has the column “{twice[0]}” more than once; keep one.",
        )


def _nothing_in(name: str) -> Problem:
    return Problem(f"แฟ้ม {name} ไม่มีข้อมูล", f"{name} holds no rows.")


def _as_utf8(path: Path, folder: Path) -> Path:
    """The file itself when it is UTF-8, else a copy that is: spreadsheets also save windows-874 and UTF-16."""
    with path.open("rb") as read:
        start = read.read(2)
    for encoding in ("utf-8", _THAI) if start not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ("utf-16",):
        try:
            if encoding == "utf-8":
                _check(path)
                return path
            return _copy(path, encoding, folder)
        except UnicodeError:
            continue
    raise Unreadable(
        f"แฟ้ม {path.name} ไม่ใช่ข้อความ UTF-8 หรือ windows-874 กรุณาบันทึกเป็น CSV UTF-8",
        f"{path.name} is neither UTF-8 nor windows-874 text; save it as CSV UTF-8.",
    )


def _check(path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as read:
        while piece := read.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)


def _copy(path: Path, encoding: str, folder: Path) -> Path:
    copy = folder / f"{len(list(folder.iterdir()))}-{path.name}"
    with path.open(encoding=encoding, newline="") as old, copy.open("w", encoding="utf-8", newline="") as new:
        while piece := old.read(_PIECE):
            new.write(piece)
    return copy


def _delimiter(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        head = lines.readline(1 << 16)
    return max(_DELIMITERS, key=head.count)
