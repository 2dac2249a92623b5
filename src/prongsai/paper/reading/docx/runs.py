"""What stands in one paragraph: its text, and what is anchored to it (boxes, pictures, notes)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from prongsai.paper.reading.docx.marks import child, is_on, local, value
from prongsai.paper.reading.glyphs import in_font, symbol

# Deleted and moved-away text, field codes and properties are not on the page; a fallback repeats its choice.
_NOT_ON_THE_PAGE = frozenset({"del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr", "docPr", "rt"})
_FIXED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class Line:
    """A paragraph's text with what is anchored to it: text boxes (elements), pictures (their description), note ids."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as it stands on the page."""
        return "".join(self.pieces)


def line_of(paragraph: Any) -> Line:
    """Everything that stands in a paragraph."""
    line = Line()
    _walk(paragraph, line)
    return line


def _walk(element: Any, line: Line) -> None:
    for each in element:
        name = local(each)
        if name in _FIXED:
            line.pieces.append(_FIXED[name])
        elif name in _TAKEN:
            _TAKEN[name](each, line)
        elif name not in _NOT_ON_THE_PAGE:
            _walk(each, line)


def _take_text(element: Any, line: Line) -> None:
    fonts = child(element.getparent(), "rPr", "rFonts")
    line.pieces.append(in_font(element.text or "", value(fonts, "ascii") or ""))


def _take_symbol(element: Any, line: Line) -> None:
    code = value(element, "char") or ""
    if 0 < len(code) <= 4 and all(each in "0123456789abcdefABCDEF" for each in code):
        line.pieces.append(symbol(value(element, "font") or "", int(code, 16)))


def _take_legacy_box(element: Any, line: Line) -> None:
    checked, default = child(element, "checked"), child(element, "default")
    line.pieces.append("☒" if is_on(checked if checked is not None else default) else "☐")


def _take_alternative(element: Any, line: Line) -> None:
    """The same content in two forms: the first that is there."""
    for form in ("Choice", "Fallback"):
        found = child(element, form)
        if found is not None:
            return _walk(found, line)
    return None


def _take_drawing(element: Any, line: Line) -> None:
    boxes = [each for each in element.iter() if local(each) == "txbxContent"]
    outermost = [each for each in boxes if not any(above in boxes for above in each.iterancestors())]
    line.boxes.extend(outermost)
    if any(local(each) in ("pic", "imagedata") for each in element.iter()):
        described = next((each for each in element.iter() if local(each) == "docPr"), None)
        line.pictures.append("" if described is None else described.get("descr") or described.get("title") or "")


def _take_note(element: Any, line: Line) -> None:
    kind = local(element).removesuffix("Reference")
    line.notes.append((kind, value(element, "id") or ""))


_TAKEN = {
    "t": _take_text,
    "sym": _take_symbol,
    "checkBox": _take_legacy_box,
    "AlternateContent": _take_alternative,
    "drawing": _take_drawing,
    "pict": _take_drawing,
    "object": _take_drawing,
    "footnoteReference": _take_note,
    "endnoteReference": _take_note,
}
