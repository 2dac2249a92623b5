"""What a measure comes to once all of it is read: its status and period, and those of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prongsai.core.records import Measure, Period, Status, Step
from prongsai.paper.reading import cells


def settled(measure: Measure) -> Measure:
    """The measure with its status and those of its steps decided: ticks, then shares, then words."""
    decided = tuple(replace(step, status=_step_status(step)) for step in measure.steps)
    if not measure.title and len(decided) == 1:
        measure = replace(measure, title=decided[0].text)
    status = _measure_status(measure, decided)
    lent = _status_to_lend(measure, decided, status)
    period = measure.period or common_period(measure)
    return replace(measure, status=status, period=period, steps=tuple(_lent(step, lent) for step in decided))


def _status_to_lend(measure: Measure, decided: Sequence[Step], status: Status) -> Status:
    """What a measure says of the steps that say nothing: its status, or that of a result no step could be given."""
    if measure.marked or not any(step.result for step in decided):
        return status
    return cells.status_of_result(measure.result)


def _lent(step: Step, status: Status) -> Step:
    return step if step.status is not Status.UNKNOWN else replace(step, status=status)


def _step_status(step: Step) -> Status:
    if step.status is not Status.UNKNOWN:
        return step.status
    return _by_share(step.percent) or cells.status_of_result(step.result)


def _by_share(percent: int | None) -> Status | None:
    if percent is None:
        return None
    return Status.DONE if percent == 100 else Status.IN_PROGRESS if percent else Status.NOT_STARTED


def _measure_status(measure: Measure, decided: Sequence[Step]) -> Status:
    if len(measure.marked) == 1:
        return measure.marked[0]
    if measure.status is not Status.UNKNOWN:
        return measure.status
    by_share = _by_share(measure.percent)
    if by_share:
        return by_share
    of_steps = {step.status for step in decided}
    if len(of_steps) == 1 and of_steps != {Status.UNKNOWN}:
        return of_steps.pop()
    if of_steps & {Status.DONE, Status.IN_PROGRESS}:
        return Status.IN_PROGRESS
    return cells.status_of_result(measure.result)


def common_period(measure: Measure) -> Period | None:
    """The period that all steps have."""
    periods = {each.period for each in measure.steps}
    return periods.pop() if len(periods) == 1 else None
