"""What a set of improvements would make of the total, the tools and the level, with the arithmetic to redo by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from prongsai.core.diagnosis.explanation import Sentence
from prongsai.core.diagnosis.standing import Standing, standing_of
from prongsai.core.errors import Problem
from prongsai.core.framework import Framework, SubIndicator, Tool
from prongsai.core.levels import LevelVerdict
from prongsai.core.records import Result
from prongsai.core.scoring import FULL, round_points, tool_score, total_score

PARTS = ("EIT1", "EIT2")


@dataclass(frozen=True, slots=True)
class Choice:
    """One improvement to reckon with.

    `code` is an OIT item (``o13``: disclosed in full), a sub-indicator (``9.2``: one more item of it), a survey
    indicator (``7``: raised to `to`) or a part of EIT (``EIT2``: raised to `to`).
    """

    code: str
    to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """The result as it would be. `lines` is the arithmetic, each line made of figures as printed."""

    total: Decimal | None
    tools: dict[str, Decimal]
    indicators: dict[str, Decimal]
    verdict: LevelVerdict | None
    lines: tuple[Sentence, ...]


def apply(framework: Framework, result: Result, chosen: Collection[Choice]) -> Projection:
    """The result once the chosen improvements are made.

    Every step is rounded as it would be printed, so that each line can be redone from the one before; the last digit
    can differ by one from a reckoning with unrounded figures. Raises: Problem for a code the year does not have.
    """
    return project(standing_of(framework, result), chosen)


def project(standing: Standing, chosen: Collection[Choice]) -> Projection:
    """`apply`, from a standing already worked out."""
    lines: list[Sentence] = []
    figures = replace(standing, tools=dict(standing.tools), indicators=dict(standing.indicators))
    raised = _raise_indicators(figures, chosen, lines)
    for tool in standing.framework.tools:
        if raised.get(tool.code):
            _raise_tool(figures, tool, raised[tool.code], lines)
    _raise_parts(figures, chosen, lines)
    figures = _new_total(figures, lines) if chosen else figures
    return Projection(
        figures.total, figures.tools, figures.indicators, figures.verdict, (*lines, *_level_line(figures))
    )


def _raise_indicators(figures: Standing, chosen: Iterable[Choice], lines: list[Sentence]) -> dict[str, Fraction]:
    """Raise the indicators chosen, and return by tool the sum of what its indicators rose."""
    raised: dict[str, Fraction] = {}
    for number, steps in _by_indicator(figures.framework, chosen).items():
        before = figures.indicators.get(str(number))
        gain = sum((_rise(figures, number, each) for each in steps), Fraction(0))
        if before is not None:
            after = round_points(min(Fraction(before) + gain, Fraction(FULL)))
            figures.indicators[str(number)] = after
            gain = Fraction(after - before)
            lines.append(_indicator_line(figures.framework, number, before, after, steps))
        tool = figures.framework.tool_of(number).code
        raised[tool] = raised.get(tool, Fraction(0)) + gain
    return raised


def _by_indicator(framework: Framework, chosen: Iterable[Choice]) -> dict[int, list[Choice]]:
    grouped: dict[int, list[Choice]] = {}
    for choice in chosen:
        if choice.code.upper() not in PARTS:
            grouped.setdefault(_indicator_of(framework, choice.code), []).append(choice)
    return grouped


def _indicator_of(framework: Framework, code: str) -> int:
    if sub := _sub_indicator_of(framework, code):
        return sub.indicator
    if code.isdecimal() and any(each.number == int(code) for each in framework.indicators):
        return int(code)
    raise _no_such(framework, code)


def _sub_indicator_of(framework: Framework, code: str) -> SubIndicator | None:
    item = framework.item(code)
    return framework.sub_indicator(item.sub_indicator if item else code)


def _no_such(framework: Framework, code: str) -> Problem:
    return Problem(
        f"ปีงบประมาณ พ.ศ. {framework.fiscal_year} ไม่มีข้อหรือตัวชี้วัด “{code}”",
        f"Fiscal year {framework.fiscal_year} has no item or indicator “{code}”.",
    )


def _rise(figures: Standing, number: int, choice: Choice) -> Fraction:
    """How many points of its indicator a choice gives."""
    if choice.code.isdecimal():
        before = figures.indicators.get(choice.code)
        return max(Fraction(0), Fraction(choice.to or FULL) - Fraction(before)) if before is not None else Fraction(0)
    return item_share(figures.framework, choice.code)


@cache
def item_share(framework: Framework, code: str) -> Fraction:
    """What one item (or one more item of a sub-indicator) gives its indicator. Unit: points of the indicator.

    Raises: Problem for a code the year does not have.
    """
    sub = _sub_indicator_of(framework, code)
    if sub is None:
        raise _no_such(framework, code)
    return Fraction(FULL, len(sub.items) * len(framework.indicator(sub.indicator).sub_indicators))


def _indicator_line(
    framework: Framework, number: int, before: Decimal, after: Decimal, steps: Iterable[Choice]
) -> Sentence:
    shares = [
        f" + {round_points(item_share(framework, each.code))} ({each.code.lower()})"
        for each in steps
        if each.to is None
    ]
    way = f"{before}{''.join(shares)} = {after}" if shares else f"{before} → {after}"
    return Sentence(f"ตัวชี้วัดที่ {number}: {way}", f"Indicator {number}: {way}")


def _raise_tool(figures: Standing, tool: Tool, raised: Fraction, lines: list[Sentence]) -> None:
    before = figures.tools.get(tool.code)
    mean = tool_score(figures.framework, tool.code, figures.indicators)
    count = len(tool.indicators)
    if mean is not None:
        after = round_points(mean)
        terms = " + ".join(str(figures.indicators[str(number)]) for number in tool.indicators)
        text = f"{tool.code} = ({terms}) ÷ {count} = {after}"
    elif before is not None:
        after = round_points(Fraction(before) + raised / count)
        text = f"{tool.code} = {before} + {round_points(raised)} ÷ {count} = {after}"
    else:
        return
    figures.tools[tool.code] = after
    lines.append(Sentence(text, text))
    if tool.code == "EIT" and before is not None:
        _move_parts(figures, after - before, lines)


def _move_parts(figures: Standing, moved: Decimal, lines: list[Sentence]) -> None:
    """Both parts move with the whole, for nothing says which part an improvement reaches."""
    for part in PARTS:
        if part in figures.tools:
            before = figures.tools[part]
            figures.tools[part] = min(before + moved, Decimal(FULL))
            text = f"{part} = {before} + {moved} = {figures.tools[part]}"
            lines.append(Sentence(f"{text} (ถือว่าสองส่วนขยับเท่ากัน)", f"{text} (both parts taken to move alike)"))


def _raise_parts(figures: Standing, chosen: Iterable[Choice], lines: list[Sentence]) -> None:
    wanted = {choice.code.upper(): round_points(choice.to or FULL) for choice in chosen if choice.code.upper() in PARTS}
    if not wanted or not all(part in figures.tools for part in PARTS):
        return
    for part, value in wanted.items():
        before = figures.tools[part]
        figures.tools[part] = max(before, value)
        lines.append(Sentence(f"{part}: {before} → {figures.tools[part]}", f"{part}: {before} → {figures.tools[part]}"))
    one, two = (figures.tools[part] for part in PARTS)
    figures.tools["EIT"] = round_points(Fraction(one + two) / 2)
    text = f"EIT = ({one} + {two}) ÷ 2 = {figures.tools['EIT']}"
    lines.append(Sentence(text, text))


def _new_total(figures: Standing, lines: list[Sentence]) -> Standing:
    total = total_score(figures.framework, figures.tools)
    if total is None:
        return figures
    terms = " + ".join(f"{tool.weight}×{figures.tools[tool.code]}" for tool in figures.framework.tools)
    text = f"{terms} = {round_points(total)}"
    lines.append(Sentence(f"คะแนนรวม = {text}", f"Total = {text}"))
    return replace(figures, total=round_points(total))


def _level_line(figures: Standing) -> list[Sentence]:
    verdict = figures.verdict
    if verdict is None:
        return []
    return [Sentence(f"ระดับ: {' หรือ '.join(verdict.candidates)}", f"Level: {' or '.join(verdict.candidates)}")]
