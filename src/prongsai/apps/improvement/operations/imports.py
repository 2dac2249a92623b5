"""Accepted papers taken over: their measures become the plan's, what they report the round's, nothing typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

from prongsai.apps.assessment.models import Finding, Paper
from prongsai.apps.improvement.models import Answer, Evidence, Measure, Plan, Report, Round, Step
from prongsai.apps.improvement.operations.evidence import checked_link, prove, take_in
from prongsai.apps.improvement.operations.history import put_owners, remember, state_of
from prongsai.apps.improvement.operations.measures import MeasureWords, add_measure, where_of
from prongsai.apps.improvement.operations.plans import plan_to_write
from prongsai.apps.improvement.operations.rounds import hold_open
from prongsai.apps.improvement.operations.steps import NewStep, add_steps
from prongsai.apps.improvement.queries.imports import (
    MetMeasure,
    Takeover,
    refusal_of,
    refusal_of_year,
    takeover_of,
    year_of,
)
from prongsai.apps.improvement.queries.imports import reports as says_how_far
from prongsai.apps.improvement.queries.owners import owners_named
from prongsai.apps.improvement.queries.periods import day_after, first_day
from prongsai.apps.improvement.queries.weak_points import Kind, WeakPoint, subjects_of_findings, weak_points
from prongsai.base.access import Viewer
from prongsai.core import records
from prongsai.core.checks import answered_by
from prongsai.core.errors import Refused
from prongsai.core.lifecycle import of_steps, share_of_steps

DEED = "paper.accepted"
LONGEST_TITLE = 300


def take_over(
    *, by: Viewer, at: datetime, paper: Paper, reading: records.Reading, findings: Sequence[Finding]
) -> Mapping[str, int]:
    """Make an accepted paper's measures and progress the plan's, inside the deed that accepts it.

    What the plan has already is met again: its empty fields are filled while it is open, its words never changed. In
    a plan that is not open only what the paper reports is taken; a paper that brings more is refused as a whole. What a
    round had of the same step gives way to the paper's and stays in the history. An open plan answers the remarks of
    its own paper from now on. Shape: what was made, counted.
    Raises: Refused, before anything of the paper counts.
    """
    if not reading.measures:
        return {}
    year = year_of(paper, reading)
    if refusal := refusal_of_year(year):
        raise refusal
    plan = _held(by, at, year)
    moved = _answering_this_result(plan, findings)
    takeover = takeover_of(by, year, reading)
    if refusal := refusal_of(takeover):
        raise refusal
    taking = _Taking(by, at, paper, plan)
    taken = [taking.measure(each) for each in takeover.measures]
    _answer(by, at, year, reading, findings, [each.measure for each in taken])
    round_ = _round(by, at, paper, plan, takeover) if takeover.months else None
    if round_:
        _report(by, at, round_, taken)
    for each in taken:
        _offer_evidence(by, at, year, each)
    return {**_counted(takeover, round_), **moved}


@dataclass(frozen=True)
class Taken:
    """A measure and steps of the plan beside what the paper says of them."""

    said: records.Measure
    measure: Measure
    steps: tuple[tuple[records.Step, Step], ...]

    def rows(self) -> Iterator[tuple[records.Measure | records.Step, Step | None]]:
        """What the paper says of the measure as a whole (None), then of each step."""
        yield self.said, None
        yield from self.steps


class _Taking:
    """Takes the measures of one paper over into one plan."""

    def __init__(self, by: Viewer, at: datetime, paper: Paper, plan: Plan) -> None:
        self.by, self.at, self.paper, self.plan = by, at, paper, plan
        self.owners = owners_named(by)

    def measure(self, met: MetMeasure) -> Taken:
        """The plan's own measure, made or met again, with all steps that the paper says."""
        if met.measure is None:
            measure = self._made(met.said)
            return Taken(met.said, measure, tuple(zip(met.said.steps, measure.steps.all(), strict=True)))
        if self.plan.is_open:
            self._fill(met.measure, met.said)
        missing = [each.said for each in met.steps if each.step is None]
        added = iter(add_steps(met.measure, self.by, self.at, map(self._step, missing), deed=DEED))
        steps = tuple((each.said, each.step or next(added)) for each in met.steps)
        for said, step in steps:
            if self.plan.is_open:
                self._fill(step, said)
        return Taken(met.said, met.measure, steps)

    def _made(self, said: records.Measure) -> Measure:
        """The measure of the paper as a row of the plan; one that has steps only is called by the first of them."""
        words: MeasureWords = {**_words(said), **_period(said.period)}
        if not (said.title or said.finding):
            words["title"] = said.steps[0].text
        return add_measure(
            self.plan,
            self.by,
            self.at,
            deed=DEED,
            source=Measure.Source.PAPER,
            paper=self.paper,
            where=where_of(said.where),
            owners=self.owners(said.owners),
            steps=[self._step(each) for each in said.steps],
            **words,
        )

    def _step(self, said: records.Step) -> NewStep:
        return NewStep(
            text=said.text,
            number=said.number or "",
            owners=self.owners(said.owners),
            where=where_of(said.where),
            **_period(said.period),
        )

    def _fill(self, record: Measure | Step, said: records.Measure | records.Step) -> None:
        """Fill what the record does not say yet with what the paper says."""
        before = state_of(record)
        words: dict[str, Any] = {**_words(said)} if isinstance(said, records.Measure) else {}
        if record.period is None:
            words |= _period(said.period)
        empty = [name for name, value in words.items() if value and not getattr(record, name)]
        for name in empty:
            setattr(record, name, words[name])
        if empty:
            record.version += 1
            record.save(update_fields=[*empty, "version"])
        if said.owners and not before["owners"]:
            put_owners(record, [dict(each) for each in self.owners(said.owners)])
        remember(by=self.by, at=self.at, record=record, deed=DEED, before=before)


def _held(by: Viewer, at: datetime, year: int) -> Plan:
    """The plan of the year with its row held, whatever its state; begun where there is none."""
    held = Plan.objects.select_for_update().filter(agency=by.agency, fiscal_year=year).first()
    return held or plan_to_write(by, at, year)


def _answering_this_result(plan: Plan, findings: Sequence[Finding]) -> dict[str, int]:
    """Let an open plan answer the remarks that stand in its own paper, when it answered an earlier year's so far."""
    year = findings[0].fiscal_year if findings else 0
    if not plan.is_open or not plan.result_year < year <= plan.fiscal_year:
        return {}
    plan.result_year = year
    plan.save(update_fields=["result_year"])
    return {"result_year": year}


def _words(said: records.Measure) -> MeasureWords:
    """What a paper writes of a measure, its period aside."""
    return MeasureWords(
        number=said.number or "",
        tool=said.tool or "",
        indicator=said.indicator,
        codes=list(said.codes),
        title=said.title,
        finding=said.finding,
        monitoring=said.monitoring,
        suggestion="" if says_how_far(said) else said.suggestion,
    )


class _Period(TypedDict):
    starts_on: date | None
    ends_on: date | None
    period_text: str


def _period(period: records.Period | None) -> _Period:
    if period is None:
        return {"starts_on": None, "ends_on": None, "period_text": ""}
    return {
        "starts_on": first_day(period.start),
        "ends_on": day_after(first_day(period.end)),
        "period_text": period.text,
    }


def _answer(
    by: Viewer,
    at: datetime,
    year: int,
    reading: records.Reading,
    findings: Sequence[Finding],
    measures: Sequence[Measure],
) -> None:
    """Keep which weak points the paper's measures answer: what its own remarks and codes say, and nothing guessed."""
    pairs = [
        *_answers_of_findings(by, reading, findings, measures),
        *_answers_of_codes(weak_points(by, year), measures),
    ]
    for measure in measures:
        before = state_of(measure)
        for subject in dict.fromkeys(subject for answering, subject in pairs if answering == measure):
            Answer.objects.get_or_create(measure=measure, subject=subject)
        remember(by=by, at=at, record=measure, deed=DEED, before=before)


def _answers_of_findings(
    by: Viewer, reading: records.Reading, findings: Sequence[Finding], measures: Sequence[Measure]
) -> Iterator[tuple[Measure, str]]:
    subjects = subjects_of_findings(by, findings[0].fiscal_year) if findings else {}
    for finding, places in zip(findings, answered_by(reading), strict=True):
        yield from ((measures[place], subjects[finding.pk]) for place in places)


def _answers_of_codes(points: Sequence[WeakPoint], measures: Sequence[Measure]) -> Iterator[tuple[Measure, str]]:
    """The lost items whose codes measures carry, and the low indicators that they are on."""
    for each in points:
        for measure in measures:
            carries = each.kind is Kind.ITEM and not set(each.codes).isdisjoint(measure.codes)
            if carries or (each.kind is Kind.INDICATOR and each.indicator == measure.indicator):
                yield measure, each.subject


def _round(by: Viewer, at: datetime, paper: Paper, plan: Plan, takeover: Takeover) -> Round:
    if takeover.round:
        return hold_open(takeover.round)
    months = takeover.months
    assert months is not None  # noqa: S101 - a paper that reports has months
    return Round.objects.create(
        agency=by.agency,
        plan=plan,
        months=months.months,
        starts_on=months.starts_on,
        ends_on=months.ends_on,
        due_on=months.ends_on,
        paper=paper,
        opened_by=by.person,
        opened_at=at,
    )


def _report(by: Viewer, at: datetime, round_: Round, taken: Iterable[Taken]) -> None:
    """Keep what the paper reports as accepted reports, and let the plan's rows follow the latest round."""
    is_latest = not round_.plan.rounds.filter(ends_on__gt=round_.ends_on, reports__isnull=False).exists()
    for each in taken:
        reported = [(said, step) for said, step in each.rows() if says_how_far(said)]
        for said, step in reported:
            _keep_report(by, at, round_, each.measure, step, said)
        if is_latest and reported:
            _follow(by, at, each)


def _keep_report(
    by: Viewer, at: datetime, round_: Round, measure: Measure, step: Step | None, said: records.Measure | records.Step
) -> None:
    report = Report.objects.filter(round=round_, measure=measure, step=step).first()
    before = state_of(report) if report else None
    report = report or Report(agency=by.agency, round=round_, measure=measure, step=step, version=0)
    report.state, report.status, report.percent = Report.State.ACCEPTED, said.status.value, said.percent
    report.result, report.suggestion, report.comment = said.result, said.suggestion, ""
    if isinstance(said, records.Measure):
        report.marked = [each.value for each in said.marked]
        report.written = [{"column": each.column.value, "text": each.text} for each in said.written]
    report.where, report.version = where_of(said.where), report.version + 1
    report.reported_by = report.decided_by = by.person
    report.reported_at = report.decided_at = at
    report.save()
    remember(by=by, at=at, record=report, deed=DEED, before=before)


def _follow(by: Viewer, at: datetime, taken: Taken) -> None:
    """How far steps and measure are, as the paper says; a measure that it leaves open goes by its steps."""
    for said, step in taken.steps:
        if says_how_far(said):
            _stand(by, at, step, said.status, said.percent)
    status = taken.said.status
    if status is records.Status.UNKNOWN:
        status = of_steps(step.work_status for _said, step in taken.steps)
    percent = taken.said.percent
    if percent is None:
        percent = share_of_steps([step.percent for _said, step in taken.steps])
    _stand(by, at, taken.measure, status, percent)


def _stand(by: Viewer, at: datetime, record: Measure | Step, status: records.Status, percent: int | None) -> None:
    before = state_of(record)
    record.status, record.percent = status.value, percent
    record.save(update_fields=["status", "percent"])
    remember(by=by, at=at, record=record, deed=DEED, before=before)


def _offer_evidence(by: Viewer, at: datetime, year: int, taken: Taken) -> None:
    """Offer what the paper names as evidence; what is no address is kept as words until somebody hands it in."""
    for said, step in taken.rows():
        for mention in said.evidence:
            prove(by=by, at=at, evidence=_piece(by, at, year, mention), subject=step or taken.measure)


def _piece(by: Viewer, at: datetime, year: int, mention: str) -> Evidence:
    try:
        link = checked_link(mention)
    except Refused:
        return _piece_in_words(by, at, year, mention)
    return take_in(by=by, at=at, year=year, links=[link])[0]


def _piece_in_words(by: Viewer, at: datetime, year: int, mention: str) -> Evidence:
    title = mention if len(mention) <= LONGEST_TITLE else f"{mention[: LONGEST_TITLE - 1]}…"
    same = {"agency": by.agency, "fiscal_year": year, "kind": Evidence.Kind.WORDS, "title": title, "removed_at": None}
    if earlier := Evidence.objects.filter(**same).first():
        return earlier
    piece = Evidence.objects.create(**same, added_by=by.person, added_at=at)
    remember(by=by, at=at, record=piece, deed=DEED, before=None)
    return piece


def _counted(takeover: Takeover, round_: Round | None) -> dict[str, int]:
    counts = {"measures": len(takeover.new_measures), "steps": len(takeover.new_steps)}
    return counts | ({"reports": len(takeover.reports)} if round_ else {})
