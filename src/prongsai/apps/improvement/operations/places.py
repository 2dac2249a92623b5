"""The order of a plan: where a measure stands among its plan's, a step among its measure's."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet

from prongsai.apps.improvement.models import Measure, Plan, Step

Placed = Measure | Step


def siblings_of(record: Placed) -> QuerySet[Any]:
    """What stands in one order with a measure or a step, itself among them, in that order."""
    if isinstance(record, Measure):
        return Measure.objects.filter(plan=record.plan_id, removed_at=None)
    return Step.objects.filter(measure=record.measure_id, removed_at=None)


def next_place(parent: Plan | Measure) -> int:
    """The place after the last. Unit: counted from 1."""
    rows = parent.measures if isinstance(parent, Plan) else parent.steps
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def put_at(record: Placed, place: int) -> None:
    """Put a measure or a step at a place of its order; the others close up. Unit: counted from 1."""
    others = list(siblings_of(record).exclude(pk=record.pk))
    index = max(0, min(place - 1, len(others)))
    for position, each in enumerate([*others[:index], record, *others[index:]], 1):
        if each.position != position or each is record:
            each.position = position
            each.save(update_fields=["position"])


def place_of(record: Placed) -> int:
    """Where it stands now. Unit: counted from 1."""
    return [each.pk for each in siblings_of(record).only("pk")].index(record.pk) + 1
