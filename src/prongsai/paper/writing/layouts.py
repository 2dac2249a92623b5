"""The layouts: what each paper is made of, as data in ``paper/layouts/*.toml``.

An agency changes words, column titles and columns without code (`Layout.worded`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

from prongsai.core.errors import Problem
from prongsai.paper.writing.manuscript import Orientation
from prongsai.paper.writing.style import Wording

_SUFFIX = ".toml"
Takes = Literal["reading", "letter", "activities"]
When = Literal["always", "present"]


class UnknownLayout(Problem):
    """A layout that is not there."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a part's table. `key` names it, `title` stands over it; `width` is its share beside the others.

    `group` is a title over several neighbouring columns. `when` = ``present``: drawn only where something is in it,
    so that a paper never loses what its records hold.
    """

    key: str
    title: str
    width: float
    when: When = "always"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paper, by its kind (``heading``, ``scores``, ``findings``, ``measures``, ``letter`` ...)."""

    kind: str
    when: When = "always"
    columns: tuple[Column, ...] = ()
    options: dict[str, Any] = None  # type: ignore[assignment] # always given by `_part`


@dataclass(frozen=True, slots=True)
class Word:
    """A wording an agency may change: what it is called on the form, and its text with ``{placeholders}``."""

    key: str
    label: str
    text: str
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of a letter that a person fills for one paper; `text` is what it begins with."""

    key: str
    label: str
    text: str = ""
    is_long: bool = False
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of paper. `takes` says what content it needs; `order` is its place in lists; `is_numbered`: pages."""

    name: str
    th: str
    en: str
    purpose: str
    takes: Takes
    order: int
    orientation: Orientation
    words: tuple[Word, ...]
    blanks: tuple[Blank, ...]
    parts: tuple[Part, ...]
    is_numbered: bool = True

    def word(self, key: str) -> str:
        """A wording by its key. Raises: KeyError."""
        return next(each.text for each in self.words if each.key == key)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns an agency may rename, reorder or leave out."""
        return tuple(column for part in self.parts for column in part.columns)

    def worded(self, wording: Wording) -> Layout:
        """The layout as an agency words it; keys that this layout does not have are ignored."""
        words = tuple(replace(each, text=wording.words.get(each.key, each.text)) for each in self.words)
        return replace(self, words=words, parts=tuple(_worded(part, wording) for part in self.parts))


def layouts() -> tuple[Layout, ...]:
    """All layouts, in the order of lists."""
    return tuple(sorted(map(_read, _names()), key=lambda each: (each.order, each.name)))


def layout(name: str) -> Layout:
    """A layout by its name. Raises: UnknownLayout, naming those there are."""
    if name in _names():
        return _read(name)
    names = ", ".join(each.name for each in layouts())
    raise UnknownLayout(f"ไม่มีรูปแบบเอกสาร “{name}” มีแต่ {names}", f"There is no layout “{name}”; there are {names}.")


@cache
def _names() -> frozenset[str]:
    return frozenset(each.name.removesuffix(_SUFFIX) for each in _folder().iterdir() if each.name.endswith(_SUFFIX))


@cache
def _read(name: str) -> Layout:
    return _layout(tomllib.loads((_folder() / f"{name}{_SUFFIX}").read_text("utf-8")))


def _folder() -> Traversable:
    return resources.files("prongsai.paper") / "layouts"


def _layout(document: dict[str, Any]) -> Layout:
    return Layout(
        name=document["name"],
        th=document["th"],
        en=document["en"],
        purpose=document.get("purpose", ""),
        takes=document.get("takes", "reading"),
        order=document.get("order", 100),
        orientation=document.get("orientation", "portrait"),
        words=tuple(Word(**each) for each in document.get("words", ())),
        blanks=tuple(Blank(**each) for each in document.get("blanks", ())),
        parts=tuple(_part(each) for each in document.get("parts", ())),
        is_numbered=document.get("is_numbered", True),
    )


def _part(document: dict[str, Any]) -> Part:
    columns = tuple(Column(**each) for each in document.get("columns", ()))
    options = {name: value for name, value in document.items() if name not in {"kind", "when", "columns"}}
    return Part(document["kind"], document.get("when", "always"), columns, options)


def _worded(part: Part, wording: Wording) -> Part:
    titled = {each.key: replace(each, title=wording.titles.get(each.key, each.title)) for each in part.columns}
    kept = wording.columns if set(wording.columns) & set(titled) else tuple(titled)
    return replace(part, columns=tuple(titled[key] for key in kept if key in titled))
