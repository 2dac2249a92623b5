"""Kinds: what an address promises by its ending, and what the bytes that came really are.

Traps. ``download.php?id=3`` and a path without an ending promise nothing. Many Thai systems "export Excel" as an HTML
table named .xls, which Excel opens: it is a file. A server that calls everything ``application/octet-stream`` or
``text/plain`` says nothing; the first bytes decide before the header does.
"""

from __future__ import annotations

import re
from enum import StrEnum

from prongsai.watch.addresses import Address
from prongsai.watch.letters import is_markup


class Kind(StrEnum):
    """What came, or what was promised."""

    PAGE = "page"
    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    SLIDES = "slides"
    PICTURE = "picture"
    ARCHIVE = "archive"
    TEXT = "text"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def is_file(self) -> bool:
        """Whether a reader gets a file of its own program instead of a page."""
        return self not in {Kind.PAGE, Kind.UNKNOWN, Kind.TEXT, Kind.OTHER}


_ENDINGS = {
    **dict.fromkeys(("html", "htm", "xhtml", "shtml"), Kind.PAGE),
    "pdf": Kind.PDF,
    **dict.fromkeys(("doc", "docx", "odt", "rtf"), Kind.WORD),
    **dict.fromkeys(("xls", "xlsx", "ods", "csv"), Kind.SHEET),
    **dict.fromkeys(("ppt", "pptx", "odp"), Kind.SLIDES),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp"), Kind.PICTURE),
    **dict.fromkeys(("zip", "rar", "7z"), Kind.ARCHIVE),
}
_TYPES = (
    (re.compile(r"text/html|application/xhtml"), Kind.PAGE),
    (re.compile(r"application/(?:x-)?pdf"), Kind.PDF),
    (re.compile(r"wordprocessing|msword|opendocument\.text|rtf"), Kind.WORD),
    (re.compile(r"spreadsheet|ms-?excel|text/csv"), Kind.SHEET),
    (re.compile(r"presentation|powerpoint"), Kind.SLIDES),
    (re.compile(r"image/(?!svg)"), Kind.PICTURE),
    (re.compile(r"zip|x-rar|7z-compressed"), Kind.ARCHIVE),
    (re.compile(r"text/plain"), Kind.TEXT),
    (re.compile(r"octet-stream|binary|download"), Kind.UNKNOWN),
)
_MAGIC = (
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"\x89PNG\r\n", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"{\\rtf", Kind.WORD),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
)
_PACKED = (
    (b"word/", Kind.WORD),
    (b"xl/", Kind.SHEET),
    (b"ppt/", Kind.SLIDES),
    (b"opendocument.text", Kind.WORD),
    (b"opendocument.spreadsheet", Kind.SHEET),
    (b"opendocument.presentation", Kind.SLIDES),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_FEW_WORDS = 20_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def promised(address: Address) -> Kind:
    """What an address promises by its ending; `unknown` for none, and for endings of programs (.php, .aspx)."""
    return _ENDINGS.get(address.path.rpartition("/")[2].rpartition(".")[2].lower(), Kind.UNKNOWN)


def named(content_type: str) -> Kind:
    """What a Content-Type says; `unknown` where it says nothing."""
    plain = content_type.partition(";")[0].strip().lower()
    if not plain:
        return Kind.UNKNOWN
    return next((kind for pattern, kind in _TYPES if pattern.search(plain)), Kind.OTHER)


def delivered(body: bytes, content_type: str, hint: Kind = Kind.UNKNOWN) -> Kind:
    """What the bytes are. `hint` is what was promised: it only tells the old office formats apart."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    said = named(content_type)
    if b"%PDF-" in start:
        return Kind.PDF
    if body.startswith(b"PK\x03\x04"):
        return _packed(body)
    if body.startswith(_OLD_OFFICE):
        return next((each for each in (hint, said) if each in _OFFICE), Kind.WORD)
    if found := next((kind for magic, kind in _MAGIC if body.startswith(magic)), None):
        return found
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return Kind.PICTURE
    return _of_text(body, said, hint)


_OFFICE = {Kind.WORD, Kind.SHEET, Kind.SLIDES}


def _packed(body: bytes) -> Kind:
    # The names of the members stand at the end as well, wherever the first ones are.
    ends = body[:8192] + body[-65_536:]
    return next((kind for mark, kind in _PACKED if mark in ends), Kind.ARCHIVE)


def _of_text(body: bytes, said: Kind, hint: Kind) -> Kind:
    if is_markup(body):
        is_sheet = said is Kind.SHEET and hint in {Kind.SHEET, Kind.UNKNOWN}
        return Kind.SHEET if is_sheet else Kind.PAGE
    if Kind.SHEET in {said, hint} and b"\0" not in body[:1024]:
        return Kind.SHEET  # CSV has no first bytes of its own
    if said in {Kind.PAGE, Kind.TEXT}:
        return said
    return Kind.OTHER if body else Kind.UNKNOWN


def is_text(body: bytes) -> bool:
    """Whether bytes are a few words for people, whatever they were called."""
    return len(body) < _FEW_WORDS and not _CONTROL.search(body)
