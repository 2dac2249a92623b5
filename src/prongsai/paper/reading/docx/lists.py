"""Automatic numbering: the labels ("1.", "๑)", "ก.") that Word draws and the text does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from prongsai.paper.reading.counting import BULLET, counted
from prongsai.paper.reading.docx.marks import child, local, number, value
from prongsai.paper.reading.docx.styles import Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is drawn."""

    form: str
    pattern: str
    start: int


class Lists:
    """The running numbers of a paper's lists. Ask for labels in the order of the page."""

    def __init__(self, numbering: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for each in numbering if numbering is not None else ():
            self._learn(each)

    def _learn(self, element: Any) -> None:
        if local(element) == "abstractNum":
            levels = (each for each in element if local(each) == "lvl")
            self._levels[value(element, "abstractNumId") or ""] = {
                number(each, "ilvl"): _level(each) for each in levels
            }
        elif local(element) == "num":
            self._learn_instance(element)

    def _learn_instance(self, element: Any) -> None:
        instance = value(element, "numId") or ""
        self._abstract_of[instance] = value(child(element, "abstractNumId")) or ""
        for override in (each for each in element if local(each) == "lvlOverride"):
            start = child(override, "startOverride")
            if start is not None:
                self._overrides[instance, number(override, "ilvl")] = number(start)

    def label(self, properties: Any | None) -> str:
        """The label of the next paragraph with these properties, and a space; empty where it has none."""
        instance, depth = self._styles.list_of(properties)
        abstract = self._abstract_of.get(instance or "", "")
        levels = self._levels.get(abstract, {})
        if instance is None or depth not in levels:
            return ""
        self._advance(instance, abstract, depth, levels[depth])
        label = self._drawn(abstract, levels, levels[depth])
        return f"{label} " if label else ""

    def _advance(self, instance: str, abstract: str, depth: int, level: _Level) -> None:
        override = self._overrides.pop((instance, depth), None)
        before = self._counts.get((abstract, depth), level.start - 1)
        self._counts[abstract, depth] = (before if override is None else override - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            self._counts.pop((abstract, deeper), None)

    def _drawn(self, abstract: str, levels: dict[int, _Level], level: _Level) -> str:
        if level.form == "bullet":
            return BULLET
        if level.form == "none":
            return ""

        def filled(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            inner = levels.get(depth, level)
            return counted(self._counts.get((abstract, depth), inner.start), inner.form)

        return _PLACEHOLDER.sub(filled, level.pattern).strip()


def _level(element: Any) -> _Level:
    form = value(child(element, "numFmt")) or "decimal"
    pattern = value(child(element, "lvlText")) or ""
    return _Level(form, pattern, number(child(element, "start"), otherwise=1))
