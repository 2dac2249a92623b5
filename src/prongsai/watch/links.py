"""Links of a page: what a table or list of items links to, with the words that stand around each link.

Traps. The words that say which item a link belongs to stand in another cell of its row, in a cell that spans several
rows, in the list item above a list of files, just before the link, or only in the heading: all are handed over,
nothing is guessed here. A page's <base> changes where relative links lead. ``javascript:``, ``mailto:`` and links
within the page lead nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree, html

from prongsai.core.thai import normal
from prongsai.watch.addresses import Address, Unanswered, address_of
from prongsai.watch.letters import text_of, tree_of

MOST = 5_000
"""How many links of a page are read."""
_LONGEST = 500
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary", "legend", "dt"}
_FRESH = _HEADINGS | {"tr", "li", "table", "ul", "ol"}
_UNSEEN = {"script", "style", "template"}
_LISTS = {"ul", "ol", "table"}


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link: its own words, where it leads, the words around it and the heading above.

    `before` are the words of its row or list item without the link's own; elsewhere those between the link before and
    this one; "" where it stands alone.
    """

    text: str
    address: str
    before: str
    heading: str


def links_of(body: bytes, base_url: str = "", content_type: str = "") -> tuple[PageLink, ...]:
    """The links of a page that lead to web addresses, in the order they stand; the same address may come twice.

    `base_url` is where the page was read; without one (a file from a disk) only whole addresses are links.
    """
    tree = tree_of(text_of(body, content_type))
    if tree is None:
        return ()
    reading = _Reading(_base_of(tree, _address_or_none(base_url, None)))
    return tuple(islice(reading.over(tree), MOST))


def _address_or_none(url: str, base: Address | None) -> Address | None:
    try:
        return address_of(url, base)
    except Unanswered:
        return None


def _base_of(tree: html.HtmlElement, base: Address | None) -> Address | None:
    said = next((node.get("href") for node in tree.iter("base") if node.get("href")), None)
    return (_address_or_none(said, base) if said else None) or base


class _Reading:
    """One reading of a page from its beginning: the heading passed last, the words since the last link."""

    def __init__(self, base: Address | None) -> None:
        self.base = base
        self.heading = ""
        self.since: list[str] = []

    def over(self, tree: html.HtmlElement) -> Iterator[PageLink]:
        for event, node in etree.iterwalk(tree, events=("start", "end")):
            if event == "end":
                if node.tag == "a":
                    self.since.clear()
                self._say(node.tail)
                continue
            if node.tag in _FRESH:
                self.since.clear()
            if node.tag in _HEADINGS:
                self.heading = _words(node)
            if node.tag == "a" and (link := self._link(node)):
                yield link
            elif node.tag not in _UNSEEN and node.tag not in _HEADINGS:
                self._say(node.text)

    def _say(self, text: str | None) -> None:
        if text and text.strip():
            self.since = [*self.since[-20:], text[-_LONGEST:]]

    def _link(self, node: html.HtmlElement) -> PageLink | None:
        href = (node.get("href") or "").strip()
        address = None if not href or href.startswith("#") else _address_or_none(href, self.base)
        if address is None:
            return None
        text = _words(node) or normal(node.get("title") or node.get("aria-label") or _picture(node))
        before = _around(node, text) or normal(" ".join(self.since))[-_LONGEST:]
        return PageLink(text[:_LONGEST], address.url, before[:_LONGEST], self.heading[:_LONGEST])


def _picture(node: html.HtmlElement) -> str:
    return next((each.get("alt") or "" for each in node.iter("img")), "")


def _around(node: html.HtmlElement, own: str) -> str:
    """The words of the row it stands in, or of the nearest list item that says more than the link itself."""
    for above in islice(node.iterancestors("tr", "li"), 20):
        said = _row(above) if above.tag == "tr" else _words(above, without_lists=True)
        if said := _without(said, own):
            return said
    return ""


def _row(row: html.HtmlElement) -> str:
    """A row's words, with those of cells of rows above that span down into it before them."""
    above = enumerate(islice(row.itersiblings("tr", preceding=True), 100), 1)
    spanning = (cell for distance, each in above for cell in reversed(each) if _span(cell) > distance)
    words = [_words(cell) for cell in islice(spanning, 5)][::-1]
    return " ".join(filter(None, [*words, *(_words(cell) for cell in islice(row, 50))]))


def _span(cell: html.HtmlElement) -> int:
    said = (cell.get("rowspan") or "").strip()
    return int(said[:4]) if said.isascii() and said.isdecimal() else 1


def _without(words: str, own: str) -> str:
    return normal(words.replace(own, " ", 1)) if own else words


def _words(node: html.HtmlElement, *, without_lists: bool = False) -> str:
    """The words of an element, as far as anybody reads; `without_lists` leaves out the lists and tables in it."""
    parts: list[str] = []
    size = 0
    unread = 0
    for event, each in etree.iterwalk(node, events=("start", "end")):
        is_unread = each.tag in _UNSEEN or (without_lists and each.tag in _LISTS)
        unread += is_unread if event == "start" else -is_unread
        said = each.text if event == "start" else each.tail if each is not node else None
        if said and not unread:
            parts.append(said)
            size += len(said)
        if size > 4 * _LONGEST:
            break
    return normal(" ".join(parts))
