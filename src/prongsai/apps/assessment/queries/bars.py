"""Where everything of the chart of indicators stands: bars in tool groups, last year's thinner ones, two thresholds.

Across, the chart is in percent of its own width, so that bars stretch with the screen while the letters keep
their size; down, it is in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

THRESHOLDS = (85, 95)
AXIS_HEIGHT, GROUP_HEIGHT, ROW_HEIGHT = 26, 40, 58


@dataclass(frozen=True, slots=True)
class Bar:
    """One score as a bar. Unit: points 0-100, which are percent of the width; `top` in pixels."""

    cell: str
    label: str
    value: Decimal | None
    before: Decimal | None
    top: int

    @property
    def text_y(self) -> int:
        """Baseline of the words over the bar. Unit: pixels."""
        return self.top + 20

    @property
    def bar_y(self) -> int:
        """Upper edge of this year's bar. Unit: pixels."""
        return self.top + 28

    @property
    def before_y(self) -> int:
        """Upper edge of last year's bar. Unit: pixels."""
        return self.top + 44

    @property
    def band(self) -> str:
        """How the value stands to the two thresholds, as a word for the style sheet."""
        if self.value is None:
            return "none"
        low, high = THRESHOLDS
        return "low" if self.value < low else "middle" if self.value < high else "high"


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one tool under the tool's own name and score."""

    cell: str
    label: str
    value: Decimal | None
    before: Decimal | None
    top: int
    bars: tuple[Bar, ...]

    @property
    def text_y(self) -> int:
        """Baseline of the tool's name. Unit: pixels."""
        return self.top + 28


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole chart; `height` in pixels."""

    groups: tuple[Group, ...]
    height: int
    thresholds: tuple[int, ...] = THRESHOLDS


def chart(
    tools: Iterable[tuple[str, str, Iterable[tuple[str, str]]]],
    now: Mapping[str, Decimal],
    before: Mapping[str, Decimal],
) -> Chart:
    """Lay out the chart of one sheet against last year's.

    Shape: `tools` are (cell, label, indicators), `indicators` (cell, label); `now` and `before` are keyed by cell.
    Unit: points 0-100.
    """
    top, groups = AXIS_HEIGHT, []
    for cell, label, indicators in tools:
        bars = tuple(
            Bar(each, words, now.get(each), before.get(each), top + GROUP_HEIGHT + place * ROW_HEIGHT)
            for place, (each, words) in enumerate(indicators)
        )
        groups.append(Group(cell, label, now.get(cell), before.get(cell), top, bars))
        top += GROUP_HEIGHT + len(bars) * ROW_HEIGHT
    return Chart(tuple(groups), top)
