"""Fields: page numbers, and a table of contents that Word can bring up to date.

The pages of the headings are left blank in the table until Word counts them (F9, or "update table" above it): only what
lays out the pages knows them, and a wrong number in an official paper is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from prongsai.paper.writing.docx.marks import text, w
from prongsai.paper.writing.docx.runs import line, paragraph, pieces
from prongsai.paper.writing.docx.writing import Writing
from prongsai.paper.writing.headings import paragraphs_of
from prongsai.paper.writing.manuscript import Contents, Paragraph, Role

_FIRST_MARK = 90_000_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that a table of contents can name. `mark` is its bookmark."""

    mark: str
    level: int
    words: str


def headings_of(writing: Writing) -> list[Heading]:
    """The headings of a paper that say something, in their order."""
    found = (each for each in paragraphs_of(writing.manuscript.blocks) if is_heading(each))
    return [
        Heading(
            f"_Toc{_FIRST_MARK + writing.first_id + i}", min(max(each.level or 1, 1), 3), " ".join(each.text.split())
        )
        for i, each in enumerate(found)
    ]


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a table of contents would name it."""
    return paragraph.role is Role.HEADING and bool(paragraph.text.strip())


def bookmarked(writing: Writing, heading: Heading, runs: list[Any]) -> list[Any]:
    """The runs of a heading inside its bookmark."""
    number = writing.next_id()
    return [w("bookmarkStart", id=number, name=heading.mark), *runs, w("bookmarkEnd", id=number)]


def field_runs(code: str, shown: Sequence[Any]) -> list[Any]:
    """A field: what it computes, and what it shows until it does so anew."""
    return [*_beginning(code), *shown, w("r", w("fldChar", fldCharType="end"))]


def contents_elements(writing: Writing, contents: Contents, headings: Sequence[Heading]) -> Iterator[Any]:
    """The table of contents as Word makes it: a frame that knows what it is, a field, an entry for each heading."""
    named = [each for each in headings if each.level <= contents.depth]
    code = rf' TOC \o "1-{contents.depth}" \h \z \u '
    entries = [_entry(writing, each) for each in named] or [paragraph(writing, "Toc1", [])]
    _into_first(entries[0], _beginning(code))
    entries.append(paragraph(writing, "Between", [w("r", w("fldChar", fldCharType="end"))]))
    title = [line(writing, "TOCHeading", contents.title)] if contents.title else []
    kind = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    yield w("sdt", w("sdtPr", kind), w("sdtContent", *title, *entries))


def _beginning(code: str) -> list[Any]:
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", text(code, "instrText")),
        w("r", w("fldChar", fldCharType="separate")),
    ]


def _entry(writing: Writing, heading: Heading) -> Any:
    page = field_runs(rf" PAGEREF {heading.mark} \h ", [])
    link = w("hyperlink", w("r", *pieces(heading.words)), w("r", w("tab")), *page, anchor=heading.mark, history=1)
    tabs = w("tabs", w("tab", val="right", leader="dot", pos=writing.width))
    return paragraph(writing, f"Toc{heading.level}", [link], tabs)


def _into_first(entry: Any, runs: list[Any]) -> None:
    for place, run in enumerate(runs, 1):
        entry.insert(place, run)
