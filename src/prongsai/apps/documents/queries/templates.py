"""What a template of an agency's own may name, and a small one to begin from."""

from __future__ import annotations

from prongsai.paper.writing import write
from prongsai.paper.writing.docx import TEMPLATE_FIELDS
from prongsai.paper.writing.layouts import Layout
from prongsai.paper.writing.manuscript import Manuscript, Paragraph, Properties, Role, Section, plain


def template_fields(layout: Layout) -> list[tuple[str, str]]:
    """What a template may name in two braces, in English or Thai: the house's own fields, then a letter's blanks."""
    return [(name, th) for name, th, _en in TEMPLATE_FIELDS] + [(each.key, each.label) for each in layout.blanks]


def template_beginning(layout: Layout) -> bytes:
    """A small DOCX that names the agency and its place above the paper: to be opened in Word and made one's own."""
    lines: tuple[Paragraph, ...] = (
        plain("{{ agency }}", Role.TITLE),
        plain("อำเภอ{{ district }} จังหวัด{{ province }}", Role.CENTER),
        plain("{{ body }}"),
    )
    return write(Manuscript(Properties(layout.th), (Section(lines, layout.orientation),)), "docx")
