"""The elements of an item as one agency cares for them: the framework's, some in its own words, and its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import ElementChange
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.base.said import said
from prongsai.core.disclosure import WHOLE, ItemElement, Words, elements_of
from prongsai.core.framework import Confidence, Framework, Item


@dataclass(frozen=True, slots=True)
class ElementAsked:
    """One thing that an item must show. `change` is what the agency said of it, with its source; None = nothing.

    Shape: `words` as `core.disclosure.Words`, `sources` ids of the framework's sources.
    """

    id: str
    text_th: str
    text_en: str
    confidence: Confidence
    sources: tuple[str, ...] = ()
    words: Words = ()
    change: ElementChange | None = None

    @property
    def text(self) -> str:
        """What it is, in the reader's language; in Thai where nobody said it in English."""
        return said(self.text_th, self.text_en or self.text_th)

    @property
    def is_own(self) -> bool:
        """Whether the agency added it."""
        return self.change is not None and not self.change.element

    @property
    def is_reworded(self) -> bool:
        """Whether it is the framework's, in the agency's words."""
        return self.change is not None and bool(self.change.element) and bool(self.change.text_th)

    @property
    def is_aside(self) -> bool:
        """Whether the agency set it aside, so that it counts for nothing."""
        return self.change is not None and self.change.is_aside

    @property
    def is_unverified(self) -> bool:
        """Whether no second official source bears it out, and the agency gave none either."""
        return self.change is None and self.confidence is not Confidence.CONFIRMED

    @property
    def marked_text(self) -> str:
        """What it is for where no mark can stand, saying so where it is unverified."""
        return marked(self.text, self.is_unverified)

    @property
    def is_whole(self) -> bool:
        """Whether it only stands for an item of which no element is known."""
        return self.id == WHOLE

    @property
    def source(self) -> str:
        """On which grounds the agency changed it; "" where it did not."""
        return self.change.source if self.change else ""


@dataclass(frozen=True, slots=True)
class AskedElements:
    """The elements of one item: those that `counted` for it, and those that the agency set `aside`."""

    counted: tuple[ElementAsked, ...]
    aside: tuple[ElementAsked, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """What can be shown: the ids of those that count."""
        return frozenset(each.id for each in self.counted)


def marked(text: str, is_unverified: bool) -> str:
    """A text that says of itself that it is unverified: tables to take away carry no marks."""
    return f"{text} ({_('ยังไม่ยืนยัน')})" if is_unverified else text


def changes_of(agency: Agency, year: int) -> dict[str, list[ElementChange]]:
    """What an agency changed about the elements of a year, in one question. Shape: item's code to its changes."""
    changes: dict[str, list[ElementChange]] = {}
    for each in ElementChange.objects.filter(agency=agency, fiscal_year=year):
        changes.setdefault(each.item, []).append(each)
    return changes


def asked_of(framework: Framework, item: Item, changes: Iterable[ElementChange] = ()) -> AskedElements:
    """The elements of an item with an agency's changes applied: the framework's in order, then the agency's own.

    An item of which nothing counts has one element, the item itself: setting everything aside completes nothing.
    """
    given = list(changes)
    by_element = {each.element: each for each in given if each.element}
    known = [_asked(each, by_element.get(each.id)) for each in elements_of(framework, item)]
    own = [_own(each) for each in given if not each.element]
    whole = next((each for each in known if each.is_whole), _WHOLE_ITEM)
    counted = [each for each in known if not each.is_aside and not each.is_whole] + own
    aside = [each for each in known if each.is_aside]
    return AskedElements(tuple(counted or [whole]), tuple(aside))


def change_of(viewer: Viewer, year: int, change_id: int) -> ElementChange:
    """One change the viewer's agency made to the elements of a year. Raises: Http404."""
    change = ElementChange.objects.filter(agency=viewer.agency, fiscal_year=year, pk=change_id).first()
    if change is None:
        raise Http404
    return change


def _asked(element: ItemElement, change: ElementChange | None) -> ElementAsked:
    is_reworded = change is not None and change.text_th
    return ElementAsked(
        id=element.id,
        text_th=change.text_th if change and is_reworded else element.text_th,
        text_en=change.text_en if change and is_reworded else element.text_en,
        confidence=element.confidence,
        sources=element.sources,
        words=element.words,
        change=change,
    )


def _own(change: ElementChange) -> ElementAsked:
    return ElementAsked(f"own-{change.pk}", change.text_th, change.text_en, Confidence.UNKNOWN, change=change)


_WHOLE_ITEM = ElementAsked(WHOLE, "ข้อมูลตามชื่อข้อนี้ทั้งข้อ", "the item as a whole", Confidence.UNKNOWN)
"""What is asked where the agency set every element aside: nothing is completed by that."""
