"""The faces a PDF carries, how wide a word stands in them, and which characters they can show."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from prongsai.paper.writing.pdf.advances import advances

FACES = ("Sarabun", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math")
"""In the order they are asked for a character: Sarabun, then what the typesetter brings along."""

_OF_NO_GLYPH = 0.7
"""About what a character of another face advances. Unit: em."""
_SHOWN = """
20-7E A0-AC AE-36F 374-377 37A-37F 384-38A 38C 38E-3A1 3A3-3CE 3D0-3E1 3F0-3FF 400-477 47C-47F 483 48C-4C4
4C7-4CC 4CF-4F9 510-511 51A-51D E01-E3A E3F-E5B 1E00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D
1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2010-2027 2030-205E 2070-2071
2074-208E 2090-209C 20A0-20B5 20B8-20BA 20BD 20BF 20D0-20D8 20DB-20DF 20E1 20E4-20F0 2100-2151 2153-2184 2189
2190-23FF 2422-2423 2460-262F 2638-268B 2690-269C 26A0-26A7 26AA-26B2 2701-2704 2706-2709 270C-2727 2729-274B
274D 274F-2752 2756 2758-275E 2761-277F 2794 2798-27AF 27B1-27BE 27C0-27FF 2900-2B73 2B76-2B95 2B97-2BFF
FB00-FB04 FFFD
"""
"""Code points the faces have a glyph for, of the scripts and signs Thai papers use; found by asking the typesetter."""

_FAMILIAR = re.compile("[\x20-\x7eก-ฺ฿-๛\n\t]*")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_WIDE_OR_NARROW_SPACE = re.compile("[\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]|\r\n?")


def showable(text: str) -> str:
    """The text in characters that the faces can show.

    Marks that only steer (direction, joining) are left out, a character without a glyph stands as its code
    (``[U+1F600]``): a square would hide that there is something.
    """
    if is_familiar(text):
        return text
    text = _WIDE_OR_NARROW_SPACE.sub(" ", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    return "".join(each if each in "\n\t" or is_shown(each) else f"[U+{ord(each):04X}]" for each in text)


def is_familiar(text: str) -> bool:
    """Whether Sarabun alone shows it: Thai, English and their signs."""
    return _FAMILIAR.fullmatch(text) is not None


def is_shown(character: str) -> bool:
    """Whether one of the faces has a glyph for it."""
    return ord(character) in _shown()


def sarabun_folder() -> Path:
    """Where the files of Sarabun are, as the package of its name brought them."""
    import fontpkg_sarabun

    return Path(fontpkg_sarabun.ROOT) / "files"


@cache
def typesetting_faces() -> Any:
    """The faces for the typesetter, read once; nothing of the machine's own, so that a paper is the same everywhere."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(sarabun_folder())])


@lru_cache(maxsize=50_000)
def width_of(text: str, *, bold: bool = False) -> float:
    """How wide a text stands. Unit: em, so times the size of the letters."""
    known = _advances(bold)
    return sum([known.get(each, _OF_NO_GLYPH) for each in text])


@cache
def _advances(bold: bool) -> dict[str, float]:
    return advances((sarabun_folder() / ("Sarabun-Bold.ttf" if bold else "Sarabun-Regular.ttf")).read_bytes())


@cache
def _shown() -> frozenset[int]:
    ranges = (each.partition("-") for each in _SHOWN.split())
    return frozenset(code for first, _, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1))
