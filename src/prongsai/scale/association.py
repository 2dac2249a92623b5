"""Two national runs and a list of declared measures, read as what associations are reckoned from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.core.errors import Problem
from prongsai.core.nation import archive
from prongsai.core.nation.association import TOTAL, Case
from prongsai.core.nation.manifest import RunManifest
from prongsai.core.practices import practice
from prongsai.core.tables.national import AGENCIES, SCORES
from prongsai.scale.scratch import Scratch
from prongsai.scale.tablefiles import ALONE, TableFiles, open_table, quoted, reading, text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEASURE_COLUMNS = ("agency", "practice")


@dataclass(frozen=True, slots=True)
class TwoYears:
    """The manifests of two runs, and the agencies that stand in both."""

    before: RunManifest
    after: RunManifest
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """Which agency declared which practice: `pairs`, and how many rows were of no use.

    Shape: `unknown_practices` is code to rows, `blank` counts rows without an agency or a practice.
    """

    pairs: frozenset[tuple[str, str]]
    unknown_practices: dict[str, int]
    blank: int


def two_years(before: Path, after: Path) -> TwoYears:
    """Read two runs. Raises: Problem for a file that is none, or when the second is not of a later year."""
    with _database() as (database, folder):
        manifests = [_taken(path, name, folder, database) for path, name in ((before, "old"), (after, "new"))]
        if manifests[0].fiscal_year >= manifests[1].fiscal_year:
            years = [each.fiscal_year for each in manifests]
            raise Problem(
                f"{before.name} เป็นของปี {years[0]} และ {after.name} เป็นของปี {years[1]} ต้องระบุปีก่อนหน้าก่อน แล้วจึงปีหลัง",
                f"{before.name} is of {years[0]}, {after.name} of {years[1]}; name the earlier year first.",
            )
        return TwoYears(manifests[0], manifests[1], tuple(_cases(database)))


def declared_measures(path: Path) -> Declared:
    """Read a list of declared measures (CSV or Parquet with the columns agency, practice).

    Raises: Problem for a file that is none, lacks a column, or names no practice of the catalogue.
    """
    with _database() as (database, folder):
        table = open_table([path], database, folder)
        rows = table.rows(database, ", ".join(_column(table, name) for name in MEASURE_COLUMNS))
    pairs: set[tuple[str, str]] = set()
    unknown: dict[str, int] = {}
    blank = 0
    for agency, code in rows:
        if not agency or not code:
            blank += 1
        elif practice(code) is None:
            unknown[code] = unknown.get(code, 0) + 1
        else:
            pairs.add((agency, code))
    if not pairs:
        raise Problem(
            f"{path.name} ไม่มีแถวใดที่มีทั้งหน่วยงานและรหัสมาตรการที่รู้จัก คอลัมน์ practice คือรหัสในคลังมาตรการ เช่น law-page",
            f"{path.name} has no row with an agency and a known practice; practice is a code such as law-page.",
        )
    return Declared(frozenset(pairs), dict(sorted(unknown.items())), blank)


@contextmanager
def _database() -> Iterator[tuple[DuckDBPyConnection, Scratch]]:
    import duckdb  # a fifth of a second, for this command alone

    with closing(Scratch()) as folder, duckdb.connect(config=dict(ALONE)) as database:
        yield database, folder


def _taken(path: Path, name: str, folder: Scratch, database: DuckDBPyConnection) -> RunManifest:
    """Check a run and have its tables in the database as ``NAME_agencies`` and ``NAME_scores``."""
    if not path.is_file():
        raise Problem(f"ไม่พบแฟ้ม {path} กรุณาตรวจชื่อและโฟลเดอร์", f"{path} is not there; check its name and folder.")
    with path.open("rb") as file, archive.opened(file) as parts:
        manifest, _ = archive.checked(parts)
        for table in (AGENCIES, SCORES):
            part = folder.path / f"{name}-{table.file}"
            part.write_bytes(parts.read(table.file))
            columns = ", ".join(quoted(each) for each in table.names)
            with reading([path]):
                database.execute(
                    f"CREATE TABLE {name}_{table.code} AS SELECT {columns} FROM read_parquet({text(str(part))})"  # noqa: S608 - our own names
                )
    return manifest


def _cases(database: DuckDBPyConnection) -> Iterator[Case]:
    """The agencies of both years, in order of their codes; what they are by the later year."""
    values = {name: _values(database, name) for name in ("old", "new")}
    rows = database.execute(
        "SELECT agency, kind, coalesce(size, ''), coalesce(region, ''), coalesce(province, '') "
        "FROM new_agencies SEMI JOIN old_agencies USING (agency)"
    ).fetchall()
    for code, kind, size, region, province in sorted(rows):
        yield Case(code, kind, size, region, province, values["old"].get(code, {}), values["new"].get(code, {}))


def _values(database: DuckDBPyConnection, name: str) -> dict[str, dict[str, int]]:
    """By agency: total and indicators that are known. Unit: hundredths of a point."""
    found: dict[str, dict[str, int]] = {}
    rows = database.execute(
        f"SELECT agency, '{TOTAL}', CAST(total * 100 AS INTEGER) FROM {name}_agencies WHERE total IS NOT NULL "  # noqa: S608 - our own names
        f"UNION ALL SELECT agency, code, CAST(points * 100 AS INTEGER) FROM {name}_scores "
        "WHERE kind = 'indicator' AND coalesce(part, '') = '' AND points IS NOT NULL"
    ).fetchall()
    for agency, outcome, points in rows:
        found.setdefault(agency, {})[outcome] = points
    return found


def _column(table: TableFiles, name: str) -> str:
    """A column in SQL, blanks around its texts left out."""
    found = next((each for each in table.columns if each.strip().lower() == name), None)
    if found is None:
        raise Problem(
            f"{table.names} ไม่มีคอลัมน์ {name} ต้องมีคอลัมน์ {', '.join(MEASURE_COLUMNS)}",
            f"{table.names} has no column {name}; it needs {', '.join(MEASURE_COLUMNS)}.",
        )
    return f"trim(coalesce(CAST({quoted(found)} AS VARCHAR), ''))"
