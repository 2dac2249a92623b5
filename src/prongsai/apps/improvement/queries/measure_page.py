"""A measure and a step as pages: what, why, who, when, how followed, what was reported, what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise

from prongsai.apps.assessment.queries.cells import label_of
from prongsai.apps.assessment.queries.codes import CodeTitle, title_of
from prongsai.apps.improvement.models import Activity, Measure, Plan, Proof, Report, Round, Step
from prongsai.apps.improvement.queries.activities import activities_seen
from prongsai.apps.improvement.queries.evidence import key_of, proofs_of
from prongsai.apps.improvement.queries.plan_page import MeasureRow, StepRow, measure_row
from prongsai.apps.improvement.queries.plans import found, steps_seen
from prongsai.apps.improvement.queries.reports import REPORT_WORDS
from prongsai.apps.improvement.queries.weak_points import WeakPoint, inbox_of
from prongsai.base.access import Viewer
from prongsai.core.framework import nearest


@dataclass(frozen=True, slots=True)
class Told:
    """A report as a page of what it is of shows it."""

    report: Report

    @property
    def mark(self) -> str:
        """Where it stands, as the marks of the house know it."""
        return REPORT_WORDS[self.report.state][0]

    @property
    def word(self) -> Promise:
        """Where it stands, in words."""
        return REPORT_WORDS[self.report.state][1]


@dataclass(frozen=True)
class MeasurePage:
    """A measure, ready to be shown. Shape: `reports` and `proofs` in the order they came."""

    plan: Plan
    row: MeasureRow
    indicator: str
    titles: tuple[CodeTitle, ...]
    weak_points: tuple[WeakPoint, ...]
    reports: tuple[Told, ...]
    proofs: tuple[Proof, ...]
    activities: tuple[Activity, ...]
    rounds: tuple[Round, ...]

    @property
    def measure(self) -> Measure:
        """The measure itself."""
        return self.row.measure


@dataclass(frozen=True)
class StepPage:
    """A step, ready to be shown, with the measure it is of."""

    plan: Plan
    row: StepRow
    of: MeasureRow
    reports: tuple[Told, ...]
    proofs: tuple[Proof, ...]
    activities: tuple[Activity, ...]
    rounds: tuple[Round, ...]

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.row.step


def measure_page(viewer: Viewer, measure: Measure, today: date) -> MeasurePage:
    """A measure the viewer may see, with everything that was reported and handed in for it."""
    plan = measure.plan
    row = measure_row(viewer, plan, measure.pk, today)
    steps = [each.step for each in row.steps]
    answered = {each.subject for each in row.measure.answers.all()}
    points = inbox_of(viewer, plan.fiscal_year).points if answered else ()
    return MeasurePage(
        plan,
        row,
        indicator=label_of(nearest(plan.fiscal_year), str(measure.indicator)) if measure.indicator else "",
        titles=tuple(title_of(code, plan.fiscal_year) for code in measure.codes),
        weak_points=tuple(each for each in points if each.subject in answered),
        reports=_reports(Q(measure=measure) & (Q(step=None) | Q(step__in=steps_seen(viewer)))),
        proofs=_in_order(proofs_of(viewer, [measure, *steps])),
        activities=tuple(activities_seen(viewer).filter(Q(measure=measure) | Q(step__in=steps))),
        rounds=_open_rounds(plan),
    )


def step_page(viewer: Viewer, step: Step, today: date) -> StepPage:
    """A step the viewer may see, with everything that was reported and handed in for it. Raises: Http404."""
    plan = step.measure.plan
    of = measure_row(viewer, plan, step.measure_id, today)
    row = found(next((each for each in of.steps if each.step.pk == step.pk), None))
    return StepPage(
        plan,
        row,
        of,
        reports=_reports(Q(step=step)),
        proofs=tuple(proofs_of(viewer, [step])[key_of(step)]),
        activities=tuple(activities_seen(viewer).filter(step=step)),
        rounds=_open_rounds(plan),
    )


def _reports(wanted: Q) -> tuple[Told, ...]:
    reports = Report.objects.filter(wanted).select_related("round", "step", "reported_by")
    return tuple(Told(each) for each in reports.order_by("round__ends_on", "step__position", "pk"))


def _open_rounds(plan: Plan) -> tuple[Round, ...]:
    return tuple(plan.rounds.filter(closed_at=None))


def _in_order(proofs: Mapping[tuple[str, int], Iterable[Proof]]) -> tuple[Proof, ...]:
    return tuple(sorted((each for some in proofs.values() for each in some), key=lambda proof: proof.pk))
