"""Tables filled from public pages, and the pages that tell of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from prongsai.core.publication import Group, ListBody, PublicPage, Said, TableBody
from prongsai.core.publication import Row as Line
from prongsai.core.tables import cycle, items, life
from prongsai.core.tables.shapes import FilledTable, Row, Table

TABLES: dict[str, Table] = {each.code: each for each in (*cycle.TABLES, *items.TABLES, *life.TABLES)}
"""Every public table by its code, which is part of its address for good."""

CATALOGUES: dict[str, Said] = {
    "tables/catalog.jsonld": Said("คำอธิบายชุดข้อมูลตาม DCAT 3 (JSON-LD)", "Metadata of the tables as DCAT 3 (JSON-LD)"),
    "tables/package.json": Said("คำอธิบายชุดข้อมูลสำหรับ CKAN (JSON)", "Metadata of the tables for CKAN (JSON)"),
}
"""The two descriptions a catalogue reads, by their path under the site."""

FORMATS = ("csv", "json", "parquet")
"""The formats of each table, by the ending of its address."""


def rows_of(code: str, pages: Iterable[PublicPage], fewest: int) -> list[Row]:
    """The rows of a table as they follow from public pages, no count of people below `fewest` among them.

    Shape: one mapping a row, column code -> cell, in the order of pages. Raises: KeyError for an unknown code.
    """
    table = TABLES[code]
    names = [each.code for each in table.columns]
    chosen = [each for each in pages if each.kind in table.filled_from]
    return [dict(zip(names, cells, strict=True)) for cells in table.fill(chosen, fewest)]


def tables_of(pages: Iterable[PublicPage], fewest: int) -> tuple[FilledTable, ...]:
    """Every public table of an agency, the empty ones too, for an address once given stays. Shape: one a table."""
    known = list(pages)
    return tuple(
        FilledTable(
            table,
            tuple(rows_of(code, known, fewest)),
            max((each.changed_on for each in known if each.kind in table.filled_from), default=None),
        )
        for code, table in TABLES.items()
    )


def table_pages(tables: Sequence[FilledTable], licence: str, today: date) -> tuple[PublicPage, ...]:
    """The page that lists the tables, and one for each. `today` dates what nothing public was ever said of.

    Each is dated as its rows are, so that a release changes the pages of those tables alone whose rows may differ.
    Shape: one page a table and one before them.
    """
    pages = [_page(each, licence, each.as_of or today) for each in tables]
    about = Said(
        f"ตารางข้อมูลเปิดของหน่วยงานเป็น CSV, JSON และ Parquet ภายใต้สัญญาอนุญาต {licence}",
        f"The agency's open data as CSV, JSON and Parquet under the licence {licence}.",
    )
    lines = tuple(_line(each, page) for each, page in zip(tables, pages, strict=True))
    described = tuple(Line(title, path) for path, title in CATALOGUES.items())
    groups = (
        Group(Said("ตาราง", "Tables"), lines),
        Group(Said("คำอธิบายสำหรับระบบบัญชีข้อมูล", "For data catalogues"), described),
    )
    title = Said("ข้อมูลเปิด", "Open data")
    latest = max((each.changed_on for each in pages), default=today)
    return (PublicPage("data", "tables/", "data", title, about, latest, ListBody(about, groups)), *pages)


def _page(filled: FilledTable, licence: str, day: date) -> PublicPage:
    table = filled.table
    body = TableBody(table.code, table.about, len(filled.rows), licence, day)
    return PublicPage(f"table-{table.code}", f"tables/{table.code}/", "table", table.title, table.about, day, body)


def _line(filled: FilledTable, page: PublicPage) -> Line:
    count = len(filled.rows)
    note = Said(f"{count:,} แถว", f"{count:,} row{'' if count == 1 else 's'}")
    return Line(page.title, page.path, note=note, day=page.changed_on)
