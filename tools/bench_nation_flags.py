"""What the rivals of the bench hold for surprising: the same rule as ours, over the counts they made themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def surprising_straight(straight: Mapping[str, int], respondents: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return []


def surprising_blocks(blocks: Iterable[tuple[str, int, int]], complete: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return []
