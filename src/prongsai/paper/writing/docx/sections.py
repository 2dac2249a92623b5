"""Pages: their size and margins, the line at their foot, the number on it in the digits that are wanted."""

from __future__ import annotations

from typing import Any

from prongsai.paper.writing.docx.fields import field_runs
from prongsai.paper.writing.docx.marks import part, referring, root, text, w
from prongsai.paper.writing.docx.runs import pieces
from prongsai.paper.writing.docx.writing import Writing
from prongsai.paper.writing.manuscript import Orientation, Section

_LONG, _SHORT = 16838, 11906  # A4
_FOOT = 567
MARGINS: dict[Orientation, tuple[int, int, int, int]] = {
    "portrait": (1417, 1134, 1134, 1701),
    "landscape": (1134, 1134, 1134, 1134),
}
"""Top, right, bottom, left, as official papers have them: 3 cm left, 2 cm right, 2.5 cm above, 2 cm below;
tables that lie on their side have 2 cm all around."""
# Word writes the numbers of a section as `pgNumType` says. LibreOffice knows no Thai digits there and falls back to
# Arabic ones; given the field switch for them (``\\* ThaiArabic``) it would count in Thai letters, which is worse.
NUMBER_FORMATS = {"arabic": "decimal", "thai": "thaiNumbers"}


def text_size(orientation: Orientation) -> tuple[int, int]:
    """Width and height of the text. Unit: twentieths of a point."""
    across, down = (_SHORT, _LONG) if orientation == "portrait" else (_LONG, _SHORT)
    top, right, bottom, left = MARGINS[orientation]
    return across - left - right, down - top - bottom


def section_properties(writing: Writing, section: Section, footers: dict[str, bytes]) -> Any:
    """The ``w:sectPr`` of a section; its footer becomes a part of its own, one for all that read the same."""
    across, down = (_SHORT, _LONG) if section.orientation == "portrait" else (_LONG, _SHORT)
    top, right, bottom, left = MARGINS[section.orientation]
    digits = NUMBER_FORMATS[writing.manuscript.digits]
    footer = writing.relations.add("footer", _footer(writing, section, footers))
    size: dict[str, object] = {"w": across, "h": down}
    if section.orientation == "landscape":
        size["orient"] = "landscape"
    return w(
        "sectPr",
        referring("footerReference", footer, type="default"),
        w("footnotePr", w("numFmt", val=digits)),
        w("type", val="nextPage"),
        w("pgSz", **size),
        w("pgMar", top=top, right=right, bottom=bottom, left=left, header=709, footer=_FOOT, gutter=0),
        w("pgNumType", fmt=digits),
        w("vAlign", val="center") if section.is_middle else None,
    )


def _footer(writing: Writing, section: Section, footers: dict[str, bytes]) -> str:
    width = text_size(section.orientation)[0]
    properties = w("pPr", w("pStyle", val=writing.style("Footer")), w("tabs", w("tab", val="right", pos=width)))
    paragraph = w("p", properties)
    if section.footer:
        paragraph.append(w("r", *pieces(section.footer)))
    if section.numbered:
        first = "๑" if writing.manuscript.digits == "thai" else "1"
        paragraph.append(w("r", w("tab")))
        paragraph.extend(field_runs(" PAGE ", [w("r", text(first))]))
    content = part(root("ftr", paragraph))
    known = next((target for target, kept in footers.items() if kept == content), None)
    target = known or f"footer{len(footers) + 1}.xml"
    footers[target] = content
    return target
