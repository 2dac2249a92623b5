"""What one person has to do now, the most urgent first; each number is counted by what its address opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.papers import waiting_count
from prongsai.apps.assessment.queries.results import lead_of, sheets_of
from prongsai.apps.improvement.models import Plan, Proof, Report, SignOff
from prongsai.apps.improvement.queries.activities import activities_seen
from prongsai.apps.improvement.queries.calendar import Kind
from prongsai.apps.improvement.queries.changes import changed_lately
from prongsai.apps.improvement.queries.due import Timing, due_at
from prongsai.apps.improvement.queries.evidence import counts_of
from prongsai.apps.improvement.queries.notices import DECISION_AFTER
from prongsai.apps.improvement.queries.owners import unmatched_count
from prongsai.apps.improvement.queries.plans import plan_in
from prongsai.apps.improvement.queries.proving import ProvedShare, proved_share
from prongsai.apps.improvement.queries.reports import MISSING
from prongsai.apps.improvement.queries.rounds import DOUBTFUL, RoundCard, round_page, rounds_in
from prongsai.apps.improvement.queries.weak_points import Inbox, State, inbox_of
from prongsai.apps.improvement.queries.work import Task, tasks
from prongsai.base import queries as base
from prongsai.base.access import Viewer
from prongsai.base.models import Membership
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.diagnosis import explain_level
from prongsai.core.thai import fiscal_year_bounds

MOST = 7


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do: a sentence with a verb, when it is due, and the address that opens exactly what it counts.

    `count` is None for a deed that is not about rows. Unit: rows.
    """

    sentence: str
    address: str
    count: int | None = None
    due_on: date | None = None
    is_late: bool = False

    @property
    def late_words(self) -> str:
        """That it is late, and since when."""
        return _("เลยกำหนด %(day)s") % {"day": thai_day(self.due_on)}


class Source(Protocol):
    """What a module of `settings.TODAY_SOURCES` answers."""

    def things(self, viewer: Viewer, year: int, today: date) -> Iterable[Thing]:
        """What the viewer has to do in a fiscal year, in a number of questions that never grows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to keep in sight, and the address that opens the rows behind it."""

    label: str
    value: object
    address: str


@dataclass(frozen=True, slots=True)
class Today:
    """Shape: at most seven `things`, the most urgent first; three `figures`."""

    things: tuple[Thing, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Desk:
    """A person's desk of one year on one day; what several things are reckoned from is asked once."""

    viewer: Viewer
    year: int
    today: date

    @cached_property
    def plan(self) -> Plan | None:
        """The year's plan."""
        return plan_in(self.viewer, self.year)

    @cached_property
    def inbox(self) -> Inbox:
        """What the plan has to answer."""
        return inbox_of(self.viewer, self.year)

    @cached_property
    def cards(self) -> list[RoundCard]:
        """The plan's rounds that still take reports, with how many stand where."""
        return [card for card in rounds_in(self.viewer, self.plan) if card.round.is_open] if self.plan else []

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """What the person reports as an owner."""
        return tasks(self.viewer, self.year, self.today)

    @cached_property
    def proved(self) -> ProvedShare:
        """How much of the work done is shown by accepted evidence."""
        return proved_share(self.viewer, self.year)

    @cached_property
    def evidence(self) -> dict[str, int]:
        """How many pieces of evidence stand in which state; all under "". Unit: pieces."""
        return counts_of(self.viewer, self.year)

    @property
    def is_over(self) -> bool:
        """Whether the fiscal year has ended: its plan is not written any more."""
        return self.today >= fiscal_year_bounds(self.year)[1]

    def thing(self, sentence: str, address: str, count: int | None = None, due_on: date | None = None) -> Thing:
        """Something to do by a day, late once that day is over."""
        return Thing(sentence, address, count, due_on, is_late=due_on is not None and self.today > due_on)

    def address(self, name: str, *more: object, **asked: str) -> str:
        """Where something of this desk is, narrowed to what is asked."""
        place = reverse(name, args=[self.viewer.agency.slug, self.year, *more])
        return f"{place}?{'&'.join(f'{key}={value}' for key, value in asked.items())}" if asked else place


def todo(viewer: Viewer, year: int, today: date) -> Today:
    """What the viewer has to do in a fiscal year, as of a day, in a number of questions that never grows."""
    desk = Desk(viewer, year, today)
    finders, counters = WORK[viewer.role]
    found = [thing for find in finders for thing in find(desk)]
    things = sorted([*found, *_from_above(viewer, year, today)], key=_urgency)
    return Today(tuple(things[:MOST]), tuple(count(desk) for count in counters))


def _from_above(viewer: Viewer, year: int, today: date) -> Iterator[Thing]:
    """What the apps above this one have for the viewer to do (`settings.TODAY_SOURCES`)."""
    for name in settings.TODAY_SOURCES:
        yield from cast(Source, import_module(name)).things(viewer, year, today)


def _urgency(thing: Thing) -> tuple[bool, date]:
    """Late first, then by due day; what has none stays in the order of the work."""
    return not thing.is_late, thing.due_on or date.max


def _papers(desk: Desk) -> Iterator[Thing]:
    if count := waiting_count(desk.viewer, desk.year):
        sentence = _("ตรวจเอกสารที่อ่านแล้ว %(count)s ฉบับ แล้วรับเข้าระบบ") % {"count": count}
        yield Thing(sentence, desk.address("assessment:papers", state="read"), count)


def _weak_points(desk: Desk) -> Iterator[Thing]:
    if not desk.inbox.points and not desk.plan:
        yield Thing(_("ส่งเอกสารผลประเมินหรือแผนที่มีอยู่ให้ระบบอ่าน"), desk.address("assessment:papers"))
    if count := len(desk.inbox.of(State.OPEN)):
        sentence = _("หามาตรการให้จุดที่ต้องพัฒนา %(count)s เรื่อง") % {"count": count}
        yield Thing(sentence, desk.address("improvement:inbox", state="open"), count)


def _owners(desk: Desk) -> Iterator[Thing]:
    if count := unmatched_count(desk.viewer, desk.year):
        sentence = _("จับคู่ผู้รับผิดชอบ %(count)s ชื่อกับกองหรือบุคคลในหน่วยงาน") % {"count": count}
        yield Thing(sentence, desk.address("improvement:owners"), count)


def _plan_to_submit(desk: Desk) -> Iterator[Thing]:
    if desk.is_over or not desk.plan or desk.plan.state != Plan.State.DRAFT:
        return
    last = desk.plan.sign_offs.defer("content").last()
    if last and last.deed == SignOff.Deed.RETURNED:
        yield Thing(_("แก้แผนที่ผู้บริหารส่งกลับ แล้วเสนอใหม่"), desk.address("improvement:plan-sign"))
    elif desk.plan.measures.filter(removed_at=None).exists():
        yield Thing(_("เสนอแผนปี %(year)s ให้ผู้บริหาร") % {"year": desk.year}, desk.address("improvement:plan-sign"))


def _plan_to_issue(desk: Desk) -> Iterator[Thing]:
    if desk.plan and desk.plan.state == Plan.State.APPROVED:
        yield Thing(_("ประกาศใช้แผนที่ผู้บริหารอนุมัติแล้ว"), desk.address("improvement:plan-sign"))


def _plan_to_decide(desk: Desk) -> Iterator[Thing]:
    if not desk.plan or desk.plan.state != Plan.State.SUBMITTED:
        return
    submitted = desk.plan.sign_offs.filter(deed=SignOff.Deed.SUBMITTED).last()
    due_on = timezone.localdate(submitted.at) + DECISION_AFTER if submitted else None
    sentence = _("พิจารณาแผนปี %(year)s ที่เสนอมา") % {"year": desk.year}
    yield desk.thing(sentence, desk.address("improvement:plan-sign"), due_on=due_on)


def _reports_to_decide(desk: Desk) -> Iterator[Thing]:
    for card in desk.cards:
        if count := card.tally.counts[Report.State.SENT]:
            words = {"months": card.round.months, "count": count}
            sentence = _("ตรวจรายงานรอบ %(months)s เดือนที่ส่งแล้ว %(count)s เรื่อง") % words
            address = desk.address("improvement:round", card.round.pk, state=Report.State.SENT)
            yield desk.thing(sentence, address, count, card.round.due_on)


def _rounds(desk: Desk) -> Iterator[Thing]:
    """Open rounds: to be closed once everything is in and decided, or once they are late; else what is missing."""
    for card in desk.cards:
        counts, words = card.tally.counts, {"months": card.round.months}
        if missing := counts[MISSING]:
            sentence = _("ตามรายงานรอบ %(months)s เดือนที่ยังไม่ส่ง %(count)s เรื่อง") % {**words, "count": missing}
            address = desk.address("improvement:round", card.round.pk, state=MISSING)
            yield desk.thing(sentence, address, missing, card.round.due_on)
        if counts[Report.State.ACCEPTED] == card.tally.total or desk.today > card.round.due_on:
            address = desk.address("improvement:round-close", card.round.pk)
            yield desk.thing(_("ปิดรอบรายงาน %(months)s เดือน") % words, address, due_on=card.round.due_on)


def _reports_to_send(desk: Desk) -> Iterator[Thing]:
    """What the person reports as an owner: what was sent back, then what is missing of each round."""
    if returned := [task for task in desk.tasks if task.state == Report.State.RETURNED]:
        sentence = _("แก้รายงานที่ส่งกลับ %(count)s เรื่อง แล้วส่งใหม่") % {"count": len(returned)}
        address = desk.address("improvement:work", state=Report.State.RETURNED)
        yield desk.thing(sentence, address, len(returned), min(task.due_on for task in returned))
    if missing := [task for task in desk.tasks if task.state == MISSING]:
        sentence = _("ส่งรายงานความก้าวหน้า %(count)s เรื่อง") % {"count": len(missing)}
        address = desk.address("improvement:work", state=MISSING)
        yield desk.thing(sentence, address, len(missing), min(task.due_on for task in missing))


def _evidence_returned(desk: Desk) -> Iterator[Thing]:
    if count := desk.evidence[Proof.State.RETURNED]:
        sentence = _("แก้หลักฐานที่ส่งกลับ %(count)s ชิ้น") % {"count": count}
        yield Thing(sentence, desk.address("improvement:evidence-list", state=Proof.State.RETURNED), count)


def _evidence_to_decide(desk: Desk) -> Iterator[Thing]:
    if count := desk.evidence[Proof.State.OFFERED]:
        sentence = _("ตรวจหลักฐานที่ส่งมา %(count)s ชิ้น") % {"count": count}
        yield Thing(sentence, desk.address("improvement:evidence-list", state=Proof.State.OFFERED), count)


def _late_steps(desk: Desk) -> Iterator[Thing]:
    late = due_at(desk.viewer, desk.year, desk.today, Timing.LATE)
    if late.count:
        sentence = _("ติดตามงานที่ช้ากว่ากำหนด %(count)s เรื่อง") % {"count": late.count}
        address = desk.address("improvement:calendar", kind=Kind.STEP, when=Timing.LATE)
        yield desk.thing(sentence, address, late.count, late.first)


def _steps_due_soon(desk: Desk) -> Iterator[Thing]:
    soon = due_at(desk.viewer, desk.year, desk.today, Timing.SOON)
    if soon.count:
        sentence = _("ทำงานที่จะครบกำหนดใน 14 วัน %(count)s เรื่อง") % {"count": soon.count}
        address = desk.address("improvement:calendar", kind=Kind.STEP, when=Timing.SOON)
        yield desk.thing(sentence, address, soon.count, soon.first)


def _changes(desk: Desk) -> Iterator[Thing]:
    if count := changed_lately(desk.viewer, desk.today).count():
        sentence = _("ดูสิ่งที่เปลี่ยนใน 7 วันที่ผ่านมา %(count)s รายการ") % {"count": count}
        yield Thing(sentence, desk.address("improvement:today-changes"), count)


def _unproved(desk: Desk) -> Iterator[Thing]:
    if count := desk.proved.unproved_count:
        sentence = _("ตรวจงานที่แจ้งว่าเสร็จแต่ยังไม่มีหลักฐานที่รับแล้ว %(count)s เรื่อง") % {"count": count}
        yield Thing(sentence, desk.address("improvement:evidence-done", proof="no"), count)


def _contradictions(desk: Desk) -> Iterator[Thing]:
    for card in desk.cards[-1:]:
        if count := sum(line.is_doubtful for line in round_page(desk.viewer, card.round).lines):
            words = {"months": card.round.months, "count": count}
            sentence = _("ดูรายงานรอบ %(months)s เดือนที่ขัดกันเอง %(count)s เรื่อง") % words
            address = desk.address("improvement:round", card.round.pk, state=DOUBTFUL)
            yield desk.thing(sentence, address, count, card.round.due_on)


def _setting_up(desk: Desk) -> Iterator[Thing]:
    """What an administrator sees to: who is here, and never what they write."""
    members = base.memberships_of(desk.viewer)
    if not members.filter(role=Membership.Role.CLERK).exists():
        yield Thing(_("เชิญเจ้าหน้าที่ที่ดูแลงานนี้เข้าหน่วยงาน"), desk.address("base:settings-person-invite"))
    if not base.units_of(desk.viewer).exists():
        yield Thing(_("เพิ่มกองของหน่วยงาน มาตรการจะได้มีผู้รับผิดชอบ"), desk.address("base:settings-unit-add"))
    if count := base.never_signed_in(desk.viewer).count():
        sentence = _("ส่งลิงก์ให้ผู้ใช้ที่ยังไม่เคยเข้าระบบ %(count)s คน") % {"count": count}
        yield Thing(sentence, desk.address("base:settings", people="new"), count)


def _coverage(desk: Desk) -> Figure:
    label = _("จุดที่ต้องพัฒนาที่มีมาตรการแล้ว จาก %(count)s เรื่อง") % {"count": len(desk.inbox.points)}
    answered = len(desk.inbox.of(State.ANSWERED))
    return Figure(label, answered, desk.address("improvement:inbox", state=State.ANSWERED))


def _measures(desk: Desk) -> Figure:
    count = desk.plan.measures.filter(removed_at=None).count() if desk.plan else 0
    return Figure(_("มาตรการในแผนปี %(year)s") % {"year": desk.year}, count, desk.address("improvement:plan"))


def _proved(desk: Desk) -> Figure:
    label = _("งานที่เสร็จและมีหลักฐานแล้ว จาก %(count)s เรื่องที่เสร็จ") % {"count": desk.proved.done_count}
    return Figure(label, desk.proved.proved_count, desk.address("improvement:evidence-done", proof="yes"))


def _level(desk: Desk) -> Figure:
    sheets = sheets_of(desk.viewer, desk.year)
    if sheets is None:
        return Figure(_("ยังไม่มีผลประเมินปี %(year)s") % {"year": desk.year}, "–", desk.address("assessment:result"))
    explained = explain_level(sheets.framework, sheets.now)
    value = explained.level or sheets.now.total or "–"
    return Figure(lead_of(sheets, explained), value, desk.address("assessment:result-executive"))


def _own_reports(desk: Desk) -> Figure:
    return Figure(_("เรื่องที่ต้องรายงานในรอบที่เปิดอยู่"), len(desk.tasks), desk.address("improvement:work"))


def _own_activities(desk: Desk) -> Figure:
    count = activities_seen(desk.viewer).filter(fiscal_year=desk.year).count()
    return Figure(_("กิจกรรมของปีนี้"), count, desk.address("improvement:activities"))


def _own_evidence(desk: Desk) -> Figure:
    return Figure(_("หลักฐานของปีนี้"), desk.evidence[""], desk.address("improvement:evidence-list"))


def _people(desk: Desk) -> Figure:
    return Figure(_("ผู้ใช้ในหน่วยงาน"), base.memberships_of(desk.viewer).count(), desk.address("base:settings"))


def _units(desk: Desk) -> Figure:
    return Figure(_("กอง / สำนัก / งาน"), base.units_of(desk.viewer).count(), f"{desk.address('base:settings')}#units")


def _audit(desk: Desk) -> Figure:
    return Figure(_("รายการในประวัติการใช้งาน"), base.audit_lines(desk.viewer).count(), desk.address("base:audit"))


Finder = Callable[[Desk], Iterator[Thing]]
Counter = Callable[[Desk], Figure]
Role = Membership.Role
WORK: dict[str | None, tuple[tuple[Finder, ...], tuple[Counter, ...]]] = {
    Role.CLERK: (
        (
            *(_reports_to_send, _reports_to_decide, _rounds, _papers, _plan_to_issue, _plan_to_submit),
            *(_weak_points, _owners, _evidence_to_decide, _late_steps),
        ),
        (_coverage, _measures, _proved),
    ),
    Role.OFFICER: (
        (_reports_to_send, _evidence_returned, _late_steps, _steps_due_soon),
        (_own_reports, _own_evidence, _own_activities),
    ),
    Role.EXECUTIVE: ((_plan_to_decide, _late_steps, _unproved), (_level, _coverage, _proved)),
    Role.AUDITOR: ((_contradictions, _unproved, _late_steps, _changes), (_coverage, _measures, _proved)),
    None: ((_setting_up,), (_people, _units, _audit)),
}
"""What each of the cast looks for, in the order of the work, and their three figures; an administrator has no role."""
