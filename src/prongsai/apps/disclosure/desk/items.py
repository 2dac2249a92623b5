"""Items of the open-data page: the list of a year, one item, who sees to it, its elements, what could be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.forms.exhibits import OffersForm
from prongsai.apps.disclosure.forms.items import ElementForm, ItemForm, ItemsWishForm
from prongsai.apps.disclosure.operations import exhibits as showing
from prongsai.apps.disclosure.operations import items as deeds
from prongsai.apps.disclosure.queries.elements import change_of
from prongsai.apps.disclosure.queries.items import ItemStanding, is_theirs, item_of
from prongsai.apps.disclosure.queries.items_page import items_page, items_table
from prongsai.apps.disclosure.queries.offers import Offers, offered, offers_for
from prongsai.apps.disclosure.queries.places import Place
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.queries import units_of
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused
from prongsai.core.framework import YEARS, has_framework, load

if TYPE_CHECKING:
    from prongsai.apps.disclosure.queries.elements import ElementAsked


@requires("item.read")
@require_safe
def items(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The items of a year in groups, narrowed and sorted as the address says; a year without a framework says so."""
    form = _wish_form(request, viewer, year)
    page = items_page(viewer, year, timezone.localdate(), form.wish())
    if page is None:
        return no_framework(request, viewer, year, _("ข้อ OIT"))
    context = {
        "heading": _("ข้อ OIT"),
        "page": page,
        "form": form,
        "wish": page.wish,
        "exports": table_links("disclosure:items-table", [viewer.agency.slug, year], **page.wish.chosen),
        "may": {"manage": viewer.may("item.manage"), "rehearse": viewer.may("rehearsal.read")},
    }
    return render(request, "disclosure/items.html", context)


@requires("item.read")
@require_safe
def items_file(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The items as they are shown, as a table to take away."""
    page = items_page(viewer, year, timezone.localdate(), _wish_form(request, viewer, year).wish())
    if page is None:
        raise Http404
    return table_response(*items_table(page, year), form)


@requires("item.manage")
@require_POST
def items_owners(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Let the units of the year before see to what their items became."""
    with refusals_on(request):
        count = deeds.keep_owners(by=viewer, at=timezone.now(), year=year)
        messages.success(request, _("กำหนดผู้รับผิดชอบตามปีก่อนแล้ว %d ข้อ") % count)
    return redirect("disclosure:items", viewer.agency.slug, year)


@requires("item.read")
@require_safe
def item(request: DeskRequest, viewer: Viewer, year: int, code: str) -> HttpResponse:
    """One item: its elements and what shows them, what could be shown with one press, what it was last year."""
    return _item_page(request, viewer, year, code)


@requires("item.manage")
def item_edit(request: DeskRequest, viewer: Viewer, year: int, code: str) -> HttpResponse:
    """Say who sees to an item and what the sheet explains; whoever was overtaken sees both."""
    found = item_of(viewer, year, code, timezone.localdate())
    key, basis = f"item:{year}:{found.code}", str(found.version)
    if kept := keep_if_asked(request, key):
        return kept
    context = {
        "heading": _("ผู้รับผิดชอบและคำอธิบาย"),
        "crumbs": crumbs(viewer, year, found),
        "item": found,
        "draft_key": key,
        "basis": basis,
        "back": address(viewer, year, found.code),
    }
    if request.method != "POST":
        form = ItemForm(initial=_begun(viewer, key, basis, _saved(found)), units=units_of(viewer))
        return render(request, "disclosure/item_edit.html", {**context, "form": form})
    form = ItemForm(request.POST, units=units_of(viewer))
    if form.is_valid():
        said = {"unit": form.unit_chosen, "explanation": form.cleaned_data["explanation"]}
        version = form.cleaned_data["version"]
        try:
            with drafts.accepted(request, key):
                deeds.edit_item(by=viewer, at=timezone.now(), year=year, code=found.code, version=version, **said)
        except deeds.Overtaken as overtaken:
            return _overtaken(request, "disclosure/item_edit.html", context, form, overtaken)
        messages.success(request, _("บันทึกแล้ว"))
        return redirect(address(viewer, year, found.code))
    return render(request, "disclosure/item_edit.html", {**context, "form": form}, status=422)


@requires("exhibit.add")
@require_POST
def item_offers(request: DeskRequest, viewer: Viewer, year: int, code: str) -> HttpResponse:
    """Show what is offered and ticked: for the elements it showed last year, else for those that are ticked."""
    today = timezone.localdate()
    found = item_of(viewer, year, code, today)
    offers = offers_for(viewer, found, today)
    form = _offers_form(offers, found, request.POST)
    if form.is_valid():
        ticked = form.cleaned_data["element"] or [""]
        uses = [
            (
                showing.thing_of(each.record),
                [Place(year, found.code, element) for element in each.elements or ticked],
            )
            for each in offered(offers, form.cleaned_data["offer"])
        ]
        with refusals_on(form):
            shown = showing.show_exhibits(by=viewer, at=timezone.now(), uses=uses)
            messages.success(
                request, _("แสดงในข้อ %(code)s แล้ว %(count)s รายการ") % {"code": found.code, "count": len(shown)}
            )
            return redirect(address(viewer, year, found.code))
    return _item_page(request, viewer, year, code, sent=form)


@requires("item.manage")
def element_add(request: DeskRequest, viewer: Viewer, year: int, code: str) -> HttpResponse:
    """Add an element that the item must show, with the document that says so."""
    found = item_of(viewer, year, code, timezone.localdate())

    def add(form: ElementForm) -> None:
        deeds.add_element(by=viewer, at=timezone.now(), year=year, code=found.code, **form.said())

    return _element_page(request, viewer, year, found, None, add)


@requires("item.manage")
def element_change(request: DeskRequest, viewer: Viewer, year: int, code: str, element: str) -> HttpResponse:
    """Say an element in the agency's own words, or set it aside; whoever was overtaken sees both."""
    found = item_of(viewer, year, code, timezone.localdate())
    asked = _asked(found, element)

    def change(form: ElementForm) -> None:
        version = form.cleaned_data["version"] or 0
        place: dict[str, Any] = {"year": year, "code": found.code, "element": element}
        deeds.change_element(by=viewer, at=timezone.now(), version=version, **place, **form.said())

    return _element_page(request, viewer, year, found, asked, change)


@requires("item.manage")
@require_POST
def element_restore(request: DeskRequest, viewer: Viewer, year: int, change_id: int) -> HttpResponse:
    """Take back what the agency changed about an element."""
    change = change_of(viewer, year, change_id)
    with refusals_on(request):
        deeds.restore_element(by=viewer, at=timezone.now(), change=change)
        messages.success(request, _("นำสิ่งที่หน่วยงานแก้ออกแล้ว องค์ประกอบกลับเป็นตามกรอบการประเมิน"))
    return redirect(address(viewer, year, change.item))


def no_framework(request: DeskRequest, viewer: Viewer, year: int, heading: str) -> HttpResponse:
    """What stands in the place of items in a year whose framework is not known."""
    nearest = min(YEARS, key=lambda each: abs(each - year))
    return render(request, "disclosure/items_none.html", {"heading": heading, "nearest": nearest})


def crumbs(viewer: Viewer, year: int, of: ItemStanding | None = None) -> list[tuple[str, str]]:
    """The way to an item, or to a page under it."""
    first = (_("ข้อ OIT"), reverse("disclosure:items", args=[viewer.agency.slug, year]))
    return [first, (f"{of.code} {of.item.title_th}", address(viewer, year, of.code))] if of else [first]


def address(viewer: Viewer, year: int, code: str) -> str:
    """The page of an item."""
    return reverse("disclosure:item", args=[viewer.agency.slug, year, code])


def _wish_form(request: DeskRequest, viewer: Viewer, year: int) -> ItemsWishForm:
    subs = [each.code for each in load(year).sub_indicators] if has_framework(year) else []
    return ItemsWishForm(request.GET, units=units_of(viewer), own=viewer.units, subs=subs)


def _item_page(
    request: DeskRequest, viewer: Viewer, year: int, code: str, *, sent: OffersForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    found = item_of(viewer, year, code, today)
    may_show = is_theirs(viewer, found.duty)
    offers = offers_for(viewer, found, today)
    sources = load(year).sources
    context = {
        "heading": f"{found.code} {found.item.title_th}",
        "crumbs": crumbs(viewer, year),
        "item": found,
        "rows": [(each, [sources.get(source, source) for source in each.asked.sources]) for each in found.elements],
        "offers": offers,
        "form": sent or _offers_form(offers, found, None),
        "chosen": request.POST.getlist("offer") if sent else [each.key for each in offers.all if not each.doubt],
        "ticked": request.POST.getlist("element") if sent else [each.asked.id for each in found.missing],
        "lacking": urlencode([("place", _place_value(found, each.asked)) for each in found.missing]),
        "may": {"show": may_show, "manage": viewer.may("item.manage")},
        "is_due": found.span is None or today >= found.span.due_on,
    }
    return render(request, "disclosure/item.html", context, status=422 if sent else 200)


def _place_value(found: ItemStanding, asked: ElementAsked) -> str:
    """An element as the form of adding names it."""
    return found.code if asked.is_whole else f"{found.code}:{asked.id}"


def _offers_form(offers: Offers, found: ItemStanding, sent: Any) -> OffersForm:
    return OffersForm(
        sent, offers=[each.key for each in offers.all], elements=[each.asked.id for each in found.elements]
    )


def _asked(found: ItemStanding, element: str) -> ElementAsked:
    """An element of an item, also one set aside. Raises: Http404, also for what only stands for the item."""
    every = (*(each.asked for each in found.elements), *found.aside)
    asked = next((each for each in every if each.id == element and not each.is_whole), None)
    if asked is None:
        raise Http404
    return asked


def _element_page(
    request: DeskRequest, viewer: Viewer, year: int, found: ItemStanding, asked: ElementAsked | None, deed: Any
) -> HttpResponse:
    can_set_aside = asked is not None and not asked.is_own
    version = asked.change.version if asked and asked.change else 0
    key = f"element:{year}:{found.code}:{asked.id if asked else 'new'}"
    if kept := keep_if_asked(request, key):
        return kept
    context = {
        "heading": _("แก้องค์ประกอบ") if asked else _("เพิ่มองค์ประกอบของหน่วยงาน"),
        "crumbs": crumbs(viewer, year, found),
        "item": found,
        "asked": asked,
        "draft_key": key,
        "basis": str(version),
        "back": address(viewer, year, found.code),
    }
    if request.method != "POST":
        form = ElementForm(
            initial=_begun(viewer, key, str(version), _element_saved(asked, version)), can_set_aside=can_set_aside
        )
        return render(request, "disclosure/item_element.html", {**context, "form": form})
    form = ElementForm(request.POST, can_set_aside=can_set_aside)
    if form.is_valid():
        try:
            with drafts.accepted(request, key):
                deed(form)
        except deeds.Overtaken as overtaken:
            return _overtaken(request, "disclosure/item_element.html", context, form, overtaken)
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("บันทึกองค์ประกอบแล้ว คืนของเดิมได้ในหน้านี้"))
            return redirect(address(viewer, year, found.code))
    return render(request, "disclosure/item_element.html", {**context, "form": form}, status=422)


def _overtaken(
    request: DeskRequest, template: str, context: dict[str, Any], form: Any, overtaken: deeds.Overtaken
) -> HttpResponse:
    """Both texts, and the viewer's own in a form that will be saved over the other."""
    saved: Any = overtaken.record
    differences = form.differences(saved)
    form.data = form.data.copy()
    form.data["version"] = str(saved.version)
    told = {"overtaken": sentence_of(overtaken), "differences": differences, "basis": str(saved.version)}
    return render(request, template, {**context, "form": form, **told}, status=409)


def _begun(viewer: Viewer, key: str, basis: str, saved: dict[str, Any]) -> dict[str, Any]:
    """What a form begins with: the viewer's draft where it is not stale, with the version that is saved."""
    draft, is_stale = drafts.initial(viewer, key, basis)
    return {**draft, "version": saved["version"]} if draft and not is_stale else saved


def _saved(found: ItemStanding) -> dict[str, Any]:
    unit = found.unit
    return {"version": found.version, "unit": str(unit.pk) if unit else "", "explanation": found.explanation}


def _element_saved(asked: ElementAsked | None, version: int) -> dict[str, Any]:
    if asked is None:
        return {"version": 0}
    known = {"text_th": asked.text_th, "text_en": asked.text_en, "source": asked.source}
    return {"version": version, "is_aside": asked.is_aside, **known}
