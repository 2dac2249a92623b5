"""Files as agencies hand them in: told by content, bounded, kept once under their hash."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import zipfile
from collections.abc import Collection, Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404

from prongsai.base import pictures
from prongsai.base.access import Viewer
from prongsai.base.models import Agency, Person, StoredFile
from prongsai.core.errors import Problem, Refused

LARGEST = 20 * 1024 * 1024
"""Unit: bytes."""

_LONGEST_NAME = 255
_PIECE = 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "csv": "text/csv",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
"""The kinds that are taken, and how they are sent back."""
MADE_TYPES = {**CONTENT_TYPES, "json": "application/json", "zip": "application/zip"}
"""The kinds that the house makes itself."""
PICTURE_KINDS = frozenset({"jpg", "png", "webp"})
PAPER_KINDS = frozenset(CONTENT_TYPES) - PICTURE_KINDS
PROOF_KINDS = frozenset(CONTENT_TYPES)

_SPELLINGS = {"htm": "html", "markdown": "md", "text": "txt", "jpeg": "jpg"}
_TEXTS = {"html", "csv", "md", "txt"}
_SIGNS = {
    "pdf": re.compile(rb"%PDF-"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
_MARKS_IN_ZIP = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "content.xml": "odt"}


class Lost(Problem):
    """The bytes of a stored file are not where they lay: `file` is its row, which stays."""

    def __init__(self, file: StoredFile) -> None:
        super().__init__(
            f"ไม่พบไฟล์ “{file.name}” ในที่เก็บของระบบ กรุณาแจ้งผู้ดูแลระบบให้กู้จากสำเนาสำรอง หรือส่งไฟล์เดิมเข้ามาอีกครั้ง",
            f"The file “{file.name}” is missing from the store; have it restored from a backup, or hand it in again.",
        )
        self.file = file


class AlreadyStored(Refused):
    """The agency has handed in the very same file before: `file` is that one."""

    def __init__(self, file: StoredFile) -> None:
        super().__init__(
            f"ไฟล์นี้เคยนำเข้าแล้วในชื่อ “{file.name}” จึงไม่เก็บซ้ำ เปิดดูฉบับเดิมได้ในหน้าเอกสาร",
            f"This very file is here already, as “{file.name}”; it is not kept twice.",
        )
        self.file = file


def store(*, by: Viewer, at: datetime, name: str, content: bytes, kinds: Collection[str] = PAPER_KINDS) -> StoredFile:
    """Keep a file of the viewer's agency as it came; of a picture also the copies that may be shown.

    Raises: Refused for a file that is empty, too large, or not what its name says, and for a picture that does not
    open; AlreadyStored for one that is here already, whose bytes are put back if they were lost.
    """
    kind = kind_of(name, content, kinds)
    sha256 = hashlib.sha256(content).hexdigest()
    if present := StoredFile.objects.filter(agency=by.agency, sha256=sha256).first():
        if not (folder() / present.path).is_file():
            _keep(folder() / present.path, content)
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
    if kind in PICTURE_KINDS:
        _keep_copies(stored, content)
    _keep(folder() / stored.path, content)
    try:
        with transaction.atomic():
            stored.save()
    except IntegrityError:  # of two who hand the same file in at once, the second meets the first's
        raise AlreadyStored(StoredFile.objects.get(agency=by.agency, sha256=sha256)) from None
    return stored


def store_or_find(*, by: Viewer, at: datetime, name: str, content: bytes, kinds: Collection[str]) -> StoredFile:
    """Keep a file of the viewer's agency, or give back the very same one that is here already.

    Raises: Refused as `store`.
    """
    try:
        return store(by=by, at=at, name=name, content=content, kinds=kinds)
    except AlreadyStored as earlier:
        return earlier.file


def keep_made(*, agency: Agency, at: datetime, name: str, content: BinaryIO) -> StoredFile:
    """Keep a file that the house made itself for an agency, however large; the very same bytes are kept once.

    `content` is read from its beginning; the ending of `name` says what it is.
    """
    return _kept(agency, None, at, name, content)


def keep_for_all(*, by: Person | None, at: datetime, name: str, content: BinaryIO) -> StoredFile:
    """Keep a file of the installation itself, handed in for all agencies, however large; the very same bytes once.

    `content` is read from its beginning; the ending of `name` says what it is.
    """
    return _kept(None, by, at, name, content)


def shown(file: StoredFile, size: str) -> Path:
    """Where the copy of a picture lies that may be shown, a JPEG; it is made again when it is lost.

    Raises: Http404 for a file that is no picture, or a size that is not made.
    """
    if file.kind not in PICTURE_KINDS or size not in pictures.SIZES:
        raise Http404
    path = _copy_path(file, size)
    if not path.is_file():
        _keep_copies(file, (folder() / file.path).read_bytes())
    return path


def open_stored(file: StoredFile) -> BinaryIO:
    """Open a stored file for reading. Raises: Lost, when its bytes are gone."""
    try:
        return (folder() / file.path).open("rb")
    except FileNotFoundError as trouble:
        raise Lost(file) from trouble


def must_be_there(files: Iterable[StoredFile]) -> None:
    """Raises: Lost, for the first of these files whose bytes are gone."""
    if lost := next((each for each in files if not (folder() / each.path).is_file()), None):
        raise Lost(lost)


def folder() -> Path:
    """Where the bytes of stored files lie."""
    return Path(settings.FILES)


def kind_of(name: str, content: bytes, kinds: Collection[str] = PAPER_KINDS) -> str:
    """The kind of a file, when name and content agree on it; of a picture the content alone decides.

    Raises: Refused, saying what to do.
    """
    if not content:
        raise Refused(f"ไฟล์ “{name}” ว่างเปล่า กรุณาเลือกไฟล์อื่น", f"The file “{name}” is empty; choose another.")
    if len(content) > LARGEST:
        raise Refused(
            f"ไฟล์ “{name}” ใหญ่เกิน {LARGEST // 2**20} MB กรุณาแบ่งไฟล์หรือลดขนาดภาพ",
            f"The file “{name}” is larger than {LARGEST // 2**20} MB; split it or make its pictures smaller.",
        )
    ending = Path(name).suffix.lower().removeprefix(".")
    said = _SPELLINGS.get(ending, ending)
    if said not in kinds:
        raise Refused(
            f"ยังไม่รับไฟล์ชนิด “.{ending}” กรุณาใช้ {_listed(kinds, 'หรือ')}",
            f"Files ending in “.{ending}” are not taken; use {_listed(kinds, 'or')}.",
        )
    found = _found_kind(content)
    if said in PICTURE_KINDS and found in PICTURE_KINDS:
        return found  # programs that pass pictures on often keep the old ending
    if said != found and not (said in _TEXTS and _is_text(content)):
        raise Refused(
            f"เนื้อในของ “{name}” ไม่ใช่ไฟล์ {said.upper()} กรุณาเปิดไฟล์แล้วบันทึกใหม่เป็น {said.upper()}",
            f"What is in “{name}” is not {said.upper()}; open it and save it again as {said.upper()}.",
        )
    return said


def _kept(agency: Agency | None, by: Person | None, at: datetime, name: str, content: BinaryIO) -> StoredFile:
    kind = Path(name).suffix.lower().removeprefix(".")
    sha256, size = _measured(content)
    stored = StoredFile(
        agency=agency,
        name=name[-_LONGEST_NAME:],
        sha256=sha256,
        size=size,
        kind=kind,
        content_type=MADE_TYPES[kind],
        uploaded_by=by,
        uploaded_at=at,
    )
    if not (folder() / stored.path).is_file():
        content.seek(0)
        _keep(folder() / stored.path, iter(lambda: content.read(_PIECE), b""))
    if present := StoredFile.objects.filter(agency=agency, sha256=sha256).first():
        return present
    stored.save()
    return stored


def _measured(content: BinaryIO) -> tuple[str, int]:
    content.seek(0)
    digest = hashlib.sha256()
    while piece := content.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest(), content.tell()


def _listed(kinds: Collection[str], joined: str) -> str:
    *most, last = (kind.upper() for kind in CONTENT_TYPES if kind in kinds)
    return f"{', '.join(most)} {joined} {last}"


def _found_kind(content: bytes) -> str | None:
    if begun := next((kind for kind, sign in _SIGNS.items() if sign.match(content)), None):
        return begun
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


def _keep_copies(file: StoredFile, content: bytes) -> None:
    for size, copy in pictures.copies_of(file.name, content).items():
        _keep(_copy_path(file, size), copy)


def _copy_path(file: StoredFile, size: str) -> Path:
    return folder() / f"{file.path}.{size}.jpg"


def _keep(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write whole or not at all, and be on the disk before the row that names it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.writelines([content] if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
