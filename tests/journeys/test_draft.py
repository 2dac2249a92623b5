"""What is typed into a result sheet outlives a closed tab and an ended session, until it is discarded."""

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Site, assert_accessible

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

CLERK = "clerk@khok-dok-chik.example"


def test_what_was_typed_is_back_after_the_tab_and_the_session_are_gone(page: Page, site: Site) -> None:
    page.goto("/account/sign-in/")
    sign_in(page, site)
    page.goto(page.url.split("/result/")[0] + "/result/enter/")
    expect(page.get_by_role("button", name="ทิ้งร่าง")).to_be_hidden()
    before = page.get_by_label("IIT").input_value()
    page.get_by_label("IIT").fill("12.34")
    expect(page.get_by_text("เก็บร่างไว้ในเครื่องนี้แล้ว")).to_be_visible()
    again = page.context.new_page()
    page.context.clear_cookies(name="sessionid")
    again.goto(page.url)
    page.close()
    sign_in(again, site)
    expect(again.get_by_label("IIT")).to_have_value("12.34")
    expect(again.get_by_text("นำที่พิมพ์ค้างไว้ในเครื่องนี้กลับมาให้แล้ว")).to_be_visible()
    assert_accessible(again)
    again.get_by_role("button", name="ทิ้งร่าง").click()
    expect(again.get_by_label("IIT")).to_have_value(before)


def sign_in(page: Page, site: Site) -> None:
    page.get_by_label("อีเมล").fill(CLERK)
    page.get_by_label("รหัสผ่าน").fill(site.password_of(CLERK))
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url("**/desk/**/result/**")
