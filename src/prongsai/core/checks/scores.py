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
from prongsai.core.records import Check, Reading, Result, Severity, Where
from prongsai.core.scoring import reach_confidence, round_points, tool_score, total_score

Wording = tuple[str, str]
"""What is wrong, or what would repair it: in Thai, in English."""


def score_checks(reading: Reading) -> list[Check]:
    """``score.*`` of every result of a paper; of a year without framework only what needs none."""
    return [check for result in reading.results for check in _checks(result)]


def _checks(result: Result) -> Iterator[Check]:
    if not has_framework(result.fiscal_year):
        yield from (_two_values(each, result.fiscal_year) for each in contradictions_between_prints(result))
        return
    framework = load(result.fiscal_year)
    sheet = _Sheet(result, framework, reconcile(result, framework))
    for contradiction in sheet.reconciliation.contradictions:
        check = _CHECK_OF[contradiction.kind](sheet, contradiction)
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

    def right_as_printed(self, cell: str) -> bool:
        """Whether every likely explanation takes other cells to be wrong."""
        return bool(self.reconciliation.diagnoses) and cell not in self.reconciliation.suspects

    def repairs(self, *cells: str) -> list[Repair]:
        """The repair proposed for each of these cells, where there is one."""
        proposed = (self.reconciliation.repairs_of(cell) for cell in cells)
        return [repairs[0] for repairs in proposed if repairs]


def _tool_mean(sheet: _Sheet, contradiction: Contradiction) -> Check:
    tool = sheet.framework.tool(contradiction.cell)
    numbers = [str(number) for number in tool.indicators]
    named = ", ".join(numbers)
    printed, mean = _points(contradiction.printed), _points(contradiction.expected)
    repairs = sheet.repairs(tool.code, *numbers)
    only = repairs[0] if len(repairs) == 1 else None
    blamed = {repair.cell for repair in repairs}
    return _check(
        "score.tool_mean",
        only.where if only else contradiction.where,
        (
            f"คะแนน {tool.code} ปี {sheet.year} พิมพ์ไว้ {printed} แต่ค่าเฉลี่ยของตัวชี้วัดที่ {named} คือ {mean}",
            f"{tool.code} of FY {sheet.year} is printed as {printed}, but the mean of indicators {named} is {mean}.",
        ),
        _joined(_one_of(repairs), _evidence(sheet, tool.code, blamed)),
        rests_on=sheet.framework.rule("tool").confidence,
        expected=_points(only.value) if only else mean if tool.code in blamed else None,
    )


def _evidence(sheet: _Sheet, tool: str, blamed: set[str]) -> Wording:
    """What the printed total says of a tool that is not the mean of its indicators."""
    if sheet.result.total is None or not blamed or not sheet.right_as_printed("total"):
        return "", ""
    total = _points(sheet.result.total)
    if blamed == {tool}:
        return f"คะแนนรวมที่พิมพ์ไว้ {total} ตรงกับค่านี้", f"The printed total of {total} agrees with this value."
    if tool not in blamed:
        return (
            f"คะแนนรวมที่พิมพ์ไว้ {total} ตรงกับ {tool} ที่พิมพ์ จึงน่าจะผิดที่ตัวชี้วัด",
            f"The printed total of {total} agrees with the printed {tool}, so an indicator is likely wrong.",
        )
    return "", ""


def _tool_parts(sheet: _Sheet, contradiction: Contradiction) -> Check:
    one, two = (_points(sheet.result.tools[part]) for part in ("EIT1", "EIT2"))
    printed, mean = _points(contradiction.printed), _points(contradiction.expected)
    return _check(
        "score.tool_mean",
        contradiction.where,
        (
            f"คะแนน EIT ปี {sheet.year} พิมพ์ไว้ {printed} แต่ค่าเฉลี่ยของส่วนที่ 1 ({one}) กับส่วนที่ 2 ({two}) คือ {mean}",
            f"EIT of FY {sheet.year} is printed as {printed}, but parts 1 ({one}) and 2 ({two}) have the mean {mean}.",
        ),
        ("ตรวจคะแนน EIT และคะแนนทั้งสองส่วนกับประกาศผล", "Compare EIT and both parts with the published result."),
        rests_on=Confidence.INFERRED,
        severity=Severity.WARNING,
    )


def _total(sheet: _Sheet, contradiction: Contradiction) -> Check | None:
    if sheet.right_as_printed("total"):
        return None
    repairs = [*sheet.reconciliation.repairs_of("total"), *_tools_that_explain(sheet)]
    weights = " + ".join(f"{tool.weight}×{tool.code}" for tool in sheet.framework.tools)
    printed, reckoned = _points(contradiction.printed), _points(contradiction.expected)
    wrong = (
        f"คะแนนรวมปี {sheet.year} พิมพ์ไว้ {printed} แต่คิดจากคะแนนเครื่องมือที่พิมพ์ ({weights}) ได้ {reckoned}",
        f"The total of FY {sheet.year} is printed as {printed}, but the printed tools ({weights}) give {reckoned}.",
    )
    return _check(
        "score.total",
        contradiction.where,
        _joined(wrong, _by_indicators(sheet, reckoned)),
        _one_of(repairs),
        rests_on=sheet.framework.rule("total").confidence,
        expected=_points(repairs[0].value) if len(repairs) == 1 else reckoned,
    )


def _by_indicators(sheet: _Sheet, reckoned: str) -> Wording:
    """What the indicators make of the total, where the printed tools make something else of it."""
    means = {
        tool.code: tool_score(sheet.framework, tool.code, sheet.result.indicators) for tool in sheet.framework.tools
    }
    total = total_score(sheet.framework, {code: mean for code, mean in means.items() if mean is not None})
    if total is None or _points(round_points(total)) == reckoned:
        return "", ""
    points = _points(round_points(total))
    return f"คิดจากตัวชี้วัดได้ {points}", f"The indicators give {points}."


def _tools_that_explain(sheet: _Sheet) -> list[Repair]:
    """The tools that would explain the total by themselves, where no mean of indicators says so already."""
    said = any(each.kind is Kind.TOOL_MEAN for each in sheet.reconciliation.contradictions)
    return [] if said else sheet.repairs(*(tool.code for tool in sheet.framework.tools))


def _level(sheet: _Sheet, contradiction: Contradiction) -> Check | None:
    total = sheet.result.total
    if total is None or sheet.right_as_printed("level"):
        return None
    verdict = level_of(sheet.framework, total, sheet.result.tools)
    by_total_alone = contradiction.printed not in level_of(sheet.framework, total, {}).candidates
    compared = sheet.framework.level_rule.tools_compared_confidence or Confidence.CONFIRMED
    th, en = " หรือ ".join(verdict.candidates), " or ".join(verdict.candidates)
    printed, points = contradiction.printed, _points(total)
    repaired = next((repair.value for repair in sheet.repairs("level")), None)
    return _check(
        "score.level",
        contradiction.where,
        (
            f"ระดับผลปี {sheet.year} พิมพ์ไว้ “{printed}” แต่คะแนนรวม {points} กับคะแนนเครื่องมือที่พิมพ์ให้ระดับ “{th}”",
            f"The level of FY {sheet.year} is printed as “{printed}”, but the total {points} and tools give “{en}”.",
        ),
        (
            f"แก้ระดับเป็น “{repaired or th}” หรือตรวจคะแนนกับประกาศผล",
            f"Write “{repaired or en}”, or compare the scores with the published result.",
        ),
        rests_on=Confidence.CONFIRMED if by_total_alone else compared,
        expected=_points(repaired) if repaired else None,
        severity=None if by_total_alone else Severity.WARNING,
    )


def _unreachable(sheet: _Sheet, contradiction: Contradiction) -> Check:
    number, printed = contradiction.cell, _points(contradiction.printed)
    repairs = sheet.repairs(number)
    value = _points(repairs[0].value if repairs else contradiction.expected)
    confidence = reach_confidence(sheet.framework, int(number))
    return _check(
        "score.unreachable",
        contradiction.where,
        (
            f"ตัวชี้วัดที่ {number} ปี {sheet.year} พิมพ์ไว้ {printed} ซึ่งไม่มีชุดข้อ OIT ใดให้ได้ (แต่ละข้อได้ 100 หรือ 0)",
            f"Indicator {number} of FY {sheet.year} is {printed}, which no set of OIT items gives (each is 100 or 0).",
        ),
        (
            f"ตรวจกับประกาศผล ค่าที่เป็นไปได้และใกล้ที่สุดคือ {value}",
            f"Compare with the published result; the nearest possible value is {value}.",
        ),
        rests_on=confidence,
        expected=value,
        severity=_SEVERITY_IN_DOUBT.get(confidence),
    )


def _doubly_printed(sheet: _Sheet, contradiction: Contradiction) -> Check:
    named = [repair for repair in sheet.reconciliation.named if repair.cell == contradiction.cell]
    return _two_values(contradiction, sheet.year, named[0].value if named else None)


def _two_values(contradiction: Contradiction, year: int, right: Decimal | str | None = None) -> Check:
    first, second = Decimal(str(contradiction.expected)), Decimal(str(contradiction.printed))
    th, en = _name(contradiction.cell)
    return _check(
        "score.two_values",
        contradiction.where,
        (
            f"{th} ปี {year} พิมพ์ไว้สองค่า: {_points(first)} และ {_points(second)}",
            _sentence(f"{en} of FY {year} is printed with two values: {_points(first)} and {_points(second)}"),
        ),
        (
            f"ใช้ {_points(right)} ซึ่งสอดคล้องกับคะแนนอื่น" if right else "ตรวจกับประกาศผล แล้วใช้ค่าเดียวกันทั้งเอกสาร",
            f"Use {_points(right)}, which agrees with the other scores."
            if right
            else "Compare with the published result and use one value throughout.",
        ),
        expected=_points(right) if right else None,
        severity=Severity.NOTE if abs(first - second) <= AGREE else None,
    )


def _implied_part(sheet: _Sheet) -> Iterator[Check]:
    implied = implied_part(sheet.framework, sheet.result)
    if implied is None or implied.value is None or not implied.explains_level:
        return
    printed, other, whole = (_points(value) for value in (sheet.result.tools["EIT"], implied.value, implied.tool_mean))
    place = next(each.where for each in sheet.reconciliation.contradictions if each.cell in ("EIT", "total"))
    level = implied.level
    yield _check(
        "score.implied_part",
        place,
        (
            f"ถ้า {printed} เป็น EIT ส่วนที่ 1 ส่วนที่ 2 ต้องเป็น {other} (ทั้งเครื่องมือคือ {whole}) จึงได้ระดับ “{level}”",
            f"If {printed} is EIT part 1, part 2 must be {other} (the whole is {whole}), which explains “{level}”.",
        ),
        (
            f"หลังตรวจกับประกาศผล ให้พิมพ์ EIT ทั้งเครื่องมือเป็น {whole} ส่วนที่ 1 เป็น {printed} ส่วนที่ 2 เป็น {other}",
            f"After comparing with the published result print EIT as {whole}, part 1 as {printed}, part 2 as {other}.",
        ),
        rests_on=Confidence.INFERRED,
        expected=other,
    )


_CHECK_OF: dict[Kind, Callable[[_Sheet, Contradiction], Check | None]] = {
    Kind.TOOL_MEAN: _tool_mean,
    Kind.TOOL_PARTS: _tool_parts,
    Kind.TOTAL: _total,
    Kind.LEVEL: _level,
    Kind.UNREACHABLE: _unreachable,
    Kind.TWO_VALUES: _doubly_printed,
}

_SEVERITY_IN_DOUBT = {Confidence.INFERRED: Severity.WARNING, Confidence.UNVERIFIED: Severity.NOTE}

_CAVEATS: dict[Confidence, Wording] = {
    Confidence.INFERRED: (
        "อาศัยเกณฑ์ที่อนุมานจากแหล่งข้อมูล ยังไม่ได้ยืนยันกับคู่มือของปีนั้น",
        "Rests on a rule inferred from sources, not confirmed by the year's handbook.",
    ),
    Confidence.UNVERIFIED: (
        "อาศัยรายการข้อที่ยังไม่ได้ตรวจสอบกับคู่มือของปีนั้น",
        "Rests on a list of items not yet checked against the year's handbook.",
    ),
}


def _check(
    code: str,
    where: Where,
    wrong: Wording,
    repair: Wording,
    *,
    rests_on: Confidence = Confidence.CONFIRMED,
    expected: str | None = None,
    severity: Severity | None = None,
) -> Check:
    """A check that says on what grounds it rests where these are not sure."""
    th, en = _joined(wrong, _CAVEATS.get(rests_on, ("", "")))
    check = found(code, where, (th, repair[0]), (en, repair[1]), expected)
    return replace(check, severity=severity or check.severity)


def _joined(first: Wording, second: Wording) -> Wording:
    th, en = second
    return first[0] + (f" ({th})" if th else ""), first[1] + (f" {en}" if en else "")


def _one_of(repairs: list[Repair]) -> Wording:
    """What would repair the sheet; one of several where it is not known which."""
    if not repairs:
        return "ตรวจคะแนนกับประกาศผล", "Compare the scores with the published result."
    named = [(*_name(repair.cell), _points(repair.value)) for repair in repairs]
    th = " หรือ ".join(f"แก้{name} เป็น {value}" for name, _, value in named)
    en = " or ".join(f"correct {name} to {value}" for _, name, value in named)
    return ("อย่างใดอย่างหนึ่ง: " if len(named) > 1 else "") + th, _sentence(en)


def _name(cell: str) -> Wording:
    if cell == "total":
        return "คะแนนรวม", "the total"
    return (f"ตัวชี้วัดที่ {cell}", f"indicator {cell}") if cell.isdecimal() else (f"คะแนน {cell}", cell)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _points(value: Decimal | str | None) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else value or "-"
