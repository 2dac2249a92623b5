from django.urls import reverse

from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.assessment.models import ResultSheet
from prongsai.base.models import Agency, AuditLine, Membership

NEW = {
    "name": "เทศบาลตำบลใหม่",
    "kind": "subdistrict-municipality",
    "district": "แก่งคอย",
    "province": "สระบุรี",
    "slug": "Mai",
}


def test_an_administrator_sets_up_an_agency_and_goes_on_to_its_people(cast: Cast) -> None:
    administrator = Visitor(cast.person("administrator"))
    answer = administrator.post(reverse("base:agency-create"), NEW)
    assert "/desk/mai/" in answer["Location"]
    assert administrator.get(answer["Location"]).status_code == 200
    assert AuditLine.objects.get().agency == Agency.objects.get(slug="mai")


def test_a_slug_or_a_place_that_is_taken_is_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    administrator = Visitor(cast.person("administrator"))
    page = administrator.post(reverse("base:agency-create"), {**NEW, "slug": cast.agency.slug}).content.decode()
    assert "field-wrong" in page
    assert NEW["name"] in page
    same = {**NEW, "name": cast.agency.name}
    assert "มีหน่วยงานชื่อนี้" in administrator.post(reverse("base:agency-create"), same).content.decode()


def test_a_name_is_put_right_and_the_slug_stays(cast: Cast) -> None:
    address = reverse("base:agency-edit", args=[cast.agency.slug])
    Visitor(cast.person("administrator")).post(address, NEW)
    cast.agency.refresh_from_db()
    assert (cast.agency.name, cast.agency.slug) == (NEW["name"], "thung-fa-sai")
    assert AuditLine.objects.get().changes == {"changed": ["name"]}


def test_a_person_of_one_agency_is_led_to_its_desk(cast: Cast) -> None:
    answer = Visitor(cast.person("clerk")).get("/")
    assert answer["Location"].startswith(f"/desk/{cast.agency.slug}/")


def test_who_works_for_several_chooses(cast: Cast) -> None:
    Membership.objects.create(person=cast.people["clerk"], agency=cast.other_agency, role="auditor", started_at=NOW)
    page = Visitor(cast.person("clerk")).get("/").content.decode()
    assert cast.agency.name in page
    assert f"/desk/{cast.other_agency.slug}/" in page


def test_the_desk_opens_at_the_latest_year_with_something_to_show(cast: Cast) -> None:
    sheet = {"agency": cast.agency, "source": "typed", "recorded_by": cast.people["clerk"], "recorded_at": NOW}
    for year in (2566, 2565):
        ResultSheet.objects.create(fiscal_year=year, **sheet)
    assert Visitor(cast.person("clerk")).get("/")["Location"] == f"/desk/{cast.agency.slug}/2566/"


def test_an_administrator_without_an_agency_is_led_to_all_of_them(cast: Cast) -> None:
    assert Visitor(cast.person("administrator")).get("/")["Location"] == reverse("base:agencies")


def test_who_works_for_none_is_told_what_to_do(cast: Cast) -> None:
    cast.people["clerk"].memberships.all().delete()
    assert "ยังไม่ได้อยู่ในหน่วยงานใด" in Visitor(cast.person("clerk")).get("/").content.decode()


def test_a_stranger_meets_the_door() -> None:
    assert Visitor().get("/").status_code == 200
