"""What is to be counted: the statements that respondents of a year answer, and by which whole numbers they add up.

An engine needs no more than this: it counts answers and adds whole numbers. What the sums come to is decided by
`prongsai.core.nation.scoring` alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import lcm

from prongsai.core.errors import Problem
from prongsai.core.framework import Confidence, Framework, Question, Tool

FULL = 100
FINGERPRINT_BITS = 48
"""So that a fingerprint and the number of its group, up to 32,767, have room in 64 bits, and are sorted as one."""
NO_PART = ""
"""The part of a tool that has none."""


class Statements(StrEnum):
    """How a question asked in several statements counts. Source: scoring_rule ``multi_part_questions`` (unknown)."""

    FIRST = "first"
    """A question is the mean of its statements, an indicator the mean of its questions."""
    ALIKE = "alike"
    """Every statement counts in its indicator like a question."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a respondent answers: a question (``i1``), or one of several statements under it (``i3.2``).

    An answer is a choice, 1 for the first, and `points` are what each choice gives; without `points` the answers are
    points already, whole numbers 0 to 100. In whole numbers a respondent's indicator is the sum of `indicator_weight`
    times points, to be divided by the `divisor` of the indicator; the tool likewise by `tool_weight`.
    """

    code: str
    question: str
    indicator: int
    points: tuple[int, ...]
    indicator_weight: int
    tool_weight: int
    is_reversed: bool
    confidence: Confidence

    @property
    def choices(self) -> range:
        """The answers that are on the scale."""
        return range(1, len(self.points) + 1) if self.points else range(FULL + 1)

    def points_of(self, answer: int) -> int:
        """What an answer on the scale gives. Unit: points. Raises: IndexError for one that is off it."""
        return self.points[answer - 1] if self.points else answer


@dataclass(frozen=True, slots=True)
class Survey:
    """The statements of one questionnaire: a tool, asked alike in each of its `parts` (`NO_PART` where it has none).

    Shape: `divisors` is keyed by indicator. Unit: the divisors are those of the whole-number sums.
    """

    tool: str
    parts: tuple[str, ...]
    statements: tuple[Statement, ...]
    divisors: dict[int, int]
    divisor: int

    @property
    def indicators(self) -> tuple[int, ...]:
        """The numbers of its indicators, in order."""
        return tuple(self.divisors)

    def of_indicator(self, number: int) -> tuple[Statement, ...]:
        """The statements of an indicator, in order."""
        return tuple(each for each in self.statements if each.indicator == number)


@dataclass(frozen=True, slots=True)
class Counting:
    """All that is counted of a year's answers."""

    fiscal_year: int
    surveys: tuple[Survey, ...]
    statements: Statements
    in_points: bool

    def survey(self, tool: str) -> Survey:
        """The questionnaire of a tool. Raises: StopIteration for a tool without one."""
        return next(each for each in self.surveys if each.tool == tool)


def counting_of(
    framework: Framework, *, in_points: bool = False, statements: Statements = Statements.FIRST
) -> Counting:
    """What to count of a year's answers; `in_points` where the answers are points already.

    Raises: Problem when the year's questions, or the scale of one of them, are not known.
    """
    surveys = tuple(
        _survey(framework, tool, in_points, statements)
        for tool in framework.tools
        if any(each.tool == tool.code for each in framework.questions)
    )
    if not surveys:
        raise Problem(
            f"ยังไม่ทราบข้อคำถามของปีงบประมาณ พ.ศ. {framework.fiscal_year} จึงคำนวณจากคำตอบไม่ได้",
            f"The questions of fiscal year {framework.fiscal_year} are not known, so answers cannot be scored.",
        )
    return Counting(framework.fiscal_year, surveys, statements, in_points)


def _survey(framework: Framework, tool: Tool, in_points: bool, statements: Statements) -> Survey:
    asked = [each for each in framework.questions if each.tool == tool.code]
    inner = {number: _weights(asked, number, statements) for number in tool.indicators}
    divisors = {number: divisor for number, (divisor, _) in inner.items()}
    whole = lcm(*divisors.values())

    def made(question: Question, number: int, of: int) -> Statement:
        divisor, weights = inner[question.indicator]
        weight = weights[question.code]
        scale, turned = _scale(question, number)
        return Statement(
            code=question.code if of == 1 else f"{question.code}.{number + 1}",
            question=question.code,
            indicator=question.indicator,
            points=() if in_points else _points(framework, question, scale, turned),
            indicator_weight=weight,
            tool_weight=weight * (whole // divisor),
            is_reversed=turned,
            confidence=question.scale_confidence or question.confidence,
        )

    listed = ((each, number, each.part_count or 1) for each in asked for number in range(each.part_count or 1))
    return Survey(
        tool=tool.code,
        parts=tuple(part.code for part in tool.parts) or (NO_PART,),
        statements=tuple(made(*each) for each in listed),
        divisors=divisors,
        divisor=whole * len(tool.indicators),
    )


def _weights(asked: Iterable[Question], indicator: int, statements: Statements) -> tuple[int, dict[str, int]]:
    """The divisor of an indicator, and the weight that each statement of a question has in it."""
    counts = {each.code: each.part_count or 1 for each in asked if each.indicator == indicator}
    if statements is Statements.ALIKE:
        return sum(counts.values()), dict.fromkeys(counts, 1)
    whole = lcm(*counts.values())
    return whole * len(counts), {code: whole // count for code, count in counts.items()}


def _scale(question: Question, number: int) -> tuple[str | None, bool]:
    """The scale of one statement of a question, and whether its highest answer is the worst."""
    scale = question.part_scales[number] if question.part_scales else question.scale
    turned = question.part_reversed[number] if question.part_reversed else question.reversed
    return scale, bool(turned)


def _points(framework: Framework, question: Question, code: str | None, turned: bool) -> tuple[int, ...]:
    scale = next((each for each in framework.scales if each.code == code), None)
    if scale is None:
        raise Problem(
            f"ยังไม่ทราบว่าข้อ {question.code} ของปีงบประมาณ พ.ศ. {framework.fiscal_year} ให้คะแนนตามมาตราใด "
            "ถ้าคำตอบเป็นคะแนน 0-100 อยู่แล้ว ให้ระบุ --points",
            f"The answer scale of question {question.code} of fiscal year {framework.fiscal_year} is not known; "
            "if the answers are points 0-100 already, say --points.",
        )
    if turned and scale.reversed_points:
        return scale.reversed_points
    # A scale that only has one order is written down in the order of its question, or is one of two choices.
    return tuple(reversed(scale.points)) if turned and not _is_turned_already(scale.code) else scale.points


def _is_turned_already(code: str) -> bool:
    return code.endswith(("_reversed", "_bad"))
