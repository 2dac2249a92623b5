"""One's own access tokens: issued, seen, revoked. The token itself is shown once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.base import operations, queries
from prongsai.base.access import person_of, signed_in
from prongsai.base.forms import TokenForm
from prongsai.base.models import AccessToken
from prongsai.base.screens.answers import refusals_on


@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """Every token one has issued."""
    now = timezone.now()
    shown = {
        "heading": _("รหัสเชื่อมต่อโปรแกรม"),
        "crumbs": [_account()],
        "rows": [(token, _scopes(token), *_state(token, now)) for token in queries.tokens_of(person_of(request))],
    }
    return render(request, "base/tokens.html", shown)


@signed_in
def token_create(request: HttpRequest) -> HttpResponse:
    """Issue a token; it is shown once."""
    person = person_of(request)
    form = TokenForm(request.POST or None, agencies=queries.agencies_of(person))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            issued = operations.issue_token(by=person, at=timezone.now(), **form.cleaned_data)
            return _shown_once(request, issued)
    crumbs = [_account(), (_("รหัสเชื่อมต่อโปรแกรม"), reverse("base:tokens"))]
    shown = {"heading": _("ออกรหัสเชื่อมต่อ"), "form": form, "crumbs": crumbs}
    return render(request, "base/token_form.html", shown, status=422 if form.errors else 200)


@signed_in
@require_POST
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Let a token open nothing any more."""
    token = queries.token_of(person_of(request), token_id)
    with refusals_on(request):
        operations.revoke_token(by=person_of(request), at=timezone.now(), token=token)
        messages.success(request, _("ยกเลิกแล้ว โปรแกรมที่ใช้รหัส %(name)s เข้าไม่ได้อีก") % {"name": token.name})
    return redirect("base:tokens")


def _shown_once(request: HttpRequest, issued: operations.IssuedToken) -> HttpResponse:
    shown = {"heading": _("รหัสเชื่อมต่อ “%(name)s”") % {"name": issued.token.name}, "plain": issued.plain}
    response = render(request, "base/token.html", shown)
    response["Cache-Control"] = "no-store"
    return response


def _account() -> tuple[str, str]:
    return _("บัญชีของฉัน"), reverse("base:account")


def _scopes(token: AccessToken) -> list[str]:
    return [str(settings.API_SCOPES.get(scope, scope)) for scope in token.scopes]


def _state(token: AccessToken, now: datetime) -> tuple[str, str]:
    """The state's picture and its word."""
    if token.revoked_at:
        return "deferred", _("ยกเลิกแล้ว")
    if token.expires_at <= now:
        return "late", _("หมดอายุแล้ว")
    return "done", _("ใช้ได้")
