"""The few addresses of allauth that are used, each marked with who may open it."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path

from prongsai.base.access import public, signed_in
from prongsai.base.accounts import PasswordChange, TurnOff, TurnOn

urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", signed_in(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/", signed_in(PasswordChange.as_view()), name="account_change_password"),
    path("second-factor/", signed_in(second_factor.index), name="mfa_index"),
    path("second-factor/code/", public(second_factor.authenticate), name="mfa_authenticate"),
    path("second-factor/again/", signed_in(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", signed_in(TurnOn.as_view()), name="mfa_activate_totp"),
    path("second-factor/app/off/", signed_in(TurnOff.as_view()), name="mfa_deactivate_totp"),
    path("second-factor/codes/", signed_in(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/",
        signed_in(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes/file/",
        signed_in(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
