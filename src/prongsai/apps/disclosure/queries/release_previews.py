"""A page of a release as the public would see it, for officers: drawn as the site draws it, its links within."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import Http404
from django.templatetags.static import static
from django.utils import timezone

from prongsai.apps.disclosure.models import Release, ReleasedFile
from prongsai.apps.disclosure.queries.published import frame_of, page_at
from prongsai.apps.disclosure.queries.rendering import Language, render
from prongsai.apps.disclosure.queries.shapes import Table
from prongsai.apps.disclosure.queries.tables import view_of
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.publication import PublicPage, Said, TableBody
from prongsai.core.tables import TABLES

ENGLISH = "en/"


@dataclass(frozen=True, slots=True)
class PreviewLinker:
    """Links that stay within the preview of a release. `address` tells where a path of it is previewed."""

    address: Callable[[str], str]
    is_live: bool = False
    is_copy: bool = False

    def to(self, path: str, language: Language) -> str:
        """Within the preview."""
        is_page = not path or path.endswith("/")
        return self.address(f"{ENGLISH}{path}" if language == "en" and is_page else path)

    def asset(self, name: str) -> str:
        """As the web server serves it."""
        return static(name)

    def canonical(self, path: str, language: Language) -> str:
        """A preview stands nowhere for good."""
        return ""


def preview_of(release: Release, path: str, address: Callable[[str], str], back: str) -> str:
    """A page of a release as HTML; its path begins with ``en/`` for English, `back` is the release on the desk.

    Raises: Http404.
    """
    language: Language = "en" if path.startswith(ENGLISH) else "th"
    page = page_at(release, path.removeprefix(ENGLISH) if language == "en" else path)
    frame = replace(frame_of(release, release.agency), banner=_banner(release), back=back)
    return render(frame, page, language, PreviewLinker(address), table=_table(release, page))


def preview_file(release: Release, path: str) -> ReleasedFile:
    """A file of a release. Raises: Http404."""
    file = release.files.select_related("file").filter(path=path).first()
    if file is None:
        raise Http404
    return file


def _table(release: Release, page: PublicPage) -> Table | None:
    if not isinstance(page.body, TableBody):
        return None
    table = release.tables.filter(code=page.body.code).first()
    return view_of(TABLES.get(page.body.code), table.rows if table else ())


def _banner(release: Release) -> Said:
    day = thai_day(timezone.localdate(release.made_at))
    return Said(
        f"ตัวอย่างชุดเผยแพร่ที่ {release.number} จัดทำเมื่อ {day}", f"A preview of release {release.number}, made on {day}"
    )
