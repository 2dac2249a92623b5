"""Where something can be shown: the items and elements that a viewer may choose, and the same in other years."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import ElementChange
from prongsai.apps.disclosure.queries.elements import asked_of, changes_of
from prongsai.apps.disclosure.queries.items import ItemStanding, is_theirs, items_of
from prongsai.base.access import Viewer
from prongsai.core.crosswalk import crosswalk
from prongsai.core.disclosure import WHOLE
from prongsai.core.framework import has_framework, load

EVERY = "*"
"""Every element of an item."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is shown: an element of an item of a fiscal year; `element` "" = the item as a whole."""

    fiscal_year: int
    item: str
    element: str = ""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place as a form offers it.

    Shape: `value` is ``o12:1a2b3c4d``, ``o12:*`` for every element, ``o12`` for the item as a whole.
    """

    value: str
    text: str
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The places of one item."""

    item: ItemStanding
    choices: tuple[PlaceChoice, ...]

    @property
    def title(self) -> str:
        """The item's code and title."""
        return f"{self.item.code} {self.item.item.title_th}"


def groups_for(viewer: Viewer, year: int, today: date) -> tuple[PlaceGroup, ...]:
    """The items of a year for which the viewer may show things, with their places, in the order of the sheet."""
    items = items_of(viewer.agency, year, today)
    return tuple(group_of(each) for each in items if is_theirs(viewer, each.duty))


def group_of(item: ItemStanding) -> PlaceGroup:
    """The places of one item: every element at once where there are several, each by itself, the item as a whole."""
    elements = [each.asked for each in item.elements]
    if [each.id for each in elements] == [WHOLE]:
        return PlaceGroup(item, (PlaceChoice(item.code, elements[0].text, elements[0].is_unverified),))
    every = PlaceChoice(f"{item.code}:{EVERY}", _("ทุกองค์ประกอบของข้อนี้"))
    each_one = (PlaceChoice(f"{item.code}:{each.id}", each.text, each.is_unverified) for each in elements)
    return PlaceGroup(item, (every, *each_one, PlaceChoice(item.code, _("ทั้งข้อ โดยยังไม่บอกว่าแสดงองค์ประกอบใด"))))


def places_of(viewer: Viewer, year: int, values: Iterable[str], more_years: Collection[int] = ()) -> list[Place]:
    """The places that a form's values name, and in `more_years` what these items and elements are there.

    An element that another year does not ask for is shown there for the item as a whole.
    """
    chosen = [value.partition(":")[::2] for value in values]
    found = _in_year(viewer, year, chosen)
    for other in more_years:
        if has_framework(other) and has_framework(year):
            passages = crosswalk(year, other)
            there = [
                (target.code, element)
                for code, element in chosen
                if (passage := passages.of(code))
                for target in passage.targets
            ]
            found += _in_year(viewer, other, there)
    return list(dict.fromkeys(found))


def _in_year(viewer: Viewer, year: int, chosen: Collection[tuple[str, str]]) -> list[Place]:
    changes = changes_of(viewer.agency, year) if has_framework(year) else {}
    return [place for code, element in chosen for place in _expanded(year, code, element, changes.get(code, []))]


def _expanded(year: int, code: str, element: str, changes: list[ElementChange]) -> Iterator[Place]:
    framework = load(year) if has_framework(year) else None
    item = framework.item(code) if framework else None
    if framework is None or item is None:
        return
    ids = [each.id for each in asked_of(framework, item, changes).counted]
    if element == EVERY:
        yield from (Place(year, item.code, each) for each in ids)
    else:
        yield Place(year, item.code, element if element in ids else "")
