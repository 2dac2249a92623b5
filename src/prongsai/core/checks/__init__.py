"""What contradicts itself or the rules in a paper, where, and what would repair it."""

from __future__ import annotations

from prongsai.core.checks.answers import answer_checks, answered_by, is_answered_by
from prongsai.core.checks.codes import CODES, Meaning
from prongsai.core.checks.items import item_checks
from prongsai.core.checks.measures import measure_checks
from prongsai.core.checks.places import Places, place_checks
from prongsai.core.checks.scores import score_checks
from prongsai.core.checks.statuses import status_checks
from prongsai.core.records import Check, Reading, Severity, Where

__all__ = ["CODES", "Meaning", "Places", "answered_by", "is_answered_by", "run"]


def run(reading: Reading, places: Places) -> tuple[Check, ...]:
    """Every check of a reading, whatever other checks found.

    Shape: in the order of the page, what concerns the whole paper first; at one place the heaviest first. What two
    checks say in the same words of the same place stands once.
    """
    checks = [
        *score_checks(reading),
        *place_checks(reading, places),
        *item_checks(reading),
        *answer_checks(reading),
        *measure_checks(reading),
        *status_checks(reading),
    ]
    return tuple(sorted(dict.fromkeys(checks), key=_in_order))


def _in_order(check: Check) -> tuple[str, tuple[int, ...], int, str]:
    return check.where.sheet or "", _position(check.where), list(Severity).index(check.severity), check.code


def _position(where: Where) -> tuple[int, ...]:
    """Page, then tables after paragraphs of the same page, then row and column."""
    return (where.page or 0, where.table or 0, where.paragraph or 0, where.row or 0, where.column or 0)
