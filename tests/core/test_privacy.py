"""No withheld count can be worked out of what is shown, not even by somebody who knows how it was withheld."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.privacy import Bounds, bounds_of, shown_count, shown_total, total_of, withheld

Showing = Callable[[Sequence[int], int], tuple[str, ...]]
LARGEST = 9


def as_shown(counts: Sequence[int], fewest: int) -> tuple[str, ...]:
    """A table as it is shown: every part, the total of each half and the total of all."""
    parts = [shown_count(each, fewest) for each in counts]
    half = len(parts) // 2
    return (*parts, *(shown_total(total_of(each)) for each in (parts[:half], parts[half:], parts)))


def with_the_true_total(counts: Sequence[int], fewest: int) -> tuple[str, ...]:
    return (*(shown_count(each, fewest) for each in counts), str(sum(counts)))


def with_a_second_part_withheld(counts: Sequence[int], fewest: int) -> tuple[str, ...]:
    """The usual way: the true total, and the smallest of the larger parts withheld for it."""
    parts = [shown_count(each, fewest) for each in counts]
    larger = [place for place, each in enumerate(counts) if each >= fewest]
    if len(larger) < len(counts) and larger:
        parts[min(larger, key=lambda place: counts[place])] = f"{fewest} or more"
    return (*parts, str(sum(counts)))


def worked_out(show: Showing, parts: int, fewest: int) -> list[tuple[str, ...]]:
    """Every way a table can look out of which more follows of a withheld count than that it is too small."""
    behind: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(LARGEST + 1), repeat=parts):
        behind[show(counts, fewest)].append(counts)
    every = set(range(fewest))
    return [
        shown
        for shown, tables in behind.items()
        for place in range(parts)
        if shown[place] == f"<{fewest}" and {table[place] for table in tables} != every
    ]


@pytest.mark.parametrize("fewest", [2, 3, 5])
@pytest.mark.parametrize("parts", [1, 2, 3, 4])
def test_nothing_follows_of_a_withheld_count_from_parts_and_totals(parts: int, fewest: int) -> None:
    assert worked_out(as_shown, parts, fewest) == []


@pytest.mark.parametrize("show", [with_the_true_total, with_a_second_part_withheld])
def test_a_true_total_gives_withheld_counts_away_and_is_found_to(show: Showing) -> None:
    assert worked_out(show, 2, 5)


@given(st.integers(0, 10_000), st.integers(1, 50))
def test_a_count_is_within_what_it_is_shown_as(count: int, fewest: int) -> None:
    bounds = bounds_of(shown_count(count, fewest))
    assert bounds is not None
    assert bounds.at_least <= count <= bounds.at_most
    assert bounds.is_exact or (bounds.at_least, bounds.at_most) == (0, fewest - 1)


@given(st.lists(st.none() | st.integers(0, 200), max_size=8), st.integers(1, 20))
def test_a_total_is_within_what_it_is_shown_as(counts: list[int | None], fewest: int) -> None:
    total = total_of(shown_count(each, fewest) for each in counts)
    counted = [each for each in counts if each is not None]
    assert (total is None) is (not counted)
    if total is not None:
        assert total.at_least <= sum(counted) <= total.at_most


def test_counts_below_the_threshold_are_shown_as_below_it() -> None:
    assert [shown_count(each, 5) for each in (0, 4, 5, 45)] == ["<5", "<5", "5", "45"]


def test_a_threshold_of_one_withholds_nothing() -> None:
    assert [shown_count(each, 1) for each in (0, 1, 2)] == ["0", "1", "2"]


def test_nobody_counted_is_not_nobody_came() -> None:
    assert shown_count(None, 5) == ""
    assert bounds_of("") is None
    assert bounds_of("about twenty") is None
    assert shown_total(None) == ""


def test_a_total_with_a_withheld_part_is_a_range() -> None:
    assert total_of(["30", "<5", "", "12"]) == Bounds(42, 46)
    assert shown_total(Bounds(42, 46)) == "42-46"
    assert shown_total(total_of(["30", "12"])) == "42"


def test_a_count_shown_though_it_is_too_small_is_withheld() -> None:
    assert withheld("3", 5) == "<5"
    assert withheld("<5", 3) == "<5"
    assert withheld("12", 5) == "12"
    assert withheld("", 5) == ""
