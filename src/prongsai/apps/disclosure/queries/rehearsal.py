"""The rehearsal: the item sheet as an assessor fills it, the score it would give, what to complete first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.papers import Table
from prongsai.apps.disclosure.models import Exhibit, ReleasedPage, Site
from prongsai.apps.disclosure.queries.items import ItemStanding, items_of
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.core.disclosure import ElementState, Rehearsal, rehearse, work_order
from prongsai.core.framework import Confidence, has_framework, load
from prongsai.core.scoring import round_points

DONE_FIRST = 10
"""What to do first that the page names; the rest follows in the sheet."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the sheet. `urls` are where an assessor opens it; `is_supposed` says that it counts as complete only
    because the reader asked what if.

    Unit: `points` of the total, two decimals.
    """

    item: ItemStanding
    urls: tuple[str, ...]
    points: Decimal
    is_supposed: bool

    @property
    def is_complete(self) -> bool:
        """Whether the page scores it as complete."""
        return self.item.is_complete or self.is_supposed

    @property
    def answer(self) -> str:
        """What the sheet says: yes or no, from how the elements stand and never typed."""
        return _("มี") if self.item.is_complete else _("ไม่มี")


@dataclass(frozen=True, slots=True)
class NextToDo:
    """What to complete, and what it gives. Unit: `points` and `each` (by missing element) of the total."""

    item: ItemStanding
    points: Decimal
    missing_count: int
    each: Decimal


@dataclass(frozen=True, slots=True)
class RehearsalPage:
    """The rehearsal of a year as the agency stands today. `supposed` is it with what the reader ticked besides."""

    rows: tuple[SheetRow, ...]
    today: Rehearsal
    supposed: Rehearsal
    first: tuple[NextToDo, ...]
    lines: tuple[str, ...]
    chosen: frozenset[str]

    @property
    def complete_count(self) -> int:
        """How many items are complete today. Unit: items."""
        return sum(each.item.is_complete for each in self.rows)

    @property
    def is_unverified(self) -> bool:
        """Whether a rule it rests on is borne out by fewer than two official sources."""
        return self.today.confidence is not Confidence.CONFIRMED


def rehearsal_page(viewer: Viewer, year: int, today: date, chosen: Iterable[str] = ()) -> RehearsalPage | None:
    """The rehearsal of a year, with the items of `chosen` supposed to be complete; None for a year without a framework.

    Shape: `chosen` are codes; others are left out.
    """
    if not has_framework(year):
        return None
    framework, items = load(year), items_of(viewer.agency, year, today)
    published = _published(viewer.agency, year)
    ticked = frozenset(code.lower() for code in chosen) & {each.code for each in items if not each.is_complete}
    complete = {each.code for each in items if each.is_complete}
    now, supposed = rehearse(framework, complete), rehearse(framework, complete | ticked)
    by_code = {each.code: each for each in items}
    todo = work_order(now, {each.code: _undone(each) for each in items})
    return RehearsalPage(
        rows=tuple(
            SheetRow(each, _urls(each, viewer.agency, published), each.points, each.code in ticked) for each in items
        ),
        today=now,
        supposed=supposed,
        first=tuple(
            NextToDo(by_code[each.code], each.lost_points, each.missing_count, round_points(each.each))
            for each in todo[:DONE_FIRST]
        ),
        lines=_arithmetic(supposed),
        chosen=ticked,
    )


def sheet_table(page: RehearsalPage, year: int) -> Table:
    """The sheet as a table to take away: as it stands, without what was only supposed."""
    rows: list[tuple[object, ...]] = [
        (
            row.item.sub_indicator.code,
            row.item.code,
            row.item.marked_title,
            row.answer,
            "\n".join(row.urls),
            row.item.explanation,
            row.item.missing_words,
            row.points,
            row.points if row.item.is_complete else Decimal("0.00"),
            row.item.unit.name if row.item.unit else "",
        )
        for row in page.rows
    ]
    heads = [
        *(_("ตัวชี้วัดย่อย"), _("ข้อ"), _("ชื่อข้อ"), _("มี / ไม่มี"), _("URL"), _("คำอธิบาย")),
        *(_("องค์ประกอบที่ยังขาด"), _("คะแนนเต็มของข้อ"), _("คะแนนที่ได้"), _("ผู้รับผิดชอบ")),
    ]
    return rows, heads, f"oit-sheet-{year}"


def _undone(item: ItemStanding) -> int:
    """The elements that can be completed now. Unit: elements."""
    return sum(each.state is not ElementState.NOT_DUE for each in item.missing)


def _urls(item: ItemStanding, agency: Agency, published: Collection[str]) -> tuple[str, ...]:
    """Where an assessor opens an item: its published page here, then the links that are shown for it."""
    path = f"{agency.slug}/{item.year}/items/{item.code}/"
    own = [f"{settings.ADDRESS}/{path}"] if item.code in published else []
    return tuple(own + [each.exhibit.url for each in item.exhibits if each.exhibit.kind == Exhibit.Kind.LINK])


def _published(agency: Agency, year: int) -> set[str]:
    """The items whose page the public sees now."""
    in_force = Site.objects.filter(agency=agency).values("current")
    pages = ReleasedPage.objects.filter(release__in=in_force, kind="item", subject__startswith=f"item-{year}-")
    return {path.rstrip("/").rsplit("/", 1)[-1] for path in pages.values_list("path", flat=True)}


def _arithmetic(rehearsal: Rehearsal) -> tuple[str, ...]:
    """The score as somebody can recompute it with a pencil, a line a step."""
    lines = [
        _("%(code)s: ครบ %(done)s จาก %(all)s ข้อ = %(done)s ÷ %(all)s × 100 = %(score)s")
        % {"code": sub.code, "done": sub.complete_count, "all": sub.item_count, "score": sub.score_printed}
        for sub in rehearsal.sub_indicators
    ]
    for indicator in rehearsal.indicators:
        subs = [each for each in rehearsal.sub_indicators if each.indicator == indicator.number]
        said = {
            "number": indicator.number,
            "sum": " + ".join(str(each.score_printed) for each in subs),
            "count": len(subs),
            "score": indicator.score_printed,
        }
        lines.append(_("ตัวชี้วัดที่ %(number)s = (%(sum)s) ÷ %(count)s = %(score)s") % said)
    both = " + ".join(str(each.score_printed) for each in rehearsal.indicators)
    lines.append(
        _("OIT = (%(sum)s) ÷ %(count)s = %(score)s")
        % {"sum": both, "count": len(rehearsal.indicators), "score": rehearsal.score_printed}
    )
    lines.append(
        _("คะแนนของคะแนนรวม 100 = %(score)s × %(worth)s ÷ 100 = %(kept)s จาก %(worth)s เสียไป %(lost)s")
        % {
            "score": rehearsal.score_printed,
            "worth": rehearsal.worth_points,
            "kept": rehearsal.kept_points,
            "lost": rehearsal.lost_points,
        }
    )
    lines.append(_("ตัวเลขที่พิมพ์ปัดเป็นสองตำแหน่ง ระหว่างทางคำนวณด้วยเศษส่วนเต็ม"))
    return tuple(lines)
