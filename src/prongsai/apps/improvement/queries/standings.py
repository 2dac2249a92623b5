"""How far measures and steps are, seen with their proof: done is proved, or shown as not proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.improvement.models import Measure, Plan, Proof, Report, Step
from prongsai.core import lifecycle
from prongsai.core.lifecycle import Standing
from prongsai.core.records import Status

WORDS = {
    Standing.PROVED: _("ดำเนินการแล้ว มีหลักฐาน"),
    Standing.UNPROVED: _("ดำเนินการแล้ว ยังไม่มีหลักฐานที่รับแล้ว"),
    Standing.IN_PROGRESS: _("อยู่ระหว่างดำเนินการ"),
    Standing.NOT_STARTED: _("ยังไม่ดำเนินการ"),
    Standing.DEFERRED: _("เลื่อนหรือยกเลิก"),
    Standing.UNKNOWN: _("ไม่ระบุ"),
}
"""A standing in the office's words."""

PICTURES = {
    Standing.PROVED: "done",
    Standing.UNPROVED: "warning",
    Standing.IN_PROGRESS: "in_progress",
    Standing.NOT_STARTED: "not_started",
    Standing.DEFERRED: "deferred",
    Standing.UNKNOWN: "not_started",
}
"""Which picture of ``base/state.html`` stands beside the words."""

Key = tuple[int, int | None]
"""A measure's id, and a step's of it; None for the measure as a whole."""


@dataclass(frozen=True)
class Proved:
    """For which measures and steps of a plan a result was reported, and for which evidence was accepted."""

    results: frozenset[Key] = frozenset()
    evidence: frozenset[Key] = frozenset()

    def standing_of_step(self, step: Step) -> Standing:
        """The standing of a step by itself."""
        key = (step.measure_id, step.pk)
        return lifecycle.standing(
            step.work_status, has_result=key in self.results, has_accepted_evidence=key in self.evidence
        )

    def standing_of(self, measure: Measure) -> Standing:
        """The standing its steps make of a measure, or its own where no step has moved yet.

        A measure whose steps are all done is proved only when each of them is.
        """
        steps = list(measure.steps.all())
        if not _has_moved(steps):
            key: Key = (measure.pk, None)
            has_evidence = key in self.evidence or any((measure.pk, each.pk) in self.evidence for each in steps)
            return lifecycle.standing(
                measure.work_status, has_result=key in self.results, has_accepted_evidence=has_evidence
            )
        status = lifecycle.of_steps(each.work_status for each in steps)
        proved = all(self.standing_of_step(each) is not Standing.UNPROVED for each in steps)
        return lifecycle.standing(status, has_result=proved, has_accepted_evidence=proved)


def proved_in(plan: Plan) -> Proved:
    """What was reported and proved in a plan so far, in two questions; a report that was returned says nothing."""
    reports = Report.objects.filter(round__plan=plan).exclude(result="").exclude(state=Report.State.RETURNED)
    accepted = Proof.objects.filter(
        Q(measure__plan=plan) | Q(step__measure__plan=plan), state=Proof.State.ACCEPTED, evidence__removed_at=None
    ).values_list("measure_id", "step__measure_id", "step_id")
    return Proved(
        frozenset(reports.order_by().values_list("measure_id", "step_id").distinct()),
        frozenset((measure or of_step, step) for measure, of_step, step in accepted.order_by()),
    )


def status_of(measure: Measure) -> Status:
    """The work status of a measure: what its steps make of it, or its own where no step has moved yet."""
    steps = list(measure.steps.all())
    return lifecycle.of_steps(each.work_status for each in steps) if _has_moved(steps) else measure.work_status


def percent_of(measure: Measure) -> int | None:
    """The share done of a measure: the mean of its steps, or its own where no step tells. Unit: 0-100."""
    shares = [each.percent for each in measure.steps.all()]
    told = lifecycle.share_of_steps(shares)
    return measure.percent if told is None else told


def is_late(measure: Measure, today: date) -> bool:
    """Whether a measure, or a step of it, should be over and is not."""
    return lifecycle.is_late(status_of(measure), measure.ends_on, today) or any(
        is_late_step(each, measure, today) for each in measure.steps.all()
    )


def is_late_step(step: Step, measure: Measure, today: date) -> bool:
    """Whether a step should be over and is not; one that names no months has its measure's."""
    return lifecycle.is_late(step.work_status, step.ends_on if step.is_timed else measure.ends_on, today)


def _has_moved(steps: list[Step]) -> bool:
    return any(each.work_status not in {Status.NOT_STARTED, Status.UNKNOWN} for each in steps)
