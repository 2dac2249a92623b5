"""To be written."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.layouts import Part
from prongsai.paper.writing.manuscript import Block


def findings(at: Composing, part: Part) -> Iterator[Block]:
    """To be written."""
    yield from ()
