"""The parts of a written page: added, set right, put in order, taken off and brought back, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.desk.pages import address_of, crumbs, list_words
from prongsai.apps.disclosure.forms.pages import (
    PART_FORMS,
    PartForm,
    WithoutFile,
    differences,
    part_values,
)
from prongsai.apps.disclosure.operations import page_parts as deeds
from prongsai.apps.disclosure.operations.pages import Overtaken
from prongsai.apps.disclosure.queries import page_parts as query
from prongsai.apps.disclosure.queries.pages import page_of
from prongsai.base import drafts, files
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.pictures import CONTENT_TYPE
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused

if TYPE_CHECKING:
    from prongsai.apps.disclosure.models import Page
    from prongsai.apps.disclosure.queries.pages import Part

TO_ONES_OWN_EYES = "private, no-cache"
"""A part may get another picture at the same address."""
SHIFTS = {"up": -1, "down": 1}


@requires("page.write")
def page_part_add(request: DeskRequest, viewer: Viewer, year: int, page_id: int, list_name: str) -> HttpResponse:
    """Put a person, a unit, a picture or a link on a page."""
    found = page_of(viewer, page_id)
    name, key = query.list_of(found, list_name), f"page-part:{found.pk}-{list_name}"
    if request.method != "POST":
        draft, _is_stale = drafts.initial(viewer, key, "")
        return _form_page(request, _form(found, name, initial=draft), key, found, name)
    if kept := keep_if_asked(request, key):
        return kept
    form = _form(found, name, request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form), drafts.accepted(request, key):
            deeds.add_part(
                by=viewer, at=timezone.now(), page=found, list_name=name, said=form.said(), file=_piece(form)
            )
    if form.errors:
        return _form_page(request, form, key, found, name)
    messages.success(request, _("เพิ่มแล้ว คนภายนอกจะเห็นเมื่อเผยแพร่ครั้งถัดไป"))
    return _back(viewer, year, found, name)


@requires("page.write")
def page_part_edit(request: DeskRequest, viewer: Viewer, year: int, page_id: int, part_id: int) -> HttpResponse:
    """Set a part right; whoever saves after somebody else is shown both."""
    found = page_of(viewer, page_id)
    name, part = query.part_of(found, part_id)
    key, basis = f"page-part:{found.pk}-{part_id}", query.part_basis(found, part)
    if request.method != "POST":
        draft, is_stale = drafts.initial(viewer, key, basis)
        begun = draft if draft and not is_stale else {**part_values(name, part), "basis": basis}
        return _form_page(request, _form(found, name, initial=begun, part=part), key, found, name, part)
    if kept := keep_if_asked(request, key):
        return kept
    form, without = _form(found, name, request.POST, request.FILES, part=part), WithoutFile(request.POST)
    if form.is_valid() & without.is_valid():
        try:
            with drafts.accepted(request, key):
                deeds.edit_part(
                    by=viewer,
                    at=timezone.now(),
                    page=found,
                    part_id=part_id,
                    basis=form.cleaned_data["basis"],
                    said=form.said(),
                    file=_piece(form),
                    without_file=without.cleaned_data["without_file"],
                )
        except Overtaken as overtaken:
            return _overtaken(request, form, key, page_of(viewer, page_id), part_id, sentence_of(overtaken))
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
    if form.errors:
        return _form_page(request, form, key, found, name, part)
    messages.success(request, _("บันทึกแล้ว คนภายนอกจะเห็นเมื่อเผยแพร่ครั้งถัดไป"))
    return _back(viewer, year, found, name)


@requires("page.write")
@require_POST
def page_part_move(request: DeskRequest, viewer: Viewer, year: int, page_id: int, part_id: int) -> HttpResponse:
    """Move a part one place up or down."""
    found = page_of(viewer, page_id)
    if not (shift := SHIFTS.get(request.POST.get("shift", ""))):
        raise Http404
    with refusals_on(request):
        deeds.move_part(by=viewer, at=timezone.now(), page=found, part_id=part_id, shift=shift)
    return _back(viewer, year, found, query.part_of(found, part_id)[0])


@requires("page.write")
@require_POST
def page_part_remove(request: DeskRequest, viewer: Viewer, year: int, page_id: int, part_id: int) -> HttpResponse:
    """Take a part off a page; the end of the page brings it back."""
    found = page_of(viewer, page_id)
    name, part = query.part_of(found, part_id)
    with refusals_on(request):
        deeds.remove_part(by=viewer, at=timezone.now(), page=found, part_id=part_id)
        messages.success(request, _("นำ “%s” ออกแล้ว นำกลับมาได้ที่ท้ายหน้า") % query.name_of(part))
    return _back(viewer, year, found, name)


@requires("page.write")
@require_POST
def page_part_restore(request: DeskRequest, viewer: Viewer, year: int, page_id: int, part_id: int) -> HttpResponse:
    """Bring a part back to its place."""
    found = page_of(viewer, page_id)
    name, part = query.part_of(found, part_id)
    with refusals_on(request):
        deeds.restore_part(by=viewer, at=timezone.now(), page=found, part_id=part_id)
        messages.success(request, _("นำ “%s” กลับมาแล้ว") % query.name_of(part))
    return _back(viewer, year, found, name)


@requires("page.read")
@require_safe
def page_part_file(request: DeskRequest, viewer: Viewer, year: int, page_id: int, part_id: int) -> FileResponse:
    """The file of a part as it was handed in, to be kept and never opened in the page."""
    found = page_of(viewer, page_id)
    file = query.file_of(found, query.part_of(found, part_id)[1])
    if file is None:
        raise Http404
    kept, kind = files.open_stored(file), "application/octet-stream"
    answer = FileResponse(kept, as_attachment=True, filename=file.name, content_type=kind)
    answer.headers["Cache-Control"] = TO_ONES_OWN_EYES
    return answer


@requires("page.read")
@require_safe
def page_part_shown(
    request: DeskRequest, viewer: Viewer, year: int, page_id: int, part_id: int, size: str
) -> FileResponse:
    """A picture of a part to look at: our own copy, which tells nothing of place or camera."""
    found = page_of(viewer, page_id)
    file = query.file_of(found, query.part_of(found, part_id)[1])
    if file is None:
        raise Http404
    answer = FileResponse(files.shown(file, size).open("rb"), content_type=CONTENT_TYPE)
    answer.headers["Cache-Control"] = TO_ONES_OWN_EYES
    return answer


def _form(found: Page, name: str, *sent: Any, part: Part | None = None, **named: Any) -> PartForm:
    """The form of a part; a unit may stand under any other that is not below it."""
    if name == "units":
        below = query.under(found, part["id"]) if part else set()
        named["units"] = [each for each in query.lines_of(found, name) if each.part["id"] not in below]
    return PART_FORMS[name](*sent, **named)


def _form_page(
    request: DeskRequest, form: PartForm, key: str, found: Page, name: str, part: Part | None = None, **more: Any
) -> HttpResponse:
    viewer, year = request.viewer, request.year
    _title, add = list_words(name)
    context = {
        "heading": _("แก้: %s") % query.name_of(part) if part else add,
        "crumbs": crumbs(viewer, year, found),
        "form": form,
        "draft_key": key,
        "basis": query.part_basis(found, part) if part else "",
        "back": f"{address_of(viewer, year, found)}#{name}",
        "page": found,
        "part": part,
        "file": query.file_of(found, part) if part else None,
        "without": WithoutFile(request.POST or None) if part and name in ("people", "links") else None,
        "largest": files.LARGEST,
        **more,
    }
    status = 409 if "overtaken" in more else 422 if form.is_bound and form.errors else 200
    return render(request, "disclosure/page_part_form.html", context, status=status)


def _overtaken(
    request: DeskRequest, form: PartForm, key: str, saved: Page, part_id: int, sentence: str
) -> HttpResponse:
    """Both side by side, and the viewer's own in a form that will be saved over the other."""
    name, part = query.part_of(saved, part_id)
    sent = request.POST.copy()
    sent["basis"] = query.part_basis(saved, part)
    rows = differences(form, part_values(name, part))
    again = _form(saved, name, sent, part=part)
    return _form_page(request, again, key, saved, name, part, overtaken=sentence, differences=rows)


def _piece(form: PartForm) -> deeds.Piece | None:
    file = form.cleaned_data.get("file")
    return (file.name or "", file.read()) if file else None


def _back(viewer: Viewer, year: int, found: Page, name: str) -> HttpResponse:
    return redirect(f"{address_of(viewer, year, found)}#{name}")
