"""What one part of a questionnaire comes to in every agency: its questions, indicators, and the part itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np

from prongsai.core.nation.columns import NONE, Counts, Exact, Real, Scored, Subject, weighted_mean
from prongsai.core.nation.columns import mean as mean_of
from prongsai.core.nation.counting import NO_PART, Statement, Survey
from prongsai.core.nation.intervals import Variances, believed, bounds, halves, variances
from prongsai.core.nation.tally import Sums, SurveyTally, Whole

ANSWERED_BY_STAFF = "IIT"
"""The tool whose respondents are the agency's own staff, so that their number is known."""


@dataclass(frozen=True, slots=True, eq=False)
class SurveyScores:
    """One part of a questionnaire in every group of its tally, in the order of the tally.

    `variances` are kept by indicator, and of the whole under 0, where parts must be put together.
    """

    tally: SurveyTally
    questions: tuple[Scored, ...]
    indicators: tuple[Scored, ...]
    whole: Scored
    variances: Mapping[int, Variances]


def score_survey(survey: Survey, tally: SurveyTally, staff: Mapping[str, int | None]) -> SurveyScores:
    """The scores of one part of a questionnaire. Shape: `staff` is keyed by agency."""
    return _Part(survey, tally, staff).scores()


def scored(subject: Subject, exact: Exact, half: Real, answers: Counts, behind: Counts) -> Scored:
    """A subject of a survey, printed, with its interval; `behind` is how many answers the interval rests on.

    Unit: `half` is half of it, in hundredths of a point, not a number where there is none.
    """
    points, middle = exact.rounded()
    low, high = bounds(middle, half, behind)
    unknown = points == NONE
    low[unknown] = high[unknown] = NONE
    return Scored(*subject, exact, points, low, high, answers)


class _Part:
    def __init__(self, survey: Survey, tally: SurveyTally, staff: Mapping[str, int | None]) -> None:
        self.survey, self.tally, self.part = survey, tally, tally.part
        known = survey.tool == ANSWERED_BY_STAFF
        self.staff = believed([*map(staff.get, tally.agencies)], tally.respondents) if known else None

    def scores(self) -> SurveyScores:
        by_question: dict[str, list[Statement]] = {}
        for each in self.survey.statements:
            by_question.setdefault(each.question, []).append(each)
        indicators = tuple(map(self.indicator, self.survey.indicators))
        several = len(self.survey.parts) > 1
        return SurveyScores(
            tally=self.tally,
            questions=tuple(self.question(code, statements) for code, statements in by_question.items()),
            indicators=indicators,
            whole=self.whole(indicators),
            variances=self.variances() if several else {},
        )

    def question(self, code: str, statements: Sequence[Statement]) -> Scored:
        answered = [self.tally.statements[each.code] for each in statements]
        half = _widest([halves(each, of=self.staff) for each in answered])
        fewest = _fewest(answered)
        return scored(("question", code, self.part), mean_of([*map(Exact.of, answered)]), half, fewest, fewest)

    def indicator(self, number: int) -> Scored:
        statements = self.survey.of_indicator(number)
        answered = [self.tally.statements[each.code] for each in statements]
        complete, divisor = self.tally.indicators[number], self.survey.divisors[number]
        if _all_complete(answered, complete):
            exact = Exact.of(complete, divisor)
        else:
            weights = [each.indicator_weight for each in statements]
            exact = weighted_mean([*map(Exact.of, answered)], weights, divisor)
        subject, half = ("indicator", str(number), self.part), halves(complete, divisor, self.staff)
        return scored(subject, exact, half, _fewest(answered), complete.counts)

    def whole(self, indicators: Sequence[Scored]) -> Scored:
        complete, divisor = self.tally.whole, self.survey.divisor
        if _all_complete([*self.tally.statements.values()], complete):
            exact = Exact.of(complete, divisor)
        else:
            exact = mean_of([each.exact for each in indicators])
        kind = "tool" if self.part == NO_PART else "part"
        half = halves(complete, divisor, self.staff)
        subject = (kind, self.part or self.survey.tool, self.part)
        return scored(subject, exact, half, self.tally.respondents, complete.counts)

    def variances(self) -> dict[int, Variances]:
        by_indicator = {
            number: variances(self.tally.indicators[number], divisor, self.staff)
            for number, divisor in self.survey.divisors.items()
        }
        return {0: variances(self.tally.whole, self.survey.divisor, self.staff), **by_indicator}


def _all_complete(answered: Sequence[Sums], complete: Sums) -> bool:
    """Whether everybody who answered something answered all of it."""
    return all(np.array_equal(each.counts, complete.counts) for each in answered)


def _fewest(answered: Sequence[Sums]) -> Whole:
    """How many answered; of several statements, the fewest that one of them got."""
    return reduce(np.minimum, [each.counts for each in answered])


def _widest(half: Sequence[Real]) -> Real:
    """Half the interval of a mean of statements as if they moved together, which is the widest it can be.

    How much they do is not counted; statements under one number are answered much alike. One without an interval adds
    nothing; where none has one, there is none.
    """
    if len(half) == 1:
        return half[0]
    found: Real = reduce(add, map(np.nan_to_num, half)) / len(half)
    untold = reduce(np.logical_or, map(np.isnan, half))
    found[untold & (found == 0)] = np.nan
    return found
