"""Where papers of a subject begin, and which edition of ours a file says it was made from, for this viewer."""

from __future__ import annotations

from django.urls import reverse

from prongsai.apps.documents.models import Edition, EditionFile
from prongsai.base.access import Viewer
from prongsai.base.models import StoredFile


def edition_by_code(viewer: Viewer, code: str) -> Edition | None:
    """The issued edition of this code, its document at hand; None where the viewer's agency has no such, or they may
    not see it."""
    if not code or not viewer.may("document.read"):
        return None
    issued = Edition.objects.filter(agency=viewer.agency, code=code, issued_at__isnull=False)
    return issued.select_related("document__agency").defer("content", "style").first()


def issued_file(edition: Edition, form: str) -> EditionFile | None:
    """The file of an edition in a format, once it is written."""
    return edition.files.select_related("file").filter(format=form).first()


def edition_of_file(viewer: Viewer, file: StoredFile) -> Edition | None:
    """The issued edition that a stored file of the viewer's agency is, if they may see it."""
    if not viewer.may("document.read"):
        return None
    issued = Edition.objects.filter(agency=viewer.agency, files__file=file)
    return issued.select_related("document__agency").defer("content", "style").first()


def edition_address(edition: Edition) -> str:
    """Where an edition of the agency at hand is shown, its document at hand."""
    document = edition.document
    return reverse("documents:edition", args=[document.agency.slug, document.fiscal_year, document.pk, edition.version])


def new_paper_address(viewer: Viewer, year: int, subject: str) -> str:
    """Where a paper about a subject is begun; "" for whoever may not write papers."""
    if not viewer.may("document.write"):
        return ""
    return f"{reverse('documents:document-open', args=[viewer.agency.slug, year])}?subject={subject}"
