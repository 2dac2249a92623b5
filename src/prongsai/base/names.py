"""Names of files as every office's machine takes them, and of links as a person reads them."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
"""Also what turns the direction of writing: it makes one ending look like another."""
_LONGEST = 120
"""Unit: characters; Thai ones take three bytes each, and a file system takes 255."""
_MOST_BYTES = 200
_LONGEST_READ = 100


def file_safe(text: str) -> str:
    """A text as the name of a file, without an ending: no sign that Windows forbids, short enough for every disk."""
    name = " ".join(_FORBIDDEN.sub(" ", text).split())[:_LONGEST]
    return name.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .") or "-"


def readable_link(url: str) -> str:
    """A link as a person reads it: without its scheme, Thai letters as letters, what is asked for left out."""
    parts = urlsplit(url)
    words = f"{parts.netloc}{unquote(parts.path)}".rstrip("/") + ("?…" if parts.query else "")
    return words if len(words) <= _LONGEST_READ else f"{words[:_LONGEST_READ]}…"
