"""WordprocessingML as trees: names with their namespaces, elements, and the bytes of a part."""

from __future__ import annotations

from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SPACES = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OWN = {"w": W}  # lxml takes its time over every namespace an element declares
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_KEPT_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def name(short: str) -> str:
    """``w:p`` as lxml wants it."""
    prefix, _, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def w(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of Word's own namespace with its attributes; a child that is None is left out."""
    element = etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{key}": f"{value}" for key, value in attributes.items()}, _OWN)
    element.extend([each for each in children if each is not None])
    return element


def root(tag: str, *children: Any) -> Any:
    """The outermost element of a part, with every namespace that its contents may use."""
    element = etree.Element(f"{{{W}}}{tag}", {}, SPACES)
    element.extend(children)
    return element


def referring(tag: str, relation: str, *children: Any, **attributes: object) -> Any:
    """An element that names a relation of its part."""
    element = etree.Element(f"{{{W}}}{tag}", {f"{{{R}}}id": relation}, SPACES)
    element.extend(children)
    for key, value in attributes.items():
        element.set(f"{{{W}}}{key}", f"{value}")
    return element


def text(words: str, tag: str = "t") -> Any:
    """A text element that keeps its blanks."""
    element = w(tag)
    element.text = words
    element.set(_KEPT_SPACE, "preserve")
    return element


def part(root: Any) -> bytes:
    """The bytes of an XML part."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
