"""Settings of an agency on screen: its units, its people."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import NOW, YEAR, Cast, a_member
from pages import Visitor
from prongsai.base.models import AuditLine, Membership, Unit


def at(cast: Cast, name: str, *more: Any) -> str:
    return reverse(f"base:settings{name}", args=[cast.agency.slug, YEAR, *more])


def membership(cast: Cast, who: str) -> Membership:
    return Membership.objects.get(person=cast.people[who], agency=cast.agency)


def test_a_unit_is_added_at_the_end(cast: Cast) -> None:
    clerk = Visitor(cast.person("clerk"))
    assert clerk.post(at(cast, "-unit-add"), {"name": "กองคลัง"}).status_code == 302
    assert list(Unit.objects.values_list("name", "position")) == [("สำนักปลัด", 1), ("กองคลัง", 2)]
    assert "กองคลัง" in clerk.get(at(cast, "")).content.decode()


def test_a_unit_of_the_same_name_is_refused_beside_the_form(cast: Cast) -> None:
    page = Visitor(cast.person("clerk")).post(at(cast, "-unit-add"), {"name": "สำนักปลัด"})
    assert page.status_code == 200
    assert "อยู่แล้ว" in page.content.decode()
    assert 'value="สำนักปลัด"' in page.content.decode()


def test_a_unit_is_renamed(cast: Cast) -> None:
    Visitor(cast.person("clerk")).post(at(cast, "-unit-rename", cast.unit.pk), {"name": "สำนักปลัดเทศบาล"})
    assert Unit.objects.get().name == "สำนักปลัดเทศบาล"


def test_an_invitation_shows_its_link_once(cast: Cast) -> None:
    sent = {"name": "คนใหม่", "email": "new@example.go.th", "role": "officer", "unit": cast.unit.pk}
    page = Visitor(cast.person("clerk")).post(at(cast, "-person-invite"), sent).content.decode()
    assert "http://testserver/invitation/" in page
    assert Membership.objects.get(person__email="new@example.go.th").unit == cast.unit


def test_a_unit_of_another_agency_cannot_be_chosen(cast: Cast) -> None:
    theirs = Unit.objects.create(agency=cast.other_agency, name="กองช่าง", position=1)
    sent = {"name": "คนใหม่", "email": "new@example.go.th", "role": "officer", "unit": theirs.pk}
    page = Visitor(cast.person("clerk")).post(at(cast, "-person-invite"), sent)
    assert "field-wrong" in page.content.decode()


def test_a_role_is_changed(cast: Cast) -> None:
    officer = membership(cast, "officer")
    Visitor(cast.person("clerk")).post(at(cast, "-membership-change", officer.pk), {"role": "auditor", "unit": ""})
    officer.refresh_from_db()
    assert (officer.role, officer.unit) == ("auditor", None)
    assert AuditLine.objects.get().changes == {"before": "officer", "after": "auditor"}


def test_nobody_changes_or_ends_their_own_role(cast: Cast) -> None:
    mine = membership(cast, "clerk")
    clerk = Visitor(cast.person("clerk"))
    page = clerk.post(at(cast, "-membership-change", mine.pk), {"role": "auditor", "unit": ""})
    assert "ของตัวเองไม่ได้" in page.content.decode()
    ended = clerk.post(at(cast, "-membership-end", mine.pk))
    assert "ของตัวเองไม่ได้" in clerk.get(ended["Location"]).content.decode()
    mine.refresh_from_db()
    assert (mine.role, mine.ended_at) == ("clerk", None)


def test_who_was_let_go_finds_nothing_and_may_be_invited_again(cast: Cast) -> None:
    officer, clerk = Visitor(cast.person("officer")), Visitor(cast.person("clerk"))
    clerk.post(at(cast, "-membership-end", membership(cast, "officer").pk))
    assert officer.get(reverse("base:desk-home", args=[cast.agency.slug, YEAR])).status_code == 404
    again = {"name": "x", "email": cast.people["officer"].email, "role": "officer", "unit": ""}
    assert clerk.post(at(cast, "-person-invite"), again).status_code == 200
    assert officer.get(reverse("base:desk-home", args=[cast.agency.slug, YEAR])).status_code == 302


def test_the_list_of_people_asks_no_more_for_twenty_than_for_ten(cast: Cast) -> None:
    clerk = Visitor(cast.person("clerk"))
    clerk.get(at(cast, ""))  # the first page of a session also writes when it began
    counted = []
    for _ in range(2):
        for number in range(10):
            a_member(cast.agency, "officer", name=f"คนที่ {number}")
        with CaptureQueriesContext(connection) as asked:
            clerk.get(at(cast, ""))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_times_are_given_by_the_screen(cast: Cast) -> None:
    Visitor(cast.person("clerk")).post(at(cast, "-unit-add"), {"name": "กองคลัง"})
    assert AuditLine.objects.get().at > NOW.replace(year=2020)
