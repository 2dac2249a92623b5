"""What a database counted, as the tally of a survey part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from prongsai.core.nation.counting import Survey
from prongsai.core.nation.tally import Repeats, Sums, SurveyTally, Whole, as_column


def columns_of(names: Sequence[str], rows: Sequence[Sequence[int]]) -> list[Whole]:
    """Rows of whole numbers as columns."""
    return [as_column(each) for each in zip(*rows, strict=True)] or [as_column(()) for _ in names]


def tally_of(
    survey: Survey, part: str, codes: Sequence[str], columns: Sequence[Whole], repeats: Sequence[Whole]
) -> SurveyTally:
    """The tally from the columns of its step, rows in any order. Shape: `codes` are the agencies by number.

    `columns` are number, respondents, straight, then count, sum and sum of squares of each statement, each indicator
    and the whole; `repeats` are number, fingerprint and respondents.
    """
    order = np.argsort(columns[0])
    numbers, respondents, straight, *counted = (each[order] for each in columns)
    sums = [Sums(*counted[at : at + 3]) for at in range(0, len(counted), 3)]
    statements, rest = sums[: len(survey.statements)], sums[len(survey.statements) :]
    groups, fingerprints, alike = repeats
    groups, by_group = np.searchsorted(numbers, groups), np.lexsort((fingerprints, groups))
    return SurveyTally(
        tool=survey.tool,
        part=part,
        agencies=[codes[number] for number in numbers.tolist()],
        respondents=respondents,
        statements={each.code: found for each, found in zip(survey.statements, statements, strict=True)},
        indicators=dict(zip(survey.indicators, rest[:-1], strict=True)),
        whole=rest[-1],
        straight=straight,
        repeats=Repeats(groups[by_group], fingerprints[by_group], alike[by_group]),
    )
