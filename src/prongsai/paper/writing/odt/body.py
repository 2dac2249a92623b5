"""content.xml of an ODT: the blocks of a manuscript as paragraphs, tables and frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from prongsai.paper.writing.addresses import followable
from prongsai.paper.writing.charts import bars_png
from prongsai.paper.writing.codes import code_png
from prongsai.paper.writing.headings import headings_after
from prongsai.paper.writing.keeping import leads
from prongsai.paper.writing.manuscript import (
    Bars,
    Beside,
    Block,
    Code,
    Contents,
    Gallery,
    Manuscript,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Role,
    Section,
    Signature,
    Span,
    Table,
    plain,
)
from prongsai.paper.writing.odt.automatic import Automatic
from prongsai.paper.writing.odt.names import make, words
from prongsai.paper.writing.odt.papers import page_name, room
from prongsai.paper.writing.odt.styles import STYLE_OF, font_faces
from prongsai.paper.writing.odt.tables import Tables
from prongsai.paper.writing.pictures import proportions, size_on_page
from prongsai.paper.writing.text import in_digits

_FACES = {(True, False): "Strong", (False, True): "Emphasis", (True, True): "Strong_20_Emphasis"}
_CHART_WIDTH = 130.0
"""Unit: millimetres."""
_CHART_SHARE = 0.8
"""Of a page's height, so that its title has room over it."""
_MIDDLE = 0.2
"""Of a page's height, over what stands in its middle: an OpenDocument text cannot ask for it."""
_KEPT = {"fo:keep-with-next": "always"}
_OVER_SIGNATURE = {"fo:margin-top": "12mm"}


class Body:
    """A manuscript on its way into content.xml; `pictures` are the parts it names."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.pictures: dict[str, bytes] = {}
        self._manuscript = manuscript
        self._section = Section(())
        self._following: tuple[Block, ...] = ()
        self._styles = Automatic()
        self._tables = Tables(self._styles, self._paragraph)
        self._note_count = 0
        self._heading_count = 0
        self._writers: dict[type, Callable[[Any], Iterator[Any]]] = {
            Paragraph: self._block_paragraph,
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

    def content(self) -> Any:
        """The root of content.xml."""
        text = make("office:text", None, *self._all())
        return make(
            "office:document-content",
            {"office:version": "1.3"},
            make("office:font-face-decls", None, *font_faces(self._manuscript.font)),
            make("office:automatic-styles", None, *self._styles.elements()),
            make("office:body", None, text),
        )

    def _all(self) -> Iterator[Any]:
        for place, section in enumerate(self._manuscript.sections):
            self._section = section
            lower = room(section.orientation)[1] * _MIDDLE if section.is_middle else 0
            self._styles.begin_pages(page_name(place), lower)
            for at, block in enumerate(section.blocks, 1):
                self._following = section.blocks[at : at + 2]
                yield from self._writers[type(block)](block)

    def _block_paragraph(self, paragraph: Paragraph, more: dict[str, str] | None = None) -> Iterator[Any]:
        if paragraph.role is Role.HEADING:
            self._heading_count += 1
            level = paragraph.level or 1
            name = _mark(self._heading_count)
            yield make(
                "text:h",
                {"text:style-name": self._styles.of(f"Heading_20_{level}"), "text:outline-level": f"{level}"},
                make("text:bookmark-start", {"text:name": name}),
                *self._spans(paragraph),
                make("text:bookmark-end", {"text:name": name}),
            )
            return
        if paragraph.role is Role.FIELD:
            line = self._paragraph(paragraph, "Field_20_pair" if paragraph.text.count("\t") > 1 else "Field")
            line.append(make("text:tab"))  # its dots lead to the end of the line
            yield line
        else:
            # Nobody signs a page on which nothing else stands.
            is_signed = any(isinstance(each, Signature) for each in self._following)
            kept = _KEPT if is_signed or leads(paragraph) else more
            yield self._paragraph(paragraph, STYLE_OF[paragraph.role], kept)

    def _paragraph(self, paragraph: Paragraph, style: str, more: dict[str, str] | None = None) -> Any:
        return make("text:p", {"text:style-name": self._styles.of(style, more)}, *self._spans(paragraph))

    def _line(self, text: str, style: str, more: dict[str, str] | None = None) -> Any:
        return make("text:p", {"text:style-name": self._styles.of(style, more)}, *words(text))

    def _spans(self, paragraph: Paragraph) -> Iterator[Any]:
        for span in paragraph.spans:
            yield from self._span(span)
            if span.note:
                yield self._note(span.note)

    def _span(self, span: Span) -> Iterator[Any]:
        face = _FACES.get((span.bold, span.italic))
        inner = list(words(span.text))
        if face:
            inner = [make("text:span", {"text:style-name": face}, *inner)]
        address = followable(span.link)
        yield from [_link(address, inner)] if address else inner

    def _note(self, note: Note) -> Any:
        self._note_count += 1
        mark = in_digits(f"{self._note_count}", self._manuscript.digits)
        said = [*words(note.text)]
        if note.address:
            address = followable(note.address)
            said += [" ", _link(address, [address]) if address else note.address]
        return make(
            "text:note",
            {"text:id": f"note{self._note_count}", "text:note-class": "footnote"},
            make("text:note-citation", {"text:label": None if mark.isascii() else mark}, mark),
            make("text:note-body", None, make("text:p", {"text:style-name": "Footnote"}, *said)),
        )

    def _table(self, table: Table) -> Iterator[Any]:
        if table.caption:
            yield self._line(table.caption, "Caption")
        is_signed = any(isinstance(each, Signature) for each in self._following[:1])
        yield self._tables.table(table, room(self._section.orientation)[0], is_signed=is_signed)

    def _picture(self, picture: Picture) -> Iterator[Any]:
        kept = {"fo:keep-with-next": "always"} if picture.caption else {}
        more = {**kept, "fo:text-align": _sides(picture.align)}
        frame = self._frame(picture, *room(self._section.orientation))
        yield make("text:p", {"text:style-name": self._styles.of("Figure", more)}, frame)
        if picture.caption:
            side = {"fo:text-align": _sides(picture.align)}
            yield self._line(picture.caption, "Picture_20_caption", side)

    def _frame(self, picture: Picture, widest: float, highest: float, about: dict[str, str] | None = None) -> Any:
        width, height = size_on_page(picture, widest, highest)
        name = f"Pictures/{len(self.pictures) + 1}.{picture.kind}"
        self.pictures[name] = picture.content
        place = {"xlink:href": name, "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
        return make(
            "draw:frame",
            {**_size(width, height), "draw:name": f"Picture {len(self.pictures)}", **(about or {})},
            make("draw:image", place),
            make("svg:desc", None, picture.alt),
        )

    def _gallery(self, gallery: Gallery) -> Iterator[Any]:
        """Frames in a line, each with its picture and caption: no table, which a reader would take for one."""
        across, down = room(self._section.orientation)
        widest = (across - 4 * gallery.columns) / gallery.columns
        for at in range(0, len(gallery.pictures), gallery.columns):
            row = gallery.pictures[at : at + gallery.columns]
            boxes = [self._box(each, widest, down * 0.7) for each in row]
            yield make("text:p", {"text:style-name": self._styles.of("Figure")}, *boxes)

    def _box(self, picture: Picture, widest: float, highest: float) -> Any:
        inner = [make("text:p", {"text:style-name": "Figure"}, self._frame(picture, widest - 2, highest))]
        if picture.caption:
            inner.append(make("text:p", {"text:style-name": "Picture_20_caption"}, *words(picture.caption)))
        _, height = size_on_page(picture, widest - 2, highest)
        box = make("draw:text-box", {"fo:min-height": f"{height:.2f}mm"}, *inner)
        about = {"svg:width": f"{widest:.2f}mm", "draw:style-name": self._styles.box()}
        return make("draw:frame", {**about, "text:anchor-type": "as-char"}, box)

    def _beside(self, beside: Beside) -> Iterator[Any]:
        """The words as paragraphs of their own, the picture in a frame at the side of the first."""
        shown = _drawn(beside.picture) if isinstance(beside.picture, Code) else beside.picture
        style = self._styles.beside("right" if shown.align == "right" else "left")
        about = {"text:anchor-type": "paragraph", "draw:style-name": style}
        frame = self._frame(shown, *room(self._section.orientation), about)
        *above, last = beside.paragraphs or (plain(""),)
        lines = [line for each in above for line in self._block_paragraph(each, _KEPT)]
        lines += self._block_paragraph(last)
        first = lines[0]
        first.text, frame.tail = None, first.text
        first.insert(0, frame)
        yield from lines

    def _bars(self, bars: Bars) -> Iterator[Any]:
        """The title, which stays with the chart; its numbers stand in a table nearby."""
        yield self._line(bars.title, "Caption")
        shown = Picture(bars_png(bars), "png", _CHART_WIDTH, bars.description or bars.title)
        across, down = proportions(shown)
        highest = _CHART_SHARE * room(self._section.orientation)[1]
        shown = replace(shown, width=min(_CHART_WIDTH, highest * across / down))
        yield from self._picture(shown)

    def _code(self, code: Code) -> Iterator[Any]:
        yield from self._picture(_drawn(code))

    def _signature(self, signature: Signature) -> Iterator[Any]:
        half = {"fo:margin-left": f"{room(self._section.orientation)[0] / 2:g}mm"}
        last = len(signature.lines) - 1
        for i, line in enumerate(signature.lines):
            kept = _KEPT if i < last or any(isinstance(each, Beside) for each in self._following[:1]) else {}
            yield self._line(line, "Signature", {**half, **kept, **({} if i else _OVER_SIGNATURE)})

    def _contents(self, contents: Contents) -> Iterator[Any]:
        """Entries that link to their headings; the page numbers are fields, which the office suite fills."""
        following = headings_after(contents, self._manuscript)
        style = self._styles.of("Contents_20_Heading")
        title = make("text:p", {"text:style-name": style}, *words(contents.title))
        entries = [self._entry(each, place) for place, each in following if (each.level or 1) <= contents.depth]
        source = make(
            "text:table-of-content-source",
            {"text:outline-level": f"{contents.depth}", "text:use-index-marks": "false"},
            make("text:index-title-template", {"text:style-name": "Contents_20_Heading"}, contents.title),
            *(self._entry_template(level) for level in range(1, contents.depth + 1)),
        )
        index = make("text:index-body", None, make("text:index-title", {"text:name": "Contents"}, title), *entries)
        yield make("text:table-of-content", {"text:name": "Contents 1", "text:protected": "false"}, source, index)

    def _entry_style(self, level: int) -> str:
        return f"Contents_20_{level}_20_{self._section.orientation}"

    def _entry(self, heading: Paragraph, place: int) -> Any:
        name = _mark(place)
        page = {"text:reference-format": "page", "text:ref-name": name}
        said = [_link(f"#{name}", list(words(heading.text))), make("text:tab"), make("text:bookmark-ref", page)]
        return make("text:p", {"text:style-name": self._entry_style(heading.level or 1)}, *said)

    def _entry_template(self, level: int) -> Any:
        stop = {"style:type": "right", "style:leader-char": "."}
        return make(
            "text:table-of-content-entry-template",
            {"text:outline-level": f"{level}", "text:style-name": self._entry_style(level)},
            make("text:index-entry-text"),
            make("text:index-entry-tab-stop", stop),
            make("text:index-entry-page-number"),
        )

    def _page_break(self, block: PageBreak) -> Iterator[Any]:
        self._styles.begin_page()
        yield from ()


def _drawn(code: Code) -> Picture:
    return Picture(code_png(code.address), "png", code.size, code.alt, code.caption, code.align)


def _mark(place: int) -> str:
    return f"heading{place}"


def _link(address: str, inner: list[Any]) -> Any:
    return make(
        "text:a", {"xlink:type": "simple", "xlink:href": address, "text:style-name": "Internet_20_link"}, *inner
    )


def _size(width: float, height: float) -> dict[str, str]:
    return {"svg:width": f"{width:.2f}mm", "svg:height": f"{height:.2f}mm", "text:anchor-type": "as-char"}


def _sides(align: str) -> str:
    return {"left": "start", "right": "end"}.get(align, "center")
