"""Which OIT items the country loses: how many agencies, of which type, and what each is worth in the total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from prongsai.core.crosswalk import Kind, crosswalk
from prongsai.core.framework import Framework, Item
from prongsai.core.scoring import points_of


class Marked(NamedTuple):
    """One agency whose items were marked: its type, and the codes of the items that got no points."""

    kind: str
    lost: frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many agencies. Unit: agencies."""

    count: int
    of: int

    @property
    def share(self) -> Fraction:
        """The part of them that lost it, exact; nothing where nobody was marked. Unit: 0 to 1."""
        return Fraction(self.count, self.of) if self.of else Fraction(0)


@dataclass(frozen=True, slots=True)
class ItemBefore:
    """An item of the year before that goes on in one of this year, and how many lost it then."""

    item: Item
    lost: Share


@dataclass(frozen=True, slots=True)
class LostItem:
    """One item of the year. `before` is what it came from; `passage` tells how, None for an item that is new.

    Unit: `worth` is the points of the total that it is worth to an agency that lost it, exact; `costs` what it takes
    from the mean total of the country, exact.
    """

    item: Item
    lost: Share
    by_kind: dict[str, Share]
    worth: Fraction
    costs: Fraction
    before: tuple[ItemBefore, ...]
    passage: Kind | None


@dataclass(frozen=True, slots=True)
class Losses:
    """What a year's agencies lost, counted. Shape: `marked` is agencies by type, `lost` by (type, item code)."""

    marked: Mapping[str, int]
    lost: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, agencies: Iterable[Marked]) -> Losses:
        """Count agencies whose items were marked; one that was not marked lost nothing, so leave it out."""
        marked: Counter[str] = Counter()
        lost: Counter[tuple[str, str]] = Counter()
        for each in agencies:
            marked[each.kind] += 1
            lost.update((each.kind, code) for code in each.lost)
        return cls(marked, lost)

    def by_kind(self, code: str) -> dict[str, Share]:
        """How many of each type lost an item."""
        return {kind: Share(self.lost.get((kind, code), 0), count) for kind, count in sorted(self.marked.items())}

    def whole(self, code: str) -> Share:
        """How many of all lost an item."""
        shares = self.by_kind(code).values()
        return Share(sum(each.count for each in shares), sum(each.of for each in shares))


def lost_by_country(
    framework: Framework, now: Losses, before: tuple[Framework, Losses] | None = None
) -> tuple[LostItem, ...]:
    """Every item of the year, what costs the country most first, equals in the year's order.

    `before` is the year before with its losses, told by the crosswalk of the items.
    """
    items = [_lost_item(framework, item, now, before) for item in framework.items]
    return tuple(sorted(items, key=lambda each: -each.costs))


def _lost_item(framework: Framework, item: Item, now: Losses, before: tuple[Framework, Losses] | None) -> LostItem:
    lost, worth = now.whole(item.code), points_of(framework, item.code)
    earlier, then = before or (None, None)
    passage = crosswalk(framework.fiscal_year, earlier.fiscal_year).of(item.code) if earlier else None
    sources = passage.targets if passage else ()
    return LostItem(
        item=item,
        lost=lost,
        by_kind=now.by_kind(item.code),
        worth=worth,
        costs=worth * lost.share,
        before=tuple(ItemBefore(each, then.whole(each.code)) for each in sources) if then else (),
        passage=passage.kind if passage and sources else None,
    )
