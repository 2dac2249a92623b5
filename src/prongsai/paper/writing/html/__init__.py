"""Writing HTML: a manuscript as one accessible page that needs nothing else and runs nothing."""

from __future__ import annotations

from prongsai.paper.writing.html.page import page
from prongsai.paper.writing.manuscript import Manuscript

__all__ = ["html_bytes"]


def html_bytes(manuscript: Manuscript) -> bytes:
    """The paper as one HTML file: face, pictures and charts inside, for a screen of any width and for printing."""
    return page(manuscript)
