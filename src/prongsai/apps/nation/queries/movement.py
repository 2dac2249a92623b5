"""What moved in the country since the year before: scores, types, provinces, and every agency behind the numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.nation.models import Comparison, MovedAgency, MovedScore, MovedSubject
from prongsai.apps.nation.queries.overview import framework_of
from prongsai.apps.nation.queries.runs import Country, points, run_before
from prongsai.base.said import said
from prongsai.core.framework import Framework
from prongsai.core.nation.association import TOTAL

A_PAGE = 50
"""Unit: agencies."""
TOP, ROW_HEIGHT = 28, 50
LOWEST_START, FULL = 8000, 10000

WAYS = {
    "": gettext_lazy("ทุกหน่วยงาน"),
    "compared": gettext_lazy("มีคะแนนรวมทั้งสองปี"),
    "higher": gettext_lazy("คะแนนรวมเพิ่มขึ้น"),
    "lower": gettext_lazy("คะแนนรวมลดลง"),
    "noise": gettext_lazy("เปลี่ยนแปลงภายในช่วงความเชื่อมั่น"),
    "up": gettext_lazy("ระดับสูงขึ้น"),
    "down": gettext_lazy("ระดับต่ำลง"),
    "entered": gettext_lazy("เพิ่งมีในปีนี้"),
    "left": gettext_lazy("มีเฉพาะปีก่อน"),
}
WAYS_OF_A_SCORE = {
    "": gettext_lazy("มีคะแนนทั้งสองปี"),
    "compared": gettext_lazy("มีคะแนนทั้งสองปี"),
    "higher": gettext_lazy("คะแนนเพิ่มขึ้น"),
    "lower": gettext_lazy("คะแนนลดลง"),
    "noise": WAYS["noise"],
}
_BOTH = Q(before__isnull=False, after__isnull=False)
_NARROWED = {
    "": Q(),
    "compared": _BOTH,
    "higher": _BOTH & Q(after__gt=F("before")),
    "lower": _BOTH & Q(after__lt=F("before")),
    "noise": _BOTH & Q(is_noise=True),
    "up": Q(steps__gt=0),
    "down": Q(steps__lt=0),
    "entered": Q(way=MovedAgency.Way.ENTERED),
    "left": Q(way=MovedAgency.Way.LEFT),
}


@dataclass(frozen=True, slots=True)
class Door:
    """A number and the agencies behind it."""

    count: int
    address: str


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """How a province, a type or the whole country moved. Unit: mean totals in points; doors count agencies.

    `up` and `down` are None where the levels of the two years do not compare.
    """

    name: str
    compared: Door
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    higher: Door
    lower: Door
    noise: Door
    up: Door | None
    down: Door | None
    entered: Door
    left: Door


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """How one score moved, and where the chart draws it. Unit: points, agencies, percent and pixels of the chart.

    `mark` is how the chart calls it: a tool by its code, so that its name never runs into its number.
    """

    label: str
    mark: str
    compared: Door
    before: Decimal | None
    after: Decimal | None
    change: Decimal
    higher: Door
    lower: Door
    noise: Door
    is_tool: bool
    before_x: float
    after_x: float
    text_y: int
    y: int


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What moved between the run of the year before and this one; `whole` is None where nothing was compared yet."""

    country: Country
    year_before: int | None
    before_address: str
    whole: GroupMoved | None
    is_one_system: bool
    kinds: tuple[GroupMoved, ...] = ()
    provinces: tuple[GroupMoved, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    start: int = 0
    height: int = 0
    lines: tuple[tuple[int, float], ...] = ()

    @property
    def whole_and_kinds(self) -> tuple[GroupMoved, ...]:
        """The whole country, then every type."""
        return (*((self.whole,) if self.whole else ()), *self.kinds)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of agencies is narrowed to; ``""`` for no matter, and the total where no `subject` is named."""

    way: str = ""
    subject: str = ""
    kind: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class AgencyMoved:
    """One agency of a list. Unit: points; `steps` levels. `address` is empty for one that left."""

    name: str
    kind: str
    province: str
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    level_before: str
    level_after: str
    steps: int | None
    is_noise: bool
    address: str


@dataclass(frozen=True, slots=True)
class AgenciesMoved:
    """A page of the agencies behind a number, those that moved furthest up first.

    `is_total` tells that the scores are totals, to which levels belong.
    """

    country: Country
    year_before: int
    label: str
    is_total: bool
    agencies: Page[AgencyMoved]


class _Row(NamedTuple):
    kind: str
    province: str
    way: str
    before: int | None
    after: int | None
    steps: int | None
    is_noise: bool


def comparison_of(country: Country) -> Comparison | None:
    """The comparison of a run with the one shown for the year before; None where there is none (yet)."""
    before = run_before(country)
    if before is None:
        return None
    return Comparison.objects.select_related("before").filter(run=country.run, before=before).first()


def moved_page(country: Country) -> MovedPage:
    """What moved since the year before, in five questions at most."""
    kept = comparison_of(country)
    if kept is None:
        before = run_before(country)
        return MovedPage(country, before.fiscal_year if before else None, "", None, is_one_system=False)
    fields = MovedAgency.objects.filter(comparison=kept).order_by().values_list(*_Row._fields)
    rows = [_Row(*each) for each in fields]
    scores, start = _scores(country, list(MovedScore.objects.filter(comparison=kept)))
    made = _Groups(country, kept.is_one_system)
    return MovedPage(
        country=country,
        year_before=kept.before.fiscal_year,
        before_address=Country(kept.before, is_pinned=False).address("country"),
        whole=made.group(_("ทั้งประเทศ"), rows),
        is_one_system=kept.is_one_system,
        kinds=made.groups("kind", rows),
        provinces=made.groups("province", rows),
        scores=scores,
        start=start // 100,
        height=TOP + ROW_HEIGHT * len(scores) + 6,
        lines=tuple((line, _x(line * 100, start)) for line in (85, 95)),
    )


def agencies_moved(country: Country, asked: Asked, number: int) -> AgenciesMoved:
    """The agencies behind a number, a page at a time.

    Raises: Http404 where nothing was compared, or a score does not move in this way.
    """
    kept = comparison_of(country)
    labels = {"": "", **_labels(framework_of(country))}
    ways = WAYS_OF_A_SCORE if asked.subject else WAYS
    if kept is None or asked.way not in ways or asked.subject not in labels:
        raise Http404
    prefix, found = listed(kept, asked.subject)
    found = found.filter(_NARROWED[asked.way])
    for field in ("kind", "province"):
        if value := getattr(asked, field):
            found = found.filter(**{prefix + field: value})
    ordered = found.order_by((F("after") - F("before")).desc(nulls_last=True), f"{prefix}code")
    page: Page[Any] = Paginator(ordered, A_PAGE).get_page(number)
    page.object_list = [as_listed(country, each) for each in page.object_list]
    label = " · ".join(filter(None, (labels[asked.subject], str(ways[asked.way]), asked.kind, asked.province)))
    return AgenciesMoved(country, kept.before.fiscal_year, label, not asked.subject, page)


def listed(kept: Comparison, subject: str) -> tuple[str, QuerySet[Any]]:
    """The rows of a comparison with what a score was before and after, and how their agencies' fields are called.

    Without a `subject` they are all agencies with their totals; with one, those that have it in both years.
    """
    agencies = MovedAgency.objects.filter(comparison=kept)
    if not subject or subject == TOTAL:
        return "", agencies.filter(_BOTH) if subject else agencies
    found = MovedSubject.objects.filter(agency__comparison=kept, subject=subject)
    return "agency__", found.select_related("agency")


def as_listed(country: Country, each: MovedAgency | MovedSubject) -> AgencyMoved:
    """A row of `listed` as a list shows it."""
    if isinstance(each, MovedAgency):
        return agency_moved(country, each)
    return replace(
        agency_moved(country, each.agency),
        before=points(each.before),
        after=points(each.after),
        change=points(each.after - each.before),
        is_noise=each.is_noise,
    )


class _Groups:
    """Makes groups of rows, every number with the list behind it."""

    def __init__(self, country: Country, is_one_system: bool) -> None:
        self.address, self.is_one_system = country.address("moved-agencies"), is_one_system

    def groups(self, field: str, rows: Iterable[_Row]) -> tuple[GroupMoved, ...]:
        """By type or province, those that rose most first."""
        found: dict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            found[getattr(row, field)].append(row)
        made = [self.group(name, each, **{field: name}) for name, each in found.items()]
        return tuple(sorted(made, key=lambda each: (1000 if each.change is None else -each.change, each.name)))

    def group(self, name: str, rows: list[_Row], **narrowed: str) -> GroupMoved:
        """One group."""
        both = [(row.before, row.after) for row in rows if row.before is not None and row.after is not None]
        before, after = _mean([each for each, _after in both]), _mean([each for _before, each in both])

        def door(way: str, count: int) -> Door:
            return Door(count, f"{self.address}?{urlencode({'way': way, **narrowed})}")

        return GroupMoved(
            name=name,
            compared=door("compared", len(both)),
            before=points(before),
            after=points(after),
            change=None if before is None or after is None else points(after - before),
            higher=door("higher", sum(last > first for first, last in both)),
            lower=door("lower", sum(last < first for first, last in both)),
            noise=door("noise", sum(row.is_noise for row in rows)),
            up=door("up", sum((row.steps or 0) > 0 for row in rows)) if self.is_one_system else None,
            down=door("down", sum((row.steps or 0) < 0 for row in rows)) if self.is_one_system else None,
            entered=door("entered", sum(row.way == MovedAgency.Way.ENTERED for row in rows)),
            left=door("left", sum(row.way == MovedAgency.Way.LEFT for row in rows)),
        )


def _mean(values: list[int]) -> int | None:
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else None


def _scores(country: Country, kept: list[MovedScore]) -> tuple[tuple[ScoreRow, ...], int]:
    framework = framework_of(country)
    labels = {TOTAL: _("คะแนนรวม"), **_labels(framework)}
    tools = {each.code for each in framework.tools}
    address = country.address("moved-agencies")

    def door(each: MovedScore, way: str) -> Door:
        of_score = {} if each.subject == TOTAL else {"subject": each.subject}
        return Door(getattr(each, way), f"{address}?{urlencode({'way': way, **of_score})}")

    lowest = min((min(each.before, each.after) for each in kept), default=FULL)
    start = min(LOWEST_START, lowest // 1000 * 1000)
    rows = tuple(
        ScoreRow(
            label=labels.get(each.subject, each.subject),
            mark=labels.get(each.subject, each.subject) if each.subject not in tools else each.subject,
            compared=door(each, "compared"),
            before=points(each.before),
            after=points(each.after),
            change=Decimal(each.after - each.before).scaleb(-2),
            higher=door(each, "higher"),
            lower=door(each, "lower"),
            noise=door(each, "noise"),
            is_tool=not each.subject.isdecimal(),
            before_x=_x(each.before, start),
            after_x=_x(each.after, start),
            text_y=TOP + ROW_HEIGHT * place + 16,
            y=TOP + ROW_HEIGHT * place + 22,
        )
        for place, each in enumerate(kept)
    )
    return rows, start


def _labels(framework: Framework) -> dict[str, str]:
    """Every tool and indicator by its code, as it is called."""
    tools = {each.code: f"{each.code} {said(each.name_th, each.name_en)}" for each in framework.tools}
    indicators = {
        str(each.number): f"{each.number} {said(each.name_th, each.name_en)}" for each in framework.indicators
    }
    return tools | indicators


def _x(value: int, start: int) -> float:
    """Where a value stands on the chart; a margin keeps the marks whole. Unit: percent."""
    return round(1 + 98 * (value - start) / (FULL - start), 2)


def agency_moved(country: Country, each: MovedAgency) -> AgencyMoved:
    """An agency of a comparison as a list shows it."""
    return AgencyMoved(
        name=each.name,
        kind=each.kind,
        province=each.province,
        before=points(each.before),
        after=points(each.after),
        change=points(each.change),
        level_before=each.level_before,
        level_after=each.level_after,
        steps=each.steps,
        is_noise=each.is_noise,
        address="" if each.way == MovedAgency.Way.LEFT else country.address("agency", each.code),
    )
