"""What the figures say that items show: each as it stands on the day the release is made, with its time."""

from __future__ import annotations

from prongsai.apps.disclosure.models import Exhibit, Showing
from prongsai.base.access import Viewer
from prongsai.base.figures import figures_of
from prongsai.core.publication import Said
from prongsai.paper.writing.content import Figure


def figures_shown(viewer: Viewer) -> dict[tuple[int, str], Said]:
    """The figures that the viewer's agency shows for its items. Shape: by fiscal year and code; years with none cost
    no question."""
    shown = Showing.objects.filter(exhibit__agency=viewer.agency, exhibit__removed_at=None)
    wanted = set(shown.filter(exhibit__kind=Exhibit.Kind.FIGURE).values_list("fiscal_year", "exhibit__figure"))
    return {
        (year, figure.code): _said(figure)
        for year in sorted({year for year, _code in wanted})
        for figure in figures_of(viewer, year)
        if (year, figure.code) in wanted
    }


def _said(figure: Figure) -> Said:
    return Said(f"{figure.value} {figure.unit} ({figure.period})")
