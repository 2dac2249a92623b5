"""Every kind of screen each of the cast can reach by links, at both widths: accessible and no wider than the screen."""

import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from journeys.conftest import Site, assert_accessible, assert_fits

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

FEWEST_KINDS = {"clerk": 54, "officer1": 22, "executive": 34, "auditor": 36, "administrator": 50}
"""Fewer kinds of screen than this, and the walk lost its way."""
SHOWN_YEAR = "2566"
WALKED_ONCE, BY = "/nation/", "administrator"
"""Pages of the country are the same for everybody."""
LEFT_ALONE = ("/account/sign-out/", "/original/", "/static/", "/file/", "/files/")


@pytest.fixture(scope="module")
def looked_at() -> set[tuple[int, str]]:
    """The kinds of screen that axe has looked into at a width, whoever saw them first: it takes a second each time."""
    return set()


@pytest.mark.parametrize("role", FEWEST_KINDS)
def test_every_screen_within_reach_is_accessible(
    page: Page, site: Site, role: str, looked_at: set[tuple[int, str]]
) -> None:
    sign_in(page, site, site.email_of(role))
    seen: set[str] = set()
    waiting = deque([re.sub(r"/25\d\d/", f"/{SHOWN_YEAR}/", page.url), f"{site.address}/"])
    while waiting:
        address = waiting.popleft()
        if (kind := kind_of(address)) not in seen:
            seen.add(kind)
            found = links_of(page, site, address, looked_at)
            waiting += [each for each in found if role == BY or not urlsplit(each).path.startswith(WALKED_ONCE)]
    assert len(seen) >= FEWEST_KINDS[role], sorted(seen)


def sign_in(page: Page, site: Site, email: str) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("อีเมล").fill(email)
    page.get_by_label("รหัสผ่าน").fill(site.password_of(email))
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


ONE_OF_MANY = (
    (r"^/(?:[a-z]+-)+[a-z]+(?=/)", "/SITE"),
    (r"/\d+(?=/)", "/N"),
    (r"^/nation/N/runs/N/", "/nation/N/"),
    (r"(?<=/releases/N/pages/).*", "X"),
    (r"(?<=/administration/agencies/)(?!new/)[^/]+", "X"),
    *((rf"(?<=/{place}/)[^/]+(?=/)", "X") for place in ("inbox", "verify", "item", "cell", "layouts", "of")),
    *((rf"(?<=/{place}/)(?!owners/|add/)[^/]+(?=/)", "X") for place in ("items", "tables", "elements")),
    *((rf"(?<=N/{place}/)[^/]+(?=/)", "X") for place in ("agencies", "provinces", "kinds", "measures")),
)
"""What in an address tells one row from another: the agency of a public site, a year or number, a code."""


def kind_of(address: str) -> str:
    """The address without what tells one row from another."""
    path = urlsplit(address).path
    for pattern, instead in ONE_OF_MANY:
        path = re.sub(pattern, instead, path)
    return path


def links_of(page: Page, site: Site, address: str, looked_at: set[tuple[int, str]]) -> list[str]:
    """The pages one link further, once this one was found in order."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok, (address, answer.status)
    width = page.viewport_size["width"] if page.viewport_size else 0
    if (looked := (width, kind_of(address))) in looked_at:
        assert_fits(page)
    else:
        assert_accessible(page)
        looked_at.add(looked)
    found = page.eval_on_selector_all(
        "a[href]:not([download])", "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
    )
    own = [each.split("#")[0] for each in found if each.startswith(site.address)]
    pages = [each for each in own if not re.search(r"\.\w+$", urlsplit(each).path)]
    return [each for each in pages if not any(part in each for part in LEFT_ALONE)]
