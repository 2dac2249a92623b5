"""Documents: the list of a year, a new one, its page, its fields, drafts of it to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents import operations
from prongsai.apps.documents.forms.documents import DocumentForm, NewDocumentForm, differences, initial_of
from prongsai.apps.documents.operations.documents import Overtaken
from prongsai.apps.documents.queries import documents as query
from prongsai.apps.documents.queries.document_page import printable_now
from prongsai.apps.documents.queries.printed import TITLE, begun_letter
from prongsai.apps.documents.queries.printing import print_of
from prongsai.apps.documents.queries.style import layout_named, signatories_of
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.names import file_safe
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused
from prongsai.paper.writing import FORMATS, MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prongsai.apps.documents.models import Document
    from prongsai.apps.documents.queries.subjects import Subject


@requires("document.read")
@require_safe
def documents(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The documents of a year, where each stands, and what has no paper yet."""
    standing = request.GET.get("state", "")
    wanted = standing if standing in query.STANDINGS else ""
    context = {
        "heading": _("เอกสารที่ออก"),
        "page": query.documents_page(viewer, year, wanted),
        "standing": wanted,
        "can_write": viewer.may("document.write"),
    }
    return render(request, "documents/documents.html", context)


@requires("document.write")
def document_open(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Begin a paper, one question at a time: what it is about, in which layout, what it is called."""
    if request.method == "POST":
        return _open(request, viewer, year)
    offers = query.offers_in(viewer, year)
    offer = next((each for each in offers if each.subject.key == request.GET.get("subject")), None)
    chosen = next((each for each in offer.layouts if each.name == request.GET.get("layout")), None) if offer else None
    if offer and chosen:
        title = begun_letter(viewer, year, offer.subject.key, chosen)[TITLE]
        initial = {"subject": offer.subject.key, "layout": chosen.name, TITLE: title}
        return _open_page(request, NewDocumentForm(initial=initial), offer.subject, chosen.name)
    heading = _("ออกเป็นเอกสารแบบใด") if offer else _("ออกเอกสารเรื่องใด")
    context = {"heading": heading, "crumbs": crumbs(viewer, year), "offers": offers, "offer": offer}
    return render(request, "documents/document_choose.html", context)


@requires("document.write")
def document_edit(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Write the fields of a draft; whoever saves after somebody else is shown both."""
    found = query.document_of(viewer, year, document_id)
    if not found.is_open:
        messages.error(request, _("เอกสารนี้เสนอหรือลงนามแล้ว แก้ไม่ได้จนกว่าจะส่งกลับหรือเปิดฉบับใหม่"))
        return redirect(address(viewer, found))
    key = f"document:{found.pk}"
    if request.method != "POST":
        draft, is_stale = drafts.initial(viewer, key, str(found.basis))
        known = initial_of(found)
        begun = {**draft, "basis": found.basis} if draft and not is_stale else known
        return _edit_page(request, _form(found, initial=begun), found, key)
    if kept := keep_if_asked(request, key):
        return kept
    form = _form(found, request.POST)
    if form.is_valid():
        try:
            _edit(request, viewer, found, form, key)
        except Overtaken as meanwhile:
            return _both(request, form, key, meanwhile)
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
    if form.errors:
        return _edit_page(request, form, found, key)
    messages.success(request, _("บันทึกเอกสารแล้ว"))
    return redirect(address(viewer, found))


@requires("document.write")
@require_POST
def document_discard(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Throw away a draft that was begun by mistake."""
    found = query.document_of(viewer, year, document_id)
    try:
        with drafts.accepted(request, f"document:{found.pk}"):
            operations.discard_document(by=viewer, at=timezone.now(), document=found)
    except Refused as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect(address(viewer, found))
    messages.success(request, _("ทิ้งร่าง “%s” แล้ว") % found.title)
    return redirect("documents:documents", viewer.agency.slug, year)


@requires("document.read")
@require_safe
def document_draft(request: DeskRequest, viewer: Viewer, year: int, document_id: int, form: str) -> HttpResponse:
    """A document as it stands, written on the fly: a draft until it is issued, and marked so."""
    found = query.document_of(viewer, year, document_id)
    printed = printable_now(viewer, found)
    if form not in FORMATS or printed is None:
        raise Http404
    if printed.content.imprint.state == "issued":
        return redirect("documents:edition", viewer.agency.slug, year, found.pk, found.version)
    try:
        content = print_of(viewer.agency, printed, form)
    except Refused as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect(address(viewer, found))
    return file_response(content, f"{file_safe(found.title)} ({_('ร่าง')}).{form}", form)


def file_response(content: bytes, name: str, form: str) -> HttpResponse:
    """A paper as a file to keep."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=MEDIA_TYPES[form], headers={"Content-Disposition": disposition})


def crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    """The way to a document: the list of its year."""
    return [(_("เอกสารที่ออก"), reverse("documents:documents", args=[viewer.agency.slug, year]))]


def address(viewer: Viewer, document: Document) -> str:
    """The page of a document."""
    return reverse("documents:document", args=[viewer.agency.slug, document.fiscal_year, document.pk])


def _open(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    form = NewDocumentForm(request.POST)
    offers = {each.subject.key: each.subject for each in query.offers_in(viewer, year)}
    subject = offers.get(request.POST.get("subject", ""))
    name = request.POST.get("layout", "")
    if subject is None or name not in subject.layouts:
        return redirect("documents:document-open", viewer.agency.slug, year)
    if form.is_valid():
        with refusals_on(form), drafts.accepted(request, _open_key(subject, name)):
            made = operations.open_document(
                by=viewer,
                at=timezone.now(),
                year=year,
                subject=subject.key,
                layout_name=name,
                title=form.cleaned_data["title"],
            )
    if form.errors:
        return _open_page(request, form, subject, name)
    messages.success(request, _("เปิดร่างเอกสารแล้ว ตรวจเนื้อหาก่อนเสนอ"))
    return redirect(address(viewer, made))


def _open_page(request: DeskRequest, form: NewDocumentForm, subject: Subject, layout: str) -> HttpResponse:
    context = {
        "heading": _("ตั้งชื่อเอกสาร"),
        "crumbs": crumbs(request.viewer, request.year),
        "form": form,
        "subject": subject,
        "layout": query.layout_word(layout),
        "draft_key": _open_key(subject, layout),
    }
    return render(request, "documents/document_open.html", context, status=422 if form.errors else 200)


def _open_key(subject: Subject, layout: str) -> str:
    return f"document:new-{subject.key}-{layout}"


def _form(found: Document, *sent: Any, **named: Any) -> DocumentForm:
    layout = layout_named(found.layout)
    return DocumentForm(*sent, layout=layout, signatories=signatories_of(found.agency), **named)


def _edit(request: DeskRequest, viewer: Viewer, found: Document, form: DocumentForm, key: str) -> None:
    with drafts.accepted(request, key):
        operations.edit_document(
            by=viewer,
            at=timezone.now(),
            document=found,
            basis=form.cleaned_data["basis"],
            title=form.cleaned_data.get(TITLE, found.title),
            letter=form.letter(),
            signatory_id=form.signatory_id(),
        )


def _both(request: DeskRequest, typed: DocumentForm, key: str, meanwhile: Overtaken) -> HttpResponse:
    """The form as it was typed, ready to be saved over what somebody else saved, with the two side by side."""
    saved = meanwhile.document
    sent = request.POST.copy()
    sent["basis"] = str(saved.basis)
    form = _form(saved, sent)
    form.is_valid()
    form.add_error(None, sentence_of(meanwhile))
    return _edit_page(request, form, saved, key, differences(saved, typed), status=409)


def _edit_page(
    request: DeskRequest,
    form: DocumentForm,
    found: Document,
    key: str,
    differing: Sequence[tuple[Any, str, str]] = (),
    status: int = 422,
) -> HttpResponse:
    viewer, year = request.viewer, request.year
    context = {
        "heading": _("แก้ช่องของเอกสาร"),
        "crumbs": [*crumbs(viewer, year), (found.title, address(viewer, found))],
        "form": form,
        "fields": list(form.visible_fields()),
        "differences": differing,
        "layout": query.layout_word(found.layout),
        "draft_key": key,
        "basis": str(found.basis),
    }
    return render(request, "documents/document_edit.html", context, status=status if form.errors else 200)
