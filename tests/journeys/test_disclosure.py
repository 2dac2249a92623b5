"""Disclosure as an office does it: write a page, show a file for an item, see what it scores, publish, withdraw."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import Site, assert_accessible, press
from journeys.office import Office

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

OFFICES = {1280: ("don-saeng-thong", 2566), 390: ("huai-phloi-ngam", 2566)}
"""Each width walks at an agency of its own."""
TELEPHONE = "0 2000 0000"


@pytest.fixture
def office(browser: Browser, site: Site, page: Page) -> Office:
    width = page.viewport_size["width"] if page.viewport_size else 0
    slug, year = OFFICES[width]
    return Office(site, browser, slug, year, width)


def test_from_the_first_page_written_to_a_withdrawal_that_everybody_sees(office: Office, tmp_path: Path) -> None:
    clerk, executive, citizen = office.at("clerk"), office.at("executive"), office.stranger()
    write_how_to_be_reached(clerk, office)
    show_a_file(clerk, office, tmp_path)
    see_what_it_scores(clerk, office)
    number = put_forward(clerk, office)
    assert citizen.goto(f"/{office.slug}/contact/").status == 404  # type: ignore[union-attr] # nothing before it is approved
    approve(executive, office, number)
    read_as_a_citizen(citizen, office)
    withdraw_the_contact(clerk, office)
    answer = citizen.goto(f"/{office.slug}/contact/")
    assert answer is not None
    assert answer.status == 410
    expect(citizen.get_by_text("หมายเลขโทรศัพท์เปลี่ยน").first).to_be_visible()
    assert_accessible(citizen)
    for who in (clerk, executive, citizen):
        who.context.close()


def write_how_to_be_reached(page: Page, office: Office) -> None:
    page.goto(office.desk("pages/"))
    assert_accessible(page)
    page.goto(office.desk("pages/new/contact/"))
    page.get_by_label("ชื่อหน้า", exact=True).fill("ติดต่อเรา")
    page.get_by_label(re.compile("ที่อยู่")).first.fill("1 หมู่ 2")
    page.get_by_label(re.compile("โทรศัพท์")).first.fill(TELEPHONE)
    assert_accessible(page)
    press(page.get_by_role("button", name="บันทึก", exact=True))
    assert_accessible(page)


def show_a_file(page: Page, office: Office, folder: Path) -> None:
    """A file for an item, by the form that its page leads to; then the page of the item shows it."""
    handed = folder / f"โครงสร้าง {office.width}.txt"
    handed.write_text(f"แผนผังการแบ่งส่วนราชการ {office.slug}", encoding="utf-8")
    page.goto(office.desk("items/o1/"))
    assert_accessible(page)
    press(page.get_by_role("link", name="เพิ่มสิ่งที่แสดง").first)
    page.locator("input[type=file]").set_input_files(handed)
    page.get_by_label(re.compile("ชื่อที่แสดง")).fill("แผนผังโครงสร้าง")
    assert_accessible(page)
    press(page.locator("main form button[type=submit], main form button:not([type])").last)
    page.goto(office.desk("items/o1/"))
    expect(page.get_by_role("link", name="แผนผังโครงสร้าง").first).to_be_visible()


def see_what_it_scores(page: Page, office: Office) -> None:
    page.goto(office.desk("rehearsal/"))
    assert_accessible(page)
    expect(page.get_by_text("ทำอะไรก่อน")).to_be_visible()
    page.goto(office.desk("items/"))
    assert_accessible(page)


def put_forward(page: Page, office: Office) -> int:
    """Put a release together, read what it changes, give the reason that incomplete items ask for. Its number."""
    page.goto(office.desk("releases/"))
    assert_accessible(page)
    press(page.locator("form[action$='/releases/make/'] button").first)
    expect(page.get_by_role("heading", name="เสนอผู้บริหาร")).to_be_visible()
    expect(page.locator("main")).to_contain_text("ติดต่อเรา")
    assert_accessible(page)
    number = int(re.findall(r"/releases/(\d+)/", page.url)[0])
    form = page.locator("form[action$='/submit/']")
    form.locator("textarea").fill("ข้อที่ยังไม่ครบกำลังรวบรวม")
    press(form.locator("button:not([type=button])").last)
    assert_accessible(page)
    return number


def approve(page: Page, office: Office, number: int) -> None:
    page.goto(office.desk(f"releases/{number}/"))
    assert_accessible(page)
    press(page.locator("form[action$='/apply/'] button:not([type=button])").last)
    expect(page.get_by_text("ประชาชนเห็นชุดนี้ตั้งแต่บัดนี้")).to_be_visible()


def read_as_a_citizen(page: Page, office: Office) -> None:
    """No account, no cookie, both languages, search, and the file that was shown."""
    page.goto(f"/{office.slug}/")
    assert_accessible(page)
    page.goto(f"/{office.slug}/contact/")
    expect(page.get_by_text(TELEPHONE).first).to_be_visible()
    assert_accessible(page)
    page.goto(f"/{office.slug}/{office.year}/items/o1/")
    assert_accessible(page)
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("แผนผังโครงสร้าง")).first.click()
    assert office.slug in Path(started.value.path()).read_text(encoding="utf-8")
    page.goto(f"/{office.slug}/search/?q=หมู่ 2")
    expect(page.get_by_role("link", name=re.compile("ติดต่อเรา")).first).to_be_visible()
    page.goto(f"/{office.slug}/en/contact/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert_accessible(page)
    assert not page.context.cookies()


def withdraw_the_contact(page: Page, office: Office) -> None:
    page.goto(office.desk("withdrawals/?q=ติดต่อเรา"))
    assert_accessible(page)
    press(page.locator("a[href*='/withdrawals/of/page-']").first)
    page.locator("textarea[name=reason]").fill("หมายเลขโทรศัพท์เปลี่ยน")
    assert_accessible(page)
    press(page.locator("main form button:not([type=button])").last)
    assert_accessible(page)
