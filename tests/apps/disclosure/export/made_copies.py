"""Copies of a published site to start a test from."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from django.utils import timezone

from apps.disclosure.made import a_release
from apps.disclosure.made_public import FILE, PHOTO, public_pages
from apps.disclosure.site.made_site import a_file
from apps.improvement.made_proof import a_photograph
from cast import NOW, Cast
from prongsai.apps.disclosure.jobs.exporting import write_site_copy
from prongsai.apps.disclosure.models import Release, SiteExport
from prongsai.apps.disclosure.operations.exporting import ask_export
from prongsai.apps.disclosure.queries.exporting import copy_of
from prongsai.base.files import store
from prongsai.core.publication import PublicPage, TableBody
from prongsai.core.publication_paths import files_of
from prongsai.core.tables import rows_of


def a_published_site(cast: Cast, pages: tuple[PublicPage, ...] | None = None) -> Release:
    """A release in force with a page of each kind, and every file and table that they lead to."""
    shown = public_pages() if pages is None else pages
    photo = store(by=cast.viewer("clerk"), at=NOW, name="photo.jpg", content=a_photograph(), kinds=["jpg"])
    report = a_file(cast)
    pictures = {path for path in files_of(shown) if path.endswith(".jpg")} | {PHOTO}
    files = {path: (photo, Path(path).stem) for path in pictures} | {FILE: (report, "")}
    tables = {each.body.code: rows_of(each.body.code, shown, 5) for each in shown if isinstance(each.body, TableBody)}
    return a_release(cast, shown, files=files, tables=tables)


def the_parts(cast: Cast) -> dict[str, bytes]:
    """Every file of a copy of what agency A has in force."""
    return dict(copy_of(cast.agency.slug).parts())


def a_written_copy(cast: Cast) -> SiteExport:
    """A copy that the worker has written."""
    asked = ask_export(by=cast.viewer("clerk"), at=timezone.now())
    write_site_copy.func(asked.pk)
    return SiteExport.objects.select_related("file", "job").get(pk=asked.pk)


def written_to(folder: Path, parts: dict[str, bytes]) -> Path:
    """The files of a copy, in a folder."""
    for path, content in parts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
