"""Where public pages lead within their own site, and a page without what was taken out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from prongsai.core.publication import Body, Count, HomeBody, Link, PublicPage, ResultBody, Row

FILES = "files/"
"""What the path of every file begins with."""
FILE = "file-"
"""What the subject of every file begins with."""
PICTURES = frozenset({"photo", "picture", "emblem"})
"""Fields that are a picture's path."""
_SHOWS_OTHERS_FILES = frozenset({"item", "measure"})
_KEPT = frozenset({"codes"})
"""Lists whose rows stay when what they lead to is gone: a measure still answers an item that is not shown."""

R = TypeVar("R")


def file_subject(path: str) -> str:
    """What names a file for good, from its path: the same for every copy and every name of it."""
    return f"{FILE}{path.split('/')[1]}"


def paths_in(page: PublicPage) -> frozenset[str]:
    """Every path of its own site that a page leads to or shows, files among them."""
    return frozenset(_paths(page.body))


def files_of(pages: Iterable[PublicPage]) -> frozenset[str]:
    """The paths of the files that pages show or lead to."""
    return frozenset(path for page in pages for path in paths_in(page) if path.startswith(FILES))


def taken_out(pages: Collection[PublicPage], subjects: Collection[str]) -> frozenset[str]:
    """The paths that are gone once these subjects are taken out: theirs, and those of the files that go with them.

    A page takes its own files along, wherever else they are shown; an item or a measure, which shows what belongs to
    others, those that nobody else shows. A file that is taken out itself is gone wherever it is shown.
    """
    gone = [page for page in pages if page.subject in subjects]
    stay = files_of(page for page in pages if page.subject not in subjects)
    owned = files_of(page for page in gone if owns_its_files(page.kind))
    files = {path for path in files_of(pages) if file_subject(path) in subjects}
    return frozenset({page.path for page in gone} | owned | (files_of(gone) - stay) | files)


def owns_its_files(kind: str) -> bool:
    """Whether the files that a page of this kind shows are its own."""
    return kind not in _SHOWS_OTHERS_FILES


def without(page: PublicPage, gone: Collection[str]) -> PublicPage:
    """A page that leads to none of these paths any more; what it counts is one less for each that is gone."""
    return replace(page, body=without_last_year(_without(page.body, frozenset(gone)), gone)) if gone else page


def without_last_year(body: Body, gone: Collection[str]) -> Body:
    """What a page says, without last year's scores beside this year's where last year's result is gone."""
    if isinstance(body, HomeBody | ResultBody) and body.year is not None and f"{body.year - 1}/" in gone:
        return replace(body, scores=tuple(replace(each, before=None) for each in body.scores))
    return body


def _paths(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if name in PICTURES and value:
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _paths(each)
    elif is_dataclass(value):
        if isinstance(value, Link | Row) and value.path is not None:
            yield value.path
        for each in fields(value):
            yield from _paths(getattr(value, each.name), each.name)


def _without(value: R, gone: frozenset[str]) -> R:
    if not is_dataclass(value):
        return value
    changed = {each.name: _left(getattr(value, each.name), each.name, gone) for each in fields(value)}
    return cast(R, replace(cast(Any, value), **changed))


def _left(value: Any, name: str, gone: frozenset[str]) -> Any:
    """What is left of a field."""
    if isinstance(value, str):
        return "" if name in PICTURES and value in gone else value
    if isinstance(value, tuple):
        kept = (_unlinked(each, gone) if name in _KEPT else each for each in value)
        return tuple(_less(_without(each, gone), gone) for each in kept if not _is_gone(each, gone))
    if _is_gone(value, gone):
        return None
    return _without(value, gone)


def _is_gone(value: object, gone: frozenset[str]) -> bool:
    return isinstance(value, Link | Row) and value.path is not None and value.path in gone


def _unlinked(value: Any, gone: frozenset[str]) -> Any:
    return replace(value, path=None) if _is_gone(value, gone) else value


def _less(value: Any, gone: frozenset[str]) -> Any:
    """A count leads to a list: what is gone from below the list's path is not counted."""
    if not isinstance(value, Count) or not value.path:
        return value
    fewer = sum(path != value.path and path.startswith(value.path) for path in gone)
    return replace(value, value=max(0, value.value - fewer))
