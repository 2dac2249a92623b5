"""How an agency's papers look: one page for all of it, the choices, the emblem, who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents.forms.style import PATTERN, EmblemForm, SignatoryForm, StyleForm
from prongsai.apps.documents.operations import style as deeds
from prongsai.apps.documents.queries.style import (
    LONGEST_PATTERN,
    USUAL_PATTERN,
    check_pattern,
    house_style,
    layout_lines,
    numbered,
    signatories_of,
    signatory_of,
    style_of,
)
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused
from prongsai.paper.writing.layouts import layouts
from prongsai.paper.writing.text import in_digits

if TYPE_CHECKING:
    from prongsai.apps.documents.models import HouseStyle

DRAFT = "style"
SIGNATORY_DRAFT = "signatory"


@requires("style.read")
@require_safe
def style(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Everything about how the agency's papers look."""
    return _style_page(request, viewer, year, EmblemForm())


@requires("style.manage")
def style_edit(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Choose digits, face and number patterns; whoever was overtaken sees both."""
    if kept := keep_if_asked(request, DRAFT):
        return kept
    saved = house_style(viewer.agency)
    if request.method != "POST":
        draft, is_stale = drafts.initial(viewer, DRAFT, str(saved.version))
        begun = draft if draft and not is_stale else _chosen(saved)
        return _edit_page(request, viewer, year, _form(viewer, year, initial=begun), saved)
    form = _form(viewer, year, request.POST)
    if not form.is_valid():
        return _edit_page(request, viewer, year, form, saved)
    said = form.cleaned_data
    choice: deeds.StyleChoice = {"digits": said["digits"], "face": said["face"], "patterns": form.typed_patterns()}
    try:
        with drafts.accepted(request, DRAFT):
            deeds.edit_style(by=viewer, at=timezone.now(), version=said["version"], choice=choice)
    except deeds.Overtaken as overtaken:
        return _overtaken(request, viewer, year, form, sentence_of(overtaken))
    messages.success(request, _("บันทึกแล้ว เอกสารที่ยังเป็นร่างจะใช้แบบใหม่ เอกสารที่ออกแล้วไม่เปลี่ยน"))
    return _back(viewer, year)


@requires("style.read")
@require_safe
def style_example(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What a number pattern gives, while it is typed."""
    typed = next((f"{text}" for name, text in request.GET.items() if name.startswith(PATTERN)), "")
    context = _example(viewer, typed[: LONGEST_PATTERN + 1], year)
    return render(request, "documents/style_example.html", context)


@requires("style.read")
@require_safe
def style_emblem(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The emblem as papers carry it."""
    emblem = style_of(viewer.agency, "")[0].emblem
    if emblem is None:
        raise Http404
    return HttpResponse(emblem, content_type="image/png", headers={"Cache-Control": "private, no-cache"})


@requires("style.manage")
@require_POST
def style_emblem_set(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Put an emblem on the agency's papers."""
    form = EmblemForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["emblem"]
        try:
            deeds.set_emblem(by=viewer, at=timezone.now(), name=file.name, content=file.read())
        except Refused as refusal:
            form.add_error("emblem", sentence_of(refusal))
    if form.errors:
        return _style_page(request, viewer, year, form)
    messages.success(request, _("เปลี่ยนตราแล้ว เอกสารที่ออกแล้วยังใช้ตราเดิม"))
    return _back(viewer, year)


@requires("style.manage")
@require_POST
def style_emblem_remove(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Let papers carry no emblem."""
    with refusals_on(request):
        deeds.remove_emblem(by=viewer, at=timezone.now())
        messages.success(request, _("นำตราออกแล้ว ใส่ใหม่ได้ทุกเมื่อ"))
    return _back(viewer, year)


@requires("style.manage")
def signatory_add(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Let somebody sign papers."""
    if kept := keep_if_asked(request, SIGNATORY_DRAFT):
        return kept
    draft, _is_stale = drafts.initial(viewer, SIGNATORY_DRAFT, "")
    form = SignatoryForm(request.POST) if request.method == "POST" else SignatoryForm(initial=draft)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), drafts.accepted(request, SIGNATORY_DRAFT):
            deeds.add_signatory(by=viewer, at=timezone.now(), **form.cleaned_data)
        if not form.errors:
            messages.success(request, _("เพิ่มผู้ลงนามแล้ว"))
            return _back(viewer, year)
    context = {
        "heading": _("เพิ่มผู้ลงนาม"),
        "crumbs": crumbs(viewer, year),
        "form": form,
        "draft_key": SIGNATORY_DRAFT,
        "back": reverse("documents:style", args=[viewer.agency.slug, year]),
    }
    return render(request, "documents/signatory_add.html", context, status=422 if form.errors else 200)


@requires("style.manage")
@require_POST
def signatory_end(request: DeskRequest, viewer: Viewer, year: int, signatory_id: int) -> HttpResponse:
    """Let somebody sign no further papers."""
    found = signatory_of(viewer, signatory_id)
    with refusals_on(request):
        deeds.end_signatory(by=viewer, at=timezone.now(), signatory=found)
        messages.success(request, _("เลิกใช้ชื่อผู้ลงนามนี้แล้ว เอกสารที่มีชื่ออยู่ไม่เปลี่ยน"))
    return _back(viewer, year)


def crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    """The way to a page under the style page."""
    return [(_("รูปแบบเอกสารของหน่วยงาน"), reverse("documents:style", args=[viewer.agency.slug, year]))]


def _style_page(request: DeskRequest, viewer: Viewer, year: int, emblem_form: EmblemForm) -> HttpResponse:
    chosen, emblem = house_style(viewer.agency), style_of(viewer.agency, "")[0].emblem
    lines = [{"line": each, "example": _numbered(chosen, each.pattern, year)} for each in layout_lines(viewer)]
    context = {
        "heading": _("รูปแบบเอกสารของหน่วยงาน"),
        "chosen": chosen,
        "has_emblem": chosen.emblem_id is not None,
        "is_emblem_lost": chosen.emblem_id is not None and emblem is None,
        "emblem_form": emblem_form,
        "signatories": signatories_of(viewer.agency),
        "lines": lines,
        "may_manage": viewer.may("style.manage"),
    }
    return render(request, "documents/style.html", context, status=422 if emblem_form.errors else 200)


def _edit_page(
    request: DeskRequest, viewer: Viewer, year: int, form: StyleForm, saved: HouseStyle, **more: Any
) -> HttpResponse:
    typed = [(field, str(field.value() or "") or USUAL_PATTERN) for field in form.patterns]
    context = {
        "heading": _("ตัวเลข แบบอักษร และเลขที่เอกสาร"),
        "crumbs": crumbs(viewer, year),
        "form": form,
        "patterns": [{"field": field, **_example(viewer, text, year)} for field, text in typed],
        "draft_key": DRAFT,
        "basis": str(saved.version),
        "back": reverse("documents:style", args=[viewer.agency.slug, year]),
        **more,
    }
    status = 409 if "overtaken" in more else 422 if form.is_bound and form.errors else 200
    return render(request, "documents/style_edit.html", context, status=status)


def _overtaken(request: DeskRequest, viewer: Viewer, year: int, form: StyleForm, sentence: str) -> HttpResponse:
    """Both side by side, and the viewer's own in a form that will be saved over the other."""
    saved = house_style(viewer.agency)
    theirs = _chosen(saved)
    rows = [
        (form.fields[name].label, _said(form, name, theirs.get(name, "")), _said(form, name, form.cleaned_data[name]))
        for name in form.fields
        if name != "version" and str(theirs.get(name, "")) != str(form.cleaned_data[name])
    ]
    sent = request.POST.copy()
    sent["version"] = str(saved.version)
    again = _form(viewer, year, sent)
    return _edit_page(request, viewer, year, again, saved, overtaken=sentence, differences=rows)


def _said(form: StyleForm, name: str, value: Any) -> Any:
    """A value as the form words it."""
    choices = dict(getattr(form.fields[name], "choices", ()))
    return choices.get(value, value)


def _form(viewer: Viewer, year: int, sent: Any = None, **named: Any) -> StyleForm:
    form = StyleForm(sent, layouts=layouts(), **named)
    for field in form.patterns:
        field.field.widget.attrs |= {
            "placeholder": USUAL_PATTERN,
            "aria-describedby": f"example-{field.name}",
            "hx-get": reverse("documents:style-example", args=[viewer.agency.slug, year]),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": f"#example-{field.name}",
        }
    return form


def _chosen(saved: HouseStyle) -> dict[str, Any]:
    patterns = {f"{PATTERN}{name}": pattern for name, pattern in saved.patterns.items()}
    return {"version": saved.version, "digits": saved.digits, "face": saved.face, **patterns}


def _example(viewer: Viewer, pattern: str, year: int) -> dict[str, str]:
    """What a pattern gives, or what is wrong with it."""
    try:
        check_pattern(pattern.strip() or USUAL_PATTERN)
    except Refused as refusal:
        return {"example": "", "problem": sentence_of(refusal)}
    return {"example": _numbered(house_style(viewer.agency), pattern.strip() or USUAL_PATTERN, year), "problem": ""}


def _numbered(chosen: HouseStyle, pattern: str, year: int) -> str:
    return in_digits(numbered(pattern, 1, year), chosen.digits)  # type: ignore[arg-type] # the column holds these two


def _back(viewer: Viewer, year: int) -> HttpResponse:
    return redirect("documents:style", viewer.agency.slug, year)
