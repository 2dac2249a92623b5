"""Where a result stands: its figures once what is surely wrong is repaired and what follows is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from prongsai.core.framework import Framework
from prongsai.core.levels import LevelVerdict, implied_part, level_of
from prongsai.core.reconcile import Repair, reconcile
from prongsai.core.records import Result
from prongsai.core.scoring import round_points, tool_score, total_score


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures to reckon with. Unit: points.

    `tools` holds IIT, EIT, OIT and the EIT parts where printed or implied; `repaired` are the printed figures that
    were replaced because every explanation of the sheet holds them wrong.
    """

    framework: Framework
    total: Decimal | None
    tools: dict[str, Decimal]
    indicators: dict[str, Decimal]
    repaired: tuple[Repair, ...] = ()

    @property
    def verdict(self) -> LevelVerdict | None:
        """The level these figures give; None without a total."""
        return None if self.total is None else level_of(self.framework, self.total, self.tools)


def standing_of(framework: Framework, result: Result) -> Standing:
    """The standing of a printed result."""
    repairs = reconcile(result, framework).named
    implied = implied_part(framework, result)
    tools, indicators = _printed(result.tools), _printed(result.indicators)
    total = None if result.total is None else round_points(result.total)
    for repair in repairs:
        if isinstance(repair.value, Decimal):
            if repair.cell == "total":
                total = repair.value
            else:
                (indicators if repair.cell.isdecimal() else tools)[repair.cell] = repair.value
    for tool in framework.tools:
        mean = tool_score(framework, tool.code, indicators)
        if tool.code not in tools and mean is not None:
            tools[tool.code] = round_points(mean)
    if implied is not None and implied.printed_part and implied.value is not None and implied.tool_mean is not None:
        tools |= {
            "EIT": implied.tool_mean,
            implied.printed_part: round_points(result.tools["EIT"]),
            implied.part: implied.value,
        }
    return completed(Standing(framework, total, tools, indicators, repairs))


def _printed(figures: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {cell: round_points(value) for cell, value in figures.items()}


def completed(standing: Standing) -> Standing:
    """The standing with its total worked out where it is missing and every tool is there."""
    if standing.total is not None:
        return standing
    total = total_score(standing.framework, standing.tools)
    return standing if total is None else replace(standing, total=round_points(total))
