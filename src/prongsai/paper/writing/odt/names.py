"""Elements of OpenDocument by their usual names (``text:p``), and texts as OpenDocument keeps white space."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from prongsai.paper.writing.elements import Child, put
from prongsai.paper.writing.text import printable

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_COMPATIBLE = f"{_OASIS}xsl-fo-compatible:1.0", f"{_OASIS}svg-compatible:1.0"
SPACES = {
    **{name: f"{_OASIS}{name}:1.0" for name in ("office", "style", "text", "table", "meta", "manifest")},
    "draw": f"{_OASIS}drawing:1.0",
    "fo": _COMPATIBLE[0],
    "svg": _COMPATIBLE[1],
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_PIECES = re.compile(r"(\n|\t| {2,}|^ | $)")


def make(name: str, attributes: Mapping[str, str | None] | None = None, *children: Child) -> Any:
    """An element; attributes that are None are left out."""
    element = etree.Element(_full(name), nsmap=SPACES)
    for key, value in (attributes or {}).items():
        if value is not None:
            element.set(_full(key), printable(value))
    put(element, children)
    return element


def words(text: str) -> Iterator[Child]:
    """A text with its line breaks, tabs and more than single spaces as elements, since white space means nothing."""
    for piece in _PIECES.split(printable(text)):
        if piece == "\n":
            yield make("text:line-break")
        elif piece == "\t":
            yield make("text:tab")
        elif piece and not piece.strip(" "):
            yield make("text:s", {"text:c": f"{len(piece)}"})
        elif piece:
            yield piece


def written(root: Any) -> bytes:
    """The XML of a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _full(name: str) -> str:
    space, _, local = name.rpartition(":")
    return f"{{{SPACES[space]}}}{local}"
