"""Bar charts as pictures: one drawing, as SVG for a screen and as PNG for an office program, the same everywhere.

The title is not drawn: it stands beside the chart as text. Unit: the drawing's own is a tenth of a millimetre.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from prongsai.paper.writing.breaking import pieces
from prongsai.paper.writing.manuscript import Bar, Bars
from prongsai.paper.writing.style import Digits
from prongsai.paper.writing.text import in_digits, printable

PAGE_WIDTH, SCREEN_WIDTH = 1600, 1000
"""As wide as a page's text, and narrow enough for a phone to show it whole with letters that can be read."""
_LEFT = 6
_FOR_VALUE = 204
"""What is right of the scale from 0 to 100 points."""
_LABEL, _VALUE, _SMALL = 36, 40, 32
_LEADING = 1.45
_THICK, _THIN = 34, 14
_GAP, _GROUP_GAP = 22, 30
_BAR, _EARLIER, _LINE, _BASE = "#0b4f9e", "#8fb3d9", "#8a6a00", "#6b7280"
_DOTS_PER_INCH = 200

_PAGE = (
    "#set page(width: auto, height: auto, margin: 0pt)\n"
    '#set text(font: "Sarabun")\n'
    '#image(bytes(sys.inputs.drawing), format: "svg", width: 160mm)'
)


@dataclass(slots=True)
class _Pen:
    """Shapes put down from top to bottom."""

    shapes: list[str]
    width: int
    top: float = 0

    @property
    def scale(self) -> float:
        """From 0 to 100 points."""
        return self.width - _LEFT - _FOR_VALUE

    def at(self, points: float) -> float:
        """Where a number of points stands on the scale; what is no number of points stands at its end."""
        return _round(_LEFT + min(max(points, 0.0), 100.0) / 100 * self.scale)

    def words(
        self, said: str, size: int, *, left: float = _LEFT, weight: int = 400, fill: str = "currentColor"
    ) -> None:
        """One line of text, and down past it."""
        self.top += size * _LEADING
        self.shapes.append(_text(said, size, left, self.top - size * 0.4, weight, fill))


def bars_svg(bars: Bars, width: int = PAGE_WIDTH) -> str:
    """The chart as SVG: title and description for whoever cannot see it, text in the colour around it."""
    pen = _Pen([], width)
    _thresholds(pen, bars)
    from_top, widest = pen.top, max(min(map(pen.at, bars.thresholds), default=pen.scale) - _GAP, pen.scale / 2)
    for group, members in groupby(bars.bars, lambda each: each.group):
        if group:
            pen.top += _GROUP_GAP
            pen.words(group, _LABEL, weight=700)
        for bar in members:
            _bar(pen, bar, widest)
    height = round(pen.top + _GAP)
    lines = "".join(
        f'<line x1="{pen.at(each)}" x2="{pen.at(each)}" y1="{_round(from_top)}" y2="{height}" stroke="{_LINE}"'
        ' stroke-width="3" stroke-dasharray="14 9"/>'
        for each in bars.thresholds
    )
    base = f'<line x1="{_LEFT}" x2="{_LEFT}" y1="{_round(from_top)}" y2="{height}" stroke="{_BASE}" stroke-width="2"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label="{escape(_safe(bars.title))}" font-family="Sarabun, \'TH Sarabun New\', sans-serif">'
        f"<title>{_escaped(bars.title)}</title><desc>{_escaped(bars.description)}</desc>"
        f"{base}{lines}{''.join(pen.shapes)}</svg>"
    )


def thresholds_shown(bars: Bars) -> list[tuple[float, str]]:
    """The thresholds, each with its words in the digits of the values."""
    digits: Digits = "thai" if any(set(each.shown) & set("๐๑๒๓๔๕๖๗๘๙") for each in bars.bars) else "arabic"
    return [(each, in_digits(f"{each:g}", digits)) for each in bars.thresholds]


def bars_png(bars: Bars) -> bytes:
    """The chart as PNG, black on white."""
    return drawn(bars_svg(bars).encode())


def drawn(drawing: bytes) -> bytes:
    """An SVG as PNG, 160 mm wide, in our own face: the machine's are never asked.

    Raises: ValueError when it is none that can be drawn.
    """
    import typst

    from prongsai.paper.writing.pdf.fonts import typesetting_faces

    try:
        # The typesetter swallows a sara am inside a drawing; its two halves it shows.
        whole = drawing.decode("utf-8").replace("ำ", "ํา")
        made = typst.Compiler(_PAGE.encode(), font_paths=typesetting_faces()).compile(
            format="png", ppi=_DOTS_PER_INCH, sys_inputs={"drawing": whole}
        )
    except (typst.TypstError, UnicodeDecodeError) as trouble:
        raise ValueError("a drawing that cannot be drawn") from trouble
    return bytes(made)  # type: ignore[arg-type] # one page is one picture


def _thresholds(pen: _Pen, bars: Bars) -> None:
    """What the lines stand for."""
    pen.top += _SMALL * _LEADING
    for each, shown in thresholds_shown(bars):
        pen.shapes.append(_text(shown, _SMALL, pen.at(each), pen.top - _SMALL * 0.4, 400, _LINE, "middle"))


def _bar(pen: _Pen, bar: Bar, widest: float) -> None:
    pen.top += _GAP
    for said in _lines(bar.label, _LABEL, widest):
        pen.words(said, _LABEL)
    length = pen.at(bar.points)
    pen.shapes.append(_box(pen.top + 4, length, _THICK, _BAR))
    pen.shapes.append(_text(bar.shown, _VALUE, pen.width - 2, pen.top + 4 + _THICK * 0.85, 700, "currentColor", "end"))
    pen.top += 4 + _THICK
    if bar.earlier is not None:
        pen.shapes.append(_box(pen.top, pen.at(bar.earlier), _THIN, _EARLIER))
        pen.top += _THIN


def _lines(said: str, size: int, widest: float) -> Iterator[str]:
    """A label in lines that end before the first threshold, broken between words."""
    from prongsai.paper.writing.pdf.fonts import width_of

    line = ""
    for piece in pieces(_safe(said)):
        if line and width_of(line + piece) * size > widest:
            yield line.strip()
            line = ""
        line += piece
    yield line.strip()


def _box(top: float, right: float, height: float, fill: str) -> str:
    width = _round(right - _LEFT)
    return f'<rect x="{_LEFT}" y="{_round(top)}" width="{width}" height="{height}" fill="{fill}"/>'


def _text(said: str, size: int, at: float, base: float, weight: int, fill: str, anchor: str = "start") -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    where = f'x="{_round(at)}" y="{_round(base)}" text-anchor="{anchor}"'
    return f'<text {where} font-size="{size}"{bold} fill="{fill}">{_escaped(said)}</text>'


def _escaped(said: str) -> str:
    return escape(_safe(said), quote=False)


def _safe(said: str) -> str:
    return " ".join(printable(said).split())


def _round(value: float) -> float:
    return round(value, 1)
