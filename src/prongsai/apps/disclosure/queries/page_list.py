"""The written pages of an agency in one list: how each stands in public, what a year asks for that nobody wrote yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.disclosure.models import Page, ReleasedPage, Showing, Site, Withdrawal
from prongsai.apps.disclosure.queries.pages import page_path, pages_of, public_page, subject_of
from prongsai.base.access import Viewer
from prongsai.base.models import Agency, StoredFile
from prongsai.core.framework import Item, nearest
from prongsai.core.publication import as_json

ITEM_KEYS = {
    "structure": "structure",
    "powers": "structure",
    "executives": "people",
    "contact": "contact",
    "laws": "laws",
    "news": "news",
}
"""The kind of page that an item of the framework is shown by, by the item's key."""
_SAID = ("title", "summary", "body")
_FILE = re.compile(r"^(files/[0-9a-f]+)/.*$", re.DOTALL)


class PageState(StrEnum):
    """How a written page stands in public."""

    UNSEEN = "unseen"
    CHANGED = "changed"
    SEEN = "seen"
    WITHDRAWN = "withdrawn"


WORDS: Mapping[PageState, Promise] = {
    PageState.UNSEEN: _("ยังไม่เผยแพร่"),
    PageState.CHANGED: _("แก้หลังเผยแพร่"),
    PageState.SEEN: _("เผยแพร่แล้ว"),
    PageState.WITHDRAWN: _("ถอนจากการเผยแพร่"),
}
MARKS: Mapping[PageState, str] = {
    PageState.UNSEEN: "not_started",
    PageState.CHANGED: "warning",
    PageState.SEEN: "done",
    PageState.WITHDRAWN: "deferred",
}


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page in the list; `path` is where it stands in public, `items` are those of the year that it shows."""

    page: Page
    state: PageState
    path: str
    items: tuple[str, ...]

    @property
    def word(self) -> Promise:
        """How it stands, in words."""
        return WORDS[self.state]

    @property
    def mark(self) -> str:
        """The icon of its state."""
        return MARKS[self.state]


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of page that items of the year ask for and that is not written yet."""

    kind: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PageList:
    """Every page of an agency, what the year still asks for, what was removed."""

    lines: tuple[PageLine, ...]
    asked: tuple[Asked, ...]
    removed: tuple[Page, ...]

    def of(self, state: str) -> tuple[PageLine, ...]:
        """The pages in one state; all of them for ""."""
        return tuple(each for each in self.lines if state in ("", each.state))

    @property
    def counts(self) -> list[tuple[PageState, Promise, str, int]]:
        """How many pages stand how. Shape: state, word, icon, count; only states that occur."""
        counted = Counter(each.state for each in self.lines)
        return [(each, WORDS[each], MARKS[each], counted[each]) for each in PageState if counted[each]]


def page_list(viewer: Viewer, year: int) -> PageList:
    """The written pages of the viewer's agency, in a constant number of questions."""
    pages = pages_of(viewer.agency)
    states, items = states_of(viewer.agency, pages), _items_shown(pages, year)
    lines = [PageLine(each, states[each.pk], page_path(each), items.get(each.pk, ())) for each in pages]
    lines.sort(key=_place)
    removed = Page.objects.filter(agency=viewer.agency).exclude(removed_at=None).order_by("-removed_at")
    return PageList(tuple(lines), _asked(year, {each.kind for each in pages}), tuple(removed))


def page_line(page: Page, year: int) -> PageLine:
    """One page as the list shows it."""
    state = states_of(page.agency, [page])[page.pk]
    return PageLine(page, state, page_path(page), _items_shown([page], year).get(page.pk, ()))


def states_of(agency: Agency, pages: list[Page]) -> dict[int, PageState]:
    """How pages of an agency stand in public, by their keys: what they say now against the release in force."""
    subjects = {subject_of(each): each for each in pages}
    in_force = Site.objects.filter(agency=agency).values("current")
    seen = ReleasedPage.objects.filter(release__in=in_force, subject__in=subjects)
    released = dict(seen.values_list("subject", "content"))
    away = Withdrawal.objects.filter(agency=agency, lifted_at=None, subject__in=subjects)
    withdrawn = set(away.values_list("subject", flat=True))
    return {page.pk: _state(page, released.get(name), name in withdrawn) for name, page in subjects.items()}


def items_asking(kind: str, year: int) -> tuple[Item, ...]:
    """The items of a year that a page of this kind shows."""
    return tuple(each for each in nearest(year).items if ITEM_KEYS.get(each.key) == kind)


def _place(line: PageLine) -> tuple[int, int]:
    """By kind, news with the latest day first."""
    day = line.page.dated_on
    return list(Page.Kind.values).index(line.page.kind), -day.toordinal() if day else 0


def _state(page: Page, released: dict[str, Any] | None, is_withdrawn: bool) -> PageState:
    if is_withdrawn:
        return PageState.WITHDRAWN
    if released is None:
        return PageState.UNSEEN
    now = as_json(public_page(page, _path))
    return PageState.SEEN if _said(now) == _said(released) else PageState.CHANGED


def _path(file: StoredFile, size: str = "", title: str = "") -> str:
    return f"files/{file.sha256[:12]}/{size or title}"


def _said(plain: Mapping[str, Any]) -> Any:
    return _bare({name: plain[name] for name in _SAID})


def _bare(plain: Any) -> Any:
    """Without what is not the page's own: how a file is called in an address, whether a link answered."""
    if isinstance(plain, dict):
        return {name: _bare(each) for name, each in plain.items() if name != "gone"}
    if isinstance(plain, list):
        return [_bare(each) for each in plain]
    return _FILE.sub(r"\1", plain) if isinstance(plain, str) else plain


def _items_shown(pages: list[Page], year: int) -> dict[int, tuple[str, ...]]:
    shown = Showing.objects.filter(exhibit__page__in=pages, exhibit__removed_at=None, fiscal_year=year)
    items: dict[int, dict[str, None]] = {}
    for page_id, item in shown.values_list("exhibit__page", "item").distinct().order_by("item"):
        items.setdefault(page_id, {})[item] = None
    return {page_id: tuple(sorted(codes, key=lambda code: int(code[1:]))) for page_id, codes in items.items()}


def _asked(year: int, written: set[str]) -> tuple[Asked, ...]:
    asked: dict[str, list[Item]] = {}
    for item in nearest(year).items:
        if (kind := ITEM_KEYS.get(item.key)) and kind not in written:
            asked.setdefault(kind, []).append(item)
    return tuple(Asked(kind, str(Page.Kind(kind).label), tuple(items)) for kind, items in asked.items())
