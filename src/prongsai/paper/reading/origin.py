"""Which issued paper a file was made from: the code that its metadata carries through Word, LibreOffice or a browser.

A file may say anything of itself: what is no code is left unsaid, and damaged metadata never keeps a paper from being
read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from prongsai.paper.reading.package import Package

PROPERTY = "prongsai-paper"
"""The name of the property in which DOCX, XLSX, ODT and HTML carry the code; a colon follows it where PDF does."""

_CODE = re.compile(r"[0-9A-Za-z_-]{1,32}")
_HTML_META = "//meta[@name=$name]/@content"
_ODT_META = "meta.xml"


def code_in(text: str | None) -> str | None:
    """The code of an issued paper, when a text is one."""
    written = (text or "").strip().removeprefix(f"{PROPERTY}:")
    return written if _CODE.fullmatch(written) else None


def paper_of_office(package: Package) -> str | None:
    """The code in the custom properties of a DOCX or XLSX, if there is one."""
    parts = _unharmed(lambda: package.related("", "custom-properties")) or []
    return next((code for part in parts if (code := _named(package, part, "name"))), None)


def paper_of_odt(package: Package) -> str | None:
    """The code in the user-defined metadata of an ODT, if there is one."""
    return _named(package, _ODT_META, "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}name")


def paper_of_html(root: Any | None) -> str | None:
    """The code in the head of a page, if there is one."""
    return None if root is None else code_in(next(iter(root.xpath(_HTML_META, name=PROPERTY)), None))


def _named(package: Package, part: str, attribute: str) -> str | None:
    root = _unharmed(lambda: package.tree(part))
    if root is None:
        return None
    named = (each for each in root.iter() if each.get(attribute) == PROPERTY)
    return next((code for each in named if (code := code_in("".join(each.itertext())))), None)


def _unharmed(found: Callable[[], Any]) -> Any:
    """What is found in metadata; None where that part is damaged."""
    try:
        return found()
    except (etree.LxmlError, ValueError):
        return None
