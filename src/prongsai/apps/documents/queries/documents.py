"""The documents of a year for this viewer: the list, one of them, and what a new one can be about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.documents.models import Document, Edition
from prongsai.apps.documents.queries.subjects import Subject, subjects_in
from prongsai.base.access import Viewer
from prongsai.base.said import said
from prongsai.paper.writing import Layout, layouts

WITHDRAWN = "withdrawn"
STANDINGS: dict[str, tuple[str, Promise]] = {
    Document.State.DRAFT: ("not_started", _("ร่าง")),
    Document.State.SUBMITTED: ("in_progress", _("รอผู้บริหาร")),
    Document.State.APPROVED: ("in_progress", _("ลงนามแล้ว รอออกเลข")),
    Document.State.ISSUED: ("done", _("ออกแล้ว")),
    WITHDRAWN: ("deferred", _("ถอนแล้ว")),
}
"""Where a document stands: its mark and its word, in the order of the list's doors."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list. `edition` is its newest issued one, `standing` a key of `STANDINGS`."""

    document: Document
    layout: str
    subject: str
    edition: Edition | None
    standing: str

    @property
    def mark(self) -> str:
        """Where it stands, as the marks of the house know it."""
        return STANDINGS[self.standing][0]

    @property
    def word(self) -> Promise:
        """Where it stands, in a word."""
        return STANDINGS[self.standing][1]


@dataclass(frozen=True, slots=True)
class Part:
    """How many documents stand somewhere. Unit: documents."""

    standing: str
    count: int

    @property
    def mark(self) -> str:
        """Where they stand, as the marks of the house know it."""
        return STANDINGS[self.standing][0]

    @property
    def word(self) -> Promise:
        """Where they stand, in a word."""
        return STANDINGS[self.standing][1]


@dataclass(frozen=True, slots=True)
class Choice:
    """A layout to choose, in the reader's language."""

    name: str
    word: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A subject and the papers that can be made of it."""

    subject: Subject
    layouts: tuple[Layout, ...]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The layouts as a page offers them; what one is for is told in Thai only."""
        return tuple(Choice(each.name, said(each.th, each.en), said(each.purpose, "")) for each in self.layouts)


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """The list of a year. `unwritten` are the subjects without any paper."""

    rows: tuple[DocumentRow, ...]
    parts: tuple[Part, ...]
    unwritten: tuple[Offer, ...]
    count: int


def documents_page(viewer: Viewer, year: int, standing: str = "") -> DocumentsPage:
    """The documents of a year, all or those that stand somewhere, and what has no paper yet."""
    subjects = subjects_in(viewer, year)
    bare = Edition.objects.defer("content", "style")  # what was frozen is large, and a list shows nothing of it
    found = Document.objects.filter(agency=viewer.agency, fiscal_year=year)
    rows = [_row(each, subjects) for each in found.prefetch_related(Prefetch("editions", queryset=bare))]
    counted = Counter(each.standing for each in rows)
    written = {each.document.subject for each in rows}
    return DocumentsPage(
        rows=tuple(each for each in rows if standing in ("", each.standing)),
        parts=tuple(Part(each, counted[each]) for each in STANDINGS if counted[each]),
        unwritten=tuple(offer_of(each) for each in subjects if each.key not in written),
        count=len(rows),
    )


def document_of(viewer: Viewer, year: int, document_id: int) -> Document:
    """One document of the viewer's agency and year. Raises: Http404."""
    found = Document.objects.select_related("agency", "signatory", "opened_by")
    document = found.filter(agency=viewer.agency, fiscal_year=year, pk=document_id).first()
    if document is None:
        raise Http404
    return document


def offers_in(viewer: Viewer, year: int) -> tuple[Offer, ...]:
    """What a new paper can be about, each with the layouts that suit it."""
    return tuple(offer_of(each) for each in subjects_in(viewer, year))


def offer_of(subject: Subject) -> Offer:
    """A subject with the layouts that suit it; a layout that is not there is not offered."""
    known = {each.name: each for each in layouts()}
    return Offer(subject, tuple(known[each] for each in subject.layouts if each in known))


def layout_word(name: str) -> str:
    """What a layout is called, in the reader's language; its bare name where it is gone."""
    found = next((each for each in layouts() if each.name == name), None)
    return said(found.th, found.en) if found else name


def _row(document: Document, subjects: Iterable[Subject]) -> DocumentRow:
    issued = [each for each in document.editions.all() if each.issued_at]
    newest = issued[0] if issued else None
    is_withdrawn = document.state == Document.State.ISSUED and newest is not None and newest.withdrawn_at is not None
    return DocumentRow(
        document=document,
        layout=layout_word(document.layout),
        subject=next((each.label for each in subjects if each.key == document.subject), ""),
        edition=newest,
        standing=WITHDRAWN if is_withdrawn else str(document.state),
    )
