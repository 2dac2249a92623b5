"""What moved between two years of the country: scores, levels, who came and who went; and what of it is only noise.

Indicators keep their numbers over the years, so they compare by number; items do not, see `prongsai.core.nation.lost`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import TypeVar

from prongsai.core.framework import Framework

Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class Score:
    """A score and its 95 % interval; None where nothing was sampled (OIT), so that every change counts.

    Unit: hundredths of a point.
    """

    points: int
    low: int | None = None
    high: int | None = None

    def holds(self, points: int) -> bool:
        """Whether a value lies inside the interval; only the score itself where there is none."""
        low = self.points if self.low is None else self.low
        high = self.points if self.high is None else self.high
        return low <= points <= high


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one agency stands in one year. Shape: `tools` is keyed by code, `indicators` by number."""

    code: str
    kind: str
    province: str
    level: str
    total: Score | None
    tools: Mapping[str, Score]
    indicators: Mapping[int, Score]


@dataclass(frozen=True, slots=True)
class Change:
    """A score in both years. `is_noise` tells that each value lies inside the interval of the other.

    Unit: hundredths of a point.
    """

    before: int
    after: int
    is_noise: bool

    @property
    def points(self) -> int:
        """How far it moved; above nothing is up. Unit: hundredths of a point."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Moved:
    """One agency of both years. `steps` is how many levels it went up, None where the levels do not compare."""

    before: Standing
    after: Standing
    total: Change | None
    tools: dict[str, Change]
    indicators: dict[int, Change]
    steps: int | None


@dataclass(frozen=True, slots=True)
class Movement:
    """All that moved. `is_one_system` tells whether both years know the same levels; else none goes up or down.

    Shape: every list is in the order of codes; `entered` were not there the year before, `left` are gone.
    """

    is_one_system: bool
    moved: tuple[Moved, ...]
    entered: tuple[Standing, ...]
    left: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Tide:
    """How a group of agencies moved, over those with a total in both years (`compared`).

    `noise` of them moved inside both intervals; `up` and `down` went to another level, None where these do not compare.
    Unit: `before` and `after` are the mean totals in hundredths of a point, rounded half up; counts are agencies.
    """

    name: str
    compared: int
    before: int | None
    after: int | None
    higher: int
    lower: int
    noise: int
    up: int | None
    down: int | None
    entered: int
    left: int


def movement(
    frameworks: tuple[Framework, Framework], before: Iterable[Standing], after: Iterable[Standing]
) -> Movement:
    """What moved from the first year to the second; `frameworks` are those of the two years.

    Levels compare where both years have the same names in the same order with the same least totals.
    """
    is_one = is_one_system(*frameworks)
    places = {band.name: place for place, band in enumerate(reversed(frameworks[1].levels))} if is_one else {}
    old = {each.code: each for each in before}
    new = {each.code: each for each in after}
    both = sorted(old.keys() & new.keys())
    return Movement(
        is_one_system=is_one,
        moved=tuple(_moved(old[code], new[code], places) for code in both),
        entered=tuple(new[code] for code in sorted(new.keys() - old.keys())),
        left=tuple(old[code] for code in sorted(old.keys() - new.keys())),
    )


def total_score_of(framework: Framework, points: int, tools: Mapping[str, Score]) -> Score:
    """A total with the interval that those of its tools give it: their distances by weight, squared, added, rooted.

    Tools err by themselves. Unit: hundredths of a point, as the tools; the interval is rounded outwards.
    """
    known = [(each.weight, tools[each.code]) for each in framework.tools if each.code in tools]
    below = [(int(weight * 10000), score.points - score.low) for weight, score in known if score.low is not None]
    above = [(int(weight * 10000), score.high - score.points) for weight, score in known if score.high is not None]
    if not below or not above:
        return Score(points)
    return Score(points, max(0, points - _far(below)), min(10000, points + _far(above)))


def tides(movement: Movement, name_of: Callable[[Standing], str]) -> tuple[Tide, ...]:
    """How each group moved, by name; an agency counts where it stands last, so one that left where it stood."""
    groups: dict[str, list[Moved]] = defaultdict(list)
    for each in movement.moved:
        groups[name_of(each.after)].append(each)
    entered = _counts(name_of(each) for each in movement.entered)
    left = _counts(name_of(each) for each in movement.left)
    return tuple(
        _tide(name, groups.get(name, []), movement.is_one_system, entered.get(name, 0), left.get(name, 0))
        for name in sorted(groups.keys() | entered.keys() | left.keys())
    )


def is_one_system(before: Framework, after: Framework) -> bool:
    """Whether two years know the same levels: the same names in the same order, with the same least points."""
    ladders = [[(band.name, band.total_min, band.each_tool_min) for band in each.levels] for each in (before, after)]
    return ladders[0] == ladders[1]


def _moved(before: Standing, after: Standing, places: Mapping[str, int]) -> Moved:
    steps = None
    if before.level in places and after.level in places:
        steps = places[after.level] - places[before.level]
    return Moved(
        before,
        after,
        _change(before.total, after.total),
        _changes(before.tools, after.tools),
        _changes(before.indicators, after.indicators),
        steps,
    )


def _changes(before: Mapping[Key, Score], after: Mapping[Key, Score]) -> dict[Key, Change]:
    pairs = ((key, _change(before[key], score)) for key, score in after.items() if key in before)
    return {key: change for key, change in pairs if change}


def _change(before: Score | None, after: Score | None) -> Change | None:
    if before is None or after is None:
        return None
    is_noise = before.points != after.points and before.holds(after.points) and after.holds(before.points)
    return Change(before.points, after.points, is_noise)


def _far(sides: Sequence[tuple[int, int]]) -> int:
    square = sum((weight * far) ** 2 for weight, far in sides)
    root = isqrt(square)
    return -(-(root + (root * root < square)) // 10000)


def _counts(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        counts[name] += 1
    return counts


def _tide(name: str, moved: Sequence[Moved], is_one: bool, entered: int, left: int) -> Tide:
    changes = [each.total for each in moved if each.total]
    steps = [each.steps for each in moved if each.steps is not None]
    return Tide(
        name=name,
        compared=len(changes),
        before=_mean(each.before for each in changes),
        after=_mean(each.after for each in changes),
        higher=sum(each.points > 0 for each in changes),
        lower=sum(each.points < 0 for each in changes),
        noise=sum(each.is_noise for each in changes),
        up=sum(each > 0 for each in steps) if is_one else None,
        down=sum(each < 0 for each in steps) if is_one else None,
        entered=entered,
        left=left,
    )


def _mean(values: Iterable[int]) -> int | None:
    known = list(values)
    return (2 * sum(known) + len(known)) // (2 * len(known)) if known else None
