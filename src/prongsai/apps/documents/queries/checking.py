"""What the checks of papers say of an official one before it is issued, and which record they speak of."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.base.said import SaidCheck
from prongsai.core import checks
from prongsai.core.records import Reading, Severity, Where
from prongsai.paper.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Doubt(SaidCheck):
    """One check and the record it is about; `place` is "" for what concerns the whole paper."""

    place: str

    @property
    def is_error(self) -> bool:
        """Whether a paper is issued with it only for a reason."""
        return self.check.severity is Severity.ERROR


def doubts_in(reading: Reading) -> tuple[Doubt, ...]:
    """What contradicts itself or is missing in what a paper says, the heaviest first."""
    weights = list(Severity)
    found = sorted(checks.run(reading, Gazetteer()), key=lambda each: weights.index(each.severity))
    return tuple(Doubt(each, place_of(reading, each.where)) for each in found)


def errors_in(reading: Reading) -> tuple[Doubt, ...]:
    """What contradicts itself: with it a paper is issued only for a reason."""
    return tuple(each for each in doubts_in(reading) if each.is_error)


def place_of(reading: Reading, where: Where) -> str:
    """The measure or step that stands at a place, in its own words."""
    if where.table is None:
        return ""
    for measure in reading.measures:
        if measure.where.table != where.table:
            continue
        step = next((each for each in measure.steps if where.row and each.where.row == where.row), None)
        if step or not where.row or measure.where.row in (None, where.row):
            return step.text if step else measure.title or measure.finding
    return ""
