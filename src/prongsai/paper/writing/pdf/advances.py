"""How far each character of a TrueType face advances, from the face's own tables.

Source: OpenType specification 1.9.1, tables ``head``, ``hhea``, ``hmtx``, ``cmap`` (format 4). Confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import iter_unpack, unpack_from

_UNICODE = (3, 1)  # platform and encoding of a table of Unicode's first 65,536 characters


def advances(face: bytes) -> dict[str, float]:
    """The advance of each character that a face has a glyph for. Unit: em."""
    tables = {tag: offset for tag, _, offset, _ in iter_unpack(">4sLLL", face[12 : 12 + 16 * _short(face, 4)])}
    units = _short(face, tables[b"head"] + 18)
    count = _short(face, tables[b"hhea"] + 34)
    widths = _shorts(face, tables[b"hmtx"], 2 * count)[::2]  # beside each stands how far left it begins
    return {
        chr(code): widths[min(glyph, count - 1)] / units
        for code, glyph in _glyphs(face, _character_map(face, tables[b"cmap"]))
    }


def _character_map(face: bytes, start: int) -> int:
    """Where the map from Unicode to glyphs begins."""
    for each in range(_short(face, start + 2)):
        *meant, offset = unpack_from(">HHL", face, start + 4 + 8 * each)
        if tuple(meant) == _UNICODE and _short(face, start + offset) == 4:
            return start + int(offset)
    raise ValueError("the face has no map of format 4 from Unicode")


def _glyphs(face: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Code points with their glyphs. Shape: (code point, number of the glyph), none without a glyph."""
    count = _short(face, start + 6) // 2
    at = start + 14
    lasts = _shorts(face, at, count)
    firsts, shifts, ranges = (_shorts(face, at + 2 + 2 * count * each, count) for each in (1, 2, 3))
    for each, (first, last, shift, offset) in enumerate(zip(firsts, lasts, shifts, ranges, strict=True)):
        for code in range(first, last + 1):
            listed = _short(face, at + 2 + 2 * (3 * count + each + code - first) + offset) if offset else code
            glyph = (listed + shift) % 0x10000 if listed or not offset else 0
            if glyph:
                yield code, glyph


def _short(face: bytes, at: int) -> int:
    return int(unpack_from(">H", face, at)[0])


def _shorts(face: bytes, at: int, count: int) -> tuple[int, ...]:
    return unpack_from(f">{count}H", face, at)
