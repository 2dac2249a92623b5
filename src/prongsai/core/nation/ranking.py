"""Places among those who have a total: equal printed totals share a place, and the next ones are left out (1, 1, 3)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from prongsai.core.nation.columns import NONE, Printed
from prongsai.core.nation.tally import Whole


class Places(NamedTuple):
    """Shape: two columns; the place of each, and among how many; `NONE` for who has no total or belongs nowhere."""

    ranks: Whole
    of: Whole


def ranks(total: Printed) -> Places:
    """Places among all. Unit: totals in hundredths of a point, as printed."""
    ordered = np.sort(total[total != NONE])
    better = len(ordered) - np.searchsorted(ordered, total, side="right")
    return Places(np.where(total == NONE, NONE, better + 1), np.where(total == NONE, NONE, len(ordered)))


def ranks_within(total: Printed, groups: Sequence[Hashable]) -> Places:
    """Places among those of the same group; `NONE` where a group is not said (``""`` or None)."""
    members: dict[Hashable, list[int]] = {}
    for place, group in enumerate(groups):
        if group:
            members.setdefault(group, []).append(place)
    found = Places(*(np.full(len(total), NONE, dtype=np.int64) for _ in range(2)))
    for places in members.values():
        found.ranks[places], found.of[places] = ranks(total[places])
    return found
