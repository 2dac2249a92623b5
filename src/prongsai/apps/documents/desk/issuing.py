"""The page of a document, and each deed that brings it from draft to issued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents import jobs, operations
from prongsai.apps.documents.desk.documents import address, crumbs
from prongsai.apps.documents.forms.documents import IssueForm, SignatureForm
from prongsai.apps.documents.queries.document_page import DocumentPage, document_page
from prongsai.apps.documents.queries.documents import document_of
from prongsai.apps.documents.queries.printing import preview_box
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.forms import ApprovalForm, ReasonForm
from prongsai.base.screens.answers import refusals_on, with_reason
from prongsai.paper.writing import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.files.uploadedfile import UploadedFile


@dataclass
class _Forms:
    """The forms a document's page may show, each with ids of its own."""

    reason: ReasonForm
    signature: SignatureForm
    issue: IssueForm

    @property
    def has_errors(self) -> bool:
        return any(each.is_bound and each.errors for each in (self.reason, self.signature, self.issue))


@requires("document.read")
@require_safe
def document(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Where a document stands, what it says, and what is asked of this viewer."""
    page = document_page(viewer, document_of(viewer, year, document_id))
    return _page(request, page, _forms(page))


@requires("document.submit")
@require_POST
def document_submit(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Put a document before the executive."""
    done = _("เสนอผู้บริหารแล้ว เนื้อหาฉบับนี้เก็บไว้ตามที่เสนอ")
    return _with_reason(request, document_id, "submit", operations.submit_document, done)


@requires("document.decide")
@require_POST
def document_return(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Send a document back with a reason."""
    done = _("ส่งเอกสารกลับให้แก้แล้ว เจ้าหน้าที่จะเห็นเหตุผลของท่าน")
    return _with_reason(request, document_id, "return", operations.return_document, done)


@requires("document.submit")
@require_POST
def document_revise(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Open a signed document to change, as its next version."""
    done = _("เปิดแก้เป็นฉบับใหม่แล้ว ฉบับเดิมยังเก็บไว้ตามที่ลงนาม")
    return _with_reason(request, document_id, "revise", operations.revise_document, done)


@requires("document.decide")
@require_POST
def document_approve(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Approve the document that was read."""
    found, form = document_of(viewer, year, document_id), ApprovalForm(request.POST)
    submission = form.cleaned_data["submission"] if form.is_valid() else None
    with refusals_on(request):
        operations.approve_document(by=viewer, at=timezone.now(), document=found, submission=submission)
        messages.success(request, _("อนุมัติเอกสารแล้ว เจ้าหน้าที่จะออกเลขต่อไป"))
    return redirect(address(viewer, found))


@requires("document.submit")
@require_POST
def document_sign(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Record that a document was signed on paper."""
    page = document_page(viewer, document_of(viewer, year, document_id))
    forms = _forms(page, signature=(request.POST, request.FILES))
    form = forms.signature
    place = form if page.may["sign"] else request
    if place is form and not form.is_valid():
        return _page(request, page, forms)
    with refusals_on(place):
        operations.record_signature(
            by=viewer,
            at=timezone.now(),
            document=page.document,
            signed_on=form.cleaned_data["signed_on"] if form.is_valid() else timezone.localdate(),
            digest=form.cleaned_data.get("digest", ""),
            scan=_piece(form.cleaned_data.get("scan")),
        )
        messages.success(request, _("บันทึกการลงนามแล้ว ขั้นต่อไปคือออกเลข"))
    return _answer(request, page, forms, place)


@requires("document.issue")
@require_POST
def document_issue(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Issue a signed document, and let its files be written."""
    page = document_page(viewer, document_of(viewer, year, document_id))
    forms = _forms(page, issue=request.POST)
    form = forms.issue
    place = form if page.may["issue"] else request
    if place is form and not form.is_valid():
        return _page(request, page, forms)
    with refusals_on(place), drafts.accepted(request, _issue_key(page)), transaction.atomic():
        edition = operations.issue_document(
            by=viewer,
            at=timezone.now(),
            document=page.document,
            number=form.cleaned_data.get("number", "") if form.is_valid() else "",
            issued_on=form.cleaned_data["issued_on"] if form.is_valid() else timezone.localdate(),
            reason=form.cleaned_data.get("reason", ""),
        )
        jobs.make_edition_files.enqueue(edition.pk)
        messages.success(request, _("ออกเอกสารเลขที่ %s แล้ว ระบบกำลังจัดทำไฟล์") % edition.number)
    return _answer(request, page, forms, place)


def _with_reason(
    request: DeskRequest, document_id: int, deed: str, operation: Callable[..., None], done: str
) -> HttpResponse:
    page = document_page(request.viewer, document_of(request.viewer, request.year, document_id))
    forms = _forms(page, reason=request.POST)
    return with_reason(
        request,
        forms.reason,
        may=page.may[deed],
        draft_key=_reason_key(page),
        deed=lambda reason: operation(by=request.viewer, at=timezone.now(), document=page.document, reason=reason),
        done=done,
        page=lambda: _page(request, page, forms),
        onward=address(request.viewer, page.document),
    )


def _answer(request: DeskRequest, page: DocumentPage, forms: _Forms, place: Form | DeskRequest) -> HttpResponse:
    """The page with what was typed where the deed was refused at its form, else the page as it is now."""
    if isinstance(place, Form) and place.errors:
        return _page(request, page, forms)
    return redirect(address(request.viewer, page.document))


def _page(request: DeskRequest, page: DocumentPage, forms: _Forms) -> HttpResponse:
    viewer = request.viewer
    box = preview_box(viewer, page.document, page.printed) if page.printed else None
    context = {
        "heading": page.document.title,
        "crumbs": crumbs(viewer, request.year),
        "page": page,
        "forms": forms,
        "box": box,
        "formats": FORMATS,
        "reason_key": _reason_key(page),
        "issue_key": _issue_key(page),
        "can_edit": page.document.is_open and page.printed is not None and viewer.may("document.write"),
    }
    return render(request, "documents/document.html", context, status=422 if forms.has_errors else 200)


def _forms(
    page: DocumentPage, *, reason: Any = None, signature: tuple[Any, Any] = (None, None), issue: Any = None
) -> _Forms:
    """What can be asked of this viewer now, as it was sent or as their drafts have it."""
    begun = {"number": page.suggested_number, "issued_on": timezone.localdate()}
    needs_reason = bool(page.errors or page.unsettled)
    return _Forms(
        reason=ReasonForm(reason, initial=_begun(page, _reason_key(page), {}), auto_id="reason-%s", **_asked(page)),
        signature=SignatureForm(*signature, auto_id="sign-%s"),
        issue=IssueForm(
            issue, initial=_begun(page, _issue_key(page), begun), auto_id="issue-%s", needs_reason=needs_reason
        ),
    )


def _begun(page: DocumentPage, key: str, known: dict[str, Any]) -> dict[str, Any]:
    draft, is_stale = drafts.initial(page.viewer, key, page.basis)
    return {**draft} if draft and not is_stale else known


def _reason_key(page: DocumentPage) -> str:
    """A reason belongs to the stage it is asked for: what was typed to return a paper does not open it again."""
    return f"document:{page.document.pk}-{page.document.state}"


def _issue_key(page: DocumentPage) -> str:
    return f"document:{page.document.pk}-issue"


def _asked(page: DocumentPage) -> dict[str, Any]:
    """What the reason is called, and whether it must be given."""
    if page.may["return"]:
        return {"label": _("เหตุผลที่ส่งกลับ"), "hint": _("บอกว่าต้องแก้อะไร ที่ข้อใด"), "required": True}
    if page.may["revise"]:
        hint = _("เหตุผลนี้อยู่กับฉบับใหม่ และพิมพ์บนเอกสาร")
        return {"label": _("เหตุผลที่ต้องแก้"), "hint": hint, "required": True}
    return {"label": _("ข้อความถึงผู้บริหาร"), "required": False}


def _piece(scan: UploadedFile[Any] | None) -> tuple[str, bytes] | None:
    return (scan.name or "", scan.read()) if scan else None
