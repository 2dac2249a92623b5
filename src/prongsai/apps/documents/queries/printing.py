"""What is printed: a paper as bytes in a format, whatever asks for it; its pages as pictures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.http import Http404
from django.utils import timezone

from prongsai.apps.documents.models import Document, EditionFile, Preview
from prongsai.apps.documents.queries.printed import Printed, printed_now, printed_of
from prongsai.apps.documents.queries.style import template_bytes
from prongsai.base.access import Viewer, viewer_in
from prongsai.base.files import folder
from prongsai.base.models import Agency, Job, Person
from prongsai.paper.writing import write
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.content import as_json

KEPT = 4
"""Previews of one document that are kept: the document as it stands, and editions somebody compares."""

PATIENCE = timedelta(minutes=10)


def print_of(agency: Agency, printed: Printed, to: str) -> bytes:
    """The bytes of a paper in a format of `paper.writing.FORMATS`; the same paper gives the same bytes.

    A DOCX is made from the agency's own template where it has one.
    Raises: Refused when the content has nothing of what the layout shows, or the template does not fill.
    """
    manuscript = printed.manuscript(agency)
    template = template_bytes(printed.template) if to == "docx" else None
    if template is None:
        return write(manuscript, to)
    from prongsai.paper.writing.docx import filled_template

    return filled_template(template, manuscript, facts_of(printed))


def facts_of(printed: Printed) -> dict[str, object]:
    """What a template may name, by its name in braces; the filling puts it into the digits of the page."""
    worded = printed.layout.worded(printed.style.wording)
    return Composing(printed.content, worded, printed.style, lambda sha256: None).facts


def digest_of(printed: Printed) -> str:
    """The SHA-256 of everything that goes into the pages of a paper: as hexadecimal."""
    style = printed.style
    said = {
        "content": as_json(printed.content),
        "style": [style.digits, style.face, hashlib.sha256(style.emblem or b"").hexdigest()],
        "layout": repr(printed.layout.worded(style.wording)),
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def seen_of(printed: Printed) -> str:
    """The SHA-256 of everything that somebody who signs a paper saw of it, an agency's own template too."""
    template = printed.template.pk if printed.template else ""
    return hashlib.sha256(f"{digest_of(printed)} {template}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PreviewBox:
    """The pages of a paper as they can be shown now. `version` is the edition's, None for the document as it stands.

    `pages` are their numbers; `is_older` when the paper says something else meanwhile; `job` where one is under way or
    came to nothing; `can_ask` whether it can be asked for now; `text_version` is the issued edition whose words stand
    as HTML.
    """

    document: Document
    version: int | None
    preview: Preview | None
    pages: Sequence[int]
    is_older: bool
    job: Job | None
    can_ask: bool
    text_version: int | None


def preview_box(viewer: Viewer, document: Document, printed: Printed, version: int | None = None) -> PreviewBox:
    """What there is of a paper as pages, the very pages of `printed` before older ones. Raises: Http404."""
    if document.agency_id != viewer.agency.pk:
        raise Http404
    digest = digest_of(printed)
    latest = list(document.previews.select_related("job")[:KEPT])
    ready = [each for each in latest if each.page_count and _is_there(each)]
    same = next((each for each in ready if each.digest == digest), None)
    shown = same or (ready[0] if ready and version is None else None)
    newest = latest[0].job if latest else None
    return PreviewBox(
        document,
        version,
        shown,
        range(1, (shown.page_count or 0) + 1) if shown else (),
        is_older=shown is not None and same is None,
        job=newest if newest and newest.state != Job.State.DONE else None,
        can_ask=same is None and not (newest and is_under_way(newest, timezone.now())),
        text_version=_issued_as_text(document, version),
    )


def is_under_way(job: Job, at: datetime) -> bool:
    """Whether somebody still works at a job; one that has not ended after `PATIENCE` was lost with its worker."""
    return not job.is_over and job.created_at > at - PATIENCE


def preview_page(viewer: Viewer, year: int, document_id: int, preview_id: int, number: int) -> Path:
    """Where one page of a preview lies, a PNG. Raises: Http404 where it is not there, or another agency's or year's."""
    of_year = Preview.objects.filter(agency=viewer.agency, document__fiscal_year=year)
    found = of_year.filter(document_id=document_id, pk=preview_id).first()
    if found is None or not (path := page_path(found.digest, number)).is_file():
        raise Http404
    return path


def preview_to_make(preview_id: int) -> Preview | None:
    """A preview for the worker; None when it was cleared away meanwhile."""
    found = Preview.objects.select_related("agency", "job", "document__agency", "document__signatory")
    return found.filter(pk=preview_id).first()


def printed_at(viewer: Viewer, document: Document, version: int | None) -> Printed:
    """A document as it would be printed now, or as one of its editions froze it. Raises: Http404."""
    if version is None:
        return printed_now(viewer, document)
    edition = document.editions.select_related("template__file").filter(version=version).first()
    if edition is None:
        raise Http404
    return printed_of(document, edition)


def asker(person_id: int, agency: Agency) -> Viewer:
    """Who asked the worker for something, as they are at the agency's desk now. Raises: Http404."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Http404
    return viewer_in(person, agency.slug)


def page_path(digest: str, number: int) -> Path:
    """Where a page of a preview lies: beside the stored files, for it is made again when lost."""
    return pages_folder(digest) / f"{number}.png"


def pages_folder(digest: str) -> Path:
    """Where the pages of a preview lie."""
    return folder().with_name("previews") / digest


def _issued_as_text(document: Document, version: int | None) -> int | None:
    asked = version or document.version
    files = EditionFile.objects.filter(edition__document=document, edition__version=asked, format="html")
    return asked if files.exists() else None


def _is_there(preview: Preview) -> bool:
    return all(page_path(preview.digest, number).is_file() for number in range(1, (preview.page_count or 0) + 1))
