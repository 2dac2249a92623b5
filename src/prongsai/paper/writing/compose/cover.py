"""To be written."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.layouts import Part
from prongsai.paper.writing.manuscript import Block


def cover(at: Composing, part: Part) -> Iterator[Block]:
    """To be written."""
    yield from ()


def contents(at: Composing, part: Part) -> Iterator[Block]:
    """To be written."""
    yield from ()


def poster(at: Composing, part: Part) -> Iterator[Block]:
    """To be written."""
    yield from ()


def page_break(at: Composing, part: Part) -> Iterator[Block]:
    """To be written."""
    yield from ()
