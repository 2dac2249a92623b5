"""Every kind of page is drawn in both languages from its record alone, whatever somebody typed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from lxml import html

from apps.disclosure.made_public import public_pages
from pages import faults_in
from prongsai.apps.disclosure.queries.rendering import LANGUAGES, Chapter, Language, SiteFrame, WebLinker, render
from prongsai.core.publication import BODIES, Link, PublicPage, Said, Unit

FRAME = SiteFrame(
    slug="thung-fa-sai",
    name=Said("เทศบาลตำบลทุ่งฟ้าใส", "Thung Fa Sai"),
    place=Said("อำเภอแก่งคอย จังหวัดสระบุรี"),
    licence="CC-BY-4.0",
    chapters=(Chapter("home", ""), Chapter("contact", "contact/"), Chapter("contents", "contents/")),
)
WEB = WebLinker("thung-fa-sai", "https://example.go.th")
HOSTILE = "</title><script>alert(1)</script>\"'&<b onload=x>{{ site }}{% now %}\u202e" + "ก" * 10_000
KEPT = {"path", "kind", "subject", "code", "photo", "emblem", "picture", "state", "value", "before", "tool"}
"""What nobody types."""
PAGES = {page.kind: page for page in public_pages()}


def hostile(record: Any, text: str = HOSTILE) -> Any:
    """A record with the same hostile text wherever somebody can type one."""
    if isinstance(record, Said):
        return Said(text, record.en and text)
    if isinstance(record, tuple):
        return tuple(hostile(each, text) for each in record)
    if is_dataclass(record) and not isinstance(record, type):
        said = {each.name: getattr(record, each.name) for each in fields(record) if each.name not in KEPT}
        return replace(
            record, **{name: text if isinstance(value, str) else hostile(value, text) for name, value in said.items()}
        )
    return record


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BODIES)
def test_every_kind_is_drawn(kind: str, language: Language) -> None:
    text = render(FRAME, PAGES[kind], language, WEB)
    assert faults_in(text) == []
    root = html.document_fromstring(text)
    assert root.get("lang") == language
    assert not root.xpath("//script | //form[@method='post'] | //input[@name='csrfmiddlewaretoken']")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BODIES)
def test_what_somebody_typed_is_text(kind: str, language: Language) -> None:
    page: PublicPage = hostile(PAGES[kind])
    text = render(FRAME, page, language, WEB)
    assert faults_in(text) == []
    root = html.document_fromstring(text)
    assert not root.xpath("//script | //b | //*[@onload]")
    assert "\u202e" not in text
    assert "{{ site }}" in root.text_content()


def test_a_text_that_is_there_in_thai_only_says_so_on_an_english_page() -> None:
    root = html.document_fromstring(render(FRAME, PAGES["measure"], "en", WEB))
    (heading,) = root.xpath("//h1/span[@lang='th']")
    assert heading.text == "สำรวจความพึงพอใจ"
    assert not html.document_fromstring(render(FRAME, PAGES["measure"], "th", WEB)).xpath("//h1/span")


def test_bars_stand_between_their_lines_and_beside_their_numbers() -> None:
    root = html.document_fromstring(render(FRAME, PAGES["result"], "th", WEB))
    (svg,) = root.xpath("//svg[@class='bars']")
    assert svg.find("title").text
    assert svg.find("desc").text
    assert svg.xpath(".//rect[@class='bar bar-high']/@width") == ["96.00%"]
    assert svg.xpath(".//rect[@class='bar-before']/@width") == ["95.00%"]
    assert set(svg.xpath(".//line[@class='threshold']/@x1")) == {"85%", "95%"}
    cells = [[cell.text_content() for cell in row] for row in root.xpath("//table//tr")]
    assert ["1 การปฏิบัติหน้าที่", "96.00", "95.00"] in cells
    assert ["6 คุณภาพการดำเนินงาน", "–", "–"] in cells


def test_a_link_that_is_no_web_address_is_only_a_text() -> None:
    item = PAGES["item"]
    body = replace(item.body, before=(Link(Said("อันตราย"), address="javascript:alert(1)"),))
    root = html.document_fromstring(render(FRAME, replace(item, body=body), "th", WEB))
    assert "อันตราย" in root.text_content()
    assert not [href for href in root.xpath("//a/@href") if href.startswith("javascript")]


def test_boxes_stand_under_each_other_and_a_ring_or_a_lost_parent_loses_none() -> None:
    names = ["ก", "ข", "ค", "ง", "จ", *(f"ชั้น {level}" for level in range(40))]
    under = {"ข": "ก", "ค": "ง", "ง": "ค", "จ": "ไม่มี", **{f"ชั้น {level}": f"ชั้น {level - 1}" for level in range(1, 40)}}
    page = PAGES["structure"]
    body = replace(page.body, units=tuple(Unit(name, "", under=under.get(name, "")) for name in names))
    root = html.document_fromstring(render(FRAME, replace(page, body=body), "th", WEB))
    boxes = [box.text_content() for box in root.xpath("//div[@class='site-box']")]
    assert sorted(boxes) == sorted(names)
    assert root.xpath("//li[div[.='ก']]/ul/li/div[.='ข']")


def test_a_page_of_a_year_leads_to_that_years_others_and_to_other_years() -> None:
    years = tuple(
        Chapter(kind, f"{year}/{end}") for year in (2566, 2567) for kind, end in (("result", ""), ("items", "items/"))
    )
    root = html.document_fromstring(render(replace(FRAME, of_years=years), PAGES["items"], "th", WEB))
    assert root.xpath("//nav[@class='site-year']//a/@href") == [
        "/thung-fa-sai/2567/",
        "/thung-fa-sai/2567/items/",
        "/thung-fa-sai/2566/items/",
    ]


def test_a_preview_says_that_it_is_one_and_is_not_indexed() -> None:
    text = render(replace(FRAME, banner=Said("ตัวอย่างก่อนเผยแพร่", "A preview")), PAGES["home"], "th", WEB)
    root = html.document_fromstring(text)
    assert root.xpath("//aside[@class='site-banner']/p")[0].text == "ตัวอย่างก่อนเผยแพร่"
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
