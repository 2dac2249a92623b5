"""ODT: what was written reads back, and the file is what an office suite expects."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import etree

from paper.writing.manuscripts import CODE, NOTED, everything, found_grids, manuscript, picture, said
from prongsai.paper.reading.blocks import Document, Paragraph
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.sealing import EMPTY_SEAL
from prongsai.paper.writing import write
from prongsai.paper.writing.manuscript import Beside, Code, Note, PageBreak, Picture, Role, Signature, Span, cell, plain
from prongsai.paper.writing.manuscript import Paragraph as Line
from prongsai.paper.writing.manuscript import Table as Grid

SOFFICE = shutil.which("soffice")
NOTE = f"{NOTED.text} {NOTED.address}"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(content: bytes, part: str = "content.xml") -> Any:
    return etree.fromstring(parts(content)[part])


def named(root: Any, name: str) -> list[Any]:
    return list(root.iter(f"{{*}}{name}"))


def attribute(element: Any, name: str) -> str | None:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def opened(content: bytes) -> Document:
    return open_bytes("paper.odt", content)


def test_everything_reads_back_as_it_was_written() -> None:
    """A footnote reads as lines after its paragraph, and in its cell; a table of contents reads as its entries."""
    paper = everything()
    wanted = said(paper)
    document = opened(write(paper, "odt"))
    contents = [
        "สารบัญ",
        "1. ผลการประเมิน",
        "1.1 คะแนนรายตัวชี้วัด",
        "2. มาตรการ",
        "2.1 มาตรการที่ต้องทำ",
        "3. กิจกรรม",
        "4. ข้อมูลประจำเอกสาร",
    ]
    found = [(each.text, each.heading) for each in document.blocks if isinstance(each, Paragraph)]
    begin = found.index(("สารบัญ", None))
    assert [text for text, _ in found[begin : begin + len(contents)]] == contents
    del found[begin : begin + len(contents)]
    found.remove((NOTE, None))
    assert tuple(found) == wanted.paragraphs
    grids = tuple(
        tuple(tuple(each.replace(f"\n{NOTE}", "") for each in row) for row in grid) for grid in found_grids(document)
    )
    assert grids == wanted.tables
    assert NOTE in str(found_grids(document))


def test_the_package_begins_with_its_kind_and_lists_its_parts() -> None:
    content = write(everything(), "odt")
    found = parts(content)
    assert next(iter(found)) == "mimetype"
    assert content[30:38] == b"mimetype"
    listed = {attribute(each, "full-path") for each in named(tree(content, "META-INF/manifest.xml"), "file-entry")}
    assert listed == {"/", *found} - {"mimetype", "META-INF/manifest.xml"}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {each.compress_type for each in package.infolist()} == {zipfile.ZIP_STORED}


def test_every_style_that_is_used_is_defined() -> None:
    content = write(everything(), "odt")
    body, styles = tree(content), tree(content, "styles.xml")
    defined = {attribute(each, "name") for root in (body, styles) for each in named(root, "style")}
    used = {
        value
        for root in (body, styles)
        for each in root.iter()
        for key, value in each.items()
        if key.rpartition("}")[2] in ("style-name", "parent-style-name", "default-style-name")
    }
    assert used - defined == set()
    masters = {attribute(each, "name") for each in named(styles, "master-page")}
    begun = {attribute(each, "master-page-name") for each in named(body, "style")} - {None}
    assert begun == masters == {"Section_1", "Section_2", "Section_3"}


def test_every_role_has_a_style_of_its_own() -> None:
    roles = [role for role in Role if role is not Role.HEADING]
    body = tree(write(manuscript(plain("ก"), *(plain("ก", role) for role in roles)), "odt"))
    styles = [attribute(each, "style-name") for each in named(body, "p")][1:]
    assert len(set(styles)) == len(roles)


@pytest.mark.parametrize(("font", "size"), [("TH Sarabun New", "16pt"), ("TH SarabunPSK", "16pt"), ("Sarabun", "12pt")])
def test_thai_has_the_face_and_size_of_a_complex_script(font: str, size: str) -> None:
    styles = tree(write(manuscript(plain("ก"), font=font), "odt"), "styles.xml")
    letters = named(named(styles, "default-style")[0], "text-properties")[0]
    assert attribute(letters, "font-name-complex") == attribute(letters, "font-name") == font
    assert attribute(letters, "font-size-complex") == attribute(letters, "font-size") == size
    assert attribute(letters, "language-complex") == "th"
    assert attribute(letters, "country-complex") == "TH"


def test_header_rows_repeat_and_widths_are_shares() -> None:
    body = tree(write(everything(), "odt"))
    first, second = named(body, "table")
    assert len(named(named(second, "table-header-rows")[0], "table-row")) == 2
    styles = {attribute(each, "name"): each for each in named(body, "style")}
    widths = [
        float(str(attribute(styles[attribute(each, "style-name")][0], "column-width")).removesuffix("mm"))
        for each in named(first, "table-column")
    ]
    assert widths == pytest.approx([24, 88, 48])
    assert named(first, "desc")[0].text == "คะแนนรายตัวชี้วัดของปีงบประมาณ พ.ศ. 2569"


def test_what_begins_a_page_may_be_a_table() -> None:
    grid = Grid((1.0,), ((cell("ก"),),), ((cell("ข"),),))
    body = tree(write(manuscript(plain("บน"), PageBreak(), grid), "odt"))
    styles = {attribute(each, "name"): each for each in named(body, "style")}
    table = styles[attribute(named(body, "table")[0], "style-name")]
    assert attribute(table[0], "break-before") == "page"


def test_a_footnote_has_its_mark_in_the_chosen_digits_and_a_link() -> None:
    for digits, mark, label in (("arabic", "1", None), ("thai", "๑", "๑")):
        body = tree(write(manuscript(Line((Span("ก", note=NOTED),)), digits=digits), "odt"))
        citation = named(body, "note-citation")[0]
        assert (citation.text, attribute(citation, "label")) == (mark, label)
        assert [attribute(each, "href") for each in named(body, "a")] == [NOTED.address]


def test_only_addresses_that_may_be_followed_are_links() -> None:
    spans = tuple(
        Span("ก", link=each, note=Note("ข", each)) for each in ("javascript:alert(1)", "file:///etc/passwd", "//x", "")
    )
    assert named(tree(write(manuscript(Line(spans)), "odt")), "a") == []


def test_white_space_is_kept() -> None:
    text = " ก  ข   ค\tง\nจ "
    document = opened(write(manuscript(Line((Span("x"), Span(text), Span("y")))), "odt"))
    assert document.blocks[0].text == f"x{text}y"  # type: ignore[union-attr]


def test_pictures_are_inside_described_and_no_wider_than_the_page() -> None:
    wide = Picture(picture(), "png", 999, "ภาพกว้าง")
    content = write(manuscript(wide), "odt")
    frame = named(tree(content), "frame")[0]
    assert attribute(frame, "width") == "160.00mm"
    assert named(frame, "desc")[0].text == "ภาพกว้าง"
    assert parts(content)[str(attribute(named(frame, "image")[0], "href"))] == picture()


def test_an_issued_paper_has_one_place_for_its_seal_and_a_draft_none() -> None:
    issued, draft = write(everything(), "odt"), write(everything(code=""), "odt")
    assert issued.count(EMPTY_SEAL.encode()) == 1
    assert draft.count(b"prongsai-seal") == 0
    assert opened(issued).source.paper == CODE
    meta = tree(issued, "meta.xml")
    assert {each.text for each in meta.iter() if each.text} >= {
        "เทศบาลตำบลตัวอย่าง",
        "ตย 52001/123",
        "2026-10-01T00:00:00",
    }


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (apt-get install libreoffice-writer)")
def test_libreoffice_lays_it_out_as_meant(tmp_path: Path) -> None:
    """Pages of both orientations, Thai page numbers, footnotes at the bottom, contents that know their pages."""
    (tmp_path / "paper.odt").write_bytes(write(everything(), "odt"))
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    words = [SOFFICE or "", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "paper.odt"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(tmp_path / "paper.pdf") as document:
        sizes = [tuple(round(side) for side in page.get_size()) for page in document]
        texts = [page.get_textpage().get_text_range() for page in document]
    assert sizes[:3] == [(595, 842), (595, 842), (842, 595)]
    assert re.search(r"1\. ผลการประเมิน\.+2", texts[0])
    assert re.search(r"3\. กิจกรรม\.+4", texts[0])
    assert [text.rstrip()[-1] for text in texts[2:4]] == ["๓", "๔"]
    assert "๒ ที่มา" in re.sub(r"\s+", " ", texts[2])


def test_a_small_table_stays_whole_and_goes_along_with_who_signs() -> None:
    for count, whole, kept in ((4, "false", "always"), (30, "true", None)):
        body = tuple((cell(f"ก{number}"), cell("ข")) for number in range(count))
        table = Grid((0.5, 0.5), ((cell("ที่"), cell("ผล")),), body)
        root = tree(write(manuscript(table, Signature(("ลงชื่อ", "นายก"))), "odt"))
        (style,) = named(root, "table-properties")
        assert attribute(style, "may-break-between-rows") == whole
        assert attribute(style, "keep-with-next") == kept


def test_an_imprint_stays_with_the_signature_above_it() -> None:
    imprint = Beside(Code("https://prongsai.example/v", 25, "รหัส", align="right"), (plain("ข้อมูล"), plain("เลขที่")))
    root = tree(write(manuscript(plain("หนึ่ง"), plain("สอง"), plain("สาม"), Signature(("นายก",)), imprint), "odt"))
    kept = {
        attribute(style, "name")
        for style in named(root, "style")
        for each in named(style, "paragraph-properties")
        if attribute(each, "keep-with-next") == "always"
    }
    lines = {"".join(each.itertext()): attribute(each, "style-name") in kept for each in named(root, "p")}
    assert [lines[each] for each in ("หนึ่ง", "สอง", "สาม", "นายก")] == [False, True, True, True]
    assert lines["เลขที่"] is False
