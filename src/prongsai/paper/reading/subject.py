"""What a text is about: a tool, a part of it, an indicator, codes of questions and items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from prongsai.core import framework, thai
from prongsai.core.thai import CodeMention

Part = Literal["public", "survey"]

_TOOL = re.compile(r"(?<![a-z])(iit|eit|oit)(?![a-z])")
_TOOL_WORDS = {
    "ผู้มีส่วนได้ส่วนเสียภายใน": "IIT",
    "ผู้มีส่วนได้เสียภายใน": "IIT",
    "ผู้มีส่วนได้ส่วนเสียภายนอก": "EIT",
    "ผู้มีส่วนได้เสียภายนอก": "EIT",
    "การเปิดเผยข้อมูลสาธารณะ": "OIT",
}
_INDICATOR_NUMBER = re.compile(r"ตัวชี้วัด(?:ที่|ข้อที่|ข้อ)?(10|[1-9])(?!\d)")
_LEADING_NUMBER = re.compile(r"^\d{1,2}")
_CARRIED_ON = re.compile(r"\(\s*ต่อ\s*\)|^ต่อ\s*$|\(\s*ต่อเนื่อง\s*\)")
_PART_ONE = re.compile(r"ส่วนที่1(?!\d)|eitpublic|eit1(?!\d)")
_PART_TWO = re.compile(r"ส่วนที่2(?!\d)|eitsurvey|eit2(?!\d)")
NO_TOOL = "มาตรการอื่น"
"""Heads what is about no tool: the section above ends there."""
_MOST_SLIPS = 2
_PREFIXES = ("ตัวชี้วัดที่", "ตัวชี้วัด", "ด้าน", "ประเด็น")


@dataclass(frozen=True, slots=True)
class Subject:
    """A tool, part and indicator, as far as a text says them."""

    tool: str | None = None
    part: Part | None = None
    indicator: int | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether the text says none of them."""
        return self.tool is None and self.part is None and self.indicator is None

    def within(self, outer: Subject) -> Subject:
        """This subject, with what it leaves open taken from the section around it; a new tool opens a new section."""
        if self.tool and self.tool != outer.tool:
            return self
        if self.part and self.part != outer.part:
            return Subject(self.tool or outer.tool, self.part, self.indicator)
        return Subject(outer.tool or self.tool, self.part or outer.part, self.indicator or outer.indicator)


@cache
def indicator_names() -> tuple[tuple[str, int], ...]:
    """Every name that any year gave an indicator, as keys, the longest first. Shape: (key, number)."""
    names = {
        (thai.key(name), each.number)
        for year in framework.YEARS
        for each in framework.outline(year).indicators
        for name in each.names
    }
    return tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair)))


@cache
def tool_of(indicator: int) -> str:
    """The tool that an indicator belongs to."""
    return next(each.tool for each in framework.outline(framework.YEARS[-1]).indicators if each.number == indicator)


def without_carried_on(text: str) -> str:
    """The text without the remark that it carries on (ต่อ)."""
    return _CARRIED_ON.sub("", text).strip()


def is_carried_on(text: str) -> bool:
    """Whether a text says that it carries on what stood before."""
    return bool(_CARRIED_ON.search(text))


@lru_cache(maxsize=4096)
def named_indicator(text: str) -> int | None:
    """The indicator that a whole text names, numbered, abbreviated or slightly misspelt; None when it says more."""
    name = _LEADING_NUMBER.sub("", thai.key(without_carried_on(text)))
    for prefix in _PREFIXES:
        name = _LEADING_NUMBER.sub("", name.removeprefix(prefix))
    exact = next((number for known, number in indicator_names() if name == known), None)
    return exact or _nearly_named(name)


def _nearly_named(name: str) -> int | None:
    if len(name) < 8:
        return None
    bare = _bare(name)
    near = {
        number
        for known, number in indicator_names()
        if _bare(known) == bare or (abs(len(known) - len(name)) <= _MOST_SLIPS and thai.is_misspelling(name, known))
    }
    return near.pop() if len(near) == 1 else None


def _bare(name: str) -> str:
    return name.removeprefix("การ").replace("ของทาง", "ของ").replace("คอร์รัปชัน", "การทุจริต")


def indicator_in(text: str) -> int | None:
    """The indicator that a text speaks of: by its number, or by the first of the names it contains."""
    key = _without_tool_words(thai.key(text))
    if found := _INDICATOR_NUMBER.search(key):
        return int(found[1])
    whole = named_indicator(text)
    if whole:
        return whole
    places = [(key.find(name), -len(name), number) for name, number in indicator_names() if name in key]
    return min(places)[2] if places else None


def indicators_in(text: str) -> set[int]:
    """All indicators that a text names, by number or by name."""
    key = _without_tool_words(thai.key(text))
    found = {int(each) for each in _INDICATOR_NUMBER.findall(key)}
    for name, number in indicator_names():
        if name in key:
            found.add(number)
            key = key.replace(name, " ")
    return found


def _without_tool_words(key: str) -> str:
    """The key without the names of tools: one of them begins with the name of an indicator."""
    for words in _TOOL_WORDS:
        key = key.replace(words, " ")
    return key


def tools_in(text: str) -> set[str]:
    """All tools that a text names, by letters or by their Thai names."""
    key = thai.key(text)
    letters = {each.upper() for each in _TOOL.findall(thai.normal(text).lower())}
    return letters | {tool for words, tool in _TOOL_WORDS.items() if words in key}


def tool_in(text: str) -> str | None:
    """The one tool that a text names; None when it names none or several."""
    tools = tools_in(text)
    return tools.pop() if len(tools) == 1 else None


def part_in(text: str) -> Part | None:
    """The part of EIT that a text names; None when it names none or both."""
    key = " ".join(thai.key(line) for line in text.split("\n"))
    one, two = _PART_ONE.search(key), _PART_TWO.search(key)
    if bool(one) == bool(two):
        return None
    return "public" if one else "survey"


def subject_of(text: str) -> Subject:
    """What a heading announces; an indicator implies its tool when the heading names none."""
    indicators = indicators_in(text) or ({named} if (named := named_indicator(text)) else set())
    indicator = indicators.pop() if len(indicators) == 1 else None
    tool = tool_in(text) or (tool_of(indicator) if indicator else None)
    return Subject(tool, part_in(text), indicator)


def ends_sections(text: str) -> bool:
    """Whether a heading says that what follows is about no tool."""
    return thai.key(text) == thai.key(NO_TOOL)


def distinct_codes(mentions: list[CodeMention]) -> tuple[str, ...]:
    """The normal codes, each once, in their order."""
    return tuple(dict.fromkeys(each.value for each in mentions))


def beginning_indicator(text: str) -> int | None:
    """The indicator whose name or number a text begins with, before it says more."""
    key = _LEADING_NUMBER.sub("", thai.key(text))
    if found := _INDICATOR_NUMBER.match(key):
        return int(found[1])
    for prefix in _PREFIXES:
        key = _LEADING_NUMBER.sub("", key.removeprefix(prefix))
    return next((number for name, number in indicator_names() if key.startswith(name)), None)
