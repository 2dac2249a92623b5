"""Every route states who may open it, and no address disappears without a redirect."""

import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from house.routes import Route, routes, walk
from prongsai.apps.improvement.api.access import TOKEN
from prongsai.base.access import ADMINISTRATOR, PUBLIC, SIGNED_IN
from prongsai.site.roles import PERMISSIONS

STORED = Path(__file__).with_name("routes.txt")
AUDIENCES = {PUBLIC, SIGNED_IN, ADMINISTRATOR, TOKEN, *PERMISSIONS}
DESK = "desk/<slug:agency>/<int:year>/"
SHAPE = re.compile(
    r"^(?:[a-z0-9-]+|<(?:slug|site|int|str|path|from_file):[a-z_]+>|\.<slug:form>|\.(?:ics|csv|json|xlsx|xml|txt|html)|/)*$"
)


def open_doors(found: list[Route]) -> list[str]:
    """Routes whose screen does not say, in a word we know, who may open it."""
    return [each.address for each in found if each.audience not in AUDIENCES]


def misplaced(found: list[Route]) -> list[str]:
    """Routes with a permission outside the desk, or at the desk without one."""
    return [each.address for each in found if (each.audience in PERMISSIONS) != each.address.startswith(DESK)]


def disappeared(found: list[Route], stored: list[str]) -> list[str]:
    return sorted(set(stored) - {each.address for each in found})


def unnamed(found: list[Route]) -> list[str]:
    return [each.address for each in found if not each.name or each.name.endswith(":")]


def test_every_route_states_who_may_open_it() -> None:
    assert open_doors(routes()) == []


def test_permissions_are_asked_at_the_desk_and_nowhere_else() -> None:
    assert misplaced(routes()) == []


def test_every_route_has_a_name() -> None:
    assert unnamed(routes()) == []


def test_addresses_are_lower_case_words_with_hyphens() -> None:
    assert [each.address for each in routes() if not SHAPE.match(each.address)] == []


def test_no_address_disappears_and_every_new_one_is_written_down() -> None:
    """A new address is added to routes.txt; a removed one stays there and gets a redirect."""
    stored = STORED.read_text(encoding="utf-8").splitlines()
    assert disappeared(routes(), stored) == []
    assert sorted(each.address for each in routes()) == stored


def test_planted_routes_are_seen() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def marked(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    marked.audience = "result.read"  # type: ignore[attr-defined]
    found = list(walk([path("bare/", bare), path("loose/", marked, name="loose"), path(f"{DESK}x/", bare, name="x")]))
    assert open_doors(found) == ["bare/", f"{DESK}x/"]
    assert misplaced(found) == ["loose/", f"{DESK}x/"]
    assert unnamed(found) == ["bare/"]
    assert disappeared(found, ["bare/", "gone/"]) == ["gone/"]
