"""Letters that only their font gives a meaning: ticks of symbol fonts, and Thai marks in a private range.

Source: code charts of the fonts Symbol, Wingdings and Wingdings 2; the private Thai glyphs U+F700-F71A of the
Windows Thai fonts (Microsoft Typography, OpenType Thai shaping), which PDFs and old papers still carry.
"""

from __future__ import annotations

TICK = "√"

_PRIVATE = 0xF000
_WINGDINGS = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0x6C: "•", 0x6E: "•", 0x9F: "•", 0xA7: "•", 0xD8: "•", 0x76: "•",
    0xFB: "✗", 0xFC: TICK, 0xFD: "☒", 0xFE: "☑", 0xE0: "→",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: TICK, 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x30: "☐", 0xA3: "☐", 0x2A: "☐"}
_SYMBOL = {0xB7: "•", 0xD6: TICK, 0x2D: "-", 0xA3: "≤", 0xB3: "≥", 0xAE: "→"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}

# One row per place a glyph is shifted to; ฐ and ญ lose their foot before a mark below.
_THAI = dict(zip(range(0xF700, 0xF71B), "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู", strict=True))
_ALWAYS = {**{_PRIVATE + code: mark for code, mark in _WINGDINGS.items()}, **_THAI}


def symbol(font: str, code: int) -> str:
    """What a glyph of a symbol font shows; the character itself where the font is not known."""
    return _FONTS.get(font.lower(), {}).get(code & 0xFF) or readable(chr(code))


def readable(text: str) -> str:
    """The text with private glyphs as the letters and ticks they show."""
    return text.translate(_ALWAYS)


def in_font(text: str, font: str) -> str:
    """The text of a run set in a font: in a symbol font every letter is a glyph."""
    if font.lower() not in _FONTS:
        return readable(text)
    return "".join(symbol(font, ord(each)) for each in text)
