"""The real papers, which are not in the repository, published as sites and opened from the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from apps.disclosure.export.checking import links_broken_in, nu_faults_in
from journeys.conftest import WAIT, browser
from journeys.exported import (
    ADDRESS,
    assert_for_everybody,
    assert_no_wider,
    exported,
    longest_of_each_kind,
    pages_in,
)
from prongsai.paper.site_copies import examine_copy

__all__ = ["browser"]

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "papers"
PAPERS = sorted(FOLDER.glob("*.txt"))

pytestmark = [
    pytest.mark.real,
    pytest.mark.journey,
    pytest.mark.xdist_group("real-sites"),
    pytest.mark.skipif(not PAPERS, reason="the real papers stand beside the repository, in ../shared/papers: not here"),
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A site of each of the real papers."""
    return exported(tmp_path_factory.mktemp("real"), PAPERS)


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 844})
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()


def test_a_site_of_each_is_valid_whole_and_signed(sites: dict[str, Path]) -> None:
    assert nu_faults_in(next(iter(sites.values())).parent) == []
    for site in sites.values():
        assert links_broken_in(site, ADDRESS) == []
        assert examine_copy(site).is_intact
        assert list(site.glob("*/measures/*/index.html")), "a paper's measures are public once its plan is approved"


def test_every_kind_of_page_is_for_everybody(page: Page, sites: dict[str, Path]) -> None:
    assert_for_everybody(page, longest_of_each_kind(sites))


def test_no_page_is_wider_than_the_screen(page: Page, sites: dict[str, Path]) -> None:
    assert_no_wider(page, [each for site in sites.values() for each in pages_in(site)])
