"""The plain engine: reads rows and counts them in Python, without a statement. For auditors, and as the yardstick.

It keeps everybody in memory and takes minutes where DuckDB takes a second.
"""

# ruff: noqa: S608 - these statements are made of quoted names, quoted paths, and what SQLGlot rendered

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prongsai.core.framework import load
from prongsai.core.nation.counting import Counting, Statement, Survey
from prongsai.core.nation.tally import Sums, SurveyTally, as_column, repeats_of
from prongsai.core.tables.national import REJECTS
from prongsai.scale.counted import Counted, NoStages, Reason, Reject, Stages, Told, told_nothing
from prongsai.scale.inputs import KEYS, Form, Sources
from prongsai.scale.listed import read_agencies, read_marks
from prongsai.scale.plain import answered, clean, lowered, raised, whole
from prongsai.scale.plan import parts_of, write_rejects
from prongsai.scale.scratch import Scratch
from prongsai.scale.shape import common_scale, fingerprint_weights
from prongsai.scale.tablefiles import delimited, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Choices = tuple[int | None, ...]
"""A respondent: an answer, or the points of one, for each statement in order."""
Key = tuple[str, str, str, str]
"""Agency, tool, part, respondent, as they compare."""


class Loop:
    """Counts in plain Python."""

    name = "loop"
    started_in = 0.0

    def tally(
        self, counting: Counting, sources: Sources, told: Told = told_nothing, stages: Stages | None = None
    ) -> Counted:
        """Count everything. Raises: Problem for inputs that do not suit the year."""
        sources.must_suit(counting)
        stages = stages or NoStages()
        told("open", 0.0)
        with sources.database.cursor() as database:
            agencies = read_agencies(sources.agencies, database)
            stages.listed(agencies)
            codes = frozenset(each.code for each in agencies)
            items = [each.code for each in load(counting.fiscal_year).items]
            marked = read_marks(sources.items, codes, items, database)
            told("check", 0.0)
            people = _People(counting, codes)
            for key, question, answer in _cells(sources, database):
                people.take(key, question, answer)
            rejects = [*people.rejects(), *marked.rejects]
            surveys = []
            for done, (stage, survey, part) in enumerate(parts := parts_of(counting)):
                told(stage, done / len(parts))
                surveys.append(_kept(stages, stage, survey, part, people))
            folder = Scratch()
            kept = write_rejects(database, None, rejects, folder.path / REJECTS.file)
        told("check", 1.0)
        return Counted(tuple(surveys), agencies, marked.marks, kept, sources.unread_columns, folder)


def _kept(stages: Stages, stage: str, survey: Survey, part: str, people: _People) -> SurveyTally:
    tally = stages.taken(stage)
    if tally is None:
        tally = _tally(survey, part, people.counted(survey, part))
        stages.keep(stage, tally)
    return tally


def _cells(sources: Sources, database: DuckDBPyConnection) -> Iterator[tuple[Key, str, str]]:
    """Every answer that was given: whose, to which question, what."""
    answers = sources.answers
    keys = [answers.keys.get(key, "") for key in KEYS]
    for row in _rows(sources, database):
        agency, tool, part, respondent = (row.get(name) for name in keys)
        key = (clean(agency), raised(tool), raised(part), clean(respondent))
        if answers.form is Form.LONG:
            question, answer = (row[each.name] for each in answers.columns)
            if text := answered(answer):
                yield key, lowered(question), text
            continue
        for column in answers.columns:
            if text := answered(row.get(column.name)):
                yield key, column.code, text


def _rows(sources: Sources, database: DuckDBPyConnection) -> Iterator[Mapping[str, object]]:
    files = sources.answers.files
    if files.is_csv:
        for path in files.read:
            yield from delimited(path, files.delimiter)
        return
    names = [*sources.answers.keys.values(), *(each.name for each in sources.answers.columns)]
    found = database.execute(f"SELECT {', '.join(quoted(each) for each in names)} FROM {files.relation()}")
    while rows := found.fetchmany(10_000):
        yield from (dict(zip(names, row, strict=True)) for row in rows)


@dataclass
class _People:
    """Everybody who gave an answer, and what became of it."""

    counting: Counting
    agencies: frozenset[str]
    given: dict[Key, dict[str, list[str]]] = field(default_factory=dict)

    def take(self, key: Key, question: str, answer: str) -> None:
        """One more answer."""
        self.given.setdefault(key, {}).setdefault(question, []).append(answer)

    def rejects(self) -> Iterator[Reject]:
        """What does not count, and why."""
        for key, questions in self.given.items():
            yield from self._rejects(key, questions)

    def _rejects(self, key: Key, questions: dict[str, list[str]]) -> Iterator[Reject]:
        answers = sum(len(each) for each in questions.values())
        survey = self._survey(key)
        if survey is None or (reason := self._reason(key)):
            yield Reject(Reason.UNKNOWN_TOOL if survey is None else reason, *key, "", "", answers)
            return
        surplus = _surplus(questions)
        if surplus:
            yield Reject(Reason.DUPLICATE_RESPONDENT, *key, "", "", surplus)
        if surplus == answers:
            return
        asked = {each.code: each for each in survey.statements}
        for question, (answer, *_) in questions.items():
            if question not in asked:
                yield Reject(Reason.UNKNOWN_QUESTION, *key, question, answer, 1)
            elif _value(asked[question], answer) is None:
                yield Reject(Reason.OFF_SCALE, *key, question, answer, 1)

    def _survey(self, key: Key) -> Survey | None:
        _, tool, part, _ = key
        return next((each for each in self.counting.surveys if each.tool == tool and part in each.parts), None)

    def _reason(self, key: Key) -> str:
        if key[0] not in self.agencies:
            return Reason.UNKNOWN_AGENCY
        return "" if key[3] else Reason.NO_RESPONDENT

    def counted(self, survey: Survey, part: str) -> dict[str, list[Choices]]:
        """The choices of everybody who counts in a survey part, by agency."""
        found: dict[str, list[Choices]] = {}
        for key, questions in self.given.items():
            if key[1:3] != (survey.tool, part) or key[0] not in self.agencies or not key[3]:
                continue
            if _surplus(questions) == sum(len(each) for each in questions.values()):
                continue
            choices = tuple(_value(each, questions.get(each.code, [""])[0]) for each in survey.statements)
            if any(each is not None for each in choices):
                found.setdefault(key[0], []).append(choices)
        return found


def _surplus(questions: Mapping[str, Sequence[str]]) -> int:
    """How many answers of a respondent are too many: those of copies that are alike, or all where they differ."""
    times = {len(answers) for answers in questions.values()}
    alike = len(times) == 1 and all(len(set(answers)) == 1 for answers in questions.values())
    every = sum(len(answers) for answers in questions.values())
    if max(times) == 1:
        return 0
    return every - len(questions) if alike else every


def _value(statement: Statement, answer: str) -> int | None:
    number = whole(answer)
    return number if number is not None and number in statement.choices else None


def _tally(survey: Survey, part: str, people: dict[str, list[Choices]]) -> SurveyTally:
    agencies = sorted(people)
    groups = [people[each] for each in agencies]
    points = [[_points(survey, one) for one in group] for group in groups]
    every = list(enumerate(survey.statements))
    return SurveyTally(
        tool=survey.tool,
        part=part,
        agencies=agencies,
        respondents=as_column(len(group) for group in groups),
        statements={each.code: _weighed(points, {at: 1}) for at, each in every},
        indicators={
            of: _weighed(points, {at: each.indicator_weight for at, each in every if each.indicator == of})
            for of in survey.indicators
        },
        whole=_weighed(points, {at: each.tool_weight for at, each in every}),
        straight=as_column(sum(_is_straight(survey, one) for one in group) for group in groups),
        repeats=repeats_of(_repeats(survey, groups)),
    )


def _points(survey: Survey, choices: Choices) -> Choices:
    return tuple(
        None if choice is None else each.points_of(choice)
        for each, choice in zip(survey.statements, choices, strict=True)
    )


def _weighed(groups: Sequence[Sequence[Choices]], weights: Mapping[int, int]) -> Sums:
    """Of those who answered all that is weighed: the weighted sums, counted, added and squared."""
    found = [[_sum(one, weights) for one in group] for group in groups]
    known = [[value for value in group if value is not None] for group in found]
    return Sums(
        as_column(len(each) for each in known),
        as_column(sum(each) for each in known),
        as_column(sum(value * value for value in each) for each in known),
    )


def _sum(one: Choices, weights: Mapping[int, int]) -> int | None:
    total = 0
    for at, weight in weights.items():
        value = one[at]
        if value is None:
            return None
        total += weight * value
    return total


def _is_straight(survey: Survey, choices: Choices) -> bool:
    given = {choices[place] for place in common_scale(survey)}
    return len(given) == 1 and None not in given


def _repeats(survey: Survey, groups: list[list[Choices]]) -> Iterator[tuple[int, int, int]]:
    weights = dict(enumerate(fingerprint_weights(survey)))
    for place, group in enumerate(groups):
        prints = Counter(print_ for one in group if (print_ := _sum(one, weights)) is not None)
        yield from ((place, print_, count) for print_, count in prints.items() if count > 1)
