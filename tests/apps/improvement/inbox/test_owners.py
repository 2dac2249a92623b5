"""Names that papers print and that nobody answers to: matched once, in every place, for every year."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from apps.improvement.made import a_measure_row, a_plan, a_step_row, a_unit, address, an_issued_plan
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Change, Ownership, Plan
from prongsai.apps.improvement.operations.owners import match_owner
from prongsai.apps.improvement.queries.owners import owners_named, unmatched_names
from prongsai.base.models import AuditLine, Membership, Unit
from prongsai.core.errors import Refused


@pytest.fixture
def clerk(cast: Cast) -> Visitor:
    return Visitor(cast.person("clerk"))


def names_on(page: str) -> list[str]:
    return [each.text_content() for each in html.document_fromstring(page).xpath("//ul[@class='names']/li//h2")]


def test_every_name_nobody_answers_to_is_there_with_what_it_owns(cast: Cast, clerk: Visitor) -> None:
    measure = a_measure_row(cast, owners=("งานนิติการ", cast.unit))
    for text in ("ประชุม", "ติดป้าย"):
        a_step_row(measure, text=text, owners=("งานนิติการ", "กองช่าง"))
    page = clerk.get(address(cast, "owners")).content.decode()
    assert names_on(page) == ["งานนิติการ", "กองช่าง"]
    assert "2 ขั้นตอน 1 มาตรการ" in page
    assert "ติดป้าย" in page


def test_one_choice_matches_every_place_of_the_name_in_every_year(cast: Cast, clerk: Visitor) -> None:
    unit = a_unit(cast)
    for year in (YEAR, YEAR - 1):
        measure = a_measure_row(cast, plan=a_plan(cast, year=year), owners=("กอง คลัง",))
        a_step_row(measure, owners=("กอง คลัง", "กองช่าง"))
    answer = clerk.post(address(cast, "owners"), {"name": "กอง คลัง", "owner": f"unit-{unit.pk}"})
    assert answer["Location"] == address(cast, "owners")
    matched = Ownership.objects.filter(name="กอง คลัง")
    assert [each.unit for each in matched] == [unit] * 4
    assert {each.unit for each in Ownership.objects.filter(name="กองช่าง")} == {None}
    assert AuditLine.objects.get(verb="owner.matched").changes == {"count": 4}
    assert Change.objects.filter(deed="owner.matched").count() == 4


def test_a_name_can_be_a_person_of_the_agency(cast: Cast, clerk: Visitor) -> None:
    a_measure_row(cast, owners=("หัวหน้าสำนัก",))
    clerk.post(address(cast, "owners"), {"name": "หัวหน้าสำนัก", "owner": f"person-{cast.people['officer'].pk}"})
    assert Ownership.objects.get().person == cast.people["officer"]


def test_a_name_can_become_a_unit(cast: Cast, clerk: Visitor) -> None:
    a_measure_row(cast, owners=("งานนิติการ",))
    clerk.post(address(cast, "owners"), {"name": "งานนิติการ", "owner": "new"})
    unit = Unit.objects.get(name="งานนิติการ")
    assert (unit.agency, unit.position) == (cast.agency, 2)
    assert Ownership.objects.get().unit == unit


def test_a_unit_that_comes_later_and_is_alike_is_chosen_beforehand(cast: Cast, clerk: Visitor) -> None:
    a_measure_row(cast, owners=("สำนักปลัดเทศบาล", "งานประชาสัมพันธ์"))
    later = Unit.objects.create(agency=cast.agency, name="งานประชาสัมพันธ", position=3)
    root = html.document_fromstring(clerk.get(address(cast, "owners")).content.decode())
    chosen = [each.get("value") for each in root.xpath("//ul[@class='names']//option[@selected]")]
    assert sorted(chosen) == sorted([f"unit-{cast.unit.pk}", f"unit-{later.pk}"])
    assert Ownership.objects.filter(unit__isnull=False).count() == 0


def test_nothing_chosen_is_said_at_the_name(cast: Cast, clerk: Visitor) -> None:
    a_measure_row(cast, owners=("งานนิติการ",))
    answer = clerk.post(address(cast, "owners"), {"name": "งานนิติการ", "owner": ""})
    assert answer.status_code == 422
    assert "กรุณาเลือกกองหรือบุคคล" in answer.content.decode()


def test_units_and_people_of_another_agency_cannot_be_chosen(cast: Cast, clerk: Visitor) -> None:
    a_measure_row(cast, owners=("งานนิติการ",))
    foreign = Unit.objects.create(agency=cast.other_agency, name="สำนักปลัด", position=1)
    for owner in (f"unit-{foreign.pk}", f"person-{cast.people['stranger'].pk}"):
        assert clerk.post(address(cast, "owners"), {"name": "งานนิติการ", "owner": owner}).status_code == 422
    assert not Ownership.objects.get().is_known


def test_a_name_of_another_agency_is_not_matched(cast: Cast) -> None:
    words = {"result_year": YEAR, "created_by": cast.people["stranger"], "created_at": NOW}
    a_measure_row(
        cast, plan=Plan.objects.create(agency=cast.other_agency, fiscal_year=YEAR, **words), owners=("กองช่าง",)
    )
    assert unmatched_names(cast.viewer("clerk"), YEAR) == ()
    with pytest.raises(Refused, match="unmatched any more"):
        match_owner(by=cast.viewer("clerk"), at=NOW, name="กองช่าง", unit=cast.unit)


def test_a_signed_plan_may_be_matched_and_keeps_its_words(cast: Cast, clerk: Visitor) -> None:
    a_measure_row(cast, plan=an_issued_plan(cast), owners=("ปลัดเทศบาล",))
    clerk.post(address(cast, "owners"), {"name": "ปลัดเทศบาล", "owner": f"unit-{cast.unit.pk}"})
    owner = Ownership.objects.get()
    assert (owner.name, owner.unit) == ("ปลัดเทศบาล", cast.unit)


@pytest.mark.parametrize(("new_unit", "said"), [("", "choose a unit"), ("ก" * 121, "at most 120")])
def test_what_is_no_unit_is_refused(cast: Cast, new_unit: str, said: str) -> None:
    a_measure_row(cast, owners=("กองช่าง",))
    with pytest.raises(Refused, match=said):
        match_owner(by=cast.viewer("clerk"), at=NOW, name="กองช่าง", new_unit=new_unit)


def test_only_who_manages_units_adds_one(cast: Cast) -> None:
    a_measure_row(cast, owners=("กองช่าง",))
    with pytest.raises(Refused, match="may not add"):
        match_owner(by=cast.viewer("officer"), at=NOW, name="กองช่าง", new_unit="กองช่าง")


def test_when_all_are_known_it_says_so(cast: Cast, clerk: Visitor) -> None:
    a_measure_row(cast)
    assert "ทุกชื่อในแผนรู้แล้วว่าเป็นใคร" in clerk.get(address(cast, "owners")).content.decode()


def test_printed_names_are_units_and_people_where_they_are_called_so(cast: Cast) -> None:
    found = owners_named(cast.viewer("clerk"))(["สำนัก  ปลัด", "officer", "งานนิติการ", "งานนิติการ"])
    assert found == (
        {"name": "สำนัก  ปลัด", "unit_id": cast.unit.pk, "person_id": None},
        {"name": "officer", "unit_id": None, "person_id": cast.people["officer"].pk},
        {"name": "งานนิติการ", "unit_id": None, "person_id": None},
    )


def test_a_name_that_was_matched_once_is_known_from_then_on(cast: Cast) -> None:
    a_measure_row(cast, plan=a_plan(cast, year=YEAR - 1), owners=("งานนิติการ", "นักทรัพยากรบุคคล"))
    match_owner(by=cast.viewer("clerk"), at=NOW, name="งานนิติการ", unit=cast.unit)
    match_owner(by=cast.viewer("clerk"), at=NOW, name="นักทรัพยากรบุคคล", person=cast.people["officer"])
    unit, person = owners_named(cast.viewer("clerk"))(["งาน นิติการ", "นักทรัพยากร บุคคล"])
    assert (unit["unit_id"], person["person_id"]) == (cast.unit.pk, cast.people["officer"].pk)
    Membership.objects.filter(person=cast.people["officer"]).update(ended_at=NOW)
    (left,) = owners_named(cast.viewer("clerk"))(["นักทรัพยากร บุคคล"])
    assert left["person_id"] is None


def test_the_page_asks_as_many_questions_for_sixty_names_as_for_ten(cast: Cast, clerk: Visitor) -> None:
    measure = a_measure_row(cast)
    asked = []
    for names in (range(10), range(10, 60)):
        for each in names:
            a_step_row(measure, owners=(f"งานที่ {each}",))
        clerk.get(address(cast, "owners"))
        with CaptureQueriesContext(connection) as captured:
            clerk.get(address(cast, "owners"))
        asked.append(len(captured))
    assert asked[0] == asked[1]
