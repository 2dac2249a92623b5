"""Who may open what of the base."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cast import NOW, Cast
from house.access import Row, administrators, anybody, desk, with_account
from prongsai.base import operations
from prongsai.base.jobs import open_job
from prongsai.base.links import hash_of
from prongsai.base.models import Membership, OneTimeLink


def a_unit(cast: Cast) -> Mapping[str, Any]:
    return {"unit_id": cast.unit.pk}


def a_membership(cast: Cast) -> Mapping[str, Any]:
    return {"membership_id": Membership.objects.get(person=cast.people["officer"], ended_at=None).pk}


def a_job(cast: Cast) -> Mapping[str, Any]:
    return {"job_id": open_job(agency=cast.agency, kind="sample", at=NOW).pk}


def a_job_of_the_installation(cast: Cast) -> Mapping[str, Any]:
    return {"job_id": open_job(agency=None, kind="sample", at=NOW).pk}


def a_token(cast: Cast) -> Mapping[str, Any]:
    clerk, scopes = cast.people["clerk"], ["plan.read"]
    issued = operations.issue_token(by=clerk, at=NOW, agency=cast.agency, name="ตาราง", scopes=scopes, days=30)
    return {"token_id": issued.token.pk}


def an_agency(cast: Cast) -> Mapping[str, Any]:
    return {"slug": cast.agency.slug}


def an_invitation(cast: Cast) -> Mapping[str, Any]:
    membership = Membership.objects.select_related("person", "agency").get(person=cast.people["officer"])
    return {"token": operations.renew_link(by=cast.viewer("clerk"), at=timezone.now(), membership=membership)}


def a_set_up_link(cast: Cast) -> Mapping[str, Any]:
    OneTimeLink.objects.create(
        token_hash=hash_of("token"), created_at=NOW, expires_at=timezone.now() + timedelta(hours=1)
    )
    return {"token": "token"}


def passwords(cast: Cast) -> Mapping[str, Any]:
    hashed = make_password("a long and winding phrase")
    for person in cast.people.values():
        person.password = hashed
        person.save()
    return {}


def second_factors(cast: Cast) -> Mapping[str, Any]:
    for person in cast.people.values():
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
    return {}


def a_table(cast: Cast) -> Mapping[str, Any]:
    return {"form": "csv"}


MANAGERS = "clerk administrator"

ROWS = [
    anybody("base:home"),
    anybody("base:words"),
    anybody("base:language", method="post", sent={"language": "en"}),
    anybody("base:set-up", arguments=a_set_up_link),
    anybody("base:invitation", arguments=an_invitation),
    with_account("base:account"),
    with_account("base:tokens"),
    with_account("base:token-create"),
    Row("base:token-revoke", frozenset({"clerk"}), is_desk=False, arguments=a_token, method="post"),
    administrators("base:agencies"),
    administrators("base:agency-create"),
    administrators("base:agency-edit", arguments=an_agency),
    desk("base:desk-home", "members administrator"),
    desk("base:settings", MANAGERS),
    desk("base:settings-unit-add", MANAGERS),
    desk("base:settings-unit-rename", MANAGERS, arguments=a_unit),
    desk("base:settings-person-invite", MANAGERS),
    desk("base:settings-membership-change", MANAGERS, arguments=a_membership),
    desk("base:settings-person-link", MANAGERS, arguments=a_membership, method="post"),
    desk("base:settings-membership-end", MANAGERS, arguments=a_membership, method="post"),
    desk("base:audit", "clerk auditor administrator"),
    desk("base:audit-table", "clerk auditor administrator", arguments=a_table),
    desk("base:job", "members", arguments=a_job),
    administrators("base:installation-job", arguments=a_job_of_the_installation),
    desk("base:draft", "members administrator", method="post", sent={"draft-key": "form", "result": "words"}),
    anybody("account_login"),
    anybody("account_inactive"),
    anybody("mfa_authenticate"),
    with_account("account_logout"),
    with_account("account_reauthenticate", arguments=passwords),
    with_account("account_change_password", arguments=passwords),
    with_account("mfa_index"),
    with_account("mfa_reauthenticate", arguments=second_factors),
    with_account("mfa_activate_totp"),
    with_account("mfa_deactivate_totp", arguments=second_factors),
    with_account("mfa_view_recovery_codes", arguments=second_factors),
    with_account("mfa_generate_recovery_codes"),
    with_account("mfa_download_recovery_codes", arguments=second_factors),
]
