"""The figures of results: scores and what was found (`settings.FIGURE_SOURCES`)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import override

from prongsai.apps.assessment.queries.results import finding_rows
from prongsai.apps.assessment.queries.sheets import findings_of
from prongsai.apps.assessment.queries.subjects import findings_figure, may_see, results_for, score_figures
from prongsai.base.access import Viewer
from prongsai.paper.writing.content import Figure


def figures(viewer: Viewer, year: int) -> Iterable[Figure]:
    """The scores of a year and how many remarks came with them, once its result is recorded."""
    results = results_for(viewer, year) if may_see(viewer) else ()
    if not results or results[0].fiscal_year != year:
        return ()
    with override("th"):  # a figure is printed in Thai, whoever looks at it in which language
        found = finding_rows(findings_of(viewer, year))
        return (*score_figures(viewer.agency, results[0]), findings_figure(viewer, year, len(found)))
