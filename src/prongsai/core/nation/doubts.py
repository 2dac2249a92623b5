"""Which of the rules that a run used no second official source confirms, and how to say them."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.core.framework import Confidence, Framework
from prongsai.core.nation.counting import Counting
from prongsai.core.nation.manifest import Doubt
from prongsai.core.nation.quotas import QUOTA, QUOTA_PART
from prongsai.core.said import Said

SCALE, LEVELS, COMPARED = "answer_scale", "level_rule", "tools_compared"
_SEVERAL = "multi_part_questions"

WORDS: dict[str, Said] = {
    "total": Said("คะแนนรวมคือคะแนนเครื่องมือถ่วงน้ำหนัก", "The total is the tools by weight"),
    "tool": Said("คะแนนเครื่องมือคือค่าเฉลี่ยของตัวชี้วัด", "A tool is the mean of its indicators"),
    "oit_item": Said("ข้อ OIT ได้ 100 เมื่อครบถ้วน นอกนั้นได้ 0", "An OIT item gets 100 when complete, else 0"),
    "oit_indicator": Said("ตัวชี้วัด OIT คือค่าเฉลี่ยของตัวชี้วัดย่อย", "An OIT indicator is the mean of its sub-indicators"),
    "question": Said("คะแนนข้อคำถามคือค่าเฉลี่ยของผู้ตอบ", "A question is the mean of its respondents"),
    "indicator_survey": Said("ตัวชี้วัดของแบบสำรวจคือค่าเฉลี่ยของข้อคำถาม", "A survey indicator is the mean of its questions"),
    "rounding": Said("ปัดเศษสองตำแหน่งเมื่อพิมพ์เท่านั้น ครึ่งปัดขึ้น", "Rounding to two decimals only when printed, halves up"),
    _SEVERAL: Said("ข้อที่มีหลายข้อย่อย คิดค่าเฉลี่ยของข้อย่อยก่อน", "A question in several statements is their mean first"),
    "part_combination": Said("คะแนน EIT คือค่าเฉลี่ยของสองส่วน", "EIT is the mean of its two parts"),
    SCALE: Said("คะแนนของแต่ละตัวเลือกคำตอบ", "The points that each choice of an answer gives"),
    LEVELS: Said("เกณฑ์คะแนนของระดับผล", "What each level asks for"),
    COMPARED: Said("เครื่องมือที่ต้องถึงเกณฑ์ของระดับด้วย", "Which tools a level compares as well"),
    QUOTA: Said("จำนวนผู้ตอบ EIT ส่วนที่ 1 ขั้นต่ำ", "How many must answer EIT part 1 at least"),
}
"""Every doubt there can be, by its code."""
SURENESS: dict[Confidence, Said] = {
    Confidence.ONE_SOURCE: Said("มีแหล่งเดียว", "one source"),
    Confidence.INFERRED: Said("อนุมานจากแหล่งอื่น", "inferred"),
    Confidence.UNVERIFIED: Said("ยังไม่ยืนยัน", "unverified"),
    Confidence.UNKNOWN: Said("ยังไม่ทราบ", "not known"),
}


def doubts_of(framework: Framework, counting: Counting) -> tuple[Doubt, ...]:
    """The rules a run of this year uses that are not confirmed; `framework` as the run's options have it."""
    return tuple(each for each in _rules(framework, counting) if each.confidence is not Confidence.CONFIRMED)


def _rules(framework: Framework, counting: Counting) -> Iterator[Doubt]:
    has_several = any((each.part_count or 1) > 1 for each in framework.questions)
    for rule in framework.scoring_rules:
        if rule.code in WORDS and (rule.code != _SEVERAL or has_several):
            yield Doubt(rule.code, rule.rule, rule.confidence)
    for tool in framework.tools:
        if tool.part_combination:
            yield Doubt("part_combination", tool.part_combination.rule, tool.part_combination.confidence)
    if not counting.in_points:
        yield _scales(counting)
    rule_of_levels = framework.level_rule
    bands = (each.confidence for each in framework.levels)
    yield Doubt(LEVELS, rule_of_levels.kind, _weakest(rule_of_levels.confidence, *bands))
    if rule_of_levels.tools_compared_confidence:
        compared = " ".join(rule_of_levels.tools_compared)
        yield Doubt(COMPARED, compared, rule_of_levels.tools_compared_confidence)
    if any(QUOTA_PART in survey.parts for survey in counting.surveys):
        yield from (Doubt(QUOTA, each.rule, each.confidence) for each in framework.sampling if each.code == QUOTA)


def _scales(counting: Counting) -> Doubt:
    statements = [each for survey in counting.surveys for each in survey.statements]
    unsure = [each.code for each in statements if each.confidence is not Confidence.CONFIRMED]
    return Doubt(SCALE, " ".join(unsure), _weakest(*(each.confidence for each in statements)))


def _weakest(*confidences: Confidence) -> Confidence:
    return max(confidences, key=lambda each: each.doubt)
