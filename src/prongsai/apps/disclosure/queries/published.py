"""What everybody sees of an agency: its release in force, less what is withdrawn; what became of an old address.

Each page costs a small, constant number of questions, however many pages the release has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from prongsai import __version__
from prongsai.apps.disclosure.models import (
    Address,
    Release,
    ReleasedFile,
    ReleasedPage,
    ReleasedTable,
    Site,
    Withdrawal,
)
from prongsai.apps.disclosure.queries.hiding import hidden, paths_in
from prongsai.apps.disclosure.queries.rendering import Chapter, SiteFrame
from prongsai.base.models import Agency
from prongsai.core.publication import NoticeBody, PublicPage, Said, digest_of, from_json
from prongsai.core.publication_paths import FILE, FILES, file_subject, owns_its_files

CHAPTERS = (
    "home",
    "result",
    "measures",
    "items",
    "activities",
    "papers",
    "news-list",
    "people",
    "structure",
    "laws",
    "data",
    "contact",
)
"""The kinds of pages that the menu names, in its order; of a kind that each year has, the latest year's."""

OF_YEARS = ("result", "measures", "items", "activities")

GONE = Said("ไม่มีหน้านี้แล้ว", "This page is gone")


class NotPublished(Http404):
    """The agency is there and has no release in force yet."""

    def __init__(self, agency: Agency) -> None:
        super().__init__()
        self.agency = agency


@dataclass(frozen=True)
class InForce:
    """What the public sees of an agency: the release in force, and what is withdrawn of it at the moment.

    `lifted` are withdrawals that were lifted since the release was applied.
    """

    agency: Agency
    release: Release
    withdrawals: tuple[Withdrawal, ...]
    lifted: tuple[Withdrawal, ...] = ()

    @property
    def name(self) -> Said:
        """What the agency is called, in English as the release says."""
        return Said(self.agency.name, self.release.name_en)

    @property
    def seen_since(self) -> datetime:
        """When what is seen last changed: by a release, a withdrawal, or the lifting of one."""
        applied = self.release.applied_at or self.release.made_at
        times = [each.lifted_at for each in self.lifted if each.lifted_at]
        return max([applied, *(each.at for each in self.withdrawals), *times])

    @cached_property
    def withdrawn(self) -> dict[str, Withdrawal]:
        """What is withdrawn, by subject."""
        return {each.subject: each for each in self.withdrawals}

    @cached_property
    def withdrawn_paths(self) -> frozenset[str]:
        """Where the pages stand that are withdrawn, and the files, those of such a page among them; two questions, and
        none when nothing is."""
        if not self.withdrawals:
            return frozenset()
        pages = list(self.release.pages.filter(subject__in=self.withdrawn).exclude(kind="notice"))
        taken = {file for row in pages if owns_its_files(row.kind) for file in _files_named(row)}
        files = self.release.files.filter(_copies_of([*self.withdrawn, *taken])).values_list("path", flat=True)
        return frozenset([*(row.path for row in pages), *files])

    def mark(self, *parts: str) -> str:
        """The mark of an answer (ETag) made of this release and of `parts`: it changes with whatever is seen."""
        withdrawn = [[each.subject, each.at.isoformat()] for each in self.withdrawals]
        around = [self.agency.name, _place(self.agency)]
        return digest_of([__version__, self.release.digest, self.release.number, around, withdrawn, *parts])[:32]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to show; `is_gone` when it only says what became of what stood there."""

    page: PublicPage
    digest: str
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What stood at an address stands at `path` now."""

    path: str


def in_force(slug: str) -> InForce:
    """What the public sees of the agency of this slug, in two questions.

    Raises: NotPublished when nothing is published; Http404 for an agency that is not there.
    """
    site = Site.objects.select_related("agency", "current").filter(agency__slug=slug, current__isnull=False).first()
    if site is None or site.current is None:
        if agency := Agency.objects.filter(slug=slug).first():
            raise NotPublished(agency)
        raise Http404
    since = Q(lifted_at=None) | Q(lifted_at__gte=site.current.applied_at)
    every = list(Withdrawal.objects.filter(since, agency=site.agency))
    withdrawn = tuple(each for each in every if each.lifted_at is None)
    return InForce(site.agency, site.current, withdrawn, tuple(each for each in every if each.lifted_at))


def frame_of(release: Release, agency: Agency) -> SiteFrame:
    """What stands around the pages of a release of this agency; one question."""
    pages = release.pages.filter(kind__in=CHAPTERS)
    entries = list(pages.values_list("kind", "path", "content__body__emblem"))
    applied = release.applied_at
    return SiteFrame(
        slug=agency.slug,
        name=Said(agency.name, release.name_en),
        place=Said(_place(agency)),
        licence=release.licence,
        chapters=_chapters((kind, path) for kind, path, _emblem in entries),
        emblem=next((emblem for kind, _path, emblem in entries if kind == "home" and emblem), ""),
        number=release.number,
        applied_on=timezone.localdate(applied) if applied else None,
        of_years=tuple(Chapter(kind, path) for kind in OF_YEARS for each, path, _emblem in entries if each == kind),
    )


def standing_at(force: InForce, path: str) -> Shown | Moved:
    """What stands at a path of the site: a page, a notice of what became of it, or that it moved.

    Raises: Http404 for a path that never was.
    """
    row = force.release.pages.filter(path=path).first()
    if row is None:
        return became(force, path)
    if withdrawal := force.withdrawn.get(row.subject):
        return _notice_of(withdrawal, path)
    page = hidden(from_json(row.content), force.withdrawn_paths)
    return Shown(page, row.digest, is_gone=row.kind == "notice")


def became(force: InForce, path: str) -> Shown | Moved:
    """What became of an address that is not in the release in force. Raises: Http404 for one that never was."""
    address = Address.objects.filter(agency=force.agency, path=path).first()
    if address is None:
        raise Http404
    if withdrawal := force.withdrawn.get(address.subject):
        return _notice_of(withdrawal, path)
    now = force.release.pages.filter(subject=address.subject).values_list("path", flat=True).first()
    if now is None:  # a file whose title changed has another name; the copies of pictures never have
        files = force.release.files.filter(_copies_of([address.subject]), size="")
        now = files.values_list("path", flat=True).first()
    if now is not None and now != path:
        return Moved(now)
    return _last_there(force, address)


def page_at(release: Release, path: str) -> PublicPage:
    """A page of any release, in force or not. Raises: Http404."""
    row = release.pages.filter(path=path).first()
    if row is None:
        raise Http404
    return from_json(row.content)


def file_at(force: InForce, path: str) -> ReleasedFile | Shown | Moved:
    """The file that the release hands out at a path, or what became of it. Raises: Http404."""
    file = force.release.files.select_related("file").filter(path=path).first()
    if file is None:
        return became(force, path)
    return _withdrawn_with(force, path) or file


def table_at(force: InForce, code: str) -> ReleasedTable:
    """A public table as the release keeps it. Raises: Http404 for one that it does not have, or that is withdrawn."""
    table = force.release.tables.filter(code=code).first()
    if table is None or f"table-{code}" in force.withdrawn:
        raise Http404
    return table


def pages_in_sight(force: InForce) -> QuerySet[ReleasedPage]:
    """The pages of the release in force, less notices and what is withdrawn."""
    return force.release.pages.exclude(kind="notice").exclude(subject__in=force.withdrawn)


def _withdrawn_with(force: InForce, path: str) -> Shown | None:
    """The notice of what a file was withdrawn with: it goes with the page it belongs to.

    An item or a measure shows what belongs to others; withdrawn, it takes a file along that no page in sight shows.
    """
    if not force.withdrawals:
        return None
    if withdrawal := force.withdrawn.get(file_subject(path)):
        return _notice_of(withdrawal, path)
    taken = list(_naming(force.release.pages.filter(subject__in=force.withdrawn), path))
    if not taken:
        return None
    if not any(owns_its_files(row.kind) for row in taken) and any(_naming(pages_in_sight(force), path)):
        return None
    return _notice_of(force.withdrawn[taken[0].subject], path)


def _copies_of(subjects: Iterable[str]) -> Q:
    """The files that these subjects name, each with all its copies; nothing where none of them is a file."""
    wanted = Q(pk__in=())
    for subject in subjects:
        if subject.startswith(FILE):
            wanted |= Q(path__startswith=f"{FILES}{subject.removeprefix(FILE)}/")
    return wanted


def _naming(pages: QuerySet[ReleasedPage], path: str) -> Iterable[ReleasedPage]:
    """The pages that show a file in whichever of its copies: the small one of a picture goes with the large one."""
    return (row for row in pages if file_subject(path) in _files_named(row))


def _files_named(row: ReleasedPage) -> frozenset[str]:
    return frozenset(file_subject(path) for path in paths_in(row.content) if path.startswith(FILES))


def _notice_of(withdrawal: Withdrawal, path: str) -> Shown:
    since = timezone.localdate(withdrawal.at)
    title = Said(withdrawal.title)
    body = NoticeBody(withdrawal.reason, since)
    page = PublicPage(withdrawal.subject, path, "notice", title, Said(""), since, body)
    return Shown(page, f"withdrawn-{withdrawal.pk}", is_gone=True)


def _last_there(force: InForce, address: Address) -> Shown:
    """A notice of what is in no release any more: until which day it was, and what it was called then."""
    applied = Release.objects.filter(agency=force.agency, state=Release.State.APPLIED)
    last = (
        ReleasedPage.objects.filter(release__in=applied, subject=address.subject)
        .order_by("-release__number")
        .values("release__number", "content__title")
        .first()
    )
    number = last["release__number"] if last else 0
    after = applied.filter(number__gt=number).order_by("number").first() if last else None
    since = timezone.localdate(after.applied_at if after and after.applied_at else force.seen_since)
    title = Said(last["content__title"]["th"], last["content__title"]["en"]) if last else GONE
    page = PublicPage(address.subject, address.path, "notice", title, Said(""), since, NoticeBody("", since))
    return Shown(page, f"gone-{since}", is_gone=True)


def _chapters(entries: Iterable[tuple[str, str]]) -> tuple[Chapter, ...]:
    latest: dict[str, str] = {}
    for kind, path in sorted(entries, key=lambda entry: entry[1]):
        latest[kind] = path
    return tuple(Chapter(kind, latest[kind]) for kind in CHAPTERS if kind in latest)


def _place(agency: Agency) -> str:
    return f"อำเภอ{agency.district} จังหวัด{agency.province}"
