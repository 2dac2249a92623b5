"""The file of a national run, made of rows: valid unless a test asks for a fault."""

from __future__ import annotations

import csv
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import duckdb

from cast import NOW
from prongsai.apps.nation.models import NationalRun
from prongsai.apps.nation.operations import import_run
from prongsai.apps.nation.queries.reading import read_run
from prongsai.base.files import keep_for_all, open_stored
from prongsai.base.models import Person
from prongsai.core.framework import load
from prongsai.core.levels import level_of
from prongsai.core.nation.counting import Statements
from prongsai.core.nation.manifest import (
    INPUTS,
    Counts,
    Part,
    RunManifest,
    Supposed,
    framework_digest,
    inputs_bytes,
    manifest_bytes,
)
from prongsai.core.scoring import mean, round_points, total_score
from prongsai.core.tables.national import (
    AGENCIES,
    FLAGS,
    MANIFEST,
    PARQUET_TYPES,
    REJECTS,
    RUN_TABLES,
    SCORES,
    SUMMARY,
    NationalTable,
)

YEAR = 2567
KINDS = ("เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "เทศบาลเมือง")
PROVINCES = (("สระบุรี", "แก่งคอย"), ("ลพบุรี", "โคกสำโรง"), ("เชียงใหม่", "แม่ริม"), ("สงขลา", "หาดใหญ่"))
REGIONS = {"สระบุรี": "กลาง", "ลพบุรี": "กลาง", "เชียงใหม่": "เหนือ", "สงขลา": "ใต้"}
PLAIN = Supposed(weights={}, thresholds={}, rule_of=None, without=(), statements=Statements.FIRST)
Rows = dict[str, list[dict[str, Any]]]


def a_country(count: int = 12, *, year: int = YEAR, shift: int = 0) -> Rows:
    """Agencies with scores that follow from their number, levels and ranks as the rules say.

    The last one has no score at all; the second has a flag. `shift` moves all scores a little.
    """
    rows: Rows = {table.code: [] for table in RUN_TABLES}
    for number in range(count):
        _add(rows, number, year, shift, is_empty=number == count - 1)
    _rank(rows["agencies"], "country", lambda row: "")
    _rank(rows["agencies"], "kind", lambda row: row["kind"])
    _rank(rows["agencies"], "province", lambda row: row["province"])
    if count > 1:
        rows["flags"].append(
            {"agency": _code(1), "tool": "EIT", "part": "EIT1", "flag": "straight_lining", "count": 9, "of": 30}
        )
    return rows


def a_run_file(
    rows: Rows | None = None,
    *,
    year: int = YEAR,
    supposed: Supposed = PLAIN,
    parts: Mapping[str, bytes] | None = None,
    stated: Callable[[RunManifest], RunManifest] = lambda manifest: manifest,
) -> bytes:
    """A run as a ZIP. `parts` replaces files of it after the manifest was written, `stated` changes the manifest."""
    made = a_country(year=year) if rows is None else rows
    files = {table.file: parquet(table, made[table.code]) for table in RUN_TABLES} | {SUMMARY: b"<!doctype html>"}
    manifest = stated(_manifest(made, files, year, supposed))
    plain = manifest_bytes(manifest)
    files |= {MANIFEST: plain, INPUTS: inputs_bytes((), plain)} | dict(parts or {})
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content)
    return packed.getvalue()


def a_run(rows: Rows | None = None, *, by: Person | None = None, at: Any = NOW, **more: Any) -> NationalRun:
    """A run that was taken over."""
    file = keep_for_all(by=by, at=at, name="run.zip", content=BytesIO(a_run_file(rows, **more)))
    with open_stored(file) as content:
        read = read_run(content)
    return import_run(by=by, at=at, file=file, read=read)


def what_if(**changed: Any) -> Supposed:
    """A supposition, otherwise plain."""
    return replace(PLAIN, **changed)


def parquet(table: NationalTable, rows: Iterable[Mapping[str, Any]], types: Mapping[str, str] | None = None) -> bytes:
    """Rows as a Parquet file with the columns of a table, some of another type where a test says so."""
    kinds = {each.code: PARQUET_TYPES[each.kind] for each in table.columns} | dict(types or {})
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[row.get(name) for name in kinds] for row in rows])
        listed = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
        duckdb.execute(
            f"COPY (SELECT * FROM read_csv('{source}', header=false, auto_detect=false, columns={{{listed}}})) "
            f"TO '{target}' (FORMAT parquet)"
        )
        return target.read_bytes()


def _add(rows: Rows, number: int, year: int, shift: int, *, is_empty: bool) -> None:
    framework = load(year)
    province, district = PROVINCES[number % len(PROVINCES)]
    row: dict[str, Any] = {
        "agency": _code(number),
        "name": f"หน่วยงานตัวอย่าง {number}",
        "kind": KINDS[number % len(KINDS)],
        "province": province,
        "district": district,
        "region": REGIONS[province],
        "size": "เล็ก" if number % 2 else "กลาง",
        "staff": 40 + number,
        "lost_items": "" if is_empty else "o1 o12",
    }
    rows["agencies"].append(row)
    if is_empty:
        return
    whole = {
        each.number: Decimal(9950 - (number * 37 + each.number * 53 + shift) % 3500).scaleb(-2)
        for each in framework.indicators
    }
    tools = {each.code: round_points(mean(whole[one] for one in each.indicators)) for each in framework.tools}
    halves = {"EIT1": tools["EIT"], "EIT2": tools["EIT"]} if framework.tool("EIT").parts else {}
    total = round_points(total_score(framework, tools) or 0)
    verdict = level_of(framework, total, {**tools, **halves})
    row |= {"total": total, "level": verdict.level, "held_by": " ".join(verdict.held_by)}
    rows["scores"] += list(_scores(row["agency"], framework, whole, tools, halves))


def _scores(
    agency: str,
    framework: Any,
    whole: Mapping[int, Decimal],
    tools: Mapping[str, Decimal],
    halves: Mapping[str, Decimal],
) -> Iterable[dict[str, Any]]:
    for code, value in tools.items():
        yield _score(agency, "tool", code, "", value)
    for part, value in halves.items():
        yield _score(agency, "part", part, part, value)
    for number, value in whole.items():
        yield _score(agency, "indicator", str(number), "", value)
    for question in framework.questions:
        parts = list(halves) if question.tool == "EIT" and halves else [""]
        for part in parts:
            yield _score(agency, "question", question.code, part, whole[question.indicator])


def _score(agency: str, kind: str, code: str, part: str, value: Decimal) -> dict[str, Any]:
    low, high = max(value - 2, Decimal(0)), min(value + 2, Decimal(100))
    score = {"agency": agency, "kind": kind, "code": code, "part": part, "points": value}
    return score if kind == "tool" and code == "OIT" else {**score, "low": low, "high": high, "answers": 33}


def _rank(rows: Sequence[dict[str, Any]], name: str, group: Callable[[dict[str, Any]], str]) -> None:
    ranked = [row for row in rows if "total" in row]
    totals: dict[str, list[Decimal]] = {}
    for row in ranked:
        totals.setdefault(group(row), []).append(row["total"])
    for each in totals.values():
        each.sort(reverse=True)
    for row in ranked:
        alike = totals[group(row)]
        row |= {f"{name}_rank": alike.index(row["total"]) + 1, f"{name}_of": len(alike)}


def _manifest(rows: Rows, files: Mapping[str, bytes], year: int, supposed: Supposed) -> RunManifest:
    levels: dict[str, int] = {}
    for row in rows["agencies"]:
        if "total" in row:
            levels[row["level"]] = levels.get(row["level"], 0) + 1
    return RunManifest(
        fiscal_year=year,
        program="0.6.0",
        frameworks={year: framework_digest(year)},
        doubts=(),
        in_points=False,
        supposed=supposed,
        counts=Counts(
            agencies=len(rows["agencies"]),
            scored=sum(levels.values()),
            respondents={"IIT": 400, "EIT1": 300},
            answers={"IIT": 12_000, "EIT1": 4_500},
            levels=levels,
            flags={"straight_lining": len(rows["flags"])},
            rejects={},
            rejected_answers=0,
        ),
        unread_columns=(),
        answers_digest="0" * 64,
        parts=tuple(Part(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()),
    )


def _code(number: int) -> str:
    return f"{number:05d}"


__all__ = ["AGENCIES", "FLAGS", "REJECTS", "SCORES", "a_country", "a_run", "a_run_file", "parquet", "what_if"]
