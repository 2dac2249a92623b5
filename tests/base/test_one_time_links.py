from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from cast import NOW, YEAR, Cast, a_person
from pages import Visitor
from prongsai.base import operations
from prongsai.base.models import AuditLine, Membership, OneTimeLink, Person
from prongsai.core.errors import Refused

PASSWORD = "a long and winding phrase"
FIRST = {"name": "ผู้ดูแล", "email": "First@Example.go.th", "password": PASSWORD}


def the_officer(cast: Cast) -> Membership:
    return Membership.objects.select_related("person", "agency").get(person=cast.people["officer"])


@pytest.mark.django_db
class TestSetUp:
    def test_makes_the_first_administrator_once(self) -> None:
        token = operations.create_setup_link(at=timezone.now())
        visitor = Visitor()
        assert visitor.post(f"/set-up/{token}/", FIRST).status_code == 302
        person = Person.objects.get()
        assert (person.is_administrator, person.email) == (True, "first@example.go.th")
        assert visitor.get("/administration/").status_code == 200
        assert Visitor().post(f"/set-up/{token}/", {**FIRST, "email": "second@example.go.th"}).status_code == 404

    def test_keeps_what_was_typed_when_the_password_is_weak(self) -> None:
        token = operations.create_setup_link(at=timezone.now())
        page = Visitor().post(f"/set-up/{token}/", {**FIRST, "password": "12345678"}).content.decode()
        assert "First@Example.go.th" in page
        assert "field-wrong" in page
        assert not Person.objects.exists()

    def test_keeps_only_the_hash_of_the_token(self) -> None:
        token = operations.create_setup_link(at=NOW)
        assert token not in str(OneTimeLink.objects.values().get())
        assert token not in str(AuditLine.objects.values().get())

    def test_ends_after_a_day(self) -> None:
        token = operations.create_setup_link(at=NOW)
        with pytest.raises(Http404):
            operations.claim_setup_link(at=NOW + timedelta(hours=24), token=token, **FIRST)
        operations.claim_setup_link(at=NOW + timedelta(hours=23, minutes=59), token=token, **FIRST)

    def test_a_new_link_spends_the_one_before(self) -> None:
        first = operations.create_setup_link(at=NOW)
        operations.create_setup_link(at=NOW)
        with pytest.raises(Http404):
            operations.claim_setup_link(at=NOW, token=first, **FIRST)

    def test_is_refused_where_somebody_administers_already(self) -> None:
        token = operations.create_setup_link(at=NOW)
        a_person("ผู้ดูแล", is_administrator=True)
        with pytest.raises(Refused):
            operations.create_setup_link(at=NOW)
        with pytest.raises(Refused):
            operations.claim_setup_link(at=NOW, token=token, **FIRST)


def test_a_person_invited_chooses_a_password_and_is_in(cast: Cast) -> None:
    invited = operations.invite_person(
        by=cast.viewer("clerk"), at=timezone.now(), email="New@example.go.th", name="คนใหม่", role="officer"
    )
    visitor = Visitor()
    assert "คนใหม่" in visitor.get(f"/invitation/{invited.token}/").content.decode()
    assert visitor.post(f"/invitation/{invited.token}/", {"password": PASSWORD}).status_code == 302
    assert visitor.get(f"/desk/{cast.agency.slug}/{YEAR}/").status_code == 302
    assert Visitor().get(f"/invitation/{invited.token}/").status_code == 404


def test_an_invitation_does_not_make_an_administrator(cast: Cast) -> None:
    token = operations.renew_link(by=cast.viewer("clerk"), at=timezone.now(), membership=the_officer(cast))
    assert Visitor().get(f"/set-up/{token}/").status_code == 404


def test_a_person_known_elsewhere_gets_no_link_and_keeps_their_password(cast: Cast) -> None:
    known = a_person("คนเดิม", password=PASSWORD)
    invited = operations.invite_person(
        by=cast.viewer("clerk"), at=NOW, email=known.email.upper(), name="ชื่ออื่น", role="auditor"
    )
    assert (invited.person, invited.token) == (known, None)
    assert Person.objects.get(pk=known.pk).name == "คนเดิม"


def test_who_works_here_is_not_invited_again(cast: Cast) -> None:
    with pytest.raises(Refused):
        operations.invite_person(
            by=cast.viewer("clerk"), at=NOW, email=cast.people["officer"].email, name="x", role="auditor"
        )


def test_a_clerk_cannot_take_over_an_account_that_has_a_password(cast: Cast) -> None:
    membership = the_officer(cast)
    membership.person.set_password(PASSWORD)
    membership.person.save()
    with pytest.raises(Refused):
        operations.renew_link(by=cast.viewer("clerk"), at=NOW, membership=membership)


def test_a_renewed_link_spends_the_one_before(cast: Cast) -> None:
    membership = the_officer(cast)
    first = operations.renew_link(by=cast.viewer("clerk"), at=NOW, membership=membership)
    operations.renew_link(by=cast.viewer("clerk"), at=NOW, membership=membership)
    with pytest.raises(Http404):
        operations.accept_invitation(at=NOW, token=first, password=PASSWORD)


def test_a_person_added_with_a_password_works_for_their_agency(cast: Cast) -> None:
    operations.add_person(
        by=None, at=NOW, email="A@example.go.th", name="คนใหม่", password=PASSWORD, agency=cast.agency, role="auditor"
    )
    person = Person.objects.get(email="a@example.go.th")
    assert person.check_password(PASSWORD)
    assert person.memberships.get().role == "auditor"
    assert AuditLine.objects.get().agency == cast.agency
