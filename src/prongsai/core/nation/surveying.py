"""What one part of a questionnaire comes to in every agency: its questions, indicators, and the part itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prongsai.core.nation.columns import Ratios, Scored, scored, weighted_mean
from prongsai.core.nation.columns import mean as mean_of
from prongsai.core.nation.counting import NO_PART, Statement, Survey
from prongsai.core.nation.intervals import Variance, believed, halves, variances
from prongsai.core.nation.tally import Sums, SurveyTally

ANSWERED_BY_STAFF = "IIT"
"""The tool whose respondents are the agency's own staff, so that their number is known."""


@dataclass(frozen=True, slots=True)
class SurveyScores:
    """One part of a questionnaire in every group of its tally, in the order of the tally.

    `variances` are kept by indicator, and of the whole under 0, where parts must be put together.
    """

    tally: SurveyTally
    questions: tuple[Scored, ...]
    indicators: tuple[Scored, ...]
    whole: Scored
    variances: Mapping[int, list[Variance]]


def score_survey(survey: Survey, tally: SurveyTally, staff: Mapping[str, int | None]) -> SurveyScores:
    """The scores of one part of a questionnaire. Shape: `staff` is keyed by agency."""
    return _Part(survey, tally, staff).scores()


class _Part:
    def __init__(self, survey: Survey, tally: SurveyTally, staff: Mapping[str, int | None]) -> None:
        self.survey, self.tally, self.part = survey, tally, tally.part
        self.respondents = list(tally.respondents)
        known = survey.tool == ANSWERED_BY_STAFF
        self.staff = believed(list(map(staff.get, tally.agencies)), self.respondents) if known else None

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
        exact = weighted_mean(
            [each.sums for each in answered], [each.counts for each in answered], [1] * len(answered), len(answered)
        )
        half = [halves(each, of=self.staff) for each in answered]
        subject, behind = ("question", code, self.part), self.fewest(answered)
        return scored(subject, exact, half[0] if len(half) == 1 else _widest(half), [*behind], behind)

    def indicator(self, number: int) -> Scored:
        statements = self.survey.of_indicator(number)
        answered = [self.tally.statements[each.code] for each in statements]
        complete, divisor = self.tally.indicators[number], self.survey.divisors[number]
        if all(each.counts == complete.counts for each in answered):
            exact = Ratios(complete.sums, [count * divisor for count in complete.counts])
        else:
            weights = [each.indicator_weight for each in statements]
            exact = weighted_mean(
                [each.sums for each in answered], [each.counts for each in answered], weights, divisor
            )
        subject, half = ("indicator", str(number), self.part), halves(complete, divisor, self.staff)
        return scored(subject, exact, half, [*self.fewest(answered)], complete.counts)

    def whole(self, indicators: Sequence[Scored]) -> Scored:
        complete, divisor = self.tally.whole, self.survey.divisor
        if all(each.counts == complete.counts for each in self.tally.statements.values()):
            exact = Ratios(complete.sums, [count * divisor for count in complete.counts])
        else:
            exact = mean_of([each.exact for each in indicators])
        kind = "tool" if self.part == NO_PART else "part"
        half = halves(complete, divisor, self.staff)
        subject = (kind, self.part or self.survey.tool, self.part)
        return scored(subject, exact, half, [*self.respondents], complete.counts)

    def fewest(self, answered: Sequence[Sums]) -> list[int]:
        """How many answered; of several statements, the fewest that one of them got."""
        counts = [each.counts for each in answered]
        if all(each == counts[0] for each in counts[1:]):
            return list(counts[0])
        return list(map(min, zip(*counts, strict=True)))

    def variances(self) -> dict[int, list[Variance]]:
        by_indicator = {
            number: variances(self.tally.indicators[number], divisor, self.staff)
            for number, divisor in self.survey.divisors.items()
        }
        return {0: variances(self.tally.whole, self.survey.divisor, self.staff), **by_indicator}


def _widest(half: Sequence[Sequence[float | None]]) -> list[float | None]:
    """Half the interval of a mean of statements as if they moved together, which is the widest it can be.

    How much they do is not counted; statements under one number are answered much alike.
    """
    if any(None in each for each in half):
        return [sum(one or 0.0 for one in each) / len(half) or None for each in zip(*half, strict=True)]
    return [sum(each) / len(half) for each in zip(*half, strict=True)]
