"""The one thing the rivals do not write themselves: what is surprising is asked of our rule, over their own counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prongsai.core.nation.surprises import identical_answers, straight_lining
from prongsai.core.nation.tally import Sums, SurveyTally, as_column, repeats_of

Block = tuple[str, int, int]
"""An agency, a print of answers, and how many of it gave these."""


def flags_of(
    tool: str,
    respondents: Mapping[str, int],
    straight: Mapping[str, int],
    complete: Mapping[str, int],
    blocks: Iterable[Block],
) -> list[tuple[str, str, str, str, int, int]]:
    """The rows of the flags of one tool. Shape: each mapping by agency; agencies without respondents left out."""
    codes = sorted(respondents)
    places = {code: place for place, code in enumerate(codes)}
    counts = as_column(complete.get(code, 0) for code in codes)
    tally = SurveyTally(
        tool=tool,
        part="",
        agencies=codes,
        respondents=as_column(respondents[code] for code in codes),
        statements={},
        indicators={},
        whole=Sums(counts, counts, counts),
        straight=as_column(straight.get(code, 0) for code in codes),
        repeats=repeats_of((places[agency], int(print_) >> 1, size) for agency, print_, size in blocks if size > 1),
    )
    found = {"straight_lining": straight_lining(tally), "identical_answers": identical_answers(tally)}
    return [
        (codes[place], tool, "", flag, count, respondents[codes[place]])
        for flag, groups in found.items()
        for place, count in groups.items()
    ]
