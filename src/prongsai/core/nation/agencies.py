"""The agencies of a national run: who they are, and what their open-data items came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class NationalAgency:
    """An agency as the list of a run tells of it; ``""`` and None where the list says nothing.

    `minimums` is how many must answer, by tool or part (``IIT``, ``EIT1``), where the list itself says so. Unit:
    `staff` counts those who may answer IIT.
    """

    code: str
    name: str
    kind: str
    province: str
    district: str = ""
    region: str = ""
    size: str = ""
    staff: int | None = None
    minimums: Mapping[str, int] | None = None


class ItemMarks(NamedTuple):
    """The open-data items of one agency: which got their 100 points, and which were marked at all.

    Shape: a bit an item, the first item of the year's list the lowest; only what was marked can have points.
    """

    passed: int
    marked: int


Marks = Mapping[str, ItemMarks]
"""By agency."""


def item_marks(items: Sequence[str], passed: Mapping[str, bool]) -> ItemMarks:
    """The marks of an agency from those of its items by code. Shape: `items` are all of the year, in order."""
    bits = {code: 1 << place for place, code in enumerate(items)}
    return ItemMarks(sum(bits[code] for code, gained in passed.items() if gained), sum(bits[code] for code in passed))
