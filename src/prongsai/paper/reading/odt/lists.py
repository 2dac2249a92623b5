"""Labels of list items, drawn by the list's style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prongsai.paper.reading.counting import BULLET, counted
from prongsai.paper.reading.odt.marks import count, local, value

_MOST_LEVELS = 10
_MOST_START = 10_000
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
          "๑": "thaiNumbers", "ก": "thaiLetters"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    prefix: str
    suffix: str
    start: int
    shown: int


class Lists:
    """The running numbers of a paper's lists, by style name. Ask for labels in the order of the page."""

    def __init__(self, *sources: Any | None) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for root in sources:
            for style in root.iter("{*}list-style") if root is not None else ():
                self._learn(style)

    def _learn(self, style: Any) -> None:
        for level in style:
            if local(level).startswith("list-level-style"):
                self._levels[value(style, "name") or "", count(level, "level", _MOST_LEVELS)] = _level(level)

    def begin(self, style: str, depth: int) -> None:
        """A list begins anew at a depth (from 1)."""
        self._counts.pop((style, depth), None)

    def label(self, style: str, depth: int, start: int | None) -> str:
        """The label of the next item, and a space; empty where the list draws none."""
        level = self._levels.get((style, depth))
        if level is None:
            return ""
        before = self._counts.get((style, depth), level.start - 1)
        self._counts[style, depth] = before + 1 if start is None else start
        if level.form == "bullet":
            return f"{BULLET} "
        numbers = (self._shown(style, each) for each in range(depth - level.shown + 1, depth + 1))
        label = level.prefix + ".".join(filter(None, numbers)) + level.suffix
        return f"{label.strip()} " if level.form else ""

    def _shown(self, style: str, depth: int) -> str:
        level = self._levels.get((style, depth))
        if level is None or level.form in ("", "bullet"):
            return ""
        return counted(self._counts.get((style, depth), level.start), level.form)


def _level(element: Any) -> _Level:
    if local(element) != "list-level-style-number":
        return _Level("bullet", "", "", 1, 1)
    form = _FORMS.get((value(element, "num-format") or "")[:1], "")
    prefix, suffix = value(element, "num-prefix") or "", value(element, "num-suffix") or ""
    start = count(element, "start-value", _MOST_START)
    return _Level(form, prefix, suffix, start, count(element, "display-levels", _MOST_LEVELS))
