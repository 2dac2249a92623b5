"""How work and papers move: which state may follow which, what a measure's steps make of it, when something is late.

Four things are never mixed: the verdict (a score), the work status, the share done and the proof.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

from prongsai.core.records import Status


class SignOff(StrEnum):
    """Where a plan stands between being written and being issued."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"


class ReportState(StrEnum):
    """Where a report of progress stands between its owner and the clerk."""

    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Standing(StrEnum):
    """A work status and its proof, seen together: done counts as done only with a result and accepted evidence."""

    PROVED = "proved"
    UNPROVED = "unproved"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


NEXT: dict[str, dict[SignOff, SignOff]] = {
    "submit": {SignOff.DRAFT: SignOff.SUBMITTED},
    "return": {SignOff.SUBMITTED: SignOff.DRAFT},
    "approve": {SignOff.SUBMITTED: SignOff.APPROVED},
    "issue": {SignOff.APPROVED: SignOff.ISSUED},
    "revise": {SignOff.APPROVED: SignOff.DRAFT, SignOff.ISSUED: SignOff.DRAFT},
}
"""Deed -> state before -> state after. What is not here cannot be done."""


def after(deed: str, state: SignOff) -> SignOff | None:
    """The state a sign-off deed leads to; None when it cannot be done in this state."""
    return NEXT[deed].get(state)


def is_open_to_change(state: SignOff) -> bool:
    """Whether a plan's content may be written: what somebody is asked to sign, or has signed, stands still."""
    return state is SignOff.DRAFT


def standing(status: Status, *, has_result: bool, has_accepted_evidence: bool) -> Standing:
    """What a status is worth with its proof: done without a result or without accepted evidence is unproved."""
    if status is Status.DONE:
        return Standing.PROVED if has_result and has_accepted_evidence else Standing.UNPROVED
    return Standing(status.value)


def of_steps(statuses: Iterable[Status]) -> Status:
    """The status that its steps make of a measure: done when all are done or put off, begun once one has begun."""
    found = set(statuses)
    if not found or found == {Status.UNKNOWN}:
        return Status.UNKNOWN
    if found == {Status.DEFERRED}:
        return Status.DEFERRED
    if found <= {Status.DONE, Status.DEFERRED}:
        return Status.DONE
    if found <= {Status.NOT_STARTED, Status.DEFERRED, Status.UNKNOWN}:
        return Status.NOT_STARTED
    return Status.IN_PROGRESS


def share_of_steps(shares: Collection[int | None]) -> int | None:
    """The share done of a measure: the plain mean of its steps, rounded down. Unit: 0-100; None when none tells."""
    if not shares or all(share is None for share in shares):
        return None
    return sum(share or 0 for share in shares) // len(shares)


def is_late(status: Status, ends_on: date | None, today: date) -> bool:
    """Whether something should be over and is not: `ends_on` is the first day after its period."""
    return ends_on is not None and today >= ends_on and status not in {Status.DONE, Status.DEFERRED}
