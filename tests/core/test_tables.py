"""Public tables follow from public pages alone, and each column says what it holds."""

import re
from dataclasses import replace
from datetime import date

import pytest

from apps.disclosure.made_public import public_pages
from cast import YEAR
from prongsai.core.publication import ActivityBody, Link, PublicPage, Said, from_json
from prongsai.core.publication import as_json as plain
from prongsai.core.tables import CATALOGUES, FORMATS, TABLES, Cell, Column, Row, rows_of, table_pages, tables_of

PAGES = public_pages()
DAY = date(2026, 11, 21)
KINDS = {
    "text": str,
    "code": str,
    "link": str,
    "decimal": str,
    "date": str,
    "integer": int,
    "boolean": bool,
}


def activity(number: int, people: str, *, year: int = YEAR, measure: Link | None = None) -> PublicPage:
    body = ActivityBody(year, DAY, "ห้องประชุม", "", "", people, (), measure, ())
    path = f"{year}/activities/{number}/"
    return PublicPage(f"activity-{number}", path, "activity", Said(f"กิจกรรมที่ {number}"), Said(""), DAY, body)


def table(code: str, pages: tuple[PublicPage, ...] = PAGES, fewest: int = 5) -> list[Row]:
    return rows_of(code, pages, fewest)


def fits(column: Column, cell: Cell) -> bool:
    """Whether a cell is what its column says."""
    if cell is None:
        return True
    if type(cell) is not KINDS[column.kind]:
        return False
    match column.kind:
        case "code":
            return cell in dict(column.codes)
        case "decimal":
            return re.fullmatch(r"-?\d{1,5}(\.\d{1,4})?", str(cell)) is not None
        case "date":
            return date.fromisoformat(str(cell)).isoformat() == cell
        case _:
            return True


@pytest.mark.parametrize("code", TABLES)
def test_every_table_has_rows_on_a_full_site_and_every_cell_fits_its_column(code: str) -> None:
    rows = table(code)
    assert rows
    columns = TABLES[code].columns
    assert [
        (code, column.code, row[column.code])
        for row in rows
        for column in columns
        if not fits(column, row[column.code])
    ] == []
    assert all(list(row) == [each.code for each in columns] for row in rows)


@pytest.mark.parametrize("code", TABLES)
def test_every_table_and_column_is_said_in_both_languages_and_named_for_programs(code: str) -> None:
    asked = TABLES[code]
    assert all((asked.title.th, asked.title.en, asked.about.th, asked.about.en))
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    names = [each.code for each in asked.columns]
    assert len(set(names)) == len(names)
    for column in asked.columns:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", column.code)
        assert all((column.title.th, column.title.en))
        assert bool(column.about.th) is bool(column.about.en)
        assert bool(column.unit.th) is bool(column.unit.en)
        assert bool(column.codes) is (column.kind == "code")
        assert all(words.th and words.en for _, words in column.codes)


def test_rows_follow_from_what_a_release_keeps() -> None:
    kept = tuple(from_json(plain(each)) for each in PAGES)
    assert tables_of(kept, 5) == tables_of(PAGES, 5)


def test_a_score_is_told_with_the_year_before() -> None:
    oit = next(each for each in table("scores") if each["code"] == "OIT")
    assert oit == {
        "fiscal_year": YEAR,
        "tool": "OIT",
        "code": "OIT",
        "name": "แบบตรวจการเปิดเผยข้อมูล",
        "name_en": "Open data",
        "points": "97.50",
        "points_before": "98.00",
    }


def test_a_proof_says_whether_it_is_of_the_measure_or_of_a_step() -> None:
    proofs = [(each["step"], each["address"], each["is_gone"]) for each in table("measure-proofs")]
    assert proofs == [
        ("", "files/5f4e3d2c1b0a/report.pdf", False),
        ("", "https://www.example.go.th/news/1", True),
        ("1", "files/5f4e3d2c1b0a/report.pdf", False),
    ]


def test_an_exhibit_of_the_whole_item_names_no_element() -> None:
    assert [each["element"] for each in table("exhibits")] == [None, 1]


def test_executives_are_shown_on_their_page_and_handed_out_in_no_table() -> None:
    person = next(each for each in PAGES if each.kind == "people").body.people[0]  # type: ignore[union-attr]
    cells = [str(cell) for code in TABLES for row in table(code) for cell in row.values()]
    assert not any(person.name in each or person.email in each for each in cells)


def test_too_few_people_are_in_no_cell() -> None:
    row = table("activities", (activity(1, "3"),))[0]
    assert (row["people"], row["people_at_least"], row["people_at_most"]) == (None, 0, 4)
    assert row["people_shown"] == "0-4"


def test_nobody_counted_leaves_every_count_empty() -> None:
    row = table("activities", (activity(1, ""),))[0]
    assert (row["people"], row["people_at_least"], row["people_at_most"]) == (None, None, None)


def test_participation_adds_what_is_shown_by_measure_and_year() -> None:
    measure = Link(Said("อบรม"), "2567/measures/1/")
    pages = (
        activity(1, "30", measure=measure),
        activity(2, "<5", measure=measure),
        activity(3, "12"),
        activity(4, ""),
        activity(5, "8", year=2568),
    )
    names = "fiscal_year is_whole_year measure activities counted people people_at_least people_at_most"
    told_of = names.split()
    told = [tuple(each[name] for name in told_of) for each in table("participation", pages)]
    assert told == [
        (2567, False, "อบรม", 2, 2, None, 30, 34),
        (2567, False, "", 2, 1, 12, 12, 12),
        (2567, True, "", 4, 3, None, 42, 46),
        (2568, False, "", 1, 1, 8, 8, 8),
        (2568, True, "", 1, 1, 8, 8, 8),
    ]


def test_a_total_over_a_threshold_made_of_small_counts_stays_a_range() -> None:
    whole = table("participation", (activity(1, "4"), activity(2, "4")))[-1]
    assert (whole["people"], whole["people_at_least"], whole["people_at_most"]) == (None, 0, 8)


def test_every_table_has_a_page_and_the_list_leads_to_it() -> None:
    pages = table_pages(tables_of(PAGES, 5), "CC-BY-4.0", DAY)
    assert [each.subject for each in pages] == ["data", *(f"table-{code}" for code in TABLES)]
    listed = [row.path for group in pages[0].body.groups for row in group.rows]  # type: ignore[union-attr]
    assert listed == [*(f"tables/{code}/" for code in TABLES), *CATALOGUES]
    assert set(FORMATS) == {"csv", "json", "parquet"}


def test_a_table_is_as_new_as_the_pages_its_rows_are_made_of() -> None:
    old, new = date(2025, 1, 1), date(2026, 2, 2)
    pages = tuple(replace(each, changed_on=new if each.kind == "measure" else old) for each in PAGES)
    days = {each.subject: each.changed_on for each in table_pages(tables_of(pages, 5), "CC0-1.0", DAY)}
    assert (days["table-steps"], days["table-items"], days["data"]) == (new, old, new)


def test_a_table_of_nothing_is_still_there_and_dated_today() -> None:
    pages = table_pages(tables_of((), 5), "CC0-1.0", DAY)
    assert len(pages) == len(TABLES) + 1
    assert {each.changed_on for each in pages} == {DAY}
