from __future__ import annotations

import re
from dataclasses import replace

import pytest

from prongsai.core.disclosure import WHOLE, element_id, elements_of
from prongsai.core.disclosure.elements import labels, parse_labels
from prongsai.core.disclosure.looking import squeezed
from prongsai.core.framework import YEARS, Confidence, Element, Framework, Item, load
from prongsai.core.thai import normal


def texts(item: Item) -> list[str]:
    return [each.text for each in item.elements] + list(item.elements_unverified)


def every_item() -> list[tuple[Framework, Item]]:
    return [(load(year), item) for year in YEARS for item in load(year).items]


def test_every_label_of_every_year_has_an_entry_and_no_entry_is_idle() -> None:
    assert set(labels()) == {text for _, item in every_item() for text in texts(item)}


def test_the_elements_of_an_item_are_those_of_its_year_in_order_the_unverified_ones_last() -> None:
    for framework, item in every_item():
        elements = elements_of(framework, item)
        assert [each.text_en for each in elements] == texts(item)
        sourced = elements[: len(item.elements)]
        assert [(each.confidence, each.sources) for each in sourced] == [
            (each.confidence, each.sources) for each in item.elements
        ]
        assert all(each.confidence is Confidence.UNVERIFIED and not each.sources for each in elements[len(sourced) :])


def test_an_element_is_told_from_the_others_of_its_item_and_keeps_its_id_over_the_years() -> None:
    for framework, item in every_item():
        ids = [each.id for each in elements_of(framework, item)]
        assert len(set(ids)) == len(ids)
        assert ids == [element_id(item.key, text) for text in texts(item)]
        assert all(re.fullmatch(r"[0-9a-f]{8}", each) for each in ids)


def test_ids_that_agencies_rows_hold_never_change() -> None:
    assert element_id("structure", "map") == "da55c4ed"


def test_an_item_of_which_nobody_knows_the_elements_has_itself() -> None:
    framework = load(2568)
    bare = replace(framework.items[0], elements=(), elements_unverified=())
    (whole,) = elements_of(framework, bare)
    assert (whole.id, whole.confidence, whole.words) == (WHOLE, Confidence.UNKNOWN, ())


def test_an_element_without_a_translation_is_named() -> None:
    framework = load(2568)
    odd = Element(text="never seen", sources=("none",), confidence=Confidence.INFERRED)
    with pytest.raises(ValueError, match=r"never seen.*2568 o1"):
        elements_of(framework, replace(framework.items[0], elements=(odd,)))


def test_words_name_the_years_of_the_framework() -> None:
    framework = load(2568)
    item = framework.item("o7")
    assert item is not None
    words = {word for each in elements_of(framework, item) for group in each.words for word in group}
    assert {"พ.ศ. 2567", "ปี 2567"} <= words
    every = {w for f, i in every_item() for each in elements_of(f, i) for group in each.words for w in group}
    assert not [word for word in every if "{" in word]
    assert "มี.ค. 64" in every


@pytest.mark.parametrize("label", labels())
def test_a_translation_keeps_the_numbers_of_its_label_and_is_written_in_normal_form(label: str) -> None:
    text = labels()[label].text_th
    # Old calendars aside, a number in the label is a number in the Thai: points in brackets, items, years, amounts.
    assert re.findall(r"\(\d\)", text) == re.findall(r"\(\d\)", label)
    assert set(re.findall(r"o\d\d|2\d{3}|500,000", label)) <= set(re.findall(r"o\d\d|2\d{3}|500,000", text))
    assert normal(text) == text
    assert len(text) <= 300


def test_words_are_long_enough_to_mean_something_and_stand_once_in_their_group() -> None:
    for label in labels().values():
        for group in label.words:
            letters = [squeezed(word.format(year=2568, yy=68, previous_year=2567, previous_yy=67)) for word in group]
            assert min(map(len, letters)) >= 3
            assert len(set(letters)) == len(letters), group


def entry(**fields: str) -> str:
    written = {"label": '"a"', "text_th": '"ก"', "words": '[["กก"]]'} | fields
    return "[[element]]\n" + "\n".join(f"{name} = {value}" for name, value in written.items() if value) + "\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (entry(words=""), "fields are not"),
        (entry(note='"x"'), "fields are not"),
        (entry() + entry(), r"element 2 \(a\): stands twice"),
        (entry(text_th='" "'), "blank"),
        (entry(label="3"), "blank"),
        (entry(words='"ก"'), "no list of groups"),
        (entry(words='["ก"]'), "no list of groups"),
        (entry(words="[[]]"), "no list of groups"),
        (entry(words='[["ก", " "]]'), "a word is blank"),
    ],
)
def test_a_faulty_entry_is_named(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse_labels(text)
