"""The API's access table: each app writes its rows in ``tests/.../api_rows.py``; every path and method needs one.

Rows are typed by hand and never derived from the endpoints or `site/roles.py`: tables that must agree.
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client

from cast import MEMBERS, YEAR, Cast
from prongsai.site.api import HERE, api

Named = Mapping[str, Any]
JSON = "application/json"


@dataclass(frozen=True)
class Door:
    """One path and method, and what it states of itself: the scope a token needs, the permission that decides."""

    method: str
    path: str
    scope: str | None
    permission: str | None


@dataclass(frozen=True)
class ApiRow:
    """One path and method, who gets in, and the status they get. `named` makes what the path names, in agency A.

    `sent` is a body of JSON, or with `is_form` the fields of a form; called with what is named where it needs that.
    """

    method: str
    path: str
    may: frozenset[str]
    scope: str
    status: int = 200
    named: Callable[[Cast], Named] = field(default=lambda cast: {})
    sent: Callable[[Named], Any] | None = None
    is_form: bool = False

    def address(self, named: Named, agency: str, year: int = YEAR) -> str:
        return self.path.format(**{"agency": agency, "year": year, **named})

    def ask(self, client: Client, address: str, named: Named) -> Any:
        ask = getattr(client, self.method)
        if self.sent is None:
            return ask(address)
        body = self.sent(named)
        return ask(address, body) if self.is_form else ask(address, json.dumps(body), content_type=JSON)


def row(method: str, path: str, may: str, scope: str, **more: Any) -> ApiRow:
    """A row: `path` after the year, `may` names the cast who get in, with spaces between; `members` is all four."""
    whole = path if path.startswith("/") else f"/{HERE}agencies/{{agency}}/years/{{year}}/{path}"
    return ApiRow(method, whole, frozenset(may.replace("members", " ".join(MEMBERS)).split()), scope, **more)


def doors() -> Iterator[Door]:
    """Every path and method, as the description of the API tells them."""
    for path, methods in api.get_openapi_schema(path_prefix=HERE)["paths"].items():
        for method, told in methods.items():
            yield Door(method, path, told.get("x-scope"), told.get("x-permission"))


def api_rows() -> list[ApiRow]:
    """Every row of every app."""
    files = sorted(Path(__file__).parents[1].rglob("api_rows.py"))
    return [each for file in files for each in runpy.run_path(str(file))["ROWS"]]


def program(token: str = "") -> Client:
    """A program with a token, or with none."""
    return Client(headers={"Authorization": f"Bearer {token}"} if token else None)


def read(response: Any) -> HttpResponse:
    """An answer, its file closed behind it."""
    response.close()
    return response
