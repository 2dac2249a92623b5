"""Paragraph styles: what a style, or the style it is based on, says of headings and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prongsai.paper.reading.docx.marks import child, local, number, value

_BODY_TEXT = 9
_LONGEST_CHAIN = 20


class Styles:
    """The paragraph styles of a paper."""

    def __init__(self, styles: Any | None) -> None:
        found = (each for each in (styles if styles is not None else ()) if local(each) == "style")
        self._by_id = {value(each, "styleId") or "": each for each in found}

    def heading_of(self, properties: Any | None) -> int | None:
        """The outline level (1-6) of a paragraph with these properties; a title counts as level 1."""
        level = next((each for each in self._said(properties, "outlineLvl")), None)
        if level is not None:
            depth = number(level, otherwise=_BODY_TEXT)
            return depth + 1 if 0 <= depth < 6 else None
        return 1 if self._is_title(properties) else None

    def list_of(self, properties: Any | None) -> tuple[str | None, int]:
        """The list a paragraph belongs to and its depth (from 0); None where it belongs to none."""
        for each in self._said(properties, "numPr"):
            instance = value(child(each, "numId"))
            if instance is not None:
                return (None if instance == "0" else instance), number(child(each, "ilvl"))
        return None, 0

    def _is_title(self, properties: Any | None) -> bool:
        return any(value(child(style, "name")) == "Title" for style in self._chain(properties))

    def _said(self, properties: Any | None, name: str) -> Iterator[Any]:
        """The elements of a name in the paragraph's own properties, then in its style, then in what that builds on."""
        sources = (properties, *(child(style, "pPr") for style in self._chain(properties)))
        return (found for each in sources if (found := child(each, name)) is not None)

    def _chain(self, properties: Any | None) -> Iterator[Any]:
        style = self._by_id.get(value(child(properties, "pStyle")) or "")
        for _ in range(_LONGEST_CHAIN):  # a damaged file may base a style on itself
            if style is None:
                return
            yield style
            style = self._by_id.get(value(child(style, "basedOn")) or "")
