"""The agencies of a national run: who they are, and what their open-data items came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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


Marks = Mapping[str, Mapping[str, bool]]
"""By agency: by item code (``o1``), whether it got its 100 points. An item that is not there was not marked."""
