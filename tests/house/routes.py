"""Every address of the site, as Django resolves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: its pattern, its name, and who may open it as its screen says (None when it does not)."""

    address: str
    name: str
    audience: str | None


def routes() -> list[Route]:
    return list(walk(get_resolver().url_patterns))


def walk(patterns: list[Any], prefix: str = "", space: str = "") -> Iterator[Route]:
    for each in patterns:
        address = f"{prefix}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, address, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            yield route(each, address, space)


def route(pattern: URLPattern, address: str, space: str) -> Route:
    screen: Callable[..., Any] = pattern.callback
    return Route(address, f"{space}{pattern.name or ''}", getattr(screen, "audience", None))
