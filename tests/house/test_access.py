"""Every route by the whole cast: who gets in, who is asked to sign in, who is refused, for whom it does not exist."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import resolve

from cast import EVERYBODY, YEAR, Cast
from house.access import FORBIDDEN, NOT_FOUND, OPENED, SIGN_IN, Row, desk, met, rows, without_a_row
from house.routes import routes
from pages import Visitor
from prongsai.apps.improvement.api.access import TOKEN

ROWS = rows()
DESK_ROWS = [row for row in ROWS if row.is_desk]


def row_name(row: Row) -> str:
    return row.name


def test_every_route_has_a_row() -> None:
    """What a token opens has its rows in a table of its own: `house.test_api`."""
    assert without_a_row({route.name for route in routes() if route.audience != TOKEN}, ROWS) == set()


@pytest.mark.parametrize("row", ROWS, ids=row_name)
def test_route_by_cast(row: Row, cast: Cast) -> None:
    address = row.address(cast)
    assert {who: met_alone(row, cast, who, address) for who in EVERYBODY} == {
        who: row.expected(who) for who in EVERYBODY
    }


def met_alone(row: Row, cast: Cast, who: str, address: str) -> str:
    """What one of the cast meets; what their visit wrote is taken back, so that each comes to the same place."""
    with transaction.atomic():
        found = met(row.visit(Visitor(cast.person(who)), address))
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("row", [row for row in DESK_ROWS if "clerk" in row.may], ids=row_name)
def test_what_belongs_to_another_agency_is_not_found_at_ones_own_desk(row: Row, cast: Cast) -> None:
    """The stranger is the clerk of agency B: at B's desk, A's papers, people and jobs do not exist."""
    address = row.address(cast)
    if any(name.endswith("_id") for name in resolve(address).kwargs):
        at_their_own = address.replace(f"/{cast.agency.slug}/", f"/{cast.other_agency.slug}/")
        assert met(row.visit(Visitor(cast.person("stranger")), at_their_own)) == NOT_FOUND


@pytest.mark.parametrize("row", DESK_ROWS, ids=row_name)
def test_an_agency_or_a_year_that_is_not_there_is_not_found(row: Row, cast: Cast) -> None:
    visitor, there = Visitor(cast.person("clerk")), row.address(cast)
    for present, absent in ((cast.agency.slug, "nowhere"), (YEAR, 2701), (YEAR, 2549)):
        assert met(row.visit(visitor, there.replace(f"/{present}/", f"/{absent}/"))) == NOT_FOUND


def test_a_planted_route_without_a_row_is_named() -> None:
    assert without_a_row({"base:home", "base:planted"}, ROWS) == {"base:planted"}


def test_a_planted_open_door_is_seen() -> None:
    row = desk("planted", "clerk")
    assert [row.expected(who) for who in ("clerk", "auditor", "stranger", "citizen")] == [
        OPENED,
        FORBIDDEN,
        NOT_FOUND,
        SIGN_IN,
    ]
    assert met(HttpResponse(status=200)) != row.expected("stranger")
