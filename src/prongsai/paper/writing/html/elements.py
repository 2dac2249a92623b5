"""Elements of a page; every text goes through here, so that none of it is ever mark-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from prongsai.paper.writing.elements import Child, put
from prongsai.paper.writing.text import printable


def make(tag: str, attributes: Mapping[str, str | None] | None = None, *children: Child) -> Any:
    """An element; attributes that are None are left out."""
    element = etree.Element(tag)
    for name, value in (attributes or {}).items():
        if value is not None:
            element.set(name, printable(value))
    put(element, children)
    return element


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
