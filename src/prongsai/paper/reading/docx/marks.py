"""Names of WordprocessingML, and walking through what merely wraps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# Word writes the first namespace, the "strict" form of the standard the second; both mean the same.
_NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"})


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Any | None, *path: str) -> Any | None:
    """The first child of a name, and on down the path; None where one is missing."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def value(element: Any | None, name: str = "val") -> str | None:
    """An attribute of Word's own namespace."""
    if element is None:
        return None
    return next((found for space in _NAMESPACES if (found := element.get(space + name)) is not None), None)


def number(element: Any | None, name: str = "val", otherwise: int = 0) -> int:
    """An attribute that is a whole number; the other value where it is missing or is none."""
    text = value(element, name) or ""
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else otherwise


def is_on(element: Any | None) -> bool:
    """Whether a switch element stands and is not switched off."""
    return element is not None and value(element) not in ("0", "false", "off")


def members(parent: Any, *names: str) -> Iterator[Any]:
    """The elements of these names inside a parent, met through what merely wraps them, in order."""
    for each in parent:
        name = local(each)
        if name in names:
            yield each
        elif name in _WRAPPERS:
            yield from members(each, *names)
