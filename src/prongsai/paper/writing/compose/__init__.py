"""Composing: content and a layout -> a manuscript. Each kind of part is one function of a module beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from prongsai.core.errors import Refused
from prongsai.core.records import as_json
from prongsai.paper.writing.compose import activities, cover, figures, findings, imprint, letters, measures, scores
from prongsai.paper.writing.compose.composing import Composing, properties_of
from prongsai.paper.writing.content import Content, Photographs
from prongsai.paper.writing.layouts import Layout, Part
from prongsai.paper.writing.manuscript import Block, Manuscript, Section
from prongsai.paper.writing.style import Style

PARTS: dict[str, Callable[[Composing, Part], Iterable[Block]]] = {
    "heading": measures.heading,
    "mark": imprint.mark,
    "scores": scores.scores,
    "chart": scores.chart,
    "level": scores.level,
    "figures": figures.figures,
    "findings": findings.findings,
    "measures": measures.measures,
    "changes": measures.changes,
    "letterhead": letters.letterhead,
    "letter": letters.letter,
    "signature": letters.signature,
    "cover": cover.cover,
    "contents": cover.contents,
    "poster": cover.poster,
    "activities": activities.activities,
    "imprint": imprint.imprint,
    "break": cover.page_break,
}
"""Kind of a part (``parts.kind`` in a layout) -> the blocks it prints."""


def compose(content: Content, layout: Layout, style: Style, photographs: Photographs) -> Manuscript:
    """The manuscript of a content in a layout.

    Raises: Refused when there is nothing of what the layout shows.
    """
    at = Composing(content, layout, style, photographs)
    blocks = tuple(at.final(block) for block in _blocks(at))
    if not blocks:
        raise Refused(f"ยังไม่มีเนื้อหาสำหรับเอกสาร “{layout.th}”", f"There is nothing yet to print as “{layout.en}”.")
    section = Section(blocks, layout.orientation, imprint.footer(at), numbered=layout.is_numbered)
    return Manuscript(
        properties_of(at), (section,), digits=style.digits, font=style.face, records=as_json(content.reading)
    )


def _blocks(at: Composing) -> Iterator[Block]:
    for part in at.layout.parts:
        yield from PARTS[part.kind](at, part)
