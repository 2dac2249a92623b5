"""Drafts as a form keeps and finds them; how a form is kept where there is no JavaScript."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.forms import DraftForm
from prongsai.base.screens.answers import sentence_of
from prongsai.core.errors import Refused

SAVED_AT = "Draft-Saved-At"


@requires("desk.open")
@require_http_methods(["GET", "POST"])
def draft(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Keep, give back or drop the viewer's own draft of one form; asked by the form itself, never by a link."""
    form = DraftForm(request.POST or request.GET, prefix="draft")
    if not form.is_valid():
        return HttpResponse(status=422)
    key, basis = form.cleaned_data["key"], form.cleaned_data["basis"]
    if request.method == "GET":
        return _given_back(viewer, key)
    if form.cleaned_data["drop"]:
        drafts.drop(viewer, key)
        return HttpResponse(status=204)
    return _kept(request, viewer, key, basis)


def keep_if_asked(request: DeskRequest, key: str) -> HttpResponse | None:
    """Keep the form that was sent, when the button of ``base/draft_keep.html`` sent it, and lead back to the form.

    None when the form was sent to be carried out.
    """
    if drafts.WISH not in request.POST:
        return None
    try:
        content, basis = drafts.typed(request.POST), drafts.basis_of(request.POST)
        drafts.keep(viewer=request.viewer, at=timezone.now(), key=key, basis=basis, content=content)
    except Refused as refusal:
        messages.error(request, sentence_of(refusal))
        return None
    messages.success(request, _("บันทึกร่างไว้แล้ว ยังไม่ได้ส่ง กลับมาทำต่อได้ทุกเมื่อ"))
    return redirect(request.get_full_path())


def _kept(request: DeskRequest, viewer: Viewer, key: str, basis: str) -> HttpResponse:
    content = drafts.typed(request.POST)
    try:
        saved = drafts.keep(viewer=viewer, at=timezone.now(), key=key, basis=basis, content=content)
    except Refused as refusal:
        return HttpResponse(sentence_of(refusal), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204, headers={SAVED_AT: saved.saved_at.isoformat()})


def _given_back(viewer: Viewer, key: str) -> HttpResponse:
    found = drafts.kept(viewer, key)
    if not found:
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    told = {"basis": found.basis, "content": found.content, "saved_at": found.saved_at.isoformat()}
    return JsonResponse(told, headers={"Cache-Control": "no-store"})
