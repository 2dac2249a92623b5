"""An agency's code as a word of an address: codes come from a file and may hold what addresses are parted by."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter

_SIGNS = {"~": "~~", "/": "~s", ".": "~d"}


class AgencyCode(StringConverter):
    """Any code; a slash is written ``~s``, and a dot ``~d`` where browsers would take dots for a way up."""

    def to_python(self, value: str) -> str:
        """The code itself. Raises: ValueError for a word that no code is written as."""
        pieces = value.split("~~")
        code = "~".join(piece.replace("~s", "/").replace("~d", ".") for piece in pieces)
        if self.to_url(code) != value:
            raise ValueError(value)
        return code

    def to_url(self, value: str) -> str:
        """The word a code is written as."""
        word = value.replace("~", _SIGNS["~"]).replace("/", _SIGNS["/"])
        return word.replace(".", _SIGNS["."]) if not word.strip(".") else word


register_converter(AgencyCode, "agency_code")
