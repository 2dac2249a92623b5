"""Measures told in lines (``มาตรการ : ...``, ``ผู้รับผิดชอบ : ...``) -> forms, as if they stood in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prongsai.paper.reading import columns
from prongsai.paper.reading.blocks import Block, Cell, Document, Paragraph, Table
from prongsai.paper.reading.columns import Concept

_LABELLED = re.compile(r"\s*(?:[-•]\s*|\(?[0-9๐-๙.]{1,4}[.)]\s*)?(?P<name>[^:：\d]{3,50}?)\s*[:：]\s*(?P<said>.*)")
_LISTED = re.compile(r"\s*(?:[-–•]|\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})?[.)])")
_FEWEST_NAMES = 3
_WORK = {Concept.TITLE, Concept.STEPS}
_CARE = {Concept.OWNERS, Concept.PERIOD}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    block: Paragraph

    @property
    def named(self) -> re.Match[str] | None:
        """The line as a name and what is said under it, where it has the name of a column."""
        found = _LABELLED.fullmatch(self.text)
        return found if found and columns.is_called_something(found["name"]) else None


def formed(document: Document) -> Document:
    """The document with every measure that is told in named lines turned into a table of names and answers."""
    blocks: list[Block] = []
    lines: list[_Line] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += [_Line(line, block) for line in block.text.split("\n")]
        else:
            blocks += [*_blocks(lines), block]
            lines = []
    return replace(document, blocks=(*blocks, *_blocks(lines)))


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    others: list[_Line] = []
    for run in _runs(lines):
        if _is_form(run):
            yield from _paragraphs(others)
            yield _table(run)
            others = []
        else:
            others += run
    yield from _paragraphs(others)


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Stretches of named lines with the lists below them, and stretches of other lines."""
    run: list[_Line] = []
    names: set[str] = set()
    for line in lines:
        name = line.named["name"] if line.named else ""
        goes_on = bool(names) and (_LISTED.match(line.text) is not None and not name)
        starts = name in names or (not name and bool(names) and not goes_on) or (bool(name) and not names)
        if run and starts:
            yield run
            run, names = [], set()
        run.append(line)
        names |= {name} if name else set()
    if run:
        yield run


def _is_form(run: Sequence[_Line]) -> bool:
    names = [line.named["name"] for line in run if line.named]
    concepts = set(columns.assign(names))
    return len(names) >= _FEWEST_NAMES and bool(concepts & _WORK) and bool(concepts & _CARE)


def _table(run: Sequence[_Line]) -> Table:
    answers: list[tuple[Cell, Cell]] = []
    for line in run:
        where = line.block.where
        if found := line.named:
            answers.append((Cell(found["name"], where), Cell(found["said"], where)))
        elif answers:
            name, said = answers[-1]
            answers[-1] = (name, replace(said, text=f"{said.text}\n{line.text}".strip()))
    return Table(tuple(answers), run[0].block.where)


def _paragraphs(run: Sequence[_Line]) -> Iterator[Paragraph]:
    held: list[_Line] = []
    for line in run:
        if held and line.block is not held[0].block:
            yield _paragraph(held)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held)


def _paragraph(lines: Sequence[_Line]) -> Paragraph:
    return replace(lines[0].block, text="\n".join(line.text for line in lines))
