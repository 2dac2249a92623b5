"""How an agency words a layout: what may be changed, what it changed, and what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prongsai.apps.documents.models import Template
from prongsai.apps.documents.queries.specimen import specimen_for
from prongsai.apps.documents.queries.style import template_of, wording_row
from prongsai.base.access import Viewer
from prongsai.core.errors import Refused
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.layouts import Column, Layout, Part
from prongsai.paper.writing.placeholders import FACTS, named_in, unknown_in
from prongsai.paper.writing.style import PLAIN, Wording

LONGEST_WORD, LONGEST_TITLE = 4000, 120
_NEVER_EMPTY = "title"
_NUMBER = "number"
_SUBJECTS = ("title", "remark", "finding")
"""What a row of measures or of findings is about, the first of these that a table has."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table as it comes out: titles over groups of columns, then the columns. `rows` is one or two.

    Shape: `groups` are (title, columns covered), the title empty where a column has none over it.
    """

    groups: tuple[tuple[str, int], ...]
    columns: tuple[Column, ...]

    @property
    def has_groups(self) -> bool:
        """Whether any column stands under a group."""
        return any(title for title, _count in self.groups)


@dataclass(frozen=True, slots=True)
class WordingPage:
    """A layout as an agency words it. `worded` is what comes out; `version` that of what is saved."""

    layout: Layout
    wording: Wording
    worded: Layout
    version: int
    template: Template | None

    @property
    def is_changed(self) -> bool:
        """Whether anything is worded the agency's own way."""
        return self.wording != Wording()

    @property
    def words(self) -> list[tuple[str, str, str, bool]]:
        """Every word. Shape: label, what the agency says, what the layout says, whether they differ."""
        own = {each.key: each.text for each in self.worded.words}
        return [(each.label, own[each.key], each.text, own[each.key] != each.text) for each in self.layout.words]

    @property
    def heads(self) -> list[Head]:
        """The heads of the layout's tables, as they come out."""
        return heads_of(self.worded)

    @property
    def left_out(self) -> list[Column]:
        """The columns that the agency leaves out."""
        kept = {each.key for each in self.worded.columns}
        return [each for each in columns_of(self.layout) if each.key not in kept]


def wording_page(viewer: Viewer, layout: Layout) -> WordingPage:
    """A layout as the viewer's agency words it."""
    row = wording_row(viewer.agency, layout.name)
    wording = Wording(dict(row.words), dict(row.titles), tuple(row.columns))
    template = template_of(viewer.agency, layout.name)
    return WordingPage(layout, wording, layout.worded(wording), row.version, template)


def columns_of(layout: Layout) -> list[Column]:
    """The columns an agency may rename, move or leave out, each key once."""
    return [column for table in tables_of(layout) for column in table]


def tables_of(layout: Layout) -> list[list[Column]]:
    """The same columns, table by table; one that stands in two tables is told with the first."""
    left = {each.key: each for each in reversed(layout.columns)}
    tables = [[left.pop(each.key) for each in part.columns if each.key in left] for part in layout.parts]
    return [table for table in tables if table]


def required_columns(layout: Layout) -> set[str]:
    """The columns that name what a row is about, one of each table: the measure or the remark, else
    the first that is no number."""
    return {key for part in layout.parts if part.columns for key in _row_header(part)}


def heads_of(layout: Layout) -> list[Head]:
    """The heads of a layout's tables."""
    return [Head(tuple(_groups(part)), part.columns) for part in layout.parts if part.columns]


def placeholders_of(layout: Layout) -> dict[str, str]:
    """What every wording of a layout may name in braces, with what it stands for."""
    blanks = {each.key: each.label for each in layout.blanks}
    known = Composing(specimen_for(layout), layout, PLAIN, lambda sha256: None).facts
    return {name: blanks.get(name) or FACTS.get(name, name) for name in known}


def check_words(layout: Layout, words: Mapping[str, str]) -> None:
    """Raises: Refused for a word that names in braces what nobody fills, or a title that is empty."""
    for key, problem in faults_of(layout, words):
        raise Refused(f"“{_label(layout, key)}” {problem[0]}", f"“{key}”: {problem[1]}")


def faults_of(layout: Layout, words: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """What is wrong with words. Shape: the word's key, and a sentence in Thai and in English."""
    known = placeholders_of(layout)
    for word in layout.words:
        text = words.get(word.key, word.text)
        if word.key == _NEVER_EMPTY and not text.strip():
            yield word.key, ("ต้องไม่ว่าง เพราะเป็นชื่อของเอกสาร", "It is the paper's name and cannot be empty.")
        if strangers := unknown_in(text, {*known, *named_in(word.text)}):
            named = " ".join(f"{{{each}}}" for each in strangers)
            there = " ".join(f"{{{each}}}" for each in dict.fromkeys([*named_in(word.text), *known]))
            yield (
                word.key,
                (
                    f"ไม่รู้จัก {named} จะไม่มีอะไรมาแทน คำที่ใช้ได้คือ {there}",
                    f"Nothing fills {named}; there are {there}.",
                ),
            )


def check_columns(layout: Layout, columns: tuple[str, ...]) -> None:
    """Raises: Refused when a column that names what a row is about is left out, or one is named that is not there."""
    if not columns:
        return
    there = {each.key: each.title for each in layout.columns}
    if strangers := [each for each in columns if each not in there]:
        raise Refused(f"ไม่มีคอลัมน์ {', '.join(strangers)}", f"There is no column {', '.join(strangers)}.")
    if gone := sorted(required_columns(layout) - set(columns)):
        titles = ", ".join(f"“{there[each]}”" for each in gone)
        raise Refused(
            f"ซ่อนคอลัมน์ {titles} ไม่ได้ เพราะบอกว่าแต่ละแถวเป็นเรื่องอะไร",
            f"The column {titles} cannot be left out: it says what each row is about.",
        )


def told_apart(layout: Layout, wording: Wording) -> Wording:
    """Only what differs from the layout's own, so that what an agency left alone follows the layout."""
    defaults = {each.key: each.text for each in layout.words}
    titles = {each.key: each.title for each in columns_of(layout)}
    words = {key: text for key, text in wording.words.items() if key in defaults and text != defaults[key]}
    own_titles = {
        key: title.strip()
        for key, title in wording.titles.items()
        if key in titles and title.strip() and title.strip() != titles[key]
    }
    usual = tuple(each.key for each in columns_of(layout))
    return Wording(words, own_titles, () if wording.columns == usual else wording.columns)


def _row_header(part: Part) -> list[str]:
    keys = [each.key for each in part.columns]
    named = [key for key in _SUBJECTS if key in keys]
    return named[:1] or [key for key in keys if key != _NUMBER][:1]


def _groups(part: Part) -> Iterator[tuple[str, int]]:
    last, count = "", 0
    for column in part.columns:
        if count and column.group and column.group == last:
            count += 1
            continue
        if count:
            yield last, count
        last, count = column.group, 1
    if count:
        yield last, count


def _label(layout: Layout, key: str) -> str:
    return next(each.label for each in layout.words if each.key == key)
