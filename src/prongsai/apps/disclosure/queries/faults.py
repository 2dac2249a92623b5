"""What the faults of a visit mean for who shows the link: whether it is down, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.base.said import said
from prongsai.watch import Fault


def is_down(codes: Iterable[str]) -> bool:
    """Whether one of these faults keeps a visitor from what is shown; a code that is not known any more does not."""
    return any(fault.is_down for fault in known(codes))


def sentences(codes: Iterable[str]) -> tuple[str, ...]:
    """Each fault as a sentence in the reader's language, in order."""
    return tuple(said(fault.th, fault.en) for fault in known(codes))


def known(codes: Iterable[str]) -> tuple[Fault, ...]:
    """The faults of these codes; a visit may name one that a later version of the house has no more."""
    return tuple(Fault(code) for code in codes if code in set(Fault))
