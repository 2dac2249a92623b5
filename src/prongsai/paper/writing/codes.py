"""QR codes as pictures whose bytes are the same on every machine."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

import segno

_SCALE = 8
_BORDER = 4  # the quiet zone that readers need, in modules
_MOST_OF_A_BLOCK = 0xFFFF


def code_png(address: str) -> bytes:
    """A QR code of an address as a black-and-white PNG: one bit a pixel, stored rather than squeezed."""
    modules = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(_SCALE, _BORDER)]
    rows = b"".join(b"\x00" + _bits(row) for row in modules)
    header = struct.pack(">IIBBBBB", len(modules[0]), len(modules), 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", _stored(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def code_path(address: str) -> tuple[str, int]:
    """The dark squares of a QR code as the path of an SVG, and the side of its box. Unit: modules."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(1, _BORDER)]
    return "".join(stroke for y, row in enumerate(rows) for stroke in _strokes(y, row)), len(rows)


def _strokes(y: int, row: Sequence[int]) -> Iterator[str]:
    """A stroke for every run of dark squares in a row."""
    start = None
    for x, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield f"M{start} {y}h{x - start}v1H{start}z"
            start = None


def _bits(row: list[int]) -> bytes:
    """A row of pixels, white where no module stands."""
    padded = row + [0] * (-len(row) % 8)
    return bytes(
        sum((not bit) << (7 - i) for i, bit in enumerate(padded[at : at + 8])) for at in range(0, len(padded), 8)
    )


def _stored(content: bytes) -> bytes:
    """A zlib stream that squeezes nothing: no two libraries can do that differently."""
    blocks = [content[at : at + _MOST_OF_A_BLOCK] for at in range(0, len(content), _MOST_OF_A_BLOCK)]
    framed = (
        struct.pack("<BHH", i == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
        for i, block in enumerate(blocks)
    )
    return b"\x78\x01" + b"".join(framed) + struct.pack(">I", zlib.adler32(content))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
