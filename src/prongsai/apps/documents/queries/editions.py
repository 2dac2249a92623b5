"""One edition of a document: what it says of itself, its files, and what changed since the version before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.http import Http404

from prongsai.apps.documents.models import Deed, Document, Edition, EditionFile
from prongsai.apps.documents.queries.differences import Difference, differences_between
from prongsai.apps.documents.queries.documents import layout_word
from prongsai.apps.documents.queries.printed import TITLE, Printed, printed_of
from prongsai.base.access import Viewer
from prongsai.base.models import Job
from prongsai.base.names import file_safe
from prongsai.paper.writing import FORMATS
from prongsai.paper.writing.content import Content, Imprint, from_json
from prongsai.paper.writing.layouts import UnknownLayout

PATIENCE = timedelta(minutes=10)
"""After this long a job that has not ended is taken for one nobody works at."""


@dataclass(frozen=True)
class EditionPage:
    """An edition as it was put forward, signed or issued. `before` is the version before it that was signed; `printed`
    is None where its layout is gone.

    Shape: `deeds` are those of this version, the first first.
    """

    viewer: Viewer
    edition: Edition
    content: Content
    printed: Printed | None
    before: Edition | None
    differences: tuple[Difference, ...]
    files: tuple[EditionFile, ...]
    deeds: tuple[Deed, ...]
    can_retry: bool

    @property
    def title(self) -> str:
        """The title it was frozen with."""
        return self.content.letter[TITLE]

    @property
    def imprint(self) -> Imprint:
        """What it says of itself."""
        return self.content.imprint

    @property
    def layout(self) -> str:
        """What its layout is called."""
        return layout_word(self.edition.document.layout)

    @cached_property
    def reason(self) -> str:
        """Why this version was opened, when it follows another."""
        return next((each.reason for each in self.deeds if each.deed == Deed.Kind.REVISED), "")

    @property
    def may_withdraw(self) -> bool:
        """Whether this viewer may withdraw it now."""
        is_in_force = self.edition.issued_at is not None and self.edition.withdrawn_at is None
        return is_in_force and self.viewer.may("document.issue")


def edition_of(viewer: Viewer, document: Document, version: int) -> Edition:
    """A version of a document as it was frozen. Raises: Http404."""
    found = document.editions.select_related("job", "template__file", "signed_scan", "issued_by")
    edition = found.filter(agency=viewer.agency, version=version).first()
    if edition is None:
        raise Http404
    edition.document = document
    return edition


def edition_page(viewer: Viewer, edition: Edition, at: datetime) -> EditionPage:
    """Everything the page of an edition shows."""
    document = edition.document
    printed = _printable(document, edition)
    before = document.editions.filter(version__lt=edition.version).exclude(signed="").order_by("-version").first()
    earlier = _printable(document, before) if before else None
    return EditionPage(
        viewer=viewer,
        edition=edition,
        content=from_json(edition.content),
        printed=printed,
        before=before,
        differences=differences_between(earlier, printed) if earlier and printed else (),
        files=tuple(edition.files.select_related("file")),
        deeds=tuple(document.deeds.filter(version=edition.version).select_related("by")),
        can_retry=can_be_made_again(edition, at) and viewer.may("document.issue"),
    )


def _printable(document: Document, edition: Edition) -> Printed | None:
    """An edition as it was frozen; None where its layout is gone, so that its files are still handed out."""
    try:
        return printed_of(document, edition)
    except UnknownLayout:
        return None


def edition_to_file(edition_id: int) -> Edition | None:
    """An issued edition whose files are to be written; None once all are there."""
    edition = Edition.objects.select_related("document__agency", "agency", "template__file").get(pk=edition_id)
    is_waiting = edition.issued_at is not None and edition.files.count() < len(FORMATS)
    return edition if is_waiting else None


def edition_file_of(edition: Edition, form: str) -> EditionFile:
    """An edition in one format. Raises: Http404."""
    found = edition.files.select_related("file").filter(format=form).first()
    if found is None:
        raise Http404
    return found


def can_be_made_again(edition: Edition, at: datetime) -> bool:
    """Whether writing its files came to nothing: the job broke off, or nobody works at it."""
    job = edition.job
    if job is None or edition.files.count() >= len(FORMATS):
        return False
    is_stuck = not job.is_over and (job.started_at or job.created_at) < at - PATIENCE
    return job.state in {Job.State.FAILED, Job.State.DONE} or is_stuck


def file_name(edition: Edition, form: str) -> str:
    """What the file of an edition is called where it is kept: its title, and its version from the second on."""
    version = f" ฉบับที่ {edition.version}" if edition.version > 1 else ""
    return f"{file_safe(edition.content['letter'][TITLE])}{version}.{form}"
