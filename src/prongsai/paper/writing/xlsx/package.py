"""The package of a workbook, with what openpyxl says of itself and of the clock replaced."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import partial

from lxml import etree
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from prongsai.paper.writing.docx.properties import CUSTOM, property_parts
from prongsai.paper.writing.manuscript import Manuscript
from prongsai.paper.writing.packing import packed, unpacked
from prongsai.paper.writing.text import printable
from prongsai.paper.writing.xlsx.arranging import Sheet

_ROW = re.compile(rb'(<row r="([0-9]+)" ht="[0-9.]+")( customHeight="1")')
_FRAMES = "{*}oneCellAnchor/{*}pic/{*}nvPicPr/{*}cNvPr"


def package_of(book: Workbook, manuscript: Manuscript, sheets: Sequence[Sheet]) -> bytes:
    """The bytes of the file."""
    # One property makes openpyxl name the part; its content is ours.
    book.custom_doc_props.append(StringProperty(name="prongsai", value=""))  # type: ignore[attr-defined] # stubs lack it
    out = io.BytesIO()
    book.save(out)
    parts = unpacked(out.getvalue())
    own = property_parts(manuscript)
    assert CUSTOM in parts  # noqa: S101 - or the seal would stand in a part nobody names
    for number, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _in_letters(_ROW.sub(partial(_fitting, sheet.fitting), parts[name]))
    drawings = {f"xl/drawings/drawing{i}.xml": each for i, each in enumerate(filter(_has_pictures, sheets), 1)}
    described = {name: _described(parts[name], each) for name, each in drawings.items()}
    return packed({**parts, **own, **described})


def _has_pictures(sheet: Sheet) -> bool:
    return bool(sheet.pictures)


def _fitting(rows: set[int], found: re.Match[bytes]) -> bytes:
    """The beginning of a row; one whose height may change does not say that somebody set it."""
    return found[1] + (b"" if int(found[2]) in rows else found[3])


def _in_letters(part: bytes) -> bytes:
    """A part whose Thai stands as letters: openpyxl writes each as its number, twice as long."""
    root = etree.fromstring(part)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _described(drawing: bytes, sheet: Sheet) -> bytes:
    """A drawing whose pictures say what they show."""
    root = etree.fromstring(drawing)
    for frame, picture in zip(root.iterfind(_FRAMES), sheet.pictures, strict=True):
        frame.set("descr", printable(picture.alt))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
