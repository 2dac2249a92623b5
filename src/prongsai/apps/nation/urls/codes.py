"""Words of addresses: codes and names come from a file and may hold what addresses are parted by; each page of a year
stands at two of them."""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

_SIGNS = {"~": "~~", "/": "~s", ".": "~d"}


class FromFile(StringConverter):
    """Any text; a slash is written ``~s``, and a dot ``~d`` where browsers would take dots for a way up."""

    def to_python(self, value: str) -> str:
        """The text itself. Raises: ValueError for a word that no text is written as."""
        pieces = value.split("~~")
        text = "~".join(piece.replace("~s", "/").replace("~d", ".") for piece in pieces)
        if self.to_url(text) != value:
            raise ValueError(value)
        return text

    def to_url(self, value: str) -> str:
        """The word a text is written as."""
        word = value.replace("~", _SIGNS["~"]).replace("/", _SIGNS["/"])
        return word.replace(".", _SIGNS["."]) if not word.strip(".") else word


register_converter(FromFile, "from_file")


def of_year_and_run(route: str, screen: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """A page of a year twice: of the run shown for it, and of any run by its number (``run-`` before its name)."""
    return [
        path(f"<int:year>/{route}", screen, name=name),
        path(f"<int:year>/runs/<int:run_id>/{route}", screen, name=f"run-{name}"),
    ]
