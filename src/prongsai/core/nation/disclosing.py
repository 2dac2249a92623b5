"""What the marks of the open-data items come to in every agency: sub-indicators, indicators, the tool, lost items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from operator import not_

import numpy as np

from prongsai.core.framework import Framework
from prongsai.core.nation.agencies import Marks
from prongsai.core.nation.columns import Exact, Printed, Scored, Term, certain, mean
from prongsai.core.nation.counting import FULL, NO_PART
from prongsai.core.nation.tally import Whole

DISCLOSURE = "OIT"
_PASSED, _UNMARKED = 1, 2


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

    Shape: `nothing` is a column of `NONE`.
    """
    codes = [item.code for item in framework.items]
    rows = _rows(codes, agencies, marks)
    lost = {row: _lost(codes, row) for row in set(rows)}
    items = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), len(codes))
    unmarked = np.count_nonzero(items == _UNMARKED, axis=1)
    known = (unmarked == 0).astype(np.int64)
    subs: dict[str, Exact] = {}
    indicators: dict[int, Exact] = {}
    for number in framework.tool(DISCLOSURE).indicators:
        of_indicator = framework.indicator(number).sub_indicators
        for sub in of_indicator:
            passed = np.count_nonzero(items[:, [codes.index(item) for item in sub.items]] == _PASSED, axis=1)
            subs[sub.code] = Exact((Term(FULL, passed * known, known),), len(sub.items))
        indicators[number] = mean([subs[sub.code] for sub in of_indicator])
    return DisclosureScores(
        sub_indicators=tuple(certain(("sub_indicator", each, NO_PART), exact, nothing) for each, exact in subs.items()),
        indicators=tuple(
            certain(("indicator", str(each), NO_PART), exact, nothing) for each, exact in indicators.items()
        ),
        whole=certain(("tool", DISCLOSURE, NO_PART), mean([*indicators.values()]), nothing),
        lost=[lost[row] for row in rows],
        unmarked=unmarked,
    )


def _rows(codes: Sequence[str], agencies: Sequence[str], marks: Marks) -> list[bytes]:
    """The marks of every agency, a byte an item."""
    nothing: Mapping[str, bool] = {}
    marked = [marks.get(agency, nothing) for agency in agencies]
    # Who reads the marks keeps one mapping for all agencies that were marked alike.
    distinct = {id(each): each for each in marked}
    rows = {key: bytes(map(each.get, codes, repeat(_UNMARKED))) for key, each in distinct.items()}
    return [rows[id(each)] for each in marked]


def _lost(codes: Sequence[str], row: bytes) -> str | None:
    return None if _UNMARKED in row else " ".join(compress(codes, map(not_, row)))
