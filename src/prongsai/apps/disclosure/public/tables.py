"""What a program takes from the open data of a site: tables as files, and their description for catalogues."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from prongsai.apps.disclosure.public.site import drawn, kept, missing, of_a_site
from prongsai.apps.disclosure.queries import catalogue as catalogues
from prongsai.apps.disclosure.queries import published
from prongsai.apps.disclosure.queries.published import InForce, Moved
from prongsai.apps.disclosure.queries.table_files import CONTENT_TYPES, table_file
from prongsai.apps.disclosure.queries.tables import public_table
from prongsai.core.tables import FORMATS

FROM_ANYWHERE = {"Access-Control-Allow-Origin": "*"}
"""Open data may be read by a page of any other site."""


@of_a_site
def table(request: HttpRequest, force: InForce, code: str, form: str) -> HttpResponseBase:
    """A table as a file, or what became of it."""
    if form not in FORMATS:
        return missing(force, "th")
    try:
        standing = published.standing_at(force, f"tables/{code}/")
    except Http404:
        return missing(force, "th")
    if isinstance(standing, Moved):
        return missing(force, "th")
    if standing.is_gone:
        return drawn(force, standing, "th")
    return kept(request, force, ("table", code, form), lambda: _file(force, code, form))


@of_a_site
def catalogue(request: HttpRequest, force: InForce) -> HttpResponseBase:
    """The tables for a catalogue that reads DCAT."""
    return kept(request, force, ("catalogue",), lambda: _described(catalogues.dcat(force), "application/ld+json"))


@of_a_site
def package(request: HttpRequest, force: InForce) -> HttpResponseBase:
    """The tables for a catalogue on CKAN."""
    return kept(request, force, ("package",), lambda: _described(catalogues.ckan(force), "application/json"))


def _file(force: InForce, code: str, form: str) -> HttpResponse:
    response = _described(table_file(public_table(force, code), form), CONTENT_TYPES[form])
    name = f"{force.agency.slug}-{code}.{form}"
    told = content_disposition_header(as_attachment=form != "json", filename=name)
    response.headers["Content-Disposition"] = told or "attachment"
    return response


def _described(content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers=FROM_ANYWHERE)
