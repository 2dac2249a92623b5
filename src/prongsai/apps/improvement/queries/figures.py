"""The figures of the improvement cycle: plan, weak points, rounds, activities (`settings.FIGURE_SOURCES`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import override

from prongsai.apps.improvement.models import Round
from prongsai.apps.improvement.queries.activities import activities_of
from prongsai.apps.improvement.queries.paper_activities import activities_figure
from prongsai.apps.improvement.queries.paper_contents import plan_reading
from prongsai.apps.improvement.queries.paper_figures import plan_figures, round_figures
from prongsai.apps.improvement.queries.plans import WHOLE, plan_in
from prongsai.apps.improvement.queries.rounds import content_of, round_page
from prongsai.base.access import Viewer
from prongsai.core.thai import fiscal_year_of
from prongsai.paper.writing.content import Figure


def figures(viewer: Viewer, year: int) -> Iterable[Figure]:
    """What papers of this year's plan, rounds and activities count, for viewers who may see the whole of them."""
    if not viewer.may(WHOLE):
        return ()
    with override("th"):  # a figure is printed in Thai, whoever looks at it in which language
        return tuple(_figures(viewer, year))


def _figures(viewer: Viewer, year: int) -> Iterator[Figure]:
    if plan := plan_in(viewer, year):
        yield from plan_figures(viewer, plan, *plan_reading(viewer, plan))
        for round_ in plan.rounds.select_related("plan"):
            page = round_page(viewer, round_, content_of(viewer, round_))
            for each in round_figures(viewer, page):
                yield replace(each, code=f"{_code(round_)}.{each.code}")
    if held := activities_of(viewer, year):
        yield activities_figure(viewer, year, len(held))


def _code(round_: Round) -> str:
    """A round by the days of its year it runs between, so that the code means the same in every year; one that a paper
    brought from another year by its days."""
    is_of_its_year = fiscal_year_of(round_.starts_on) == round_.plan.fiscal_year
    form = "%m%d" if is_of_its_year else "%Y%m%d"
    return f"round-{round_.starts_on:{form}}-{round_.ends_on:{form}}"
