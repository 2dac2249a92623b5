"""The total of every agency, its level, and what holds that down, on the figures as printed.

Held to `prongsai.core.levels.level_of`, which says the same of one agency; here whole hundredths are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import lcm
from typing import NamedTuple

from prongsai.core.framework import Framework
from prongsai.core.nation.columns import Printed, Ratios, weighted_mean


class Levels(NamedTuple):
    """Shape: two columns as long as the agencies; None without a level. `held_by` is ``"total EIT2"``, ``""``."""

    names: list[str | None]
    held_by: list[str | None]


def totals(framework: Framework, tools: Mapping[str, Ratios]) -> Ratios:
    """The total: the tools by weight; none where one is missing. Source: scoring_rule ``total`` (confirmed)."""
    ratios = [tool.weight.as_integer_ratio() for tool in framework.tools]
    whole = lcm(*(down for _, down in ratios))
    return weighted_mean(
        [tools[tool.code].numerators for tool in framework.tools],
        [tools[tool.code].denominators for tool in framework.tools],
        [up * (whole // down) for up, down in ratios],
        whole,
    )


class _Band(NamedTuple):
    name: str
    total: int
    each_tool: int | None


def levels(framework: Framework, total: Sequence[Printed], tools: Mapping[str, Sequence[Printed]]) -> Levels:
    """The level of every agency. Shape: `tools` has every tool the level rule compares, parts under their codes."""
    bands = [
        _Band(
            band.name, int(band.total_min * 100), None if band.each_tool_min is None else int(band.each_tool_min * 100)
        )
        for band in framework.levels
    ]
    parts = {part.code for tool in framework.tools for part in tool.parts}
    compared = sorted(framework.level_rule.tools_compared, key=parts.__contains__)  # parts last, as one agency is told
    rows = zip(*(tools[code] for code in compared), strict=True) if compared else ((),) * len(total)
    names: list[str | None] = []
    held: list[str | None] = []
    for figure, row in zip(total, rows, strict=True):
        known = [each for each in row if each is not None]
        if figure is None or len(known) < len(row):
            names.append(None)
            held.append(None)
            continue
        place = _place(bands, figure, min(known, default=100_00))
        names.append(bands[place].name)
        held.append(_held_by(bands, place, figure, compared, known))
    return Levels(names, held)


def _place(bands: Sequence[_Band], total: int, lowest: int) -> int:
    for place, (_, least, each_tool) in enumerate(bands):
        if total >= least and (each_tool is None or lowest >= each_tool):
            return place
    raise ValueError("the lowest level of a year is for every total")


def _held_by(bands: Sequence[_Band], place: int, total: int, compared: Sequence[str], tools: Sequence[int]) -> str:
    if place == 0:
        return ""
    _, least, each_tool = bands[place - 1]
    floor = each_tool or 0
    low = [code for code, value in zip(compared, tools, strict=True) if value < floor]
    return " ".join(["total", *low] if total < least else low)
