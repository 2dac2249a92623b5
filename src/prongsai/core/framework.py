"""The assessment framework of each fiscal year: tools, indicators, items, questions, levels.

The facts are dated TOML files in ``frameworks/``, one a year; every entry names its sources and how sure it is.
They are read and validated once. A new year is a new file, no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from typing import Any, TypeVar

from prongsai.core.errors import Problem

YEARS: tuple[int, ...] = (2564, 2565, 2566, 2567, 2568, 2569)


class Confidence(StrEnum):
    """How sure an entry is, the surest first."""

    CONFIRMED = "confirmed"
    ONE_SOURCE = "one_source"
    INFERRED = "inferred"
    UNVERIFIED = "unverified"
    UNKNOWN = "unknown"

    @property
    def doubt(self) -> int:
        """How much doubt is left: 0 for confirmed, 4 for unknown."""
        return list(Confidence).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """An entry with its grounds: ids of sources (`Framework.sources`), confidence, and the reasoning if any."""

    sources: tuple[str, ...]
    confidence: Confidence
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Grounded):
    """A part of a tool that the level rules compare by itself: EIT1 (public), EIT2 (survey)."""

    code: str
    name_th: str
    name_en: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCombination(Grounded):
    """How a tool is made of its parts."""

    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool(Grounded):
    """A tool (เครื่องมือ): IIT, EIT or OIT. Unit: `weight` is its share of the total, 0 to 1."""

    code: str
    name_th: str
    name_en: str
    weight: Decimal
    indicators: tuple[int, ...]
    aggregation: str
    name_variants: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    part_combination: PartCombination | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the tool is printed under, the official one first."""
        return (self.name_th, *self.name_variants)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubIndicator(Grounded):
    """A sub-indicator (ตัวชี้วัดย่อย) of an OIT indicator and the codes of its items, in order."""

    code: str
    indicator: int
    name_th: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Grounded):
    """An indicator (ตัวชี้วัด), 1 to 10; only OIT indicators have sub-indicators."""

    number: int
    tool: str
    name_th: str
    name_en: str
    aggregation: str
    aggregation_confidence: Confidence
    name_variants: tuple[str, ...] = ()
    sub_indicators: tuple[SubIndicator, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the indicator is printed under, the official one first."""
        return (self.name_th, *self.name_variants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Grounded):
    """A data element an item must show. `text` is a short English label, not the official sentence."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Grounded):
    """An OIT item (ข้อ o1..). `key` names the same item across years; `elements_status`: unknown, partial, complete.

    `elements_unverified` come from general knowledge and are no official list.
    """

    code: str
    key: str
    sub_indicator: str
    title_th: str
    elements_status: str
    elements: tuple[Element, ...] = ()
    elements_unverified: tuple[str, ...] = ()
    report_period: str | None = None
    report_period_confidence: Confidence | None = None
    caution: str = ""
    lao_note: str = ""
    lao_note_confidence: Confidence | None = None
    lao_note_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Grounded):
    """A survey question (i1.., e1..). `topic` is a short label; `reversed` = the highest answer is the worst.

    `part_count` counts the statements asked under one number; where they differ, `part_scales` and
    `part_reversed` say so one by one. `parts` are the tool's parts that ask the question.
    """

    code: str
    tool: str
    indicator: int
    topic: str | None = None
    choices: str | None = None
    scale: str | None = None
    reversed: bool | None = None
    part_count: int | None = None
    part_scales: tuple[str, ...] = ()
    part_reversed: tuple[bool, ...] = ()
    parts: tuple[str, ...] = ()
    topic_confidence: Confidence | None = None
    scale_confidence: Confidence | None = None
    indicator_confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Grounded):
    """An answer scale: the choices from first to last and the points each gives. Unit: points 0-100."""

    code: str
    points: tuple[int, ...]
    points_confidence: Confidence
    choices_th: tuple[str, ...] = ()
    reversed_points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRule(Grounded):
    """A rule of scoring in words: ``total tool oit_item oit_indicator question indicator_survey rounding ...``."""

    code: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBand(Grounded):
    """One level. `each_tool_min` also holds for every tool compared. Unit: points 0-100."""

    name: str
    total_min: Decimal
    passes: bool
    each_tool_min: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule(Grounded):
    """How levels are given. `kind`: ``letter`` (by the total) or ``pass`` (by the total and every tool compared).

    `checks` are published results that the rule reproduces.
    """

    kind: str
    target_total: Decimal
    checks: tuple[str, ...]
    tools_compared: tuple[str, ...] = ()
    tools_compared_confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many people must answer in one type of agency."""

    agency_type: str
    agencies: int
    respondents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling(Grounded):
    """Who must be asked, and how many."""

    code: str
    rule: str
    values: tuple[Quota, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent(Grounded):
    """A step of the year's assessment. Unit: Buddhist-era ``YYYY-MM`` or ``YYYY-MM-DD``."""

    event: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalFigure(Grounded):
    """A published figure of the whole country, as printed."""

    code: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Grounded):
    """How many items the year has, or questions a tool has."""

    count: int
    tool: str = "OIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession(Grounded):
    """Items of the year before (by key) that go on in items of this year under another key."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Framework:
    """One fiscal year's framework, compared by identity.

    `ends_on` is the day after the last; `sources` is id to description; `levels` begin with the highest.
    """

    fiscal_year: int
    starts_on: date
    ends_on: date
    status: str
    sources: Mapping[str, str]
    tools: tuple[Tool, ...]
    indicators: tuple[Indicator, ...]
    items: tuple[Item, ...]
    item_count: Count
    questions: tuple[Question, ...]
    question_counts: tuple[Count, ...]
    scales: tuple[Scale, ...]
    scoring_rules: tuple[ScoringRule, ...]
    level_rule: LevelRule
    levels: tuple[LevelBand, ...]
    sampling: tuple[Sampling, ...]
    calendar: tuple[CalendarEvent, ...]
    national: tuple[NationalFigure, ...]
    successions: tuple[Succession, ...]

    @cached_property
    def sub_indicators(self) -> tuple[SubIndicator, ...]:
        """All sub-indicators, in order."""
        return tuple(sub for indicator in self.indicators for sub in indicator.sub_indicators)

    @cached_property
    def _tools(self) -> dict[str, Tool]:
        return {tool.code: tool for tool in self.tools}

    @cached_property
    def _indicators(self) -> dict[int, Indicator]:
        return {indicator.number: indicator for indicator in self.indicators}

    @cached_property
    def _sub_indicators(self) -> dict[str, SubIndicator]:
        return {sub.code: sub for sub in self.sub_indicators}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def _keys(self) -> dict[str, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    def tool(self, code: str) -> Tool:
        """The tool ``IIT``, ``EIT`` or ``OIT``; any case. Raises: KeyError for another code."""
        return self._tools[code.upper()]

    def tool_of(self, indicator: int) -> Tool:
        """The tool that measures an indicator. Raises: KeyError."""
        return self.tool(self.indicator(indicator).tool)

    def indicator(self, number: int) -> Indicator:
        """The indicator of this number. Raises: KeyError."""
        return self._indicators[number]

    def sub_indicator(self, code: str) -> SubIndicator | None:
        """The sub-indicator ``9.1``..``10.2``, or None."""
        return self._sub_indicators.get(code)

    def item(self, code: str) -> Item | None:
        """The item of this code (``o13``, any case), or None when the year has no such item."""
        return self._items.get(code.lower())

    def item_by_key(self, key: str) -> Item | None:
        """The item of this key, or None."""
        return self._keys.get(key)

    def question(self, code: str) -> Question | None:
        """The question of this code (``e1``, any case), or None."""
        return self._questions.get(code.lower())

    def items_of(self, sub_indicator: str) -> tuple[Item, ...]:
        """The items of a sub-indicator, in order; empty for an unknown one."""
        return tuple(item for item in self.items if item.sub_indicator == sub_indicator)

    def rule(self, code: str) -> ScoringRule:
        """The scoring rule of this code. Raises: KeyError."""
        return {rule.code: rule for rule in self.scoring_rules}[code]


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
    text = resources.files("prongsai.core").joinpath("frameworks", name).read_text("utf-8")
    return parse(text, name)


def nearest(fiscal_year: int) -> Framework:
    """The framework of this year, or of the known year nearest to it."""
    return load(min(YEARS, key=lambda known: abs(known - fiscal_year)))


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
