"""Which years agencies have something to show of."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max

from prongsai.apps.assessment.models import Paper, ResultSheet
from prongsai.base.models import Agency


def latest_years(agencies: Collection[Agency]) -> dict[int, int]:
    """The latest year each agency has a result of, or else a paper. Shape: agency's id to Buddhist-era fiscal year."""
    papers = Paper.objects.filter(agency__in=agencies)
    results = ResultSheet.objects.filter(agency__in=agencies, replaced_at=None)
    return {
        agency: year
        for rows in (papers, results)
        for agency, year in rows.order_by().values_list("agency_id").annotate(year=Max("fiscal_year"))
    }
