"""A plan of an earlier year carried over into another; last year's evidence attached again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from prongsai.apps.improvement.models import Evidence, Measure, Plan, Proof, Step
from prongsai.apps.improvement.operations.evidence import prove
from prongsai.apps.improvement.operations.measures import MeasureOrigin, add_measure
from prongsai.apps.improvement.operations.plans import plan_to_write
from prongsai.apps.improvement.operations.steps import NewStep, Owner
from prongsai.apps.improvement.queries.carrying import carried_before, codes_carried, text_carried
from prongsai.apps.improvement.queries.plans import measures_of
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.base.queries import memberships_of
from prongsai.core.carrying import shifted
from prongsai.core.errors import Refused


@dataclass(frozen=True)
class Wishes:
    """What to carry, and how. Shape: keys of measures; keys of texts to take as proposed; keys of codes to keep that
    nobody can follow."""

    measures: Collection[int]
    texts: Collection[str] = field(default=())
    codes: Collection[str] = field(default=())


@operation("plan.carried")
def carry_plan(*, by: Viewer, at: datetime, source: Plan, year: int, wishes: Wishes) -> Plan:
    """Carry measures of an earlier plan over into the plan of a year, which is begun where there is none.

    Titles, steps, owners and monitoring come along, periods in the same months; how far the work was, its reports
    and evidence do not. What was carried before is left as it is.
    Raises: Refused when the plan is not open to change, or nothing is left to carry.
    """
    plan = plan_to_write(by, at, year)
    there = carried_before(plan)
    chosen = [each for each in measures_of(by, source) if each.pk in wishes.measures and each.pk not in there]
    if not chosen:
        raise Refused(
            "ไม่มีมาตรการที่จะยกมา กรุณาเลือกอย่างน้อยหนึ่งมาตรการที่ยังไม่ได้ยกมา",
            "There is nothing to carry over; choose at least one measure that is not there yet.",
        )
    carrier = _Carrier(by, at, source, plan, wishes)
    for measure in chosen:
        carrier.carry(measure)
    plan.carried_from = source
    plan.save(update_fields=["carried_from"])
    note(plan, year=source.fiscal_year, count=len(chosen))
    return plan


@operation("proof.attached_again")
def attach_again(*, by: Viewer, at: datetime, record: Step | Measure, evidence: Evidence) -> Proof:
    """Let a piece that proved the earlier step or measure prove the one that came from it; it keeps its own date.

    Raises: Refused when it did not prove what the record came from.
    """
    kind = str(record._meta.model_name)
    if record.came_from_id is None or not evidence.proofs.filter(**{f"{kind}_id": record.came_from_id}).exists():
        raise Refused(
            "หลักฐานนี้ไม่ได้ใช้กับงานนี้ในปีก่อน กรุณาแนบจากหน้าหลักฐานแทน",
            "This piece did not prove the work this one came from; attach it from the page of evidence.",
        )
    return prove(by=by, at=at, evidence=evidence, subject=record)


class _Carrier:
    """Carries one measure after another from a plan into that of another year."""

    def __init__(self, by: Viewer, at: datetime, source: Plan, plan: Plan, wishes: Wishes) -> None:
        self._by, self._at, self._plan, self._wishes = by, at, plan, wishes
        self._years = source.fiscal_year, plan.fiscal_year
        self._shift = plan.fiscal_year - source.fiscal_year
        self._present = set(memberships_of(by).values_list("person_id", flat=True))

    def carry(self, measure: Measure) -> None:
        words = MeasureOrigin(
            number=measure.number,
            tool=measure.tool,
            indicator=measure.indicator,
            codes=codes_carried(measure, *self._years, self._wishes.codes),
            title=self._text(measure, "title"),
            finding="" if measure.title else self._text(measure, "finding"),
            monitoring=self._text(measure, "monitoring"),
            starts_on=shifted(measure.starts_on, self._shift),
            ends_on=shifted(measure.ends_on, self._shift),
            period_text=_period_text(measure),
            source=Measure.Source.EARLIER,
            practice=measure.practice,
            came_from=measure,
        )
        owners, steps = self._owners(measure), [self._step(each) for each in measure.steps.all()]
        add_measure(self._plan, self._by, self._at, deed="plan.carried", owners=owners, steps=steps, **words)

    def _step(self, step: Step) -> NewStep:
        return NewStep(
            text=self._text(step, "text"),
            number=step.number,
            expected_evidence=self._text(step, "expected_evidence"),
            starts_on=shifted(step.starts_on, self._shift),
            ends_on=shifted(step.ends_on, self._shift),
            period_text=_period_text(step),
            owners=tuple(self._owners(step)),
            came_from=step,
        )

    def _text(self, record: Measure | Step, name: str) -> str:
        return text_carried(record, name, *self._years, self._wishes.texts)

    def _owners(self, record: Measure | Step) -> Iterator[Owner]:
        """Whoever has left the agency meanwhile comes along by name only, so that somebody looks for another."""
        for each in record.ownerships.all():
            person = each.person_id if each.person_id in self._present else None
            yield {"name": each.name, "unit_id": each.unit_id, "person_id": person}


def _period_text(record: Measure | Step) -> str:
    """The words of a period that names no months; where months are known they say it, in the new year."""
    return "" if record.starts_on else record.period_text
