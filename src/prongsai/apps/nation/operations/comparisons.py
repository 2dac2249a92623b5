"""Runs compared with the year before, and declared measures related to what moved: what a job reckoned is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from prongsai.apps.nation.models import (
    Comparison,
    DeclaredMeasure,
    ItemLoss,
    MeasureAssociation,
    MeasureList,
    MovedAgency,
    MovedScore,
    MovedSubject,
    NationalRun,
)
from prongsai.apps.nation.queries.comparing import ScoreMoved
from prongsai.base.files import keep_for_all
from prongsai.base.jobs import open_job
from prongsai.base.models import Person
from prongsai.base.operation import note, operation
from prongsai.core.nation.association import Association, Associations, Thin
from prongsai.core.nation.lost import Losses
from prongsai.core.nation.movement import Movement

JOB = "nation.measures"
_AT_ONCE = 400
_DECIMALS = 6


@operation("nation.losses_counted")
def keep_losses(*, by: Person | None, at: datetime, run: NationalRun, losses: Losses) -> None:
    """Keep which items the agencies of a run lost, by type, in the place of what was counted before."""
    ItemLoss.objects.filter(run=run).delete()
    items = sorted({code for _, code in losses.lost})
    ItemLoss.objects.bulk_create(
        [
            ItemLoss(run=run, kind=kind, item=item, lost=losses.lost.get((kind, item), 0), marked=marked)
            for kind, marked in sorted(losses.marked.items())
            for item in ("", *items)
        ],
        batch_size=_AT_ONCE,
    )
    note(run, year=run.fiscal_year, count=len(items))


@operation("nation.compared")
def keep_comparison(
    *,
    by: Person | None,
    at: datetime,
    pair: tuple[NationalRun, NationalRun],
    movement: Movement,
    scores: Iterable[ScoreMoved],
    names: Mapping[str, str],
) -> Comparison:
    """Keep what moved from the first run to the second, in the place of what was kept of them before.

    Shape: `names` by code, of agencies of either run.
    """
    before, run = pair
    Comparison.objects.filter(run=run, before=before).delete()
    kept = Comparison.objects.create(run=run, before=before, is_one_system=movement.is_one_system, made_at=at)
    agencies = MovedAgency.objects.bulk_create(_agencies(kept, movement, names), batch_size=_AT_ONCE)
    MovedSubject.objects.bulk_create(_subjects(agencies, movement), batch_size=_AT_ONCE)
    MovedScore.objects.bulk_create([MovedScore(comparison=kept, **each._asdict()) for each in scores])
    note(run, year=run.fiscal_year, count=len(movement.moved))
    return kept


@operation("measures.brought")
def bring_measures(*, by: Person | None, at: datetime, year: int, name: str, content: BinaryIO) -> MeasureList:
    """Keep a list of measures that agencies declared for a year; a job waits to read it."""
    file = keep_for_all(by=by, at=at, name=name, content=content)
    job = open_job(agency=None, kind=JOB, at=at)
    made = MeasureList.objects.create(fiscal_year=year, file=file, job=job, brought_by=by, brought_at=at)
    note(made, year=year)
    return made


@operation("measures.taken")
def take_measures(
    *, by: Person | None, at: datetime, measures: MeasureList, pairs: Iterable[tuple[str, str]], unused: dict[str, int]
) -> None:
    """Keep who declared what, as it was read from a list; `unused` are rows of no use, by why."""
    declared = [DeclaredMeasure(list=measures, agency=agency, practice=code) for agency, code in sorted(pairs)]
    DeclaredMeasure.objects.bulk_create(declared, batch_size=_AT_ONCE)
    measures.unused = unused
    measures.save(update_fields=["unused"])
    note(measures, year=measures.fiscal_year, count=len(declared))


@operation("measures.related")
def relate_measures(
    *, by: Person | None, at: datetime, comparison: Comparison, measures: MeasureList, found: Associations
) -> None:
    """Keep what the measures of a list go with in a comparison, in the place of what was kept before."""
    MeasureAssociation.objects.filter(comparison=comparison).delete()
    rows = [_told(comparison, measures, each) for each in found.told]
    rows += [_thin(comparison, measures, each) for each in found.thin]
    MeasureAssociation.objects.bulk_create(rows, batch_size=_AT_ONCE)
    note(measures, year=measures.fiscal_year, count=len(found.told))


def _agencies(comparison: Comparison, movement: Movement, names: Mapping[str, str]) -> Iterator[MovedAgency]:
    for moved in movement.moved:
        yield MovedAgency(
            comparison=comparison,
            code=moved.after.code,
            name=names[moved.after.code],
            kind=moved.after.kind,
            province=moved.after.province,
            way=MovedAgency.Way.STAYED,
            before=moved.before.total.points if moved.before.total else None,
            after=moved.after.total.points if moved.after.total else None,
            level_before=moved.before.level,
            level_after=moved.after.level,
            steps=moved.steps,
            is_noise=bool(moved.total and moved.total.is_noise),
        )
    for way, standings in ((MovedAgency.Way.ENTERED, movement.entered), (MovedAgency.Way.LEFT, movement.left)):
        for each in standings:
            total = each.total.points if each.total else None
            entered = way is MovedAgency.Way.ENTERED
            yield MovedAgency(
                comparison=comparison,
                code=each.code,
                name=names[each.code],
                kind=each.kind,
                province=each.province,
                way=way,
                before=None if entered else total,
                after=total if entered else None,
                level_before="" if entered else each.level,
                level_after=each.level if entered else "",
            )


def _subjects(agencies: Iterable[MovedAgency], movement: Movement) -> Iterator[MovedSubject]:
    """Shape: `agencies` begin with those that stayed, in the order of the movement."""
    for agency, moved in zip(agencies, movement.moved, strict=False):
        changes = moved.tools | {str(number): change for number, change in moved.indicators.items()}
        for subject, each in changes.items():
            yield MovedSubject(
                agency=agency, subject=subject, before=each.before, after=each.after, is_noise=each.is_noise
            )


def _told(comparison: Comparison, measures: MeasureList, each: Association) -> MeasureAssociation:
    return MeasureAssociation(
        comparison=comparison,
        list=measures,
        practice=each.practice,
        outcome=each.outcome,
        declared=each.declared,
        compared=each.declarers,
        provinces=each.groups,
        twins=each.twins,
        points=_points(each.points),
        low=_points(each.low),
        high=_points(each.high),
        probability=each.probability,
        adjusted=each.adjusted,
        is_found=each.is_found,
        matches=_matches(each),
    )


def _thin(comparison: Comparison, measures: MeasureList, each: Thin) -> MeasureAssociation:
    return MeasureAssociation(
        comparison=comparison,
        list=measures,
        practice=each.practice,
        outcome=each.outcome,
        declared=each.declared,
        compared=each.compared,
        provinces=each.groups,
        declarers_missing=each.declarers_missing,
        provinces_missing=each.groups_missing,
        matches=_matches(each),
    )


def _matches(each: Association | Thin) -> list[tuple[str, float, tuple[str, ...]]]:
    return [(agency, round(difference, _DECIMALS), twins) for agency, difference, twins in each.matches]


def _points(value: float) -> Decimal:
    return Decimal(round(value * 100)).scaleb(-2)
