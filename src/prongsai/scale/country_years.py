"""How the agencies of a made-up country stand in a year, what they do about it, and what that changes next year.

A standing is a function of seed, agency and year: any two years of one seed are years of the same country.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from prongsai.core.framework import YEARS, Framework, load
from prongsai.core.practices import Practice, practices
from prongsai.core.scoring import oit_indicator_score
from prongsai.scale.country_draws import below, mixed, named

WHOLE = 10_000
"""All points there are. Unit: hundredths of a point."""
EFFECTS = {"task-ownership": 200, "fair-assignment": 150, "straight-answers": 300, "fewer-steps": 250}
"""What these practices add to their first indicator from the next year on. Unit: hundredths of a point; a choice."""
REGAINED = {"complaint-statistics": 70, "risk-management-carried-out": 70}
"""Of the items of these practices that an agency loses, how many it has from the next year on. Unit: percent."""
TOOL_SHARES = {"IIT": 70, "EIT": 90, "OIT": 130}
"""How much of what the country loses stands in each tool. Unit: percent of the mean loss; a choice."""
MEASURES_A_YEAR = 4
FRESH = 25
"""Of a hundred items, so many are decided anew each year; the others stay as they were while the agency does."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An agency in a year. Unit: `losses` in hundredths of a point, by indicator.

    `gains` is what the measures of the year before changed, by practice: nothing where they were declared earlier
    too. `measures` are declared for this year, `last` were for the year before, `earlier` before that.
    """

    losses: dict[int, int]
    gains: dict[str, int]
    measures: tuple[str, ...]
    earlier: tuple[str, ...]
    last: tuple[str, ...]


def standing_of(seed: int, fiscal_year: int) -> Standing:
    """Where the agency of this seed stands in a year, from the first year we know onwards."""
    earlier: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    for year in YEARS:
        plain = _plain_losses(seed, year)
        gained = {code: _gain(code, plain) for code in {*earlier, *last}}
        losses = {number: max(0, loss - _sum_for(gained, number)) for number, loss in plain.items()}
        if year == fiscal_year:
            without = {number: max(0, loss - _sum_for(gained, number, earlier)) for number, loss in plain.items()}
            gains = {code: 0 if code in earlier else _share(code, without, losses, gained) for code in last}
            return Standing(losses, gains, _declared(seed, year, losses), earlier, last)
        earlier = tuple(dict.fromkeys((*earlier, *last)))
        last = _declared(seed, year, losses)
    raise KeyError(fiscal_year)


def lost_items(seed: int, framework: Framework, standing: Standing) -> tuple[str, ...]:
    """The codes of the items that an agency does not get in a year."""
    return _lost(seed, framework, standing, {*standing.earlier, *standing.last})


def gain_in_items(seed: int, framework: Framework, standing: Standing, code: str) -> Fraction:
    """What a measure of the year before brought in items. Unit: points of its first indicator."""
    number = _practice(code).indicators[0]
    measures = {*standing.earlier, *standing.last}
    without = measures - ({code} - {*standing.earlier})
    now, then = (
        oit_indicator_score(framework, number, _lost(seed, framework, standing, each)) for each in (measures, without)
    )
    return now - then


def _lost(seed: int, framework: Framework, standing: Standing, measures: set[str]) -> tuple[str, ...]:
    lost = [each for each in framework.items if _is_lost(seed, framework, each.key, each.sub_indicator, standing)]
    regained = {key for code in measures & REGAINED.keys() for key in _practice(code).item_keys}
    return tuple(each.code for each in lost if not (each.key in regained and _is_regained(seed, each.key)))


def _is_lost(seed: int, framework: Framework, key: str, sub_indicator: str, standing: Standing) -> bool:
    number = int(sub_indicator.split(".")[0])
    chance = standing.losses[number] * (50 + below(101, named(key))) // 100
    word = named(key)
    year = framework.fiscal_year if below(100, seed, word, 1) < FRESH else 0
    return below(WHOLE, seed, word, 2, year) < chance


def _is_regained(seed: int, key: str) -> bool:
    return below(100, seed, named(key), 3) < max(REGAINED.values())


@cache
def _level(fiscal_year: int, tool: str) -> int:
    """What the country loses on average in a tool. Source: `national` ``average_score`` of the year or the last."""
    known = [year for year in YEARS if year <= fiscal_year and _average(year) is not None]
    average = _average(known[-1] if known else YEARS[0]) or 0
    return (WHOLE - average) * TOOL_SHARES[tool] // 100


def _average(fiscal_year: int) -> int | None:
    values = [each.value for each in load(fiscal_year).national if each.code == "average_score"]
    return int(values[0].replace(".", "")) if values else None


def _plain_losses(seed: int, fiscal_year: int) -> dict[int, int]:
    """What an agency would lose without any measure: skewed, alike in all it does, and a little other every year."""
    share = mixed(seed, 11) >> 16
    own = 16384 + 147456 * share * share // 2**32  # a quarter to two and a half, one on average, of 2**16
    losses = {}
    for indicator in load(fiscal_year).indicators:
        number = indicator.number
        lasting = 32768 + below(65536, seed, 12, number)
        of_year = 52429 + below(26214, seed, 13, number, fiscal_year)
        losses[number] = min(
            WHOLE, _level(fiscal_year, indicator.tool) * own // 65536 * lasting // 65536 * of_year // 65536
        )
    return losses


def _declared(seed: int, fiscal_year: int, losses: dict[int, int]) -> tuple[str, ...]:
    """The measures an agency declares: more often where it loses more, as agencies do."""
    numbers = tuple(losses)
    weights = [losses[number] + 100 for number in numbers]
    chosen = []
    for place in range(MEASURES_A_YEAR):
        mark = below(sum(weights), seed, 14, fiscal_year, place)
        number = next(number for index, number in enumerate(numbers) if mark < sum(weights[: index + 1]))
        known = _practices_of(number)
        chosen.append(known[below(len(known), seed, 15, fiscal_year, place)].code)
    return tuple(dict.fromkeys(chosen))


@cache
def _practices_of(indicator: int) -> tuple[Practice, ...]:
    return tuple(each for each in practices() if each.indicators[0] == indicator)


@cache
def _practice(code: str) -> Practice:
    return next(each for each in practices() if each.code == code)


def _gain(code: str, plain: dict[int, int]) -> int:
    return min(EFFECTS.get(code, 0), plain[_practice(code).indicators[0]])


def _sum_for(gained: dict[str, int], indicator: int, of: tuple[str, ...] | None = None) -> int:
    codes = gained if of is None else of
    return sum(gained[code] for code in codes if _practice(code).indicators[0] == indicator)


def _share(code: str, without: dict[int, int], losses: dict[int, int], gained: dict[str, int]) -> int:
    """What one measure really changed. At most one practice of an indicator has an effect."""
    number = _practice(code).indicators[0]
    return without[number] - losses[number] if gained[code] else 0
