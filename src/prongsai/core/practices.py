"""Practices: measures that agencies usually take, as drafts to start from.

They are this project's own proposals, kept as TOML in ``practices/``, one file a tool; none is an official text. Item
keys and the numbers of indicators mean the same in every year, so one catalogue serves them all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from prongsai.core import framework
from prongsai.core.framework import YEARS
from prongsai.core.thai import key

TOOLS = ("IIT", "EIT", "OIT")
QUARTERS = range(1, 5)
STEP_COUNTS = range(3, 7)

_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeStep:
    """One act of a practice. Unit: `quarters` of the fiscal year, first and last, both included (1 = Oct-Dec)."""

    text: str
    owner: str
    quarters: tuple[int, int]
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A measure that agencies usually take.

    `item_keys` are the OIT items whose pages its work fills, `topics` words that a remark it answers would use, `owner`
    the unit that usually has it. `note` says whose proposal it is: show it wherever the practice is shown.
    """

    code: str
    title: str
    indicators: tuple[int, ...]
    item_keys: tuple[str, ...]
    topics: tuple[str, ...]
    owner: str
    steps: tuple[PracticeStep, ...]
    evidence: tuple[str, ...]
    monitoring: str
    note: str


class ReasonKind(StrEnum):
    """What a practice has in common with a finding, the strongest first."""

    ITEM = "item"
    TOPIC = "topic"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in common: the item's key, the topic's words or the indicator's number."""

    kind: ReasonKind
    value: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A practice that may answer a finding, and why; the strongest reasons first, never without one."""

    practice: Practice
    reasons: tuple[Reason, ...]


@cache
def practices() -> tuple[Practice, ...]:
    """Every practice, those of IIT first, in the order of the files.

    Raises: ValueError, naming file and entry, for a faulty file.
    """
    folder = resources.files("prongsai.core").joinpath("practices")
    names = [f"{tool.lower()}.toml" for tool in TOOLS]
    every = tuple(each for name in names for each in parse(folder.joinpath(name).read_text("utf-8"), name))
    _refuse_repeats([each.code for each in every], "practices: code")
    return every


def practice(code: str) -> Practice | None:
    """The practice of this code, or None."""
    return _by_code().get(code)


def suggest(
    *, indicator: int | None, item_keys: Collection[str], question: str | None, words: str, limit: int = 5
) -> tuple[Suggestion, ...]:
    """The practices that fit a finding, the best first; nothing in common, nothing suggested.

    One that feeds more of the items the finding points to goes before one that shares more of its topics, and this
    before one that is only on its indicator, which is suggested only to a finding that points to no item. `words` are
    the remark and the advice; `question` is a code, and counts where no indicator is told: for every indicator that it
    has stood under. Equals stay in the catalogue's order.
    """
    sought = _Sought(_known_item_keys().intersection(item_keys), key(words), _indicators(indicator, question))
    found = [Suggestion(each, _reasons(each, sought)) for each in practices()]
    return tuple(sorted((each for each in found if _is_worth_telling(each, sought)), key=_fit)[:limit])


@dataclass(frozen=True, slots=True)
class _Sought:
    item_keys: frozenset[str]
    words: str
    indicators: frozenset[int]


def _reasons(practice: Practice, sought: _Sought) -> tuple[Reason, ...]:
    shared = {
        ReasonKind.ITEM: [each for each in practice.item_keys if each in sought.item_keys],
        ReasonKind.TOPIC: _topics(practice, sought.words),
        ReasonKind.INDICATOR: [str(each) for each in practice.indicators if each in sought.indicators],
    }
    return tuple(Reason(kind, value) for kind, values in shared.items() for value in values)


def _topics(practice: Practice, words: str) -> list[str]:
    """The topics that stand in the words; one that is only a piece of another is not told, nor counted, beside it."""
    said = [each for each in practice.topics if _topic_key(each) in words]
    return [each for each in said if not any(_topic_key(each) in _topic_key(other) for other in said if other != each)]


@cache
def _topic_key(topic: str) -> str:
    return key(topic)


def _is_worth_telling(suggestion: Suggestion, sought: _Sought) -> bool:
    kinds = {reason.kind for reason in suggestion.reasons}
    return bool(kinds - {ReasonKind.INDICATOR} if sought.item_keys else kinds)


def _fit(suggestion: Suggestion) -> tuple[int, int, int, int]:
    """Sorts the best first: items, topics, whose main indicator it is; then what feeds the fewest other items."""
    practice, reasons = suggestion.practice, suggestion.reasons
    items, topics = (sum(reason.kind is kind for reason in reasons) for kind in (ReasonKind.ITEM, ReasonKind.TOPIC))
    places = [practice.indicators.index(int(each.value)) for each in reasons if each.kind is ReasonKind.INDICATOR]
    others = len(practice.item_keys) - items if items else 0
    return -items, -topics, min(places, default=len(_tools_of_indicators())), others


def _indicators(indicator: int | None, question: str | None) -> frozenset[int]:
    if indicator is not None:
        return frozenset({indicator})
    asked = [framework.load(year).question(question) for year in YEARS if question]
    return frozenset(each.indicator for each in asked if each)


@cache
def _by_code() -> dict[str, Practice]:
    return {each.code: each for each in practices()}


def parse(text: str, name: str) -> tuple[Practice, ...]:
    """The practices written in a TOML text; `name` is the file's, ``<tool>.toml``, for messages.

    Raises: ValueError, naming file and entry, for a field that is missing or unknown, an item key that no year has, an
    indicator of another tool in first place, quarters outside the year, or a count of steps outside `STEP_COUNTS`.
    """
    file = tomllib.loads(text)
    if not file.get("note", "").strip():
        raise ValueError(f"{name}: no note saying whose proposals these are")
    return tuple(_practice(table | {"note": file["note"]}, name) for table in file.get("practice", ()))


def _practice(table: Mapping[str, Any], name: str) -> Practice:
    place = f"{name}, practice {table.get('code', '')}".rstrip()
    steps = [_step(each, f"{place}, step {number}") for number, each in enumerate(table.get("steps", ()), 1)]
    practice = _entry(Practice, {**table, "steps": steps}, place)
    if not _SLUG.fullmatch(practice.code):
        raise ValueError(f"{place}: the code is no slug")
    if len(steps) not in STEP_COUNTS:
        raise ValueError(f"{place}: {len(steps)} steps, not {STEP_COUNTS[0]} to {STEP_COUNTS[-1]}")
    _check_links(practice, place, name.removesuffix(".toml").upper())
    return practice


def _check_links(practice: Practice, place: str, tool: str) -> None:
    if unknown := [each for each in practice.indicators if each not in _tools_of_indicators()]:
        raise ValueError(f"{place}: unknown indicators {unknown}")
    if _tools_of_indicators()[practice.indicators[0]] != tool:
        raise ValueError(f"{place}: its first indicator is not of {tool}")
    if foreign := set(practice.item_keys) - _known_item_keys():
        raise ValueError(f"{place}: unknown item keys {', '.join(sorted(foreign))}")
    for values in (practice.indicators, practice.item_keys, [key(each) for each in practice.topics]):
        _refuse_repeats(values, place)


def _step(table: Mapping[str, Any], place: str) -> PracticeStep:
    step = _entry(PracticeStep, table, place)
    if len(step.quarters) != 2 or not set(step.quarters) <= set(QUARTERS) or step.quarters[0] > step.quarters[1]:
        raise ValueError(f"{place}: quarters {list(step.quarters)} are no first and last quarter of the year")
    return step


Entry = TypeVar("Entry", Practice, PracticeStep)


def _entry(kind: type[Entry], table: Mapping[str, Any], place: str) -> Entry:
    """The entry of these fields, lists as tuples. Only `item_keys` may be empty: not all work is published."""
    known = {each.name: list if str(each.type).startswith("tuple") else str for each in fields(kind)}
    if missing := sorted(name for name in known.keys() - {"item_keys"} if _is_blank(table.get(name))):
        raise ValueError(f"{place}: no {', '.join(missing)}")
    if foreign := sorted(table.keys() - known.keys()):
        raise ValueError(f"{place}: unknown {', '.join(foreign)}")
    if wrong := sorted(name for name, value in table.items() if not isinstance(value, known[name])):
        raise ValueError(f"{place}: {', '.join(f'{name} is no {known[name].__name__}' for name in wrong)}")
    values: dict[str, Any] = {"item_keys": ()} if "item_keys" in known else {}
    return kind(**values | {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()})


def _is_blank(value: Any) -> bool:
    if isinstance(value, list):
        return not value or any(_is_blank(each) for each in value)
    return value is None or (isinstance(value, str) and not value.strip())


def _refuse_repeats(values: Iterable[object], place: str) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{place}: {value} stands twice")
        seen.add(value)


@cache
def _tools_of_indicators() -> dict[int, str]:
    return {each.number: each.tool for year in YEARS for each in framework.load(year).indicators}


@cache
def _known_item_keys() -> frozenset[str]:
    return frozenset(item.key for year in YEARS for item in framework.load(year).items)
