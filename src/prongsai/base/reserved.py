"""Words that no agency may have for its name in addresses: the first words of the site's own addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import SlugConverter


class SiteWord(SlugConverter):
    """The first word of an agency's public site; what begins with a word of ours is none, and stays not found."""

    def to_python(self, value: str) -> str:
        """The word itself. Raises: ValueError for one of ours, by which Django goes on to look elsewhere."""
        if value in reserved_words():
            raise ValueError(value)
        return value


@cache
def reserved_words() -> frozenset[str]:
    """The first word of each address of this site, as the resolver knows them, and that of its static files."""
    return frozenset({settings.STATIC_URL.strip("/"), *_first_words(get_resolver().url_patterns, "")})


def _first_words(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for each in patterns:
        address = f"{before}{each.pattern}"
        first, rest, _ = address.partition("/")
        if rest and first and "<" not in first:
            yield first
        elif isinstance(each, URLResolver):
            yield from _first_words(each.url_patterns, address)
        elif first and "<" not in first:
            yield first
