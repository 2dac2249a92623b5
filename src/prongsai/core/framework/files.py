"""The dated files of the years, read and validated once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from prongsai.core.errors import Problem
from prongsai.core.framework.entries import (
    CalendarEvent,
    Confidence,
    Count,
    Element,
    Indicator,
    Item,
    LevelBand,
    LevelRule,
    NationalFigure,
    Part,
    PartCombination,
    Question,
    Quota,
    Sampling,
    Scale,
    ScoringRule,
    SubIndicator,
    Succession,
    Tool,
)
from prongsai.core.framework.year import Framework, Outline

YEARS: tuple[int, ...] = (2564, 2565, 2566, 2567, 2568, 2569)

_OUTLINE = re.compile(r"^\[+(?:sources|tool|indicator)\b.*\n(?:(?!\[).*\n)*", re.M)
"""The tables of a year's file that its tools and indicators stand in: each from its header to the next."""


def has_framework(fiscal_year: int | None) -> bool:
    """Whether this year's framework is known."""
    return fiscal_year in YEARS


@cache
def load(fiscal_year: int) -> Framework:
    """The framework of a Buddhist-era fiscal year.

    Raises: Problem for a year without a framework; ValueError, naming file and entry, for a faulty file.
    """
    if not has_framework(fiscal_year):
        raise Problem(
            f"ยังไม่มีเกณฑ์การประเมินของปีงบประมาณ พ.ศ. {fiscal_year} (มีของปี {YEARS[0]}-{YEARS[-1]})",
            f"There is no assessment framework for fiscal year {fiscal_year} (known: {YEARS[0]}-{YEARS[-1]}).",
        )
    name = f"{fiscal_year}.toml"
    return parse(_text(name), name)


def _text(name: str) -> str:
    return resources.files("prongsai.core").joinpath("frameworks", name).read_text("utf-8")


@cache
def outline(fiscal_year: int) -> Outline:
    """The outline of this year, or of the known year nearest to it; to parse the whole framework takes much longer."""
    name = f"{_nearest(fiscal_year)}.toml"
    year = tomllib.loads("".join(_OUTLINE.findall(_text(name))), parse_float=Decimal)
    entries = _Entries(name, year["sources"])
    return Outline(
        tools=tuple(entries.tool(table) for table in year["tool"]),
        indicators=tuple(entries.indicator(table) for table in year["indicator"]),
    )


def nearest(fiscal_year: int) -> Framework:
    """The framework of this year, or of the known year nearest to it."""
    return load(_nearest(fiscal_year))


def _nearest(fiscal_year: int) -> int:
    return min(YEARS, key=lambda known: abs(known - fiscal_year))


def parse(text: str, name: str) -> Framework:
    """The framework written in a TOML text; `name` is the file's, for messages.

    Raises: ValueError, naming file and entry, when an entry lacks a field, a known source or a confidence.
    """
    year = tomllib.loads(text, parse_float=Decimal)
    entries = _Entries(name, year["sources"])
    items = entries.all(Item, year["item"], "item", elements=Element)
    framework = Framework(
        fiscal_year=year["fiscal_year"],
        starts_on=year["starts_on"],
        ends_on=year["ends_on"],
        status=year["status"],
        sources=year["sources"],
        tools=tuple(entries.tool(table) for table in year["tool"]),
        indicators=tuple(entries.indicator(table) for table in year["indicator"]),
        items=items,
        item_count=entries.one(Count, year["item_count"], "item_count"),
        questions=entries.all(Question, year.get("question", ()), "question"),
        question_counts=entries.all(Count, year.get("question_count", ()), "question_count"),
        scales=entries.all(Scale, year.get("scale", ()), "scale"),
        scoring_rules=entries.all(ScoringRule, year["scoring_rule"], "scoring_rule"),
        level_rule=entries.one(LevelRule, year["level_rule"], "level_rule"),
        levels=entries.all(LevelBand, year["level_band"], "level_band"),
        sampling=entries.all(Sampling, year.get("sampling", ()), "sampling", values=Quota),
        calendar=entries.all(CalendarEvent, year.get("calendar", ()), "calendar"),
        national=entries.all(NationalFigure, year.get("national", ()), "national"),
        successions=entries.all(Succession, year.get("succession", ()), "succession"),
    )
    _check_items(framework, name)
    return framework


def _check_items(framework: Framework, name: str) -> None:
    if framework.item_count.count != len(framework.items):
        raise ValueError(f"{name}, item_count: {framework.item_count.count}, but {len(framework.items)} items")
    for sub in framework.sub_indicators:
        if sub.items != tuple(item.code for item in framework.items_of(sub.code)):
            raise ValueError(f"{name}, sub_indicator {sub.code}: its range is not that of its items")


Entry = TypeVar("Entry")


class _Entries:
    """Builds entries of one file, refusing those without grounds."""

    def __init__(self, name: str, sources: Mapping[str, str]) -> None:
        self.name = name
        self.sources = sources

    def all(
        self, kind: type[Entry], tables: Iterable[dict[str, Any]], section: str, **nested: type[Any]
    ) -> tuple[Entry, ...]:
        return tuple(self.one(kind, table, section, **nested) for table in tables)

    def one(self, kind: type[Entry], table: dict[str, Any], section: str, **nested: type[Any]) -> Entry:
        place = f"{self.name}, {section} {_name(table)}".rstrip()
        values = {
            key: self.all(nested[key], value, f"{section} {_name(table)} {key}")
            if key in nested
            else _value(key, value, place)
            for key, value in table.items()
        }
        self._check(kind, values, place)
        return kind(**values)

    def _check(self, kind: type[Any], values: dict[str, Any], place: str) -> None:
        known = {each.name: each.default is MISSING for each in fields(kind)}
        if missing := [name for name, required in known.items() if required and name not in values]:
            raise ValueError(f"{place}: no {', '.join(missing)}")
        if foreign := values.keys() - known:
            raise ValueError(f"{place}: unknown {', '.join(sorted(foreign))}")
        if "sources" in known and not values["sources"]:
            raise ValueError(f"{place}: no sources")
        if undefined := set(values.get("sources", ())) - self.sources.keys():
            raise ValueError(f"{place}: undefined source {', '.join(sorted(undefined))}")

    def tool(self, table: dict[str, Any]) -> Tool:
        section = f"tool {table['code']}"
        rest = {key: value for key, value in table.items() if key not in ("part", "part_combination")}
        rest["parts"] = self.all(Part, table.get("part", ()), f"{section} part")
        if "part_combination" in table:
            rest["part_combination"] = self.one(PartCombination, table["part_combination"], f"{section} combination")
        return self.one(Tool, rest, "tool")

    def indicator(self, table: dict[str, Any]) -> Indicator:
        rest = {key: value for key, value in table.items() if key != "sub_indicator"}
        subs = table.get("sub_indicator", ())
        rest["sub_indicators"] = tuple(self._sub_indicator(sub, table["number"]) for sub in subs)
        return self.one(Indicator, rest, "indicator")

    def _sub_indicator(self, table: dict[str, Any], indicator: int) -> SubIndicator:
        rest = {key: value for key, value in table.items() if key not in ("first_item", "last_item", "item_count")}
        first, last = (int(table[end].removeprefix("o")) for end in ("first_item", "last_item"))
        if last - first + 1 != table["item_count"]:
            raise ValueError(f"{self.name}, sub_indicator {table['code']}: item_count is not that of its range")
        items = tuple(f"o{number}" for number in range(first, last + 1))
        return self.one(SubIndicator, rest | {"indicator": indicator, "items": items}, "sub_indicator")


def _name(table: dict[str, Any]) -> str:
    return str(next((table[key] for key in ("code", "number", "name", "event", "text") if key in table), ""))


def _value(key: str, value: Any, place: str) -> Any:
    if key.endswith("confidence"):
        return _confidence(value, f"{place}: {key}")
    return tuple(value) if isinstance(value, list) else value


def _confidence(value: str, place: str) -> Confidence:
    try:
        return Confidence(value)
    except ValueError as error:
        raise ValueError(f"{place} is {value!r}, which is none of {', '.join(Confidence)}") from error
