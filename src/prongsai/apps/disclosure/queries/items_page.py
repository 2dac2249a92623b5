"""The desk's list of items: narrowed and sorted as somebody wishes, in groups, with the picture of how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.papers import Table
from prongsai.apps.disclosure.queries.items import MARKS, ItemStanding, item_word_of, items_of, owners_of
from prongsai.base.access import Viewer
from prongsai.base.models import Unit
from prongsai.core.disclosure import ElementState
from prongsai.core.framework import Confidence, SubIndicator, has_framework
from prongsai.core.scoring import round_points

NOBODY = "none"
"""The wish for items that no unit sees to."""
IN_PICTURE = (
    ElementState.THERE,
    ElementState.STALE,
    ElementState.UNREACHABLE,
    ElementState.MISSING,
    ElementState.NOT_DUE,
)
"""The states in the order of the bars: what is done first, what cannot be done yet last."""


@dataclass(frozen=True, slots=True)
class ItemsWish:
    """What somebody wants to see of the items. Shape: `unit` is a unit's key, ``none`` for nobody's, "" for all;
    `order` is ``points`` or "" for that of the sheet."""

    state: str = ""
    unit: str = ""
    sub: str = ""
    order: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """It as the words of an address."""
        named = {"state": self.state, "unit": self.unit, "sub": self.sub, "order": self.order}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items under one heading: a sub-indicator, or those of the viewer's own unit."""

    title: str
    items: tuple[ItemStanding, ...]
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class StatePart:
    """How many items of a bar are in a state. Unit: items; `start` and `width` in percent of the bar."""

    state: ElementState
    count: int
    start: float
    width: float

    @property
    def word(self) -> str:
        """The state in a word."""
        return item_word_of(self.state)

    @property
    def mark(self) -> str:
        """The state as the marks of the house know it."""
        return MARKS[self.state]


@dataclass(frozen=True, slots=True)
class StateBar:
    """A sub-indicator (or, without `sub`, all of them) as a bar. Unit: `lost` in points of the total, two decimals;
    `top` in pixels."""

    sub: SubIndicator | None
    parts: tuple[StatePart, ...]
    count: int
    lost: Decimal
    top: int

    @property
    def text_y(self) -> int:
        """Baseline of the words over the bar. Unit: pixels."""
        return self.top + 18

    @property
    def bar_y(self) -> int:
        """Upper edge of the bar. Unit: pixels."""
        return self.top + 26

    @property
    def done_count(self) -> int:
        """How many are complete. Unit: items."""
        return next(each.count for each in self.parts if each.state is ElementState.THERE)


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """The list of a year. Shape: `bars` in the order of the sheet; `total` counts every item of the year."""

    groups: tuple[ItemGroup, ...]
    bars: tuple[StateBar, ...]
    total: StateBar
    wish: ItemsWish
    units: tuple[Unit, ...]
    unowned_count: int
    has_owners_before: bool

    @property
    def shown_count(self) -> int:
        """How many items the wish leaves. Unit: items."""
        return sum(len(each.items) for each in self.groups)

    @property
    def height(self) -> int:
        """Of the picture. Unit: pixels."""
        return BAR_HEIGHT * len(self.bars)

    @property
    def headline(self) -> str:
        """What the picture shows, as a sentence."""
        said = {"done": self.total.done_count, "count": self.total.count, "lost": self.total.lost}
        return _("ครบ %(done)s จาก %(count)s ข้อ ยังเสียอยู่ %(lost)s คะแนนของคะแนนรวม") % said


BAR_HEIGHT = 52
"""Of one bar with its words. Unit: pixels."""


def items_page(viewer: Viewer, year: int, today: date, wish: ItemsWish) -> ItemsPage | None:
    """The items of a year as somebody wishes to see them; None for a year without a framework."""
    if not has_framework(year):
        return None
    items = items_of(viewer.agency, year, today)
    subs = {each.sub_indicator.code: each.sub_indicator for each in items}
    bars = (_bar([each for each in items if each.sub_indicator is sub], sub, top) for top, sub in _tops(subs.values()))
    shown = [each for each in items if _is_wished(each, wish)]
    return ItemsPage(
        groups=_groups(viewer, shown, wish),
        bars=tuple(bars),
        total=_bar(items, None, 0),
        wish=wish,
        units=tuple(viewer.agency.units.all()),
        unowned_count=sum(each.unit is None for each in items),
        has_owners_before=owners_of(viewer.agency, year - 1).exists(),
    )


def items_table(page: ItemsPage, year: int) -> Table:
    """The items as they are shown, as a table to take away."""
    rows: list[tuple[object, ...]] = [
        (
            each.sub_indicator.code,
            each.code,
            each.marked_title,
            each.word,
            each.done_count,
            len(each.elements),
            each.missing_words,
            each.period,
            each.unit.name if each.unit else "",
            each.points,
        )
        for group in page.groups
        for each in group.items
    ]
    heads = [
        *(_("ตัวชี้วัดย่อย"), _("ข้อ"), _("ชื่อข้อ"), _("สถานะ"), _("องค์ประกอบที่มีแล้ว"), _("องค์ประกอบทั้งหมด")),
        *(_("ยังขาดอะไร"), _("ช่วงเวลาที่ต้องแสดง"), _("ผู้รับผิดชอบ"), _("คะแนนที่มีผล")),
    ]
    return rows, heads, f"items-{year}"


def _tops(subs: Iterable[SubIndicator]) -> Iterable[tuple[int, SubIndicator]]:
    return ((place * BAR_HEIGHT, sub) for place, sub in enumerate(subs))


def _is_wished(item: ItemStanding, wish: ItemsWish) -> bool:
    owner = str(item.unit.pk) if item.unit else NOBODY
    return wish.state in ("", item.state) and wish.unit in ("", owner) and wish.sub in ("", item.sub_indicator.code)


def _groups(viewer: Viewer, items: Sequence[ItemStanding], wish: ItemsWish) -> tuple[ItemGroup, ...]:
    """Those of the viewer's own units first; the others by sub-indicator, or all by points."""
    own_units = {each.pk for each in viewer.units}
    own = [each for each in items if each.unit and each.unit.pk in own_units]
    others = [each for each in items if each not in own]
    if wish.order == "points":
        groups = [ItemGroup(_("เรียงตามคะแนนที่มีผล"), tuple(sorted(others, key=_most_first)))]
    else:
        groups = [_group(others, sub) for sub in dict.fromkeys(each.sub_indicator for each in others)]
    first = [ItemGroup(_("ข้อที่กองของท่านรับผิดชอบ"), tuple(sorted(own, key=_most_first)))]
    return tuple(each for each in (*first, *groups) if each.items)


def _group(items: Iterable[ItemStanding], sub: SubIndicator) -> ItemGroup:
    title = f"{sub.code} {sub.name_th}"
    those = tuple(each for each in items if each.sub_indicator is sub)
    return ItemGroup(title, those, sub.confidence is not Confidence.CONFIRMED)


def _most_first(item: ItemStanding) -> tuple[bool, Fraction]:
    """What is still lost comes first, the most points first."""
    return item.is_complete, -item.worth


def _bar(items: Sequence[ItemStanding], sub: SubIndicator | None, top: int) -> StateBar:
    counted = Counter(each.state for each in items)
    parts, start = [], 0.0
    for state in IN_PICTURE:
        width = counted[state] * 100 / len(items)
        parts.append(StatePart(state, counted[state], round(start, 3), round(width, 3)))
        start += width
    lost = sum((each.worth for each in items if not each.is_complete), Fraction(0))
    return StateBar(sub, tuple(parts), len(items), round_points(lost), top)
