"""Why a result has its level: which figure holds it down, and what a part that is not printed must be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from prongsai.core.diagnosis.standing import Standing, standing_of
from prongsai.core.framework import Confidence, Framework, LevelBand
from prongsai.core.levels import ImpliedPart, LevelVerdict, band_of, higher_levels, implied_part
from prongsai.core.records import Result


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in Thai and in English."""

    th: str
    en: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The level and why.

    `level` is the printed one, or else the one the figures give (None when neither is known); `held_by` what is
    below the next higher level (``total``, ``IIT``, ``EIT2``...), `next_level` that level. `sentences` say it all.
    """

    level: str | None
    next_level: str | None
    held_by: tuple[str, ...]
    verdict: LevelVerdict | None
    implied: ImpliedPart | None
    sentences: tuple[Sentence, ...]


def explain_level(framework: Framework, result: Result) -> Explanation:
    """Why the result has its level."""
    standing = standing_of(framework, result)
    verdict = standing.verdict
    printed = band_of(framework, result.level)
    level = printed.name if printed else verdict.level if verdict and verdict.certain else None
    above = higher_levels(framework, level)[0] if level and higher_levels(framework, level) else None
    implied = implied_part(framework, result)
    held_by = _held_by(standing, above) if above else ()
    sentences = [
        *([_reached(standing, level)] if level and standing.total is not None else []),
        *[_holds(standing, cell, above) for cell in held_by if above],
        *([_implied(implied, standing)] if implied else []),
        *_open(standing, level),
        *_grounds(framework, implied),
    ]
    return Explanation(level, above.name if above else None, held_by, verdict, implied, tuple(sentences))


def _held_by(standing: Standing, above: LevelBand) -> tuple[str, ...]:
    total = ("total",) if standing.total is not None and standing.total < above.total_min else ()
    return total + tuple(cell for cell in _compared(standing) if _below(standing.tools[cell], above.each_tool_min))


def _compared(standing: Standing) -> list[str]:
    """The tools the level compares that are known; the whole of EIT while a part of it is not."""
    compared = standing.framework.level_rule.tools_compared
    parts_known = {"EIT1", "EIT2"} <= standing.tools.keys()
    cells = [cell for cell in compared if cell not in ("EIT1", "EIT2") or parts_known]
    whole = ["EIT"] if "EIT1" in compared and not parts_known else []
    return [cell for cell in [*cells, *whole] if cell in standing.tools]


def _below(value: Decimal, floor: Decimal | None) -> bool:
    return floor is not None and value < floor


def _reached(standing: Standing, level: str | None) -> Sentence:
    return Sentence(
        f"คะแนนรวม {standing.total} ได้ระดับ “{level}”", f"A total of {standing.total} has the level “{level}”."
    )


def _holds(standing: Standing, cell: str, above: LevelBand) -> Sentence:
    if cell == "total":
        short = above.total_min - (standing.total or Decimal(0))
        return Sentence(
            f"คะแนนรวมยังขาดอีก {short} จึงจะถึง {above.total_min} ของระดับ “{above.name}”",
            f"The total is {short} short of the {above.total_min} of “{above.name}”.",
        )
    th, en = _NAMES.get(cell, (cell, cell))
    return Sentence(
        f"{th} ได้ {standing.tools[cell]} ต่ำกว่า {above.each_tool_min} ที่ระดับ “{above.name}” กำหนดให้ทุกเครื่องมือ",
        f"{en} has {standing.tools[cell]}, below the {above.each_tool_min} that “{above.name}” asks of every tool.",
    )


_NAMES = {"EIT1": ("EIT ส่วนที่ 1", "EIT part 1"), "EIT2": ("EIT ส่วนที่ 2", "EIT part 2")}


def _implied(implied: ImpliedPart, standing: Standing) -> Sentence:
    if implied.value is not None and implied.printed_part:
        printed = standing.tools[implied.printed_part]
        return Sentence(
            f"EIT ที่พิมพ์ไว้ {printed} ไม่ใช่คะแนนทั้งเครื่องมือ ({implied.tool_mean}) ถ้าเป็นส่วนที่ 1 ส่วนที่ 2 ต้องเป็น {implied.value}",
            f"The printed EIT of {printed} is not that of the whole tool ({implied.tool_mean}); if it is part 1, "
            f"part 2 must be {implied.value}.",
        )
    return Sentence(
        f"ไม่มีเครื่องมือใดที่พิมพ์ไว้ต่ำกว่า {implied.below} ระดับ “{implied.level}” จึงแปลว่า EIT ส่วนใดส่วนหนึ่งต้องต่ำกว่า "
        f"{implied.below} และอีกส่วนสูงกว่า {implied.other_above}",
        f"No printed tool is below {implied.below}, so “{implied.level}” means that one part of EIT is below "
        f"{implied.below} and the other above {implied.other_above}.",
    )


def _open(standing: Standing, level: str | None) -> list[Sentence]:
    verdict = standing.verdict
    if level or verdict is None:
        return []
    th, en = " หรือ ".join(verdict.candidates), " or ".join(verdict.candidates)
    missing = ", ".join(verdict.missing)
    return [
        Sentence(
            f"ระดับอาจเป็น “{th}” ขึ้นกับคะแนนที่ไม่ได้พิมพ์ไว้ ({missing})",
            f"The level may be “{en}”, depending on scores that are not printed ({missing}).",
        )
    ]


def _grounds(framework: Framework, implied: ImpliedPart | None) -> list[Sentence]:
    compared = framework.level_rule.tools_compared_confidence
    if implied is None and compared in (None, Confidence.CONFIRMED, Confidence.ONE_SOURCE):
        return []
    return [
        Sentence(
            "การเทียบ EIT แยกสองส่วนเป็นเกณฑ์ที่อนุมานจากแหล่งข้อมูล ควรตรวจกับคู่มือของปีนั้น",
            "That EIT is compared by its two parts is inferred from sources; check the year's handbook.",
        )
    ]
