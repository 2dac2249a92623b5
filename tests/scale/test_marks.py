"""Item marks: a clean table is put together by the database, another one cell by cell, and both say the same."""

from pathlib import Path

import duckdb
import pytest

from prongsai.core.framework import load
from prongsai.scale.country import CountryOrder, make_country
from prongsai.scale.inputs import open_sources
from prongsai.scale.listed import Marked, read_agencies, read_marks

ITEMS = [each.code for each in load(2568).items]
FIRST, SEVENTH = 1 << ITEMS.index("o1"), 1 << ITEMS.index("o7")


@pytest.fixture
def country(tmp_path: Path) -> Path:
    make_country(CountryOrder(fiscal_year=2568, agencies=50, respondents=500), tmp_path / "country")
    return tmp_path / "country"


def marked(country: Path, change: str = "") -> Marked:
    """The marks of the country, its file of items changed by a SELECT over the table ``items`` beforehand."""
    with duckdb.connect() as database:
        if change:
            file = country / "items.parquet"
            database.execute(f"CREATE TABLE items AS FROM '{file}'")
            database.execute(f"COPY ({change}) TO '{file}'")
        with open_sources((country,)) as sources:
            agencies = frozenset(each.code for each in read_agencies(sources.agencies, database))
            return read_marks(sources.items, agencies, ITEMS, database)


def test_marks_written_untidily_come_to_the_same(country: Path) -> None:
    tidy = marked(country)
    assert len(tidy.marks) == 50
    assert tidy.rejects == ()
    assert (
        marked(country, "SELECT agency || ' ' AS agency, upper(item) AS item, mark || '.0' AS mark FROM items") == tidy
    )


def test_an_item_without_a_mark_is_not_a_lost_one(country: Path) -> None:
    tidy = marked(country)
    some = marked(country, "SELECT * FROM items WHERE NOT (agency = 'A00001' AND item = 'o7')")
    passed, known = tidy.marks["A00001"]
    assert known == (1 << len(ITEMS)) - 1
    assert some.marks["A00001"] == (passed & ~SEVENTH, known & ~SEVENTH)
    assert {**some.marks, "A00001": None} == {**tidy.marks, "A00001": None}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("('A99999', 'o1', 1)", "unknown_agency"),
        ("('A00001', 'o99', 1)", "unknown_item"),
        ("('A00001', 'o1', 1)", "duplicate_item"),
        ("('A00001', 'o1', 7)", "duplicate_item"),
    ],
)
def test_one_bad_row_is_told_and_moves_no_other_mark(country: Path, row: str, reason: str) -> None:
    tidy = marked(country)
    found = marked(country, f"SELECT * FROM items UNION ALL VALUES {row}")
    assert {each.reason for each in found.rejects} == {reason}
    known = {code: marks for code, marks in found.marks.items() if code != "A00001"}
    assert known == {code: marks for code, marks in tidy.marks.items() if code != "A00001"}


def test_a_mark_that_is_none_is_told(country: Path) -> None:
    found = marked(country, "SELECT agency, item, if(agency = 'A00001' AND item = 'o1', 7, mark) AS mark FROM items")
    assert [(each.reason, each.agency, each.question) for each in found.rejects] == [("off_scale", "A00001", "o1")]
    assert found.marks["A00001"].marked == (1 << len(ITEMS)) - 1 - FIRST
