"""What official papers can be about here: the result and what was found (`settings.PAPER_SOURCES`)."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.apps.documents.queries.subjects import Attachment, Subject
from prongsai.base.access import Viewer
from prongsai.paper.writing.content import Content


def subjects(viewer: Viewer, year: int) -> Iterable[Subject]:
    """The subjects of a fiscal year that this viewer may see."""
    return ()


def content(viewer: Viewer, year: int, key: str) -> Content | None:
    """The content of a subject as it stands now, or as it was frozen; None for what is not ours."""
    return None


def attachments(viewer: Viewer, year: int, key: str) -> Iterable[Attachment]:
    """The files that belong to a subject."""
    return ()
