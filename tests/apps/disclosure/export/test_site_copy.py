"""What a copy of a published site holds: what the web says, all of it, and nothing besides."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from apps.disclosure.export.checking import links_broken_in
from apps.disclosure.export.made_copies import a_published_site, the_parts, written_to
from apps.disclosure.made import a_release
from apps.disclosure.made_agency import a_full_agency
from apps.disclosure.made_public import FILE, home_page, public_pages
from apps.disclosure.releases.made_releases import an_applied_release
from apps.disclosure.site.made_site import a_withdrawal, news
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Release, Site
from prongsai.apps.disclosure.queries.exporting import copy_of
from prongsai.apps.disclosure.queries.published import NotPublished
from prongsai.apps.disclosure.queries.rendering import ASSETS
from prongsai.base.files import Lost, folder
from prongsai.base.models import Agency, StoredFile
from prongsai.core.manifest import OWN, manifest_of
from prongsai.core.tables import FORMATS
from prongsai.paper.site_copies import examine_copy


def test_every_page_is_there_in_both_languages_with_every_file_and_table(cast: Cast) -> None:
    release = a_published_site(cast)
    parts = the_parts(cast)
    pages = {f"{start}{page.path}index.html" for page in public_pages() for start in ("", "en/")}
    files = set(release.files.values_list("path", flat=True))
    tables = {f"tables/{each.code}.{form}" for each in release.tables.all() for form in FORMATS}
    programs = {"tables/catalog.jsonld", "tables/package.json", "feed.xml", "en/feed.xml", "sitemap.xml"}
    assert set(parts) == {*pages, *files, *tables, *programs, *OWN, *(f"static/{each}" for each in ASSETS)}


def test_what_is_in_it_is_what_the_web_answers(cast: Cast) -> None:
    release = a_published_site(cast)
    parts, anybody = the_parts(cast), Visitor()
    for path in (FILE, *(f"tables/{each.code}.csv" for each in release.tables.all()), "sitemap.xml", "en/feed.xml"):
        answer = anybody.get(f"/{cast.agency.slug}/{path}")
        sent = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert parts[path] == sent, path


def test_every_link_leads_to_something_in_the_folder(cast: Cast, tmp_path: Path) -> None:
    a_full_agency(cast)
    an_applied_release(cast)
    assert links_broken_in(written_to(tmp_path / "site", the_parts(cast)), settings.ADDRESS) == []


def test_the_same_release_is_the_same_bytes(cast: Cast) -> None:
    a_published_site(cast)
    assert the_parts(cast) == the_parts(cast)


def test_the_manifest_says_whose_it_is_and_holds(cast: Cast, tmp_path: Path) -> None:
    release = a_published_site(cast)
    parts = the_parts(cast)
    told = manifest_of(parts["manifest.json"])
    assert (told.agency, told.name.th, told.release) == (cast.agency.slug, cast.agency.name, release.number)
    assert told.digest == release.digest
    assert examine_copy(written_to(tmp_path / "site", parts)).is_intact


def test_nothing_in_it_needs_a_server_or_a_script(cast: Cast) -> None:
    a_published_site(cast)
    for path, content in the_parts(cast).items():
        if path.endswith(".html"):
            text = content.decode()
            assert "<script" not in text, path
            assert "<form" not in text, path
            assert '"/static/' not in text, path
            assert f'href="/{cast.agency.slug}' not in text, path


def test_what_is_withdrawn_is_a_notice_and_its_file_and_rows_are_gone(cast: Cast, tmp_path: Path) -> None:
    pages = (home_page(), news(1, file=FILE), news(2))
    a_published_site(cast, pages)
    assert FILE in the_parts(cast)
    before = copy_of(cast.agency.slug).mark
    a_withdrawal(cast, "page-1")
    parts = the_parts(cast)
    assert FILE not in parts
    assert "มีเลขบัตรประชาชน" in parts["news/1/index.html"].decode()
    assert "ข่าวที่ 1" not in parts["news/1/index.html"].decode()
    assert copy_of(cast.agency.slug).mark != before
    assert FILE not in (path for path, _ in links_broken_in(written_to(tmp_path, parts), settings.ADDRESS))


def test_a_page_that_showed_a_withdrawn_file_does_not_lead_to_it(cast: Cast, tmp_path: Path) -> None:
    shared = (home_page(), news(1, file=FILE), news(2, file=FILE))
    a_published_site(cast, shared)
    a_withdrawal(cast, f"file-{FILE.split('/')[1]}")
    parts = the_parts(cast)
    assert FILE not in parts
    assert not any(FILE.encode() in content for path, content in parts.items() if path.endswith(".html"))


def test_names_that_change_make_another_copy(cast: Cast) -> None:
    a_published_site(cast)
    before = copy_of(cast.agency.slug).mark
    Site.objects.filter(agency=cast.agency).update(name_en="Thung Fa Sai")
    assert copy_of(cast.agency.slug).mark == before
    Agency.objects.filter(pk=cast.agency.pk).update(name="เทศบาลตำบลชื่อใหม่")
    assert copy_of(cast.agency.slug).mark != before
    Agency.objects.filter(pk=cast.agency.pk).update(name=cast.agency.name)
    assert copy_of(cast.agency.slug).mark == before
    a_release(cast, at=NOW + timedelta(days=1))
    assert copy_of(cast.agency.slug).mark != before


@pytest.mark.parametrize("content", [None, b"%PDF-1.7 something else"])
def test_a_file_that_is_lost_or_not_what_was_handed_in_is_no_part_of_a_signed_copy(
    cast: Cast, content: bytes | None
) -> None:
    a_published_site(cast)
    place = folder() / StoredFile.objects.get(kind="pdf").path
    if content is None:
        place.unlink()
    else:
        place.write_bytes(content)
    with pytest.raises(Lost):
        the_parts(cast)


def test_nothing_that_is_not_in_force_is_copied(cast: Cast) -> None:
    a_published_site(cast)
    later = a_release(cast, [home_page("ยังไม่เผยแพร่")])
    Release.objects.filter(pk=later.pk).update(state="ready", applied_at=None)
    Site.objects.filter(agency=cast.agency).update(current=Release.objects.get(number=1))
    assert not any("ยังไม่เผยแพร่".encode() in content for content in the_parts(cast).values())


def test_before_the_first_release_there_is_nothing_to_copy(cast: Cast) -> None:
    with pytest.raises(NotPublished):
        copy_of(cast.agency.slug)


def test_the_page_on_checking_says_both_ways_and_whose_key_it_is(cast: Cast) -> None:
    an_applied_release(cast)
    copy = copy_of(cast.agency.slug)
    parts: dict[str, Any] = dict(copy.parts())
    for path in ("verify/index.html", "en/verify/index.html"):
        text = parts[path].decode()
        assert "prongsai verify" in text
        assert "sha256sum -c SHA256SUMS" in text
        assert copy.key.fingerprint in text
    assert json.loads(parts["manifest.json"])["key"] == copy.key.fingerprint
