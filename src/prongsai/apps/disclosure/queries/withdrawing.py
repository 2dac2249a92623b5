"""What is public of an agency and can be withdrawn, for this viewer; what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404
from django.utils.functional import Promise

from prongsai.apps.disclosure.models import ReleasedFile, ReleasedPage, Site, Withdrawal
from prongsai.apps.disclosure.queries.building.lists import KINDS
from prongsai.base.access import Viewer
from prongsai.core.publication_paths import FILES, file_subject

OF_THE_SITE = frozenset(
    {"home", "contents", "verify", "data", "table", "measures", "items", "activities", "papers", "news-list", "notice"}
)
"""Kinds of pages that belong to the site itself: what they lead to or are made of is withdrawn, not they."""
A_PAGE = 30
_MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class PublicThing:
    """A page or a file that is public. `kind` is None for a file."""

    subject: str
    title: str
    path: str
    kind: Promise | None


@dataclass(frozen=True, slots=True)
class WithdrawalsPage:
    """What can be withdrawn, as far as it was looked for, and everything that is or was withdrawn."""

    found: Page[ReleasedPage] | None
    things: tuple[PublicThing, ...]
    files: tuple[PublicThing, ...]
    open: tuple[Withdrawal, ...]
    lifted: tuple[Withdrawal, ...]
    is_published: bool


def withdrawals_page(viewer: Viewer, sought: str, number: int | str) -> WithdrawalsPage:
    """What is public and says `sought`, page by page, and every withdrawal of the viewer's agency."""
    site = Site.objects.filter(agency=viewer.agency, current__isnull=False).first()
    every = list(Withdrawal.objects.filter(agency=viewer.agency).select_related("by"))
    still = tuple(each for each in every if each.lifted_at is None)
    lifted = tuple(each for each in every if each.lifted_at is not None)
    if site is None:
        return WithdrawalsPage(None, (), (), still, lifted, is_published=False)
    withdrawn = {each.subject for each in still}
    pages = ReleasedPage.objects.filter(release=site.current_id).exclude(kind__in=OF_THE_SITE)
    pages = pages.exclude(subject__in=withdrawn).defer("text").order_by("pk")
    if words := sought.split():
        pages = pages.filter(*(Q(text__icontains=word) | Q(path__icontains=word) for word in words))
    found = Paginator(pages, A_PAGE).get_page(number)
    files = ReleasedFile.objects.filter(release=site.current_id)
    for word in words:
        files = files.filter(path__icontains=word)
    return WithdrawalsPage(
        found=found,
        things=tuple(_thing(each) for each in found),
        files=tuple(_files(files.values_list("path", flat=True), withdrawn)) if words else (),
        open=still,
        lifted=lifted,
        is_published=True,
    )


def public_thing(viewer: Viewer, subject: str) -> PublicThing | None:
    """A page or a file of the release in force that can be withdrawn; None for anything else."""
    site = Site.objects.filter(agency=viewer.agency, current__isnull=False).first()
    if site is None:
        return None
    if page := ReleasedPage.objects.filter(release=site.current_id, subject=subject).first():
        return None if page.kind in OF_THE_SITE else _thing(page)
    if subject.startswith("file-"):
        paths = ReleasedFile.objects.filter(release=site.current_id, path__startswith=f"{FILES}{subject[5:]}/")
        return next(iter(_files(paths.values_list("path", flat=True), ())), None)
    return None


def thing_of(viewer: Viewer, subject: str) -> PublicThing:
    """A page or a file that can be withdrawn. Raises: Http404."""
    if found := public_thing(viewer, subject):
        return found
    raise Http404


def withdrawal_of(viewer: Viewer, withdrawal_id: int) -> Withdrawal:
    """One withdrawal of the viewer's agency. Raises: Http404."""
    found = Withdrawal.objects.filter(agency=viewer.agency, pk=withdrawal_id).first()
    if found is None:
        raise Http404
    return found


def _thing(page: ReleasedPage) -> PublicThing:
    return PublicThing(page.subject, page.content["title"]["th"], page.path, KINDS[page.kind])


def _files(paths: Iterable[str], withdrawn: Iterable[str]) -> Iterable[PublicThing]:
    """Each file once, however many copies of it there are."""
    gone = set(withdrawn)
    by_subject = {file_subject(path): path for path in paths}
    for subject, path in list(by_subject.items())[:_MOST_FILES]:
        if subject not in gone:
            yield PublicThing(subject, path.split("/", 2)[2], path, None)
