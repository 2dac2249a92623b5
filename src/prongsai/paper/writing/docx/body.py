"""The blocks of a manuscript as Word's paragraphs and tables, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prongsai.paper.writing.docx.fields import bookmarked, contents_elements, headings_of, is_heading
from prongsai.paper.writing.docx.marks import name, w
from prongsai.paper.writing.docx.pictures import (
    bars_elements,
    code_elements,
    floating_run,
    gallery_elements,
    picture_elements,
)
from prongsai.paper.writing.docx.runs import keep_with_next, line, paragraph, runs_of
from prongsai.paper.writing.docx.styles import style_of
from prongsai.paper.writing.docx.tables import between, table_elements
from prongsai.paper.writing.docx.writing import Writing
from prongsai.paper.writing.keeping import leads
from prongsai.paper.writing.manuscript import (
    Bars,
    Beside,
    Block,
    Code,
    Contents,
    Gallery,
    PageBreak,
    Paragraph,
    Picture,
    Role,
    Section,
    Signature,
    Table,
    plain,
)

_WIDEST_OF_PORTRAIT = 9500
_RULE = 2000
_PAST_A_LONG_LABEL = (1758, 2155)
"""Where the words of a memo's field begin when its label is wider than the indent, as in a broader face."""


class Body:
    """One walk over the sections of a manuscript: headings are counted over all of them."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._to_come = headings_of(writing)

    def elements(self, section: Section) -> list[Any]:
        """The paragraphs and tables of a section; `Writing.width` must say how wide its text is."""
        made: list[Any] = []
        breaks = False
        for block in section.blocks:
            if isinstance(block, PageBreak):
                breaks = bool(made)
                continue
            if isinstance(block, Signature):
                _keep_with_who_signs(made)
            added = list(self._of(block))
            if added and made and _is_table(made[-1]) and _is_table(added[0]):
                made.append(between(self._writing))
            if added and breaks:
                made += _on_a_new_page(self._writing, added[0])
                breaks = False
            made += added
        return made

    def _of(self, block: Block) -> Iterator[Any]:
        writing = self._writing
        if isinstance(block, Paragraph):
            yield self._paragraph(block)
        elif isinstance(block, Table):
            yield from table_elements(writing, block)
        elif isinstance(block, Picture):
            yield from picture_elements(writing, block)
        elif isinstance(block, Gallery):
            yield from gallery_elements(writing, block)
        elif isinstance(block, Beside):
            yield from self._beside(block)
        elif isinstance(block, Bars):
            yield from bars_elements(writing, block)
        elif isinstance(block, Code):
            yield from code_elements(writing, block)
        elif isinstance(block, Signature):
            yield from _signature(writing, block)
        elif isinstance(block, Contents):
            yield from contents_elements(writing, block, self._to_come)

    def _beside(self, block: Beside) -> Iterator[Any]:
        """The picture floats from the first paragraph on; what follows the last one stands below it."""
        caption = (plain(block.picture.caption, Role.NOTE),) if block.picture.caption else ()
        made = [self._paragraph(each) for each in (*caption, *block.paragraphs)] or [
            paragraph(self._writing, "Normal", [])
        ]
        for each in made[:-1]:
            keep_with_next(each)
        made[0].insert(1, floating_run(self._writing, block.picture))
        made[-1].append(w("r", w("br", type="textWrapping", clear="all")))
        yield from made

    def _paragraph(self, block: Paragraph) -> Any:
        runs = runs_of(self._writing, block)
        if is_heading(block):
            runs = bookmarked(self._writing, self._to_come.pop(0), runs)
        if block.role is Role.FIELD:
            runs.append(w("r", w("tab")))  # draws the dots to the end of the line
        made = paragraph(self._writing, style_of(block.role, block.level), runs, _measured(self._writing, block))
        if leads(block):
            keep_with_next(made)
        return made


def _measured(writing: Writing, block: Paragraph) -> Any | None:
    """What a paragraph has that depends on how wide the page is."""
    if block.role is Role.FIELD:
        has_second = block.text.count("\t") > 1
        middle = w("tab", val="left", leader="dot", pos=writing.width // 2)
        before = [middle] if has_second else [w("tab", val="left", pos=each) for each in _PAST_A_LONG_LABEL]
        return w("tabs", *before, w("tab", val="right", leader="dot", pos=writing.width))
    if block.role is Role.ITEM and "\t" in block.text:
        return w("tabs", w("tab", val="left", pos=writing.width * 2 // 3))
    if block.role is Role.RULE:
        side = (writing.width - _RULE) // 2
        return w("ind", left=side, right=side, firstLine=0)
    return None


def ended_by(writing: Writing, elements: list[Any], section: Any) -> list[Any]:
    """The elements of a section with its properties on the last paragraph, where Word looks for them."""
    last = elements[-1] if elements else None
    if last is None or last.tag != name("w:p"):
        return [*elements, between(writing, section)]
    last.find(name("w:pPr")).append(section)
    return elements


def closed(writing: Writing, elements: list[Any]) -> list[Any]:
    """The elements with a paragraph at the end: Word takes a paper that ends in a table for a damaged one."""
    return elements if elements and elements[-1].tag == name("w:p") else [*elements, between(writing)]


def _signature(writing: Writing, block: Signature) -> Iterator[Any]:
    half = writing.width // 2
    indent = w("ind", left=half, firstLine=0) if writing.width > _WIDEST_OF_PORTRAIT else None
    for i, words in enumerate(block.lines, 1):
        yield line(writing, "SignatureLastLine" if i == len(block.lines) else "Signature", words, indent)


def _keep_with_who_signs(made: list[Any]) -> None:
    """Nobody signs a page on which nothing else stands: the last row, or the last two paragraphs, go along."""
    for element in made[-2:]:
        last = element if element.tag == name("w:p") else element.findall(name("w:tr"))[-1]
        for each in last.iter(name("w:p")):
            keep_with_next(each)


def _on_a_new_page(writing: Writing, first: Any) -> list[Any]:
    """Let an element begin a page: by its own property where it is a paragraph, by a thin line before it otherwise."""
    if first.tag != name("w:p"):
        return [between(writing, w("pageBreakBefore"))]
    properties = first.find(name("w:pPr"))
    after = [each for each in properties if each.tag in (name("w:pStyle"), name("w:keepNext"), name("w:keepLines"))]
    properties.insert(len(after), w("pageBreakBefore"))
    return []


def _is_table(element: Any) -> bool:
    return bool(element.tag == name("w:tbl"))
