"""The access table: each app writes its rows in ``tests/.../access_rows.py``; every route needs one.

Rows are typed by hand and never derived from `site/roles.py`: two tables that must agree.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from cast import EVERYBODY, MEMBERS, YEAR, Cast
from pages import Visitor

Arguments = Callable[[Cast], Mapping[str, Any]]
OPENED, SIGN_IN, FORBIDDEN, NOT_FOUND = "opened", "asked to sign in", "forbidden", "not found"


def nothing(cast: Cast) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """One address and who gets in. `arguments` makes what the address names, in agency A."""

    name: str
    may: frozenset[str]
    is_desk: bool
    arguments: Arguments = nothing
    method: str = "get"
    sent: Mapping[str, Any] = field(default_factory=dict)

    def expected(self, who: str) -> str:
        """What one of the cast must meet."""
        if who in self.may:
            return OPENED
        if who == "citizen":
            return SIGN_IN
        return FORBIDDEN if self.is_desk and who != "stranger" else NOT_FOUND

    def address(self, cast: Cast) -> str:
        desk = {"agency": cast.agency.slug, "year": YEAR} if self.is_desk else {}
        return reverse(self.name, kwargs={**desk, **self.arguments(cast)})

    def visit(self, visitor: Visitor, address: str) -> Any:
        return visitor.post(address, self.sent) if self.method == "post" else visitor.get(address)


def anybody(name: str, **more: Any) -> Row:
    return Row(name, frozenset(EVERYBODY), is_desk=False, **more)


def with_account(name: str, **more: Any) -> Row:
    return Row(name, frozenset(EVERYBODY) - {"citizen"}, is_desk=False, **more)


def administrators(name: str, **more: Any) -> Row:
    return Row(name, frozenset({"administrator"}), is_desk=False, **more)


def desk(name: str, may: str, **more: Any) -> Row:
    """A desk screen: `may` names the cast who get in, with spaces between; `members` is all four roles."""
    return Row(name, frozenset(may.replace("members", " ".join(MEMBERS)).split()), is_desk=True, **more)


def met(response: HttpResponse) -> str:
    """What somebody met at an address."""
    if response.status_code == 302 and response["Location"].startswith(f"{reverse('account_login')}?next="):
        return SIGN_IN
    return {403: FORBIDDEN, 404: NOT_FOUND}.get(response.status_code, OPENED)


def rows() -> list[Row]:
    """Every row of every app."""
    files = sorted(Path(__file__).parents[1].rglob("access_rows.py"))
    return [row for file in files for row in runpy.run_path(str(file))["ROWS"]]


def without_a_row(names: set[str], table: list[Row]) -> set[str]:
    return names - {row.name for row in table}
