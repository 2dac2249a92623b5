"""How large a picture stands on the page."""

from __future__ import annotations

import io
import re

from prongsai.paper.writing.manuscript import Picture

_NUMBER = re.compile(r"[0-9.]+")
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


def size_on_page(picture: Picture, widest: float, highest: float) -> tuple[float, float]:
    """Width and height, made smaller where the page has no room. Unit: millimetres."""
    across, down = proportions(picture)
    shrink = min(1.0, widest / picture.width, highest / (picture.width * down / across))
    return picture.width * shrink, picture.width * shrink * down / across


def proportions(picture: Picture) -> tuple[float, float]:
    """Width and height as the file says them, in units of its own; a square where it does not say."""
    return _of_drawing(picture.content) if picture.kind == "svg" else _of_dots(picture.content)


def _of_dots(content: bytes) -> tuple[float, float]:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as opened:
        return opened.size


def _of_drawing(content: bytes) -> tuple[float, float]:
    from lxml import etree  # loaded for a drawing only

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    box = [float(each) for each in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) == 4 and box[2] and box[3]:
        return box[2], box[3]
    sides = [_NUMBER.match(root.get(name, "")) for name in ("width", "height")]
    across, down = (float(each[0]) if each else 0.0 for each in sides)
    return (across, down) if across and down else (1.0, 1.0)
