"""Pages: what a citizen would see of an HTML page, gathered in one walk over its tree.

The walk is one loop without recursion: a stranger's page may be nested thousands deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from prongsai.core.thai import normal
from prongsai.watch.letters import text_of, tree_of

_UNSEEN = {"script", "style", "template", "noscript", "head", "datalist", "svg"}
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|button|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|header|hr|html|iframe|legend|li|main|nav|ol|option|p|pre|section|select"
    "|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_FRAME = {"nav", "header", "footer", "aside"}
_HEADINGS = {"h1", "h2", "h3"}
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|zip|rar|7z|jpe?g|png|webp)(?:$|[?#])", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHOWN = {
    "img": "src",
    "iframe": "src",
    "frame": "src",
    "embed": "src",
    "object": "data",
    "video": "src",
    "audio": "src",
}
_REFRESH = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=)?([^>]*)", re.IGNORECASE)
_BY_SCRIPT = re.compile(
    r"(?:^|[;{\s.])location(?:\.href)?\s*(?:=\s*|\.(?:replace|assign)\s*\(\s*)[\"']([^\"'\s]{1,2000})[\"']"
)
_ALERT = re.compile(r"\balert\s*\(\s*([\"'])(.{1,300}?)\1\s*\)")
SOON = 10
"""A refresh within so many seconds is a hop; a later one reloads a page that somebody reads. Unit: seconds."""


@dataclass(slots=True)
class Page:
    """What a page shows. `segments` is every block of visible text; `own` those outside its frame (menu, footer).

    `files` are links to files, `shown` pictures and embedded documents, as the page writes their addresses.
    `times` are the values of <time datetime>, `modified` those of meta elements that name a day of change.
    `alerts` are what a script says in a window of its own: some programs say nothing else.
    `has_password` tells of a form to sign in outside the frame, `login_length` how long its own words are.
    """

    title: str = ""
    headings: list[str] = field(default_factory=list)
    segments: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    times: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    scripts: int = 0
    has_password: bool = False
    login_length: int = 0
    refresh: str = ""
    by_script: str = ""
    alerts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All visible text, a block a line."""
        return "\n".join(self.segments)

    @property
    def own_length(self) -> int:
        """How much the page says outside its frame. Unit: characters."""
        return sum(map(len, self.own))

    @property
    def onward(self) -> str:
        """Where the page sends its reader by itself, "" when it stays: a refresh; a script where nothing is shown."""
        if self.refresh:
            return self.refresh
        return self.by_script if not self.segments and not self.shown else ""


def read_page(body: bytes, content_type: str = "") -> Page:
    """What a page shows; an empty `Page` for bytes without any mark-up that can be read."""
    tree = tree_of(text_of(body, content_type))
    page = Page()
    if tree is not None:
        _Walk(page).over(tree)
    return page


class _Walk:
    """One walk: which element we are in, and the block of text that is being gathered."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.block: list[str] = []
        self.unseen = 0
        self.frame = 0
        self.heading = 0
        self.form_began = 0
        self.asks_password = False

    def over(self, tree: html.HtmlElement) -> None:
        for event, node in _steps(tree):
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                self._into(tag, node)
            else:
                self._out_of(tag, node)
        self._close()

    def _into(self, tag: str, node: html.HtmlElement) -> None:
        self._note(tag, node)
        if _BLOCK.fullmatch(tag):
            self._close()
        if tag == "form":
            self.form_began = len(self.page.own)
        self.unseen += _is_unseen(tag, node)
        self.frame += tag in _FRAME
        self.heading += tag in _HEADINGS
        self._say(node.text)

    def _out_of(self, tag: str, node: html.HtmlElement) -> None:
        if _BLOCK.fullmatch(tag):
            self._close()
        if tag == "form" and self.asks_password:
            self.page.login_length += sum(map(len, self.page.own[self.form_began :]))
            self.asks_password = False
        self.unseen -= _is_unseen(tag, node)
        self.frame -= tag in _FRAME
        self.heading -= tag in _HEADINGS
        self._say(node.tail)

    def _say(self, text: str | None) -> None:
        if text and not self.unseen:
            self.block.append(text)

    def _close(self) -> None:
        said = normal("".join(self.block))
        self.block.clear()
        if not said:
            return
        self.page.segments.append(said)
        if not self.frame:
            self.page.own.append(said)
        if self.heading:
            self.page.headings.append(said)

    def _note(self, tag: str, node: html.HtmlElement) -> None:
        """Take down what is no text."""
        page = self.page
        if tag == "title" and not page.title:
            page.title = normal(node.text or "")
        elif tag == "meta":
            _note_meta(page, node)
        elif tag == "script":
            _note_script(page, (node.text or "")[:20_000])
        elif tag == "a" and _FILE.search(node.get("href") or ""):
            page.files.add((node.get("href") or "").strip())
        elif tag in _SHOWN and not self.unseen and not self.frame:
            page.shown.update(filter(None, [(node.get(_SHOWN[tag]) or "").strip()]))
        elif tag == "input" and not self.frame and (node.get("type") or "").strip().lower() == "password":
            page.has_password = self.asks_password = True
        elif tag == "time" and not self.unseen:
            page.times.append((node.get("datetime") or "").strip())


def _steps(tree: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    yield from etree.iterwalk(tree, events=("start", "end"))


def _is_unseen(tag: str, node: html.HtmlElement) -> bool:
    return tag in _UNSEEN or node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))


def _note_meta(page: Page, node: html.HtmlElement) -> None:
    content = node.get("content") or ""
    name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
    if name in {"article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"}:
        page.modified.append(content.strip())
    if (node.get("http-equiv") or "").strip().lower() == "refresh" and not page.refresh:
        page.refresh = refresh_of(content)


def _note_script(page: Page, code: str) -> None:
    page.scripts += 1
    found = _BY_SCRIPT.search(code)
    page.by_script = page.by_script or (found[1] if found else "")
    page.alerts += [normal(each[2]) for each in _ALERT.finditer(code)][:10]


def refresh_of(content: str) -> str:
    """Where a refresh (of a header or a meta element) sends on, "" where it stays or only reloads after a while."""
    found = _REFRESH.match(content)
    return found[2].strip(" \t\r\n\"'") if found and int(found[1]) <= SOON else ""
