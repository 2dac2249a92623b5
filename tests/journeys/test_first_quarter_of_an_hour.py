"""The clerk's first quarter of an hour: a paper goes in, a doubt is put right, the score is explained."""

import re
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Site, assert_accessible, press

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

PAPER = Path(str(resources.files("prongsai") / "samples" / "plan.docx"))
YEAR = 2566
CLERKS = {1280: "clerk@don-saeng-thong.example", 390: "clerk@than-phloi.example"}
"""Each width walks as the clerk of an agency of its own, so that neither meets what the other left."""


def test_a_clerk_reads_corrects_accepts_and_looks_ahead(page: Page, site: Site) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    desk = sign_in(page, site, CLERKS[width])
    upload(page, desk)
    correct_the_district(page)
    accept(page)
    read_the_result(page, desk)
    look_ahead(page, desk)
    page.goto(f"{desk}/{YEAR}/result/executive/")
    assert_accessible(page)
    sign_out(page)
    page.goto(f"{desk}/{YEAR}/result/")
    expect(page).to_have_url(re.compile("/account/sign-in/"))


def sign_in(page: Page, site: Site, email: str) -> str:
    """Sign in from the front page; the address of the agency's desk without the year."""
    page.goto("/")
    assert_accessible(page)
    press(page.get_by_role("link", name="เข้าสู่ระบบ").first)
    assert_accessible(page)
    page.get_by_label("อีเมล").fill(email)
    page.get_by_label("รหัสผ่าน").fill(site.password_of(email))
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url("**/desk/**")
    return page.url.split("/desk/")[0] + "/desk/" + page.url.split("/desk/")[1].split("/")[0]


def upload(page: Page, desk: str) -> None:
    page.goto(f"{desk}/{YEAR}/papers/")
    assert_accessible(page)
    page.locator("input[type=file]").set_input_files(PAPER)
    page.get_by_role("button", name="ส่งให้อ่าน").click()
    expect(page.get_by_role("button", name="รับเข้าระบบ")).to_be_visible(timeout=30_000)
    assert_accessible(page)
    first = page.url
    page.goto(f"{desk}/{YEAR}/papers/")
    page.locator("input[type=file]").set_input_files(PAPER)
    page.get_by_role("button", name="ส่งให้อ่าน").click()
    expect(page.get_by_text("ไฟล์นี้เคยส่งแล้ว")).to_be_visible()
    assert page.url == first


def correct_the_district(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^แก้ อำเภอ")).click()
    field = page.get_by_label("อำเภอ", exact=True)
    before = field.input_value()
    field.fill("เมืองสุพรรณบุรี")
    page.get_by_role("button", name="ใช้ค่านี้").click()
    expect(page.get_by_text(f"เดิมอ่านได้ว่า “{before}”")).to_be_visible()
    assert_accessible(page)


def accept(page: Page) -> None:
    page.get_by_role("button", name="รับเข้าระบบ").click()
    expect(page.get_by_text("รับเข้าระบบแล้ว").first).to_be_visible()
    assert_accessible(page)


def read_the_result(page: Page, desk: str) -> None:
    page.goto(f"{desk}/{YEAR}/result/")
    expect(page.get_by_text("ผ่าน ไม่ใช่ ผ่านดี").first).to_be_visible()
    expect(page.get_by_text("83.39").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("table").get_by_role("link", name="88.56").first.click()
    expect(page.locator("h1")).to_contain_text("การปรับปรุงระบบการทำงาน")
    assert_accessible(page)


def look_ahead(page: Page, desk: str) -> None:
    page.goto(f"{desk}/{YEAR}/outlook/")
    assert_accessible(page)
    total = page.locator("#after")
    before = total.inner_text()
    page.get_by_role("checkbox").first.check()
    expect(total).not_to_have_text(before)
    assert_accessible(page)


def sign_out(page: Page) -> None:
    """By the button on top; on a phone it stands on one's account page."""
    button = page.get_by_role("button", name="ออกจากระบบ")
    if not button.first.is_visible():
        press(page.locator("a.me"))
        assert_accessible(page)
    button.last.click()
    expect(page.get_by_role("link", name="เข้าสู่ระบบ").first).to_be_visible()
