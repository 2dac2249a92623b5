"""The figures of the house: numbers that open the rows they count, each known by its code.

The apps above hand theirs over; this house knows them by name only (`settings.FIGURE_SOURCES`: modules with
``figures``, as `Source` describes). Whoever uses a figure names its code and never the app that counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings
from django.http import Http404

from prongsai.base.access import Viewer
from prongsai.paper.writing.content import Figure


class Source(Protocol):
    """What a module of `settings.FIGURE_SOURCES` answers."""

    def figures(self, viewer: Viewer, year: int) -> Iterable[Figure]:
        """The figures of a fiscal year that this viewer may see: codes that mean the same in every year, in Thai."""


def figures_of(viewer: Viewer, year: int) -> tuple[Figure, ...]:
    """Every figure of a fiscal year that this viewer may see. Shape: in the order of lists; each code once."""
    return tuple(figure for source in _sources() for figure in source.figures(viewer, year))


def figure_of(viewer: Viewer, year: int, code: str) -> Figure:
    """One figure by its code, as it stands now. Raises: Http404 when it is not there for this viewer."""
    if found := next((each for each in figures_of(viewer, year) if each.code == code), None):
        return found
    raise Http404


def _sources() -> list[Source]:
    return [cast(Source, import_module(name)) for name in settings.FIGURE_SOURCES]
