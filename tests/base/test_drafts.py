"""What is typed and not sent: kept for its person alone, found again, dropped when the form is accepted."""

import json
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.http import QueryDict
from django.urls import reverse

from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment.models import ResultSheet
from prongsai.base import drafts
from prongsai.base.middleware import FORGET_DRAFTS
from prongsai.base.models import AuditLine, Draft
from prongsai.core.errors import Refused

KEY = "report:4:step-7"


def keep(cast: Cast, who: str = "officer", *, key: str = KEY, basis: str = "2", **content: str | list[str]) -> Draft:
    return drafts.keep(
        viewer=cast.viewer(who), at=NOW, key=key, basis=basis, content=content or {"result": "จัดอบรมแล้ว"}
    )


def address(cast: Cast) -> str:
    return reverse("base:draft", args=[cast.agency.slug, YEAR])


def sent(**more: str | list[str]) -> dict[str, str | list[str]]:
    return {"draft-key": KEY, "draft-basis": "2", "result": "จัดอบรมแล้ว", **more}


def enter(cast: Cast) -> str:
    return reverse("assessment:result-enter", args=[cast.agency.slug, YEAR])


def test_what_is_kept_is_found_again_by_its_person(cast: Cast) -> None:
    keep(cast, result="จัดอบรมแล้ว", units=["1", "3"])
    assert drafts.initial(cast.viewer("officer"), KEY, "2") == ({"result": "จัดอบรมแล้ว", "units": ["1", "3"]}, False)


def test_a_draft_begun_from_another_version_is_stale(cast: Cast) -> None:
    keep(cast, basis="2")
    assert drafts.initial(cast.viewer("officer"), KEY, "3")[1] is True


def test_without_a_draft_a_form_begins_with_nothing_of_it(cast: Cast) -> None:
    assert drafts.initial(cast.viewer("officer"), KEY, "2") == ({}, False)


@pytest.mark.parametrize("who", ["clerk", "executive", "auditor", "stranger"])
def test_nobody_else_finds_it_or_drops_it(cast: Cast, who: str) -> None:
    keep(cast)
    assert drafts.kept(cast.viewer(who), KEY) is None
    drafts.drop(cast.viewer(who), KEY)
    assert drafts.kept(cast.viewer("officer"), KEY) is not None


def test_what_is_kept_later_takes_the_place_of_what_was_kept_before(cast: Cast) -> None:
    keep(cast, result="ร่างแรก")
    keep(cast, result="ร่างที่สอง", basis="3")
    draft = Draft.objects.get()
    assert (draft.content, draft.basis) == ({"result": "ร่างที่สอง"}, "3")


def test_a_draft_too_large_is_refused_and_the_one_before_stays(cast: Cast) -> None:
    keep(cast, result="สั้น")
    with pytest.raises(Refused, match="too long"):
        keep(cast, result="ก" * (drafts.LARGEST // 3 + 1))
    assert Draft.objects.get().content == {"result": "สั้น"}


def test_beyond_the_most_a_person_may_have_the_oldest_goes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 2)
    keep(cast, "clerk", key="of another person")
    for number in range(3):
        at = NOW + timedelta(minutes=number)
        drafts.keep(viewer=cast.viewer("officer"), at=at, key=f"form {number}", basis="", content={})
    assert set(Draft.objects.values_list("key", flat=True)) == {"of another person", "form 1", "form 2"}


def test_tokens_passwords_and_what_concerns_the_draft_itself_are_never_kept() -> None:
    form = QueryDict(
        "csrfmiddlewaretoken=x&draft-key=k&draft-basis=2&keep=draft&password=secret&old_password=s&a=1&b=2&b=3"
    )
    assert drafts.typed(form) == {"a": "1", "b": ["2", "3"]}


def test_signs_that_no_database_keeps_are_left_out() -> None:
    assert drafts.typed(QueryDict("result=%00words")) == {"result": "words"}


class TestTheAddressAFormAsks:
    def test_keeps_gives_back_and_drops(self, cast: Cast) -> None:
        visitor = Visitor(cast.person("officer"))
        kept = visitor.post(address(cast), sent(units=["1", "3"]))
        assert kept.status_code == 204
        found = visitor.get(address(cast), {"draft-key": KEY})
        assert found.json() == {
            "basis": "2",
            "content": {"result": "จัดอบรมแล้ว", "units": ["1", "3"]},
            "saved_at": kept["Draft-Saved-At"],
        }
        assert found["Cache-Control"] == "no-store"
        assert visitor.post(address(cast), sent(**{"draft-drop": "1"})).status_code == 204
        assert visitor.get(address(cast), {"draft-key": KEY}).status_code == 204

    def test_gives_nobody_what_another_typed(self, cast: Cast) -> None:
        Visitor(cast.person("officer")).post(address(cast), sent())
        assert Visitor(cast.person("clerk")).get(address(cast), {"draft-key": KEY}).content == b""

    @pytest.mark.parametrize("wrong", [{"draft-key": ""}, {"draft-key": "k" * 201}, {"draft-basis": "b" * 65}])
    def test_turns_away_what_names_no_form(self, cast: Cast, wrong: dict[str, str]) -> None:
        assert Visitor(cast.person("officer")).post(address(cast), {**sent(), **wrong}).status_code == 422
        assert not Draft.objects.exists()

    def test_says_that_a_draft_is_too_large(self, cast: Cast) -> None:
        answer = Visitor(cast.person("officer")).post(address(cast), sent(result="ก" * drafts.LARGEST))
        assert answer.status_code == 422
        assert "ยาวเกิน" in answer.content.decode()

    def test_leaves_no_line_in_the_audit_trail(self, cast: Cast) -> None:
        Visitor(cast.person("officer")).post(address(cast), sent())
        assert not AuditLine.objects.exists()

    def test_sends_whoever_is_signed_out_to_the_door(self, cast: Cast) -> None:
        assert Visitor().post(address(cast), sent()).status_code == 302
        assert not Draft.objects.exists()


class TestAFormThatSavesItself:
    def test_begins_with_the_draft_and_without_javascript_keeps_one_at_a_button(self, cast: Cast) -> None:
        visitor = Visitor(cast.person("clerk"))
        kept = visitor.post(enter(cast), {"IIT": "12.34", "keep": "draft", "draft-basis": ""})
        assert kept["Location"] == enter(cast)
        page = visitor.get(enter(cast)).content.decode()
        assert 'value="12.34"' in page
        assert "บันทึกร่างไว้แล้ว ยังไม่ได้ส่ง" in page
        assert not ResultSheet.objects.exists()

    def test_a_draft_too_large_is_shown_again_with_what_is_wrong(self, cast: Cast) -> None:
        sheet = {"IIT": "12.34", "source": "ก" * drafts.LARGEST, "keep": "draft"}
        page = Visitor(cast.person("clerk")).post(enter(cast), sheet).content.decode()
        assert "ยาวเกินกว่าที่จะเก็บเป็นร่าง" in page
        assert 'value="12.34"' in page

    def test_drops_the_draft_when_it_is_accepted_and_names_the_copy_to_forget(self, cast: Cast) -> None:
        keep(cast, "clerk", key=f"result:{YEAR}", basis="", IIT="12.34")
        answer = Visitor(cast.person("clerk")).post(enter(cast), {"IIT": "92.50", "save": "1"})
        assert answer.status_code == 302
        assert not Draft.objects.exists()
        names = json.loads(unquote(answer.cookies[FORGET_DRAFTS].value))
        assert names == [f"{cast.agency.slug}:{cast.people['clerk'].pk}:result:{YEAR}"]

    def test_tells_a_page_that_answers_it(self, cast: Cast) -> None:
        visitor = Visitor(cast.person("clerk"))
        answer = visitor.post(enter(cast), {"IIT": "1", "check": "1", "draft-key": f"result:{YEAR}"})
        assert "data-draft-answers" in answer.content.decode()
        assert "data-draft-answers" not in visitor.get(enter(cast)).content.decode()

    def test_a_page_that_answers_another_form_puts_nothing_over_the_draft(self, cast: Cast) -> None:
        keep(cast, "clerk", key=f"result:{YEAR}", basis="", IIT="12.34")
        address = reverse("assessment:result-import", args=[cast.agency.slug, YEAR])
        page = Visitor(cast.person("clerk")).post(address, {"text": ""}).content.decode()
        assert "data-draft-answers" not in page
        assert 'value="12.34"' in page

    def test_keeps_the_draft_when_it_is_not_accepted(self, cast: Cast) -> None:
        keep(cast, "clerk", key=f"result:{YEAR}", basis="", IIT="12.34")
        answer = Visitor(cast.person("clerk")).post(enter(cast), {"IIT": "hundred", "save": "1"})
        assert answer.status_code == 422
        assert Draft.objects.exists()
        assert FORGET_DRAFTS not in answer.cookies

    def test_a_stale_draft_does_not_hide_what_is_recorded(self, cast: Cast) -> None:
        keep(cast, "clerk", key=f"result:{YEAR}", basis="another sheet", IIT="12.34")
        assert 'value="12.34"' not in Visitor(cast.person("clerk")).get(enter(cast)).content.decode()
        assert Draft.objects.exists()

    def test_after_a_session_that_ended_leads_back_to_the_form(self, cast: Cast) -> None:
        came = f"http://testserver{enter(cast)}"
        answer = Visitor().post(enter(cast), {"IIT": "12.34", "save": "1"}, Referer=came)
        assert answer["Location"] == f"/account/sign-in/?next={enter(cast)}"


def test_a_refused_operation_keeps_its_draft(cast: Cast) -> None:
    keep(cast)
    request = type("Request", (), {"viewer": cast.viewer("officer")})()
    with pytest.raises(Refused), drafts.accepted(request, KEY):
        raise Refused("ยังไม่ได้", "not yet")
    assert Draft.objects.exists()
    assert not hasattr(request, "accepted_drafts")
