"""What a code is called in a year, also when its paper took it from another year's catalogue."""

import pytest

from prongsai.apps.assessment.queries.codes import title_of
from prongsai.core.crosswalk import crosswalk
from prongsai.core.framework import load

LAST_OF_2565 = load(2565).items[-1]


def test_an_item_is_called_by_its_title_of_that_year() -> None:
    item = load(2566).items[0]
    found = title_of(item.code, 2566)
    assert (found.title, found.year, found.is_other_year, found.today) == (item.title_th, 2566, False, ())


def test_a_question_is_called_by_its_indicator() -> None:
    question = load(2567).questions[0]
    assert f"ตัวชี้วัดที่ {question.indicator}" in title_of(question.code, 2567).title


def test_an_item_the_year_no_longer_has_is_followed_to_what_it_became() -> None:
    assert load(2567).item(LAST_OF_2565.code) is None
    found = title_of(LAST_OF_2565.code, 2567)
    became = crosswalk(found.year or 0, 2567).of(LAST_OF_2565.code)
    assert became
    assert (found.title, found.is_other_year) == (became.item.title_th, True)
    assert [each.code for each in found.today] == [item.code for item in became.targets]
    assert all(each.year == 2567 for each in found.today)


def test_the_nearest_year_that_has_the_code_is_asked_first() -> None:
    found = title_of(LAST_OF_2565.code, 2566)
    years_with_it = [year for year in range(2564, 2570) if load(year).item(LAST_OF_2565.code)]
    assert found.year == min(years_with_it, key=lambda year: abs(year - 2566))


@pytest.mark.parametrize("code", ["o99", "i99", "x1"])
def test_a_code_of_no_year_has_no_title(code: str) -> None:
    found = title_of(code, 2567)
    assert (found.title, found.year, found.today) == ("", None, ())
