"""The door for files: what a file is, by its content and not by its name, and its blocks."""

from __future__ import annotations

import csv
import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from prongsai.core.records import Source
from prongsai.paper.reading import bounds, unreadable
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.package import Package
from prongsai.paper.reading.text import decoded

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_PDF_STARTS_WITHIN = 1024

_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b", re.I | re.S)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_MARKDOWN = re.compile(r"^(?:#{1,6} |\|.*\|\s*$)", re.M)
_MOST_CONTROL_SHARE = 0.01
_BYTES_OF_A_LETTER = 4

# What parsers raise when they are fed a damaged file. Anything else is a fault of ours and must be seen.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, csv.Error, etree.LxmlError, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, LookupError,
)  # fmt: skip


def open_document(path: Path) -> Document:
    """The blocks of a paper. Raises: Unreadable, with what is wrong with the file and what to do."""
    try:
        too_large = path.stat().st_size > bounds.MOST_BYTES
        content = b"" if too_large else path.read_bytes()
    except OSError as trouble:
        raise unreadable.missing(path.name) from trouble
    if too_large:
        raise unreadable.too_large(path.name)
    return open_bytes(path.name, content)


def open_bytes(name: str, content: bytes) -> Document:
    """The blocks of a paper that was uploaded. Raises: Unreadable, with what is wrong and what to do."""
    if not content.strip(b" \t\r\n\x00"):
        raise unreadable.empty(name)
    if len(content) > bounds.MOST_BYTES:
        raise unreadable.too_large(name)
    kind = _kind_of(name, content)
    try:
        document = _READERS[kind](content, Source(name, kind, hashlib.sha256(content).hexdigest()))
    except OverflowError as trouble:
        raise unreadable.too_long(name) from trouble
    except _DAMAGE as trouble:
        raise unreadable.damaged(name, kind.upper()) from trouble
    if not document.blocks:
        raise unreadable.empty(name)
    return document


def open_sheets(name: str, content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """What each sheet of an uploaded workbook shows, cell by cell, for whoever knows its columns.

    Shape: sheet's name to texts by row and column, counted from 1, without empty ones.
    Raises: Unreadable, with what is wrong and what to do.
    """
    from prongsai.paper.reading.xlsx import sheet_texts

    try:
        return sheet_texts(Package(name, content))
    except OverflowError as trouble:
        raise unreadable.too_long(name) from trouble
    except _DAMAGE as trouble:
        raise unreadable.damaged(name, "XLSX") from trouble


def _kind_of(name: str, content: bytes) -> str:
    if content.startswith(_ZIP):
        return _kind_of_package(name, content)
    if b"%PDF-" in content[:_PDF_STARTS_WITHIN]:
        return "pdf"
    if content.startswith(_OLE):
        raise _ole(name, content)
    if content.startswith(_PICTURES) or content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise unreadable.picture(name)
    if content.startswith(b"{\\rtf"):
        raise unreadable.old_format(name, "Word (.docx)")
    if len(content) > bounds.MOST_LETTERS * _BYTES_OF_A_LETTER:
        raise unreadable.too_long(name)
    return _kind_of_text(name, decoded(content))


def _kind_of_package(name: str, content: bytes) -> str:
    try:
        package = Package(name, content)
        if package.is_locked:
            raise unreadable.locked(name)
        if "mimetype" in package:
            return _kind_by_mimetype(name, package.part("mimetype"))
        main = next(iter(package.related("", "officeDocument")), "")
    except _DAMAGE as trouble:
        raise unreadable.damaged(name, "DOCX/XLSX/ODT") from trouble
    kind = {"word": "docx", "xl": "xlsx"}.get(main.partition("/")[0].lower())
    if kind is None:
        raise unreadable.old_format(name, "Word (.docx) / Excel (.xlsx)") if main else unreadable.unknown(name)
    return kind


def _kind_by_mimetype(name: str, mimetype: bytes) -> str:
    if mimetype.strip() == b"application/vnd.oasis.opendocument.text":
        return "odt"
    if b"opendocument.spreadsheet" in mimetype:
        raise unreadable.old_format(name, "Excel (.xlsx)")
    raise unreadable.unknown(name)


def _ole(name: str, content: bytes) -> Exception:
    """An old Word or Excel file, or a new one with a password, by the names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return unreadable.locked(name)
    is_sheet = "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content
    return unreadable.old_format(name, "Excel (.xlsx)" if is_sheet else "Word (.docx)")


def _kind_of_text(name: str, text: str) -> str:
    beginning = text[:20_000]
    if len(_CONTROL.findall(beginning)) > len(beginning) * _MOST_CONTROL_SHARE:
        raise unreadable.unknown(name)
    if _HTML.match(beginning):
        return "html"
    if Path(name).suffix.lower() in (".csv", ".tsv") or _is_csv(beginning):
        return "csv"
    return "md" if _MARKDOWN.search(beginning) else "txt"


def _is_csv(text: str) -> bool:
    """Whether every line has the same few commas or semicolons; tabs also stand in plain text."""
    lines = [line for line in text.splitlines()[:-1] if line.strip()]
    counts = ({line.count(delimiter) for line in lines} for delimiter in ",;")
    return len(lines) > 1 and any(len(each) == 1 and min(each) > 1 for each in counts)


def _docx(content: bytes, source: Source) -> Document:
    from prongsai.paper.reading.docx import docx_document

    return docx_document(Package(source.name, content), source)


def _xlsx(content: bytes, source: Source) -> Document:
    from prongsai.paper.reading.xlsx import xlsx_document

    return xlsx_document(Package(source.name, content), source)


def _odt(content: bytes, source: Source) -> Document:
    from prongsai.paper.reading.odt import odt_document

    return odt_document(Package(source.name, content), source)


def _pdf(content: bytes, source: Source) -> Document:
    from prongsai.paper.reading.pdf import pdf_document

    return pdf_document(content, source)


def _csv(content: bytes, source: Source) -> Document:
    from prongsai.paper.reading.sheet import csv_document

    return csv_document(content, source)


def _html(content: bytes, source: Source) -> Document:
    from prongsai.paper.reading.html import html_document

    return html_document(content, source)


def _text(content: bytes, source: Source) -> Document:
    from prongsai.paper.reading.text import text_document

    return text_document(content, source)


# Each reader is imported when its first file comes: the terminal must not load a PDF library to read a text.
_READERS: dict[str, Callable[[bytes, Source], Document]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "odt": _odt,
    "pdf": _pdf,
    "csv": _csv,
    "html": _html,
    "md": _text,
    "txt": _text,
}
