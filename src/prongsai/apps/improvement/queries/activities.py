"""The activities of an agency, for this viewer: an officer sees their own, and those of their work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.codes import CodeTitle, title_of
from prongsai.apps.assessment.queries.papers import Table
from prongsai.apps.improvement.models import Activity, Evidence, Proof
from prongsai.apps.improvement.queries.plans import WHOLE, found, measures_seen, steps_seen
from prongsai.base.access import Viewer
from prongsai.base.said import said
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.framework import Framework, Item, nearest
from prongsai.core.thai import MONTHS

SHOWN_BY_ACTIVITIES = (
    ("no_gift_culture", "no_gift_announce"),
    ("ethics_drive", "ethics_code"),
    ("org_culture",),
    ("exec_participation",),
    ("participation",),
    ("integrity_measures_action",),
)
"""Keys of the items that ask for activities, the item's later key after its earlier one; a year has one of each."""

ON_BOARD = 4
"""Photographs of one activity that the board shows; the rest are on its page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An activity as the board shows it: its photographs, the papers beside them, the items it serves."""

    activity: Activity
    photos: tuple[Proof, ...]
    papers: tuple[Proof, ...]
    items: tuple[CodeTitle, ...]

    @property
    def has_work(self) -> bool:
        """Whether the step or measure it belongs to is still in the plan."""
        step, measure = self.activity.step, self.activity.measure
        rows = [step, step.measure] if step else [measure]
        return all(each is not None and each.removed_at is None for each in rows)

    @property
    def on_board(self) -> tuple[Proof, ...]:
        """The photographs the board has room for."""
        return self.photos[:ON_BOARD]

    @property
    def more_count(self) -> int:
        """The photographs it has not. Unit: photographs."""
        return len(self.photos) - len(self.on_board)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the board. Unit: `year` is Gregorian, `month` 1-12."""

    year: int
    month: int
    shown: tuple[Shown, ...]

    @property
    def name(self) -> str:
        """The month and its year in the language of the page."""
        return said(
            f"{MONTHS[self.month - 1][0]} {self.year + 543}", date_format(date(self.year, self.month, 1), "F Y")
        )

    @property
    def key(self) -> str:
        """How the month is named in an address."""
        return f"m-{self.year}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class ItemChoices:
    """The items of a year: those that ask for activities, and all others. Shape: in the order of the year."""

    first: tuple[CodeTitle, ...]
    others: tuple[CodeTitle, ...]


def activities_seen(viewer: Viewer) -> QuerySet[Activity]:
    """The activities of the viewer's agency that they may see, of every year. Shape: the latest held first."""
    activities = Activity.objects.filter(agency=viewer.agency, removed_at=None)
    if viewer.may(WHOLE):
        return activities
    work = Q(step__in=steps_seen(viewer)) | Q(measure__in=measures_seen(viewer))
    return activities.filter(work | Q(written_by=viewer.person))


def activity_of(viewer: Viewer, activity_id: int) -> Activity:
    """One activity the viewer may see, photographs and work at hand. Raises: Http404."""
    return found(_complete(activities_seen(viewer)).filter(pk=activity_id).first())


def activities_of(viewer: Viewer, year: int) -> QuerySet[Activity]:
    """The activities of a year that the viewer may see, photographs and work at hand. Shape: the latest held first."""
    return _complete(activities_seen(viewer).filter(fiscal_year=year))


def shown(activity: Activity) -> Shown:
    """An activity as it is shown; asks nothing of one that came with its photographs at hand."""
    proofs = list(activity.proofs.all())
    photos = tuple(each for each in proofs if each.evidence.kind == Evidence.Kind.PHOTO)
    papers = tuple(each for each in proofs if each.evidence.kind != Evidence.Kind.PHOTO)
    return Shown(activity, photos, papers, tuple(title_of(code, activity.fiscal_year) for code in activity.codes))


def by_month(activities: Iterable[Activity]) -> list[Month]:
    """The board: activities under the months they were held in, in the order they come."""
    months = groupby(activities, key=lambda each: (each.held_on.year, each.held_on.month))
    return [Month(year, month, tuple(shown(each) for each in those)) for (year, month), those in months]


def item_choices(year: int) -> ItemChoices:
    """The items an activity of a year can serve."""
    framework = nearest(year)
    wanted = [_first_known(framework, keys) for keys in SHOWN_BY_ACTIVITIES]
    codes = {each.code for each in wanted if each}
    titles = [title_of(each.code, year) for each in framework.items]
    return ItemChoices(
        tuple(each for each in titles if each.code in codes),
        tuple(each for each in titles if each.code not in codes),
    )


def activities_table(viewer: Viewer, year: int) -> Table:
    """The activities of a year as a table to take away."""
    rows: list[tuple[object, ...]] = [
        (
            thai_day(each.held_on),
            each.title,
            each.place,
            each.purpose,
            each.outcome,
            each.people_count,
            ", ".join(each.codes),
            work_title(each),
            sum(proof.evidence.kind == Evidence.Kind.PHOTO for proof in each.proofs.all()),
        )
        for each in activities_of(viewer, year)
    ]
    heads = [
        *(_("วันที่"), _("กิจกรรม"), _("สถานที่"), _("วัตถุประสงค์"), _("ผลที่ได้"), _("จำนวนผู้เข้าร่วม (คน)")),
        *(_("ข้อ OIT"), _("มาตรการหรือขั้นตอน"), _("จำนวนภาพ")),
    ]
    return rows, heads, f"activities-{year}"


def work_title(activity: Activity) -> str:
    """What the step or measure that an activity belongs to is called; "" for none."""
    if activity.step:
        return activity.step.text
    return (activity.measure.title or activity.measure.finding) if activity.measure else ""


def _complete(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    shows = Proof.objects.filter(evidence__removed_at=None).select_related("evidence__file")
    work = activities.select_related("measure__plan", "step__measure__plan", "written_by")
    return work.prefetch_related(Prefetch("proofs", shows))


def _first_known(framework: Framework, keys: Iterable[str]) -> Item | None:
    return next((item for key in keys if (item := framework.item_by_key(key))), None)
