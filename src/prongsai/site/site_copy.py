"""A published site written from the terminal, as a ZIP or a folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prongsai.core.errors import Problem

if TYPE_CHECKING:
    from prongsai.apps.disclosure.queries.exporting import Part, SiteCopy


@dataclass(frozen=True, slots=True)
class Exported:
    """A copy that was written. Unit: `count` files, its own among them."""

    out: Path
    agency: str
    release: int
    count: int
    fingerprint: str

    def line(self) -> str:
        """What was written, as one line of the terminal."""
        return f"{self.out}: ชุดเผยแพร่ที่ {self.release} จำนวน {self.count} ไฟล์ (ตรวจด้วย prongsai verify {self.out})"

    def as_json(self) -> dict[str, Any]:
        """Shape: schema, file, agency, release, files, fingerprint."""
        return {
            "schema": "prongsai/exported/1",
            "file": str(self.out),
            "agency": self.agency,
            "release": self.release,
            "files": self.count,
            "fingerprint": self.fingerprint,
        }


def export(slug: str, out: Path) -> Exported:
    """Write what is public of an agency: whole, or nothing. A ZIP that is there already is replaced.

    Raises: Problem for an agency that is not there or has nothing public, a database that does not answer, a place
    that cannot be written, a folder that has something in it.
    """
    copy = _copy_of(slug)
    try:
        count = _as_package(copy, out) if out.suffix.lower() == ".zip" else _as_folder(copy, out)
    except OSError as trouble:
        raise Problem(
            f"เขียน “{out}” ไม่ได้ ({trouble.strerror}) กรุณาเลือกที่เก็บอื่น", f"“{out}” cannot be written ({trouble.strerror})."
        ) from trouble
    return Exported(out, slug, copy.force.release.number, count, copy.key.fingerprint)


def _copy_of(slug: str) -> SiteCopy:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.site.settings")
    django.setup()
    from django.db import DatabaseError
    from django.http import Http404

    from prongsai.apps.disclosure.queries.exporting import copy_of

    try:
        return copy_of(slug)
    except Http404:
        raise Problem(
            f"ไม่มีเว็บที่เผยแพร่แล้วของ “{slug}” ดูคำในที่อยู่เว็บของหน่วยงาน", f"Nothing is public of an agency called “{slug}”."
        ) from None
    except DatabaseError as trouble:
        raise Problem(
            "ใช้ฐานข้อมูลไม่ได้ ตรวจ PRONGSAI_DATABASE และสั่ง prongsai doctor", f"The database does not answer: {trouble}"
        ) from None


def _as_package(copy: SiteCopy, out: Path) -> int:
    from prongsai.paper.writing.packing import pack_into

    parts = _Counted(copy.parts())
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".") as name:
        with (Path(name) / out.name).open("wb") as file:
            pack_into(file, ((f"{copy.name}/{path}", content) for path, content in parts))
        (Path(name) / out.name).replace(out)
    return parts.count


def _as_folder(copy: SiteCopy, out: Path) -> int:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Problem(
            f"“{out}” มีอยู่แล้วและไม่ว่าง กรุณาเลือกโฟลเดอร์ใหม่",
            f"“{out}” is there already and not empty; choose a new folder.",
        )
    parts = _Counted(copy.parts())
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".") as name:
        for path, content in parts:
            place = Path(name) / "whole" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        if out.exists():
            out.rmdir()
        shutil.move(Path(name) / "whole", out)
    return parts.count


class _Counted:
    """Files on their way, counted."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts, self.count = parts, 0

    def __iter__(self) -> Any:
        for part in self._parts:
            self.count += 1
            yield part
