"""Where an agency of ours stands in the country, at its own desk: its places, its level there, what stands out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.beside import Beside
from prongsai.apps.nation.models import NationalRun, RunAgency, RunFlag
from prongsai.apps.nation.queries.agency import Standing, level_sentence, standings
from prongsai.apps.nation.queries.overview import framework_of
from prongsai.apps.nation.queries.runs import PLACED, Country, Placed, runs_in_force
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.core.thai import normal

FLAGS: dict[str, Promise] = {
    "below_minimum": gettext_lazy("ผู้ตอบน้อยกว่าจำนวนขั้นต่ำ"),
    "straight_lining": gettext_lazy("ผู้ตอบที่เลือกคำตอบเดียวกันทุกข้อมีมากกว่าปกติ"),
    "identical_answers": gettext_lazy("ชุดคำตอบที่เหมือนกันทุกข้อมีมากกว่าปกติ"),
    "no_answers": gettext_lazy("ไม่มีคำตอบที่ใช้ได้"),
    "question_without_answers": gettext_lazy("บางข้อไม่มีผู้ตอบ"),
    "items_missing": gettext_lazy("ผลตรวจ OIT ไม่ครบทุกข้อ"),
}
"""Each flag in words: something to look at, never a verdict."""


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A flag in words. Shape: `count` of `of`, None where there is nothing to count."""

    words: str
    where: str
    count: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """An agency of ours in the run shown for a year. Shape: `address` is its page there."""

    country: Country
    agency: Placed
    sentence: str
    standings: tuple[Standing, ...]
    flags: tuple[FlagLine, ...]
    address: str


def place_of(viewer: Viewer, year: int) -> Place | None:
    """Where the viewer's agency stands in a year; None without a run, or where none of its agencies is this one."""
    run = runs_in_force(assumed=False).filter(fiscal_year=year).first()
    if run is None:
        return None
    found = _row_of(viewer.agency, run)
    if found is None:
        return None
    country, (key, agency) = Country(run, is_pinned=False), found
    return Place(
        country=country,
        agency=agency,
        sentence=level_sentence(framework_of(country), agency),
        standings=standings(country, agency),
        flags=tuple(flag_line(each) for each in RunFlag.objects.filter(agency=key)),
        address=country.address("agency", agency.code),
    )


def flag_line(flag: RunFlag) -> FlagLine:
    """A flag in words."""
    words = FLAGS.get(flag.flag)
    return FlagLine(str(words) if words else flag.flag, flag.part or flag.tool, flag.count, flag.of)


def beside(viewer: Viewer, year: int) -> Iterable[Beside]:
    """The place in the country, beside the agency's own result (`settings.RESULT_SOURCES`)."""
    place = place_of(viewer, year)
    if place is None:
        return
    yield Beside(
        heading=_("เทียบทั้งประเทศ"),
        lead=place.sentence,
        facts=tuple((each.label, f"{each.rank} / {each.of}", each.address) for each in place.standings),
        more=(_("ดูหน่วยงานของเราในประเทศ"), reverse("nation-desk:place", args=[viewer.agency.slug, year])),
        source=_("โปรแกรมนี้คำนวณจากไฟล์คำตอบที่ผู้ดูแลระบบนำเข้า ไม่ใช่ผลที่ประกาศ"),
    )


def _row_of(agency: Agency, run: NationalRun) -> tuple[int, Placed] | None:
    """The one agency of a run that has our name in our province; of several the one in our district."""
    names = {agency.name, normal(agency.name)}
    found = RunAgency.objects.filter(run=run, name__in=names, province=agency.province)
    named = [(row[0], Placed(*row[1:])) for row in found.values_list("pk", *PLACED)]
    if len(named) > 1:
        named = [(key, each) for key, each in named if each.district == agency.district]
    return named[0] if len(named) == 1 else None
