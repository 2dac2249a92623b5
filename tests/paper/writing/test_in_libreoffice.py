"""What LibreOffice makes of our papers: every one opens, all of its text is there, heads repeat, nothing is cut."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from tests.paper.writing.docx.foreign import template
from tests.paper.writing.manuscripts import carrying, everything, manuscript, said

from prongsai.core.thai.letters import MARKS
from prongsai.paper.writing import write
from prongsai.paper.writing.docx import filled_template
from prongsai.paper.writing.manuscript import Manuscript, Role, Table, cell, plain
from prongsai.paper.writing.pdf.fonts import sarabun_folder

_PATIENCE = 180
_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    "<fontconfig><dir>{faces}</dir><cachedir>{cache}</cachedir></fontconfig>"
)
"""Our face and no other, so that pages are the same wherever LibreOffice runs."""
_HEAD = ("ลำดับ", "มาตรการที่ต้องดำเนินการ", "ผู้รับผิดชอบ")
_LONG_WORD = "https://prongsai.example/" + "abcdefghij" * 12
_NO_LETTER = re.compile(f"[{MARKS}\\s\\x00-\\x20\\u200b-\\u200f\\ufffe\\u2060.…]+")
"""Blanks, what a PDF puts at the end of a line, the dots that fill one, and the marks that a PDF tells in any order."""


def long_table() -> Manuscript:
    rows = (
        (
            cell(f"แถว{number}จบ"),
            cell("ดำเนินการตามแผนที่กำหนดไว้ทุกไตรมาส " * 4),
            cell(_LONG_WORD if number == 3 else "กองคลัง"),
        )
        for number in range(80)
    )
    head = (tuple(cell(each, bold=True) for each in _HEAD),)
    table = Table((0.15, 0.6, 0.25), head, tuple(rows), "มาตรการและผู้รับผิดชอบ")
    whole = manuscript(plain("ตารางยาว", Role.HEADING, level=1), table, digits="thai")
    return replace(whole, font="Sarabun")


def hostile() -> Manuscript:
    return replace(carrying("=1+1 <b>&amp; " + "ก" * 400 + " " + "x" * 200), font="Sarabun")


@cache
def papers() -> dict[str, bytes]:
    """The files to open, by name."""
    whole = replace(everything(), font="Sarabun")
    made = {"long": long_table(), "everything": whole, "hostile": hostile()}
    files = {f"{name}.{to}": write(each, to) for to in ("docx", "odt") for name, each in made.items()}
    return files | {"template.docx": filled_template(template("ก่อนเนื้อหา", "{{ body }}", "หลังเนื้อหา"), whole, {})}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The papers as LibreOffice prints them; one process for all, with a home of its own."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("opening papers needs LibreOffice (apt-get install libreoffice-writer)")
    folder = tmp_path_factory.mktemp("office")
    for name, content in papers().items():
        (folder / name.replace(".", "-", 1)).with_suffix(f".{name.rpartition('.')[2]}").write_bytes(content)
    files = sorted(each for each in folder.iterdir())
    (folder / "fonts.conf").write_text(_FONTS.format(faces=sarabun_folder(), cache=folder / "cache"))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", folder / "out", *files]
    own = os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE, env=own)
    return {name: folder / "out" / (name.replace(".", "-", 1) + ".pdf") for name in papers()}


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        yield pdf
    finally:
        pdf.close()


def pages_of(path: Path) -> list[str]:
    """The text of each page."""
    with opened(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def letters(text: str) -> str:
    """What is left of a text when a PDF's own ways of telling it are put aside."""
    return _NO_LETTER.sub("", text.replace("ำ", "า"))


each_long = pytest.mark.parametrize("name", ["long.docx", "long.odt"])


@pytest.mark.parametrize("name", ["everything.docx", "everything.odt", "hostile.docx", "hostile.odt", "template.docx"])
def test_every_paper_opens_and_has_pages(printed: dict[str, Path], name: str) -> None:
    assert len(pages_of(printed[name])) >= 3


@pytest.mark.parametrize("name", ["everything.docx", "everything.odt", "template.docx"])
def test_all_of_its_words_are_there(printed: dict[str, Path], name: str) -> None:
    whole = letters("".join(pages_of(printed[name])))
    expected = said(everything())
    words = [text for text, _ in expected.paragraphs] + [
        text for grid in expected.tables for row in grid for text in row
    ]
    missing = [each for each in words if each not in "<^" and not all(letters(part) in whole for part in each.split())]
    assert missing == []


@each_long
def test_the_head_of_a_long_table_stands_on_every_page(printed: dict[str, Path], name: str) -> None:
    pages = [letters(each) for each in pages_of(printed[name])]
    assert len(pages) > 3
    assert all(letters(title) in page for page in pages for title in _HEAD)


@each_long
def test_no_row_is_lost_between_pages(printed: dict[str, Path], name: str) -> None:
    whole = letters("".join(pages_of(printed[name])))
    assert [number for number in range(80) if letters(f"แถว{number}จบ") not in whole] == []


@each_long
def test_nothing_stands_beyond_the_margins(printed: dict[str, Path], name: str) -> None:
    with opened(printed[name]) as pdf:
        for page in pdf:
            text = page.get_textpage()
            boxes = (
                text.get_charbox(place) for place in range(text.count_chars()) if text.get_text_range(place, 1).strip()
            )
            edges = [(left, right) for left, _, right, _ in boxes]
            assert min(left for left, _ in edges) > 80  # 3 cm are 85 points
            assert max(right for _, right in edges) < page.get_width() - 52  # 2 cm are 56.7


@each_long
def test_a_word_longer_than_its_cell_is_broken_and_whole(printed: dict[str, Path], name: str) -> None:
    assert letters(_LONG_WORD) in letters("".join(pages_of(printed[name])))


@pytest.mark.parametrize("name", ["long.docx", "everything.docx", "long.odt"])
def test_every_letter_is_shown_in_the_face_the_paper_names(printed: dict[str, Path], name: str) -> None:
    faces = re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z]+)", printed[name].read_bytes())
    assert set(faces) == {b"Sarabun"}
