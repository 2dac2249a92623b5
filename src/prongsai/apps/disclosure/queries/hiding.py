"""What other pages still say of something withdrawn: that it is, and nothing else of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from prongsai.core.publication import Link, PublicPage, Row, Said

WITHDRAWN = Said("ถอนออกจากการเผยแพร่แล้ว", "Withdrawn from publication")
_SHOWS_OTHERS_FILES = frozenset({"item", "measure"})


def hidden(page: PublicPage, paths: Collection[str]) -> PublicPage:
    """A page whose rows and links to what is withdrawn say only that it is; they stay, so that counts stay true."""
    return replace(page, body=_hidden(page.body, paths)) if paths else page


def owns_its_files(kind: str) -> bool:
    """Whether the files that a page of this kind names are its own; items and measures show those of others."""
    return kind not in _SHOWS_OTHERS_FILES


def paths_in(content: dict[str, Any]) -> frozenset[str]:
    """Every path of the site that a page, made plain, names; texts among them do no harm."""
    return frozenset(_strings(content))


def _hidden(value: Any, paths: Collection[str]) -> Any:
    if isinstance(value, Row | Link) and value.path in paths:
        return _emptied(value)
    if isinstance(value, tuple):
        return tuple(_hidden(each, paths) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _hidden(getattr(value, each.name), paths) for each in fields(value)})
    return value


def _emptied(value: Any) -> Any:
    if isinstance(value, Row):
        return Row(WITHDRAWN, value.path, value.code)
    return Link(WITHDRAWN, value.path)


def _strings(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for each in plain.values():
            yield from _strings(each)
    elif isinstance(plain, list):
        for each in plain:
            yield from _strings(each)
