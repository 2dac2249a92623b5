"""Items of the open-data page of each year, with what shows each of their elements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.disclosure.models import Exhibit, Showing
from prongsai.apps.disclosure.queries.building.handed_out import HandedOut
from prongsai.apps.disclosure.queries.building.measures import item_path
from prongsai.apps.disclosure.queries.building.words import both
from prongsai.apps.disclosure.queries.items import ElementStanding, ExhibitUse, ItemStanding, items_of
from prongsai.apps.disclosure.queries.pages import page_path
from prongsai.base.models import Agency
from prongsai.core.framework import nearest
from prongsai.core.publication import ElementShown, ItemBody, Link, PublicPage, Said

_NOT_ISSUED = gettext_lazy("เอกสารยังไม่ออก")


@dataclass(frozen=True)
class Grounds:
    """What links of exhibits need: the files handed out, the accepted evidence, the papers that have a page (by
    document), the value of each figure shown (by year and code)."""

    files: HandedOut
    evidence: Collection[int]
    papers: Mapping[int, str]
    figures: Mapping[tuple[int, str], Said] = field(default_factory=dict)


def item_years(agency: Agency) -> list[int]:
    """The fiscal years for which something is shown: of a year without, no item is public. Shape: the latest first."""
    shown = Showing.objects.filter(exhibit__agency=agency, exhibit__removed_at=None)
    return sorted(shown.order_by().values_list("fiscal_year", flat=True).distinct(), reverse=True)


def standings_of(agency: Agency, years: Iterable[int], today: date) -> dict[int, tuple[ItemStanding, ...]]:
    """The items of each of these years as they stand today, in the same number of questions for each."""
    return {year: items_of(agency, year, today) for year in years}


def item_paths(standings: Mapping[int, tuple[ItemStanding, ...]]) -> frozenset[str]:
    """The paths of the pages that these items will have."""
    return frozenset(item_path(year, each.code) for year, items in standings.items() for each in items)


def item_pages(standings: Mapping[int, tuple[ItemStanding, ...]], grounds: Grounds, today: date) -> list[PublicPage]:
    """A page for each item of each year. Shape: the latest year first, the items in the order of its sheet."""
    earlier = {(year, each.item.key): each for year, items in standings.items() for each in items}
    return [
        _page(each, earlier.get((year - 1, each.item.key)), grounds, today)
        for year, items in standings.items()
        for each in items
    ]


def _page(item: ItemStanding, before: ItemStanding | None, grounds: Grounds, today: date) -> PublicPage:
    sub = nearest(item.year).sub_indicator(item.item.sub_indicator)
    word = both(lambda: item.word)
    body = ItemBody(
        year=item.year,
        code=item.code,
        sub_indicator=item.item.sub_indicator,
        sub_indicator_name=Said(sub.name_th if sub else ""),
        period=both(lambda: item.period),
        state=item.state.value,
        state_word=word,
        points=str(item.points),
        explanation=item.explanation,
        elements=tuple(_element(each, item.year, grounds) for each in item.elements),
        exhibits=_links(item.whole, item.year, grounds),
        confidence=item.item.confidence.value,
        before=(_before(before),) if before else (),
    )
    title = Said(f"{item.code} {item.item.title_th}")
    subject = f"item-{item.year}-{item.item.key}"
    return PublicPage(subject, item_path(item.year, item.code), "item", title, word, today, body)


def _element(element: ElementStanding, year: int, grounds: Grounds) -> ElementShown:
    asked = element.asked
    return ElementShown(
        text=Said(asked.text_th, asked.text_en),
        state=element.state.value,
        state_word=both(lambda: element.word),
        confidence=asked.confidence.value,
        exhibits=_links(element.uses, year, grounds),
        source=asked.source,
    )


def _links(uses: Iterable[ExhibitUse], year: int, grounds: Grounds) -> tuple[Link, ...]:
    return tuple(link for each in uses if (link := _link(each, year, grounds)))


def _link(use: ExhibitUse, year: int, grounds: Grounds) -> Link | None:
    """An exhibit as the public gets it; None for what nobody accepted yet, or what is there no more."""
    exhibit, standing = use.exhibit, use.standing
    label = Said(exhibit.title)
    if exhibit.evidence_id and exhibit.evidence_id not in grounds.evidence:
        return None
    if exhibit.kind == Exhibit.Kind.PAPER:
        path = grounds.papers.get(exhibit.document_id or 0)
        return Link(label, path, gone=not standing.is_reachable) if path else Link(label, note=both(_NOT_ISSUED))
    if exhibit.kind == Exhibit.Kind.FIGURE:
        return Link(label, note=grounds.figures.get((year, exhibit.figure), Said("")))
    if exhibit.file:
        return grounds.files.link(exhibit.file, exhibit.title)
    if exhibit.page:
        return None if exhibit.page.removed_at else Link(label, page_path(exhibit.page))
    return Link(label, address=exhibit.url, gone=not standing.is_reachable)


def _before(item: ItemStanding) -> Link:
    """The same item a year before, where it may have had another number."""
    told = {"code": item.code, "year": item.year}
    return Link(both(lambda: _("ปี %(year)s ข้อ %(code)s") % told), item_path(item.year, item.code))
