"""What evidence can be used for, and how much of the work done is proved, for this viewer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.codes import CodeTitle
from prongsai.apps.assessment.queries.papers import Table
from prongsai.apps.improvement.models import Activity, Measure, Proof, Step
from prongsai.apps.improvement.models.parts import WorkStatus
from prongsai.apps.improvement.queries.activities import ItemChoices, activities_seen, item_choices
from prongsai.apps.improvement.queries.plans import measures_of, measures_seen, plan_in, steps_seen
from prongsai.base.access import Viewer
from prongsai.core.framework import nearest

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Item:
    """An OIT item of a year, as something that evidence can serve."""

    code: str
    fiscal_year: int


Subject = Step | Measure | Activity | Item
"""What evidence can prove."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything of a year that a viewer's evidence can be used for."""

    measures: tuple[Measure, ...]
    activities: tuple[Activity, ...]
    items: ItemChoices


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be ticked: the field's name, its value, and whether the piece proves it already."""

    name: str
    value: int | str
    text: str
    is_chosen: bool
    is_used: bool
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one title: a measure with its steps, the activities, the items."""

    title: str
    choices: tuple[Choice, ...]

    @property
    def is_open(self) -> bool:
        """Whether something in it is ticked, or was before."""
        return any(each.is_chosen or each.is_used for each in self.choices)


@dataclass(frozen=True, slots=True)
class Done:
    """A step that is done, or a measure without steps, and whether accepted evidence shows it."""

    work: Step | Measure
    measure: Measure
    is_proved: bool

    @property
    def kind(self) -> str:
        """``step`` or ``measure``."""
        return str(self.work._meta.model_name)


@dataclass(frozen=True, slots=True)
class ProvedShare:
    """Of the work done, how much has accepted evidence. Unit: counts of steps, and of measures without steps."""

    done_count: int
    proved_count: int

    @property
    def unproved_count(self) -> int:
        """What is done and not shown."""
        return self.done_count - self.proved_count

    @property
    def percent(self) -> int | None:
        """Rounded down. Unit: 0-100; None while nothing is done."""
        return self.proved_count * 100 // self.done_count if self.done_count else None


def offer(viewer: Viewer, year: int) -> Offer:
    """What the viewer's evidence can be used for in a year. Shape: measures with their steps, in the plan's order."""
    plan = plan_in(viewer, year)
    measures = measures_of(viewer, plan) if plan else []
    activities = activities_seen(viewer).filter(fiscal_year=year)
    return Offer(tuple(measures), tuple(activities), item_choices(year))


def groups_of(
    offered: Offer, chosen: Mapping[str, Collection[str]], used: Mapping[str, Collection[int | str]] | None = None
) -> list[Group]:
    """What can be ticked, as the form shows it. Shape: measures in the plan's order, then activities, then items."""

    def choice(name: str, value: int | str, text: str, is_unverified: bool = False) -> Choice:
        is_used = value in used[name] if used else False
        return Choice(name, value, text, str(value) in chosen[name], is_used, is_unverified)

    def items(titles: Iterable[CodeTitle]) -> tuple[Choice, ...]:
        return tuple(choice("item", each.code, f"{each.code} {each.title}", each.is_unverified) for each in titles)

    whole = _("ทั้งมาตรการ")
    groups = [
        Group(
            str(each),
            (
                choice("measure", each.pk, whole),
                *(choice("step", step.pk, step.text) for step in each.steps.all()),
            ),
        )
        for each in offered.measures
    ]
    activities = tuple(choice("activity", each.pk, each.title) for each in offered.activities)
    groups += [Group(_("กิจกรรม"), activities)] if activities else []
    return [
        *groups,
        Group(_("ข้อ OIT ที่ต้องมีกิจกรรม"), items(offered.items.first)),
        Group(_("ข้อ OIT อื่น"), items(offered.items.others)),
    ]


def subjects_of(
    viewer: Viewer,
    year: int,
    *,
    steps: Collection[int] = (),
    measures: Collection[int] = (),
    activities: Collection[int] = (),
    codes: Iterable[str] = (),
) -> list[Subject]:
    """The steps, measures, activities and items of these keys. Raises: Http404 when the viewer may not see one."""
    framework = nearest(year)
    items = [framework.item(code) for code in codes]
    if None in items:
        raise Http404
    return [
        *_all_of(steps_seen(viewer), steps),
        *_all_of(measures_seen(viewer), measures),
        *_all_of(activities_seen(viewer), activities),
        *(Item(each.code, year) for each in items if each),
    ]


def done_work(viewer: Viewer, year: int) -> list[Done]:
    """The steps done in a year, and the measures done that have no steps. Shape: in the plan's order."""
    steps, measures = _done_steps(viewer, year), _done_measures(viewer, year)
    proved_steps = set(steps.filter(_accepted("step")).values_list("pk", flat=True))
    proved_measures = set(measures.filter(_accepted("measure")).values_list("pk", flat=True))
    rows = [Done(each, each.measure, each.pk in proved_steps) for each in steps.select_related("measure__plan")]
    rows += [Done(each, each, each.pk in proved_measures) for each in measures.select_related("plan")]
    return sorted(rows, key=lambda each: (each.measure.position, each.measure.pk, each.work.position))


def proved_share(viewer: Viewer, year: int) -> ProvedShare:
    """Of the work done in a year, how much has accepted evidence: the counts of `done_work`."""
    steps, measures = _done_steps(viewer, year), _done_measures(viewer, year)
    proved = steps.filter(_accepted("step")).count() + measures.filter(_accepted("measure")).count()
    return ProvedShare(steps.count() + measures.count(), proved)


def done_table(viewer: Viewer, year: int) -> Table:
    """The work done in a year with its proof, as a table to take away."""
    rows: list[tuple[object, ...]] = [
        (str(each.measure), str(each.work), _("มี") if each.is_proved else _("ยังไม่มี"))
        for each in done_work(viewer, year)
    ]
    return rows, [_("มาตรการ"), _("ขั้นตอน"), _("หลักฐานที่รับแล้ว")], f"proved-{year}"


def _all_of(rows: QuerySet[Row], ids: Collection[int]) -> list[Row]:
    there = list(rows.filter(pk__in=ids)) if ids else []
    if len(there) != len(set(ids)):
        raise Http404
    return there


def _done_steps(viewer: Viewer, year: int) -> QuerySet[Step]:
    return steps_seen(viewer).filter(measure__plan__fiscal_year=year, status=WorkStatus.DONE)


def _done_measures(viewer: Viewer, year: int) -> QuerySet[Measure]:
    has_steps = Exists(Step.objects.filter(measure=OuterRef("pk"), removed_at=None))
    return measures_seen(viewer).filter(~has_steps, plan__fiscal_year=year, status=WorkStatus.DONE)


def _accepted(kind: str) -> Exists:
    accepted = Proof.objects.filter(state=Proof.State.ACCEPTED, evidence__removed_at=None)
    return Exists(accepted.filter(**{kind: OuterRef("pk")}))
