"""What an agency has already that an item could show: last year's, accepted evidence, issued papers, written pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import Exhibit, Page, Showing
from prongsai.apps.disclosure.queries.items import ItemStanding
from prongsai.apps.disclosure.queries.standing import (
    FROM_WHERE,
    ExhibitStanding,
    edition_in_force,
    editions_at,
    latest_visits,
    standing_of,
)
from prongsai.apps.disclosure.queries.suited import FIGURES, PAGES, PAPERS
from prongsai.apps.documents.models import Document
from prongsai.apps.improvement.models import Evidence, Proof
from prongsai.base.access import Viewer
from prongsai.base.figures import figures_of
from prongsai.core.crosswalk import Passage, crosswalk
from prongsai.core.disclosure import ElementState, state_of
from prongsai.core.framework import has_framework
from prongsai.paper.writing.content import Figure

Record = Exhibit | Evidence | Document | Page | Figure


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that an item could show with one press. `elements` are those it showed last year (() = nobody said);
    `doubt` says why it may not fit any more.

    Shape: `key` is ``exhibit-3``, ``evidence-5``, ``document-4``, ``page-2`` or ``figure-activities``.
    """

    record: Record
    title: str
    word: Promise | str
    reason: Promise | str
    day: date | None = None
    elements: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def key(self) -> str:
        """How a form names it."""
        return key_of(self.record)


@dataclass(frozen=True, slots=True)
class Before:
    """What an item was the year before: its passages, and what was shown for it then and could be again."""

    year: int
    passages: tuple[Passage, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything that could be shown for an item: from the year before, and from what is here."""

    before: Before | None
    here: tuple[Offer, ...]

    @property
    def all(self) -> tuple[Offer, ...]:
        """Every offer."""
        return (*(self.before.offers if self.before else ()), *self.here)


def offers_for(viewer: Viewer, item: ItemStanding, today: date) -> Offers:
    """What the viewer's agency has that suits an item and is not shown for it yet."""
    shown = {each.exhibit.pk for each in item.exhibits}
    before = _before(viewer, item, shown, today)
    again = [each.record for each in before.offers] if before else []
    used = [each.exhibit for each in item.exhibits] + [each for each in again if isinstance(each, Exhibit)]
    here = (
        *_evidence(viewer, item, used),
        *_papers(viewer, item, used),
        *_pages(viewer, item, used),
        *_figures(viewer, item, used),
    )
    return Offers(before, here)


def key_of(record: Record) -> str:
    """How a form names something that can be shown."""
    return f"figure-{record.code}" if isinstance(record, Figure) else f"{record._meta.model_name}-{record.pk}"


def offered(offers: Offers, keys: Collection[str]) -> list[Offer]:
    """The offers of these keys. Raises: Http404 for a key that is not offered."""
    chosen = [each for each in offers.all if each.key in keys]
    if len(chosen) != len(set(keys)):
        raise Http404
    return chosen


def _before(viewer: Viewer, item: ItemStanding, shown: set[int], today: date) -> Before | None:
    """What the item was the year before, by the crosswalk; None where that year has no framework, or it is new."""
    year = item.year - 1
    back = crosswalk(year, item.year).back(item.code) if has_framework(year) else None
    if back is None or not back.targets:
        return None
    passages = crosswalk(year, item.year)
    sources = tuple(found for target in back.targets if (found := passages.of(target.code)))
    return Before(year, sources, tuple(_shown_before(viewer, item, year, sources, shown, today)))


def _shown_before(
    viewer: Viewer, item: ItemStanding, year: int, sources: Iterable[Passage], shown: set[int], today: date
) -> Iterator[Offer]:
    codes = [each.item.code for each in sources]
    showings = Showing.objects.filter(
        exhibit__agency=viewer.agency, exhibit__removed_at=None, fiscal_year=year, item__in=codes
    ).exclude(exhibit__in=shown)
    at_hand = showings.select_related("exhibit", *(f"exhibit__{each}" for each in FROM_WHERE))
    rows = list(at_hand.prefetch_related(editions_at("exhibit__document__editions")))
    visits = latest_visits({each.exhibit_id for each in rows})
    counted = {each.asked.id for each in item.elements}
    for exhibit in {each.exhibit_id: each.exhibit for each in rows}.values():
        standing = standing_of(exhibit, item.year, visits.get(exhibit.pk))
        elements = [each.element for each in rows if each.exhibit_id == exhibit.pk and each.element in counted]
        yield Offer(
            exhibit,
            exhibit.title,
            exhibit.get_kind_display(),
            _("แสดงไว้ในปี %(year)s") % {"year": year},
            standing.dated_on,
            tuple(dict.fromkeys(elements)),
            _doubt(item, standing, today),
        )


def _doubt(item: ItemStanding, standing: ExhibitStanding, today: date) -> str:
    """Why something shown last year does not fit this year; "" where it does."""
    if standing.trouble:
        return standing.trouble
    is_stale = state_of(standing.shown, item.span, today) is ElementState.STALE
    return _("เป็นของช่วงเวลาอื่น ข้อนี้ต้องแสดงของ%(period)s") % {"period": item.period} if is_stale else ""


def _evidence(viewer: Viewer, item: ItemStanding, used: Collection[Exhibit]) -> Iterator[Offer]:
    proofs = Proof.objects.filter(
        state=Proof.State.ACCEPTED,
        item=item.code,
        item_year=item.year,
        evidence__agency=viewer.agency,
        evidence__removed_at=None,
    ).exclude(evidence__kind=Evidence.Kind.WORDS)
    known = {each.evidence_id for each in used}
    known_files, known_links = {each.file_id for each in used if each.file_id}, {each.url for each in used if each.url}
    for proof in proofs.select_related("evidence"):
        piece = proof.evidence
        if (
            piece.pk not in known
            and piece.file_id not in known_files
            and (not piece.url or piece.url not in known_links)
        ):
            yield Offer(piece, piece.title, piece.get_kind_display(), _("หลักฐานที่รับแล้วสำหรับข้อนี้"), piece.dated_on)


def _papers(viewer: Viewer, item: ItemStanding, used: Collection[Exhibit]) -> Iterator[Offer]:
    suited = {layout: each for layout, each in PAPERS.items() if item.item.key in each.keys}
    papers = Document.objects.filter(agency=viewer.agency, fiscal_year=item.year, layout__in=suited)
    others = papers.exclude(pk__in=[each.document_id for each in used if each.document_id])
    for paper in others.prefetch_related(editions_at("editions")):
        if edition := edition_in_force(paper):
            yield Offer(paper, paper.title, Exhibit.Kind.PAPER.label, suited[paper.layout].reason, edition.issued_on)


def _pages(viewer: Viewer, item: ItemStanding, used: Collection[Exhibit]) -> Iterator[Offer]:
    suited = {kind: each for kind, each in PAGES.items() if item.item.key in each.keys}
    pages = Page.objects.filter(agency=viewer.agency, removed_at=None, kind__in=suited)
    for page in pages.exclude(pk__in=[each.page_id for each in used if each.page_id]):
        yield Offer(page, page.title_th, Exhibit.Kind.PAGE.label, suited[page.kind].reason, page.dated_on)


def _figures(viewer: Viewer, item: ItemStanding, used: Collection[Exhibit]) -> Iterator[Offer]:
    suited = {code: each for code, each in FIGURES.items() if item.item.key in each.keys}
    shown = {each.figure for each in used}
    for figure in figures_of(viewer, item.year) if suited else ():
        if figure.code in suited and figure.code not in shown:
            title = f"{figure.label} {figure.value} {figure.unit}".strip()
            yield Offer(figure, title, Exhibit.Kind.FIGURE.label, suited[figure.code].reason)
