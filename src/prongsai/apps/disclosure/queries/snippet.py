"""The items of a year as one plain table to set into another website, made from the release in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.template.loader import get_template
from django.utils import translation

from prongsai.apps.disclosure.models import Site
from prongsai.apps.disclosure.queries.hiding import hidden
from prongsai.apps.disclosure.queries.published import InForce, NotPublished, in_force, pages_in_sight
from prongsai.apps.disclosure.queries.rendering import Language, WebLinker
from prongsai.base.access import Viewer
from prongsai.core.publication import ItemBody, Link, Said, from_json


@dataclass(frozen=True, slots=True)
class SnippetRow:
    """An item: its code, its title, where its own page stands, how it stands, everything that shows it."""

    code: str
    title: Said
    address: str
    state: Said
    links: tuple[tuple[Said, str], ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """The table of a year in a language. `address` is where it stands for good as a page of its own."""

    agency: Said
    year: int
    language: Language
    address: str
    rows: tuple[SnippetRow, ...]

    @property
    def table(self) -> str:
        """The table alone, to be set into a page."""
        return self._drawn("disclosure/snippet_table.html")

    @property
    def page(self) -> str:
        """The table as a whole page without any look of its own."""
        return self._drawn("disclosure/snippet_page.html")

    @property
    def frame(self) -> str:
        """What shows the page within another, so that it is always the newest."""
        return self._drawn("disclosure/snippet_frame.html")

    def _drawn(self, template: str) -> str:
        with translation.override(self.language):
            return get_template(template).render({"snippet": self, "language": self.language}).strip()


def snippet_of(force: InForce, year: int, language: Language) -> Snippet:
    """The items of a year as the public sees them, in one question or two.

    Raises: Http404 for a year of which no item is published.
    """
    linker = WebLinker(force.agency.slug, settings.ADDRESS)
    found = pages_in_sight(force).filter(kind="item", path__startswith=f"{year}/")
    pages = [hidden(from_json(content), force.withdrawn_paths) for content in found.values_list("content", flat=True)]
    rows = tuple(
        SnippetRow(
            page.body.code,
            page.title,
            linker.canonical(page.path, language),
            page.body.state_word,
            tuple(_links(page.body, linker, language)),
        )
        for page in pages
        if isinstance(page.body, ItemBody)
    )
    if not rows:
        raise Http404
    name = force.name
    within = f"{'en/' if language == 'en' else ''}items-{year}.html"
    address = f"{settings.ADDRESS}/{force.agency.slug}/{within}"
    return Snippet(name, year, language, address, tuple(sorted(rows, key=_in_order)))


def snippets_for(viewer: Viewer, year: int) -> tuple[Snippet, ...]:
    """The tables of a year to set into the agency's website, in both languages; () where nothing is public."""
    if not Site.objects.filter(agency=viewer.agency, current__isnull=False).exists():
        return ()
    try:
        force = in_force(viewer.agency.slug)
        return snippet_of(force, year, "th"), snippet_of(force, year, "en")
    except (NotPublished, Http404):
        return ()


def _links(body: ItemBody, linker: WebLinker, language: Language) -> Iterable[tuple[Said, str]]:
    """Everything that shows the item, each address once."""
    shown = [link for element in body.elements for link in element.exhibits] + list(body.exhibits)
    by_address: dict[str, Said] = {}
    for link in shown:
        if not link.gone and (address := _address(link, linker, language)):
            by_address.setdefault(address, link.label)
    return ((label, address) for address, label in by_address.items())


def _address(link: Link, linker: WebLinker, language: Language) -> str:
    if link.path is not None:
        return linker.canonical(link.path, language)
    return link.address if link.address.startswith(("https://", "http://")) else ""


def _in_order(row: SnippetRow) -> tuple[int, str]:
    return (int(row.code[1:]) if row.code[1:].isdecimal() else 0), row.code
