"""How an agency's papers look: its style, as it is and as an edition froze it; its templates, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from prongsai.apps.documents.models import HouseStyle, LayoutWording, Signatory, Template
from prongsai.base.access import Viewer
from prongsai.base.files import Lost, open_stored
from prongsai.base.models import Agency, StoredFile
from prongsai.core.errors import Refused
from prongsai.paper.writing.layouts import Layout, UnknownLayout, layout, layouts
from prongsai.paper.writing.style import FACES, Style, Wording, as_json, from_json

USUAL_PATTERN = "{n}/{year}"
"""What papers are numbered by where an agency says nothing else."""
TOKENS = ("n", "year", "yy")
LONGEST_PATTERN = 60

_BRACED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A layout in the list: whether the agency words it its own way, and whether it has a template of its own."""

    layout: Layout
    is_changed: bool
    template: Template | None
    pattern: str


def style_of(agency: Agency, layout_name: str) -> tuple[Style, dict[str, Any]]:
    """An agency's style as it is now with its wording of a layout, and the same as an edition freezes it."""
    chosen = house_style(agency)
    style = Style(
        digits=chosen.digits,  # type: ignore[arg-type] # the column holds these two
        face=chosen.face,
        emblem=_emblem(chosen.emblem),
        wording=wording_of(agency, layout_name),
    )
    return style, as_json(style, chosen.emblem.sha256 if chosen.emblem else "")


def frozen_style(agency: Agency, document: Mapping[str, Any]) -> Style:
    """The style that an edition of this agency keeps, its emblem fetched from the agency's files by its hash."""
    sha256 = document.get("emblem") or ""
    emblem = StoredFile.objects.filter(agency=agency, sha256=sha256).first() if sha256 else None
    return from_json(dict(document), _emblem(emblem))


def house_style(agency: Agency) -> HouseStyle:
    """What an agency chose for all its papers; unsaved, with the usual choices, where it never chose."""
    found = HouseStyle.objects.select_related("emblem").filter(agency=agency).first()
    return found or HouseStyle(agency=agency, face=FACES[0])


def wording_of(agency: Agency, layout_name: str) -> Wording:
    """What an agency changed of a layout."""
    row = wording_row(agency, layout_name)
    return Wording(dict(row.words), dict(row.titles), tuple(row.columns))


def wording_row(agency: Agency, layout_name: str) -> LayoutWording:
    """What is remembered of an agency's wording of a layout; unsaved and empty where it changed nothing."""
    found = LayoutWording.objects.filter(agency=agency, layout=layout_name).first()
    return found or LayoutWording(agency=agency, layout=layout_name)


def template_of(agency: Agency, layout_name: str) -> Template | None:
    """The agency's own DOCX for a layout, if it has one."""
    return Template.objects.select_related("file").filter(agency=agency, layout=layout_name, ended_at=None).first()


def template_bytes(template: Template | None) -> bytes | None:
    """What is in a template, whether it still holds or an edition froze it; None for none. Raises: Lost."""
    if template is None:
        return None
    with open_stored(template.file) as content:
        return content.read()


def pattern_of(agency: Agency, layout_name: str) -> str:
    """The pattern that papers of a layout are numbered by."""
    return str(house_style(agency).patterns.get(layout_name) or USUAL_PATTERN)


def numbered(pattern: str, count: int, year: int) -> str:
    """The number a pattern gives: ``{n}`` counts, ``{year}`` is the Buddhist year, ``{yy}`` its last two digits."""
    known = {"n": str(count), "year": str(year), "yy": f"{year % 100:02}"}
    return _BRACED.sub(lambda found: known.get(found[1], found[0]), pattern)


def check_pattern(pattern: str) -> None:
    """Raises: Refused for a pattern that would number two papers alike, or names what there is not."""
    tokens = _BRACED.findall(pattern)
    if strangers := [each for each in dict.fromkeys(tokens) if each not in TOKENS]:
        named = " ".join(f"{{{each}}}" for each in strangers)
        raise Refused(
            f"ไม่รู้จัก {named} ในแบบเลขที่ ใช้ได้เฉพาะ {{n}} {{year}} {{yy}}",
            f"A number pattern knows {{n}}, {{year}} and {{yy}}, not {named}.",
        )
    if "{" in (rest := _BRACED.sub("", pattern)) or "}" in rest:
        raise Refused(
            "วงเล็บปีกกาในแบบเลขที่เปิดปิดไม่ครบ ใช้เช่น {n}/{year}",
            "A brace of the number pattern is not paired; write {n}/{year}.",
        )
    if not pattern.isprintable():
        raise Refused(
            "แบบเลขที่มีอักขระที่มองไม่เห็น กรุณาลบแล้วพิมพ์ใหม่ เช่น {n}/{year}",
            "A character of the number pattern cannot be seen; clear it and type it anew: {n}/{year}.",
        )
    if "n" not in tokens:
        raise Refused(
            "แบบเลขที่ต้องมี {n} เพื่อให้แต่ละฉบับได้เลขไม่ซ้ำกัน เช่น {n}/{year}",
            "A number pattern needs {n}, so that no two papers get the same number: {n}/{year}.",
        )


def signatories_of(agency: Agency) -> list[Signatory]:
    """Who signs papers for an agency today. Shape: in the order they were added."""
    return list(Signatory.objects.filter(agency=agency, ended_at=None))


def signatory_of(viewer: Viewer, signatory_id: int) -> Signatory:
    """One of those who sign for the viewer's agency today. Raises: Http404."""
    return _found(Signatory.objects.filter(agency=viewer.agency, ended_at=None, pk=signatory_id).first())


def layout_lines(viewer: Viewer) -> list[LayoutLine]:
    """Every layout with what the viewer's agency made of it. Shape: in the order of lists."""
    changed = {
        each.layout: bool(each.words or each.titles or each.columns)
        for each in LayoutWording.objects.filter(agency=viewer.agency)
    }
    held = Template.objects.select_related("file").filter(agency=viewer.agency, ended_at=None)
    templates = {each.layout: each for each in held}
    patterns = house_style(viewer.agency).patterns
    return [
        LayoutLine(
            each, changed.get(each.name, False), templates.get(each.name), patterns.get(each.name) or USUAL_PATTERN
        )
        for each in layouts()
    ]


def layout_named(name: str) -> Layout:
    """A layout by its name in an address. Raises: Http404."""
    try:
        return layout(name)
    except UnknownLayout:
        raise Http404 from None


def _emblem(file: StoredFile | None) -> bytes | None:
    """The bytes of an emblem; None where there is none, and where they were lost: pages still open without it."""
    if file is None:
        return None
    try:
        with open_stored(file) as content:
            return content.read()
    except Lost:
        return None


def _found(row: Signatory | None) -> Signatory:
    if row is None:
        raise Http404
    return row
