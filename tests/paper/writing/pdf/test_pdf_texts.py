"""Whatever a text holds, a PDF shows it as text: never as code of the typesetter, never as a square."""

import unicodedata

import pytest
import typst

from paper.writing.manuscripts import carrying, manuscript
from paper.writing.pdf.seen import lines
from prongsai.paper.writing.manuscript import Note, Paragraph, Role, Span, plain
from prongsai.paper.writing.pdf import pdf_bytes
from prongsai.paper.writing.pdf.blocks import safe_link
from prongsai.paper.writing.pdf.fonts import FACES, is_shown, showable, typesetting_faces


def shown(text: str) -> str:
    return " ".join(line.text for line in lines(pdf_bytes(manuscript(plain(text)))))


@pytest.mark.parametrize(
    "text",
    [
        "#eval(1+1) #read(sys.inputs.paper) #import x",
        r"\u{41} \" ' ` \\ $x^2$ $",
        "] } ) [ { ( <label> @ref *b* _i_ = h - i + 1. /* c */ // d",
        '"); panic("out',
        "=1+1 +1 -1 @sum",
        "<script>alert(1)</script> &amp; <b>",
        '{"schema": "\\u0000"}',
    ],
)
def test_code_and_markup_stand_as_they_were_typed(text):
    assert "".join(text.split()) in "".join(shown(text).split())


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        "x" * 10_000,
        "กำลังดำเนินการ" * 700,
        "https://" + "a" * 3_000,
        "งาน😀👨‍👩‍👧 ✓ 漢字 שלום",
        "ก\u202eข\u200f\u2067ค",
        "ก\x00\x01\x1b\x7f\u2028ข",
        "\ud800",
        "",
        "   ",
        "\t\n\t",
        "ัุ" * 300,
        "e" + "\u0301" * 200,
    ],
    ids=range(13),
)
def test_any_text_may_stand_in_any_place(text):
    assert pdf_bytes(carrying(text)).startswith(b"%PDF-1.7")


def test_a_character_without_a_glyph_stands_as_its_code():
    assert showable("ดี😀") == "ดี[U+1F600]"
    assert "[U+6F22]" in shown("漢")


def test_marks_that_only_steer_are_left_out():
    assert showable("ก\u200b\u202e\u2066\ufeff\u00adข") == "กข"


def test_every_character_that_is_called_showable_has_a_glyph():
    listed = [
        chr(code) for code in range(0x20, 0x10000) if is_shown(chr(code)) and not unicodedata.combining(chr(code))
    ]
    assert len(listed) > 3000
    assert {"✓", "☐", "→", "≥", "●", "é", "๛"} <= set(listed)
    source = (
        '#set document(title: "t", date: datetime(year: 2026, month: 1, day: 1))\n'
        "#let asked = json(bytes(sys.inputs.asked))\n"
        "#set text(font: asked.faces, fallback: false)\n"
        "#for each in asked.characters { box(each) }"
    )
    import json

    asked = json.dumps({"faces": FACES, "characters": listed})
    made = typst.compile(
        source.encode(),
        font_paths=typesetting_faces(),
        ignore_system_fonts=True,
        sys_inputs={"asked": asked},
        pdf_standards=["ua-1"],
    )
    assert made.startswith(b"%PDF")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "/desk/", "http://a b", "https://" + "a" * 3000]
)
def test_only_addresses_of_the_web_mail_and_telephone_are_links(address):
    assert safe_link(address) is None
    made = pdf_bytes(manuscript(Paragraph((Span("ไป", link=address, note=Note("ที่มา", address)),))))
    assert b"/URI" not in made


def test_a_link_and_the_address_of_a_note_open():
    span = Span("ไป", link="https://a.example/x", note=Note("ที่มา", "https://a.example/rows"))
    made = pdf_bytes(manuscript(Paragraph((span,))))
    assert made.count(b"/URI(https://a.example/x)") == 1
    assert made.count(b"/URI(https://a.example/rows)") >= 1


def test_a_heading_that_is_a_book_stands_as_text():
    made = pdf_bytes(manuscript(plain("ยาว " * 5000, Role.HEADING, level=1), plain("ต่อ", Role.HEADING, level=1)))
    assert made.count(b"/S/H1/") == 1
