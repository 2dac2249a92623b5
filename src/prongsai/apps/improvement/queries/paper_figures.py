"""Figures for papers: each counts exactly the rows that its address opens, and says of when and from where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from prongsai.apps.improvement.models import Plan, Report, SignOff
from prongsai.apps.improvement.queries.reports import MISSING
from prongsai.apps.improvement.queries.rounds import EVIDENCED, LATE, RoundPage, Wish, round_words
from prongsai.apps.improvement.queries.weak_points import State, inbox_of
from prongsai.base.access import Viewer
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.lifecycle import Standing
from prongsai.core.records import Reading
from prongsai.paper.writing.content import Figure

_POINTS = {
    None: ("weak_points", "จุดที่ต้องพัฒนาจากผลประเมิน"),
    State.ANSWERED: ("weak_points.answered", "จุดที่ต้องพัฒนาที่มีมาตรการแล้ว"),
    State.OPEN: ("weak_points.open", "จุดที่ต้องพัฒนาที่ยังไม่มีมาตรการ"),
    State.ASIDE: ("weak_points.aside", "จุดที่ต้องพัฒนาที่พักไว้พร้อมเหตุผล"),
}
_LINES = {
    "": ("work", "เรื่องที่ต้องรายงานในรอบ"),
    Standing.PROVED: ("work.proved", "ดำเนินการแล้วและมีหลักฐานที่รับแล้ว"),
    Standing.UNPROVED: ("work.unproved", "ดำเนินการแล้วแต่ยังไม่มีหลักฐานที่รับแล้ว"),
    Standing.IN_PROGRESS: ("work.in_progress", "อยู่ระหว่างดำเนินการ"),
    Standing.NOT_STARTED: ("work.not_started", "ยังไม่ดำเนินการ"),
    Standing.DEFERRED: ("work.deferred", "เลื่อนหรือยกเลิก"),
    Standing.UNKNOWN: ("work.unknown", "ยังไม่รู้สถานะ"),
    LATE: ("work.late", "ถึงกำหนดในรอบแล้วยังไม่เสร็จ"),
    EVIDENCED: ("work.evidenced", "มีหลักฐานที่รับแล้ว"),
    MISSING: ("reports.missing", "ยังไม่ได้รายงาน"),
    Report.State.SENT: ("reports.sent", "รายงานที่รอตรวจ"),
    Report.State.RETURNED: ("reports.returned", "รายงานที่ส่งกลับให้แก้"),
    Report.State.ACCEPTED: ("reports.accepted", "รายงานที่รับแล้ว"),
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the figures of one paper have in common."""

    viewer: Viewer
    year: int
    period: str

    def figure(self, code: str, label: str, value: int, unit: str, source: str, address: str) -> Figure:
        return Figure(code, label, str(value), unit, self.period, source, settings.ADDRESS + address)

    def place(self, name: str, *more: object) -> str:
        return reverse(f"improvement:{name}", args=[self.viewer.agency.slug, self.year, *more])


def plan_figures(viewer: Viewer, plan: Plan, reading: Reading, approval: SignOff | None) -> Iterator[Figure]:
    """Of a plan: its measures, as approved where it was, and what became of the weak points it has to answer."""
    signed = f" ตามที่อนุมัติ ณ วันที่ {thai_day(approval.at)}" if approval else ""
    desk = _Desk(viewer, plan.fiscal_year, f"แผนปีงบประมาณ {plan.fiscal_year}{signed}")
    address = desk.place("plan-version", approval.version) if approval else desk.place("plan")
    source = f"แผนฉบับที่ {approval.version} ที่อนุมัติแล้ว" if approval else "แผนที่บันทึกไว้ในระบบ"
    yield desk.figure("measures", "มาตรการในแผน", len(reading.measures), "มาตรการ", source, address)
    yield from _weak_point_figures(viewer, plan.fiscal_year)


def round_figures(viewer: Viewer, page: RoundPage) -> Iterator[Figure]:
    """Of a round: what it asked for, how far that is with its proof, which reports came; as the page of it counts."""
    round_ = page.round
    year = round_.plan.fiscal_year
    closed = f" ณ วันที่ปิดรอบ {thai_day(round_.closed_at)}" if round_.closed_at else ""
    desk = _Desk(viewer, year, f"{round_words(round_)}{closed}")
    source = "รายงานของผู้รับผิดชอบและหลักฐานที่รับแล้วในระบบ"
    for state, (code, label) in _LINES.items():
        address = desk.place("round", round_.pk) + (f"?state={state}" if state else "")
        yield desk.figure(code, label, len(page.shown(Wish(str(state)))), "เรื่อง", source, address)


def _weak_point_figures(viewer: Viewer, year: int) -> Iterator[Figure]:
    inbox = inbox_of(viewer, year)
    desk = _Desk(viewer, year, f"ผลประเมินปีงบประมาณ {inbox.result_year}")
    for state, (code, label) in _POINTS.items():
        address = f"{desk.place('inbox')}?state={state or 'all'}"
        source = "ข้อสังเกต ข้อ OIT ที่เสียคะแนน และตัวชี้วัดที่ต่ำกว่า 85 ในระบบ"
        yield desk.figure(code, label, len(inbox.of(state)), "เรื่อง", source, address)
