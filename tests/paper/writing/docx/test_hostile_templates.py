"""A template cannot look into the program, run without end, fetch anything, or carry what runs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from tests.paper.writing.docx.foreign import changed, packed_up, template, with_part
from tests.paper.writing.docx.test_templates import RECORDS, paper
from tests.paper.writing.docx.word_order import parts_of

from prongsai.core.errors import Refused
from prongsai.paper.writing.docx import check_template, filled_template
from prongsai.paper.writing.docx.tags import environment

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

REACHING = [
    "{{ ''.__class__ }}",
    "{{ agency.__class__.__mro__ }}",
    "{{ agency['__class__'] }}",
    "{{ agency|attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ config }}",
    "{{ agency.format(agency) }}",
    "{{ '%0999999999d'|format(1) }}",
    "{{ range(1) }}",
    "{% for i in range(1000000000) %}x{% endfor %}",
    "{% for a in 'x' * 1000000000 %}{% endfor %}",
    "{{ 'x' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ measures[0] }}",
    "{{ agency|safe }}",
    "{{ measures|pprint }}",
    "{{ agency|default(measures, true)|map('upper') }}",
    "{% for m in measures %}{% for n in measures %}{% for o in measures %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% for m in measures %}{% for n in measures %}x{% endfor %}{% endfor %}",
    "{% for m in measures recursive %}{{ loop(measures) }}{% endfor %}",
    "{% for m in measures %}{{ m.__class__ }}{% endfor %}",
    "{% for m in measures %}{{ loop.__class__ }}{% endfor %}",
    "{% for m in measures %}{{ loop.cycle }}{% endfor %}",
    "{% for m, n in measures %}{{ m }}{% endfor %}",
    "{% for body in measures %}{{ body.items }}{% endfor %}",
    "{% set x = agency %}{{ x }}",
    "{% macro x() %}{% endmacro %}{{ x() }}",
    "{% include 'secret' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% block x %}{% endblock %}",
    "{% with x = 1 %}{% endwith %}",
    "{% filter upper %}x{% endfilter %}",
    "{% call x() %}{% endcall %}",
    "{% raw %}{{ x }}",
    "{{ agency is callable }}",
    "{{p agency }}",
    "{{r agency }}",
    "{{ agency",
    "{% if agency %}",
    "{% endfor %}",
    "{{ }}",
    "{% nonsense %}",
    "ข้อความ {{ body }}",
]


@pytest.mark.parametrize("tag", REACHING)
def test_a_tag_that_reaches_for_more_is_refused(tag: str) -> None:
    assert check_template(template(tag))
    with pytest.raises(Refused):
        filled_template(template(tag), paper(), {})


@pytest.mark.parametrize("where", ["header", "footer"])
def test_headers_and_footers_are_held_to_the_same(where: str) -> None:
    made = template("ก", **{where: "{{ ''.__class__ }}"})  # type: ignore[arg-type]
    assert check_template(made)
    with pytest.raises(Refused):
        filled_template(made, paper(), {})


def test_the_engine_has_nothing_to_reach_for() -> None:
    assert environment().globals == {}
    assert environment().autoescape is True


def test_a_loop_that_begins_outside_a_table_and_ends_inside_is_told_how_to_be_written() -> None:
    made = template("{% for m in measures %}", rows=[("ก", "{% endfor %}")])
    with pytest.raises(Refused) as refusal:
        filled_template(made, paper(), {})
    assert "{%tr" in refusal.value.th


def test_a_template_that_grows_without_end_is_refused() -> None:
    measures = [{"number": "1", "title": "ก" * 9_000}] * 1_000
    made = template("{% for m in measures %}{{ m.title }}{% endfor %}")
    with pytest.raises(Refused, match="grows without end"):
        filled_template(made, replace(paper(), records={**RECORDS, "measures": measures}), {})


def test_too_many_tags_and_loops_are_refused() -> None:
    assert check_template(template("{{ agency }}" * 2_001))
    assert check_template(template("{% for m in measures %}{% endfor %}" * 51))


def relation(kind: str, target: str, mode: str = "External") -> str:
    said = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rIdX" Type="{RELATIONS}{kind}" Target="{target}"{said}/></Relationships>'


@pytest.mark.parametrize(
    ("kind", "target", "mode"),
    [
        ("image", "https://evil.example/pixel.png", "External"),
        ("hyperlink", "file:///etc/passwd", "External"),
        ("hyperlink", "javascript:alert(1)", "External"),
        ("frame", "https://evil.example/", "External"),
        ("subDocument", "other.docx", "External"),
        ("oleObject", "embeddings/x", ""),
        ("aFChunk", "chunk.html", ""),
        ("vbaProject", "x", ""),
        ("control", "x", ""),
    ],
)
def test_what_runs_or_fetches_is_refused(kind: str, target: str, mode: str) -> None:
    made = changed(template("ก"), "word/_rels/document.xml.rels", "</Relationships>", relation(kind, target, mode))
    assert len(check_template(made)) == 1
    with pytest.raises(Refused):
        filled_template(made, paper(), {})


def test_a_link_to_a_page_is_no_fault() -> None:
    link = relation("hyperlink", "https://prongsai.example/")
    made = changed(template("ก"), "word/_rels/document.xml.rels", "</Relationships>", link)
    assert check_template(made) == ()


@pytest.mark.parametrize(
    "part",
    ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml", "word/embeddings/a.xlsx"],
)
def test_macros_and_objects_are_refused(part: str) -> None:
    assert check_template(with_part(template("ก"), part, b"<x/>"))


def test_a_macro_document_under_another_name_is_refused() -> None:
    made = changed(template("ก"), "[Content_Types].xml", "wordprocessingml.document.main+xml", "macroEnabled.main+xml")
    assert check_template(made)


def test_a_field_that_fetches_is_refused_by_its_name() -> None:
    field = (
        "<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\x</w:instrText></w:r></w:p><w:sectPr"
    )
    assert "DDEAUTO" in check_template(changed(template("ก"), "word/document.xml", "<w:sectPr", field))[0].th


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts_of(template("ก")).items():
            package.writestr(name, content)
        package.writestr("word/big.xml", b"0" * 60_000_000)
    assert "คลายออกแล้วใหญ่ผิดปกติ" in check_template(out.getvalue())[0].th


def test_entities_are_refused() -> None:
    made = template("ก")
    parts = parts_of(made)
    body = parts["word/document.xml"]
    start = body.index(b"<w:document")
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    assert check_template(packed_up({**parts, "word/document.xml": body[:start] + bomb + body[start:]}))


@pytest.mark.parametrize("part", ["word/styles.xml", "word/settings.xml", "word/document.xml", "[Content_Types].xml"])
def test_a_damaged_part_is_told_before_anything_is_filled(part: str) -> None:
    made = packed_up({**parts_of(template("{{ body }}")), part: b"<w:broken"})
    assert len(check_template(made)) == 1
    with pytest.raises(Refused):
        filled_template(made, paper(), {})


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04", b"%PDF-1.7", packed_up({"a.txt": b"a"})])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    assert len(check_template(content)) == 1
    with pytest.raises(Refused):
        filled_template(content, paper(), {})


def test_a_part_that_stands_twice_is_refused() -> None:
    assert check_template(packed_up({**parts_of(template("ก")), "word/STYLES.xml": b"<x/>"}))


def test_endless_text_is_refused() -> None:
    made = changed(template("ที่นี่"), "word/document.xml", "ที่นี่", " ".join(map(str, range(700_000))))
    assert "มีข้อความมากเกินไป" in check_template(made)[0].th


def test_a_locked_template_is_refused() -> None:
    locked = bytearray(template("ก"))
    place = locked.index(b"PK\x01\x02")
    while place >= 0:
        locked[place + 8] |= 1
        place = locked.find(b"PK\x01\x02", place + 4)
    assert "รหัสผ่าน" in check_template(bytes(locked))[0].th


@pytest.mark.parametrize("target", ["http://[broken", "//evil.example/x", "\\\\evil\\share", "\\\\?\\C:"])
def test_a_link_that_leads_to_no_page_is_refused(target: str) -> None:
    made = changed(template("ก"), "word/_rels/document.xml.rels", "</Relationships>", relation("hyperlink", target))
    assert len(check_template(made)) == 1


def test_a_template_of_many_megabytes_is_refused() -> None:
    assert "20 MB" in check_template(b"PK" + bytes(21 * 1024 * 1024))[0].th
