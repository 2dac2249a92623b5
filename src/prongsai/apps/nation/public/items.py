"""Which items the country loses, and who lost one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.nation.forms.beside import NarrowForm
from prongsai.apps.nation.public.framing import framed
from prongsai.apps.nation.queries.items import ItemsPage, item_page, items_page
from prongsai.apps.nation.queries.runs import country_of
from prongsai.base.access import public


@public
@require_safe
def items(request: HttpRequest, year: int, run_id: int | None = None) -> HttpResponse:
    """Every item of the year, what costs the country most first."""
    country = country_of(year, run_id)
    page = items_page(country)
    return render(request, "nation/items.html", framed(country, _heading(page), found=page))


@public
@require_safe
def item(request: HttpRequest, year: int, code: str, run_id: int | None = None) -> HttpResponse:
    """The agencies that lost one item, a page at a time."""
    country = country_of(year, run_id)
    asked, number = NarrowForm(request.GET).asked()
    page = item_page(country, code, asked.kind, number)
    told = {"code": code, "count": page.agencies.paginator.count}
    heading = _("%(code)s: %(count)s หน่วยงานไม่ได้คะแนน") % told
    crumb = (_("ข้อ OIT ที่เสียคะแนน"), country.address("items"))
    return render(request, "nation/item.html", framed(country, heading, crumb, found=page))


def _heading(page: ItemsPage) -> str:
    if not page.bars:
        return _("ข้อ OIT ที่เสียคะแนน")
    first = page.bars[0].row
    told = {"code": first.code, "costs": first.costs}
    return _("ข้อที่ประเทศเสียคะแนนมากที่สุดคือ %(code)s ฉุดคะแนนรวมเฉลี่ย %(costs)s คะแนน") % told
