"""The file of a national run, read: checked byte by byte, column by column and figure by figure, before anything of it
is kept.

Hashes only say that the file is as somebody wrote it. Whoever wrote it may be anybody, so every figure that the
database holds to, or that pages rely on, is looked at here, in the tables where they lie.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZipFile

from prongsai.core.errors import Refused, Unreadable
from prongsai.core.framework import YEARS
from prongsai.core.nation import archive
from prongsai.core.nation.manifest import RunManifest
from prongsai.core.tables.national import AGENCIES, FLAGS, MANIFEST, PARQUET_TYPES, SCORES, NationalTable

if TYPE_CHECKING:
    import duckdb

Told = Callable[[int, int], None]
"""Told how many agencies of how many were read."""

LARGEST_RUN = 2 * 2**30
"""All parts of a run together. Unit: bytes."""
MOST_AGENCIES = 20_000
MOST_SCORES = 400
"""Of one agency."""
_READ = (AGENCIES, SCORES, FLAGS)
_AT_ONCE, _ROWS_AT_ONCE = 500, 20_000
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "512MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

# Each asks for one row that must not be there; `%s` is what is wrong with it, for the sentence.
_RULES = {
    "agencies: agency": "SELECT agency FROM agencies GROUP BY agency HAVING count(*) > 1 OR agency IS NULL",
    "agencies: kind, province": "SELECT agency FROM agencies WHERE '' IN (coalesce(kind, ''), coalesce(province, ''))",
    "agencies: total, country_rank": """
        SELECT agency FROM agencies
        WHERE (total IS NULL) <> (country_rank IS NULL) OR total NOT BETWEEN 0 AND 100""",
    "agencies: country_rank, kind_rank, province_rank": """
        SELECT agency FROM (SELECT *,
            rank() OVER (ORDER BY total DESC) AS c, count(*) OVER () AS c_of,
            rank() OVER (PARTITION BY kind ORDER BY total DESC) AS k, count(*) OVER (PARTITION BY kind) AS k_of,
            rank() OVER (PARTITION BY province ORDER BY total DESC) AS p, count(*) OVER (PARTITION BY province) AS p_of
            FROM agencies WHERE total IS NOT NULL)
        WHERE (country_rank, country_of, kind_rank, kind_of, province_rank, province_of)
            IS DISTINCT FROM (c, c_of, k, k_of, p, p_of)""",
    "agencies: staff": "SELECT agency FROM agencies WHERE staff NOT BETWEEN 0 AND 10000000",
    "scores: agency": "SELECT agency FROM scores ANTI JOIN agencies USING (agency)",
    "scores: code, part": "SELECT agency FROM scores GROUP BY agency, kind, code, part HAVING count(*) > 1",
    "scores: kind, code, part": "SELECT agency FROM scores WHERE contains(concat(kind, code, part), '|')",
    "scores: points": """
        SELECT agency FROM scores WHERE points NOT BETWEEN 0 AND 100 OR answers NOT BETWEEN 0 AND 100000000
            OR low < 0 OR high > 100 OR points < low - 0.01 OR points > high + 0.01
            OR (low IS NULL) <> (high IS NULL)""",
    "flags: agency": "SELECT agency FROM flags ANTI JOIN agencies USING (agency)",
    "flags: flag": """SELECT agency FROM flags WHERE coalesce(flag, '') = ''
            OR "count" NOT BETWEEN 0 AND 100000000 OR "of" NOT BETWEEN 0 AND 100000000""",
}
_LENGTHS = {"name": 200, "level": 40, "flag": 40, "tool": 8, "part": 8, "lost_items": 2000}
_LENGTH = 80
"""Of any other text. Unit: characters."""


@dataclass(frozen=True, slots=True)
class ReadRun:
    """A run as its file says it, not kept yet.

    Shape: `agencies` are the fields of `RunAgency`, their `scores` still as JSON text, or a country would fill the
    memory; `flags` are the fields of `RunFlag` by agency code.
    """

    manifest: RunManifest
    plain: dict[str, Any]
    agencies: list[dict[str, Any]]
    flags: dict[str, list[dict[str, Any]]]


def looked_at(file: IO[bytes]) -> RunManifest:
    """What a file says it is, when every byte is as that says. Raises: Unreadable; Refused for a year not known."""
    with archive.opened(file) as parts:
        return _manifest(parts)


def read_run(file: IO[bytes], told: Told = lambda done, total: None) -> ReadRun:
    """Read the file of a run. Raises: Unreadable, Refused, naming what in it is wrong."""
    with archive.opened(file) as parts, tempfile.TemporaryDirectory() as folder:
        manifest = _manifest(parts)
        plain = json.loads(parts.read(MANIFEST))
        with _tables(parts, Path(folder)) as database:
            agencies = list(_agencies(database, told))
            return ReadRun(manifest, plain, agencies, _flags(database))


def _manifest(parts: ZipFile) -> RunManifest:
    if sum(each.file_size for each in parts.infolist()) > LARGEST_RUN:
        raise Refused(
            f"ไฟล์นี้ใหญ่เกิน {LARGEST_RUN // 2**30} GB จึงไม่รับ กรุณาตรวจว่าเป็นไฟล์จาก prongsai score",
            f"The file is larger than {LARGEST_RUN // 2**30} GB and is not taken; is it one that prongsai score wrote?",
        )
    manifest, _inputs = archive.checked(parts)
    if manifest.fiscal_year not in YEARS:
        raise Refused(
            f"ระบบรุ่นนี้ยังไม่รู้จักปีงบประมาณ พ.ศ. {manifest.fiscal_year} กรุณาปรับปรุงระบบก่อนนำเข้า",
            f"This version does not know fiscal year {manifest.fiscal_year}; upgrade before importing.",
        )
    return manifest


@contextmanager
def _tables(parts: ZipFile, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of a run in a database of their own, every column of the kind it must be and every rule kept."""
    import duckdb  # a quarter of a second, for whoever takes a run over

    with duckdb.connect(config=_SETTINGS) as database:
        for table in _READ:
            file = folder / table.file
            with parts.open(table.file) as source, file.open("wb") as target:
                while block := source.read(1 << 20):
                    target.write(block)
            try:
                _check_columns(database, table, file)
            except duckdb.Error as trouble:
                raise _wrong(table.code) from trouble
        for place, question in _RULES.items():
            if (found := database.execute(question).fetchone()) is not None:
                raise _wrong(place, str(found[0]))
        yield database


def _check_columns(database: duckdb.DuckDBPyConnection, table: NationalTable, file: Path) -> None:
    """Have a table there, by its own name. Raises: Unreadable for other columns, or texts no page could show."""
    quoted = str(file).replace("'", "''")
    database.execute(f"CREATE VIEW {table.code} AS SELECT * FROM read_parquet('{quoted}')")  # noqa: S608 - our own names
    described = database.execute(f"DESCRIBE {table.code}").fetchall()
    expected = [(each.code, PARQUET_TYPES[each.kind]) for each in table.columns]
    if [(name, kind) for name, kind, *_rest in described] != expected:
        raise _wrong(table.code)
    counted = database.execute(f"SELECT count(*) FROM {table.code}").fetchone()  # noqa: S608 - our own name
    if counted is None or counted[0] > MOST_AGENCIES * (1 if table is AGENCIES else MOST_SCORES):
        raise _wrong(table.code)
    texts = [code for code, kind in expected if kind == "VARCHAR"]
    faults = " OR ".join(
        f"length({code}) > {_LENGTHS.get(code, _LENGTH)} OR regexp_matches({code}, '[\\x00-\\x1f\\x7f]')"
        for code in texts
    )
    found = database.execute(f"SELECT agency FROM {table.code} WHERE {faults} LIMIT 1").fetchone()  # noqa: S608 - our own names
    if found is not None:
        raise _wrong(table.code, str(found[0])[:_LENGTH])


def _agencies(database: duckdb.DuckDBPyConnection, told: Told) -> Iterator[dict[str, Any]]:
    counted = database.execute("SELECT count(*) FROM agencies").fetchone()
    total = counted[0] if counted else 0
    found = database.execute("SELECT * FROM agencies ORDER BY agency").fetchall()
    scores = groupby(_scores(database), itemgetter(0))
    agency, rows = next(scores, ("", iter(())))
    for done, row in enumerate(found):
        if done % _AT_ONCE == 0:
            told(done, total)
        own: list[tuple[Any, ...]] = []
        if agency == row[0]:
            own = [each[1:] for each in rows]
            agency, rows = next(scores, ("", iter(())))
        yield _agency(dict(zip(AGENCIES.names, row, strict=True)), own)


def _scores(database: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """Every score, points in whole hundredths, in the order of the agencies."""
    rows = database.execute(
        """SELECT agency, kind, code, coalesce(part, ''), (points * 100)::INTEGER, (low * 100)::INTEGER,
            (high * 100)::INTEGER, answers FROM scores ORDER BY agency, kind, code, part"""
    )
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        yield from some


def _agency(row: dict[str, Any], scores: list[tuple[Any, ...]]) -> dict[str, Any]:
    code = row.pop("agency")
    known = {name: value for name, value in row.items() if value is not None}
    known["name"] = known.get("name") or code
    known["lost_items"] = re.findall(r"[^\s,]+", known.get("lost_items", ""))
    return {
        **known,
        "code": code,
        "tools": {part or code: points for kind, code, part, points, *_rest in scores if kind in ("tool", "part")},
        "indicators": {code: points for kind, code, part, points, *_ in scores if kind == "indicator" and not part},
        "scores": json.dumps({f"{kind}|{code}|{part}": rest for kind, code, part, *rest in scores}),
    }


def _flags(database: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    flags: dict[str, list[dict[str, Any]]] = {}
    asked = 'SELECT agency, tool, part, flag, "count", "of" FROM flags ORDER BY ALL'
    for agency, tool, part, flag, count, of in database.execute(asked).fetchall():
        found = {"tool": tool or "", "part": part or "", "flag": flag, "count": count, "of": of}
        flags.setdefault(agency, []).append(found)
    return flags


def _wrong(place: str, agency: str = "") -> Unreadable:
    th, en = (f" ของหน่วยงานรหัส {agency}", f" of agency {agency}") if agency else ("", "")
    return Unreadable(
        f"ตาราง {place}{th} ในไฟล์นี้ไม่เป็นไปตามแบบของผลการคำนวณ กรุณาคำนวณใหม่ด้วย prongsai score",
        f"Table {place}{en} in this file is not what a national run has there; run prongsai score again.",
    )
