"""The named styles of an ODT: one for each role, with the Thai face and size that complex scripts need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prongsai.paper.writing.manuscript import Manuscript, Role
from prongsai.paper.writing.odt.names import make
from prongsai.paper.writing.odt.papers import NUMBERS, master_pages, page_layouts, room

STYLE_OF = {
    Role.TITLE: "Title",
    Role.SUBTITLE: "Subtitle",
    Role.HEADING: "Heading",
    Role.BODY: "Text_20_body",
    Role.PLAIN: "Plain",
    Role.CENTER: "Centered",
    Role.CAPTION: "Caption",
    Role.LABEL: "Label",
    Role.FIELD: "Field",
    Role.ITEM: "Item",
    Role.RULE: "Rule",
    Role.DISPLAY: "Display",
    Role.NOTE: "Small_20_print",
    Role.MARK: "Mark",
}
_SMALL_FACES = "TH "
"""Faces whose letters are small for their size: 16 points of them are 12 of any other."""

_KEPT = {"fo:keep-with-next": "always", "fo:keep-together": "always"}
_CENTRED = {"fo:text-align": "center"}
_BOX = {"fo:border": "0.75pt solid #a8201a", "fo:padding": "1.5mm", "fo:margin-bottom": "4mm"}
_LABEL, _LISTED = 18.0, 32.0
_HANGING = {"fo:margin-left": f"{_LABEL:g}mm", "fo:text-indent": f"-{_LABEL:g}mm", "fo:margin-bottom": "2mm"}
_ITEM = {"fo:margin-left": f"{_LISTED:g}mm", "fo:text-indent": "-7mm"}
_RULE = {f"fo:margin-{side}": "62mm" for side in ("left", "right")} | {"fo:border-bottom": "0.75pt solid #000000"}
_RULE |= {"fo:margin-bottom": "4mm"}
_LINES = {"fo:orphans": "2", "fo:widows": "2"}

# Name -> parent, points over or under the body's, bold, paragraph properties.
_PARAGRAPHS: dict[str, tuple[str, int, bool, dict[str, str]]] = {
    "Plain": ("Standard", 0, False, {}),
    "Text_20_body": ("Standard", 0, False, {"fo:text-indent": "25mm", "fo:margin-bottom": "2mm", **_LINES}),
    "Title": ("Standard", 4, True, {**_CENTRED, **_KEPT, "fo:margin-bottom": "1mm"}),
    "Subtitle": ("Standard", 2, True, {**_CENTRED, **_KEPT, "fo:margin-bottom": "3mm"}),
    "Heading": ("Standard", 0, True, {**_KEPT, "fo:margin-top": "4mm", "fo:margin-bottom": "1.5mm"}),
    "Heading_20_1": ("Heading", 4, True, {}),
    "Heading_20_2": ("Heading", 2, True, {}),
    "Heading_20_3": ("Heading", 0, True, {}),
    "Centered": ("Standard", 0, False, _CENTRED),
    "Caption": ("Standard", 0, True, {"fo:margin-top": "2mm", "fo:margin-bottom": "1.5mm", **_KEPT}),
    "Picture_20_caption": ("Caption", -2, False, {**_CENTRED, "fo:keep-with-next": "auto", "fo:margin-top": "0mm"}),
    "Label": ("Standard", 0, False, _HANGING),
    "Rule": ("Standard", -8, False, _RULE),
    "Display": ("Standard", 14, True, {**_CENTRED, "fo:margin-top": "2mm", "fo:margin-bottom": "2mm", **_KEPT}),
    "Small_20_print": ("Standard", -2, False, {"fo:margin-bottom": "1.5mm"}),
    "Mark": ("Standard", 0, True, {**_CENTRED, **_BOX}),
    "Figure": ("Standard", 0, False, {**_CENTRED, "fo:margin-top": "2mm", "fo:keep-with-next": "auto"}),
    "Signature": ("Standard", 0, False, {**_CENTRED, "fo:keep-together": "always"}),
    "Table_20_Contents": ("Standard", -2, False, {}),
    "Table_20_Contents_20_center": ("Table_20_Contents", -2, False, _CENTRED),
    "Table_20_Contents_20_right": ("Table_20_Contents", -2, False, {"fo:text-align": "end"}),
    "Contents_20_Heading": ("Heading", 2, True, {}),
    "Footnote": ("Standard", -4, False, {"fo:margin-left": "5mm", "fo:text-indent": "-5mm"}),
    "Footer": ("Standard", -2, False, {}),
}


def body_points(font: str) -> int:
    """The size of running text in a face. Unit: points."""
    return 16 if font.startswith(_SMALL_FACES) else 12


def styles(manuscript: Manuscript) -> Any:
    """styles.xml: faces, named styles, pages."""
    faces = make("office:font-face-decls", None, *font_faces(manuscript.font))
    named = make("office:styles", None, *_named(manuscript))
    automatic = make("office:automatic-styles", None, *page_layouts(manuscript))
    pages = make("office:master-styles", None, *master_pages(manuscript))
    return make("office:document-styles", {"office:version": "1.3"}, faces, named, automatic, pages)


def font_faces(font: str) -> Iterator[Any]:
    """The face of the paper."""
    face = {"style:name": font, "svg:font-family": f"'{font}'", "style:font-pitch": "variable"}
    yield make("style:font-face", {**face, "style:font-family-generic": "swiss"})


def _named(manuscript: Manuscript) -> Iterator[Any]:
    size = body_points(manuscript.font)
    yield _default(manuscript.font, size)
    yield make("style:style", {"style:name": "Standard", "style:family": "paragraph", "style:class": "text"})
    for name, (parent, more, bold, properties) in _PARAGRAPHS.items():
        yield _paragraph_style(name, parent, properties, _letters(size + more, bold))
    # Tab stops count from the left edge of the paragraph, not from that of the page.
    width = room("portrait")[0]
    end = ("right", width - _LABEL, ".")
    alone = (("left", 0.0, ""), ("left", 7.0, ""), ("left", 14.0, ""), end)
    yield _paragraph_style("Field", "Label", {}, None, alone)
    pair = (("left", 0.0, ""), ("left", width / 2 - _LABEL, "."), end)
    yield _paragraph_style("Field_20_pair", "Label", {}, None, pair)
    yield _paragraph_style("Item", "Standard", _ITEM, None, (("left", round(width * 2 / 3) - _LISTED, ""),))
    for orientation in ("portrait", "landscape"):
        right = (("right", room(orientation)[0], ""),)
        yield _paragraph_style(f"Footer_{orientation}", "Footer", {}, None, right)
        for level in (1, 2, 3):
            indent = {"fo:margin-left": f"{6 * (level - 1)}mm"}
            stop = (("right", room(orientation)[0] - 6 * (level - 1), "."),)
            yield _paragraph_style(f"Contents_20_{level}_20_{orientation}", "Standard", indent, None, stop)
    yield _text_style("Strong", _letters(None, True))
    yield _text_style("Emphasis", {"fo:font-style": "italic", "style:font-style-complex": "italic"})
    both = {**_letters(None, True), "fo:font-style": "italic", "style:font-style-complex": "italic"}
    yield _text_style("Strong_20_Emphasis", both)
    yield _text_style("Internet_20_link", {"fo:color": "#17407a", "style:text-underline-style": "solid"})
    yield _text_style("Footnote_20_anchor", {"style:text-position": "super 58%"})
    yield _text_style("Footnote_20_Symbol", {})
    yield _text_style("Page_20_number", {"fo:language": "th", "fo:country": "TH"})
    yield make("style:style", {"style:name": "Frame", "style:family": "graphic"})
    yield make(
        "text:notes-configuration",
        {
            "text:note-class": "footnote",
            "text:default-style-name": "Footnote",
            "text:citation-style-name": "Footnote_20_Symbol",
            "text:citation-body-style-name": "Footnote_20_anchor",
            "style:num-format": NUMBERS[manuscript.digits],
            "text:start-value": "0",
            "text:footnotes-position": "page",
        },
    )


def _default(font: str, size: int) -> Any:
    letters = {
        **{f"style:font-name{script}": font for script in ("", "-asian", "-complex")},
        **_sizes(size),
        "fo:language": "en",
        "fo:country": "US",
        "style:language-complex": "th",
        "style:country-complex": "TH",
        "style:language-asian": "none",
        "style:country-asian": "none",
    }
    return make(
        "style:default-style",
        {"style:family": "paragraph"},
        make("style:paragraph-properties", {"style:tab-stop-distance": "12.5mm", "style:writing-mode": "lr-tb"}),
        make("style:text-properties", letters),
    )


def _letters(size: int | None, bold: bool) -> dict[str, str]:
    weight = "bold" if bold else "normal"
    weights = {"fo:font-weight": weight, "style:font-weight-asian": weight, "style:font-weight-complex": weight}
    return {**(_sizes(size) if size else {}), **weights}


def _sizes(size: int) -> dict[str, str]:
    names = ("fo:font-size", "style:font-size-asian", "style:font-size-complex")
    return dict.fromkeys(names, f"{size}pt")


def _paragraph_style(
    name: str,
    parent: str,
    properties: dict[str, str],
    letters: dict[str, str] | None = None,
    stops: tuple[tuple[str, float, str], ...] = (),
) -> Any:
    marks = [
        make(
            "style:tab-stop",
            {
                "style:position": f"{at:g}mm",
                "style:type": kind,
                "style:leader-style": "dotted" if leader else None,
                "style:leader-text": leader or None,
            },
        )
        for kind, at, leader in stops
    ]
    inner = make("style:paragraph-properties", properties, *([make("style:tab-stops", None, *marks)] if marks else []))
    level = name.removeprefix("Heading_20_") if name.startswith("Heading_20_") else None
    return make(
        "style:style",
        {
            "style:name": name,
            "style:display-name": name.replace("_20_", " "),
            "style:family": "paragraph",
            "style:parent-style-name": parent,
            "style:default-outline-level": level,
        },
        inner,
        *([make("style:text-properties", letters)] if letters else []),
    )


def _text_style(name: str, properties: dict[str, str]) -> Any:
    about = {"style:name": name, "style:display-name": name.replace("_20_", " "), "style:family": "text"}
    return make("style:style", about, make("style:text-properties", properties))
