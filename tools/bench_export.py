"""The copy of one agency's site as files: how long it takes, how large it is."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import bench_public
import bench_web

AGENCY = "bench-export"
YEARS = 5
MEASURES, ITEMS, ACTIVITIES = 15, 43, 20
"""Of each year."""
NEWS = 100
PHOTOS = 200
"""Unit: photographs, each in a large and a small copy."""
LARGE, SMALL = 250_000, 20_000
"""Unit: bytes of a copy of a photograph."""


def copied() -> tuple[float, int, int]:
    """The time in which a ZIP of a large site is written, its files and its size. Unit: seconds, files, bytes."""
    bench_web._set_up()
    from prongsai.apps.disclosure.queries.exporting import copy_of
    from prongsai.paper.writing.packing import pack_into

    _fill()
    count = 0

    def counted() -> object:
        nonlocal count
        for part in copy_of(AGENCY).parts():
            count += 1
            yield part

    with tempfile.TemporaryFile() as package:
        start = time.perf_counter()
        pack_into(package, counted())  # type: ignore[arg-type]
        return time.perf_counter() - start, count, package.tell()


def _fill() -> None:
    """An agency with years of everything; each thing as the tests make one, so many times."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from dataclasses import replace

    from prongsai.base.models import Agency

    small = bench_public._pages()
    of = {kind: next(page for page in small if page.kind == kind) for kind in ("measure", "item", "activity", "news")}
    pages = list(small)
    for year in range(2560, 2560 + YEARS):
        for kind, folder, count in (
            ("measure", "measures", MEASURES),
            ("item", "items", ITEMS),
            ("activity", "activities", ACTIVITIES),
        ):
            pages += [
                replace(of[kind], subject=f"{kind}-{year}-{number}", path=f"{year}/{folder}/{number}/")
                for number in range(count)
            ]
    for number in range(NEWS):
        day = bench_public.DAY - timedelta(days=number)
        pages.append(replace(of["news"], subject=f"news-{number}", path=f"news/b{number}/", changed_on=day))
    if not Agency.objects.filter(slug=AGENCY).exists():
        agency = bench_web._agency(0)
        agency.slug, agency.name = AGENCY, "เทศบาลตำบลส่งออก"
        agency.save()
        bench_public._publish([agency], bench_public._plain(pages))
        _photograph(agency)


def _photograph(agency: object) -> None:
    """Photographs as the store keeps them; what they show is of no matter here."""
    import hashlib

    from prongsai.apps.disclosure.models import Release, ReleasedFile
    from prongsai.base.files import folder
    from prongsai.base.models import StoredFile

    release = Release.objects.get(agency=agency)
    for number in range(PHOTOS):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        file = StoredFile.objects.create(
            agency=agency, name=f"{number}.jpg", sha256=sha256, size=1, kind="jpg", content_type="image/jpeg",
            uploaded_at=bench_public.NOW,
        )  # fmt: skip
        for size, length in (("large", LARGE), ("small", SMALL)):
            place = folder() / f"{file.path}.{size}.jpg"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(bytes([number % 256]) * length)
            ReleasedFile.objects.create(release=release, path=f"files/{sha256[:12]}/{size}.jpg", file=file, size=size)
