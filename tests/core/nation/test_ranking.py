from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.nation.columns import NONE, Printed
from prongsai.core.nation.ranking import Places, ranks, ranks_within

totals = st.lists(st.just(NONE) | st.integers(0, 20), max_size=40)


def printed(total: list[int]) -> Printed:
    return np.array(total, dtype=np.int16)


def listed(places: Places) -> tuple[list[int], list[int]]:
    return places.ranks.tolist(), places.of.tolist()


def test_equal_totals_share_a_place_and_the_next_are_left_out() -> None:
    total = printed([90_00, 95_00, NONE, 90_00, 80_00])

    assert listed(ranks(total)) == ([2, 1, NONE, 2, 4], [4, 4, NONE, 4, 4])


def test_places_are_counted_within_a_group_and_nowhere_is_no_group() -> None:
    places = ranks_within(printed([90_00, 95_00, 90_00, 99_00, NONE]), ["ก", "ข", "ก", "", "ข"])

    assert listed(places) == ([1, 1, 1, NONE, NONE], [2, 1, 2, NONE, NONE])


@given(totals)
def test_a_place_is_one_more_than_those_who_did_better(total: list[int]) -> None:
    known = [each for each in total if each != NONE]

    assert listed(ranks(printed(total))) == (
        [NONE if each == NONE else 1 + sum(other > each for other in known) for each in total],
        [NONE if each == NONE else len(known) for each in total],
    )


@given(totals)
def test_places_in_groups_are_those_of_each_group_alone(total: list[int]) -> None:
    groups = [f"g{index * 7 % 3}" for index in range(len(total))]
    within = ranks_within(printed(total), groups)

    for group in set(groups):
        members = [index for index, each in enumerate(groups) if each == group]
        alone = ranks(printed([total[index] for index in members]))
        assert listed(Places(within.ranks[members], within.of[members])) == listed(alone)
