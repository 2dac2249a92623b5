"""Rows of a year as programs list them: everything a row shows at hand, in a number of questions that never grows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from prongsai.apps.improvement.models import Measure, Ownership, Plan, Proof, Report, Round, Step
from prongsai.apps.improvement.queries.evidence import proofs_seen
from prongsai.apps.improvement.queries.plans import found, measures_seen, steps_seen
from prongsai.base.access import Viewer

Owned = TypeVar("Owned", Measure, Step)


def listed_measures(viewer: Viewer, year: int) -> QuerySet[Measure]:
    """The measures of a year's plan that the viewer may see, with steps, owners and answers. Shape: in its order."""
    steps = Prefetch("steps", _with_owners(steps_seen(viewer)))
    return _with_owners(measures_seen(viewer).filter(plan__fiscal_year=year)).prefetch_related(steps, "answers")


def listed_steps(viewer: Viewer, year: int) -> QuerySet[Step]:
    """The steps of a year's plan that the viewer may see, with their owners. Shape: in the order of the plan."""
    steps = _with_owners(steps_seen(viewer).filter(measure__plan__fiscal_year=year))
    return steps.order_by("measure__position", "measure_id", "position", "pk")


def listed_reports(viewer: Viewer, round_: Round) -> QuerySet[Report]:
    """The reports of a round on what the viewer may see, the people at hand. Shape: in the order they first came."""
    reports = Report.objects.filter(round=round_)
    seen = reports.filter(measure__in=measures_seen(viewer).order_by(), step=None)
    seen |= reports.filter(step__in=steps_seen(viewer).order_by())
    return seen.select_related("reported_by", "decided_by").order_by("pk")


def listed_measure(viewer: Viewer, year: int, measure_id: int) -> Measure:
    """One measure as `listed_measures` gives them. Raises: Http404."""
    return found(listed_measures(viewer, year).filter(pk=measure_id).first())


def listed_step(viewer: Viewer, year: int, step_id: int) -> Step:
    """One step as `listed_steps` gives them. Raises: Http404."""
    return found(listed_steps(viewer, year).filter(pk=step_id).first())


def listed_report(viewer: Viewer, round_: Round, report_id: int) -> Report:
    """One report as `listed_reports` gives them. Raises: Http404."""
    return found(listed_reports(viewer, round_).filter(pk=report_id).first())


def listed_proofs(viewer: Viewer, proofs: list[Proof]) -> list[Proof]:
    """These uses as they are saved. Shape: in the order they came."""
    return list(proofs_seen(viewer).filter(pk__in=[each.pk for each in proofs]))


def counts_in(viewer: Viewer, plan: Plan) -> Mapping[str, int]:
    """How many measures, steps and rounds of a plan the viewer may see. Shape: name to count."""
    return {
        "measures": measures_seen(viewer).filter(plan=plan).count(),
        "steps": steps_seen(viewer).filter(measure__plan=plan).count(),
        "rounds": plan.rounds.count(),
    }


def _with_owners(rows: QuerySet[Owned]) -> QuerySet[Owned]:
    return rows.prefetch_related(Prefetch("ownerships", Ownership.objects.all()))
