"""The level a result is given, what holds it down, and what a printed level says of a part nobody printed.

Up to FY 2565 a letter by the total; from FY 2566 a pass level by the total and by every tool compared, EIT by its
two parts. Source: `level_rule`, `level_band` and the EIT `part_combination` (inferred) of each framework.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from prongsai.core.framework import Framework, LevelBand
from prongsai.core.records import Result
from prongsai.core.scoring import FULL, round_points, tool_score, total_score

AGREE = Decimal("0.01")
"""How far a tool may stand from the mean of its indicators, all printed at two decimals, and still agree."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value a tool compared can have, from what is printed. Unit: points."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class LevelVerdict:
    """What level the figures give.

    `level` is the level, or the highest one possible when not `certain`; `candidates` all possible ones, highest
    first. `held_by` names what is below the next higher level: ``total`` or tools (``EIT2``; ``EIT`` when only some
    part of it is known to be). `missing` are the tools compared that are not printed.
    """

    level: str
    certain: bool
    candidates: tuple[str, ...]
    held_by: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImpliedPart:
    """What the printed figures and level say of an EIT part that is not printed (or printed as the whole).

    With `printed_part` the printed EIT is really that part, and the other one, `part`, must be `value`. Without it
    the EIT is right and one part must be below `below`, so the other above `other_above`. `explains_level` tells
    whether the printed level follows. Rests on the inferred rule EIT = (EIT1 + EIT2) / 2.
    """

    part: str
    level: str | None
    explains_level: bool
    printed_part: str | None = None
    value: Decimal | None = None
    tool_mean: Decimal | None = None
    below: Decimal | None = None
    other_above: Decimal | None = None


def band_of(framework: Framework, level: str | None) -> LevelBand | None:
    """The level of this name, or None when the year has no such level."""
    return next((band for band in framework.levels if band.name == (level or "").strip()), None)


def higher_levels(framework: Framework, level: str) -> tuple[LevelBand, ...]:
    """The levels above one, the nearest first; empty for the highest and for a name the year does not know."""
    names = [band.name for band in framework.levels]
    above = framework.levels[: names.index(level)] if level in names else ()
    return tuple(reversed(above))


def level_of(framework: Framework, total: Decimal, tools: Mapping[str, Decimal]) -> LevelVerdict:
    """The level of a total and its tools, saying so when a part that is not printed leaves it open.

    Shape: `tools` is keyed IIT, EIT, OIT and, where known, EIT1, EIT2; missing ones may be left out.
    """
    bounds = tool_bounds(framework, tools)
    lowest = min((each.low for each in bounds.values()), default=Decimal(FULL))
    highest = min((each.high for each in bounds.values()), default=Decimal(FULL))
    top, bottom = _place(framework, total, highest), _place(framework, total, lowest)
    candidates = tuple(band.name for band in framework.levels[top : bottom + 1])
    return LevelVerdict(
        level=candidates[0],
        certain=len(candidates) == 1,
        candidates=candidates,
        held_by=_held_by(framework, top, total, bounds),
        missing=tuple(tool for tool in framework.level_rule.tools_compared if tool not in tools),
    )


def tool_bounds(framework: Framework, tools: Mapping[str, Decimal]) -> dict[str, Bounds]:
    """The bounds of each tool the level rule compares; empty when the level goes by the total alone.

    While neither part of EIT is printed, ``EIT`` stands for the lower of the two.
    """
    compared = framework.level_rule.tools_compared
    whole = {tool: _known_or_open(tools.get(tool)) for tool in compared if tool not in ("EIT1", "EIT2")}
    return whole | (_part_bounds(tools) if "EIT1" in compared else {})


def _known_or_open(value: Decimal | None) -> Bounds:
    return Bounds(Decimal(0), Decimal(FULL)) if value is None else Bounds(value, value)


def _part_bounds(tools: Mapping[str, Decimal]) -> dict[str, Bounds]:
    whole = tools.get("EIT")
    printed = {part: Bounds(tools[part], tools[part]) for part in ("EIT1", "EIT2") if part in tools}
    if len(printed) == 2:
        return printed
    if whole is None:
        return printed | {part: _known_or_open(None) for part in ("EIT1", "EIT2") if part not in printed}
    if not printed:
        return {"EIT": Bounds(max(2 * whole - FULL, Decimal(0)), whole)}
    (part,) = printed
    other = max(Decimal(0), min(Decimal(FULL), 2 * whole - tools[part]))
    return printed | {"EIT2" if part == "EIT1" else "EIT1": Bounds(other, other)}


def _place(framework: Framework, total: Decimal, lowest: Decimal) -> int:
    """The index of the level of a total and the lowest tool compared."""
    return next(
        index
        for index, band in enumerate(framework.levels)
        if total >= band.total_min and (band.each_tool_min is None or lowest >= band.each_tool_min)
    )


def _held_by(framework: Framework, place: int, total: Decimal, bounds: Mapping[str, Bounds]) -> tuple[str, ...]:
    if place == 0:
        return ()
    above = framework.levels[place - 1]
    floor = above.each_tool_min or Decimal(0)
    low_tools = tuple(tool for tool, each in bounds.items() if each.high < floor)
    return (("total",) if total < above.total_min else ()) + low_tools


def implied_part(framework: Framework, result: Result) -> ImpliedPart | None:
    """What the EIT part that is not printed must be, or None when the figures imply nothing."""
    printed = result.tools.get("EIT")
    if printed is None or "EIT1" not in framework.level_rule.tools_compared or "EIT2" in result.tools:
        return None
    whole = _whole_eit(framework, result)
    if whole is not None and abs(Fraction(printed) - whole.value) > whole.slack:
        return _printed_is_a_part(framework, result, printed, whole.value)
    return _part_below(framework, result, printed)


class _Whole(NamedTuple):
    value: Fraction
    slack: Fraction


def _whole_eit(framework: Framework, result: Result) -> _Whole | None:
    """EIT as its indicators give it, or else as the total and the other tools do."""
    mean = tool_score(framework, "EIT", result.indicators)
    if mean is not None:
        return _Whole(mean, Fraction(AGREE))
    weight = Fraction(framework.tool("EIT").weight)
    rest = total_score(framework, {**result.tools, "EIT": 0})
    if result.total is None or rest is None:
        return None
    return _Whole((Fraction(result.total) - rest) / weight, Fraction(AGREE) / weight)


def _printed_is_a_part(framework: Framework, result: Result, printed: Decimal, whole: Fraction) -> ImpliedPart | None:
    other = round_points(2 * whole - Fraction(printed))
    if not 0 <= other <= FULL:
        return None
    tools = {**result.tools, "EIT": round_points(whole), "EIT1": printed, "EIT2": other}
    explains = (
        result.total is not None
        and result.level is not None
        and level_of(framework, result.total, tools).candidates == (result.level,)
    )
    return ImpliedPart("EIT2", result.level, explains, "EIT1", other, tools["EIT"])


def _part_below(framework: Framework, result: Result, printed: Decimal) -> ImpliedPart | None:
    """The bound a level sets on a part when no printed tool accounts for the level."""
    if result.total is None or result.level is None:
        return None
    verdict = level_of(framework, result.total, result.tools)
    if verdict.certain or result.level not in verdict.candidates[1:]:
        return None
    below = higher_levels(framework, result.level)[0].each_tool_min
    if below is None:
        return None
    return ImpliedPart(
        "EIT1 | EIT2", result.level, True, tool_mean=printed, below=below, other_above=2 * printed - below
    )
