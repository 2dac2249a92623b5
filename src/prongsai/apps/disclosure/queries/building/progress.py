"""What was done, as far as the clerk accepted it: the latest accepted report and the accepted evidence of each step.

A report that waits, or was sent back, says nothing in public; neither does a piece of evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.disclosure.queries.building.handed_out import HandedOut
from prongsai.apps.improvement.models import Evidence, Proof, Report
from prongsai.base.models import Agency
from prongsai.core import lifecycle
from prongsai.core.lifecycle import Standing
from prongsai.core.publication import Link, Said
from prongsai.core.records import Status

Key = tuple[str, int]
"""``step`` or ``measure``, and its id."""

WORDS: dict[Standing, Promise] = {
    Standing.PROVED: _("ดำเนินการแล้ว มีหลักฐาน"),
    Standing.UNPROVED: _("แจ้งว่าดำเนินการแล้ว ยังไม่มีหลักฐาน"),
    Standing.IN_PROGRESS: _("อยู่ระหว่างดำเนินการ"),
    Standing.NOT_STARTED: _("ยังไม่ดำเนินการ"),
    Standing.DEFERRED: _("เลื่อนหรือยกเลิก"),
    Standing.UNKNOWN: _("ยังไม่มีรายงาน"),
}
"""A standing as the public is told it."""


@dataclass(frozen=True)
class Accepted:
    """The accepted reports and evidence of an agency. `evidence` are the ids of every piece accepted for anything."""

    reports: dict[Key, Report] = field(default_factory=dict)
    proofs: dict[Key, list[Evidence]] = field(default_factory=dict)
    photos: dict[int, list[Evidence]] = field(default_factory=dict)
    activities: frozenset[int] = frozenset()
    evidence: frozenset[int] = frozenset()

    def status(self, key: Key) -> Status:
        """The work status that was reported last."""
        report = self.reports.get(key)
        return Status(report.status) if report else Status.UNKNOWN

    def percent(self, key: Key) -> int | None:
        """The share done that was reported last. Unit: 0-100."""
        report = self.reports.get(key)
        return report.percent if report else None

    def result(self, key: Key) -> str:
        """What came of it, as it was reported last."""
        report = self.reports.get(key)
        return report.result if report else ""

    def standing(self, key: Key) -> Standing:
        """What the reported status is worth with its proof."""
        has_evidence = bool(self.proofs.get(key))
        return lifecycle.standing(
            self.status(key), has_result=bool(self.result(key)), has_accepted_evidence=has_evidence
        )

    def standing_of_measure(self, measure: Key, steps: Iterable[Key]) -> Standing:
        """What its steps make of a measure, or what was reported of it as a whole where no step has moved."""
        keys = list(steps)
        statuses = [self.status(each) for each in keys]
        if set(statuses) <= {Status.NOT_STARTED, Status.UNKNOWN}:
            has_evidence = any(self.proofs.get(each) for each in (measure, *keys))
            has_result = bool(self.result(measure))
            return lifecycle.standing(self.status(measure), has_result=has_result, has_accepted_evidence=has_evidence)
        is_proved = all(self.standing(each) is not Standing.UNPROVED for each in keys)
        return lifecycle.standing(lifecycle.of_steps(statuses), has_result=is_proved, has_accepted_evidence=is_proved)

    def share_of_measure(self, measure: Key, steps: Iterable[Key]) -> int | None:
        """The share done of a measure: the mean of its steps, or its own. Unit: 0-100."""
        told = lifecycle.share_of_steps([self.percent(each) for each in steps])
        return self.percent(measure) if told is None else told

    def links(self, key: Key, files: HandedOut) -> tuple[Link, ...]:
        """The accepted evidence as links; what a paper only speaks of is none."""
        return tuple(link for each in self.proofs.get(key, ()) if (link := evidence_link(each, files)))


def accepted_in(agency: Agency) -> Accepted:
    """What was accepted in an agency, of every year, in two questions."""
    reports = Report.objects.filter(agency=agency, state=Report.State.ACCEPTED).select_related("round")
    latest = {_key(each): each for each in reports.order_by("round__ends_on", "round_id", "pk")}
    found = Proof.objects.filter(evidence__agency=agency, evidence__removed_at=None, state=Proof.State.ACCEPTED)
    proofs: dict[Key, list[Evidence]] = defaultdict(list)
    photos: dict[int, list[Evidence]] = defaultdict(list)
    activities, evidence = set(), set()
    for each in found.select_related("evidence__file").order_by("pk"):
        evidence.add(each.evidence_id)
        if each.activity_id:
            activities.add(each.activity_id)
            if each.evidence.kind == Evidence.Kind.PHOTO:
                photos[each.activity_id].append(each.evidence)
        elif each.step_id or each.measure_id:
            proofs[_key(each)].append(each.evidence)
    return Accepted(latest, dict(proofs), dict(photos), frozenset(activities), frozenset(evidence))


def evidence_link(piece: Evidence, files: HandedOut) -> Link | None:
    """A piece of evidence as the public gets it: a file, the copy of a photograph, or an address outside."""
    if piece.file:
        return files.link(piece.file, piece.title)
    return Link(Said(piece.title), address=piece.url) if piece.url else None


def _key(row: Report | Proof) -> Key:
    return ("step", row.step_id) if row.step_id else ("measure", row.measure_id or 0)
