"""Links of a page: what a table or list of items links to, with the words that stand around each link.

Traps. The words that say which item a link belongs to stand in another cell of its row, or in a cell that spans
several rows, in the list item, or only in the heading above: all are handed over, nothing is guessed here. A page's
<base> changes where relative links lead. ``javascript:``, ``mailto:`` and links within the page lead nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from lxml import html

from prongsai.core.thai import normal
from prongsai.watch.addresses import Address, Unanswered, address_of
from prongsai.watch.letters import text_of, tree_of

MOST = 5_000
"""How many links of a page are read."""
_LONGEST = 500
_AROUND = {"tr", "li", "p", "dd", "dt", "figure", "article", "section", "div", "td", "body"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary", "legend", "dt")


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link: its own words, where it leads, the words around it (row, list item, paragraph) and the heading above.

    `before` are the words around without the link's own; "" where the link stands alone.
    """

    text: str
    address: str
    before: str
    heading: str


def links_of(body: bytes, base_url: str = "", content_type: str = "") -> tuple[PageLink, ...]:
    """The links of a page that lead to web addresses, in the order they stand; the same address may come twice.

    `base_url` is where the page was read; without one (a file from a disk) only whole addresses are links.
    """
    base = _address_or_none(base_url, None)
    tree = tree_of(text_of(body, content_type))
    if tree is None:
        return ()
    found: list[PageLink] = []
    reading = _Reading(_base_of(tree, base))
    for node in tree.iter():
        link = reading.step(node)
        if link is not None:
            found.append(link)
        if len(found) == MOST:
            break
    return tuple(found)


def _address_or_none(url: str, base: Address | None) -> Address | None:
    try:
        return address_of(url, base)
    except Unanswered:
        return None


def _base_of(tree: html.HtmlElement, base: Address | None) -> Address | None:
    said = next((node.get("href") for node in tree.iter("base") if node.get("href")), None)
    return (_address_or_none(said, base) if said else None) or base


class _Reading:
    """One reading of a page from its beginning: the heading that was passed last."""

    def __init__(self, base: Address | None) -> None:
        self.base = base
        self.heading = ""

    def step(self, node: html.HtmlElement) -> PageLink | None:
        if node.tag in _HEADINGS:
            self.heading = _words(node)
        href = (node.get("href") or "").strip() if node.tag == "a" else ""
        address = None if not href or href.startswith("#") else _address_or_none(href, self.base)
        if address is None:
            return None
        text = _words(node) or normal(node.get("title") or node.get("aria-label") or _picture(node))
        return PageLink(text[:_LONGEST], address.url, _around(node, text)[:_LONGEST], self.heading[:_LONGEST])


def _picture(node: html.HtmlElement) -> str:
    return next((each.get("alt") or "" for each in node.iter("img")), "")


def _around(node: html.HtmlElement, own: str) -> str:
    """The words of the nearest row, list item or paragraph that says more than the link itself."""
    for above in node.iterancestors():
        if above.tag == "tr":
            return _without(_row(above), own)
        if above.tag in _AROUND and (said := _without(_words(above), own)):
            return said
        if above.tag in {"ul", "ol", "table", "body", "html"}:
            break
    return ""


def _row(row: html.HtmlElement) -> str:
    """A row's words, with those of cells of rows above that span down into it before them."""
    spanning: list[str] = []
    for distance, above in enumerate(islice(row.itersiblings("tr", preceding=True), 100), 1):
        spanning[:0] = [_words(cell) for cell in above if _span(cell) > distance]
    return " ".join([*filter(None, spanning), *filter(None, (_words(cell) for cell in row))])


def _span(cell: html.HtmlElement) -> int:
    said = (cell.get("rowspan") or "").strip()
    return int(said[:4]) if said.isascii() and said.isdecimal() else 1


def _without(words: str, own: str) -> str:
    return normal(words.replace(own, " ", 1)) if own else words


def _words(node: html.HtmlElement) -> str:
    parts: list[str] = []
    size = 0
    for text in node.itertext(with_tail=False):
        parts.append(text)
        size += len(text)
        if size > 4 * _LONGEST:
            break
    return normal(" ".join(parts))
