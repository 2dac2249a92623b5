"""Whatever is typed comes out as text in every format: it never runs, computes, links or breaks the file."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any, get_args

import docx
import openpyxl
import pypdfium2
import pytest
from lxml import etree, html

import builders
from paper.writing import contents
from paper.writing.hostile_texts import LONG, TEXTS
from paper.writing.manuscripts import carrying, everything, manuscript
from prongsai.core.errors import Refused
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.sealing import SealingKey, State, examine, seal
from prongsai.paper.writing import FORMATS, write
from prongsai.paper.writing.content import Content
from prongsai.paper.writing.manuscript import Block, Manuscript, Paragraph, Role, Table, cell
from prongsai.paper.writing.text import printable

PACKED = ("docx", "xlsx", "odt")
SAFE = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
OUR_FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|PAGEREF|TOC|HYPERLINK \\l)\b[^{}]*", re.IGNORECASE)


def printed(text: str) -> Manuscript:
    """A manuscript as composing hands it on: every text printable."""
    return carrying(printable(text))


@cache
def all_together(to: str) -> bytes:
    """All texts in every place of one paper."""
    papers = [printed(text) for text in TEXTS.values()]
    sections = tuple(section for each in papers for section in each.sections)
    said = printable(" ".join(TEXTS.values()))
    properties = replace(papers[0].properties, title=said, agency=said, subject=said, keywords=(said,), number=said)
    return write(Manuscript(properties, sections, records={"texts": list(map(printable, TEXTS.values()))}), to)


@cache
def all_words(to: str) -> str:
    """The words of that paper by a library that is not ours, squeezed."""
    return squeezed(_WORDS[to](all_together(to)))


def squeezed(text: str) -> str:
    """A text without white space and what nobody sees, which a format may keep in its own way."""
    kept = (each for each in text if unicodedata.category(each) not in ("Cf", "Zs", "Cc", "Zl", "Zp"))
    return unicodedata.normalize("NFC", "".join(kept))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def trees(content: bytes) -> dict[str, Any]:
    """Every XML part of a package, as a parser that knows no entities takes it."""
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return {
        name: etree.fromstring(part, strict)
        for name, part in parts(content).items()
        if name.endswith((".xml", ".rels"))
    }


def _docx_words(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = (each for table in paper.tables for row in table.rows for each in row.cells)
    return "\n".join(each.text for each in chain(paper.paragraphs, *(each.paragraphs for each in cells)))


def _xlsx_words(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    values = (str(value) for sheet in book for row in sheet.values for value in row if value is not None)
    return "\n".join(value.replace("_x005F_", "_") for value in values)


def _odt_words(content: bytes) -> str:
    return "".join(trees(content)["content.xml"].itertext())


def _html_words(content: bytes) -> str:
    return str(html.document_fromstring(content).find("body").text_content())


def _pdf_words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _json_words(content: bytes) -> str:
    return "\n".join(json.loads(content)["texts"])


_WORDS = {
    "docx": _docx_words,
    "xlsx": _xlsx_words,
    "odt": _odt_words,
    "html": _html_words,
    "pdf": _pdf_words,
    "json": _json_words,
}


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", TEXTS)
def test_every_text_comes_out_as_it_was_typed(name: str, to: str) -> None:
    """In a PDF only Latin letters can be compared: what is copied out of one is glyphs, in the order of the page."""
    text = squeezed(printable(TEXTS[name]))
    if to == "pdf":
        text = max(re.findall("[A-Za-z0-9=+@]*", text), key=len)
    assert text in all_words(to)


@pytest.mark.parametrize("to", ["docx", "xlsx", "odt", "html"])
def test_our_own_reader_opens_it(to: str) -> None:
    assert open_bytes(f"paper.{to}", all_together(to)).tables


@pytest.mark.parametrize("to", PACKED)
def test_no_part_runs_and_no_relation_leads_outside_unasked(to: str) -> None:
    content = all_together(to)
    assert not [
        name
        for name in parts(content)
        if re.search(r"vba|macro|basic|script|externalLink|activeX|oleObject", name, re.I)
    ]
    for name, tree in trees(content).items():
        for each in tree.iter("{*}Relationship"):
            if each.get("TargetMode") == "External":
                assert each.get("Type").endswith("/hyperlink"), (name, each.attrib)
                assert SAFE.match(each.get("Target")), (name, each.attrib)


def test_a_docx_has_no_field_but_ours() -> None:
    for tree in trees(all_together("docx")).values():
        codes = [each.text for each in tree.iter("{*}instrText")] + [
            _attribute(e, "instr") for e in tree.iter("{*}fldSimple")
        ]
        assert not [code for code in codes if not OUR_FIELDS.fullmatch(str(code))]
        assert not list(tree.iter("{*}object", "{*}altChunk", "{*}subDoc", "{*}ddeLink"))


def test_a_workbook_has_no_formula_and_no_link_but_to_the_web() -> None:
    content = all_together("xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [each for sheet in book for row in sheet.iter_rows() for each in row if each.value is not None]
    assert {each.data_type for each in cells} <= {"s", "n", "inlineStr"}
    assert all(SAFE.match(each.hyperlink.target) for each in cells if each.hyperlink)
    names = set(book.defined_names)
    assert not names
    for tree in trees(content).values():
        assert not list(tree.iter("{*}f", "{*}ddeLink", "{*}oleLink", "{*}externalReference"))


def test_an_odt_has_no_event_no_form_and_no_link_but_to_the_web() -> None:
    for tree in trees(all_together("odt")).values():
        assert not list(
            tree.iter("{*}event-listener", "{*}script", "{*}forms", "{*}object", "{*}dde-source", "{*}execute-macro")
        )
        addresses = [_attribute(each, "href") for each in tree.iter("{*}a")]
        assert not [each for each in addresses if not SAFE.match(str(each))]
        assert not [each for each in tree.iter() if (_attribute(each, "formula") or "")]
        sources = [_attribute(each, "href") for each in tree.iter("{*}image")]
        assert all(str(each).startswith("Pictures/") for each in sources)


def test_a_page_has_no_script_no_handler_and_no_link_but_to_the_web() -> None:
    page = html.document_fromstring(all_together("html"))
    assert not page.xpath("//script | //iframe | //object | //embed | //form | //base | //link")
    assert not [name for each in page.iter() for name in each.attrib if name.lower().startswith("on")]
    assert not [each for each in page.xpath("//@href") if not SAFE.match(each)]
    assert not [each for each in page.xpath("//@src") if not each.startswith("data:image/")]
    assert len(page.xpath("//style")) == 1
    assert "evil.example" not in re.sub(r'content:"[^"]*"', "", page.xpath("string(//style)"))


def test_a_pdf_has_no_action_but_to_follow_a_link() -> None:
    content = all_together("pdf")
    assert not re.search(rb"/(?:JavaScript|JS|Launch|OpenAction|AA|SubmitForm|ImportData|RichMedia)\b", content)
    addresses = re.findall(rb"/URI\s*\(([^)]*)\)", content)
    assert all(SAFE.match(each.decode("latin-1")) for each in addresses)


@pytest.mark.parametrize("to", PACKED)
def test_a_package_in_which_an_empty_seal_was_typed_is_not_sealed_and_says_why(to: str) -> None:
    with pytest.raises(Refused, match="prongsai-seal"):
        seal(all_together(to), SealingKey(bytes(32)))


@pytest.mark.parametrize("to", ["pdf", "html"])
def test_a_page_in_which_an_empty_seal_was_typed_is_sealed_all_the_same(to: str) -> None:
    sealed = seal(all_together(to), SealingKey(bytes(32)))
    assert examine(sealed).state is State.INTACT
    changed = sealed.replace(b"prongsai-paper", b"prongsai-papes", 1)
    assert examine(changed).state is State.CHANGED


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", LONG)
def test_a_cell_of_ten_thousand_letters_is_whole(name: str, to: str) -> None:
    text = LONG[name]
    grid = Table(
        (0.3, 0.7), ((cell("ก"), cell("ข")),), ((cell(text), cell("ค")), (cell("ง"), cell(text, rows=2)), (cell("จ"),))
    )
    paper = replace(manuscript(grid), records={"texts": [text, text]})
    found = squeezed(_WORDS[to](write(paper, to)))
    if to == "pdf":
        assert found.count(squeezed(text)[:1]) >= 2 * squeezed(text).count(squeezed(text)[:1])
    else:
        assert found.count(squeezed(text)) >= 2


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("layout", ["plan", "progress-full", "full-report", "memo", "order", "poster", "photo-report"])
def test_a_paper_of_hostile_records_is_composed_and_written(layout: str, to: str) -> None:
    content = write(contents.composed(layout, hostile_content()), to)
    if to == "json":
        assert "<script>alert(1)</script>" in str(json.loads(content))
    else:
        assert "<script>alert(1)</script>" in re.sub(r"\s", "", _WORDS[to](content))


def hostile_content() -> Content:
    """A content all of whose words are hostile."""
    said = " ".join(TEXTS[name] for name in TEXTS if name != "surrogate")
    step = replace(
        builders.a_measure().steps[0], text=said, owners=(said,), result=said, suggestion=said, evidence=(said,)
    )
    measure = builders.a_measure(
        title=said, monitoring=said, result=said, suggestion=said, owners=(said,), steps=(step,)
    )
    reading = builders.a_reading(
        agency=replace(builders.an_agency(), name=said),
        findings=(builders.a_finding(remark=said, recommendation=said),),
        measures=(measure,),
        results=(builders.a_result(),),
    )
    figure = contents.a_figure(label=said, source=said, period=said, address="javascript:alert(1)")
    activity = contents.an_activity(title=said, place=said, purpose=said, outcome=said)
    letter = {"to": said, "subject": said, "place": said, "about": said, "body": said}
    imprint = contents.an_imprint(number=said, reason=said)
    return Content(reading, (figure,), (activity,), letter, imprint, (said,))


def test_the_sample_with_everything_has_every_block_and_role_there_is() -> None:
    """So that a new one cannot be forgotten by a writer."""
    paper = everything()
    assert {type(each) for each in paper.blocks} == set(get_args(Block))
    assert {each.role for each in _paragraphs(paper)} == set(Role)


def _paragraphs(paper: Manuscript) -> Iterator[Paragraph]:
    return (each for each in paper.blocks if isinstance(each, Paragraph))


def _attribute(element: Any, name: str) -> str | None:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)
