"""What a page shows, what it says about itself, and when it changed: judged by its bytes alone."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.watch import judging
from prongsai.watch.addresses import address_of
from prongsai.watch.dates import changed_on, days_in
from prongsai.watch.kinds import Kind, delivered, promised
from prongsai.watch.letters import is_markup, text_of
from prongsai.watch.links import links_of
from prongsai.watch.pages import Page, read_page
from watch.ground import framed

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)  # the 22nd in Thailand
HERE = address_of("http://www.thungfasai.example/a")


def read(body: str) -> Page:
    return read_page(body.encode())


def dated(body: str, **headers: str) -> date | None:
    return changed_on(read(body), {name.replace("_", "-"): value for name, value in headers.items()}, NOW)


def test_only_what_a_reader_sees_is_text() -> None:
    page = read(
        "<title>ข่าว</title><style>p{}</style><script>var a='ลับ'</script><template>แม่แบบ</template>"
        "<!-- หมายเหตุ --><p hidden>ซ่อน</p><p style='DISPLAY : none'>ซ่อน</p><noscript>เปิดสคริปต์</noscript>"
        "<p>เทศ<b>บาล</b>ตำบล<br>ทุ่งฟ้าใส</p><table><tr><td>หนึ่ง<td>สอง</table>"
    )
    assert page.segments == ["เทศบาลตำบล", "ทุ่งฟ้าใส", "หนึ่ง", "สอง"]
    assert page.title == "ข่าว"


def test_the_frame_of_a_page_is_not_its_own() -> None:
    page = read("<header>หัว</header><nav>เมนู<main>x</main></nav><main><h1>แผน</h1>เนื้อหา</main>ท้าย<footer>ท้ายสุด")
    assert page.own == ["แผน", "เนื้อหา", "ท้าย"]
    assert page.headings == ["แผน"]


@pytest.mark.parametrize(
    ("markup", "onward"),
    [
        ("<meta http-equiv=refresh content='0;url=/a'>", "/a"),
        ("<meta http-equiv='REFRESH' content='3; URL=\"/a b\"'>", "/a b"),
        ("<meta http-equiv=refresh content='0,/a'>", "/a"),
        ("<meta http-equiv=refresh content='0;  url = /a?x=1;2 '>", "/a?x=1;2"),
        ("<meta http-equiv=refresh content='60;url=/a'>", ""),
        ("<meta http-equiv=refresh content='5'>", ""),
        ("<meta http-equiv=refresh content='5; url='>", ""),
        ("<script>window.location = '/a'</script>", "/a"),
        ('<script>top.location.href="/a";</script>', "/a"),
        ("<script>location.assign('/a')</script>", "/a"),
        ("<script>if(x){location.href='/a'}</script><p>เนื้อหา</p>", ""),
        ("<script>var mylocation='/a'</script>", ""),
    ],
)
def test_a_page_may_send_its_reader_on_by_itself(markup: str, onward: str) -> None:
    assert read(f"<html><head>{markup}</head><body></body></html>").onward == onward


MISSING = [
    "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found on this server.</p>",
    "<title>ไม่พบหน้า – เทศบาลตำบลทุ่งฟ้าใส</title><h1>อุ๊ย! ไม่พบหน้านี้</h1><p>ลองค้นหาดูไหม</p>",
    "<title>Page not found - เทศบาล</title><p>It looks like nothing was found at this location.</p>",
    "<title>เทศบาล</title><h2>Error 404</h2><p>ไม่มีเนื้อหา</p>",
    "<title>เทศบาล</title><p>ไม่พบบทความ</p>",
    "<title>เทศบาล</title><div>ขออภัย ไม่พบหน้าเว็บที่คุณต้องการ</div>",
    "<title>เทศบาล</title><h1>เอกสารนี้ถูกลบ</h1>",
    "<title>เทศบาล</title><h1>The document you requested cannot be found</h1>",
    "<title>เทศบาล</title><h1>This page no longer exists</h1>",
    "<title>เทศบาล</title><h3>ขออภัย ไม่มีข้อมูล</h3>",
    "<title>เทศบาล</title><p>No data found.</p>",
    "<title>Account Suspended</title><p>Contact your hosting provider for more information.</p>",
    "Fatal error: Uncaught PDOException: SQLSTATE[HY000] in /home/db.php:12",
    "<script>alert('ไม่พบข้อมูล');</script>",
]


@pytest.mark.parametrize("body", MISSING)
def test_a_page_that_says_that_nothing_is_there_is_believed(body: str) -> None:
    assert judging.says_missing(read(body))


WELL = [
    framed("สถิติเรื่องร้องเรียน", "<p>ไม่พบเรื่องร้องเรียนในปีงบประมาณ พ.ศ. 2568</p>"),
    framed("รายงานการรับทรัพย์สิน", "<p>ไม่พบข้อมูลการรับทรัพย์สินหรือประโยชน์อื่นใดของเจ้าหน้าที่ในรอบปี</p>"),
    framed("คำสั่งที่ 404/2568", "<p>แต่งตั้งคณะกรรมการ</p>"),
    framed("โทร. 0 3640 4404", "<p>ติดต่อสำนักปลัด ห้อง 404</p>"),
    framed("เจ้าหน้าที่ถูกย้าย", "<p>ประกาศการย้ายพนักงานเทศบาล</p>"),
    framed("การปฏิบัติหน้าที่นี้ไม่มีอยู่ในแผน", "<p>คำชี้แจงของกองคลัง</p>"),
    framed("หน้าที่และอำนาจ", "<p>หน้าที่ของเทศบาลตามพระราชบัญญัติ</p>"),
    framed("ขั้นตอนเมื่อไม่พบเอกสารในแฟ้มบุคคล", "<p>ให้แจ้งงานการเจ้าหน้าที่ภายใน 3 วัน</p>"),
    framed("ถาม-ตอบ", "<p>ถาม: เข้าเว็บแล้วขึ้น page not found ทำอย่างไร</p>" + "<p>ตอบ: แจ้งผู้ดูแลระบบ</p>" * 20),
    framed(
        "ตารางกิจกรรม",
        "<table><tr><td>มกราคม<td>ไม่มีข้อมูล</table><p>กุมภาพันธ์ จัดกิจกรรมจิตอาสา 2 ครั้ง มีผู้ร่วม 120 คน "
        "มีนาคม จัดอบรมคุณธรรมจริยธรรมแก่บุคลากร เมษายน จัดงานประเพณี</p>",
    ),
    framed("ประกาศ", '<p>ไม่มีข้อมูล</p><a href="/a.pdf">ประกาศฉบับเต็ม</a>'),
]


@pytest.mark.parametrize("body", WELL)
def test_a_page_with_content_is_not_called_missing_for_a_word_in_it(body: str) -> None:
    page = read(body)
    assert not judging.says_missing(page)
    assert not judging.is_empty(page)
    assert not judging.is_parked(page, HERE)
    assert not judging.is_login(page, HERE, was_sent=True)
    assert not judging.is_held_off(page)


@pytest.mark.parametrize(
    ("body", "is_wall"),
    [
        ("<title>เข้าสู่ระบบ</title><img src=logo.png><form>ชื่อผู้ใช้<input>รหัสผ่าน<input type=PASSWORD></form>", True),
        ("<h1>ระบบสารบรรณ</h1><form><input type=password></form>", True),
        (
            "<h1>Sign in</h1><p>Use your work account to go on to the document asked for.</p><input type=password>",
            True,
        ),
        (framed("ข่าว", "<p>ข่าวสั้น</p>") + "<aside><form><input type=password></form></aside>", False),
        ("<header><form><input type=password></form></header><p>ประกาศสั้น</p>", False),
        ("<form>" + "<p>เนื้อหาของหน้าที่อยู่ในฟอร์มเดียวทั้งหน้า</p>" * 9 + "<input type=password></form>", False),
        ("<p>แผน</p><a href=/a.pdf>แผน</a><form><input type=password></form>", False),
        ("<form><input type=search></form><h1>เข้าสู่ระบบค้นหา</h1>", False),
    ],
)
def test_a_wall_is_a_page_that_only_asks_who_one_is(body: str, is_wall: bool) -> None:
    assert judging.is_login(read(body), HERE, was_sent=False) is is_wall


@pytest.mark.parametrize(
    ("path", "is_wall"),
    [
        ("/wp-login.php?redirect_to=x", True),
        ("/member/login", True),
        ("/Login.aspx", True),
        ("/accounts/sign-in/", True),
        ("/blogging", False),
        ("/login-news-2568.html", False),
        ("/authority/plan", False),
        ("/author/clerk", False),
    ],
)
def test_being_sent_to_a_door_is_a_wall_too(path: str, is_wall: bool) -> None:
    door = address_of(f"http://www.thungfasai.example{path}")
    assert judging.is_login(Page(), door, was_sent=True) is is_wall
    assert judging.is_login(Page(), door, was_sent=False) is False


def test_the_page_for_missing_addresses_is_known_again_whatever_it_repeats() -> None:
    def missing(path: str, count: int) -> tuple[Page, object]:
        body = f"<p>{path}</p><p>ผู้เข้าชม {count} คน</p><p>หัวข้ออื่นที่ท่านอาจสนใจของเทศบาลของเรา</p>"
        return read(framed("บริการ", body)), address_of(f"http://www.thungfasai.example{path}")

    probe, probed = missing("/no-such-page-1a2b", 7)
    same, asked = missing("/o12/report", 1234)
    other = read(framed("บริการ", "<p>/o12/report</p><p>แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570) ฉบับทบทวน</p>"))
    assert judging.is_same_as_missing(same, asked, probe, probed)  # type: ignore[arg-type]
    assert not judging.is_same_as_missing(other, asked, probe, probed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "final", "is_it"),
    [
        ("/o12/report.pdf", "/", True),
        ("/o12", "/index.php", True),
        ("/?p=12", "/home", True),
        ("/o12", "/th/index.html", True),
        ("/", "/index.php", False),
        ("/index.php", "/", False),
        ("/o12", "/o12/", False),
        ("/o12", "/?p=12", False),
        ("/o12", "/homework", False),
    ],
)
def test_a_front_page_is_elsewhere_for_who_asked_for_something(asked: str, final: str, is_it: bool) -> None:
    at = "http://www.thungfasai.example"
    assert judging.is_elsewhere(address_of(at + asked), address_of(at + final)) is is_it


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ประกาศ ณ วันที่ ๒๒ เดือน พฤศจิกายน พ.ศ. ๒๕๖๗", [date(2024, 11, 22)]),
        ("5 ม.ค. 68 และ 6 ก.พ. 2568", [date(2025, 1, 5), date(2025, 2, 6)]),
        ("22/11/2567 หรือ 2024-11-23", [date(2024, 11, 22), date(2024, 11, 23)]),
        ("31 กุมภาพันธ์ 2567, 00/13/2567, 1 ม.ค. 9999", []),
        ("โทร 036-200-2567 เลขที่ 12/2568", []),
    ],
)
def test_reads_days_as_offices_write_them(text: str, days: list[date]) -> None:
    assert days_in(text) == days


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<p>ปรับปรุงล่าสุด 5 มีนาคม 2568</p><p>ประกาศ ณ วันที่ 1 มกราคม 2568</p>", date(2025, 3, 5)),
        ("<p>ประกาศ ณ วันที่ 1 มกราคม 2568</p>", date(2025, 1, 1)),
        ("<table><tr><td>แก้ไขล่าสุด :<td>12/02/2568</table>", date(2025, 2, 12)),
        ("<p>Last updated: 2025-02-12</p>", date(2025, 2, 12)),
        ("<meta property='article:modified_time' content='2025-01-31T20:00:00Z'><p>ข่าว</p>", date(2025, 2, 1)),
        ("<p>ข่าว</p><time datetime='2025-01-02'>เมื่อวาน</time><time datetime='2024-12-31'>", date(2025, 1, 2)),
        ("<p>วันนี้ 22 พฤศจิกายน 2569</p><p>ข่าว</p>", None),
        ("<p>ปรับปรุงล่าสุด 5 มีนาคม 2599</p>", None),
        ("<p>เผยแพร่ 1 ม.ค. 2499</p>", None),
        ("<p>กำหนดการวันที่ 5 มีนาคม 2568</p>", None),
        ("<time datetime='0001-01-01T00:00:00+14:00'>", None),
        ("<time datetime='5 มีนาคม 2568'>", date(2025, 3, 5)),
    ],
)
def test_a_page_changed_when_it_says_so(body: str, day: date | None) -> None:
    assert dated(body) == day


def test_the_server_is_believed_only_when_it_does_not_name_the_moment_of_asking() -> None:
    assert dated("<p>ข่าว</p>", last_modified="Tue, 26 Nov 2024 03:00:00 GMT") == date(2024, 11, 26)
    moment = "Sat, 21 Nov 2026 19:59:30 GMT"
    assert dated("<p>ข่าว</p>", last_modified=moment, date="Sat, 21 Nov 2026 20:00:00 GMT") is None
    assert dated("<p>ข่าว</p>", last_modified=moment, date="nonsense") == date(2026, 11, 22)
    assert dated("<p>ข่าว</p>", last_modified="Tue, 26 Nov 2030 03:00:00 GMT") is None
    for said in (
        "yesterday",
        "",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "Tue, 26 Nov 2024 03:00:00 +" + "9" * 20,
    ):
        assert dated("<p>ข่าว</p>", last_modified=said, date=said) is None


@pytest.mark.parametrize(
    ("body", "content_type", "name", "kind"),
    [
        (b"%PDF-1.4", "text/html", "a.pdf", Kind.PDF),
        (b"\r\n%PDF-1.4", "", "a", Kind.PDF),
        (b"PK\x03\x04" + b"word/document.xml", "application/octet-stream", "a", Kind.WORD),
        (b"PK\x03\x04" + b"0" * 90_000 + b"xl/workbook.xml", "", "a.zip", Kind.SHEET),
        (b"PK\x03\x04plan.txt", "", "a.docx", Kind.ARCHIVE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/octet-stream", "a.xls", Kind.SHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-powerpoint", "a", Kind.SLIDES),
        (b"\xff\xd8\xff\xe0", "text/html", "a", Kind.PICTURE),
        (b"RIFF0000WEBPVP8", "", "a", Kind.PICTURE),
        (b"<table><tr><td>1", "application/vnd.ms-excel", "a.xls", Kind.SHEET),
        (b"<!DOCTYPE html><p>", "application/vnd.ms-excel", "a.pdf", Kind.PAGE),
        (b"<!-- x --><HTML>", "", "a", Kind.PAGE),
        (b'<?xml version="1.0"?><rss>', "application/rss+xml", "a", Kind.OTHER),
        (b"a,b\n1,2", "text/plain", "a.csv", Kind.SHEET),
        (b"hello", "text/plain", "a.txt", Kind.TEXT),
        (b"hello", "text/html", "a", Kind.PAGE),
        (b"", "", "a", Kind.UNKNOWN),
    ],
)
def test_bytes_are_what_they_are(body: bytes, content_type: str, name: str, kind: Kind) -> None:
    hint = promised(address_of(f"http://www.thungfasai.example/{name}"))
    assert delivered(body, content_type, hint) is kind


def test_thai_letters_are_read_in_whatever_encoding_they_came() -> None:
    words = "เทศบาลตำบลทุ่งฟ้าใส"
    for said in (
        "text/html; charset=tis-620",
        "text/html; charset=utf-8",
        "text/html; charset=x-thai-thing",
        "text/html",
    ):
        assert text_of(words.encode("cp874"), said) == words
        assert text_of(words.encode(), said) == words
    assert text_of(b"<meta charset=windows-874>" + words.encode("cp874")).endswith(words)
    assert text_of(words.encode("utf-16")) == words
    assert text_of(b"\xef\xbb\xbf" + words.encode()) == words
    assert text_of(words.encode()[:-1]) == words[:-1]  # cut within a letter
    for named in ("iso-8859-1", "windows-1252", "utf-16", "hex", "zip", "idna", "unicode_escape", "rot13", "undefined"):
        assert text_of(words.encode("cp874"), f"text/html; charset={named}") == words


def test_links_bring_the_words_around_them() -> None:
    found = links_of(
        """<base href="/ita/"><h2>ปี 2568</h2><table>
        <tr><td rowspan=2>O1<td>โครงสร้าง<td><a href="1.pdf">เปิด</a></tr>
        <tr><td>อำนาจหน้าที่<td><a href='2.pdf'><b>เปิด</b></a></tr>
        <tr><td>O2<td>ผู้บริหาร<td><a href="http://other.example/x"><img alt="ดู" src=a.png></a></tr></table>
        <ul><li>O3 ติดต่อ<ul><li><a href=map>แผนที่</a><li>โทรศัพท์ <a href=phone>ที่นี่</a></ul></ul>
        <p>O4 ข่าว <a href=n1>หนึ่ง</a> O5 แผน <a href=n2>สอง</a></p>
        <a href="javascript:x()">ก</a><a href="mailto:a@b.c">ข</a><a href="#top">ค</a><a>ง</a><a href=" ">จ</a>
        <h3>O6 งบประมาณ</h3><a href="?id=6">ดาวน์โหลด</a>""".encode(),
        "http://www.thungfasai.example/page/",
    )
    at = "http://www.thungfasai.example/ita/"
    assert [(each.text, each.address, each.before, each.heading) for each in found] == [
        ("เปิด", f"{at}1.pdf", "O1 โครงสร้าง", "ปี 2568"),
        ("เปิด", f"{at}2.pdf", "O1 อำนาจหน้าที่", "ปี 2568"),
        ("ดู", "http://other.example/x", "O2 ผู้บริหาร", "ปี 2568"),
        ("แผนที่", f"{at}map", "O3 ติดต่อ", "ปี 2568"),
        ("ที่นี่", f"{at}phone", "โทรศัพท์", "ปี 2568"),
        ("หนึ่ง", f"{at}n1", "O4 ข่าว", "ปี 2568"),
        ("สอง", f"{at}n2", "O5 แผน", "ปี 2568"),
        ("ดาวน์โหลด", f"{at}?id=6", "", "O6 งบประมาณ"),
    ]


def test_links_of_a_file_from_a_disk_are_the_whole_addresses() -> None:
    body = "<p>O1 <a href=a.pdf>ก</a> <a href='https://www.thungfasai.example/b.pdf'>ข</a>".encode("cp874")
    assert [each.address for each in links_of(body)] == ["https://www.thungfasai.example/b.pdf"]
    assert [each.text for each in links_of(body)] == ["ข"]


HOSTILE = [
    b"",
    b"\0\0\0",
    b"<",
    b"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]><p>&b;&b;",
    b"<?xml version='1.0' encoding='utf-32'?><html><p>x",
    b"<div>" * 200_000 + b"<a href=x>x</a>",
    b"<table><tr><td>" * 20_000 + b"<a href=x>x</a>",
    b"<ul><li>" * 20_000 + b"<a href=x>x</a>",
    b"<tr><td rowspan=9999>a<a href=x>x</a></tr>" * 8_000,
    b"<a href=x>" * 30_000,
    b"<p " + b"a=b " * 100_000 + b">x",
    b"<h1>" + b"404 " * 400_000,
    b"<p>" + "ไม่พบหน้า".encode() * 100_000,
    b"<p>" + b"the page you " * 100_000,
    "<p>{}</p>".format("ก" * 40).encode() * 30_000,
    b"<script>" + b"location=" * 100_000,
    b"<meta http-equiv=refresh content='" + b"0;" * 100_000 + b"'>",
    b"<title>" + b"\xff" * 100_000,
    b"<select>" + b"<option>1 \xe0\xb8\xa1.\xe0\xb8\x84. 2568" * 50_000,
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_page_is_read_in_a_moment(body: bytes) -> None:
    began = time.monotonic()
    page = read_page(body, "text/html")
    links_of(body, HERE.url)
    judging.says_missing(page)
    judging.is_login(page, HERE, was_sent=False)
    judging.is_parked(page, HERE)
    judging.is_held_off(page)
    judging.is_same_as_missing(page, HERE, page, HERE)
    changed_on(page, {}, NOW)
    assert page.onward == "" or len(page.onward) < 400_000
    assert time.monotonic() - began < 20  # seconds where it would be hours


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_bytes_make_it_stumble(body: bytes, content_type: str) -> None:
    for content in (body, b"<html>" + body, b"<a href='" + body + b"'>x</a><meta http-equiv=refresh content='" + body):
        page = read_page(content, content_type)
        judging.says_missing(page)
        changed_on(page, {"last-modified": content_type, "date": content_type}, NOW)
        assert all(each.address.startswith("http") for each in links_of(content, HERE.url, content_type))
        assert delivered(content, content_type) in set(Kind)
        assert is_markup(content) in {True, False}
