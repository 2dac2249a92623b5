"""Do the printed scores agree: with each other, with the level, and with what items and parts can give?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from prongsai.core.checks.codes import found
from prongsai.core.framework import Confidence, Framework, has_framework, load
from prongsai.core.levels import AGREE, implied_part, level_of
from prongsai.core.reconcile import (
    Contradiction,
    Kind,
    Reconciliation,
    Repair,
    contradictions_between_prints,
    reconcile,
)
from prongsai.core.records import Check, Reading, Result, Severity
from prongsai.core.scoring import reach_confidence


def score_checks(reading: Reading) -> list[Check]:
    """``score.*`` of every result of a paper; of a year without framework only what needs none."""
    return [check for result in reading.results for check in _checks(result)]


def _checks(result: Result) -> Iterator[Check]:
    if not has_framework(result.fiscal_year):
        yield from (_two_values(each, result.fiscal_year, ()) for each in contradictions_between_prints(result))
        return
    framework = load(result.fiscal_year)
    sheet = _Sheet(result, framework, reconcile(result, framework))
    for contradiction in sheet.reconciliation.contradictions:
        check = _WORDING[contradiction.kind](sheet, contradiction)
        if check is not None:
            yield check
    yield from _implied_part(sheet)


@dataclass(frozen=True, slots=True)
class _Sheet:
    result: Result
    framework: Framework
    reconciliation: Reconciliation

    @property
    def year(self) -> int:
        return self.result.fiscal_year

    def explained_elsewhere(self, cell: str) -> bool:
        """Whether every likely explanation takes other cells to be wrong, so that this one is right as printed."""
        return bool(self.reconciliation.diagnoses) and cell not in self.reconciliation.suspects


def _tool_mean(sheet: _Sheet, contradiction: Contradiction) -> Check:
    tool = sheet.framework.tool(contradiction.cell)
    numbers = [str(number) for number in tool.indicators]
    repairs = _repairs(sheet, [tool.code, *numbers])
    only = repairs[0] if len(repairs) == 1 else None
    rule = sheet.framework.rule("tool").confidence
    th, en = _choice(repairs)
    return found(
        "score.tool_mean",
        only.where if only else contradiction.where,
        (
            (
                f"คะแนน {tool.code} ปี {sheet.year} พิมพ์ไว้ {_points(contradiction.printed)} แต่ค่าเฉลี่ยของตัวชี้วัดที่ "
                f"{', '.join(numbers)} คือ {_points(contradiction.expected)}{_CAVEAT_TH.get(rule, '')}"
            ),
            th or f"ตรวจ {tool.code} และตัวชี้วัดของ {tool.code} กับประกาศผล",
        ),
        (
            (
                f"{tool.code} of FY {sheet.year} is printed as {_points(contradiction.printed)}, but the mean of "
                f"indicators {', '.join(numbers)} is {_points(contradiction.expected)}.{_CAVEAT_EN.get(rule, '')}"
            ),
            en or f"Compare {tool.code} and its indicators with the published result.",
        ),
        _points(only.value if only else contradiction.expected) if only or tool.code in _cells(repairs) else None,
    )


def _tool_parts(sheet: _Sheet, contradiction: Contradiction) -> Check:
    one, two = (_points(sheet.result.tools[part]) for part in ("EIT1", "EIT2"))
    printed, mean = _points(contradiction.printed), _points(contradiction.expected)
    inferred = Confidence.INFERRED
    check = found(
        "score.tool_mean",
        contradiction.where,
        (
            (
                f"คะแนน EIT ปี {sheet.year} พิมพ์ไว้ {printed} แต่ค่าเฉลี่ยของส่วนที่ 1 ({one}) กับส่วนที่ 2 ({two}) คือ {mean}"
                f"{_CAVEAT_TH[inferred]}"
            ),
            "ตรวจคะแนน EIT และคะแนนทั้งสองส่วนกับประกาศผล",
        ),
        (
            (
                f"EIT of FY {sheet.year} is printed as {printed}, but the mean of part 1 ({one}) and part 2 ({two}) is "
                f"{mean}.{_CAVEAT_EN[inferred]}"
            ),
            "Compare EIT and both parts with the published result.",
        ),
    )
    return replace(check, severity=Severity.WARNING)


def _total(sheet: _Sheet, contradiction: Contradiction) -> Check | None:
    if sheet.explained_elsewhere("total"):
        return None
    repairs = [*sheet.reconciliation.repairs_of("total"), *_other_than_total(sheet)]
    only = repairs[0] if len(repairs) == 1 else None
    rule = sheet.framework.rule("total").confidence
    weights = " + ".join(f"{tool.weight}×{tool.code}" for tool in sheet.framework.tools)
    th, en = _choice(repairs)
    printed, expected = _points(contradiction.printed), _points(contradiction.expected)
    return found(
        "score.total",
        contradiction.where,
        (
            (
                f"คะแนนรวมปี {sheet.year} พิมพ์ไว้ {printed} แต่คิดจากคะแนนเครื่องมือที่พิมพ์ ({weights}) ได้ {expected}"
                f"{_CAVEAT_TH.get(rule, '')}"
            ),
            th or "ตรวจคะแนนรวมและคะแนนเครื่องมือกับประกาศผล",
        ),
        (
            (
                f"The total of FY {sheet.year} is printed as {printed}, but the printed tools ({weights}) give {expected}."
                f"{_CAVEAT_EN.get(rule, '')}"
            ),
            en or "Compare the total and the tools with the published result.",
        ),
        _points(only.value if only else contradiction.expected),
    )


def _other_than_total(sheet: _Sheet) -> list[Repair]:
    """The tools that would explain the total by themselves, where no mean of indicators says so already."""
    said = {each.cell for each in sheet.reconciliation.contradictions if each.kind is Kind.TOOL_MEAN}
    return [] if said else _repairs(sheet, [tool.code for tool in sheet.framework.tools])


def _level(sheet: _Sheet, contradiction: Contradiction) -> Check | None:
    if sheet.explained_elsewhere("level"):
        return None
    total = sheet.result.total
    if total is None:
        return None
    verdict = level_of(sheet.framework, total, sheet.result.tools)
    by_total_alone = contradiction.printed not in level_of(sheet.framework, total, {}).candidates
    confidence = Confidence.CONFIRMED if by_total_alone else sheet.framework.level_rule.tools_compared_confidence
    possible_th, possible_en = " หรือ ".join(verdict.candidates), " or ".join(verdict.candidates)
    caveat = confidence or Confidence.CONFIRMED
    check = found(
        "score.level",
        contradiction.where,
        (
            (
                f"ระดับผลปี {sheet.year} พิมพ์ไว้ “{contradiction.printed}” แต่คะแนนรวม {_points(total)} กับคะแนนเครื่องมือที่พิมพ์ "
                f"ให้ระดับ “{possible_th}”{_CAVEAT_TH.get(caveat, '')}"
            ),
            f"แก้ระดับเป็น “{possible_th}” หรือตรวจคะแนนกับประกาศผล",
        ),
        (
            (
                f"The level of FY {sheet.year} is printed as “{contradiction.printed}”, but a total of {_points(total)} and "
                f"the printed tools give “{possible_en}”.{_CAVEAT_EN.get(caveat, '')}"
            ),
            f"Write “{possible_en}”, or compare the scores with the published result.",
        ),
        verdict.level if verdict.certain else None,
    )
    return check if by_total_alone else replace(check, severity=Severity.WARNING)


def _unreachable(sheet: _Sheet, contradiction: Contradiction) -> Check:
    number = int(contradiction.cell)
    confidence = reach_confidence(sheet.framework, number)
    repairs = _repairs(sheet, [contradiction.cell])
    value = _points(repairs[0].value if repairs else contradiction.expected)
    printed = _points(contradiction.printed)
    check = found(
        "score.unreachable",
        contradiction.where,
        (
            (
                f"ตัวชี้วัดที่ {number} ปี {sheet.year} พิมพ์ไว้ {printed} ซึ่งไม่มีชุดข้อ OIT ใดให้ได้ (แต่ละข้อได้ 100 หรือ 0)"
                f"{_CAVEAT_TH.get(confidence, '')}"
            ),
            f"ตรวจกับประกาศผล ค่าที่เป็นไปได้และใกล้ที่สุดคือ {value}",
        ),
        (
            (
                f"Indicator {number} of FY {sheet.year} is printed as {printed}, which no set of OIT items gives "
                f"(each is 100 or 0).{_CAVEAT_EN.get(confidence, '')}"
            ),
            f"Compare with the published result; the nearest possible value is {value}.",
        ),
        value,
    )
    return replace(check, severity=_DOUBTFUL.get(confidence, check.severity))


def _doubly_printed(sheet: _Sheet, contradiction: Contradiction) -> Check:
    named = tuple(repair for repair in sheet.reconciliation.named if repair.cell == contradiction.cell)
    return _two_values(contradiction, sheet.year, named)


def _two_values(contradiction: Contradiction, year: int, named: tuple[Repair, ...]) -> Check:
    first, second = Decimal(str(contradiction.expected)), Decimal(str(contradiction.printed))
    right = named[0].value if named else None
    name_th, name_en = _names(contradiction.cell)
    check = found(
        "score.two_values",
        contradiction.where,
        (
            f"{name_th} ปี {year} พิมพ์ไว้สองค่า: {_points(first)} และ {_points(second)}",
            f"ใช้ {_points(right)} ซึ่งสอดคล้องกับคะแนนอื่น" if right else "ตรวจกับประกาศผล แล้วใช้ค่าเดียวกันทั้งเอกสาร",
        ),
        (
            _sentence(f"{name_en} of FY {year} is printed with two values: {_points(first)} and {_points(second)}"),
            f"Use {_points(right)}, which agrees with the other scores."
            if right
            else "Compare with the published result and use one value throughout.",
        ),
        _points(right) if right else None,
    )
    return replace(check, severity=Severity.NOTE) if abs(first - second) <= AGREE else check


def _implied_part(sheet: _Sheet) -> Iterator[Check]:
    implied = implied_part(sheet.framework, sheet.result)
    if implied is None or implied.value is None or not implied.explains_level:
        return
    printed, other, mean = (_points(value) for value in (sheet.result.tools["EIT"], implied.value, implied.tool_mean))
    where = next(each.where for each in sheet.reconciliation.contradictions if each.cell in ("EIT", "total"))
    yield found(
        "score.implied_part",
        where,
        (
            (
                f"ถ้า {printed} เป็นคะแนน EIT ส่วนที่ 1 แล้ว ส่วนที่ 2 ต้องเป็น {other} (เพราะ EIT ทั้งเครื่องมือคือ {mean}) "
                f"จึงได้ระดับ “{implied.level}”{_CAVEAT_TH[Confidence.INFERRED]}"
            ),
            f"พิมพ์ EIT ทั้งเครื่องมือเป็น {mean} และแยกส่วนที่ 1 เป็น {printed} ส่วนที่ 2 เป็น {other} หลังตรวจกับประกาศผล",
        ),
        (
            (
                f"If {printed} is EIT part 1, part 2 must be {other} (the whole of EIT is {mean}), "
                f"which explains the level “{implied.level}”.{_CAVEAT_EN[Confidence.INFERRED]}"
            ),
            (
                f"Print the whole of EIT as {mean}, part 1 as {printed} and part 2 as {other}, after comparing with the "
                "published result."
            ),
        ),
        other,
    )


_WORDING: dict[Kind, Callable[[_Sheet, Contradiction], Check | None]] = {
    Kind.TOOL_MEAN: _tool_mean,
    Kind.TOOL_PARTS: _tool_parts,
    Kind.TOTAL: _total,
    Kind.LEVEL: _level,
    Kind.UNREACHABLE: _unreachable,
    Kind.TWO_VALUES: _doubly_printed,
}

_CAVEAT_TH = {
    Confidence.INFERRED: " (อาศัยเกณฑ์ที่อนุมานจากแหล่งข้อมูล ยังไม่ได้ยืนยันกับคู่มือของปีนั้น)",
    Confidence.UNVERIFIED: " (อาศัยเกณฑ์ที่ยังไม่ได้ตรวจสอบกับคู่มือของปีนั้น)",
    Confidence.UNKNOWN: " (อาศัยเกณฑ์ที่ยังไม่ทราบแน่ชัดของปีนั้น)",
}
_CAVEAT_EN = {
    Confidence.INFERRED: " (Rests on a rule inferred from sources, not confirmed by the year's handbook.)",
    Confidence.UNVERIFIED: " (Rests on a rule not yet checked against the year's handbook.)",
    Confidence.UNKNOWN: " (Rests on a rule not known for certain for this year.)",
}
_DOUBTFUL = {
    Confidence.INFERRED: Severity.WARNING,
    Confidence.UNVERIFIED: Severity.NOTE,
    Confidence.UNKNOWN: Severity.NOTE,
}


def _repairs(sheet: _Sheet, cells: list[str]) -> list[Repair]:
    """The repairs proposed for these cells, one for each cell."""
    proposed = (sheet.reconciliation.repairs_of(cell) for cell in cells)
    return [repairs[0] for repairs in proposed if repairs]


def _cells(repairs: list[Repair]) -> set[str]:
    return {repair.cell for repair in repairs}


def _choice(repairs: list[Repair]) -> tuple[str, str]:
    """What would repair the sheet, one of several where it is not known which; empty texts for nothing."""
    named = [(*_names(repair.cell), _points(repair.value)) for repair in repairs]
    if not named:
        return "", ""
    th = " หรือ ".join(f"แก้{name} เป็น {value}" for name, _, value in named)
    en = " or ".join(f"correct {name} to {value}" for _, name, value in named)
    return ("อย่างใดอย่างหนึ่ง: " if len(named) > 1 else "") + th, _sentence(en)


def _names(cell: str) -> tuple[str, str]:
    if cell == "total":
        return "คะแนนรวม", "the total"
    return (f"ตัวชี้วัดที่ {cell}", f"indicator {cell}") if cell.isdecimal() else (f"คะแนน {cell}", cell)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _points(value: Decimal | str | None) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else value or "-"
