"""Who sees to an item, what its sheet explains, and elements in the agency's own words with their source."""

from __future__ import annotations

import pytest

from apps.disclosure.items.test_items_of import SEVERAL, element_ids, set_all_aside, standing
from apps.disclosure.made import a_duty
from apps.improvement.made_proof import seen_by
from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.models import ElementChange, ItemDuty
from prongsai.apps.disclosure.operations import items as deeds
from prongsai.base.models import AuditLine, Unit
from prongsai.core.disclosure import WHOLE
from prongsai.core.errors import Refused

SOURCE = "คู่มือการประเมิน ITA ปี 2567 หน้า 31"


def edit(cast: Cast, code: str = SEVERAL, **named: object) -> ItemDuty:
    words = {"year": YEAR, "version": 0, "unit": cast.unit, "explanation": "", **named}
    return deeds.edit_item(by=seen_by(cast, "clerk"), at=NOW, code=code, **words)  # type: ignore[arg-type]


def change(cast: Cast, element: str, **named: object) -> ElementChange:
    words = {"year": YEAR, "code": SEVERAL, "version": 0, "source": SOURCE, **named}
    return deeds.change_element(by=seen_by(cast, "clerk"), at=NOW, element=element, **words)  # type: ignore[arg-type]


def test_a_duty_is_said_once_and_then_said_anew(cast: Cast) -> None:
    first = edit(cast)
    second = edit(cast, code=SEVERAL.upper(), version=1, unit=None, explanation="หน้า 3")
    assert first == second
    assert (second.unit, second.explanation, second.version) == (None, "หน้า 3", 2)
    assert list(AuditLine.objects.values_list("changes", flat=True)) == [{"item": SEVERAL, "year": YEAR}] * 2


@pytest.mark.parametrize("version", [0, 2])
def test_of_two_who_say_it_the_second_sees_the_first(cast: Cast, version: int) -> None:
    edit(cast, explanation="ของแรก")
    with pytest.raises(deeds.Overtaken) as overtaken:
        edit(cast, version=version, explanation="ของหลัง")
    assert isinstance(overtaken.value.record, ItemDuty)
    assert overtaken.value.record.explanation == "ของแรก"


def test_an_item_or_a_unit_that_is_not_there_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="no item o99"):
        edit(cast, code="o99")
    with pytest.raises(Refused, match="no framework"):
        edit(cast, year=2563)
    with pytest.raises(Refused, match="no such unit"):
        edit(cast, unit=Unit.objects.create(agency=cast.other_agency, name="กองช่าง", position=1))
    assert not ItemDuty.objects.exists()


def test_the_owners_of_the_year_before_see_to_what_their_items_became(cast: Cast) -> None:
    other = Unit.objects.create(agency=cast.agency, name="กองคลัง", position=2)
    a_duty(cast, "o1", year=2567)
    a_duty(cast, "o3", year=2567, unit=other)
    a_duty(cast, "o2", year=2568, unit=other, explanation="ของปีนี้")
    a_duty(cast, "o2", year=2567)
    kept = deeds.keep_owners(by=seen_by(cast, "clerk"), at=NOW, year=2568)
    duties = {each.item: each.unit for each in ItemDuty.objects.filter(fiscal_year=2568)}
    assert kept == len(duties) - 1
    assert duties["o2"] == other
    assert duties["o1"] == cast.unit


def test_an_empty_duty_of_this_year_takes_the_owner_and_keeps_its_words(cast: Cast) -> None:
    a_duty(cast, "o1", year=2567)
    a_duty(cast, "o1", year=2568, unit=None, explanation="ของปีนี้")
    assert deeds.keep_owners(by=seen_by(cast, "clerk"), at=NOW, year=2568) == 1
    duty = ItemDuty.objects.get(fiscal_year=2568)
    assert (duty.unit, duty.explanation, duty.version) == (cast.unit, "ของปีนี้", 2)


@pytest.mark.parametrize("year", [2564, 2568])
def test_without_owners_before_there_is_nothing_to_keep(cast: Cast, year: int) -> None:
    with pytest.raises(Refused, match="Nobody saw to"):
        deeds.keep_owners(by=seen_by(cast, "clerk"), at=NOW, year=year)


def test_an_element_in_own_words_says_so_with_its_source_and_is_taken_back(cast: Cast) -> None:
    first = element_ids(SEVERAL)[0]
    made = change(cast, first, text_th="นายก รองนายก ปลัด")
    assert (made.version, made.source) == (1, SOURCE)
    asked = standing(cast, SEVERAL).elements[0].asked
    assert (asked.text_th, asked.is_reworded, asked.is_unverified) == ("นายก รองนายก ปลัด", True, False)
    deeds.restore_element(by=seen_by(cast, "clerk"), at=NOW, change=made)
    assert not standing(cast, SEVERAL).elements[0].asked.is_reworded
    with pytest.raises(Refused, match="taken back"):
        deeds.restore_element(by=seen_by(cast, "clerk"), at=NOW, change=made)


def test_of_two_who_change_an_element_the_second_sees_the_first(cast: Cast) -> None:
    first = element_ids(SEVERAL)[0]
    change(cast, first, text_th="ก")
    change(cast, first, version=1, is_aside=True, text_th="ไม่ใช้")
    with pytest.raises(deeds.Overtaken):
        change(cast, first, version=1, text_th="ข")
    saved = ElementChange.objects.get()
    assert (saved.is_aside, saved.text_th, saved.version) == (True, "", 2)


def test_an_own_element_is_added_said_anew_and_taken_out(cast: Cast) -> None:
    words = {"year": YEAR, "code": SEVERAL, "source": SOURCE}
    own = deeds.add_element(by=seen_by(cast, "clerk"), at=NOW, text_th="ก", **words)
    change(cast, f"own-{own.pk}", version=1, text_th="ข", text_en="B")
    with pytest.raises(Refused, match="instead of setting it aside"):
        change(cast, f"own-{own.pk}", version=2, is_aside=True)
    assert standing(cast, SEVERAL).elements[-1].asked.text_th == "ข"
    own.refresh_from_db()
    deeds.restore_element(by=seen_by(cast, "clerk"), at=NOW, change=own)
    with pytest.raises(Refused, match="taken back"):
        change(cast, f"own-{own.pk}", version=2, text_th="ค")


@pytest.mark.parametrize("element", ["00000000", WHOLE, "own-x", "own-99999999999999999999", "own-1"])
def test_an_element_that_is_not_there_is_refused(cast: Cast, element: str) -> None:
    with pytest.raises(Refused):
        change(cast, element, text_th="ก")
    assert not ElementChange.objects.exists()


def test_what_only_stands_for_an_item_is_not_changed(cast: Cast) -> None:
    set_all_aside(cast)
    assert standing(cast, SEVERAL).elements[0].asked.is_whole
    with pytest.raises(Refused, match="no such element"):
        change(cast, WHOLE, text_th="ก")


def test_words_and_a_source_are_asked_for(cast: Cast) -> None:
    first = element_ids(SEVERAL)[0]
    with pytest.raises(Refused, match="source"):
        change(cast, first, text_th="ก", source=" ")
    with pytest.raises(Refused, match="what the element is"):
        change(cast, first, text_th=" ")
    with pytest.raises(Refused, match="source"):
        deeds.add_element(by=seen_by(cast, "clerk"), at=NOW, year=YEAR, code=SEVERAL, text_th="ก", source="")
    assert not ElementChange.objects.exists()
