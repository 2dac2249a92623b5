"""Exhibits: added, listed, looked at, put right, shown for more, no longer shown, taken out and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.desk.items import address as item_address
from prongsai.apps.disclosure.forms.exhibits import (
    ExhibitEditForm,
    ExhibitForm,
    PlacesForm,
    covers_said,
    ticked,
)
from prongsai.apps.disclosure.operations import exhibits as deeds
from prongsai.apps.disclosure.queries import exhibits as query
from prongsai.apps.disclosure.queries.places import groups_for, places_of
from prongsai.base import drafts, files
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused

if TYPE_CHECKING:
    from prongsai.apps.disclosure.models import Exhibit
    from prongsai.apps.disclosure.queries.places import PlaceGroup

LONGEST_KEY = 200


@requires("exhibit.read")
@require_safe
def exhibits(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What is shown in a year, and what is shown nowhere yet; each count opens what it counts."""
    wished = request.GET.get("wish", "")
    wish = wished if wished in query.WISHES else ""
    listed = query.exhibits_page(viewer, year, wish)
    page = Paginator(listed.rows, query.A_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": _("สิ่งที่แสดง"),
        "crumbs": _crumbs(viewer, year)[:1],
        "page": page,
        "counts": listed.counts,
        "wish": wish,
        "exports": table_links("disclosure:exhibits-table", [viewer.agency.slug, year]),
        "can_add": viewer.may("exhibit.add"),
    }
    return render(request, "disclosure/exhibits.html", context)


@requires("exhibit.read")
@require_safe
def exhibits_file(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """What is shown in a year as a table to take away."""
    return table_response(*query.exhibits_table(viewer, year), form)


@requires("exhibit.add")
def exhibit_add(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Add something and say where it is shown; the address may name that already (``?place=o12:1a2b3c4d``)."""
    groups, key = groups_for(viewer, year, timezone.localdate()), _draft_key(request)
    records = query.records_to_show(viewer, year)
    if request.method != "POST":
        draft, _is_stale = drafts.initial(viewer, key, "")
        form = ExhibitForm(initial=draft, records=records)
        places = PlacesForm(initial={**dict(request.GET.lists()), **draft}, year=year, groups=groups)
        return _add_page(request, viewer, year, form, places, groups)
    if kept := keep_if_asked(request, key):
        return kept
    form = ExhibitForm(request.POST, request.FILES, records=records)
    places = PlacesForm(request.POST, year=year, groups=groups)
    if form.is_valid() & places.is_valid():
        added = _added(request, viewer, year, form, places, key)
        if added:
            messages.success(request, _("เพิ่ม “%s” แล้ว") % added.title)
            return redirect(_after(viewer, year, added, places))
    return _add_page(request, viewer, year, form, places, groups)


@requires("exhibit.read")
@require_safe
def exhibit(request: DeskRequest, viewer: Viewer, year: int, exhibit_id: int) -> HttpResponse:
    """One thing shown: what it is, where it is shown in every year, what the latest looks at it found."""
    found = query.exhibit_of(viewer, exhibit_id)
    page = query.exhibit_page(viewer, year, found)
    covers = page.row.standing.covers
    context = {
        "heading": found.title,
        "crumbs": _crumbs(viewer, year),
        "page": page,
        "exhibit": found,
        "standing": page.row.standing,
        "covers": covers_said(*covers) if covers else "",
        "can_add": viewer.may("exhibit.add"),
        "may_read_papers": viewer.may("document.read"),
    }
    return render(request, "disclosure/exhibit.html", context)


@requires("exhibit.add")
def exhibit_edit(request: DeskRequest, viewer: Viewer, year: int, exhibit_id: int) -> HttpResponse:
    """Put right what is told of it; whoever was overtaken sees both."""
    found = query.exhibit_of(viewer, exhibit_id)
    context = {
        "heading": _("แก้สิ่งที่แสดง"),
        "crumbs": [*_crumbs(viewer, year), (found.title, _address(viewer, year, found))],
        "exhibit": found,
        "back": _address(viewer, year, found),
    }
    form = ExhibitEditForm(request.POST if request.method == "POST" else None, exhibit=found)
    if request.method == "POST" and form.is_valid():
        try:
            told, url = form.told(), form.cleaned_data.get("url", "")
            version = form.cleaned_data["version"]
            deeds.edit_exhibit(by=viewer, at=timezone.now(), exhibit=found, version=version, told=told, url=url)
        except deeds.Overtaken as overtaken:
            differences = form.differences(overtaken.exhibit)
            form.data = request.POST.copy()
            form.data["version"] = str(overtaken.exhibit.version)
            told_both = {"overtaken": sentence_of(overtaken), "differences": differences}
            return render(request, "disclosure/exhibit_edit.html", {**context, "form": form, **told_both}, status=409)
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("บันทึกแล้ว"))
            return redirect(_address(viewer, year, found))
    status = 422 if form.is_bound else 200
    return render(request, "disclosure/exhibit_edit.html", {**context, "form": form}, status=status)


@requires("exhibit.add")
def exhibit_use(request: DeskRequest, viewer: Viewer, year: int, exhibit_id: int) -> HttpResponse:
    """Show it for further elements and items of the year, and of the years beside it."""
    found = query.exhibit_of(viewer, exhibit_id)
    groups = groups_for(viewer, year, timezone.localdate())
    form = PlacesForm(request.POST if request.method == "POST" else None, year=year, groups=groups)
    if request.method == "POST" and form.is_valid():
        wanted = places_of(viewer, year, form.cleaned_data["place"], form.cleaned_data["years"])
        with refusals_on(form):
            deeds.show_exhibits(by=viewer, at=timezone.now(), uses=[(deeds.Thing(exhibit=found), wanted)])
            messages.success(request, _("แสดงในข้อที่เลือกแล้ว"))
            return redirect(_address(viewer, year, found))
    context = {
        "heading": _("แสดงในข้ออื่นด้วย"),
        "crumbs": [*_crumbs(viewer, year), (found.title, _address(viewer, year, found))],
        "exhibit": found,
        "form": form,
        "groups": ticked(groups, form.chosen),
    }
    return render(request, "disclosure/exhibit_use.html", context, status=422 if form.is_bound else 200)


@requires("exhibit.add")
@require_POST
def exhibit_hide(request: DeskRequest, viewer: Viewer, year: int, showing_id: int) -> HttpResponse:
    """Show it no longer at one place."""
    found = query.showing_of(viewer, showing_id)
    with refusals_on(request):
        deeds.hide_exhibit(by=viewer, at=timezone.now(), showing=found)
        words = {"title": found.exhibit.title, "code": found.item}
        messages.success(request, _("เลิกแสดง “%(title)s” ในข้อ %(code)s แล้ว ยังอยู่ในรายการสิ่งที่แสดง นำกลับมาแสดงได้") % words)
    if request.POST.get("from") == "item":
        return redirect(item_address(viewer, found.fiscal_year, found.item))
    return redirect(_address(viewer, year, found.exhibit))


@requires("exhibit.add")
@require_POST
def exhibit_remove(request: DeskRequest, viewer: Viewer, year: int, exhibit_id: int) -> HttpResponse:
    """Take it out of everything it shows; its page can bring it back."""
    found = query.exhibit_of(viewer, exhibit_id)
    with refusals_on(request):
        deeds.remove_exhibit(by=viewer, at=timezone.now(), exhibit=found)
        messages.success(request, _("นำออกจากทุกข้อแล้ว หากนำออกผิด กดนำกลับมาได้ที่หน้านี้"))
    return redirect(_address(viewer, year, found))


@requires("exhibit.add")
@require_POST
def exhibit_restore(request: DeskRequest, viewer: Viewer, year: int, exhibit_id: int) -> HttpResponse:
    """Bring it back at all its places."""
    found = query.exhibit_of(viewer, exhibit_id)
    with refusals_on(request):
        deeds.restore_exhibit(by=viewer, at=timezone.now(), exhibit=found)
        messages.success(request, _("นำกลับมาแสดงที่เดิมทุกข้อแล้ว"))
    return redirect(_address(viewer, year, found))


@requires("exhibit.read")
@require_safe
def exhibit_file(request: DeskRequest, viewer: Viewer, year: int, exhibit_id: int) -> FileResponse:
    """The file that is shown, to be kept and never opened in the page."""
    file = query.exhibit_of(viewer, exhibit_id).file
    if file is None:
        raise Http404
    answer = FileResponse(
        files.open_stored(file), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _added(
    request: DeskRequest, viewer: Viewer, year: int, form: ExhibitForm, places: PlacesForm, key: str
) -> Exhibit | None:
    """What was added; None when it was refused, which stands on the form."""
    cleaned, record = form.cleaned_data, form.record
    upload = cleaned["upload"]
    thing = deeds.thing_of(record) if record else None
    with refusals_on(form), drafts.accepted(request, key):
        return deeds.add_exhibit(
            by=viewer,
            at=timezone.now(),
            places=places_of(viewer, year, places.cleaned_data["place"], places.cleaned_data["years"]),
            told=form.told(),
            thing=deeds.Thing(url=cleaned["url"]) if cleaned["url"] else thing,
            upload=(upload.name, upload.read()) if upload else None,
        )
    return None


def _add_page(
    request: DeskRequest,
    viewer: Viewer,
    year: int,
    form: ExhibitForm,
    places: PlacesForm,
    groups: tuple[PlaceGroup, ...],
) -> HttpResponse:
    context = {
        "heading": _("เพิ่มสิ่งที่แสดง"),
        "crumbs": _crumbs(viewer, year),
        "form": form,
        "places": places,
        "groups": ticked(groups, places.chosen),
        "draft_key": _draft_key(request),
        "largest": files.LARGEST,
    }
    failed = form.is_bound
    return render(request, "disclosure/exhibit_add.html", context, status=422 if failed else 200)


def _draft_key(request: DeskRequest) -> str:
    """The form's draft: one a year, and one for each place that an address asks for."""
    return ":".join(["exhibit", str(request.year), *request.GET.getlist("place")])[:LONGEST_KEY]


def _after(viewer: Viewer, year: int, added: Exhibit, places: PlacesForm) -> str:
    """Where somebody goes on after adding: the item where it was for one, else the exhibit's page."""
    codes = {each.partition(":")[0] for each in places.cleaned_data["place"]}
    return item_address(viewer, year, codes.pop()) if len(codes) == 1 else _address(viewer, year, added)


def _address(viewer: Viewer, year: int, of: Exhibit) -> str:
    return reverse("disclosure:exhibit", args=[viewer.agency.slug, year, of.pk])


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    desk = [viewer.agency.slug, year]
    return [
        (_("ข้อ OIT"), reverse("disclosure:items", args=desk)),
        (_("สิ่งที่แสดง"), reverse("disclosure:exhibits", args=desk)),
    ]
