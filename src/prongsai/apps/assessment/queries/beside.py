"""What the apps above have to say beside an agency's result (`settings.RESULT_SOURCES`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from prongsai.base.access import Viewer


@dataclass(frozen=True, slots=True)
class Beside:
    """A section beside the result. Shape: `facts` are label, value and the address of what is behind it; `more` is
    words and address."""

    heading: str
    lead: str
    facts: tuple[tuple[str, str, str], ...]
    more: tuple[str, str]
    source: str


class Source(Protocol):
    """What a module of `settings.RESULT_SOURCES` answers."""

    def beside(self, viewer: Viewer, year: int) -> Iterable[Beside]:
        """What to say beside the result of a fiscal year, in a number of questions that never grows."""


def from_above(viewer: Viewer, year: int) -> tuple[Beside, ...]:
    """Every section that an app above this one hands over, in the order of the settings."""
    sources = (cast(Source, import_module(name)) for name in settings.RESULT_SOURCES)
    return tuple(section for source in sources for section in source.beside(viewer, year))
