"""Names of files as every office's machine takes them."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
"""Also what turns the direction of writing: it makes one ending look like another."""
_LONGEST = 120
"""Unit: characters; Thai ones take three bytes each, and a file system takes 255."""
_MOST_BYTES = 200


def file_safe(text: str) -> str:
    """A text as the name of a file, without an ending: no sign that Windows forbids, short enough for every disk."""
    name = " ".join(_FORBIDDEN.sub(" ", text).split())[:_LONGEST]
    return name.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .") or "-"
