"""The total of every agency, its level, and what holds that down, on the figures as printed.

Held to `prongsai.core.levels.level_of`, which says the same of one agency; here whole hundredths are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from math import lcm
from typing import NamedTuple

import numpy as np

from prongsai.core.framework import Framework
from prongsai.core.nation.columns import NONE, TOP, Exact, Printed, weighted_mean


class Levels(NamedTuple):
    """Shape: two columns as long as the agencies; None without a level. `held_by` is ``"total EIT2"``, ``""``."""

    names: list[str | None]
    held_by: list[str | None]


def totals(framework: Framework, tools: Mapping[str, Exact]) -> Exact:
    """The total: the tools by weight; none where one is missing. Source: scoring_rule ``total`` (confirmed)."""
    ratios = [tool.weight.as_integer_ratio() for tool in framework.tools]
    whole = lcm(*(down for _, down in ratios))
    weights = [up * (whole // down) for up, down in ratios]
    return weighted_mean([tools[tool.code] for tool in framework.tools], weights, whole)


def levels(framework: Framework, total: Printed, tools: Mapping[str, Printed]) -> Levels:
    """The level of every agency. Shape: `tools` has every tool the level rule compares, parts under their codes.

    Raises: ValueError for a year whose lowest level is not for every total.
    """
    parts = {part.code for tool in framework.tools for part in tool.parts}
    compared = sorted(framework.level_rule.tools_compared, key=parts.__contains__)  # parts last, as one agency is told
    figures = np.stack([total, *(tools[code] for code in compared)])
    asked = np.array([(int(100 * band.total_min), int(100 * (band.each_tool_min or 0))) for band in framework.levels])
    reached = (total >= asked[:, :1]) & (figures[1:].min(axis=0, initial=TOP) >= asked[:, 1:])
    known = (figures != NONE).all(axis=0)
    if not (reached.any(axis=0) | ~known).all():
        raise ValueError("the lowest level of a year is for every total")
    place = reached.argmax(axis=0)
    of_total, of_tools = asked[place - 1].T  # what the next level asks for; above the highest there is none
    short = (figures < np.stack([of_total, *[of_tools] * len(compared)])) & (place > 0)
    names, words = [band.name for band in framework.levels], ["total", *compared]
    rows = zip(*short.tolist(), strict=True)
    return Levels(
        [names[at] if each else None for at, each in zip(place.tolist(), known.tolist(), strict=True)],
        [" ".join(compress(words, row)) if each else None for row, each in zip(rows, known.tolist(), strict=True)],
    )
