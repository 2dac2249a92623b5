from collections.abc import Callable
from pathlib import Path

import pytest
from papermaking import docx_paper, odt_paper, packed, pdf_paper, xlsx_paper

from prongsai.core.errors import Unreadable
from prongsai.core.records import Source
from prongsai.paper.reading import bounds
from prongsai.paper.reading.blocks import Block
from prongsai.paper.reading.container import open_bytes, open_document
from prongsai.paper.reading.text import text_document

TEXT = "# หัวข้อ\n\nตัวชี้วัด\tคะแนน\n1. การใช้อำนาจ\t99.27\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def blocks() -> tuple[Block, ...]:
    return text_document(TEXT.encode(), Source("a.txt", "txt", "")).blocks


def refusal(name: str, content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        open_bytes(name, content)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "written"), [("docx", docx_paper), ("xlsx", xlsx_paper), ("odt", odt_paper), ("pdf", pdf_paper)]
)
def test_a_format_is_known_by_its_content_whatever_the_name(
    kind: str, written: Callable[[tuple[Block, ...]], bytes]
) -> None:
    document = open_bytes("renamed.txt", written(blocks()))
    assert document.source.format == kind
    assert document.source.name == "renamed.txt"
    assert document.tables[0].rows[1][1].text == "99.27"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("ข้อความธรรมดา", "txt"),
        ("# หัวข้อ\n\nข้อความ", "md"),
        ("<!doctype html><meta charset=utf-8><p>ข้อความ", "html"),
        ("ก,ข,ค\n1,2,3\n4,5,6\n", "csv"),
    ],
)
def test_kinds_of_text_are_told_apart(content: str, kind: str) -> None:
    assert open_bytes("paper", content.encode()).source.format == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_thai_is_read_in_every_encoding_of_the_office(encoding: str) -> None:
    document = open_bytes("paper.txt", TEXT.encode(encoding))
    assert document.tables[0].rows[1][0].text == "1. การใช้อำนาจ"


@pytest.mark.parametrize(
    ("content", "thai", "english"),
    [
        (b"", "ว่างเปล่า", "is empty"),
        (b" \n\t", "ว่างเปล่า", "is empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "รหัสผ่าน", "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word (.docx)", "Word (.docx)"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel (.xlsx)", "Excel (.xlsx)"),
        (b"{\\rtf1 x}", "Word (.docx)", "Word (.docx)"),
        (b"\x89PNG\r\n\x1a\n", "รูปภาพ", "picture"),
        (b"\x00\x01\x02\x03" * 50, "ไม่รู้จัก", "not known"),
        (b"PK\x03\x04 nothing", "เสียหาย", "damaged"),
        (packed({"readme.txt": b"x"}), "ไม่รู้จัก", "not known"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "Excel (.xlsx)", "Excel (.xlsx)"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "ไม่รู้จัก", "not known"),
        (b"<html><body></body></html>", "ว่างเปล่า", "is empty"),
        (b"\x00\x00\x00\x18ftypheic", "รูปภาพ", "picture"),
        (b"a" * (bounds.MOST_LETTERS * 4 + 1), "แยกเป็นหลายไฟล์", "Split it"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages_with_its_name(content: bytes, thai: str, english: str) -> None:
    problem = refusal("paper.docx", content)
    assert thai in problem.th
    assert english in problem.en
    assert "paper.docx" in problem.th
    assert "paper.docx" in problem.en


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    bomb = packed(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b" " * (30 * bounds.MEGABYTE)}
    )
    assert "unpacks" in refusal("bomb.odt", bomb).en


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        file.truncate(bounds.MOST_BYTES + 1)
    with pytest.raises(Unreadable, match="larger than 50 MB"):
        open_document(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        open_document(tmp_path / "gone.docx")


def test_the_hash_is_of_the_file_itself() -> None:
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert open_bytes("a.txt", b"abc").source.sha256 == known
