"""The cheapest honest path to each higher level: what to disclose and what to improve, never what to answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from prongsai.core.diagnosis.explanation import Sentence
from prongsai.core.diagnosis.projection import PARTS, Choice, Projection, item_share, project
from prongsai.core.diagnosis.stakes import Shortfall, likely_lost, shortfalls
from prongsai.core.diagnosis.standing import Standing, standing_of
from prongsai.core.framework import Framework, Indicator, LevelBand, Tool
from prongsai.core.levels import band_of, higher_levels
from prongsai.core.records import Result
from prongsai.core.scoring import FULL, points_of, tool_score, total_score

Raising = Callable[[Standing, Tool, Fraction], tuple[Choice, ...]]
"""A way to raise a survey tool's indicators by so many points of an indicator together."""

MARKS = (Decimal("85.00"), Decimal("95.00"), Decimal("100.00"))
"""What an indicator is raised to in the list of gains: the two bars of the levels, and full marks."""


@dataclass(frozen=True, slots=True)
class Gain:
    """One improvement and the points of the total it gives. Unit: points of the total, exact.

    `action` is what the agency would do: disclose, or work better; never what anyone should answer.
    """

    choice: Choice
    tool: str
    name_th: str
    points: Fraction
    action: Sentence


@dataclass(frozen=True, slots=True)
class Path:
    """A set of improvements that reaches a level, none of which can be left out.

    `certain` is False when parts that are not printed leave the level open.
    """

    choices: tuple[Choice, ...]
    projection: Projection
    certain: bool


@dataclass(frozen=True, slots=True)
class NextLevel:
    """A higher level, what is short of it, and the paths to it, the one with the fewest improvements first.

    `short` is cell to points missing (``total``, ``OIT``, ``EIT2``...).
    """

    level: str
    short: dict[str, Decimal]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the result stands, what each improvement gives, and what is enough for each higher level.

    `lost` are the items (``o13``) or sub-indicators (``9.2``, once an item) reckoned as lost; `shortfalls` what the
    printed OIT indicators alone say of them.
    """

    standing: Standing
    level: str | None
    lost: tuple[str, ...]
    shortfalls: tuple[Shortfall, ...]
    gains: tuple[Gain, ...]
    levels: tuple[NextLevel, ...]


def outlook(framework: Framework, result: Result, lost_items: Collection[str] | None = None) -> Outlook:
    """The cheapest honest path to each higher level.

    `lost_items` are the items the paper names as lost; those it does not name are worked out from the printed OIT
    indicators, as far as these tell.
    """
    standing = standing_of(framework, result)
    verdict = standing.verdict
    band = band_of(framework, result.level)
    level = band.name if band else verdict.level if verdict else None
    lost = likely_lost(framework, result, lost_items)
    above = higher_levels(framework, level) if level else ()
    return Outlook(
        standing=standing,
        level=level,
        lost=lost,
        shortfalls=shortfalls(framework, result),
        gains=tuple(sorted(_gains(standing, lost), key=lambda gain: -gain.points)),
        levels=tuple(_next_level(standing, band, lost) for band in above),
    )


def _gains(standing: Standing, lost: Collection[str]) -> Iterator[Gain]:
    framework = standing.framework
    for code in dict.fromkeys(lost):
        item = framework.item(code)
        sub = framework.sub_indicator(code)
        name = item.title_th if item else sub.name_th if sub else code
        yield Gain(
            Choice(code), "OIT", name, _points_of_item(framework, code), _disclosure(code, name, whole=bool(item))
        )
    for indicator in framework.indicators:
        value = standing.indicators.get(str(indicator.number))
        if value is not None and not indicator.sub_indicators:
            each = points_of(framework, indicator.number) / FULL
            for mark in MARKS:
                if value < mark:
                    choice = Choice(str(indicator.number), mark)
                    points = each * Fraction(mark - value)
                    yield Gain(choice, indicator.tool, indicator.name_th, points, _improvement(indicator, mark))


def _disclosure(code: str, name: str, *, whole: bool) -> Sentence:
    if whole:
        return Sentence(f"เปิดเผย {code} “{name}” ให้ครบทุกองค์ประกอบ", f"Disclose {code} with every element it asks for.")
    return Sentence(
        f"เปิดเผยข้อที่ยังขาดในตัวชี้วัดย่อย {code} “{name}” อีกหนึ่งข้อให้ครบ", f"Disclose one more missing item of {code} in full."
    )


def _improvement(indicator: Indicator, mark: Decimal) -> Sentence:
    return Sentence(
        f"ปรับปรุงงานด้าน “{indicator.name_th}” จนผลประเมินครั้งถัดไปถึง {mark}",
        f"Improve the work behind “{indicator.name_en}” until the next assessment gives {mark}.",
    )


def _points_of_item(framework: Framework, code: str) -> Fraction:
    sub = framework.sub_indicator(code)
    return points_of(framework, code) / len(sub.items) if sub else points_of(framework, code)


def _next_level(standing: Standing, band: LevelBand, lost: tuple[str, ...]) -> NextLevel:
    found: dict[frozenset[Choice], Path] = {}
    for choices in _candidates(standing, band, lost):
        path = _path(standing, band, _pruned(standing, band, choices))
        if path is not None:
            found.setdefault(frozenset(path.choices), path)
    paths = tuple(sorted(found.values(), key=lambda path: len(path.choices)))
    return NextLevel(band.name, _short(standing, band), paths)


def _short(standing: Standing, band: LevelBand) -> dict[str, Decimal]:
    floors = {"total": band.total_min} if standing.total is not None else {}
    if band.each_tool_min is not None:
        floors |= dict.fromkeys((*_whole_tools(standing), *_known_parts(standing)), band.each_tool_min)
    values = {**standing.tools, "total": standing.total or Decimal(0)}
    return {cell: floor - values[cell] for cell, floor in floors.items() if values[cell] < floor}


def _whole_tools(standing: Standing) -> list[str]:
    split = bool(_known_parts(standing))
    return [
        tool.code for tool in standing.framework.tools if tool.code in standing.tools and not (split and tool.parts)
    ]


def _known_parts(standing: Standing) -> list[str]:
    return list(PARTS) if all(part in standing.tools for part in PARTS) else []


def _candidates(standing: Standing, band: LevelBand, lost: tuple[str, ...]) -> Iterator[tuple[Choice, ...]]:
    """Sets of improvements worth trying: few indicators raised far, or the weakest ones all to the same height."""
    for raising in (_one_by_one, _levelled):
        yield from _candidates_raising(standing, band, lost, raising)


def _candidates_raising(
    standing: Standing, band: LevelBand, lost: tuple[str, ...], raising: Raising
) -> Iterator[tuple[Choice, ...]]:
    """What the tools need, then the total by disclosure, by surveys, or by both."""
    needed = _for_tools(standing, band, lost, raising)
    items = tuple(Choice(code) for code in _largest_first(standing.framework, lost))
    enough = bisect_left(
        range(len(items)), True, key=lambda count: _reaches(standing, band, _merged(needed, items[:count]))
    )
    yield _merged(needed, items[:enough])
    yield _merged(needed, _for_total(standing, band, needed, raising))
    everything = _merged(needed, items)
    yield _merged(everything, _for_total(standing, band, everything, raising))


def _for_tools(standing: Standing, band: LevelBand, lost: tuple[str, ...], raising: Raising) -> tuple[Choice, ...]:
    floor = band.each_tool_min
    if floor is None:
        return ()
    choices = tuple(Choice(part, floor) for part in _known_parts(standing) if standing.tools[part] < floor)
    for code in _whole_tools(standing):
        tool = standing.framework.tool(code)
        if standing.tools[code] < floor:
            missing = (Fraction(floor) - _exact(standing, tool)) * len(tool.indicators)
            choices += _disclosed(standing, missing, lost) if code == "OIT" else raising(standing, tool, missing)
    return choices


def _exact(standing: Standing, tool: Tool) -> Fraction:
    """The tool as its indicators give it, or else as printed."""
    mean = tool_score(standing.framework, tool.code, standing.indicators)
    return Fraction(standing.tools[tool.code]) if mean is None else mean


def _disclosed(standing: Standing, missing: Fraction, lost: tuple[str, ...]) -> tuple[Choice, ...]:
    """The fewest lost items that give `missing` points of an indicator together."""
    choices = []
    for code in _largest_first(standing.framework, lost):
        if missing <= 0:
            break
        missing -= item_share(standing.framework, code)
        choices.append(Choice(code))
    return tuple(choices)


def _one_by_one(standing: Standing, tool: Tool, missing: Fraction) -> tuple[Choice, ...]:
    """Raise the weakest indicator, then the next, until they gave `missing` points of an indicator together."""
    choices = []
    for value, code in _weakest_first(standing, tool):
        if missing <= 0:
            break
        to = _ceiled(Fraction(value) + missing)
        choices.append(Choice(code, to))
        missing -= Fraction(to - value)
    return tuple(choices)


def _levelled(standing: Standing, tool: Tool, missing: Fraction) -> tuple[Choice, ...]:
    """Raise the weakest indicators to one height, the lowest that gives `missing` points of an indicator together."""
    weakest = _weakest_first(standing, tool)
    if missing <= 0 or not weakest:
        return ()
    risen, heights = missing, []
    for place, (value, _) in enumerate(weakest, 1):
        risen += Fraction(value)
        heights.append(risen / place)
    height = _ceiled(min(heights))
    return tuple(Choice(code, height) for value, code in weakest if value < height)


def _weakest_first(standing: Standing, tool: Tool) -> list[tuple[Decimal, str]]:
    known = {str(number): standing.indicators.get(str(number)) for number in tool.indicators}
    return sorted((value, code) for code, value in known.items() if value is not None and value < FULL)


def _ceiled(value: Fraction) -> Decimal:
    """The value at two decimals, never below it, at most 100."""
    value = min(value, Fraction(FULL))
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_CEILING)


def _for_total(standing: Standing, band: LevelBand, needed: tuple[Choice, ...], raising: Raising) -> tuple[Choice, ...]:
    """Survey indicators that close what the total still lacks, in the tool where a point counts most first."""
    after = project(standing, needed)
    if after.total is None:
        return ()
    moved = Standing(standing.framework, after.total, after.tools, after.indicators)
    reckoned = total_score(standing.framework, after.tools)
    missing = Fraction(band.total_min) - (Fraction(after.total) if reckoned is None else reckoned)
    choices: tuple[Choice, ...] = ()
    surveys = [
        tool for tool in standing.framework.tools if not standing.framework.indicator(tool.indicators[0]).sub_indicators
    ]
    for tool in sorted(surveys, key=lambda tool: len(tool.indicators)):
        each = Fraction(tool.weight) / len(tool.indicators)
        if missing > 0:
            raised = raising(moved, tool, missing / each)
            missing -= each * sum(
                Fraction(choice.to or 0) - Fraction(after.indicators[choice.code]) for choice in raised
            )
            choices += raised
    return choices


def _largest_first(framework: Framework, lost: tuple[str, ...]) -> list[str]:
    return sorted(lost, key=lambda code: -_points_of_item(framework, code))


def _merged(first: tuple[Choice, ...], second: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Both sets; of two raises of one indicator the higher, of two lists of items (largest first) the longer."""
    raises = {choice.code: choice for choice in sorted((*first, *second), key=lambda each: each.to or 0) if choice.to}
    disclosed = max(([each for each in some if each.to is None] for some in (first, second)), key=len)
    return (*disclosed, *raises.values())


def _pruned(standing: Standing, band: LevelBand, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The set without what it can do without, the last tried first; items that give the same are tried once."""
    kept, needed = list(choices), set()
    for choice in reversed(choices):
        effect = choice if choice.to else _effect(standing.framework, choice)
        without = [*kept[: kept.index(choice)], *kept[kept.index(choice) + 1 :]]
        if effect not in needed and _reaches(standing, band, tuple(without)):
            kept = without
        else:
            needed.add(effect)
    return tuple(kept)


def _effect(framework: Framework, choice: Choice) -> str:
    item = framework.item(choice.code)
    return item.sub_indicator if item else choice.code


def _path(standing: Standing, band: LevelBand, choices: tuple[Choice, ...]) -> Path | None:
    projection = project(standing, choices)
    verdict = projection.verdict
    if verdict is None or not _reaches(standing, band, choices):
        return None
    return Path(choices, projection, certain=verdict.certain)


def _reaches(standing: Standing, band: LevelBand, choices: tuple[Choice, ...]) -> bool:
    """Whether the figures allow the level or a higher one, and nothing known stands in its way."""
    after = project(standing, choices)
    moved = Standing(standing.framework, after.total, after.tools, after.indicators)
    return after.total is not None and not _short(moved, band)
