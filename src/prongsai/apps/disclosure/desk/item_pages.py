"""Item pages of other websites: read by the worker, their links chosen here, those chosen taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.desk.items import no_framework
from prongsai.apps.disclosure.forms.item_pages import ItemPageForm, TakeOverForm
from prongsai.apps.disclosure.jobs import item_pages as jobs
from prongsai.apps.disclosure.operations import item_pages as deeds
from prongsai.apps.disclosure.queries import item_pages as query
from prongsai.apps.disclosure.queries.places import places_of
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.files import LARGEST
from prongsai.base.screens.answers import refusals_on
from prongsai.core.framework import has_framework, load

if TYPE_CHECKING:
    from django.core.paginator import Page

    from prongsai.apps.disclosure.models import ItemPageImport


@requires("item.manage")
def item_pages(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The item pages that were read for a year; another is named or handed in here."""
    if not has_framework(year):
        return no_framework(request, viewer, year, _("อ่านหน้า ITA เดิม"))
    form = ItemPageForm(request.POST or None, request.FILES or None, initial={"url": request.GET.get("url", "")})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["upload"]
        upload = (sent.name, sent.read()) if sent else None
        with refusals_on(form), transaction.atomic():
            page = deeds.ask_item_page(
                by=viewer, at=timezone.now(), year=year, url=form.cleaned_data["url"].strip(), upload=upload
            )
            jobs.read_item_page.enqueue(page.pk)
            return redirect("disclosure:item-page", viewer.agency.slug, year, page.pk)
    context = {
        "heading": _("อ่านหน้า ITA เดิม"),
        "crumbs": _crumbs(viewer, year)[:1],
        "form": form,
        "largest": LARGEST,
        "pages": list(query.imports_of(viewer, year)[:20]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "disclosure/item_pages.html", context, status=status)


@requires("item.manage")
@require_safe
def item_page(request: DeskRequest, viewer: Viewer, year: int, import_id: int) -> HttpResponse:
    """One item page: how far reading it is, then its links with the item each is probably for."""
    page = query.import_of(viewer, year, import_id)
    links = query.read_links(viewer, page, timezone.localdate())
    shown = Paginator(links, query.A_PAGE).get_page(request.GET.get("page"))
    return _page(request, page, links, shown, None)


@requires("item.manage")
@require_POST
def item_page_take(request: DeskRequest, viewer: Viewer, year: int, import_id: int) -> HttpResponse:
    """Show the links that are ticked, each for its item; whatever is wrong, nothing that was chosen is lost."""
    page = query.import_of(viewer, year, import_id)
    links = query.read_links(viewer, page, timezone.localdate())
    shown = Paginator(links, query.A_PAGE).get_page(request.POST.get("page"))
    form = TakeOverForm(request.POST, links=shown.object_list, framework=load(year))
    if form.is_valid():
        chosen = [
            deeds.Chosen(link.address, link.title, tuple(places_of(viewer, year, [place])))
            for link, place in form.chosen()
        ]
        with refusals_on(form):
            count = deeds.take_over(by=viewer, at=timezone.now(), page=page, chosen=chosen)
            messages.success(request, _("รับลิงก์เข้าข้อแล้ว %(count)s รายการ") % {"count": count})
            onward = f"?page={shown.next_page_number()}" if shown.has_next() else ""
            address = reverse("disclosure:item-page", args=[viewer.agency.slug, year, page.pk])
            return redirect(f"{address}{onward}")
    return _page(request, page, links, shown, form)


def _page(
    request: DeskRequest,
    page: ItemPageImport,
    links: tuple[query.ReadLink, ...],
    shown: Page[query.ReadLink],
    sent: TakeOverForm | None,
) -> HttpResponse:
    framework = load(page.fiscal_year)
    form = sent or TakeOverForm(links=shown.object_list, framework=framework)
    context = {
        "heading": _("ลิงก์จากหน้า ITA เดิม"),
        "crumbs": _crumbs(request.viewer, request.year),
        "import": page,
        "job": page.job,
        "page": shown,
        "form": form,
        "rows": form.rows,
        "items": framework.items,
        "counts": {
            "all": len(links),
            "known": sum(bool(each.item) for each in links),
            "unknown": sum(not each.item for each in links),
            "there": sum(each.is_there for each in links),
        },
        "numbers_of": query.numbers_of(page),
    }
    return render(request, "disclosure/item_page.html", context, status=422 if sent else 200)


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    args = [viewer.agency.slug, year]
    return [
        (_("ข้อ OIT"), reverse("disclosure:items", args=args)),
        (_("อ่านหน้า ITA เดิม"), reverse("disclosure:item-pages", args=args)),
    ]
