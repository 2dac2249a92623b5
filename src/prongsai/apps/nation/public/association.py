"""Which declared measures go with a better result, and who declared one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.nation.forms.beside import MatchesForm, NarrowForm
from prongsai.apps.nation.public.framing import framed
from prongsai.apps.nation.queries.association import (
    MatchesPage,
    MeasuresPage,
    declarers_page,
    matches_page,
    measures_page,
)
from prongsai.apps.nation.queries.runs import country_of
from prongsai.base.access import public


@public
@require_safe
def measures(request: HttpRequest, year: int, run_id: int | None = None) -> HttpResponse:
    """What the measures declared for a year go with."""
    country = country_of(year, run_id)
    page = measures_page(country)
    return render(request, "nation/measures.html", framed(country, _heading(page), found=page))


@public
@require_safe
def measure_declarers(request: HttpRequest, year: int, code: str, run_id: int | None = None) -> HttpResponse:
    """The agencies that declared a measure, a page at a time."""
    country = country_of(year, run_id)
    page = declarers_page(country, code, *NarrowForm(request.GET).asked())
    crumb = (_("มาตรการกับผลที่เปลี่ยนไป"), country.address("measures"))
    context = framed(country, _("หน่วยงานที่ประกาศมาตรการ “%(title)s”") % {"title": page.title}, crumb, found=page)
    return render(request, "nation/measure_declarers.html", context)


@public
@require_safe
def measure_matches(
    request: HttpRequest, year: int, code: str, outcome: str, run_id: int | None = None
) -> HttpResponse:
    """The agencies that a measure's association compares, and the twins they are compared with, a page at a time."""
    country = country_of(year, run_id)
    page = matches_page(country, code, outcome, *MatchesForm(request.GET).asked())
    crumbs = [(_("มาตรการกับผลที่เปลี่ยนไป"), country.address("measures"))]
    if page.are_twins:
        crumbs.append((_("หน่วยงานที่เทียบได้"), page.address))
    context = framed(country, _heading_of_matches(page), *crumbs, found=page)
    return render(request, "nation/measure_matches.html", context)


def _heading_of_matches(page: MatchesPage) -> str:
    told = {"title": page.title, "name": page.of.name if page.of else ""}
    if page.of:
        return _("คู่เทียบของ %(name)s ที่ไม่ได้ประกาศมาตรการ “%(title)s”") % told
    if page.are_twins:
        return _("คู่เทียบที่ไม่ได้ประกาศมาตรการ “%(title)s”") % told
    return _("หน่วยงานที่ประกาศมาตรการ “%(title)s” และเทียบได้") % told


def _heading(page: MeasuresPage) -> str:
    if not page.is_declared:
        return _("มาตรการใดสัมพันธ์กับผลที่ดีขึ้น")
    better = sum(1 for each in page.found if each.points is not None and each.points > 0)
    tests = len(page.found) + len(page.others)
    if not better:
        return _("จาก %(tests)s คู่ที่เทียบได้ ยังไม่พบมาตรการที่สัมพันธ์กับผลที่ดีขึ้น") % {"tests": tests}
    return _("%(better)s จาก %(tests)s คู่ที่เทียบได้ สัมพันธ์กับผลที่ดีขึ้นกว่าคู่เทียบ") % {"better": better, "tests": tests}
