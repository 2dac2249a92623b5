"""To be written."""

from __future__ import annotations

from prongsai.paper.writing.manuscript import Manuscript


def docx_bytes(manuscript: Manuscript) -> bytes:
    """To be written."""
    raise NotImplementedError


def filled_template(template: bytes, manuscript: Manuscript, facts: dict[str, object]) -> bytes:
    """To be written."""
    raise NotImplementedError
