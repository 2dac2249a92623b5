"""How an element stands: what is shown for it, whether it opens, whether it is about the right time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from prongsai.core.disclosure.spans import Span

_STATE_WORDS = {
    "missing": ("ยังไม่มี", "missing"),
    "there": ("มีแล้ว", "there"),
    "stale": ("ไม่ตรงช่วงเวลา", "not of its period"),
    "unreachable": ("เปิดไม่ได้", "unreachable"),
    "not_due": ("ยังไม่ถึงเวลา", "not due yet"),
}


class ElementState(StrEnum):
    """How an element, or a whole item, stands; the most pressing first."""

    MISSING = "missing"
    UNREACHABLE = "unreachable"
    STALE = "stale"
    NOT_DUE = "not_due"
    THERE = "there"

    @property
    def words(self) -> tuple[str, str]:
        """What screens and papers call it, in Thai and in English."""
        return _STATE_WORDS[self.value]


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing shown for an element, as the rule sees it.

    Shape: `covers` is first day and the day after the last of the time it tells of, `dated_on` its own day; None
    where nobody said.
    """

    covers: tuple[date, date] | None
    dated_on: date | None
    is_reachable: bool


def state_of(shown: Iterable[Shown], span: Span | None, today: date) -> ElementState:
    """How an element stands on a day; of several things shown the best counts: there, then unreachable, then stale.

    What opens and is of the element's time makes it there. For a fiscal year it is of the time when what it covers
    overlaps the year; for the first six months what opens must cover them whole, in one piece or in several (two
    quarterly reports). Where nobody said what a thing covers, its own day must not lie before the span begins, and
    where nobody said either it is taken as it is: no verdict is made out of nothing. As long as the time is not over
    (before `due_on`) nothing can be of it yet, and what is missing or of another time is only not due.

    Source: this project's own reading of `report_period`; what the assessor accepts stands in the year's handbook.
    """
    every = tuple(shown)
    if _is_told([each for each in every if each.is_reachable], span):
        return ElementState.THERE
    if not all(each.is_reachable for each in every):
        return ElementState.UNREACHABLE
    if span is not None and today < span.due_on:
        return ElementState.NOT_DUE
    return ElementState.STALE if every else ElementState.MISSING


def item_state(states: Iterable[ElementState]) -> ElementState:
    """How a whole item stands: there only when every element is, else as its most pressing element.

    An item without any element shows nothing, and is missing.
    """
    found = set(states)
    return next((state for state in ElementState if state in found), ElementState.MISSING)


def _is_told(shown: list[Shown], span: Span | None) -> bool:
    if span is None:
        return bool(shown)
    if any(_fits_alone(each, span) for each in shown):
        return True
    covered = [each.covers for each in shown if each.covers is not None]
    return span.kind.is_first_half and _is_covered(span, covered)


def _fits_alone(each: Shown, span: Span) -> bool:
    if each.covers is None:
        return each.dated_on is None or each.dated_on >= span.starts_on
    first, after = each.covers
    if span.kind.is_first_half:
        return first <= span.starts_on and after >= span.ends_on
    return first < span.ends_on and after > span.starts_on


def _is_covered(span: Span, pieces: Iterable[tuple[date, date]]) -> bool:
    """Whether the pieces, laid side by side, leave no day of the span out."""
    told_until = span.starts_on
    for first, after in sorted(pieces):
        if first <= told_until:
            told_until = max(told_until, after)
    return told_until >= span.ends_on
