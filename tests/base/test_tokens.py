"""Access tokens: a program asks on a person's behalf, never with more rights than that person has today."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from cast import NOW, Cast
from pages import Visitor
from prongsai.base import operations, queries, tokens
from prongsai.base.models import AccessToken, AuditLine, Membership
from prongsai.core.errors import Refused

PAGE, NEW = "/account/tokens/", "/account/tokens/new/"


def issue(cast: Cast, who: str = "clerk", **changes: Any) -> operations.IssuedToken:
    wanted = {"agency": cast.agency, "name": "ตารางของกองคลัง", "scopes": ["plan.read"], "days": 30, "at": NOW}
    return operations.issue_token(by=cast.people[who], **{**wanted, **changes})


def asked(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"name": "ตาราง", "agency": cast.agency.pk, "scopes": ["plan.read", "plan.write"], "days": 90, **changes}


class TestWhoAProgramAsksFor:
    def test_is_the_person_in_the_agency_with_their_role_and_units(self, cast: Cast) -> None:
        found = tokens.viewer_of(issue(cast, "officer").plain, NOW)
        assert found
        viewer, scopes = found
        assert (viewer.person, viewer.agency, viewer.role) == (cast.people["officer"], cast.agency, "officer")
        assert viewer.units == (cast.unit,)
        assert scopes == {"plan.read"}

    def test_is_nobody_for_a_token_never_issued(self, cast: Cast) -> None:
        issued = issue(cast)
        for guess in ("", "x", issued.plain[:-1], issued.token.prefix, issued.token.token_hash):
            assert tokens.viewer_of(guess, NOW) is None

    def test_is_nobody_once_the_token_has_ended(self, cast: Cast) -> None:
        plain = issue(cast, days=30).plain
        assert tokens.viewer_of(plain, NOW + timedelta(days=30, seconds=-1))
        assert tokens.viewer_of(plain, NOW + timedelta(days=30)) is None

    def test_is_nobody_once_the_token_is_revoked(self, cast: Cast) -> None:
        issued = issue(cast)
        operations.revoke_token(by=cast.people["clerk"], at=NOW, token=issued.token)
        assert tokens.viewer_of(issued.plain, NOW) is None

    def test_is_nobody_once_they_left_the_agency(self, cast: Cast) -> None:
        plain = issue(cast).plain
        Membership.objects.filter(person=cast.people["clerk"]).update(ended_at=NOW)
        assert tokens.viewer_of(plain, NOW) is None

    def test_is_nobody_while_the_person_may_not_sign_in(self, cast: Cast) -> None:
        plain = issue(cast).plain
        cast.people["clerk"].is_active = False
        cast.people["clerk"].save()
        assert tokens.viewer_of(plain, NOW) is None

    def test_has_the_role_of_today_not_of_the_day_it_was_issued(self, cast: Cast) -> None:
        plain = issue(cast, scopes=["plan.write"]).plain
        Membership.objects.filter(person=cast.people["clerk"]).update(role="auditor")
        found = tokens.viewer_of(plain, NOW)
        assert found
        assert not found[0].may("plan.edit")

    def test_has_no_scope_that_is_not_there_any_more(self, cast: Cast, settings: Any) -> None:
        plain = issue(cast, scopes=["plan.read", "plan.write"]).plain
        settings.API_SCOPES = {"plan.read": "อ่าน"}
        found = tokens.viewer_of(plain, NOW)
        assert found
        assert found[1] == {"plan.read"}


def test_the_hour_of_its_use_is_written_once_a_minute(cast: Cast, django_assert_num_queries: Any) -> None:
    plain = issue(cast).plain
    for seconds, written in ((0, NOW), (59, NOW), (60, NOW + timedelta(seconds=60))):
        with django_assert_num_queries(2 if seconds == 59 else 3):
            tokens.viewer_of(plain, NOW + timedelta(seconds=seconds))
        assert AccessToken.objects.get().last_used_at == written


def test_only_the_hash_and_the_first_signs_are_kept(cast: Cast) -> None:
    issued = issue(cast)
    kept = str(AccessToken.objects.values().get()) + str(AuditLine.objects.values().get())
    assert issued.plain not in kept
    assert issued.plain.startswith(issued.token.prefix)
    assert len(issued.token.prefix) == 8


def test_nobody_issues_one_for_an_agency_they_do_not_work_for(cast: Cast) -> None:
    with pytest.raises(Refused):
        issue(cast, "stranger")
    with pytest.raises(Refused):
        issue(cast, "administrator")


def test_there_is_a_most_and_a_revoked_one_makes_room(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_TOKENS", 1)
    first = issue(cast)
    with pytest.raises(Refused, match="revoke one"):
        issue(cast)
    operations.revoke_token(by=cast.people["clerk"], at=NOW, token=first.token)
    issue(cast)


def test_a_token_is_revoked_once(cast: Cast) -> None:
    token = issue(cast).token
    operations.revoke_token(by=cast.people["clerk"], at=NOW, token=token)
    with pytest.raises(Refused):
        operations.revoke_token(by=cast.people["clerk"], at=NOW + timedelta(days=1), token=token)
    token.refresh_from_db()
    assert token.revoked_at == NOW


def test_nobody_finds_the_token_of_another(cast: Cast) -> None:
    token = issue(cast).token
    with pytest.raises(Http404):
        queries.token_of(cast.people["executive"], token.pk)


class TestTheScreens:
    def test_show_the_token_once_and_its_first_signs_ever_after(self, cast: Cast) -> None:
        visitor = Visitor(cast.person("clerk"))
        answer = visitor.post(NEW, asked(cast))
        token = AccessToken.objects.get()
        page = answer.content.decode()
        plain = page.split('id="token" rows="2" readonly>')[1].split("<")[0]
        assert tokens.viewer_of(plain, timezone.now())
        assert answer["Cache-Control"] == "no-store"
        listed = visitor.get(PAGE).content.decode()
        assert token.prefix in listed
        assert plain not in listed
        assert (token.scopes, (token.expires_at - token.created_at).days) == (["plan.read", "plan.write"], 90)

    @pytest.mark.parametrize(
        "changes", [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"days": 3650}, {"agency": 0}]
    )
    def test_say_what_is_wrong_and_keep_what_was_typed(self, cast: Cast, changes: dict[str, Any]) -> None:
        answer = Visitor(cast.person("clerk")).post(NEW, asked(cast, **changes))
        assert answer.status_code == 422
        assert "field-wrong" in answer.content.decode()
        assert not AccessToken.objects.exists()

    def test_offer_only_the_agencies_one_works_for(self, cast: Cast) -> None:
        assert Visitor(cast.person("clerk")).post(NEW, asked(cast, agency=cast.other_agency.pk)).status_code == 422

    def test_revoke_at_a_button_and_say_so(self, cast: Cast) -> None:
        token, visitor = issue(cast, at=timezone.now()).token, Visitor(cast.person("clerk"))
        assert "ใช้ได้" in visitor.get(PAGE).content.decode()
        visitor.post(f"/account/tokens/{token.pk}/revoke/")
        page = visitor.get(PAGE).content.decode()
        assert "ยกเลิกแล้ว โปรแกรมที่ใช้รหัส" in page
        assert "ยกเลิกรหัสนี้" not in page

    def test_tell_of_a_token_that_has_ended(self, cast: Cast) -> None:
        issue(cast, at=timezone.now() - timedelta(days=31))
        assert "หมดอายุแล้ว" in Visitor(cast.person("clerk")).get(PAGE).content.decode()

    def test_teach_where_there_is_none_yet(self, cast: Cast) -> None:
        assert "ยังไม่มีรหัสเชื่อมต่อ" in Visitor(cast.person("clerk")).get(PAGE).content.decode()
