"""Names of OpenDocument."""

from __future__ import annotations

from typing import Any

from prongsai.paper.reading.docx.marks import local

__all__ = ["count", "local", "value"]


def value(element: Any, name: str) -> str | None:
    """An attribute by its name without namespace."""
    return next((found for key, found in element.items() if key.rpartition("}")[2] == name), None)


def count(element: Any, name: str, most: int) -> int:
    """An attribute that counts something, between 1 and the most that is taken."""
    text = value(element, name) or ""
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 10 else 1
