"""Which items the country loses, and what they cost it."""

from __future__ import annotations

from fractions import Fraction

from prongsai.core.crosswalk import Kind, crosswalk
from prongsai.core.framework import load
from prongsai.core.nation.lost import Losses, LostItem, Marked, Share, lost_by_country
from prongsai.core.scoring import points_of

YEAR = load(2565)


def by_code(items: tuple[LostItem, ...]) -> dict[str, LostItem]:
    return {each.item.code: each for each in items}


def test_an_item_is_counted_over_those_that_were_marked_and_by_type() -> None:
    marked = [
        Marked("อบต.", frozenset({"o1", "o43"})),
        Marked("อบต.", frozenset()),
        Marked("เทศบาล", frozenset({"o1"})),
    ]
    found = by_code(lost_by_country(YEAR, Losses.of(marked)))

    assert found["o1"].lost == Share(2, 3)
    assert found["o1"].by_kind == {"อบต.": Share(1, 2), "เทศบาล": Share(1, 1)}
    assert found["o43"].lost.share == Fraction(1, 3)
    assert found["o2"].lost == Share(0, 3)


def test_an_item_costs_the_country_its_worth_by_the_share_that_lost_it() -> None:
    marked = [Marked("อบต.", frozenset({"o1", "o43"})), Marked("อบต.", frozenset({"o1"}))]
    items = lost_by_country(YEAR, Losses.of(marked))
    found = by_code(items)

    assert found["o43"].worth == points_of(YEAR, "o43")
    assert found["o43"].costs == points_of(YEAR, "o43") / 2
    assert [each.costs for each in items] == sorted((each.costs for each in items), reverse=True)
    assert len(items) == len(YEAR.items)


def test_last_years_losses_stand_with_the_item_they_went_on_in() -> None:
    before = load(2564)
    walked = next(each for each in crosswalk(2565, 2564).passages if each.kind is Kind.SAME)
    marked = [Marked("อบต.", frozenset({walked.item.code}))]
    earlier = [Marked("อบต.", frozenset({walked.targets[0].code})), Marked("อบต.", frozenset())]
    found = by_code(lost_by_country(YEAR, Losses.of(marked), (before, Losses.of(earlier))))[walked.item.code]

    assert found.passage is Kind.SAME
    assert [(each.item.code, each.lost) for each in found.before] == [(walked.targets[0].code, Share(1, 2))]


def test_a_new_item_came_from_nothing() -> None:
    after, before = load(2567), load(2566)
    new = crosswalk(2566, 2567).new[0]
    found = by_code(lost_by_country(after, Losses.of([]), (before, Losses.of([]))))[new.code]

    assert (found.before, found.passage) == ((), None)


def test_where_nobody_was_marked_nothing_is_lost() -> None:
    found = lost_by_country(YEAR, Losses.of([]))

    assert {each.lost for each in found} == {Share(0, 0)}
    assert {each.costs for each in found} == {Fraction(0)}
