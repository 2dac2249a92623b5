"""What is typed into a form outlives a closed tab, an ended session, another machine and a dead server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from journeys.conftest import Site, assert_accessible
from journeys.server import Server

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

CLERK = "clerk@khok-dok-chik.example"
PASSWORD = "a long and winding phrase"
KEPT = "บันทึกร่างไว้แล้ว"
HERE_ONLY = "ยังส่งไม่ถึงเซิร์ฟเวอร์ เก็บไว้ในเครื่องนี้แล้ว"
RESTORED = "นำร่างที่ยังไม่ได้ส่งกลับมาให้แล้ว"
OFFERED = "มีร่างที่ยังไม่ได้ส่ง แต่หน้านี้แสดงข้อมูลที่ใหม่กว่า"
SETTING_UP = f"""
from django.utils import timezone
from prongsai.base import operations
place = {{"kind": "other", "district": "แก่งคอย", "province": "สระบุรี"}}
agency = operations.create_agency(by=None, at=timezone.now(), slug="thung-fa-sai", name="ทุ่งฟ้าใส", **place)
clerk = {{"email": "{CLERK}", "name": "เจ้าหน้าที่", "password": "{PASSWORD}", "agency": agency, "role": "clerk"}}
operations.add_person(by=None, at=timezone.now(), **clerk)
"""


def test_what_was_typed_is_back_after_the_tab_and_the_session_are_gone(page: Page, site: Site) -> None:
    open_form(page, site.password_of(CLERK))
    discard_what_is_there(page)
    before = page.get_by_label("IIT").input_value()
    page.get_by_label("IIT").fill("12.34")
    expect(page.get_by_text(KEPT)).to_be_visible()
    again = page.context.new_page()
    page.context.clear_cookies(name="sessionid")
    again.goto(page.url)
    page.close()
    sign_in(again, site.password_of(CLERK))
    expect(again.get_by_label("IIT")).to_have_value("12.34")
    expect(again.get_by_text(RESTORED)).to_be_visible()
    assert_accessible(again)
    again.get_by_role("button", name="ทิ้งร่าง").click()
    expect(again.get_by_label("IIT")).to_have_value(before)
    again.get_by_role("button", name="นำกลับมา").click()
    expect(again.get_by_label("IIT")).to_have_value("12.34")
    discard_what_is_there(again)


def test_a_form_sent_after_its_session_ended_leads_back_to_what_was_typed(page: Page, site: Site) -> None:
    open_form(page, site.password_of(CLERK))
    discard_what_is_there(page)
    page.get_by_label("IIT").fill("23.45")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="บันทึกคะแนน").click()
    sign_in(page, site.password_of(CLERK))
    expect(page.get_by_label("IIT")).to_have_value("23.45")
    discard_what_is_there(page)


def test_an_accepted_form_leaves_no_draft_behind(page: Page, site: Site) -> None:
    open_form(page, site.password_of(CLERK))
    discard_what_is_there(page)
    page.get_by_label("IIT").fill("98.76")
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.get_by_role("button", name="บันทึกคะแนน").click()
    page.wait_for_url("**/result/")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))") == []
    page.goto(page.url + "enter/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("IIT")).to_have_value("98.76")
    expect(page.get_by_role("button", name="ทิ้งร่าง")).to_be_hidden()


def test_a_draft_begun_from_another_version_is_offered_and_not_put_in(page: Page, site: Site) -> None:
    open_form(page, site.password_of(CLERK))
    discard_what_is_there(page)
    recorded = page.get_by_label("IIT").input_value()
    with page.expect_response("**/draft/"):
        page.evaluate(
            """() => fetch(document.querySelector("[data-draft]").dataset.draftAddress, {
                method: "POST",
                body: new URLSearchParams({
                    "draft-key": document.querySelector("[data-draft]").dataset.draft,
                    "draft-basis": "an older one",
                    IIT: "34.56",
                    csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
                }),
            })"""
        )
    page.reload()
    expect(page.get_by_text(OFFERED)).to_be_visible()
    expect(page.get_by_label("IIT")).to_have_value(recorded)
    assert_accessible(page)
    page.get_by_role("button", name="ใช้ต่อ").click()
    expect(page.get_by_label("IIT")).to_have_value("34.56")
    discard_what_is_there(page)


EVERY_CONTROL = """
<input type="radio" name="status" value="done" aria-label="เสร็จ">
<input type="radio" name="status" value="late" aria-label="ช้า">
<input type="checkbox" name="units" value="1" aria-label="หนึ่ง">
<input type="checkbox" name="units" value="2" aria-label="สอง">
<input type="checkbox" name="units" value="3" aria-label="สาม">
<input type="checkbox" name="ticked" checked aria-label="ติ๊กไว้">
<select name="several" multiple aria-label="หลายข้อ"><option>ก</option><option>ข</option><option>ค</option></select>
<select name="one" aria-label="ข้อเดียว"><option>ก</option><option>ข</option></select>
<input type="range" name="percent" aria-label="ร้อยละ">
<input type="number" name="count" aria-label="จำนวน">
<textarea name="result" aria-label="ผล"></textarea>
<input name="step" aria-label="ขั้น 1">
<input name="step" aria-label="ขั้น 2">
<input type="password" name="secret" aria-label="ลับ">
<input type="hidden" name="version" value="7">
"""
"""Put into a real form on its way to the browser: what is kept and restored is the server's and the script's doing."""


@pytest.mark.parametrize("source", ["server", "machine"])
def test_every_kind_of_control_is_kept_and_restored(page: Page, site: Site, source: str) -> None:
    page.route("**/result/enter/", with_every_control)
    open_form(page, site.password_of(CLERK))
    discard_what_is_there(page)
    if source == "machine":
        page.route("**/draft/**", lambda route: route.abort())
    fill_every_control(page)
    expect(page.get_by_text(KEPT if source == "server" else HERE_ONLY)).to_be_visible()
    if source == "server":
        page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.get_by_text(RESTORED if source == "server" else HERE_ONLY)).to_be_visible()
    expect_every_control(page)
    page.unroute("**/draft/**")
    page.reload()
    discard_what_is_there(page)


def with_every_control(route: Route) -> None:
    real = route.fetch()
    if "data-draft=" not in real.text():
        return route.fulfill(response=real)
    head, form = real.text().split("data-draft=", 1)
    return route.fulfill(
        response=real, body=f"{head}data-draft={form.replace('</form>', EVERY_CONTROL + '</form>', 1)}"
    )


def fill_every_control(page: Page) -> None:
    for ticked in ("ช้า", "หนึ่ง", "สาม"):
        page.get_by_label(ticked, exact=True).check()
    page.get_by_label("ติ๊กไว้").uncheck()
    page.get_by_label("หลายข้อ").select_option(["ก", "ค"])
    page.get_by_label("ข้อเดียว").select_option("ข")
    for label, text in (("ร้อยละ", "80"), ("จำนวน", "120"), ("ขั้น 1", "ประชุม"), ("ขั้น 2", "อบรม"), ("ลับ", "1234")):
        page.get_by_label(label).fill(text)
    page.get_by_label("ผล", exact=True).fill("จัดอบรม\nผู้เข้าร่วม 40 คน")


def expect_every_control(page: Page) -> None:
    ticks = {"เสร็จ": False, "ช้า": True, "หนึ่ง": True, "สอง": False, "สาม": True, "ติ๊กไว้": False}
    for label, is_ticked in ticks.items():
        expect(page.get_by_label(label, exact=True)).to_be_checked(checked=is_ticked)
    expect(page.get_by_label("หลายข้อ")).to_have_values(["ก", "ค"])
    texts = {"ข้อเดียว": "ข", "ร้อยละ": "80", "จำนวน": "120", "ขั้น 1": "ประชุม", "ขั้น 2": "อบรม", "ลับ": ""}
    for label, text in {**texts, "ผล": "จัดอบรม\nผู้เข้าร่วม 40 คน"}.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    running.set_up(SETTING_UP)
    running.start()
    yield running
    running.stop()


def test_a_server_that_dies_in_the_middle_loses_nothing_typed(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.address, viewport={"width": 390, "height": 844}, locale="th-TH")
    page = context.new_page()
    open_form(page, PASSWORD)
    page.get_by_label("IIT").fill("12.34")
    expect(page.get_by_text(KEPT)).to_be_visible()
    server.kill()
    page.get_by_label("OIT").fill("56.78")
    expect(page.get_by_text(HERE_ONLY)).to_be_visible()
    form = page.url
    page.close()
    server.start()
    again = context.new_page()
    again.goto(form)
    expect(again.get_by_label("IIT")).to_have_value("12.34")
    expect(again.get_by_label("OIT")).to_have_value("56.78")
    expect(again.get_by_text(KEPT)).to_be_visible()
    context.close()
    elsewhere = browser.new_context(base_url=server.address, locale="th-TH").new_page()
    open_form(elsewhere, PASSWORD)
    expect(elsewhere.get_by_label("OIT")).to_have_value("56.78")
    expect(elsewhere.get_by_text(RESTORED)).to_be_visible()
    elsewhere.context.close()


def open_form(page: Page, password: str) -> None:
    page.goto("/account/sign-in/")
    sign_in(page, password)
    page.goto("/".join(page.url.split("/")[:6]) + "/result/enter/")


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("อีเมล").fill(CLERK)
    page.get_by_label("รหัสผ่าน").fill(password)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url("**/desk/**")


def discard_what_is_there(page: Page) -> None:
    """Leave the form as it is recorded: the journeys of two widths walk as one clerk."""
    page.wait_for_load_state("networkidle")
    if page.get_by_role("button", name="ทิ้งร่าง").is_visible():
        with page.expect_navigation():
            page.get_by_role("button", name="ทิ้งร่าง").click()
        page.wait_for_load_state("networkidle")
