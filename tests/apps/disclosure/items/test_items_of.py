"""The items of a year as an agency stands: elements, what shows them, what is down, how many questions that takes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.disclosure.made import a_duty, a_visit, an_exhibit
from apps.documents.made import a_document, an_issued_document
from apps.improvement.made_proof import a_photo
from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.models import ElementChange, Page
from prongsai.apps.disclosure.queries.items import ItemStanding, item_of, items_of
from prongsai.apps.documents.models import Edition
from prongsai.core.disclosure import WHOLE, ElementState, elements_of
from prongsai.core.framework import YEARS, load
from prongsai.core.scoring import points_of

TODAY = date(2024, 8, 1)
SEVERAL = "o2"
"""An item of the year of which several elements are known, and no period."""


def standing(cast: Cast, code: str, today: date = TODAY, year: int = YEAR) -> ItemStanding:
    return items_of(cast.agency, year, today, only=code)[0]


def element_ids(code: str, year: int = YEAR) -> list[str]:
    framework = load(year)
    item = framework.item(code)
    assert item
    return [each.id for each in elements_of(framework, item)]


def set_all_aside(cast: Cast, code: str = SEVERAL) -> None:
    """Of the item only the item itself is asked."""
    for each in element_ids(code):
        words = {"element": each, "is_aside": True, "source": "คู่มือ 2567 หน้า 3"}
        ElementChange.objects.create(agency=cast.agency, fiscal_year=YEAR, item=code, **words)


def code_of_period(period: str, year: int = YEAR) -> str:
    return next(each.code for each in load(year).items if each.report_period == period)


def a_page(cast: Cast, **changes: Any) -> Page:
    clerk = cast.people["clerk"]
    words: dict[str, Any] = {"agency": cast.agency, "kind": "people", "title_th": "ผู้บริหาร", "written_by": clerk}
    return Page.objects.create(**{**words, "written_at": NOW, "changed_at": NOW, **changes})


@pytest.mark.parametrize("year", YEARS)
def test_every_item_of_a_year_is_there_and_worth_what_the_tool_adds_up_to(cast: Cast, year: int) -> None:
    items = items_of(cast.agency, year, date(year - 543, 9, 30))
    assert [each.code for each in items] == [each.code for each in load(year).items]
    assert sum(each.worth for each in items) == points_of(load(year), "OIT")
    assert {each.state for each in items} == {ElementState.MISSING}


def test_a_year_without_a_framework_has_no_items(cast: Cast) -> None:
    assert items_of(cast.agency, 2563, TODAY) == ()


def test_an_item_is_complete_only_when_every_element_is_shown(cast: Cast) -> None:
    first, *others = element_ids(SEVERAL)
    exhibit = an_exhibit(cast, places=[(SEVERAL, first)])
    item = standing(cast, SEVERAL)
    assert (item.is_complete, item.done_count, len(item.missing)) == (False, 1, len(others))
    an_exhibit(cast, places=[(SEVERAL, each) for each in others])
    assert standing(cast, SEVERAL).is_complete
    assert [each.exhibit for each in standing(cast, SEVERAL).elements[0].uses] == [exhibit]


def test_what_is_shown_for_the_item_as_a_whole_completes_no_element_that_is_known(cast: Cast) -> None:
    exhibit = an_exhibit(cast, places=[(SEVERAL, "")])
    item = standing(cast, SEVERAL)
    assert item.state is ElementState.MISSING
    assert [each.exhibit for each in item.whole] == [exhibit]
    assert [each.exhibit for each in item.exhibits] == [exhibit]


@pytest.mark.parametrize("element", ["", WHOLE])
def test_an_item_without_known_elements_is_complete_by_anything_shown_for_it(cast: Cast, element: str) -> None:
    set_all_aside(cast)
    assert standing(cast, SEVERAL).state is ElementState.MISSING
    an_exhibit(cast, places=[(SEVERAL, element)])
    item = standing(cast, SEVERAL)
    assert (item.is_complete, item.whole) == (True, ())
    assert [each.asked.id for each in item.elements] == [WHOLE]


def test_something_shown_last_year_shows_nothing_this_year(cast: Cast) -> None:
    an_exhibit(cast, places=[(SEVERAL, each) for each in element_ids(SEVERAL)], year=YEAR - 1)
    assert standing(cast, SEVERAL).exhibits == ()


def test_what_another_agency_shows_is_not_seen(cast: Cast) -> None:
    an_exhibit(cast, agency=cast.other_agency, places=[(SEVERAL, "")])
    assert standing(cast, SEVERAL).exhibits == ()


def test_a_link_that_was_down_at_the_latest_look_is_unreachable(cast: Cast) -> None:
    exhibit = an_exhibit(cast, places=[(SEVERAL, each) for each in element_ids(SEVERAL)])
    a_visit(exhibit, "dead", at=NOW - timedelta(days=1))
    assert standing(cast, SEVERAL).state is ElementState.UNREACHABLE
    a_visit(exhibit)
    assert standing(cast, SEVERAL).is_complete
    a_visit(exhibit, "moved", "a-code-of-the-future", at=NOW + timedelta(hours=1))
    item = standing(cast, SEVERAL)
    assert item.is_complete
    assert len(item.exhibits[0].faults) == 1
    a_visit(exhibit, "soft_404", at=NOW + timedelta(hours=2))
    assert standing(cast, SEVERAL).exhibits[0].trouble


def test_content_of_another_year_is_stale(cast: Cast) -> None:
    code = code_of_period("previous_fy")
    places = [(code, each) for each in element_ids(code)]
    wrong = {"covers_from": date(2020, 10, 1), "covers_until": date(2021, 10, 1)}
    an_exhibit(cast, places=places, **wrong)
    assert standing(cast, code).state is ElementState.STALE
    an_exhibit(cast, places=places, covers_from=date(2022, 10, 1), covers_until=date(2023, 10, 1))
    assert standing(cast, code).is_complete


def test_the_first_six_months_are_not_due_before_they_are_over(cast: Cast) -> None:
    code = code_of_period("assessed_fy_first_6_months", 2566)
    assert standing(cast, code, date(2023, 3, 31), 2566).state is ElementState.NOT_DUE
    assert standing(cast, code, date(2023, 4, 1), 2566).state is ElementState.MISSING


def test_the_day_a_server_told_stands_for_a_day_nobody_gave(cast: Cast) -> None:
    exhibit = an_exhibit(cast, places=[(SEVERAL, "")])
    a_visit(exhibit, changed_on=date(2024, 1, 15))
    assert standing(cast, SEVERAL).exhibits[0].dated_on == date(2024, 1, 15)


def test_an_issued_paper_shows_until_it_is_withdrawn(cast: Cast) -> None:
    document = an_issued_document(cast)
    an_exhibit(cast, kind="paper", document=document, places=[(SEVERAL, each) for each in element_ids(SEVERAL)])
    item = standing(cast, SEVERAL)
    assert item.is_complete
    assert item.exhibits[0].edition == document.editions.get()
    assert item.exhibits[0].covers == (date(YEAR - 544, 10, 1), date(YEAR - 543, 10, 1))
    Edition.objects.update(withdrawn_at=NOW, withdrawn_reason="พิมพ์ผิด")
    item = standing(cast, SEVERAL)
    assert item.state is ElementState.UNREACHABLE
    assert "ถอน" in item.exhibits[0].trouble


def test_a_paper_that_was_never_issued_shows_nothing_and_says_why(cast: Cast) -> None:
    an_exhibit(cast, kind="paper", document=a_document(cast), places=[(SEVERAL, each) for each in element_ids(SEVERAL)])
    item = standing(cast, SEVERAL)
    assert item.state is ElementState.MISSING
    assert "ออกเลข" in item.exhibits[0].trouble


def test_a_page_shows_until_it_is_removed(cast: Cast) -> None:
    page = a_page(cast)
    an_exhibit(cast, kind="page", page=page, places=[(SEVERAL, each) for each in element_ids(SEVERAL)])
    assert standing(cast, SEVERAL).is_complete
    Page.objects.update(removed_at=NOW)
    assert standing(cast, SEVERAL).state is ElementState.UNREACHABLE


def test_evidence_shows_until_it_is_taken_away(cast: Cast) -> None:
    piece = a_photo(cast)
    places = [(SEVERAL, each) for each in element_ids(SEVERAL)]
    an_exhibit(cast, kind="file", file=piece.file, evidence=piece, places=places)
    assert standing(cast, SEVERAL).is_complete
    piece.removed_at = NOW
    piece.save()
    assert standing(cast, SEVERAL).state is ElementState.UNREACHABLE


def test_an_exhibit_taken_out_shows_nothing(cast: Cast) -> None:
    an_exhibit(cast, places=[(SEVERAL, "")], removed_at=NOW)
    assert standing(cast, SEVERAL).exhibits == ()


def test_an_element_set_aside_is_not_missing_and_one_of_the_agency_s_own_is(cast: Cast) -> None:
    first, *others = element_ids(SEVERAL)
    of_item = {"agency": cast.agency, "fiscal_year": YEAR, "item": SEVERAL, "source": "คู่มือ 2567 หน้า 3"}
    ElementChange.objects.create(element=first, is_aside=True, **of_item)
    own = ElementChange.objects.create(text_th="ผังฝ่ายการเมือง", **of_item)
    item = standing(cast, SEVERAL)
    assert [each.asked.id for each in item.elements] == [*others, f"own-{own.pk}"]
    assert [each.id for each in item.aside] == [first]
    assert item.elements[-1].asked.is_own
    assert not item.elements[-1].asked.is_unverified


def test_what_was_shown_for_an_element_that_went_is_shown_for_the_item(cast: Cast) -> None:
    an_exhibit(cast, places=[(SEVERAL, "own-999"), (SEVERAL, "")])
    item = standing(cast, SEVERAL)
    assert len(item.whole) == 2
    assert len(item.exhibits) == 1


def test_who_sees_to_an_item_stands_with_it(cast: Cast) -> None:
    a_duty(cast, SEVERAL, explanation="หน้า 3")
    item = item_of(cast.viewer("auditor"), YEAR, SEVERAL.upper(), TODAY)
    assert (item.unit, item.explanation, item.version) == (cast.unit, "หน้า 3", 1)


@pytest.mark.parametrize("count", [10, 50])
def test_as_many_questions_whatever_the_number_of_exhibits(cast: Cast, count: int) -> None:
    codes = [each.code for each in load(YEAR).items]
    for number in range(count):
        places = [(codes[number % len(codes)], "")]
        match number % 3:
            case 0:
                exhibit = an_exhibit(cast, places=places)
                a_visit(exhibit)
                a_visit(exhibit, "dead", at=NOW + timedelta(hours=1))
            case 1:
                an_exhibit(cast, kind="paper", document=a_document(cast, title=f"แผน {number}"), places=places)
            case _:
                an_exhibit(cast, kind="page", page=a_page(cast, kind="text"), places=places)
    with CaptureQueriesContext(connection) as asked:
        items = items_of(cast.agency, YEAR, TODAY)
        shown = [each for item in items for each in item.exhibits]
        assert sum(bool(each.trouble) for each in shown) > count // 3
    assert len(shown) == count
    assert len(asked) == 5, [each["sql"] for each in asked]
