"""Seals: what lets anybody tell, from the file alone, that not one byte of an issued paper changed, and whose it is.

A writer leaves room for the seal in the file's own metadata (`EMPTY_SEAL`). The seal is an Ed25519 signature over the
whole file with that room empty, beside the public key that checks it; packages (DOCX, XLSX, ODT) get their checksums
mended, so that they stay sound. Whether the key is the agency's is told by its fingerprint, which the agency publishes.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from prongsai.core.errors import Refused

PAPER_MARK = "prongsai-paper:"
"""Stands in the metadata of an issued file before the code of its edition."""
EMPTY_SEAL = f"prongsai-seal:1:{'0' * 64}:{'0' * 128}"
"""The place a writer leaves for the seal in metadata: version, public key, signature; plain ASCII, stored as it is."""

_SEAL = re.compile(rb"prongsai-seal:1:([0-9a-f]{64}):([0-9a-f]{128})")
_PURPOSE = b"prongsai-seal:1\n"
_BESIDE = re.compile(rb"prongsai-signature:1:([0-9a-f]{64}):([0-9a-f]{128})\n")
_PURPOSE_BESIDE = b"prongsai-signature:1\n"
"""Another than that of seals: what is signed beside a file is no seal of a paper, and the other way about."""
_ZIP = b"PK\x03\x04"
_CRC_IN_LOCAL_HEADER, _CRC_IN_DIRECTORY = 14, 16
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DIRECTORY_ENTRY_SIZE = 46
_END_OF_DIRECTORY = b"PK\x05\x06"


class State(StrEnum):
    """What a file's seal tells."""

    INTACT = "intact"
    CHANGED = "changed"
    UNSEALED = "unsealed"


@dataclass(frozen=True, slots=True)
class Examined:
    """A file held against its seal. `fingerprint` names the key that sealed it, as people compare it."""

    state: State
    fingerprint: str = ""


class SealingKey:
    """The key an installation seals with."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)

    @classmethod
    def from_hex(cls, text: str) -> SealingKey:
        """The key of 64 hexadecimal digits. Raises: ValueError."""
        return cls(bytes.fromhex(text))

    @property
    def public(self) -> bytes:
        """The public key. Shape: 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> str:
        """The public key as people compare it."""
        return fingerprint_of(self.public)

    def sign(self, content: bytes) -> bytes:
        """The signature of a file whose seal is empty. Shape: 64 bytes, the same each time."""
        return self._key.sign(_PURPOSE + hashlib.sha256(content).digest())

    def sign_beside(self, content: bytes) -> bytes:
        """The signature of a whole file as a file of its own, one line of plain ASCII, the same each time."""
        signature = self._key.sign(_PURPOSE_BESIDE + hashlib.sha256(content).digest())
        return b"prongsai-signature:1:%b:%b\n" % (_hex(self.public), _hex(signature))


def fingerprint_of(public: bytes) -> str:
    """The first 16 bytes of the SHA-256 of a public key, in groups of four digits."""
    digits = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def seal(content: bytes, key: SealingKey) -> bytes:
    """The file sealed: as long as before.

    Raises: ValueError when its writer left no room for a seal; Refused when what was typed into it reads like one.
    """
    empty = EMPTY_SEAL.encode()
    if empty not in content:
        raise ValueError("no room for a seal")
    sealed = b"prongsai-seal:1:%b:%b" % (_hex(key.public), _hex(key.sign(content)))
    try:
        if {match[0] for match in _SEAL.finditer(content)} == {empty}:
            return _with_seal(content, sealed)
    except zipfile.BadZipFile:
        pass
    raise Refused(
        "เนื้อหาของเอกสารมีข้อความที่เหมือนผนึก (prongsai-seal) จึงผนึกไฟล์ไม่ได้ กรุณาเปิดแก้เป็นฉบับใหม่แล้วลบข้อความนั้น",
        "Something in this paper reads like a seal (prongsai-seal), so it has no seal; open a version without it.",
    )


def examine(content: bytes) -> Examined:
    """Hold a file against its own seal, without asking anybody."""
    found = {match[0]: match for match in _SEAL.finditer(content)}
    sealed = [match for text, match in found.items() if text != EMPTY_SEAL.encode()]
    if not sealed:
        return Examined(State.UNSEALED)
    public = bytes.fromhex(sealed[0][1].decode())
    is_intact = len(found) == 1 and _is_intact(content, sealed[0], public)
    return Examined(State.INTACT if is_intact else State.CHANGED, fingerprint_of(public))


def examine_beside(content: bytes, signature: bytes | None) -> Examined:
    """Hold a file against the signature that lies beside it, None where none does."""
    if signature is None:
        return Examined(State.UNSEALED)
    found = _BESIDE.fullmatch(signature)
    if found is None:
        return Examined(State.CHANGED)
    public = bytes.fromhex(found[1].decode())
    message = _PURPOSE_BESIDE + hashlib.sha256(content).digest()
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(found[2].decode()), message)
    except (InvalidSignature, ValueError):
        return Examined(State.CHANGED, fingerprint_of(public))
    return Examined(State.INTACT, fingerprint_of(public))


def _is_intact(content: bytes, found: re.Match[bytes], public: bytes) -> bool:
    """Whether the empty file is what was signed, and sealing it gives back this very file, checksums included."""
    try:
        empty = _with_seal(content, EMPTY_SEAL.encode())
        message = _PURPOSE + hashlib.sha256(empty).digest()
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(found[2].decode()), message)
        return _with_seal(empty, found[0]) == content
    except (InvalidSignature, ValueError, zipfile.BadZipFile, struct.error, NotImplementedError, OverflowError):
        return False


def _with_seal(content: bytes, text: bytes) -> bytes:
    changed = bytearray(_SEAL.sub(lambda _: text, content))
    if changed.startswith(_ZIP):
        _mend_checksums(changed, text)
    return bytes(changed)


def _mend_checksums(package: bytearray, text: bytes) -> None:
    """Give the one entry that holds the seal, stored as it is, the checksum of what it now says."""
    place = package.find(text)
    holding = [each for each in _stored(package) if each.start <= place and place + len(text) <= each.end]
    if len(holding) != 1 or package.count(text) != 1:
        raise zipfile.BadZipFile("a package holds its seal once, in one entry")
    checksum = zlib.crc32(package[holding[0].start : holding[0].end])
    struct.pack_into("<I", package, holding[0].header + _CRC_IN_LOCAL_HEADER, checksum)
    struct.pack_into("<I", package, holding[0].line + _CRC_IN_DIRECTORY, checksum)


class _Entry(NamedTuple):
    """A part of a package: where its line of the directory stands, its header, its bytes."""

    line: int
    header: int
    start: int
    end: int


def _stored(package: bytearray) -> Iterator[_Entry]:
    """The entries that are stored as they are, each looked at once, whatever a hostile directory says of them."""
    closing = package.rfind(_END_OF_DIRECTORY)
    line, *_ = struct.unpack_from("<I", package, closing + 16) if closing >= 0 else (len(package),)
    while package[line : line + 4] == _DIRECTORY_ENTRY:
        method, size, *lengths, header = struct.unpack_from("<10xH8xI4xHHH8xI", package, line)
        if method == zipfile.ZIP_STORED:
            start = header + 30 + sum(struct.unpack_from("<HH", package, header + 26))
            yield _Entry(line, header, start, start + size)
        line += _DIRECTORY_ENTRY_SIZE + sum(lengths)


def _hex(content: bytes) -> bytes:
    return content.hex().encode()
