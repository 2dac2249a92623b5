import io

import docx
import pytest

from paper.formats.shapes import grids, paragraphs
from paper.fuzz_files import word_package, word_paper
from prongsai.paper.reading.blocks import Document, Paragraph
from prongsai.paper.reading.container import open_bytes


def read(body: str, parts: dict[str, bytes] | None = None) -> Document:
    return open_bytes("paper.docx", word_paper(body, parts))


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_merged_cells_stand_once_and_mark_what_they_cover() -> None:
    paper = docx.Document()
    table = paper.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "มาตรการ"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "สถานะ"
    table.cell(2, 2).text = "√"
    out = io.BytesIO()
    paper.save(out)
    document = open_bytes("paper.docx", out.getvalue())
    assert grids(document) == [[["มาตรการ", "สถานะ", "<"], ["^", "", ""], ["", "", "√"]]]
    corner = document.tables[0].rows[0][0]
    assert (corner.row_span, corner.column_span, corner.where.row, corner.where.column) == (2, 1, 1, 1)


def test_paragraphs_and_tables_keep_the_order_of_the_body() -> None:
    document = read(p(r("ก่อน")) + tbl(tc(p(r("ก"))) + tc(p(r("ข")))) + p(r("หลัง")))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert [block.where.paragraph for block in document.blocks] == [1, None, 2]


def test_a_nested_table_follows_the_outer_one() -> None:
    inner = tbl(tc(p(r("ใน"))) + tc(p(r("สุด"))))
    document = read(tbl(tc(p(r("นอก")) + inner) + tc(p())))
    assert grids(document) == [[["นอก", ""]], [["ใน", "สุด"]]]


def test_a_table_of_one_cell_is_a_frame_around_the_page() -> None:
    document = read(tbl(tc(p(r("ในกรอบ")) + tbl(tc(p(r("ก"))) + tc(p(r("ข")))))))
    assert paragraphs(document) == ["ในกรอบ"]
    assert grids(document) == [[["ก", "ข"]]]


def test_insertions_stay_and_deletions_go() -> None:
    tracked = f"<w:ins>{r('เพิ่ม')}</w:ins><w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del>"
    assert paragraphs(read(p(r("เดิม"), tracked))) == ["เดิมเพิ่ม"]


def test_a_deleted_row_is_not_on_the_page() -> None:
    table = tbl(tc(p(r("ก"))) + tc(p(r("ข"))), "<w:trPr><w:del/></w:trPr>" + tc(p(r("ลบ"))) + tc(p()))
    assert grids(read(table)) == [[["ก", "ข"]]]


def numbering(form: str, pattern: str = "%1.") -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<w:numbering {names}>{lists}<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'.encode()


RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" Type="'
    b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
    b"</Relationships>"
)


@pytest.mark.parametrize(
    ("form", "pattern", "labels"),
    [
        ("decimal", "%1.", ["1.", "2."]),
        ("thaiNumbers", "%1)", ["๑)", "๒)"]),
        ("thaiLetters", "(%1)", ["(ก)", "(ข)"]),
        ("lowerRoman", "%1", ["i", "ii"]),
        ("upperLetter", "%1.", ["A.", "B."]),
        ("bullet", "x", ["•", "•"]),
    ],
)
def test_automatic_numbers_are_drawn(form: str, pattern: str, labels: list[str]) -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    body = p(r("หนึ่ง"), properties=item) + p(r("สอง"), properties=item)
    parts = {"word/numbering.xml": numbering(form, pattern), "word/_rels/document.xml.rels": RELATIONS}
    assert paragraphs(read(body, parts)) == [f"{labels[0]} หนึ่ง", f"{labels[1]} สอง"]


def test_an_empty_numbered_cell_holds_its_number() -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    table = tbl(*(tc(p(properties=item)) + tc(p(r(text))) for text in "กข"))
    parts = {"word/numbering.xml": numbering("decimal"), "word/_rels/document.xml.rels": RELATIONS}
    assert grids(read(table, parts)) == [[["1.", "ก"], ["2.", "ข"]]]


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "√"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F050"/></w:r>', "√"),
        (r("ü", '<w:rFonts w:ascii="Wingdings"/>'), "√"),
        ("<w:r><w:t>ก</w:t><w:br/><w:t>ข</w:t><w:tab/><w:t>ค</w:t></w:r>", "ก\nข\tค"),
        ("<w:r><w:t>ก</w:t><w:noBreakHyphen/><w:t>ข</w:t></w:r>", "ก-ข"),
        ("<w:sdt><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>", "☒"),
        ("<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>", "☒"),
        (r("\uf70aก"), "่ก"),
    ],
)
def test_signs_are_read_as_they_show(run: str, shown: str) -> None:
    assert paragraphs(read(p(run))) == [shown]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('ในกล่อง'))}</w:txbxContent>"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {names}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert paragraphs(read(p(r("ก่อน"), f"<w:r>{both}</w:r>"))) == ["ก่อน", "ในกล่อง"]


def test_a_picture_is_named_as_unread() -> None:
    picture = '<w:r><w:drawing><x:docPr xmlns:x="x" descr="ตราเทศบาล"/><x:pic xmlns:x="x"/></w:drawing></w:r>'
    assert [each.text for each in read(p(r("ก"), picture)).unread] == ["[รูปภาพ: ตราเทศบาล]"]


def test_headings_have_their_level() -> None:
    paper = docx.Document()
    paper.add_heading("หนึ่ง", 1)
    paper.add_heading("สาม", 3)
    paper.add_paragraph("ธรรมดา")
    out = io.BytesIO()
    paper.save(out)
    blocks = open_bytes("paper.docx", out.getvalue()).blocks
    assert [block.heading for block in blocks if isinstance(block, Paragraph)] == [1, 3, None]


def test_a_macro_is_named_and_the_text_read() -> None:
    document = read(p(r("ข้อความ")), {"word/vbaProject.bin": b"x"})
    assert paragraphs(document) == ["ข้อความ"]
    assert "แมโคร" in document.unread[0].text


def test_a_style_based_on_itself_ends() -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = f'<w:styles {names}><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'.encode()
    related = RELATIONS.replace(b"/numbering", b"/styles").replace(b"numbering.xml", b"styles.xml")
    parts = {"word/styles.xml": styles, "word/_rels/document.xml.rels": related}
    document = read(p(r("ก"), properties='<w:pStyle w:val="a"/>'), parts)
    assert paragraphs(document) == ["ก"]


def test_the_strict_form_of_the_standard_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    span = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>ก</w:t></w:r></w:p></w:tc>'
    body = f"<w:tbl><w:tr>{span}</w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    content = f'<w:document xmlns:w="{strict}"><w:body>{body}</w:body></w:document>'
    assert grids(open_bytes("a.docx", word_package(content.encode()))) == [[["ก", "<"], ["", ""]]]
