"""Counts of people that are too small to be shown, and totals that do not give them away.

The threshold is the agency's own choice (`Site.fewest`); no official number is known for it, and none is claimed.

A total is made of what is shown, never of what was counted: where a part is withheld, the total is the range between
the smallest and the largest it can be. So everything shown follows from the single shown counts, and whoever puts
parts, totals, years and earlier releases together, knowing these very lines, learns nothing more about a withheld
count than that it is smaller than the threshold. The usual other way, to show the exact total and to withhold a
second part for it, hides more and is undone by comparing two releases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SHOWN = re.compile(r"(?P<less><)?(?P<count>[0-9]+)")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a shown count can have been. Unit: people; both ends are possible, and equal where it is shown exactly."""

    at_least: int
    at_most: int

    @property
    def is_exact(self) -> bool:
        """Whether the count itself is shown."""
        return self.at_least == self.at_most

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.at_least + other.at_least, self.at_most + other.at_most)


def shown_count(count: int | None, fewest: int) -> str:
    """A count of people as it may be shown: ``"12"``; ``"<5"`` for any below `fewest`, none among them; ``""`` where
    nobody counted. Unit: people. A `fewest` of 1 withholds nothing, for "fewer than one" says exactly none.
    """
    if count is None:
        return ""
    return f"<{fewest}" if fewest > 1 and count < fewest else str(count)


def bounds_of(shown: str) -> Bounds | None:
    """What a count can have been that is shown like this; None where nobody counted, or where it is no count."""
    found = _SHOWN.fullmatch(shown.strip())
    if found is None:
        return None
    count = int(found["count"])
    return Bounds(0, max(count - 1, 0)) if found["less"] else Bounds(count, count)


def total_of(shown: Iterable[str]) -> Bounds | None:
    """What the parts shown like this come to together; None where nobody counted any of them. Unit: people."""
    known = [bounds for each in shown if (bounds := bounds_of(each)) is not None]
    return sum(known[1:], known[0]) if known else None


def shown_total(total: Bounds | None) -> str:
    """A total as it may be shown: ``"45"``, or a range ``"42-46"`` where a part of it is withheld. Unit: people."""
    if total is None:
        return ""
    return str(total.at_least) if total.is_exact else f"{total.at_least}-{total.at_most}"


def withheld(shown: str, fewest: int) -> str:
    """A shown count held against the threshold once more: one that is shown though it is too small is withheld."""
    bounds = bounds_of(shown)
    return shown_count(bounds.at_least, fewest) if bounds is not None and bounds.is_exact else shown
