"""Writing DOCX: a manuscript as Word's own paragraphs and tables, or inside a paper an agency supplies."""

from __future__ import annotations

from prongsai.paper.writing.docx.package import docx_bytes
from prongsai.paper.writing.manuscript import Manuscript

__all__ = ["docx_bytes", "filled_template"]


def filled_template(template: bytes, manuscript: Manuscript, facts: dict[str, object]) -> bytes:
    """To be written."""
    raise NotImplementedError
