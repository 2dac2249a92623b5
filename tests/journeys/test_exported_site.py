"""Published sites as files, opened from the disk in a real browser, and held to a validator that is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from apps.disclosure.export.checking import links_broken_in, nu_faults_in
from journeys.conftest import WAIT
from journeys.exported import (
    ADDRESS,
    EVERYTHING,
    assert_for_everybody,
    assert_no_wider,
    exported,
    longest_of_each_kind,
    pages_in,
)
from prongsai.paper.site_copies import examine_copy

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("exported")]
SAMPLES = Path(str(resources.files("prongsai") / "samples"))
PAPERS = sorted(each for each in SAMPLES.iterdir() if each.suffix in (".docx", ".xlsx", ".pdf", ".txt"))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites of the five sample papers, and one of an agency with something of everything."""
    assert len(PAPERS) == 5
    return exported(tmp_path_factory.mktemp("exported"), PAPERS, everything=True)


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 844})
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()


def test_the_nu_checker_finds_no_error_and_no_warning(sites: dict[str, Path]) -> None:
    assert nu_faults_in(sites[EVERYTHING].parent) == []


def test_every_link_leads_somewhere_in_the_folder(sites: dict[str, Path]) -> None:
    assert {slug: links_broken_in(site, ADDRESS) for slug, site in sites.items()} == {slug: [] for slug in sites}


def test_every_copy_verifies_and_none_does_with_one_byte_changed(sites: dict[str, Path]) -> None:
    for site in sites.values():
        assert examine_copy(site).is_intact, site
        page, before = site / "index.html", (site / "index.html").read_bytes()
        page.write_bytes(before.replace(b"<h1", b"<h2", 1))
        assert examine_copy(site).changed == ("index.html",)
        page.write_bytes(before)


def test_every_kind_of_page_is_for_everybody(page: Page, sites: dict[str, Path]) -> None:
    files = longest_of_each_kind(sites)
    assert len(files) >= 2 * 17
    assert_for_everybody(page, files)


def test_no_page_is_wider_than_a_phone(browser: Browser, sites: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=True)
    assert_no_wider(context.new_page(), [page for site in sites.values() for page in pages_in(site)])
    context.close()


def test_a_site_on_a_stick_is_read_without_a_server_and_without_a_script(
    browser: Browser, sites: dict[str, Path]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    opened = context.new_page()
    failed: list[str] = []
    opened.on("requestfailed", lambda request: failed.append(request.url))
    opened.on("request", lambda request: failed.append(request.url) if not request.url.startswith("file:") else None)
    opened.goto((sites[EVERYTHING] / "index.html").as_uri())
    opened.get_by_role("link", name="สารบัญ: ทุกหน้าของเว็บนี้").click()
    assert opened.locator("h1").inner_text() == "สารบัญ"
    opened.get_by_role("link", name="นโยบายไม่รับของขวัญ").click()
    assert opened.locator("h1").inner_text() == "นโยบายไม่รับของขวัญ"
    opened.get_by_role("link", name="English").click()
    assert opened.locator("html").get_attribute("lang") == "en"
    opened.locator(".site-ways a").nth(1).click()
    assert "sha256sum -c SHA256SUMS" in opened.locator("main").inner_text()
    assert opened.get_by_role("search").count() == 0
    fonts = opened.evaluate("document.fonts.ready.then(() => [...document.fonts].map(each => each.status))")
    assert "loaded" in fonts
    assert failed == []
    context.close()
