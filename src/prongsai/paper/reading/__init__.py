"""Reading papers: a file, or an opened document, -> what it says and what contradicts itself in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prongsai.core.records import Reading
    from prongsai.paper.reading.blocks import Document


def read(path: Path) -> Reading:
    """The reading of a paper in any known format, checks included.

    Raises: Unreadable, saying what is wrong with the file and what to do.
    """
    from prongsai.paper.reading.container import open_document

    return read_document(open_document(path))


def read_document(document: Document) -> Reading:
    """The reading of an opened paper, checks included."""
    from prongsai.core import checks
    from prongsai.paper.places import Gazetteer
    from prongsai.paper.reading.carrying import believed
    from prongsai.paper.reading.understand import understand

    reading = believed(document, understand(document))
    return replace(reading, checks=checks.run(reading, Gazetteer()))
