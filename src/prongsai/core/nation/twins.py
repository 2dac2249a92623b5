"""An agency's twins: those most like it, to stand it among.

Alike are agencies of one type, one size and one region; where that leaves too few, the region is let go, then the
size, never the type. Of the alike, twins are the nearest by last year's score: whoever began where one began.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

TWINS = 20
"""How many twins an agency is given where there are so many. Unit: agencies."""


class Sharing(StrEnum):
    """What an agency has in common with all of its twins, the most first."""

    REGION = "region"
    """Type, size and region."""
    SIZE = "size"
    """Type and size; the region was let go."""
    KIND = "kind"
    """The type alone; region and size were let go."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What decides whose twin an agency is; ``""`` and None where it is not known.

    Unit: `before` and `now` are hundredths of a point, last year's and this year's.
    """

    code: str
    kind: str
    size: str
    region: str
    before: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Twins:
    """The twins of one agency, nearest first. Without `by_last_year` they are near by this year's score."""

    codes: tuple[str, ...]
    sharing: Sharing
    by_last_year: bool


Group = tuple[str, ...]


def twins_of_all(peers: Iterable[Peer], count: int = TWINS) -> dict[str, Twins]:
    """The twins of every agency that has a score in one of the years, by code.

    Of two equally near, the one that stands nearer in a list by score and code is taken, of these the one before: so
    agencies of one score do not all get the same few twins. An agency whose region or size is not known shares it with
    nobody. Shape: fewer than `count` twins only where the type has no more.
    """
    known = list(peers)
    found: dict[str, Twins] = {}
    for name in ("before", "now"):
        score = attrgetter(name)
        scored = sorted((each for each in known if score(each) is not None), key=lambda each: (score(each), each.code))
        sought = [each for each in scored if each.code not in found]
        lists = _lists(scored, score)
        for peer in sought:
            found[peer.code] = _twins(peer, lists, count, by_last_year=name == "before")
    return found


def twins_of(code: str, peers: Iterable[Peer], count: int = TWINS) -> Twins | None:
    """The twins of one agency, as `twins_of_all` gives them; None when it has no score in either year."""
    known = list(peers)
    own = next((each for each in known if each.code == code), None)
    if own is None or (own.before is None and own.now is None):
        return None
    score = attrgetter("now" if own.before is None else "before")
    alike = (each for each in known if each.kind == own.kind and score(each) is not None)
    lists = _lists(sorted(alike, key=lambda each: (score(each), each.code)), score)
    return _twins(own, lists, count, by_last_year=own.before is not None)


class _List:
    """Agencies of one group in order of score: their codes, their scores, the place of each."""

    __slots__ = ("codes", "places", "scores")

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.scores: list[int] = []
        self.places: dict[str, int] = {}

    def add(self, code: str, score: int) -> None:
        self.places[code] = len(self.codes)
        self.codes.append(code)
        self.scores.append(score)


def _lists(scored: Sequence[Peer], score: attrgetter[int]) -> dict[Group, _List]:
    lists: dict[Group, _List] = {}
    for peer in scored:
        for _, group in _groups(peer):
            lists.setdefault(group, _List()).add(peer.code, score(peer))
    return lists


def _groups(peer: Peer) -> list[tuple[Sharing, Group]]:
    """The groups an agency is of, the narrowest first."""
    groups: list[tuple[Sharing, Group]] = [(Sharing.KIND, (peer.kind,))]
    if peer.size:
        groups.insert(0, (Sharing.SIZE, (peer.kind, peer.size)))
        if peer.region:
            groups.insert(0, (Sharing.REGION, (peer.kind, peer.size, peer.region)))
    return groups


def _twins(peer: Peer, lists: dict[Group, _List], count: int, *, by_last_year: bool) -> Twins:
    for sharing, group in _groups(peer):
        alike = lists[group]
        if sharing is Sharing.KIND or len(alike.codes) > count:
            break
    return Twins(_nearest(alike, alike.places[peer.code], count), sharing, by_last_year)


def _nearest(alike: _List, place: int, count: int) -> tuple[str, ...]:
    """The codes nearest to a place of the list, nearest first."""
    codes, scores = alike.codes, alike.scores
    own, below, above, end = scores[place], place - 1, place + 1, len(codes)
    chosen: list[str] = []
    while len(chosen) < count:
        if below < 0 and above >= end:
            break
        if above >= end or (
            below >= 0 and _is_nearer(own - scores[below], place - below, scores[above] - own, above - place)
        ):
            chosen.append(codes[below])
            below -= 1
        else:
            chosen.append(codes[above])
            above += 1
    return tuple(chosen)


def _is_nearer(gap: int, steps: int, other_gap: int, other_steps: int) -> bool:
    return gap < other_gap or (gap == other_gap and steps <= other_steps)
