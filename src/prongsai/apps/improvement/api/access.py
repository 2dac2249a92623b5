"""How a program asks: with a person's token, for one agency, within a scope and never beyond the person's rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from prongsai.apps.improvement.api.problems import Forbidden
from prongsai.base.access import FIRST_YEAR, LAST_YEAR, Viewer
from prongsai.base.tokens import viewer_of

TOKEN = "token"  # noqa: S105 - the audience of an address, as `public` and `signed in` are
ANY_SCOPE = ""
"""The scope of what every token may ask."""


@dataclass(frozen=True)
class Asked:
    """On whose behalf a program asks, and within which scopes."""

    viewer: Viewer
    scopes: frozenset[str]


class ApiRequest(HttpRequest):
    """A request that came with a token which opens this endpoint."""

    auth: Asked


class Token(HttpBearer):
    """The door of one endpoint: a token of its agency, the scope it needs and the permission that decides.

    Looked at before anything sent is read, so that a stranger learns nothing from how their request is refused.
    """

    def __init__(self, scope: str, permission: str) -> None:
        super().__init__()
        self.scope, self.permission = scope, permission

    def authenticate(self, request: HttpRequest, token: str) -> Asked | None:
        """Who asks; None for a token that opens nothing.

        Raises: Http404 for another agency or a year that is not there; Forbidden without the scope or the right.
        """
        found = viewer_of(token, timezone.now())
        if found is None:
            return None
        asked = Asked(*found)
        _must_be_there(request, asked.viewer)
        if self.scope not in {ANY_SCOPE, *asked.scopes}:
            raise _outside(self.scope)
        if not asked.viewer.may(self.permission):
            raise _not_theirs()
        return asked


def within(scope: str, permission: str, **openapi: Any) -> dict[str, Any]:
    """What every endpoint states: the scope a token needs, and the permission of its person. Read by a house test.

    Shape: keywords of a route; `openapi` is what else its description says.
    """
    stated = {"x-scope": scope, "x-permission": permission, **openapi}
    return {"auth": Token(scope, permission), "openapi_extra": stated}


def _must_be_there(request: HttpRequest, viewer: Viewer) -> None:
    named = request.resolver_match.kwargs if request.resolver_match else {}
    if named.get("agency", viewer.agency.slug) != viewer.agency.slug:
        raise Http404
    if not FIRST_YEAR <= named.get("year", FIRST_YEAR) <= LAST_YEAR:
        raise Http404


def _outside(scope: str) -> Forbidden:
    return Forbidden(
        f"รหัสนี้ไม่มีขอบเขต {scope} กรุณาออกรหัสใหม่ที่มีขอบเขตนี้ในหน้าบัญชีของฉัน",
        f"This token has no scope {scope}; issue one that has on the account page.",
    )


def _not_theirs() -> Forbidden:
    return Forbidden(
        "เจ้าของรหัสนี้ไม่มีสิทธิ์ทำรายการนี้ กรุณาให้ผู้มีหน้าที่ทำ",
        "The person of this token may not do this; ask whoever may.",
    )
