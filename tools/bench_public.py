"""The public pages of one agency beside many others: their questions to the database and their time."""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import bench_web

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = date(2026, 11, 21)
RUNS = 20
NEWS = 200
"""Pieces of news of the agency whose pages are opened; every agency has a page of each kind."""
OPENED = "bench-5"
AT_ONCE = 100
"""Unit: agencies filled at once."""


def pages(agencies: int) -> dict[str, tuple[int, float]]:
    """The number of questions and the median time of each kind of public page. Unit: seconds."""
    bench_web._set_up()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    slug = _fill(agencies)
    client = Client(HTTP_HOST="127.0.0.1")
    measured = {}
    for what, address in _addresses(slug).items():
        response = client.get(address)
        assert response.status_code in (200, 304), (address, response.status_code)
        with CaptureQueriesContext(connection) as asked:
            _read(client.get(address))
        measured[what] = len(asked), statistics.median(_seconds(client, address) for _ in range(RUNS))
    return measured


def conditional(agencies: int) -> float:
    """The median time of an answer to who has the page already. Unit: seconds."""
    from django.test import Client

    slug = _fill(agencies)
    client = Client(HTTP_HOST="127.0.0.1")
    mark = client.get(f"/{slug}/")["ETag"]
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        assert client.get(f"/{slug}/", headers={"If-None-Match": mark}).status_code == 304
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def _addresses(slug: str) -> dict[str, str]:
    """Every kind of page, and what else a citizen or a machine asks for."""
    kinds = {page.kind: page.path for page in _pages() if page.kind != "notice"}
    extra = {"search": "search/?q=ข่าว", "feed": "feed.xml", "sitemap": "sitemap.xml"}
    own = {kind: f"/{slug}/{path}" for kind, path in {**kinds, **extra}.items()}
    return {**own, "directory": "/sites/?province=ขอนแก่น", "index": "/sitemap.xml"}


def _seconds(client: Any, address: str) -> float:
    start = time.perf_counter()
    _read(client.get(address))
    return time.perf_counter() - start


def _read(response: Any) -> None:
    if response.streaming:
        b"".join(response)
    response.close()


def _fill(agencies: int) -> str:
    """Bring the database to so many agencies, each with a release in force; the slug of one in the middle."""
    from prongsai.apps.disclosure.models import Site
    from prongsai.base.models import Agency

    have = Agency.objects.count()
    Agency.objects.bulk_create([bench_web._agency(number) for number in range(have, agencies)])
    missing = list(Agency.objects.exclude(pk__in=Site.objects.values("agency")).order_by("pk"))
    small = _plain(_pages())
    for first in range(0, len(missing), AT_ONCE):
        _publish([each for each in missing[first : first + AT_ONCE] if each.slug != OPENED], small)
    _publish([each for each in missing if each.slug == OPENED], _plain([*_pages(), *_news()]))
    return OPENED


def _publish(agencies: list[Any], plain: list[dict[str, Any]]) -> None:
    from prongsai.apps.disclosure.models import Address, Release, ReleasedPage, ReleasedTable, Site

    releases = Release.objects.bulk_create(
        Release(agency=each, number=1, state="applied", digest="0" * 64, made_at=NOW, applied_at=NOW)
        for each in agencies
    )
    Site.objects.bulk_create(Site(agency=each.agency, current=each) for each in releases)
    ReleasedPage.objects.bulk_create(ReleasedPage(release=each, **page) for each in releases for page in plain)
    ReleasedTable.objects.bulk_create(
        ReleasedTable(release=each, code="measures", rows=[], digest="0" * 64) for each in releases
    )
    Address.objects.bulk_create(
        Address(agency=each.agency, path=page["path"], subject=page["subject"], since=NOW)
        for each in releases
        for page in plain
    )


def _plain(pages: list[Any]) -> list[dict[str, Any]]:
    """The pages of a release as rows keep them."""
    from prongsai.core.publication import as_json, digest_of, text_of

    return [
        {
            "subject": page.subject,
            "path": page.path,
            "kind": page.kind,
            "content": as_json(page),
            "text": text_of(page),
            "digest": digest_of(as_json(page)),
        }
        for page in pages
    ]


def _pages() -> list[Any]:
    """A small site, one page of each kind: the one that the tests start from."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from apps.disclosure.made_public import public_pages

    return list(public_pages())


def _news() -> list[Any]:
    (one,) = (page for page in _pages() if page.kind == "news")
    days = [(number, DAY - timedelta(days=number)) for number in range(1, NEWS)]
    return [
        replace(one, subject=f"bench-{number}", path=f"news/bench-{number}/", changed_on=day) for number, day in days
    ]
