"""Signing in: nobody signs up, passwords are guessed slowly, a second factor can be turned on."""

from __future__ import annotations

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.account.views import PasswordChangeView
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prongsai.base import operations
from prongsai.base.access import person_of
from prongsai.base.models import Person


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def post_login(self, request: HttpRequest, user: Person, **named: Any) -> HttpResponse:
        """Write down that somebody is in: the last step, after a second factor."""
        operations.sign_in(by=user, at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **named)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Write down who goes, while it is still known."""
        operations.sign_out(by=person_of(request), at=timezone.now())
        super().logout(request)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """The second factor, with a QR picture that needs no inline style."""

    def build_totp_svg(self, url: str) -> str:
        """The picture an authenticator app scans."""
        return segno.make(url).svg_inline(scale=5, svgclass="qr", lineclass=None, omitsize=False)


class TurnOn(ActivateTOTPView):  # type: ignore[misc] # allauth has no types
    """The second factor turned on, and written down."""

    @transaction.atomic
    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        """Turn it on."""
        response: HttpResponse = super().form_valid(form)
        operations.turn_second_factor_on(by=person_of(self.request), at=timezone.now())
        return response


class TurnOff(DeactivateTOTPView):  # type: ignore[misc] # allauth has no types
    """The second factor turned off, and written down."""

    @transaction.atomic
    def form_valid(self, form: DeactivateTOTPForm) -> HttpResponse:
        """Turn it off."""
        response: HttpResponse = super().form_valid(form)
        operations.turn_second_factor_off(by=person_of(self.request), at=timezone.now())
        return response


class PasswordChange(PasswordChangeView):  # type: ignore[misc] # allauth has no types
    """The password changed, and written down."""

    @transaction.atomic
    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        """Change it."""
        response: HttpResponse = super().form_valid(form)
        operations.change_password(by=person_of(self.request), at=timezone.now())
        return response


class SignInForm(LoginForm):  # type: ignore[misc] # allauth has no types
    """E-mail and password."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        _plain(self, login=_("อีเมล"), password=_("รหัสผ่าน"))

    def user_credentials(self) -> dict[str, Any]:
        """What the backends compare; `login` is what failed attempts are counted by."""
        credentials: dict[str, Any] = super().user_credentials()
        return {**credentials, "login": self.cleaned_data["login"].lower()}


class PasswordForm(ChangePasswordForm):  # type: ignore[misc] # allauth has no types
    """A new password, by who knows the old one."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        labels = {"oldpassword": _("รหัสผ่านปัจจุบัน"), "password1": _("รหัสผ่านใหม่"), "password2": _("รหัสผ่านใหม่อีกครั้ง")}
        _plain(self, **labels)


class AgainForm(ReauthenticateForm):  # type: ignore[misc] # allauth has no types
    """The password once more, before something that matters."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        _plain(self, password=_("รหัสผ่าน"))


class CodeForm(AuthenticateForm):  # type: ignore[misc] # allauth has no types
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        _plain(self, code=_("รหัสจากแอปยืนยันตัวตน หรือรหัสสำรอง"))


class CodeAgainForm(ReauthenticateByCodeForm):  # type: ignore[misc] # allauth has no types
    """A code once more, before something that matters."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        _plain(self, code=_("รหัสจากแอปยืนยันตัวตน หรือรหัสสำรอง"))


class TurnOnForm(ActivateTOTPForm):  # type: ignore[misc] # allauth has no types
    """The first code of an app that has just scanned the picture."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        _plain(self, code=_("รหัส 6 หลักจากแอป"))


def locked_out(request: HttpRequest, credentials: object, *words: object) -> HttpResponse:
    """What somebody sees after too many wrong passwords."""
    return render(request, "base/locked_out.html", status=429)


def _plain(form: Any, **labels: Any) -> None:
    """Labels of ours above the fields, and no placeholder that repeats them."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)
        form.fields[name].help_text = form.fields[name].help_text if name == "password1" else ""
