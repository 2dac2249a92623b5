"""What is one's own to do: what a round asks of an owner now, and all steps that are theirs."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.functional import Promise

from prongsai.apps.improvement.models import Measure, Ownership, Report, Round, Step
from prongsai.apps.improvement.queries.plans import is_owner, measures_seen, plan_in, steps_seen
from prongsai.apps.improvement.queries.reports import MISSING, REPORT_WORDS, Promised, as_owner
from prongsai.apps.improvement.queries.rounds import asked_of, open_rounds, round_words
from prongsai.apps.improvement.queries.standings import PICTURES, WORDS, Key, Proved, is_late, is_late_step, proved_in
from prongsai.base.access import Viewer
from prongsai.base.models import Draft

OPEN_ORDER = (Report.State.RETURNED, MISSING, Report.State.SENT, Report.State.ACCEPTED)
"""What comes first: what was sent back, then what nobody sent."""
ASKED = (Report.State.RETURNED, MISSING)
"""The states in which something is asked of its owner."""


@dataclass(frozen=True)
class Task:
    """Something its owner reports in an open round, and where they do it; `comment` is why it was sent back."""

    round: Round
    promised: Promised
    state: str
    comment: str
    due_on: date
    is_late: bool
    has_draft: bool
    address: str

    @property
    def is_open(self) -> bool:
        """Whether its owner has something to do about it."""
        return self.state in ASKED

    @property
    def round_words(self) -> str:
        """The round it is asked in."""
        return round_words(self.round)

    @property
    def report_words(self) -> tuple[str, Promise]:
        """The mark and the words of its state."""
        return REPORT_WORDS[self.state]


def tasks(viewer: Viewer, year: int, today: date) -> tuple[Task, ...]:
    """What the viewer reports as an owner in the open rounds of a year, in a fixed number of questions.

    Late is what is still open after the day it was due. Shape: what was sent back first, then what is missing, by
    due day; then what waits or was accepted.
    """
    rounds = open_rounds(viewer, year)
    if not rounds:
        return ()
    measures = _owned(viewer, {each.plan_id for each in rounds})
    reports: dict[int, dict[Key, Report]] = {each.pk: {} for each in rounds}
    for report in Report.objects.filter(round__in=rounds, measure__in=measures):
        reports[report.round_id][report.measure_id, report.step_id] = report
    drafts = _draft_keys(viewer)
    found = [
        _task(viewer, round_, promised, reports[round_.pk].get(promised.key), drafts, today)
        for round_ in rounds
        for measure in measures
        if measure.plan_id == round_.plan_id
        for promised in _promised(measure, reports[round_.pk])
    ]
    return tuple(sorted(found, key=lambda each: (OPEN_ORDER.index(each.state), each.due_on)))


@dataclass(frozen=True)
class OwnWork:
    """A step, or a measure without steps, that is the viewer's: how far it is, and where it is told."""

    promised: Promised
    standing_words: tuple[str, Promise]
    is_late: bool
    address: str


def own_work(viewer: Viewer, year: int, today: date) -> list[OwnWork]:
    """Everything in the plan of a year that is the viewer's own. Shape: in the order of the plan."""
    plan = plan_in(viewer, year)
    if plan is None:
        return []
    proved = proved_in(plan)
    rows = [each for measure in _owned(viewer, [plan.pk]) for each in _promised(measure, ())]
    return [_own_work(viewer, year, each, proved, today) for each in rows]


def draft_key(round_: Round, promised: Promised) -> str:
    """What the draft of a report is called."""
    return f"report:{round_.pk}:{promised.kind}-{promised.row.pk}"


def _owned(viewer: Viewer, plans: Collection[int]) -> list[Measure]:
    """The measures of these plans in which something is the viewer's own, with the steps that are."""
    owner = as_owner(viewer)
    own = Ownership.objects.filter(is_owner(owner), measure=OuterRef("pk"))
    live = Step.objects.filter(measure=OuterRef("pk"), removed_at=None)
    measures = measures_seen(owner).filter(plan__in=plans).annotate(is_own=Exists(own), has_steps=Exists(live))
    return list(measures.prefetch_related(Prefetch("steps", steps_seen(owner))))


def _promised(measure: Measure, reports: Container[Key]) -> Iterator[Promised]:
    """What a round asks of the owner in a measure: the steps that are theirs, or all of it where it is theirs."""
    steps = {each.pk: each for each in measure.steps.all()}
    is_whole = not measure.has_steps or (measure.pk, None) in reports  # type: ignore[attr-defined] # annotated
    for key in asked_of(measure.pk, [*steps], reports):
        if key is not None:
            yield Promised(measure, steps[key])
        elif is_whole and measure.is_own:  # type: ignore[attr-defined] # annotated
            yield Promised(measure, None)


def _own_work(viewer: Viewer, year: int, promised: Promised, proved: Proved, today: date) -> OwnWork:
    row = promised.row
    worth = proved.standing_of_step(row) if isinstance(row, Step) else proved.standing_of(row)
    address = reverse(f"improvement:{promised.kind}", args=[viewer.agency.slug, year, row.pk])
    late = is_late_step(row, promised.measure, today) if isinstance(row, Step) else is_late(row, today)
    return OwnWork(promised, (PICTURES[worth], WORDS[worth]), late, address)


def _task(
    viewer: Viewer, round_: Round, promised: Promised, report: Report | None, drafts: Container[str], today: date
) -> Task:
    state = report.state if report else MISSING
    return Task(
        round=round_,
        promised=promised,
        state=state,
        comment=report.comment if report and state == Report.State.RETURNED else "",
        due_on=round_.due_on,
        is_late=state in ASKED and today > round_.due_on,
        has_draft=draft_key(round_, promised) in drafts,
        address=reverse(
            f"improvement:report-{promised.kind}",
            args=[viewer.agency.slug, round_.plan.fiscal_year, round_.pk, promised.row.pk],
        ),
    )


def _draft_keys(viewer: Viewer) -> set[str]:
    drafts = Draft.objects.filter(person=viewer.person, agency=viewer.agency, key__startswith="report:")
    return set(drafts.values_list("key", flat=True))
