"""Letters of a page: which encoding its bytes are in, and its tree, whatever a stranger's server sent.

Traps. Older Thai sites are in TIS-620 and say so wrongly or not at all; Python calls it cp874. A page that announces
TIS-620 but is valid UTF-8 is UTF-8 (the other way round hardly ever happens by chance). lxml refuses text with an
XML declaration of an encoding, so the text goes in as UTF-8 bytes with the encoding said apart.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

LONGEST_PAGE = 3_000_000
"""Bytes of a page that are read; what stands after them changes no verdict."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_THAI = {"tis-620", "tis620", "windows-874", "iso-8859-11", "cp874", "x-windows-874", "windows874"}
_NEVER_MEANT = {"iso8859-1", "cp1252", "utf-16", "idna", "punycode", "unicode-escape", "raw-unicode-escape"}
"""What programs announce without being asked (Thai pages are never in it), and codecs that no page is in."""
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|meta|title|div|p|table|script|h[1-6]|a|ul|span)[\s>/]", re.I)


def is_markup(body: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    start = body[:2048].removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"<") and not start.startswith(b"<?xml-") and _MARKUP.search(start) is not None


def text_of(body: bytes, content_type: str = "") -> str:
    """The text that bytes of a page stand for; nothing is ever refused."""
    body = body[:LONGEST_PAGE]
    for name in ("utf-8-sig", *_named(body, content_type)):
        try:
            # A page cut within a letter is still in its encoding.
            return codecs.getincrementaldecoder(name)().decode(body).replace("\0", "")
        except (UnicodeError, LookupError):
            continue
    return body.decode("cp874", "replace").replace("\0", "")


def _named(body: bytes, content_type: str) -> list[str]:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    said = [found[1] for found in [_IN_HEADER.search(content_type)] if found]
    said += [found[1].decode("ascii") for found in [_CHARSET.search(body[:4096])] if found]
    text = ("cp874" if each.lower() in _THAI else each for each in said)
    return [each for each in text if _is_text(each)]


def _is_text(name: str) -> bool:
    """Whether a name is an encoding of text; Python also knows `hex`, `zip` and `idna`, which a page may name."""
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return False
    return getattr(codec, "_is_text_encoding", True) and codec.name not in _NEVER_MEANT


def tree_of(text: str) -> html.HtmlElement | None:
    """The tree of a page, without comments; None where there is nothing to read."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
