"""Plain text and Markdown -> blocks: lines with tabs or pipes are rows of tables, the rest paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from prongsai.core.records import Source
from prongsai.core.thai import arabic
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.html import html_into
from prongsai.paper.reading.markup import without_markup

_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s*(.+?)\s*#*\Z")
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*\Z")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_NUMBERED = re.compile(r"\s*\(?(\d{1,2})[.)]")
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def text_document(data: bytes, source: Source) -> Document:
    """The blocks of a plain text or Markdown file; HTML tables standing in the text are read too."""
    gathering = Gathering(source)
    text = decoded(data)
    done = 0
    for start, end in _html_tables(text):
        _stretch_into(gathering, text[done:start])
        html_into(gathering, text[start:end])
        done = end
    _stretch_into(gathering, text[done:])
    return gathering.document()


def _html_tables(text: str) -> Iterator[tuple[int, int]]:
    """Where HTML tables begin and end; one that is never closed is no table."""
    start: int | None = None
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1] and start is None:
            start = tag.start()
        elif tag[1] and start is not None:
            yield start, tag.end()
            start = None


def decoded(data: bytes) -> str:
    """The text of a file that does not say its encoding: by its first bytes, UTF-8, else the old Thai code page."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp874", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _stretch_into(gathering: Gathering, text: str) -> None:
    for kind, lines in groupby(text.split("\n"), key=_kind_of_line):
        if kind == "tabs":
            rows = _whole_rows([line.split("\t") for line in lines])
            gathering.table([without_markup(cell) for cell in row] for row in rows)
        elif kind == "pipes":
            gathering.table(_pipe_rows(lines))
        elif kind == "heading":
            _headings_into(gathering, lines)
        elif kind == "text":
            gathering.paragraph(without_markup("\n".join(lines)))


def _whole_rows(rows: list[list[str]]) -> list[list[str]]:
    """The rows, with one that was broken between two numbered items of a cell made whole again."""
    width = max(map(len, rows))
    whole: list[list[str]] = []
    for row in rows:
        if whole and len(whole[-1]) + len(row) - 1 == width and _goes_on(whole[-1][-1], row[0]):
            whole[-1] = [*whole[-1][:-1], f"{whole[-1][-1]}\n{row[0]}", *row[1:]]
        else:
            whole.append(row)
    return whole


def _goes_on(upper: str, lower: str) -> bool:
    before, after = (_NUMBERED.match(arabic(text)) for text in (upper, lower))
    return before is not None and after is not None and int(after[1]) == int(before[1]) + 1


def _kind_of_line(line: str) -> str:
    if "\t" in line.strip(" ") and line.strip():
        return "tabs"
    if not line.strip():
        return "blank"
    if _PIPE_ROW.match(line) or _PIPE_RULE.match(line):
        return "pipes"
    return "heading" if _HEADING.match(line) else "text"


def _pipe_rows(lines: Iterator[str]) -> Iterator[list[str]]:
    for line in lines:
        if not _PIPE_RULE.match(line):
            cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
            yield [without_markup(cell) for cell in cells]


def _headings_into(gathering: Gathering, lines: Iterator[str]) -> None:
    for line in lines:
        if found := _HEADING.match(line):
            gathering.paragraph(without_markup(found[2]), heading=len(found[1]))
