"""The file of a run, whole or not at all: written beside, put in its place in one move.

The ZIP has a fixed order, fixed dates and nothing packed, so that equal parts are equal bytes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from zipfile import ZipFile, ZipInfo

from prongsai.core.errors import Problem
from prongsai.core.nation.manifest import Part
from prongsai.scale.later import Later

_MODE = 0o100644 << 16
"""A plain file that everybody may read, as Unix keeps it."""


class RunFile:
    """A ZIP under way, part after part; `path` is beside the place it is for, never the place itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.open("wb")
        self.archive = ZipFile(self.file, "w")

    @contextmanager
    def part(self, name: str) -> Iterator[Hashing]:
        """A part to write into, of any size."""
        entry = ZipInfo(name)
        entry.external_attr = _MODE
        entry.create_system = 3
        with self.archive.open(entry, "w", force_zip64=True) as opened:
            yield Hashing(name, opened)

    def add(self, name: str, content: bytes) -> Part:
        """A part that stands in memory."""
        with self.part(name) as part:
            part.write(content)
        return part.written

    def put(self, out: Path) -> Part:
        """Give the ZIP its place in one move, on the disk for good: whoever looks finds the old file or this one."""
        self.archive.close()
        self.file.flush()
        digested = Later(partial(file_digest, self.path))
        os.fsync(self.file.fileno())
        self.file.close()
        size, digest = digested.value()
        self.path.replace(out)
        _settle(out.parent)
        return Part(out.name, size, digest)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closing the archive would write its end; what went wrong is to leave nothing.
        self.archive.fp = None
        self.file.close()
        self.path.unlink(missing_ok=True)


class Hashing:
    """Hands on what is written, and remembers how much it was and its hash."""

    def __init__(self, name: str, to: IO[bytes]) -> None:
        self.name, self.to = name, to
        self.digest, self.size = hashlib.sha256(), 0

    def write(self, content: bytes, /) -> int:
        """Write all of it. Unit: bytes."""
        self.digest.update(content)
        self.size += len(content)
        return self.to.write(content)

    @property
    def written(self) -> Part:
        """What was written."""
        return Part(self.name, self.size, self.digest.hexdigest())


def file_digest(path: Path) -> tuple[int, str]:
    """The size and SHA-256 of a file, block by block. Raises: OSError. Unit: bytes, 64 hexadecimal digits."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return os.fstat(file.fileno()).st_size, digest.hexdigest()


def _settle(folder: Path) -> None:
    """See to it that a move within a folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def must_suit(out: Path) -> None:
    """Whether a file can come to stand here. Raises: Problem that says why not."""
    if out.is_dir():
        raise Problem(
            f"“{out}” เป็นโฟลเดอร์ กรุณาระบุชื่อแฟ้มผลลัพธ์ เช่น {out / 'nation.zip'}",
            f"“{out}” is a folder; name a file, such as {out / 'nation.zip'}.",
        )
    if out.exists() and not out.is_file():
        raise Problem(
            f"“{out}” ไม่ใช่แฟ้มธรรมดา จะเขียนทับไม่ได้ กรุณาเลือกชื่อแฟ้มผลลัพธ์อื่น",
            f"“{out}” is a device, not a file, and is not replaced; choose another name for the output.",
        )
    if not out.parent.is_dir():
        raise Problem(
            f"ไม่มีโฟลเดอร์ “{out.parent}” กรุณาสร้างก่อน หรือเลือกที่เก็บอื่น",
            f"There is no folder “{out.parent}”; make it first, or choose another place.",
        )


def cannot_write(out: Path, trouble: OSError) -> Problem:
    """Why a file could not be written, as a sentence."""
    return Problem(
        f"เขียน “{out}” ไม่ได้ ({trouble.strerror}) แฟ้มเดิมยังอยู่ครบ กรุณาเพิ่มที่ว่างหรือเลือกที่เก็บอื่น",
        f"“{out}” cannot be written ({trouble.strerror}); what stood there is as it was. "
        "Make room or choose another place.",
    )
