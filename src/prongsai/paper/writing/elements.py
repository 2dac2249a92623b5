"""Elements of any mark-up: every text goes in through here, so that none of it is ever mark-up itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from prongsai.paper.writing.text import printable

Child = Any
"""An element or a text."""


def put(element: Any, children: Iterable[Child]) -> None:
    """Add elements and texts to the end of an element."""
    for child in children:
        if not isinstance(child, str):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + printable(child)
        else:
            element.text = (element.text or "") + printable(child)
