"""What is asked of whom in a round, and what was reported of it: one step, or a measure as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.improvement.models import Evidence, Measure, Ownership, Proof, Report, Round, Step
from prongsai.apps.improvement.queries.evidence import evidence_seen, key_of, proofs_of
from prongsai.apps.improvement.queries.periods import period_words
from prongsai.apps.improvement.queries.plans import WHOLE, found, is_owner, measures_seen, steps_seen
from prongsai.apps.improvement.queries.readings import checks_of
from prongsai.base.access import Viewer
from prongsai.core import records
from prongsai.core.lifecycle import Standing

Key = tuple[int, int | None]
"""A measure's key and a step's; None for the measure as a whole."""

MISSING = "missing"
"""The state of a report that was not sent yet."""

REPORT_WORDS: dict[str, tuple[str, Promise]] = {
    MISSING: ("not_started", _("ยังไม่ส่ง")),
    Report.State.SENT: ("waiting", _("รอตรวจ")),
    Report.State.RETURNED: ("warning", _("ส่งกลับให้แก้")),
    Report.State.ACCEPTED: ("done", _("รับแล้ว")),
}
"""State of a report -> its mark and its words."""

STANDING_WORDS: dict[Standing, tuple[str, Promise]] = {
    Standing.PROVED: ("done", _("ดำเนินการแล้ว")),
    Standing.UNPROVED: ("warning", _("ดำเนินการแล้ว ยังไม่มีหลักฐานที่รับแล้ว")),
    Standing.IN_PROGRESS: ("in_progress", _("อยู่ระหว่างดำเนินการ")),
    Standing.NOT_STARTED: ("not_started", _("ยังไม่ดำเนินการ")),
    Standing.DEFERRED: ("deferred", _("เลื่อนหรือยกเลิก")),
    Standing.UNKNOWN: ("not_started", _("ไม่ระบุ")),
}
"""What a status is worth with its proof -> its mark and its words."""

MOST_CHOICES = 20
"""Of the pieces of evidence that a report offers to choose from, the latest."""


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
    def name(self) -> str:
        """How drafts and addresses call it: ``step-12``, ``measure-3``."""
        return f"step-{self.step.pk}" if self.step else f"measure-{self.measure.pk}"

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


def report_on(round_: Round, promised: Promised) -> Report | None:
    """What was reported of it in this round, its people at hand."""
    reports = Report.objects.filter(round=round_, measure=promised.measure, step=promised.step)
    return reports.select_related("reported_by", "decided_by").first()


def report_of(viewer: Viewer, year: int, report_id: int) -> Report:
    """One report of a year's rounds that the viewer may see, round, measure and step at hand. Raises: Http404."""
    reports = Report.objects.filter(agency=viewer.agency, round__plan__fiscal_year=year, pk=report_id)
    seen = reports.filter(measure__in=measures_seen(viewer), step=None) | reports.filter(step__in=steps_seen(viewer))
    return found(seen.select_related("round__plan", "measure", "step").first())


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
    """What is being reported of something, as far as the rules look at it. Unit: percent 0-100."""

    status: str
    percent: int | None
    result: str
    evidence: tuple[str, ...]


def checks_on(promised: Promised, said: Said) -> tuple[records.Check, ...]:
    """What contradicts itself or is missing in one report: the checks of a whole round, on one row of it."""
    status = records.Status(said.status or "unknown")
    words = {"status": status, "percent": said.percent, "result": said.result, "evidence": said.evidence}
    if promised.step:
        step = records.Step(text=promised.text, **words)  # type: ignore[arg-type] # mypy sees one type for all
        measure = records.Measure(title=promised.measure.title, steps=(step,))
    else:
        measure = records.Measure(title=promised.text, **words)  # type: ignore[arg-type] # as above
    reading = records.Reading(
        source=records.Source("report", "json", ""),
        kind=records.PaperKind.PROGRESS,
        measures=(measure,),
        columns=records.Columns(frozenset({"status", "result", "evidence"})),
    )
    return tuple(each for each in checks_of(reading) if each.code.startswith("status."))


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
