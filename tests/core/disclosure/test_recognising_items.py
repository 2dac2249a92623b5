"""Which item of a year some words speak of: codes in every spelling, titles, and other years' numbers."""

from __future__ import annotations

import pytest

from prongsai.core.crosswalk import crosswalk
from prongsai.core.disclosure.recognising import codes_in, likeness, recognise, titled, year_of_numbers
from prongsai.core.framework import YEARS, load


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("o12 แผน", ("o12",)),
        ("O 12", ("o12",)),
        ("o-01", ("o1",)),
        ("o.5", ("o5",)),
        ("๐12", ("o12",)),
        ("O๑๒", ("o12",)),
        ("ข้อ ๑๒", ("o12",)),
        ("ข้อที่ 7 รายงาน", ("o7",)),
        ("012 รายงาน", ("o12",)),
        ("08", ("o8",)),
        ("o1-o3", ("o1", "o3")),
        ("o1 และ o1", ("o1",)),
        ("ข้อ 9.1", ()),
        ("โทร 02 345 6789", ()),
        ("ปี 2568", ()),
        ("00", ()),
        ("", ()),
    ],
)
def test_codes_are_read_in_every_spelling(words: str, codes: tuple[str, ...]) -> None:
    assert codes_in(words) == codes


@pytest.mark.parametrize("year", YEARS)
def test_every_title_and_every_code_of_a_year_is_its_own_item(year: int) -> None:
    framework = load(year)
    for item in framework.items:
        by_title, share, _second = titled(framework, f"{item.title_th} ประจำปี")
        assert by_title is not None
        assert (by_title.title_th, share) == (item.title_th, 1.0)
        guess = recognise(framework, [f"{item.code.upper()} {item.title_th}"])
        assert guess is not None
        assert (guess.item.code, guess.is_sure) == (item.code, True)


def test_a_title_with_a_slip_is_recognised_and_another_text_is_not() -> None:
    framework = load(2568)
    item = framework.items[4]
    guess = recognise(framework, [item.title_th[:-3]])
    assert guess is not None
    assert (guess.item.code, guess.by) == (item.code, "title")
    assert recognise(framework, ["พยากรณ์อากาศวันนี้"]) is None
    assert likeness("พยากรณ์อากาศ", item.title_th) < 0.3


def test_a_code_under_another_items_title_is_a_conflict_and_never_sure() -> None:
    framework = load(2568)
    guess = recognise(framework, [f"o2 {framework.items[11].title_th}"])
    assert guess is not None
    assert (guess.item.code, guess.by, guess.is_sure) == ("o2", "conflict", False)


def test_two_codes_are_no_code_and_the_nearest_words_count_first() -> None:
    framework = load(2568)
    assert recognise(framework, ["o1 o2"]) is None
    guess = recognise(framework, ["เอกสาร", "o5", "o9"])
    assert guess is not None
    assert guess.item.code == "o5"


@pytest.mark.parametrize("year", YEARS)
def test_a_page_of_a_year_is_told_by_its_titles(year: int) -> None:
    rows = [(f"{each.code} {each.title_th}",) for each in load(year).items]
    found = year_of_numbers(load(2568), rows)
    assert [each.title_th for each in load(found).items] == [each.title_th for each in load(year).items]
    assert year_of_numbers(load(year), rows) == year


def test_a_page_without_titles_keeps_the_years_own_numbers() -> None:
    assert year_of_numbers(load(2568), [(f"o{number}",) for number in range(1, 36)]) == 2568


def test_another_years_numbers_are_carried_over_as_the_crosswalk_says() -> None:
    for passage in crosswalk(2567, 2568).passages:
        guess = recognise(load(2568), [passage.item.code], 2567)
        expected = passage.targets[0].code if len(passage.targets) == 1 else None
        assert (guess.item.code if guess else None) == expected
