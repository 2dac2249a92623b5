"""An agency among its twins: where it stands in every score, what differs most, which items they have and it lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.translation import gettext as _

from prongsai.apps.nation.models import NationalRun, RunAgency
from prongsai.apps.nation.queries.overview import framework_of
from prongsai.apps.nation.queries.runs import Country, Placed, placed, points, run_before
from prongsai.base.said import said
from prongsai.core.framework import Framework
from prongsai.core.nation.twins import Peer, Sharing, Twins, twins_of
from prongsai.core.scoring import points_of, round_points

TOP, ROW_HEIGHT = 30, 54
LOWEST_START = 8000
"""The charts begin at the ten below the lowest value, at this at the latest. Unit: hundredths of a point."""
FULL = 10000


@dataclass(frozen=True, slots=True)
class Strip:
    """One score of the agency (`own`) among those of its twins.

    Shape: `dots` are the places of the twins. Unit: points; places in percent of the chart, `text_y` and `y` pixels.
    """

    label: str
    own: Decimal | None
    middle: Decimal | None
    gap: Decimal | None
    better: int
    of: int
    own_x: float | None
    middle_x: float | None
    dots: tuple[float, ...]
    text_y: int
    y: int


@dataclass(frozen=True, slots=True)
class TwinRow:
    """An agency in the list. Unit: points; `change` since the year before, None where that is not known."""

    agency: Placed
    before: Decimal | None
    change: Decimal | None
    is_own: bool
    address: str


@dataclass(frozen=True, slots=True)
class ItemApart:
    """An item that the agency lost, and which of the twins that were marked (`of`) have it. Unit: points of the total.

    Shape: `who` are (name, address).
    """

    code: str
    title: str
    who: tuple[tuple[str, str], ...]
    of: int
    worth: Decimal
    address: str


@dataclass(frozen=True, slots=True)
class TwinsPage:
    """Everything of the page. Shape: `differences` are the strips where it stands lowest to its twins, lowest first.

    `lines` are the thresholds and their places in percent. Unit: `height` pixels, `place` among agency and twins.
    """

    country: Country
    agency: Placed
    has_twins: bool
    sentence: str
    place: int | None
    of: int
    strips: tuple[Strip, ...]
    lines: tuple[tuple[int, float], ...]
    start: int
    height: int
    rows: tuple[TwinRow, ...]
    differences: tuple[Strip, ...]
    items: tuple[ItemApart, ...]


def twins_page(country: Country, code: str) -> TwinsPage:
    """An agency among its twins, in six questions at most. Raises: Http404."""
    run = country.run
    found = next(placed(RunAgency.objects.filter(run=run, code=code)), None)
    if found is None:
        raise Http404
    before = run_before(country)
    earlier = dict(_totals(before)) if before else {}
    twins = twins_of(code, _peers(run, found.kind, earlier))
    codes = twins.codes if twins else ()
    by_code = {each.code: each for each in placed(RunAgency.objects.filter(run=run, code__in=codes))}
    others = [by_code[each] for each in codes]
    framework = framework_of(country)
    start, strips = _strips(framework, found, others)
    ranked = sorted([found, *others], key=lambda each: (-(each.total or -1), each.code))
    return TwinsPage(
        country=country,
        agency=found,
        has_twins=bool(others),
        sentence=_sentence(found, twins) if twins else "",
        place=1 + sum((each.total or -1) > found.total for each in others) if found.total is not None else None,
        of=sum(each.total is not None for each in (found, *others)),
        strips=strips,
        lines=tuple((line, _x(line * 100, start)) for line in (85, 95)),
        start=start // 100,
        height=TOP + ROW_HEIGHT * len(strips) + 6,
        rows=tuple(_row(country, each, earlier.get(each.code), found) for each in ranked),
        differences=tuple(sorted((each for each in strips[1:] if each.gap and each.gap < 0), key=_gap)[:3]),
        items=tuple(_items(country, framework, found, others)),
    )


def _totals(run: NationalRun) -> Iterator[tuple[str, int]]:
    rows = RunAgency.objects.filter(run=run, total__isnull=False).order_by()
    for code, total in rows.values_list("code", Cast("total", FloatField())):
        yield code, round(total * 100)


def _peers(run: NationalRun, kind: str, earlier: Mapping[str, int]) -> list[Peer]:
    rows: QuerySet[RunAgency] = RunAgency.objects.filter(run=run, kind=kind).order_by()
    told = rows.values_list("code", "size", "region", Cast("total", FloatField()))
    return [
        Peer(code, kind, size, region, earlier.get(code), None if total is None else round(total * 100))
        for code, size, region, total in told
    ]


def _sentence(agency: Placed, twins: Twins) -> str:
    """Who the twins are, in words."""
    words = {"count": len(twins.codes), "kind": agency.kind, "size": agency.size, "region": agency.region}
    if twins.sharing is Sharing.REGION:
        who = _("%(kind)s ขนาด %(size)s ใน%(region)s") % words
    elif twins.sharing is Sharing.SIZE:
        who = _("%(kind)s ขนาด %(size)s จากทุกภาค เพราะในภาคเดียวกันมีไม่พอ หรือไม่ทราบภาค") % words
    else:
        who = _("%(kind)sทุกขนาดและทุกภาค เพราะขนาดเดียวกันมีไม่พอ หรือไม่ทราบขนาด") % words
    if twins.by_last_year:
        return _("คู่เทียบ %(count)s แห่ง คือ %(who)s ที่คะแนนรวมปีก่อนใกล้กันที่สุด") % {**words, "who": who}
    return _("คู่เทียบ %(count)s แห่ง คือ %(who)s ที่คะแนนรวมปีนี้ใกล้กันที่สุด เพราะปีก่อนไม่มีคะแนน") % {**words, "who": who}


def _strips(framework: Framework, own: Placed, others: Sequence[Placed]) -> tuple[int, tuple[Strip, ...]]:
    """The total, then every indicator; and where the charts begin."""
    subjects = [(_("คะแนนรวม"), _total(own), [_total(each) for each in others])]
    for each in framework.indicators:
        number = str(each.number)
        values = [other.indicators.get(number) for other in others]
        label = f"{number} {said(each.name_th, each.name_en)}"
        subjects.append((label, own.indicators.get(number), values))
    known = [value for _label, first, rest in subjects for value in (first, *rest) if value is not None]
    start = min(LOWEST_START, min(known, default=LOWEST_START) // 1000 * 1000)
    return start, tuple(
        _strip(label, first, sorted(value for value in rest if value is not None), start, TOP + ROW_HEIGHT * place)
        for place, (label, first, rest) in enumerate(subjects)
    )


def _strip(label: str, own: int | None, others: list[int], start: int, top: int) -> Strip:
    middle = _middle(others)
    return Strip(
        label=label,
        own=points(own),
        middle=points(middle),
        gap=None if own is None or middle is None else points(own - middle),
        better=0 if own is None else sum(each > own for each in others),
        of=len(others),
        own_x=None if own is None else _x(own, start),
        middle_x=None if middle is None else _x(middle, start),
        dots=tuple(_x(each, start) for each in others),
        text_y=top + 16,
        y=top + 22,
    )


def _middle(ordered: list[int]) -> int | None:
    """The median, of two middle ones the mean rounded half up. Unit: as given."""
    if not ordered:
        return None
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2] + 1) // 2


def _x(value: int, start: int) -> float:
    """Where a value stands on the chart; a margin keeps the marks whole. Unit: percent."""
    return round(1 + 98 * (value - start) / (FULL - start), 2)


def _gap(strip: Strip) -> Decimal:
    return strip.gap or Decimal(0)


def _total(agency: Placed) -> int | None:
    return None if agency.total is None else int(agency.total * 100)


def _row(country: Country, agency: Placed, before: int | None, own: Placed) -> TwinRow:
    earlier = points(before)
    change = None if agency.total is None or earlier is None else agency.total - earlier
    return TwinRow(agency, earlier, change, agency.code == own.code, country.address("agency", agency.code))


def _items(country: Country, framework: Framework, own: Placed, others: Sequence[Placed]) -> Iterator[ItemApart]:
    """The items that it lost, those that most twins have first."""
    marked = [each for each in others if each.tools.get("OIT") is not None]
    lost = [item for code in own.lost_items if (item := framework.item(code))]
    has = {item.code: [each for each in marked if item.code not in each.lost_items] for item in lost}
    for item in sorted(lost, key=lambda each: (-len(has[each.code]), framework.items.index(each))):
        yield ItemApart(
            code=item.code,
            title=item.title_th,
            who=tuple((each.name, country.address("agency", each.code)) for each in has[item.code]),
            of=len(marked),
            worth=round_points(points_of(framework, item.code)),
            address=country.address("item", item.code),
        )
