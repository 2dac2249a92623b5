"""Composing: content and a layout -> a manuscript. Each kind of part is one function of a module beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prongsai.core import records
from prongsai.core.errors import Refused
from prongsai.paper.writing.compose import activities, cover, figures, findings, imprint, letters, measures, scores
from prongsai.paper.writing.compose.composing import Composing, properties_of
from prongsai.paper.writing.content import Content, Photographs, as_json
from prongsai.paper.writing.layouts import Layout, Part
from prongsai.paper.writing.manuscript import Block, Manuscript, Section
from prongsai.paper.writing.style import Style

PARTS: dict[str, Callable[[Composing, Part], Iterable[Block]]] = {
    "heading": measures.heading,
    "title": measures.title,
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
}
"""Kind of a part (``parts.kind`` in a layout) -> the blocks it prints; ``section`` opens pages of their own."""
_TITLES = {"mark", "heading", "title"}
FRAME = {"mark", "heading", "title", "letterhead", "signature", "cover", "contents", "imprint"}
"""Kinds of parts that are there whatever a paper says; a paper of these alone says nothing."""

_Pages = tuple[Part | None, list[tuple[str, Block]]]


def compose(content: Content, layout: Layout, style: Style, photographs: Photographs) -> Manuscript:
    """The manuscript of a content in a layout.

    Raises: Refused when there is nothing of what the layout shows.
    """
    at = Composing(content, layout, style, photographs)
    pages = _with_titles([(opening, _printed(at, parts)) for opening, parts in _openings(layout)])
    if not any(kind not in FRAME for _, printed in pages for kind, _ in printed):
        raise Refused(f"ยังไม่มีเนื้อหาสำหรับเอกสาร “{layout.th}”", f"There is nothing yet to print as “{layout.en}”.")
    sections = tuple(_section(at, opening, printed) for opening, printed in pages if printed)
    # A letter does not print the records it rests on: beside its pages they would only seem to contradict them.
    told = records.as_json(content.reading) if layout.takes == "reading" else as_json(content)
    return Manuscript(properties_of(at), sections, digits=style.digits, font=style.face, records=told)


def _openings(layout: Layout) -> list[tuple[Part | None, list[Part]]]:
    """The parts of each section, with the part of kind ``section`` that opens it."""
    found: list[tuple[Part | None, list[Part]]] = [(None, [])]
    for part in layout.parts:
        if part.kind == "section":
            found.append((part, []))
        else:
            found[-1][1].append(part)
    return found


def _with_titles(pages: list[_Pages]) -> list[_Pages]:
    """The pages of each section; a title that would have a page to itself heads the section after it."""
    found: list[_Pages] = []
    waiting: list[tuple[str, Block]] = []
    for opening, printed in pages:
        if waiting and printed:
            printed, waiting = waiting + printed, []
        if printed and {kind for kind, _ in printed} <= _TITLES:
            waiting = printed
        else:
            found.append((opening, printed))
    return [*found, (None, waiting)]


def _printed(at: Composing, parts: Iterable[Part]) -> list[tuple[str, Block]]:
    return [(part.kind, block) for part in parts for block in PARTS[part.kind](at, part)]


def _section(at: Composing, opening: Part | None, printed: Iterable[tuple[str, Block]]) -> Section:
    """A section as its opening part wants it (options ``orientation``, ``is_numbered``, ``is_middle``)."""
    options = opening.options if opening else {}
    section = Section(
        tuple(block for _, block in printed),
        options.get("orientation", at.layout.orientation),
        imprint.footer(at),
        numbered=options.get("is_numbered", at.layout.is_numbered),
        is_middle=options.get("is_middle", False),
    )
    return at.final(section)
