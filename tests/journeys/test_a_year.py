"""A year with the whole cast: result, inbox, plan from suggestions, approval, two rounds with evidence, returned and
corrected, closed, carried over to the next year with another catalogue. Every number on the way opens its rows."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import Site, assert_accessible, press
from journeys.office import Office

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

YEAR, NEXT = 2567, 2568
AGENCIES = {1280: "huai-phloi-ngam", 390: "don-saeng-thong"}
"""Each width walks at an agency of its own, in a year its paper does not speak of."""
SCORES = {
    **{str(number): "96.00" for number in (1, 2, 3, 4, 5)},
    "6": "84.00",
    "7": "81.50",
    "8": "79.00",
    "9": "90.00",
    "10": "100.00",
}


@pytest.fixture
def office(browser: Browser, site: Site, page: Page) -> Office:
    width = page.viewport_size["width"] if page.viewport_size else 0
    return Office(site, browser, AGENCIES[width], YEAR, width)


def test_a_year_from_the_result_to_the_next_plan(office: Office) -> None:
    clerk, executive, officer = office.at("clerk"), office.at("executive"), office.at("officer1")
    enter_the_result(clerk, office)
    answer_the_weak_points(clerk, office)
    approve_the_plan(clerk, executive, office)
    open_a_round(clerk, office, 6)
    report(officer, office, "ประชุมชี้แจงแล้ว 1 ครั้ง", done=False)
    return_it(clerk, office)
    report(officer, office, "ประชุมชี้แจงแล้ว 2 ครั้ง มีผู้เข้าร่วม 24 คน", done=True)
    accept_all(clerk, office)
    close_the_round(clerk, office)
    open_a_round(clerk, office, 12)
    report(officer, office, "เผยแพร่บนเว็บไซต์ครบทุกเรื่อง", done=True)
    accept_all(clerk, office)
    close_the_round(clerk, office)
    carry_over(clerk, office)
    for page in ("today", "inbox", "plan", "rounds", "evidence", "evidence/done", "calendar"):
        clerk.goto(office.desk(f"{page}/"))
        assert_numbers_open_their_rows(clerk)
    for who in (clerk, executive, officer):
        who.context.close()


def enter_the_result(page: Page, office: Office) -> None:
    page.goto(office.desk("result/enter/"))
    for number, points in SCORES.items():
        page.get_by_label(re.compile(rf"^{number}\.")).fill(points)
    page.get_by_role("button", name="บันทึกคะแนน").click()
    page.wait_for_url("**/result/")
    assert_accessible(page)


def answer_the_weak_points(page: Page, office: Office) -> None:
    """One by a suggestion, one by joining it to the same measure, the rest set aside."""
    page.goto(office.desk("inbox/"))
    assert_accessible(page)
    assert_numbers_open_their_rows(page)
    addresses = open_points(page)
    assert len(addresses) >= 3
    from_a_suggestion(page, addresses[0])
    join(page, addresses[1])
    for address in addresses[2:]:
        page.goto(address)
        page.get_by_label("เหตุผล").fill("ทำต่อในปีหน้า เพราะงบประมาณปีนี้ไม่พอ")
        press(page.get_by_role("button", name="พักไว้พร้อมเหตุผลนี้"))
    page.goto(office.desk("inbox/"))
    assert_numbers_open_their_rows(page)
    assert open_points(page) == []


def open_points(page: Page) -> list[str]:
    page.goto(f"{page.url.split('?')[0]}?state=open")
    return [str(each) for each in page.eval_on_selector_all("[data-row] th a", "links => links.map(link => link.href)")]


def from_a_suggestion(page: Page, address: str) -> None:
    page.goto(address)
    assert_accessible(page)
    practices = page.locator("h3", has_text="ตัวอย่างมาตรการ").locator("xpath=following-sibling::article")
    press(practices.get_by_role("link", name="ใช้เป็นร่าง").first)
    assert_accessible(page)
    page.get_by_role("checkbox", name="สำนักปลัด").first.check()
    page.get_by_role("button", name="บันทึกลงแผน").click()
    page.wait_for_url(re.compile("/plan/measures/|/inbox/"))
    assert_accessible(page)


def join(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("มาตรการในแผน").select_option(index=1)
    press(page.get_by_role("button", name="รวมเข้ากับมาตรการนี้"))
    assert_accessible(page)


def approve_the_plan(clerk: Page, executive: Page, office: Office) -> None:
    clerk.goto(office.desk("plan/"))
    assert_accessible(clerk)
    assert_numbers_open_their_rows(clerk)
    submit(clerk, office)
    executive.goto(office.desk("today/"))
    assert_accessible(executive)
    executive.goto(office.desk("plan/sign/"))
    assert_accessible(executive)
    executive.locator("summary", has_text="ส่งกลับให้แก้").click()
    executive.get_by_label("เหตุผล").last.fill("ขอให้ระบุผู้รับผิดชอบให้ชัด")
    press(executive.get_by_role("button", name="ส่งกลับ"))
    clerk.goto(office.desk("plan/sign/"))
    expect(clerk.get_by_text("ขอให้ระบุผู้รับผิดชอบให้ชัด").first).to_be_visible()
    submit(clerk, office)
    executive.goto(office.desk("plan/sign/"))
    press(executive.get_by_role("button", name="อนุมัติแผน"))
    clerk.goto(office.desk("plan/sign/"))
    press(clerk.get_by_role("button", name="ประกาศใช้แผน"))
    assert_accessible(clerk)


def submit(clerk: Page, office: Office) -> None:
    clerk.goto(office.desk("plan/sign/"))
    assert_accessible(clerk)
    reason = clerk.locator("#submit ~ form textarea, section.deed form textarea").first
    if reason.count():
        reason.fill("เสนอเพื่อพิจารณา")
    press(clerk.get_by_role("button", name="เสนอผู้บริหาร").last)


def open_a_round(page: Page, office: Office, months: int) -> None:
    page.goto(office.desk("rounds/open/"))
    assert_accessible(page)
    page.get_by_label(re.compile(f"{months} เดือน")).first.check()
    page.get_by_role("button", name="เปิดรอบรายงาน").click()
    page.wait_for_url(re.compile(r"/rounds/\d+/"))
    assert_accessible(page)
    assert_numbers_open_their_rows(page)


def report(page: Page, office: Office, result: str, *, done: bool) -> None:
    """The officer reports every step that is theirs, with a photograph each, by what stands on the screen."""
    page.goto(office.desk("today/"))
    assert_accessible(page)
    page.goto(office.desk("work/"))
    assert_accessible(page)
    tasks = page.eval_on_selector_all("[data-row] a.button", "links => links.map(link => link.href)")
    assert tasks
    for number, address in enumerate(dict.fromkeys(tasks)):
        page.goto(str(address))
        assert_accessible(page)
        page.get_by_label("ดำเนินการแล้ว" if done else "อยู่ระหว่างดำเนินการ", exact=True).check()
        page.locator("input[name=percent]").fill("100" if done else "50")
        page.get_by_label(re.compile("^ผล")).first.fill(f"{result} ({number + 1})")
        page.locator("input[type=file]").first.set_input_files(
            {"name": f"photo{number}.jpg", "mimeType": "image/jpeg", "buffer": a_photograph(number, done=done)}
        )
        page.get_by_role("button", name="ส่งรายงาน").click()
        expect(page.get_by_text("ส่งรายงานแล้ว").first).to_be_visible()


def a_photograph(number: int, *, done: bool) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), (40 * number % 255, 120, 200 if done else 90)).save(file, "JPEG")
    return file.getvalue()


def return_it(page: Page, office: Office) -> None:
    """The clerk returns every report with a comment."""
    while address := waiting(page, office):
        page.goto(address)
        page.get_by_label("ข้อความถึงผู้รายงาน").fill("ขอให้แนบจำนวนผู้เข้าร่วม")
        press(page.get_by_role("button", name="ส่งกลับให้แก้"))


def accept_all(page: Page, office: Office) -> None:
    while address := waiting(page, office):
        page.goto(address)
        assert_accessible(page)
        press(page.get_by_role("button", name="รับรายงาน"))


def waiting(page: Page, office: Office) -> str | None:
    """The address of a report that waits for the clerk."""
    page.goto(office.desk("rounds/"))
    press(page.locator("a[href*='/rounds/']").filter(has_text=re.compile("รอบ")).last)
    page.goto(f"{page.url.split('?')[0]}?state=sent")
    links = page.locator("[data-row] a")
    return links.first.get_attribute("href") if links.count() else None


def close_the_round(page: Page, office: Office) -> None:
    page.goto(office.desk("rounds/"))
    press(page.locator("a[href*='/rounds/']").filter(has_text=re.compile("รอบ")).last)
    assert_numbers_open_their_rows(page)
    press(page.get_by_role("link", name="ปิดรอบ"))
    assert_accessible(page)
    press(page.get_by_role("button", name="ปิดรอบรายงาน"))
    assert_accessible(page)


def carry_over(page: Page, office: Office) -> None:
    page.goto(office.desk("plan/carry/", NEXT))
    assert_accessible(page)
    press(page.get_by_role("button", name=re.compile("ยก")).last)
    page.goto(office.desk("plan/", NEXT))
    assert_accessible(page)
    assert_numbers_open_their_rows(page)
    expect(page.get_by_text("ดำเนินการแล้ว", exact=True)).to_have_count(0)


def assert_numbers_open_their_rows(page: Page) -> None:
    """Each number that is a link leads to exactly so many rows; the page is left as it was found."""
    here = page.url
    doors = page.eval_on_selector_all(
        "a[data-count]", "links => links.map(link => [link.href, Number(link.dataset.count)])"
    )
    assert doors or here.endswith("/today/"), f"no number of {here} is a door"
    for address, count in dict(map(tuple, doors)).items():
        page.goto(address)
        assert page.locator("[data-row]").count() == count, (here, address)
    page.goto(here)
