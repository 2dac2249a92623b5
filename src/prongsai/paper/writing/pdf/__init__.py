"""To be written."""

from __future__ import annotations

from prongsai.paper.writing.manuscript import Manuscript


def pdf_bytes(manuscript: Manuscript) -> bytes:
    """To be written."""
    raise NotImplementedError


def page_pictures(manuscript: Manuscript, dots_per_inch: int = 110) -> list[bytes]:
    """To be written."""
    raise NotImplementedError
