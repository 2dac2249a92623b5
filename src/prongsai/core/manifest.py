"""What a copy of a public site says of itself: every file with its size and hash, so that whoever holds the copy can
tell whether it is still what was published.

Three files are the copy's own: the manifest, its signature, and the same hashes as ``sha256sum`` reads them. They stand
in no manifest; the signature speaks for the manifest, and the list of hashes follows from both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from prongsai.core.errors import Unreadable
from prongsai.core.publication import Said

SCHEMA = "prongsai/site/1"
MANIFEST, SIGNATURE, SUMS = "manifest.json", "manifest.sig", "SHA256SUMS"
OWN = (MANIFEST, SIGNATURE, SUMS)
"""The files of a copy that tell of it, in the order in which they follow from each other."""

_HASH = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
"""In no path of ours; a backslash parts folders on some machines and would have to be escaped for ``sha256sum``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a copy. Shape: `path` from the top of the copy, parted by ``/``. Unit: bytes, 64 hexadecimal digits."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Whose site it is, which release, applied on which day, and every file of it, by path.

    `agency` is the word of its address, `digest` that of the release, `fingerprint` names the key that signs.
    """

    agency: str
    name: Said
    release: int
    digest: str
    applied_on: date
    fingerprint: str
    files: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a copy has otherwise than its manifest says. Shape: paths, in order."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    additional: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing is otherwise."""
        return not (self.changed or self.missing or self.additional)


def manifest_bytes(manifest: Manifest) -> bytes:
    """A manifest as a file: the same manifest is the same bytes. Raises: ValueError for a path no copy may have."""
    if wrong := [each.path for each in manifest.files if not is_safe(each.path)]:
        raise ValueError(f"no path of a copy: {wrong[0]!r}")
    document = {
        "schema": SCHEMA,
        "agency": {"slug": manifest.agency, "name": manifest.name.th, "name_en": manifest.name.en},
        "release": {
            "number": manifest.release,
            "digest": manifest.digest,
            "applied_on": manifest.applied_on.isoformat(),
        },
        "key": manifest.fingerprint,
        "files": [
            {"path": each.path, "size": each.size, "sha256": each.sha256}
            for each in sorted(manifest.files, key=lambda entry: entry.path)
        ],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def manifest_of(content: bytes) -> Manifest:
    """The manifest that a file holds. Raises: Unreadable for anything else, whatever is wrong with it."""
    try:
        document = json.loads(content)
        if document["schema"] != SCHEMA:
            raise ValueError(document["schema"])
        return _manifest(document)
    except (ValueError, KeyError, TypeError, RecursionError) as trouble:
        raise Unreadable(
            f"{MANIFEST} ไม่ใช่บัญชีไฟล์ของเว็บไซต์ที่ระบบนี้รู้จัก หรือถูกแก้จนอ่านไม่ได้ กรุณาขอสำเนาใหม่จากหน่วยงาน",
            f"{MANIFEST} is no manifest of a site that is known here, or was changed beyond reading; get another copy.",
        ) from trouble


def sums_of(files: Iterable[Entry]) -> bytes:
    """The hashes of files as ``sha256sum -c`` reads them."""
    return "".join(f"{each.sha256}  {each.path}\n" for each in sorted(files, key=lambda entry: entry.path)).encode()


def compare(files: Collection[Entry], found: Iterable[Entry]) -> Comparison:
    """Hold what a copy has against what its manifest says; a path that is there twice is there once too often."""
    expected = {each.path: each for each in files}
    seen: set[str] = set()
    changed, additional = set(), set()
    for each in found:
        if each.path not in expected or each.path in seen:
            additional.add(each.path)
        elif each != expected[each.path]:
            changed.add(each.path)
        seen.add(each.path)
    missing = expected.keys() - seen
    return Comparison(tuple(sorted(changed)), tuple(sorted(missing)), tuple(sorted(additional)))


def is_safe(path: str) -> bool:
    """Whether a path stays within the folder it is unpacked in, on every machine, and is none of the copy's own."""
    parts = path.split("/")
    is_within = all(part not in ("", ".", "..") and ":" not in part for part in parts)
    return is_within and not _CONTROL.search(path) and path not in OWN


def _manifest(document: Any) -> Manifest:
    agency, release = document["agency"], document["release"]
    files = tuple(_entry(each) for each in document["files"])
    paths = [each.path for each in files]
    if paths != sorted(set(paths)):
        raise ValueError("files out of order")
    return Manifest(
        agency=_text(agency["slug"]),
        name=Said(_text(agency["name"]), _text(agency["name_en"])),
        release=_count(release["number"]),
        digest=_text(release["digest"]),
        applied_on=date.fromisoformat(release["applied_on"]),
        fingerprint=_text(document["key"]),
        files=files,
    )


def _entry(plain: Any) -> Entry:
    entry = Entry(_text(plain["path"]), _count(plain["size"]), _text(plain["sha256"]))
    if not is_safe(entry.path) or not _HASH.fullmatch(entry.sha256):
        raise ValueError(entry.path)
    return entry


def _text(plain: object) -> str:
    if not isinstance(plain, str):
        raise TypeError(plain)
    return plain


def _count(plain: object) -> int:
    if not isinstance(plain, int) or isinstance(plain, bool) or plain < 0:
        raise TypeError(plain)
    return plain
