"""The whole way: a site with hundreds of planted faults, shown for a year's items, looked at and told on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from apps.disclosure.made import an_exhibit
from cast import Cast
from prongsai.apps.disclosure.jobs.watching import look_at_every_agency
from prongsai.apps.disclosure.models import Exhibit
from prongsai.apps.disclosure.queries.items import ItemStanding, items_of
from prongsai.apps.disclosure.queries.standing import ExhibitStanding
from prongsai.apps.disclosure.queries.watching import LinkRow, link_rows
from prongsai.core.disclosure import elements_of
from prongsai.watch import Fault
from watch.agency_site import YEAR, AgencySite, Planted, agency_site

NOW = datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
TODAY = NOW.date()
BESIDE = {Fault.MOVED, Fault.PAGE_FOR_FILE}
"""What may be true as well: a page instead of a file is empty, too."""


@pytest.fixture
def site(tmp_path: Path, settings: Any) -> Iterator[AgencySite]:
    with agency_site(tmp_path, with_documents=True) as site:
        names = ("allowed", "largest", "timeout", "deadline", "hops", "per_host_seconds", "side_by_side", "tries")
        more = ("backoff", "patience", "issuers", "resolve")
        settings.WATCH = {name: getattr(site.policy, name) for name in (*names, *more)}
        yield site


def test_every_planted_fault_is_told_of_its_item_and_none_of_a_healthy_link(
    site: AgencySite, cast: Cast, work: Callable[[], None]
) -> None:
    listed = [*site.planted, *site.healthy]
    entered = {_entered(cast, each.address, each.item).pk: each for each in listed}
    documents = {
        _entered(cast, address, each.item, *_elements(site, each.item)).pk: each for address, each in site.documents
    }
    look_at_every_agency(NOW)
    work()
    rows = {row.exhibit.pk: row for row in link_rows(cast.viewer("clerk"), YEAR, TODAY)}
    assert rows.keys() == entered.keys() | documents.keys()
    assert len(site.planted) + sum(each.trouble != "" for each in documents.values()) >= 340
    wrong = [
        f"{each.item} {each.address}: {each.fault} planted, told {_told(rows[pk])}"
        for pk, each in entered.items()
        if not _is_told(each, rows[pk])
    ]
    down = {exhibit.exhibit.pk for item in items_of(cast.agency, YEAR, TODAY) for exhibit in _unreachable(item)}
    assert down == {pk for pk, row in rows.items() if row.is_down}
    wrong += [
        f"{each.item} {rows[pk].exhibit.url}: {each.trouble} {each.year} planted, told {_told(rows[pk])}"
        for pk, each in documents.items()
        if _trouble(rows[pk]) != (each.trouble, each.missing)
    ]
    assert not wrong, "\n".join(wrong)


def _entered(cast: Cast, url: str, item: str, *elements: str) -> Exhibit:
    places = [(item, element) for element in elements or ("",)]
    return an_exhibit(cast, url=url, places=places, year=YEAR)


def _elements(site: AgencySite, code: str) -> list[str]:
    item = site.framework.item(code)
    assert item is not None
    return [each.id for each in elements_of(site.framework, item) if each.words]


def _unreachable(item: ItemStanding) -> list[ExhibitStanding]:
    return [each for each in item.exhibits if not each.is_reachable]


def _told(row: LinkRow) -> tuple[object, ...]:
    return row.mark, row.visit.faults if row.visit else None, [(each.code, each.item) for each in row.hints]


def _is_told(each: Planted, row: LinkRow) -> bool:
    found = {Fault(code) for code in row.visit.faults} if row.visit else set()
    if row.codes != (each.item,):
        return False
    if each.fault is None:
        return not found and row.faults == ()
    is_known = each.fault in found and found <= {each.fault} | BESIDE
    return is_known and row.is_down == any(fault.is_down for fault in found) and each.fault.th in row.faults


def _trouble(row: LinkRow) -> tuple[str, str]:
    """What the hints of a link come to, as the documents were laid."""
    codes = {each.code for each in row.hints}
    if row.faults:
        return "down", ""
    if "other_item" in codes:
        return "other", ""
    if "other_year" in codes:
        return "stale", ""
    assert row.visit is not None
    missing = [element for _item, element, _words in row.shown if element not in row.visit.found]
    return ("partial", missing[0]) if "element_not_found" in codes else ("", "")
