"""An item page of another website: read by the worker, proposed on the desk, taken over as chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.disclosure.made import an_exhibit
from cast import Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Exhibit, ItemPageImport, Showing
from prongsai.base.models import AuditLine, Job
from prongsai.core.framework import load
from watch.ground import Ground, framed, ground
from watch.serving import page

YEAR = 2568
HERE = "https://www.thungfasai.example.go.th"


@pytest.fixture
def it(tmp_path: Path, settings: Any) -> Iterator[Ground]:
    with ground(tmp_path) as it:
        settings.WATCH = {"allowed": it.policy.allowed, "resolve": it.policy.resolve, "timeout": 1.0, "deadline": 2.0}
        yield it


def address(cast: Cast, name: str = "item-pages", *more: object) -> str:
    return reverse(f"disclosure:{name}", args=[cast.agency.slug, YEAR, *more])


def handed_in(cast: Cast, work: Callable[[], None], body: str, url: str = f"{HERE}/ita") -> ItemPageImport:
    """A page handed in by the clerk as a file, and read."""
    clerk = Visitor(cast.person("clerk"))
    content = f"<!doctype html><html><body>{body}</body></html>".encode()
    response = clerk.post(address(cast), {"url": url, "upload": SimpleUploadedFile("ita.html", content)})
    assert response.status_code == 302
    work()
    return ItemPageImport.objects.latest("pk")


def proposed(page: ItemPageImport) -> list[tuple[str, str, str]]:
    return [(row["address"].removeprefix(HERE), row["item"], row["by"]) for row in page.rows]


def row(code: str, link: str, title: str = "") -> str:
    return f'<tr><td>{code}</td><td>{title}</td><td><a href="{link}">เปิด</a></td></tr>'


def title(code: str, year: int = YEAR) -> str:
    item = load(year).item(code)
    assert item is not None
    return item.title_th


def test_reads_a_table_with_codes_in_every_spelling(cast: Cast, work: Callable[[], None]) -> None:
    spelt = ["o1", "O 2", "o-03", "๐4", "O๕", "ข้อ 6", "ข้อ ๗", "08"]
    rows = "".join(row(code, f"/{place}", title(f"o{place}")) for place, code in enumerate(spelt, 1))
    page = handed_in(cast, work, f"<table>{rows}</table>")
    assert proposed(page) == [(f"/{place}", f"o{place}", "both") for place in range(1, 9)]


def test_reads_nested_lists_whose_files_stand_under_their_item(cast: Cast, work: Callable[[], None]) -> None:
    body = (
        f"<ul><li>O12 {title('o12')}<ul><li><a href='/a.pdf'>แผน</a></li><li><a href='/b.pdf'>ผล</a></li></ul></li>"
        f"<li>O13 {title('o13')}<ol><li><a href='/c.pdf'>สรุป</a></li></ol></li></ul>"
    )
    found = [each[:2] for each in proposed(handed_in(cast, work, body))]
    assert found == [("/a.pdf", "o12"), ("/b.pdf", "o12"), ("/c.pdf", "o13")]


def test_reads_an_accordion_of_divs_and_is_not_sure_of_what_only_follows(cast: Cast, work: Callable[[], None]) -> None:
    body = (
        f"<div><div>o7 {title('o7')}</div><div><a href='/1'>เอกสาร</a><a href='/2'>เอกสาร</a></div></div>"
        f"<div><div>o8 {title('o8')}</div><div><a href='/3'>เอกสาร</a></div></div>"
    )
    page = handed_in(cast, work, body)
    assert proposed(page) == [("/1", "o7", "both"), ("/2", "o7", "above"), ("/3", "o8", "both")]
    shown = Visitor(cast.person("clerk")).get(address(cast, "item-page", page.pk)).content.decode()
    assert shown.count(" checked") == 2


def test_reads_pictures_as_links_and_titles_without_codes(cast: Cast, work: Callable[[], None]) -> None:
    body = (
        f"<p><a href='/people'><img src='x.png' alt='O2 ผู้บริหาร'></a></p>"
        f"<p><a href='/contact'>{title('o3')}</a></p><p><a href='/weather'>พยากรณ์อากาศวันนี้</a></p>"
    )
    page = handed_in(cast, work, body)
    assert [each[:2] for each in proposed(page)] == [("/people", "o2"), ("/contact", "o3"), ("/weather", "")]
    assert "พยากรณ์อากาศวันนี้" in Visitor(cast.person("clerk")).get(address(cast, "item-page", page.pk)).content.decode()


def test_carries_the_numbers_of_another_year_over_and_says_so(cast: Cast, work: Callable[[], None]) -> None:
    items = load(2567).items
    rows = "".join(row(each.code, f"/{each.code}", each.title_th) for each in items)
    page = handed_in(cast, work, f"<table>{rows}</table>")
    assert len(page.rows) == len(items)
    found = {link: item for link, item, _by in proposed(page)}
    assert found["/o4"] == "o3"  # contact stood there in 2567
    assert found["/o12"] == "o11"
    text = Visitor(cast.person("clerk")).get(address(cast, "item-page", page.pk)).content.decode()
    assert "หน้านี้ใช้เลขข้อของปี 2567" in text


def test_a_code_with_the_title_of_another_item_is_left_to_the_clerk(cast: Cast, work: Callable[[], None]) -> None:
    page = handed_in(cast, work, f"<table>{row('o2', '/x', title('o12'))}</table>")
    assert proposed(page) == [("/x", "o2", "conflict")]
    text = Visitor(cast.person("clerk")).get(address(cast, "item-page", page.pk)).content.decode()
    assert " checked" not in text


def test_takes_over_what_is_ticked_and_finds_it_there_the_next_time(cast: Cast, work: Callable[[], None]) -> None:
    there = an_exhibit(cast, url=f"{HERE}/1", places=[("o1", "")], year=YEAR)
    rows = "".join(row(f"o{place}", f"/{place}", title(f"o{place}")) for place in (1, 2, 3))
    page = handed_in(cast, work, f"<table>{rows}{row('o3', '/3', title('o3'))}</table>")
    clerk = Visitor(cast.person("clerk"))
    assert clerk.get(address(cast, "item-page", page.pk)).content.decode().count(" checked") == 2
    sent = {"page": "1", "take-1": "on", "item-1": "o2", "take-2": "on", "item-2": "O 5", "item-0": "o1"}
    assert clerk.post(address(cast, "item-page-take", page.pk), sent).status_code == 302
    shown = set(Showing.objects.exclude(exhibit=there).values_list("exhibit__url", "item"))
    assert shown == {(f"{HERE}/2", "o2"), (f"{HERE}/3", "o5")}
    line = AuditLine.objects.get(verb="item_page.taken_over")
    assert line.changes == {"count": 2, "year": YEAR}
    clerk.post(address(cast, "item-page-take", page.pk), sent)
    assert Exhibit.objects.count() == 3
    assert "แสดงในข้อนี้อยู่แล้ว" in clerk.get(address(cast, "item-page", page.pk)).content.decode()


def test_keeps_what_was_chosen_when_one_row_names_no_item(cast: Cast, work: Callable[[], None]) -> None:
    rows = "".join(row(f"o{place}", f"/{place}", title(f"o{place}")) for place in (1, 2))
    page = handed_in(cast, work, f"<table>{rows}</table>")
    sent = {"page": "1", "take-0": "on", "item-0": "o99", "take-1": "on", "item-1": "o7"}
    response = Visitor(cast.person("clerk")).post(address(cast, "item-page-take", page.pk), sent)
    assert response.status_code == 422
    assert 'value="o99"' in response.content.decode()
    assert 'value="o7"' in response.content.decode()
    assert not Exhibit.objects.exists()


def test_reads_a_page_of_the_web_and_of_its_menu_only_what_is_titled_so(
    cast: Cast, work: Callable[[], None], it: Ground
) -> None:
    body = f"<table>{row('o1', '/structure', title('o1'))}</table>"
    url = it.put("/ita", page(framed("การเปิดเผยข้อมูลสาธารณะ", body)))
    clerk = Visitor(cast.person("clerk"))
    clerk.post(address(cast), {"url": url})
    work()
    read = ItemPageImport.objects.get()
    assert [each["item"] for each in read.rows if each["address"].endswith("/structure")] == ["o1"]
    ticked = Visitor(cast.person("clerk")).get(address(cast, "item-page", read.pk)).content.decode().count(" checked")
    menu = [each["item"] for each in read.rows if not each["address"].endswith("/structure")]
    assert [each for each in menu if each] == ["o4"]  # the menu's news are what the item of this very title asks for
    assert ticked == 2


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest/", "http://127.0.0.1:1/", "http://10.0.0.1/ita"])
def test_never_reads_what_lies_inside(cast: Cast, work: Callable[[], None], it: Ground, url: str) -> None:
    Visitor(cast.person("clerk")).post(address(cast), {"url": url})
    work()
    read = ItemPageImport.objects.get()
    assert (read.job.state, read.rows) == (Job.State.FAILED, [])
    assert "เครือข่ายภายใน" in read.job.message


@pytest.mark.parametrize(
    "body",
    [
        "<a href='javascript:alert(1)'>o1</a><a href='/ok'>o1 <script>alert(2)</script></a>",
        "<table><tr><td>" * 60 + "<a href='/ok'>o1</a>",
        "<a href='/ok' title='\" onmouseover=alert(1) x=\"'>o1 &lt;img src=x onerror=alert(1)&gt;</a>",
        "<a href='/ok'>" + "o1 " * 50_000 + "</a>",
        "<base href='javascript:x'><a href='/ok'>o1&#0;</a>",
    ],
)
def test_hostile_pages_are_read_and_shown_harmless(cast: Cast, work: Callable[[], None], body: str) -> None:
    page = handed_in(cast, work, body)
    assert [each["address"] for each in page.rows] == [f"{HERE}/ok"]
    assert Visitor(cast.person("clerk")).get(address(cast, "item-page", page.pk)).status_code == 200


def test_a_page_deeper_than_anybody_reads_says_what_to_do(cast: Cast, work: Callable[[], None]) -> None:
    page = handed_in(cast, work, "<table><tr><td>" * 3_000 + "<a href='/ok'>o1</a>")
    assert (page.job.state, page.rows) == (Job.State.FAILED, [])
    assert "ไม่พบลิงก์ในหน้านี้" in page.job.message


def test_a_file_with_short_links_asks_for_the_address_of_its_page(cast: Cast, work: Callable[[], None]) -> None:
    page = handed_in(cast, work, "<a href='/1'>o1</a><a href='https://x.example.go.th/2'>o2</a>", url="")
    assert page.job.state == Job.State.FAILED
    assert "ลิงก์แบบย่อ 1 รายการ" in page.job.message


def test_asks_for_a_page_and_takes_no_other_kind_of_file(cast: Cast) -> None:
    clerk = Visitor(cast.person("clerk"))
    assert clerk.post(address(cast), {}).status_code == 422
    wrong = clerk.post(address(cast), {"upload": SimpleUploadedFile("ita.pdf", b"%PDF-1.7")})
    assert wrong.status_code == 422
    assert clerk.post(address(cast), {"url": "ita page"}).status_code == 422
    assert not ItemPageImport.objects.exists()


def test_another_agency_finds_nothing(cast: Cast, work: Callable[[], None]) -> None:
    page = handed_in(cast, work, "<a href='/1'>o1</a>")
    there = reverse("disclosure:item-page", args=[cast.other_agency.slug, YEAR, page.pk])
    assert Visitor(cast.person("stranger")).get(there).status_code == 404
