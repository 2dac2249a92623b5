"""HTML: what was written reads back, is valid, is accessible, and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser
from tinyhtml5.parser import HTMLParser

from browsers import a_browser
from paper.writing.manuscripts import CODE, NOTED, everything, found_grids, manuscript, said
from prongsai.paper.reading.blocks import Document, Paragraph, Table
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.sealing import EMPTY_SEAL
from prongsai.paper.writing import write
from prongsai.paper.writing.manuscript import (
    Beside,
    Code,
    Manuscript,
    Note,
    Properties,
    Role,
    Section,
    Span,
    cell,
    plain,
)
from prongsai.paper.writing.manuscript import Paragraph as Line
from prongsai.paper.writing.manuscript import Table as Grid

NOTE = f"{NOTED.text} {NOTED.address}"


def tree(paper: Manuscript) -> Any:
    return html.document_fromstring(write(paper, "html"))


def opened(paper: Manuscript) -> Document:
    return open_bytes("paper.html", write(paper, "html"))


def test_everything_reads_back_as_it_was_written() -> None:
    """Footnotes read as paragraphs at the end, a line break as two paragraphs, a tab as a space, contents as entries;
    the title is the first level, so that headings stand one deeper."""
    paper = everything()
    wanted = said(paper)
    document = opened(paper)
    found = [(each.text, each.heading) for each in document.blocks if isinstance(each, Paragraph)]
    begin = found.index(("สารบัญ", None))
    del found[begin : begin + 7]
    assert found[-2:] == [(NOTE, None), (NOTE, None)]
    lines = [
        (" ".join(line.split()), level and level + 1) for text, level in wanted.paragraphs for line in text.split("\n")
    ]
    title = lines.index(("แผนการขับเคลื่อนจริยธรรมและความโปร่งใส", None))
    lines[title] = (lines[title][0], 1)
    assert found[:-2] == lines
    assert found_grids(document) == wanted.tables
    order = "".join("t" if isinstance(each, Table) else "p" for each in document.blocks)
    assert re.sub("p+", "p", order) == re.sub("p+", "p", wanted.order)


@pytest.mark.parametrize("paper", [everything(), manuscript(plain("ก"))], ids=["everything", "a line"])
def test_it_parses_without_a_single_error(paper: Manuscript) -> None:
    parser = HTMLParser()
    parser.parse(write(paper, "html"))
    assert parser.errors == []


def test_it_needs_nothing_from_outside_and_runs_nothing() -> None:
    page = tree(everything())
    assert page.xpath("//script | //link | //iframe | //object | //form | //@onclick") == []
    assert all(each.startswith("data:image/") for each in page.xpath("//img/@src"))
    style = page.xpath("string(//style)")
    assert "@import" not in style
    assert set(re.findall(r'url\("?([a-z]+:[a-z/0-9]+)', style)) == {"data:font/woff2"}
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_there_is_one_main_heading_and_no_level_is_jumped() -> None:
    papers = [
        everything(),
        manuscript(plain("ก", Role.HEADING, level=1), plain("ข", Role.HEADING, level=3)),
        manuscript(plain("ก"), plain("ข", Role.TITLE), plain("ค", Role.TITLE), plain("ง", Role.HEADING, level=2)),
        manuscript(plain("ก")),
    ]
    for paper in papers:
        levels = [int(each.tag[1]) for each in tree(paper).xpath("//h1|//h2|//h3|//h4")]
        assert levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert tree(papers[-1]).xpath("string(//h1)") == "เอกสารทดสอบ"


def test_ids_are_unique_and_every_link_inside_leads_somewhere() -> None:
    page = tree(everything())
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    inside = {each[1:] for each in page.xpath("//a/@href") if each.startswith("#")}
    assert inside <= set(names)
    assert len(inside) == 10


def test_a_footnote_leads_there_and_back_and_leaves_the_score_alone() -> None:
    page = tree(manuscript(Line((Span("83.39", note=NOTED), Span(" คะแนน"))), digits="thai"))
    mark = page.xpath("//a[@role='doc-noteref']")[0]
    assert (mark.text_content(), mark.get("data-mark"), mark.get("aria-label")) == ("", "๑", "เชิงอรรถ ๑")
    note = page.get_element_by_id(mark.get("href")[1:])
    assert note.xpath("string(.//a[@role='doc-backlink']/@href)") == f"#{mark.get('id')}"
    assert note.getparent().getparent().get("role") == "doc-endnotes"


def test_head_cells_say_what_they_head() -> None:
    page = tree(everything())
    second = page.xpath("//table")[1]
    assert second.xpath("./thead/tr/th/@scope") == ["col", "col", "col", "colgroup", "col", "col", "col"]
    assert second.xpath("./tbody/tr/th/@scope") == ["rowgroup", "row"]
    region = second.getparent()
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert region.get("aria-label") == "ตาราง ๒: มาตรการ ขั้นตอน ระยะเวลา และผู้รับผิดชอบ"
    assert page.xpath("string(//caption)") == "ตารางที่ 1 คะแนนรายตัวชี้วัด"


def test_an_empty_cell_over_a_column_is_no_header() -> None:
    page = tree(manuscript(Grid((0.5, 0.5), ((cell(""), cell("ก")),), ((cell("ข", is_header=True), cell("ค")),))))
    assert [each.tag for each in page.xpath("//tr/*")] == ["td", "th", "th", "td"]


def test_only_addresses_that_may_be_followed_are_links() -> None:
    bad = (
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example",
        " https://x",
    )
    spans = tuple(Span("ก", link=each, note=Note("ข", each)) for each in bad)
    assert {each[:6] for each in tree(manuscript(Line(spans))).xpath("//a/@href")} == {"#note-", "#text-"}
    good = ("https://a.example/ก", "http://a.example", "mailto:a@a.example", "#heading-1")
    spans = tuple(Span("ก", link=each) for each in good)
    assert len(tree(manuscript(Line(spans))).xpath("//a/@href")) == len(good)


def test_what_stands_under_the_pages_ends_no_style() -> None:
    nasty = '"} </style><script>alert(1)</script> \\ ข้อความ 1'
    paper = Manuscript(Properties("ก"), (Section((plain("ข"),), "portrait", nasty),))
    page = tree(paper)
    assert page.xpath("//script") == []
    said = re.search(r'@bottom-left\{content:"([^"]*)"\}', page.xpath("string(//style)"))
    assert said
    assert re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), said[1]) == nasty


def test_an_issued_paper_has_one_place_for_its_seal_and_a_draft_none() -> None:
    issued, draft = write(everything(), "html"), write(everything(code=""), "html")
    assert issued.count(EMPTY_SEAL.encode()) == 1
    assert b"prongsai-seal" not in draft
    assert opened(everything()).source.paper == CODE


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as running:
        yield running


def test_words_beside_a_code_stay_on_a_phone_s_screen(browser: Browser, tmp_path: Path) -> None:
    words = plain(f"ลายนิ้วมือ {'0' * 32} {'0' * 32} ตรวจสอบที่ https://prongsai.example/verify/{'A' * 30}/", Role.NOTE)
    beside = Beside(Code("https://prongsai.example/v", 25, "รหัส", align="right"), (words,))
    file = tmp_path / "paper.html"
    file.write_bytes(write(manuscript(beside), "html"))
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(file.as_uri())
    box = page.locator(".beside > div").bounding_box()
    page.close()
    assert box
    assert box["x"] >= 0


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "paper.html"
    file.write_bytes(write(everything(), "html"))
    page = browser.new_page(viewport={"width": width, "height": 844})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(file.as_uri())
    faults = [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    face = page.evaluate("document.fonts.check('16px Sarabun', 'ก')")
    page.close()
    assert (faults, refused, face) == ([], [], True)
    assert wide <= width
