"""Elements of a page; every text goes through here, so that none of it is ever mark-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from prongsai.paper.writing.text import printable

Child = Any
"""An element or a text."""


def make(tag: str, attributes: Mapping[str, str | None] | None = None, *children: Child) -> Any:
    """An element; attributes that are None are left out."""
    element = etree.Element(tag)
    for name, value in (attributes or {}).items():
        if value is not None:
            element.set(name, printable(value))
    put(element, children)
    return element


def put(element: Any, children: Iterable[Child]) -> None:
    """Add elements and texts to the end of an element."""
    for child in children:
        if not isinstance(child, str):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + printable(child)
        else:
            element.text = (element.text or "") + printable(child)


def words(text: str) -> Iterator[Child]:
    """A text with its line breaks and tabs as elements."""
    for i, line in enumerate(printable(text).split("\n")):
        if i:
            yield make("br")
        for j, part in enumerate(line.split("\t")):
            if j:
                yield make("span", {"class": "tab"}, "\t")
            yield part


def written(root: Any) -> bytes:
    """The bytes of a page."""
    return bytes(etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")) + b"\n"
