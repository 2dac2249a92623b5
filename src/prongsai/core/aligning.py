"""Which of two lists' members are the same thing: by what they say, then by what they say alike, then by their order.

Neither list has keys. A list that was changed in one place pairs place by place; what changed its place is told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

GAP = 0.6
"""What it costs to leave one member alone, beside 0-1 for how unlike two are that are paired: two members that have
nothing in common but their place are one that was written anew, not one gone and one come."""
ALIKE = 0.4
"""How unlike two members may be that have both lost their place, to be one that was moved."""
_MOST_COMPARED = 250_000

Unlike = Callable[[int, int], float]
"""How unlike the member of the first list and that of the second are. Unit: 0 (the same) to 1."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Places of one thing in both lists, from 0; None where it is not. `is_moved`: it passed others."""

    before: int | None
    after: int | None
    is_moved: bool = False


def aligned(
    before: Sequence[Sequence[Hashable]], after: Sequence[Sequence[Hashable]], unlike: Unlike
) -> tuple[Pair, ...]:
    """The members of two lists, paired; each is given by its signatures, the strictest first.

    Shape: as many signatures for every member. Pairs come in the order of the second list, what is gone stands last.
    """
    found = _same(before, after)
    steady = _longest_rising(sorted(found.items()))
    pairs, taken = [Pair(i, j, is_moved=i not in steady) for i, j in found.items()], set(found.values())
    first = last = -1
    for i, j in [*sorted(steady.items()), (len(before), len(after))]:
        ours = [each for each in range(first + 1, i) if each not in found]
        theirs = [each for each in range(last + 1, j) if each not in taken]
        pairs += _cheapest(ours, theirs, unlike)
        first, last = i, j
    return tuple(sorted(_with_moves(pairs, unlike), key=_in_order))


def _in_order(pair: Pair) -> tuple[bool, int, int]:
    return pair.after is None, pair.after or 0, pair.before or 0


def _same(before: Sequence[Sequence[Hashable]], after: Sequence[Sequence[Hashable]]) -> dict[int, int]:
    """Members that say the same and say it once in each list; by the next signature those that are left."""
    found: dict[int, int] = {}
    for level in range(len((*before, *after, ())[0])):
        taken = set(found.values())
        ours = _once({i: each[level] for i, each in enumerate(before) if i not in found})
        theirs = _once({j: each[level] for j, each in enumerate(after) if j not in taken})
        found |= {i: theirs[signature] for signature, i in ours.items() if signature in theirs}
    return found


def _once(signatures: dict[int, Hashable]) -> dict[Hashable, int]:
    counts = Counter(signatures.values())
    return {signature: place for place, signature in signatures.items() if counts[signature] == 1}


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The most pairs that stand in the same order in both lists. Shape: `pairs` by their first places."""
    ends: list[int] = []
    last: list[int] = []
    came_from: list[int] = []
    for number, (_i, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        came_from.append(last[place - 1] if place else -1)
        ends[place : place + 1], last[place : place + 1] = [j], [number]
    chain: dict[int, int] = {}
    reached = last[-1] if last else -1
    while reached >= 0:
        chain[pairs[reached][0]] = pairs[reached][1]
        reached = came_from[reached]
    return chain


def _cheapest(ours: list[int], theirs: list[int], unlike: Unlike) -> Iterator[Pair]:
    """Two stretches paired in their order, at the least cost; of endless ones simply place by place."""
    if not ours or not theirs or len(ours) * len(theirs) > _MOST_COMPARED:
        yield from (Pair(i, j) for i, j in zip(ours, theirs, strict=False))
        yield from (Pair(i, None) for i in ours[len(theirs) :])
        yield from (Pair(None, j) for j in theirs[len(ours) :])
        return
    price = [[unlike(i, j) for j in theirs] for i in ours]
    costs = _costs(price)
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if costs[i][j] == price[i][j] + costs[i + 1][j + 1]:
            yield Pair(ours[i], theirs[j])
            i, j = i + 1, j + 1
        elif costs[i][j] == GAP + costs[i + 1][j]:
            yield Pair(ours[i], None)
            i += 1
        else:
            yield Pair(None, theirs[j])
            j += 1
    yield from (Pair(each, None) for each in ours[i:])
    yield from (Pair(None, each) for each in theirs[j:])


def _costs(price: list[list[float]]) -> list[list[float]]:
    """What pairing the rest costs from each place on."""
    height, width = len(price), len(price[0])
    costs = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height, -1, -1):
        for j in range(width, -1, -1):
            if i < height and j < width:
                alone = GAP + min(costs[i + 1][j], costs[i][j + 1])
                costs[i][j] = min(price[i][j] + costs[i + 1][j + 1], alone)
            else:
                costs[i][j] = GAP * (height - i + width - j)
    return costs


def _with_moves(pairs: list[Pair], unlike: Unlike) -> Iterator[Pair]:
    """The pairs; what is gone here and come there, and much alike, is one that was moved."""
    gone = [each.before for each in pairs if each.after is None and each.before is not None]
    come = [each.after for each in pairs if each.before is None and each.after is not None]
    moved: dict[int, int] = {}
    arrived: dict[int, int] = {}
    if len(gone) * len(come) <= _MOST_COMPARED:
        for price, i, j in sorted((unlike(i, j), i, j) for i in gone for j in come):
            if price <= ALIKE and i not in moved and j not in arrived:
                moved[i], arrived[j] = j, i
    yield from (Pair(i, j, is_moved=True) for i, j in moved.items())
    for each in pairs:
        is_told = each.before in moved if each.after is None else each.before is None and each.after in arrived
        if not is_told:
            yield each
