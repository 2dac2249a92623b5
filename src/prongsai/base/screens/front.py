"""The front door: where to go, which language, one's account, one-time links."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.base import operations, queries
from prongsai.base.access import DeskRequest, Viewer, person_of, public, requires, signed_in
from prongsai.base.forms import FirstAdministratorForm, PasswordChoiceForm
from prongsai.base.models import Person


@public
def home(request: HttpRequest) -> HttpResponse:
    """Lead somebody to their work: one agency at once, several by choice; a stranger to the door."""
    if not request.user.is_authenticated:
        return render(request, "base/start.html")
    person = person_of(request)
    agencies = list(queries.agencies_of(person))
    if not agencies and person.is_administrator:
        return redirect("base:agencies")
    years = import_string(settings.FIRST_YEARS)(agencies)
    desks = [(agency, reverse("base:desk-home", args=[agency.slug, years[agency.pk]])) for agency in agencies]
    return redirect(desks[0][1]) if len(desks) == 1 else render(request, "base/chooser.html", {"desks": desks})


@requires("desk.open")
def desk_home(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Lead a member to the first place they may open."""
    return redirect(import_string(settings.HOME)(viewer, year))


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language chosen and go back."""
    back = request.POST.get("next", "")
    response = HttpResponseRedirect(back if _is_ours(request, back) else "/")
    if (chosen := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 60 * 60,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: password, second factor, sign out."""
    return render(request, "base/account.html")


@public
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Become the first administrator, by a one-time link."""
    queries.open_link(token, timezone.now(), for_person=False)
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = operations.claim_setup_link(at=timezone.now(), token=token, **form.cleaned_data)
        return _let_in(request, person)
    return render(request, "base/set_up.html", {"form": form})


@public
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose one's password, by a one-time link."""
    link = queries.open_link(token, timezone.now(), for_person=True)
    form = PasswordChoiceForm(request.POST or None, person=link.person or Person())
    if request.method == "POST" and form.is_valid():
        person = operations.accept_invitation(at=timezone.now(), token=token, **form.cleaned_data)
        return _let_in(request, person)
    return render(request, "base/invitation.html", {"form": form, "invited": link.person})


def _let_in(request: HttpRequest, person: Person) -> HttpResponse:
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    messages.success(request, _("ตั้งรหัสผ่านแล้ว ครั้งต่อไปใช้อีเมลและรหัสผ่านนี้เข้าสู่ระบบ"))
    return redirect("base:home")


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
