"""The country as it is scored and shown: made up and scored on the terminal, brought in, read by anybody, withdrawn."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import WAIT, Site, assert_accessible, press

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

YEARS = {1280: "2565", 390: "2564"}
"""Each width brings in a year of its own."""


@pytest.fixture(params=YEARS, ids=["desk", "phone"])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_from_raw_answers_to_what_anybody_reads(browser: Browser, site: Site, width: int, tmp_path: Path) -> None:
    year = YEARS[width]
    run = scored(year, tmp_path)
    administrator, citizen = opened(browser, site, width), opened(browser, site, width)
    assert citizen.goto(f"/nation/{year}/").status == 404  # type: ignore[union-attr] # nothing before it is brought in
    bring_in(administrator, site, run)
    read(citizen, year)
    withdraw(administrator, run)
    assert citizen.goto(f"/nation/{year}/").status == 404  # type: ignore[union-attr]
    for who in (administrator, citizen):
        who.context.close()


def scored(year: str, folder: Path) -> Path:
    """A small country's run, as a person makes one."""
    made, run = folder / "made", folder / f"nation-{year}.zip"
    terminal("country", "-o", str(made), "--year", year, "--agencies", "40", "--respondents", "2000")
    terminal("score", str(made), "--year", year, "-o", str(run))
    return run


def terminal(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prongsai", *words], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.returncode in (0, 1), done.stderr


def opened(browser: Browser, site: Site, width: int) -> Page:
    context = browser.new_context(base_url=site.address, viewport={"width": width, "height": 844}, locale="th-TH")
    context.set_default_timeout(WAIT)
    return context.new_page()


def bring_in(page: Page, site: Site, run: Path) -> None:
    email = site.email_of("administrator")
    page.goto("/account/sign-in/")
    page.get_by_label("อีเมล").fill(email)
    page.get_by_label("รหัสผ่าน").fill(site.password_of(email))
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto("/nation/imports/")
    assert_accessible(page)
    page.locator("input[type=file]").set_input_files(run)
    press(page.get_by_role("button", name="นำเข้า", exact=True))
    row = page.locator("tr[data-row]", has_text=run.name)
    for _ in range(40):  # the page tells by itself how far the job is; a reload finds the same
        if row.count():
            break
        page.wait_for_timeout(500)
        page.goto("/nation/imports/")
    expect(row).to_be_visible()
    assert_accessible(page)


def read(page: Page, year: str) -> None:
    page.goto("/nation/")
    press(page.get_by_role("link", name=year).first)
    assert_accessible(page)
    page.goto(f"/nation/{year}/agencies/")
    assert_accessible(page)
    press(page.locator("tr[data-row] a").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("ตัวอย่าง")
    assert_accessible(page)
    assert "ข้อสังเกต" not in page.inner_text("main")  # a flag is for the agency's own people


def withdraw(page: Page, run: Path) -> None:
    page.goto("/nation/imports/")
    press(page.locator("tr[data-row]", has_text=run.name).get_by_role("link", name="ถอน", exact=True))
    page.get_by_label("เหตุผล").fill("ไฟล์คำตอบไม่ครบ")
    assert_accessible(page)
    press(page.get_by_role("button", name="ถอน"))
    expect(page.get_by_text("ไฟล์คำตอบไม่ครบ").first).to_be_visible()
