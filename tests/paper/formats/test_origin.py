"""Which issued paper a file says it was made from, in every format that an office edits."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from paper.formats.test_odt import with_part
from paper.fuzz_files import open_document_text, word_package, workbook
from prongsai.core.records import Source
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.reading.origin import PROPERTY
from prongsai.paper.sealing import PAPER_MARK
from prongsai.paper.writing.packing import packed, unpacked

CODE = "8c1f-PAPER_of-2567"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def source(name: str, content: bytes) -> Source:
    return open_bytes(name, content).source


def custom(code: str, name: str = PROPERTY) -> bytes:
    """Custom properties as Word and Excel write them, another one before ours."""
    kind = 'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"'
    return (
        f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANT}">'
        f'<property {kind} pid="2" name="Department"><vt:lpwstr>กองคลัง</vt:lpwstr></property>'
        f'<property {kind} pid="3" name="{name}"><vt:lpwstr>{code}</vt:lpwstr></property></Properties>'
    ).encode()


def related(main: str) -> bytes:
    """The relations of a package whose custom properties lie where Office puts them."""
    pairs = {"officeDocument": main, "custom-properties": "docProps/custom.xml"}
    each = (f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{to}"/>' for kind, to in pairs.items())
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(each)}</Relationships>'.encode()


def word_file(properties: bytes) -> bytes:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f"<w:document {word}><w:body><w:p><w:r><w:t>แผน</w:t></w:r></w:p></w:body></w:document>"
    parts = {"_rels/.rels": related("word/document.xml"), "docProps/custom.xml": properties}
    return word_package(document.encode(), parts)


def odt_file(meta: str) -> bytes:
    names = f'xmlns:office="{_ODF}:office:1.0" xmlns:meta="{_ODF}:meta:1.0"'
    whole = f"<office:document-meta {names}><office:meta>{meta}</office:meta></office:document-meta>"
    return with_part(open_document_text("<text:p>แผน</text:p>"), "meta.xml", whole.encode())


def html_file(head: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body><p>แผน</p></body></html>".encode()


def test_a_word_paper_says_it_in_its_custom_properties() -> None:
    assert source("paper.docx", word_file(custom(CODE))).paper == CODE


def test_a_word_paper_still_says_it_after_python_docx_saved_it_again() -> None:
    first, edited = docx.Document(), BytesIO()
    first.add_paragraph("แผน")
    first.save(edited)
    parts = unpacked(edited.getvalue())
    relation = f'<Relationship Id="rIdOurs" Type="{_RELATIONS}/custom-properties" Target="docProps/custom.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    again = docx.Document(BytesIO(packed({**parts, "docProps/custom.xml": custom(CODE)})))
    again.paragraphs[0].text = "แผนที่แก้แล้ว"
    out = BytesIO()
    again.save(out)
    assert source("paper.docx", out.getvalue()).paper == CODE


def test_a_workbook_says_it_in_its_custom_properties() -> None:
    book = workbook('<row><c t="inlineStr"><is><t>แผน</t></is></c></row>')
    parts = {"docProps/custom.xml": custom(CODE), "_rels/.rels": related("xl/workbook.xml")}
    assert source("paper.xlsx", packed({**unpacked(book), **parts})).paper == CODE


def test_an_opendocument_text_says_it_in_its_user_defined_metadata() -> None:
    meta = f'<meta:user-defined meta:name="x">y</meta:user-defined><meta:user-defined meta:name="{PROPERTY}">{CODE}'
    assert source("paper.odt", odt_file(f"{meta}</meta:user-defined>")).paper == CODE


def test_a_page_says_it_in_its_head() -> None:
    assert source("paper.html", html_file(f'<meta name="{PROPERTY}" content="{CODE}">')).paper == CODE


def test_the_mark_of_sealed_files_stands_before_the_code_or_not() -> None:
    assert f"{PROPERTY}:" == PAPER_MARK
    assert source("paper.html", html_file(f'<meta name="{PROPERTY}" content="{PAPER_MARK}{CODE}">')).paper == CODE


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(("paper.docx", word_file(custom(CODE, name="Other"))), id="another property"),
        pytest.param(("paper.docx", word_file(custom("แผน ปี 2567"))), id="words"),
        pytest.param(("paper.docx", word_file(custom("a" * 33))), id="too long for a code"),
        pytest.param(("paper.docx", word_file(b"<Properties")), id="damaged properties"),
        pytest.param(
            ("paper.docx", word_file(b"<!DOCTYPE x [<!ENTITY a 'b'>]><Properties>&a;</Properties>")), id="bomb"
        ),
        pytest.param(("paper.odt", odt_file("<meta:generator>LibreOffice</meta:generator>")), id="odt without"),
        pytest.param(("paper.html", html_file("<meta name=author content=x>")), id="page without"),
        pytest.param(("paper.txt", "แผน".encode()), id="a text has no metadata"),
    ],
)
def test_what_is_no_code_of_ours_is_left_unsaid_and_the_paper_is_read_all_the_same(content: tuple[str, bytes]) -> None:
    document = open_bytes(*content)
    assert document.source.paper is None
    assert document.blocks
