"""Photographs as proof: whether they really open, when they were taken, and copies that tell nothing more.

A photograph from a phone says where it was taken, with which device, sometimes by whom. What is shown is a copy of
ours, turned upright and drawn anew, with nothing of that in it; the original is only downloaded (decision 0007).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from prongsai.core.errors import Refused

SIZES = {"large": 1600, "small": 400}
"""The copies that are made. Unit: pixels of the longer side, at most."""
MOST_PIXELS = 65_000_000
"""What is opened: the largest photograph a phone takes by itself, not a few bytes that swell to gigabytes."""
EMBLEM_SIDE = 800
"""Unit: pixels; enough for 3 centimetres of paper at 600 dots an inch."""
CONTENT_TYPE = "image/jpeg"

_FORMATS = ("JPEG", "PNG", "WEBP")
_SMOOTH_MODES = {"L", "LA", "RGB", "RGBA", "CMYK"}
_QUALITY = 82
_FIRST_YEAR = 1990
_BUDDHIST_YEARS = 543
_DAYS = (
    (ExifTags.IFD.Exif, ExifTags.Base.DateTimeOriginal),
    (ExifTags.IFD.Exif, ExifTags.Base.DateTimeDigitized),
    (None, ExifTags.Base.DateTime),
)

Image.MAX_IMAGE_PIXELS = None  # bounded by MOST_PIXELS, with a sentence, before anything is decoded


def copies_of(name: str, content: bytes) -> dict[str, bytes]:
    """The copies that may be shown. Shape: JPEG by the names of `SIZES`.

    Raises: Refused for what is too large to open or does not open as a picture.
    """
    with _opened(name, content) as opened:
        clean = _clean(opened)
    return {size: _jpeg(clean, side) for size, side in SIZES.items()}


def emblem_of(name: str, content: bytes) -> bytes:
    """An emblem as papers carry it: a PNG of at most `EMBLEM_SIDE` pixels a side, see-through where it was.

    Raises: Refused for what is too large to open or does not open as a picture.
    """
    with _opened(name, content) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGBA")
        picture.thumbnail((EMBLEM_SIDE, EMBLEM_SIDE), Image.Resampling.LANCZOS)
        clean = Image.new("RGBA", picture.size)
        clean.paste(picture)
    file = BytesIO()
    clean.save(file, "PNG", optimize=True)
    return file.getvalue()


def taken_on(content: bytes) -> date | None:
    """The day a photograph says it was taken, if it says so and the day can be."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as opened:
            exif = opened.getexif()
            said = [(exif.get_ifd(part) if part else exif).get(tag) for part, tag in _DAYS]
    except Exception:  # as above; a photograph without a day is no fault
        return None
    return next((day for words in said if (day := _day(words))), None)


@contextmanager
def _opened(name: str, content: bytes) -> Iterator[Image.Image]:
    """A picture to be decoded inside. Raises: Refused for whatever keeps it from being."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_large(name)
            yield opened
    except Refused:
        raise
    except Exception:  # whatever a decoder raises on broken or hostile bytes, it means the same
        raise Refused(
            f"เปิดภาพ “{name}” ไม่ได้ ไฟล์อาจเสียหรือส่งมาไม่ครบ กรุณาเลือกภาพใหม่",
            f"The picture “{name}” does not open; it may be broken or cut short. Choose another.",
        ) from None


def _clean(opened: Image.Image) -> Image.Image:
    """Pixels only: upright, no larger than is shown, on white where there was nothing.

    Made small first: that needs the least memory, and a JPEG is then decoded no larger than it is needed.
    """
    side = max(SIZES.values())
    picture = opened if opened.mode in _SMOOTH_MODES else opened.convert("RGBA")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    return clean


def _jpeg(picture: Image.Image, side: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    file = BytesIO()
    smaller.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()


def _day(words: object) -> date | None:
    """The day in words such as ``2023:01:31 14:02:00``; some Thai phones write Buddhist years."""
    try:
        year, month, day = (int(part) for part in str(words).strip("\0 ").split()[0].split(":"))
        day_of = date(year - _BUDDHIST_YEARS if year > _FIRST_YEAR + _BUDDHIST_YEARS else year, month, day)
    except (ValueError, IndexError):
        return None
    return day_of if day_of.year >= _FIRST_YEAR else None


def _too_large(name: str) -> Refused:
    most = MOST_PIXELS // 1_000_000
    return Refused(
        f"ภาพ “{name}” มีขนาดเกิน {most} ล้านพิกเซล กรุณาย่อภาพแล้วเลือกใหม่",
        f"The picture “{name}” has more than {most} million pixels; make it smaller and choose it again.",
    )
