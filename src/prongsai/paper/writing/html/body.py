"""The blocks of a manuscript as elements of a page."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from prongsai.paper.writing.addresses import followable
from prongsai.paper.writing.charts import SCREEN_WIDTH, bars_svg
from prongsai.paper.writing.codes import code_path
from prongsai.paper.writing.elements import put
from prongsai.paper.writing.headings import headings_after, paragraphs_of
from prongsai.paper.writing.html.elements import make, words
from prongsai.paper.writing.html.tables import table_of
from prongsai.paper.writing.manuscript import (
    Bars,
    Beside,
    Code,
    Contents,
    Gallery,
    Manuscript,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Role,
    Signature,
    Span,
    Table,
)
from prongsai.paper.writing.pictures import MEDIA_TYPES
from prongsai.paper.writing.text import in_digits

_LOWEST = 4
_WORDS = {
    "th": {"note": "เชิงอรรถ", "back": "กลับไปที่ข้อความของเชิงอรรถ", "table": "ตาราง"},
    "en": {"note": "Footnote", "back": "Back to the text of footnote", "table": "Table"},
}


@dataclass(slots=True)
class _Counts:
    """What is counted on the way through a paper."""

    tables: int = 0
    headings: int = 0
    contents: int = 0
    level: int = 0
    notes: list[Note] = field(default_factory=list)


class Body:
    """A manuscript on its way onto a page."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._words = _WORDS[manuscript.language]
        self._counts = _Counts()
        self._main_heading = _main_heading(manuscript)
        self._writers: dict[type, Callable[[Any], Iterator[Any]]] = {
            Paragraph: self._paragraph,
            Table: self._table,
            Picture: self._picture,
            Gallery: self._gallery,
            Beside: self._beside,
            Bars: self._bars,
            Code: self._code,
            Signature: self._signature,
            Contents: self._contents,
            PageBreak: self._page_break,
        }

    def sections(self) -> Iterator[Any]:
        """The sections of the paper; the first has the page's main heading if no block is it."""
        for place, section in enumerate(self._manuscript.sections):
            middle = " middle" if section.is_middle else ""
            element = make("section", {"class": f"{section.orientation} section{place}{middle}"})
            if not place and self._main_heading is None:
                element.append(make("h1", {"class": "unseen"}, self._manuscript.properties.title or "-"))
            for block in section.blocks:
                put(element, self._writers[type(block)](block))
            yield element

    def notes(self) -> Any | None:
        """The footnotes, each with a way back; None where there are none. Ask when all sections are written."""
        items = [self._note(number, each) for number, each in enumerate(self._counts.notes, 1)]
        pages = f"section{len(self._manuscript.sections) - 1}"
        about = {"class": f"notes {pages}", "role": "doc-endnotes", "aria-label": self._words["note"]}
        return make("section", about, make("ol", None, *items)) if items else None

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Any]:
        inner = list(self._spans(paragraph))
        if paragraph is self._main_heading:
            self._counts.level = 1
            name = self._next_heading() if paragraph.role is Role.HEADING else None
            yield make("h1", {"id": name}, *inner)
        elif paragraph.role is Role.HEADING:
            self._counts.level = min((paragraph.level or 1) + 1, self._counts.level + 1, _LOWEST)
            yield make(f"h{self._counts.level}", {"id": self._next_heading()}, *inner)
        elif paragraph.role is Role.RULE:
            yield make("hr")
        else:
            yield make("p", {"class": paragraph.role.value}, *inner)

    def _next_heading(self) -> str:
        self._counts.headings += 1
        return _mark(self._counts.headings)

    def _spans(self, paragraph: Paragraph) -> Iterator[Any]:
        for span in paragraph.spans:
            yield from self._span(span)
            if span.note:
                self._counts.notes.append(span.note)
                yield self._note_mark(len(self._counts.notes))

    def _span(self, span: Span) -> Iterator[Any]:
        inner = list(words(span.text))
        for wanted, tag in ((span.italic, "em"), (span.bold, "strong")):
            inner = [make(tag, None, *inner)] if wanted else inner
        address = followable(span.link)
        yield from [make("a", {"href": address}, *inner)] if address else inner

    def _note_mark(self, number: int) -> Any:
        """A mark that is drawn, not written: copied or read again, a score must not end in its note's number."""
        shown = in_digits(f"{number}", self._manuscript.digits)
        about = {"class": "mark-of-note", "role": "doc-noteref", "id": f"text-{number}", "href": f"#note-{number}"}
        return make("a", {**about, "aria-label": f"{self._words['note']} {shown}", "data-mark": shown})

    def _note(self, number: int, note: Note) -> Any:
        said: list[Any] = list(words(note.text))
        if note.address:
            address = followable(note.address)
            said += [" ", make("a", {"href": address}, address) if address else note.address]
        shown = in_digits(f"{number}", self._manuscript.digits)
        back = {"class": "back", "role": "doc-backlink", "href": f"#text-{number}"}
        said += [" ", make("a", {**back, "aria-label": f"{self._words['back']} {shown}"})]
        return make("li", {"id": f"note-{number}"}, make("p", None, *said))

    def _table(self, table: Table) -> Iterator[Any]:
        self._counts.tables += 1
        number = in_digits(f"{self._counts.tables}", self._manuscript.digits)
        yield table_of(table, f"{self._words['table']} {number}", self._spans)

    def _picture(self, picture: Picture) -> Iterator[Any]:
        yield self._figure(picture.align, self._image(picture), picture.caption)

    def _image(self, picture: Picture) -> Any:
        source = f"data:{MEDIA_TYPES[picture.kind]};base64,{base64.b64encode(picture.content).decode()}"
        return make("img", {"src": source, "alt": picture.alt, "style": f"width:{picture.width:g}mm"})

    def _figure(self, align: str, shown: Any, caption: str) -> Any:
        said = [make("figcaption", None, make("p", None, *words(caption)))] if caption else []
        return make("figure", {"class": align}, shown, *said)

    def _gallery(self, gallery: Gallery) -> Iterator[Any]:
        figures = (self._figure("center", self._image(each), each.caption) for each in gallery.pictures)
        yield make("div", {"class": "gallery", "style": f"--columns:{gallery.columns}"}, *figures)

    def _beside(self, beside: Beside) -> Iterator[Any]:
        words_beside = (element for each in beside.paragraphs for element in self._paragraph(each))
        side = "right" if beside.picture.align == "right" else "left"
        shown = self._writers[type(beside.picture)](beside.picture)
        yield make("div", {"class": f"beside {side}"}, *shown, make("div", None, *words_beside))

    def _bars(self, bars: Bars) -> Iterator[Any]:
        title = make("figcaption", None, make("p", None, *words(bars.title)))
        region = {"class": "region", "role": "region", "tabindex": "0", "aria-label": bars.title}
        drawing = make("div", region, etree.fromstring(bars_svg(bars, SCREEN_WIDTH)))
        yield make("figure", {"class": "chart"}, title, drawing)

    def _code(self, code: Code) -> Iterator[Any]:
        path, side = code_path(code.address)
        about = {"role": "img", "aria-label": code.alt, "viewBox": f"0 0 {side} {side}"}
        square = make("svg", {**about, "style": f"width:{code.size:g}mm"}, make("path", {"d": path}))
        address = followable(code.address)
        shown = make("a", {"href": address, "class": "code"}, square) if address else square
        yield self._figure(code.align, shown, code.caption)

    def _signature(self, signature: Signature) -> Iterator[Any]:
        yield make("div", {"class": "signature"}, *(make("p", None, *words(each)) for each in signature.lines))

    def _contents(self, contents: Contents) -> Iterator[Any]:
        self._counts.contents += 1
        name = f"contents-{self._counts.contents}"
        following = headings_after(contents, self._manuscript)
        entries = (
            make("li", {"class": f"level{each.level or 1}"}, make("a", {"href": f"#{_mark(place)}"}, *words(each.text)))
            for place, each in following
            if (each.level or 1) <= contents.depth
        )
        title = make("p", {"id": name, "class": "title-of-contents"}, *words(contents.title))
        yield make("nav", {"aria-labelledby": name}, title, make("ul", None, *entries))

    def _page_break(self, block: PageBreak) -> Iterator[Any]:
        yield make("div", {"class": "page-break"})


def _main_heading(manuscript: Manuscript) -> Paragraph | None:
    """The paragraph that is the page's main heading: the title, else the first heading."""
    paragraphs = [each for each in paragraphs_of(manuscript.blocks) if each.text.strip()]
    titles = (each for role in (Role.TITLE, Role.HEADING) for each in paragraphs if each.role is role)
    return next(titles, None)


def _mark(place: int) -> str:
    return f"heading-{place}"
