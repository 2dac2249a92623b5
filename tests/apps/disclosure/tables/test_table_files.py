"""Public tables as files: the same rows in each format, safe in a spreadsheet, typed for a program."""

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from apps.disclosure.made_public import public_pages
from apps.disclosure.site.made_site import a_withdrawal
from apps.disclosure.tables.made_tables import a_site_with_tables
from cast import YEAR, Cast
from pages import Visitor
from prongsai.apps.disclosure.queries.parquet import parquet_of
from prongsai.core.publication import Said, WrittenBody
from prongsai.core.tables import FORMATS, TABLES, Column

READ = "SELECT * FROM read_parquet(?)"


def taken(cast: Cast, code: str, form: str) -> Any:
    return Visitor().get(f"/{cast.agency.slug}/tables/{code}.{form}")


def of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def of_parquet(content: bytes, tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "table.parquet"
    path.write_bytes(content)
    read = duckdb.execute(READ, [str(path)])
    names = [each[0] for each in read.description]
    return [dict(zip(names, row, strict=True)) for row in read.fetchall()]


def typed(column: Column, cell: Any) -> Any:
    """What a program makes of a cell of the JSON file."""
    makes: dict[str, Callable[[Any], Any]] = {"decimal": Decimal, "date": date.fromisoformat}
    return None if cell is None else makes.get(column.kind, lambda same: same)(cell)


def as_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


@pytest.mark.parametrize("code", TABLES)
def test_every_format_says_the_same(code: str, cast: Cast, tmp_path: Path) -> None:
    a_site_with_tables(cast)
    document = json.loads(taken(cast, code, "json").content)
    columns, rows = TABLES[code].columns, document["rows"]
    assert rows
    assert [each["code"] for each in document["columns"]] == [each.code for each in columns]
    assert of_csv(taken(cast, code, "csv").content) == [
        {name: as_text(cell) for name, cell in row.items()} for row in rows
    ]
    assert of_parquet(taken(cast, code, "parquet").content, tmp_path) == [
        {each.code: typed(each, row[each.code]) for each in columns} for row in rows
    ]


def test_json_says_whose_it_is_under_which_licence_and_what_columns_mean(cast: Cast) -> None:
    a_site_with_tables(cast)
    document = json.loads(taken(cast, "results", "json").content)
    assert document["schema"] == "prongsai/table/1"
    assert document["agency"] == {"slug": "thung-fa-sai", "th": "เทศบาลตำบลทุ่งฟ้าใส", "en": ""}
    assert document["licence"] == "CC-BY-4.0"
    assert document["as_of"] == "2026-11-21"
    year = document["columns"][0]
    assert year["kind"] == "integer"
    assert "2024-10-01" in year["about"]["en"]
    total = next(each for each in document["columns"] if each["code"] == "total")
    assert (total["kind"], document["rows"][0]["total"]) == ("decimal", "94.20")


def test_paths_of_the_site_become_whole_addresses_and_others_stay(cast: Cast) -> None:
    a_site_with_tables(cast)
    proofs = json.loads(taken(cast, "measure-proofs", "json").content)["rows"]
    assert [each["address"] for each in proofs][:2] == [
        "http://127.0.0.1:8000/thung-fa-sai/files/5f4e3d2c1b0a/report.pdf",
        "https://www.example.go.th/news/1",
    ]


def test_csv_opens_in_a_spreadsheet_with_thai_letters_and_no_formula(cast: Cast) -> None:
    pages = [each for each in public_pages() if each.kind != "news"]
    body = WrittenBody(('บรรทัดหนึ่ง, "สอง"', "=1+1"), day=date(2026, 1, 2))
    news = next(each for each in public_pages() if each.kind == "news")
    a_site_with_tables(cast, [*pages, replace(news, title=Said("=HYPERLINK(A1)", "-1"), body=body)])
    content = taken(cast, "news", "csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    row = of_csv(content)[0]
    assert (row["title"], row["title_en"]) == ("'=HYPERLINK(A1)", "'-1")
    assert row["text"] == 'บรรทัดหนึ่ง, "สอง"\n=1+1'
    assert json.loads(taken(cast, "news", "json").content)["rows"][0]["title"] == "=HYPERLINK(A1)"


def test_parquet_has_types_and_says_what_it_is(cast: Cast, tmp_path: Path) -> None:
    a_site_with_tables(cast)
    path = tmp_path / "items.parquet"
    path.write_bytes(taken(cast, "items", "parquet").content)
    kinds = dict(
        duckdb.execute(
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(path)]
        ).fetchall()
    )
    assert kinds["fiscal_year"] == "INTEGER"
    assert kinds["points"] == "DECIMAL(9,4)"
    assert kinds["title"] == "VARCHAR"
    told = dict(duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall())
    assert told[b"licence"] == b"CC-BY-4.0"
    assert json.loads(told[b"title"])["en"] == "Open-data items (OIT)"
    assert [each["code"] for each in json.loads(told[b"columns"])] == [each.code for each in TABLES["items"].columns]


CELLS = {
    "text": st.text(max_size=20),
    "integer": st.integers(-(2**31), 2**31 - 1),
    "decimal": st.decimals(-99999, 99999, places=4).map(str),
    "date": st.dates().map(date.isoformat),
    "boolean": st.booleans(),
}
COLUMNS = tuple(Column(kind, Said(kind), kind) for kind in CELLS)  # type: ignore[arg-type] # kinds by name
ROWS = st.lists(st.fixed_dictionaries({kind: st.none() | cells for kind, cells in CELLS.items()}), max_size=40)


@given(ROWS)
def test_another_program_reads_from_parquet_what_was_written(rows: list[dict[str, Any]]) -> None:
    content = parquet_of(COLUMNS, rows, {"title": "ก"})
    with tempfile.TemporaryDirectory() as folder:
        read = of_parquet(content, Path(folder))
    assert read == [{each.code: typed(each, row[each.code]) for each in COLUMNS} for row in rows]


def test_runs_of_many_rows_and_wide_tables_are_read_back(tmp_path: Path) -> None:
    columns = tuple(Column(f"c{number}", Said("")) for number in range(40))
    rows = [{each.code: f"{each.code} {number}" for each in columns} for number in range(300)]
    assert of_parquet(parquet_of(columns, rows, {}), tmp_path) == rows


@pytest.mark.parametrize("printed", ["0.00001", "123456", "x"])
def test_a_decimal_that_parquet_cannot_hold_is_refused_and_never_rounded(printed: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        parquet_of((Column("points", Said(""), "decimal"),), [{"points": printed}], {})


def test_the_same_rows_are_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from prongsai.apps.disclosure.queries.parquet import parquet_of;"
        "from prongsai.core.tables import TABLES; columns = TABLES['items'].columns;"
        "rows = [{'item': f'o{n}', 'points': '5.00', 'fiscal_year': 2567} for n in range(50)];"
        "print(hashlib.sha256(parquet_of(columns, rows, {'a': 'ก'})).hexdigest())"
    )
    columns = TABLES["items"].columns
    rows = [{"item": f"o{number}", "points": "5.00", "fiscal_year": 2567} for number in range(50)]
    here = hashlib.sha256(parquet_of(columns, rows, {"a": "ก"})).hexdigest()
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("json", "application/json"),
        ("parquet", "application/vnd.apache.parquet"),
    ],
)
def test_a_file_says_what_it_is_and_may_be_read_from_anywhere(form: str, kind: str, cast: Cast) -> None:
    a_site_with_tables(cast)
    response = taken(cast, "scores", form)
    assert response["Content-Type"] == kind
    assert f"thung-fa-sai-scores.{form}" in response["Content-Disposition"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


@pytest.mark.parametrize("form", FORMATS)
def test_who_has_it_already_is_not_sent_it_again(form: str, cast: Cast) -> None:
    a_site_with_tables(cast)
    mark = taken(cast, "scores", form)["ETag"]
    again = Client().get(f"/{cast.agency.slug}/tables/scores.{form}", headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_no_table_or_no_format_is_not_found(cast: Cast) -> None:
    a_site_with_tables(cast)
    assert [taken(cast, *each).status_code for each in (("people", "csv"), ("scores", "xlsx"))] == [404, 404]


def test_a_table_costs_the_same_questions_for_few_rows_and_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    a_site_with_tables(cast)
    with django_assert_max_num_queries(5):
        taken(cast, "steps", "parquet")


def test_a_withdrawn_table_is_gone_and_says_why(cast: Cast) -> None:
    a_site_with_tables(cast)
    a_withdrawal(cast, "table-contact", reason="มีข้อมูลผิด")
    response = taken(cast, "contact", "csv")
    assert response.status_code == 410
    assert "มีข้อมูลผิด" in response.content.decode()
    assert taken(cast, "news", "csv").status_code == 200


def test_what_is_withdrawn_is_out_of_every_table_at_once(cast: Cast) -> None:
    a_site_with_tables(cast)
    assert len(json.loads(taken(cast, "measures", "json").content)["rows"]) == 1
    a_withdrawal(cast, "measure-17")
    for code in ("measures", "steps", "measure-proofs"):
        assert json.loads(taken(cast, code, "json").content)["rows"] == []
    participation = taken(cast, "participation", "csv").content.decode()
    assert "สำรวจความพึงพอใจ" not in participation
    assert json.loads(taken(cast, "scores", "json").content)["rows"]


def test_the_page_of_a_table_shows_its_first_rows_and_what_each_column_means(cast: Cast) -> None:
    a_site_with_tables(cast)
    page = Visitor().get(f"/{cast.agency.slug}/tables/items/").content.decode()
    for word in ("fiscal_year", "2024-10-01", "there = มีแล้ว", "จำนวนเต็ม (integer)", str(YEAR)):
        assert word in page
    for form in FORMATS:
        assert f"/{cast.agency.slug}/tables/items.{form}" in page
