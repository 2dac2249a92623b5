"""Written pages: all of them, one of them, begun, set right, taken away and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.forms.pages import HEAD_FORMS, HeadForm, differences, head_values
from prongsai.apps.disclosure.operations import pages as deeds
from prongsai.apps.disclosure.queries import page_parts as parts
from prongsai.apps.disclosure.queries import pages as query
from prongsai.apps.disclosure.queries.page_list import items_asking, page_line, page_list
from prongsai.apps.disclosure.queries.page_previews import preview_of
from prongsai.apps.disclosure.queries.release_previews import ENGLISH
from prongsai.apps.disclosure.queries.rendering import Language
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused
from prongsai.core.publication_paths import FILES

if TYPE_CHECKING:
    from prongsai.apps.disclosure.models import Page

A_PAGE = 50
"""Rows on one page of the list."""
USUAL_TITLES = {
    "people": ("ผู้บริหาร", "Executives"),
    "structure": ("โครงสร้างและอำนาจหน้าที่", "Structure and powers"),
    "contact": ("ข้อมูลการติดต่อ", "Contact"),
    "laws": ("กฎหมายที่เกี่ยวข้อง", "Laws"),
}
"""What a page that an agency has once is called until it is called otherwise; written as the public reads it."""


@requires("page.read")
@require_safe
def pages(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Every written page with its state in public, and what the year asks for that nobody wrote yet."""
    listed, state = page_list(viewer, year), request.GET.get("state", "")
    lines = Paginator(listed.of(state), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": _("หน้าที่เขียนในระบบ"),
        "listed": listed,
        "page": lines,
        "state": state,
        "kinds": _addable(listed.lines),
        "can_write": viewer.may("page.write"),
    }
    return render(request, "disclosure/pages.html", context)


@requires("page.write")
def page_create(request: DeskRequest, viewer: Viewer, year: int, kind: str) -> HttpResponse:
    """Begin a page of a kind; what is typed is kept as a draft until it is sent."""
    if kind not in HEAD_FORMS:
        raise Http404
    key = f"page:new-{kind}"
    if request.method != "POST":
        draft, _is_stale = drafts.initial(viewer, key, "")
        title_th, title_en = USUAL_TITLES.get(kind, ("", ""))
        usual = {"title_th": title_th, "title_en": title_en, "dated_on": timezone.localdate()}
        return _form_page(request, HEAD_FORMS[kind](initial=draft or usual), key, kind)
    if kept := keep_if_asked(request, key):
        return kept
    form = HEAD_FORMS[kind](request.POST)
    if form.is_valid():
        with refusals_on(form), drafts.accepted(request, key):
            made = deeds.create_page(by=viewer, at=timezone.now(), kind=kind, head=form.head())
    if form.errors:
        return _form_page(request, form, key, kind)
    messages.success(request, _("สร้างหน้าแล้ว คนภายนอกยังไม่เห็นจนกว่าจะเผยแพร่"))
    return redirect(address_of(viewer, year, made))


@requires("page.read")
@require_safe
def page(request: DeskRequest, viewer: Viewer, year: int, page_id: int) -> HttpResponse:
    """One page: what it says, its parts, how it stands in public."""
    found = query.page_of(viewer, page_id)
    said = query.texts_of(found)
    labels = HEAD_FORMS[found.kind].base_fields
    context = {
        "heading": found.title_th,
        "crumbs": crumbs(viewer, year),
        "page": found,
        "line": page_line(found, year),
        "asking": items_asking(found.kind, year),
        "texts": [(name, labels[name].label, said[name]) for name in query.TEXTS[found.kind]],
        "lists": [_listed(found, name) for name in query.PARTS[found.kind]],
        "gone": [(each, parts.name_of(each)) for each in parts.gone_parts(found)],
        "can_write": viewer.may("page.write") and found.removed_at is None,
        "can_restore": viewer.may("page.write") and found.removed_at is not None,
    }
    return render(request, "disclosure/page.html", context)


@requires("page.read")
@require_safe
def page_preview(request: DeskRequest, viewer: Viewer, year: int, page_id: int) -> HttpResponse:
    """The page as the public would see it, in Thai or in English."""
    found = query.page_of(viewer, page_id)
    here = reverse("disclosure:page-preview", args=[viewer.agency.slug, year, page_id])
    public = query.page_path(found)

    def address(path: str) -> str:
        if path.startswith(FILES):
            _files, slot, size = path.split("/")
            part = [viewer.agency.slug, year, page_id, slot.removeprefix(query.SLOT)]
            return reverse(
                f"disclosure:page-part-{'shown' if size else 'file'}", args=[*part, *([size] if size else [])]
            )
        ours = {public: here, f"{ENGLISH}{public}": f"{here}?language=en"}
        return ours.get(path, f"/{viewer.agency.slug}/{path}")

    language: Language = "en" if request.GET.get("language") == "en" else "th"
    back = reverse("disclosure:page", args=[viewer.agency.slug, year, page_id])
    return HttpResponse(preview_of(found, language, address, back))


@requires("page.write")
def page_edit(request: DeskRequest, viewer: Viewer, year: int, page_id: int) -> HttpResponse:
    """Set right what a page says by itself; whoever saves after somebody else is shown both."""
    found = query.page_of(viewer, page_id)
    key, basis = f"page:{found.pk}", parts.head_basis(found)
    if request.method != "POST":
        draft, is_stale = drafts.initial(viewer, key, basis)
        begun = draft if draft and not is_stale else {**head_values(found), "basis": basis}
        return _form_page(request, HEAD_FORMS[found.kind](initial=begun), key, found.kind, found)
    if kept := keep_if_asked(request, key):
        return kept
    form = HEAD_FORMS[found.kind](request.POST)
    if form.is_valid():
        try:
            with drafts.accepted(request, key):
                head, typed_from = form.head(), form.cleaned_data["basis"]
                deeds.edit_page(by=viewer, at=timezone.now(), page=found, basis=typed_from, head=head)
        except deeds.Overtaken as overtaken:
            return _overtaken(request, form, key, query.page_of(viewer, page_id), sentence_of(overtaken))
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
    if form.errors:
        return _form_page(request, form, key, found.kind, found)
    messages.success(request, _("บันทึกแล้ว คนภายนอกจะเห็นเมื่อเผยแพร่ครั้งถัดไป"))
    return redirect(address_of(viewer, year, found))


@requires("page.write")
@require_POST
def page_remove(request: DeskRequest, viewer: Viewer, year: int, page_id: int) -> HttpResponse:
    """Take a page away; the list of removed pages brings it back."""
    found = query.page_of(viewer, page_id)
    with refusals_on(request):
        deeds.remove_page(by=viewer, at=timezone.now(), page=found)
        messages.success(request, _("นำ “%s” ออกแล้ว นำกลับมาได้ที่ท้ายรายการ") % found.title_th)
    return redirect("disclosure:pages", viewer.agency.slug, year)


@requires("page.write")
@require_POST
def page_restore(request: DeskRequest, viewer: Viewer, year: int, page_id: int) -> HttpResponse:
    """Bring a page back."""
    found = query.page_of(viewer, page_id)
    with refusals_on(request):
        deeds.restore_page(by=viewer, at=timezone.now(), page=found)
        messages.success(request, _("นำ “%s” กลับมาแล้ว") % found.title_th)
        return redirect(address_of(viewer, year, found))
    return redirect("disclosure:pages", viewer.agency.slug, year)


def crumbs(viewer: Viewer, year: int, found: Page | None = None) -> list[tuple[str, str]]:
    """The way to a page of a written page."""
    listed = [(_("หน้าที่เขียนในระบบ"), reverse("disclosure:pages", args=[viewer.agency.slug, year]))]
    return [*listed, (found.title_th, address_of(viewer, year, found))] if found else listed


def address_of(viewer: Viewer, year: int, found: Page) -> str:
    """Where a written page is looked after."""
    return reverse("disclosure:page", args=[viewer.agency.slug, year, found.pk])


def list_words(name: str) -> tuple[str, str]:
    """What a list of parts is called, and how one is added to it."""
    return {
        "people": (pgettext("menu", "ผู้บริหาร"), _("เพิ่มผู้บริหาร")),
        "units": (_("ส่วนราชการภายใน"), _("เพิ่มส่วนราชการ")),
        "charts": (_("ภาพผังโครงสร้าง"), _("ใส่ภาพผัง")),
        "pictures": (_("ภาพ"), _("เพิ่มภาพ")),
        "links": (_("ลิงก์และไฟล์"), _("เพิ่มลิงก์หรือไฟล์")),
    }[name]


def _listed(found: Page, name: str) -> dict[str, Any]:
    lines = parts.lines_of(found, name)
    title, add = list_words(name)
    return {
        "name": name,
        "title": title,
        "add": add,
        "lines": lines,
        "has_room": len(lines) < parts.MOST.get(name, parts.MOST_PARTS),
    }


def _addable(lines: Any) -> list[tuple[str, str]]:
    """The kinds of page that can be begun: those of which there may be many, and those that are not there."""
    words = {
        "people": pgettext("menu", "ผู้บริหาร"),
        "structure": _("โครงสร้างและอำนาจหน้าที่"),
        "contact": _("ข้อมูลการติดต่อ"),
        "laws": _("กฎหมายที่เกี่ยวข้อง"),
        "news": _("ข่าวประชาสัมพันธ์"),
        "text": _("หน้าทั่วไป"),
    }
    there = {line.page.kind for line in lines} & query.ONE_OF_A_KIND
    return [(kind, word) for kind, word in words.items() if kind not in there]


def _form_page(
    request: DeskRequest, form: HeadForm, key: str, kind: str, found: Page | None = None, **more: Any
) -> HttpResponse:
    viewer, year = request.viewer, request.year
    context = {
        "heading": _("แก้ข้อความของหน้า") if found else dict(_addable([])).get(kind, ""),
        "crumbs": crumbs(viewer, year, found),
        "form": form,
        "draft_key": key,
        "basis": parts.head_basis(found) if found else "",
        "back": address_of(viewer, year, found)
        if found
        else reverse("disclosure:pages", args=[viewer.agency.slug, year]),
        **more,
    }
    status = 409 if "overtaken" in more else 422 if form.is_bound and form.errors else 200
    return render(request, "disclosure/page_form.html", context, status=status)


def _overtaken(request: DeskRequest, form: HeadForm, key: str, saved: Page, sentence: str) -> HttpResponse:
    """Both side by side, and the viewer's own in a form that will be saved over the other."""
    sent = request.POST.copy()
    sent["basis"] = parts.head_basis(saved)
    rows = differences(form, head_values(saved))
    again = HEAD_FORMS[saved.kind](sent)
    return _form_page(request, again, key, saved.kind, saved, overtaken=sentence, differences=rows)
