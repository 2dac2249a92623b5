"""A copy of a public site, as a folder or a ZIP, held against the manifest that it carries.

Nothing is unpacked onto the disk and nothing is read beyond the size that the manifest promises, so a hostile copy
costs no more than an honest one of that size.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol

from prongsai.core.errors import Unreadable
from prongsai.core.manifest import (
    MANIFEST,
    OWN,
    SIGNATURE,
    SUMS,
    Comparison,
    Entry,
    Manifest,
    compare,
    manifest_bytes,
    manifest_of,
    sums_of,
)
from prongsai.paper.reading.bounds import FREE_OF_RATIO, MEGABYTE, MOST_RATIO
from prongsai.paper.sealing import Examined, SealingKey, State, examine_beside

MOST_FILES = 200_000
"""Of one copy."""
MOST_MANIFEST_BYTES = 64 * MEGABYTE
_PIECE = MEGABYTE
_NO_FILE = -1
"""The size of what is no file: a link, a device, something that does not open."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class ExaminedCopy:
    """A copy of a site held against its manifest, and the manifest against its signature.

    `manifest` is None where it cannot be read any more. Shape: paths, in order.
    """

    signature: Examined
    manifest: Manifest | None
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    additional: tuple[str, ...]

    @property
    def is_intact(self) -> bool:
        """Whether it is what was signed, file by file, and nothing besides."""
        return self.signature.state is State.INTACT and not (self.changed or self.missing or self.additional)


class _Held(Protocol):
    """The files of a copy, wherever they lie."""

    @property
    def sizes(self) -> list[tuple[str, int]]:
        """Every path there is and its size, a path as often as it is there. Unit: bytes."""

    def open(self, path: str) -> BinaryIO:
        """A file, to be read from its beginning."""


def own_files(manifest: Manifest, key: SealingKey) -> tuple[tuple[str, bytes], ...]:
    """The files of a copy that tell of it: manifest, signature, hashes. `manifest` is signed as by this key."""
    told = manifest_bytes(replace(manifest, fingerprint=key.fingerprint))
    signature = key.sign_beside(told)
    hashes = sums_of([*manifest.files, entry_of(MANIFEST, told), entry_of(SIGNATURE, signature)])
    return (MANIFEST, told), (SIGNATURE, signature), (SUMS, hashes)


def entry_of(path: str, content: bytes) -> Entry:
    """A file as a manifest names it."""
    return Entry(path, len(content), hashlib.sha256(content).hexdigest())


def is_copy(path: Path) -> bool:
    """Whether a path is a copy of a site rather than a paper: a folder, a manifest, or a ZIP with a manifest."""
    if path.is_dir() or path.name == MANIFEST:
        return True
    try:
        with zipfile.ZipFile(path) as package:
            return _top_of(package.namelist()) is not None
    except _DAMAGE:
        return False


def examine_copy(path: Path) -> ExaminedCopy:
    """Hold a copy against its manifest: a folder, a ZIP, or the manifest of a folder.

    Raises: Unreadable when there is nothing to hold it against, or it is a bomb.
    """
    folder = path.parent if path.name == MANIFEST and not path.is_dir() else path
    if folder.is_dir():
        return _examined(_Folder(folder), path.name)
    try:
        with zipfile.ZipFile(path) as package:
            return _examined(_Package(package, path), path.name)
    except _DAMAGE as trouble:
        raise Unreadable(
            f"เปิด “{path.name}” ไม่ได้ ไฟล์อาจเสียหาย กรุณาดาวน์โหลดใหม่",
            f"“{path.name}” cannot be opened; it may be damaged. Download it again.",
        ) from trouble


def _examined(held: _Held, name: str) -> ExaminedCopy:
    sizes = held.sizes
    there = {path for path, _size in sizes}
    if MANIFEST not in there:
        raise Unreadable(
            f"ไม่พบ {MANIFEST} ใน “{name}” จึงตรวจไม่ได้ กรุณาเลือกโฟลเดอร์หรือ ZIP ที่ดาวน์โหลดมาทั้งชุด",
            f"There is no {MANIFEST} in “{name}”; choose the whole folder or ZIP as it was downloaded.",
        )
    own = {each: _small(held, each) for each in OWN if each in there}
    twice = [path for path in OWN if [each for each, _ in sizes].count(path) > 1]
    signature = examine_beside(own[MANIFEST], own.get(SIGNATURE))
    lost = [each for each in OWN if each not in own]
    try:
        manifest = manifest_of(own[MANIFEST])
    except Unreadable:
        return ExaminedCopy(replace(signature, state=State.CHANGED), None, (MANIFEST,), tuple(lost), tuple(twice))
    if signature.state is State.INTACT and manifest.fingerprint != signature.fingerprint:
        signature = replace(signature, state=State.CHANGED)
    found = _compared(held, manifest, [each for each in sizes if each[0] not in OWN])
    return ExaminedCopy(
        signature=signature,
        manifest=manifest,
        changed=(*_own_changed(own, manifest, signature), *found.changed),
        missing=(*lost, *found.missing),
        additional=(*twice, *found.additional),
    )


def _own_changed(own: dict[str, bytes], manifest: Manifest, signature: Examined) -> list[str]:
    """Which of its own files a copy has otherwise than they were made.

    Where the signature does not fit, the hashes tell whether it or the manifest was changed, as far as they go.
    """
    hashes = own.get(SUMS)
    if signature.state is State.INTACT:
        expected = sums_of([*manifest.files, *(entry_of(each, own[each]) for each in (MANIFEST, SIGNATURE))])
        return [SUMS] if hashes is not None and hashes != expected else []
    if signature.state is State.UNSEALED:
        return []
    lines = (hashes or b"").splitlines()
    pair = [each for each in (MANIFEST, SIGNATURE) if each in own]
    unlike = [each for each in pair if sums_of([entry_of(each, own[each])]).strip() not in lines]
    return unlike if len(unlike) == 1 else [MANIFEST]


def _compared(held: _Held, manifest: Manifest, sizes: Iterable[tuple[str, int]]) -> Comparison:
    expected = {each.path: each.size for each in manifest.files}

    def found() -> Iterator[Entry]:
        for path, size in sizes:
            is_worth_reading = expected.get(path) == size
            yield Entry(path, size, _hash(held.open, path, size) if is_worth_reading else "")

    return compare(manifest.files, found())


def _hash(opened: Callable[[str], BinaryIO], path: str, size: int) -> str:
    """The hash of a file that has this size, "" where it does not open or is longer than it says."""
    digest, read = hashlib.sha256(), 0
    try:
        with opened(path) as file:
            while piece := file.read(_PIECE):
                read += len(piece)
                if read > size:
                    return ""
                digest.update(piece)
    except _DAMAGE:
        return ""
    return digest.hexdigest()


def _small(held: _Held, path: str) -> bytes:
    """One of the copy's own files, or as much of it as any has."""
    try:
        with held.open(path) as file:
            return file.read(MOST_MANIFEST_BYTES)
    except _DAMAGE:
        return b""


class _Folder:
    """A copy that was unpacked. Links are not followed: what they lead to is no part of it."""

    def __init__(self, top: Path) -> None:
        self._top = top

    @property
    def sizes(self) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for here, folders, files in os.walk(self._top):
            below = Path(here)
            links = [each for each in folders if (below / each).is_symlink()]
            found += [self._entry(below / each) for each in (*files, *links)]
            if len(found) > MOST_FILES:
                raise _too_much(self._top.name)
        return found

    def open(self, path: str) -> BinaryIO:
        return (self._top / path).open("rb")

    def _entry(self, path: Path) -> tuple[str, int]:
        is_file = path.is_file() and not path.is_symlink()
        return path.relative_to(self._top).as_posix(), path.stat().st_size if is_file else _NO_FILE


class _Package:
    """A copy in a ZIP, all of it in one folder or without any. What lies outside of that folder is too much."""

    def __init__(self, package: zipfile.ZipFile, path: Path) -> None:
        members = package.infolist()
        if len(members) > MOST_FILES:
            raise _too_much(path.name)
        self._package, self._name = package, path.name
        top = _top_of([each.filename for each in members]) or ""
        files = [each for each in members if not (each.is_dir() and each.file_size == 0)]
        self._files = [(each.filename.removeprefix(top) if each.filename.startswith(top) else each.filename, each)
                       for each in files]  # fmt: skip
        self._by_path = dict(reversed(self._files))
        self._refuse_bomb(path.stat().st_size)

    @property
    def sizes(self) -> list[tuple[str, int]]:
        return [(name, each.file_size) for name, each in self._files]

    def open(self, path: str) -> BinaryIO:
        return self._package.open(self._by_path[path])  # type: ignore[return-value] # reads as any other file

    def _refuse_bomb(self, packed: int) -> None:
        """Entries that share their bytes, or unpack to far more than they are, are no copy of a site."""
        whole = sum(each.file_size for _, each in self._files)
        if whole > FREE_OF_RATIO and whole > packed * MOST_RATIO:
            raise _too_much(self._name)


def _top_of(names: Iterable[str]) -> str | None:
    """The folder in which a manifest lies, "" for none, with its last ``/``; None without a manifest."""
    tops = [each.removesuffix(MANIFEST) for each in names if each == MANIFEST or each.endswith(f"/{MANIFEST}")]
    return min((each for each in tops if each.count("/") <= 1), key=len, default=None)


def _too_much(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}” มีไฟล์มากเกินไปหรือใหญ่ผิดปกติ จึงไม่ตรวจ ไม่ใช่สำเนาที่ระบบนี้ทำ",
        f"“{name}” holds too many files or unpacks to far too much; it is no copy made here.",
    )
