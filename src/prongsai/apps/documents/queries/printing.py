"""What is printed: a paper as bytes in a format, whatever asks for it; its pages as pictures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404

from prongsai.apps.documents.models import Document, Preview
from prongsai.apps.documents.queries.printed import Printed
from prongsai.apps.documents.queries.style import template_bytes
from prongsai.base.access import Viewer
from prongsai.base.files import folder
from prongsai.base.models import Agency, Job
from prongsai.paper.writing import write
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.content import as_json
from prongsai.paper.writing.text import in_digits, printable


KEPT = 4
"""Previews of one document that are kept: the document as it stands, and editions somebody compares."""


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
    """What a template may name, in the words and digits of the page."""
    style = printed.style
    facts = Composing(printed.content, printed.layout.worded(style.wording), style, lambda sha256: None).facts
    return {name: "" if said is None else in_digits(printable(str(said)), style.digits) for name, said in facts.items()}


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


@dataclass(frozen=True, slots=True)
class PreviewBox:
    """The pages of a paper as they can be shown now. `version` is the edition's, None for the document as it stands.

    `pages` are their numbers; `is_older` when the paper says something else meanwhile; `job` where one is under way or
    came to nothing.
    """

    document: Document
    version: int | None
    preview: Preview | None
    pages: Sequence[int]
    is_older: bool
    job: Job | None


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
    )


def preview_page(viewer: Viewer, document_id: int, preview_id: int, number: int) -> Path:
    """Where one page of a preview lies, a PNG. Raises: Http404 where it is not there, or another agency's."""
    found = Preview.objects.filter(agency=viewer.agency, document_id=document_id, pk=preview_id).first()
    if found is None or not (path := page_path(found.digest, number)).is_file():
        raise Http404
    return path


def preview_to_make(preview_id: int) -> Preview | None:
    """A preview for the worker; None when it was cleared away meanwhile."""
    return (
        Preview.objects.select_related("agency", "document__agency", "document__signatory")
        .filter(pk=preview_id)
        .first()
    )


def page_path(digest: str, number: int) -> Path:
    """Where a page of a preview lies: beside the stored files, for it is made again when lost."""
    return pages_folder(digest) / f"{number}.png"


def pages_folder(digest: str) -> Path:
    """Where the pages of a preview lie."""
    return folder().with_name("previews") / digest


def _is_there(preview: Preview) -> bool:
    return all(page_path(preview.digest, number).is_file() for number in range(1, (preview.page_count or 0) + 1))
