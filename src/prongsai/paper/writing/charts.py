"""Bar charts as pictures: one drawing, as SVG for a screen and as PNG for an office program, the same everywhere.

The title is not drawn: it stands beside the chart as text. Unit: the drawing's own is a tenth of a millimetre.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from prongsai.paper.writing.breaking import pieces
from prongsai.paper.writing.manuscript import Bar, Bars
from prongsai.paper.writing.text import printable

_WIDTH = 1600
_SCALE = 1400
"""From 0 to 100 points; what is right of it is for the value."""
_LABEL, _VALUE, _SMALL = 42, 44, 34
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
    top: float = 0

    def words(self, said: str, size: int, *, left: float = 0, weight: int = 400, fill: str = "currentColor") -> None:
        """One line of text, and down past it."""
        self.top += size * _LEADING
        self.shapes.append(_text(said, size, left, self.top - size * 0.4, weight, fill))


def bars_svg(bars: Bars) -> str:
    """The chart as SVG: title and description for whoever cannot see it, text in the colour around it."""
    pen = _Pen([])
    _thresholds(pen, bars.thresholds)
    from_top = pen.top
    for group, members in groupby(bars.bars, lambda each: each.group):
        if group:
            pen.top += _GROUP_GAP
            pen.words(group, _LABEL, weight=700)
        for bar in members:
            _bar(pen, bar)
    height = round(pen.top + _GAP)
    lines = "".join(
        f'<line x1="{_at(each)}" x2="{_at(each)}" y1="{_round(from_top)}" y2="{height}" stroke="{_LINE}"'
        ' stroke-width="3" stroke-dasharray="14 9"/>'
        for each in bars.thresholds
    )
    base = f'<line x1="1" x2="1" y1="{_round(from_top)}" y2="{height}" stroke="{_BASE}" stroke-width="2"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' role="img" aria-label={quoteattr(_safe(bars.title))} font-family="Sarabun, \'TH Sarabun New\', sans-serif">'
        f"<title>{escape(_safe(bars.title))}</title><desc>{escape(_safe(bars.description))}</desc>"
        f"{base}{''.join(pen.shapes)}{lines}</svg>"
    )


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


def _thresholds(pen: _Pen, thresholds: tuple[float, ...]) -> None:
    pen.top += _SMALL * _LEADING
    for each in thresholds:
        shown = f"{each:g}"
        left = _at(each) - len(shown) * _SMALL * 0.28
        pen.shapes.append(_text(shown, _SMALL, left, pen.top - _SMALL * 0.4, 400, _LINE))


def _bar(pen: _Pen, bar: Bar) -> None:
    pen.top += _GAP
    for said in _lines(bar.label, _LABEL):
        pen.words(said, _LABEL, left=12)
    length = _at(bar.points)
    pen.shapes.append(_box(pen.top + 4, length, _THICK, _BAR))
    pen.shapes.append(_text(bar.shown, _VALUE, length + 14, pen.top + 4 + _THICK * 0.85, 700, "currentColor"))
    pen.top += 4 + _THICK
    if bar.earlier is not None:
        pen.shapes.append(_box(pen.top, _at(bar.earlier), _THIN, _EARLIER))
        pen.top += _THIN


def _lines(said: str, size: int) -> Iterator[str]:
    """A label in lines that fit, broken between words."""
    from prongsai.paper.writing.pdf.fonts import width_of

    line = ""
    for piece in pieces(_safe(said)):
        if line and width_of(line + piece) * size > _WIDTH - 40:
            yield line.strip()
            line = ""
        line += piece
    yield line.strip()


def _at(points: float) -> float:
    """Where a number of points stands on the scale; what is no number of points stands at its end."""
    return _round(min(max(points, 0.0), 100.0) / 100 * _SCALE)


def _box(top: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="0" y="{_round(top)}" width="{width}" height="{height}" fill="{fill}"/>'


def _text(said: str, size: int, left: float, base: float, weight: int, fill: str) -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    where = f'x="{_round(left)}" y="{_round(base)}"'
    return f'<text {where} font-size="{size}"{bold} fill="{fill}">{escape(_safe(said))}</text>'


def _safe(said: str) -> str:
    return " ".join(printable(said).split())


def _round(value: float) -> float:
    return round(value, 1)
