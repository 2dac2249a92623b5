"""What the counts of a whole country come to: every score, interval, total, level, place and flag.

The rules are those of `prongsai.core.scoring` and `prongsai.core.levels`, done for whole columns at a time: 8,300
agencies have half a million scores. Values stay exact to the end; `columns.Exact.rounded` is the one place of rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import chain
from operator import add

import numpy as np
from numpy.typing import NDArray

from prongsai.core.framework import Framework
from prongsai.core.nation.agencies import Marks, NationalAgency
from prongsai.core.nation.columns import NONE, Printed, Scored, certain, mean
from prongsai.core.nation.counting import NO_PART, Counting, Survey
from prongsai.core.nation.disclosing import DISCLOSURE, score_disclosure
from prongsai.core.nation.flags import Flag, SurveyFlags, flags_of, survey_flags
from prongsai.core.nation.intervals import halves_together
from prongsai.core.nation.ranking import ranks, ranks_within
from prongsai.core.nation.surveying import SurveyScores, score_survey, scored
from prongsai.core.nation.tally import Repeats, Sums, SurveyTally, aligned, as_column
from prongsai.core.nation.verdicts import levels, totals
from prongsai.core.nation.whatif import NOTHING_ASSUMED, Options, applied, check_agencies
from prongsai.core.tables.national import FLAGS

TOTAL = ("total", "", "")

Columns = Mapping[str, Sequence[str | None] | NDArray[np.integer]]
"""The columns of a table: texts, or whole numbers with `columns.NONE` for nothing."""


@dataclass(frozen=True, slots=True)
class SurveyReckoned:
    """One part of a questionnaire, scored and looked over; `joined` puts the parts together."""

    tool: str
    part: str
    scores: SurveyScores
    flags: SurveyFlags


@dataclass(frozen=True, slots=True, eq=False)
class Reckoned:
    """The result of a country, in columns.

    Shape: `agencies` and `flags` have the columns of the tables of the same name in `prongsai.core.tables.national`,
    in their order, each table's columns equally long; agencies stand by code. `subjects` are the scores as one column
    a subject, over the agencies: the total, then by tool the tool, its parts, indicators, sub-indicators, questions;
    every agency has every subject. Unit: points are whole hundredths of a point.
    """

    fiscal_year: int
    options: Options
    agencies: Columns
    flags: Columns
    subjects: Mapping[tuple[str, str, str], Scored]

    def exact(self, agency: str, kind: str, code: str = "", part: str = NO_PART) -> Fraction | None:
        """The exact value of a score, as an auditor has it (``total``; ``indicator``, ``6``, ``EIT1``); None if none.

        Unit: points. Raises: ValueError for another agency, KeyError for another subject.
        """
        place = [*self.agencies["agency"]].index(agency)
        return self.subjects[kind, code, part].exact.value(place)


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
    """One part of a questionnaire over the country; it needs no other part, so it can be done as soon as counted.

    Raises: ValueError where somebody was counted who is not on the list.
    """
    staff = {each.code: each.staff for each in agencies}
    if foreign := [code for code in tally.agencies if code not in staff]:
        raise ValueError(f"counted, but not on the list of agencies: {foreign[0]}")
    tally = aligned(tally, sorted(staff.keys() - set(options.without)))
    scores = score_survey(counting.survey(tally.tool), tally, staff)
    return SurveyReckoned(tally.tool, tally.part, scores, survey_flags(tally))


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
            (survey.tool, part): given.get((survey.tool, part))
            or reckon_survey(counting, _unanswered(survey, part), agencies)
            for survey in counting.surveys
            for part in survey.parts
        }
        self.nothing: Printed = np.full(len(agencies), NONE, dtype=np.int16)
        self.items = score_disclosure(framework, self.codes, marks, self.nothing)

    def reckoned(self) -> Reckoned:
        subjects = {each.subject: each for each in self.in_order()}
        tools = {tool.code: subjects["tool", tool.code, NO_PART] for tool in self.framework.tools}
        parts = {code: each for (kind, code, _), each in subjects.items() if kind == "part"}
        exact = totals(self.framework, {code: each.exact for code, each in tools.items()})
        total = certain(TOTAL, exact, self.nothing)
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
        parts = [self.surveys[survey.tool, part].scores for part in survey.parts]
        wholes = [each.whole for each in parts]
        if len(parts) > 1:
            yield self.together("tool", survey.tool, wholes, parts, 0)
        yield from wholes
        for number, indicators in zip(
            survey.indicators, zip(*(each.indicators for each in parts), strict=True), strict=True
        ):
            if len(parts) > 1:
                yield self.together("indicator", str(number), indicators, parts, number)
            yield from indicators
        yield from chain.from_iterable(zip(*(each.questions for each in parts), strict=True))

    def together(
        self, kind: str, code: str, columns: Sequence[Scored], parts: Sequence[SurveyScores], subject: int
    ) -> Scored:
        """A tool or an indicator made of its parts. Source: the tool's ``part_combination`` (inferred)."""
        half = halves_together([each.variances[subject] for each in parts])
        answers = reduce(add, [each.answers for each in columns])
        exact = mean([each.exact for each in columns])
        # Where all answers were alike, each part tells so; together they have no interval.
        return scored((kind, code, NO_PART), exact, half, answers, np.zeros_like(answers))

    def agency_columns(self, total: Scored, tools: Mapping[str, Printed]) -> Columns:
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
            "staff": as_column(NONE if each.staff is None else each.staff for each in self.listed),
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
            [(each.scores.tally, each.flags) for each in self.surveys.values()],
            self.items.unmarked,
        )


def _flag_columns(flags: Sequence[Flag]) -> Columns:
    rows = zip(*flags, strict=True) if flags else ((),) * len(FLAGS.columns)
    agency, tool, part, flag, counted, of = map(list, rows)
    return dict(zip(FLAGS.names, (agency, tool, part, flag, as_column(counted), as_column(of)), strict=True))


def _unanswered(survey: Survey, part: str) -> SurveyTally:
    none = as_column(())
    sums = Sums(none, none, none)
    statements = {each.code: sums for each in survey.statements}
    indicators = dict.fromkeys(survey.indicators, sums)
    return SurveyTally(survey.tool, part, (), none, statements, indicators, sums, none, Repeats(none, none, none))
