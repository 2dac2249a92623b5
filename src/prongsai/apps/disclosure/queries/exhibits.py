"""The exhibits of an agency for this viewer: the list of a year, one with all it shows, what could become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.codes import CodeTitle, title_of
from prongsai.apps.assessment.queries.papers import Table
from prongsai.apps.disclosure.models import ElementChange, Exhibit, ItemDuty, Page, Showing, Visit
from prongsai.apps.disclosure.queries.elements import asked_of
from prongsai.apps.disclosure.queries.standing import (
    ExhibitStanding,
    edition_in_force,
    editions_at,
    latest_visits,
    standing_of,
    with_grounds,
)
from prongsai.apps.documents.models import Document
from prongsai.base.access import Viewer
from prongsai.base.figures import figures_of
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.disclosure import WHOLE
from prongsai.core.framework import has_framework, load
from prongsai.paper.writing.content import Figure

A_PAGE = 50
"""Exhibits on one page of the list."""
WISHES: dict[str, Promise] = {
    "": gettext_lazy("ทั้งหมด"),
    "trouble": gettext_lazy("เปิดไม่ได้หรือไม่มีอะไรแสดง"),
    "unused": gettext_lazy("ยังไม่ได้ใช้กับข้อใด"),
}
"""What the list of exhibits can be narrowed to."""


@dataclass(frozen=True, slots=True)
class UsedFor:
    """One place an exhibit is shown at, in words. `element` "" = the item as a whole."""

    showing: Showing
    title: CodeTitle
    element: str
    may_hide: bool


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """An exhibit in the list: how it stands, and the items it is shown for. Shape: `codes` without repeats."""

    standing: ExhibitStanding
    codes: tuple[str, ...]

    @property
    def exhibit(self) -> Exhibit:
        """The exhibit itself."""
        return self.standing.exhibit

    @property
    def mark(self) -> str:
        """How it stands, as the marks of the house know it."""
        return "failed" if self.standing.trouble else "warning" if self.standing.faults else "done"

    @property
    def word(self) -> str:
        """How it stands, in a word."""
        if self.standing.trouble:
            return _("เปิดไม่ได้") if self.standing.is_there else _("ยังไม่มีอะไรแสดง")
        if self.standing.faults:
            return _("เปิดได้ มีข้อควรดู")
        is_seen = self.exhibit.kind != Exhibit.Kind.LINK or self.standing.visit is not None
        return _("เปิดได้") if is_seen else _("ยังไม่ได้ตรวจลิงก์")


@dataclass(frozen=True, slots=True)
class ExhibitsPage:
    """The list of a year. Shape: `counts` are wish, word, how many, in order."""

    rows: tuple[ExhibitRow, ...]
    counts: tuple[tuple[str, Promise, int], ...]


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    """One exhibit with every place it is shown at, in every year, and its latest looks."""

    row: ExhibitRow
    uses: tuple[UsedFor, ...]
    visits: tuple[Visit, ...]
    may_change: bool


def exhibit_of(viewer: Viewer, exhibit_id: int) -> Exhibit:
    """One exhibit of the viewer's agency, also one that was taken out. Raises: Http404."""
    found = with_grounds(Exhibit.objects.filter(agency=viewer.agency, pk=exhibit_id))
    exhibit = found.select_related("added_by", *("document", "file", "page", "evidence")).first()
    if exhibit is None:
        raise Http404
    return exhibit


def showing_of(viewer: Viewer, showing_id: int) -> Showing:
    """One use of an exhibit of the viewer's agency. Raises: Http404."""
    found = Showing.objects.filter(exhibit__agency=viewer.agency, exhibit__removed_at=None, pk=showing_id)
    showing = found.select_related("exhibit").first()
    if showing is None:
        raise Http404
    return showing


def exhibits_page(viewer: Viewer, year: int, wish: str = "") -> ExhibitsPage:
    """The exhibits that are shown in a year or nowhere yet, narrowed to a wish; always in as many questions."""
    rows = _rows(viewer, year)
    counted = Counter(each for row in rows for each in _wishes(row))
    counts = tuple((each, word, counted[each]) for each, word in WISHES.items())
    return ExhibitsPage(tuple(each for each in rows if wish in _wishes(each)), counts)


def exhibit_page(viewer: Viewer, year: int, exhibit: Exhibit) -> ExhibitPage:
    """One exhibit of the viewer's agency with everything that is known of it."""
    visits = tuple(exhibit.visits.all()[:10])
    standing = standing_of(exhibit, year, visits[0] if visits else None)
    showings = list(exhibit.showings.order_by("-fiscal_year", "item", "pk"))
    own = _own_items(viewer)
    texts = _element_texts(viewer, {(each.fiscal_year, each.item) for each in showings})
    uses = tuple(
        UsedFor(
            each,
            title_of(each.item, each.fiscal_year),
            texts.get((each.fiscal_year, each.item, each.element), ""),
            viewer.may("item.manage") or (each.fiscal_year, each.item) in own,
        )
        for each in showings
    )
    is_own = all(each.may_hide for each in uses) if uses else exhibit.added_by_id == viewer.person.pk
    may_change = viewer.may("item.manage") or (viewer.may("exhibit.add") and is_own)
    codes = tuple(dict.fromkeys(each.item for each in showings if each.fiscal_year == year))
    return ExhibitPage(ExhibitRow(standing, codes), uses, visits, may_change)


def exhibits_table(viewer: Viewer, year: int) -> Table:
    """The exhibits of a year as a table to take away."""
    rows: list[tuple[object, ...]] = [
        (
            row.exhibit.title,
            row.exhibit.get_kind_display(),
            address_of(row.exhibit),
            thai_day(row.standing.dated_on),
            ", ".join(row.codes),
            row.word,
            " ".join(row.standing.faults) or row.standing.trouble,
        )
        for row in exhibits_page(viewer, year).rows
    ]
    heads = [_("สิ่งที่แสดง"), _("ชนิด"), _("ไฟล์หรือลิงก์"), _("วันที่"), _("ข้อ"), _("สถานะ"), _("ข้อที่ต้องดู")]
    return rows, heads, f"exhibits-{year}"


def address_of(exhibit: Exhibit) -> str:
    """Where an exhibit leads, in words: its link, the name of its file, or nothing."""
    return exhibit.url or (exhibit.file.name if exhibit.file else "")


def records_to_show(viewer: Viewer, year: int) -> list[Document | Page | Figure]:
    """What is here and can be shown: papers in force, pages, figures of the year. Shape: each kind together."""
    papers = Document.objects.filter(agency=viewer.agency, editions__issued_at__isnull=False).distinct()
    in_force = [each for each in papers.prefetch_related(editions_at("editions")) if edition_in_force(each)]
    pages = Page.objects.filter(agency=viewer.agency, removed_at=None)
    return [*in_force, *pages, *figures_of(viewer, year)]


def _rows(viewer: Viewer, year: int) -> list[ExhibitRow]:
    of_year = Prefetch("showings", Showing.objects.filter(fiscal_year=year), to_attr="shown_this_year")
    there = Exhibit.objects.filter(agency=viewer.agency, removed_at=None)
    wanted = there.filter(Q(showings__fiscal_year=year) | Q(showings=None)).distinct()
    exhibits = list(with_grounds(wanted).prefetch_related(of_year))
    visits = latest_visits({each.pk for each in exhibits})
    return [
        ExhibitRow(
            standing_of(each, year, visits.get(each.pk)),
            tuple(dict.fromkeys(use.item for use in each.shown_this_year)),
        )
        for each in exhibits
    ]


def _wishes(row: ExhibitRow) -> Iterable[str]:
    yield ""
    if row.standing.trouble:
        yield "trouble"
    if not row.codes:
        yield "unused"


def _own_items(viewer: Viewer) -> set[tuple[int, str]]:
    if not viewer.may("exhibit.add"):
        return set()
    duties = ItemDuty.objects.filter(agency=viewer.agency, unit__in=viewer.units)
    return set(duties.values_list("fiscal_year", "item"))


def _element_texts(viewer: Viewer, items: set[tuple[int, str]]) -> dict[tuple[int, str, str], str]:
    """What the elements of these items are called."""
    changes: dict[tuple[int, str], list[ElementChange]] = {}
    for each in ElementChange.objects.filter(agency=viewer.agency, item__in={code for _year, code in items}):
        changes.setdefault((each.fiscal_year, each.item), []).append(each)
    texts = {}
    for year, code in items:
        item = load(year).item(code) if has_framework(year) else None
        asked = asked_of(load(year), item, changes.get((year, code), ())) if item else None
        for element in (*asked.counted, *asked.aside) if asked else ():
            if element.id != WHOLE:
                texts[year, code, element.id] = element.text
    return texts
