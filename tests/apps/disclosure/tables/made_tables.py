"""A published site with its open data to start a test from."""

from __future__ import annotations

from collections.abc import Iterable

from apps.disclosure.made import a_release
from apps.disclosure.made_public import DAY, public_pages
from cast import Cast
from prongsai.apps.disclosure.models import Release
from prongsai.base.models import Agency
from prongsai.core.publication import PublicPage
from prongsai.core.tables import table_pages, tables_of

FEWEST = 5


def a_site_with_tables(
    cast: Cast, pages: Iterable[PublicPage] | None = None, *, agency: Agency | None = None
) -> Release:
    """A release in force whose tables and their pages follow from its other pages; by default one of each kind."""
    told = [each for each in (public_pages() if pages is None else pages) if each.kind not in ("data", "table")]
    tables = tables_of(told, FEWEST)
    whole = [*told, *table_pages(tables, "CC-BY-4.0", DAY)]
    return a_release(cast, whole, tables={each.table.code: list(each.rows) for each in tables}, agency=agency)
