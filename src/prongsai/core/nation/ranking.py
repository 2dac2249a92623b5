"""Places among those who have a total: equal printed totals share a place, and the next ones are left out (1, 1, 3)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from prongsai.core.nation.columns import Printed


class Places(NamedTuple):
    """Shape: two columns; the place of each, and among how many; None for who has no total or belongs nowhere."""

    ranks: list[int | None]
    of: list[int | None]


def ranks(total: Sequence[Printed]) -> Places:
    """Places among all. Unit: totals in hundredths of a point, as printed."""
    ordered = sorted((each for each in total if each is not None), reverse=True)
    first = {value: place for place, value in zip(range(len(ordered), 0, -1), reversed(ordered), strict=True)}
    return Places(
        [None if each is None else first[each] for each in total],
        [None if each is None else len(ordered) for each in total],
    )


def ranks_within(total: Sequence[Printed], groups: Sequence[Hashable]) -> Places:
    """Places among those of the same group; None where a group is not said (``""`` or None)."""
    members: dict[Hashable, list[int]] = {}
    for index, group in enumerate(groups):
        if group:
            members.setdefault(group, []).append(index)
    places: list[int | None] = [None] * len(total)
    of: list[int | None] = [None] * len(total)
    for indices in members.values():
        among = ranks([total[index] for index in indices])
        for index, place, count in zip(indices, *among, strict=True):
            places[index], of[index] = place, count
    return Places(places, of)
