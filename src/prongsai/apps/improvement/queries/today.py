"""What one person has to do now, the most urgent first, each with the number of rows its address opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from prongsai.base.access import Viewer


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do: a sentence with a verb, when it is due, and the address that opens exactly what it counts."""

    sentence: str
    address: str
    count: int
    due_on: date | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to keep in sight; its address opens the rows behind it."""

    label: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class Today:
    """Shape: at most seven `things`, the most urgent first; three `figures`."""

    things: tuple[Thing, ...]
    figures: tuple[Figure, ...]


def todo(viewer: Viewer, year: int, today: date) -> Today:
    """What the viewer has to do in a fiscal year, as of a day."""
    return Today((), ())
