"""The items of a fiscal year of one agency: who sees to each, what it shows, what is missing, what that costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import Exhibit, ItemDuty, Showing
from prongsai.apps.disclosure.queries.elements import AskedElements, ElementAsked, asked_of, changes_of, marked
from prongsai.apps.disclosure.queries.hints import Spoken, place_words, spoken_of
from prongsai.apps.disclosure.queries.standing import (
    FROM_WHERE,
    ExhibitStanding,
    editions_at,
    latest_visits,
    standing_of,
)
from prongsai.base.access import Viewer
from prongsai.base.models import Agency, Unit
from prongsai.base.said import said
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.disclosure import WHOLE, ElementState, Span, item_state, period_words, span_of, state_of
from prongsai.core.framework import Confidence, Framework, Item, SubIndicator, has_framework, load
from prongsai.core.scoring import points_of, round_points

MARKS = {
    ElementState.MISSING: "error",
    ElementState.UNREACHABLE: "failed",
    ElementState.STALE: "late",
    ElementState.NOT_DUE: "not_started",
    ElementState.THERE: "done",
}
"""Each state as the marks of the house know it."""


def word_of(state: ElementState) -> str:
    """A state of an element, in the reader's language."""
    return said(*state.words)


def item_word_of(state: ElementState) -> str:
    """A state of a whole item, in the reader's language: an item of which everything is there is complete."""
    return _("ครบ") if state is ElementState.THERE else word_of(state)


@dataclass(frozen=True, slots=True)
class ExhibitUse:
    """One use of an exhibit for an element (or for the item as a whole), and how the exhibit stands.

    Shape: `near` are the elements it may show where it is shown for none of them by name.
    """

    showing: Showing
    standing: ExhibitStanding
    near: tuple[ElementAsked, ...] = ()

    @property
    def exhibit(self) -> Exhibit:
        """What is shown."""
        return self.standing.exhibit

    @property
    def found_at(self) -> str:
        """Where the text behind the link speaks of the element, in words; "" where no such words were found."""
        found = self.standing.visit.found if self.standing.visit else {}
        return place_words(found[self.showing.element]) if self.showing.element in found else ""

    @property
    def is_silent(self) -> bool:
        """Whether the text behind the link was read and says none of the words that the element usually has."""
        visit = self.standing.visit
        return visit is not None and self.showing.element in visit.sought and not self.found_at

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """Of which elements the text behind the link speaks that it may show."""
        visit = self.standing.visit
        return spoken_of(visit, ((each.id, each.text) for each in self.near)) if visit else ()


@dataclass(frozen=True, slots=True)
class ElementStanding:
    """An element of an item, what shows it, and how that stands."""

    asked: ElementAsked
    state: ElementState
    uses: tuple[ExhibitUse, ...] = ()

    @property
    def mark(self) -> str:
        """The state as the marks of the house know it."""
        return MARKS[self.state]

    @property
    def word(self) -> str:
        """The state in a word."""
        return word_of(self.state)

    @property
    def is_complete(self) -> bool:
        """Whether it is shown, of the right time, and can be reached."""
        return self.state is ElementState.THERE


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """An item of a year as it stands today. `whole` are exhibits shown for the item without saying for which element;
    they complete nothing where elements are known. `duty` is None until somebody said who sees to it.

    Unit: `worth` in points of the total, exact.
    """

    year: int
    item: Item
    sub_indicator: SubIndicator
    duty: ItemDuty | None
    elements: tuple[ElementStanding, ...]
    aside: tuple[ElementAsked, ...]
    whole: tuple[ExhibitUse, ...]
    state: ElementState
    span: Span | None
    worth: Fraction

    @property
    def code(self) -> str:
        """The item's code in its year (``o12``)."""
        return self.item.code

    @property
    def marked_title(self) -> str:
        """Its title for where no mark can stand, saying so where it is unverified."""
        return marked(self.item.title_th, self.is_unverified)

    @property
    def mark(self) -> str:
        """The state as the marks of the house know it."""
        return MARKS[self.state]

    @property
    def word(self) -> str:
        """The state in a word."""
        return item_word_of(self.state)

    @property
    def is_complete(self) -> bool:
        """Whether every element is there."""
        return self.state is ElementState.THERE

    @property
    def is_unverified(self) -> bool:
        """Whether no second official source bears its number and title out."""
        return self.item.confidence is not Confidence.CONFIRMED

    @property
    def is_span_unverified(self) -> bool:
        """Whether no second official source bears out which time it must cover."""
        return self.span is not None and self.span.confidence is not Confidence.CONFIRMED

    @property
    def points(self) -> Decimal:
        """What it is worth as printed. Unit: points of the total."""
        return round_points(self.worth)

    @property
    def unit(self) -> Unit | None:
        """The unit that sees to it."""
        return self.duty.unit if self.duty else None

    @property
    def explanation(self) -> str:
        """What the sheet says beside it."""
        return self.duty.explanation if self.duty else ""

    @property
    def version(self) -> int:
        """Which saving of its duty this is; 0 = nothing was said yet."""
        return self.duty.version if self.duty else 0

    @property
    def missing(self) -> tuple[ElementStanding, ...]:
        """The elements that are not there."""
        return tuple(each for each in self.elements if not each.is_complete)

    @property
    def done_count(self) -> int:
        """How many elements are there. Unit: elements."""
        return len(self.elements) - len(self.missing)

    @property
    def exhibits(self) -> tuple[ExhibitStanding, ...]:
        """Everything that is shown for it, each once, in the order it was shown."""
        uses = [use for element in self.elements for use in element.uses] + list(self.whole)
        ordered = sorted(uses, key=lambda use: use.showing.pk)
        return tuple({use.exhibit.pk: use.standing for use in ordered}.values())

    @property
    def period(self) -> str:
        """Which time it must cover, in words."""
        return said(*period_words(self.span.kind if self.span else None))

    @property
    def span_words(self) -> str:
        """The first and the last day of that time; "" where it names none."""
        return (
            f"{thai_day(self.span.starts_on)} - {thai_day(self.span.ends_on - timedelta(days=1))}" if self.span else ""
        )

    @property
    def missing_words(self) -> str:
        """What is missing, in words; "" when nothing is."""
        return "; ".join(f"{each.asked.marked_text} ({each.word})" for each in self.missing)


def items_of(agency: Agency, year: int, today: date, *, only: str = "") -> tuple[ItemStanding, ...]:
    """The items of a fiscal year as an agency stands today, or `only` the one of this code.

    Shape: in the order of the sheet; empty for a year without a framework. The same number of questions however much is
    shown.
    """
    if not has_framework(year):
        return ()
    framework = load(year)
    uses = _uses(agency, year, only)
    duties = {
        each.item: each for each in ItemDuty.objects.filter(agency=agency, fiscal_year=year).select_related("unit")
    }
    changes = changes_of(agency, year)
    return tuple(
        _standing(
            framework,
            item,
            asked_of(framework, item, changes.get(item.code, ())),
            uses.get(item.code, []),
            duties,
            today,
        )
        for item in framework.items
        if only in ("", item.code)
    )


def item_of(viewer: Viewer, year: int, code: str, today: date) -> ItemStanding:
    """One item of a year as the viewer's agency stands today. Raises: Http404 when the year has no such item."""
    item = load(year).item(code) if has_framework(year) else None
    if item is None:
        raise Http404
    return items_of(viewer.agency, year, today, only=item.code)[0]


def owners_of(agency: Agency, year: int) -> QuerySet[ItemDuty]:
    """What an agency said of those items of a year that a unit sees to."""
    return ItemDuty.objects.filter(agency=agency, fiscal_year=year, unit__isnull=False)


def is_theirs(viewer: Viewer, duty: ItemDuty | None) -> bool:
    """Whether the viewer may show things for the item of this duty: all items, or those of their own units."""
    return viewer.may("item.manage") or (
        viewer.may("exhibit.add") and duty is not None and duty.unit_id in {each.pk for each in viewer.units}
    )


def _uses(agency: Agency, year: int, only: str) -> dict[str, list[ExhibitUse]]:
    """What is shown for each item of a year."""
    showings = Showing.objects.filter(exhibit__agency=agency, exhibit__removed_at=None, fiscal_year=year)
    if only:
        showings = showings.filter(item=only)
    at_hand = showings.select_related("exhibit", *(f"exhibit__{each}" for each in FROM_WHERE))
    rows = list(at_hand.prefetch_related(editions_at("exhibit__document__editions")))
    visits = latest_visits({each.exhibit_id for each in rows})
    standings = {each.exhibit_id: standing_of(each.exhibit, year, visits.get(each.exhibit_id)) for each in rows}
    uses: dict[str, list[ExhibitUse]] = {}
    for each in rows:
        uses.setdefault(each.item, []).append(ExhibitUse(each, standings[each.exhibit_id]))
    return uses


def _standing(
    framework: Framework,
    item: Item,
    asked: AskedElements,
    uses: Iterable[ExhibitUse],
    duties: dict[str, ItemDuty],
    today: date,
) -> ItemStanding:
    sub = framework.sub_indicator(item.sub_indicator)
    if sub is None:
        raise ValueError(f"{item.code} belongs to no sub-indicator of {framework.fiscal_year}")
    span = span_of(framework, item)
    by_element: dict[str, list[ExhibitUse]] = {}
    for use in uses:
        by_element.setdefault(_element_shown(use.showing, asked), []).append(use)
    elements = tuple(_element(each, tuple(by_element.get(each.id, ())), span, today) for each in asked.counted)
    return ItemStanding(
        year=framework.fiscal_year,
        item=item,
        sub_indicator=sub,
        duty=duties.get(item.code),
        elements=elements,
        aside=asked.aside,
        whole=tuple(replace(each, near=asked.counted) for each in by_element.get("", ())),
        state=item_state(each.state for each in elements),
        span=span,
        worth=points_of(framework, item.code),
    )


def _element_shown(showing: Showing, asked: AskedElements) -> str:
    """The element that a use is for, as it counts now: of an item without known elements it is the item itself; of an
    element that does not count any more, the item as a whole."""
    if asked.ids == {WHOLE}:
        return WHOLE
    return showing.element if showing.element in asked.ids else ""


def _element(asked: ElementAsked, uses: tuple[ExhibitUse, ...], span: Span | None, today: date) -> ElementStanding:
    shown = [each for use in uses for each in use.standing.shown]
    return ElementStanding(asked, state_of(shown, span, today), uses)
