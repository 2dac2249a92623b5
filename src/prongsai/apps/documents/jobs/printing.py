"""What the worker prints: papers as pages, bundles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.documents.operations.printing import keep_bundle, keep_preview
from prongsai.apps.documents.queries.bundles import bundle_to_make, parts_of, pieces_of
from prongsai.apps.documents.queries.printing import asker, digest_of, preview_to_make, printed_at
from prongsai.apps.documents.queries.subjects import subject_of
from prongsai.base.jobs import advance, running
from prongsai.base.names import file_safe
from prongsai.core.errors import Refused
from prongsai.paper.writing.packing import pack_into
from prongsai.paper.writing.pdf import page_pictures


@task()
def make_preview(preview_id: int, person_id: int, version: int | None) -> None:
    """Draw a paper as pages for whoever asked; `version` is the edition's, None for the document as it stands."""
    preview = preview_to_make(preview_id)
    if preview is None:
        return
    with running(preview.job_id) as job, _still_there():
        advance(job, 1, 3, _("กำลังเรียบเรียงเนื้อหา"))
        printed = printed_at(asker(person_id, preview.agency), preview.document, version)
        manuscript = printed.manuscript(preview.agency)
        advance(job, 2, 3, _("กำลังจัดหน้า"))
        pages = page_pictures(manuscript)
        keep_preview(by=None, at=timezone.now(), preview=preview, digest=digest_of(printed), pages=pages)
        advance(job, 3, 3, "")


@task()
def make_bundle(bundle_id: int) -> None:
    """Put everything of a subject together for whoever asked."""
    bundle = bundle_to_make(bundle_id)
    if bundle is None:
        return
    with running(bundle.job_id) as job, _still_there(), tempfile.TemporaryFile() as package:
        viewer = asker(bundle.asked_by_id, bundle.agency)
        subject = subject_of(viewer, bundle.fiscal_year, bundle.subject)
        pieces = pieces_of(viewer, bundle.fiscal_year, bundle.subject)

        def told() -> Iterator[tuple[str, bytes]]:
            for number, part in enumerate(parts_of(bundle.agency, subject, pieces), 1):
                advance(job, number, len(pieces) + 3, _("กำลังรวมไฟล์"))
                yield part

        pack_into(package, told())
        name = f"{file_safe(subject.label)}.zip"
        keep_bundle(by=None, at=timezone.now(), bundle=bundle, name=name, content=package, count=len(pieces))
        advance(job, 1, 1, "")


@contextmanager
def _still_there() -> Iterator[None]:
    """What a job is about may be gone, or who asked may have left, before it begins: that is said, and is no fault."""
    try:
        yield
    except Http404:
        raise Refused(
            "สิ่งที่ขอให้ทำไม่อยู่แล้ว หรือผู้ขอไม่มีสิทธิ์แล้ว กรุณาเปิดหน้าเดิมแล้วลองใหม่",
            "What was asked for is gone, or whoever asked may not see it any more; open the page again.",
        ) from None
