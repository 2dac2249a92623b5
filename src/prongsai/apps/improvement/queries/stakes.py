"""What a plan's measures are worth: the points of the total that are lost now where they are to help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.urls import reverse

from prongsai.apps.assessment.models import Finding, ResultSheet
from prongsai.apps.assessment.queries.cells import cells_of
from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.assessment.queries.sheets import current_sheets, findings_of, result_of
from prongsai.apps.improvement.models import Measure, Plan
from prongsai.base.access import Viewer
from prongsai.core.crosswalk import crosswalk
from prongsai.core.diagnosis import Stake, stakes
from prongsai.core.framework import Framework, nearest
from prongsai.core.scoring import round_points


@dataclass(frozen=True, slots=True)
class Share:
    """One subject a measure is to help, and what is lost there now. Unit: points of the total, exact.

    `code` is an item (``o13``) or an indicator (``7``) of the result's year; `lost` is None when nobody can tell.
    """

    code: str
    label: str
    lost: Fraction | None
    worth: Fraction
    address: str

    @property
    def points(self) -> Decimal | None:
        """What is lost, rounded. Unit: points of the total, two decimals."""
        return None if self.lost is None else round_points(self.lost)

    @property
    def full_points(self) -> Decimal:
        """What full marks give, rounded. Unit: points of the total, two decimals."""
        return round_points(self.worth)


@dataclass(frozen=True)
class Lost:
    """What one year's result lost, and where. Shape: `by_code` holds indicators (``7``) and items (``o13``)."""

    viewer: Viewer
    framework: Framework
    sheet: ResultSheet | None
    by_code: Mapping[str, Stake]
    findings: Mapping[str, Finding]

    @cached_property
    def year(self) -> int:
        """The year of the result."""
        return self.sheet.fiscal_year if self.sheet else self.framework.fiscal_year

    @cached_property
    def _labels(self) -> dict[str, str]:
        return cells_of(self.framework)

    def shares_of(self, measure: Measure, plan: Plan, subjects: Iterable[str]) -> tuple[Share, ...]:
        """What a measure is to help: the items and indicators of its codes, its indicator and its weak points.

        An indicator that is narrowed down to items counts by these alone, so that nothing counts twice. Shape: the
        most lost first.
        """
        named = [code for each in measure.codes for code in self._codes_here(each, plan.fiscal_year)]
        answered = [code for subject in subjects for code in self.codes_of_subject(subject)]
        indicator = [str(measure.indicator)] if measure.indicator else []
        return self.shares([*named, *answered, *indicator])

    def shares(self, codes: Iterable[str]) -> tuple[Share, ...]:
        """The codes of the result's year as shares, each once, questions as their indicator. Shape: most lost first."""
        known = dict.fromkeys(code for each in codes if (code := self._staked(each)) in self.by_code)
        narrowed = {self._indicator_of(code) for code in known if not code.isdigit()}
        found = [self._share(code) for code in known if code not in narrowed]
        return tuple(sorted(found, key=lambda each: -(each.lost or 0)))

    def codes_of_subject(self, subject: str) -> list[str]:
        """The codes that a weak point points to. `subject` is its key."""
        kind, _dash, rest = subject.partition("-")
        if kind != "finding":
            return [rest]
        finding = self.findings.get(rest)
        return self.codes_of_finding(finding) if finding else []

    def codes_of_finding(self, finding: Finding) -> list[str]:
        """The codes a finding is on: for OIT its items, else its question or indicator."""
        items = [code for code in (finding.code, *finding.items) if self.framework.item(code)]
        if finding.tool == "OIT" and items:
            return items
        return [finding.code] if self.framework.question(finding.code) else [str(finding.indicator or "")]

    def _codes_here(self, code: str, year: int) -> list[str]:
        """What a code of the plan's year was in the year of the result; questions have no way across the years."""
        if year == self.framework.fiscal_year or not nearest(year).item(code):
            return [code]
        passage = crosswalk(nearest(year).fiscal_year, self.framework.fiscal_year).of(code)
        return [each.code for each in passage.targets] if passage else []

    def _staked(self, code: str) -> str:
        """The code that carries the points: questions have none of their own, nor items while nobody names the lost."""
        question, stake = self.framework.question(code), self.by_code.get(code)
        if question:
            return str(question.indicator)
        return self._indicator_of(code) if stake and stake.lost is None and not code.isdigit() else code

    def _indicator_of(self, code: str) -> str:
        item = self.framework.item(code)
        sub = self.framework.sub_indicator(item.sub_indicator) if item else None
        return str(sub.indicator) if sub else ""

    def _share(self, code: str) -> Share:
        stake = self.by_code[code]
        desk = [self.viewer.agency.slug, self.year, code]
        if code.isdigit():
            return Share(
                code, self._labels[code], stake.lost, stake.worth, reverse("assessment:result-cell", args=desk)
            )
        label = f"{code} {title_of(code, self.framework.fiscal_year).title}"
        return Share(code, label, stake.lost, stake.worth, reverse("assessment:result-item", args=desk))


def lost_in(viewer: Viewer, year: int) -> Lost:
    """What the viewer's agency lost in a year's result, as its current sheet says, in four questions."""
    sheet, framework = current_sheets(viewer, [year]).get(year), nearest(year)
    findings = {str(each.pk): each for each in findings_of(viewer, year)}
    if sheet is None:
        return Lost(viewer, framework, None, {}, findings)
    codes = [each.code for each in sheet.lost_items.all()]
    found = stakes(framework, result_of(sheet), codes or None)
    return Lost(viewer, framework, sheet, {each.code: each for each in found}, findings)


def points_of_shares(shares: Iterable[Share]) -> Decimal | None:
    """What shares come to together. Unit: points of the total, two decimals; None when none of them tells."""
    told = [each.lost for each in shares if each.lost is not None]
    return round_points(sum(told, Fraction())) if told else None


def result_year_for(viewer: Viewer, year: int) -> int:
    """The year whose result a plan answers: its own where it has findings or a sheet, else the latest before it."""
    sheets = ResultSheet.objects.filter(agency=viewer.agency, fiscal_year__lte=year, replaced_at=None)
    findings = Finding.objects.filter(agency=viewer.agency, fiscal_year__lte=year)
    years = [rows.order_by("-fiscal_year").values_list("fiscal_year", flat=True).first() for rows in (sheets, findings)]
    return max((each for each in years if each), default=year)
