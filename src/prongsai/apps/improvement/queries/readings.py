"""A plan, and a round of it, as the reading that the rules speak in: the same checks for what is typed as for papers.

A record's place is its own: `Where(table=measure's key, row=step's key)`, so that a check leads back to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from prongsai.apps.assessment.models import Finding
from prongsai.apps.assessment.queries.sheets import agency_record, finding_record
from prongsai.apps.improvement.models import Evidence, Measure, Plan, Proof, Report, Round, Step
from prongsai.base.models import Agency
from prongsai.core import checks, records
from prongsai.paper.places import Gazetteer

COLUMNS = frozenset({"finding", "title", "steps", "owners", "period", "monitoring"})
PROGRESS_COLUMNS = COLUMNS | {"status", "result", "suggestion", "evidence"}


@dataclass(frozen=True)
class Reported:
    """What a round says: the report of each measure and step, and the titles of the evidence accepted for each."""

    reports: dict[tuple[int, int | None], Report] = field(default_factory=dict)
    proofs: dict[tuple[int, int | None], list[str]] = field(default_factory=dict)

    def of(self, measure: Measure, step: Step | None) -> Report | None:
        """The report of a step, or of the measure as a whole."""
        return self.reports.get((measure.pk, step.pk if step else None))

    def evidence_of(self, measure: Measure, step: Step | None) -> tuple[str, ...]:
        """The titles of the accepted evidence."""
        return tuple(self.proofs.get((measure.pk, step.pk if step else None), ()))


def reported_in(found: Round) -> Reported:
    """Everything reported in a round and proved for its plan, in two questions."""
    reports = {(each.measure_id, each.step_id): each for each in found.reports.all()}
    accepted = Proof.objects.filter(state=Proof.State.ACCEPTED, evidence__removed_at=None)
    proofs: dict[tuple[int, int | None], list[str]] = {}
    for each in (
        accepted.filter(step__measure__plan=found.plan_id) | accepted.filter(measure__plan=found.plan_id)
    ).select_related("evidence", "step"):
        proofs.setdefault(_proved(each), []).append(_title(each.evidence))
    return Reported(reports, proofs)


def reading_of(
    plan: Plan,
    agency: Agency,
    measures: Sequence[Measure],
    findings: Iterable[Finding] = (),
    round_: Round | None = None,
    reported: Reported | None = None,
) -> records.Reading:
    """A plan as a reading of kind plan; with a round, of kind progress with what was reported in it.

    `measures` come from `measures_of`: the reading asks the database nothing.
    """
    said = reported or Reported()
    return records.Reading(
        source=records.Source(f"plan-{plan.fiscal_year}", "json", ""),
        agency=agency_record(agency),
        kind=records.PaperKind.PROGRESS if round_ else records.PaperKind.PLAN,
        fiscal_year=plan.fiscal_year,
        round=round_of(round_) if round_ else None,
        findings=tuple(finding_record(each) for each in findings),
        measures=tuple(measure_record(each, said) for each in measures),
        columns=records.Columns(PROGRESS_COLUMNS if round_ else COLUMNS),
    )


def checks_of(reading: records.Reading) -> tuple[records.Check, ...]:
    """What contradicts itself or is missing in a plan or a round, by the checks of papers."""
    return checks.run(reading, Gazetteer())


def measure_record(measure: Measure, said: Reported) -> records.Measure:
    """A measure as the rules speak of it. Unit: percent 0-100."""
    report = said.of(measure, None)
    return records.Measure(
        number=measure.number or None,
        tool=measure.tool or None,
        indicator=measure.indicator,
        codes=tuple(measure.codes),
        printed_codes=tuple(measure.codes),
        title=measure.title,
        finding=measure.finding,
        owners=_owners(measure),
        period=measure.period,
        monitoring=measure.monitoring,
        status=records.Status(report.status) if report else records.Status.UNKNOWN,
        marked=tuple(records.Status(each) for each in report.marked) if report else (),
        written=tuple(records.Written(records.Status(each["column"]), each["text"]) for each in report.written)
        if report
        else (),
        percent=report.percent if report else None,
        result=report.result if report else "",
        suggestion=(report.suggestion if report else "") or measure.suggestion,
        evidence=said.evidence_of(measure, None),
        steps=tuple(step_record(measure, each, said) for each in measure.steps.all()),
        where=records.Where(table=measure.pk),
    )


def step_record(measure: Measure, step: Step, said: Reported) -> records.Step:
    """A step as the rules speak of it. Unit: percent 0-100."""
    report = said.of(measure, step)
    return records.Step(
        number=step.number or None,
        text=step.text,
        owners=_owners(step),
        period=step.period,
        status=records.Status(report.status) if report else records.Status.UNKNOWN,
        percent=report.percent if report else None,
        result=report.result if report else "",
        suggestion=report.suggestion if report else "",
        evidence=said.evidence_of(measure, step),
        where=records.Where(table=measure.pk, row=step.pk),
    )


def round_of(found: Round) -> records.Round:
    """A round as the rules speak of it: first day, and first day after."""
    return records.Round(found.months, f"{found.starts_on:%Y-%m-%d}", f"{found.ends_on:%Y-%m-%d}")


def _owners(row: Measure | Step) -> tuple[str, ...]:
    return tuple(each.name for each in row.ownerships.all())


def _proved(proof: Proof) -> tuple[int, int | None]:
    return (proof.step.measure_id, proof.step_id) if proof.step else (proof.measure_id or 0, None)


def _title(evidence: Evidence) -> str:
    return evidence.url or evidence.title
