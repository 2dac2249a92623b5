"""What a PDF says of itself and takes along, and that the same manuscript gives the same bytes everywhere."""

import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from paper.writing.manuscripts import CODE, everything, manuscript
from paper.writing.pdf.standards import failures, validator
from prongsai.paper.reading.pdf.carried import NAME
from prongsai.paper.sealing import EMPTY_SEAL, PAPER_MARK
from prongsai.paper.writing.manuscript import Role, plain
from prongsai.paper.writing.pdf import pdf_bytes

PRINTS = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from paper.writing.manuscripts import everything
from prongsai.paper.writing.pdf import pdf_bytes
print(hashlib.sha256(pdf_bytes(everything())).hexdigest())
"""


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_a_validator_that_is_not_ours_finds_nothing(profile):
    made = pdf_bytes(everything())
    assert failures(made, profile) == []
    assert validator().validate_pdf_bytes(made, profile=profile).rules.total > 100


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_validator_sees_what_is_missing(profile):
    import typst

    assert failures(typst.compile(b"= A", pdf_tags=False), profile)


def test_two_machines_give_the_same_bytes():
    elsewhere = {
        **os.environ,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "1",
    }
    tests = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", PRINTS, tests], env=elsewhere, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == hashlib.sha256(pdf_bytes(everything())).hexdigest()


def test_the_place_for_the_seal_stands_in_the_bytes_as_it_is():
    made = pdf_bytes(everything())
    assert made.count(EMPTY_SEAL.encode()) == 2  # among the properties, and in their XML form
    assert made.count(f"{PAPER_MARK}{CODE}".encode()) == 2
    assert EMPTY_SEAL.encode() not in pdf_bytes(everything(code=""))


def test_a_seal_put_in_its_place_leaves_the_file_whole():
    seal = EMPTY_SEAL.replace("0", "a").encode()
    sealed = pdf_bytes(everything()).replace(EMPTY_SEAL.encode(), seal)
    assert failures(sealed, "3a") == []
    assert seal.decode() in pdfium.PdfDocument(sealed).get_metadata_value("Keywords")


def test_a_keyword_in_thai_does_not_hide_the_seal():
    made = everything()
    thai = replace(made, properties=replace(made.properties, keywords=("ITA", "ความโปร่งใส")))
    document = pdfium.PdfDocument(pdf_bytes(thai))
    assert pdf_bytes(thai).count(EMPTY_SEAL.encode()) == 2
    assert "ความโปร่งใส" in document.get_metadata_value("Subject")


def test_it_says_title_agency_language_and_day():
    made = pdf_bytes(everything())
    told = pdfium.PdfDocument(made).get_metadata_dict()
    assert told["Title"] == "แผนการขับเคลื่อนจริยธรรม & ความโปร่งใส <2570>"
    assert told["Author"] == "เทศบาลตำบลตัวอย่าง"
    assert told["CreationDate"].startswith("D:20261001")
    assert b"/Lang(th)" in made


def test_a_paper_without_a_day_or_a_title_is_printed_too():
    made = manuscript(plain("ก"))
    blank = replace(made, properties=replace(made.properties, title=" ", agency=""))
    assert pdfium.PdfDocument(pdf_bytes(blank)).get_metadata_value("Title") == "เอกสาร"


def test_headings_are_bookmarks_and_leave_no_level_out():
    blocks = [plain(text, Role.HEADING, level=level) for text, level in (("ลึก", 3), ("หนึ่ง", 1), ("สาม", 3), ("สอง", 2))]
    marks = pdfium.PdfDocument(pdf_bytes(manuscript(*blocks))).get_toc()
    assert [(mark.get_title(), mark.level) for mark in marks] == [("ลึก", 0), ("หนึ่ง", 0), ("สาม", 1), ("สอง", 1)]


def test_tables_headers_notes_and_pictures_are_told_to_who_listens():
    made = pdf_bytes(everything())
    for tag in (
        b"/S/Table",
        b"/S/THead",
        b"/S/TH/",
        b"/S/TD/",
        b"/S/Note",
        b"/S/Figure",
        b"/S/H3/",
        b"/S/Link",
        b"/S/TOCI",
    ):
        assert tag in made, tag
    assert b"/JavaScript" not in made
    assert b"/Alt" in made


def test_every_face_is_inside_and_ours():
    faces = {each.split(b"+")[1].split(b"/")[0] for each in pdf_bytes(everything()).split(b"/FontName/")[1:]}
    assert faces >= {b"Sarabun-Regular", b"Sarabun-Bold"}
    assert all(each.startswith(b"Sarabun") for each in faces)


def test_the_records_go_along():
    made = everything()
    attached = pdfium.PdfDocument(io.BytesIO(pdf_bytes(made))).get_attachment(0)
    assert attached.get_name() == NAME
    assert json.loads(bytes(attached.get_data())) == made.records
    assert pdfium.PdfDocument(pdf_bytes(replace(made, records={}))).count_attachments() == 0
