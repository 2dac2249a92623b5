"""The items of a year as an agency stands: elements, what shows them, what is down, how many questions that takes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.disclosure.made import a_visit, an_exhibit
from cast import YEAR, Cast
from prongsai.apps.disclosure.queries.items import ItemStanding, items_of
from prongsai.core.disclosure import ElementState
from prongsai.core.framework import load
from prongsai.core.scoring import points_of

TODAY = date(2024, 8, 1)


def item(cast: Cast, code: str, today: date = TODAY, year: int = YEAR) -> ItemStanding:
    return next(each for each in items_of(cast.agency, year, today) if each.code == code)


def test_every_item_of_the_year_is_there_and_worth_what_the_tool_adds_up_to(cast: Cast) -> None:
    items = items_of(cast.agency, YEAR, TODAY)
    assert [each.code for each in items] == [each.code for each in load(YEAR).items]
    assert sum(each.worth for each in items) == points_of(load(YEAR), "OIT")
    assert {each.state for each in items} == {ElementState.MISSING}


@pytest.mark.parametrize("count", [10, 50])
def test_as_many_questions_whatever_the_number_of_exhibits(cast: Cast, count: int) -> None:
    codes = [each.code for each in load(YEAR).items]
    for number in range(count):
        exhibit = an_exhibit(cast, places=[(codes[number % len(codes)], "")])
        a_visit(exhibit)
        a_visit(exhibit, "dead")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        items = items_of(cast.agency, YEAR, TODAY)
    assert sum(len(each.exhibits) for each in items) == count
    assert len(asked) == 4, [each["sql"] for each in asked]
