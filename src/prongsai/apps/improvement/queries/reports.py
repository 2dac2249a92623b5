"""What is asked of whom in a round, and what was reported of it: one step, or a measure as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.improvement.models import Evidence, Measure, Ownership, Proof, Report, Round, Step
from prongsai.apps.improvement.queries.evidence import evidence_seen, key_of, proofs_of
from prongsai.apps.improvement.queries.periods import period_words
from prongsai.apps.improvement.queries.plans import WHOLE, found, is_owner, measures_seen, steps_seen
from prongsai.apps.improvement.queries.readings import checks_of
from prongsai.apps.improvement.queries.standings import PICTURES, WORDS, Key
from prongsai.base.access import Viewer
from prongsai.base.models import Membership
from prongsai.base.said import said
from prongsai.core import lifecycle, records
from prongsai.core.lifecycle import Standing

MISSING = "missing"
"""The state of a report that was not sent yet."""

REPORT_WORDS: dict[str, tuple[str, Promise]] = {
    MISSING: ("not_started", _("ยังไม่ส่ง")),
    Report.State.SENT: ("info", _("รอตรวจ")),
    Report.State.RETURNED: ("warning", _("ส่งกลับให้แก้")),
    Report.State.ACCEPTED: ("done", _("รับแล้ว")),
}
"""State of a report -> its mark and its words."""

CHECK_MARKS = {records.Severity.ERROR: "error", records.Severity.WARNING: "warning", records.Severity.NOTE: "info"}

MOST_CHOICES = 20
"""Of the pieces of evidence that a report offers to choose from, the latest."""


class Checked(NamedTuple):
    """What a check says, in the language of the page, with its mark."""

    code: str
    mark: str
    message: str
    fix: str


@dataclass(frozen=True)
class Promised:
    """What a round asks for: a step, or a measure as a whole; with its owners."""

    measure: Measure
    step: Step | None

    @property
    def row(self) -> Step | Measure:
        """The step, or else the measure."""
        return self.step or self.measure

    @property
    def key(self) -> Key:
        """How reports are found."""
        return self.measure.pk, self.step.pk if self.step else None

    @property
    def kind(self) -> str:
        """What it is: ``step`` or ``measure``."""
        return "step" if self.step else "measure"

    @property
    def anchor(self) -> str:
        """The id of its line on the page of a round."""
        return anchor_of(self.key)

    @property
    def text(self) -> str:
        """What was promised, in the plan's words."""
        return self.step.text if self.step else self.measure.title or self.measure.finding

    @property
    def owners(self) -> tuple[str, ...]:
        """Who does it: the step's own owners, or else the measure's."""
        own = self.step.ownerships.all() if self.step else ()
        return tuple(each.name for each in own or self.measure.ownerships.all())

    @property
    def period(self) -> str:
        """When: the step's own period, or else the measure's."""
        return period_words(self.row.period or self.measure.period)


@dataclass(frozen=True)
class ReportPage:
    """Everything around one report: what was promised, what is handed in, what may be done here by this viewer.

    `earlier` is the report of the round before, `pieces` what can be chosen as evidence, `checked` what is doubtful.
    `is_for_another`: who may write it here does so in place of its owner.
    """

    round: Round
    promised: Promised
    report: Report | None
    earlier: Report | None
    proofs: list[Proof]
    pieces: list[Evidence]
    checked: tuple[Checked, ...]
    can_write: bool
    can_decide: bool
    is_for_another: bool

    @property
    def is_asked(self) -> bool:
        """Whether the report is missing, or was sent back."""
        return self.report is None or self.report.state == Report.State.RETURNED

    @property
    def basis(self) -> str:
        """The version that a form shown now begins from; ``0`` before the first report."""
        return str(self.report.version if self.report else 0)

    @property
    def report_words(self) -> tuple[str, Promise]:
        """The mark and the words of where the report stands."""
        return REPORT_WORDS[self.report.state if self.report else MISSING]

    @property
    def standing_words(self) -> tuple[str, Promise]:
        """The mark and the words of what its status is worth with its proof."""
        if self.report is None:
            return PICTURES[Standing.UNKNOWN], WORDS[Standing.UNKNOWN]
        accepted = any(each.state == Proof.State.ACCEPTED for each in self.proofs)
        has_result = bool(self.report.result.strip())
        worth = lifecycle.standing(self.report.work_status, has_result=has_result, has_accepted_evidence=accepted)
        return PICTURES[worth], WORDS[worth]


def report_page(viewer: Viewer, round_: Round, promised: Promised) -> ReportPage:
    """One report as the viewer meets it; of a closed round it can only be read."""
    report, proofs = report_on(round_, promised), proofs_on(viewer, promised)
    may_write = round_.is_open and viewer.may("report.write")
    return ReportPage(
        round=round_,
        promised=promised,
        report=report,
        earlier=earlier_report(round_, promised),
        proofs=proofs,
        pieces=pieces_to_choose(viewer, round_.plan.fiscal_year, proofs) if may_write else [],
        checked=checked_on(promised, _said(report, proofs)) if report else (),
        can_write=may_write and (report is None or report.state != Report.State.ACCEPTED),
        can_decide=bool(
            report and round_.is_open and viewer.may("report.decide") and report.state != Report.State.RETURNED
        ),
        is_for_another=may_write and viewer.may(WHOLE) and not _is_own(viewer, promised),
    )


def promised_step(viewer: Viewer, round_: Round, step_id: int) -> Promised:
    """A step that the viewer may see and this round asks for. Raises: Http404."""
    steps = steps_seen(viewer).select_related("measure").filter(pk=step_id, measure__plan=round_.plan_id)
    step = found(steps.prefetch_related(_owners("ownerships"), _owners("measure__ownerships")).first())
    return Promised(step.measure, step)


def promised_measure(viewer: Viewer, round_: Round, measure_id: int) -> Promised:
    """A measure that this round asks for as a whole: it has no steps, or was reported as a whole already.

    Raises: Http404.
    """
    measures = _whole_measures(viewer, round_).filter(pk=measure_id, plan=round_.plan_id)
    return Promised(found(measures.prefetch_related(_owners("ownerships")).first()), None)


def promised_in(report: Report) -> Promised:
    """What a report is about."""
    return Promised(report.measure, report.step)


def next_waiting(viewer: Viewer, round_: Round) -> tuple[Report | None, int]:
    """The next report of a round that waits for a decision, in the order of the plan, and how many do."""
    waiting = Report.objects.filter(round=round_, agency=viewer.agency, state=Report.State.SENT)
    live = waiting.filter(measure__removed_at=None, step__removed_at=None).order_by(
        "measure__position", "measure_id", "step__position", "step_id"
    )
    return live.select_related("measure", "step").first(), live.count()


def as_owner(viewer: Viewer) -> Viewer:
    """The viewer as one who sees only what is theirs to do."""
    return replace(viewer, role=Membership.Role.OFFICER)


def report_on(round_: Round, promised: Promised) -> Report | None:
    """What was reported of it in this round, its people at hand."""
    reports = Report.objects.filter(round=round_, measure=promised.measure, step=promised.step)
    return reports.select_related("reported_by", "decided_by").first()


def report_of(viewer: Viewer, year: int, report_id: int) -> Report:
    """One report of a year's rounds that the viewer may see, with round and work at hand. Raises: Http404."""
    reports = Report.objects.filter(agency=viewer.agency, round__plan__fiscal_year=year, pk=report_id)
    seen = reports.filter(measure__in=measures_seen(viewer), step=None) | reports.filter(step__in=steps_seen(viewer))
    at_hand = seen.select_related("round__plan", "measure", "step")
    return found(at_hand.prefetch_related("measure__ownerships", "step__ownerships").first())


def earlier_report(round_: Round, promised: Promised) -> Report | None:
    """What the round before said of it, its round at hand."""
    earlier = Report.objects.filter(round__plan=round_.plan_id, round__ends_on__lt=round_.ends_on)
    own = earlier.filter(measure=promised.measure, step=promised.step)
    return own.select_related("round").order_by("round__ends_on", "pk").last()


def proofs_on(viewer: Viewer, promised: Promised) -> list[Proof]:
    """What was handed in for it, in the order it came, the pieces at hand."""
    return proofs_of(viewer, [promised.row])[key_of(promised.row)]


def pieces_to_choose(viewer: Viewer, year: int, proofs: Sequence[Proof]) -> list[Evidence]:
    """The latest pieces of a year that the viewer may see and that do not prove this already."""
    used = {each.evidence_id for each in proofs}
    pieces = evidence_seen(viewer).filter(fiscal_year=year).exclude(kind=Evidence.Kind.WORDS)
    return list(pieces.exclude(pk__in=used)[:MOST_CHOICES])


@dataclass(frozen=True)
class Said:
    """What is being reported of something, as far as the rules look at it. Unit: percent 0-100.

    `is_explained`: its owner says why there is no evidence, and need not be asked again.
    """

    status: str
    percent: int | None
    result: str
    evidence: tuple[str, ...]
    is_explained: bool = False


def checked_on(promised: Promised, told: Said) -> tuple[Checked, ...]:
    """What contradicts itself or is missing in one report: the checks of a whole round, on one row of it."""
    status = records.Status(told.status or "unknown")
    words = {"status": status, "percent": told.percent, "result": told.result, "evidence": told.evidence}
    if promised.step:
        step = records.Step(**words)  # type: ignore[arg-type] # mypy sees one type for all
        measure = records.Measure(steps=(step,))
    else:
        measure = records.Measure(**words)  # type: ignore[arg-type] # as above
    reading = records.Reading(
        source=records.Source("report", "json", ""),
        kind=records.PaperKind.PROGRESS,
        measures=(measure,),
        columns=records.Columns(frozenset({"status", "result", "evidence"})),
    )
    answered = {"status.no_evidence"} if told.is_explained else set()
    checks = (each for each in checks_of(reading) if each.code.startswith("status.") and each.code not in answered)
    return tuple(without_name(shown_check(each)) for each in checks)


def shown_check(check: records.Check) -> Checked:
    """A check as a page shows it."""
    message, fix = said(check.message, check.message_en), said(check.fix, check.fix_en)
    return Checked(check.code, CHECK_MARKS[check.severity], message, fix)


def without_name(checked: Checked) -> Checked:
    """A check beside the row it is about: its sentence without the name of the row, which it begins with."""
    return checked._replace(message=checked.message.partition("”: ")[2] or checked.message)


def anchor_of(key: Key) -> str:
    """The id of a line on the page of a round."""
    return f"line-{key[0]}-{key[1] or 'whole'}"


def _is_own(viewer: Viewer, promised: Promised) -> bool:
    owner = as_owner(viewer)
    rows = steps_seen(owner) if promised.step else measures_seen(owner)
    return rows.filter(pk=promised.row.pk).exists()


def _said(report: Report, proofs: Sequence[Proof]) -> Said:
    """What a report says to the rules, with what was accepted or still waits as its evidence."""
    evidence = tuple(each.evidence.title for each in proofs if each.state != Proof.State.RETURNED)
    return Said(report.status, report.percent, report.result, evidence, bool(report.no_evidence_reason))


def _whole_measures(viewer: Viewer, round_: Round) -> QuerySet[Measure]:
    """Measures without steps or reported as a whole; whoever sees only their own, those that they own themselves."""
    steps = Step.objects.filter(measure=OuterRef("pk"), removed_at=None)
    whole = Report.objects.filter(measure=OuterRef("pk"), round=round_, step=None)
    measures = measures_seen(viewer).filter(~Exists(steps) | Exists(whole))
    if viewer.may(WHOLE):
        return measures
    return measures.filter(Exists(Ownership.objects.filter(is_owner(viewer), measure=OuterRef("pk"))))


def _owners(path: str) -> Prefetch[str]:
    return Prefetch(path, Ownership.objects.all())
