"""What is typed into a form outlives a closed tab, an ended session, another machine and a dead server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import Site, assert_accessible, free_port, wait_until_ready

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


@dataclass
class Server:
    """A server of one's own, that can be killed as a power cut would and started again where it was."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        wanted = {"PRONGSAI_DATA_DIR": str(self.folder), "PRONGSAI_DATABASE": "", "PYTHONUNBUFFERED": "1"}
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return {**kept, **wanted, "PYTHONIOENCODING": "utf-8"}

    def run(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "prongsai", *words], env=self.environment, check=True, capture_output=True
        )

    def start(self) -> None:
        output = self.folder / "printed.txt"
        words = [sys.executable, "-m", "prongsai", "up", "--port", str(self.port)]
        with output.open("w") as file:
            self.process = subprocess.Popen(words, env=self.environment, stdout=file, stderr=subprocess.STDOUT)
        wait_until_ready(self.process, output)

    def kill(self) -> None:
        """At once and with all its children: nothing is finished, nobody says goodbye."""
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        self.process.kill()
        self.process.wait()
        for child in children:
            os.killpg(int(child), signal.SIGKILL)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    running.run("manage", "migrate", "--verbosity", "0")
    running.run("manage", "shell", "--command", SETTING_UP)
    running.start()
    yield running
    if running.process and running.process.poll() is None:
        running.kill()


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
