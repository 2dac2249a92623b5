"""Who may open what. Every screen says it with one of the marks of this module; a house test finds those that do not.

Another agency's anything is *not found*; a place of one's own agency without the right is *forbidden*, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRefresh
from django_htmx.middleware import HtmxDetails

from prongsai.base.models import Agency, Membership, Person, Unit

FIRST_YEAR, LAST_YEAR = 2550, 2700
PUBLIC, SIGNED_IN, ADMINISTRATOR = "public", "signed in", "administrator"

Screen = Callable[..., HttpResponseBase]
P = ParamSpec("P")
Marked = TypeVar("Marked", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Viewer:
    """Who asks, in which agency, with which rights. An administrator may be one without being a member."""

    person: Person
    agency: Agency
    role: str | None
    units: tuple[Unit, ...] = ()

    def may(self, permission: str) -> bool:
        """Whether the table of roles gives this permission. Raises: KeyError for a permission that is not in it."""
        return bool(self._roles & settings.PERMISSIONS[permission])

    @property
    def _roles(self) -> set[str]:
        held = {self.role} if self.role else set()
        return held | {ADMINISTRATOR} if self.person.is_administrator else held


class DeskRequest(HttpRequest):
    """A request whose viewer and fiscal year are known: what a screen marked with `requires` gets."""

    viewer: Viewer
    year: int
    htmx: HtmxDetails
    accepted_drafts: list[str]
    """Copies of drafts that the answer tells the person's machine to forget."""


def public(screen: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Mark a screen that anybody may open."""

    @wraps(screen)
    def page(*words: P.args, **named: P.kwargs) -> HttpResponseBase:
        return screen(*words, **named)

    return _marked(page, PUBLIC)


def for_everybody(screen: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Mark a public screen that answers everybody the same: no cookie is read for it and none is set.

    It changes nothing, so that nothing sent to it needs a token.
    """
    page = public(screen)
    page.is_for_everybody = page.csrf_exempt = True  # type: ignore[attr-defined] # read around each request
    return page


def signed_in(screen: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Screen:
    """Mark a screen for everybody with an account; a stranger is led to the sign-in page and back."""

    @wraps(screen)
    def page(request: HttpRequest, *words: P.args, **named: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return screen(request, *words, **named)

    return _marked(page, SIGNED_IN)


def administrator(screen: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Screen:
    """Mark a screen for administrators; for everybody else it does not exist."""

    @wraps(screen)
    def page(request: HttpRequest, *words: P.args, **named: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not person_of(request).is_administrator:
            raise Http404
        return screen(request, *words, **named)

    return _marked(page, ADMINISTRATOR)


def requires(
    permission: str,
) -> Callable[[Callable[Concatenate[DeskRequest, Viewer, int, P], HttpResponseBase]], Screen]:
    """Mark a desk screen with the permission it needs; the screen gets the viewer and the fiscal year.

    Its address begins with ``<slug:agency>/<int:year>``.
    """

    def mark(screen: Callable[Concatenate[DeskRequest, Viewer, int, P], HttpResponseBase]) -> Screen:
        @wraps(screen)
        def page(request: HttpRequest, agency: str, year: int, *words: P.args, **named: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            desk = _at_the_desk(request, agency, year)
            if not desk.viewer.may(permission):
                raise PermissionDenied
            return screen(desk, desk.viewer, year, *words, **named)

        return _marked(page, permission)

    return mark


def person_of(request: HttpRequest) -> Person:
    """The person signed in. Raises: Http404 when nobody is."""
    if not isinstance(person := request.user, Person):
        raise Http404
    return person


def viewer_in(person: Person, slug: str) -> Viewer:
    """Who this person is in the agency of this slug. Raises: Http404 when it is not there for them."""
    membership = (
        Membership.objects.select_related("agency", "unit", "person")
        .filter(person=person, agency__slug=slug, ended_at=None)
        .first()
    )
    if membership:
        units = (membership.unit,) if membership.unit else ()
        return Viewer(person=person, agency=membership.agency, role=membership.role, units=units)
    agency = Agency.objects.filter(slug=slug).first() if person.is_administrator else None
    if not agency:
        raise Http404
    return Viewer(person=person, agency=agency, role=None)


def _at_the_desk(request: HttpRequest, slug: str, year: int) -> DeskRequest:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    desk = cast(DeskRequest, request)
    desk.viewer, desk.year = viewer_in(person_of(request), slug), year
    return desk


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and back; a part of a page asks for the whole one, or the form would appear inside it."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else _sent_from(request))


def _sent_from(request: HttpRequest) -> str:
    """The page a form was sent from: many addresses take a form only, and could not be opened after signing in."""
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return reverse("base:home")
    return urlsplit(came)._replace(scheme="", netloc="", fragment="").geturl()


def _marked(page: Marked, audience: str) -> Marked:
    page.audience = audience  # type: ignore[attr-defined] # read by the house tests
    return page
