"""What disclosure puts on the first page: links that fell or changed, items that lack something, releases to see to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import Release, Showing
from prongsai.apps.disclosure.queries.items import items_of
from prongsai.apps.disclosure.queries.watching import link_rows
from prongsai.apps.improvement.queries.today import Thing
from prongsai.base.access import Viewer
from prongsai.core.disclosure import ElementState


def things(viewer: Viewer, year: int, today: date) -> Iterator[Thing]:
    """What the viewer has to do in disclosure, the most urgent first, in a number of questions that never grows."""
    if not viewer.role:
        return
    desk = _Desk(viewer, year, today)
    if viewer.may("release.decide") or viewer.may("release.make"):
        yield from _releases(desk)
    if viewer.may("watch.run"):
        yield from _links(desk)
    if viewer.may("item.manage"):
        yield from _items(desk)


@dataclass(frozen=True, slots=True)
class _Desk:
    viewer: Viewer
    year: int
    today: date

    def address(self, name: str, *more: object, asked: str = "") -> str:
        return reverse(name, args=[self.viewer.agency.slug, self.year, *more]) + asked


def _releases(desk: _Desk) -> Iterator[Thing]:
    """The release that waits for the viewer: to be decided on, or to be put right."""
    waiting = {Release.State.SUBMITTED: "release.decide", Release.State.RETURNED: "release.make"}
    release = Release.objects.filter(agency=desk.viewer.agency, state__in=waiting).first()
    if release is None or not desk.viewer.may(waiting[Release.State(release.state)]):
        return
    address = desk.address("disclosure:release", release.number)
    if release.state == Release.State.SUBMITTED:
        yield Thing(_("พิจารณาชุดเผยแพร่ที่ %(number)s ที่เสนอมา") % {"number": release.number}, address)
    else:
        yield Thing(_("แก้ชุดเผยแพร่ที่ %(number)s ที่ผู้บริหารส่งกลับ") % {"number": release.number}, address)


def _links(desk: _Desk) -> Iterator[Thing]:
    """Links that cannot be opened any more, else those that could not before either; links that say something else."""
    rows = link_rows(desk.viewer, desk.year, desk.today)
    fell = sum("fell" in row.wishes for row in rows)
    down = sum(row.is_down for row in rows)
    changed = sum("changed" in row.wishes for row in rows)
    if fell:
        sentence = _("แก้ลิงก์ %(count)s รายการที่เปิดไม่ได้ตั้งแต่เมื่อวาน") % {"count": fell}
        yield Thing(sentence, desk.address("disclosure:links", asked="?wish=fell"), fell)
    elif down:
        sentence = _("แก้ลิงก์ %(count)s รายการที่ยังเปิดไม่ได้") % {"count": down}
        yield Thing(sentence, desk.address("disclosure:links", asked="?wish=down"), down)
    if changed > fell:
        sentence = _("ดูลิงก์ %(count)s รายการที่เปลี่ยนไปตั้งแต่เมื่อวาน") % {"count": changed}
        yield Thing(sentence, desk.address("disclosure:links", asked="?wish=changed"), changed)


def _items(desk: _Desk) -> Iterator[Thing]:
    """Items that show something and lack elements, or nothing, once the agency has begun to show things in the year."""
    if not Showing.objects.filter(exhibit__agency=desk.viewer.agency, fiscal_year=desk.year).exists():
        return
    items = items_of(desk.viewer.agency, desk.year, desk.today)
    lacking = [each for each in items if each.state is ElementState.MISSING]
    if lacking:
        first = max(lacking, key=lambda each: each.worth)
        words = {"count": len(lacking), "code": first.code, "points": first.points}
        sentence = _("เติมสิ่งที่ขาดใน %(count)s ข้อ เริ่มจาก %(code)s ซึ่งมีผล %(points)s คะแนน") % words
        yield Thing(sentence, desk.address("disclosure:items", asked="?state=missing&order=points"), len(lacking))
