"""What is due when: steps, measures without any, rounds; late, soon, or over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, When

from prongsai.apps.improvement.models import Measure, Proof, Report, Round, Step
from prongsai.apps.improvement.queries.plans import measures_seen, steps_seen
from prongsai.base.access import Viewer
from prongsai.core.lifecycle import is_late
from prongsai.core.records import Status
from prongsai.core.thai import fiscal_year_bounds

SOON = timedelta(days=14)
ONE_DAY = timedelta(days=1)

Work = TypeVar("Work", Step, Measure)


class Timing(StrEnum):
    """How an entry stands to today; what is over asks for nothing any more."""

    LATE = "late"
    SOON = "soon"
    COMING = "coming"
    OVER = "over"


def due_steps(viewer: Viewer, first: date, after: date) -> QuerySet[Step]:
    """The steps that a viewer may see whose last day lies in a stretch of time, the day after it as `over_on`.

    A step that names no months has its measure's. Shape: their plans at hand.
    """
    says_none = Q(starts_on=None, ends_on=None, period_text="")
    over_on = Case(When(says_none, then="measure__ends_on"), default="ends_on")
    return _due(steps_seen(viewer), {"step": OuterRef("pk")}, over_on, first, after).select_related("measure__plan")


def due_measures(viewer: Viewer, first: date, after: date) -> QuerySet[Measure]:
    """The same of measures that are done as a whole: they have no steps."""
    steps = Step.objects.filter(measure=OuterRef("pk"), removed_at=None)
    whole = measures_seen(viewer).filter(~Exists(steps))
    return _due(whole, {"measure": OuterRef("pk"), "step": None}, F("ends_on"), first, after).select_related("plan")


def due_rounds(viewer: Viewer, first: date, after: date) -> QuerySet[Round]:
    """The rounds whose reports are due in a stretch of time; an officer's are those that ask something of them."""
    rounds = Round.objects.filter(agency=viewer.agency, due_on__gte=first, due_on__lt=after).select_related("plan")
    if viewer.may("round.read"):
        return rounds.order_by("due_on", "pk")
    return rounds.filter(plan__in=measures_seen(viewer).values("plan")).order_by("due_on", "pk")


@dataclass(frozen=True, slots=True)
class Due:
    """How much is late or due soon, and the first day of it. Unit: `count` entries of the calendar."""

    count: int
    first: date | None


def due_at(viewer: Viewer, year: int, today: date, timing: Timing) -> Due:
    """The steps of a year, and measures without any, that are late or due soon: the entries of this kind and timing.

    Raises: KeyError for another timing.
    """
    first, after = fiscal_year_bounds(year)
    stretches = {
        Timing.LATE: (first, min(after, today)),
        Timing.SOON: (max(first, today), min(after, today + SOON + ONE_DAY)),
    }
    steps, measures = due_steps(viewer, *stretches[timing]), due_measures(viewer, *stretches[timing])
    days: list[date] = [
        *undone(steps).values_list("over_on", flat=True),  # type: ignore[misc] # annotated by `_due`
        *undone(measures).values_list("over_on", flat=True),  # type: ignore[misc] # annotated by `_due`
    ]
    return Due(len(days), min(days) - ONE_DAY if days else None)


def last_day_of(work: Step | Measure) -> date:
    """The last day of what `due_steps` or `due_measures` found."""
    over_on: date = work.over_on  # type: ignore[union-attr] # annotated by both
    return over_on - ONE_DAY


def undone(rows: QuerySet[Work]) -> QuerySet[Work]:
    """Those that still ask for something: neither done nor put off."""
    return rows.exclude(status__in=[Status.DONE, Status.DEFERRED])


def timing_of(status: Status, day: date, today: date) -> Timing:
    """How something that should be over by the end of a day stands to today."""
    if status in {Status.DONE, Status.DEFERRED}:
        return Timing.OVER
    if is_late(status, day + ONE_DAY, today):
        return Timing.LATE
    return Timing.SOON if day - today <= SOON else Timing.COMING


def _due(
    rows: QuerySet[Work], subject: dict[str, OuterRef | None], over_on: Case | F, first: date, after: date
) -> QuerySet[Work]:
    """Of steps or measures those due in a stretch of time, and whether each has a result and accepted evidence.

    A report that was sent back says nothing.
    """
    results = Report.objects.filter(**subject).exclude(result="").exclude(state=Report.State.RETURNED)
    proofs = Proof.objects.filter(**subject, state=Proof.State.ACCEPTED, evidence__removed_at=None)
    is_proved = ExpressionWrapper(Exists(results) & Exists(proofs), output_field=BooleanField())
    due = rows.annotate(over_on=over_on, is_proved=is_proved).filter(over_on__gt=first, over_on__lte=after)
    return due.order_by("over_on", "pk")
