"""Files as agencies hand them in: told by content, bounded, kept once under their hash."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from prongsai.base.access import Viewer
from prongsai.base.models import StoredFile
from prongsai.core.errors import Refused

LARGEST = 20 * 1024 * 1024
"""Unit: bytes."""

_LONGEST_NAME = 255
_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "md": "text/markdown",
    "txt": "text/plain",
}
"""The kinds that are taken, and how they are sent back."""

_SPELLINGS = {"htm": "html", "markdown": "md", "text": "txt"}
_TEXTS = {"html", "csv", "md", "txt"}
_MARKS_IN_ZIP = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "content.xml": "odt"}


class AlreadyStored(Refused):
    """The agency has handed in the very same file before: `file` is that one."""

    def __init__(self, file: StoredFile) -> None:
        super().__init__(
            f"ไฟล์นี้เคยนำเข้าแล้วในชื่อ “{file.name}” จึงไม่เก็บซ้ำ เปิดดูฉบับเดิมได้ในหน้าเอกสาร",
            f"This very file is here already, as “{file.name}”; it is not kept twice.",
        )
        self.file = file


def store(*, by: Viewer, at: datetime, name: str, content: bytes) -> StoredFile:
    """Keep a file of the viewer's agency as it came.

    Raises: Refused for a file that is empty, too large, or not what its name says; AlreadyStored for one that is
    here already.
    """
    kind = kind_of(name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    if present := StoredFile.objects.filter(agency=by.agency, sha256=sha256).first():
        raise AlreadyStored(present)
    stored = StoredFile(
        agency=by.agency,
        name=Path(name).name[-_LONGEST_NAME:],
        sha256=sha256,
        size=len(content),
        kind=kind,
        content_type=CONTENT_TYPES[kind],
        uploaded_by=by.person,
        uploaded_at=at,
    )
    _keep(folder() / stored.path, content)
    stored.save()
    return stored


def open_stored(file: StoredFile) -> BinaryIO:
    """Open a stored file for reading."""
    return (folder() / file.path).open("rb")


def folder() -> Path:
    """Where the bytes of stored files lie."""
    return Path(settings.FILES)


def kind_of(name: str, content: bytes) -> str:
    """The kind of a file, when name and content agree on it. Raises: Refused, saying what to do."""
    if not content:
        raise Refused(f"ไฟล์ “{name}” ว่างเปล่า กรุณาเลือกไฟล์อื่น", f"The file “{name}” is empty; choose another.")
    if len(content) > LARGEST:
        raise Refused(
            f"ไฟล์ “{name}” ใหญ่เกิน {LARGEST // 2**20} MB กรุณาแบ่งไฟล์หรือลดขนาดภาพ",
            f"The file “{name}” is larger than {LARGEST // 2**20} MB; split it or make its pictures smaller.",
        )
    ending = Path(name).suffix.lower().removeprefix(".")
    said = _SPELLINGS.get(ending, ending)
    if said not in CONTENT_TYPES:
        raise Refused(
            f"ยังไม่รับไฟล์ชนิด “.{ending}” กรุณาใช้ DOCX, PDF, XLSX, CSV, ODT, HTML, TXT หรือ MD",
            f"Files ending in “.{ending}” are not taken; use DOCX, PDF, XLSX, CSV, ODT, HTML, TXT or MD.",
        )
    if said != _found_kind(content) and not (said in _TEXTS and _is_text(content)):
        raise Refused(
            f"เนื้อในของ “{name}” ไม่ใช่ไฟล์ {said.upper()} กรุณาเปิดไฟล์แล้วบันทึกใหม่เป็น {said.upper()}",
            f"What is in “{name}” is not {said.upper()}; open it and save it again as {said.upper()}.",
        )
    return said


def _found_kind(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        members = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((kind for member, kind in _MARKS_IN_ZIP.items() if member in members), None)


def _is_text(content: bytes) -> bool:
    """Text has no NUL, except UTF-16, which says so; Thai offices also still write TIS-620."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in content and not content.startswith((b"%PDF-", b"PK\x03\x04"))


def _keep(path: Path, content: bytes) -> None:
    """Write whole or not at all, and be on the disk before the row that names it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
