"""Photographs handed in as proof: they open, they say their day, and what is shown tells nothing more."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.http import Http404
from PIL import ExifTags, Image

from cast import NOW, Cast
from prongsai.base import files, pictures
from prongsai.base.models import StoredFile
from prongsai.core.errors import Refused

TAKEN = "2023:01:31 14:02:00"
GPS = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (14.0, 34.0, 12.0)}


def a_picture(
    kind: str = "JPEG",
    *,
    size: tuple[int, int] = (60, 40),
    mode: str = "RGB",
    taken: str | None = TAKEN,
    tag: int = ExifTags.Base.DateTimeOriginal,
    orientation: int = 1,
) -> bytes:
    """Left half red, right half blue; with a place, a device and a comment, as a phone writes them."""
    picture = Image.new(mode, size, "blue")
    picture.paste(Image.new(mode, (size[0] // 2, size[1]), "red"))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "a phone"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    place = exif if tag == ExifTags.Base.DateTime else exif.get_ifd(ExifTags.IFD.Exif)
    if taken:
        place[tag] = taken
    file = BytesIO()
    picture.save(file, kind, exif=exif, **({"comment": "who took it"} if kind == "JPEG" else {}))
    return file.getvalue()


def store(cast: Cast, content: bytes, name: str = "ภาพ.jpg", who: str = "officer") -> StoredFile:
    return files.store_or_find(by=cast.viewer(who), at=NOW, name=name, content=content, kinds=files.PROOF_KINDS)


def opened(path: Path) -> Image.Image:
    return Image.open(BytesIO(path.read_bytes()))


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.JPEG"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_pictures_are_proof_and_no_papers(kind: str, name: str) -> None:
    content = a_picture(kind)
    assert files.kind_of(name, content, files.PROOF_KINDS) == name.split(".")[1].lower().replace("jpeg", "jpg")
    with pytest.raises(Refused, match=r"use DOCX, PDF, XLSX, CSV, ODT, HTML, TXT or MD"):
        files.kind_of(name, content)


def test_papers_are_proof_too(cast: Cast) -> None:
    assert store(cast, b"%PDF-1.7\n", "a.pdf").kind == "pdf"


def test_what_a_picture_holds_decides_which_it_is(cast: Cast) -> None:
    file = store(cast, a_picture("PNG"), "ภาพจากโทรศัพท์.jpg")
    assert (file.kind, file.content_type) == ("png", "image/png")


def test_a_page_is_no_picture_whatever_its_name() -> None:
    with pytest.raises(Refused, match="is not JPG"):
        files.kind_of("a.jpg", b"<script>", files.PROOF_KINDS)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff and nothing more",
        a_picture(size=(600, 400))[:1500],
        a_picture("PNG", size=(600, 400))[:300],
        b"RIFF\0\0\0\0WEBP",
    ],
    ids=["no jpeg", "cut jpeg", "cut png", "empty webp"],
)
def test_a_picture_that_does_not_open_is_refused_and_nothing_is_kept(cast: Cast, content: bytes) -> None:
    with pytest.raises(Refused, match="does not open"):
        store(cast, content)
    assert not StoredFile.objects.exists()
    assert not files.folder().exists()


def test_a_few_bytes_that_swell_to_gigabytes_are_refused_unopened(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 200_000
    monkeypatch.setattr(Image.Image, "load", lambda *words: pytest.fail("decoded"))
    with pytest.raises(Refused, match="million pixels"):
        store(cast, bomb.getvalue(), "a.png")


@pytest.mark.parametrize(("size", "expected"), [("large", (1600, 800)), ("small", (400, 200))])
def test_what_is_shown_is_a_smaller_copy_and_the_original_stays(
    cast: Cast, size: str, expected: tuple[int, int]
) -> None:
    content = a_picture(size=(2400, 1200))
    file = store(cast, content)
    assert opened(files.shown(file, size)).size == expected
    with files.open_stored(file) as original:
        assert original.read() == content


def test_a_small_picture_is_not_blown_up(cast: Cast) -> None:
    assert opened(files.shown(store(cast, a_picture()), "large")).size == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_shown_says_nothing_of_place_device_or_person(cast: Cast, kind: str) -> None:
    content = a_picture(kind)
    assert b"a phone" in content
    file = store(cast, content)
    for size in pictures.SIZES:
        copy = opened(files.shown(file, size))
        assert copy.format == "JPEG"
        assert not copy.getexif()
        assert set(copy.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_is_shown_stands_upright(cast: Cast) -> None:
    copy = opened(files.shown(store(cast, a_picture(size=(60, 40), orientation=6)), "large"))
    assert copy.size == (40, 60)
    red, _, blue = copy.getpixel((20, 5))  # type: ignore[misc]
    assert red > 200 > blue


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGBA", "PNG"), ("P", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("CMYK", "JPEG")]
)
def test_every_kind_of_pixels_is_shown(cast: Cast, mode: str, kind: str) -> None:
    file = BytesIO()
    Image.new(mode, (50, 50)).save(file, kind)
    assert opened(files.shown(store(cast, file.getvalue()), "small")).mode == "RGB"


def test_nothing_is_white_not_black(cast: Cast) -> None:
    file = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(file, "PNG")
    copy = opened(files.shown(store(cast, file.getvalue(), "a.png"), "small"))
    assert copy.getpixel((25, 25)) == (255, 255, 255)


def test_a_copy_that_is_lost_is_made_again(cast: Cast) -> None:
    file = store(cast, a_picture())
    files.shown(file, "small").unlink()
    assert opened(files.shown(file, "small")).size == (60, 40)


@pytest.mark.parametrize("size", ["huge", "", "../large"])
def test_a_size_that_is_not_made_is_not_found(cast: Cast, size: str) -> None:
    with pytest.raises(Http404):
        files.shown(store(cast, a_picture()), size)


def test_what_is_no_picture_is_never_shown(cast: Cast) -> None:
    with pytest.raises(Http404):
        files.shown(store(cast, b"<p>x", "a.html"), "small")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "tag", [ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized, ExifTags.Base.DateTime]
)
def test_a_photograph_says_the_day_it_was_taken(kind: str, tag: int) -> None:
    assert pictures.taken_on(a_picture(kind, tag=tag)) == date(2023, 1, 31)


def test_a_buddhist_year_is_the_year_it_is() -> None:
    assert pictures.taken_on(a_picture(taken="2566:01:31 14:02:00")) == date(2023, 1, 31)


@pytest.mark.parametrize(
    "taken", [None, "", "0000:00:00 00:00:00", "2023:13:01 00:00:00", "yesterday", "1970:01:01 00:00:00"]
)
def test_a_day_that_cannot_be_is_none(taken: str | None) -> None:
    assert pictures.taken_on(a_picture(taken=taken)) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff broken"])
def test_what_is_no_photograph_has_no_day(content: bytes) -> None:
    assert pictures.taken_on(content) is None


def test_the_same_file_from_two_people_is_kept_once(cast: Cast) -> None:
    content = a_picture()
    first = store(cast, content, "ของกอง.jpg", "officer")
    assert store(cast, content, "ของธุรการ.jpg", "clerk") == first
    assert store(cast, content, who="stranger") != first


def test_an_emblem_is_drawn_anew_small_and_tells_nothing_of_the_phone() -> None:
    emblem = pictures.emblem_of("ตรา.jpg", a_picture(size=(2000, 1000)))
    with Image.open(BytesIO(emblem)) as drawn:
        assert (drawn.format, drawn.mode, drawn.size) == ("PNG", "RGBA", (800, 400))
        assert not drawn.getexif()
    assert b"phone" not in emblem


def test_an_emblem_stays_see_through() -> None:
    see_through = BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(see_through, "PNG")
    with Image.open(BytesIO(pictures.emblem_of("ตรา.png", see_through.getvalue()))) as drawn:
        assert drawn.getpixel((4, 4))[3] == 0  # type: ignore[index]


def test_an_emblem_that_does_not_open_is_refused() -> None:
    with pytest.raises(Refused, match="does not open"):
        pictures.emblem_of("ตรา.png", b"\x89PNG\r\n\x1a\n")
