"""What moved since the year before, and the agencies behind each number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.nation.forms.beside import NarrowForm
from prongsai.apps.nation.public.framing import framed
from prongsai.apps.nation.queries.movement import MovedPage, agencies_moved, moved_page
from prongsai.apps.nation.queries.runs import country_of
from prongsai.base.access import public


@public
@require_safe
def moved(request: HttpRequest, year: int, run_id: int | None = None) -> HttpResponse:
    """Scores, types and provinces beside the year before."""
    country = country_of(year, run_id)
    page = moved_page(country)
    return render(request, "nation/moved.html", framed(country, _heading(page), found=page))


@public
@require_safe
def moved_agencies(request: HttpRequest, year: int, run_id: int | None = None) -> HttpResponse:
    """The agencies behind a number, a page at a time."""
    country = country_of(year, run_id)
    page = agencies_moved(country, *NarrowForm(request.GET).asked())
    crumb = (_("เทียบกับปีก่อน"), country.address("moved"))
    return render(request, "nation/moved_agencies.html", framed(country, page.label, crumb, found=page))


def _heading(page: MovedPage) -> str:
    if page.whole is None or page.whole.change is None:
        return _("อะไรเปลี่ยนไปจากปีก่อน")
    told = {"change": abs(page.whole.change), "before": page.year_before}
    if page.whole.change == 0:
        return _("คะแนนรวมเฉลี่ยเท่ากับปี %(before)s") % told
    if page.whole.change > 0:
        return _("คะแนนรวมเฉลี่ยสูงกว่าปี %(before)s อยู่ %(change)s คะแนน") % told
    return _("คะแนนรวมเฉลี่ยต่ำกว่าปี %(before)s อยู่ %(change)s คะแนน") % told
