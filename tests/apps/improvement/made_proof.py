"""Evidence and activities of agency A to start a test from, and photographs as a phone writes them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageDraw

from apps.improvement.made import FIRST_DAY
from cast import NOW, YEAR, Cast
from prongsai.apps.improvement.models import Activity, Evidence
from prongsai.apps.improvement.operations import evidence as deeds
from prongsai.base.access import Viewer, viewer_in

HELD_ON = date(FIRST_DAY.year, 12, 9)


def seen_by(cast: Cast, who: str) -> Viewer:
    """The viewer a member is, with their unit."""
    return viewer_in(cast.people[who], cast.agency.slug)


def a_photograph(
    *, colour: str = "seagreen", taken_on: date | None = None, size: tuple[int, int] = (64, 48), kind: str = "JPEG"
) -> bytes:
    """A picture of one colour with a frame; with the day it was taken, and where, when a day is named."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).rectangle((4, 4, size[0] - 5, size[1] - 5), outline="white", width=2)
    exif = Image.Exif()
    if taken_on:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{taken_on:%Y:%m:%d} 09:30:00"
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    file = BytesIO()
    picture.save(file, kind, exif=exif)
    return file.getvalue()


def a_photo(cast: Cast, *, who: str = "officer", name: str = "photo.jpg", **changes: Any) -> Evidence:
    """A photograph handed in by the officer, used for nothing yet unless `subjects` are named."""
    told = {key: changes.pop(key) for key in ("subjects", "title", "dated_on") if key in changes}
    content = changes.pop("content", None) or a_photograph(**changes)
    return deeds.add_evidence(by=seen_by(cast, who), at=NOW, year=YEAR, files=[(name, content)], **told)[0]


def an_activity(cast: Cast, *, year: int = YEAR, who: str = "clerk", **changes: Any) -> Activity:
    """Training in ethics, held in December, for one item; no photographs yet."""
    words: dict[str, Any] = {
        "title": "อบรมจริยธรรมเจ้าหน้าที่",
        "held_on": HELD_ON,
        "place": "ห้องประชุมเทศบาล",
        "purpose": "ให้เจ้าหน้าที่รู้ประมวลจริยธรรมและนโยบายไม่รับของขวัญ",
        "outcome": "ผู้เข้าร่วมลงนามประกาศเจตนารมณ์",
        "people_count": 42,
        "codes": ["o21"],
        "written_by": cast.people[who],
        "written_at": NOW,
        **changes,
    }
    return Activity.objects.create(agency=cast.agency, fiscal_year=year, **words)
