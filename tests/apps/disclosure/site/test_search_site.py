"""Searching a published site: Thai words, digits both ways, what stands in titles first, whatever is typed as text."""

from __future__ import annotations

from lxml import html

from apps.disclosure.made import a_release
from apps.disclosure.made_public import home_page
from apps.disclosure.site.made_site import news, site_of
from cast import Cast
from pages import Visitor


def found(cast: Cast, asked: str, language: str = "", **more: str) -> tuple[list[str], str]:
    """The paths that a search leads to, and the page."""
    response = Visitor().get(f"/{cast.agency.slug}/{language}search/", {"q": asked, **more})
    assert response.status_code == 200
    text = response.content.decode()
    hrefs = html.document_fromstring(text).xpath("//li[@data-row]/a/@href")
    return [href.removeprefix(f"/{cast.agency.slug}/") for href in hrefs], text


def test_a_thai_word_is_found_where_it_stands_and_shown_marked(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1, text="ประกาศจัดซื้อจัดจ้างเครื่องสูบน้ำ"), news(2)])
    paths, text = found(cast, "เครื่องสูบ")
    assert paths == ["news/1/"]
    assert "ประกาศจัดซื้อจัดจ้าง<mark>เครื่องสูบ</mark>น้ำ" in text


def test_a_split_sara_am_and_thai_digits_are_found_too(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1, text="ระบบนํ้าประปา ปี ๒๕๖๗"), news(2)])
    assert found(cast, "น้ำประปา 2567")[0] == ["news/1/"]
    assert found(cast, "นํ้าประปา ๒๕๖๗")[0] == ["news/1/"]


def test_every_word_must_be_there_and_titles_come_first(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1, text="ประชุม ข่าวที่ 2"), news(2, text="ประชุม"), news(3, text="อย่างอื่น")])
    assert found(cast, "ประชุม ข่าวที่ 2")[0] == ["news/2/", "news/1/"]
    assert found(cast, "ประชุม ไม่มีคำนี้")[0] == []


def test_signs_of_a_pattern_are_only_signs(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1, text="ลด 50% ทุกรายการ (a+b)_c \\ ท้าย"), news(2)])
    for asked in ("50%", "(a+b)_c", "\\"):
        assert found(cast, asked)[0] == ["news/1/"], asked
    assert found(cast, "%")[0] == ["news/1/"]


def test_what_is_typed_and_what_is_found_is_text(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1, text="<script>alert(1)</script> ภัย"), news(2)])
    paths, text = found(cast, '"><script>alert(1)</script>')
    assert (paths, "<script>" in text) == ([], False)
    assert "<script>" not in found(cast, "ภัย")[1]


def test_codes_that_only_programs_read_find_nothing(cast: Cast) -> None:
    a_release(cast)
    assert found(cast, "not_due")[0] == found(cast, "files/5f4e3d2c1b0a")[0] == []


def test_english_finds_english_and_stays_in_it(cast: Cast) -> None:
    a_release(cast)
    paths, text = found(cast, "have YOUR say", "en/")
    assert paths[0] == "en/news/5/"
    assert '<html lang="en">' in text


def test_many_results_come_page_by_page_and_a_page_that_is_none_is_the_last(cast: Cast) -> None:
    a_release(cast, site_of(46))
    first, last = found(cast, "เปิดรับฟัง")[0], found(cast, "เปิดรับฟัง", page="3")[0]
    assert (len(first), len(last)) == (20, 6)
    assert found(cast, "เปิดรับฟัง", page="99")[0] == last
    assert found(cast, "เปิดรับฟัง", page="x")[0] == first


def test_nothing_asked_is_no_fault(cast: Cast) -> None:
    a_release(cast)
    for asked in ("", "   ", "ก" * 5_000, "\0"):
        assert found(cast, asked)[0] == []
