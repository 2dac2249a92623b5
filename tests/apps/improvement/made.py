"""Plans, measures, steps, rounds and reports of agency A to start a test from; complete unless told otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from cast import NOW, YEAR, Cast
from prongsai.apps.improvement.models import (
    Evidence,
    Measure,
    Ownership,
    Plan,
    Proof,
    Report,
    Round,
    SignOff,
    Step,
)
from prongsai.base.models import Person, Unit

FIRST_DAY, DAY_AFTER = date(YEAR - 544, 10, 1), date(YEAR - 543, 10, 1)


def address(cast: Cast, name: str, *more: Any, year: int = YEAR) -> str:
    return reverse(f"improvement:{name}", args=[cast.agency.slug, year, *more])


def a_plan(cast: Cast, *, year: int = YEAR, **changes: Any) -> Plan:
    """The draft plan of a year, with nothing in it; the same one when it is there."""
    words = {"result_year": year, "created_by": cast.people["clerk"], "created_at": NOW, **changes}
    return Plan.objects.get_or_create(agency=cast.agency, fiscal_year=year, defaults=words)[0]


def an_issued_plan(cast: Cast, *, state: str = "issued", **changes: Any) -> Plan:
    """A plan that was signed off as far as `state`, its content frozen; measures may be built into it all the same."""
    plan = a_plan(cast, **changes)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()
    executive = cast.people["executive"]
    for deed in ("submitted", "approved", "issued")[: ["submitted", "approved", "issued"].index(state) + 1]:
        content = {} if deed == "approved" else None
        SignOff.objects.create(plan=plan, version=plan.version, deed=deed, content=content, by=executive, at=NOW)
    return plan


def a_measure_row(
    cast: Cast, *, plan: Plan | None = None, owners: tuple[Unit | Person | str, ...] | None = None, **changes: Any
) -> Measure:
    """A measure of indicator 8 for the whole year, followed, and owned by สำนักปลัด."""
    plan = plan or a_plan(cast)
    words: dict[str, Any] = {
        "position": plan.measures.count() + 1,
        "tool": "EIT",
        "indicator": 8,
        "title": "สำรวจความพึงพอใจของผู้รับบริการ",
        "monitoring": "รายงานผลต่อผู้บริหารทุกไตรมาส",
        "starts_on": FIRST_DAY,
        "ends_on": DAY_AFTER,
        "created_at": NOW,
        **changes,
    }
    measure = Measure.objects.create(agency=plan.agency, plan=plan, **words)
    own(measure, *((cast.unit,) if owners is None else owners))
    return measure


def a_step_row(measure: Measure, *, owners: tuple[Unit | Person | str, ...] = (), **changes: Any) -> Step:
    """A step of the first half year, with no owner of its own."""
    words: dict[str, Any] = {
        "position": measure.steps.count() + 1,
        "text": "จัดทำแบบสำรวจความพึงพอใจ ณ จุดบริการ",
        "starts_on": FIRST_DAY,
        "ends_on": date(FIRST_DAY.year + 1, 4, 1),
        "created_at": NOW,
        **changes,
    }
    step = Step.objects.create(agency=measure.agency, measure=measure, **words)
    own(step, *owners)
    return step


def own(record: Measure | Step, *owners: Unit | Person | str) -> None:
    """Make these the owners: units, people, or only printed names."""
    subject = {"measure": record} if isinstance(record, Measure) else {"step": record}
    for each in owners:
        unit, person = (each if isinstance(each, kind) else None for kind in (Unit, Person))
        name = each if isinstance(each, str) else each.name
        Ownership.objects.create(**subject, unit=unit, person=person, name=name)


def a_unit(cast: Cast, name: str = "กองคลัง") -> Unit:
    """Another unit of agency A."""
    return Unit.objects.get_or_create(agency=cast.agency, name=name, defaults={"position": 2})[0]


def a_round(cast: Cast, *, plan: Plan | None = None, months: int = 6, **changes: Any) -> Round:
    """The open round of the first 6 months, or of all 12."""
    plan = plan or a_plan(cast)
    year = plan.fiscal_year
    ends_on = date(year - 543, 4, 1) if months == 6 else date(year - 543, 10, 1)
    words: dict[str, Any] = {
        "months": months,
        "starts_on": date(year - 544, 10, 1),
        "ends_on": ends_on,
        "due_on": ends_on,
        "opened_by": cast.people["clerk"],
        "opened_at": NOW,
        **changes,
    }
    return Round.objects.create(agency=plan.agency, plan=plan, **words)


def a_report(cast: Cast, round_: Round, subject: Step | Measure, **changes: Any) -> Report:
    """A report that was sent: half done, with a result."""
    step = subject if isinstance(subject, Step) else None
    words: dict[str, Any] = {
        "status": "in_progress",
        "percent": 50,
        "result": "จัดทำแบบสำรวจแล้ว อยู่ระหว่างเก็บข้อมูล",
        "reported_by": cast.people["officer"],
        "reported_at": NOW,
        **changes,
    }
    if words.get("state", "sent") != "sent":
        words |= {"decided_by": cast.people["clerk"], "decided_at": NOW}
    return Report.objects.create(
        agency=round_.agency, round=round_, measure=step.measure if step else subject, step=step, **words
    )


def a_piece_of_evidence(cast: Cast, *, year: int = YEAR, **changes: Any) -> Evidence:
    """A link handed in by the officer."""
    words: dict[str, Any] = {
        "kind": "link",
        "title": "สรุปผลการสำรวจ",
        "url": "https://www.example.go.th/survey",
        "dated_on": FIRST_DAY,
        "added_by": cast.people["officer"],
        "added_at": NOW,
        **changes,
    }
    return Evidence.objects.create(agency=cast.agency, fiscal_year=year, **words)


def a_proof(cast: Cast, *, evidence: Evidence | None = None, state: str = "accepted", **subject: Any) -> Proof:
    """One use of a piece of evidence: `step=`, `measure=`, `activity=` or `item=` and `item_year=`."""
    decided = {} if state == "offered" else {"decided_by": cast.people["clerk"], "decided_at": NOW}
    comment = "ภาพไม่ชัด" if state == "returned" else ""
    return Proof.objects.create(
        evidence=evidence or a_piece_of_evidence(cast),
        state=state,
        comment=comment,
        by=cast.people["officer"],
        at=NOW,
        **subject,
        **decided,
    )
