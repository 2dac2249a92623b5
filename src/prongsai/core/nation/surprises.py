"""What would surprise in a country that answers as this one does: one choice throughout, and forms answered alike.

Nothing is held against a group that its country does everywhere. Every decision is at `LEVEL`: of groups where nothing
is amiss, at most so many stand out. Only additions, multiplications, divisions and square roots, in one fixed order;
many floating numbers are added by `fsum`, for `sum` rounds otherwise from Python 3.12 on.
Source: none official; a choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import fsum, sqrt
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prongsai.core.nation.tally import SurveyTally, Whole

LEVEL = 0.01
"""The share of groups without anything amiss that may stand out by chance, for each kind of surprise."""

COMMON = 0.01
"""Of the groups, the share in which a way of answering must repeat to be one of the country's own."""

MANY = 30
"""Fewer groups are no country that one of them could be held against."""

UNSEEN = 3.0
"""How many respondents repeating a way of answering are still likely where none was seen (1 - exp(-3) is 95 %)."""

ROUNDS = 4
"""How often the country's rate is taken again without those that stand out by it."""

DIFFERING = 0.01
"""How much respondents of one group resemble each other where agencies differ by themselves."""

NEGLIGIBLE = 1e-13


def tail(count: int, least: int, rate: float, alike: float = 0.0) -> float:
    """The chance that of `count` respondents `least` or more do what each does at this rate.

    `alike` is how much those of one group resemble each other, 0 to 1 (the binomial at 0, else the beta-binomial).
    """
    if least <= 0 or rate >= 1:
        return 1.0
    if rate <= 0:
        return 0.0
    chances, first = _chances(count, rate, alike)
    return fsum(chances[max(least - first, 0) :]) / fsum(chances)


def least_surprising(count: int, level: float, rate: float, alike: float = 0.0) -> int:
    """The smallest number of respondents whose `tail` is at most `level`; one more than all where none is."""
    if not 0 < rate < 1:
        return 1 if rate <= 0 else count + 1
    chances, first = _chances(count, rate, alike)
    left = level * fsum(chances)
    for number in range(first + len(chances) - 1, first - 1, -1):
        left -= chances[number - first]
        if left < 0:
            return number + 1
    return first


def _chances(count: int, rate: float, alike: float) -> tuple[list[float], int]:
    """The chances of each number around the most usual one, as multiples of one, and the number of the first.

    Going up by one multiplies a chance by ``rest * does / ((done + 1) * does_not)``.
    """
    does, does_not = rate * (1 - alike), (1 - rate) * (1 - alike)
    top = int(count * rate)
    above, chance = [], 1.0
    for done in range(top, count):
        rest = count - done
        chance *= rest * (does + done * alike) / ((done + 1) * (does_not + (rest - 1) * alike))
        if chance < NEGLIGIBLE and done > top:
            break
        above.append(chance)
    below, chance = [], 1.0
    for done in range(top - 1, -1, -1):
        rest = count - done
        chance *= (done + 1) * (does_not + (rest - 1) * alike) / (rest * (does + done * alike))
        if chance < NEGLIGIBLE:
            break
        below.append(chance)
    below.reverse()
    return [*below, 1.0, *above], top - len(below)


class Habit(NamedTuple):
    """How often respondents of a country do something, and how much those of one group resemble each other in it."""

    rate: float
    alike: float


def habit_of(done: Whole, counts: Whole) -> Habit:
    """The habit behind these groups, by moments; nothing alike where groups differ no more than chance has it."""
    everybody, groups = int(counts.sum()), int(np.count_nonzero(counts))
    rate = int(done.sum()) / everybody if everybody else 0.0
    if rate in (0.0, 1.0):
        return Habit(rate, 0.0)
    off = done - counts * rate
    spread = np.cumsum(off * off / np.maximum(counts, 1)).item(-1)  # one after the other, which a sum need not be
    free = everybody - groups
    alike = (spread / (rate * (1 - rate)) - groups) / free if free else 0.0
    return Habit(rate, min(max(alike, 0.0), 0.5))


def straight_lining(tally: SurveyTally) -> dict[int, int]:
    """Groups with more straight-lining than their country's habit explains. Shape: group to respondents doing so.

    Those that stand out are left out of the habit, if the others then answer alike everywhere. Where they do not -
    all statements are put the same way round, so that who praises everything gives one choice throughout - agencies
    differ by themselves, by more than the habit's shape can tell, and only the very far are named.
    """
    counts, done = tally.respondents, tally.straight
    if np.count_nonzero(counts) < MANY:
        return {}
    found = np.zeros(len(counts), dtype=np.bool_)
    habit = habit_of(done, counts)
    for _ in range(ROUNDS):
        now = _beyond(done, counts, habit, LEVEL)
        if np.array_equal(now, found):
            break
        found = now
        habit = habit_of(done[~found], counts[~found])
    if habit.alike >= DIFFERING:
        found = _beyond(done, counts, habit_of(done, counts), LEVEL / 10)
    return dict(zip(np.flatnonzero(found).tolist(), done[found].tolist(), strict=True))


def _beyond(done: Whole, counts: Whole, habit: Habit, level: float) -> NDArray[np.bool_]:
    many = done >= 2
    sizes, which = np.unique(counts[many], return_inverse=True)
    least = np.array([least_surprising(size, level, *habit) for size in sizes.tolist()], dtype=np.int64)
    many[many] = done[many] >= least[which]
    return many


def identical_answers(tally: SurveyTally) -> dict[int, int]:
    """Groups with a block of forms answered alike that nothing natural explains. Shape: group to the largest block.

    A way of answering that repeats in many groups is the country's own. The rate of a rarer one is taken from the
    other groups; of one that repeats nowhere else, two alike happen at the rate at which such pairs happen over the
    country, and more at a rate the country would hardly have left unseen. Nowhere is less expected than the other
    rare repeats of the same group show to be natural there.
    """
    counts, answering = tally.whole.counts, np.count_nonzero(tally.respondents)
    ordered_pairs = int((counts * (counts - 1)).sum())
    if answering < MANY or not ordered_pairs:
        return {}
    _, which, times = np.unique(tally.repeats.fingerprints, return_inverse=True, return_counts=True)
    rare = np.flatnonzero(times[which] - 1 < max(COMMON * (answering - 1), 1))
    which, sizes = which[rare], tally.repeats.respondents[rare]
    everywhere = np.zeros(len(times), dtype=np.int64)
    np.add.at(everywhere, which, sizes)
    lonely = np.count_nonzero((sizes == 2) & (times[which] == 1))
    country = _Country(ordered_pairs, 2 * (lonely + 1) / ordered_pairs)
    rows = zip(tally.repeats.groups[rare].tolist(), sizes.tolist(), (everywhere[which] - sizes).tolist(), strict=True)
    found: dict[int, int] = {}
    for group, blocks in groupby(rows, key=itemgetter(0)):
        block = _largest_surprise([(size, elsewhere) for _, size, elsewhere in blocks], counts.item(group), country)
        if block:
            found[group] = block
    return found


class _Country(NamedTuple):
    """What a country shows: pairs of respondents of one group, and how often a pair is lonely."""

    ordered_pairs: int
    lonely: float


def _largest_surprise(blocks: Sequence[tuple[int, int]], count: int, country: _Country) -> int:
    """The largest block of a group that is a surprise, 0 for none. Shape: how many it has here, and elsewhere."""
    paired = sum([size * (size - 1) for size, _ in blocks])
    largest = 0
    for size, elsewhere in sorted(blocks, key=itemgetter(0), reverse=True):
        if size <= largest:
            break
        own = (paired - size * (size - 1)) / (count * (count - 1))
        if _expected(count, size, elsewhere, own, country) <= LEVEL:
            largest = size
    return largest


def _expected(count: int, size: int, elsewhere: int, own: float, country: _Country) -> float:
    """How many blocks of this size or more are to be expected in a group of so many; at least so many, if many."""
    rate = max(sqrt(max(elsewhere, UNSEEN) / country.ordered_pairs), own)
    if elsewhere:
        blocks, others, more = count / size, count - 1, size - 1
    else:
        blocks, others, more = max(country.lonely, own) * count * (count - 1) / 2, count - 2, size - 2
    if more == 1 and others > 0 and blocks * rate > LEVEL:
        return blocks * rate  # that one of several does it is likelier than that a certain one does: no surprise
    return blocks * tail(others, more, rate)
