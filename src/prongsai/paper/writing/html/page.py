"""The page around a paper: head, style, sections, footnotes at the end."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from prongsai.paper.sealing import EMPTY_SEAL, PAPER_MARK
from prongsai.paper.writing.html.body import Body
from prongsai.paper.writing.html.elements import make, written
from prongsai.paper.writing.manuscript import Manuscript, Properties
from prongsai.paper.writing.text import printable

_NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'"
_PLAIN = re.compile("[A-Za-z0-9ก-ฺเ-๛]")
_WEIGHTS = {"400": "Regular", "600 700": "SemiBold"}


def page(manuscript: Manuscript) -> bytes:
    """The bytes of the page."""
    body = Body(manuscript)
    main = make("main", None, *body.sections())
    notes = body.notes()
    if notes is not None:
        main.append(notes)
    root = make("html", {"lang": manuscript.language}, _head(manuscript), make("body", None, main))
    for element in main.iter("section", "p", "table", "tr", "figure", "h1", "h2", "h3", "h4", "li"):
        element.tail = (element.tail or "") + "\n"
    return written(root)


def _head(manuscript: Manuscript) -> Any:
    properties = manuscript.properties
    return make(
        "head",
        None,
        make("meta", {"charset": "utf-8"}),
        make("meta", {"http-equiv": "Content-Security-Policy", "content": _NOTHING_RUNS}),
        make("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        make("title", None, properties.title or properties.subject or "-"),
        *(make("meta", {"name": name, "content": said}) for name, said in _said(properties)),
        make("style", None, "".join(_style(manuscript))),
    )


def _said(properties: Properties) -> Iterator[tuple[str, str]]:
    """What the file says of itself."""
    said = {
        "generator": "Prongsai",
        "author": properties.agency,
        "description": properties.subject,
        "keywords": ", ".join(properties.keywords),
        "prongsai-number": properties.number,
        "prongsai-version": f"{properties.version}",
        "dcterms.date": properties.made_at.isoformat(timespec="seconds") if properties.made_at else "",
    }
    if properties.code:
        said |= {"prongsai-paper": f"{PAPER_MARK}{properties.code}", "prongsai-seal": EMPTY_SEAL}
    return ((name, value) for name, value in said.items() if value)


def _style(manuscript: Manuscript) -> Iterator[str]:
    """The style sheet; what it prints under the pages of a section stands in it as a string of escapes."""
    yield _sheet()
    counter = "counter(page, thai)" if manuscript.digits == "thai" else "counter(page)"
    for place, section in enumerate(manuscript.sections):
        number = f"@bottom-right{{content:{counter}}}" if section.numbered else ""
        footer = f"@bottom-left{{content:{_string(section.footer)}}}" if section.footer else ""
        yield f"@page section{place}{{size:A4 {section.orientation};{footer}{number}}}\n"
        yield f".section{place}{{page:section{place}}}\n"
    if manuscript.digits == "thai":
        yield ".notes ol{list-style-type:thai}\n"


def _string(text: str) -> str:
    """A CSS string in which everything but letters and digits is escaped, so that it can end nothing."""
    safe = (each if _PLAIN.match(each) else f"\\{ord(each):06x}" for each in printable(text))
    return f'"{"".join(safe)}"'


@cache
def _sheet() -> str:
    folder = resources.files("prongsai.paper.writing.html")
    faces = (
        f"@font-face{{font-family:Sarabun;font-weight:{weight};font-display:swap;"
        f'src:url("data:font/woff2;base64,{_base64(f"Sarabun-{name}.woff2")}") format("woff2")}}\n'
        for weight, name in _WEIGHTS.items()
    )
    return "".join(faces) + (folder / "paper.css").read_text("utf-8")


def _base64(name: str) -> str:
    return base64.b64encode((resources.files("prongsai.paper.writing.html") / "fonts" / name).read_bytes()).decode()
