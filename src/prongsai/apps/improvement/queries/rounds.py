"""Reporting rounds, for this viewer: what each asks for, what came in, what contradicts itself, what it closed with.

An open round is read from the plan and its reports as they are; a closed one only from its snapshot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.improvement.models import Measure, Plan, Proof, Report, Round, SignOff
from prongsai.apps.improvement.queries.periods import day_after, first_day, period_words
from prongsai.apps.improvement.queries.plans import found, measures_of, measures_seen, steps_seen
from prongsai.apps.improvement.queries.readings import checks_of, reading_of, reported_in
from prongsai.apps.improvement.queries.reports import (
    MISSING,
    REPORT_WORDS,
    Checked,
    anchor_of,
    shown_check,
    without_name,
)
from prongsai.apps.improvement.queries.standings import PICTURES, WORDS, Key
from prongsai.base.access import Viewer
from prongsai.core import lifecycle, records

SNAPSHOT = "prongsai/round/1"
DOUBTFUL = "doubtful"
LATE = "late"
EVIDENCED = "evidenced"
STATES: tuple[str, ...] = (MISSING, Report.State.RETURNED, Report.State.SENT, Report.State.ACCEPTED)


class Told(NamedTuple):
    """What a report says beside its reading: how far it is between owner and clerk, and the rest of its words."""

    state: str
    problem: str = ""
    no_evidence_reason: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Content:
    """What a round holds: the plan with its progress as a reading, and what else each report says.

    Shape: `proofs` as a snapshot keeps them, everything handed in for the plan; none for an open round.
    """

    reading: records.Reading
    told: Mapping[Key, Told]
    proofs: Sequence[Mapping[str, Any]] = ()


class Shown(NamedTuple):
    """A piece of evidence as a closed round keeps it."""

    title: str
    words: str
    dated_on: date | None
    sha256: str | None


@dataclass(frozen=True)
class Line:
    """What a round asks for and what came in: one step, or a measure as a whole.

    `proofs` are all pieces handed in with their states, of a closed round only; `address` is where it is reported.
    `is_late` tells that its months are over at the end of the round and it is not done.
    """

    measure: records.Measure
    step: records.Step | None
    told: Told | None
    doubts: tuple[records.Check, ...] = ()
    proofs: tuple[Shown, ...] = ()
    address: str = ""
    is_late: bool = False

    @property
    def row(self) -> records.Step | records.Measure:
        """The step, or else the measure."""
        return self.step or self.measure

    @property
    def key(self) -> Key:
        """The measure's key and the step's."""
        return self.measure.where.table or 0, self.step.where.row if self.step else None

    @property
    def anchor(self) -> str:
        """The id of the line on its page."""
        return anchor_of(self.key)

    @property
    def title(self) -> str:
        """The measure it belongs to."""
        return self.measure.title or self.measure.finding

    @property
    def text(self) -> str:
        """What was promised."""
        return self.step.text if self.step else self.title

    @property
    def owners(self) -> tuple[str, ...]:
        """Who does it: the step's own owners, or else the measure's."""
        return (self.step.owners if self.step else ()) or self.measure.owners

    @property
    def period(self) -> str:
        """When: the step's own period, or else the measure's."""
        return period_words((self.step.period if self.step else None) or self.measure.period)

    @property
    def state(self) -> str:
        """Where its report stands; ``missing`` when none came."""
        return self.told.state if self.told else MISSING

    @property
    def report_words(self) -> tuple[str, Promise]:
        """The mark and the words of that state."""
        return REPORT_WORDS[self.state]

    @property
    def standing(self) -> lifecycle.Standing:
        """What its status is worth with its proof."""
        has_result, has_evidence = bool(self.row.result.strip()), bool(self.row.evidence)
        return lifecycle.standing(self.row.status, has_result=has_result, has_accepted_evidence=has_evidence)

    @property
    def standing_words(self) -> tuple[str, Promise]:
        """The mark and the words of that standing."""
        return PICTURES[self.standing], WORDS[self.standing]

    @property
    def kept_under(self) -> frozenset[str]:
        """Everything a page of the round can be narrowed to that shows this line."""
        told = {DOUBTFUL: self.is_doubtful, LATE: self.is_late, EVIDENCED: bool(self.row.evidence)}
        return frozenset({"", self.state, self.standing, *(word for word, is_so in told.items() if is_so)})

    @property
    def checked(self) -> list[Checked]:
        """What its checks say."""
        return [without_name(shown_check(each)) for each in self.doubts]

    @property
    def is_doubtful(self) -> bool:
        """Whether what was reported contradicts itself."""
        return any(each.severity is records.Severity.ERROR for each in self.doubts)


@dataclass(frozen=True)
class Part:
    """How many reports stand in one state, and which piece of a bar that is. Unit: `start` and `width` 0-100."""

    state: str
    mark: str
    words: str
    count: int
    start: int = 0
    width: int = 0


@dataclass(frozen=True)
class Tally:
    """How many reports stand where. Shape: `counts` by state, each of `STATES` in it."""

    counts: Mapping[str, int]

    @property
    def parts(self) -> list[Part]:
        """The states in the order of a bar, what is accepted first."""
        parts, before = [], 0
        for state in reversed(STATES):
            mark, words = REPORT_WORDS[state]
            start, end = (round(100 * each / (self.total or 1)) for each in (before, before + self.counts[state]))
            parts.append(Part(state, mark, str(words), self.counts[state], start, end - start))
            before += self.counts[state]
        return parts

    @property
    def total(self) -> int:
        """How many are asked for."""
        return sum(self.counts.values())

    @property
    def came_count(self) -> int:
        """How many are in, in whichever state."""
        return self.total - self.counts[MISSING]


@dataclass(frozen=True)
class RoundCard:
    """A round in the list of a year."""

    round: Round
    words: str
    tally: Tally


NARROWED: dict[str, Promise] = {
    **{str(each): word for each, word in WORDS.items()},
    LATE: gettext_lazy("ถึงกำหนดในรอบนี้แล้วยังไม่เสร็จ"),
    EVIDENCED: gettext_lazy("มีหลักฐานที่รับแล้ว"),
}
"""What a page of a round can be narrowed to beside the states of reports: the doors of figures in papers."""


class Wish(NamedTuple):
    """What somebody wants to see of a round: a state, an owner, or all ("")."""

    state: str = ""
    owner: str = ""

    @property
    def narrowed(self) -> Promise | None:
        """The words of a state that is none of a report."""
        return NARROWED.get(self.state)


@dataclass(frozen=True)
class Chased:
    """Who owns lines of a round, and how many of them stand where."""

    name: str
    tally: Tally


@dataclass(frozen=True)
class RoundPage:
    """A round with all its lines, and everything its checks say: of lines, of measures, of the whole."""

    round: Round
    lines: tuple[Line, ...]
    checked: list[Checked]

    @property
    def tally(self) -> Tally:
        """How many of its lines stand where."""
        return tally_of(each.state for each in self.lines)

    @property
    def missing(self) -> tuple[Line, ...]:
        """What nobody reported."""
        return self.shown(Wish(MISSING))

    @property
    def chased(self) -> tuple[Chased, ...]:
        """Its owners, who owes most first; a line of two owners counts for both."""
        states: dict[str, list[str]] = {}
        for line in self.lines:
            for name in line.owners:
                states.setdefault(name, []).append(line.state)
        chased = [Chased(name, tally_of(own)) for name, own in states.items()]
        return tuple(sorted(chased, key=lambda each: (-each.tally.counts[MISSING], each.name)))

    def shown(self, wish: Wish) -> tuple[Line, ...]:
        """The lines that somebody wants to see."""
        return tuple(each for each in self.lines if wish.state in each.kept_under and wish.owner in ("", *each.owners))

    def parts(self, owner: str) -> list[Part]:
        """How many lines of an owner, or of all, stand in each state, all of them first; then what is doubtful."""
        lines = self.shown(Wish(owner=owner))
        return [
            Part("", "", _("ทั้งหมด"), len(lines)),
            *reversed(tally_of(each.state for each in lines).parts),
            Part(DOUBTFUL, "error", _("มีข้อขัดแย้ง"), sum(each.is_doubtful for each in lines)),
        ]


def rounds_in(viewer: Viewer, plan: Plan) -> list[RoundCard]:
    """The rounds of a plan with their tallies, in a fixed number of questions. Shape: in the order of their ends."""
    rounds = list(plan.rounds.all())
    steps = _step_keys(viewer, plan) if any(each.is_open for each in rounds) else {}
    states: dict[int, dict[Key, str]] = {each.pk: {} for each in rounds}
    reports = Report.objects.filter(round__plan=plan, round__closed_at=None).order_by()
    for round_id, measure, step, state in reports.values_list("round_id", "measure_id", "step_id", "state"):
        states[round_id][measure, step] = state
    return [RoundCard(each, round_words(each), _tally(each, steps, states[each.pk])) for each in rounds]


def open_rounds(viewer: Viewer, year: int) -> list[Round]:
    """The rounds of a year in the viewer's agency that still take reports. Shape: in the order of their ends."""
    rounds = Round.objects.filter(agency=viewer.agency, plan__fiscal_year=year, closed_at=None)
    return list(rounds.select_related("plan"))


def round_of(viewer: Viewer, year: int, round_id: int) -> Round:
    """One round of a year of the viewer's agency, its plan at hand. Raises: Http404."""
    rounds = Round.objects.filter(agency=viewer.agency, plan__fiscal_year=year, pk=round_id)
    return found(rounds.select_related("plan", "closed_by").first())


def can_be_reported(plan: Plan) -> bool:
    """Whether rounds may be opened: the plan was approved once, or came from a paper, where that was done."""
    if plan.sign_offs.filter(deed__in=[SignOff.Deed.APPROVED, SignOff.Deed.ISSUED]).exists():
        return True
    return plan.measures.filter(source=Measure.Source.PAPER, removed_at=None).exists()


def round_page(viewer: Viewer, round_: Round, content: Content | None = None) -> RoundPage:
    """A round as it stands, or as it closed; `content` where it is at hand already."""
    content = content or content_of(viewer, round_)
    lines = tuple(
        replace(each, address=_address(viewer, round_, each.key), is_late=_is_late(each, round_))
        for each in _lines(content)
    )
    return RoundPage(round_, lines, [shown_check(each) for each in content.reading.checks])


def wish_in(state: str, owner: str) -> Wish:
    """What is wished; a state that cannot be is not."""
    return Wish(state if state in (*STATES, DOUBTFUL, *NARROWED) else "", owner)


def round_table(viewer: Viewer, round_: Round) -> tuple[list[tuple[object, ...]], list[str], str]:
    """A round as a table to take away, one row a line. Shape: rows, heads, the name of the file."""
    heads = [
        *(_("ลำดับที่"), _("มาตรการ"), _("ขั้นตอน"), _("ผู้รับผิดชอบ"), _("ระยะเวลา"), _("รายงาน"), _("สถานะ"), _("ร้อยละ")),
        *(_("ผลการดำเนินงาน"), _("ปัญหาอุปสรรค"), _("ข้อเสนอแนะ"), _("หลักฐานที่รับแล้ว"), _("เหตุที่ยังไม่มีหลักฐาน")),
        *(_("ข้อความจากผู้ตรวจ"), _("ข้อขัดแย้ง")),
    ]
    rows = [_cells(each) for each in round_page(viewer, round_).lines]
    return rows, heads, f"round-{round_.plan.fiscal_year}-{round_.months}"


def content_of(viewer: Viewer, round_: Round) -> Content:
    """What a round holds: an open one now, a closed one as it closed."""
    if round_.snapshot is not None:
        return _closed_content(round_.snapshot)
    reported = reported_in(round_)
    reading = reading_of(round_.plan, viewer.agency, measures_of(viewer, round_.plan), (), round_, reported)
    told = {key: _told(each) for key, each in reported.reports.items()}
    return Content(replace(reading, checks=checks_of(reading)), told)


def snapshot_of(viewer: Viewer, round_: Round) -> dict[str, Any]:
    """Everything an open round holds, as it is kept when it closes: what is missing is named.

    Shape: a document of schema ``prongsai/round/1`` that JSON can hold; measures and steps by their keys.
    """
    content = content_of(viewer, round_)
    lines = list(_lines(content))
    return {
        "schema": SNAPSHOT,
        "reading": records.as_json(content.reading),
        "reports": [{**_named(each.key), **each.told._asdict()} for each in lines if each.told],
        "proofs": list(_proofs(round_.plan)),
        "missing": [
            {**_named(each.key), "text": each.text, "owners": list(each.owners)} for each in lines if not each.told
        ],
    }


def round_words(round_: Round) -> str:
    """What the office calls a round, and its months."""
    months = period_words(records.Period(f"{round_.starts_on:%Y-%m}", f"{_last_day(round_):%Y-%m}", ""))
    return _("รอบ %(count)s เดือน (%(months)s)") % {"count": round_.months, "months": months}


def asked_of(measure: int, steps: Sequence[int], reported: Container[Key]) -> list[int | None]:
    """Which rows of a measure a round asks for: its steps, or without any the measure itself.

    A report of the measure as a whole stands for those of its steps that have none of their own.
    Shape: keys of steps in their order, None for the measure.
    """
    if (measure, None) in reported:
        return [None, *(each for each in steps if (measure, each) in reported)]
    return [*steps] or [None]


def tally_of(states: Iterable[str]) -> Tally:
    """How many stand where."""
    counts = Counter(states)
    return Tally({state: counts[state] for state in STATES})


def _step_keys(viewer: Viewer, plan: Plan) -> dict[int, list[int]]:
    """The measures of a plan with their steps, by their keys alone: a tally needs no more of them."""
    steps: dict[int, list[int]] = {
        pk: [] for pk in measures_seen(viewer).filter(plan=plan).values_list("pk", flat=True)
    }
    for measure, step in steps_seen(viewer).filter(measure__plan=plan).values_list("measure_id", "pk"):
        steps[measure].append(step)
    return steps


def _tally(round_: Round, steps: Mapping[int, Sequence[int]], states: Mapping[Key, str]) -> Tally:
    if round_.snapshot is not None:
        closed = round_.snapshot
        return tally_of([*(each["state"] for each in closed["reports"]), *(MISSING for each in closed["missing"])])
    asked = ((measure, step) for measure, keys in steps.items() for step in asked_of(measure, keys, states))
    return tally_of(states.get(key, MISSING) for key in asked)


def _lines(content: Content) -> Iterator[Line]:
    doubts: dict[Key, list[records.Check]] = {}
    for check in content.reading.checks:
        doubts.setdefault((check.where.table or 0, check.where.row), []).append(check)
    proofs: dict[Key, list[Mapping[str, Any]]] = {}
    for proof in content.proofs:
        proofs.setdefault((proof["measure"], proof["step"]), []).append(proof)
    for measure in content.reading.measures:
        for step in _asked(measure, content.told):
            line = Line(measure, step, None)
            yield replace(
                line,
                told=content.told.get(line.key),
                doubts=tuple(doubts.get(line.key, ())),
                proofs=tuple(_shown(each) for each in proofs.get(line.key, ())),
            )


def _asked(measure: records.Measure, told: Container[Key]) -> Iterator[records.Step | None]:
    steps = {each.where.row or 0: each for each in measure.steps}
    for key in asked_of(measure.where.table or 0, [*steps], told):
        yield None if key is None else steps[key]


def _closed_content(snapshot: Mapping[str, Any]) -> Content:
    told = {
        (each["measure"], each["step"]): Told(**{name: each[name] for name in Told._fields})
        for each in snapshot["reports"]
    }
    return Content(records.from_json(snapshot["reading"]), told, snapshot["proofs"])


def _told(report: Report) -> Told:
    return Told(report.state, report.problem, report.no_evidence_reason, report.comment)


def _proofs(plan: Plan) -> Iterator[dict[str, Any]]:
    """Everything handed in for a plan's steps and measures, whatever became of it."""
    handed_in = Proof.objects.filter(evidence__removed_at=None).select_related("evidence__file", "step")
    of_plan = handed_in.filter(step__measure__plan=plan) | handed_in.filter(measure__plan=plan)
    for proof in of_plan.order_by("pk"):
        piece = proof.evidence
        yield {
            "measure": proof.step.measure_id if proof.step else proof.measure_id,
            "step": proof.step_id,
            "state": proof.state,
            "evidence": piece.pk,
            "kind": piece.kind,
            "title": piece.title,
            "url": piece.url,
            "sha256": piece.file.sha256 if piece.file else None,
            "dated_on": piece.dated_on.isoformat() if piece.dated_on else None,
        }


def _shown(proof: Mapping[str, Any]) -> Shown:
    dated_on = proof["dated_on"] and date.fromisoformat(proof["dated_on"])
    return Shown(proof["title"], str(Proof.State(proof["state"]).label), dated_on, proof["sha256"])


def _address(viewer: Viewer, round_: Round, key: Key) -> str:
    measure, step = key
    kind, pk = ("step", step) if step else ("measure", measure)
    return reverse(f"improvement:report-{kind}", args=[viewer.agency.slug, round_.plan.fiscal_year, round_.pk, pk])


def _cells(line: Line) -> tuple[object, ...]:
    told = line.told or Told(MISSING)
    return (
        *(line.measure.number, line.title, line.step.text if line.step else "", ", ".join(line.owners), line.period),
        *(line.report_words[1], line.standing_words[1], line.row.percent, line.row.result, told.problem),
        *(line.row.suggestion, ", ".join(line.row.evidence), told.no_evidence_reason, told.comment),
        " ".join(each.message for each in line.checked),
    )


def _is_late(line: Line, round_: Round) -> bool:
    period = (line.step.period if line.step else None) or line.measure.period
    ends_on = day_after(first_day(period.end)) if period else None
    return lifecycle.is_late(line.row.status, ends_on, round_.ends_on)


def _last_day(round_: Round) -> date:
    return round_.ends_on - timedelta(days=1)


def _named(key: Key) -> dict[str, int | None]:
    return {"measure": key[0], "step": key[1]}
