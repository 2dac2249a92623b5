"""The API of the site: its addresses, what it tells of itself, and what its errors look like."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer
from pydantic import BaseModel, Field

from prongsai.apps.improvement.api import HANDLERS, router
from prongsai.apps.improvement.api.access import ANY_SCOPE, TOKEN, ApiRequest, within
from prongsai.apps.improvement.api.problems import answers, not_found, told
from prongsai.base.access import public
from prongsai.base.screens import errors

HERE = "api/v1/"
METHOD_NOT_ALLOWED = 405
DESCRIPTION = """\
แผน มาตรการ ขั้นตอน รายงาน และหลักฐานของหน่วยงาน สำหรับโปรแกรมอื่น ใช้รหัสที่ออกจากหน้าบัญชีของฉัน

An agency's plans, measures, steps, reports and evidence, for other programs. Send a token from the account page as
`Authorization: Bearer …`. `x-scope` is the scope the token needs, `x-permission` what its person must be allowed."""


class Renderer(JSONRenderer):
    """JSON in which Thai can be read."""

    json_dumps_params = {"ensure_ascii": False}


class AgencyShown(BaseModel):
    """The agency a token is for; `slug` is its name in addresses."""

    slug: str
    name: str


class MeShown(BaseModel):
    """On whose behalf a program asks, where, and what it may do."""

    name: str
    role: str | None = Field(description="หน้าที่ · clerk, officer, executive or auditor")
    units: list[str]
    agency: AgencyShown
    scopes: list[str]


api = NinjaAPI(
    title="Prongsai",
    version="1",
    description=DESCRIPTION,
    openapi_url=None,  # our own screen below says who may open it
    docs_url=None,
    urls_namespace="api",
    renderer=Renderer(),
)
api.add_router("/agencies/{slug:agency}/years/{int:year}", router)
for kind, handler in HANDLERS.items():
    api.add_exception_handler(kind, handler)


@api.get(
    "/me", **within(ANY_SCOPE, "desk.open"), response=answers(MeShown), summary="รหัสนี้เป็นของใคร", tags=["รหัส · Token"]
)
def me(request: ApiRequest) -> MeShown:
    """Whose token this is, for which agency, and within which scopes."""
    viewer = request.auth.viewer
    return MeShown(
        name=viewer.person.name,
        role=viewer.role,
        units=[each.name for each in viewer.units],
        agency=AgencyShown(slug=viewer.agency.slug, name=viewer.agency.name),
        scopes=sorted(request.auth.scopes),
    )


@public
def description(request: HttpRequest) -> HttpResponse:
    """Everything the API takes and gives, in OpenAPI."""
    return JsonResponse(_described(), json_dumps_params={"ensure_ascii": False})


@cache
def _described() -> dict[str, Any]:
    """Made once: it takes as long as fifty pages, and anybody may ask for it."""
    return api.get_openapi_schema(path_prefix=HERE)


@public
def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Nothing at this address: said to a program in its own shape."""
    if request.path.startswith(f"/{HERE}"):
        return not_found(request, exception)
    return errors.not_found(request, exception)


def addresses() -> list[URLPattern]:
    """The addresses of the API, each saying that a token opens it.

    ninja gives one for each method, and a start page; each address stands here once, the start page not at all.
    """
    screens = {str(each.pattern): each for each in reversed(api.urls[0]) if isinstance(each, URLPattern)}
    del screens[""]
    for each in screens.values():
        each.callback = _by_token(each.callback)
    return [path("openapi.json", description, name="openapi"), *screens.values()]


def _by_token(screen: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """A screen of the API as an address has it: nobody stores its answers, a wrong method is told in our shape."""

    @wraps(screen)
    def page(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
        answer: HttpResponse = screen(request, *words, **named)
        if answer.status_code == METHOD_NOT_ALLOWED:
            allowed = answer.headers["Allow"]
            answer = told(f"ที่อยู่นี้รับเฉพาะ {allowed}", f"This address takes {allowed} only.", METHOD_NOT_ALLOWED)
            answer.headers["Allow"] = allowed
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    page.audience = TOKEN  # type: ignore[attr-defined] # read by the house tests
    return page
