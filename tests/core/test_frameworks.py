from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from importlib import resources
from typing import Any

import pytest

from prongsai.core.errors import Problem
from prongsai.core.framework import (
    YEARS,
    Confidence,
    Framework,
    Grounded,
    has_framework,
    load,
    nearest,
    outline,
    parse,
)


def toml(fiscal_year: int) -> str:
    return resources.files("prongsai.core").joinpath("frameworks", f"{fiscal_year}.toml").read_text("utf-8")


def grounded(value: Any) -> list[Grounded]:
    """Every grounded entry inside a value."""
    if isinstance(value, tuple):
        return [entry for each in value for entry in grounded(each)]
    inner = (
        [entry for each in fields(value) for entry in grounded(getattr(value, each.name))]
        if is_dataclass(value)
        else []
    )
    return [value, *inner] if isinstance(value, Grounded) else inner


@pytest.mark.parametrize("year", YEARS)
def test_every_entry_of_a_year_names_known_sources_and_a_confidence(year: int) -> None:
    framework = load(year)
    entries = grounded(framework)

    assert len(entries) > 75
    assert all(entry.sources and set(entry.sources) <= framework.sources.keys() for entry in entries)
    assert all(isinstance(entry.confidence, Confidence) for entry in entries)


@pytest.mark.parametrize("year", YEARS)
def test_what_is_confirmed_has_two_sources_or_says_that_they_were_not_kept(year: int) -> None:
    confirmed = [entry for entry in grounded(load(year)) if entry.confidence is Confidence.CONFIRMED]

    assert all(len(entry.sources) >= 2 or entry.sources == ("unnamed",) for entry in confirmed)


@pytest.mark.parametrize("year", YEARS)
def test_its_outline_alone_is_that_of_the_whole(year: int) -> None:
    assert (outline(year).tools, outline(year).indicators) == (load(year).tools, load(year).indicators)


@pytest.mark.parametrize("year", YEARS)
def test_a_year_is_whole(year: int) -> None:
    framework = load(year)

    assert [indicator.number for indicator in framework.indicators] == list(range(1, 11))
    assert sum(tool.weight for tool in framework.tools) == 1
    assert [number for tool in framework.tools for number in tool.indicators] == list(range(1, 11))
    assert [item.code for item in framework.items] == [f"o{number}" for number in range(1, len(framework.items) + 1)]
    assert len({item.key for item in framework.items}) == len(framework.items)
    assert all(framework.items_of(sub.code) for sub in framework.sub_indicators)
    assert [band.total_min for band in framework.levels] == sorted(
        (b.total_min for b in framework.levels), reverse=True
    )
    assert (framework.starts_on.month, framework.starts_on.day) == (10, 1)
    assert framework.ends_on == framework.starts_on.replace(year=framework.starts_on.year + 1)
    assert framework.starts_on.year == year - 544


@pytest.mark.parametrize(
    ("year", "items", "iit", "eit"),
    [
        (2564, 43, 30, 15),
        (2565, 43, 30, 15),
        (2566, 43, 30, 15),
        (2567, 35, 15, 9),
        (2568, 28, 15, 9),
        (2569, 26, 0, 0),
    ],
)
def test_how_many_items_and_questions_a_year_has(year: int, items: int, iit: int, eit: int) -> None:
    framework = load(year)
    tools = [question.tool for question in framework.questions]

    assert (len(framework.items), tools.count("IIT"), tools.count("EIT")) == (items, iit, eit)


@pytest.mark.parametrize("code", ["o13", "O13"])
def test_an_item_is_found_by_its_code_in_any_case(code: str) -> None:
    item = load(2564).item(code)

    assert item is not None
    assert (item.key, item.sub_indicator) == ("ops_manual", "9.2")
    assert item is load(2564).item_by_key("ops_manual")


def test_a_question_is_found_by_its_code_in_any_case() -> None:
    question = load(2564).question("I11")

    assert question is not None
    assert (question.indicator, question.part_scales, question.part_reversed) == (
        2,
        ("scale4", "scale4_reversed"),
        (False, True),
    )


def test_what_a_year_does_not_have_is_none() -> None:
    framework = load(2568)

    assert framework.item("o29") is None
    assert framework.item_by_key("powers") is None
    assert framework.question("e10") is None
    assert framework.sub_indicator("11.1") is None
    assert framework.items_of("11.1") == ()


def test_tools_and_indicators_know_each_other_and_their_printed_names() -> None:
    framework = load(2566)

    assert framework.tool_of(7) is framework.tool("eit")
    assert [part.code for part in framework.tool("EIT").parts] == ["EIT1", "EIT2"]
    assert "การใช้ทรัพย์สินของทางราชการ" in framework.indicator(4).names
    assert framework.indicator(4).names[0] == framework.indicator(4).name_th
    assert len(framework.tool("OIT").names) == 2


def test_a_year_without_framework_is_a_problem_said_in_two_languages() -> None:
    with pytest.raises(Problem, match="2563") as caught:
        load(2563)

    assert "2563" in caught.value.th
    assert not has_framework(2563)
    assert not has_framework(None)


@pytest.mark.parametrize(("year", "expected"), [(2550, 2564), (2566, 2566), (2580, 2569)])
def test_the_nearest_known_year(year: int, expected: int) -> None:
    assert nearest(year) is load(expected)


def test_a_framework_is_read_once() -> None:
    assert load(2566) is load(2566)


@pytest.mark.parametrize(
    ("fault", "repair", "said"),
    [
        (r'confidence = "confirmed"\nelements_status', "elements_status", r"2564.toml, item o1: no confidence"),
        (r'sources = \["webabt", "git2565", "msociety"\]', "sources = []", r"2564.toml, item o1: no sources"),
        (r'sources = \["webabt", "git2565", "msociety"\]', 'sources = ["rumour"]', r"item o1: undefined source rumour"),
        (
            r'confidence = "confirmed"\nelements_status',
            'confidence = "sure"\nelements_status',
            r"item o1: confidence is 'sure'",
        ),
        (r'key = "structure"', 'key = "structure"\ncolour = "red"', r"item o1: unknown colour"),
        (r'sources = \["msociety"\], ', "", r"item o1 elements .*: no sources"),
        (r"item_count = 9\n", "item_count = 8\n", r"sub_indicator 9.1: item_count"),
        (
            r'key = "executives"\nsub_indicator = "9.1"',
            'key = "executives"\nsub_indicator = "9.2"',
            r"sub_indicator 9.1: its range",
        ),
        (r"count = 43\n", "count = 44\n", r"item_count: 44, but 43 items"),
    ],
)
def test_a_faulty_file_is_refused_with_file_and_entry(fault: str, repair: str, said: str) -> None:
    text, replaced = re.subn(fault, repair, toml(2564), count=1)

    assert replaced
    with pytest.raises(ValueError, match=said):
        parse(text, "2564.toml")


def test_the_files_read_back_as_they_are_loaded() -> None:
    framework: Framework = parse(toml(2566), "2566.toml")

    assert framework.items == load(2566).items
