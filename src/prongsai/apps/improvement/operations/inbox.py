"""What becomes of weak points: answered by a new measure, joined to one, set aside, and each of these taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from prongsai.apps.improvement.models import Answer, Measure, Plan, SetAside
from prongsai.apps.improvement.operations.history import remember, state_of
from prongsai.apps.improvement.operations.measures import MeasureOrigin, add_measure, must_be_there
from prongsai.apps.improvement.operations.plans import hold_open, plan_to_write
from prongsai.apps.improvement.operations.steps import NewStep, Owner
from prongsai.apps.improvement.queries.weak_points import WeakPoint
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused


@operation("weak_point.answered")
def answer_weak_point(
    *,
    by: Viewer,
    at: datetime,
    year: int,
    point: WeakPoint,
    words: MeasureOrigin,
    owners: Iterable[Owner] = (),
    steps: Iterable[NewStep] = (),
) -> Measure:
    """Answer a weak point with a new measure of the year's plan, which is begun where there is none.

    A reason to have no measure is void from now on. Raises: Refused when the plan is not open to change.
    """
    plan = plan_to_write(by, at, year)
    deed = "weak_point.answered"
    measure = add_measure(plan, by, at, deed=deed, owners=owners, steps=steps, answers=[point.subject], **words)
    plan.set_aside.filter(subject=point.subject).delete()
    note(measure, weak_point=point.label, weak_point_key=point.subject)
    return measure


@operation("weak_point.joined")
def join_weak_point(*, by: Viewer, at: datetime, point: WeakPoint, measure: Measure) -> None:
    """Let a measure that the plan has already answer a weak point too; a reason to have no measure is void.

    Raises: Refused when the plan is not open to change, or the measure was taken out of it.
    """
    plan = hold_open(measure.plan)
    must_be_there(measure)
    before = state_of(measure)
    Answer.objects.get_or_create(measure=measure, subject=point.subject)
    plan.set_aside.filter(subject=point.subject).delete()
    remember(by=by, at=at, record=measure, deed="weak_point.joined", before=before)
    note(measure, weak_point=point.label, weak_point_key=point.subject)


@operation("weak_point.set_aside")
def set_weak_point_aside(*, by: Viewer, at: datetime, year: int, point: WeakPoint, reason: str) -> SetAside:
    """Leave a weak point without a measure this year, and say why; said again, the newer reason holds.

    Raises: Refused without a reason, when a measure answers it, and when the plan is not open to change.
    """
    plan = plan_to_write(by, at, year)
    if not reason.strip():
        raise Refused("กรุณาบอกเหตุผลที่พักไว้", "Please say why it is set aside.")
    if Answer.objects.filter(measure__plan=plan, measure__removed_at=None, subject=point.subject).exists():
        raise Refused(
            "จุดนี้มีมาตรการแล้ว หากต้องการพักไว้ ให้แยกออกจากมาตรการก่อน",
            "A measure answers this; take it apart from the measure before setting it aside.",
        )
    told = {"reason": reason.strip(), "by": by.person, "at": at}
    aside, _is_new = SetAside.objects.update_or_create(plan=plan, subject=point.subject, defaults=told)
    note(plan, weak_point=point.label, weak_point_key=point.subject)
    return aside


@operation("weak_point.reopened")
def reopen_weak_point(
    *, by: Viewer, at: datetime, plan: Plan, point: WeakPoint, measure: Measure | None = None
) -> None:
    """Take back what became of a weak point: that it is set aside, or that `measure` answers it. The measure stays.

    Raises: Refused when there is nothing to take back, and when the plan is not open to change.
    """
    held = hold_open(plan)
    before = state_of(measure) if measure else None
    answers = Answer.objects.filter(measure=measure, measure__plan=held, subject=point.subject)
    taken_back = answers if measure else held.set_aside.filter(subject=point.subject)
    if not taken_back.delete()[0]:
        raise Refused("ไม่มีอะไรให้ยกเลิก อาจมีผู้ทำไปก่อนแล้ว", "There is nothing to take back; somebody may have done it.")
    if measure:
        remember(by=by, at=at, record=measure, deed="weak_point.reopened", before=before)
    note(measure or held, weak_point=point.label, weak_point_key=point.subject)
