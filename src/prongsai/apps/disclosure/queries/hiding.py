"""What other pages still say of something withdrawn: that it is, and nothing else of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from prongsai.core.publication import HomeBody, Link, PublicPage, Row, Said
from prongsai.core.publication_paths import PICTURES, without_last_year

WITHDRAWN = Said("ถอนออกจากการเผยแพร่แล้ว", "Withdrawn from publication")


def hidden(page: PublicPage, paths: Collection[str]) -> PublicPage:
    """A page whose rows and links to what is withdrawn say only that it is; they stay, so that counts stay true."""
    if not paths:
        return page
    body = without_last_year(_hidden(page.body, paths), paths)
    if isinstance(body, HomeBody) and f"{body.year}/" in paths:  # the first page says the latest result over again
        body = replace(body, level=Said(""), why=(), total="", scores=())
    return replace(page, body=body)


def paths_in(content: dict[str, Any]) -> frozenset[str]:
    """Every path of the site that a page, made plain, names; texts among them do no harm."""
    return frozenset(_strings(content))


def _hidden(value: Any, paths: Collection[str]) -> Any:
    if isinstance(value, Row | Link) and value.path in paths:
        return _emptied(value)
    if isinstance(value, tuple):
        return tuple(_hidden(each, paths) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        named = ((each.name, getattr(value, each.name)) for each in fields(value))
        shown = {name: "" if name in PICTURES and each in paths else _hidden(each, paths) for name, each in named}
        return replace(value, **shown)
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
