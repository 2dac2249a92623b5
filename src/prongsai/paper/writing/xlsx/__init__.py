"""To be written."""

from __future__ import annotations

from prongsai.paper.writing.manuscript import Manuscript


def xlsx_bytes(manuscript: Manuscript) -> bytes:
    """To be written."""
    raise NotImplementedError
