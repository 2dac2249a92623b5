"""Rows of disclosure to start a test from, of agency A unless told otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from apps.disclosure.made_public import public_pages
from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.models import (
    Address,
    Exhibit,
    ItemDuty,
    Release,
    ReleasedFile,
    ReleasedPage,
    ReleasedTable,
    Showing,
    Site,
    Visit,
)
from prongsai.base.models import Agency, StoredFile
from prongsai.core.publication import PublicPage, as_json, digest_of, text_of


def a_release(
    cast: Cast,
    pages: Iterable[PublicPage] | None = None,
    *,
    files: Mapping[str, tuple[StoredFile, str]] | None = None,
    tables: Mapping[str, list[dict[str, Any]]] | None = None,
    agency: Agency | None = None,
    at: datetime = NOW,
) -> Release:
    """A release in force that says these pages; by default one page of each kind.

    Shape: `files` are stored files and the size of their copy by path, `tables` rows by code.
    """
    of = agency or cast.agency
    shown = public_pages() if pages is None else tuple(pages)
    number = Release.objects.filter(agency=of).count() + 1
    release = Release.objects.create(
        agency=of, number=number, state=Release.State.APPLIED, digest="0" * 64, made_at=at, applied_at=at
    )
    put_pages(release, shown)
    for path, (file, size) in (files or {}).items():
        ReleasedFile.objects.create(release=release, path=path, file=file, size=size)
    for code, rows in (tables or {}).items():
        ReleasedTable.objects.create(release=release, code=code, rows=rows, digest=digest_of(rows))
    for page in shown:
        Address.objects.update_or_create(agency=of, path=page.path, defaults={"subject": page.subject, "since": at})
    site, _is_new = Site.objects.update_or_create(agency=of, defaults={"current": release})
    said = {name: getattr(site, name) for name in ("name_en", "own_address", "licence", "fewest")}
    digest = digest_of([said, *(as_json(each) for each in shown)])
    Release.objects.filter(pk=release.pk).update(digest=digest, **said)
    release.refresh_from_db()
    return release


def put_pages(release: Release, pages: Iterable[PublicPage]) -> None:
    """Pages as a release keeps them."""
    ReleasedPage.objects.bulk_create(
        ReleasedPage(
            release=release,
            subject=page.subject,
            path=page.path,
            kind=page.kind,
            content=as_json(page),
            text=text_of(page),
            digest=digest_of(as_json(page)),
        )
        for page in pages
    )


def an_exhibit(cast: Cast, *, places: Iterable[tuple[str, str]] = (), year: int = YEAR, **changes: Any) -> Exhibit:
    """A link shown at these places (item and element) of a year; another kind of exhibit by its own fields."""
    number = Exhibit.objects.count() + 1
    words: dict[str, Any] = {
        "kind": Exhibit.Kind.LINK,
        "title": f"ข้อมูลที่ {number}",
        "added_by": cast.people["clerk"],
        "added_at": NOW,
        "agency": cast.agency,
        **changes,
    }
    if words["kind"] == Exhibit.Kind.LINK:
        words.setdefault("url", f"https://www.thungfasai.example.go.th/ita/{number}")
    exhibit = Exhibit.objects.create(**words)
    for item, element in places:
        Showing.objects.create(
            exhibit=exhibit, fiscal_year=year, item=item, element=element, by=exhibit.added_by, at=NOW
        )
    return exhibit


def a_visit(exhibit: Exhibit, *faults: str, at: datetime = NOW, **changes: Any) -> Visit:
    """A look at a link that found these faults; none when all is well."""
    return Visit.objects.create(exhibit=exhibit, at=at, faults=list(faults), **{"status": 200, **changes})


def a_duty(cast: Cast, item: str, *, year: int = YEAR, **changes: Any) -> ItemDuty:
    """Who sees to an item: สำนักปลัด unless told otherwise."""
    words = {"unit": cast.unit, **changes}
    return ItemDuty.objects.create(agency=cast.agency, fiscal_year=year, item=item, **words)
