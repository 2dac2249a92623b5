"""Which items the country loses, what they cost it, and who lost one of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from prongsai.apps.nation.models import ItemLoss, NationalRun, RunAgency
from prongsai.apps.nation.queries.overview import framework_of
from prongsai.apps.nation.queries.runs import PLACED, Country, Placed, run_before
from prongsai.core.crosswalk import Kind
from prongsai.core.framework import Confidence, load
from prongsai.core.nation.lost import Losses, LostItem, Share, lost_by_country
from prongsai.core.scoring import points_of, round_points

A_PAGE = 50
"""Unit: agencies."""
FIRST = 10
"""How many items the chart shows."""


@dataclass(frozen=True, slots=True)
class ShareSaid:
    """So many of so many (of a type), and the list of them. Unit: agencies, percent."""

    kind: str
    count: int
    of: int
    percent: Decimal | None
    address: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item. Unit: `worth` points of the total to an agency that lost it, `costs` of the country's mean total."""

    code: str
    title: str
    lost: ShareSaid
    by_kind: tuple[ShareSaid, ...]
    worth: Decimal
    costs: Decimal
    before: str
    is_unverified: bool


@dataclass(frozen=True, slots=True)
class ItemBar:
    """A bar of the chart. Unit: percent of the chart."""

    row: ItemRow
    width: float


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """Every item of a run's year, what costs the country most first. Unit: `costs` points."""

    country: Country
    marked: int
    kinds: tuple[str, ...]
    rows: tuple[ItemRow, ...]
    bars: tuple[ItemBar, ...]
    costs: Decimal
    year_before: int | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Who lost one item. Unit: `worth` points of the total."""

    country: Country
    code: str
    title: str
    worth: Decimal
    kind: str
    agencies: Page[Placed]


def items_page(country: Country) -> ItemsPage:
    """Which items the agencies of a run lost, in three questions."""
    framework = framework_of(country)
    now, before = _losses(country.run), run_before(country)
    earlier = (load(before.fiscal_year), _losses(before)) if before else None
    found = lost_by_country(framework, now, earlier)
    kinds = tuple(sorted(now.marked, key=lambda kind: (-now.marked[kind], kind)))
    rows = tuple(_row(country, each, kinds) for each in found)
    shown = [row for row in rows if row.lost.count][:FIRST]
    most = max((row.costs for row in shown), default=Decimal(0)) or Decimal(1)
    return ItemsPage(
        country=country,
        marked=sum(now.marked.values()),
        kinds=kinds,
        rows=rows,
        bars=tuple(ItemBar(row, round(float(row.costs / most * 100), 2)) for row in shown),
        costs=round_points(sum(each.costs for each in found)),
        year_before=before.fiscal_year if before else None,
    )


def item_page(country: Country, code: str, kind: str, number: int) -> ItemPage:
    """The agencies that lost one item, by place, a page at a time. Raises: Http404 for an item the year has not."""
    framework = framework_of(country)
    item = framework.item(code)
    if item is None or item.code != code:
        raise Http404
    # The list as text: no two engines ask alike whether a list in JSON holds something.
    told = RunAgency.objects.annotate(told=Cast("lost_items", TextField()))
    found = told.filter(run=country.run, told__contains=f'"{code}"', tools__OIT__gte=0)
    asked = found.filter(kind=kind) if kind else found
    page: Page[Any] = Paginator(asked.values_list(*PLACED), A_PAGE).get_page(number)
    page.object_list = [Placed(*row) for row in page.object_list]
    return ItemPage(country, code, item.title_th, round_points(points_of(framework, code)), kind, page)


def _losses(run: NationalRun) -> Losses:
    rows = ItemLoss.objects.filter(run=run).values_list("kind", "item", "lost", "marked")
    marked: dict[str, int] = {}
    lost: dict[tuple[str, str], int] = {}
    for kind, item, count, of in rows:
        marked[kind] = of
        if item:
            lost[kind, item] = count
    return Losses(marked, lost)


def _row(country: Country, found: LostItem, kinds: tuple[str, ...]) -> ItemRow:
    code = found.item.code
    return ItemRow(
        code=code,
        title=found.item.title_th,
        lost=_share(country, code, found.lost),
        by_kind=tuple(_share(country, code, found.by_kind[kind], kind) for kind in kinds),
        worth=round_points(found.worth),
        costs=round_points(found.costs),
        before=_before(found),
        is_unverified=found.item.confidence.doubt >= Confidence.UNVERIFIED.doubt,
    )


def _share(country: Country, code: str, share: Share, kind: str = "") -> ShareSaid:
    address = country.address("item", code) + (f"?{urlencode({'kind': kind})}" if kind else "")
    percent = round(Decimal(share.count * 100) / share.of, 1) if share.of else None
    return ShareSaid(kind, share.count, share.of, percent, address)


def _before(found: LostItem) -> str:
    """What the item was in the year before, and how many lost it then, in words."""
    if not found.before:
        return _("ข้อใหม่") if found.passage is None else ""
    told = [
        _("%(code)s %(percent)s%%") % {"code": each.item.code, "percent": round(float(each.lost.share) * 100, 1)}
        for each in found.before
        if each.lost.of
    ]
    joined = ", ".join(told)
    if found.passage in (Kind.SPLIT, Kind.MERGED):
        return _("%(items)s (แยกหรือรวมข้อ เทียบตรงไม่ได้)") % {"items": joined}
    return joined
