"""XLSX -> blocks: what each sheet shows, formulas by the value they had when the file was saved.

Read from its XML cell by cell, so that a sheet that claims a million rows costs only the cells it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from openpyxl.utils.cell import column_index_from_string

from prongsai.core.records import Source
from prongsai.paper.reading import bounds
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.origin import paper_of_office
from prongsai.paper.reading.package import Package, parsed
from prongsai.paper.reading.sheet import Place, Sheet
from prongsai.paper.reading.xlsx_numbers import Formats

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})\Z")
# Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring): a letter by its number, an underscore that would look so too.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_RELATION_ID = re.compile(r"\{[^}]*/relationships\}id\Z")


def xlsx_document(package: Package, source: Source) -> Document:
    """The blocks of a workbook; hidden sheets are read too, and said to be hidden."""
    main = package.related("", "officeDocument")[0]
    workbook = parsed(package.part(main))
    gathering = Gathering(replace(source, paper=paper_of_office(package)))
    if any(part.endswith("vbaproject.bin") for part in package.parts):
        gathering.leave("[แมโครในไฟล์ ไม่ได้อ่านและไม่ได้เรียกใช้]")
    reader = _Reader(package, main, workbook)
    parts = package.relations(main)
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        part = parts.get(_relation_of(sheet))
        gathering.sheet = sheet.get("name")
        if sheet.get("state", "visible") != "visible":
            gathering.leave(f"[แผ่นงาน “{gathering.sheet}” ซ่อนอยู่ แต่อ่านแล้ว]")
        if part and part in package:
            reader.sheet(package.tree(part)).gather_into(gathering)
    return gathering.document()


def sheet_texts(package: Package) -> dict[str, dict[Place, str]]:
    """What each sheet of a workbook shows, hidden ones too, where it stands; for sheets that were written by us.

    Shape: sheet's name to texts by row and column, without empty ones.
    Raises: OverflowError when there are more than `bounds.MOST_CELLS`.
    """
    main = package.related("", "officeDocument")[0]
    workbook = parsed(package.part(main))
    reader, parts = _Reader(package, main, workbook), package.relations(main)
    found: dict[str, dict[Place, str]] = {}
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        part = parts.get(_relation_of(sheet))
        if part and part in package:
            found[sheet.get("name", "")] = reader.texts(package.tree(part))
    if sum(map(len, found.values())) > bounds.MOST_CELLS:
        raise OverflowError("sheets of too many cells")
    return found


class _Reader:
    """What the sheets of a workbook share: strings and number formats."""

    def __init__(self, package: Package, main: str, workbook: Any) -> None:
        def tree(kind: str) -> Any | None:
            part = next(iter(package.related(main, kind)), None)
            return package.tree(part) if part else None

        strings = tree("sharedStrings")
        properties = workbook.find("{*}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._strings = [] if strings is None else [_rich_text(each) for each in strings.iterfind("{*}si")]
        self._formats = Formats(tree("styles"), since_1904)

    def texts(self, root: Any) -> dict[Place, str]:
        """The texts of a worksheet by their places."""
        return {place: text for place, cell in _cells(root) if (text := self._text(cell).strip())}

    def sheet(self, root: Any) -> Sheet:
        """The texts of a worksheet with its merged areas."""
        cells = self.texts(root)
        areas = (each.get("ref", "").partition(":") for each in root.iterfind("{*}mergeCells/{*}mergeCell"))
        places = ((_place(first), _place(last)) for first, _, last in areas)
        return Sheet(cells, {first: last for first, last in places if first and last})

    def _text(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return "" if inline is None else _rich_text(inline)
        value = cell.findtext("{*}v") or ""
        if kind == "s":
            return self._strings[int(value)] if value else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._formats.shown(value, cell.get("s", "0")) if kind == "n" else value


def _relation_of(sheet: Any) -> str:
    return next((value for name, value in sheet.items() if _RELATION_ID.match(name)), "")


def _cells(root: Any) -> Iterator[tuple[Place, Any]]:
    """The cells with their places; a file may leave a place out, which then follows the one before."""
    row_number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        row_number = int(row.get("r") or row_number + 1)
        column = 0
        for cell in row.iterfind("{*}c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            yield (row_number, column), cell


def _place(reference: str) -> Place | None:
    found = _REFERENCE.match(reference)
    return (int(found[2]), column_index_from_string(found[1])) if found else None


def _rich_text(element: Any) -> str:
    """The text of a string item; reading aids (rPh) for other scripts are not part of it."""
    runs = element.iterfind("{*}r/{*}t")
    text = (element.findtext("{*}t") or "") + "".join(run.text or "" for run in runs)
    return _ESCAPED.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    """The letter of an escape; nothing for a control character, the escape itself for half a letter."""
    code = int(found[1], 16)
    if 0xD800 <= code < 0xE000:
        return found[0]
    return chr(code) if code >= ord(" ") or chr(code) in "\t\n" else ""
