"""Which OIT item of one year is which of another, as a relation between items that composes.

From one year to the next an item goes on in the item of the same key, and where `succession` entries say so in
items of other keys. Over several years the links are the composition of the yearly ones, so 2564 to 2566 equals
2564 to 2565 to 2566 by construction; backwards every link is turned round. A way that turns (up and down again)
is not the direct one: what two items were merged into does not say which of them it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from prongsai.core.framework import Confidence, Framework, Item, load
from prongsai.core.thai import normal


class Kind(StrEnum):
    """What became of an item."""

    SAME = "same"
    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Link:
    """One item that goes on in another, both by key.

    `confidence` is that of the surest way between them, `bases` the reasons given on any way where the key alone
    does not say so.
    """

    before: str
    after: str
    confidence: Confidence
    bases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one item: `targets` in the other year, with the links that lead there.

    A renamed item may have moved too (`moved`); one both split and merged counts as split.
    """

    item: Item
    kind: Kind
    targets: tuple[Item, ...]
    links: tuple[Link, ...]
    moved: bool = False


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """The passages of every item of `before`, in its order, and the items of `after` that are new."""

    before: Framework
    after: Framework
    links: frozenset[Link]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What became of each item."""
        return tuple(self._passage(item) for item in self.before.items)

    @cached_property
    def _by_code(self) -> dict[str, Passage]:
        return {passage.item.code: passage for passage in self.passages}

    @cached_property
    def new(self) -> tuple[Item, ...]:
        """The items of the later year that nothing went on in."""
        reached = {link.after for link in self.links}
        return tuple(item for item in self.after.items if item.key not in reached)

    def of(self, code: str) -> Passage | None:
        """What became of the item of this code (any case); None when the year has no such item."""
        return self._by_code.get(code.lower())

    def back(self, code: str) -> Passage | None:
        """What an item of the other year came from; None when that year has no such item."""
        return crosswalk(self.after.fiscal_year, self.before.fiscal_year).of(code)

    def then(self, further: Crosswalk) -> frozenset[Link]:
        """The links of this crosswalk carried on through another. Raises: ValueError when they do not meet."""
        if further.before is not self.after:
            raise ValueError("the second crosswalk begins in another year than the first ends")
        return _united(_joined(self.links, further.links))

    def _passage(self, item: Item) -> Passage:
        links = tuple(sorted((link for link in self.links if link.before == item.key), key=self._order))
        targets = tuple(target for link in links if (target := self.after.item_by_key(link.after)))
        moved = len(targets) == 1 and _place(item) != _place(targets[0])
        return Passage(item, self._kind(item, targets, moved=moved), targets, links, moved)

    def _order(self, link: Link) -> int:
        keys = [item.key for item in self.after.items]
        return keys.index(link.after)

    def _kind(self, item: Item, targets: tuple[Item, ...], *, moved: bool) -> Kind:
        if len(targets) != 1:
            return Kind.SPLIT if targets else Kind.DROPPED
        (target,) = targets
        if sum(link.after == target.key for link in self.links) > 1:
            return Kind.MERGED
        if normal(item.title_th) != normal(target.title_th):
            return Kind.RENAMED
        return Kind.MOVED if moved else Kind.SAME


def _place(item: Item) -> tuple[str, str]:
    return item.code, item.sub_indicator


@cache
def crosswalk(from_year: int, to_year: int) -> Crosswalk:
    """The crosswalk between two fiscal years, in either direction.

    Raises: Problem for a year without a framework.
    """
    before, after = load(from_year), load(to_year)
    if from_year == to_year:
        return Crosswalk(before, after, _identity(before))
    if from_year > to_year:
        return Crosswalk(before, after, _turned(crosswalk(to_year, from_year).links))
    if to_year == from_year + 1:
        return Crosswalk(before, after, _yearly(before, after))
    return Crosswalk(before, after, crosswalk(from_year, to_year - 1).then(crosswalk(to_year - 1, to_year)))


def _yearly(before: Framework, after: Framework) -> frozenset[Link]:
    kept = {
        Link(old.key, new.key, _weaker(old.confidence, new.confidence))
        for old in before.items
        if (new := after.item_by_key(old.key))
    }
    told = {
        Link(old, new, entry.confidence, frozenset({entry.basis}))
        for entry in after.successions
        for old in entry.before
        for new in entry.after
    }
    return _united(kept | told)


def _identity(framework: Framework) -> frozenset[Link]:
    return frozenset(Link(item.key, item.key, Confidence.CONFIRMED) for item in framework.items)


def _turned(links: Iterable[Link]) -> frozenset[Link]:
    return frozenset(Link(link.after, link.before, link.confidence, link.bases) for link in links)


def _joined(first: Iterable[Link], second: Iterable[Link]) -> Iterable[Link]:
    onward: dict[str, list[Link]] = {}
    for link in second:
        onward.setdefault(link.before, []).append(link)
    for link in first:
        for further in onward.get(link.after, ()):
            confidence = _weaker(link.confidence, further.confidence)
            yield Link(link.before, further.after, confidence, link.bases | further.bases)


def _united(links: Iterable[Link]) -> frozenset[Link]:
    """One link between any two items: the surest confidence, all reasons."""
    united: dict[tuple[str, str], Link] = {}
    for link in links:
        known = united.get((link.before, link.after), link)
        surest = min(known.confidence, link.confidence, key=lambda each: each.doubt)
        united[link.before, link.after] = Link(link.before, link.after, surest, known.bases | link.bases)
    return frozenset(united.values())


def _weaker(*confidences: Confidence) -> Confidence:
    return max(confidences, key=lambda each: each.doubt)
