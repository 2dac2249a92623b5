"""What the counts of a whole country come to: every score, interval, total, level, place and flag, in whole numbers.

The rules are those of `prongsai.core.scoring` and `prongsai.core.levels`, done for whole columns at a time: 8,300
agencies have half a million scores. Values stay exact to the end; `columns.printed` is the one place of rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain, repeat
from typing import cast

from prongsai.core.framework import Framework
from prongsai.core.nation.agencies import Marks, NationalAgency
from prongsai.core.nation.columns import Scored, mean, printed, scored, spread, spread_ratios
from prongsai.core.nation.counting import NO_PART, Counting, Survey
from prongsai.core.nation.disclosing import DISCLOSURE, score_disclosure
from prongsai.core.nation.flags import Flag, SurveyFlags, flags_of, survey_flags
from prongsai.core.nation.intervals import halves_together
from prongsai.core.nation.ranking import ranks, ranks_within
from prongsai.core.nation.surveying import SurveyScores, score_survey
from prongsai.core.nation.tally import Sums, SurveyTally
from prongsai.core.nation.verdicts import levels, totals
from prongsai.core.nation.whatif import NOTHING_ASSUMED, Options, applied, check_agencies
from prongsai.core.tables.national import FLAGS

TOTAL = ("total", "", "")

Columns = Mapping[str, Sequence[object]]


@dataclass(frozen=True, slots=True)
class SurveyReckoned:
    """One part of a questionnaire, scored and looked over; `joined` puts the parts together."""

    tool: str
    part: str
    scores: SurveyScores
    flags: SurveyFlags


@dataclass(frozen=True)
class Reckoned:
    """The result of a country, in columns.

    Shape: `agencies` and `flags` have the columns of the tables of the same name in `prongsai.core.tables.national`,
    in their order, each table's columns equally long; agencies stand by code. `subjects` are the scores as one column
    a subject, over the agencies: the total, then by tool the tool, its parts, indicators, sub-indicators, questions;
    every agency has every subject. Unit: points are whole hundredths of a point, None where there is no score.
    """

    fiscal_year: int
    options: Options
    agencies: Columns
    flags: Columns
    subjects: Mapping[tuple[str, str, str], Scored]

    @cached_property
    def scores(self) -> Columns:
        """The scores agency by agency. Shape: the columns of the table ``scores``, each agency's in subject order."""
        subjects = [each for each in self.subjects.values() if each.subject != TOTAL]
        codes = cast(Sequence[str], self.agencies["agency"])
        return {
            "agency": list(chain.from_iterable(map(repeat, codes, repeat(len(subjects))))),
            "kind": [each.kind for each in subjects] * len(codes),
            "code": [each.code for each in subjects] * len(codes),
            "part": [each.part for each in subjects] * len(codes),
            "points": _row_by_row([each.points for each in subjects]),
            "low": _row_by_row([each.low for each in subjects]),
            "high": _row_by_row([each.high for each in subjects]),
            "answers": _row_by_row([each.answers for each in subjects]),
        }

    def exact(self, agency: str, kind: str, code: str = "", part: str = NO_PART) -> Fraction | None:
        """The exact value of a score, as an auditor has it (``total``; ``indicator``, ``6``, ``EIT1``); None if none.

        Unit: points. Raises: ValueError for another agency, KeyError for another subject.
        """
        place = self.agencies["agency"].index(agency)
        numerators, denominators = self.subjects[kind, code, part].exact
        return Fraction(numerators[place], denominators[place]) if denominators[place] else None


def reckon(
    framework: Framework,
    counting: Counting,
    tallies: Iterable[SurveyTally],
    agencies: Sequence[NationalAgency],
    marks: Marks,
    options: Options = NOTHING_ASSUMED,
) -> Reckoned:
    """The result of a country from its counts. Raises: Problem for options that cannot be (see `whatif.applied`)."""
    surveys = [reckon_survey(counting, tally, agencies, options) for tally in tallies]
    return joined(framework, counting, surveys, agencies, marks, options)


def reckon_survey(
    counting: Counting,
    tally: SurveyTally,
    agencies: Sequence[NationalAgency],
    options: Options = NOTHING_ASSUMED,
) -> SurveyReckoned:
    """One part of a questionnaire over the country; it needs no other part, so it can be done as soon as counted."""
    survey = counting.survey(tally.tool)
    if options.without:
        tally = _without(tally, set(options.without))
    staff = {each.code: each.staff for each in agencies}
    if foreign := [code for code in tally.agencies if code not in staff]:
        raise ValueError(f"counted, but not on the list of agencies: {foreign[0]}")
    return SurveyReckoned(tally.tool, tally.part, score_survey(survey, tally, staff), survey_flags(tally))


def joined(
    framework: Framework,
    counting: Counting,
    surveys: Sequence[SurveyReckoned],
    agencies: Sequence[NationalAgency],
    marks: Marks,
    options: Options = NOTHING_ASSUMED,
) -> Reckoned:
    """The parts put together: tools, totals, levels, places, and the tables. Raises: Problem as `reckon`."""
    check_agencies(options, {each.code for each in agencies})
    left_out = set(options.without)
    listed = sorted((each for each in agencies if each.code not in left_out), key=lambda each: each.code)
    return _Country(applied(framework, options), counting, surveys, listed, marks, options).reckoned()


class _Country:
    """The work of `joined`."""

    def __init__(
        self,
        framework: Framework,
        counting: Counting,
        surveys: Sequence[SurveyReckoned],
        agencies: Sequence[NationalAgency],
        marks: Marks,
        options: Options,
    ) -> None:
        self.framework, self.counting, self.options = framework, counting, options
        self.listed, self.codes = agencies, [each.code for each in agencies]
        given = {(each.tool, each.part): each for each in surveys}
        self.surveys = {
            (survey.tool, part): given.get((survey.tool, part)) or _unanswered(counting, survey, part)
            for survey in counting.surveys
            for part in survey.parts
        }
        self.places = {key: _places(self.codes, each.scores.tally.agencies) for key, each in self.surveys.items()}
        self.items = score_disclosure(framework, self.codes, marks)

    def reckoned(self) -> Reckoned:
        subjects = {each.subject: each for each in self.in_order()}
        tools = {tool.code: subjects["tool", tool.code, NO_PART] for tool in self.framework.tools}
        parts = {code: each for (kind, code, _), each in subjects.items() if kind == "part"}
        exact = totals(self.framework, {code: each.exact for code, each in tools.items()})
        total = Scored(*TOTAL, exact, printed(exact))
        return Reckoned(
            fiscal_year=self.framework.fiscal_year,
            options=self.options,
            agencies=self.agency_columns(total, {code: each.points for code, each in (tools | parts).items()}),
            flags=_flag_columns(self.flags()),
            subjects={TOTAL: total, **subjects},
        )

    def in_order(self) -> Iterable[Scored]:
        """Every subject over the agencies: tool, parts, indicators, sub-indicators, questions."""
        surveys = {survey.tool: list(self.survey_subjects(survey)) for survey in self.counting.surveys}
        disclosure = [self.items.whole, *self.items.indicators, *self.items.sub_indicators]
        return chain.from_iterable(
            surveys.get(tool.code, disclosure if tool.code == DISCLOSURE else ()) for tool in self.framework.tools
        )

    def survey_subjects(self, survey: Survey) -> Iterable[Scored]:
        keys = [(survey.tool, part) for part in survey.parts]
        scored = [self.surveys[key].scores for key in keys]
        wholes = [self.over_agencies(each.whole, key) for each, key in zip(scored, keys, strict=True)]
        by_part = [
            [self.over_agencies(each, key) for each in one.indicators] for one, key in zip(scored, keys, strict=True)
        ]
        if len(keys) > 1:
            yield self.together("tool", survey.tool, wholes, survey, 0)
        yield from wholes
        for number, indicators in zip(survey.indicators, zip(*by_part, strict=True), strict=True):
            if len(keys) > 1:
                yield self.together("indicator", str(number), indicators, survey, number)
            yield from indicators
        for questions in zip(*(each.questions for each in scored), strict=True):
            yield from (self.over_agencies(each, key) for each, key in zip(questions, keys, strict=True))

    def together(self, kind: str, code: str, parts: Sequence[Scored], survey: Survey, subject: int) -> Scored:
        """A tool or an indicator made of its parts. Source: the tool's ``part_combination`` (inferred)."""
        exact = mean([each.exact for each in parts])
        variances = []
        for part in survey.parts:
            column = self.surveys[survey.tool, part].scores.variances[subject]
            variances.append(list(map([*column, None].__getitem__, self.places[survey.tool, part])))
        answers = [sum(each or 0 for each in row) for row in zip(*(each.answers for each in parts), strict=True)]
        return scored((kind, code, NO_PART), exact, halves_together(variances), [*answers])

    def over_agencies(self, column: Scored, key: tuple[str, str]) -> Scored:
        """A column of the groups of a tally as one of the agencies of the list."""
        places = self.places[key]
        if isinstance(places, range):
            return column
        return Scored(
            *column.subject,
            exact=spread_ratios(column.exact, places),
            points=spread(column.points, places),
            low=spread(column.low, places),
            high=spread(column.high, places),
            answers=list(map([*column.answers, 0].__getitem__, places)),
        )

    def agency_columns(self, total: Scored, tools: Mapping[str, Sequence[int | None]]) -> Columns:
        names, held_by = levels(self.framework, total.points, tools)
        kinds = [each.kind for each in self.listed]
        provinces = [each.province for each in self.listed]
        country, by_kind = ranks(total.points), ranks_within(total.points, kinds)
        by_province = ranks_within(total.points, provinces)
        return {
            "agency": self.codes,
            "name": [each.name for each in self.listed],
            "kind": kinds,
            "province": provinces,
            "district": [each.district for each in self.listed],
            "region": [each.region for each in self.listed],
            "size": [each.size for each in self.listed],
            "staff": [each.staff for each in self.listed],
            "total": total.points,
            "level": names,
            "held_by": held_by,
            "country_rank": country.ranks,
            "country_of": country.of,
            "kind_rank": by_kind.ranks,
            "kind_of": by_kind.of,
            "province_rank": by_province.ranks,
            "province_of": by_province.of,
            "lost_items": self.items.lost,
        }

    def flags(self) -> list[Flag]:
        return flags_of(
            self.framework,
            self.listed,
            {key: (each.scores.tally, self.places[key], each.flags) for key, each in self.surveys.items()},
            self.items.unmarked,
        )


def _row_by_row(columns: Sequence[Sequence[int | None]]) -> list[int | None]:
    return list(chain.from_iterable(zip(*columns, strict=True)))


def _flag_columns(flags: Sequence[Flag]) -> Columns:
    columns = zip(*flags, strict=True) if flags else ((),) * len(FLAGS.columns)
    return {name: list(column) for name, column in zip(FLAGS.names, columns, strict=True)}


def _places(codes: Sequence[str], groups: Sequence[str]) -> Sequence[int]:
    if list(groups) == codes:
        return range(len(codes))
    where = {code: place for place, code in enumerate(groups)}
    return [where.get(code, -1) for code in codes]


def _unanswered(counting: Counting, survey: Survey, part: str) -> SurveyReckoned:
    none = Sums((), (), ())
    statements = {each.code: none for each in survey.statements}
    tally = SurveyTally(survey.tool, part, (), (), statements, dict.fromkeys(survey.indicators, none), none, ())
    return reckon_survey(counting, tally, ())


def _without(tally: SurveyTally, left_out: set[str]) -> SurveyTally:
    """The tally as if some agencies had not been counted."""
    kept = [place for place, code in enumerate(tally.agencies) if code not in left_out]
    moved = {before: now for now, before in enumerate(kept)}

    def of(column: Sequence[int]) -> list[int]:
        return list(map(column.__getitem__, kept))

    return SurveyTally(
        tally.tool,
        tally.part,
        [tally.agencies[place] for place in kept],
        of(tally.respondents),
        {code: Sums(*map(of, sums)) for code, sums in tally.statements.items()},
        {number: Sums(*map(of, sums)) for number, sums in tally.indicators.items()},
        Sums(*map(of, tally.whole)),
        of(tally.straight),
        [each._replace(group=moved[each.group]) for each in tally.repeats if each.group in moved],
    )
