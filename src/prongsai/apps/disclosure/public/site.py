"""What a citizen opens: the pages and files of an agency's site, its search, its feeds. Nothing asks who comes.

Every answer is made from the release in force alone, is the same for everybody, and says until when it may be kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from prongsai.apps.disclosure.forms.searching import SearchForm
from prongsai.apps.disclosure.queries import feeds, finding, published, rendering, tables
from prongsai.apps.disclosure.queries.published import InForce, Moved, NotPublished, Shown
from prongsai.apps.disclosure.queries.rendering import Language, SiteFrame, WebLinker
from prongsai.base.access import for_everybody
from prongsai.base.files import open_stored, shown
from prongsai.base.models import StoredFile
from prongsai.base.pictures import CONTENT_TYPE
from prongsai.base.reserved import reserved_words
from prongsai.core.publication import Said, TableBody

P = ParamSpec("P")
KEPT_FOR = "public, no-cache"
"""Kept, but asked for again each time: what is withdrawn is out of sight at once, and an answer unchanged is a 304."""
SHOWN_IN_PLACE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
"""What a browser may open by itself; everything else is saved, so that nothing handed in runs as a page of ours."""
GONE, NOT_FOUND = 410, 404
HTML = "text/html; charset=utf-8"


def of_a_site(
    answer: Callable[Concatenate[HttpRequest, InForce, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Hand a screen what is in force of the agency named; a site without a release says that it has none."""

    @for_everybody
    @wraps(answer)
    def page(request: HttpRequest, agency: str, *words: P.args, **named: P.kwargs) -> HttpResponseBase:
        if agency in reserved_words() or "\0" in request.path:  # PostgreSQL takes no such letter
            raise Http404
        try:
            force = published.in_force(agency)
        except NotPublished as nothing:
            return _nothing_yet(nothing, "en" if request.path.startswith(f"/{agency}/en/") else "th")
        return require_safe(answer)(request, force, *words, **named)

    return page


@of_a_site
def page(request: HttpRequest, force: InForce, path: str = "", language: Language = "th") -> HttpResponseBase:
    """A page of the site, or what became of the one that stood there."""
    path = f"{path}/" if path else ""
    try:
        standing = published.standing_at(force, path)
    except Http404:
        return missing(force, language)
    if isinstance(standing, Moved):
        return _moved(force, standing, language)
    return kept(request, force, (standing.digest, path, language), lambda: drawn(force, standing, language))


@of_a_site
def file(request: HttpRequest, force: InForce, mark: str, name: str) -> HttpResponseBase:
    """A file that the release hands out, or what became of it."""
    try:
        found = published.file_at(force, f"files/{mark}/{name}")
    except Http404:
        return missing(force, "th")
    if isinstance(found, Moved):
        return _moved(force, found, "th")
    if isinstance(found, Shown):
        return drawn(force, found, "th")
    stored, size = found.file, found.size
    return kept(request, force, (stored.sha256, size), lambda: _sent(stored, size, name))


def _sent(stored: StoredFile, size: str, name: str) -> HttpResponseBase:
    if size:
        return FileResponse(shown(stored, size).open("rb"), content_type=CONTENT_TYPE)
    in_place = stored.content_type in SHOWN_IN_PLACE
    response = FileResponse(open_stored(stored), content_type=stored.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(not in_place, name) or "attachment"
    return response


@of_a_site
def search(request: HttpRequest, force: InForce, language: Language = "th") -> HttpResponseBase:
    """The pages that have the words asked for."""
    form = SearchForm(request.GET)
    asked, number = form.asked()
    return kept(
        request, force, ("search", language, asked, str(number)), lambda: _found(force, language, asked, number)
    )


@of_a_site
def feed(request: HttpRequest, force: InForce, language: Language = "th") -> HttpResponseBase:
    """The pages that changed last, as RSS."""

    def written() -> HttpResponse:
        text = feeds.rss(force, feeds.newest(force), language, _linker(force))
        return HttpResponse(text, content_type="application/rss+xml; charset=utf-8")

    return kept(request, force, ("feed", language), written)


@of_a_site
def sitemap(request: HttpRequest, force: InForce) -> HttpResponseBase:
    """Every address of the site."""

    def written() -> HttpResponse:
        return HttpResponse(feeds.sitemap(force, _linker(force)), content_type="application/xml; charset=utf-8")

    return kept(request, force, ("sitemap",), written)


@for_everybody
@require_safe
def sitemap_index(request: HttpRequest, part: int = 1) -> HttpResponse:
    """The sitemaps of every agency."""
    text = feeds.sitemap_index(settings.ADDRESS, part)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="application/xml; charset=utf-8", headers={"Cache-Control": KEPT_FOR})


@for_everybody
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read."""
    closed = sorted(reserved_words() - OPEN_TO_ROBOTS)
    text = feeds.robots(settings.ADDRESS, (word for word in closed if "." not in word))
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": KEPT_FOR})


OPEN_TO_ROBOTS = frozenset({"sites", "verify", "words", "static"})


def kept(
    request: HttpRequest, force: InForce, parts: tuple[str, ...], answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """An answer with its mark and its time; nothing is drawn for who has it already.

    Only the mark tells that: a time counts whole seconds, and something may be withdrawn within the same one.
    """
    etag = f'"{force.mark(*parts)}"'
    since = int(force.seen_since.timestamp())
    by_time = None if "If-Modified-Since" in request.headers else since
    response = get_conditional_response(request, etag=etag, last_modified=by_time) or answer()
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(since)
    response.headers["Cache-Control"] = KEPT_FOR
    return response


def drawn(force: InForce, standing: Shown, language: Language) -> HttpResponse:
    """A page as it is shown, or the notice of what became of it."""
    body = standing.page.body
    table = tables.table_view(force, body.code) if isinstance(body, TableBody) else None
    text = rendering.render(_frame(force), standing.page, language, _linker(force), table=table)
    return _html(text, language, GONE if standing.is_gone else 200)


def _found(force: InForce, language: Language, asked: str, number: int) -> HttpResponse:
    context = {
        "heading": Said("ค้นหาในเว็บนี้", "Search this site"),
        "path": "search/",
        "asked": asked,
        "results": finding.findings(force, asked, number),
        "not_indexed": True,
    }
    text = rendering.draw("disclosure/site/search.html", _frame(force), language, _linker(force), context)
    return _html(text, language)


def missing(force: InForce, language: Language) -> HttpResponse:
    """A page of the site that says there is nothing here, and where everything is."""
    context = {"heading": Said("ไม่พบหน้านี้", "Page not found"), "path": "", "not_indexed": True}
    text = rendering.draw("disclosure/site/missing.html", _frame(force), language, _linker(force), context)
    return _html(text, language, NOT_FOUND)


def _nothing_yet(nothing: NotPublished, language: Language) -> HttpResponse:
    agency = nothing.agency
    name = Said(agency.name)
    frame = SiteFrame(agency.slug, name, Said(""), "", ())
    linker = WebLinker(agency.slug, settings.ADDRESS, is_live=False)
    context = {"heading": name, "path": "", "not_indexed": True, "is_bare": True}
    text = rendering.draw("disclosure/site/nothing.html", frame, language, linker, context)
    return _html(text, language, NOT_FOUND)


def _moved(force: InForce, moved: Moved, language: Language) -> HttpResponsePermanentRedirect:
    response = HttpResponsePermanentRedirect(_linker(force).to(moved.path, language))
    response.headers["Cache-Control"] = KEPT_FOR
    return response


def _html(text: str, language: Language, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=HTML, headers={"Content-Language": language})


def _frame(force: InForce) -> SiteFrame:
    return published.frame_of(force.release, force.agency)


def _linker(force: InForce) -> WebLinker:
    return WebLinker(force.agency.slug, settings.ADDRESS)
