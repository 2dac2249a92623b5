"""The demo as a person starts it, and a real browser to walk it with."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from browsers import a_browser

PATIENCE = 120.0
"""Unit: seconds for the demo to read its papers and answer."""
WAIT = 30_000
"""For a page or what is expected on it, on a machine that runs other tests beside. Unit: milliseconds."""
expect.set_options(timeout=WAIT)
GRAVE = {"serious", "critical"}
READY = "(ready; Ctrl-C stops it)"


@dataclass(frozen=True)
class Site:
    """A running demo: its address, and the sign-ins it printed."""

    address: str
    printed: str

    def email_of(self, role: str) -> str:
        """The first e-mail printed for a role (``clerk``, ``officer1``, ``auditor``, ...)."""
        found = re.search(rf"\b{role}@\S+", self.printed)
        assert found, f"nobody is {role} in:\n{self.printed}"
        return found[0]

    def password_of(self, email: str) -> str:
        """The password printed beside an e-mail."""
        found = re.search(rf"{re.escape(email)}\s+(\S+)", self.printed)
        assert found, f"no password of {email} in:\n{self.printed}"
        return found[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`prongsai demo` in an empty folder, as its own process."""
    folder = tmp_path_factory.mktemp("demo")
    address = f"http://127.0.0.1:{(port := free_port())}"
    environment = {**os.environ, "PRONGSAI_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    words = [sys.executable, "-m", "prongsai", "demo", "--port", str(port)]
    output = folder / "printed.txt"
    with output.open("w") as file:
        process = subprocess.Popen(words, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(process, output)
            yield Site(address, output.read_text(encoding="utf-8"))
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_until_ready(process: subprocess.Popen[bytes], output: Path) -> None:
    """Wait for the line that tells the address; the sign-ins are printed with it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = output.read_text(encoding="utf-8")
        if READY in said:
            return
        assert process.poll() is None, said
        time.sleep(0.2)
    raise AssertionError(f"the demo was not ready in {PATIENCE} s:\n{output.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the journeys of one module; its event loop must end before Django's own tests go on."""
    with a_browser() as running:
        yield running


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def page(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page, as wide as a desk's screen and as a phone's."""
    context = browser.new_context(
        base_url=site.address, viewport={"width": request.param, "height": 844}, locale="th-TH"
    )
    context.set_default_timeout(WAIT)
    opened = context.new_page()
    yield opened
    context.close()


def press(what: Locator) -> None:
    """Press a button or a link and wait for the page it leads to: a click alone comes back while the old one is torn
    down, and axe would look into nothing."""
    with what.page.expect_navigation():
        what.click()


def assert_accessible(page: Page) -> None:
    """No serious or critical fault by axe, nothing wider than the screen, one h1."""
    faults = [each for each in Axe().run(page).response["violations"] if each["impact"] in GRAVE]
    assert not faults, [(each["id"], each["nodes"][0]["html"][:200]) for each in faults]
    assert_fits(page)


def assert_fits(page: Page) -> None:
    """Nothing wider than the screen, one h1."""
    wide, seen, headings = page.evaluate(
        "[document.documentElement.scrollWidth, window.innerWidth, document.querySelectorAll('h1').length]"
    )
    assert wide <= seen, f"{page.url} is {wide} px wide on a screen of {seen}"
    assert headings == 1, page.url
