"""Reminders: of what whom, on which day, in which words. Silent once it is reported, closed or decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from prongsai.apps.improvement.models import Measure, Notice, NoticeChoice, Plan, Report, Round, SignOff, Step
from prongsai.apps.improvement.queries.due import due_measures, due_steps, last_day_of, undone
from prongsai.apps.improvement.queries.plans import measures_seen, steps_seen
from prongsai.apps.improvement.queries.reports import MISSING, as_owner
from prongsai.apps.improvement.queries.rounds import rounds_in
from prongsai.apps.improvement.queries.work import tasks
from prongsai.base.access import Viewer
from prongsai.base.models import Membership
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.thai import fiscal_year_bounds, fiscal_year_of

DAYS_BEFORE = (14, 7, 1, 0)
WEEK = 7
DECISION_AFTER = timedelta(days=3)
REMEMBERED = timedelta(days=90)
"""So long after its fiscal year a plan is still asked about: its last round is reported then. Older ones rest."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something one person is reminded of: what, why them, when it is due, where they do it.

    `stage` is how far ahead or late it is: each subject is told once a stage.
    """

    subject: str
    stage: str
    what: str
    why: str
    due_on: date
    address: str


@dataclass(frozen=True, slots=True)
class Choice:
    """How a person wants to be reminded in an agency."""

    by_mail: bool
    has_feed: bool


def choice_of(viewer: Viewer) -> Choice:
    """How the viewer wants to be reminded; by mail unless they said otherwise."""
    chosen = NoticeChoice.objects.filter(agency=viewer.agency, person=viewer.person).first()
    return Choice(chosen.by_mail, bool(chosen.feed_hash)) if chosen else Choice(by_mail=True, has_feed=False)


def wants_mail() -> Iterator[Viewer]:
    """Everybody who works for an agency today and did not turn letters off. Shape: one viewer a membership."""
    members = Membership.objects.filter(ended_at=None, person__is_active=True).order_by("pk")
    silent = set(NoticeChoice.objects.filter(by_mail=False).values_list("agency_id", "person_id"))
    for member in members.select_related("agency", "unit", "person"):
        if (member.agency_id, member.person_id) not in silent:
            units = (member.unit,) if member.unit else ()
            yield Viewer(person=member.person, agency=member.agency, role=member.role, units=units)


def reminders_of(viewer: Viewer, day: date) -> tuple[Reminder, ...]:
    """Everything that asks something of the viewer on a day, told before or not. Shape: by due day."""
    found = [
        *_of_work(viewer, day),
        *_of_reports(viewer, day),
        *_of_rounds(viewer, day),
        *_of_returned(viewer, day),
        *_of_decisions(viewer, day),
    ]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.subject)))


def untold(viewer: Viewer, reminders: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Those of the reminders that no letter told at this stage. Shape: in their order."""
    told = set(Notice.objects.filter(person=viewer.person, agency=viewer.agency).values_list("subject", "stage"))
    return tuple(each for each in reminders if (each.subject, each.stage) not in told)


def stage_of(due_on: date, day: date) -> str | None:
    """How far ahead or late something is: the last of 14, 7, 1 and 0 days before that has come, then weeks late.

    A day on which no clock ran is made good the next. None while it is further ahead.
    """
    left = (due_on - day).days
    if left <= -WEEK:
        return f"late-{-left // WEEK}"
    return next((str(each) for each in reversed(DAYS_BEFORE) if left <= each), None)


def letter_of(viewer: Viewer, reminders: Sequence[Reminder], site: str) -> tuple[str, str]:
    """A letter's subject and text: what, which and why, with the address of each; names nobody.

    `site` is where the addresses begin.
    """
    names = {"count": len(reminders), "agency": viewer.agency.name}
    lines = [_("เรียน ผู้ใช้โปร่งใสของ%(agency)s") % names, "", _("มี %(count)s เรื่องที่รอท่าน") % names, ""]
    for number, each in enumerate(reminders, 1):
        lines += [f"{number}. {each.what}", f"   {each.why}", f"   {site}{each.address}", ""]
    choice = reverse("improvement:calendar", args=[viewer.agency.slug, fiscal_year_of(reminders[0].due_on)])
    lines += [
        _("เมื่อรายงาน ปิดรอบ หรือพิจารณาแล้ว ระบบจะไม่เตือนเรื่องนั้นอีก"),
        _("ไม่ต้องการจดหมายเตือน ปิดได้ที่ %(address)s") % {"address": f"{site}{choice}#notices"},
    ]
    return _("โปร่งใส: มี %(count)s เรื่องที่รอท่าน (%(agency)s)") % names, "\n".join(lines)


def _of_work(viewer: Viewer, day: date) -> Iterator[Reminder]:
    """Their own steps, and measures without steps, that should be over soon or long since."""
    owner, after = as_owner(viewer), day + timedelta(days=DAYS_BEFORE[0] + 1)
    first = fiscal_year_bounds(_remembered(day)[0])[0]
    works: list[Step | Measure] = [*undone(due_steps(owner, first, after)), *undone(due_measures(owner, first, after))]
    for work in works:
        due_on = last_day_of(work)
        if stage := stage_of(due_on, day):
            yield _of_piece(viewer, work, due_on, stage, day)


def _of_piece(viewer: Viewer, work: Step | Measure, due_on: date, stage: str, day: date) -> Reminder:
    name = str(work._meta.model_name)
    plan = work.measure.plan if isinstance(work, Step) else work.plan
    words = {"what": _shortened(str(work)), "when": _when(due_on, day)}
    return Reminder(
        subject=f"{name}-{work.pk}",
        stage=stage,
        what=(_("ขั้นตอน “%(what)s” %(when)s") if isinstance(work, Step) else _("มาตรการ “%(what)s” %(when)s")) % words,
        why=_("ท่านเป็นผู้รับผิดชอบ และยังไม่ได้รายงานว่าดำเนินการแล้ว"),
        due_on=due_on,
        address=reverse(f"improvement:{name}", args=[viewer.agency.slug, plan.fiscal_year, work.pk]),
    )


def _of_reports(viewer: Viewer, day: date) -> Iterator[Reminder]:
    """Rounds that wait for reports of their own; silent once all are sent. What came back is told by itself."""
    if not viewer.may("report.write"):
        return
    owed = Counter(
        task.round for year in _remembered(day) for task in tasks(viewer, year, day) if task.state == MISSING
    )
    for round_, count in owed.items():
        words = {"months": round_.months, "count": count, "when": _when(round_.due_on, day)}
        what = _("รายงานรอบ %(months)s เดือน %(when)s ท่านยังไม่ได้ส่ง %(count)s เรื่อง") % words
        why = _("ท่านเป็นผู้รับผิดชอบเรื่องเหล่านี้ และรอบรายงานเปิดอยู่")
        yield from _of_round(viewer, round_, day, "work", what, why)


def _of_rounds(viewer: Viewer, day: date) -> Iterator[Reminder]:
    """Open rounds, for whoever closes them."""
    if not viewer.may("round.manage"):
        return
    waiting = Round.objects.filter(agency=viewer.agency, plan__fiscal_year__in=_remembered(day), closed_at=None)
    plans = Plan.objects.filter(pk__in=waiting.order_by().values("plan"))
    for card in (card for plan in plans for card in rounds_in(viewer, plan) if card.round.is_open):
        words = {"months": card.round.months, "when": _when(card.round.due_on, day), "total": card.tally.total}
        words |= {"count": card.tally.counts[MISSING]}
        what = _("รอบรายงาน %(months)s เดือน %(when)s ยังไม่ส่ง %(count)s จาก %(total)s เรื่อง") % words
        why = _("ท่านเป็นผู้ดูแลรอบรายงาน และรอบนี้ยังไม่ได้ปิด")
        yield from _of_round(viewer, card.round, day, "round", what, why)


def _of_round(viewer: Viewer, round_: Round, day: date, name: str, what: str, why: str) -> Iterator[Reminder]:
    more = [round_.pk] if name == "round" else []
    address = reverse(f"improvement:{name}", args=[viewer.agency.slug, round_.plan.fiscal_year, *more])
    if stage := stage_of(round_.due_on, day):
        yield Reminder(f"{name}-{round_.pk}", stage, what, why, round_.due_on, address)


def _of_returned(viewer: Viewer, day: date) -> Iterator[Reminder]:
    """Reports of their work, or by themselves, that the clerk sent back and that were not sent again."""
    if not viewer.may("report.write"):
        return
    for report in returned_reports(viewer):
        returned_on = timezone.localdate(report.decided_at)
        weeks = (day - returned_on).days // WEEK
        name, pk = ("step", report.step_id) if report.step_id else ("measure", report.measure_id)
        words = {"what": _shortened(str(report.step or report.measure)), "day": thai_day(returned_on)}
        yield Reminder(
            subject=f"report-{report.pk}-{report.version}",
            stage=f"returned-{weeks}" if weeks else "returned",
            what=_("รายงาน “%(what)s” ถูกส่งกลับให้แก้เมื่อ %(day)s") % words,
            why=_("ผู้ตรวจเขียนไว้ว่าให้แก้อะไร ส่งใหม่ได้จนกว่าจะปิดรอบ"),
            due_on=report.round.due_on,
            address=reverse(
                f"improvement:report-{name}",
                args=[viewer.agency.slug, report.round.plan.fiscal_year, report.round_id, pk],
            ),
        )


def returned_reports(viewer: Viewer) -> QuerySet[Report]:
    """The reports sent back to the viewer in rounds that are still open. Shape: round, step and measure at hand."""
    owner = as_owner(viewer)
    own = Q(step__in=steps_seen(owner)) | Q(step=None, measure__in=measures_seen(owner)) | Q(reported_by=viewer.person)
    returned = Report.objects.filter(own, agency=viewer.agency, state=Report.State.RETURNED, round__closed_at=None)
    return returned.select_related("round__plan", "step", "measure").order_by("round__due_on", "pk")


def _of_decisions(viewer: Viewer, day: date) -> Iterator[Reminder]:
    """Plans that wait for the viewer's decision longer than three days."""
    if not viewer.may("plan.decide"):
        return
    waiting = SignOff.objects.filter(plan__agency=viewer.agency, plan__state=Plan.State.SUBMITTED, deed="submitted")
    latest = {each.plan_id: each for each in waiting.select_related("plan").order_by("pk")}
    for submitted in latest.values():
        submitted_on = timezone.localdate(submitted.at)
        due_on = submitted_on + DECISION_AFTER
        if day < due_on:
            continue
        words = {"year": submitted.plan.fiscal_year, "day": thai_day(submitted_on)}
        yield Reminder(
            subject=f"sign-off-{submitted.pk}",
            stage=f"waiting-{(day - due_on).days // WEEK}",
            what=_("แผนปีงบประมาณ %(year)s รอการพิจารณาตั้งแต่ %(day)s") % words,
            why=_("ท่านเป็นผู้อนุมัติแผนของหน่วยงาน แผนที่ยังไม่อนุมัติเปิดรอบรายงานไม่ได้"),
            due_on=due_on,
            address=reverse("improvement:plan-sign", args=[viewer.agency.slug, submitted.plan.fiscal_year]),
        )


def _remembered(day: date) -> list[int]:
    """The fiscal years that are still asked about on a day: the running one, and the one that ended lately."""
    return sorted({fiscal_year_of(day - REMEMBERED), fiscal_year_of(day)})


def _when(due_on: date, day: date) -> str:
    """How far something is from its day, as people say it."""
    left = (due_on - day).days
    names = {"day": thai_day(due_on), "days": abs(left)}
    if left < 0:
        return _("เลยกำหนด %(day)s มา %(days)s วันแล้ว") % names
    return (_("ครบกำหนด %(day)s อีก %(days)s วัน") if left else _("ครบกำหนดวันนี้ %(day)s")) % names


def _shortened(text: str) -> str:
    """Enough of a long text to know it by; the page has all of it."""
    return Truncator(" ".join(text.split())).chars(120)
