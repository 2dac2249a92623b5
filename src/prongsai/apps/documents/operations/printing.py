"""What the worker is asked to print, and what it made: pages of a paper, bundles of a subject."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

from django.http import Http404

from prongsai.apps.documents.models import Bundle, Document, Preview
from prongsai.apps.documents.operations.signing import held_document
from prongsai.apps.documents.queries.bundles import must_hold_something
from prongsai.apps.documents.queries.printing import KEPT, is_under_way, page_path, pages_folder
from prongsai.base.access import Viewer
from prongsai.base.files import keep_made
from prongsai.base.jobs import open_job
from prongsai.base.operation import note, operation


@operation("preview.asked")
def ask_preview(*, by: Viewer, at: datetime, document: Document, digest: str) -> Preview:
    """Have a paper drawn as pages; asked again while the same is under way, nothing more is begun.

    `digest` is of what goes into it now. Raises: Http404 when the document was thrown away.
    """
    held_document(document)  # of two who ask at once the second finds the first's
    preview = Preview.objects.select_related("job").filter(document=document, digest=digest).first()
    if preview and is_under_way(preview.job, at):
        return preview
    job = open_job(agency=by.agency, kind="preview", at=at)
    if preview is None:
        return Preview.objects.create(agency=by.agency, document=document, digest=digest, job=job, asked_at=at)
    preview.job, preview.asked_at = job, at
    preview.save(update_fields=["job", "asked_at"])
    return preview


@operation("preview.made")
def keep_preview(*, by: Viewer | None, at: datetime, preview: Preview, digest: str, pages: Sequence[bytes]) -> None:
    """Keep the pages of a paper, PNG each, and clear away what was drawn long before.

    `digest` is of what went into them, which may have changed since they were asked for.
    Raises: Http404 when the document was thrown away meanwhile.
    """
    if not Preview.objects.select_for_update().filter(pk=preview.pk).exists():
        raise Http404
    pages_folder(digest).mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages, 1):
        page_path(digest, number).write_bytes(page)
    same = Preview.objects.filter(document_id=preview.document_id, digest=digest)
    same.exclude(pk=preview.pk).delete()
    preview.digest, preview.page_count = digest, len(pages)
    preview.save(update_fields=["digest", "page_count"])
    _clear(preview)
    note(preview, count=len(pages))


@operation("bundle.asked")
def ask_bundle(*, by: Viewer, at: datetime, fiscal_year: int, subject: str) -> Bundle:
    """Have everything of a subject put together. Raises: Refused where there is nothing yet."""
    must_hold_something(by, fiscal_year, subject)
    job = open_job(agency=by.agency, kind="bundle", at=at)
    return Bundle.objects.create(
        agency=by.agency, fiscal_year=fiscal_year, subject=subject, job=job, asked_by=by.person, asked_at=at
    )


@operation("bundle.made")
def keep_bundle(*, by: Viewer | None, at: datetime, bundle: Bundle, name: str, content: BinaryIO, count: int) -> None:
    """Keep a bundle that was put together, a ZIP of so many files."""
    bundle.file = keep_made(agency=bundle.agency, at=at, name=name, content=content)
    bundle.save(update_fields=["file"])
    note(bundle, count=count)


def _clear(preview: Preview) -> None:
    """Let go of the oldest previews of a document."""
    let_go(Preview.objects.filter(document_id=preview.document_id, job__ended_at__isnull=False)[KEPT:])


def let_go(previews: Iterable[Preview]) -> None:
    """Forget previews, and their pages where nobody else shows the same."""
    old = list(previews)
    Preview.objects.filter(pk__in=[each.pk for each in old]).delete()
    for each in old:
        if not Preview.objects.filter(digest=each.digest).exists():
            shutil.rmtree(pages_folder(each.digest), ignore_errors=True)
