"""A public page as HTML: drawn from the page, the frame of its site and a language alone, and from no request.

The web, the static export and the previews of the desk draw with the same templates; a `Linker` decides where a path
of the site leads in each of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol, TypeAlias
from urllib.parse import quote

from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import translation

from prongsai.apps.disclosure.queries.shapes import Table, branches_of, chart_of
from prongsai.core.publication import HomeBody, PublicPage, ResultBody, Said, StructureBody

Language: TypeAlias = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")
ASSETS = (
    "base/prongsai.css",
    "base/icon.svg",
    "base/fonts/Sarabun-Regular.woff2",
    "base/fonts/Sarabun-SemiBold.woff2",
    "base/fonts/OFL.txt",
    "disclosure/site.css",
)
"""The static files that every page of a site needs, by their names."""

_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Thai and English need none of these, and they can make a text lie."""


class Linker(Protocol):
    """Where things are, wherever the pages are read: on the web, in a folder, in a preview."""

    @property
    def is_live(self) -> bool:
        """Whether a program answers: a search is there only then."""

    @property
    def is_copy(self) -> bool:
        """Whether the pages lie in a folder that anybody may carry away."""

    def to(self, path: str, language: Language) -> str:
        """Where a path of the site leads: a page ("" or ending in ``/``) in a language, or a file, which has none."""

    def asset(self, name: str) -> str:
        """Where a static file lies (`ASSETS`)."""

    def canonical(self, path: str, language: Language) -> str:
        """The whole address at which the page stands for good; "" where there is none."""


@dataclass(frozen=True, slots=True)
class WebLinker:
    """Links of the site as this installation serves it. `address` is the installation's own, without a last ``/``."""

    slug: str
    address: str
    is_live: bool = True
    is_copy: bool = False

    def to(self, path: str, language: Language) -> str:
        """From the root of the web server."""
        return f"/{self.slug}/{within(path, language)}"

    def asset(self, name: str) -> str:
        """As the web server serves it."""
        return static(name)

    def canonical(self, path: str, language: Language) -> str:
        """With the installation's own address before it."""
        return f"{self.address}{self.to(path, language)}"


def within(path: str, language: Language) -> str:
    """A path as it stands under the agency: pages in English stand under ``en/``, files have no language."""
    is_page = not path or path.endswith("/") or path == "feed.xml"
    return quote(f"en/{path}" if language == "en" and is_page else path, safe="/")


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of the menu: the kind of its page, where that stands."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """What stands around every page of a site. `emblem` is a path, `applied_on` the day its release was applied.

    `of_years` are the chapters of every year, each year's by its path; `chapters` name those of the latest only.
    `banner` is a sentence over every page, as a preview's that says it is one; pages with one ask not to be indexed.
    `back` is where a preview was opened from, "" for what is no preview.
    """

    slug: str
    name: Said
    place: Said
    licence: str
    chapters: tuple[Chapter, ...]
    emblem: str = ""
    number: int = 0
    applied_on: date | None = None
    banner: Said | None = None
    back: str = ""
    of_years: tuple[Chapter, ...] = ()


def render(site: SiteFrame, page: PublicPage, language: Language, linker: Linker, *, table: Table | None = None) -> str:
    """A page as a whole HTML document in a language. `table` holds the rows and the dictionary of a table's page."""
    context = {"page": page, "body": page.body, "heading": page.title, "path": page.path, "table": table}
    with translation.override(language):
        drawn = _drawn(page)
    around = {"parent": _parent_of(page), "year": around_year(site, page)}
    return draw(f"disclosure/site/{page.kind}.html", site, language, linker, {**context, **around, **drawn})


def draw(template: str, site: SiteFrame, language: Language, linker: Linker, context: dict[str, Any]) -> str:
    """A template of the site in a language. `context` says its `heading` (a `Said`) and its `path`.

    Nothing that turns the direction of writing is left in it, whoever typed it.
    """
    around = {"site": site, "language": language, "linker": linker, "other": "th" if language == "en" else "en"}
    with translation.override(language):
        return _TURNING.sub("", get_template(template).render({**around, **context}))


PARENTS = {
    "measure": "measures",
    "item": "items",
    "activity": "activities",
    "paper": "papers",
    "news": "news-list",
    "table": "data",
}
"""The kind of the list that a page of a kind stands in, one step up its path."""


@dataclass(frozen=True, slots=True)
class Year:
    """The fiscal year a page tells of: its chapters, and where other years tell of the same."""

    year: str
    chapters: tuple[Chapter, ...]
    others: tuple[tuple[str, str], ...]


def around_year(site: SiteFrame, page: PublicPage) -> Year | None:
    """What stands beside a page of a fiscal year; None for a page of no year."""
    year = _year_of(page.path)
    if not year:
        return None
    kind = PARENTS.get(page.kind, page.kind)
    others: dict[str, str] = {}
    for chapter in sorted(site.of_years, key=lambda each: each.kind == kind):
        others[_year_of(chapter.path)] = chapter.path
    others.pop(year, None)
    here = tuple(each for each in site.of_years if _year_of(each.path) == year)
    return Year(year, here, tuple(sorted(others.items(), reverse=True)))


def _year_of(path: str) -> str:
    first = path.partition("/")[0]
    return first if first.isdecimal() else ""


def _parent_of(page: PublicPage) -> Chapter | None:
    kind = PARENTS.get(page.kind)
    return Chapter(kind, f"{page.path.rstrip('/').rpartition('/')[0]}/") if kind else None


def _drawn(page: PublicPage) -> dict[str, Any]:
    """What a template cannot work out by itself: the chart of scores, the boxes of a structure."""
    body = page.body
    if isinstance(body, HomeBody | ResultBody):
        return {"chart": chart_of(body.scores)}
    if isinstance(body, StructureBody):
        return {"branches": branches_of(body.units)}
    return {}
