"""Which agencies are at work in a year."""

from __future__ import annotations

from collections.abc import Collection

from prongsai.apps.improvement.models import Plan
from prongsai.base.models import Agency


def agencies_with_plan(agencies: Collection[Agency], year: int) -> set[int]:
    """The agencies that have a plan of a fiscal year. Shape: their ids."""
    plans = Plan.objects.filter(agency__in=agencies, fiscal_year=year)
    return set(plans.order_by().values_list("agency_id", flat=True))
