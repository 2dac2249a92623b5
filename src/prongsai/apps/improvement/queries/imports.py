"""What a paper makes of a plan: which of its measures and steps are there already, which are new, what each reports.

A measure is met again, and not doubled, when it is on the same indicator and codes and says the same: by its title, by
its finding where it has no title, or by all its steps. Each measure and step of the plan is met once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.apps.assessment.models import Paper
from prongsai.apps.improvement.models import Measure, Plan, Round, Step
from prongsai.apps.improvement.queries.plans import measures_of, plan_in
from prongsai.base.access import FIRST_YEAR, LAST_YEAR, Viewer
from prongsai.base.said import said
from prongsai.core import records
from prongsai.core.errors import Refused
from prongsai.core.thai import fiscal_year_bounds, key, round_bounds

WHOLE_YEAR = 12
LONGEST = {"number": 20, "period": 300, "owner": 300}
"""What a plan can hold of a paper's words. Unit: letters."""


@dataclass(frozen=True)
class MetStep:
    """A step as a paper says it, and the plan's own step that says the same, if there is one."""

    said: records.Step
    step: Step | None


@dataclass(frozen=True)
class MetMeasure:
    """A measure as a paper says it, and the plan's own measure that says the same, if there is one."""

    said: records.Measure
    measure: Measure | None
    steps: tuple[MetStep, ...]


@dataclass(frozen=True)
class Months:
    """The months a round of a paper is about: from `starts_on` until before `ends_on`; `is_told` by the paper."""

    months: int
    starts_on: date
    ends_on: date
    is_told: bool


@dataclass(frozen=True)
class Takeover:
    """What a paper brings to the plan of a year. `months` is None for a paper that reports nothing."""

    year: int
    plan: Plan | None
    measures: tuple[MetMeasure, ...]
    months: Months | None
    round: Round | None

    @property
    def new_measures(self) -> tuple[records.Measure, ...]:
        """The measures the plan does not have yet."""
        return tuple(each.said for each in self.measures if each.measure is None)

    @property
    def new_steps(self) -> tuple[records.Step, ...]:
        """The steps the plan does not have yet, those of new measures among them."""
        return tuple(step.said for each in self.measures for step in each.steps if step.step is None)

    @property
    def reports(self) -> tuple[records.Measure | records.Step, ...]:
        """What says how far it is."""
        return tuple(each for each in rows_of(self.measures) if reports(each)) if self.months else ()


@dataclass(frozen=True)
class Becoming:
    """One sentence on what a paper becomes, or became; `address` leads to it, `is_refused` tells what holds it up."""

    sentence: str
    address: str = ""
    is_refused: bool = False


def takeover_of(viewer: Viewer, year: int, reading: records.Reading) -> Takeover:
    """What a reading brings to the plan of a year of the viewer's agency."""
    plan = plan_in(viewer, year)
    months = _months(year, reading) if _is_progress(reading) else None
    return Takeover(
        year=year,
        plan=plan,
        measures=_met(reading.measures, measures_of(viewer, plan) if plan else []),
        months=months,
        round=_round(plan, months) if plan and months else None,
    )


def year_of(paper: Paper, reading: records.Reading) -> int:
    """The fiscal year whose plan a paper belongs to: the one it names, else the one it was handed in under."""
    return reading.fiscal_year or paper.fiscal_year


def rows_of(measures: Iterable[MetMeasure]) -> Iterator[records.Measure | records.Step]:
    """Measures and steps as the paper says them, each measure before its steps."""
    for each in measures:
        yield each.said
        yield from (step.said for step in each.steps)


def reports(row: records.Measure | records.Step) -> bool:
    """Whether a row of a paper tells how far it is; what a measure advises next stands on the measure itself."""
    told = row.status is not records.Status.UNKNOWN or row.percent is not None or bool(row.result)
    if isinstance(row, records.Measure):
        return told or bool(row.marked or row.written)
    return told or bool(row.suggestion)


def refusal_of(takeover: Takeover) -> Refused | None:
    """Why a paper's measures cannot be taken over as they are, and what to do; None when they can."""
    if refusal := refusal_of_year(takeover.year):
        return refusal
    if faults := [fault for each in rows_of(takeover.measures) for fault in _faults(each)]:
        return Refused(
            f"แผนเก็บข้อความเหล่านี้ไม่ได้: {', '.join(faults)} กรุณาแก้ช่องนั้นก่อนรับเข้าระบบ",
            f"The plan cannot hold these: {', '.join(faults)}; correct them first.",
        )
    if takeover.reports and takeover.round and not takeover.round.is_open:
        return Refused(
            f"รอบ {takeover.round.months} เดือนของปี {takeover.year} ปิดแล้ว จึงรับผลการดำเนินงานจากเอกสารนี้ไม่ได้",
            f"The round of {takeover.round.months} months of {takeover.year} is closed and takes no more reports.",
        )
    if takeover.plan and not takeover.plan.is_open and (new := _names_of_new(takeover)):
        return Refused(
            f"แผนปี {takeover.year} ไม่ได้เปิดแก้อยู่ แต่เอกสารนี้มีสิ่งที่แผนยังไม่มี: {new} กรุณาเปิดแก้แผนเป็นฉบับใหม่ก่อน แล้วรับเอกสารอีกครั้ง",
            f"The plan of {takeover.year} is not open to change, and this paper has what it lacks: {new}. "
            "Open a new version of the plan, then accept the paper.",
        )
    return None


def refusal_of_year(year: int) -> Refused | None:
    """Why there can be no plan of a year that a paper names; None when there can."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Refused(
        f"ไม่มีแผนของปี {year} ได้ กรุณาแก้ปีงบประมาณของเอกสารก่อนรับเข้าระบบ",
        f"There can be no plan of {year}; correct the paper's fiscal year first.",
    )


def becomes(viewer: Viewer, paper: Paper, reading: records.Reading) -> tuple[Becoming, ...]:
    """What a paper will make of the plan once it is accepted, or where to find what it made."""
    if not reading.measures:
        return ()
    takeover = takeover_of(viewer, year_of(paper, reading), reading)
    return tuple(_became(viewer, takeover) if paper.is_accepted else _will_become(takeover))


def _will_become(takeover: Takeover) -> Iterator[Becoming]:
    if refusal := refusal_of(takeover):
        yield Becoming(said(refusal.th, refusal.en), is_refused=True)
        return
    names = {
        "year": takeover.year,
        "measures": len(takeover.new_measures),
        "steps": len(takeover.new_steps),
        "met": len(takeover.measures) - len(takeover.new_measures),
    }
    yield Becoming(_("แผนปี %(year)s จะเพิ่มมาตรการ %(measures)s ขั้นตอน %(steps)s") % names)
    if names["met"]:
        yield Becoming(_("มาตรการ %(met)s รายการมีอยู่ในแผนแล้ว จึงไม่เพิ่มซ้ำ") % names)
    if takeover.months:
        yield Becoming(_round_said(takeover, takeover.months))


def _round_said(takeover: Takeover, months: Months) -> str:
    names = {"months": months.months, "reports": len(takeover.reports)}
    if months.is_told:
        return _("รอบ %(months)s เดือน จะมีรายงานจากเอกสารนี้ %(reports)s รายการ") % names
    return _("เอกสารไม่บอกรอบรายงาน จะลงเป็นรอบ %(months)s เดือน มีรายงาน %(reports)s รายการ") % names


def _became(viewer: Viewer, takeover: Takeover) -> Iterator[Becoming]:
    desk = [viewer.agency.slug, takeover.year]
    if takeover.plan and viewer.may("plan.read"):
        names = {"year": takeover.year, "measures": len(takeover.measures)}
        sentence = _("มาตรการ %(measures)s รายการอยู่ในแผนปี %(year)s แล้ว") % names
        yield Becoming(sentence, reverse("improvement:plan", args=desk))
    if takeover.round and viewer.may("round.read"):
        names = {"months": takeover.round.months, "reports": len(takeover.reports)}
        sentence = _("ผลการดำเนินงาน %(reports)s รายการอยู่ในรอบ %(months)s เดือน") % names
        yield Becoming(sentence, reverse("improvement:round", args=[*desk, takeover.round.pk]))


def _met(rows: Sequence[records.Measure], measures: Sequence[Measure]) -> tuple[MetMeasure, ...]:
    left = list(measures)
    met: list[MetMeasure] = []
    for each in rows:
        same = max((one for one in left if _is_same(each, one)), key=lambda one: _likeness(each, one), default=None)
        if same:
            left.remove(same)
        met.append(MetMeasure(each, same, _met_steps(each.steps, list(same.steps.all()) if same else [])))
    return tuple(met)


def _met_steps(rows: Sequence[records.Step], left: list[Step]) -> tuple[MetStep, ...]:
    met: list[MetStep] = []
    for each in rows:
        same = next((one for one in left if key(one.text) == key(each.text)), None)
        if same:
            left.remove(same)
        met.append(MetStep(each, same))
    return tuple(met)


def _is_same(row: records.Measure, measure: Measure) -> bool:
    """Whether both are the same measure; a code or an indicator that one of them does not say parts them not."""
    if row.indicator and measure.indicator and row.indicator != measure.indicator:
        return False
    if row.codes and measure.codes and set(row.codes) != set(measure.codes):
        return False
    if row.title and measure.title:
        return key(row.title) == key(measure.title)
    if row.finding and measure.finding:
        return key(row.finding) == key(measure.finding)
    return bool(row.steps) and _texts(row.steps) == _texts(measure.steps.all())


def _likeness(row: records.Measure, measure: Measure) -> tuple[bool, int]:
    """Of several measures of one title the one that goes on about the same."""
    return key(row.finding) == key(measure.finding), len(_texts(row.steps) & _texts(measure.steps.all()))


def _texts(steps: Iterable[records.Step | Step]) -> set[str]:
    return {key(each.text) for each in steps}


def _is_progress(reading: records.Reading) -> bool:
    told = any(reports(each) or any(map(reports, each.steps)) for each in reading.measures)
    return reading.kind is records.PaperKind.PROGRESS or told


def _months(year: int, reading: records.Reading) -> Months:
    """The months reported on; a paper that does not say is taken to report on the whole year."""
    told = reading.round
    count = told.months if told else WHOLE_YEAR
    first, after = round_bounds(year, count) if count in (6, WHOLE_YEAR) else fiscal_year_bounds(year)
    starts_on = date.fromisoformat(told.start) if told and told.start else first
    ends_on = date.fromisoformat(told.end) if told and told.end else after
    return Months(count, starts_on, ends_on, is_told=told is not None)


def _round(plan: Plan, months: Months) -> Round | None:
    return plan.rounds.filter(starts_on=months.starts_on, ends_on=months.ends_on).first()


def _names_of_new(takeover: Takeover) -> str:
    measures = [_("มาตรการ “%s”") % _short(each.title or each.finding) for each in takeover.new_measures]
    steps = [
        _("ขั้นตอน “%s”") % _short(step.said.text)
        for each in takeover.measures
        if each.measure
        for step in each.steps
        if step.step is None
    ]
    return ", ".join([*measures, *steps])


def _faults(row: records.Measure | records.Step) -> Iterator[str]:
    """What a plan cannot hold of a row, each said so that its field is found."""
    if isinstance(row, records.Step) and not row.text.strip():
        yield _("ขั้นตอนที่ไม่มีข้อความ")
    if isinstance(row, records.Measure) and not (row.title or row.finding or row.steps):
        yield _("มาตรการที่ไม่มีข้อความ")
    name = {"name": _short(row.text if isinstance(row, records.Step) else row.title or row.finding) or "–"}
    if row.number and len(row.number) > LONGEST["number"]:
        yield _("ลำดับที่ของ “%(name)s” ยาวเกินไป") % name
    if any(len(owner) > LONGEST["owner"] for owner in row.owners):
        yield _("ผู้รับผิดชอบของ “%(name)s” ยาวเกินไป") % name
    if row.percent is not None and not 0 <= row.percent <= 100:
        yield _("ร้อยละ %(percent)s ของ “%(name)s”") % {**name, "percent": row.percent}
    if row.period and len(row.period.text) > LONGEST["period"]:
        yield _("ระยะเวลาของ “%(name)s” ยาวเกินไป") % name
    if row.period and row.period.start and row.period.end and row.period.end < row.period.start:
        yield _("ระยะเวลาของ “%(name)s” ที่สิ้นสุดก่อนเริ่ม") % name


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:40]}…"
