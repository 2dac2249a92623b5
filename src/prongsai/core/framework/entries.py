"""What the framework of a year is made of: each entry with its sources and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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
