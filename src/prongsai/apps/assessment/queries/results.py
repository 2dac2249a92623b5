"""Everything the result page of one year says, in a number of questions to the database that never grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from prongsai.apps.assessment.models import Finding, Paper, ResultSheet
from prongsai.apps.assessment.queries.bars import Chart, chart
from prongsai.apps.assessment.queries.cards import anchor_of
from prongsai.apps.assessment.queries.cells import label_of, tool_rows
from prongsai.apps.assessment.queries.codes import CodeTitle, title_of
from prongsai.apps.assessment.queries.sheets import (
    Change,
    changes_between,
    current_sheets,
    findings_of,
    result_of,
    values_of,
)
from prongsai.base.access import Viewer
from prongsai.base.said import WEIGHTS, said, sentences_said
from prongsai.core import checks, records
from prongsai.core.diagnosis import Explanation, explain_level, shortfalls, standing_of
from prongsai.core.framework import Confidence, Framework, Item, has_framework, nearest
from prongsai.core.levels import band_of
from prongsai.core.scoring import points_of, round_points
from prongsai.paper.places import Gazetteer


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An OIT item with what it is worth. Unit: `points` of the total, two decimals."""

    item: Item
    points: Decimal
    is_lost: bool
    findings: tuple[Finding, ...]

    @property
    def is_unverified(self) -> bool:
        """Whether its title or number still waits for a second source."""
        return self.item.confidence is not Confidence.CONFIRMED


@dataclass(frozen=True, slots=True)
class Sheets:
    """This year's sheet and last year's of one agency, as rows and as records, under the year's framework."""

    framework: Framework
    sheet: ResultSheet
    now: records.Result
    earlier: records.Result | None
    lost: frozenset[str]


def sheets_of(viewer: Viewer, year: int) -> Sheets | None:
    """The sheets of a year and the year before; None when the year has none."""
    found = current_sheets(viewer, (year, year - 1))
    if year not in found:
        return None
    earlier = found.get(year - 1)
    sheet = found[year]
    lost = frozenset(each.code for each in sheet.lost_items.all())
    return Sheets(nearest(year), sheet, result_of(sheet), result_of(earlier) if earlier else None, lost)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with what its codes are called in its year, what is doubtful about them, and every print of it."""

    finding: Finding
    codes: tuple[CodeTitle, ...]
    doubts: tuple[str, ...]
    prints: tuple[Finding, ...]

    @property
    def places(self) -> list[tuple[Paper, str]]:
        """Where it is printed. Shape: a paper and the id of the place in it."""
        return [(each.paper, anchor_of(records.Where(**each.where))) for each in self.prints]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A check of the figures in the reader's language."""

    code: str
    severity: records.Severity
    message: str
    fix: str

    @property
    def word(self) -> Promise:
        """How heavy it is."""
        return WEIGHTS[self.severity]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The result page of one year. Shape: `changes` in the order of the sheet, `ranking` from the highest score."""

    sheets: Sheets
    lead: str
    reasons: tuple[str, ...]
    headline: str
    chart: Chart
    changes: tuple[Change, ...]
    ranking: tuple[Change, ...]
    risen: tuple[Change, ...]
    fallen: tuple[Change, ...]
    contradictions: tuple[Contradiction, ...]
    items: tuple[ItemRow, ...]
    shortfalls: tuple[str, ...]
    findings: tuple[FindingRow, ...]
    has_framework: bool

    @property
    def year_before(self) -> int | None:
        """The fiscal year compared with, if its result is known."""
        return self.sheets.earlier.fiscal_year if self.sheets.earlier else None


def result_page(viewer: Viewer, year: int) -> ResultPage | None:
    """Everything the result page of a year says; None when no result is recorded."""
    sheets = sheets_of(viewer, year)
    if sheets is None:
        return None
    findings = findings_of(viewer, year)
    explanation = explain_level(sheets.framework, sheets.now)
    changes = changes_of(sheets)
    return ResultPage(
        sheets=sheets,
        lead=lead_of(sheets, explanation),
        reasons=sentences_said(explanation.sentences),
        headline=_headline(changes),
        chart=chart(tool_rows(sheets.framework), values_of(sheets.now), values_of(sheets.earlier)),
        changes=changes,
        ranking=_ranking(changes),
        risen=_moved(changes, up=True),
        fallen=_moved(changes, up=False),
        contradictions=contradictions_of((sheets.now,)),
        items=items_of(sheets, findings),
        shortfalls=_shortfalls(sheets),
        findings=finding_rows(findings),
        has_framework=has_framework(year),
    )


def changes_of(sheets: Sheets) -> tuple[Change, ...]:
    """Every cell of both years, in the order of the sheet. Unit: points 0-100."""
    return changes_between(sheets.framework, values_of(sheets.now), values_of(sheets.earlier))


def contradictions_of(results: tuple[records.Result, ...]) -> tuple[Contradiction, ...]:
    """What the figures of result sheets contradict, each with its repair."""
    reading = records.Reading(source=records.Source("", "", ""), results=results)
    return tuple(
        Contradiction(each.code, each.severity, said(each.message, each.message_en), said(each.fix, each.fix_en))
        for each in checks.run(reading, Gazetteer())
        if each.code.startswith("score.")
    )


def lead_of(sheets: Sheets, explanation: Explanation) -> str:
    """The level as one sentence: which it is, which it is not, and what holds it down."""
    if explanation.level is None:
        return _("ยังบอกระดับไม่ได้ เพราะคะแนนที่มีไม่พอ")
    if explanation.next_level is None:
        return _("%s ระดับสูงสุดแล้ว") % explanation.level
    held = [_held(sheets, cell, explanation.next_level) for cell in explanation.held_by]
    names = {"level": explanation.level, "next": explanation.next_level, "held": ", ".join(held)}
    if not held:
        return _("%(level)s ไม่ใช่ %(next)s") % names
    return _("%(level)s ไม่ใช่ %(next)s เพราะ %(held)s") % names


def _held(sheets: Sheets, cell: str, next_level: str) -> str:
    """A cell below what the next level asks; a value that is not printed is said to be reckoned."""
    band = band_of(sheets.framework, next_level)
    floor = band and (band.total_min if cell == "total" else band.each_tool_min)
    printed = values_of(sheets.now).get(cell)
    names = {
        "label": label_of(sheets.framework, cell),
        "floor": f"{(floor or Decimal()).normalize():f}",
        "value": printed,
    }
    if printed is not None:
        return _("%(label)s ต่ำกว่า %(floor)s (ได้ %(value)s)") % names
    names["value"] = standing_of(sheets.framework, sheets.now).tools.get(cell)
    return _("%(label)s ต่ำกว่า %(floor)s (คำนวณได้ %(value)s)") % names


def items_of(sheets: Sheets, findings: Iterable[Finding]) -> tuple[ItemRow, ...]:
    """The year's OIT items, those worth most first, with the findings that name them. Unit: points of the total."""
    naming: dict[str, list[Finding]] = {}
    for finding in findings:
        for code in {finding.code, *finding.items}:
            naming.setdefault(code, []).append(finding)
    rows = [
        ItemRow(
            item,
            round_points(points_of(sheets.framework, item.code)),
            item.code in sheets.lost,
            tuple(naming.get(item.code, ())),
        )
        for item in sheets.framework.items
    ]
    return tuple(sorted(rows, key=lambda row: (not row.is_lost, -row.points)))


def finding_rows(findings: Iterable[Finding]) -> tuple[FindingRow, ...]:
    """Findings with the titles of their codes; one that several papers print in the same words stands once."""
    prints: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        prints.setdefault(_said_by(finding), []).append(finding)
    return tuple(_finding_row(same) for same in prints.values())


def _said_by(finding: Finding) -> tuple[object, ...]:
    """What a finding says, whichever paper prints it and however its lines are broken."""
    texts = (" ".join(text.split()) for text in (finding.remark, finding.recommendation))
    lists = (tuple(finding.items), tuple(finding.missing_elements))
    return (finding.tool, finding.part, finding.indicator, finding.code, *texts, *lists)


def _finding_row(same: list[Finding]) -> FindingRow:
    finding = same[0]
    codes = dict.fromkeys(code for code in (finding.code, *finding.items) if code)
    titles = tuple(title_of(code, finding.fiscal_year) for code in codes)
    doubts = dict.fromkeys(said(doubt["th"], doubt["en"]) for each in same for doubt in each.doubts)
    return FindingRow(finding, titles, tuple(doubts), tuple(same))


def _headline(changes: Iterable[Change]) -> str:
    """The chart's title: what it shows, not what it is."""
    scored = _ranking(changes)
    if not scored:
        return _("ยังไม่มีคะแนนรายตัวชี้วัด")
    low = [each for each in scored if each.now is not None and each.now < 85]
    weakest = scored[-1]
    if low:
        names = {"count": len(low), "name": weakest.label, "value": weakest.now}
        return _("ต่ำกว่า 85 อยู่ %(count)d ตัวชี้วัด ต่ำสุดคือ %(name)s (%(value)s)") % names
    return _("ทุกตัวชี้วัดถึง 85 ต่ำสุดคือ %(name)s (%(value)s)") % {"name": weakest.label, "value": weakest.now}


def _ranking(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The indicators from the highest score to the lowest; those without a score are left out."""
    scored = [(each.now, each) for each in changes if each.cell.isdigit() and each.now is not None]
    return tuple(each for _now, each in sorted(scored, key=lambda pair: (-pair[0], int(pair[1].cell))))


def _moved(changes: Iterable[Change], *, up: bool) -> tuple[Change, ...]:
    """The indicators that rose (or fell), the largest move first."""
    moved = [(each.difference, each) for each in changes if each.cell.isdigit() and each.difference]
    chosen = [pair for pair in moved if (pair[0] > 0) is up]
    return tuple(each for _by, each in sorted(chosen, key=lambda pair: -abs(pair[0])))


def _shortfalls(sheets: Sheets) -> tuple[str, ...]:
    """How many items each sub-indicator must have lost, by the printed scores alone."""
    return tuple(
        _("ตัวชี้วัดย่อย %(code)s เสีย %(count)s ข้อ")
        % {
            "code": each.sub_indicator,
            "count": each.fewest if each.fewest == each.most else f"{each.fewest}-{each.most}",
        }
        for each in shortfalls(sheets.framework, sheets.now)
    )
