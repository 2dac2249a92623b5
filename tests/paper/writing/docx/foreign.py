"""Templates as an agency would make them in Word, and what nobody should be able to slip into one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.enum.section import WD_ORIENT
from tests.paper.writing.docx.word_order import parts_of


def template(
    *paragraphs: str,
    rows: Sequence[Sequence[str]] = (),
    header: str = "หัวกระดาษ {{ agency }}",
    footer: str = "ท้ายกระดาษ",
    is_lying: bool = False,
) -> bytes:
    """A template of paragraphs, then a table."""
    made = docx.Document()
    section = made.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = header, footer
    if is_lying:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for each in paragraphs:
        made.add_paragraph(each)
    if rows:
        table = made.add_table(0, len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    return saved(made)


def saved(made: docx.document.Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(package: bytes, part: str, old: str, new: str) -> bytes:
    """A package in which one part says something else."""
    parts = parts_of(package)
    assert old.encode() in parts[part]
    return packed_up({**parts, part: parts[part].replace(old.encode(), new.encode(), 1)})


def with_part(package: bytes, part: str, content: bytes) -> bytes:
    """A package with one part more."""
    return packed_up({**parts_of(package), part: content})


def packed_up(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
