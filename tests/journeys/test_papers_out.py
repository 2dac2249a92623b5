"""A paper's way out: opened, seen as pages, signed, issued, verified by anybody, edited in Word and read again."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import Site, assert_accessible, press
from journeys.office import Office
from prongsai.paper.sealing import State, examine

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

OFFICES = {1280: ("than-phloi", 2566), 390: ("khok-dok-chik", 2564)}
"""Each width walks at an agency of its own, in the year of its paper."""


@pytest.fixture
def office(browser: Browser, site: Site, page: Page) -> Office:
    width = page.viewport_size["width"] if page.viewport_size else 0
    slug, year = OFFICES[width]
    return Office(site, browser, slug, year, width)


def test_a_plan_goes_out_is_verified_and_comes_back_from_word(office: Office, tmp_path: Path) -> None:
    clerk = office.at("clerk")
    name_who_signs(clerk, office)
    open_document(clerk, office, f"plan-{office.year}", "plan")
    see_it_as_pages(clerk)
    sign_on_paper(clerk)
    number = issue(clerk, f"๑/{office.year}")
    pdf, word = files_of(clerk, "PDF"), files_of(clerk, "DOCX")
    assert examine(pdf).state is examine(word).state is State.INTACT
    verify_as_a_stranger(office, clerk, number, pdf)
    comes_back_edited(clerk, office, word, tmp_path)
    clerk.context.close()


def test_an_executive_returns_a_memo_and_then_approves_it(office: Office) -> None:
    clerk, executive = office.at("clerk"), office.at("executive")
    open_document(clerk, office, f"plan-{office.year}", "memo")
    address = clerk.url.split("#")[0]
    submit(clerk)
    executive.goto(address)
    assert_accessible(executive)
    executive.locator("summary", has_text="ส่งกลับให้แก้").click()
    executive.get_by_label("เหตุผล").last.fill("ขอให้เพิ่มเรื่องงบประมาณ")
    press(executive.get_by_role("button", name="ส่งกลับ"))
    clerk.goto(address)
    expect(clerk.get_by_text("ขอให้เพิ่มเรื่องงบประมาณ").first).to_be_visible()
    submit(clerk)
    executive.goto(address)
    press(executive.get_by_role("button", name="อนุมัติเอกสาร"))
    assert_accessible(executive)
    clerk.goto(address)
    issue(clerk, f"77/{office.year}")
    for who in (clerk, executive):
        who.context.close()


def name_who_signs(page: Page, office: Office) -> None:
    page.goto(office.desk("style/"))
    assert_accessible(page)
    press(page.get_by_role("link", name=re.compile("เพิ่มผู้ลงนาม")).first)
    page.get_by_label("ชื่อ").first.fill("นายตัวอย่าง ใจซื่อ")
    page.get_by_label("ตำแหน่ง").first.fill("นายกเทศมนตรี")
    press(page.locator("main form button").last)
    assert_accessible(page)


def open_document(page: Page, office: Office, subject: str, layout: str) -> None:
    """From the offer on the list, or one question at a time where the subject has a paper already."""
    page.goto(office.desk("documents/"))
    assert_accessible(page)
    offer = page.locator(f"a[href*='subject={subject}&layout={layout}']")
    if not offer.count():
        press(page.get_by_role("link", name="ออกเอกสารใหม่"))
        assert_accessible(page)
        press(page.locator(f"a[href*='subject={subject}']").first)
        assert_accessible(page)
    press(offer.first)
    assert_accessible(page)
    press(page.get_by_role("button", name="เปิดร่างเอกสาร"))
    assert_accessible(page)


def see_it_as_pages(page: Page) -> None:
    """The pages come by a job, and are there after a reload."""
    press(page.get_by_role("button", name="แสดงเป็นหน้า"))
    picture = page.get_by_role("img", name=re.compile("หน้า 1 จาก")).first
    expect(picture).to_be_visible()
    page.reload()
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 500", arg=picture.element_handle())
    assert_accessible(page)


def submit(page: Page) -> None:
    press(page.get_by_role("button", name="เสนอผู้บริหาร").last)
    assert_accessible(page)


def sign_on_paper(page: Page) -> None:
    page.locator("summary", has_text="ลงนามในกระดาษแล้ว").click()
    page.get_by_label("วันที่ลงนามในกระดาษ").fill("2026-10-01")
    press(page.get_by_role("button", name="บันทึกว่าลงนามแล้ว"))
    assert_accessible(page)


def issue(page: Page, number: str) -> str:
    """With a reason, where the paper contradicts itself or its content is not settled; the files come by a job."""
    page.get_by_label("เลขที่").fill(number)
    reason = page.get_by_label("เหตุผลที่ออกทั้งที่ยังมีเรื่องค้าง")
    if reason.count():
        press(page.get_by_role("button", name="ออกเอกสาร").last)
        assert_accessible(page)  # refused without it, and nothing typed is lost
        assert page.get_by_label("เลขที่").input_value() == number
        reason.fill("คะแนนพิมพ์ตามหนังสือแจ้งผล อยู่ระหว่างสอบถามผู้ประเมิน")
    press(page.get_by_role("button", name="ออกเอกสาร").last)
    press(page.get_by_role("link", name=re.compile("ฉบับที่ 1")).first)
    expect(page.get_by_role("link", name="PDF").first).to_be_visible()
    assert_accessible(page)
    return number


def files_of(page: Page, form: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=form, exact=True).first.click()
    return Path(started.value.path()).read_bytes()


def verify_as_a_stranger(office: Office, clerk: Page, number: str, pdf: bytes) -> None:
    """By the code that the paper's QR leads to, by the file, and with one byte of it changed."""
    code = clerk.locator("a[href^='/verify/']").first.get_attribute("href")
    stranger = office.stranger()
    stranger.goto(str(code))
    assert_accessible(stranger)
    expect(stranger.get_by_text(number).first).to_be_visible()
    stranger.goto("/verify/")
    assert_accessible(stranger)
    for content, answer in ((pdf, "ตรงกับฉบับที่ออก"), (one_bit_changed(pdf), "ไม่ตรง")):
        stranger.goto("/verify/")
        stranger.locator("input[type=file]").set_input_files(
            {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        press(stranger.locator("form", has=stranger.locator("input[type=file]")).locator("button"))
        expect(stranger.get_by_text(answer).first).to_be_visible()
        assert_accessible(stranger)
    stranger.context.close()


def one_bit_changed(content: bytes) -> bytes:
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    return bytes(changed)


def comes_back_edited(page: Page, office: Office, word: bytes, folder: Path) -> None:
    """What was edited in Word, and nothing else, is shown when the file is uploaded again."""
    file = folder / "edited.docx"
    file.write_bytes(with_one_text_changed(word, lambda text: f"{text} ทุกไตรมาส"))
    page.goto(office.desk("papers/"))
    page.locator("input[type=file]").set_input_files(file)
    press(page.get_by_role("button", name="ส่งให้อ่าน"))
    came_from = page.get_by_text("ไฟล์นี้แก้จากเอกสารที่ออก").first
    expect(came_from).to_be_visible()
    assert_accessible(page)
    expect(page.get_by_text("ต่างกัน 1 แห่ง").first).to_be_visible()
    expect(page.get_by_text("ทุกไตรมาส").first).to_be_visible()


def with_one_text_changed(word: bytes, change: Callable[[str], str]) -> bytes:
    """The Word file with the text of one step changed, as somebody would in Word."""
    paper = docx.Document(io.BytesIO(word))
    paragraph = next(
        paragraph
        for table in reversed(paper.tables)
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        if re.match(r"[1๑]\. ", paragraph.text)
    )
    paragraph.runs[-1].text = change(paragraph.runs[-1].text)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
