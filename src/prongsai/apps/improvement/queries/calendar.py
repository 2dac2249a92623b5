"""The calendar of a fiscal year: the assessment's own days, what is due of steps and reports, activities."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from prongsai.apps.improvement.models import Activity, Measure, Round, Step
from prongsai.apps.improvement.queries import standings
from prongsai.apps.improvement.queries.activities import activities_seen
from prongsai.apps.improvement.queries.due import (
    Timing,
    due_measures,
    due_rounds,
    due_steps,
    last_day_of,
    timing_of,
)
from prongsai.apps.improvement.queries.official_days import OfficialDay, official_days
from prongsai.apps.improvement.queries.work import tasks
from prongsai.base.access import Viewer
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.lifecycle import standing
from prongsai.core.records import Status
from prongsai.core.thai import MONTHS, fiscal_year_bounds

SUNDAY = 6


class Kind(StrEnum):
    """What an entry of the calendar is."""

    ASSESSMENT = "assessment"
    STEP = "step"
    REPORT = "report"
    ACTIVITY = "activity"


KINDS = {
    Kind.ASSESSMENT: gettext_lazy("วันของการประเมิน"),
    Kind.STEP: gettext_lazy("ขั้นตอนครบกำหนด"),
    Kind.REPORT: gettext_lazy("รายงานครบกำหนด"),
    Kind.ACTIVITY: gettext_lazy("กิจกรรม"),
}
TIMINGS = {
    Timing.LATE: gettext_lazy("ช้ากว่ากำหนด"),
    Timing.SOON: gettext_lazy("ครบกำหนดใน 14 วัน"),
    Timing.COMING: gettext_lazy("ยังไม่ถึงกำหนด"),
    Timing.OVER: pgettext_lazy("calendar", "ผ่านแล้ว"),
}
MARKS = {Timing.LATE: "late", Timing.SOON: "in_progress", Timing.COMING: "not_started", Timing.OVER: "done"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar: from `first` to `last`, both inside; `note` is where it is known from.

    `key` never changes: programs that subscribe know the entry by it.
    """

    key: str
    kind: Kind
    first: date
    last: date
    title: str
    address: str
    timing: Timing
    word: str
    mark: str
    note: str = ""
    is_by_month: bool = False
    is_official: bool = True

    @property
    def kind_word(self) -> Promise:
        """What it is, in words."""
        return KINDS[self.kind]

    @property
    def is_one_day(self) -> bool:
        """Whether it stands in one square of a month."""
        return self.first == self.last

    @property
    def when(self) -> str:
        """Its day, or from when to when; months where no day is known."""
        said = month_name if self.is_by_month else thai_day
        return " - ".join(dict.fromkeys((said(self.first), said(self.last))))


@dataclass(frozen=True, slots=True)
class Day:
    """A square of a month. Unit: `count` entries on that day; `label` says the day and the count in words."""

    date: date
    is_today: bool
    count: int
    is_late: bool
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the list that stand under one day, or under one stretch of days. Today has a group of its own."""

    key: str
    when: str
    is_today: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year. Shape: `weeks` of seven squares from Sunday, None outside the month; `groups` in order.

    `spans` are entries longer than a day that touch the month.
    """

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    spans: tuple[Entry, ...]
    groups: tuple[Group, ...]

    @property
    def title(self) -> str:
        """The month and its year."""
        return month_name(self.first)


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to look at some of the entries. Unit: `count` entries it leaves."""

    value: str
    word: object
    count: int


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """A fiscal year as twelve months from October, and which entries were chosen out of all."""

    months: tuple[Month, ...]
    entries: tuple[Entry, ...]
    kinds: tuple[Choice, ...]
    timings: tuple[Choice, ...]
    taken_from: int | None
    knows_official_days: bool


def year_calendar(viewer: Viewer, year: int, today: date, *, kind: str = "", when: str = "") -> YearCalendar:
    """The calendar of a year, of one kind and one timing or of all; what a viewer may not see is not in it."""
    everything = entries_of(viewer, year, today)
    of_kind = [each for each in everything if kind in {"", each.kind}]
    chosen = tuple(each for each in of_kind if when in {"", each.timing})
    days = official_days(year)
    return YearCalendar(
        months=tuple(_month(first, chosen, today) for first in _months(year)),
        entries=chosen,
        kinds=tuple(_choices(KINDS.items(), [each.kind for each in everything])),
        timings=tuple(_choices(TIMINGS.items(), [each.timing for each in of_kind])),
        taken_from=next((day.taken_from for day in days), None),
        knows_official_days=bool(days),
    )


def entries_of(viewer: Viewer, year: int, today: date) -> tuple[Entry, ...]:
    """Everything the calendar of a year holds for a viewer. Shape: in order of time."""
    first, after = fiscal_year_bounds(year)
    found = [
        *(_official(viewer, year, day, today) for day in official_days(year)),
        *(_work(viewer, each, today) for each in due_steps(viewer, first, after)),
        *(_work(viewer, each, today) for each in due_measures(viewer, first, after)),
        *_rounds(viewer, due_rounds(viewer, first, after), today),
        *(_activity(viewer, each, today) for each in activities_held(viewer, first, after)),
    ]
    return tuple(sorted(found, key=lambda each: (each.first, each.last, each.kind, each.key)))


def calendar_table(
    viewer: Viewer, year: int, today: date, *, kind: str = "", when: str = ""
) -> tuple[list[list[object]], list[str], str]:
    """The chosen entries as a table to take away. Shape: rows, heads, the file's name without ending."""
    heads = [_("เริ่ม"), _("ถึง"), _("ประเภท"), _("เรื่อง"), _("สถานะ"), _("ที่มา")]
    rows: list[list[object]] = [
        [each.first, each.last, each.kind_word, each.title, each.word, each.note]
        for each in year_calendar(viewer, year, today, kind=kind, when=when).entries
    ]
    return rows, heads, f"calendar-{viewer.agency.slug}-{year}"


def activities_held(viewer: Viewer, first: date, after: date) -> QuerySet[Activity]:
    """The activities that a viewer may see in a stretch of time."""
    return activities_seen(viewer).filter(held_on__gte=first, held_on__lt=after).order_by("held_on", "pk")


def month_name(day: date) -> str:
    """The month of a day in the language of the page."""
    return f"{MONTHS[day.month - 1][1]} {day.year + 543}" if get_language() == "th" else date_format(day, "M Y")


def _official(viewer: Viewer, year: int, day: OfficialDay, today: date) -> Entry:
    timing = Timing.OVER if day.last < today else timing_of(Status.UNKNOWN, max(day.first, today), today)
    orientation = _("เป็นแนวทางจากปี %(year)s ปีนี้ยังไม่ประกาศ") % {"year": day.taken_from}
    return Entry(
        key=day.key,
        kind=Kind.ASSESSMENT,
        first=day.first,
        last=day.last,
        title=str(day.title),
        address=f"{reverse('improvement:calendar', args=[viewer.agency.slug, year])}#{day.key}",
        timing=timing,
        word=orientation if day.taken_from else str(day.confidence),
        mark="warning" if day.is_unverified or day.taken_from else "note",
        note=day.source,
        is_by_month=day.is_by_month,
        is_official=day.taken_from is None,
    )


def _work(viewer: Viewer, work: Step | Measure, today: date) -> Entry:
    """A step, or a measure without any, on its last day."""
    name = str(work._meta.model_name)
    plan = work.measure.plan if isinstance(work, Step) else work.plan
    day = last_day_of(work)
    timing = timing_of(work.work_status, day, today)
    word, mark = _standing(work) if timing is Timing.OVER else (str(TIMINGS[timing]), MARKS[timing])
    return Entry(
        key=f"{name}-{work.pk}",
        kind=Kind.STEP,
        first=day,
        last=day,
        title=str(work),
        address=reverse(f"improvement:{name}", args=[viewer.agency.slug, plan.fiscal_year, work.pk]),
        timing=timing,
        word=word,
        mark=mark,
    )


def _standing(work: Step | Measure) -> tuple[str, str]:
    """What became of something that is over, and its mark: done without proof is never shown as plainly done."""
    is_proved = work.is_proved  # type: ignore[union-attr] # annotated by `_due`
    worth = standing(work.work_status, has_result=is_proved, has_accepted_evidence=is_proved)
    return str(standings.WORDS[worth]), standings.PICTURES[worth]


def _rounds(viewer: Viewer, rounds: Iterable[Round], today: date) -> Iterator[Entry]:
    """Rounds until they are closed; for whoever only reports, until they have nothing left to send."""
    if viewer.may("round.read"):
        for each in rounds:
            desk = [viewer.agency.slug, each.plan.fiscal_year, each.pk]
            over = "" if each.is_open else _("ปิดรอบแล้ว")
            yield _round(each, reverse("improvement:round", args=desk), over, today)
        return
    found = list(rounds)
    years = {each.plan.fiscal_year for each in found if each.is_open}
    owed = {task.round.pk for year in years for task in tasks(viewer, year, today) if task.is_open}
    for each in found:
        over = "" if each.pk in owed else _("ส่งครบแล้ว") if each.is_open else _("ปิดรอบแล้ว")
        yield _round(each, reverse("improvement:work", args=[viewer.agency.slug, each.plan.fiscal_year]), over, today)


def _round(found: Round, address: str, over: str, today: date) -> Entry:
    """A round on the day its reports are due. `over` says why it asks for nothing any more."""
    timing = timing_of(Status.DONE if over else Status.IN_PROGRESS, found.due_on, today)
    return Entry(
        key=f"round-{found.pk}",
        kind=Kind.REPORT,
        first=found.due_on,
        last=found.due_on,
        title=_("ส่งรายงานความก้าวหน้ารอบ %(months)s เดือน") % {"months": found.months},
        address=address,
        timing=timing,
        word=over or str(TIMINGS[timing]),
        mark=MARKS[timing],
    )


def _activity(viewer: Viewer, activity: Activity, today: date) -> Entry:
    timing = timing_of(Status.DONE if activity.held_on < today else Status.UNKNOWN, activity.held_on, today)
    return Entry(
        key=f"activity-{activity.pk}",
        kind=Kind.ACTIVITY,
        first=activity.held_on,
        last=activity.held_on,
        title=activity.title,
        address=reverse("improvement:activity", args=[viewer.agency.slug, activity.fiscal_year, activity.pk]),
        timing=timing,
        word=_("จัดแล้ว") if timing is Timing.OVER else _("ยังไม่ถึงวัน"),
        mark=MARKS[timing],
    )


def _months(year: int) -> list[date]:
    """The first days of the twelve months of a fiscal year."""
    first, after = fiscal_year_bounds(year)
    return [date(first.year, month, 1) for month in (10, 11, 12)] + [date(after.year, each, 1) for each in range(1, 10)]


def _month(first: date, entries: Iterable[Entry], today: date) -> Month:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    touching = [each for each in entries if each.first <= last and each.last >= first]
    on: dict[date, list[Entry]] = {}
    for each in touching:
        if each.is_one_day:
            on.setdefault(each.first, []).append(each)
    spans = tuple(each for each in touching if not each.is_one_day)
    weeks = calendar.Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
    return Month(
        first=first,
        weeks=tuple(tuple(_day(day, first, on.get(day, []), today) for day in week) for week in weeks),
        spans=spans,
        groups=(
            *(Group(each.key, each.when, False, (each,)) for each in spans if each.first >= first),
            *_groups(on, today if first <= today <= last else None),
        ),
    )


def _groups(on: Mapping[date, Sequence[Entry]], today: date | None) -> Iterator[Group]:
    """The days of a month that have entries, and today."""
    for day in sorted({*on, *([today] if today else [])}):
        yield Group(f"d{day:%Y-%m-%d}", thai_day(day), day == today, tuple(on.get(day, ())))


def _day(day: date, month: date, entries: Sequence[Entry], today: date) -> Day | None:
    if day.month != month.month:
        return None
    is_late = any(each.timing is Timing.LATE for each in entries)
    words = {"day": thai_day(day), "count": len(entries)}
    late = _("%(day)s: %(count)s เรื่อง มีเรื่องช้ากว่ากำหนด") if is_late else _("%(day)s: %(count)s เรื่อง")
    return Day(day, day == today, len(entries), is_late, late % words if entries else "")


def _choices(words: Iterable[tuple[StrEnum, Promise]], values: Collection[StrEnum]) -> Iterator[Choice]:
    """All of them, then each value that leaves any."""
    yield Choice("", _("ทั้งหมด"), len(values))
    counted = Counter(values)
    yield from (Choice(value, word, counted[value]) for value, word in words if counted[value])
