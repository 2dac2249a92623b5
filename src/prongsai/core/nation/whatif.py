"""What if: other weights, thresholds or another year's rule, or without an agency; an assumption, never the result."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from prongsai.core.errors import Problem
from prongsai.core.framework import Framework, LevelBand, LevelRule, load
from prongsai.core.nation.counting import FULL, Statements


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a level asks for instead: of the total, and of each tool compared (None: as before). Unit: points."""

    total: Decimal
    each_tool: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How a run differs from the plain result of its year; without anything said, it does not.

    `weights` is keyed by tool, `thresholds` by the name of a level, `without` holds codes of agencies. `in_points`
    tells how answers are written, and assumes nothing.
    """

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    rule_of: int | None = None
    without: tuple[str, ...] = ()
    statements: Statements = Statements.FIRST
    in_points: bool = False

    @property
    def is_assumed(self) -> bool:
        """Whether what comes out is an assumption, not the year's result."""
        return bool(
            self.weights or self.thresholds or self.rule_of or self.without or self.statements is not Statements.FIRST
        )


NOTHING_ASSUMED = Options()


def read_weight(text: str) -> tuple[str, Decimal]:
    """A weight as typed, ``IIT=0.2``. Raises: Problem when it is not written so."""
    name, _, value = text.partition("=")
    number = _number(value)
    if not name.strip() or number is None:
        raise Problem(
            f"อ่านน้ำหนัก “{text}” ไม่ได้ ให้เขียนแบบ IIT=0.3",
            f"The weight “{text}” cannot be read; write it as IIT=0.3.",
        )
    return name.strip().upper(), number


def read_threshold(text: str) -> tuple[str, Threshold]:
    """A threshold as typed, ``ผ่านดี=80`` or ``ผ่านดี=80/75``: of the total, and of each tool. Raises: Problem."""
    name, _, values = text.rpartition("=")
    total, slash, each_tool = values.partition("/")
    asked, of_tools = _number(total), _number(each_tool)
    if not name.strip() or asked is None or (slash and of_tools is None):
        raise Problem(
            f"อ่านเกณฑ์ “{text}” ไม่ได้ ให้เขียนแบบ ผ่านดี=85 หรือ ผ่านดี=85/85 (คะแนนรวม/ทุกเครื่องมือ)",
            f"The threshold “{text}” cannot be read; write it as ผ่านดี=85 or ผ่านดี=85/85 (total/each tool).",
        )
    return name.strip(), Threshold(asked, of_tools)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def applied(framework: Framework, options: Options) -> Framework:
    """The framework as the options have it: weights and levels of another year first, then what is said one by one.

    Raises: Problem for weights that are not of the year's tools or do not come to 1, for a level the year does not
    have, a threshold that cannot be, a year without a framework.
    """
    if options.rule_of is not None:
        framework = _by_rule_of(framework, load(options.rule_of))
    if options.weights:
        framework = _weighted(framework, options.weights)
    if options.thresholds:
        _check_levels(framework, options.thresholds)
        levels = tuple(_band(band, options.thresholds.get(band.name)) for band in framework.levels)
        framework = replace(framework, levels=levels)
    return framework


def check_agencies(options: Options, agencies: Collection[str]) -> None:
    """Raises: Problem when an agency to be left out is not on the list, or nobody would be left."""
    for code in options.without:
        if code not in agencies:
            raise Problem(
                f"ไม่มีหน่วยงานรหัส “{code}” ในบัญชีหน่วยงาน จึงตัดออกไม่ได้",
                f"There is no agency “{code}” in the list of agencies, so it cannot be left out.",
            )
    if options.without and not set(agencies) - set(options.without):
        raise Problem("ตัดหน่วยงานออกทั้งหมดไม่ได้", "Not every agency can be left out.")


def _by_rule_of(framework: Framework, other: Framework) -> Framework:
    weights = {tool.code: tool.weight for tool in other.tools}
    return replace(
        framework,
        tools=tuple(replace(tool, weight=weights[tool.code]) for tool in framework.tools),
        levels=other.levels,
        level_rule=_rule_for(framework, other.level_rule),
    )


def _rule_for(framework: Framework, rule: LevelRule) -> LevelRule:
    """Another year's rule with what this year can compare: a tool asked in one part stands for parts it lacks."""
    whole_for = {
        part: tool.code
        for tool in framework.tools
        for part in rule.tools_compared
        if part.startswith(tool.code) and part not in {each.code for each in tool.parts}
    }
    compared = tuple(dict.fromkeys(whole_for.get(code, code) for code in rule.tools_compared))
    return replace(rule, tools_compared=compared)


def _weighted(framework: Framework, weights: Mapping[str, Decimal]) -> Framework:
    known = {tool.code for tool in framework.tools}
    if foreign := sorted(weights.keys() - known):
        raise Problem(
            f"ไม่มีเครื่องมือ “{foreign[0]}” ในปีงบประมาณ พ.ศ. {framework.fiscal_year} (มี {', '.join(sorted(known))})",
            f"Fiscal year {framework.fiscal_year} has no tool “{foreign[0]}” (it has {', '.join(sorted(known))}).",
        )
    tools = tuple(replace(tool, weight=weights.get(tool.code, tool.weight)) for tool in framework.tools)
    total = sum(tool.weight for tool in tools)
    if total != 1 or any(tool.weight < 0 for tool in tools):
        said = " ".join(f"{tool.code}={tool.weight}" for tool in tools)
        raise Problem(
            f"น้ำหนักของทุกเครื่องมือต้องไม่ติดลบและรวมกันได้ 1 พอดี ตอนนี้ {said} รวมได้ {total}",
            f"The weights of all tools must not be negative and must come to exactly 1; {said} come to {total}.",
        )
    return replace(framework, tools=tools)


def _check_levels(framework: Framework, thresholds: Mapping[str, Threshold]) -> None:
    names = [band.name for band in framework.levels]
    for name, threshold in thresholds.items():
        if name not in names:
            raise Problem(
                f"ไม่มีระดับ “{name}” (มี {', '.join(names)})",
                f"There is no level “{name}” (there are {', '.join(names)}).",
            )
        values = [threshold.total, *([] if threshold.each_tool is None else [threshold.each_tool])]
        if any(not 0 <= value <= FULL or value * 100 % 1 for value in values):
            raise Problem(
                f"เกณฑ์ของระดับ “{name}” ต้องอยู่ระหว่าง 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง",
                f"What level “{name}” asks for must be 0 to 100, with two decimals at most.",
            )
        if name == names[-1]:
            raise Problem(
                f"“{name}” เป็นระดับต่ำสุด รับทุกคะแนนที่เหลือ จึงตั้งเกณฑ์ไม่ได้",
                f"“{name}” is the lowest level: it takes every score that is left, so it asks for nothing.",
            )
        if threshold.each_tool is not None and not framework.level_rule.tools_compared:
            raise Problem(
                f"ระดับผลตามเกณฑ์นี้ดูเฉพาะคะแนนรวม จึงตั้งเกณฑ์รายเครื่องมือของ “{name}” ไม่ได้",
                f"Levels go by the total alone here, so “{name}” cannot ask anything of each tool.",
            )


def _band(band: LevelBand, threshold: Threshold | None) -> LevelBand:
    if threshold is None:
        return band
    each_tool = band.each_tool_min if threshold.each_tool is None else threshold.each_tool
    return replace(band, total_min=threshold.total, each_tool_min=each_tool)
