"""Every endpoint of the API states its scope and its permission, and has a row in the access table."""

from house.api import ApiRow, Door, api_rows, doors, row
from house.routes import routes
from prongsai.apps.improvement.api.access import ANY_SCOPE, TOKEN
from prongsai.site.api import HERE
from prongsai.site.roles import API_SCOPES, PERMISSIONS


def unstated(found: list[Door]) -> list[str]:
    """Doors that do not say, in words we know, what opens them."""
    scopes = {ANY_SCOPE, *API_SCOPES}
    return [
        f"{each.method} {each.path}" for each in found if each.scope not in scopes or each.permission not in PERMISSIONS
    ]


def without_a_row(found: list[Door], table: list[ApiRow]) -> set[str]:
    there = {f"{each.method} {each.path}" for each in table}
    return {f"{each.method} {each.path}" for each in found} - there


def misplaced(found: list[Door]) -> list[str]:
    """Doors of a scope that reads and a method that writes, or the other way round."""
    writes = {"post", "put", "patch", "delete"}
    return [
        f"{each.method} {each.path}"
        for each in found
        if each.scope and (each.method in writes) != each.scope.endswith(".write")
    ]


def test_every_endpoint_states_its_scope_and_its_permission() -> None:
    assert unstated(list(doors())) == []


def test_every_endpoint_has_a_row_of_its_own_scope() -> None:
    assert without_a_row(list(doors()), api_rows()) == set()
    stated = {(each.method, each.path): each.scope for each in doors()}
    assert [each for each in api_rows() if stated.get((each.method, each.path)) != each.scope] == []


def test_what_writes_needs_a_scope_that_writes() -> None:
    assert misplaced(list(doors())) == []


def test_every_scope_is_of_use() -> None:
    assert {each.scope for each in doors()} == {ANY_SCOPE, *API_SCOPES}


def test_every_address_of_the_api_is_described() -> None:
    opened = [each.address for each in routes() if each.audience == TOKEN]
    assert len(opened) == len({each.path for each in doors()})
    assert all(each.startswith(HERE) for each in opened)


def test_planted_doors_are_seen() -> None:
    bare, loose = Door("get", "/x", None, None), Door("post", "/y", "plan.read", "plan.read")
    unknown = Door("get", "/z", "plan.eat", "plan.read")
    assert unstated([bare, loose, unknown]) == ["get /x", "get /z"]
    assert misplaced([bare, loose]) == ["post /y"]
    assert without_a_row([bare, loose], [row("get", "/x", "clerk", "")]) == {"post /y"}
