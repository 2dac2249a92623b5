"""The public tables of a release: their rows as everybody may have them, and what their page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.disclosure.queries import shapes
from prongsai.apps.disclosure.queries.hiding import hidden
from prongsai.apps.disclosure.queries.published import InForce, pages_in_sight, table_at
from prongsai.core.publication import PublicPage, Said, from_json
from prongsai.core.tables import FORMATS, TABLES, Cell, Column, Row, Table, rows_of

FIRST_ROWS = 20
"""Rows that a table's page shows."""

KINDS: dict[str, Promise] = {
    "text": _("ข้อความ (text)"),
    "integer": _("จำนวนเต็ม (integer)"),
    "decimal": _("ทศนิยม (decimal)"),
    "date": _("วันที่ (date)"),
    "code": _("รหัส (code)"),
    "boolean": _("ใช่หรือไม่ (boolean)"),
    "link": _("ลิงก์ (link)"),
}


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table as everybody may have it: of which agency, under which licence, with which rows."""

    force: InForce
    table: Table
    rows: tuple[Row, ...]
    as_of: date

    @property
    def base(self) -> str:
        """The address of the agency's site, before every path in the rows."""
        return site_address(self.force)


def site_address(force: InForce) -> str:
    """The whole address of an agency's site, with its last ``/``."""
    return f"{settings.ADDRESS.rstrip('/')}/{force.agency.slug}/"


def applied_day(force: InForce) -> date:
    """The day the release in force was applied."""
    return timezone.localdate(force.release.applied_at or force.release.made_at)


def public_table(force: InForce, code: str) -> PublicTable:
    """A public table of what is in force, in a constant number of questions.

    Raises: Http404 for a table that there is not, or that is withdrawn.
    """
    if code not in TABLES:
        raise Http404
    kept = table_at(force, code)
    rows = _in_sight(force, {TABLES[code]: kept.rows}).get(code)
    page = force.release.pages.filter(subject=f"table-{code}").values_list("content__body__as_of", flat=True).first()
    return PublicTable(force, TABLES[code], tuple(kept.rows if rows is None else rows), _day(page, force))


def public_tables(force: InForce) -> tuple[PublicTable, ...]:
    """Every public table of what is in force, in a constant number of questions. Shape: one a table, in their order."""
    kept = {each.code: each.rows for each in force.release.tables.all()}
    chosen = [table for code, table in TABLES.items() if code in kept and f"table-{code}" not in force.withdrawn]
    kept |= _in_sight(force, {each: kept[each.code] for each in chosen})
    pages = force.release.pages.filter(kind="table")
    days = dict(pages.values_list("subject", "content__body__as_of"))
    return tuple(
        PublicTable(force, each, tuple(kept[each.code]), _day(days.get(f"table-{each.code}"), force)) for each in chosen
    )


def table_view(force: InForce, code: str) -> shapes.Table:
    """What the page of a table shows: its dictionary, its first rows, where the whole files are.

    Raises: Http404 for a table that there is not, or that is withdrawn.
    """
    return view_of(TABLES.get(code), public_table(force, code).rows)


def view_of(table: Table | None, rows: Iterable[Row]) -> shapes.Table:
    """A table with its dictionary and first rows, as its page draws it. Raises: Http404 without a table."""
    if table is None:
        raise Http404
    every = list(rows)
    first = (tuple(cell_text(row.get(each.code)) for each in table.columns) for row in every[:FIRST_ROWS])
    files = tuple((form.upper(), f"tables/{table.code}.{form}") for form in FORMATS)
    return shapes.Table(tuple(_explained(each) for each in table.columns), tuple(first), len(every), files)


def cell_text(cell: Cell) -> str:
    """A cell in words: nothing where nothing is known, ``true`` and ``false`` as in the files."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def _in_sight(force: InForce, kept: Mapping[Table, list[Row]]) -> dict[str, list[Row]]:
    """The rows, made anew, of tables that would tell of something withdrawn: it is out of every table at once."""
    if not force.withdrawals:
        return {}
    gone = set(force.release.pages.filter(subject__in=force.withdrawn).values_list("kind", flat=True))
    touched = [each for each, rows in kept.items() if gone & {*each.filled_from} or _leads_to(rows, force)]
    kinds = {kind for each in touched for kind in each.filled_from}
    rows = pages_in_sight(force).filter(kind__in=kinds) if kinds else ()
    pages: list[PublicPage] = [hidden(from_json(row.content), force.withdrawn_paths) for row in rows]
    return {each.code: rows_of(each.code, pages, force.release.fewest) for each in touched}


def _leads_to(rows: Iterable[Row], force: InForce) -> bool:
    return any(cell in force.withdrawn_paths for row in rows for cell in row.values() if isinstance(cell, str))


def _day(as_of: object, force: InForce) -> date:
    return date.fromisoformat(as_of) if isinstance(as_of, str) else applied_day(force)


def _explained(column: Column) -> shapes.Column:
    words = [(code, said.th, said.en or said.th) for code, said in column.codes]
    th = " · ".join(
        each for each in (column.about.th, ", ".join(f"{code} = {word}" for code, word, _ in words)) if each
    )
    en = " · ".join(
        each for each in (column.about.en, ", ".join(f"{code} = {word}" for code, _, word in words)) if each
    )
    return shapes.Column(column.code, column.title, Said(th, en), str(KINDS[column.kind]), column.unit)
