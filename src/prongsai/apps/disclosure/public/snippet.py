"""The item table of a year that other websites set into their own pages."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from prongsai.apps.disclosure.public.site import HTML, kept, missing, of_a_site
from prongsai.apps.disclosure.queries.published import InForce
from prongsai.apps.disclosure.queries.rendering import Language
from prongsai.apps.disclosure.queries.snippet import snippet_of


@csp_replace({"frame-ancestors": ["*"]})  # nothing can be pressed here but links: any page may show it
@xframe_options_exempt
@of_a_site
def items_table(request: HttpRequest, force: InForce, year: int, language: Language = "th") -> HttpResponseBase:
    """The items of a year as a plain table without script and style."""

    try:
        snippet = snippet_of(force, year, language)
    except Http404:
        return missing(force, language)

    def written() -> HttpResponse:
        return HttpResponse(snippet.page, content_type=HTML, headers={"Content-Language": language})

    return kept(request, force, ("snippet", str(year), language), written)
