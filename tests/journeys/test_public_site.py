"""Public pages in a real browser, from a folder: for everybody, on a desk's screen, a phone's, and at night."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image
from playwright.sync_api import Browser, Page

from apps.disclosure.made_public import PHOTO, public_pages
from apps.disclosure.site.test_rendering import FRAME, HOSTILE, hostile
from journeys.conftest import WAIT, assert_accessible
from prongsai.apps.disclosure.queries.rendering import ASSETS, LANGUAGES, Language, render, within

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("public-site")]
WIDE = HOSTILE[:1_000]
"""A word some ten thousand pixels wide: what ten times as many letters add is a browser's minute, and no width."""


@dataclass(frozen=True)
class FolderLinker:
    """Links from a page in a folder, `up` to its top."""

    up: str
    is_live: bool = True

    def to(self, path: str, language: Language) -> str:
        place = within(path, language)
        return f"{self.up}{place}index.html" if not place or place.endswith("/") else f"{self.up}{place}"

    def asset(self, name: str) -> str:
        return f"{self.up}static/{name}"

    def canonical(self, path: str, language: Language) -> str:
        return ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little site as files, and beside it one whose every text is hostile."""
    top = tmp_path_factory.mktemp("site")
    for page in public_pages():
        for language in LANGUAGES:
            put(top, page.path, language, render(FRAME, page, language, linker(page.path, language)))
            put(
                top / "hostile",
                page.path,
                language,
                render(FRAME, hostile(page, WIDE), language, linker(page.path, language)),
            )
    for root in (top, top / "hostile"):
        for name in ASSETS:
            found = finders.find(name)
            assert found, name
            (root / "static" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(found, root / "static" / name)
        (root / PHOTO).parent.mkdir(parents=True)
        Image.new("RGB", (60, 80), "#7d9bb5").save(root / PHOTO)
    return top


def linker(path: str, language: Language) -> FolderLinker:
    return FolderLinker("../" * within(path, language).count("/"))


def put(top: Path, path: str, language: Language, text: str) -> None:
    file = top / within(path, language) / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture(params=[(1280, "light"), (390, "light"), (390, "dark")], ids=["desk", "phone", "night"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()


def test_every_kind_of_page_is_for_everybody(page: Page, folder: Path) -> None:
    for each in public_pages():
        page.goto((folder / within(each.path, "th") / "index.html").as_uri())
        assert_accessible(page)


def test_english_pages_are_for_everybody(page: Page, folder: Path) -> None:
    for path in ("", "2567/items/o12/", "people/", "tables/measures/"):
        page.goto((folder / within(path, "en") / "index.html").as_uri())
        assert_accessible(page)


@pytest.mark.parametrize("page", [(390, "light")], ids=["phone"], indirect=True)  # where room is scarcest
def test_no_text_is_wider_than_the_screen(page: Page, folder: Path) -> None:
    for each in public_pages():
        page.goto((folder / "hostile" / within(each.path, "th") / "index.html").as_uri())
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= seen, each.kind


def test_a_site_is_walked_without_a_script_by_its_links(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto((folder / "index.html").as_uri())
    opened.get_by_role("link", name="เปิดรับฟังความคิดเห็น").click()
    assert opened.locator("h1").inner_text() == "เปิดรับฟังความคิดเห็น"
    opened.get_by_role("link", name="English").click()
    assert opened.locator("h1").inner_text() == "Have your say"
    opened.get_by_role("navigation").get_by_role("link", name="Contact").or_(
        opened.get_by_role("navigation").get_by_role("link", name="ติดต่อ")
    ).click()
    assert opened.locator("h1").inner_text() == "Contact"
    context.close()
