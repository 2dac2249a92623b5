"""What the marks of the open-data items come to in every agency: sub-indicators, indicators, the tool, lost items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from prongsai.core.framework import Framework
from prongsai.core.nation.agencies import ItemMarks, Marks
from prongsai.core.nation.columns import Exact, Printed, Scored, Term, certain, mean
from prongsai.core.nation.counting import FULL, NO_PART
from prongsai.core.nation.tally import Whole

DISCLOSURE = "OIT"
_UNMARKED = ItemMarks(0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class DisclosureScores:
    """The scores of the open-data items; an agency with an item that was not marked has none.

    Shape: columns as long as the agencies. `lost` holds the codes of lost items, ``"o13 o20"``, None where an item
    was not marked; `unmarked` counts the items of the year that have no mark.
    """

    sub_indicators: tuple[Scored, ...]
    indicators: tuple[Scored, ...]
    whole: Scored
    lost: list[str | None]
    unmarked: Whole


def score_disclosure(framework: Framework, agencies: Sequence[str], marks: Marks, nothing: Printed) -> DisclosureScores:
    """The scores of every agency. Source: scoring_rules ``oit_item`` and ``oit_indicator`` (inferred).

    Shape: `nothing` is a column of `NONE`; a year has at most 64 items.
    """
    codes = [item.code for item in framework.items]
    bits = {code: 1 << place for place, code in enumerate(codes)}
    everything = (1 << len(codes)) - 1
    found = [marks.get(agency, _UNMARKED) for agency in agencies]
    gained = np.array([each.passed for each in found], dtype=np.uint64)
    marked = _how_many(np.array([each.marked for each in found], dtype=np.uint64), everything)
    known = (marked == len(codes)).astype(np.int64)
    subs: dict[str, Exact] = {}
    indicators: dict[int, Exact] = {}
    for number in framework.tool(DISCLOSURE).indicators:
        of_indicator = framework.indicator(number).sub_indicators
        for sub in of_indicator:
            passed = _how_many(gained, sum(bits[item] for item in sub.items))
            subs[sub.code] = Exact((Term(FULL, passed * known, known),), len(sub.items))
        indicators[number] = mean([subs[sub.code] for sub in of_indicator])
    return DisclosureScores(
        sub_indicators=tuple(certain(("sub_indicator", each, NO_PART), exact, nothing) for each, exact in subs.items()),
        indicators=tuple(
            certain(("indicator", str(each), NO_PART), exact, nothing) for each, exact in indicators.items()
        ),
        whole=certain(("tool", DISCLOSURE, NO_PART), mean([*indicators.values()]), nothing),
        lost=_lost(codes, [everything & ~each.passed if each.marked == everything else None for each in found]),
        unmarked=len(codes) - marked,
    )


def _how_many(rows: NDArray[np.uint64], wanted: int) -> Whole:
    """How many of the wanted bits each row has."""
    return cast(Whole, np.bitwise_count(rows & np.uint64(wanted)).astype(np.int64))


def _lost(codes: Sequence[str], gone: Sequence[int | None]) -> list[str | None]:
    """The codes whose bits are set, eight at a time: what any eight come to is put together once."""
    eights = [_Codes(codes[at : at + 8]) for at in range(0, len(codes), 8)]

    def said(bits: int) -> str:
        found = zip(eights, bits.to_bytes(len(eights), "little"), strict=True)
        return " ".join([each[byte] for each, byte in found if byte])

    return [None if bits is None else said(bits) for bits in gone]


class _Codes(dict[int, str]):
    """Which of eight codes the bits of a byte stand for."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__()
        self.codes = codes

    def __missing__(self, byte: int) -> str:
        self[byte] = " ".join([code for place, code in enumerate(self.codes) if byte >> place & 1])
        return self[byte]
