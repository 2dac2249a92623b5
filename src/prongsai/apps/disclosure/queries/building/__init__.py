"""What may be public of an agency, put together as pages: from what was approved, accepted and issued alone.

Nobody's name comes from the system, only from pages and papers that say it themselves; no draft, no comment, no reason
of sending back, nothing that waits to be accepted. The same rows give the same pages, whoever asks for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property

from django.utils import timezone

from prongsai.apps.disclosure.models import ReleasedPage, Site, Withdrawal
from prongsai.apps.disclosure.queries.building.activities import activity_pages
from prongsai.apps.disclosure.queries.building.figures import figures_shown
from prongsai.apps.disclosure.queries.building.handed_out import HandedOut
from prongsai.apps.disclosure.queries.building.items import Grounds, item_pages, item_paths, item_years, standings_of
from prongsai.apps.disclosure.queries.building.lists import contents_page, home_page, list_pages, verify_page
from prongsai.apps.disclosure.queries.building.measures import approved_plans, measure_pages
from prongsai.apps.disclosure.queries.building.owners import Owners
from prongsai.apps.disclosure.queries.building.papers import issued_editions, newest_paths, paper_pages
from prongsai.apps.disclosure.queries.building.progress import accepted_in
from prongsai.apps.disclosure.queries.building.results import result_pages
from prongsai.apps.disclosure.queries.pages import pages_of, public_page
from prongsai.apps.documents.models import HouseStyle
from prongsai.base.access import Viewer
from prongsai.base.models import Agency, StoredFile
from prongsai.core.publication import NoticeBody, PublicPage, Said, as_json, digest_of, from_json
from prongsai.core.publication_paths import files_of, taken_out, without
from prongsai.core.tables import FilledTable, table_pages, tables_of

__all__ = ["Built", "SiteSaid", "build"]


@dataclass(frozen=True, slots=True)
class SiteSaid:
    """What a site says of itself around its pages, as a release keeps it. Unit: `fewest` people."""

    name_en: str
    own_address: str
    licence: str
    fewest: int


@dataclass(frozen=True)
class Built:
    """A site as it could be released. Shape: `files` are path, file and the size of a picture's copy ("" = as it
    came); `tables` are filled from `pages`."""

    site: SiteSaid
    pages: tuple[PublicPage, ...]
    files: tuple[tuple[str, StoredFile, str], ...]
    tables: tuple[FilledTable, ...]

    @cached_property
    def digest(self) -> str:
        """The digest of everything that would be public. Unit: 64 hexadecimal digits."""
        return digest_of(
            {
                "site": asdict(self.site),
                "pages": [as_json(each) for each in self.pages],
                "files": {path: [file.sha256, size] for path, file, size in self.files},
                "tables": {each.table.code: each.rows for each in self.tables},
            }
        )


def build(viewer: Viewer, today: date) -> Built:
    """Everything of the viewer's agency that may be public today, in a number of questions that grows with its years
    alone.

    A page that says what it says in the release in force keeps the day of its last change.
    """
    agency = viewer.agency
    site = Site.objects.filter(agency=agency).first() or Site(agency=agency)
    files, withdrawn = HandedOut(), Withdrawal.objects.filter(agency=agency, lifted_at=None)
    told = _told(viewer, site, files, today)
    emblem = _emblem(agency, files)
    known = _without_withdrawn(told, {each.subject: each for each in withdrawn})
    lists = list_pages(known, today)
    before = _before(site)
    pages = [home_page(agency, site, [*known, *lists], emblem, today), *lists, *known, verify_page(today)]
    dated = [_dated(each, before, today) for each in pages]
    tables = tables_of(dated, site.fewest)
    since = dated[-1].changed_on  # an empty table is as of the day that this page, which never changes, was put there
    dated += [_dated(each, before, today) for each in table_pages(tables, site.licence, since)]
    dated.append(_dated(contents_page(dated, today), before, today))
    said = SiteSaid(site.name_en, site.own_address, site.licence, site.fewest)
    return Built(said, tuple(dated), tuple(_used(files, dated)), tables)


def _told(viewer: Viewer, site: Site, files: HandedOut, today: date) -> list[PublicPage]:
    """Every page that tells of one thing; what is titled by exhibits and evidence names files before pages do."""
    agency = viewer.agency
    accepted, owners = accepted_in(agency), Owners(agency)
    standings = standings_of(agency, item_years(agency), today)
    paths = item_paths(standings)
    plans = approved_plans(agency)
    measures = [page for plan in plans for page in measure_pages(plan, accepted, owners, files, paths, today)]
    by_id = {int(each.subject.removeprefix("measure-")): each for each in measures}
    editions = issued_editions(agency)
    grounds = Grounds(files, accepted.evidence, newest_paths(editions), figures_shown(viewer))
    return [
        *result_pages(viewer),
        *measures,
        *item_pages(standings, grounds, today),
        *activity_pages(agency, accepted, files, by_id, paths, site.fewest, today),
        *paper_pages(editions, files, today),
        *(public_page(each, files.path) for each in pages_of(agency)),
    ]


def _without_withdrawn(pages: Sequence[PublicPage], withdrawn: Mapping[str, Withdrawal]) -> list[PublicPage]:
    """The pages with a notice in the place of each that was withdrawn; nothing leads to one, or to its files."""
    gone = taken_out(pages, withdrawn)
    return [
        _notice(each, withdrawn[each.subject]) if each.subject in withdrawn else without(each, gone) for each in pages
    ]


def _notice(page: PublicPage, withdrawal: Withdrawal) -> PublicPage:
    since = timezone.localdate(withdrawal.at)
    body = NoticeBody(withdrawal.reason, since)
    return PublicPage(page.subject, page.path, "notice", Said(withdrawal.title), Said(withdrawal.reason), since, body)


def _before(site: Site) -> dict[str, PublicPage]:
    """The pages in force, by subject."""
    rows = ReleasedPage.objects.filter(release=site.current_id) if site.current_id else ReleasedPage.objects.none()
    return {each.subject: from_json(each.content) for each in rows.only("subject", "content")}


def _dated(page: PublicPage, before: Mapping[str, PublicPage], today: date) -> PublicPage:
    """A page with the day it was last changed; of a first release the day its content says."""
    if not before:
        return page
    earlier = before.get(page.subject)
    if earlier and replace(earlier, changed_on=today) == replace(page, changed_on=today):
        return earlier
    return replace(page, changed_on=today)


def _emblem(agency: Agency, files: HandedOut) -> str:
    style = HouseStyle.objects.filter(agency=agency, emblem__isnull=False).select_related("emblem").first()
    return files.path(style.emblem, "small") if style and style.emblem else ""


def _used(files: HandedOut, pages: Collection[PublicPage]) -> list[tuple[str, StoredFile, str]]:
    """The files that pages show, and the small copy of each picture that is shown large."""
    shown = files_of(pages)
    small = {path.removesuffix("large.jpg") + "small.jpg" for path in shown if path.endswith("/large.jpg")}
    return [(path, file, size) for path, (file, size) in sorted(files.files.items()) if path in shown | small]
