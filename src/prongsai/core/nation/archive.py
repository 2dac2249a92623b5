"""The ZIP of a national run: its parts in one order, and whether every byte is as its manifest says."""

from __future__ import annotations

import hashlib
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from prongsai.core.errors import Unreadable
from prongsai.core.nation.manifest import FILES, Input, Part, RunManifest, inputs_of, manifest_of
from prongsai.core.tables.national import MANIFEST

LARGEST_MANIFEST = 16 * 1024 * 1024
"""A manifest larger than this is none of ours. Unit: bytes."""
_BLOCK = 1 << 20


def checked(archive: ZipFile) -> tuple[RunManifest, tuple[Input, ...]]:
    """The manifest and the inputs of a run, after every part was held against its hash.

    Reads block by block, so that a large part never stands in memory. Raises: Unreadable, naming the part that is
    missing, additional or not as it was written.
    """
    listed = archive.infolist()
    if tuple(each.filename for each in listed) != FILES or any(each.compress_type != ZIP_STORED for each in listed):
        raise Unreadable(
            f"ไฟล์นี้ไม่ใช่ผลการคำนวณระดับประเทศ ในไฟล์ต้องมี {', '.join(FILES)} กรุณาใช้ไฟล์ที่ได้จาก prongsai score",
            f"This is no national run, which has {', '.join(FILES)}; use a file that prongsai score wrote.",
        )
    try:
        content = _small(archive, MANIFEST)
        manifest = manifest_of(content)
        inputs = inputs_of(_small(archive, FILES[-1]), content)
        for part in manifest.parts:
            if part_of(archive, part.name, part.size) != part:
                raise _changed(part.name)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as trouble:
        raise _changed(MANIFEST) from trouble
    return manifest, inputs


def opened(file: IO[bytes]) -> ZipFile:
    """A file as the ZIP of a run, not checked yet. Raises: Unreadable for anything else."""
    try:
        return ZipFile(file)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as trouble:
        raise Unreadable(
            "ไฟล์นี้ไม่ใช่ ZIP หรือไม่ครบ กรุณาใช้ไฟล์ที่ได้จาก prongsai score",
            "This is no ZIP, or not all of one; use a file that prongsai score wrote.",
        ) from trouble


def part_of(archive: ZipFile, name: str, largest: int) -> Part:
    """The size and hash of a part, read no further than one byte over `largest`. Raises: KeyError for no such part."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as part:
        while size <= largest and (block := part.read(min(_BLOCK, largest + 1 - size))):
            digest.update(block)
            size += len(block)
    return Part(name, size, digest.hexdigest())


def _small(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(LARGEST_MANIFEST + 1)
    if len(content) > LARGEST_MANIFEST:
        raise _changed(name)
    return content


def _changed(name: str) -> Unreadable:
    return Unreadable(
        f"{name} ในไฟล์นี้ไม่ตรงกับที่คำนวณไว้ หรืออ่านไม่ได้ กรุณาขอไฟล์ใหม่ หรือคำนวณใหม่ด้วย prongsai score",
        f"{name} in this file is not as it was written, or cannot be read; get it again or run prongsai score.",
    )
