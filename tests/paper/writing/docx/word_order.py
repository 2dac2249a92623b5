"""The order in which Word wants the children of an element (ECMA-376): one that stands wrongly is a damaged paper."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs spacing ind jc "
    "textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar pgNumType cols vAlign titlePg "
    "docGrid",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr compat themeFontLang decimalSymbol "
    "listSeparator",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr tbl p",
}


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def tree(package: bytes, part: str = "word/document.xml") -> Any:
    """The root of a part."""
    return etree.fromstring(parts_of(package)[part])


def misplaced(package: bytes) -> list[str]:
    """Children that stand where Word does not expect them, or are not on the list of what we write."""
    found: list[str] = []
    for name, content in parts_of(package).items():
        if name.startswith("word/") and name.endswith(".xml"):
            for element in etree.fromstring(content).iter(etree.Element):
                found += [f"{name}: {each}" for each in _misplaced(element)]
    return found


def _misplaced(element: Any) -> list[str]:
    local = element.tag.removeprefix(W)
    if local not in ORDERS:
        return []
    order = ORDERS[local].split()
    children = [each.tag.removeprefix(W) for each in element]
    strangers = [each for each in children if each not in order]
    places = [order.index(each) for each in children if each in order]
    return strangers + ([f"{local}: {children}"] if places != sorted(places) else [])
