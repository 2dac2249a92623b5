"""The agencies of a run: the ranking, one agency, tables to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.nation.forms.asking import RankingForm
from prongsai.apps.nation.public.framing import framed
from prongsai.apps.nation.queries.agency import agency_page
from prongsai.apps.nation.queries.ranking import agencies_table, ranking, scores_table
from prongsai.apps.nation.queries.runs import country_of
from prongsai.base.access import public
from prongsai.base.exports import table_response, table_stream


@public
@require_safe
def agencies(request: HttpRequest, year: int, run_id: int | None = None) -> HttpResponse:
    """The ranking, narrowed, a page at a time."""
    country = country_of(year, run_id)
    asked, number = RankingForm(request.GET).asked()
    found = ranking(country, asked, number)
    query = request.GET.copy()
    query.pop("page", None)
    context = framed(country, _("อันดับของหน่วยงาน"), found=found, asked=asked, query=query.urlencode())
    return render(request, "nation/agencies.html", context)


@public
@require_safe
def agency(request: HttpRequest, year: int, code: str, run_id: int | None = None) -> HttpResponse:
    """One agency: its level, its places, every score."""
    country = country_of(year, run_id)
    page = agency_page(country, code)
    crumb = (_("อันดับของหน่วยงาน"), country.address("agencies"))
    return render(request, "nation/agency.html", framed(country, page.agency.name, crumb, found=page))


@public
@require_safe
def agencies_file(request: HttpRequest, year: int, run_id: int | None = None) -> HttpResponse:
    """The agencies asked for with their places and points, as CSV."""
    country = country_of(year, run_id)
    heads, rows = agencies_table(country, RankingForm(request.GET).asked()[0])
    return table_response(rows, heads, f"nation-{year}-agencies", "csv")


@public
@require_safe
def scores_file(request: HttpRequest, year: int, run_id: int | None = None) -> StreamingHttpResponse:
    """Every single score of the run as CSV, sent while it is read."""
    country = country_of(year, run_id)
    heads, rows = scores_table(country)
    return table_stream(rows, heads, f"nation-{year}-scores")
