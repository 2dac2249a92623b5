"""The plan of a year as one page: its measures in order, how far each is, what is missing, counts that open rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.improvement.models import Measure, Ownership, Plan, Step
from prongsai.apps.improvement.queries import gantt, standings
from prongsai.apps.improvement.queries.periods import period_words
from prongsai.apps.improvement.queries.plans import found, measures_of, plan_in
from prongsai.apps.improvement.queries.readings import checks_of, reading_of
from prongsai.apps.improvement.queries.stakes import Share, lost_in, points_of_shares
from prongsai.base.access import Viewer
from prongsai.base.queries import units_of
from prongsai.base.said import WEIGHTS, said
from prongsai.core.lifecycle import Standing
from prongsai.core.records import Check, Severity

NEXT_STEPS: dict[str, tuple[str, Promise]] = {
    "draft": ("plan.submit", gettext_lazy("เสนอผู้บริหาร")),
    "submitted": ("plan.decide", gettext_lazy("พิจารณาแผน")),
    "approved": ("plan.issue", gettext_lazy("ประกาศใช้แผน")),
    "issued": ("plan.submit", gettext_lazy("เปิดแก้เป็นฉบับใหม่")),
}
"""What is to be done with a plan in each state, and whose right it is."""
PLAN_PICTURES = {"draft": "in_progress", "submitted": "waiting", "approved": "done", "issued": "done"}

NOBODY = "none"
"""The choice of units for what no unit or person of the agency owns."""
ANCHORS = {"measure.no_owner": "owners", "measure.no_period": "period", "measure.no_monitoring": "id_monitoring"}
"""Which part of a measure's form repairs a check."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the page was asked for: in which order, as what, and which rows of it."""

    order: str = "points"
    view: str = "list"
    unit: str = ""
    state: str = ""
    late: bool = False
    missing: bool = False

    def address(self, **changes: object) -> str:
        """This wish, changed, as the end of an address; what is as usual is left out."""
        wishes = {name: getattr(self, name) for name in self.__slots__} | changes
        told = {name: "1" if value is True else value for name, value in wishes.items()}
        usual = {"order": "points", "view": "list"}
        return "?" + urlencode({name: value for name, value in told.items() if value and usual.get(name) != value})


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a check says of a plan: how heavy, what, and where it is put right."""

    severity: Severity
    message: str
    fix: str
    address: str
    measure_id: int | None

    @property
    def word(self) -> Promise:
        """How heavy it is."""
        return WEIGHTS[self.severity]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as a list shows it; without owners or a period of its own it has its measure's."""

    step: Step
    of: Measure
    year: int
    standing: Standing
    is_late: bool
    owners: tuple[Ownership, ...]

    @property
    def has_own_period(self) -> bool:
        """Whether it says itself when it is done."""
        return self.step.is_timed

    @property
    def bar(self) -> gantt.Bar | None:
        """Its period on the line of the year."""
        return gantt.bar_of(self._timed, self.year, self.standing, is_late=self.is_late)

    @property
    def period(self) -> str:
        """Its period in words."""
        return period_words(self._timed.period)

    @property
    def word(self) -> Promise:
        """How far it is, in words."""
        return standings.WORDS[self.standing]

    @property
    def picture(self) -> str:
        """The picture of how far it is."""
        return standings.PICTURES[self.standing]

    @property
    def _timed(self) -> Step | Measure:
        return self.step if self.has_own_period else self.of


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as a list shows it. `place` is its number in the plan. Unit: `points` of the total, `percent` 0-100."""

    measure: Measure
    place: int
    standing: Standing
    is_late: bool
    percent: int | None
    bar: gantt.Bar | None
    period: str
    owners: tuple[Ownership, ...]
    steps: tuple[StepRow, ...]
    shares: tuple[Share, ...]
    points: Decimal | None
    faults: tuple[Fault, ...] = ()

    @property
    def word(self) -> Promise:
        """How far it is, in words."""
        return standings.WORDS[self.standing]

    @property
    def picture(self) -> str:
        """The picture of how far it is."""
        return standings.PICTURES[self.standing]

    @property
    def done_count(self) -> int:
        """Steps that are done, proved or not. Unit: steps."""
        return sum(each.standing in {Standing.PROVED, Standing.UNPROVED} for each in self.steps)


@dataclass(frozen=True, slots=True)
class Door:
    """A count, and the end of the address that opens exactly what it counts. Unit: measures."""

    label: str
    count: int
    address: str
    picture: str = "note"
    is_current: bool = False


@dataclass(frozen=True)
class PlanPage:
    """The plan of a year, ready to be shown. Shape: `rows` are those the wish asks for, `count` all there are."""

    plan: Plan | None
    wish: Wish
    rows: tuple[MeasureRow, ...] = ()
    count: int = 0
    step_count: int = 0
    doors: tuple[Door, ...] = ()
    faults: tuple[Fault, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    unknown_count: int = 0
    today: str | None = None
    removed: tuple[tuple[str, int, str], ...] = ()
    quarters: tuple[gantt.Quarter, ...] = ()

    next_step: str = ""

    @property
    def picture(self) -> str:
        """The picture of where the plan stands."""
        return PLAN_PICTURES[self.plan.state] if self.plan else "not_started"

    @property
    def states(self) -> tuple[tuple[str, Promise], ...]:
        """The standings to choose from."""
        return tuple((each.value, word) for each, word in standings.WORDS.items())

    @property
    def as_list(self) -> str:
        """The same rows as a list: the end of an address."""
        return self.wish.address(view="list")

    @property
    def as_gantt(self) -> str:
        """The same rows as a Gantt: the end of an address."""
        return self.wish.address(view="gantt")

    @property
    def everything(self) -> str:
        """Every row, in the same order and view: the end of an address."""
        return Wish(order=self.wish.order, view=self.wish.view).address()

    @property
    def is_filtered(self) -> bool:
        """Whether some rows are left out."""
        return bool(self.wish.unit or self.wish.state or self.wish.late or self.wish.missing)


def plan_page(viewer: Viewer, year: int, today: date, wish: Wish | None = None) -> PlanPage:
    """The plan of a year as the wish asks for it; the same number of questions for ten measures and three hundred."""
    wish, plan = wish or Wish(), plan_in(viewer, year)
    if plan is None:
        return PlanPage(None, wish)
    measures = measures_of(viewer, plan)
    faults = faults_of(viewer, plan, measures)
    rows = _rows(viewer, plan, measures, faults, today)
    return PlanPage(
        plan,
        wish,
        rows=_chosen(rows, wish),
        count=len(rows),
        step_count=sum(len(each.steps) for each in rows),
        doors=_doors(rows, wish),
        faults=faults,
        units=_units(viewer, rows),
        unknown_count=len({each.name for row in rows for each in _everybody(row) if not each.is_known}),
        today=gantt.today_on(year, today),
        removed=_removed(plan) if viewer.may("plan.edit") else (),
        quarters=gantt.quarters_of(year),
        next_step=_next_step(viewer, plan),
    )


def _next_step(viewer: Viewer, plan: Plan) -> str:
    """What this viewer is to do with the plan, in words; whoever is not asked may look."""
    right, word = NEXT_STEPS[plan.state]
    return str(word) if viewer.may(right) else _("ดูการเสนอแผน")


def measure_row(viewer: Viewer, plan: Plan, measure_id: int, today: date) -> MeasureRow:
    """One measure as the plan shows it. Raises: Http404 when the viewer may not see it."""
    measures = measures_of(viewer, plan)
    rows = _rows(viewer, plan, measures, faults_of(viewer, plan, measures), today)
    return found(next((each for each in rows if each.measure.pk == measure_id), None))


def faults_of(viewer: Viewer, plan: Plan, measures: Sequence[Measure]) -> tuple[Fault, ...]:
    """What the checks of papers say of a plan, each with the place that puts it right.

    Whether every finding is answered is told by the inbox, from the answers themselves, and not guessed from words.
    """
    said_of_plan = checks_of(reading_of(plan, plan.agency, measures))
    return tuple(_fault(viewer, plan, each) for each in said_of_plan)


def _fault(viewer: Viewer, plan: Plan, check: Check) -> Fault:
    message, fix, measure = said(check.message, check.message_en), said(check.fix, check.fix_en), check.where.table
    desk = [viewer.agency.slug, plan.fiscal_year]
    if measure is None:
        return Fault(check.severity, message, fix, reverse("improvement:plan", args=desk), None)
    may_write = viewer.may("plan.edit") and plan.is_open
    place = reverse("improvement:measure-edit" if may_write else "improvement:measure", args=[*desk, measure])
    anchor = f"#{ANCHORS[check.code]}" if check.code in ANCHORS else ""
    return Fault(check.severity, message, fix, f"{place}{anchor}", measure)


def _rows(
    viewer: Viewer, plan: Plan, measures: Sequence[Measure], faults: Iterable[Fault], today: date
) -> tuple[MeasureRow, ...]:
    lost, proved = lost_in(viewer, plan.result_year), standings.proved_in(plan)
    by_measure: dict[int | None, list[Fault]] = {}
    for each in faults:
        by_measure.setdefault(each.measure_id, []).append(each)
    return tuple(
        _row(plan, measure, place, proved, lost.shares_of(measure, plan, _subjects(measure)), by_measure, today)
        for place, measure in enumerate(measures, 1)
    )


def _row(
    plan: Plan,
    measure: Measure,
    place: int,
    proved: standings.Proved,
    shares: tuple[Share, ...],
    faults: Mapping[int | None, Sequence[Fault]],
    today: date,
) -> MeasureRow:
    standing, late = proved.standing_of(measure), standings.is_late(measure, today)
    timed = _spanning(measure)
    return MeasureRow(
        measure,
        place,
        standing,
        late,
        standings.percent_of(measure),
        gantt.bar_of(timed, plan.fiscal_year, standing, is_late=late),
        period_words(timed.period),
        tuple(measure.ownerships.all()),
        step_rows(measure, plan.fiscal_year, proved, today),
        shares,
        points_of_shares(shares),
        tuple(faults.get(measure.pk, ())),
    )


def step_rows(measure: Measure, year: int, proved: standings.Proved, today: date) -> tuple[StepRow, ...]:
    """The steps of a measure as a list shows them, in order; one without owners or a period has its measure's."""
    of_measure = tuple(measure.ownerships.all())
    return tuple(
        StepRow(
            step,
            measure,
            year,
            proved.standing_of_step(step),
            standings.is_late_step(step, measure, today),
            tuple(step.ownerships.all()) or of_measure,
        )
        for step in measure.steps.all()
    )


def _spanning(measure: Measure) -> Measure | Step:
    """What tells a measure's period: itself, or its steps from the first to the last."""
    if measure.starts_on or measure.period_text:
        return measure
    starts_on, ends_on = gantt.span_of(list(measure.steps.all()))
    return Step(starts_on=starts_on, ends_on=ends_on)


def _subjects(measure: Measure) -> list[str]:
    return [each.subject for each in measure.answers.all()]


def _everybody(row: MeasureRow) -> Iterable[Ownership]:
    return [*row.owners, *(owner for step in row.steps for owner in step.owners)]


def _is_of(row: MeasureRow, unit: str) -> bool:
    everybody = _everybody(row)
    if unit == NOBODY:
        return not any(each.is_known for each in everybody)
    return any(str(each.unit_id) == unit for each in everybody)


def _chosen(rows: Iterable[MeasureRow], wish: Wish) -> tuple[MeasureRow, ...]:
    tests: list[tuple[object, Callable[[MeasureRow], bool]]] = [
        (wish.unit, lambda row: _is_of(row, wish.unit)),
        (wish.state, lambda row: row.standing.value == wish.state),
        (wish.late, lambda row: row.is_late),
        (wish.missing, lambda row: bool(row.faults)),
    ]
    asked = [test for is_asked, test in tests if is_asked]
    chosen = [row for row in rows if all(test(row) for test in asked)]
    if wish.order == "points":
        chosen.sort(key=lambda row: -(row.points or Decimal(0)))
    return tuple(chosen)


def _doors(rows: Sequence[MeasureRow], wish: Wish) -> tuple[Door, ...]:
    """The counts over the table. Each opens the whole plan narrowed by itself alone."""
    alone = Wish(order=wish.order, view=wish.view)

    def door(label: str, picture: str, test: Callable[[MeasureRow], bool], **narrowed: object) -> Door:
        address = alone.address(**narrowed)
        return Door(label, sum(map(test, rows)), address, picture, address == wish.address())

    states = [
        door(str(word), standings.PICTURES[each], lambda row, each=each: row.standing is each, state=each.value)  # type: ignore[misc] # mypy sees no default
        for each, word in standings.WORDS.items()
    ]
    doors = [
        door(_("มาตรการทั้งหมด"), "note", lambda row: True),
        door(_("ช้ากว่ากำหนด"), "late", lambda row: row.is_late, late=True),
        *states,
        door(_("ต้องแก้ก่อนเสนอ"), "error", lambda row: bool(row.faults), missing=True),
    ]
    return tuple(each for place, each in enumerate(doors) if place == 0 or each.count)


def _units(viewer: Viewer, rows: Iterable[MeasureRow]) -> tuple[tuple[str, str], ...]:
    """The units that own something in the plan, and the choice of what nobody of the agency owns."""
    owning = {each.unit_id for row in rows for each in _everybody(row)}
    found_units = [(str(unit.pk), unit.name) for unit in units_of(viewer) if unit.pk in owning]
    return (*found_units, (NOBODY, _("ยังไม่มีเจ้าของที่รู้จัก")))


def _removed(plan: Plan) -> tuple[tuple[str, int, str], ...]:
    """Measures and steps taken out of the plan. Shape: kind, id and words, as the address of a history needs them."""
    measures = plan.measures.filter(removed_at__isnull=False)
    steps = Step.objects.filter(measure__plan=plan, removed_at__isnull=False, measure__removed_at=None)
    return (
        *(("measure", each.pk, str(each)) for each in measures),
        *(("step", each.pk, each.text) for each in steps),
    )


Table = tuple[list[tuple[object, ...]], list[str], str]
"""Rows, heads and the name of the file, as `base.exports.table_response` takes them."""


def plan_table(viewer: Viewer, year: int, today: date) -> Table:
    """The whole plan as a table to take away, one row a step, in the plan's order."""
    page = plan_page(viewer, year, today, Wish(order="number"))
    rows = [line for row in page.rows for line in _lines(row, year)]
    heads = [
        *(_("ลำดับที่"), _("ตัวชี้วัด"), _("รหัส"), _("ประเด็น"), _("มาตรการ"), _("คะแนนที่มีผล"), _("ขั้นตอน")),
        *(_("ผู้รับผิดชอบ"), _("ระยะเวลา"), _("การกำกับติดตาม"), _("สถานะ"), _("ร้อยละ"), _("ช้ากว่ากำหนด")),
    ]
    return rows, heads, f"plan-{year}"


def _lines(row: MeasureRow, year: int) -> list[tuple[object, ...]]:
    measure = row.measure
    codes = ", ".join(f"{each} {title_of(each, year).title}".strip() for each in measure.codes)
    about = (row.place, measure.indicator, codes, measure.finding, measure.title, row.points)
    if not row.steps:
        return [(*about, "", *_told(row, measure.monitoring, row.percent))]
    return [(*about, each.step.text, *_told(each, measure.monitoring, each.step.percent)) for each in row.steps]


def _told(row: MeasureRow | StepRow, monitoring: str, percent: int | None) -> tuple[object, ...]:
    owners = ", ".join(each.name for each in row.owners)
    return (owners, row.period, monitoring, row.word, percent, _("ช้า") if row.is_late else "")
