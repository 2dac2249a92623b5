"""The elements of an item: what it must show, in Thai, and the words a text that shows them usually has."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from prongsai.core.framework import Confidence, Framework, Item

Words = tuple[tuple[str, ...], ...]
"""Groups of expressions, one group for each point: a text speaks of an element that has one of every group in it."""

WHOLE = "whole"
"""The id of the one element of an item of which nobody knows the elements."""

_FILE = "elements.toml"


@dataclass(frozen=True, slots=True)
class ItemElement:
    """One thing that an item must show. `id` is the same in every year in which the item asks for it in these words.

    `text_th` is this project's own working translation of the catalogue's `text_en`, no official sentence. `sources`
    are ids of `Framework.sources`; an element with `confidence` unverified comes from general knowledge and has none.
    Shape: `words` as `Words` says, empty where no text can show the element.
    """

    id: str
    text_th: str
    text_en: str
    confidence: Confidence
    sources: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Label:
    """The Thai of one English label of the catalogue, and its words as the file has them (`{year}` not yet filled)."""

    text_th: str
    words: Words


@cache
def elements_of(framework: Framework, item: Item) -> tuple[ItemElement, ...]:
    """The elements of an item in a year: the sourced ones first, then those that nobody has verified yet.

    An item of which none is known has one, `WHOLE`: the item itself. Raises: ValueError, naming the label, for one
    that ``elements.toml`` does not translate.
    Source: the `elements` and `elements_unverified` of each framework, each with its own confidence.
    """
    known = [(each.text, each.confidence, each.sources) for each in item.elements]
    known += [(text, Confidence.UNVERIFIED, ()) for text in item.elements_unverified]
    if not known:
        return (ItemElement(WHOLE, "ข้อมูลตามชื่อข้อนี้ทั้งข้อ", "the item as a whole", Confidence.UNKNOWN, (), ()),)
    return tuple(_element(framework, item, text, confidence, sources) for text, confidence, sources in known)


def _element(
    framework: Framework, item: Item, text: str, confidence: Confidence, sources: tuple[str, ...]
) -> ItemElement:
    label = labels().get(text)
    if label is None:
        raise ValueError(f"{_FILE}: no entry for “{text}” ({framework.fiscal_year} {item.code})")
    words = tuple(tuple(_in_year(word, framework.fiscal_year) for word in group) for group in label.words)
    return ItemElement(element_id(item.key, text), label.text_th, text, confidence, sources, words)


def _in_year(word: str, fiscal_year: int) -> str:
    for name, year in {"": fiscal_year, "previous_": fiscal_year - 1}.items():
        word = word.replace(f"{{{name}year}}", str(year)).replace(f"{{{name}yy}}", f"{year % 100:02}")
    return word


def element_id(key: str, text: str) -> str:
    """The id of an element by its item's key and its English label. Unit: 8 hexadecimal digits."""
    return hashlib.sha256(f"{key}|{text}".encode()).hexdigest()[:8]


@cache
def labels() -> Mapping[str, Label]:
    """Every English label of the catalogue with its Thai. Raises: ValueError, naming the entry, for a faulty file."""
    return parse_labels(resources.files("prongsai.core").joinpath("frameworks", _FILE).read_text("utf-8"))


def parse_labels(text: str) -> dict[str, Label]:
    """The labels written in a TOML text.

    Raises: ValueError, naming the entry, for a label that stands twice, a field that is missing, unknown or blank, or
    words that are no list of groups of texts.
    """
    found: dict[str, Label] = {}
    for number, table in enumerate(tomllib.loads(text).get("element", ()), 1):
        name = f"{_FILE}, element {number} ({table.get('label', '')})"
        if table.keys() != {"label", "text_th", "words"}:
            raise ValueError(f"{name}: its fields are not label, text_th and words")
        if table["label"] in found:
            raise ValueError(f"{name}: stands twice")
        if not all(_is_text(table[field]) for field in ("label", "text_th")):
            raise ValueError(f"{name}: label or text_th is blank")
        found[table["label"]] = Label(table["text_th"], _groups(table["words"], name))
    return found


def _groups(words: Any, name: str) -> Words:
    if not isinstance(words, list) or not all(isinstance(group, list) and group for group in words):
        raise ValueError(f"{name}: words are no list of groups")
    if not all(_is_text(word) for group in words for word in group):
        raise ValueError(f"{name}: a word is blank")
    return tuple(tuple(group) for group in words)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
