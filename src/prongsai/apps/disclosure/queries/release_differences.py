"""What a release changes for the public, beside the one in force before it: pages, tables and files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.apps.disclosure.models import Release
from prongsai.apps.disclosure.queries.building.lists import KINDS
from prongsai.base.said import text_said
from prongsai.core.publication import PublicPage, from_json
from prongsai.core.publication_differences import PageChange, page_changes
from prongsai.core.tables import TABLES
from prongsai.core.versions import Deed

DEEDS: dict[Deed, tuple[str, Promise]] = {
    Deed.ADDED: ("new", pgettext_lazy("difference", "เพิ่ม")),
    Deed.CHANGED: ("in_progress", pgettext_lazy("difference", "เปลี่ยน")),
    Deed.MOVED: ("in_progress", _("ย้ายที่อยู่")),
    Deed.REMOVED: ("error", pgettext_lazy("difference", "นำออก")),
}
"""What becomes of a page: its mark and its word, in the order it is told."""

SITE: dict[str, Promise] = {
    "name_en": _("ชื่อภาษาอังกฤษ"),
    "own_address": _("เว็บไซต์เดิม"),
    "licence": _("สัญญาอนุญาตของข้อมูลเปิด"),
    "fewest": _("จำนวนคนน้อยที่สุดที่แสดงเป็นตัวเลข"),
}
"""What a release says around its pages, by the field that keeps it, in the order it is told."""

FOLLOWING = frozenset(
    {"home", "contents", "verify", "data", "table", "measures", "items", "activities", "papers", "news-list"}
)
"""Kinds of pages that say again what others say: they change with those."""
FEW = 12
"""Of so many changes each is shown open."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A page that changes, as the desk shows it. Shape: `fields` are label, whose field it is, words before and now."""

    change: PageChange
    kind: Promise
    title: str
    fields: tuple[tuple[str, str, str, str], ...]

    @property
    def has_page(self) -> bool:
        """Whether the release has a page of it to look at."""
        return self.change.deed is not Deed.REMOVED


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The pages that come, change, move or go; `following` are those that do so because others do."""

    mark: str
    word: Promise
    key: str
    rows: tuple[ChangeRow, ...]
    following: tuple[ChangeRow, ...]

    @property
    def count(self) -> int:
        """Unit: pages."""
        return len(self.rows) + len(self.following)

    @property
    def is_open(self) -> bool:
        """Whether there are few enough to show each."""
        return len(self.rows) <= FEW


@dataclass(frozen=True, slots=True)
class TableChange:
    """A public table whose rows are others now. Unit: rows; None where there were or are none."""

    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class SiteChange:
    """Something that the site says of itself around its pages; "" where it said or says nothing."""

    label: Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReleaseDifference:
    """Everything that a release changes. `before` is the release it is held against, None for the first.

    Shape: `files_come` and `files_gone` are paths. Unit: `same_count` pages.
    """

    before: Release | None
    site: tuple[SiteChange, ...]
    groups: tuple[ChangeGroup, ...]
    tables: tuple[TableChange, ...]
    files_come: tuple[str, ...]
    files_gone: tuple[str, ...]
    same_count: int

    @property
    def count(self) -> int:
        """Unit: pages that change."""
        return sum(each.count for each in self.groups)

    @property
    def is_empty(self) -> bool:
        """Whether the public would see what it sees already."""
        return not (self.site or self.groups or self.tables or self.files_come or self.files_gone)


def difference_of(before: Release | None, release: Release, pages: tuple[PublicPage, ...]) -> ReleaseDifference:
    """What a release with these pages changes, in the same number of questions whatever its size."""
    earlier = _pages(before)
    rows = [_row(each) for each in page_changes(earlier, pages)]
    groups = tuple(group for deed in DEEDS if (group := _group(deed, rows)).count)
    was, now = _file_paths(before), _file_paths(release)
    here = {each.subject for each in pages}
    told = {each.change.subject for each in rows}
    return ReleaseDifference(
        before=before,
        site=tuple(_site_changes(before, release)),
        groups=groups,
        tables=tuple(_table_changes(before, release)),
        files_come=tuple(sorted(now - was)),
        files_gone=tuple(sorted(was - now)),
        same_count=len(here - told),
    )


def _group(deed: Deed, rows: Iterable[ChangeRow]) -> ChangeGroup:
    mark, word = DEEDS[deed]
    those = [each for each in rows if each.change.deed is deed]
    own = tuple(each for each in those if each.change.kind not in FOLLOWING)
    following = tuple(each for each in those if each.change.kind in FOLLOWING)
    return ChangeGroup(mark, word, deed.value, own, following)


def _row(change: PageChange) -> ChangeRow:
    fields = tuple((text_said(each.label), each.of, each.before, each.after) for each in change.fields)
    return ChangeRow(change, KINDS[change.kind], text_said(change.title), fields)


def _pages(release: Release | None) -> tuple[PublicPage, ...]:
    contents = release.pages.values_list("content", flat=True) if release else ()
    return tuple(from_json(each) for each in contents)


def _file_paths(release: Release | None) -> frozenset[str]:
    return frozenset(release.files.values_list("path", flat=True)) if release else frozenset()


def _site_changes(before: Release | None, release: Release) -> Iterable[SiteChange]:
    for name, label in SITE.items():
        was, now = _site_word(before, name), _site_word(release, name)
        if was != now:
            yield SiteChange(label, was, now)


def _site_word(release: Release | None, name: str) -> str:
    if release is None:
        return ""
    return release.get_licence_display() if name == "licence" else str(getattr(release, name))


def _table_changes(before: Release | None, release: Release) -> Iterable[TableChange]:
    was, now = _tables(before), _tables(release)
    for code in dict.fromkeys((*now, *was)):
        if was.get(code, ("", None))[0] != now.get(code, ("", None))[0]:
            title = text_said(TABLES[code].title) if code in TABLES else code
            yield TableChange(title, was.get(code, ("", None))[1], now.get(code, ("", None))[1])


def _tables(release: Release | None) -> dict[str, tuple[str, int | None]]:
    """The tables that have rows. Shape: code to digest and how many rows."""
    rows = release.tables.values_list("code", "digest", "rows") if release else ()
    return {code: (digest, len(those)) for code, digest, those in rows if those}
