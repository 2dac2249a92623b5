"""One fiscal year's framework: its entries, looked up by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from prongsai.core.framework.entries import (
    CalendarEvent,
    Count,
    Indicator,
    Item,
    LevelBand,
    LevelRule,
    NationalFigure,
    Question,
    Sampling,
    Scale,
    ScoringRule,
    SubIndicator,
    Succession,
    Tool,
)


@dataclass(frozen=True, eq=False)
class Outline:
    """What a fiscal year measures with and what it measures, compared by identity."""

    tools: tuple[Tool, ...]
    indicators: tuple[Indicator, ...]

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

    def tool(self, code: str) -> Tool:
        """The tool ``IIT``, ``EIT`` or ``OIT``; any case. Raises: KeyError for another code."""
        return self._tools[code.upper()]

    def tool_of(self, indicator: int) -> Tool:
        """The tool that measures an indicator. Raises: KeyError."""
        return self.tool(self.indicator(indicator).tool)

    def indicator(self, number: int) -> Indicator:
        """The indicator of this number. Raises: KeyError."""
        return self._indicators[number]


@dataclass(frozen=True, eq=False)
class Framework(Outline):
    """One fiscal year's framework: its outline and all that fills it.

    `ends_on` is the day after the last; `sources` is id to description; `levels` begin with the highest.
    """

    fiscal_year: int
    starts_on: date
    ends_on: date
    status: str
    sources: Mapping[str, str]
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
