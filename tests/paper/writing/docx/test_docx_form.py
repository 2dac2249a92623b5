"""How a DOCX is made: real styles, fixed tables, fields, properties, the room for the seal."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from lxml import etree
from PIL import Image
from tests.paper.writing.docx.word_order import W, misplaced, parts_of, tree
from tests.paper.writing.manuscripts import ADDRESS, CODE, MADE_AT, everything, manuscript, picture

from prongsai.paper.sealing import EMPTY_SEAL, PAPER_MARK, SealingKey, State, examine, seal
from prongsai.paper.writing.docx import docx_bytes
from prongsai.paper.writing.manuscript import (
    Beside,
    Code,
    Contents,
    Paragraph,
    Picture,
    Role,
    Signature,
    Span,
    Table,
    cell,
    plain,
)

FACES = {"ascii", "hAnsi", "eastAsia", "cs"}


def attribute(element: object, name: str) -> str:
    return str(element.get(f"{W}{name}"))  # type: ignore[attr-defined]


def style_ids(package: bytes) -> set[str]:
    return {attribute(each, "styleId") for each in tree(package, "word/styles.xml").iter(f"{W}style")}


def test_every_child_stands_where_word_expects_it() -> None:
    assert misplaced(docx_bytes(everything())) == []


def test_every_part_is_declared_and_every_relation_leads_somewhere() -> None:
    parts = parts_of(docx_bytes(everything()))
    types = etree.fromstring(parts["[Content_Types].xml"])
    declared = {each.get("PartName", "").lstrip("/") for each in types} - {""}
    endings = {each.get("Extension") for each in types}
    assert declared <= set(parts)
    assert all(name in declared or name.rpartition(".")[2] in endings for name in parts)
    for name in ("word/_rels/document.xml.rels", "_rels/.rels"):
        folder = "word/" if "word" in name else ""
        inside = [each for each in etree.fromstring(parts[name]) if each.get("TargetMode") != "External"]
        assert inside
        assert all(f"{folder}{each.get('Target')}" in parts for each in inside)


@pytest.mark.parametrize("font", ["TH Sarabun New", "TH SarabunPSK", "Sarabun"])
def test_the_face_is_named_for_every_script_and_never_by_a_theme(font: str) -> None:
    package = docx_bytes(replace(everything(), font=font))
    named = list(tree(package, "word/styles.xml").iter(f"{W}rFonts"))
    assert len(named) == 2
    assert all({attribute(each, face) for face in FACES} == {font} for each in named)
    assert b"Theme=" not in b"".join(parts_of(package).values())


@pytest.mark.parametrize(("font", "body", "cells"), [("TH Sarabun New", "32", "28"), ("Sarabun", "22", "20")])
def test_letters_are_as_large_for_thai_as_for_latin(font: str, body: str, cells: str) -> None:
    styles = {
        attribute(each, "styleId"): each
        for each in tree(docx_bytes(replace(everything(), font=font)), "word/styles.xml").iter(f"{W}style")
    }
    for key, size in (("Normal", body), ("TableText", cells)):
        assert [attribute(each, "val") for each in styles[key].iter(f"{W}sz", f"{W}szCs")] == [size, size]
    for each in styles.values():
        assert len(list(each.iter(f"{W}sz"))) == len(list(each.iter(f"{W}szCs")))
        assert len(list(each.iter(f"{W}b"))) == len(list(each.iter(f"{W}bCs")))


def test_every_style_that_is_used_is_there_and_no_run_has_a_face_of_its_own() -> None:
    package = docx_bytes(everything())
    used = {attribute(each, "val") for each in tree(package).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= style_ids(package)
    for run in tree(package).iter(f"{W}rPr"):
        assert [each.tag for each in run] == [f"{W}rStyle"]


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.HEADING])
def test_every_role_has_a_style(role: Role) -> None:
    package = docx_bytes(manuscript(plain("ก", role)))
    style = next(tree(package).iter(f"{W}pStyle"))
    assert attribute(style, "val") in style_ids(package)


def test_running_text_is_spread_as_thai_is_with_its_first_line_indented() -> None:
    styles = tree(docx_bytes(manuscript(plain("ก"))), "word/styles.xml")
    body = next(each for each in styles.iter(f"{W}style") if attribute(each, "styleId") == "BodyText")
    assert attribute(next(body.iter(f"{W}jc")), "val") == "thaiDistribute"
    assert attribute(next(body.iter(f"{W}ind")), "firstLine") == "1418"


def test_heads_repeat_and_stay_whole_while_rows_may_break() -> None:
    rows = list(tree(docx_bytes(everything())).iter(f"{W}tbl"))[1].findall(f"{W}tr")
    is_head = [each.find(f"{W}trPr/{W}tblHeader") is not None for each in rows]
    is_whole = [each.find(f"{W}trPr/{W}cantSplit") is not None for each in rows]
    assert is_head == is_whole == [True, True, False, False, False]


def test_widths_are_fixed_and_fill_the_page() -> None:
    table = list(tree(docx_bytes(everything())).iter(f"{W}tbl"))[1]
    columns = [int(attribute(each, "w")) for each in table.iter(f"{W}gridCol")]
    assert sum(columns) == 16838 - 2 * 1134
    for row in table.iter(f"{W}tr"):
        assert sum(int(attribute(each, "w")) for each in row.iter(f"{W}tcW")) == sum(columns)
    assert attribute(next(table.iter(f"{W}tblLayout")), "type") == "fixed"


@pytest.mark.parametrize("shares", [(0.001, 0.999), (0.01,) * 3 + (0.97,), (1 / 60,) * 60, (3.0, 1.0)])
def test_no_column_is_too_narrow_for_a_number_and_none_is_lost(shares: tuple[float, ...]) -> None:
    row = tuple(cell("1") for _ in shares)
    table = next(tree(docx_bytes(manuscript(Table(shares, (), (row,))))).iter(f"{W}tbl"))
    columns = [int(attribute(each, "w")) for each in table.iter(f"{W}gridCol")]
    assert sum(columns) == 9071
    assert min(columns) >= min(453, 9071 // len(shares))


def test_a_table_says_what_it_holds() -> None:
    whole = Table((1.0,), ((cell("ก"),),), ((cell("ข"),),), "สรุปของตาราง", caption="ตารางที่ 1")
    table = next(tree(docx_bytes(manuscript(whole))).iter(f"{W}tbl"))
    assert attribute(next(table.iter(f"{W}tblDescription")), "val") == "สรุปของตาราง"
    assert attribute(next(table.iter(f"{W}tblCaption")), "val") == "ตารางที่ 1"


def test_pages_lie_as_their_sections_want_with_an_offices_margins() -> None:
    sections = list(tree(docx_bytes(everything())).iter(f"{W}sectPr"))
    pages = [next(each.iter(f"{W}pgSz")) for each in sections]
    assert [attribute(each, "orient") for each in pages] == ["None", "landscape", "None"]
    margins = next(sections[0].iter(f"{W}pgMar"))
    assert [attribute(margins, side) for side in ("top", "right", "bottom", "left")] == ["1417", "1134", "1134", "1701"]


@pytest.mark.parametrize(("digits", "form"), [("thai", "thaiNumbers"), ("arabic", "decimal")])
def test_pages_and_notes_are_counted_in_the_digits_that_are_wanted(digits: str, form: str) -> None:
    sections = tree(docx_bytes(everything(digits=digits)))
    assert {attribute(each, "fmt") for each in sections.iter(f"{W}pgNumType")} == {form}
    assert {attribute(each, "val") for each in sections.iter(f"{W}numFmt")} == {form}


def test_a_section_without_numbers_has_no_page_field() -> None:
    parts = parts_of(docx_bytes(everything()))
    footers = [content for name, content in parts.items() if name.startswith("word/footer")]
    assert [b" PAGE " in each for each in footers].count(False) == 1


def test_the_contents_is_a_field_that_asks_nothing() -> None:
    blocks = (Contents("สารบัญ", 1), plain("หนึ่ง", Role.HEADING, level=1), plain("หนึ่งหนึ่ง", Role.HEADING, level=2))
    package = docx_bytes(manuscript(*blocks))
    body = tree(package)
    codes = [each.text.split()[0] for each in body.iter(f"{W}instrText")]
    assert codes == ["TOC", "PAGEREF"]
    marks = {attribute(each, "name") for each in body.iter(f"{W}bookmarkStart")}
    assert {attribute(each, "anchor") for each in body.iter(f"{W}hyperlink")} <= marks
    kinds = [attribute(each, "fldCharType") for each in body.iter(f"{W}fldChar")]
    assert [kinds.count(each) for each in ("begin", "separate", "end")] == [2, 2, 2]
    assert not any(word in content for content in parts_of(package).values() for word in (b"updateFields", b"w:dirty"))


def test_a_contents_without_headings_is_still_a_whole_field() -> None:
    body = tree(docx_bytes(manuscript(Contents("สารบัญ"))))
    kinds = [attribute(each, "fldCharType") for each in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_pictures_are_described_and_no_wider_than_the_page() -> None:
    package = docx_bytes(manuscript(Picture(picture(), "png", 400, "ภาพกว้าง")))
    body = tree(package)
    extent = next(each for each in body.iter() if each.tag.endswith("}extent"))
    assert int(extent.get("cx")) == (11906 - 1701 - 1134) * 635
    described = [each for each in body.iter() if each.tag.endswith("}docPr")]
    assert [each.get("descr") for each in described] == ["ภาพกว้าง"]


def test_a_drawing_becomes_dots_that_word_shows() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>'
    parts = parts_of(docx_bytes(manuscript(Picture(drawing, "svg", 40, "แบบ"))))
    with Image.open(io.BytesIO(parts["word/media/image1.png"])) as shown:
        assert shown.format == "PNG"
        assert abs(shown.width / shown.height - 2) < 0.02


def test_the_same_picture_is_kept_once() -> None:
    shown = Picture(picture(), "png", 20, "ตรา")
    names = [each for each in parts_of(docx_bytes(manuscript(shown, shown))) if "media" in each]
    assert names == ["word/media/image1.png"]


def test_words_beside_a_picture_are_paragraphs() -> None:
    package = docx_bytes(manuscript(Beside(Code(ADDRESS, 20, "คิวอาร์โค้ด", align="left"), (plain("เลขที่"), plain("วันที่")))))
    body = tree(package)
    assert not list(body.iter(f"{W}tbl"))
    assert [each.tag.rpartition("}")[2] for each in body.iter() if each.tag.endswith(("}anchor", "}inline"))] == [
        "anchor"
    ]


def test_whoever_signs_stands_with_the_line_above() -> None:
    lines = ("(ลงชื่อ)", "(นายตัวอย่าง ใจดี)", "นายก")
    styles = [attribute(each, "val") for each in tree(docx_bytes(manuscript(Signature(lines)))).iter(f"{W}pStyle")]
    assert styles == ["Signature", "Signature", "SignatureLastLine"]


def test_a_second_tab_of_a_memos_head_goes_to_the_middle_of_the_line() -> None:
    field = plain("ที่\tมท 1\tวันที่ 2", Role.FIELD)
    stops = [
        attribute(each, "pos") for each in tree(docx_bytes(manuscript(field))).iter(f"{W}tab") if each.get(f"{W}pos")
    ]
    assert stops == ["4535", "9071"]


def test_the_file_says_what_it_is_and_nothing_of_who_made_it() -> None:
    package = docx_bytes(everything())
    core = docx.Document(io.BytesIO(package)).core_properties
    assert (core.title, core.subject) == ("แผนการขับเคลื่อนจริยธรรม & ความโปร่งใส <2570>", "แผนมาตรการ")
    assert (core.keywords, core.author, core.last_modified_by, core.language) == ("ITA, 2570", "", "", "th-TH")
    assert core.created == core.modified == MADE_AT.replace(tzinfo=UTC)
    custom = {each.get("name"): "".join(each.itertext()) for each in tree(package, "docProps/custom.xml")}
    assert custom == {
        "agency": "เทศบาลตำบลตัวอย่าง",
        "number": "ตย 52001/123",
        "version": "2",
        "prongsai-paper": PAPER_MARK + CODE,
        "prongsai-seal": EMPTY_SEAL,
    }


def test_a_paper_of_no_day_is_dated_long_ago() -> None:
    core = docx.Document(io.BytesIO(docx_bytes(manuscript(plain("ก"))))).core_properties
    assert core.created == datetime(1980, 1, 1, tzinfo=UTC)


def test_there_is_room_for_one_seal_where_the_paper_was_issued_and_none_before() -> None:
    assert docx_bytes(everything()).count(EMPTY_SEAL.encode()) == 1
    assert EMPTY_SEAL.encode() not in docx_bytes(everything(code=""))


def test_a_sealed_paper_is_sound_and_one_changed_byte_is_told() -> None:
    sealed = seal(docx_bytes(everything()), SealingKey(bytes(32)))
    assert examine(sealed).state is State.INTACT
    assert zipfile.ZipFile(io.BytesIO(sealed)).testzip() is None
    changed = bytearray(sealed)
    changed[len(changed) // 2] ^= 1
    assert examine(bytes(changed)).state is State.CHANGED


def test_python_docx_opens_it() -> None:
    opened = docx.Document(io.BytesIO(docx_bytes(everything())))
    assert len(opened.sections) == 3
    assert opened.styles["Title"].font.bold


def test_faces_in_a_paragraph_are_styles_too() -> None:
    spans = (Span("ก", bold=True), Span("ข", italic=True), Span("ค", bold=True, italic=True))
    styles = [attribute(each, "val") for each in tree(docx_bytes(manuscript(Paragraph(spans)))).iter(f"{W}rStyle")]
    assert styles == ["Strong", "Emphasis", "StrongEmphasis"]


def kept(package: bytes) -> dict[str, bool]:
    """Whether a paragraph stays with the next one, by its words."""
    paragraphs = tree(package, "word/document.xml").iter(f"{W}p")
    return {
        "".join(text.text or "" for text in each.iter(f"{W}t")): each.find(f"{W}pPr/{W}keepNext") is not None
        for each in paragraphs
    }


def test_a_small_table_stays_whole_and_a_large_one_leaves_no_row_alone() -> None:
    for count, wanted in ((5, [True, True, True, True, False]), (30, [False] * 28 + [True, False])):
        body = tuple((cell(f"ก{number}"), cell(f"ข{number}")) for number in range(count))
        found = kept(docx_bytes(manuscript(Table((0.5, 0.5), ((cell("ที่"), cell("ผล")),), body))))
        assert [found[f"ก{number}"] for number in range(count)] == wanted


def test_who_signs_takes_along_what_stands_above_and_leaves_the_imprint_free() -> None:
    imprint = Beside(Code(ADDRESS, 25, "รหัส", align="right"), (plain("ข้อมูล", Role.NOTE), plain("เลขที่", Role.NOTE)))
    lines = (plain("หนึ่ง"), plain("สอง"), plain("สาม"), Signature(("ลงชื่อ", "นายก")), imprint)
    found = kept(docx_bytes(manuscript(*lines)))
    assert [found[each] for each in ("หนึ่ง", "สอง", "สาม", "นายก", "ข้อมูล", "เลขที่")] == [
        *(False, True, True, False, True, False)  # LibreOffice tears a signature that must stay with all of it
    ]
