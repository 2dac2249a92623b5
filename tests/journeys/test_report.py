"""A report on a phone: finished with the thumb alone, alive after the server was killed, and nobody's text lost when
two officers write the same one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import WAIT, assert_accessible
from journeys.server import Server

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

PASSWORD = "a long and winding phrase"
KEPT = "บันทึกร่างไว้แล้ว"
HERE_ONLY = "ยังส่งไม่ถึงเซิร์ฟเวอร์ เก็บไว้ในเครื่องนี้แล้ว"
SMALLEST_TARGET = 44
"""Unit: CSS pixels."""
SETTING_UP = f"""
from datetime import date
from django.utils import timezone
from prongsai.apps.improvement.models import Plan, SignOff
from prongsai.apps.improvement.operations import measures, rounds, signing, steps
from prongsai.base import operations
from prongsai.base.access import viewer_in

at = timezone.now()
place = {{"kind": "other", "district": "แก่งคอย", "province": "สระบุรี"}}
agency = operations.create_agency(by=None, at=at, slug="thung-fa-sai", name="ทุ่งฟ้าใส", **place)
unit = operations.add_unit(by=None, at=at, agency=agency, name="สำนักปลัด")

def member(name, role, unit=None):
    person = operations.add_person(
        by=None, at=at, email=f"{{name}}@thung-fa-sai.example", name=name, password="{PASSWORD}",
        agency=agency, role=role, unit=unit,
    )
    return viewer_in(person, agency.slug)

clerk, executive = member("clerk", "clerk"), member("executive", "executive")
member("first", "officer", unit), member("second", "officer", unit)
owner = {{"name": unit.name, "unit_id": unit.pk, "person_id": None}}
year = {{"starts_on": date(2023, 10, 1), "ends_on": date(2024, 10, 1)}}
words = {{"title": "สำรวจความพึงพอใจ", "tool": "EIT", "indicator": 8, "monitoring": "รายงานทุกไตรมาส", **year}}
step = steps.NewStep(text="จัดทำแบบสำรวจ ณ จุดบริการ", owners=(owner,), **year)
measures.create_measure(by=clerk, at=at, year=2567, words=words, owners=[owner], steps=[step])
plan = Plan.objects.get()
signing.submit_plan(by=clerk, at=at, plan=plan)
signing.approve_plan(by=executive, at=at, plan=plan, submission=SignOff.objects.get().pk)
rounds.open_round(
    by=clerk, at=at, plan=plan, starts_on=date(2023, 10, 1), ends_on=date(2024, 4, 1), due_on=date(2024, 4, 15)
)
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation set up and never started: each server starts from a copy."""
    folder = tmp_path_factory.mktemp("prepared")
    Server(folder).set_up(SETTING_UP)
    return folder


@pytest.fixture
def server(prepared: Path, tmp_path: Path) -> Iterator[Server]:
    running = Server(Path(shutil.copytree(prepared, tmp_path / "installation")))
    running.start()
    yield running
    running.stop()


def test_a_report_is_finished_with_the_thumb_alone_and_survives_a_dead_server(browser: Browser, server: Server) -> None:
    page = phone_of(browser, server, "first")
    open_report(page)
    page.get_by_text("อยู่ระหว่างดำเนินการ", exact=True).tap()
    page.get_by_label("ผลที่เกิดขึ้น").fill("ออกแบบแบบสำรวจแล้ว")
    expect(page.get_by_text(KEPT)).to_be_visible()
    server.kill()
    page.get_by_label("ปัญหาอุปสรรค").fill("ยังขาดคนเก็บข้อมูล")
    expect(page.get_by_text(HERE_ONLY)).to_be_visible()
    address, context = page.url, page.context
    page.close()
    server.start()
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_label("อยู่ระหว่างดำเนินการ", exact=True)).to_be_checked()
    expect(again.get_by_label("ผลที่เกิดขึ้น")).to_have_value("ออกแบบแบบสำรวจแล้ว")
    expect(again.get_by_label("ปัญหาอุปสรรค")).to_have_value("ยังขาดคนเก็บข้อมูล")
    assert_accessible(again)
    assert_fit_for_a_thumb(again)
    again.get_by_role("button", name="ส่งรายงาน").tap()
    expect(again.get_by_text("ส่งรายงานแล้ว").first).to_be_visible()
    context.close()


def test_two_officers_writing_the_same_report_lose_nothing(browser: Browser, server: Server) -> None:
    first, second = phone_of(browser, server, "first"), phone_of(browser, server, "second")
    for page, result in ((first, "เก็บแบบสำรวจแล้ว 40 ชุด"), (second, "เก็บแบบสำรวจแล้ว 120 ชุด")):
        open_report(page)
        page.get_by_text("อยู่ระหว่างดำเนินการ", exact=True).tap()
        page.get_by_label("ผลที่เกิดขึ้น").fill(result)
    first.get_by_role("button", name="ส่งรายงาน").tap()
    expect(first.get_by_text("ส่งรายงานแล้ว").first).to_be_visible()
    second.get_by_role("button", name="ส่งรายงาน").tap()
    expect(second.get_by_text("เก็บแบบสำรวจแล้ว 40 ชุด").first).to_be_visible()
    expect(second.get_by_label("ผลที่เกิดขึ้น")).to_have_value("เก็บแบบสำรวจแล้ว 120 ชุด")
    assert_accessible(second)
    second.get_by_role("button", name="ส่งรายงาน").tap()
    expect(second.get_by_text("ส่งรายงานแล้ว").first).to_be_visible()
    for page in (first, second):
        page.context.close()


def test_a_contradiction_is_told_while_it_is_typed(browser: Browser, server: Server) -> None:
    page = phone_of(browser, server, "first")
    open_report(page)
    page.get_by_text("ดำเนินการแล้ว", exact=True).tap()
    page.locator("input[name=percent]").fill("80")
    page.get_by_label("ผลที่เกิดขึ้น").fill("อยู่ระหว่างจัดทำ")
    expect(page.locator("#checked")).to_contain_text("ขัดแย้ง")
    page.context.close()


def phone_of(browser: Browser, server: Server, name: str) -> Page:
    """Somebody's phone, signed in: touch only, 390 px."""
    context = browser.new_context(
        base_url=server.address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="th-TH"
    )
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto("/account/sign-in/")
    page.get_by_label("อีเมล").fill(f"{name}@thung-fa-sai.example")
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").tap()
    page.wait_for_url("**/desk/**")
    return page


def open_report(page: Page) -> None:
    page.goto("/desk/thung-fa-sai/2567/work/")
    page.get_by_role("link", name="รายงาน").first.tap()
    page.wait_for_url("**/rounds/**")


def assert_fit_for_a_thumb(page: Page) -> None:
    """Whatever is pressed to finish the report is no smaller than a thumb, and within the screen."""
    pressed = page.locator("form[data-report]").locator(
        "button:visible, label.status, input:visible:not([type=radio]):not([type=checkbox]), textarea:visible"
    )
    assert pressed.count() >= 8
    for place in range(pressed.count()):
        box = pressed.nth(place).bounding_box()
        assert box, pressed.nth(place)
        small = box["height"] < SMALLEST_TARGET and pressed.nth(place).get_attribute("type") != "range"
        assert not small, (box, pressed.nth(place).evaluate("each => each.outerHTML.slice(0, 200)"))
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
