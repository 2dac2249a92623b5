"""What the text behind a link says of the elements it is shown for: places and hints, each for a person to look at.

Nothing here is a verdict. A page that only hands out files or frames says nothing by not saying a word, nor does a
picture or a packed folder; a file that cannot be opened is a fact to tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from prongsai.apps.disclosure.models import Exhibit, Showing
from prongsai.apps.disclosure.queries.elements import asked_of, changes_of
from prongsai.base.models import Agency
from prongsai.core.disclosure import (
    WHOLE,
    ElementState,
    ItemElement,
    Shown,
    Span,
    elements_of,
    look_for,
    span_of,
    state_of,
)
from prongsai.core.disclosure.recognising import SURE, likeness, titled
from prongsai.core.errors import Problem
from prongsai.core.framework import Framework, Item, has_framework, load
from prongsai.core.records import Where
from prongsai.core.thai import arabic, fiscal_year_bounds, fiscal_year_in
from prongsai.paper.reading.blocks import Document, Paragraph, Table
from prongsai.paper.reading.container import open_bytes
from prongsai.watch import Kind, Look
from prongsai.watch.pages import Page, read_page

READ = frozenset({Kind.PDF, Kind.WORD, Kind.SHEET, Kind.TEXT})
"""The kinds of files whose text is read."""
HEAD = 5
"""How many paragraphs of a paper say what it is. Unit: paragraphs."""
LONGEST_HEAD = 300
"""A paragraph longer than this is no title any more. Unit: characters."""
MOST_AT_HAND = 8
"""How many files lately read are at hand. Unit: files."""
FEWEST_TELLING = 2
"""So many elements more than its own a text must speak of to be another item's. Unit: elements."""

_YEARS = re.compile(r"(?<!\d)(25\d\d)(?:\s*(?:[-–]|ถึง)\s*(?:พ\s*\.?\s*ศ\s*\.?\s*)?(25\d\d))?(?!\d)")
Passages = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link is shown for in one item of a year: the elements named, None of them where the item as a whole is."""

    year: int
    item: Item
    span: Span | None
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkAsked:
    """A link of an agency, and everything it is shown for."""

    exhibit_id: int
    url: str
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class TextSaid:
    """What a text says. Shape: `sought` ids of elements, `found` id to place, `hints` as `Visit.hints`."""

    sought: tuple[str, ...] = ()
    found: dict[str, str] | None = None
    hints: tuple[dict[str, Any], ...] = ()


UNREADABLE = TextSaid(
    hints=(
        {
            "code": "unreadable",
            "th": "ระบบอ่านเนื้อหาของลิงก์นี้ไม่ได้ กรุณาเปิดดูด้วยตนเอง",
            "en": "The text behind this link could not be read; please open it yourself.",
        },
    )
)
"""What is told of a file that our readers cannot cope with."""


def links_asked(agency: Agency) -> tuple[LinkAsked, ...]:
    """The links of an agency that are there, each with what it is shown for. Shape: in the order they were added."""
    links = Exhibit.objects.filter(agency=agency, kind=Exhibit.Kind.LINK, removed_at=None).order_by("pk")
    used: dict[int, dict[tuple[int, str], list[str]]] = {}
    for each in Showing.objects.filter(exhibit__in=links):
        used.setdefault(each.exhibit_id, {}).setdefault((each.fiscal_year, each.item), []).append(each.element)
    ids = _ids_by_item(agency, {place for places in used.values() for place in places})
    return tuple(LinkAsked(pk, url, tuple(_asked(used.get(pk, {}), ids))) for pk, url in links.values_list("pk", "url"))


class Reader:
    """Reads what came back in one round; the same file under another address is not opened twice in a row."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._lately: dict[str, _Read | Problem | None] = {}

    def said_by(self, look: Look, link: LinkAsked) -> TextSaid:
        """What came back for a link, read for what the link is shown for; nothing for what did not open."""
        if look.is_down or not look.body or not link.asked:
            return TextSaid()
        read = self._read(look)
        if isinstance(read, Problem):
            return TextSaid(hints=({"code": "unreadable", "th": read.th, "en": read.en},))
        return read.about(link.asked, self.today) if read else TextSaid()

    def _read(self, look: Look) -> _Read | Problem | None:
        if look.kind is Kind.PAGE:
            return _read_of_page(look.title, read_page(look.body, look.content_type))
        if look.sha256 not in self._lately:
            if len(self._lately) >= MOST_AT_HAND:
                del self._lately[next(iter(self._lately))]
            try:
                self._lately[look.sha256] = _read_of_file(look)
            except Problem as problem:
                self._lately[look.sha256] = problem
        return self._lately[look.sha256]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text that was read: its passages, the words that say what it is, whether its silence tells anything."""

    passages: Passages
    heads: tuple[str, ...]
    is_whole: bool

    def about(self, asked: Iterable[Asked], today: date) -> TextSaid:
        asks = tuple(asked)
        sought = tuple(id_ for each in asks for id_ in _lookable(each)) if self.is_whole else ()
        found = look_for(_elements(asks), self.passages)
        hints = [hint for each in asks for hint in self._hints(each, today)]
        return TextSaid(sought, found, tuple(hints))

    def _hints(self, asked: Asked, today: date) -> Iterator[dict[str, Any]]:
        where = {"year": asked.year, "item": asked.item.code}
        if year := self._other_year(asked.span, today):
            yield {"code": "other_year", **where, "says": year}
        if item := self._other_item(asked):
            yield {"code": "other_item", **where, "says": item.code}

    def _other_year(self, span: Span | None, today: date) -> int | None:
        """The fiscal year that the text's head names, where that is not of the time the item is about."""
        named = next((year for head in self.heads if (year := fiscal_year_in(head))), None)
        if span is None or named is None:
            return None
        years = {year for head in self.heads for year in _years_in(head)} | {named}
        shown = [Shown(fiscal_year_bounds(year), None, is_reachable=True) for year in years]
        fits = any(state_of([each], span, max(today, span.due_on)) is ElementState.THERE for each in shown)
        return None if fits else named

    def _other_item(self, asked: Asked) -> Item | None:
        """The item of the year that the text names or speaks of far more than of its own, of which it says little."""
        framework = load(asked.year)
        every = {
            item.code: [each.id for each in elements_of(framework, item) if each.words] for item in framework.items
        }
        found = look_for((each for item in framework.items for each in elements_of(framework, item)), self.passages)
        told = {code: sum(id_ in found for id_ in ids) for code, ids in every.items()}
        own = asked.item.code
        if every[own] and 2 * told[own] >= len(every[own]):
            return None
        return self._named_otherwise(framework, asked.item) or self._speaks_otherwise(framework, own, every, told)

    def _named_otherwise(self, framework: Framework, own: Item) -> Item | None:
        if any(likeness(head, own.title_th) >= SURE / 2 for head in self.heads):
            return None
        named = next((item for head in self.heads if (item := _entitled(framework, head))), None)
        return named if named and named.code != own.code else None

    def _speaks_otherwise(
        self, framework: Framework, own: str, every: dict[str, list[str]], told: dict[str, int]
    ) -> Item | None:
        if not self.is_whole or len(every[own]) < FEWEST_TELLING:
            return None
        full = [code for code, ids in every.items() if ids and told[code] == len(ids) > told[own]]
        best = max(full, key=told.__getitem__, default="")
        return framework.item(best) if best and told[best] >= told[own] + FEWEST_TELLING else None


def _read_of_file(look: Look) -> _Read | None:
    """The text of a file; None for one that has none. Raises: Unreadable."""
    if look.kind not in READ:
        return None
    document = open_bytes(look.final_url.rpartition("/")[2][:80] or look.final_url[:80], look.body)
    heads = [each.text for each in document.blocks if isinstance(each, Paragraph)][:HEAD]
    short = tuple(each for each in heads if len(each) <= LONGEST_HEAD)
    return _Read(tuple(_passages(document)), short, is_whole=not any(each.where.page for each in document.unread))


def _read_of_page(title: str, page: Page) -> _Read:
    """A page without its menu. What it hands out, frames or shows as pictures may say what it does not say itself."""
    heads = tuple(dict.fromkeys(each[:LONGEST_HEAD] for each in (title, *islice(page.headings, HEAD)) if each))
    is_whole = not (page.files or page.shown or page.scripts > len(page.own))
    return _Read(tuple(("web", each) for each in page.own), heads, is_whole)


def _passages(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield _place(block.where), block.text
        elif isinstance(block, Table):
            for number, row in enumerate(block.rows, 1):
                yield _place(block.where, number), " ".join(cell.text for cell in row if cell.text)


def _place(where: Where, row: int | None = None) -> str:
    """A place in a few letters, made words by `queries.hints`: ``page 3``, ``sheet ชื่อ 12``, ``table 2 5``."""
    if where.sheet:
        return f"sheet {row or where.row or ''} {where.sheet}"
    if where.page:
        return f"page {where.page}"
    return f"table {where.table} {row or ''}".strip() if where.table else f"paragraph {where.paragraph or 1}"


def _ids_by_item(agency: Agency, places: Collection[tuple[int, str]]) -> dict[tuple[int, str], frozenset[str]]:
    """The elements that count for each of these items, in a question a year."""
    known: dict[tuple[int, str], frozenset[str]] = {}
    for year in {year for year, _code in places if has_framework(year)}:
        framework, changes = load(year), changes_of(agency, year)
        for code in {code for of, code in places if of == year}:
            if item := framework.item(code):
                known[year, code] = asked_of(framework, item, changes.get(code, ())).ids
    return known


def _asked(places: dict[tuple[int, str], list[str]], ids: dict[tuple[int, str], frozenset[str]]) -> Iterator[Asked]:
    for (year, code), elements in places.items():
        if (year, code) not in ids:
            continue
        framework = load(year)
        item = framework.item(code)
        if item is not None:
            counted = tuple(each for each in elements if each in ids[year, code] and each != WHOLE)
            yield Asked(year, item, span_of(framework, item), counted)


def _elements(asked: Sequence[Asked]) -> Iterator[ItemElement]:
    for each in asked:
        yield from elements_of(load(each.year), each.item)


def _lookable(asked: Asked) -> Iterator[str]:
    """Those of the elements asked for that some words of a text can show."""
    shown = set(asked.elements)
    return (each.id for each in elements_of(load(asked.year), asked.item) if each.id in shown and each.words)


def _years_in(text: str) -> Iterator[int]:
    for found in _YEARS.finditer(arabic(text)):
        first, last = int(found[1]), int(found[2] or found[1])
        yield from range(first, min(last, first + 20) + 1)


def _entitled(framework: Framework, head: str) -> Item | None:
    """The item whose title a head is, give or take a few letters."""
    item, _share, _second = titled(framework, head)
    return item if item is not None and likeness(item.title_th, head) >= SURE else None
