from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.nation.ranking import ranks, ranks_within

totals = st.lists(st.none() | st.integers(0, 20), max_size=40)


def test_equal_totals_share_a_place_and_the_next_are_left_out() -> None:
    assert ranks([90_00, 95_00, None, 90_00, 80_00]) == ([2, 1, None, 2, 4], [4, 4, None, 4, 4])


def test_places_are_counted_within_a_group_and_nowhere_is_no_group() -> None:
    places = ranks_within([90_00, 95_00, 90_00, 99_00, None], ["ก", "ข", "ก", "", "ข"])

    assert places == ([1, 1, 1, None, None], [2, 1, 2, None, None])


@given(totals)
def test_a_place_is_one_more_than_those_who_did_better(total: list[int | None]) -> None:
    known = [each for each in total if each is not None]

    assert ranks(total) == (
        [None if each is None else 1 + sum(other > each for other in known) for each in total],
        [None if each is None else len(known) for each in total],
    )


@given(totals)
def test_places_in_groups_are_those_of_each_group_alone(total: list[int | None]) -> None:
    groups = [f"g{index * 7 % 3}" for index in range(len(total))]
    within = ranks_within(total, groups)

    for group in set(groups):
        members = [index for index, each in enumerate(groups) if each == group]
        alone = ranks([total[index] for index in members])
        assert [within.ranks[index] for index in members] == alone.ranks
        assert [within.of[index] for index in members] == alone.of
