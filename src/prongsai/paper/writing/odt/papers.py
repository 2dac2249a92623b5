"""Pages of an ODT, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prongsai.paper.sealing import EMPTY_SEAL, PAPER_MARK
from prongsai.paper.writing.manuscript import Manuscript, Orientation, Properties, Section
from prongsai.paper.writing.odt.names import make, words

MARGINS: dict[Orientation, tuple[float, float, float, float]] = {
    "portrait": (25, 20, 20, 30),
    "landscape": (20, 20, 20, 20),
}
"""Top, right, bottom, left. Unit: millimetres."""
_SIDES = (210.0, 297.0)
_FOOTER = 9.0
NUMBERS = {"arabic": "1", "thai": "Native Numbering"}
"""Thai digits are what LibreOffice calls native: those of the language that the number is in."""


def room(orientation: Orientation) -> tuple[float, float]:
    """Width and height between the margins of an A4 page. Unit: millimetres."""
    top, right, bottom, left = MARGINS[orientation]
    across, down = _SIDES if orientation == "portrait" else _SIDES[::-1]
    return across - left - right, down - top - bottom - _FOOTER


def page_name(place: int) -> str:
    """The name of the pages of a section."""
    return f"Section_{place + 1}"


def page_layouts(manuscript: Manuscript) -> Iterator[Any]:
    """A layout of pages for each orientation."""
    for orientation, margins in MARGINS.items():
        across, down = _SIDES if orientation == "portrait" else _SIDES[::-1]
        sides = dict(zip(("top", "right", "bottom", "left"), margins, strict=True))
        page = {
            "fo:page-width": f"{across:g}mm",
            "fo:page-height": f"{down:g}mm",
            "style:print-orientation": orientation,
            "style:num-format": NUMBERS[manuscript.digits],
            **{f"fo:margin-{side}": f"{room:g}mm" for side, room in sides.items()},
        }
        footer = {"fo:min-height": f"{_FOOTER:g}mm", "fo:margin-top": "3mm"}
        yield make(
            "style:page-layout",
            {"style:name": f"Pages_{orientation}"},
            make("style:page-layout-properties", page),
            make("style:footer-style", None, make("style:header-footer-properties", footer)),
        )


def master_pages(manuscript: Manuscript) -> Iterator[Any]:
    """The pages of each section, with its footer."""
    for place, section in enumerate(manuscript.sections):
        yield make(
            "style:master-page",
            {"style:name": page_name(place), "style:page-layout-name": f"Pages_{section.orientation}"},
            make("style:footer", None, _footer(section, manuscript)),
        )


def _footer(section: Section, manuscript: Manuscript) -> Any:
    style = {"text:style-name": f"Footer_{section.orientation}"}
    if not section.numbered:
        return make("text:p", style, *words(section.footer))
    form = {"text:select-page": "current", "style:num-format": NUMBERS[manuscript.digits]}
    number = make("text:span", {"text:style-name": "Page_20_number"}, make("text:page-number", form, "1"))
    return make("text:p", style, *words(section.footer), make("text:tab"), number)


def meta(properties: Properties) -> Any:
    """What the file says of itself; no clock and no machine stands in it."""
    made = properties.made_at.isoformat(timespec="seconds") if properties.made_at else None
    own = {"number": properties.number, "version": f"{properties.version}"}
    if properties.code:
        own |= {"prongsai-paper": f"{PAPER_MARK}{properties.code}", "prongsai-seal": EMPTY_SEAL}
    said = (
        ("meta:generator", "Prongsai"),
        ("dc:title", properties.title),
        ("dc:subject", properties.subject),
        *(("meta:keyword", keyword) for keyword in properties.keywords),
        ("meta:initial-creator", properties.agency),
        ("dc:creator", properties.agency),
        ("meta:creation-date", made),
        ("dc:date", made),
    )
    entries = [make(name, None, value) for name, value in said if value]
    entries += [make("meta:user-defined", {"meta:name": key}, value) for key, value in own.items() if value]
    return make("office:document-meta", {"office:version": "1.3"}, make("office:meta", None, *entries))
