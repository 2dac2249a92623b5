"""One edition of a document: its page, its files, what changed; its files made again; withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents import jobs, operations
from prongsai.apps.documents.desk.documents import address, crumbs
from prongsai.apps.documents.queries import editions as query
from prongsai.apps.documents.queries.documents import document_of
from prongsai.apps.documents.queries.printing import preview_box
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.files import open_stored
from prongsai.base.forms import ReasonForm
from prongsai.base.screens.answers import refusals_on

if TYPE_CHECKING:
    from prongsai.apps.documents.models import Edition


@requires("document.read")
@require_safe
def edition(request: DeskRequest, viewer: Viewer, year: int, document_id: int, version: int) -> HttpResponse:
    """An edition as it was frozen, its files, and what changed since the one before."""
    found = _edition(viewer, year, document_id, version)
    return _page(request, found, _reason_form(request, found))


@requires("document.read")
@require_safe
def edition_file(
    request: DeskRequest, viewer: Viewer, year: int, document_id: int, version: int, form: str
) -> FileResponse:
    """An issued edition in one format, as it was sealed."""
    found = query.edition_file_of(_edition(viewer, year, document_id, version), form)
    return FileResponse(
        open_stored(found.file),
        as_attachment=True,
        filename=found.file.name,
        content_type=found.file.content_type,
    )


@requires("document.read")
@require_safe
def edition_scan(request: DeskRequest, viewer: Viewer, year: int, document_id: int, version: int) -> FileResponse:
    """The scan of the paper that was signed."""
    scan = _edition(viewer, year, document_id, version).signed_scan
    if scan is None:
        raise Http404
    return FileResponse(open_stored(scan), as_attachment=True, filename=scan.name, content_type=scan.content_type)


@requires("document.issue")
@require_POST
def edition_make(request: DeskRequest, viewer: Viewer, year: int, document_id: int, version: int) -> HttpResponse:
    """Have the files of an edition written once more whose writing came to nothing."""
    found = _edition(viewer, year, document_id, version)
    with refusals_on(request), transaction.atomic():
        operations.make_files_again(by=viewer, at=timezone.now(), edition=found)
        jobs.make_edition_files.enqueue(found.pk)
    return redirect(_address(viewer, found))


@requires("document.issue")
@require_POST
def edition_withdraw(request: DeskRequest, viewer: Viewer, year: int, document_id: int, version: int) -> HttpResponse:
    """Withdraw an issued edition with a reason that stays."""
    found = _edition(viewer, year, document_id, version)
    form = _reason_form(request, found)
    if found.issued_at is not None and found.withdrawn_at is None and not form.is_valid():
        return _page(request, found, form)
    with refusals_on(request), drafts.accepted(request, _draft_key(found)):
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        operations.withdraw_edition(by=viewer, at=timezone.now(), edition=found, reason=reason)
        messages.success(request, _("ถอนฉบับนี้แล้ว หน้าตรวจสอบจะบอกเหตุผลแก่ผู้ที่ตรวจ"))
    return redirect(_address(viewer, found))


def _edition(viewer: Viewer, year: int, document_id: int, version: int) -> Edition:
    return query.edition_of(viewer, document_of(viewer, year, document_id), version)


def _page(request: DeskRequest, found: Edition, form: ReasonForm) -> HttpResponse:
    viewer = request.viewer
    page = query.edition_page(viewer, found, timezone.now())
    context = {
        "heading": _("%(title)s ฉบับที่ %(version)s") % {"title": page.title, "version": found.version},
        "crumbs": [*crumbs(viewer, request.year), (found.document.title, address(viewer, found.document))],
        "page": page,
        "box": preview_box(viewer, found.document, page.printed, found.version) if page.printed else None,
        "job": found.job,
        "form": form,
        "draft_key": _draft_key(found),
    }
    return render(request, "documents/edition.html", context, status=422 if form.errors else 200)


def _reason_form(request: DeskRequest, found: Edition) -> ReasonForm:
    draft, is_stale = drafts.initial(request.viewer, _draft_key(found), "")
    return ReasonForm(
        request.POST if request.method == "POST" else None,
        initial={} if is_stale else {"reason": draft.get("reason", "")},
        label=_("เหตุผลที่ถอน"),
        hint=_("ผู้ที่ตรวจสอบเอกสารนี้จะเห็นเหตุผล อย่าใส่ข้อมูลส่วนบุคคล"),
        required=True,
    )


def _draft_key(found: Edition) -> str:
    return f"edition:{found.pk}-withdraw"


def _address(viewer: Viewer, found: Edition) -> str:
    document = found.document
    return reverse("documents:edition", args=[viewer.agency.slug, document.fiscal_year, document.pk, found.version])
