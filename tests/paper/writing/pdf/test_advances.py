"""How far characters advance, against what fontTools reads in the same faces."""

import pytest
from fontTools.ttLib import TTFont

from prongsai.paper.writing.pdf.advances import advances
from prongsai.paper.writing.pdf.fonts import sarabun_folder, width_of


@pytest.mark.parametrize("face", ["Sarabun-Regular.ttf", "Sarabun-Bold.ttf"])
def test_every_character_advances_as_its_face_says(face):
    path = sarabun_folder() / face
    font = TTFont(path)
    said = {
        chr(code): font["hmtx"][glyph][0] / font["head"].unitsPerEm
        for code, glyph in font.getBestCmap().items()
        if font.getGlyphID(glyph)
    }
    found = advances(path.read_bytes())
    assert {character: found.get(character) for character in said} == said


def test_marks_above_and_below_take_no_room():
    assert width_of("กิ่") == width_of("ก")


def test_bold_letters_are_wider():
    assert width_of("หน่วยงาน", bold=True) > width_of("หน่วยงาน")
