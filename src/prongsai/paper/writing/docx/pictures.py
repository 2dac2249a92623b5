"""Pictures: measured, described, no wider and no higher than the page; galleries, charts and QR codes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from PIL import Image, UnidentifiedImageError

from prongsai.paper.writing.charts import bars_png, drawn
from prongsai.paper.writing.codes import code_png
from prongsai.paper.writing.docx.marks import PIC, SPACES, WP, A, name, w
from prongsai.paper.writing.docx.runs import line, paragraph, pieces
from prongsai.paper.writing.docx.styles import style_of_picture
from prongsai.paper.writing.docx.tables import borderless
from prongsai.paper.writing.docx.writing import Writing
from prongsai.paper.writing.manuscript import Align, Bars, Code, Gallery, Picture
from prongsai.paper.writing.text import printable

_EMU_OF_A_TWIP = 635
_TWIPS_OF_A_MILLIMETRE = 1440 / 25.4
_ENDINGS = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif"}
_CHART_WIDTH = 160
_DRAWINGS = (b"<svg", b"<?xml")
_BESIDE = 114_300  # an eighth of an inch between a picture and the words beside it
_HIGHEST = 0.85  # of the text: room for a caption


def picture_elements(writing: Writing, picture: Picture) -> Iterator[Any]:
    """A picture in a line of its own, its caption under it."""
    yield from _standing(writing, picture.content, picture.width, picture.alt, picture.caption, picture.align)


def code_elements(writing: Writing, code: Code) -> Iterator[Any]:
    """A QR code in a line of its own, its caption under it."""
    yield from _standing(writing, code_png(code.address), code.size, code.alt, code.caption, code.align)


def bars_elements(writing: Writing, bars: Bars) -> Iterator[Any]:
    """A chart under the sentence it shows."""
    yield line(writing, "Caption", bars.title)
    yield from _standing(writing, bars_png(bars), _CHART_WIDTH, bars.description or bars.title, "", "left")


def gallery_elements(writing: Writing, gallery: Gallery) -> Iterator[Any]:
    """Pictures beside one another, in a table without lines."""
    columns = max(1, gallery.columns)
    widths = [writing.width // columns] * columns
    rows = [gallery.pictures[i : i + columns] for i in range(0, len(gallery.pictures), columns)]
    if rows:
        yield borderless(writing, widths, ([*_cells(writing, row, widths)] for row in rows))


def _cells(writing: Writing, row: tuple[Picture, ...], widths: list[int]) -> Iterator[list[Any]]:
    for i, width in enumerate(widths):
        if i < len(row):
            yield [*_standing(writing, row[i].content, row[i].width, row[i].alt, row[i].caption, "center", width - 170)]
        else:
            yield [paragraph(writing, "Picture", [])]


def _standing(
    writing: Writing, content: bytes, width: float, alt: str, caption: str, align: Align, most: int = 0
) -> Iterator[Any]:
    drawing = _drawing(writing, content, width, alt, most or writing.width)
    style = style_of_picture(align)
    if drawing is None:
        yield line(writing, style, f"[{alt}]")
    else:
        yield paragraph(writing, style, [w("r", drawing)], w("keepNext") if caption else None)
    if caption:
        yield line(writing, "PictureCaption", caption, w("jc", val=align) if align != "center" else None)


def floating_run(writing: Writing, picture: Picture | Code) -> Any:
    """A picture that stands left or right on the page, with the words that follow beside it."""
    content, width = (
        (code_png(picture.address), picture.size) if isinstance(picture, Code) else (picture.content, picture.width)
    )
    measured = _measured(writing, content, width, writing.width // 2)
    if measured is None:
        return w("r", *pieces(f"[{picture.alt}] "))
    side = "left" if picture.align == "left" else "right"
    return w("r", w("drawing", _anchor(_Shape.of(writing, *measured, picture.alt), side)))


def _drawing(writing: Writing, content: bytes, width: float, alt: str, most: int) -> Any | None:
    """The picture in its line; None where the bytes are no picture that Word knows."""
    measured = _measured(writing, content, width, most)
    return w("drawing", _inline(_Shape.of(writing, *measured, alt))) if measured else None


def _measured(writing: Writing, content: bytes, width: float, most: int) -> tuple[bytes, str, int, int] | None:
    """The picture as Word can show it, its kind, and its width and height in Word's smallest unit."""
    try:
        content = drawn(content) if content.lstrip().startswith(_DRAWINGS) else content
        with Image.open(io.BytesIO(content)) as opened:
            ending, (across, down) = _ENDINGS.get(opened.format or ""), opened.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    if ending is None:
        return None
    shown = min(width * _TWIPS_OF_A_MILLIMETRE, most, _HIGHEST * writing.height * across / down)
    return content, ending, round(shown * _EMU_OF_A_TWIP), round(shown * down / across * _EMU_OF_A_TWIP)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A picture ready to be placed."""

    number: int
    relation: str
    alt: str
    width: int
    height: int

    @classmethod
    def of(cls, writing: Writing, content: bytes, ending: str, width: int, height: int, alt: str) -> _Shape:
        return cls(writing.next_id(), writing.picture(content, ending), printable(alt), width, height)

    @property
    def extent(self) -> dict[str, str]:
        return {"cx": f"{self.width}", "cy": f"{self.height}"}

    @property
    def named(self) -> dict[str, str]:
        return {"id": f"{self.number}", "name": f"image{self.number}", "descr": self.alt}


def _inline(shape: _Shape) -> Any:
    return _x("wp:inline", _x("wp:extent", **shape.extent), *_content(shape), **_distances("0"))


def _anchor(shape: _Shape, side: str) -> Any:
    across = _x("wp:align")
    across.text = side
    down = _x("wp:posOffset")
    down.text = "0"
    fixed = {"simplePos": "0", "relativeHeight": f"{shape.number}", "behindDoc": "0", "locked": "0"}
    return _x(
        "wp:anchor",
        _x("wp:simplePos", x="0", y="0"),
        _x("wp:positionH", across, relativeFrom="margin"),
        _x("wp:positionV", down, relativeFrom="paragraph"),
        _x("wp:extent", **shape.extent),
        _x("wp:wrapSquare", wrapText="bothSides"),
        *_content(shape),
        **_distances(f"{_BESIDE}"),
        **fixed,
        layoutInCell="1",
        allowOverlap="0",
    )


def _distances(beside: str) -> dict[str, str]:
    return {"distT": "0", "distB": "0", "distL": beside, "distR": beside}


def _content(shape: _Shape) -> tuple[Any, Any, Any]:
    """What an inline and a floating picture have in common: its description, its frame, its bytes."""
    blip = _x("a:blip")
    blip.set(name("r:embed"), shape.relation)
    area = _x("a:xfrm", _x("a:off", x="0", y="0"), _x("a:ext", **shape.extent))
    picture = _x(
        "pic:pic",
        _x("pic:nvPicPr", _x("pic:cNvPr", **shape.named), _x("pic:cNvPicPr")),
        _x("pic:blipFill", blip, _x("a:stretch", _x("a:fillRect"))),
        _x("pic:spPr", area, _x("a:prstGeom", _x("a:avLst"), prst="rect")),
    )
    return (
        _x("wp:docPr", **shape.named),
        _x("wp:cNvGraphicFramePr", _x("a:graphicFrameLocks", noChangeAspect="1")),
        _x("a:graphic", _x("a:graphicData", picture, uri=PIC)),
    )


def _x(tag: str, *children: Any, **attributes: str) -> Any:
    element = etree.Element(name(tag), attributes, {"a": A, "pic": PIC, "wp": WP, "r": SPACES["r"]})
    element.extend(children)
    return element
