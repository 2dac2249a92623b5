"""An agency's own Word template: filled, with our body in its place, its own looks kept."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest
from tests.paper.writing.docx.foreign import changed, packed_up, saved, template, with_part
from tests.paper.writing.docx.word_order import W, misplaced, parts_of, tree
from tests.paper.writing.manuscripts import CODE, everything, manuscript, picture

from prongsai.core.errors import Refused
from prongsai.paper.reading.blocks import Paragraph as ReadParagraph
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.sealing import EMPTY_SEAL
from prongsai.paper.writing.docx import TEMPLATE_FIELDS, check_template, docx_bytes, filled_template
from prongsai.paper.writing.docx.marks import PACKAGE_RELATIONS, R
from prongsai.paper.writing.manuscript import Bars, Manuscript, Note, Paragraph, Picture, Role, Span, Table, cell, plain

RECORDS: dict[str, object] = {
    "schema": "prongsai/reading/1",
    "agency": {"name": "เทศบาลตำบลตัวอย่าง", "district": "เมือง", "province": "ตัวอย่าง"},
    "fiscal_year": 2570,
    "results": [{"fiscal_year": 2569, "total": "83.39", "level": "ต้องปรับปรุง", "rank": None}],
    "findings": [{"tool": "OIT", "indicator": 9, "code": "o13", "remark": "ไม่พบ <ข้อมูล> & ลิงก์", "recommendation": ""}],
    "measures": [
        {
            "number": "1",
            "title": "เผยแพร่แผน\nบนเว็บไซต์",
            "owners": ["กองคลัง", "สำนักปลัด"],
            "codes": ["o13"],
            "period": {"from": "2026-10", "to": "2026-12", "text": "ต.ค. - ธ.ค. 2569"},
            "status": "in_progress",
            "percent": 40,
            "steps": [{"number": "1", "text": "จัดทำ"}, {"number": "2", "text": "เผยแพร่"}],
        },
        {"number": "2", "title": "อบรม", "status": "done", "steps": []},
    ],
}


def paper(*blocks: object, orientation: str = "portrait", digits: str = "arabic", code: str = "") -> Manuscript:
    made = manuscript(*(blocks or (plain("เนื้อความของเรา", Role.BODY),)), orientation=orientation, code=code)  # type: ignore[arg-type]
    return replace(made, records=RECORDS, digits=digits)  # type: ignore[arg-type]


def words(package: bytes) -> list[str]:
    return [each.text for each in open_bytes("x.docx", package).blocks if isinstance(each, ReadParagraph)]


def orientations(package: bytes) -> list[str]:
    pages = tree(package).iter(f"{W}pgSz")
    return ["landscape" if int(each.get(f"{W}w")) > int(each.get(f"{W}h")) else "portrait" for each in pages]


def filled(*paragraphs: str, **facts: object) -> list[str]:
    return words(filled_template(template(*paragraphs), paper(), facts))


def test_fields_are_filled_by_english_and_by_thai_names() -> None:
    assert filled("{{ agency }} {{ หน่วยงาน }} ปี {{ year }} {{ปีงบประมาณ}}") == [
        "เทศบาลตำบลตัวอย่าง เทศบาลตำบลตัวอย่าง ปี 2570 2570"
    ]


def test_facts_have_the_last_word_and_what_nobody_knows_is_empty() -> None:
    assert filled("{{ signer }}|{{ position }}|{{ agency }}", signer="นายตัวอย่าง ใจดี", agency="อบต.ตัวอย่าง") == [
        "นายตัวอย่าง ใจดี||อบต.ตัวอย่าง"
    ]


def test_a_blank_of_a_letter_is_filled_where_the_paper_has_it() -> None:
    assert filled("เรียน {{ addressee }}", addressee="ปลัดเทศบาล") == ["เรียน ปลัดเทศบาล"]


def test_digits_are_the_agencys() -> None:
    assert words(filled_template(template("ปี {{ year }}"), paper(digits="thai"), {})) == ["ปี ๒๕๗๐"]


def test_a_row_is_repeated_for_each_measure() -> None:
    rows = [
        ("{%tr for m in measures %}", "", ""),
        ("{{ m.number }}", "{{ m.title }}", "{{ m.owners }} {{ m.period }} {{ m.status }} {{ m.percent }}"),
        ("{%tr endfor %}", "", ""),
    ]
    document = open_bytes("x.docx", filled_template(template("หัว", rows=rows), paper(), {}))
    assert [[each.text for each in row] for row in document.tables[0].rows] == [
        ["1", "เผยแพร่แผน\nบนเว็บไซต์", "กองคลัง, สำนักปลัด ต.ค. - ธ.ค. 2569 อยู่ระหว่างดำเนินการ 40"],
        ["2", "อบรม", "ดำเนินการแล้ว"],
    ]


def test_paragraphs_are_repeated_with_the_steps_inside() -> None:
    lines = (
        "{%p for ม in มาตรการ %}",
        "{{ ม.ลำดับ }}. {% for ข in ม.ขั้นตอน %}({{ ข.ลำดับ }}) {{ ข.ข้อความ }} {% endfor %}",
        "{%p endfor %}",
    )
    assert filled(*lines) == ["1. (1) จัดทำ (2) เผยแพร่", "2."]


def test_findings_and_results_are_there_and_mark_up_is_text() -> None:
    lines = (
        "{% for f in findings %}{{ f.code }} {{ f.remark }}{% endfor %}",
        "{% for r in results %}{{ r.fiscal_year }} {{ r.total }} {{ r.rank or 'ไม่ระบุ' }}{% endfor %}",
    )
    assert filled(*lines) == ["o13 ไม่พบ <ข้อมูล> & ลิงก์", "2569 83.39 ไม่ระบุ"]


def test_records_of_a_whole_content_are_understood_too() -> None:
    whole = replace(paper(), records={"schema": "prongsai/content/1", "reading": RECORDS})
    assert words(filled_template(template("{{ measures|length }} {{ year }}"), whole, {})) == ["2 2570"]


def test_a_tag_that_word_cut_into_runs_is_one_tag() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph()
    for piece in ("{", "{ ag", "ency", " }", "} จบ"):
        paragraph.add_run(piece)
    assert words(filled_template(saved(made), paper(), {})) == ["เทศบาลตำบลตัวอย่าง จบ"]


def test_headers_and_footers_are_filled_and_kept() -> None:
    opened = docx.Document(io.BytesIO(filled_template(template("{{ body }}"), paper(), {})))
    section = opened.sections[0]
    assert section.header.paragraphs[0].text == "หัวกระดาษ เทศบาลตำบลตัวอย่าง"
    assert section.footer.paragraphs[0].text == "ท้ายกระดาษ"


@pytest.mark.parametrize("tag", ["{{ body }}", "{{body}}", " {{ เนื้อหา }} "])
def test_the_body_stands_where_the_template_says(tag: str) -> None:
    assert filled("ก่อน", tag, "หลัง") == ["ก่อน", "เนื้อความของเรา", "หลัง"]


def test_the_body_brings_everything_it_needs() -> None:
    package = filled_template(template("ก่อน", "{{ body }}"), replace(everything(), records=RECORDS), {})
    alone = open_bytes("x.docx", docx_bytes(everything()))
    inside = open_bytes("x.docx", package)
    assert [[[c.text for c in row] for row in t.rows] for t in inside.tables] == [
        [[c.text for c in row] for row in t.rows] for t in alone.tables
    ]
    assert [each.text for each in inside.unread] == [each.text for each in alone.unread]
    styles = {each.get(f"{W}styleId") for each in tree(package, "word/styles.xml").iter(f"{W}style")}
    used = {each.get(f"{W}val") for each in tree(package).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= styles
    assert len(docx.Document(io.BytesIO(package)).inline_shapes) == 7


def test_our_styles_stand_beside_the_templates_own() -> None:
    package = filled_template(template("{{ body }}"), paper(plain("หนึ่ง", Role.HEADING, level=1)), {})
    names = [each.find(f"{W}name").get(f"{W}val") for each in tree(package, "word/styles.xml").iter(f"{W}style")]
    assert len(names) == len(set(names))
    assert {"Prongsai heading 1"} == {each for each in names if each.startswith("Prongsai h") and each.endswith("1")}
    assert "heading 1" in {each.lower() for each in names}


def test_a_filled_paper_can_be_the_next_template() -> None:
    blocks = (plain("{{ body }}"), plain("หนึ่ง", Role.HEADING, level=1), Picture(picture("jpg"), "jpg", 20, "ตรา"))
    whole = paper(*blocks, Paragraph((Span("ก", note=Note("ที่มา", "https://prongsai.example/a")),)))
    package = template("{{ body }}")
    for _ in range(3):
        package = filled_template(package, whole, {})
    body = tree(package)
    assert len(docx.Document(io.BytesIO(package)).inline_shapes) == 3
    for part in [each for each in parts_of(package) if each.endswith(".rels")]:
        relations = [each.get("Id") for each in tree(package, part)]
        assert len(relations) == len(set(relations))
    for names in (
        [each.get(f"{W}styleId") for each in tree(package, "word/styles.xml").iter(f"{W}style")],
        [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")],
        [each.get("id") for each in body.iter() if each.tag.endswith("}docPr")],
        [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")],
    ):
        assert len(names) >= 3
        assert len(names) == len(set(names))


def test_a_table_is_as_wide_as_the_templates_text() -> None:
    whole = paper(Table((0.5, 0.5), (), ((cell("ก"), cell("ข")),)))
    package = filled_template(template("{{ body }}"), whole, {})
    page, margins = next(tree(package).iter(f"{W}pgSz")), next(tree(package).iter(f"{W}pgMar"))
    room = int(page.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert sum(int(each.get(f"{W}w")) for each in tree(package).iter(f"{W}gridCol")) == room


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("ก่อน", "{{ body }}", "หลัง"), ["portrait", "landscape", "portrait"]),
        (("{{ body }}", "หลัง"), ["landscape", "portrait"]),
        (("ก่อน", "{{ body }}"), ["portrait", "landscape"]),
        (("{{ body }}",), ["landscape"]),
    ],
)
def test_only_the_pages_of_the_body_are_turned(lines: tuple[str, ...], expected: list[str]) -> None:
    package = filled_template(template(*lines), paper(orientation="landscape"), {})
    assert orientations(package) == expected
    assert all(list(each.iter(f"{W}headerReference")) for each in tree(package).iter(f"{W}sectPr"))


def test_a_template_that_says_nothing_of_its_pages_has_those_of_an_office() -> None:
    made = template("ก่อน", "{{ body }}")
    start = parts_of(made)["word/document.xml"].index(b"<w:sectPr")
    bare = parts_of(made)["word/document.xml"][:start] + b"</w:body></w:document>"
    package = filled_template(
        packed_up({**parts_of(made), "word/document.xml": bare}), paper(orientation="landscape"), {}
    )
    assert orientations(package) == ["portrait", "landscape"]


def test_pages_without_a_size_are_turned_all_the_same() -> None:
    made = template("{{ body }}")
    size = re.search(rb"<w:pgSz[^>]*/>", parts_of(made)["word/document.xml"])
    assert size
    package = filled_template(
        changed(made, "word/document.xml", size[0].decode(), ""), paper(orientation="landscape"), {}
    )
    assert orientations(package) == ["landscape"]
    assert not [each for each in misplaced(package) if "sectPr" in each and "pgSz" in each]


def test_the_first_page_of_a_template_stays_the_only_first_one() -> None:
    made = changed(template("ก่อน", "{{ body }}", "หลัง"), "word/document.xml", "<w:cols", "<w:titlePg/><w:cols")
    package = filled_template(made, paper(orientation="landscape"), {})
    firsts = [each.find(f"{W}titlePg") is not None for each in tree(package).iter(f"{W}sectPr")]
    assert firsts == [True, False, False]


def test_only_the_section_of_the_body_is_turned_where_a_template_has_several() -> None:
    made = docx.Document()
    for line in ("ก่อน", "{{ body }}", "หลัง"):
        made.add_paragraph(line)
        if line != "หลัง":
            made.add_section()
    package = filled_template(saved(made), paper(orientation="landscape"), {})
    assert orientations(package) == ["portrait", "landscape", "portrait"]
    assert words(package) == ["ก่อน", "เนื้อความของเรา", "หลัง"]


def test_a_body_that_lies_as_the_template_does_turns_nothing() -> None:
    lying = template("ก่อน", "{{ body }}", "หลัง", is_lying=True)
    assert orientations(filled_template(lying, paper(orientation="landscape"), {})) == ["landscape"]


def test_sections_of_the_body_follow_one_another() -> None:
    package = filled_template(template("{{ body }}"), replace(everything(), records=RECORDS), {})
    assert orientations(package) == ["portrait", "landscape", "portrait"]


def test_footnotes_join_those_of_the_template() -> None:
    noted = Paragraph((Span("ก", note=Note("ที่มา: ทะเบียน", "https://prongsai.example/a")),))
    inner = docx_bytes(manuscript(Paragraph((Span("ของแม่แบบ", note=Note("บันทึกของแม่แบบ")),)), plain("{{ body }}")))
    package = filled_template(inner, paper(noted), {})
    assert words(package) == ["ของแม่แบบ", "บันทึกของแม่แบบ", "ก", "ที่มา: ทะเบียน https://prongsai.example/a"]
    assert b"https://prongsai.example/a" in parts_of(package)["word/_rels/footnotes.xml.rels"]


def test_footnotes_are_added_to_a_template_that_has_none() -> None:
    noted = Paragraph((Span("ก", note=Note("ที่มา: ทะเบียน")),))
    assert words(filled_template(template("{{ body }}"), paper(noted), {})) == ["ก", "ที่มา: ทะเบียน"]


def test_the_filled_paper_carries_our_properties_and_nobodys_name() -> None:
    package = filled_template(template("{{ body }}"), paper(code=CODE), {})
    assert package.count(EMPTY_SEAL.encode()) == 1
    core = docx.Document(io.BytesIO(package)).core_properties
    assert (core.title, core.author) == ("เอกสารทดสอบ", "")
    assert b"python-docx" not in parts_of(package)["docProps/core.xml"]


def test_every_relation_and_part_of_a_filled_paper_is_known() -> None:
    package = filled_template(template("ก่อน", "{{ body }}"), replace(everything(), records=RECORDS), {})
    parts = parts_of(package)
    for part in [each for each in parts if each.endswith(".rels")]:
        root = tree(package, part)
        assert len({each.get("Id") for each in root}) == len(root)
    overrides = [each.get("PartName", "").lstrip("/") for each in tree(package, "[Content_Types].xml")]
    assert {each for each in overrides if each} <= set(parts)


def test_the_same_template_and_paper_give_the_same_bytes() -> None:
    made = template("ก่อน {{ agency }}", "{{ body }}")
    chart = Bars("ต่ำสุด", (), description="แผนภูมิ")
    whole = paper(plain("ก"), chart, Picture(picture(), "png", 20, "ตรา"))
    assert filled_template(made, whole, {}) == filled_template(made, whole, {})


def test_what_looks_like_a_tag_in_the_records_stays_text() -> None:
    whole = paper(plain("{{ agency.__class__ }} {% for %}"))
    package = filled_template(template("{{ signer }}", "{{ body }}"), whole, {"signer": "{{ year }}"})
    assert words(package) == ["{{ year }}", "{{ agency.__class__ }} {% for %}"]


def test_where_the_word_template_came_from_is_left_out() -> None:
    spaces = f'xmlns="{PACKAGE_RELATIONS}"'
    kind = f"{R}/attachedTemplate"
    target = 'Target="file:///C:/Users/somebody/Normal.dotm" TargetMode="External"'
    relations = f'<Relationships {spaces}><Relationship Id="rId1" Type="{kind}" {target}/></Relationships>'
    made = with_part(template("{{ agency }}"), "word/_rels/settings.xml.rels", relations.encode())
    attached = f'<w:attachedTemplate xmlns:r="{R}" r:id="rId1"/><w:zoom'
    made = changed(made, "word/settings.xml", "<w:zoom", attached)
    package = filled_template(made, paper(), {})
    assert b"somebody" not in b"".join(parts_of(package).values())
    assert b"attachedTemplate" not in b"".join(parts_of(package).values())


def test_a_good_template_has_no_faults_and_every_field_of_the_list_is_known() -> None:
    names = [name for name, _, _ in TEMPLATE_FIELDS if "." not in name and name != "body"]
    thai = [th for name, th, _ in TEMPLATE_FIELDS if "." not in name and name != "body"]
    simple = [each for each in names if each not in ("measures", "findings", "results")]
    assert check_template(template(*(f"{{{{ {each} }}}}" for each in (*simple, *thai)), "{{ body }}")) == ()
    assert set(filled(*(f"|{{{{ {each} }}}}|" for each in simple))) >= {"||", "|2570|", "|เทศบาลตำบลตัวอย่าง|"}


def test_every_part_of_a_record_on_the_list_is_known() -> None:
    for name, th, _ in TEMPLATE_FIELDS:
        if "." in name and not name.startswith("steps") and not name.endswith("steps"):
            for of, _, field in (name.partition("."), th.partition(".")):
                line = f"หัว {{% for x in {of} %}}{{{{ x.{field} }}}}{{% endfor %}}"
                assert check_template(template(line)) == ()
                assert filled(line)


def test_a_fault_is_told_with_its_tag_when_filling_and_when_checking() -> None:
    made = template("{{ agnecy }}")
    assert [each.th for each in check_template(made)] == ["ไม่รู้จักช่อง {{ agnecy }} โปรดแก้ให้ตรงกับรายการช่องที่ใช้ได้"]
    assert not any("ก" <= letter <= "๙" for each in check_template(made) for letter in each.en)
    with pytest.raises(Refused, match="agnecy"):
        filled_template(made, paper(), {})
