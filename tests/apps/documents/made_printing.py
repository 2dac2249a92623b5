"""Papers of agency A to print: a plan with a measure, a document of it, an issued edition with its files."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.urls import reverse

from apps.improvement.made import a_measure_row, a_plan
from apps.improvement.made_proof import a_photograph
from cast import NOW, YEAR, Cast
from prongsai.apps.documents.models import Document, Edition, EditionFile, Preview
from prongsai.apps.documents.queries.printed import Printed, printed_now
from prongsai.apps.documents.queries.printing import digest_of
from prongsai.base.files import keep_made
from prongsai.base.jobs import open_job
from prongsai.paper.writing.content import as_json
from prongsai.paper.writing.content import digest_of as content_digest

SUBJECT = f"plan-{YEAR}"
TITLE = "แผนส่งเสริมความโปร่งใส"


def address(cast: Cast, name: str, *more: Any) -> str:
    return reverse(f"documents:{name}", args=[cast.agency.slug, YEAR, *more])


def a_document_row(cast: Cast, **changes: Any) -> Document:
    """A draft of the year's plan, which has one measure."""
    if not a_plan(cast).measures.exists():
        a_measure_row(cast)
    words: dict[str, Any] = {
        "fiscal_year": YEAR,
        "layout": "plan",
        "subject": SUBJECT,
        "title": TITLE,
        "opened_by": cast.people["clerk"],
        "opened_at": NOW,
        **changes,
    }
    return Document.objects.create(agency=cast.agency, **words)


def printed(cast: Cast, document: Document) -> Printed:
    return printed_now(cast.viewer("clerk"), document)


def an_issued_edition(cast: Cast, document: Document | None = None, **changes: Any) -> Edition:
    """An edition that was issued on paper, with a PDF and a JSON."""
    document = document or a_document_row(cast, state="issued")
    now = printed(cast, document)
    words: dict[str, Any] = {
        "version": 1,
        "content": as_json(now.content),
        "style": now.frozen_style,
        "digest": content_digest(now.content),
        "signed": "paper",
        "number": "1/2567",
        "issued_on": date(2024, 1, 15),
        "issued_by": cast.people["clerk"],
        "issued_at": NOW,
        "code": f"code{document.pk}",
        "made_at": NOW,
        **changes,
    }
    edition = Edition.objects.create(agency=cast.agency, document=document, **words)
    for form, content in (("pdf", b"%PDF-1.7 issued"), ("json", b"{}")):
        name, held = f"plan.{form}", BytesIO(content + str(edition.version).encode())
        file = keep_made(agency=cast.agency, at=NOW, name=name, content=held)
        EditionFile.objects.create(edition=edition, format=form, file=file)
    return edition


def a_preview_row(cast: Cast, document: Document, *, digest: str = "", pages: int = 2) -> Preview:
    """A preview whose pages lie in the data folder."""
    from prongsai.apps.documents.operations.printing import keep_preview
    from prongsai.base.models import Job

    wanted = digest or digest_of(printed(cast, document))
    job = open_job(agency=cast.agency, kind="preview", at=NOW)
    preview = Preview.objects.create(agency=cast.agency, document=document, digest=wanted, job=job, asked_at=NOW)
    Job.objects.filter(pk=job.pk).update(state="done", ended_at=NOW)
    pictures = [a_photograph(kind="PNG") for _ in range(pages)]
    keep_preview(by=None, at=NOW, preview=preview, digest=wanted, pages=pictures)
    return preview
