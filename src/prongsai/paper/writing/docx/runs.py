"""Spans as runs: faces by character styles, links that open nothing but pages, footnotes with their own part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from prongsai.paper.writing.addresses import followable
from prongsai.paper.writing.docx.marks import name, referring, text, w
from prongsai.paper.writing.docx.writing import Relations, Writing
from prongsai.paper.writing.manuscript import Note, Paragraph, Span
from prongsai.paper.writing.text import printable

_KEPT_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=%~-._"
_FACES = {(True, False): "Strong", (False, True): "Emphasis", (True, True): "StrongEmphasis"}


def paragraph(writing: Writing, style: str, runs: Iterable[Any], *properties: Any) -> Any:
    """A paragraph of a style; `properties` are what only this one has, in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=writing.style(style)), *properties), *runs)


def keep_with_next(paragraph: Any) -> None:
    """Let a paragraph stay on the page of the next one."""
    properties = paragraph.find(name("w:pPr"))
    if properties.find(name("w:keepNext")) is None:
        properties.insert(1, w("keepNext"))  # right after the style, as the schema wants it


def line(writing: Writing, style: str, words: str, *properties: Any) -> Any:
    """A paragraph of plain words."""
    return paragraph(writing, style, [w("r", *pieces(words))] if words else [], *properties)


def runs_of(writing: Writing, said: Paragraph, *, has_footnotes: bool = True) -> list[Any]:
    """The runs of a paragraph, links and footnote marks in their places."""
    made: list[Any] = []
    for span in said.spans:
        run = [_run(writing, span)] if span.text else []
        made += linked(writing, span.link, run, writing.relations) if span.link else run
        if span.note and has_footnotes:
            made.append(_note(writing, span.note))
    return made


def pieces(words: str) -> list[Any]:
    """The contents of a run: text, with tabs and line breaks as Word has them."""
    made: list[Any] = []
    for i, stretch in enumerate(printable(words).split("\n")):
        if i:
            made.append(w("br"))
        for j, between_tabs in enumerate(stretch.split("\t")):
            if j:
                made.append(w("tab"))
            if between_tabs:
                made.append(text(between_tabs))
    return made


def linked(writing: Writing, address: str, runs: list[Any], relations: Relations) -> list[Any]:
    """The runs under a link; as they are where the address is none that a paper may open."""
    target = _target(address)
    if target is None or not runs:
        return runs
    for run in runs:
        face = run.find(name("w:rPr"))
        if face is None:
            run.insert(0, w("rPr", w("rStyle", val=writing.style("Hyperlink"))))
    return [referring("hyperlink", relations.add("hyperlink", target, is_external=True), *runs, history=1)]


def _target(address: str) -> str | None:
    """The address as a relation may carry it; None where no link may lead there."""
    found = followable(address.strip())
    return quote(found, safe=_KEPT_IN_ADDRESSES) if found and not found.startswith("#") else None


def _run(writing: Writing, span: Span) -> Any:
    face = _FACES.get((span.bold, span.italic))
    properties = w("rPr", w("rStyle", val=writing.style(face))) if face else None
    return w("r", properties, *pieces(span.text))


def _note(writing: Writing, note: Note) -> Any:
    """The mark of a footnote, which is put aside for its own part."""
    number = writing.first_note + len(writing.notes)
    said = [w("r", text(" ")), w("r", *pieces(note.text))]
    if note.address:
        said.append(w("r", text(" ")))
        said += linked(writing, note.address, [w("r", *pieces(note.address))], writing.note_relations)
    mark = w("r", _raised(writing), w("footnoteRef"))
    writing.notes.append(w("footnote", paragraph(writing, "FootnoteText", [mark, *said]), id=number))
    return w("r", _raised(writing), w("footnoteReference", id=number))


def _raised(writing: Writing) -> Any:
    return w("rPr", w("rStyle", val=writing.style("FootnoteReference")))
