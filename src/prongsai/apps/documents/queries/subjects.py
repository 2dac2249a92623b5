"""What papers can be about. The apps above say it, and hand the content over; this house knows them by name only
(`settings.PAPER_SOURCES`: modules with ``subjects``, ``content`` and ``attachments``, as `Source` describes)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.http import Http404

from prongsai.base.access import Viewer
from prongsai.paper.writing.content import Content


@dataclass(frozen=True, slots=True)
class Subject:
    """Something papers can be printed of. `key` names it for good (``plan-2567``, ``round-12``, ``result-2566``).

    `layouts` are the layouts that suit it, the usual one first. `address` is its own screen. What may still change
    says so in `unsettled` (a sentence fit for the page); an issued paper of it needs a reason.
    """

    key: str
    label: str
    layouts: tuple[str, ...]
    address: str
    unsettled: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a subject, for its bundle: where it lies, and its name in the bundle."""

    path: Path
    name: str
    sha256: str


class Source(Protocol):
    """What a module of `settings.PAPER_SOURCES` answers; None and () for what is not its own."""

    def subjects(self, viewer: Viewer, year: int) -> Iterable[Subject]:
        """The subjects of a fiscal year that this viewer may see."""

    def content(self, viewer: Viewer, year: int, key: str) -> Content | None:
        """The content of a subject as it stands now, or as it was frozen."""

    def attachments(self, viewer: Viewer, year: int, key: str) -> Iterable[Attachment]:
        """The files that belong to a subject."""


def subjects_in(viewer: Viewer, year: int) -> tuple[Subject, ...]:
    """Everything a paper can be about in a fiscal year."""
    return tuple(each for source in _sources() for each in source.subjects(viewer, year))


def subject_of(viewer: Viewer, year: int, key: str) -> Subject:
    """One subject by its key. Raises: Http404."""
    if found := next((each for each in subjects_in(viewer, year) if each.key == key), None):
        return found
    raise Http404


def content_of(viewer: Viewer, year: int, key: str) -> Content:
    """The content of a subject. Raises: Http404 when it is not there for this viewer."""
    for source in _sources():
        if content := source.content(viewer, year, key):
            return content
    raise Http404


def attachments_of(viewer: Viewer, year: int, key: str) -> tuple[Attachment, ...]:
    """The files that belong to a subject."""
    return tuple(each for source in _sources() for each in source.attachments(viewer, year, key))


def _sources() -> list[Source]:
    return [cast(Source, import_module(name)) for name in settings.PAPER_SOURCES]
