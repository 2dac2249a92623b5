import time
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.urls import reverse

from cast import Cast, a_member, a_person
from pages import Visitor
from prongsai.base.models import AuditLine, Person

PASSWORD = "a long and winding phrase"
SIGN_IN = "/account/sign-in/"


@pytest.fixture
def person(cast: Cast) -> Person:
    person = a_member(cast.agency, "clerk", name="เจ้าหน้าที่")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(visitor: Visitor, person: Person, password: str = PASSWORD) -> Any:
    return visitor.post(SIGN_IN, {"login": person.email, "password": password})


def is_in(visitor: Visitor) -> bool:
    return bool(visitor.get("/account/").status_code == 200)


def left_by(person: Person) -> list[str]:
    """The verbs this person left in the audit trail, oldest first; none of them says anything more."""
    lines = AuditLine.objects.filter(person=person).order_by("at", "pk")
    assert all(line.changes == {} and line.subject_id == person.pk for line in lines)
    return [line.verb for line in lines]


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_passwords_are_kept_with_argon2(person: Person) -> None:
    assert person.password.startswith("argon2$argon2id")


def test_who_knows_the_password_comes_in(person: Person) -> None:
    visitor = Visitor()
    assert sign_in(visitor, person).status_code == 302
    assert is_in(visitor)


def test_the_address_may_be_typed_in_capitals(person: Person) -> None:
    visitor = Visitor()
    visitor.post(SIGN_IN, {"login": person.email.upper(), "password": PASSWORD})
    assert is_in(visitor)


def test_who_does_not_is_told_without_saying_which_was_wrong(person: Person) -> None:
    wrong = sign_in(Visitor(), person, "something else").content.decode()
    unknown = Visitor().post(SIGN_IN, {"login": "nobody@example.go.th", "password": PASSWORD}).content.decode()
    sentence = "อีเมลหรือรหัสผ่านไม่ถูกต้อง"
    assert sentence in wrong
    assert sentence in unknown


def test_five_wrong_passwords_shut_the_account_out_even_for_the_right_one(person: Person) -> None:
    visitor = Visitor()
    answers = [sign_in(visitor, person, f"wrong {number}").status_code for number in range(5)]
    assert answers[-1] == 429
    assert sign_in(visitor, person).status_code == 429
    assert not is_in(visitor)


def test_another_account_is_not_shut_out(person: Person, cast: Cast) -> None:
    other = a_person("อีกคน", password=PASSWORD)
    visitor = Visitor()
    for number in range(5):
        sign_in(visitor, person, f"wrong {number}")
    assert sign_in(visitor, other).status_code == 302


def test_an_account_that_is_closed_stays_out(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)
    visitor = Visitor()
    sign_in(visitor, person)
    assert not is_in(visitor)


def test_with_a_second_factor_the_password_alone_is_not_enough(person: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    visitor = Visitor()
    assert sign_in(visitor, person)["Location"] == reverse("mfa_authenticate")
    assert not is_in(visitor)
    assert "รหัสไม่ถูกต้อง" in visitor.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    visitor.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(visitor)


def test_a_recovery_code_stands_in_for_the_app_once(person: Person) -> None:
    TOTP.activate(person, generate_totp_secret())
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    first, second = Visitor(), Visitor()
    for visitor in (first, second):
        sign_in(visitor, person)
        visitor.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_a_second_factor_is_turned_on_with_the_first_code_of_the_app(person: Person) -> None:
    visitor = Visitor()
    sign_in(visitor, person)
    assert visitor.get(reverse("mfa_activate_totp"))["Location"].startswith("/account/again/")
    visitor.post("/account/again/", {"password": PASSWORD})
    page = visitor.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.content.decode()
    secret = page.context["form"].secret
    assert visitor.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert "เปิดใช้อยู่" in visitor.get(reverse("mfa_index")).content.decode()


def test_a_password_is_changed_by_who_knows_the_old_one(person: Person) -> None:
    visitor = Visitor()
    sign_in(visitor, person)
    new = {"password1": "another winding phrase", "password2": "another winding phrase"}
    assert visitor.post("/account/password/", {"oldpassword": "wrong", **new}).status_code == 200
    assert visitor.post("/account/password/", {"oldpassword": PASSWORD, **new}).status_code == 302
    assert sign_in(Visitor(), person).status_code == 200
    assert sign_in(Visitor(), person, new["password1"]).status_code == 302


def test_signing_out_ends_it(person: Person) -> None:
    visitor = Visitor()
    sign_in(visitor, person)
    visitor.post("/account/sign-out/")
    assert not is_in(visitor)


def test_after_signing_in_one_is_where_one_wanted_to_be(person: Person, cast: Cast) -> None:
    visitor = Visitor()
    wanted = f"/desk/{cast.agency.slug}/2567/settings/"
    asked = visitor.get(wanted)
    assert asked["Location"] == f"{SIGN_IN}?next={wanted}"
    came = visitor.post(f"{SIGN_IN}?next={wanted}", {"login": person.email, "password": PASSWORD, "next": wanted})
    assert came["Location"] == wanted


def test_a_part_of_a_page_asks_for_the_whole_one_when_the_session_has_ended(cast: Cast) -> None:
    answer = Visitor().get(f"/desk/{cast.agency.slug}/2567/settings/", **{"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/desk/somewhere/2567/papers/?page=2", "/desk/somewhere/2567/papers/%3Fpage%3D2"),
        ("https://elsewhere.example/papers/", "/"),
        (None, "/"),
    ],
)
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(
    cast: Cast, came_from: str | None, leads_to: str
) -> None:
    sent = Visitor().post(
        f"/desk/{cast.agency.slug}/2567/papers/upload/", {}, **({"Referer": came_from} if came_from else {})
    )
    assert sent["Location"] == f"{SIGN_IN}?next={leads_to}"


def test_nobody_is_sent_to_another_site(person: Person) -> None:
    sent = {"login": person.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert "elsewhere" not in Visitor().post(SIGN_IN, sent)["Location"]


def test_a_session_ends_after_an_hour_idle_or_twelve_in_all(person: Person) -> None:
    for seen, began, still in ((59, 59, True), (61, 61, False), (1, 719, True), (1, 721, False)):
        visitor = Visitor(person)
        visitor.get("/account/")
        session = visitor.client.session
        now = int(time.time())
        session.update({"seen": now - seen * 60, "began": now - began * 60})
        session.save()
        assert is_in(visitor) is still, (seen, began)


def test_being_seen_is_written_once_a_minute_at_most(person: Person) -> None:
    visitor = Visitor(person)
    visitor.get("/account/")
    before = visitor.client.session["seen"]
    session = visitor.client.session
    session["seen"] = before - 30
    session.save()
    visitor.get("/account/")
    assert visitor.client.session["seen"] == before - 30


def test_there_is_no_door_for_signing_up() -> None:
    assert "django.contrib.auth.backends.ModelBackend" not in settings.AUTHENTICATION_BACKENDS


@pytest.mark.parametrize("address", ["/account/signup/", "/accounts/signup/", "/admin/"])
def test_nobody_signs_up(cast: Cast, address: str) -> None:
    assert Visitor().get(address).status_code == 404


def test_coming_and_going_each_leave_a_line_and_a_wrong_password_none(person: Person) -> None:
    visitor = Visitor()
    sign_in(visitor, person, "something else")
    assert left_by(person) == []
    sign_in(visitor, person)
    visitor.post("/account/sign-out/")
    assert left_by(person) == ["person.signed_in", "person.signed_out"]


def test_with_a_second_factor_somebody_is_in_only_after_the_code(person: Person) -> None:
    TOTP.activate(person, secret := generate_totp_secret())
    visitor = Visitor()
    sign_in(visitor, person)
    assert left_by(person) == []
    visitor.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert left_by(person) == ["person.signed_in"]


def test_what_changes_the_locks_of_an_account_leaves_a_line(person: Person) -> None:
    visitor = Visitor()
    sign_in(visitor, person)
    visitor.post("/account/again/", {"password": PASSWORD})
    secret = visitor.get(reverse("mfa_activate_totp")).context["form"].secret
    visitor.post(reverse("mfa_activate_totp"), {"code": "000000"})
    visitor.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    visitor.post(reverse("mfa_deactivate_totp"))
    new = {"password1": "another winding phrase", "password2": "another winding phrase"}
    visitor.post("/account/password/", {"oldpassword": PASSWORD, **new})
    deeds = ["signed_in", "second_factor_on", "second_factor_off", "password_changed"]
    assert left_by(person) == [f"person.{deed}" for deed in deeds]
