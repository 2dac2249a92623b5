"""Plans, measures and steps that a viewer may see: an officer sees what is theirs to do, others the whole plan."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from prongsai.apps.improvement.models import Measure, Ownership, Plan, Step
from prongsai.base.access import Viewer

Row = TypeVar("Row")

WHOLE = "plan.read"
"""Whoever may read plans sees all of them; whoever may not sees their own work."""


def plan_in(viewer: Viewer, year: int) -> Plan | None:
    """The plan of a fiscal year of the viewer's agency, if there is one."""
    return Plan.objects.filter(agency=viewer.agency, fiscal_year=year).first()


def plan_of(viewer: Viewer, year: int) -> Plan:
    """The plan of a fiscal year of the viewer's agency. Raises: Http404."""
    return found(plan_in(viewer, year))


def measures_seen(viewer: Viewer) -> QuerySet[Measure]:
    """The measures of the viewer's agency that they may see, of every year. Shape: in the order of their plans."""
    return measures_ever(viewer).filter(removed_at=None)


def steps_seen(viewer: Viewer) -> QuerySet[Step]:
    """The steps of the viewer's agency that they may see; whoever owns a measure owns the steps nobody else does."""
    return steps_ever(viewer).filter(removed_at=None, measure__removed_at=None)


def measure_of(viewer: Viewer, measure_id: int) -> Measure:
    """One measure the viewer may see, its plan at hand. Raises: Http404."""
    return found(measures_seen(viewer).select_related("plan").filter(pk=measure_id).first())


def step_of(viewer: Viewer, step_id: int) -> Step:
    """One step the viewer may see, its measure and plan at hand. Raises: Http404."""
    return found(steps_seen(viewer).select_related("measure__plan").filter(pk=step_id).first())


def measure_in(viewer: Viewer, year: int, measure_id: int) -> Measure:
    """One measure of the plan of a year that the viewer may see, its plan at hand. Raises: Http404."""
    measures = measures_seen(viewer).filter(plan__fiscal_year=year, pk=measure_id)
    return found(measures.select_related("plan", "agency").first())


def step_in(viewer: Viewer, year: int, step_id: int) -> Step:
    """One step of the plan of a year that the viewer may see, measure and plan at hand. Raises: Http404."""
    steps = steps_seen(viewer).filter(measure__plan__fiscal_year=year, pk=step_id)
    return found(steps.select_related("measure__plan", "agency").first())


def measures_of(viewer: Viewer, plan: Plan) -> list[Measure]:
    """The measures of a plan that the viewer may see, with steps, owners and answers, in four questions.

    Shape: in the plan's order, the steps of each in theirs; read steps by ``measure.steps.all()``.
    """
    steps = Prefetch("steps", steps_seen(viewer).prefetch_related("ownerships"))
    return list(measures_seen(viewer).filter(plan=plan).prefetch_related("ownerships", steps, "answers"))


def other_measures(viewer: Viewer, step: Step) -> list[Measure]:
    """The measures of its plan that a step could move to. Shape: in the plan's order."""
    return list(measures_seen(viewer).filter(plan=step.measure.plan_id).exclude(pk=step.measure_id))


def found(row: Row | None) -> Row:
    """The row itself. Raises: Http404 when it is not there for the viewer."""
    if row is None:
        raise Http404
    return row


def is_owner(viewer: Viewer) -> Q:
    """Ownerships of the viewer, by person or by unit."""
    return Q(person=viewer.person) | Q(unit__in=viewer.units)


def measures_ever(viewer: Viewer) -> QuerySet[Measure]:
    """The measures the viewer may see, and those that were and are taken out: what a history is of."""
    measures = Measure.objects.filter(agency=viewer.agency)
    return measures if viewer.may(WHOLE) else measures.filter(pk__in=_own_measures(viewer).values("pk"))


def steps_ever(viewer: Viewer) -> QuerySet[Step]:
    """The steps the viewer may see, and those that were and are taken out: what a history is of."""
    steps = Step.objects.filter(agency=viewer.agency)
    return steps if viewer.may(WHOLE) else steps.filter(pk__in=_own_steps(viewer).values("pk"))


def _own_steps(viewer: Viewer) -> QuerySet[Step]:
    mine = Ownership.objects.filter(is_owner(viewer))
    unowned = ~Q(pk__in=Ownership.objects.filter(step__isnull=False).values("step"))
    by_measure = Q(measure__in=mine.filter(measure__isnull=False).values("measure")) & unowned
    return Step.objects.filter(Q(pk__in=mine.filter(step__isnull=False).values("step")) | by_measure).order_by()


def _own_measures(viewer: Viewer) -> QuerySet[Measure]:
    """Their own, and those of which a step is theirs."""
    mine = Ownership.objects.filter(is_owner(viewer))
    own = Q(pk__in=mine.filter(measure__isnull=False).values("measure"))
    by_step = Q(pk__in=mine.filter(step__isnull=False).values("step__measure"))
    return Measure.objects.filter(own | by_step).order_by()
