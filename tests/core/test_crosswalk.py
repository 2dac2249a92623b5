from __future__ import annotations

from itertools import product

import pytest

from prongsai.core.crosswalk import Kind, crosswalk
from prongsai.core.errors import Problem
from prongsai.core.framework import YEARS, Confidence, load

PAIRS = list(product(YEARS, repeat=2))
ORDERED = [triple for triple in product(YEARS, repeat=3) if list(triple) in (sorted(triple), sorted(triple)[::-1])]


@pytest.mark.parametrize(("first", "between", "last"), ORDERED)
def test_any_two_steps_compose_to_the_direct_crosswalk(first: int, between: int, last: int) -> None:
    direct = crosswalk(first, last)

    assert crosswalk(first, between).then(crosswalk(between, last)) == direct.links


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_item_has_a_passage_and_every_other_item_is_reached_or_new(before: int, after: int) -> None:
    walk = crosswalk(before, after)
    reached = {target.key for passage in walk.passages for target in passage.targets}

    assert [passage.item for passage in walk.passages] == list(load(before).items)
    assert reached | {item.key for item in walk.new} == {item.key for item in load(after).items}
    assert not reached & {item.key for item in walk.new}
    assert all((passage.kind is Kind.DROPPED) == (not passage.targets) for passage in walk.passages)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_backwards_is_the_same_relation_turned_round(before: int, after: int) -> None:
    there = {(link.before, link.after) for link in crosswalk(before, after).links}
    back = {(link.after, link.before) for link in crosswalk(after, before).links}

    assert there == back


@pytest.mark.parametrize("year", YEARS)
def test_a_year_is_the_same_as_itself(year: int) -> None:
    assert {passage.kind for passage in crosswalk(year, year).passages} == {Kind.SAME}


@pytest.mark.parametrize("year", YEARS[1:])
def test_every_succession_names_items_that_exist(year: int) -> None:
    for entry in load(year).successions:
        assert all(load(year - 1).item_by_key(key) for key in entry.before), entry
        assert all(load(year).item_by_key(key) for key in entry.after), entry


@pytest.mark.parametrize(
    ("before", "after", "code", "kind", "targets"),
    [
        (2564, 2565, "o1", Kind.SAME, ["o1"]),
        (2564, 2565, "o36", Kind.RENAMED, ["o36"]),
        (2565, 2566, "o13", Kind.MOVED, ["o14"]),
        (2565, 2566, "o10", Kind.MERGED, ["o11"]),
        (2565, 2566, "o18", Kind.MERGED, ["o11"]),
        (2565, 2566, "o19", Kind.MERGED, ["o12"]),
        (2565, 2566, "o38", Kind.SPLIT, ["o32", "o40"]),
        (2565, 2566, "o35", Kind.DROPPED, []),
        (2566, 2565, "o11", Kind.SPLIT, ["o10", "o18"]),
        (2566, 2567, "o12", Kind.MERGED, ["o8"]),
        (2567, 2568, "o16", Kind.MERGED, ["o12"]),
        (2568, 2569, "o12", Kind.RENAMED, ["o11"]),
    ],
)
def test_what_became_of_an_item(before: int, after: int, code: str, kind: Kind, targets: list[str]) -> None:
    passage = crosswalk(before, after).of(code)

    assert passage is not None
    assert (passage.kind, [item.code for item in passage.targets]) == (kind, targets)


def test_a_key_that_vanishes_and_returns_is_followed_through_the_years_between() -> None:
    passage = crosswalk(2566, 2569).of("O21")

    assert passage is not None
    assert [item.key for item in passage.targets] == ["proc_monthly"]
    assert load(2567).item_by_key("proc_monthly") is None


def test_a_renamed_item_says_that_it_moved_too() -> None:
    passage = crosswalk(2565, 2566).of("o25")

    assert passage is not None
    assert (passage.kind, passage.moved) == (Kind.RENAMED, True)


def test_the_way_back_from_a_merged_item_leads_to_all_it_was_merged_from() -> None:
    passage = crosswalk(2565, 2566).back("o11")

    assert passage is not None
    assert [item.code for item in passage.targets] == ["o10", "o18"]


def test_what_the_key_does_not_say_is_inferred_and_says_why() -> None:
    passage = crosswalk(2565, 2566).of("o18")

    assert passage is not None
    (link,) = passage.links
    assert link.confidence is Confidence.INFERRED
    assert link.bases


def test_crosswalks_that_do_not_meet_do_not_compose() -> None:
    with pytest.raises(ValueError, match="another year"):
        crosswalk(2564, 2565).then(crosswalk(2566, 2567))


def test_an_unknown_code_has_no_passage() -> None:
    assert crosswalk(2564, 2565).of("o99") is None


def test_a_year_without_framework_is_a_problem() -> None:
    with pytest.raises(Problem):
        crosswalk(2564, 2570)
