"""Papers as pages in the browser, and bundles of everything about one subject."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents.forms.printing import BundleForm, PreviewForm
from prongsai.apps.documents.jobs.printing import make_bundle, make_preview
from prongsai.apps.documents.operations import printing as deeds
from prongsai.apps.documents.queries import bundles as query
from prongsai.apps.documents.queries.documents import document_of
from prongsai.apps.documents.queries.printing import digest_of, preview_page, printed_at
from prongsai.apps.documents.queries.subjects import subjects_in
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.files import open_stored
from prongsai.base.screens.answers import sentence_of
from prongsai.core.errors import Problem, Refused


@requires("document.read")
@require_POST
def preview_ask(request: DeskRequest, viewer: Viewer, year: int, document_id: int) -> HttpResponse:
    """Have a document, or one of its editions, drawn as pages."""
    document = document_of(viewer, year, document_id)
    form = PreviewForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        digest, at = digest_of(printed_at(viewer, document, version)), timezone.now()
        with transaction.atomic():
            asked = deeds.ask_preview(by=viewer, at=at, document=document, digest=digest)
            if asked.job.created_at == at:
                make_preview.enqueue(asked.pk, viewer.person.pk, version)
    except Problem as problem:  # its layout is of another edition of this program
        messages.error(request, sentence_of(problem))
    return redirect(_page_of(viewer, year, document_id, version))


@requires("document.read")
@require_safe
def preview(
    request: DeskRequest, viewer: Viewer, year: int, document_id: int, preview_id: int, number: int
) -> FileResponse:
    """One page as a picture."""
    path = preview_page(viewer, year, document_id, preview_id, number)
    return FileResponse(path.open("rb"), content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@requires("document.read")
@require_safe
def bundles(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The bundles of a year, and the place to have one made."""
    return _bundles_page(request, viewer, year, BundleForm(subjects=subjects_in(viewer, year)))


@requires("bundle.make")
@require_POST
def bundle_make(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Have everything of a subject put together."""
    form = BundleForm(request.POST, subjects=subjects_in(viewer, year))
    if not form.is_valid():
        return _bundles_page(request, viewer, year, form)
    subject, made = form.cleaned_data["subject"], None
    try:
        with transaction.atomic():
            made = deeds.ask_bundle(by=viewer, at=timezone.now(), fiscal_year=year, subject=subject)
            make_bundle.enqueue(made.pk)
    except Refused as refusal:
        form.add_error("subject", sentence_of(refusal))
        return _bundles_page(request, viewer, year, form)
    return redirect("documents:bundle", viewer.agency.slug, year, made.pk)


@requires("document.read")
@require_safe
def bundle(request: DeskRequest, viewer: Viewer, year: int, bundle_id: int) -> HttpResponse:
    """One bundle: how far it is, then where it is taken away."""
    found = query.bundle_of(viewer, year, bundle_id)
    address = reverse("documents:bundles", args=[viewer.agency.slug, year])
    context = {
        "heading": _("ชุดเอกสาร %(label)s") % {"label": found.label},
        "crumbs": [(_("ชุดเอกสาร"), address)],
        "found": found,
        "job": found.bundle.job,
    }
    return render(request, "documents/bundle.html", context)


@requires("document.read")
@require_safe
def bundle_file(request: DeskRequest, viewer: Viewer, year: int, bundle_id: int) -> FileResponse:
    """The bundle itself."""
    found = query.bundle_of(viewer, year, bundle_id)
    if found.bundle.file is None:
        raise Http404
    return FileResponse(open_stored(found.bundle.file), as_attachment=True, filename=found.bundle.file.name)


def _bundles_page(request: DeskRequest, viewer: Viewer, year: int, form: BundleForm) -> HttpResponse:
    context = {
        "heading": _("ชุดเอกสาร"),
        "bundles": query.bundles_of(viewer, year),
        "form": form,
        "has_subjects": bool(form.fields["subject"].choices),  # type: ignore[attr-defined] # a choice field
        "may_make": viewer.may("bundle.make"),
    }
    return render(request, "documents/bundles.html", context, status=422 if form.errors else 200)


def _page_of(viewer: Viewer, year: int, document_id: int, version: int | None) -> str:
    """The page on which the preview is shown, at its place there."""
    desk = [viewer.agency.slug, year, document_id]
    if version is None:
        return f"{reverse('documents:document', args=desk)}#preview"
    return f"{reverse('documents:edition', args=[*desk, version])}#preview"
