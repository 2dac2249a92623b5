"""A layout as an agency words it, and the agency's own DOCX for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents.desk.style import crumbs
from prongsai.apps.documents.forms.style import WORD, TemplateForm, WordingForm, initial_wording
from prongsai.apps.documents.operations import style as deeds
from prongsai.apps.documents.queries.printing import print_of
from prongsai.apps.documents.queries.specimen import specimen_printed
from prongsai.apps.documents.queries.style import layout_named, template_of
from prongsai.apps.documents.queries.templates import template_beginning, template_fields
from prongsai.apps.documents.queries.wording import WordingPage, heads_of, placeholders_of, wording_page
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.files import open_stored
from prongsai.base.names import file_safe
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused
from prongsai.paper.writing import FORMATS, MEDIA_TYPES
from prongsai.paper.writing.layouts import Layout

LOOK, USUAL = "look", "usual"
"""Buttons of the wording form that save nothing: show what comes out, take the layout's own word back."""


@requires("style.read")
@require_safe
def wording(request: DeskRequest, viewer: Viewer, year: int, layout: str) -> HttpResponse:
    """A layout as the agency words it, its table heads, its template."""
    return _wording_page(request, viewer, year, layout_named(layout), TemplateForm())


@requires("style.manage")
def wording_edit(request: DeskRequest, viewer: Viewer, year: int, layout: str) -> HttpResponse:
    """Word a layout; whoever was overtaken sees both texts."""
    found = layout_named(layout)
    if kept := keep_if_asked(request, _draft_key(found)):
        return kept
    page = wording_page(viewer, found)
    if request.method != "POST":
        return _edit_page(request, viewer, year, page, _begun(viewer, page))
    if USUAL in request.POST:
        return _edit_page(request, viewer, year, page, _with_usual_word(request, found))
    form = WordingForm(request.POST, layout=found)
    if not form.is_valid() or LOOK in request.POST:
        return _edit_page(request, viewer, year, page, form)
    try:
        with drafts.accepted(request, _draft_key(found)):
            version = form.cleaned_data["version"]
            deeds.edit_wording(by=viewer, at=timezone.now(), layout=found, version=version, wording=form.wording())
    except deeds.Overtaken as overtaken:
        return _overtaken(request, viewer, year, form, sentence_of(overtaken))
    messages.success(request, _("บันทึกแล้ว เอกสารที่ยังเป็นร่างจะใช้คำใหม่ เอกสารที่ออกแล้วไม่เปลี่ยน"))
    return _back(viewer, year, found)


@requires("style.read")
@require_safe
def wording_sample(request: DeskRequest, viewer: Viewer, year: int, layout: str, form: str) -> HttpResponse:
    """A made-up paper in this layout, as the agency's would come out."""
    found = layout_named(layout)
    if form not in FORMATS:
        raise Http404
    try:
        content = print_of(viewer.agency, specimen_printed(viewer, found, year), form)
    except Refused as refusal:
        messages.error(request, sentence_of(refusal))
        return _back(viewer, year, found)
    name = _("ตัวอย่าง %(layout)s") % {"layout": found.th}
    return _download(content, MEDIA_TYPES[form], f"{name}.{form}")


@requires("style.manage")
@require_POST
def template_set(request: DeskRequest, viewer: Viewer, year: int, layout: str) -> HttpResponse:
    """Hand in the agency's own DOCX for a layout."""
    found, form = layout_named(layout), TemplateForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            deeds.set_template(by=viewer, at=timezone.now(), layout=found, name=file.name, content=file.read())
        except Refused as refusal:
            form.add_error("file", sentence_of(refusal))
    if form.errors:
        return _wording_page(request, viewer, year, found, form)
    messages.success(request, _("ใช้แม่แบบนี้แล้ว ลองดาวน์โหลดเอกสารตัวอย่างเพื่อดูผล"))
    return _back(viewer, year, found)


@requires("style.manage")
@require_POST
def template_remove(request: DeskRequest, viewer: Viewer, year: int, layout: str) -> HttpResponse:
    """Print a layout as the house does again."""
    found = layout_named(layout)
    with refusals_on(request):
        deeds.remove_template(by=viewer, at=timezone.now(), layout=found)
        messages.success(request, _("เลิกใช้แม่แบบแล้ว ส่งไฟล์เดิมกลับมาใช้ใหม่ได้ทุกเมื่อ"))
    return _back(viewer, year, found)


@requires("style.read")
@require_safe
def template_original(request: DeskRequest, viewer: Viewer, year: int, layout: str) -> FileResponse:
    """The template as it was handed in."""
    held = template_of(viewer.agency, layout_named(layout).name)
    if held is None:
        raise Http404
    return FileResponse(open_stored(held.file), as_attachment=True, filename=held.file.name)


@requires("style.read")
@require_safe
def template_begin(request: DeskRequest, viewer: Viewer, year: int, layout: str) -> HttpResponse:
    """A small DOCX to begin a template from."""
    found = layout_named(layout)
    name = _("แม่แบบเริ่มต้น %(layout)s") % {"layout": found.th}
    return _download(template_beginning(found), MEDIA_TYPES["docx"], f"{name}.docx")


def _wording_page(
    request: DeskRequest, viewer: Viewer, year: int, layout: Layout, template_form: TemplateForm
) -> HttpResponse:
    page = wording_page(viewer, layout)
    context = {
        "heading": page.layout.th,
        "crumbs": crumbs(viewer, year),
        "page": page,
        "heads": page.heads,
        "template_form": template_form,
        "fields": template_fields(layout),
        "formats": [(each, each.upper()) for each in ("pdf", "docx")],
        "may_manage": viewer.may("style.manage"),
    }
    return render(request, "documents/wording.html", context, status=422 if template_form.errors else 200)


def _edit_page(
    request: DeskRequest, viewer: Viewer, year: int, page: WordingPage, form: WordingForm, **more: Any
) -> HttpResponse:
    is_sent = form.is_bound and not {LOOK, USUAL} & set(request.POST)
    is_typed = form.is_bound and form.is_valid()
    shown = page.layout.worded(form.wording()) if is_typed else page.worded
    context = {
        "heading": _("ถ้อยคำของ%(layout)s") % {"layout": page.layout.th},
        "crumbs": [*crumbs(viewer, year), (page.layout.th, _address(viewer, year, page.layout))],
        "page": page,
        "form": form,
        "heads": heads_of(shown),
        "is_typed": is_typed,
        "placeholders": list(placeholders_of(page.layout).items()),
        "draft_key": _draft_key(page.layout),
        "basis": str(page.version),
        "back": _address(viewer, year, page.layout),
        **more,
    }
    status = 409 if "overtaken" in more else 422 if is_sent and form.errors else 200
    return render(request, "documents/wording_edit.html", context, status=status)


def _begun(viewer: Viewer, page: WordingPage) -> WordingForm:
    draft, is_stale = drafts.initial(viewer, _draft_key(page.layout), str(page.version))
    begun = draft if draft and not is_stale else initial_wording(page.layout, page.wording, page.version)
    return WordingForm(layout=page.layout, initial=begun)


def _with_usual_word(request: DeskRequest, layout: Layout) -> WordingForm:
    """The form as it was sent, one word as the layout has it."""
    sent = request.POST.copy()
    usual = {each.key: each.text for each in layout.words}
    if (key := str(sent.get(USUAL))) in usual:
        sent[f"{WORD}{key}"] = usual[key]
    return WordingForm(sent, layout=layout)


def _overtaken(request: DeskRequest, viewer: Viewer, year: int, form: WordingForm, sentence: str) -> HttpResponse:
    """Both side by side, and the viewer's own in a form that will be saved over the other."""
    page = wording_page(viewer, form.layout)
    theirs = initial_wording(page.layout, page.wording, page.version)
    rows = [
        (form.fields[name].label, _said(theirs.get(name)), _said(form.cleaned_data[name]))
        for name in form.fields
        if name != "version" and _said(theirs.get(name)) != _said(form.cleaned_data[name])
    ]
    sent = request.POST.copy()
    sent["version"] = str(page.version)
    again = WordingForm(sent, layout=form.layout)
    return _edit_page(request, viewer, year, page, again, overtaken=sentence, differences=rows)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return _("แสดง") if value else _("ไม่แสดง")
    return "" if value is None else str(value).replace("\r\n", "\n")


def _draft_key(layout: Layout) -> str:
    return f"wording:{layout.name}"


def _address(viewer: Viewer, year: int, layout: Layout) -> str:
    return reverse("documents:wording", args=[viewer.agency.slug, year, layout.name])


def _back(viewer: Viewer, year: int, layout: Layout) -> HttpResponse:
    return redirect(_address(viewer, year, layout))


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    stem, _dot, ending = name.rpartition(".")
    disposition = content_disposition_header(as_attachment=True, filename=f"{file_safe(stem)}.{ending}")
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition or "attachment"})
