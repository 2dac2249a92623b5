"""Word's styles for a manuscript: one for every role, with the face and size of complex scripts, where Thai belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from prongsai.paper.writing.docx.marks import name, w
from prongsai.paper.writing.manuscript import Align, Role

Kind = Literal["paragraph", "character", "table"]

_SARABUN = {12: 9, 14: 10, 16: 11, 18: 12.5, 20: 14, 30: 21}
"""The sizes of TH Sarabun -> those at which Sarabun, drawn larger, looks the same."""
_CENTIMETRE = 567
_CELL_MARGINS = {"top": 28, "left": 57, "bottom": 28, "right": 57}
_OF_WORD = {
    "Normal", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "Body Text", "caption", "footnote text",
    "footnote reference", "Hyperlink", "Strong", "Emphasis", "toc 1", "toc 2", "toc 3", "TOC Heading", "footer",
    "Signature", "Normal Table", "Table Grid",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """One style: its name in Word's list and what it changes of the one it builds on. Unit: points, twentieths."""

    name: str
    kind: Kind = "paragraph"
    based_on: str = "Normal"
    follows: str = ""
    size: int = 0
    bold: bool | None = None
    italic: bool | None = None
    colour: str = ""
    raised: bool = False
    underlined: bool = False
    align: str = ""
    before: int | None = None
    after: int | None = None
    line: int = 0
    indent: tuple[int, int] | None = None
    """Left edge, and the first line beside it: negative hangs."""
    tabs: tuple[int, ...] = ()
    level: int | None = None
    keeps_next: bool | None = None
    keeps_lines: bool = False
    is_boxed: bool = False
    is_ruled: bool = False

    @property
    def key(self) -> str:
        """The identifier paragraphs name it by, as Word makes it from the name."""
        return "".join(each[:1].upper() + each[1:] for each in self.name.split())


_BODY_INDENT = round(2.5 * _CENTIMETRE)
_LABEL = round(2.4 * _CENTIMETRE)
_ITEM, _NUMBER = round(1.5 * _CENTIMETRE), round(0.75 * _CENTIMETRE)
_HALF_OF_PORTRAIT = 4535

LOOKS = (
    Look("Title", follows="Body Text", size=20, bold=True, align="center", after=60, keeps_next=True, keeps_lines=True),
    Look("Subtitle", follows="Body Text", size=18, bold=True, align="center", after=60, keeps_lines=True),
    Look("heading 1", size=18, bold=True, before=240, after=60, level=0, keeps_next=True, keeps_lines=True),
    Look("heading 2", size=16, bold=True, before=160, after=40, level=1, keeps_next=True, keeps_lines=True),
    Look("heading 3", size=16, bold=True, italic=True, before=120, level=2, keeps_next=True, keeps_lines=True),
    Look("Body Text", align="thaiDistribute", before=60, after=60, indent=(0, _BODY_INDENT)),
    Look("Centered", align="center"),
    Look("caption", size=14, bold=True, before=120, after=60, keeps_next=True, keeps_lines=True),
    Look("Picture Caption", size=14, align="center", after=120, keeps_lines=True),
    Look("Picture", align="left", before=60, after=60),
    Look("Picture Centered", based_on="Picture", align="center"),
    Look("Picture Right", based_on="Picture", align="right"),
    Look("Label", before=60, after=60, indent=(_LABEL, -_LABEL), tabs=(_LABEL,)),
    Look("Field", based_on="Label", before=0),
    Look("Item", after=40, indent=(_ITEM, -_NUMBER)),
    Look("Rule", size=12, before=60, after=120, is_ruled=True),
    Look("Display", size=30, bold=True, align="center", before=120, after=120, keeps_lines=True),
    Look("Note", size=12, before=40, after=40),
    Look("Mark", size=16, bold=True, align="center", before=60, after=120, keeps_lines=True, is_boxed=True),
    Look("Table Text", size=14),
    Look("Table Text Centered", based_on="Table Text", align="center"),
    Look("Table Text Right", based_on="Table Text", align="right"),
    Look("Table Head", based_on="Table Text", bold=True, align="center", keeps_next=True),
    Look("Table Row Head", based_on="Table Text", bold=True),
    Look("Signature", align="center", indent=(_HALF_OF_PORTRAIT, 0), keeps_next=True, keeps_lines=True),
    Look("Signature Last Line", based_on="Signature", keeps_next=False),
    Look("TOC Heading", size=18, bold=True, align="center", after=120, keeps_next=True),
    Look("toc 1", indent=(0, 0), before=40),
    Look("toc 2", indent=(_CENTIMETRE, 0)),
    Look("toc 3", indent=(2 * _CENTIMETRE, 0)),
    Look("footer", size=14),
    Look("footnote text", size=12),
    Look("Between", size=12, line=60),
    Look("footnote reference", "character", "", raised=True),
    Look("Hyperlink", "character", "", colour="0B4F9E", underlined=True),
    Look("Strong", "character", "", bold=True),
    Look("Emphasis", "character", "", italic=True),
    Look("Strong Emphasis", "character", "", bold=True, italic=True),
)  # fmt: skip

_BY_ROLE = {
    Role.TITLE: "Title",
    Role.SUBTITLE: "Subtitle",
    Role.BODY: "BodyText",
    Role.PLAIN: "Normal",
    Role.CENTER: "Centered",
    Role.CAPTION: "Caption",
    Role.LABEL: "Label",
    Role.FIELD: "Field",
    Role.ITEM: "Item",
    Role.RULE: "Rule",
    Role.DISPLAY: "Display",
    Role.NOTE: "Note",
    Role.MARK: "Mark",
}
_THEMSELVES_IN_A_CELL = {Role.NOTE, Role.MARK, Role.DISPLAY}
_IN_A_CELL: dict[Align, str] = {"left": "TableText", "center": "TableTextCentered", "right": "TableTextRight"}
_PICTURES: dict[Align, str] = {"left": "Picture", "center": "PictureCentered", "right": "PictureRight"}


def style_of(role: Role, level: int | None = None) -> str:
    """The style of a paragraph on the page."""
    return f"Heading{min(max(level or 1, 1), 3)}" if role is Role.HEADING else _BY_ROLE[role]


def style_in_cell(role: Role, align: Align, *, is_head: bool, is_row_head: bool) -> str:
    """The style of a paragraph in a cell: only small print, boxes and large type stay what they are."""
    if role in _THEMSELVES_IN_A_CELL:
        return _BY_ROLE[role]
    if is_head:
        return "TableHead"
    if is_row_head and align == "left":
        return "TableRowHead"
    return _IN_A_CELL["center" if role is Role.CENTER else align]


def style_of_picture(align: Align) -> str:
    """The style of the line a picture stands in."""
    return _PICTURES[align]


def style_elements(font: str, prefix: str = "") -> Iterator[Any]:
    """The styles. With a prefix they are a family of their own that a foreign paper can take in beside its styles."""
    size = _sizes(font)
    named = f"{prefix} " if prefix else ""
    yield _normal(font, size(16), prefix, named)
    for look in LOOKS:
        yield _style(look, size, prefix, named)
    yield _table_styles(prefix, named, is_grid=False)
    yield _table_styles(prefix, named, is_grid=True)


def styles_root(font: str) -> Any:
    """The root of a whole styles part: defaults, then `style_elements`."""
    size = _sizes(font)(16)
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", _fonts(font), *_in_both("sz", size), _languages())),
        w("pPrDefault", w("pPr", w("spacing", after=0, line=240, lineRule="auto"))),
    )
    return w("styles", defaults, *style_elements(font))


def _sizes(font: str) -> Any:
    def halves(points: int) -> int:
        return round(2 * (_SARABUN[points] if font == "Sarabun" else points))

    return halves


def _normal(font: str, halves: int, prefix: str, named: str) -> Any:
    spacing = w("spacing", before=0, after=0, line=240, lineRule="auto")
    indent = w("ind", left=0, right=0, firstLine=0)
    upright = (*_in_both("b", 0), *_in_both("i", 0), w("color", val="auto"))
    properties = (
        w("pPr", w("widowControl"), spacing, indent, w("jc", val="left")),
        w("rPr", _fonts(font), *upright, *_in_both("sz", halves), _languages()),
    )
    style = _named("paragraph", f"{prefix}Normal", f"{named}Normal", is_of_word=not prefix)
    if not prefix:
        style.set(name("w:default"), "1")
    style.append(w("qFormat"))
    style.extend(properties)
    return style


def _style(look: Look, size: Any, prefix: str, named: str) -> Any:
    style = _named(look.kind, prefix + look.key, named + look.name, is_of_word=not prefix and look.name in _OF_WORD)
    if look.based_on:
        style.append(w("basedOn", val=prefix + look.based_on.replace(" ", "")))
    if look.follows:
        style.append(w("next", val=prefix + look.follows.replace(" ", "")))
    style.append(w("qFormat"))
    if look.kind == "paragraph":
        style.append(w("pPr", *_paragraph_properties(look)))
    style.append(w("rPr", *_run_properties(look, size)))
    return style


def _paragraph_properties(look: Look) -> Iterator[Any]:
    if look.keeps_next is not None:
        yield w("keepNext", val=int(look.keeps_next))
    if look.keeps_lines:
        yield w("keepLines")
    if look.is_boxed:
        yield w(
            "pBdr", *(w(side, val="single", sz=8, space=4, color="auto") for side in ("top", "left", "bottom", "right"))
        )
    if look.is_ruled:
        yield w("pBdr", w("bottom", val="single", sz=8, space=1, color="auto"))
    if look.tabs:
        yield w("tabs", *(w("tab", val="left", pos=each) for each in look.tabs))
    if spacing := _spacing(look):
        yield w("spacing", **spacing)
    if look.indent:
        left, first = look.indent
        yield w("ind", left=left, **({"hanging": -first} if first < 0 else {"firstLine": first}))
    if look.align:
        yield w("jc", val=look.align)
    if look.level is not None:
        yield w("outlineLvl", val=look.level)


def _spacing(look: Look) -> dict[str, object]:
    spacing: dict[str, object] = {}
    if look.before is not None:
        spacing["before"] = look.before
    if look.after is not None:
        spacing["after"] = look.after
    if look.line:
        spacing |= {"line": look.line, "lineRule": "exact"}
    return spacing


def _run_properties(look: Look, size: Any) -> Iterator[Any]:
    if look.bold is not None:
        yield from _in_both("b", int(look.bold))
    if look.italic is not None:
        yield from _in_both("i", int(look.italic))
    if look.colour:
        yield w("color", val=look.colour)
    if look.size:
        yield from _in_both("sz", size(look.size))
    if look.underlined:
        yield w("u", val="single")
    if look.raised:
        yield w("vertAlign", val="superscript")


def _table_styles(prefix: str, named: str, *, is_grid: bool) -> Any:
    margins = w("tblCellMar", *(w(side, w=each, type="dxa") for side, each in _CELL_MARGINS.items()))
    if not is_grid:
        style = _named("table", f"{prefix}TableNormal", f"{named}Normal Table", is_of_word=not prefix)
        if not prefix:
            style.set(name("w:default"), "1")
        style.append(w("tblPr", w("tblInd", w=0, type="dxa"), margins))
        return style
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="auto") for side in sides))
    style = _named("table", f"{prefix}TableGrid", f"{named}Table Grid", is_of_word=not prefix)
    style.extend([w("basedOn", val=f"{prefix}TableNormal"), w("tblPr", borders)])
    return style


def _named(kind: Kind, key: str, called: str, *, is_of_word: bool) -> Any:
    style = w("style", type=kind, styleId=key)
    if not is_of_word:
        style.set(name("w:customStyle"), "1")
    style.append(w("name", val=called))
    return style


def _fonts(font: str) -> Any:
    """One face for every script: Word takes the complex one for Thai and the Latin one for digits and item codes."""
    return w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)


def _in_both(tag: str, value: int) -> tuple[Any, Any]:
    """A property with its twin for complex scripts."""
    return w(tag, val=value), w(f"{tag}Cs", val=value)


def _languages() -> Any:
    return w("lang", val="en-US", eastAsia="en-US", bidi="th-TH")
