"""The published site as files that need no server: what the web says of the release in force, and nothing besides.

The same release, less the same withdrawals, is the same bytes. A search needs a program, so a copy has none; its list
of contents names every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404
from django.utils.functional import cached_property

from prongsai.apps.disclosure.models import ReleasedFile, SiteExport
from prongsai.apps.disclosure.queries import catalogue, feeds, published
from prongsai.apps.disclosure.queries.published import InForce, NotPublished, Shown
from prongsai.apps.disclosure.queries.releases import PATIENCE
from prongsai.apps.disclosure.queries.rendering import (
    ASSETS,
    LANGUAGES,
    Language,
    SiteFrame,
    WebLinker,
    render,
    within,
)
from prongsai.apps.disclosure.queries.table_files import table_file
from prongsai.apps.disclosure.queries.tables import PublicTable, applied_day, public_tables, view_of
from prongsai.base.access import Viewer
from prongsai.base.files import Lost, open_stored, shown
from prongsai.base.models import Job
from prongsai.core.manifest import Manifest
from prongsai.core.publication import TableBody
from prongsai.core.publication_paths import without
from prongsai.core.tables import FORMATS
from prongsai.paper.sealing import SealingKey
from prongsai.paper.site_copies import entry_of, own_files

PAGE = "index.html"
STATIC = "static/"

Told = Callable[[int, int], None]
"""Told how many files are done, and of how many."""
Part = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class FolderLinker:
    """Links from a page that lies in a folder, `up` to the top of the copy; canonical addresses stay the web's own."""

    up: str
    web: WebLinker
    is_live: bool = False
    is_copy: bool = True

    def to(self, path: str, language: Language) -> str:
        """Beside this page; a page is the file in its folder, which a browser finds without a server."""
        place = within(path, language)
        return f"{self.up}{place}{PAGE}" if not place or place.endswith("/") else f"{self.up}{place}"

    def asset(self, name: str) -> str:
        """In the copy's own folder."""
        return f"{self.up}{STATIC}{name}"

    def canonical(self, path: str, language: Language) -> str:
        """Where the page stands for good."""
        return self.web.canonical(path, language)


@dataclass(frozen=True, slots=True)
class CopyPage:
    """The copy of what is public now, for one viewer: None where there is none yet, or nothing is public."""

    is_published: bool
    number: int
    export: SiteExport | None
    can_ask: bool
    fingerprint: str = ""


class SiteCopy:
    """The files of what is in force, made one at a time."""

    def __init__(self, force: InForce) -> None:
        self.force = force
        self.key = SealingKey.from_hex(settings.SEALING_KEY)
        self._web = WebLinker(force.agency.slug, settings.ADDRESS)

    @property
    def mark(self) -> str:
        """What the copy is made of: another mark is another copy."""
        return self.force.mark("copy", settings.ADDRESS, self.key.fingerprint)

    @property
    def name(self) -> str:
        """What the folder and the ZIP are called, without an ending."""
        return f"{self.force.agency.slug}-{self.force.release.number}"

    def parts(self, told: Told = lambda done, total: None) -> Iterator[Part]:
        """Every file of the copy with its path, the signed manifest last.

        Raises: Lost for a file whose bytes are gone, or are not those that were handed in.
        """
        entries = []
        for path, content in self._contents(told):
            entries.append(entry_of(path, content))
            yield path, content
        release = self.force.release
        manifest = Manifest(
            agency=self.force.agency.slug,
            name=self.force.name,
            release=release.number,
            digest=release.digest,
            applied_on=applied_day(self.force),
            fingerprint=self.key.fingerprint,
            files=tuple(entries),
        )
        yield from own_files(manifest, self.key)

    def _contents(self, told: Told) -> Iterator[Part]:
        paths = list(self.force.release.pages.values_list("path", flat=True))
        total = len(paths) + len(self._files)
        for done, path in enumerate(paths):
            told(done, total)
            yield from self._page(path)
        yield from self._programs()
        yield from _assets()
        for done, file in enumerate(self._files, len(paths)):
            told(done, total)
            yield file.path, _bytes_of(file)

    def _page(self, path: str) -> Iterator[Part]:
        """A page in both languages, as the web shows it."""
        standing = published.standing_at(self.force, path)
        if not isinstance(standing, Shown):
            raise Http404  # a path of the release itself has not moved
        page = without(standing.page, self._gone)
        code = page.body.code if isinstance(page.body, TableBody) else ""
        table = view_of(self._tables[code].table, self._tables[code].rows) if code else None
        for language in LANGUAGES:
            place = f"{'en/' if language == 'en' else ''}{path}"
            linker = FolderLinker("../" * place.count("/"), self._web)
            yield f"{place}{PAGE}", render(self._frame, page, language, linker, table=table).encode()

    def _programs(self) -> Iterator[Part]:
        """What programs read: tables, their catalogues, feeds, the map of the site."""
        force = self.force
        for code, table in self._tables.items():
            yield from ((f"tables/{code}.{form}", table_file(table, form)) for form in FORMATS)
        if self._tables:
            yield "tables/catalog.jsonld", catalogue.dcat(force)
            yield "tables/package.json", catalogue.ckan(force)
        newest = feeds.newest(force)
        for language in LANGUAGES:
            yield within("feed.xml", language), feeds.rss(force, newest, language, self._web).encode()
        yield "sitemap.xml", feeds.sitemap(force, self._web).encode()

    @cached_property
    def _tables(self) -> dict[str, PublicTable]:
        return {each.table.code: each for each in public_tables(self.force)}

    @cached_property
    def _files(self) -> list[ReleasedFile]:
        """The files that the web hands out now."""
        rows = self.force.release.files.select_related("file")
        return [each for each in rows if each.path not in self._gone]

    @cached_property
    def _gone(self) -> frozenset[str]:
        """The files of the release that are withdrawn, by themselves or with the page they belong to."""
        if not self.force.withdrawals:
            return frozenset()
        paths = self.force.release.files.values_list("path", flat=True)
        return frozenset(each for each in paths if isinstance(published.file_at(self.force, each), Shown))

    @cached_property
    def _frame(self) -> SiteFrame:
        frame = published.frame_of(self.force.release, self.force.agency)
        return replace(frame, emblem="") if frame.emblem in self._gone else frame


def copy_of(slug: str) -> SiteCopy:
    """The copy of what is public of an agency. Raises: NotPublished when nothing is; Http404 for no such agency."""
    return SiteCopy(published.in_force(slug))


def copy_page(viewer: Viewer, at: datetime) -> CopyPage:
    """What there is of a copy of what the viewer's agency has in force."""
    try:
        copy = copy_of(viewer.agency.slug)
    except NotPublished:
        return CopyPage(is_published=False, number=0, export=None, can_ask=False)
    export = export_of(viewer, copy.mark)
    is_free = export is None or not (export.file_id or is_under_way(export.job, at))
    number = copy.force.release.number
    can_ask = is_free and viewer.may("release.make")
    return CopyPage(True, number, export, can_ask, copy.key.fingerprint)


def export_of(viewer: Viewer, mark: str) -> SiteExport | None:
    """The latest copy of the viewer's agency that was asked for of what this mark stands for."""
    found = SiteExport.objects.filter(agency=viewer.agency, mark=mark)
    return found.select_related("job", "file", "asked_by", "release").first()


def finished_copy(viewer: Viewer) -> SiteExport:
    """The copy of what is public now, to be taken away: never one that still says what was withdrawn since.

    Raises: Http404 while there is none.
    """
    export = export_of(viewer, copy_of(viewer.agency.slug).mark)
    if export is None or export.file is None:
        raise Http404
    return export


def export_to_make(export_id: int) -> SiteExport | None:
    """A copy that waits for the worker; None once one is at it, or it is made."""
    found = SiteExport.objects.select_related("agency", "job").get(pk=export_id)
    return found if found.file_id is None and found.job.state == Job.State.WAITING else None


def is_under_way(job: Job, at: datetime) -> bool:
    """Whether somebody still works at a job, or will soon."""
    return not job.is_over and (job.started_at or job.created_at) >= at - PATIENCE


def _assets() -> Iterator[Part]:
    for name in ASSETS:
        found = finders.find(name)
        if not found:
            raise FileNotFoundError(name)
        yield f"{STATIC}{name}", Path(found).read_bytes()


def _bytes_of(released: ReleasedFile) -> bytes:
    """A file as the release hands it out. Raises: Lost when its bytes are not those that were handed in."""
    if released.size:
        return shown(released.file, released.size).read_bytes()
    with open_stored(released.file) as file:
        content = file.read()
    if entry_of("", content).sha256 != released.file.sha256:
        raise Lost(released.file)
    return content
