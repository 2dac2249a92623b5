"""Zip packages with nothing of the machine in them: entries in order, one date, stored rather than squeezed.

Squeezing is the one thing two zlibs may do differently, so that the same paper would have other bytes elsewhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o644 << 16


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of parts, in their order."""
    out = io.BytesIO()
    pack_into(out, parts.items())
    return out.getvalue()


def pack_into(file: BinaryIO, parts: Iterable[tuple[str, bytes]]) -> None:
    """Write a package of parts, in their order, one at a time: what does not fit into memory together."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, _READABLE_BY_ALL
            package.writestr(entry, content)


def unpacked(package: bytes) -> dict[str, bytes]:
    """The parts of a package that a library made."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
